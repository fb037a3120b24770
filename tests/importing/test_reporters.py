"""`dipfacts import --map`: a column that says whose each number is, or with whom, is no part."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from support.notes import SOLD, Told, heeded, notes
from support.written import claims

FLOW = (*SOLD, "from={a}", "to={b}")
SAY = "say whose each number is, as with --map 'reporter={}'"
IF = "if it says whose each number is, add --map 'reporter={}'"


def test_two_reporters_of_one_flow_are_no_parts(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "a,b,Reporter,y,v\nDEU,FRA,DEU,2019,100\nDEU,FRA,FRA,2019,120\n"
    refused, note = notes(told(text, *FLOW, status=3))
    assert refused.partition("differ in ")[2] == f"Reporter (DEU, FRA); {SAY.format('{Reporter}')}"
    assert note == f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}"
    assert notes(told(text, *heeded(FLOW, note))) == []
    found = [(it["reporter"], it["value"]) for it in claims(Path("base")).values()]
    assert found == [("iso3:DEU", 100), ("iso3:FRA", 120)]
    assert app.run(["trade", "germany", "france", "-f", "base"]) == 0
    assert "the reporters differ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("head", "who", "note"),
    [
        ("Reporter", "DEU,FRA,DEU", f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}"),
        ("Reporter", "Germany,France,", f"Reporter (Germany, France): {SAY.format('{Reporter}')}"),
        ("reported_by", "DEU,IMF,IMF", f"reported_by (DEU, IMF): {SAY.format('{reported_by}')}"),
        (
            "Declarant",
            "DEU,FRA,Own sum",
            f"Declarant (DEU, FRA, Own sum): write a known party, or none, in it for Own sum, and "
            f"{SAY.format('{Declarant}')}",
        ),
        ("Country", "DEU,FRA,DEU", f"Country (DEU, FRA): {IF.format('{Country}')}"),
        ("Kunde", "DEU,FRA,FRA", f"Kunde (DEU, FRA): {IF.format('{Kunde}')}"),
        ("Reporter", "DEU,DEU,DEU", ""),
        ("Reporter", "DEU,DEU,FRA", f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}"),
        ("Country", "DEU,DEU,DEU", ""),
        ("Report year", "2019,2020,2021", ""),
        ("Winner", "DEU,draw,FRA", ""),
    ],
)
def test_who_reports_is_told_where_no_key_says_so(
    told: Told, head: str, who: str, note: str
) -> None:
    rows = zip((2019, 2020, 2021), who.split(","), strict=True)
    lines = [f"DEU,FRA,{it},{year},{year - 1900}" for year, it in rows]
    assert notes(told("\n".join([f"a,b,{head},y,v", *lines]), *FLOW)) == ([note] if note else [])


@pytest.mark.parametrize(
    ("rows", "words", "note"),
    [
        # one reporter of all rows, and one who is the exporter of each
        ("DEU,FRA,DEU FRA,DEU,DEU", "from={a} to={b}", ""),
        ("DEU,FRA,DEU FRA,DEU,FRA", "from={a} to={b}", ""),
        ("DEU,FRA,FRA FRA,DEU,DEU", "from={a} to={b}", ""),
        # given already, or given otherwise
        ("DEU,FRA,DEU DEU,FRA,FRA", "from={a} to={b} reporter=imf", ""),
        (
            "DEU,FRA,DEU DEU,FRA,FRA",
            "from={a} to={b} reporter={a}",
            f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}",
        ),
        (
            "DEU,FRA,DEU DEU,FRA,FRA",
            "from={a} to={b} reporter=germany",
            f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}",
        ),
        # a list that is given for the parties, and parties without a direction
        (
            "255,220,255 255,220,220",
            "from=cow:{a} to=cow:{b}",
            f"Reporter (255, 220): {SAY.format('cow:{Reporter}')}",
        ),
        (
            "DEU,FRA,DEU DEU,FRA,FRA",
            "parties={a},{b}",
            f"Reporter (DEU, FRA): {SAY.format('{Reporter}')}",
        ),
        # rows that are taken by it
        (
            "DEU,FRA,DEU DEU,FRA,FRA",
            "from={a} to={b} where={Reporter}=FRA",
            f"note: only rows whose Reporter is FRA are taken: {SAY.format('{Reporter}')}",
        ),
        ("DEU,FRA,DEU FRA,DEU,FRA", "from={a} to={b} where={Reporter}=DEU", ""),
        ("DEU,FRA,DEU FRA,DEU,FRA", "from=germany to={b} where={Reporter}=DEU", ""),
    ],
)
def test_who_reports_is_told_once_and_only_where_it_says_more(
    told: Told, rows: str, words: str, note: str
) -> None:
    lines = [f"{row},{year},{year - 1000}" for year, row in enumerate(rows.split(), 2019)]
    text = "\n".join(["a,b,Reporter,y,v", *lines])
    assert notes(told(text, *SOLD, *words.split())) == ([note] if note else [])


def test_a_column_of_reporters_and_its_label_are_told_once(told: Told) -> None:
    text = "a,b,reporterISO,Reporter,y,v\nDEU,FRA,DEU,Germany,2019,5\nDEU,FRA,FRA,France,2020,6\n"
    assert notes(told(text, *FLOW)) == [f"reporterISO (DEU, FRA): {SAY.format('{reporterISO}')}"]
    assert notes(told(text, *FLOW, "reporter={Reporter}")) == []


def test_reporters_by_name_contradict_no_code_of_the_parties(told: Told) -> None:
    text = "a,b,Reporter,y,v\nDEU,FRA,Germany,2019,5\nDEU,FRA,IMF,2020,6\n"
    (note,) = notes(told(text, *FLOW))
    assert note == f"Reporter (Germany, IMF): {SAY.format('{Reporter}')}"
    assert notes(told(text, *heeded(FLOW, note))) == []


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (
            "from={a} to={b} scope={Reporter}",
            f"note: the scope names Reporter (DEU, FRA): {SAY.format('{Reporter}')}, and leave it "
            "out of scope",
        ),
        (
            "parties={a} scope={Partner}",
            "note: the scope names Partner (ITA, ESP): say with whom, as with --map 'from={a}' "
            "--map 'to={Partner}' in place of parties, and leave it out of scope",
        ),
        ("from={a} to={Partner} scope={b}", ""),
    ],
)
def test_a_scope_of_reporters_or_partners_is_told(told: Told, words: str, note: str) -> None:
    text = "a,b,Reporter,Partner,y,v\nDEU,FRA,DEU,ITA,2019,5\nDEU,FRA,FRA,ESP,2019,6\n"
    found = notes(told(text, *SOLD, *words.split()))
    assert [it for it in found if "the scope" in it] == ([note] if note else [])


@pytest.mark.parametrize(
    ("flow", "ends", "measure"),
    [
        ("Export", "--map 'from={Reporter}' --map 'to={Partner}'", "exports"),
        ("Import", "--map 'from={Partner}' --map 'to={Reporter}'", "imports"),
    ],
)
def test_what_refuses_partners_and_the_note_on_them_say_the_same(
    told: Told, flow: str, ends: str, measure: str
) -> None:
    rows = f"Reporter,Partner,Flow,y,v\nKEN,UGA,{flow},2019,5\nKEN,CHN,{flow},2019,6\n"
    given = ("measure=exports-total", *SOLD[1:], "parties={Reporter}")
    refused, note, *_ = notes(told(rows, *given, status=3))
    say = f"say with whom, as with {ends} --map measure={measure} in place of parties"
    assert refused.endswith(f"the rows differ in Partner (UGA, CHN); {say}")
    assert note == f"Partner (UGA, CHN): {say}"
    assert notes(told(rows, *heeded(given, note))) == []
    assert len(claims(Path("base"))) == 2


@pytest.mark.parametrize("head", ["Reporter", "Country"])
def test_a_flow_of_partners_goes_from_or_to_who_reports_it(told: Told, head: str) -> None:
    text = f"{head},Partner,y,v\nKEN,UGA,2019,5\nKEN,CHN,2020,6\n"
    reporter, partner = f"{{{head}}}", "{Partner}"
    for measure, start, end in (("exports", reporter, partner), ("imports", partner, reporter)):
        (note,) = notes(told(text, f"measure={measure}", *SOLD[1:], "parties={Partner}"))
        assert f"--map 'from={start}' --map 'to={end}' in place of parties" in note
