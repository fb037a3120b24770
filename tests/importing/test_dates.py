"""`dipfacts import --map`: dates in columns of day, month and year, some of which are not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.importing.skips import Skips
from support.importing import Import, Report
from support.notes import Told, heeded, notes
from support.written import claims

HEADS = "a,b,y,m,d,y2,m2,d2\n"
OF = ("claim=relation", "kind=dispute", "title=Dispute", "parties=cow:{a}, cow:{b}")
PERIOD = "period={y}-{m}-{d}/{y2}-{m2}-{d2}"


@pytest.mark.parametrize(
    ("cells", "period"),
    [
        ("2,200,1990,8,2,1991,2,28", "1990-08-02/1991-02-28"),
        ("2,200,1990,12,31,,,", "1990-12-31/"),
        ("2,200,1990,08,,1991,02,", "1990-08/1991-02"),
        ("2,200,1990,,,1991,,", "1990/1991"),
        ("2,200,1990.0,8.0,,1991.0,,", "1990-08/1991"),
        ("2,200,,,,1991,2,3", "/1991-02-03"),
        ("2,200,,,,,,", None),
    ],
)
@pytest.mark.parametrize("missing", ["", "-9", "-9.0", ".", "NA"])
def test_a_date_is_as_exact_as_its_columns(
    told: Told, cells: str, period: str | None, missing: str
) -> None:
    cells = ",".join(it or missing for it in cells.split(","))
    given = [f"missing={missing.removesuffix('.0')}"] if missing not in ("", "NA") else []
    assert notes(told(f"{HEADS}{cells}\n", *OF, PERIOD, *given)) == [], cells
    assert [it.get("period") for it in claims(Path("base")).values()] == [period]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("1990,,9,1991,,", 'period "1990--09/1991" lacks its m, which is blank; fill it in, or '
         "leave d blank, too"),
        (",8,,1991,,", 'period "-08/1991" lacks its y, which is blank; fill it in, or leave m '
         "blank, too"),
        ("1990,8,2,-9,-9,-9", 'period "1990-08-02/-9--9--9" holds "-9" (y2), which is no part of '
         "a date; add --map missing=-9 if that means unknown"),
        ("1990,8,.,,,", 'period "1990-08-./" holds "." (d), which is no part of a date; add --map '
         "missing=. if that means unknown"),
        ("1990,0,0,,,", 'period "1990-0-0/" holds "0" (m), which is no part of a date; add --map '
         "missing=0 if that means unknown"),
        ("1990,13,,,,", 'month 13 does not exist in "1990-13"; months run from 01 to 12'),
    ],
)  # fmt: skip
def test_what_of_a_date_cannot_be_read_is_told(told: Told, cells: str, why: str) -> None:
    out = told(f"{HEADS}2,200,{cells}\n", *OF, PERIOD, status=3)
    assert notes(out)[0] == f"t.csv:2: {why}"


@pytest.mark.parametrize("end", [".", "-9", "n/a", "unknown"])
def test_an_end_that_is_missing_is_not_taken_for_one_that_is_open(told: Told, end: str) -> None:
    text = f"a,b,start,end\n2,200,1989,{end}\n2,20,1990,..\n"
    given = (*OF, "period={start}/{end}")
    means = f"add --map missing={end} if that means unknown"
    what = f't.csv:2: period "1989/{end}" holds "{end}" (end), which is no part of a date; {means}'
    assert notes(told(text, *given, status=3))[0] == what
    told(text, *given, f"missing={end}")
    assert [it["period"] for it in claims(Path("base")).values()] == ["1989/", "1990/.."]


def test_another_word_is_added_to_those_that_are_missing(told: Told) -> None:
    text = "a,b,start,end\n2,200,1989,.\n2,20,1990,n/a\n"
    out = told(text, *OF, "period={start}/{end}", "missing=.", status=3)
    assert notes(out)[0].endswith("; write --map missing=.,n/a if that means unknown")


def test_a_figure_of_a_year_is_none_of_a_month_that_is_not_known(told: Told) -> None:
    given = ("measure=sold", "unit=USD", "from=cow:{a}", "to=cow:{b}", "value={v}")
    text = "a,b,y,m,v\n2,200,1990,8,5\n2,200,1991,,6\n"
    out = told(text, *given, "period={y}-{m}", status=3)
    what = 't.csv:3: period "1991-" lacks its m, which is blank; fill it in, or remove the row'
    assert notes(out)[0] == what


def test_a_code_of_two_states_in_a_coarse_date_is_left_out(told: Told) -> None:
    rows = "365,200,1991,,,1991,,\n365,200,1991,8,,1991,9,\n365,200,1995,1,,,,\n"
    told(f"{HEADS}{rows}", *OF, PERIOD)
    taken = [it["period"] for it in claims(Path("base")).values()]
    assert taken == ["1991-08/1991-09", "1995-01/"]


def test_a_period_knows_what_is_written_for_it() -> None:
    skips = Skips("y", "{y}-{m}/{end}")
    cells = {"a": "365", "y": "1991", "m": "-9", "end": ""}
    assert skips.period_of(cells, lambda cell: cell in ("", "-9")) == "1991/"
    skips.see("cow", "a", "365", "1991/")
    assert skips.result()[0] == {"{a} {y}-{m}/{end}": ["365 1991--9/"]}


EVENTS = ("claim=event", "kind=visit", "title=V", "status=held", "from={a}", "to={b}")
RELATIONS = ("claim=relation", "kind=k", "title=T", "parties={a}, {b}")
FIGURES = ("measure=exports", "unit=USD", "from={a}", "to={b}", "value={v}")


@pytest.mark.parametrize(
    ("heads", "given", "period", "finer", "first"),
    [
        ("year,month,day", EVENTS, "{year}", "{year}-{month}-{day}", "1990-08-02"),
        ("year,month,day", EVENTS, "{year}-{month}", "{year}-{month}-{day}", "1990-08-02"),
        ("year,month,day", FIGURES, "{year}", "{year}-{month}-{day}", "1990-08-02"),
        ("Year,Month", RELATIONS, "{Year}/..", "{Year}-{Month}/..", "1990-08/.."),
        ("y,m,d,y2,m2,d2", RELATIONS, "{y}/{y2}", "{y}-{m}-{d}/{y2}-{m2}-{d2}",
         "1990-08-02/1991-02-28"),
        ("strtyr,strtmnth,strtday,endyr,endmnth,endday", RELATIONS, "{strtyr}/{endyr}",
         "{strtyr}-{strtmnth}-{strtday}/{endyr}-{endmnth}-{endday}", "1990-08-02/1991-02-28"),
        ("yrent,moent,dayent,yrexit,moexit,dayexit", RELATIONS, "{yrent}/{yrexit}",
         "{yrent}-{moent}-{dayent}/{yrexit}-{moexit}-{dayexit}", "1990-08-02/1991-02-28"),
        ("year,startmonth,startday,y2,endmonth,endday", RELATIONS, "{year}/",
         "{year}-{startmonth}-{startday}/", "1990-08-02/"),
    ],
)  # fmt: skip
def test_months_and_days_beside_years_are_told_and_what_is_told_can_be_typed(
    told: Told, heads: str, given: tuple[str, ...], period: str, finer: str, first: str
) -> None:
    columns = heads.split(",")
    rows = [cells.split(",")[: len(columns)] for cells in ("1990,8,2,1991,2,28", "1990,12,31,,,")]
    start = [f"DEU,{other},7" for other in ("FRA", "ITA")]
    lines = [",".join((head, *cells)) for head, cells in zip(start, rows, strict=True)]
    text = f"a,b,v,{heads}\n" + "\n".join(lines) + "\n"
    words = (*given, f"period={period}")
    (note,) = [it for it in notes(told(text, *words)) if "say when" in it]
    assert note.endswith(f"): say when each is, as with --map 'period={finer}'")
    assert not [it for it in notes(told(text, *heeded(words, note))) if "say when" in it]
    assert next(iter(claims(Path("base")).values()))["period"] == first


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("year,Mode", "1990,8"),
        ("year,days", "1990,8"),
        ("year,month", "1990,52"),
        ("year,endmonth", "1990,8"),
        ("since,month", "1990-05,8"),
        ("year,Hostility", "1990,8"),
    ],
)
def test_other_numbers_beside_years_are_no_months(told: Told, heads: str, cells: str) -> None:
    year = heads.split(",")[0]
    text = f"a,b,{heads}\nDEU,FRA,{cells}\n"
    assert notes(told(text, *EVENTS, f"period={{{year}}}")) == []


def test_quarters_of_events_are_told(told: Told) -> None:
    text = "a,b,year,Quarter\nDEU,FRA,2019,Q1\nDEU,ITA,2020,Q3\n"
    what = "write each in a column such as 2019-01/2019-03, and map period to that"
    assert notes(told(text, *EVENTS, "period={year}")) == [f"Quarter (Q1, Q3): {what}"]


LISTED = "Participant,Signed,Ratified,Withdrawn\n"
SOME = f"{LISTED}Albania,,2005-04-01,\nUnited States,1998-11-12,,\nCanada,1998-04-29,2002,2012\n"
OF_PACT = ("claim=relation", "kind=treaty", "title=Pact", "parties={Participant}, iso2:CH",
           "status=ratified", "missing=n/a")  # fmt: skip
OUT = "without a date: if that means that it was not, leave it out, as with --map 'skip={}'"


@pytest.fixture
def listed(imported: Import) -> Import:
    """Return what imports a list of participants with keys."""

    def run(text: str, *words: str) -> Report:
        return imported("pact.csv", text, *OF_PACT, *words)

    return run


@pytest.mark.parametrize(
    ("period", "column", "option"),
    [
        ("{Ratified}", "Ratified", "{Ratified}="),
        ("{Signed}", "Signed", "{Signed}="),
        ("{Ratified}/{Withdrawn}", "Ratified or Withdrawn", "{Ratified}="),
    ],
)
def test_a_row_without_a_date_among_others_is_told(
    listed: Import, period: str, column: str, option: str
) -> None:
    out, found = listed(SOME, f"period={period}")
    note = f"note: 1 row has no {column}, and becomes a claim {OUT.format(option)}\n"
    assert note in out
    assert len(found) == 3
    out, found = listed(SOME, f"period={period}", f"skip={option}")
    assert "without a date" not in out
    assert f"  left out: 1 {option.strip('{}=')} is blank\n" in out
    assert [it["title"] for it in found if "period" in it] == ["Pact", "Pact"]


def test_rows_without_a_date_are_told_beside_others_that_are_left_out(listed: Import) -> None:
    out, _ = listed(SOME, "period={Ratified}", "skip={Participant}=Canada")
    both = "{Participant}=Canada, {Ratified}="
    assert f"note: 1 row has no Ratified, and becomes a claim {OUT.format(both)}\n" in out
    out, found = listed(SOME, "period={Ratified}", f"skip={both}")
    assert "  left out: 1 Participant is Canada\n" in out
    assert "  left out: 1 Ratified is blank\n" in out
    assert [it["period"] for it in found] == ["2005-04-01"]


def test_rows_without_a_date_are_counted_and_named_as_they_are_written(listed: Import) -> None:
    text = f"{LISTED}Albania,,n/a,\nChad,,,\nPeru,,2001,\nCuba,,,2012\n"
    what = "become claims without a date: if that means that it was not, leave them out"
    option = "--map 'skip={Ratified}=n/a, {Ratified}='"
    out, _ = listed(text, "period={Ratified}")
    assert f"note: 3 rows have no Ratified, and {what}, as with {option}\n" in out
    out, _ = listed(text, "period={Ratified}/{Withdrawn}")  # Cuba has a date
    assert f"note: 2 rows have no Ratified or Withdrawn, and {what}\n" in out
    out, _ = listed(f"{LISTED}Peru,,,\n", "period={Ratified}")  # a column of nothing
    assert "without a date" not in out


def test_a_row_that_skip_names_is_left_out_beside_a_name_of_nobody(listed: Import) -> None:
    text = f"{LISTED}Utopia,,2004,\nAlbania,,,\nPeru,,2001,\n"
    out, found = listed(text, "period={Ratified}", "skip={Ratified}=, {Signed}=1")
    assert "  left out: 1 Ratified is blank\n  left out: 1 Utopia, unknown\n" in out
    assert [it["period"] for it in found] == ["2001"]
