"""`dipfacts import` of a wide table: a column of flags is of the numbers beside which it stands."""

from __future__ import annotations

import pytest

from support.importing import Import

WIDE = (
    *("claim=figure", "measure=exports", "unit=EUR", "publisher=X", "from=poland"),
    *("to={p}", "period={column}", "value={cell}"),
)
TEXT = "p,2019,{},2020,{}\nGermany,1,,2,provisional\nFrance,5,estimate,6,\n"
SAY = "say how final each number is, as with"


@pytest.mark.parametrize("columns", ["2019,2020", "2019..2020"])
@pytest.mark.parametrize("heads", [("2019 flag", "2020 flag"), ("a", "b")])
def test_flags_beside_each_year_are_of_that_year(
    imported: Import, columns: str, heads: tuple[str, str]
) -> None:
    text, (first, last) = TEXT.format(*heads), heads
    given = [*WIDE, f"columns={columns}"]
    report = imported("t.csv", text, *given)
    options = [
        f"--map columns={year} --map {typed(head)} --id of-{year}"
        for year, head in (("2019", first), ("2020", last))
    ]
    assert report.notes == [
        f"no key names {first} (estimate): of 2019 alone, {SAY} {options[0]}",
        f"no key names {last} (provisional): of 2020 alone, {SAY} {options[1]}",
    ]
    report = imported("t.csv", text, *given, f"status={{{first}}}")
    assert report.notes[0] == (
        f"{first} is of 2019, and status takes it for every column: take that alone, as with "
        + options[0]
    )
    of_2019 = ["columns=2019", f"status={{{first}}}", "--id", "of-2019"]
    report = imported("t.csv", text, *WIDE, *of_2019)
    assert [it.get("status") for it in report.claims if "of-2019" in it["id"]] == [None, "estimate"]


def typed(head: str) -> str:
    return f"'status={{{head}}}'"


def test_a_column_of_signs_beside_each_year(imported: Import) -> None:
    text = TEXT.format("a", "b").replace("estimate", "<").replace("provisional", "")
    report = imported("t.csv", text, *WIDE, "columns=2019..2020")
    assert report.notes == [
        "no key names a (<): of 2019 alone, write less-than in it for <, and add "
        "--map columns=2019 --map 'qualifier={a}' --id of-2019"
    ]


@pytest.mark.parametrize("head", ["Flag", "L'état", "a {b} c"])
def test_of_columns_with_one_head_none_can_be_named(imported: Import, head: str) -> None:
    given = [*WIDE, "columns=2019,2020"]
    none = (
        f'2 columns are called "{head}", so that no key can name one: '
        "if they say more of the numbers, give each a header of its own"
    )
    report = imported("t.csv", TEXT.format(head, head), *given)
    assert report.notes == [none]


def test_a_scale_in_columns_with_one_head_is_told(imported: Import) -> None:
    text = "p,2019,Multiplier,2020,Multiplier\nGermany,1,1000,2,1000\nFrance,5,1000,6,1000\n"
    _, *notes = imported("t.csv", text, *WIDE, "columns=2019,2020").notes
    assert notes == ["no key names Multiplier (1000): if it is right, add --map scale=1000"]


def test_a_column_behind_all_years_may_be_of_all(imported: Import) -> None:
    text = "p,2019,2020,flag\nGermany,1,2,\nFrance,5,6,estimate\n"
    report = imported("t.csv", text, *WIDE, "columns=2019,2020")
    assert report.notes == [f"no key names flag (estimate): {SAY} --map 'status={{flag}}'"]
