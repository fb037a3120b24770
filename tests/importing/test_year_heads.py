"""`dipfacts import` of a wide table: heads of years whose numbers are not final."""

from __future__ import annotations

import re
import shlex

import pytest

from support.importing import Import

GIVEN = ("measure=exports", "unit=EUR", "publisher=X", "from={p}", "to=poland", "value={cell}")
RANGE = ("columns=2019..2020", "period={column}")
TEXT = "p,2019,{}\nGermany,1,2\nFrance,5,6\n"


def typed(line: str) -> list[str]:
    """Return the options that a line names, as they are typed."""
    parts = re.findall(r"--(?:map [a-z]+=|id )(?:'[^']*'|[^\s,']+)", line)
    return [word for part in parts for word in shlex.split(part)]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("2020 forecast", "forecast"),
        ("2020f", "forecast"),
        ("Projected 2020", "forecast"),
        ("2020 (p)", "provisional"),
        ("2020, preliminary", "provisional"),
        ("2020e", "estimate"),
        ("Est. 2020", "estimate"),
        ("2020 target", "target"),
    ],
)
def test_a_year_that_is_not_final_is_taken_with_its_status(
    imported: Import, head: str, status: str
) -> None:
    text = TEXT.format(f'"{head}"')
    out, _ = imported("t.csv", text, *GIVEN, *RANGE, status=2)
    message, hint = out.splitlines()
    assert message == f'dipfacts: --map: the file has no column "2020", but "{head}"'
    columns = shlex.quote(head)
    apart = f"--map columns={columns} with --map period=2020 and --map status={status}"
    alone = f"take it in a table of its own, {apart}, --id {status}"
    assert hint == f"  its numbers are not final: {alone}"
    if "," not in head:
        _, claims = imported("t.csv", text, *GIVEN, *typed(hint))
        assert [(it["value"], it["status"], it["period"]) for it in claims] == [
            (2, status, "2020"),
            (6, status, "2020"),
        ]


def test_a_head_that_is_no_period_is_taken_with_its_year(imported: Import) -> None:
    text = TEXT.format("2020p")
    given = *GIVEN, "columns=2019,2020p", "period={column}"
    out, _ = imported("t.csv", text, *given, status=3)
    (note,) = (line for line in out.splitlines() if "not final" in line)
    _, claims = imported("t.csv", text, *GIVEN, *typed(note))
    assert {(it["period"], it["status"]) for it in claims} == {("2020", "provisional")}


@pytest.mark.parametrize("head", ["2020*", "2020 [1]", "2020 rev."])
def test_a_year_with_a_mark_is_a_head_or_taken_alone(imported: Import, head: str) -> None:
    text = TEXT.format(head)
    out, _ = imported("t.csv", text, *GIVEN, *RANGE, status=2)
    apart = f"--map columns={shlex.quote(head)} with --map period=2020, --id of-2020"
    as_head = "write 2020 as its header if the rest says nothing of its numbers"
    hint = out.splitlines()[1]
    assert hint == f"  {as_head}, or take it in a table of its own, {apart}"
    _, claims = imported("t.csv", text, *GIVEN, *typed(hint))
    assert [(it["value"], it.get("status")) for it in claims] == [(2, None), (6, None)]


@pytest.mark.parametrize(
    ("head", "status"), [("Forecast 2020", "forecast"), ("2020p", "provisional")]
)
def test_a_head_that_says_so_is_told_when_it_is_named(
    imported: Import, head: str, status: str
) -> None:
    text = TEXT.format(head)
    given = (*GIVEN, f"columns={head}", "period=2020")
    out, _ = imported("t.csv", text, *given)
    say = f'  note: the header "{head}" says that its numbers are not final: --map status={status}'
    assert say in out.splitlines()
    out, _ = imported("t.csv", text, *given, f"status={status}")
    assert "not final" not in out


def test_one_head_of_several_that_says_so_is_to_be_taken_alone(imported: Import) -> None:
    text = "p,y,Actual,Forecast\nGermany,2019,1,\nFrance,2020,,6\n"
    given = (*GIVEN, "period={y}")
    out, _ = imported("t.csv", text, *given, "columns=Actual,Forecast")
    alone = "take them alone, as with --map columns=Forecast --map status=forecast --id forecast"
    say = f'  note: the header "Forecast" says that its numbers are not final: {alone}'
    assert say in out.splitlines()
    _, claims = imported("t.csv", text, *given, "columns=Forecast", *typed(say)[2:])
    assert [it["value"] for it in claims if it.get("status") == "forecast"] == [6]


@pytest.mark.parametrize(
    ("columns", "years"),
    [("2019..2020", "2019 to 2020"), ("2019, 2020", "2019 to 2020"), ("2020", "2020")],
)
def test_the_report_names_the_years_in_the_heads(
    imported: Import, columns: str, years: str
) -> None:
    maps = (f"columns={columns}", "period={column}")
    out, claims = imported("t.csv", TEXT.format("2020"), *GIVEN, *maps)
    assert out.startswith(f"A table of 3 columns, {len(claims)} cells: {years}\n")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("2022 (Jan-Jun)", "is of a part of the year: say which, as with --map period=2022-01/"),
        ("2022 YTD", "is of a part of the year: say which, with --map period=…"),
        ("Exports 2021", "says 2021, not 2022: --map period=2021"),
        ("Imports 2022", "is not of exports: say what is measured, as with --map measure=imports"),
        ("2022 USD", "says USD, not EUR: --map unit=USD"),
        ("To France", "names another country than poland: --map to=france"),
    ],
)
@pytest.mark.parametrize("as_value", [True, False])
def test_a_head_says_the_same_of_its_numbers_by_whichever_key_it_is_named(
    imported: Import, head: str, says: str, as_value: bool
) -> None:
    named = [f"value={{{head}}}"] if as_value else [f"columns={head}", "value={cell}"]
    given = [it for it in GIVEN if it not in ("value={cell}", "--map")]
    words = [f"--map={it}" for it in (*given, *named, "period=2022")]
    out, _ = imported("t.csv", TEXT.format(head), *words)
    assert f'note: the header "{head}" {says}' in out


def test_of_several_heads_one_that_says_more_is_to_be_taken_alone(imported: Import) -> None:
    words = ("--map", "columns=2019,Imports", "--map", "period=2019", "--map", "scope={column}")
    out, _ = imported("t.csv", TEXT.format("Imports"), *GIVEN, *words)
    alone = "take it alone, with --map columns=Imports, and say what is measured"
    assert f'note: the header "Imports" is not of exports: {alone}' in out


def test_heads_of_countries_say_nothing_of_their_numbers(imported: Import) -> None:
    given = [it for it in GIVEN if it not in ("to=poland", "--map")]
    words = (*given, "columns=MAR, TCD", "to={column}", "period=2019")
    out, _ = imported("t.csv", "p,MAR,TCD\nGermany,1,2\n", *words)
    assert "the header" not in out
