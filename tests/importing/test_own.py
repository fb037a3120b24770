"""`dipfacts import`: a table of one's own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dipfacts.read.toml import loader
from dipfacts.read.toml.loader import LoadedTable, declared_at_a_glance
from support.command_line import Run
from support.import_files import ALLIANCE, GED, ITEM, MINE, WDI_HEADS, import_twice, own
from support.importing import DAY, map_words
from support.written import claims

pytestmark = pytest.mark.usefixtures("read_anew")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "DEU,2020,(1234)",
            'mine.csv:3: value: "(1234)" is no number; write -1234, if the brackets',
        ),
        (
            "DEU,2020,12.5%",
            'mine.csv:3: value: "12.5%" is no number; write 12.5, and add --map unit=percent',
        ),
        (
            "DEU,2020,$1.5",
            'mine.csv:3: value: "$1.5" is no number; write 1.5 alone, and what stands',
        ),
        ("DEU,2020,5 USD", 'mine.csv:3: value: "5 USD" is no number; write 5 alone, and what'),
        ("DEU,2020,- 5", 'value: "- 5" is no number; write -5, if the dash means less than 0'),
        ("DEU,2020,-\u00a05", "is no number; write -5, if the dash means less than 0"),
        ("DEU,2020,\u20135", "is no number; write -5, if the dash means less than 0"),
        ("DEU,2020,6-", 'value: "6-" is no number; write -6, if the dash means less than 0'),
        ("DEU,2020,-$5", "write -5, if the dash means less than 0, and what else stands beside"),
        ("DEU,2020,-5 USD", "write -5, if the dash means less than 0, and what else stands be"),
        ("DEU,2020,($5)", "write -5, if the brackets mean less than 0, and what else stands b"),
        ("DEU,2020,1300 [1]", "write 1300 alone, if [1] is the number of a note"),
        ("DEU,2020,12 000 (2)", "write 12000 alone, if (2) is the number of a note"),
        ("DEU,2020,1400 1)", "write 1400 alone, if 1) is the number of a note"),
        ("DEU,2020,1300-1400", "is no number; add --map missing=1300-1400 if that means unknown"),
        ("DEU,2020,(-5)", "is no number; write -5, if the brackets mean less than 0"),
        ("DEU,2020,5 - est.", 'value: "5 - est." is no number; write 5 alone, and what stands'),
        ("DEU,2020,n/a%", 'mine.csv:3: value: "n/a%" is no number; add --map missing=n/a% if'),
        ("DEU,2020,1.2.3", '"1.2.3" is no number; correct the number'),
        ('DEU,2020,"2,5"', 'value: "2,5" is no number; add --map decimal=,'),
        ('DEU,2020,"1,23,456"', "is no number; write 123456, if the commas mean nothing"),
        ('DEU,2020,"-1,2345"', 'value: "-1,2345" is no number; add --map decimal=,'),
        ('DEU,2020,"69 512,3"', 'value: "69 512,3" is no number; add --map decimal=,\n'),
        (
            'DEU,2020,"123\u00a0456\u00a0789,12"',
            '123 456 789,12" is no number; add --map decimal=,\n',
        ),
        (
            'DEU,2020,"1\u2019234,567"',
            'value: "1\u2019234,567" is no number; add --map decimal=,\n',
        ),
        ('DEU,2020,"\u22125,3"', 'value: "\u22125,3" is no number; add --map decimal=,\n'),
        ("DEU,2020,(69 512)", 'value: "(69 512)" is no number; write -69512, if the brackets mean'),
        ("DEU,2020,69 512*", 'value: "69 512*" is no number; write 69512 alone, and what stands'),
        (
            "DEU,2020,1 2",
            'value: "1 2" is no number; correct the number',
        ),
        ("DEU,2020,…", "value: \"…\" is no number; add --map 'missing=…' if that means unknown\n"),
        ('DEU,2020,"1,234"', "add --map decimal=. if it is thousands, --map decimal=, if it is a"),
        (
            "Source: an office",
            "mine.csv:3: 1 cell where the header has 3; remove the line, if it is a",
        ),
        (
            "DEU,31/12/2020,5",
            'mine.csv:3: cannot read "31/12/2020" as a date or period; write "2020-',
        ),
        (
            "DEU,2020,5,6",
            "mine.csv:3: 4 cells where the header has 3; correct the line, or its quotation",
        ),
    ],
)
def test_a_row_of_ones_own_is_told_with_its_remedy(dip: Run, rows: str, told: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nFRA,2020,5\n{rows}\n")
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert (status, told in out) == (3, True), out


def test_words_with_a_blank_that_does_not_break_are_missing_as_they_are_told(dip: Run) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\nDEU,2020,n.\u00a0d.\n")
    _, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert "\"n. d.\" is no number; add --map 'missing=n. d.' if that means unknown\n" in out
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE, "--map", "missing=n. d.")
    assert (status, "cannot be read" in out) == (0, False)


def test_the_remedy_of_a_blank_cell_is_one_that_an_import_has(dip: Run) -> None:
    Path("visas.csv").write_text("who,where,what\nAZ,NA,free\nNA,AZ,\n")
    keys = ("claim=relation", "kind=visa", "title={what}", "from={where}", "to={who}")
    status, out, _ = dip("import", "visas.csv", *DAY, *map_words(*keys))
    assert (status, "title is blank; fill it in, or remove the row\n" in out) == (3, True), out


@pytest.mark.parametrize(
    ("map_", "message", "remedy"),
    [
        (
            "value=value",
            ' value: "value" is a column, which stands in braces',
            "write --map 'value={value}'",
        ),
        (
            "key=same",
            ": key is the same in every row",
            "name columns, as in --map key='{country}-{year}'",
        ),
        ("valeu={value}", ': unknown key "valeu"', 'did you mean "value"?'),
        ("published=2024-05", ': unknown key "published"', "write --published 2024-05"),
        ("decimal=x", ': decimal cannot be "x"', 'write "," or "."'),
        ("delimiter=;;", ": delimiter is not one character", "write such as --map delimiter=';'"),
        (
            "scale=0",
            ": no number can be multiplied by this scale",
            "write such as --map scale=1000000 for millions",
        ),
        (
            "skip_lines=two",
            ' skip_lines="two" is no whole number',
            "write such as --map skip_lines=2",
        ),
        ("scale=1e6", ' scale="1e6" is no whole number', "write such as --map scale=1000000"),
        ("scale=1000.0", ' scale="1000.0" is no whole number', "write such as --map scale=1000"),
        (
            "scale=0.001",
            ' scale="0.001" is no whole number',
            "it multiplies numbers, and makes none smaller: leave it out, and name their unit",
        ),
        ("columns=9..1", ": columns ends before it begins", "write --map columns=1..9"),
        (
            "claimant=zz:{country}",
            ' claimant: no list of codes is called "zz"',
            "there are iso2, iso3, m49, cow, gw, gec, imf, wb, wd",
        ),
        (
            "claimant=utopia",
            ': unknown party "utopia"',
            "declare it in a [[party]] of another file of the folder",
        ),
        ("claimant=Norwaay", ' claimant: "Norwaay" is not a valid id', 'did you mean "norway"?'),
        (
            "claimant=Korea",
            ' claimant: "Korea" is not a valid id',
            'did you mean "north-korea" or "south-korea"?',
        ),
        ("source=x", " cannot say source", "leave it out, and edit the TOML that is written"),
        (
            "skip=year=",
            ' skip="year=" is not {column}=VALUE',
            "write such as --map skip='{ratified}='",
        ),
        ("skip={yea}=", ' skip: there is no column "yea"', 'did you mean "year"?'),
        (
            "where=year=2020",
            ' where="year=2020" is not {column}=VALUE',
            "write such as --map where='{flow}=exports, {product}=TOTAL'",
        ),
        ("where={yea}=2020", ' where: there is no column "yea"', 'did you mean "year"?'),
        ("nature=stocks", ' nature="stocks" is no nature', 'did you mean "stock"?'),
        (
            "nature=stock",
            " nature=stock: gdp is a flow",
            "leave it out, or give the measure another name",
        ),
        ("scope", ' "scope" is not KEY=TEMPLATE', "write such as --map period='{year}'"),
        (
            "said_on=2021-02-30",
            " said_on: February 2021 has no day 30",
            "February 2021 ends on 2021-02-28",
        ),
        (
            "unit=thousand euros",
            ' unit="thousand euros" multiplies its numbers by 1,000',
            "write --map unit=EUR --map scale=1000",
        ),
        (
            "unit=mln tonnes",
            ' unit="mln tonnes" multiplies its numbers by 1,000,000',
            "write --map unit=tonnes --map scale=1000000",
        ),
        ("unit=roubles", ' unit="roubles" is no currency code', "write --map unit=RUB"),
        (
            "unit=million dirhams",
            ' unit="million dirhams" may be money of several currencies',
            "write the code of the one meant: AED or MAD",
        ),
        (
            "unit=million",
            ' unit="million" multiplies its numbers by 1,000,000',
            "say what is counted, as in --map unit=visitors --map scale=1000000",
        ),
    ],
)
def test_a_mistake_in_map_is_a_wrong_question(
    dip: Run, map_: str, message: str, remedy: str
) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    key = map_.partition("=")[0]
    words = [word for word in MINE[1::2] if not word.startswith(f"{key}=")]
    given = map_words(*words, map_)
    found = dip("import", "mine.csv", *DAY, *given)
    assert found == (2, "", f"dipfacts: --map{message}\n  {remedy}\n")
    assert not Path("mine.toml").exists()


def test_a_key_that_map_cannot_say_is_not_among_those_known(dip: Run) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    status, _, err = dip("import", "mine.csv", *DAY, *MINE, "--map", "qqqq=x")
    head, _, known = err.partition("\n  known are ")
    assert (status, head) == (2, 'dipfacts: --map: unknown key "qqqq"')
    keys = known.strip().split(", ")
    assert len(keys) == len({*keys})
    assert {"nature", "measure", "scale", "publisher", "where", "skip"} <= {*keys}
    assert not {"file", "source", "kind"} & {*keys}


def test_a_key_that_map_says_twice_is_told(dip: Run) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    found = dip("import", "mine.csv", *DAY, *MINE, "--map", "unit=EUR")
    assert found == (2, "", "dipfacts: --map says unit twice\n  leave one of them out\n")
    allow = ("--map", "allow=below-zero: a debt", "--map", "allow=factor-1000: drained")
    in_one = "write them in one, as --map 'allow=below-zero: a debt; factor-1000: drained'"
    found = dip("import", "mine.csv", *DAY, *MINE, *allow)
    assert found == (2, "", f"dipfacts: --map says allow twice\n  {in_one}\n")


def test_a_scale_in_the_unit_of_a_known_format_goes_into_the_table(dip: Run) -> None:
    Path("o.csv").write_text("Entity,Code,Year,Aid\nFrance,FRA,2020,5\n")
    found = dip("import", "o.csv", *DAY, "--map", "unit=million USD")
    message = '--map unit="million USD" multiplies its numbers by 1,000,000'
    hint = "write --map unit=USD, and scale = 1000000 in the [[table]] that is written"
    assert found == (2, "", f"dipfacts: {message}\n  {hint}\n")
    found = dip("import", "o.csv", *DAY, "--map", "unit=%")
    assert found == (
        2, "", 'dipfacts: --map unit="%" means percent\n  write --map unit=percent\n'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [("DEU,2021,6000", "gdp of 2021 is"), ("DEU,2020,5000000", '"mine-3" says the same as')],
)
def test_what_is_only_doubtful_is_told_and_imported(dip: Run, row: str, told: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nDEU,2019,7000000\nDEU,2020,5000000\n{row}\n")
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert status == 0
    assert f"  dipfacts check --strict refuses 1 doubtful row:\n  mine.csv:4: {told}" in out
    assert "wrote ./mine.toml" in out


@pytest.mark.parametrize(
    ("rows", "map_", "told"),
    [
        ("FRA,DEU,Pact of Steel", "topic={what}", "mine.csv:4: "),
        ("FRA,DEU,a", "claimant=utopia", '--map: unknown party "utopia"'),
        ("FRA,DEU,tie", "topic=Big Pact", "topic"),
    ],
)
def test_what_check_would_refuse_is_refused_by_the_import(
    dip: Run, rows: str, map_: str, told: str
) -> None:
    Path("mine.csv").write_text(f"who,whom,what\nFRA,ESP,pact\nESP,ESP,pact\n{rows}\n")
    words = ("claim=relation", "parties={who},{whom}", "title={what}", "kind=pact", map_)
    status, out, err = dip("import", "mine.csv", *DAY, *map_words(*words))
    assert (status != 0, told in out + err) == (True, True), out + err
    assert not Path("mine.toml").exists()


def test_what_the_folder_declares_may_be_named(dip: Run) -> None:
    Path("own.toml").write_text(
        'format = 1\n[[party]]\nid = "utopia"\nname = "Utopia"\nkind = "organisation"\n'
    )
    Path("mine.csv").write_text("who,what\nFRA,pact\n")
    words = ("claim=relation", "parties={who},utopia", "kind=pact", "title={what}")
    given = map_words(*words)
    status, out, _ = dip("import", "mine.csv", *DAY, *given)
    assert (status, "wrote ./mine.toml" in out) == (0, True), out
    assert dip("import", "mine.csv", *DAY, *given, "--to", "elsewhere")[0] == 3


def test_ones_own_names_keep_lines_and_ids_and_organisations_are_parties(dip: Run) -> None:
    text = 'who,org,since,note\nNorway,NATO,1949,"first\nmember"\nNATO,NATO,1950,\n'
    Path("mem.csv").write_text(text + "Utopia,NATO,1951,\nGeorgia,CIS,1993,\nNATO,Norway,1960,\n")
    words = ("claim=relation", "kind=membership", "title={who} in {org}", "from={who}", "to={org}")
    given = map_words(*words, "period={since}/..")
    out, first = import_twice(dip, "mem.csv", *given)
    assert "5 rows" in out
    assert "3 claims from 3 rows\n  left out: 1 a country with itself\n  left out: 1 Utopia" in out
    claim = first["mem-georgia-commonwealth-of-independent-states-1993"]
    assert (claim["title"], claim["locator"]) == ("Georgia in CIS", "row 4")
    Path("mem.csv").write_text(f"{text}France,NATO,1949,\nGeorgia,CIS,1993,\nNATO,Norway,1960,\n")
    second = import_twice(dip, "mem.csv", *given)[1]
    assert first.keys() < second.keys()
    shown = dip("relations", "norway", "nato", "-f", "base")[1]
    assert "Norway in NATO" in shown
    Path("mem.csv").write_text(f"{text}Norway,EFTA,in spring,\n")
    status, out, _ = dip("import", "mem.csv", *DAY, *given, "--to", "base")
    assert (status, "  mem.csv:5: " in out) == (3, True), out


def test_what_is_doubtful_below_a_cell_of_several_lines_is_told_with_its_line(dip: Run) -> None:
    note = '"one\ntwo\nthree"'
    rows = [f"Utopia,2020,5,{note}", f"France,2020,5,{note}", "France,2021,5000000,", ""]
    Path("mine.csv").write_text("\n".join(["country,year,value,note", *rows]))
    status, out, _ = dip("import", "mine.csv", *MINE, "--map", "note={note}", *DAY)
    assert (status, "\n  mine.csv:8: gdp of 2021 is " in out) == (0, True), out


def test_a_newer_version_keeps_the_key_of_the_one_before_or_tells_that_ids_change(dip: Run) -> None:
    words = ("claim=event", "kind=talks", "title={t}", "from={a}", "to={b}", "period={y}")
    given = map_words(*words)
    first = "a,b,y,t\nDE,FR,2019,One\nDE,IT,2019,Two\n"

    def ids(text: str) -> tuple[str, set[str]]:
        Path("ev.csv").write_text(text)
        out, found = import_twice(dip, "ev.csv", *given)
        told = [line for line in out.split("\n") if "the ids of claims change" in line]
        return "".join(told).strip(), {*found}

    whole = {"ev-de-fr-2019", "ev-de-it-2019"}
    assert ids(first) == ("", whole)
    assert ids(f"{first}FR,IT,2019,Three\n") == ("", {*whole, "ev-fr-it-2019"})
    titled = {"ev-de-fr-2019-one", "ev-de-it-2019-two"}
    note = "note: the ids of claims change: made of {a}-{b}-{y} before, of {a}-{b}-{y}-{t} now"
    assert ids(f"{first}DE,FR,2019,Three\n") == (note, {*titled, "ev-de-fr-2019-three"})
    assert ids(first) == ("", titled)
    given = [it.replace("{t}", "{name}") for it in given]
    note = "note: the ids of claims change: made of {a}-{b}-{y}-{t} before, of {a}-{b}-{y} now"
    assert ids(first.replace("y,t", "y,name")) == (note, whole)
    note = "note: the ids of claims change: made of {a}-{b}-{y} before, of the numbers of rows now"
    twice = "a,b,y,name\nDE,FR,2019,One\nDE,FR,2019,One\n"
    Path("ev.csv").write_text(twice)
    assert note in dip("import", "ev.csv", *DAY, *given, "--to", "base")[1]


def test_an_import_that_replaces_something_else_of_its_file_says_so(dip: Run) -> None:
    Path("two.csv").write_text("a,b,y,f,ex,im\nDEU,FRA,2019,goods,5,7\nDEU,ITA,2019,services,6,8\n")
    given = ("unit=USD", "period={y}", "publisher=P")
    sides = {"exports": ("from={a}", "to={b}"), "imports": ("from={b}", "to={a}")}

    def notes(measure: str, value: str, *more: str) -> list[str]:
        other = [f"measure={measure}", f"value={{{value}}}", *sides[measure]]
        out = import_twice(dip, "two.csv", *given, *other, *more)[0]
        return [line for line in out.replace("\n    ", " ").split("\n") if "before" in line]

    note = (
        "  note: what was imported from it before, with {}, is replaced: "
        "to keep both, add --id {}, and import the other again"
    )
    assert notes("exports", "ex") == notes("exports", "ex") == []
    told = note.format("measure=exports, value={ex}", "two-imports")
    assert notes("imports", "im") == [told]
    assert notes("exports", "ex", "--id", "two-exports") == []
    assert {*claims(Path("base"))} > {"two-exports-deu-fra-2019", "two-fra-deu-2019"}
    told = note.format("value={ex}", "two-exports-im")
    assert notes("exports", "im", "--id", "two-exports") == [told]
    part = ("--map", "where={f}=services")
    told = note.format("", "two-exports-services").replace(", with ,", "")
    assert notes("exports", "im", "--id", "two-exports", *part) == [told]
    told = note.format("where={f}=services", "two-exports-goods")
    assert notes("exports", "im", "--id", "two-exports", "--map", "where={f}=goods") == [told]


@pytest.mark.parametrize("unit", ["unit", "currency"])
def test_countries_that_are_names_may_have_a_column_of_units(dip: Run, unit: str) -> None:
    heads = f"donor,to,year,amount,{unit}"
    Path("aid.csv").write_text(f"{heads}\nPeru,Chad,2020,5,EUR\nPeru,Mali,2020,6,USD\n")
    words = ("measure=aid", "value={amount}", "period={year}", "from={donor}", "to={to}")
    given = (*words, f"unit={{{unit}}}")
    assert [it["unit"] for it in import_twice(dip, "aid.csv", *given)[1].values()] == ["EUR", "USD"]


def test_the_key_of_ones_own_table_is_told_where_no_columns_are_one(dip: Run) -> None:
    rows = "DEU,2020,5,a\nDEU,2020,5,b\nFRA,2020,7,\n"
    Path("mine.csv").write_text(f"country,year,value,part\n{rows}")
    out, found = dip("import", "mine.csv", *DAY, *MINE)[1], claims(Path())
    assert "note: the columns used do not tell rows apart: ids follow the rows" in out
    assert {*found} == {"mine-1", "mine-2", "mine-3"}
    out, found = import_twice(dip, "mine.csv", *MINE, "scope=part {part}")
    assert "ids follow" not in out
    assert {*found} == {"mine-deu-a-2020", "mine-deu-b-2020", "mine-fra-2020"}


def test_cells_of_a_wide_table_with_names_add_up(dip: Run) -> None:
    text = "Country;2019;2020;2021\nNorway;1,5;2,25;\nSweden;..;3;4\nWorld;9;9;9\n"
    Path("wide.csv").write_text(text)
    words = ["measure=aid", "unit=USD", "parties={Country}", "columns=2019..2021", "decimal=,"]
    words += ["value={cell}", "period={column}", "missing=.."]
    out, found = import_twice(dip, "wide.csv", *words)
    assert "9 cells" in out
    assert "4 claims from 4 cells\n  left out: 3 World\n  left out: 1 no number (blank)" in out
    assert {*found} >= {"wide-no-2019", "wide-se-2021"}


def test_years_with_a_flag_or_a_letter_in_a_wide_table_are_no_gap_in_a_range(dip: Run) -> None:
    words = ["measure=aid", "unit=USD", "parties={a}", "value={cell}", "period={column}"]
    given = map_words(*words)
    for head in ("2021 p", "2021*", "2021 (prov.)", "2021¹", "y2021", "X2021"):
        Path("w.csv").write_text(f"a,2019,2020,{head},2022\nNO,1,2,3,4\n")
        status, _, err = dip("import", "w.csv", *DAY, *given, "--map", "columns=2019..2022")
        message, hint, *_ = err.splitlines()
        assert (status, message) == (
            2,
            f'dipfacts: --map: the file has no column "2021", but "{head}"',
        )
        assert (hint == "  write 2021 as its header") == (head in ("y2021", "X2021"))
    found = import_twice(dip, "w.csv", *given, "columns=2019,2022")[1]
    assert [it["value"] for it in found.values()] == [1, 4]
    Path("w.csv").write_text("a,2019,2020,2020 %,2021Q1\nNO,1,2,9,9\n")
    out, found = import_twice(dip, "w.csv", *given, "columns=2018..2023")
    assert "note: no column 2018 and 2023: those from 2019 to 2020 are taken\n" in out
    assert [it["value"] for it in found.values()] == [1, 2]


def test_heads_of_a_matrix_are_parties(dip: Run) -> None:
    words = ["measure=aid", "unit=USD", "from={a/b}", "to={column}", "value={cell}", "period=2020"]
    given = map_words(*words, "columns=DE,FR,EU")
    Path("m.csv").write_text("a/b,DE,FR,EU\nDE,9,5,8\nFR,7,9,8\n")
    out, found = import_twice(dip, "m.csv", *given)
    assert "  left out: 2 a country with itself\n  left out: 2 EU\n" in out
    assert {id_: it["value"] for id_, it in found.items()} == {"m-de-fr": 5, "m-fr-de": 7}
    assert {it["to"] for it in found.values()} == {"iso2:FR", "iso2:DE"}
    Path("m.csv").write_text("a/b,Germany,France\nDE,9,5\nFR,7,9\n")
    given[-1] = "columns=Germany..France"
    assert dip("import", "m.csv", *DAY, *given)[2] == (
        'dipfacts: m.csv: the columns "Germany", "France" are no codes of one list\n'
        "  write such as DE or DEU in the header of the file\n"
    )


def test_names_in_any_language_are_countries_and_others_say_why_not(dip: Run) -> None:
    names: tuple[str, ...] = ("Österreich", "Congo", "Welt", "Atlantis", "", "Frankreich")
    names += (
        "Southern Africa",
        "Iran (Islamic Republic of)",
        "Tanzania, United Republic of",
        "Bahamas, The",
    )
    names += ("China, Hong Kong SAR", "Dem. Rep. of the Congo", "Moldova, Republic of")
    names += ("Lao People’s Democratic Republic", "Netherlands (Kingdom of the)", "1", "-99")
    rows = "".join(f"{name};2020;1.234,5\n" for name in names)
    Path("mine.csv").write_bytes(f"country;year;value\n{rows}".encode("cp1252"))
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE, "--map", "decimal=,", "--to", "base")
    assert status == 0
    assert (
        "  10 claims from 10 rows\n"
        "  left out: 1 Congo, which may be Congo-Kinshasa or Congo-Brazzaville\n"
        "  left out: 1 Welt\n"
        "  left out: 1 Atlantis, unknown\n"
        "  left out: 1 no country\n"
        "  left out: 1 Southern Africa\n"
        '  left out: 1 "1", unknown\n'
        '  left out: 1 "-99", unknown\n'
    ) in out


@pytest.mark.parametrize("name", ["America", "Amerika", "América", "Америка", "Αμερική"])
def test_america_is_no_country_in_a_table(dip: Run, name: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nAfrica,2020,1\n{name},2020,2\nPeru,2020,3\n")
    table = ("mine.csv", *DAY, *MINE, "--map", "publisher=us", "--to", "base")
    status, out, _ = dip("import", *table)
    assert (status, [it for it in out.splitlines() if it.startswith("  ")][:3]) == (
        0,
        [
            "  1 claim from 1 row",
            "  left out: 1 Africa",
            f"  left out: 1 {name}, which may be a continent or United States",
        ],
    )
    party = f'[[party]]\nid = "all-america"\nkind = "aggregate"\nname = "{name}"\n'
    Path("base/parties.toml").write_text(f"format = 1\n{party}")
    _, out, _ = dip("import", *table)
    assert "  2 claims from 2 rows\n" in out
    assert f"1 {name}" not in out


@pytest.mark.parametrize("others", [("UE", "OTAN"), ("EU", "UN")])  # all of two letters, too
def test_an_acronym_that_is_anothers_in_french_is_left_out(
    dip: Run, others: tuple[str, str]
) -> None:
    first, last = others
    Path("mine.csv").write_text(f"country,year,value\n{first},2020,1\nCEI,2020,2\n{last},2020,3\n")
    _, out, _ = dip("import", "mine.csv", *DAY, *MINE, "--to", "base")
    both = "Central European Initiative or Commonwealth of Independent States"
    assert f"  2 claims from 2 rows\n  left out: 1 CEI, which may be {both}\n" in out


def test_each_file_that_stands_beside_is_read_once(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[bytes]()

    def noted(data: bytes) -> list[LoadedTable]:
        read.append(data)
        return declared_at_a_glance(data)

    monkeypatch.setattr(loader, "declared_at_a_glance", noted)
    names = [f"p{nth}.csv" for nth in range(5)]
    for name in names:
        Path(name).write_text("Entity,Code,Year,Population\nNorway,NOR,2020,5\n", encoding="utf-8")
    assert dip("import", *names, *DAY, "--map", "unit=persons")[0] == 0
    assert len(read) == len({*read}) == 4


def test_a_table_of_its_own_is_written_beside_a_file_of_the_same_name(dip: Run) -> None:
    text = "country,year,value\nGermany,2020,5\n"
    Path("mine.csv").write_text(text)
    for _ in range(2):
        status, out, err = dip("import", "mine.csv", *DAY, *MINE)
        assert (status, err) == (0, "")
        assert "wrote ./mine-table.csv\nwrote ./mine.toml\n" in out
    assert Path("mine.csv").read_text() == text
    assert dip("check", "--strict", "mine.toml")[0] == 0


def test_codes_of_a_list_that_is_given_are_left_out_as_those_of_one_that_is_recognised(
    dip: Run,
) -> None:
    rows = "220,1991,5\n365,1991,6\n365,1992,7\n999,1992,8\n,1992,9\n"
    Path("mine.csv").write_text(f"country,year,value\n{rows}")
    report, found = import_twice(dip, "mine.csv", *MINE[:4], "parties=cow:{country}", *MINE[6:])
    for why in ("cow:365 in 1991 may be Soviet Union or Russia", "no country (999)", "no code"):
        assert f"  left out: 1 {why}\n" in report
    assert [*found] == ["mine-220-1991", "mine-365-1992"]


def test_a_code_that_changes_hands_within_a_period_of_two_columns_is_left_out(dip: Run) -> None:
    rows = (
        "365,1919-09-14,1933-12-12\n365,1992-01-01,NA\n345,1930-01-01,1931-01-01\n999,2000,2001\n"
    )
    Path("mine.csv").write_text(f"code,from,until\n{rows}")
    words = ("claim=relation", "kind=mission", "title=Mission", "parties=gw:{code}, united-states",
             "period={from}/{until}")  # fmt: skip
    report, found = import_twice(dip, "mine.csv", *words)
    assert "left out: 1 gw:365 in 1919-09-14/1933-12-12 may be Russia or Soviet Union\n" in report
    assert "left out: 1 no country (999)\n" in report
    assert [it["period"] for it in found.values()] == ["1992-01-01/", "1930-01-01/1931-01-01"]


def test_codes_of_two_letters_and_row_numbers_beside_a_fixed_period(dip: Run) -> None:
    Path("mine.csv").write_text(",country,value\n0,DEU,5\n1,WLD,6\n")
    words = (*MINE[:6], "--map", "period=2020", *MINE[8:])
    report, found = import_twice(dip, "mine.csv", *words)
    assert report.startswith("A table of 3 columns, 2 rows: figure\n")
    assert "  left out: 1 World\n" in report
    assert [it["period"] for it in found.values()] == ["2020"]


@pytest.mark.parametrize("total", ["Insgesamt", "ENSEMBLE", "Всего", "Razem", "Totale", "合計"])
def test_a_total_below_the_countries_is_known_in_many_languages(dip: Run, total: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nDEU,2020,5\n{total},2020,6\n", "utf-8")
    report, found = import_twice(dip, "mine.csv", *MINE)
    assert f"  left out: 1 {total}\n" in report
    assert "unknown name" not in report
    assert [*found] == ["mine-deu-2020"]


def test_a_file_named_with_what_cannot_be_seen_is_refused_as_any(dip: Run) -> None:
    Path("a\x01b.csv").write_text("country,year,value\nDEU,2020,5\n", "utf-8")
    _, _, err = dip("import", "a\x01b.csv", *DAY, *MINE, "--to", "base", "--copy")
    assert err.endswith("a character that cannot be seen: a\\x01b.csv\n  rename the file\n")


def test_codes_and_years_with_a_fraction_are_whole_numbers(dip: Run) -> None:
    """So pandas writes a column of whole numbers in which cells are blank."""
    rows = "31.0,2020.0,5.0\n0.0,2020.0,9\n,2020.0,7\n31.0,2021.0,\n"
    Path("mine.csv").write_text(f"country,year,value\n{rows}")
    report, found = import_twice(dip, "mine.csv", *MINE)
    assert "  left out: 1 World\n  left out: 1 no code\n" in report
    assert "  note: read as codes of m49: country\n" in report
    assert [*found] == ["mine-31-2020"]
    claim = found["mine-31-2020"]
    assert (claim["parties"], claim["period"], claim["value"]) == (["m49:31"], "2020", 5)


@pytest.mark.parametrize(("day", "is_older"), [
    ("2024-03-01", True), ("2023", True), ("2024-04", True), ("2024-05-01", False),
    ("2024", False), ("2024-05", False), ("2024-06", False),
])  # fmt: skip
def test_an_older_edition_over_a_newer_one_is_told_with_the_way_to_keep_both(
    dip: Run, day: str, is_older: bool
) -> None:
    def line(published: str, *more: str) -> str:
        status, out, err = dip("import", "m.csv", "--published", published, *MINE, *more)
        assert (status, err) == (0, "")
        return out

    Path("m.csv").write_text("country,year,value\nDE,2020,5\n")
    line("2024-05-01")
    note = (
        f"  note: what is replaced was published later (2024-05-01) than this ({day}): "
        f"to keep both, add --id m-{day}, and import the newer again\n"
    )
    assert (note in line(day)) is is_older
    assert "what is replaced was published" not in line(day)
    assert "what is replaced was published" not in line("2024-07")
    line(day, "--id", f"m-{day}")
    assert sorted(path.name for path in Path().glob("*.toml")) == [f"m-{day}.toml", "m.toml"]


def test_rows_of_a_year_are_chosen_with_and_without_its_fraction(dip: Run) -> None:
    rows = "DE,2019.0,wine,5\nFR,2019,beer,6\nDE,2018,wine,7\n"
    Path("mine.csv").write_text(f"country,year,product,value\n{rows}")
    line = ("import", "mine.csv", *DAY, "--dry-run", *MINE, "--map", "where={year}=2019")
    report = dip(*line)[2]
    assert "  2 claims from 2 rows\n  left out: 1 year is 2018\n" in report
    assert "note: no key names product (wine, beer)" in report


def test_a_row_that_stands_twice_is_told_in_words_of_the_import(dip: Run) -> None:
    heads = "ccode1,ccode2,year,DR_at_1,DR_at_2,DE"
    Path("dipl.csv").write_text(f"{heads}\n2,200,1920,3,3,0\n2,200,1925,3,3,1\n2,200,1925,2,3,1\n")
    status, out, _ = dip("import", "dipl.csv", *DAY)
    assert status == 3
    assert (
        "  dipl.csv:4: a second row about what line 3 is about; remove one of the two rows\n" in out
    )
    Path("aid.csv").write_text("country,year,aid\nDEU,2020,5\nDEU,2021,6\n")
    words = (*MINE[:8], "--map", "value={aid}", "--map", "key={country}")
    status, out, _ = dip("import", "aid.csv", *DAY, *words)
    assert status == 3
    alike = "keys alike but for capitals, blanks, accents or marks make one id"
    more = f"name more columns in --map key=…; {alike}"
    assert f'  aid.csv:3: "aid-deu" is the id of line 2, too; {more}' in out.replace("\n    ", " ")
    Path("aid.csv").write_text("country,year,aid,n\nDEU,2020,5,X 1\nFRA,2021,6,x-1\n")
    _, out, _ = dip("import", "aid.csv", *DAY, *words[:-1], "key={n}")
    assert f'  aid.csv:3: "aid-x-1" is the id of line 2, too; {more}' in out.replace("\n    ", " ")


def test_reasons_are_all_told_on_request(dip: Run) -> None:
    names = [f"Group {letter}" for letter in "ABCDEFGHIJKLMN"]
    rows = "".join(f"{name},X{name[-1]},GDP (current US$),NY.GDP,1\n" for name in names)
    Path("gdp.csv").write_text(f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),NY.GDP,6.5\n{rows}")
    out = dip("import", "gdp.csv", *DAY)[1]
    assert "  left out: 1 Group L\n  left out: 2 for 2 other reasons: --all lists them\n" in out
    assert "8 for 8 other reasons: --all lists them\n" in dip("check", ".")[2]
    out = dip("import", "gdp.csv", *DAY, "--all")[1]
    assert "  left out: 1 Group M\n  left out: 1 Group N\n" in out
    assert 'by skip (Country Code "XN")\n' in dip("check", "--all", ".")[2]


def test_a_former_state_among_names_makes_ids_of_all(dip: Run) -> None:
    rows = "Yemen Arab Republic,Peru,1985,1\nEgypt,Peru,1985,2\n"
    _, found = import_twice(dip, *own("aid.csv", f"from,to,year,value\n{rows}"))
    told = {(claim["from"], claim["to"]) for claim in found.values()}
    assert told == {("north-yemen", "iso2:PE"), ("egypt", "iso2:PE")}


@pytest.mark.parametrize("others", ["", "NA;FR;2020;950\n"])
def test_a_point_before_three_digits_may_group_thousands(dip: Run, others: str) -> None:
    words = own("aid.csv", f"from;to;year;value\n{others}NA;DE;2020;12.345\n")
    status, _, err = dip("import", *words, *DAY)
    line = 3 if others else 2
    told = f'aid.csv:{line}: "12.345" may be thousands or a fraction'
    remedy = "add --map decimal=, if it is thousands, --map decimal=. if it is a fraction"
    assert (status, err) == (2, f"dipfacts: {told}\n  {remedy}\n")
    _, found = import_twice(dip, *words, "decimal=,")
    assert 12345 in [claim["value"] for claim in found.values()]


@pytest.mark.parametrize("other", ["1.234.500", "1.234.500,25", "1.234,5"])
def test_another_number_shows_that_points_group_thousands(dip: Run, other: str) -> None:
    words = own("aid.csv", f"from;to;year;value\nNA;DE;2020;12.345\nNA;FR;2020;{other}\n")
    status, _, err = dip("import", *words, *DAY)
    told = f'aid.csv:3: "{other}" has points between thousands, as others may have them'
    assert (status, err) == (2, f"dipfacts: {told}\n  add --map decimal=,\n")
    _, found = import_twice(dip, *words, "decimal=,")
    assert 12345 in [claim["value"] for claim in found.values()]


@pytest.mark.parametrize("other", ["7.5", "0.123", "1234", "1234.567"])
def test_another_number_shows_that_points_stand_before_decimals(dip: Run, other: str) -> None:
    rows = f"NA,DE,2020,12.345\nNA,FR,2020,{other}\n"
    _, found = import_twice(dip, *own("aid.csv", f"from,to,year,value\n{rows}"))
    assert [claim["value"] for claim in found.values()] == [Decimal("12.345"), Decimal(other)]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("ccode1,ccode2,year,flow1,flow2", "2,2,1990,1,2"),
        ("ccode1,ccode2,year,DR_at_1,DR_at_2,DE", "2,2,1990,3,3,1"),
        (ALLIANCE.strip(), "1,2,US,2,US,1,1,1990,1,1,1995,0,0,1,0,0,0"),
        (GED.strip(), "1,1999,A - A,750,750,Kargil,1,1999-06-01,1999-06-01,3,3,3"),
        ("statement,property,from,to", f"{ITEM}statement/Q30-1,P47,{ITEM}Q30,{ITEM}Q30"),
        ("t,i,j,k,v,q", "2020,31,31,010121,1,2"),
    ],
)
def test_a_country_with_itself_is_left_out(dip: Run, heads: str, row: str) -> None:
    Path("own.csv").write_text(f"{heads}\n{row}\n")
    status, out, err = dip("import", "own.csv", *DAY)
    assert (status, err) == (1, "")
    assert "  0 claims from 0 rows\n  left out: 1 a country with itself\n" in out
