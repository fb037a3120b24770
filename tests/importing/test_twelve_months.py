"""`dipfacts import` of heads for twelve months, months in digits, and sums since a year."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("measure=exports", "unit=USD", "publisher=X", "from=japan", "to={C}", "period=2021")


def report(imported: Import, head: str, *given: str) -> str:
    out, _ = imported("t.csv", f'C,"{head}"\nPeru,12\n', *GIVEN, *given or (f"value={{{head}}}",))
    return out


@pytest.mark.parametrize(
    "head",
    [
        *("Sales, y/e Mar 2021", "YE Mar 2021", "FYE Mar 2021", "yr ended Mar 2021"),
        *("LTM Mar 2021", "yr to March 2021", "12m to Mar 2021", "12 mths to Mar 2021"),
        *("12-month total to Mar 2021", "Y.E. March 2021", "ye 31 Mar 2021", "FY Mar 2021"),
    ],
)
def test_twelve_months_till_one_are_no_month_and_no_quarter(imported: Import, head: str) -> None:
    assert "with --map period=2020-04/2021-03\n" in report(imported, head)


@pytest.mark.parametrize(
    ("head", "period"),
    [
        *(("6m to Jun 2021", "2021-01/2021-06"), ("3 mths to June 2021", "2021-04/2021-06")),
        *(("202109", "2021-09"), ("2021/09", "2021-09"), ("2021.11", "2021-11")),
        *(("11/2021", "2021-11"), ("9.2021", "2021-09"), ("2021W45", "…"), ("TTM", "…")),
        *(("rolling 12 months", "…"), ("Exports LTM", "…")),
    ],
)
def test_months_and_weeks_are_told(imported: Import, head: str, period: str) -> None:
    out = report(imported, head)
    assert "is of a part of the year: say which" in out
    assert f"--map period={period}\n" in out


@pytest.mark.parametrize("head", ["Exports since 2015", "Cumulative since 2015", "ab 2015"])
def test_a_sum_since_a_year_is_not_of_that_year(imported: Import, head: str) -> None:
    out = report(imported, head)
    assert f'"{head}" says since 2015: if it is a sum, --map period=2015/2021' in out
    assert "period=2015\n" not in out


@pytest.mark.parametrize("head", ["Data from 2015", "Exports from 2015"])
def test_what_is_from_a_year_may_be_of_that_year(imported: Import, head: str) -> None:
    option, other = "--map period=2015", "--map period=2015/2021"
    assert f"says 2015, not 2021: {option}, or of a sum since then {other}" in report(
        imported, head
    )


def test_a_code_of_goods_is_no_month_of_another_year(imported: Import) -> None:
    assert "part of the year" not in report(imported, "190110")


def test_a_line_above_says_so_too(imported: Import) -> None:
    text = "Exports of Japan since 2015\n\nC,V\nPeru,12\n"
    out, _ = imported("t.csv", text, *GIVEN, "value={V}", "skip_lines=2")
    assert "says since 2015: if it is a sum, --map period=2015/2021" in out


@pytest.mark.parametrize("head", ["2020/21", "YE Dec 2021", "Bye March", "200911"])
def test_a_year_and_a_code_are_no_month(imported: Import, head: str) -> None:
    given = ("scope={column}", f"columns={head}", "value={cell}") if head == "200911" else ()
    assert "period=2009-11" not in (out := report(imported, head, *given))
    assert "period=2020-21" not in out
    assert "period=2020-04" not in out
