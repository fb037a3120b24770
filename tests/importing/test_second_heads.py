"""`dipfacts import`: heads of two lines, blank heads and lines above are told, and no part lost."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("claim=figure", "publisher=X", "from=kazakhstan", "to={Country}", "unit=USD")
WIDE = ("columns=2022..2023", "period={column}", "value={cell}")
MISSING = "missing=:,c,confidential,n.a.,Jan,Feb"
AS_ONE = "write both lines as one header of each column"
ALONE = "take the columns of each alone, as with"
REST = "and the others in the same way"


def keys(*words: str) -> list[str]:
    """Return the keys of a table; of one that is said twice, the last."""
    by_key = {word.partition("=")[0]: word for word in (*GIVEN, *words)}
    return [*by_key.values()]


def below(line: str) -> str:
    """Return a table of two years with a line below its heads."""
    return f"Country,2022,2023\n{line}\nTurkey,100.5,102\nGermany,50,51\n"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (",(Jan-Dec),(Jan-Sep)", f"((Jan-Sep) below 2023): {AS_ONE}, as in 2023-01/2023-09"),
        ("Country,Q1,Q1", f"(Q1 below 2022, Q1 below 2023): {AS_ONE}, as in 2022-01/2022-03"),
        (",(Jan-Dec),(Q1-Q3)", f"((Q1-Q3) below 2023): {AS_ONE}, as in 2023-01/2023-09"),
        (",,to September", f"(to September below 2023): {AS_ONE}, as in 2023-01/2023-09"),
        (",Exports,Imports", f"(Imports below 2023): {AS_ONE}"),
        (",Goods,Services", f"(Goods below 2022, Services below 2023): {AS_ONE}"),
        (",,preliminary", f"(preliminary below 2023): {AS_ONE}"),
    ],
)
def test_a_line_below_the_heads_that_says_more_is_told(
    line: str, note: str, imported: Import
) -> None:
    report = imported("n.csv", below(line), *keys("measure=exports", *WIDE))
    notes = [it for it in report.notes if "unknown name" not in it]
    assert notes == [f"the line below the headers says more of the numbers {note}"]


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ("Partner,Jan-Dec,Jan-Sep", ["(Jan-Sep below 2023)"]),
        ("million USD,Jan-Dec,Jan-Sep", ['"million USD" says a scale', "(Jan-Sep below 2023)"]),
        ("Unit,mln USD,thousand USD", ["several units or scales (2022 mln USD, 2023 thousand"]),
        ("Item,Goods,Services", ["(Goods below 2022, Services below 2023)"]),
        ("January-September,,", ["(January-September below Country)"]),
        ("mln USD,,", ['"mln USD" says a scale']),
        ("Values in EUR,,", ['"Values in EUR" says EUR, not USD']),
        ("Kosovia,confidential,n.a.", []),
        ("Kosovia,c,:", []),
        ("Kosovia,,", []),
        ("Theresa May,,", []),
        ("April Ryan,,", []),
        ("May 2022,,", ["(May 2022 below Country)"]),
        ("France,Jan,Feb", []),
    ],
)
def test_a_line_below_the_heads_may_have_a_word_in_the_place_of_a_party(
    line: str, notes: list[str], imported: Import
) -> None:
    report = imported("n.csv", below(line), *keys("measure=exports", *WIDE, MISSING))
    of_line = [it for it in report.notes if "unknown name" not in it]
    assert len(of_line) == len(notes)
    assert all(note in it for note, it in zip(notes, of_line, strict=True))


@pytest.mark.parametrize(
    "line",
    [
        ",Exports,Exports",
        ",USD,US$",
        ",Value,Total",
        ",n.a.,NA",
        ",Jahr,12 months",
        ",Q1-Q4,Jan-Dec",
    ],
)
def test_a_line_below_the_heads_that_says_no_more_is_not_told(line: str, imported: Import) -> None:
    report = imported("n.csv", below(line), *keys("measure=exports", *WIDE))
    assert report.notes == []
    assert len(report.claims) == 4


@pytest.mark.parametrize(
    ("word", "is_told"),
    [("conf.", False), ("suppr.", False), ("mln.", True), ("Goods", True), ("Sept.", True)],
)
def test_a_shortened_word_beside_an_unknown_party_is_no_head(
    word: str, is_told: bool, imported: Import
) -> None:
    given = keys("measure=exports", *WIDE)
    out, _ = imported("n.csv", below(f"Abkhazia-X,{word},{word}"), *given)
    assert (f"{word} below 2022" in out or f'"{word}" says a scale' in out) == is_told


def test_a_blank_party_beside_a_word_in_place_of_a_number_is_no_head(imported: Import) -> None:
    text = "Country,Year,Value\nTurkey,2020,5\n,2021,confidential\nGermany,2020,6\n"
    given = ("measure=exports", "period={Year}", "value={Value}", "missing=n.a.")
    out, _ = imported("n.csv", text, *keys(*given))
    assert "below the headers" not in out
    wide = "Country,2022,2023\nTurkey,1,2\n,3,confidential\n"
    out, _ = imported("w.csv", wide, *keys("measure=exports", *WIDE))
    assert "below the headers" not in out


def test_columns_without_a_head_are_told(imported: Import) -> None:
    text = "Country,2022,,2023,Unnamed: 4\n,Jan,Feb,Jan,Feb\nTurkey,10,11,12,13\n"
    report = imported("n.csv", text, *keys("measure=exports", *WIDE))
    of_two = "2 columns without a header are left out (Feb in column 3, Feb in column 5)"
    assert report.notes[1:] == [f"{of_two}: if cells of the headers were merged, {AS_ONE}"]


@pytest.mark.parametrize(
    "text",
    [
        ",Country,2022,2023\n0,Turkey,1,2\n7,Germany,2,3\n",
        "Unnamed: 0,Country,2022,2023,\n1.0,Turkey,1,2,\n",
    ],
)
def test_numbers_of_rows_and_columns_of_nothing_are_not_told(text: str, imported: Import) -> None:
    report = imported("n.csv", text, *keys("measure=exports", *WIDE))
    assert report.notes == []


@pytest.mark.parametrize(
    ("line", "such", "alone"),
    [
        (",mln USD,thousand USD", "2022 mln USD, 2023 thousand USD", "--map scale=1000000"),
        (",mln USD,USD", "2022 mln USD, 2023 USD", "--map scale=1000000"),
        (",EUR,USD", "2022 EUR, 2023 USD", "--map unit=EUR"),
        (",mln EUR,mln USD", "2022 mln EUR, 2023 mln USD", "--map unit=EUR --map scale=1000000"),
    ],
)
def test_of_several_units_or_scales_none_is_proposed_for_all(
    line: str, such: str, alone: str, imported: Import
) -> None:
    note = f"the columns of numbers are of several units or scales ({such})"
    how = f"{ALONE} --map columns=2022 {alone} --id 2022, {REST}"
    report = imported("n.csv", below(line), *keys("measure=exports", *WIDE))
    assert report.notes == [f"{note}: {how}"]
    first = ("columns=2022", *WIDE[1:])
    given = [it.removeprefix("--map ") for it in alone.split(" --map ")]
    report = imported("n.csv", below(line), *keys("measure=exports", *first, *given))
    assert "several" not in report.text
    assert "says a scale" not in report.text
    assert len(report.claims) == 2


def test_a_scale_for_all_columns_is_told_where_they_are_of_several(imported: Import) -> None:
    scaled = ("measure=exports", *WIDE, "scale=1000000")
    out, _ = imported("n.csv", below(",mln USD,thousand USD"), *keys(*scaled))
    assert "are of several units or scales (2022 mln USD, 2023 thousand USD)" in out


def test_scales_of_several_lines_above_are_none_for_all(imported: Import) -> None:
    text = "Values in million USD\nQuantities in thousand tonnes\nCountry,Value\nTurkey,1\n"
    given = ("measure=exports", "value={Value}", "period=2023", "skip_lines=2", "delimiter=,")
    report = imported("n.csv", text, *keys(*given))
    both = '"Values in million USD" and "Quantities in thousand tonnes"'
    see = "see which is that of the numbers, and add it with --map scale=…"
    assert report.notes == [f"lines above and below the headers say several scales, {both}: {see}"]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Table 5. Exports, January-June 2023", "period=2023-01/2023-06"),
        ("Exports in the first quarter", "period=2023-01/2023-03"),
        ("Экспорт за январь-июнь 2023 года", "period=2023-01/2023-06"),
        ("Ausfuhr, Januar bis Juni 2023", "period=2023-01/2023-06"),
        ("Exports, Jan/Mar", "period=2023-01/2023-03"),
        ("Экспорт, II квартал", "period=2023-04/2023-06"),
        ("Exports, year to date, January-June 2023", "period=2023-01/2023-06"),
        ("Exports of natural resources, Q1-Q2 2023", "period=2023-01/2023-06"),
        ("Clothing accessories exported, Jan-Jun 2023", "period=2023-01/2023-06"),
        ("Visas issued, January-June 2023", "period=2023-01/2023-06"),
        ("Exports (revised), 9 months 2023", "period=2023-01/2023-09"),
        ("Exports, 1 January to 30 September 2023", "period=2023-01/2023-09"),
        ("Table 5 January-September 2023", "period=2023-01/2023-09"),
        ("Exports in the year 2023, from January to June", "period=2023-01/2023-06"),
        ("Exports against the previous year, in January-June", "period=2023-01/2023-06"),
        ("Half-yearly exports, January-June 2023", "period=2023-01/2023-06"),
        ("Ausfuhr im ersten Halbjahr 2023", "period=2023-01/2023-06"),
    ],
)
def test_a_line_above_that_is_of_a_part_of_the_year_is_told(
    line: str, note: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,Value\nTurkey,1\n'
    given = ("measure=exports", "value={Value}", "skip_lines=1")
    report = imported("n.csv", text, *keys(*given, "period=2023"))
    how = f"is of a part of the year: say which, as with --map {note}"
    assert report.notes == [f'the line above the headers "{line}" {how}']
    report = imported("n.csv", text, *keys(*given, note))
    assert report.notes == []


def test_a_part_of_the_year_above_heads_of_years_is_told(imported: Import) -> None:
    text = "January-June\nCountry,2022,2023\nTurkey,1,2\n"
    report = imported("n.csv", text, *keys("measure=exports", *WIDE, "skip_lines=1"))
    how = "is of a part of the year: write in each header which, as in 2022-01/2022-06"
    assert report.notes == [f'the line above the headers "January-June" {how}']


def test_years_above_are_told_unless_they_are_those_of_heads(imported: Import) -> None:
    text = '"Exports, January 2022 - December 2023"\nCountry,Value,2022,2023\nTurkey,3,1,2\n'
    given = ("measure=exports", "skip_lines=1", "delimiter=,")
    of_one = (*given, "period=2023", "value={Value}")
    report = imported("n.csv", text, *keys(*of_one))
    how = "may be of several years: if each number is of that alone, say so in period"
    assert report.notes == [
        f'the line above the headers "Exports, January 2022 - December 2023" {how}',
    ]
    report = imported("n.csv", text, *keys(*of_one, "period=2022/2023"))
    assert report.notes == []
    for nth, of_heads in enumerate((("period=2023", "value={2023}"), WIDE)):
        report = imported(f"w{nth}.csv", text, *keys(*given, *of_heads))
        assert "several years" not in report.text


def test_a_line_above_of_an_unknown_part_of_the_year_is_told(imported: Import) -> None:
    given = ("measure=exports", "skip_lines=1", "delimiter=,")
    text = '"Exports, 2023 YTD"\nCountry,Value\nTurkey,1\n'
    report = imported("n.csv", text, *keys(*given, "period=2023", "value={Value}"))
    assert report.notes[0].endswith("of a part of the year: say which, with --map period=…")
    text = '"Exports, Q1 and Q3"\nCountry,2022,2023\nTurkey,1,2\n'
    report = imported("w.csv", text, *keys(*WIDE, *given))
    assert report.notes[0].endswith("is of a part of the year: write in each header which")


@pytest.mark.parametrize(
    "line",
    [
        *("Updated in March 2024", "Exports, 5 May 2024", "Exports, January-December 2023"),
        *("Released Q1 2024", "Source: Bulletin, January-March 2024", "Q1-Q4 2023"),
        *("Date of extraction: May 2023", "Exports (as of 30 September 2023)"),
    ],
)
def test_a_line_above_on_the_file_or_the_whole_year_is_not_told(
    line: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,Value\nTurkey,1\n'
    given = ("measure=exports", "value={Value}", "skip_lines=1", "period=2023")
    report = imported("n.csv", text, *keys(*given))
    assert report.notes == []


@pytest.mark.parametrize(
    "line",
    [
        *("World Economic Outlook, April 2024", "Exports, SITC Rev. 3, Dec. 2023"),
        *("IMF World Economic Outlook (October 2023)", "Exports, end-December"),
        "Exports since March 2010",
        *("Exports of Svalbard and Jan Mayen", "Table II half yearly"),
        *("Source: Import statistics of Sweden", "partner imports used where missing"),
        *("General trade: imports into free zones excluded", "Quelle: Einfuhrstatistik"),
    ],
)
@pytest.mark.parametrize("period", ["period={Year}", "period=2021"])
def test_a_line_above_of_no_part_of_the_year_is_not_told(
    line: str, period: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,Year,Value\nTurkey,2020,1\nTurkey,2021,1\n'
    text = text.replace("Turkey,2020,1\n", "") if "{" not in period else text
    given = ("measure=exports", "value={Value}", "skip_lines=1", "delimiter=,")
    out, _ = imported("n.csv", text, *keys(*given, period))
    assert "line above" not in out


@pytest.mark.parametrize(
    "line",
    [
        *("Exports, fiscal year ending June", "Exports, years ended March", "12 months to June"),
        *("Exports (year to September)", "Marketing year Sep/Aug"),
    ],
)
def test_a_line_above_of_twelve_months_is_of_a_fiscal_year(line: str, imported: Import) -> None:
    text = f'"{line}"\nCountry,Year,Value\nTurkey,2020,1\nTurkey,2021,1\n'
    given = ("measure=exports", "value={Value}", "skip_lines=1", "delimiter=,", "period={Year}")
    out, _ = imported("n.csv", text, *keys(*given))
    assert "a part of the year" not in out
    assert f'the line above the headers "{line}" says a fiscal year' in out


@pytest.mark.parametrize(
    "line",
    [
        *("Statistical Bulletin, March 2021", "Exports; data for December are estimated"),
        *("Exports, 2020-2021 (2021: January-November)", "Exports, January-June 2022"),
        *("Exports, fiscal year, Q1", "Exports until the end of September 2021"),
        *("Visas issued, June 2021", "Exports, 12 months to June 2021", "Exports at end-June 2021"),
    ],
)
def test_a_line_above_that_may_be_of_a_part_of_the_year_is_asked_of(
    line: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,Year,Value\nTurkey,2020,1\nTurkey,2021,1\n'
    given = ("measure=exports", "value={Value}", "skip_lines=1", "delimiter=,")
    report = imported("n.csv", text, *keys(*given, "period={Year}"))
    how = "may be of a part of the year: if each number is of that alone, say so in period"
    assert report.notes == [f'the line above the headers "{line}" {how}']


def test_a_line_above_of_another_year_is_told(imported: Import) -> None:
    line = "Exports by country in 2022"
    text = f"{line}\nPublished 2024\nCountry,Value\nTurkey,1\n"
    given = ("measure=exports", "value={Value}", "skip_lines=2", "delimiter=,")
    report = imported("n.csv", text, *keys(*given, "period=2023"))
    says = "says 2022, not 2023: --map period=2022"
    assert report.notes == [f'the line above the headers "{line}" {says}']
    report = imported("n.csv", text, *keys(*given, "period=2022"))
    assert "line above" not in report.text
    for other in ("Exports, 2020-2023", "Exports, constant 2015 US$", "Released in 2024"):
        report = imported("n.csv", text.replace(line, other), *keys(*given, "period=2023"))
        assert "says 20" not in report.text


def test_a_line_above_of_another_flow_is_told(imported: Import) -> None:
    text = "Imports of Kazakhstan by origin\nCountry,Value\nTurkey,1\n"
    given = ("value={Value}", "skip_lines=1", "period=2023")
    report = imported("n.csv", text, *keys("measure=exports", *given))
    note = 'the line above the headers "Imports of Kazakhstan by origin" is not of exports: '
    assert report.notes[0].startswith(f"{note}say what is measured, as with --map measure=imports")
    both = text.replace("Imports", "Imports and exports")
    report = imported("n.csv", both, *keys("measure=exports", *given))
    assert report.notes == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Table 3. Imports by origin (services excluded)", "is not"),
        ("Kazakhstan imports of used cars", "is not"),
        ("Kazakhstan: imports by origin, gold not included", "is not"),
        ("Sources of imports, services excluded", "is not"),
        ("Импорт Казахстана (источник: таможня)", "is not"),
        ("Source countries of Kazakhstan's imports", "may not be"),
        ("Structure of Kazakhstan's foreign trade: imports", "may not be"),
    ],
)
def test_a_line_above_of_another_flow_is_told_beside_what_it_leaves_out(
    line: str, what: str, imported: Import
) -> None:
    text = f'"{line}"\nSource: export declarations\nCountry,Value\nTurkey,1\n'
    given = ("value={Value}", "skip_lines=2", "period=2023", "delimiter=,")
    report = imported("n.csv", text, *keys("measure=exports", *given))
    assert report.notes[0].startswith(f'the line above the headers "{line}" {what} of exports: ')
    assert "say what is measured, as with --map measure=imports" in report.notes[0]


@pytest.mark.parametrize(
    "line",
    [
        *("Re-imports included", "Trade in goods, excluding re-imports", "Note: imports are cif"),
        *("Data source - import declarations", "By destination, imports not included"),
    ],
)
def test_a_flow_of_which_numbers_are_made_or_not_is_none_that_they_are_of(
    line: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,Value\nTurkey,1\n'
    given = ("value={Value}", "skip_lines=1", "period=2023", "delimiter=,")
    report = imported("n.csv", text, *keys("measure=exports", *given))
    assert report.notes == []


@pytest.mark.parametrize(
    "line", ["Exports (monthly, not cumulative)", "Non-cumulative monthly exports", "Cumulus AG"]
)
def test_a_line_above_that_denies_sums_since_january_is_not_told(
    line: str, imported: Import
) -> None:
    text = f'"{line}"\nCountry,2023-01,2023-02\nTurkey,1,3\n'
    wide = ("columns=2023-01,2023-02", *WIDE[1:], "skip_lines=1", "delimiter=,")
    report = imported("n.csv", text, *keys("measure=exports", *wide))
    assert report.notes == []


def test_sums_since_january_are_told(imported: Import) -> None:
    text = "(cumulative)\nCountry,2023-01,2023-02\nTurkey,1,3\n"
    wide = ("columns=2023-01,2023-02", *WIDE[1:], "skip_lines=1")
    report = imported("n.csv", text, *keys("measure=exports", *wide))
    how = "write each with its first month, as in 2023-01/2023-02"
    assert report.notes == [f'"(cumulative)" says that a number is the sum since January: {how}']
    report = imported("n.csv", text, *keys("measure=cumulative-exports", *wide))
    assert "since January" not in report.text
    own = "Sums, year to date\nCountry,Year,Month,Value\nTurkey,2023,2,5\nTurkey,2023,3,9\n"
    given = ("measure=exports", "value={Value}", "skip_lines=1")
    report = imported("own.csv", own, *keys(*given, "period={Year}-{Month}"))
    how = "write from when it is, as with --map 'period={Year}-01/{Year}-{Month}'"
    note = f'"Sums, year to date" says that a number is the sum since January: {how}'
    assert report.notes == [note]
    report = imported("own.csv", own, *keys(*given, "period={Year}-01/{Year}-{Month}"))
    assert "since January" not in report.text
    assert [it["period"] for it in report.claims[-2:]] == ["2023-01/2023-02", "2023-01/2023-03"]
