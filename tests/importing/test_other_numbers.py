"""`dipfacts import --map`: heads of averages, ranks and indices, or of the year before."""

from __future__ import annotations

import shlex

import pytest

from support.importing import Import

GIVEN = ("publisher=X", "topic=trade", "from=ukraine", "to={c}", "period=2021")


def report(
    imported: Import, head: str, measure: str = "exports", unit: str = "USD", line: str = ""
) -> str:
    words = [*GIVEN, f"measure={measure}", f"unit={unit}", f"value={{{head}}}"]
    words += ["skip_lines=1", "delimiter=,"] if line else []
    text = (f'"{line}"\n' if line else "") + f'c,"{head}"\nItaly,12\n'
    return imported("t.csv", text, *words)[0]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("Exports, monthly average", "says monthly average, no sum of the year: say so, as with "),
        ("Average monthly exports", "says average monthly, no sum of the year: say so, as with "),
        ("Exports per month", "says per month, no sum of the year: say so, as with "),
        ("Exports (daily average)", "says daily average, no sum of the year: say so, as with "),
        ("Exports, 5-year average", "says 5-year average, no sum of the year: say so, as with "),
        ("Exports a year earlier", "is of the year before: --map period=2020"),
        ("Exports (previous year)", "is of the year before: --map period=2020"),
        ("Exports, rank", "says rank, not USD: --map unit=rank --map measure=exports-rank "),
        ("Rank of exports", "says rank, not USD: --map unit=rank --map measure=exports-rank "),
        ("Exports index 2015=100", "says index, not USD: --map unit=index --map measure="),
    ],
)
def test_a_head_of_other_numbers_than_sums_is_told(imported: Import, head: str, says: str) -> None:
    assert f'note: the header "{head}" {says}' in report(imported, head)


@pytest.mark.parametrize("head", ["Rank A goods", "Rank and file arms", "Index cards"])
def test_a_word_of_goods_is_not_told(imported: Import, head: str) -> None:
    assert "says " not in report(imported, head)


def test_a_line_of_averages_is_told(imported: Import) -> None:
    line = "Exports, monthly averages (USD)"
    out = report(imported, "v", line=line)
    assert f'note: the line above the headers "{line}" says monthly averages, no sum' in out


@pytest.mark.parametrize(
    ("head", "measure", "unit"),
    [
        ("Oil (barrels per day)", "oil-production", "barrels per day"),
        ("Employment, monthly average", "employment", "persons"),
        ("Exports, monthly average", "exports-monthly-average", "USD"),
        ("Change on previous year", "exports-growth", "percent"),
        ("Export index", "export-index", "index"),
    ],
)
def test_what_is_given_so_is_not_told(imported: Import, head: str, measure: str, unit: str) -> None:
    out = report(imported, head, measure, unit)
    assert "says " not in out
    assert "year before" not in out


@pytest.mark.parametrize("head", ["Exports rank", "Exports index 2015=100"])
def test_the_options_that_are_told_can_be_typed(imported: Import, head: str) -> None:
    options = shlex.split(report(imported, head).split("not USD: ")[1].splitlines()[0])
    given = [it for word in GIVEN for it in ("--map", word)]
    out, claims = imported(
        "t.csv", f"c,{head}\nItaly,12\n", *given, *options, f"--map=value={{{head}}}"
    )
    assert len(claims) == 1
    assert "says " not in out


@pytest.mark.parametrize("heads", ["1905,2710,8703", "2007,2008,2009"])
def test_four_digits_of_parts_are_codes(imported: Import, heads: str) -> None:
    words = ("measure=exports", "unit=USD", f"columns={heads}", "scope={column}", "value={cell}")
    out, _ = imported("t.csv", f"c,{heads}\nItaly,7,8,9\n", *GIVEN, *words)
    assert "says " not in out
