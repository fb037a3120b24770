"""A `[[table]]` in a base: what holds of claims in TOML holds of the rows of its CSV file."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts.answers.answer import place_of
from dipfacts.cli import app
from dipfacts.errors import FactBaseError
from dipfacts.index import cache
from dipfacts.index.compiling import build, reading
from dipfacts.model.file_format.csv_table import OWN_KEYS
from dipfacts.model.file_format.tables import CLAIM_TYPES
from dipfacts.query.base import open_base
from dipfacts.query.csv_tables import csv_tables
from dipfacts.read.base import streamed_problems
from dipfacts.read.rows import table_files
from dipfacts.read.table.rules import keys_of
from dipfacts.read.table.table_rules import table_faults
from support.command_line import Result, run_of
from support.factbase import base, measure, source, table, topic

TRADE: dict[str, Any] = {
    "id": "t", "file": "a.csv", "claim": "figure", "key": "{a}-{b}-{year}", "source": "s",
    "measure": "exports", "from": "iso2:{a}", "to": "iso2:{b}", "period": "{year}",
    "value": "{v}", "unit": "USD", "missing": ["", "-9"],
}  # fmt: skip
HEAD = base(topic(), measure("exports"), source(published="2024-02-01"))
ROWS = "a,b,year,v,use\nAZ,NA,2020,5.5,yes\nAZ,RU,2020,-9,yes\nAZ,RU,2021,8,no\n"


def of(**keys: Any) -> str:
    """Return a fact base of one table."""
    return HEAD + table("table", **{**TRADE, **keys})


@pytest.fixture
def dip(write: Write, capsys: pytest.CaptureFixture[str]) -> Any:
    """Write a base of one table and its CSV; return a function that runs a command on it."""

    def made(text: str | bytes = ROWS, **keys: Any) -> Any:
        path = write(of(**keys))
        write(text, keys.get("file", "a.csv"))

        def run(words: str) -> Result:
            option = [] if words.startswith("check") else ["-f"]
            status, out, err = run_of(capsys)(*words.split(), *option, str(path))
            return Result(status, out, err.replace(f"{path.parent}{os.sep}", ""))

        return run

    return made


def test_rows_with_a_fault_are_compared_with_no_others(dip: Any) -> None:
    rows = "k,a,b,v\n1,norway,iso2:NO,5\n2,norway,iso2:NO,5\n3,norway,chile,-7\n"
    ways = {"key": "{k}", "from": "{a}", "to": "{b}", "period": "2021"}
    status, out, _ = dip(rows, **ways)("check --json")
    found = [(one["line"], one["code"]) for one in json.loads(out)["problems"]]
    assert (status, found) == (3, [(2, "party-twice"), (3, "party-twice"), (4, "below-zero")])


def test_rows_answer_with_line_and_locator(dip: Any) -> None:
    run = dip()
    status, out, _ = run("show t-az-na-2020 --json")
    fact = json.loads(out)["facts"][0]
    assert (status, fact["value"], fact["locator"]) == (0, 5.5, "row 1")
    assert (fact["file"], fact["line"], fact["known_by"]) == ("a.csv", 2, "2024-02-01")
    assert run("trade az ru")[1].startswith("Exports from Azerbaijan to Russia in 2021: $8,")
    assert run("cite t-az-na-2020")[0] == 0
    assert run("show t-az-na-2020 --known-by 2024-01-31")[0] == 1


def test_check_counts_rows_that_add_up(dip: Any) -> None:
    status, out, err = dip(where={"use": ["yes"]})("check")
    assert (status, out) == (0, "")
    assert err == (
        'a.csv, table t: 3 rows, 1 claim; left out: 1 without a number ("-9"), 1 by where (use)\n'
        "no problems in 2 files, 1 claim\n"
    )


def test_check_counts_very_many_tables_together(write: Write, dip: Any) -> None:
    run = dip()

    def last(count: int, more: str = "", option: str = "") -> list[str]:
        keys = ({**TRADE, "id": f"t{nth}", "where": {"use": ["yes"]}} for nth in range(count))
        write(HEAD + "".join(table("table", **it) for it in keys) + more)
        lines: list[str] = run(f"check {option}")[2].splitlines()[:-1]
        assert all(it.startswith(f"a.csv, table t{nth}: ") for nth, it in enumerate(lines[:20]))
        return lines[20:]

    each = '3 rows, 1 claim; left out: 1 without a number ("-9"), 1 by where (use)'
    assert last(20) == []
    assert last(21) == [f"a.csv, table t20: {each}"]
    assert last(25) == ["5 more tables: 15 rows, 5 claims, 10 left out; --all lists them"]
    assert last(25, option="--all") == [f"a.csv, table t{nth}: {each}" for nth in range(20, 25)]
    wide = {**TRADE, "id": "w", "columns": ["year", "v"], "value": "{cell}", "period": "{column}"}
    others = table("table", **{**TRADE, "id": "x", "value": "{none}"}) + table("table", **wide)
    assert last(20, others) == [
        "2 more tables: 6 cells, 0 claims, 1 left out, 5 cannot be read; of 1 table the rows are "
        "not read; --all lists them"
    ]
    assert len(json.loads(run("check --json")[1])["tables"]) == 22


@pytest.mark.parametrize(
    ("rows", "keys", "is_told"),
    [
        ("a,b,year,v,use\n", {}, True),
        ("a,b,year,v,use\n#country,#country,#date,#value,#use\n", {}, True),  # and tags
        ("a,b,2020,2021\n", {"columns": "2020..2021", "value": "{cell}"}, True),
        ("a,b,2020,2021\n#a,#b,#x,#y\n", {"columns": "2020..2021", "value": "{cell}"}, True),
        (ROWS, {"where": {"use": ["maybe"]}}, False),  # as one of several tables of a file may
    ],
)
def test_a_file_without_a_row_is_told(dip: Any, rows: str, keys: Any, is_told: bool) -> None:
    if "columns" in keys:
        keys |= {"key": "{a}-{b}-{column}", "period": "{column}"}
    status, out, _ = dip(rows, **keys)("check --strict")
    code = "no-rows" if is_told else "unused-source"
    assert (status, re.findall(r"error\[(.*?)\]", out)) == (3, [code])
    if is_told:
        assert "a.csv has no row below its header; fetch it anew" in out
        run = dip(rows, **keys, allow=["no-rows: it fills in the course of the year"])
        assert run("check --strict")[:2] == (0, "")


@pytest.mark.parametrize("said_on", ["{said}", "{year}-{month}"])
def test_the_day_on_which_it_was_said_is_in_a_column(write: Write, dip: Any, said_on: str) -> None:
    head, row = "a,b,year,v,month,said\n", "AZ,NA,2020,5,11,2020-11\nAZ,GE,2020,5,11,\n"
    run = dip(head + row, claimant="iso2:{a}", said_on=said_on)
    assert json.loads(run("show t-az-na-2020 --json")[1])["facts"][0]["said_on"] == "2020-11"
    write(head + row.replace("11", "13"), "a.csv")
    status, out, _ = run("check")
    assert status == 3
    assert "error[bad-period]: month 13 does not exist" in out


def test_whole_numbers_with_a_fraction_are_codes_and_dates(dip: Any) -> None:
    rows = "31.0,643.0,2020.0,3.0,5.5\n31.0,268.0,2021.0,11.0,6.0\n031,398,2021,12,7\n"
    ends = {"from": "m49:{a}", "to": "m49:{b}", "reporter": "m49:{a}"}
    run = dip(f"a,b,year,m,v\n{rows}", **ends, period="{year}-{m}", key="{b}-{year}")
    assert run("check --strict")[0] == 0
    fact = json.loads(run("show t-643-2020 --json")[1])["facts"][0]
    assert (fact["from"], fact["to"], fact["reporter"]) == ("azerbaijan", "russia", "azerbaijan")
    assert (fact["period"]["text"], fact["value"]) == ("2020-03", 5.5)
    run = dip(f"a,b,year,m,v\n{rows}", parties=["m49:{a}", "m49:{b}"], **{"from": None, "to": None})
    assert run("check --strict")[0] == 0


def test_codes_and_years_that_a_spreadsheet_marks_as_texts_are_numbers(dip: Any) -> None:
    rows = "'031,'643,'2020,5.5\n'031,'268,'2021,6\n"
    ends = {"from": "m49:{a}", "to": "m49:{b}", "reporter": "m49:{a}"}
    run = dip(f"a,b,year,v\n{rows}", **ends, period="{year}", key="{b}-{year}")
    assert run("check --strict")[0] == 0
    fact = json.loads(run("show t-643-2020 --json")[1])["facts"][0]
    assert (fact["from"], fact["to"], fact["reporter"]) == ("azerbaijan", "russia", "azerbaijan")
    assert (fact["period"]["text"], fact["value"]) == ("2020", 5.5)


MIDNIGHTS = (" 00:00:00", "T00:00:00", " 00:00", " 00:00:00.000", "T00:00:00Z", " 00:00:00+00:00")


@pytest.mark.parametrize("midnight", MIDNIGHTS)
@pytest.mark.parametrize("period", ["{from}", "{from}/{until}"])
def test_a_day_with_midnight_behind_it_is_that_day(dip: Any, midnight: str, period: str) -> None:
    rows = f"AZ,RU,2020-05-03{midnight},2020-05-06{midnight}\n"
    rows += f"AZ,GE,2020-05-04{midnight},2020-05-06{midnight}\n"
    keys = {"claim": "event", "measure": None, "unit": None, "value": None, "topic": "trade"}
    keys |= {"kind": "visit", "title": "Visit", "status": "held", "key": "{b}-{from}"}
    run = dip(
        f"a,b,from,until\n{rows}",
        **keys,
        parties=["iso2:{a}", "iso2:{b}"],
        period=period,
        skip={"from": ["2020-05-04"]},
        **{"from": None, "to": None},
    )
    assert run("check --strict")[0] == 0
    (fact,) = json.loads(run("timeline az --json")[1])["facts"]
    assert fact["id"] == "t-ru-2020-05-03"
    assert fact["period"]["text"] == period.format(**{"from": "2020-05-03", "until": "2020-05-06"})


@pytest.mark.parametrize("time", [" 00:00:01", "T14:30", " 00:00:00-05:00", " 00:00:00.5"])
def test_another_time_of_day_is_refused(dip: Any, time: str) -> None:
    run = dip(f"a,b,day,v\nAZ,RU,2020-05-03{time},5\n", period="{day}", key="{b}-{day}")
    status, out, _ = run("check")
    assert status == 3
    assert f'"2020-05-03{time}" has a time of day; leave the time of day out' in out


def test_other_points_are_no_fractions_of_whole_numbers(dip: Any) -> None:
    run = dip(
        "a,b,year,v\n31.5,643,2020,5\n31,643,2020.5,6\n", **{"from": "m49:{a}", "to": "m49:{b}"}
    )
    out = run("check --format text")[1]
    assert 'a.csv:2:1: error[bad-id]: from "m49:31.5" is not a valid id' in out
    assert 'a.csv:3:3: error[bad-period]: cannot read "2020.5" as a date' in out


def test_months_and_days_of_one_digit_in_columns_of_their_own_get_a_zero(dip: Any) -> None:
    rows = "AZ,RU,2020,1,5,2020-1\nAZ,RU,2020,12,6,2020-01\nAZ,RU,2021,03,7,\n"
    run = dip(
        f"a,b,year,m,v,said\n{rows}", period="{year}-{m}", key="{m}", said_on="{year}-{m}-{m}"
    )
    told = [json.loads(run(f"show t-{m} --json")[1])["facts"][0] for m in ("1", "12", "03")]
    assert [(it["period"]["text"], it["said_on"]) for it in told] == [
        ("2020-01", "2020-01-01"), ("2020-12", "2020-12-12"), ("2021-03", "2021-03-03"),
    ]  # fmt: skip
    run = dip(f"a,b,year,m,v,said\n{rows}", key="{m}", said_on="{said}")
    assert 'cannot read "2020-1" as a date' in run("check --format text")[1]


def test_a_blank_month_is_told_as_the_cell_that_is_blank(dip: Any) -> None:
    run = dip("a,b,year,m,v\nAZ,RU,2020,,5\nAZ,RU,2021,13,5\n", period="{year}-{m}")
    first, second = run("check --format text")[1].splitlines()
    assert first.endswith(
        'a.csv:2:3: error[bad-period]: period "2020-" lacks its m, which is blank; '
        "fill it in, or leave the row out: skip = { … } for its m"
    )
    assert "month 13 does not exist" in second


def test_a_day_or_month_of_a_relation_that_is_blank_makes_its_dates_coarser(dip: Any) -> None:
    rows = "AZ,RU,1990,8,2,1991,\nAZ,GE,1990,,,,\nAZ,AM,1990,12,-9.0,1991,3\nAZ,IR,,,,,\n"
    figures: dict[str, Any] = dict.fromkeys(("measure", "from", "to", "value", "unit"))
    keys = {"claim": "relation", "kind": "pact", "title": "Pact", "topic": "trade", "key": "{b}"}
    told = dip(
        f"a,b,y,m,d,y2,m2\n{rows}", **figures, **keys, parties=["iso2:{a}", "iso2:{b}"],
        period="{y}-{m}-{d}/{y2}-{m2}",
    )  # fmt: skip
    found = [
        json.loads(told(f"show t-{b} --json")[1])["facts"][0] for b in ("ru", "ge", "am", "ir")
    ]
    texts = [it["period"] and it["period"]["text"] for it in found]
    assert texts == ["1990-08-02/1991", "1990/", "1990-12/1991-03", None]


@pytest.mark.parametrize(
    ("scale", "written"),
    [("1000", "1000"), ("1,000", "1000"), ("0.001", "0.001"), ("million", "1000000"), ("x", "")],
)  # fmt: skip
def test_a_scale_in_quotes_is_told_as_the_number_to_write(
    dip: Any, scale: str, written: str
) -> None:
    out = dip(scale=scale)("check --format text")[1]
    message = "scale is a string, not a number"
    remedy = f"write scale = {written}, without quotes"
    if not written:
        remedy = "write a number without quotes, such as scale = 1_000_000"
    assert out.endswith(f"{message}; {remedy}\n")


@pytest.mark.parametrize("claim", CLAIM_TYPES)
def test_any_key_of_a_claim_may_be_a_column(claim: str) -> None:
    own = {"figure": {"measure": "m", "value": "{v}", "unit": "USD"}}
    given = own.get(claim, {"kind": "k", "title": "T", "topic": "t"})
    ends = {"from": "{a}", "to": "{b}", "period": "{p}"}
    for key in keys_of(claim).keys() - {"id", "parties", *OWN_KEYS}:
        text = ["{x}"] if key == "people" else "{x}"
        of_rows = {"id": "t", "file": "a.csv", "claim": claim, "source": "s"}
        assert table_faults({**of_rows, **ends, **given, key: text}) == []


@pytest.mark.parametrize(("value", "left_out"), [(None, 2), ("{v}", 1)])
def test_a_column_may_say_that_there_is_no_number(
    dip: Any, value: str | None, left_out: int
) -> None:
    rows = "a,b,year,v,why\nAZ,GE,2020,,confidential\nAZ,RU,2020,-9,\nAZ,NA,2020,5,\n"
    run = dip(rows, value=value, absent="{why}")
    status, _, err = run("check")
    assert (status, f"3 rows, {3 - left_out} claim" in err) == (0, True)
    assert f"left out: {left_out} without a number" in err
    assert run("trade az ge")[1].startswith("Exports from Azerbaijan to Georgia in 2020: not publi")
    assert run("trade az namibia")[0] == (0 if value else 1)


def test_a_row_that_cannot_be_read_is_told_by_its_line_and_the_others_are_read(dip: Any) -> None:
    rows = ROWS + "AZ,XQ,2022,1,yes\nAZ,RU,2022x,1,yes\nAZ,RU,2023,x,yes\nAZ\n"
    status, out, err = dip(rows)("check")
    assert status == 3
    told = [line.partition(" ")[0].rpartition("/")[2] for line in out.splitlines()]
    assert told == ["a.csv:5:2:", "a.csv:6:3:", "a.csv:7:4:", "a.csv:8:1:"]
    assert "7 rows, 2 claims; left out: 1" in err
    assert "; 4 cannot be read" in err, "XQ is no country"


@pytest.mark.parametrize(
    ("rows", "keys", "told"),
    [
        (ROWS, {"value": "{Value}"}, "its rows are not read"),
        ("a,b,b,year,v,use\nAZ,GE,RU,2020,1,yes\n", {}, "its rows are not read"),
        (ROWS, {"from": "{a}", "to": "{b}"}, "its rows are not read"),
        ("a,b,year,v,use\nAZ,Narnia,2020,1,yes\n", {}, "1 row, 0 claims; 1 cannot be read"),
        (
            "a,b,year,v,use\nAZE,NAM,2020,1,yes\nAZE,RUS,2020,1,yes\n",
            {},
            "2 rows, 0 claims; 2 cannot be read",
        ),
        (ROWS, {"measure": "trade"}, "3 rows, 0 claims; left out: 1 without a number"),
    ],
)
def test_check_counts_no_row_as_a_claim_that_it_refuses(
    dip: Any, rows: str, keys: dict[str, str], told: str
) -> None:
    run = dip(rows, **keys)
    status, _, err = run("check")
    assert status == 3
    line = next(line for line in err.splitlines() if line.startswith("a.csv, table "))
    assert line.partition(": ")[2].startswith(told)
    (counts,) = json.loads(run("check --json")[1])["tables"]
    assert counts["is_read"] is (told != "its rows are not read")
    left_out = sum(reason["count"] for reason in counts["left_out"])
    assert counts["rows"] == counts["claims"] + left_out + counts["unreadable"]


def test_check_says_that_the_file_of_a_table_is_not_read(dip: Any) -> None:
    run = dip("")
    assert "a.csv, table t: its rows are not read\n" in run("check")[2]


def test_rows_that_cannot_be_read_hide_no_unknown_name(write: Write, dip: Any) -> None:
    run = dip(ROWS + "AZ\n")
    keys = {"id": "f", "from": "nobody", "to": "iso3:XYZ", "period": "2020", "value": 3}
    keys |= {"measure": "turnover", "unit": "USD", "source": "book", "part_of": "t-az"}
    write(of() + table("figure", **keys))
    told = [line.partition("]: ")[2].partition(";")[0] for line in run("check")[1].splitlines()]
    assert told == [
        'unknown party "nobody"',
        'iso3 has no code "XYZ"',
        'unknown measure "turnover"',
        'unknown source "book"',
        "1 cell where the header has 5",  # and nothing of the claim, which may be its own
    ]


def test_of_a_file_that_is_no_table_nothing_is_told(write: Write, dip: Any) -> None:
    run = dip("a,b\nsecret,key\n", file="keys.csv")
    for name in ("keys", "../keys.csv"):
        write(of(file=name))
        write("a,b\nsecret,key\n", "keys")
        told = "".join(map(str, (*run("check"), *run("trade az ru"))))
        assert "not-allowed" in told
        assert "secret" not in told
        assert "it has" not in told


def test_a_code_that_means_nothing_is_a_problem_of_its_row(dip: Any) -> None:
    status, out, _ = dip(ROWS + "AZ,XQ,2022,1,yes\n")("check")
    assert status == 3
    assert out.rpartition("/")[2].startswith("a.csv:5:2: error[unknown-reference]: ")


def test_all_that_is_wrong_with_a_row_is_told_at_once_in_its_columns(
    write: Write, dip: Any
) -> None:
    run = dip("a,b,when,n,unit,how\nAZ,RU,20x1,six,,abou\nAZ,,2021,6,USD,\nAZ,XQ,20x2,7,USD,\n")
    keys = {"period": "{when}", "value": "{n}", "unit": "{unit}", "qualifier": "{how}"}
    write(of(key="{a}-{b}-{n}", **keys))
    found = json.loads(run("check --json")[1])["problems"]
    assert [(it["line"], it["column"], it["message"]) for it in found] == [
        (2, 3, 'cannot read "20x1" as a date or period'),
        (2, 4, 'value: "six" is no number'),
        (2, 5, "unit is blank"),
        (2, 6, 'qualifier cannot be "abou"'),
        (3, 2, "to is blank"),
        (4, 2, 'iso2 has no code "XQ"'),
        (4, 3, 'cannot read "20x2" as a date or period'),
    ]


def test_a_figure_without_one_of_its_parties_is_no_total(dip: Any) -> None:
    keys = {"parties": ["iso2:{a}", "iso2:{b}"], "from": None, "to": None, "key": "{year}"}
    run = dip("a,b,year,v\nAZ,NA,2020,1\nAZ,,2021,2\n,NA,2022,3\n,,2023,4\n", **keys)
    status, out, _ = run("check")
    hint = "fill it in, or leave the row out: skip = { … } for its parties"
    assert status == 3
    assert [line.partition("error[row]: ")[2] for line in out.splitlines()] == [
        f"one of parties is blank; {hint}",
        f"one of parties is blank; {hint}",
        f"parties is blank; {hint}",
    ]
    run = dip("a,b,year,v\nAZ,NA,2020,1\nAZ,,2021,2\n", **keys)  # nor where rows are read quickly
    assert run("trade azerbaijan")[:2] == (3, "")


def test_an_event_has_as_many_parties_as_its_row_names(dip: Any) -> None:
    keys = {
        "claim": "event",
        "parties": ["iso2:{a}", "iso2:{b}"],
        "kind": "talks",
        "title": "Talks",
    }
    of_figures = dict.fromkeys(("from", "to", "measure", "value", "unit", "missing"))
    run = dip("a,b,year\nAZ,RU,2020\nAZ,,2021\n", **of_figures, **keys, key="{year}")
    found = [json.loads(run(f"show t-{year} --json")[1])["facts"][0] for year in (2020, 2021)]
    assert [fact["parties"] for fact in found] == [["azerbaijan", "russia"], ["azerbaijan"]]


@pytest.mark.parametrize("cell", ["NA", "-9", ""])
def test_a_date_that_is_missing_is_blank(dip: Any, cell: str) -> None:
    keys = {"claim": "relation", "kind": "treaty", "title": "Treaty", "period": "{from}/{to}"}
    of_figures = dict.fromkeys(("measure", "value", "unit"))
    rows = f"a,b,from,to,said\nNA,DE,1963,{cell},{cell}\nNA,RU,{cell},{cell},2020\n"
    given = {"key": "{b}", "missing": ["NA", "-9"], "said_on": "{said}", "claimant": "iso2:{b}"}
    run = dip(rows, **of_figures, **keys, **given)
    found = [json.loads(run(f"show t-{it} --json")[1])["facts"][0] for it in ("de", "ru")]
    periods = [fact["period"] and fact["period"]["text"] for fact in found]
    assert periods == ["1963/", None]
    assert [fact["said_on"] for fact in found] == [None, "2020"]
    assert found[0]["from"] == "namibia"  # of codes NA is one


def test_a_scope_that_is_missing_is_blank(dip: Any) -> None:
    rows = "a,b,v,p,t\nDE,FR,5,Cars,all\nDE,IT,6,all,by road\nDE,ES,7,all,all\n"
    rows += "DE,PL,8,Cars,by road\nDE,AT,9,NA,all\n"
    run = dip(rows, period="2020", key="{b}", scope="{p}, {t}", missing=["", "all", "NA"])
    each = [
        json.loads(run(f"show t-{it} --json")[1])["facts"][0]
        for it in ("fr", "it", "es", "pl", "at")
    ]
    assert [it["scope"] for it in each] == ["Cars", "by road", None, "Cars, by road", "NA"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"from": "iso:{a}"},
            'from: no list of codes is called "iso"; did you mean "iso3"?',
        ),
        ({"value": None}, '[[table]] "t" has no key "value"; add value = "{…}", the column of'),
    ],
)
def test_what_is_wrong_in_every_row_is_told_once_at_the_table(
    dip: Any, keys: dict[str, Any], told: str
) -> None:
    status, out, _ = dip(**keys)("check")
    assert (status, out.count("error["), told in out) == (3, 1, True), out


@pytest.mark.parametrize(
    ("template", "cells", "told"),
    [
        ("{a}", "AZE GEO", 'from: the column "a" holds codes of iso3, no ids: "AZE"|"iso3:{a}"'),
        ("{a}", "Peru Chile", 'from: the column "a" holds names, no ids: "Peru"|'),
        ("iso2:{a}", "AZE GEO", 'iso2 has no code "AZE": the same in all 2 rows|"iso3:{a}"'),
        (
            "{a}",
            "373 365",
            'unknown party "373": the same in all 2 rows|"cow:{a}" or "gw:{a}"',
        ),
        ("{a}", "365 2 711", 'unknown party "365": the same in all 3 rows|"gw:{a}" or "cow:{a}"'),
    ],
)
def test_a_column_of_parties_that_no_row_can_use_is_one_problem_at_its_template(
    dip: Any, template: str, cells: str, told: str
) -> None:
    rows = "".join(f"{a},RU,2020,5\n" for a in cells.split())
    run = dip(f"a,b,year,v\n{rows}", **{"from": template})
    message, _, hint = told.partition("|")
    status, out, err = run("check --format text")
    assert (status, out.count("\n"), "1 error in 2 files" in err) == (3, 1, True)
    hint = f"write from = {hint}" if hint else "let dipfacts import write the table"
    line = of(**{"from": template}).splitlines().index(f'from = "{template}"') + 1
    assert f"facts.toml:{line}:8: " in out
    assert out.endswith(f"{message}; {hint}\n")
    assert run("trade russia")[0] == 3


def test_columns_of_which_some_cells_are_right_are_told_row_by_row(dip: Any) -> None:
    run = dip("a,b,year,v\nAZE,RU,2020,5\ngeorgia,RU,2020,5\n", **{"from": "{a}"})
    assert 'a.csv:2:1: error[bad-id]: from "AZE" is not' in run("check --format text")[1]
    run = dip("a,b,year,v\nazerbajan,RU,2020,5\ngeorga,RU,2020,5\n", **{"from": "{a}"})
    out = run("check --format text")[1]
    assert [line.rpartition("; ")[2] for line in out.splitlines()] == [
        'did you mean "azerbaijan"?',
        'did you mean "georgia"?',
    ]


def test_a_wrong_value_hides_no_unknown_name_of_its_row(write: Write, dip: Any) -> None:
    run = dip("s,m,by,a,y,v\nbook,profit,nobody,AZ,2020,x\nbook,exports,az,AZ,2020,6\n")
    keys = {"source": "{s}", "measure": "{m}", "reporter": "{by}", "period": "{y}", "to": "ru"}
    write(of(key="{m}-{y}", **keys, claimant="boss"))
    found = json.loads(run("check --json")[1])["problems"]
    assert [(it["line"], it["column"], it["message"]) for it in found if it["line"] < 4] == [
        (2, 1, 'unknown source "book"'),
        (2, 2, 'unknown measure "profit"'),
        (2, 3, 'unknown party "nobody"'),
        (2, 6, 'value: "x" is no number'),
        (3, 1, 'unknown source "book"'),
    ]
    assert [it["message"] for it in found if it["line"] >= 4] == ['unknown party "boss"']  # once


def test_the_column_of_what_is_wrong_in_a_wide_table_is_that_of_the_cell(
    write: Write, dip: Any
) -> None:
    run = dip("a,b,use,2020,2021\nAZ,RU,yes,1,x\nAZ,XQ,yes,2,3\n")
    wide = {"columns": "2020..2021", "period": "{column}", "value": "{cell}"}
    write(of(key="{a}-{b}-{column}", **wide))
    found = json.loads(run("check --json")[1])["problems"]
    told = [(it["line"], it["column"], it["code"]) for it in found]
    assert told == [(2, 5, "row"), (3, 2, "unknown-reference"), (3, 2, "unknown-reference")]


def test_many_problems_of_one_kind_are_shown_three_times_and_counted(dip: Any) -> None:
    rows = ROWS + "".join(f"AZ,RU,{year},x,yes\n" for year in range(1900, 1950))
    _, out, _ = dip(rows)("check")
    assert out.count("error[row]") == 3
    assert "… and 47 more row: --all shows every one" in out


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"unit": None}, '[[figure]] "t" has no key "unit"'),
        ({"qualifier": "roughly"}, 'qualifier cannot be "roughly"'),
        ({"title": "{a}"}, '"title" is no key of a table of figures'),
        ({"source": "nobody"}, 'unknown source "nobody"'),
        ({"reporter": "iso2:XX"}, 'iso2 has no code "XX"'),
        ({"period": "soon"}, 'cannot read "soon" as a date or period'),
        ({"value": "{w}"}, 'the file has no column "w"'),
        ({"period": "{year"}, "period has a brace without its other"),
        ({"key": "all"}, "key is the same in every row"),
        ({"encoding": "klingon"}, '"klingon" is no encoding'),
        ({"file": "b.csv"}, "b.csv is not there"),
        ({"file": "/etc/passwd"}, 'file "/etc/passwd" is neither CSV nor TSV; name a file that'),
        ({"file": "a.csv.zip"}, 'file "a.csv.zip" is neither CSV nor TSV'),
        (
            {"file": "sub/../../a.csv"},
            'file "sub/../../a.csv" is not beside this file, nor below it; put a copy there: '
            'file = "a.csv"',
        ),
        ({"file": "/a.csv"}, 'file "/a.csv" is not beside this file'),
        ({"where": {"use": "yes"}}, "where.use is a string, not an array"),
    ],
)
def test_a_fault_of_a_table_is_one_problem_at_its_line(
    write: Write, capsys: pytest.CaptureFixture[str], keys: dict[str, Any], message: str
) -> None:
    path = write(of(**keys))
    write(ROWS, "a.csv")
    assert app.run(["check", str(path)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{path}:")
    assert message in lines[0]
    header = path.read_text().split("\n").index("[[table]]") + 1
    assert int(lines[0].split(":")[1]) >= header


WRONG = "AZ,XQ,2022,1,yes\nAZ,RU,2022x,1,yes\nAZ,RU,2023,x,yes\nAZ\nAZ,AZ,2023,1,yes\n"


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        (WRONG.partition("\n")[0] + "\n", {}),
        (WRONG, {}),
        ("NA,XQ,2023,x,no\n", {}),
        ("AZ,RU,2023,9,no\n", {"source": "nobody", "topic": "work"}),
        ("", {"value": "{w}"}),
    ],
)
def test_of_a_large_table_the_same_is_told_without_its_claims_in_memory(
    write: Write, monkeypatch: pytest.MonkeyPatch, rows: str, keys: dict[str, Any]
) -> None:
    path = write(of(**keys))
    write(ROWS + rows, "a.csv")
    with pytest.raises(FactBaseError) as by_the_rules:
        open_base(str(path))
    codes = {it.code for it in by_the_rules.value.problems}
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(build, "one_by_one", None)
    monkeypatch.setattr(table_files, "TABLES_AT_ONCE", 2)
    monkeypatch.setattr(streamed_problems, "_AT_ONCE", 1)
    with pytest.raises(FactBaseError) as found:
        open_base(str(path))
    # Where a row cannot be read, the rules do not look at what the others refer to.
    looked_at = [it for it in found.value.problems if "row" not in codes or it.code in codes]
    texts = [it.as_texts for it in by_the_rules.value.problems]  # of other processes, as it is kept
    assert [it.as_texts for it in looked_at] == texts


def test_of_very_many_wrong_rows_the_first_are_told_and_the_others_counted(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(of())
    write(ROWS + "".join(f"AZ,RU,{year},x,yes\n" for year in range(1900, 1950)), "a.csv")
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(streamed_problems, "_MOST", 10)
    with pytest.raises(FactBaseError) as found:
        open_base(str(path))
    *_, tenth, last = [(it.line, it.message) for it in found.value.problems]
    assert (len(found.value.problems), tenth[0]) == (11, 14)
    assert last == (14, "40 more problems below this line")


@pytest.mark.parametrize("at_once", [1, 40])
def test_in_a_large_table_two_rows_of_one_id_are_told(
    write: Write, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Also where the rows between them are more than are held in memory."""
    path = write(of())
    write(ROWS + "AZ,RU,2021,8,no\n", "a.csv")
    with pytest.raises(FactBaseError) as by_the_rules:
        open_base(str(path))
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(build, "one_by_one", None)
    monkeypatch.setattr(table_files, "TABLES_AT_ONCE", 2)
    monkeypatch.setattr(streamed_problems, "_AT_ONCE", at_once)
    with pytest.raises(FactBaseError) as found:
        open_base(str(path))
    assert [it.code for it in found.value.problems] == ["duplicate-id"]
    assert found.value.problems == by_the_rules.value.problems


def test_two_rows_of_one_id_are_told_with_both_lines(dip: Any) -> None:
    _, out, _ = dip(ROWS + "az,ru,2021,9,no\n")("check")
    assert 'duplicate id "t-az-ru-2021"; used at ' in out
    assert "a.csv:4; add a column to the key of the table" in out


def test_an_id_of_another_file_is_told(write: Write, dip: Any) -> None:
    run = dip()
    keys = {"id": "t-az-ru-2021", "from": "az", "to": "ru", "period": "2021", "value": 3}
    keys |= {key: TRADE[key] for key in ("measure", "unit", "source")} | {"locator": "p. 4"}
    path = write(of() + table("figure", **keys))
    status, out, _ = run("check")
    assert (status, out.count("\n")) == (3, 1)
    assert 'duplicate id "t-az-ru-2021"; used at ' in out
    assert f"{path.name}:" in out


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("\ufeff" + ROWS, {}),
        (ROWS.replace("\n", "\r\n"), {}),
        (ROWS.replace("\n", "\r"), {}),
        (ROWS.replace(",", ";"), {}),
        (ROWS.replace(",", "\t"), {"file": "a.tsv"}),
        (ROWS.replace("\n", ",\n"), {}),
        (gzip.compress(ROWS.encode(), mtime=0), {"file": "a.csv.gz"}),
        (ROWS.encode("utf-16"), {}),
        ("World data,\n\n" + ROWS, {}),
        ("one, two, three, four, five\n" + ROWS, {"skip_lines": 1}),
        (ROWS.replace(",v,", ',"in\r\nUSD",').replace("8,no", '"8\r",no'), {"value": "{in\nUSD}"}),
    ],
)
def test_files_of_every_make_say_the_same(dip: Any, text: str | bytes, keys: Any) -> None:
    run = dip(text, **keys)
    assert run("check")[0] == 0
    assert run("trade az ru")[1].startswith("Exports from Azerbaijan to Russia in 2021: $8,")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("scale", 2**64, "no number can be multiplied by this scale; write such as scale ="),
        ("skip_lines", 2**64, "no file has so many lines; write how many lines stand above"),
        ("skip_lines", 2**40, 'the file has no column "a"'),
    ],
)
def test_what_is_too_large_for_a_table_is_refused_at_once(
    dip: Any, key: str, value: int, told: str
) -> None:
    run = dip(ROWS, **{key: value})
    for command in ("check", "trade az ru"):
        status, out, err = run(command)
        assert status == 3
        assert told in out + err


def test_text_that_is_no_utf8_is_refused_with_the_remedy(dip: Any) -> None:
    rows = ROWS.replace("yes", "sí").encode("iso-8859-1")
    _, out, _ = dip(rows)("check")
    assert 'not UTF-8 text; add encoding = "iso-8859-1"' in out
    assert dip(rows, encoding="iso-8859-1")("check")[0] == 0


def test_a_changed_or_missing_csv_is_as_fresh_as_a_changed_toml(write: Write, dip: Any) -> None:
    run = dip()
    assert "$8," in run("trade az ru")[1]
    path = write(ROWS.replace(",8,", ",9,"), "a.csv")
    assert "$9," in run("trade az ru")[1]
    path.unlink()
    status, _, err = run("trade az ru")
    assert status == 3
    assert "a.csv is not there" in err


def test_a_link_that_comes_to_lead_elsewhere_is_noticed(write: Write, dip: Any) -> None:
    run = dip()
    link = write("", "a.csv")
    link.unlink()
    write(ROWS, "one.csv")
    write(ROWS.replace(",8,", ",9,"), "two.csv")
    for name, value in (("one.csv", "$8,"), ("two.csv", "$9,")):
        link.unlink(missing_ok=True)
        link.symlink_to(link.with_name(name))
        assert value in run("trade az ru")[1]


def test_relations_and_lists_of_templates(write: Write, dip: Any) -> None:
    rows = "Org,who,from,to\nNATO,HU,1999-03-12,\nOPEC,GB,,\n"
    keys: dict[str, Any] = dict.fromkeys(("measure", "value", "unit", "missing"))
    more = {"claim": "relation", "kind": "membership", "title": "{Org} membership"}
    whom: dict[str, Any] = {
        "from": "iso2:{who}",
        "to": "nato",
        "period": "{from}/{to}",
        "topic": "trade",
    }
    run = dip(rows, **{**keys, **more, **whom, "key": "{Org}-{who}", "where": {"Org": ["NATO"]}})
    status, out, _ = run("show t-nato-hu --json")
    fact = json.loads(out)["facts"][0]
    assert (status, fact["period"]["text"]) == (0, "1999-03-12/")
    whom = {"from": None, "to": None, "parties": ["iso2:{who}", "united-states"]}
    run = dip(rows, **{**keys, **more, **whom, "period": "{from}", "key": "{Org}-{who}"})
    status, out, _ = run("show t-opec-gb --json")
    fact = json.loads(out)["facts"][0]
    assert fact["parties"] == ["united-kingdom", "united-states"]
    assert fact["period"] is None


@pytest.mark.parametrize(
    ("keys", "code", "hint"),
    [
        ({"unit": "billion USD"}, "error[money-without", 'unit = "USD" and scale = 1_000_000_000'),
        ({"unit": "billion USD", "scale": 10}, "error[mo", '"USD" and scale = 10_000_000_000'),
        ({"unit": "US dollars"}, "error[money-without-currency]", 'write unit = "USD"'),
        ({"unit": "thousand t"}, "warning[scaled-unit]", 'write unit = "t" and scale = 1_000'),
        ({"unit": "QQQ"}, "warning[unknown-currency]", "correct the code, or allow"),
    ],
)
def test_a_unit_that_is_wrong_in_all_rows_is_one_problem_at_the_table(
    dip: Any, keys: dict[str, Any], code: str, hint: str
) -> None:
    run = dip(**keys)
    _, out, _ = run("check")
    line = of(**keys).split("\n").index(f'unit = "{keys["unit"]}"') + 1
    told = out.splitlines()
    assert (len(told), f"facts.toml:{line}:8: {code}" in told[0], hint in told[0]) == (
        1,
        True,
        True,
    )
    assert ("has 1 error (a.csv:2: " in run("trade az ru")[2]) == code.startswith("error")


def test_a_table_allows_a_warning_for_all_its_rows_or_for_none(dip: Any) -> None:
    rows = ROWS.replace("2020,5.5", "1950,5")
    assert "outside-lifetime" in dip(rows)("check")[1]
    why = ["outside-lifetime: the list has it for other years, too"]
    assert dip(rows, allow=why)("check")[1] == ""
    assert dip(allow=why)("check")[1].count("unused-allow") == 1


def test_standard_input_names_files_of_the_current_folder(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(ROWS, "a.csv").parent)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(of().encode())))
    assert app.run(["trade", "az", "ru", "-f", "-"]) == 0
    assert "$8," in capsys.readouterr().out


def test_two_tables_may_read_one_file(write: Write, dip: Any) -> None:
    run = dip()
    write(of() + table("table", **{**TRADE, "id": "u", "from": "iso2:{b}", "to": "iso2:{a}"}))
    _, _, err = run("check")
    assert "no problems in 2 files, 4 claims" in err
    assert run("show u-az-ru-2021")[0] == 0


def test_an_answer_is_never_written_over_the_csv(write: Write, dip: Any) -> None:
    run, path = dip(), write(ROWS, "a.csv")
    status, _, err = run(f"trade az ru -o {path}")
    assert (status, path.read_text()) == (2, ROWS), err
    assert "a.csv" in err


def test_a_pointer_an_empty_file_and_a_folder_are_told_as_what_they_are(
    write: Write, dip: Any
) -> None:
    run = dip(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n")
    told = "names the data but does not hold it; run git lfs pull where you cloned it\n"
    assert "a.csv cannot be read: it is a Git LFS pointer, which " in (found := run("check")[1])
    assert found.endswith(told)
    path = write(b"\xfd7zXZ\0\0\4 a,b", "a.csv")
    told = f"xz -dc {path} > {path.with_name('unpacked-a.csv')}\n"
    assert run("check")[1].endswith(f"it is packed as .xz; unpack it first: {told}")
    assert "a.csv cannot be read: it is packed as .xz" in run("trade az ru")[2]
    write("", "a.csv")
    assert "a.csv cannot be read: it is empty" in run("check")[1]
    path.unlink()
    Path(path).mkdir()
    assert "a.csv cannot be read: it is no file" in run("check")[1]
    path.rmdir()
    os.mkfifo(path)
    assert "a.csv cannot be read: it is no file" in run("check")[1]
    assert "a.csv cannot be read: it is no file" in run("trade az ru")[2]
    path.unlink()
    path.symlink_to("/dev/zero")
    assert "a.csv cannot be read: it is no file" in run("trade az ru")[2]


def test_hidden_characters_of_a_cell_are_told_by_look_ups_and_checks(dip: Any) -> None:
    run = dip(ROWS.replace("yes", "a\u202eb"), note="{use}")
    assert "unseen-character" in run("check")[1]
    assert "error" in run("trade az ru")[2]


def test_a_claim_of_a_row_has_the_address_of_its_line(dip: Any, tmp_path: Path) -> None:
    dip()
    with open_base(str(tmp_path)) as opened:
        fact = opened.claim("t-az-na-2020")
        assert place_of(opened, fact) == f"{(tmp_path / 'a.csv').as_uri()}#2"


def test_a_table_is_found_whose_file_was_written_while_it_was_read(
    dip: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dip()
    monkeypatch.setattr(reading, "stamp_of", lambda _: (None, 0))
    with open_base(str(tmp_path)) as opened:
        assert [(id, file) for id, (file, _) in csv_tables(opened).items()] == [("t", "a.csv")]


@pytest.mark.parametrize("keys", [{}, {"skip_lines": 450}])
def test_blank_lines_above_a_head_do_not_make_a_file_empty(dip: Any, keys: Any) -> None:
    run = dip("\n" * 450 + ROWS, **keys)
    assert run("check")[:2] == (0, "")
    assert run("show t-az-na-2020")[0] == 0
    assert "a.csv cannot be read: it is empty" in dip(" \n" * 450)("check")[1]
