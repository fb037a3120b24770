"""`dipfacts import`: what a remedy says can be typed, and leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import import_twice
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")

FIGURES = ("measure=exports", "unit=USD", "publisher=P")
REPORTED = "Reporter,Partner,Year,Value\nTurkey,Norway,2022,5\n"
WHOLE = {"from": "{Reporter}", "to": "{Partner}", "period": "{Year}", "value": "{Value}"}


def told(dip: Run, text: str, *words: str) -> str:
    """Return the error for a table of which words are given."""
    Path("t.csv").write_text(text)
    return dip("import", "t.csv", *DAY, *map_words(*words)).err


@pytest.mark.parametrize(
    ("key", "typed"),
    [("from", "Reporter"), ("to", "partner"), ("period", "Year"), ("value", "value")],
)
def test_a_column_without_braces_is_told(dip: Run, key: str, typed: str) -> None:
    given = [f"{name}={text}" for name, text in {**WHOLE, key: typed}.items()]
    assert told(dip, REPORTED, *FIGURES, *given) == (
        f'dipfacts: --map {key}: "{typed}" is a column, which stands in braces\n'
        f"  write --map '{key}={WHOLE[key]}'\n"
    )


def test_columns_of_parties_without_braces_are_told_together(dip: Run) -> None:
    words = ("parties=Reporter,Partner", "period={Year}", "value={Value}")
    assert told(dip, REPORTED, *FIGURES, *words) == (
        'dipfacts: --map parties: "Reporter" is a column, which stands in braces\n'
        "  write --map 'parties={Reporter}, {Partner}'\n"
    )


def test_a_party_with_the_name_of_a_column_is_one(dip: Run) -> None:
    Path("t.csv").write_text("Turkey,Year\n5,2022\n")
    given = (*FIGURES, "from=turkey", "to=norway", "period={Year}", "value={Turkey}")
    _, found = import_twice(dip, "t.csv", *given)
    assert [it["from"] for it in found.values()] == ["turkey"]


WIDE = ("from={Country}", "to=norway", "period={column}", "value={cell}")


@pytest.mark.parametrize("typed", ["2021-2022", "2021:2022", "2021 to 2022"])
def test_a_range_of_years_is_told_with_its_points(dip: Run, typed: str) -> None:
    text = "Country,2021,2022\nTurkey,1,2\n"
    assert told(dip, text, *FIGURES, *WIDE, f"columns={typed}") == (
        f'dipfacts: --map columns: there is no column "{typed}"\n'
        "  for all from 2021 to 2022 write --map columns=2021..2022\n"
    )


@pytest.mark.parametrize("typed", ["Value, total,Other", "{Value, total}, Other"])
def test_a_comma_in_a_head_parts_no_columns(dip: Run, typed: str) -> None:
    Path("t.csv").write_text('who,"Value, total",Other\nTurkey,1,2\n')
    given = (*FIGURES, "from={who}", "to=norway", "period=2022", "value={cell}", "scope={column}")
    _, found = import_twice(dip, "t.csv", *given, f"columns={typed}")
    assert [it["scope"] for it in found.values()] == ["Value, total", "Other"]


def test_a_head_of_a_month_without_its_last_0_may_be_october(dip: Run) -> None:
    Path("t.csv").write_text("Country,2023.01,2023.1\nTurkey,1,2\n")
    out = dip("import", "t.csv", *DAY, *map_words(*FIGURES, *WIDE, "columns=2023.01,2023.1")).out
    months = '"2023-01" or "2023-10" (October, whose last 0 a spreadsheet drops)'
    assert f'cannot read "2023.1" as a date or period; write {months}' in " ".join(out.split())


def test_a_month_without_its_last_0_is_not_october_beside_one_with_it(dip: Run) -> None:
    rows = "".join(f"Turkey,{it},5\n" for it in ("2023.1", "2023.10"))
    Path("t.csv").write_text(f"Country,When,Value\n{rows}")
    given = map_words(*FIGURES, "from={Country}", "to=norway", "period={When}", "value={Value}")
    out = " ".join(dip("import", "t.csv", *DAY, *given).out.split())
    assert 't.csv:2: cannot read "2023.1" as a date or period; write "2023-01" t.csv:3' in out
    assert 'cannot read "2023.10" as a date or period; write "2023-10"' in out


def test_days_of_a_spreadsheet_are_told_for_both_ends(dip: Run) -> None:
    Path("t.csv").write_text("a,b,s,e\nTurkey,Norway,44846,44847\n")
    given = ("claim=relation", "kind=visit", "title=V", "topic=t", "parties={a}, {b}")
    out = dip("import", "t.csv", *DAY, *map_words(*given, "period={s}/{e}", "publisher=P")).out
    days = 'write "2022-10-12/2022-10-13" if it is the number of a day in a spreadsheet'
    assert days in " ".join(out.split())


PREAMBLE = (
    '"Transfers of arms: 2010 to 2022"\n\n"Register"\nSource: SIPRI\nGenerated: 2024\n\n'
    "Supplier;Recipient;Year;Delivered\nRussia;Turkey;2015;2015; 2016\nNorway;Turkey;2016;2\n"
)


def test_lines_above_a_table_are_told_and_skipped(dip: Run) -> None:
    hint = "(if line 7 is the header, add --map skip_lines=6)\n"
    assert told(dip, PREAMBLE).endswith(hint)
    assert told(dip, PREAMBLE, "skip_lines=3", "from={Supplier}").endswith(hint)
    assert told(dip, PREAMBLE, "skip_lines=5") == (
        "dipfacts: --map skip_lines=5: line 6 of t.csv is blank\n"
        "  add --map skip_lines=6, if line 7 is the header\n"
    )
    assert "there is no column" not in told(dip, PREAMBLE, "skip_lines=6", "from={Supplier}")
    assert told(dip, PREAMBLE, "skip_lines=99").endswith("  skip fewer lines\n")


def test_many_lines_above_a_small_table_are_passed_over(dip: Run) -> None:
    above = "TIV of arms exports\nGenerated\nFigures are\nin millions\n\nSource: SIPRI\n"
    Path("t.csv").write_text(f"{above}Supplier,2015,2016,2017\nRussia,4,5,6\nSpain,1,,\n")
    given = (*FIGURES, "from={Supplier}", "to=norway", "period={column}", "value={cell}")
    _, found = import_twice(dip, "t.csv", *given, "columns=2015..2017")
    assert [it["value"] for it in found.values()] == [4, 5, 6, 1]


def test_a_title_in_the_first_line_of_a_converted_sheet_is_told(dip: Run) -> None:
    text = "Exports,Unnamed: 1,Unnamed: 2,Unnamed: 3\nCountry,2021,2022,2023\nTurkey,1,2,3\n"
    assert told(dip, text).endswith("(if line 2 is the header, add --map skip_lines=1)\n")


def test_a_last_column_without_a_head_is_told(dip: Run) -> None:
    Path("t.csv").write_text("Country,2022,,2023,\nTurkey,100,p,102,e\nNorway,50,,51,\n")
    out = dip("import", "t.csv", *DAY, *map_words(*FIGURES, *WIDE, "columns=2022")).out
    assert (
        "t.csv:2: column 5 has no header; write one; where headers were merged, write in each what"
        " it is of, such as 2022 Q1" in " ".join(out.split())
    )


def test_all_heads_are_told_up_to_thirty(dip: Run) -> None:
    heads = [f"h{nth}" for nth in range(33)]
    text = f"{','.join(heads)}\n{','.join('1' * 33)}\n"
    assert told(dip, text).endswith(f"it has {', '.join(heads[:30])} and 3 more\n")
    lacking = told(dip, text, "from={nobody}")
    assert lacking.endswith(f"it has {', '.join(heads[:30])} and 3 more\n")


def test_letters_of_another_script_are_told_with_the_encoding(dip: Run) -> None:
    Path("t.csv").write_bytes("Страна;Год;Экспорт\nТурция;2022;5\n".encode("cp1251"))
    err = dip("import", "t.csv", *DAY).err
    assert err.endswith(
        "(no UTF-8, read as ISO-8859-1: if names look wrong, add --map encoding=…)\n"
    )


def test_the_same_data_set_in_two_folders_is_imported_once_more_with_another_id(dip: Run) -> None:
    Path("t.csv").write_text(REPORTED)
    line = (
        "import",
        "t.csv",
        *DAY[:2],
        "--copy",
        *map_words(*FIGURES),
        *map_words(*map("=".join, WHOLE.items())),
    )
    for folder in ("a", "b"):
        assert dip(*line, "--to", folder).status == 0
    again = "give each its own: if the files were imported, import one again with --id\n"
    assert dip("check", "a", "b", "--all").out.count(again) == 3
    assert dip(*line, "--to", "b", "--id", "other").status == 0
    Path("b/t.toml").unlink()
    assert "duplicate id" not in dip("check", "a", "b").out


SCALED = ("measure=exports", "publisher=P", "from=germany", "to={P}", "period=2021", "value={V}")


@pytest.mark.parametrize(
    ("cell", "unit"), [("EUR thousand", "EUR"), ("1000 tonnes", "tonnes"), ("thousand t", "t")]
)
def test_a_unit_with_the_scale_that_is_given_is_a_wrong_question(
    dip: Run, cell: str, unit: str
) -> None:
    text = f"P,Unit,V\nFrance,{cell},5\nItaly,{cell},7\n"
    assert told(dip, text, *SCALED, "unit={Unit}", "scale=1000") == (
        f'dipfacts: the unit "{cell}" multiplies its numbers by 1,000, as --map scale=1000 does\n'
        f"  write --map unit={unit}, as the scale is given\n"
    )


@pytest.mark.parametrize("cell", ["EUR million", "Mio EUR", "million tonnes"])
def test_a_unit_with_another_scale_than_is_given_keeps_its_own(dip: Run, cell: str) -> None:
    unit = "EUR" if "EUR" in cell else "tonnes"
    assert told(dip, f"P,Unit,V\nFrance,{cell},5\n", *SCALED, "unit={Unit}", "scale=1000") == (
        f'dipfacts: the unit "{cell}" multiplies its numbers by 1,000,000, not by 1,000\n'
        f"  if that is right, write --map unit={unit} --map scale=1000000\n"
    )


def test_of_several_units_with_another_scale_each_number_is_told(dip: Run) -> None:
    Path("t.csv").write_text("P,Unit,V\nFrance,EUR million,5\nItaly,USD thousand,7\n")
    out = dip("import", "t.csv", *DAY, *map_words(*SCALED, "unit={Unit}", "scale=1000")).out
    words = " ".join(out.split())
    assert 'write "EUR" as its unit and its number times 1,000; --map scale=1000 is' in words
    assert 'write "USD" as its unit; --map scale=1000 is given' in words


def test_of_several_units_no_remedy_multiplies_twice(dip: Run) -> None:
    text = "P,Unit,V\nFrance,EUR thousand,5\nItaly,USD thousand,7\n"
    Path("t.csv").write_text(text)
    out = dip("import", "t.csv", *DAY, *map_words(*SCALED, "unit={Unit}", "scale=1000")).out
    assert 'write "EUR" as its unit; --map scale=1000 is given' in " ".join(out.split())
    assert "5000000" not in out


def test_columns_of_units_with_scales_are_taken_alone_with_their_unit(dip: Run) -> None:
    Path("t.csv").write_text("P,EUR thousand,USD thousand\nFrance,5,7\n")
    given = [it for it in SCALED if it != "value={V}"]
    columns = ("columns=EUR thousand,USD thousand", "unit={column}", "value={cell}")
    out = " ".join(dip("import", "t.csv", *DAY, *map_words(*given, *columns)).out.split())
    alone = "--map 'columns=EUR thousand' --map unit=EUR --map scale=1000 --id eur-thousand"
    assert alone in out
    typed = ("columns=EUR thousand", "unit=EUR", "scale=1000", "value={cell}")
    assert (
        dip("import", "t.csv", *DAY, *map_words(*given, *typed), "--id", "eur-thousand").status == 0
    )
