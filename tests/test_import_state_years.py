"""`dipfacts import` of memberships by state and year: years without rows, codes that change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.one_import import Import

LAST = "in force in {}, the last year that is known"
Spell = tuple[str, str, str | None, str | None]


@pytest.fixture
def spells(imported: Import) -> Callable[..., list[Spell]]:
    """Return a function that imports rows of state and year, and gives what is said of the UN."""

    def told(*rows: tuple[int, int, int]) -> list[Spell]:
        lines = "".join(f"{code},{year},X,0,{un}\n" for code, year, un in rows)
        _, claims = imported("igo.csv", f"ccode,year,state,NATO,UN\n{lines}")
        each = ((it["from"], it["period"], it.get("status"), it.get("note")) for it in claims)
        return sorted(each)

    return told


def test_years_that_the_file_leaves_out_end_no_membership(
    spells: Callable[..., list[Spell]],
) -> None:
    every_fifth = [(code, year, 1) for code in (2, 20) for year in (2000, 2005)]
    note = f"not known in 2001 to 2004; {LAST.format(2005)}"
    assert spells(*every_fifth) == [(f"cow:{code}", "2000/", None, note) for code in (2, 20)]


def test_a_state_without_rows_that_others_have_is_a_member_again(
    spells: Callable[..., list[Spell]],
) -> None:
    others = [(2, year, 1) for year in range(2000, 2004)]
    found = spells(*others, (20, 2000, 1), (20, 2003, 1))
    assert found == [
        ("cow:2", "2000/", None, LAST.format(2003)),
        ("cow:20", "2000/", "ended", "in force in 2000, again in 2003"),
        ("cow:20", "2003/", None, LAST.format(2003)),
    ]


@pytest.mark.parametrize("also", [[], [(260, 1991, 1)]], ids=["each in its years", "both in one"])
def test_a_change_of_codes_of_one_country_ends_no_membership(
    spells: Callable[..., list[Spell]], also: list[tuple[int, int, int]]
) -> None:
    rows = [(260, 1989, 1), (260, 1990, 1), (255, 1991, 1), (255, 1992, 1)]
    assert spells(*rows, *also) == [("germany", "1989/", None, LAST.format(1992))]
