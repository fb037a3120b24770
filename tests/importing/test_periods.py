"""`dipfacts import --map`: when numbers are, as a head or an unused column says it, is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY, Import, map_words
from support.notes import SOLD, Told, heeded, notes
from support.written import claims

OF = ("measure=exports-total", "unit=USD", "parties={c}")
PART = "is of a part of the year: say which, as with --map "

YEARS = PART.replace("a part of the year", "several years")


@pytest.mark.parametrize(
    ("head", "period", "says", "periods"),
    [
        ("Q1", "{y}", f"{PART}'period={{y}}-01/{{y}}-03'", ["2019-01/2019-03", "2020-01/2020-03"]),
        ("Exports, Jul-Sep", "{y}", f"{PART}'period={{y}}-07/{{y}}-09'", ["2019-07/2019-09"]),
        ("exports_h2", "{y}", f"{PART}'period={{y}}-07/{{y}}-12'", ["2019-07/2019-12"]),
        ("March", "{y}", f"{PART}'period={{y}}-03'", ["2019-03", "2020-03"]),
        ("1st quarter", "2019", f"{PART}period=2019-01/2019-03", ["2019-01/2019-03"]),
        ("Exports Q1-Q3", "{y}", f"{PART}'period={{y}}-01/{{y}}-09'", ["2019-01/2019-09"]),
        ("I-III квартал", "2019", f"{PART}period=2019-01/2019-09", ["2019-01/2019-09"]),
        ("Jan-Mar 2019", "2019", f"{PART}period=2019-01/2019-03", ["2019-01/2019-03"]),
        ("2019M03", "2019", f"{PART}period=2019-03", ["2019-03"]),
        ("January 2018 - December 2019", "2019", f"{YEARS}period=2018/2019", ["2018/2019"]),
        ("Exports Q1 2018-Q4 2020", "{y}", f"{YEARS}period=2018/2020", ["2018/2020"]),
        ("Exports 2020", "2019", "says 2020, not 2019: --map period=2020", ["2020"]),
        ("value_2020", "2019", "says 2020, not 2019: --map period=2020", ["2020"]),
        ("Exports (2020, USD)", "2019", "says 2020, not 2019: --map period=2020", ["2020"]),
    ],
)
def test_a_head_of_another_period_is_told_and_what_is_told_can_be_typed(
    told: Told, head: str, period: str, says: str, periods: list[str]
) -> None:
    text = f'c,y,"{head}"\nDEU,2019,100\nFRA,2020,110\n'
    given = (*OF, f"period={period}", f"value={{{head}}}")
    (note,) = [it for it in notes(told(text, *given)) if "the header" in it]
    assert note == f'note: the header "{head}" {says}'
    assert not [it for it in notes(told(text, *heeded(given, note))) if "the header" in it]
    found = [it["period"] for it in claims(Path("base")).values()]
    assert len(found) == 2
    assert set(periods) <= set(found)


@pytest.mark.parametrize(
    "head",
    [
        *("Exports 2019", "Jan-Dec 2019", "2019-2021", "Value (2015 US$)"),
        *("Trade (DOTS (2017))", "HS 2017 value", "Exports in 2015 prices"),
        *("Market value", "Numbers that may be wrong", "Decline", "M3", "Top 1000 firms", "total"),
    ],
)
def test_a_head_of_no_other_period_is_not_told(told: Told, head: str) -> None:
    text = f'c,"{head}"\nDEU,100\nFRA,110\n'
    given = (*OF, "period=2019", f"value={{{head}}}", "definition=any")
    assert [it for it in notes(told(text, *given)) if "the header" in it] == []


def test_a_head_beside_other_periods_than_years_is_not_told(told: Told) -> None:
    text = "c,y,March\nDEU,2019-03-01,100\nFRA,2019-03-02,110\n"
    assert notes(told(text, *OF, "period={y}", "value={March}")) == []


YEARS = "Year (2019, 2020): say when each is, as with --map 'period={Year}'"


@pytest.mark.parametrize(
    ("head", "cells", "period", "note"),
    [
        ("Year", "2019,2020", "2019", YEARS),
        ("Year", "2020,2020", "2019", "Year (2020): say when each is, as with --map 'period={Year"),
        ("refYear", "2018,2019", "2019", "refYear (2018, 2019): say when each is, as with --map"),
        ("Date", "2018-05-06,2019-05-06", "2019", "Date (2018-05-06, 2019-05-06): say when each"),
        ("Month", "2019-03,2019-04", "2019", "Month (2019-03, 2019-04): say when each is, as "),
        ("Month", "3,4", "2019", "Month (3, 4): say when each is, as with --map 'period=2019-{Mon"),
        ("Year", "2019,2019", "2019", ""),
        ("Year", "2019,2020", "2019/2020", ""),
        ("Year of birth", "1960,1970", "2019", ""),
        ("Publication year", "2020,2021", "2019", ""),
        ("Base year", "2015,2015", "2019", ""),
        ("Year", "first,second", "2019", ""),
        ("refMonth", "52,52", "2019", ""),
        ("EndMonth", "3,4", "2019", ""),
    ],
)
def test_a_column_of_times_beside_one_period_is_told(
    told: Told, head: str, cells: str, period: str, note: str
) -> None:
    one, other = cells.split(",")
    text = f"c,{head},v\nDEU,{one},100\nFRA,{other},110\n"
    given = (*OF, f"period={period}", "value={v}")
    found = notes(told(text, *given))
    assert [it.startswith(note) for it in found] == [True] * bool(note), found
    if note:
        assert notes(told(text, *heeded(given, found[0]))) == []
        assert len({it["period"] for it in claims(Path("base")).values()}) == len({one, other})


@pytest.mark.parametrize(
    ("claim", "head", "note"),
    [
        ("event", "Date", "Date (1990, 1995): say when each is, as with --map 'period={Date}'"),
        ("event", "Founded", ""),
        (
            "relation",
            "Signed",
            "Signed (1990, 1995): if it is since when, add --map 'period={Signed}/'",
        ),
        ("relation", "Number", ""),
    ],
)
def test_days_of_what_has_no_period_are_told(told: Told, claim: str, head: str, note: str) -> None:
    text = f"t,a,b,{head}\nOne,DE,FR,1990\nOther,DE,IT,1995\n"
    given = (f"claim={claim}", "kind=talk", "topic=law", "title={t}", "parties={a}, {b}")
    found = notes(told(text, *given))
    assert found == ([note] if note else [])
    if note:
        assert notes(told(text, *heeded(given, note))) == []
        assert {it["period"].strip("/") for it in claims(Path("base")).values()} == {"1990", "1995"}


# ----------------------------------------------------------------------- wide tables


@pytest.mark.parametrize(
    ("heads", "say", "taken"),
    [
        (
            "Q1,Q2",
            "take one column alone, as with --map 'value={Q1}' --map 'period={y}-01/{y}-03' in "
            "place of columns",
            2,
        ),
        (
            "Exports,Imports",
            "take one column alone, as with --map 'value={Exports}' in place of columns",
            2,
        ),
        (
            "Cars,Ships",
            "say of what part each is, as with --map 'scope={column}', or take one column alone, "
            "as with --map 'value={Cars}' in place of columns",
            4,
        ),
        ("2018,2020", "say when each is, as with --map 'period={column}'", 4),
        (
            "ITA,ESP",
            "if it says with whom, add --map 'from={c}' --map 'to={column}' --map measure=exports "
            "in place of parties",
            4,
        ),
    ],
)
def test_cells_of_one_line_that_contradict_each_other_are_told_apart(
    told: Told, heads: str, say: str, taken: int
) -> None:
    text = f"c,y,{heads}\nDEU,2019,1,2\nFRA,2020,3,4\n"
    given = (*OF, "period={y}", "value={cell}", f"columns={heads}")
    refused = notes(told(text, *given, status=3))[0]
    what = "another cell of this line has another number for the same question"
    assert refused == f"t.csv:2: {what}; {say}"
    typed = dict(it.split("=", 1) for it in heeded(given, say.split(", or take")[0]))
    if "in place of columns" in say and "or take" not in say:
        del typed["columns"]
    told(text, *map("=".join, typed.items()))
    assert len(claims(Path("base"))) == taken


def test_the_heads_of_a_wide_table_tell_its_claims_apart(told: Told) -> None:
    text = "c,y,01,02\nDEU,2019,1,2\nFRA,2020,3,4\n"
    told(text, *OF, "period={y}-{column}", "value={cell}", "columns=01,02")
    periods = [it["period"] for it in claims(Path("base")).values()]
    assert periods == ["2019-01", "2019-02", "2020-01", "2020-02"]


# ----------------------------------------------------------------------- flows by their codes

FLOWS = "c,Flow code,Flow,y,v\nDEU,1,Import,2019,5\nFRA,2,Export,2020,6\n"


def test_which_code_of_a_flow_is_measured_is_not_guessed(told: Told) -> None:
    text, given = (
        FLOWS.replace("Flow,", "Of,").replace(",Import", ",a").replace(",Export", ",b"),
        (
            *SOLD,
            "parties={c}",
        ),
    )
    alone = "take what is measured alone, by its code, as with --map 'where={Flow code}=…'"
    assert notes(told(text, *given)) == [f"Flow code (1, 2): {alone}"]


def test_a_code_of_a_flow_is_not_told_beside_its_name(told: Told) -> None:
    given = (*SOLD, "parties={c}")
    assert notes(told(FLOWS.replace("1,Import", "2,Export"), *given)) == []
    assert notes(told(FLOWS, *given, "where={Flow}=Export")) == []
    assert len(notes(told(FLOWS, *given, "where={Flow}=Import"))) == 2


YEARS = (
    "years that end in the next, not {} ({})\n"
    "  write each as 2009-04/2010-03 (the fiscal year, as in India), or as 2009-01/2010-12 (both)\n"
)


@pytest.mark.parametrize(
    ("text", "given", "what"),
    [
        (
            "c,y,v\nDEU,2009-10,1\nDEU,2010-11,2\n",
            ("period={y}", "value={v}"),
            '"y" holds ' + YEARS.format("months", "2009-10, 2010-11"),
        ),
        (
            "c,Fiscal year,v\nDEU,2009-10,1\n",
            ("period={Fiscal year}", "value={v}"),
            '"Fiscal year" holds ' + YEARS.format("months", "2009-10"),
        ),
        (
            "c,2009-10,2010-11,2011-12\nDEU,1,2,3\n",
            ("columns=2009-10..2011-12", "period={column}", "value={cell}"),
            "the headers are " + YEARS.format("months", "2009-10, 2010-11, 2011-12"),
        ),
        (
            "c,y,v\nDEU,2009/2010,1\nDEU,2010/2011,2\nDEU,2012,2\n",
            ("period={y}", "value={v}"),
            '"y" holds ' + YEARS.format("two each", "2009/2010, 2010/2011"),
        ),
        (
            "c,Fiscal Year,v\nDEU,2009/2010,1\n",
            ("period={Fiscal Year}", "value={v}"),
            '"Fiscal Year" holds ' + YEARS.format("two each", "2009/2010"),
        ),
        (
            "c,2009/2010,2010/2011\nDEU,1,2\n",
            ("columns=2009/2010,2010/2011", "period={column}", "value={cell}"),
            "the headers are " + YEARS.format("two each", "2009/2010, 2010/2011"),
        ),
    ],
)
def test_fiscal_years_are_no_months(
    dip: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    given: tuple[str, ...],
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(text)
    options = map_words(*OF, *given)
    status, _, errors = dip("import", "t.csv", *DAY, *options)
    assert (status, errors) == (2, f"dipfacts: --map period: {what}")


@pytest.mark.parametrize(
    ("head", "months"),
    [
        ("y", "2009-10 2009-11"),
        ("y", "2009-10 2010-12"),
        ("y", "2011-12"),
        ("Monat", "2009-10 2010-11"),  # as the head says
    ],
)
def test_months_stay_what_they_are(told: Told, head: str, months: str) -> None:
    rows = "".join(f"DEU,{it},1\n" for it in months.split())
    told(f"c,{head},v\n{rows}", *OF, f"period={{{head}}}", "value={v}")
    assert [it["period"] for it in claims(Path("base")).values()] == months.split()


def test_spans_of_two_years_that_do_not_meet_are_such(imported: Import) -> None:
    given = (*OF, "period={y}", "value={v}")
    _, found = imported("t.csv", "c,y,v\nDEU,2009/2010,1\nDEU,2011/2012,2\n", *given)
    assert [it["period"] for it in found] == ["2009/2010", "2011/2012"]


@pytest.mark.parametrize(("head", "is_told"), [("Financial year", True), ("Year", False)])
def test_plain_years_under_a_head_of_fiscal_years_are_told(
    imported: Import, head: str, is_told: bool
) -> None:
    given = (*OF, f"period={{{head}}}", "value={v}")
    out, _ = imported("t.csv", f"c,{head},v\nDEU,2009,1\nDEU,2010,2\n", *given)
    note = (
        'the years of "Financial year" (2009, 2010) are taken as calendar years: '
        "if they are not, write such as 2009-04/2010-03"
    )
    assert (f"  note: {note}\n" in out, "calendar years" in out) == (is_told, is_told)
