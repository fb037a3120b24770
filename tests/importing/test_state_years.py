"""`dipfacts import` of memberships by state and year: years without rows, codes that change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.importing import Import, page

FIRST = "in force in {}, the first year that is known; "
LAST = "in force in {}, the last year that is known"
Spell = tuple[str, str | None, str | None, str | None]


@pytest.fixture
def spells(imported: Import) -> Callable[..., list[Spell]]:
    """Return a function that imports rows of state and year, and gives what is said of the UN."""

    def told(*rows: tuple[int, int, int]) -> list[Spell]:
        lines = "".join(f"{code},{year},X,0,{un}\n" for code, year, un in rows)
        _, claims = imported("igo.csv", f"ccode,year,state,NATO,UN\n{lines}")
        each = ((it["from"], it.get("period"), it.get("status"), it.get("note")) for it in claims)
        return sorted(each, key=str)

    return told


def test_years_that_the_file_leaves_out_end_no_membership(
    spells: Callable[..., list[Spell]],
) -> None:
    every_fifth = [(code, year, 1) for code in (2, 20) for year in (2000, 2005)]
    note = f"{FIRST.format(2000)}not known in 2001 to 2004; {LAST.format(2005)}"
    some_time = "[..2005]"
    assert spells(*every_fifth) == [(f"cow:{code}", some_time, None, note) for code in (2, 20)]


def test_a_state_without_rows_that_others_have_is_a_member_again(
    spells: Callable[..., list[Spell]],
) -> None:
    others = [(2, year, 1) for year in range(2000, 2004)]
    found = spells(*others, (20, 2000, 1), (20, 2003, 1))
    assert found == [
        ("cow:2", "[..2003]", None, FIRST.format(2000) + LAST.format(2003)),
        ("cow:20", "/2001~", "ended", f"{FIRST.format(2000)}in force in 2000, again in 2003"),
        ("cow:20", "2003/", None, LAST.format(2003)),
    ]


@pytest.mark.parametrize("also", [[], [(260, 1991, 1)]], ids=["each in its years", "both in one"])
def test_a_change_of_codes_of_one_country_ends_no_membership(
    spells: Callable[..., list[Spell]], also: list[tuple[int, int, int]]
) -> None:
    rows = [(260, 1988, 0), (260, 1989, 1), (260, 1990, 1), (255, 1991, 1), (255, 1992, 1)]
    assert spells(*rows, *also) == [("germany", "1989/", None, LAST.format(1992))]


@pytest.mark.parametrize(
    ("years", "period", "note"),
    [
        ("1945:0 1950:1", "195X~/", "not in 1945, in force in 1950"),
        ("1950:-1 1955:1", "195X/", "not in 1950, in force in 1955"),
        ("1955:0 1956:-9 1957:1", "1957~/", "not in 1955, in force in 1957"),
        ("1955:0 1956:-9 1957:-9 1958:1", "1957~/", "not in 1955, in force in 1958"),
        ("1955:0 1956:1", "1956/", ""),
        ("1940:0 1955:1", "[1941..1955]", "not in 1940, in force in 1955"),
        ("1940:-9 1955:1", "[..1955]", "in force in 1955, the first year that is known"),
        ("1955:1", "[..1955]", "in force in 1955, the first year that is known"),
    ],
)
def test_a_beginning_after_years_that_the_file_leaves_out_is_some_time_in_them(
    spells: Callable[..., list[Spell]], years: str, period: str, note: str
) -> None:
    rows = [(385, *map(int, it.split(":"))) for it in years.split()]
    seen = rows[-1][1]
    ends = [(385, seen + 1, 1), (385, seen + 2, 0)]  # it is known when it ended
    found = spells(*rows, *ends)
    begin = "/" if period.startswith("[") else period  # a set, where the end is not known, too
    assert found == [("cow:385", f"{begin}{seen + 1}", None, note or None)]
    found = spells(*rows)
    notes = f"{note}; {LAST.format(seen)}" if note else LAST.format(seen)
    assert found == [("cow:385", period, None, notes)]


def test_a_state_without_rows_before_that_others_have_was_none(
    spells: Callable[..., list[Spell]],
) -> None:
    others = [(2, year, 0) for year in (1955, 1956, 1957)]
    found = spells(*others, (452, 1957, 1))
    assert found == [("cow:452", "1957/", None, LAST.format(1957))]
    found = spells(*others, (452, 1960, 1))
    note = f"not in 1957, in force in 1960; {LAST.format(1960)}"
    assert found == [("cow:452", "1959~/", None, note)]


@pytest.mark.parametrize(
    ("years", "period", "note"),
    [
        ("1950:1 1955:0", "195X", "in force in 1950, not in 1955"),
        ("1950:1 1951:-9 1952:0", "1950~", "in force in 1950, not in 1952"),
        ("1950:1 1951:-9 1952:-9 1953:0", "1951~", "in force in 1950, not in 1953"),
        ("1958:1 1962:-9 1963:0", "195X~", "in force in 1958, not in 1963"),
        ("1950:1 1965:0", "", "in force in 1950, not in 1965"),
    ],
)
def test_an_end_before_years_that_the_file_leaves_out_is_some_time_in_them(
    spells: Callable[..., list[Spell]], years: str, period: str, note: str
) -> None:
    rows = [(385, *map(int, it.split(":"))) for it in years.split()]
    begin = rows[0][1]
    found = spells((385, begin - 1, 0), *rows)
    assert found == [("cow:385", f"{begin}/{period}", "ended", note)]


def test_a_membership_of_one_year_is_over(spells: Callable[..., list[Spell]]) -> None:
    found = spells((385, 1969, 0), (385, 1970, 1), (385, 1971, 0))
    assert found == [("cow:385", "1970/1970", None, None)]


def test_what_a_file_says_ended_and_began_again_is_two_for_check_too(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    years = "1955:0 1960:1 1965:1 1966:0 1967:1", "1925:0 1930:1 1935:0 1940:1"
    for each in years:
        rows = [(385, *it.split(":")) for it in each.split()]
        lines = "".join(f"{code},{year},X,0,{un}\n" for code, year, un in rows)
        out, claims = imported("igo.csv", f"ccode,year,state,NATO,UN\n{lines}")
        assert "doubtful" not in out
        assert len(claims) == 2
        text = page(capsys, "membership", "norway")
        assert text.startswith("Membership of Norway: 2 relations, ")
        assert "Perhaps the same" not in text


def test_before_a_state_began_nothing_is_said_of_a_year(
    spells: Callable[..., list[Spell]],
) -> None:
    rows = [(365, 1985, 1), (365, 1986, 0)]
    note = "in force in 1985, after the state began in 1922"
    assert spells(*rows) == [("soviet-union", "/1985", None, note)]
    note = "in force in 1925, after the state began in 1922"
    assert spells((365, 1925, 1), (365, 1926, 0)) == [("soviet-union", "192X/1925", None, note)]


def test_a_beginning_that_is_not_known_exactly_contradicts_no_date(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    head, rows = "ccode,year,state,NATO,UN\n", "385,1945,X,-1,0\n385,1950,X,1,1\n"
    imported("igo.csv", head + rows)
    Path("base/own.toml").write_text(
        """format = 1
[[source]]
id = "treaties"
publisher = "United Nations"
title = "Treaties"
published = 2001-01-01
[[relation]]
id = "norway-un"
topic = "membership"
kind = "membership"
title = "Norway in the United Nations"
from = "norway"
to = "united-nations"
period = "1945-11-27/.."
source = "treaties"
"""
    )
    out = page(capsys, "membership", "norway")
    assert "since 27 Nov 1945 Norway in the United Nations membership [1] [2] " in out
    assert "from some time in or around the 1950s, end unknown Membership: NATO " in out
    assert "differ" not in out


def test_an_acronym_that_is_the_code_of_a_territory_is_the_organisations(imported: Import) -> None:
    heads = ["NC", "CC", "AS", "HK", "CAN", "EC", "UN"]  # the Nordic Council, New Caledonia
    text = f"ccode,year,state,{','.join(heads)}\n390,1960,X,{','.join('1' * len(heads))}\n"
    _, found = imported("igo.csv", text)
    assert [it["to"] for it in found][:-2] == [f"igo-{it.lower()}" for it in heads[:-2]]
    assert [it["to"] for it in found][-2:] == ["european-communities", "united-nations"]
