"""Shares of the largest partners: a party's own first, both sides of a pair, who is not named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, relation, source, topic

Page = Callable[..., str]

SHARE = {"nature": "ratio", "partners": 2}
HEAD = base(
    source("s", publisher="Almanac", published=date(2024, 6, 1)),
    *(party(id, name=f"{id.upper()}land") for id in "abcdefghij"),
    topic(),
    topic("size"),
    measure("turnover", label="Trade turnover"),
    measure("exports-total", label="Total exports", partners=0),
    measure("share-of-exports", label="Share of exports", of="exports-total", **SHARE),
    measure("share-of-imports", label="Share of imports", **SHARE),
    measure("people", topic="size", label="Population", nature="stock", partners=0),
    measure("gdp", topic="size", label="GDP", partners=0),
)


def share(whose: str, partner: str, value: int, flow: str = "exports", **keys: Any) -> str:
    """A share of a partner in the exports or the imports of a party."""
    ends = {"from_": whose, "to": partner}
    if flow == "imports":
        ends = {"from_": partner, "to": whose}
    usual = {"measure": f"share-of-{flow}", "value": value, "unit": "percent", "period": "2023"}
    return figure(f"{flow}-{whose}-{partner}", **(ends | usual | keys))


OWN = (
    share("a", "b", 30),
    share("a", "c", 20),
    share("a", "b", 12, "imports"),
    share("a", "d", 11, "imports"),
)
OTHERS = [share(id, "a", 40 + nth) for nth, id in enumerate("bdefghi")]
TOTALS = [
    figure(f"total-{year}", parties=["a"], measure="exports-total", value=value, period=year)
    for year, value in (("2022", 70), ("2023", 80), ("2024", 90))
]


@pytest.fixture
def run(dip: Run) -> Page:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str, status: int = 0) -> str:
        path = shared(HEAD + "".join(tables))
        return dip(*words.split(), "-f", str(path)).page(status)

    return page


def test_a_part_of_what_has_no_partners_is_named(run: Page) -> None:
    gdp = {"measure": "gdp", "topic": "size", "period": "2023"}
    claims = [figure(id, parties=[id], value=n, **gdp) for n, id in enumerate("bc", 5)]
    out = run("size", *claims, figure("a", parties=["a"], value=9, scope="market sector", **gdp))
    assert "; larger already in part: Aland (market sector), $9" in out.replace("USD ", "$")
    assert "as only parts are claimed: Aland (market sector) (" in out


def test_a_party_s_own_shares_come_before_those_that_others_have_with_it(run: Page) -> None:
    out = run("trade a", *OTHERS, *OWN, *TOTALS)
    assert out.startswith(
        "Trade of Aland: 14 claims about 8 partners and the total. "
        "Largest share of exports in 2023: from Aland to Bland, 30%. "
        "Largest share of imports in 2023: from Bland to Aland, 12%.\n\n"
        "Share of exports, from Aland\n"
        "#  Partner   Period  Value  Who says so  Source\n"
        "1  to Bland  2023    30%    Almanac      [1]\n"
        "2  to Cland  2023    20%    Almanac      [1]\n\n"
        "Share of exports, to Aland: 5 of 7, all with --limit 0\n"
        "Partner     Period  Value  Who says so  Source\n"
        "from Iland  2023    46%    Almanac      [1]\n"
        "from Hland  2023    45%    Almanac      [1]\n"
    )
    places = (
        "\nShare of imports\n"
        "#  Partner     Period  Value  Who says so  Source\n"
        "1  from Bland  2023    12%    Almanac      [1]\n"
        "2  from Dland  2023    11%    Almanac      [1]\n\n"
        "Aland\n"
        "What           Period  Value  Who says so  Source\n"
        "Total exports  2024    $90    Almanac      [1]\n"
        "Total exports  2023    $80    Almanac      [1]\n"
        "Total exports  2022    $70    Almanac      [1]\n"
    )
    assert places in out
    assert "Not ranked" not in out
    everything = run("trade a --limit 0", *OTHERS, *OWN)
    assert "\nShare of exports, to Aland\n" in everything
    assert everything.count("\nfrom ") == 7


def test_equal_shares_have_the_same_place(run: Page) -> None:
    out = run("trade a", share("a", "b", 30), share("a", "c", 30), share("a", "d", 5))
    assert out.startswith(
        "Trade of Aland: 3 claims about 3 partners. "
        "Largest share of exports in 2023: from Aland to Bland and from Aland to Cland, 30% each."
    )
    assert [line[:10] for line in out.splitlines()[4:7]] == [
        "1  to Blan",
        "1  to Clan",
        "3  to Dlan",
    ]


def test_the_ranking_of_the_json_holds_both_with_places_for_its_own(run: Page) -> None:
    found = json.loads(run("trade a --json", *OTHERS, *OWN))
    lines = [(line["place"], line["party"]) for line in found["ranking"]["partners"]]
    assert lines == [(1, "b"), (2, "c"), *((None, id) for id in "ihgfedb")]
    (imports,) = found["more_rankings"]
    assert [line["party"] for line in imports["partners"]] == ["b", "d"]
    assert found["answer"]["facts"] == ["exports-a-b", "exports-a-c", "imports-a-b"]


def test_another_year_of_others_is_no_reason_to_be_left_out(run: Page) -> None:
    out = run("trade a", *OWN, share("e", "a", 9, period="2019"))
    assert "\nfrom Eland  2019    9%     Almanac      [1]\n" in out
    assert "Not ranked" not in out


def test_hand_kept_figures_come_before_shares(run: Page) -> None:
    kept = figure("kept", value=5, period="2020")
    out = run("trade a", *OWN, kept)
    tables = ("\nTrade turnover\n", "\nShare of exports\n", "\nShare of imports\n")
    assert sorted(tables, key=out.index) == [*tables]
    out = run("trade a b", *OWN, kept)
    assert out.startswith(
        "Trade turnover between Aland and Bland in 2020: $5, according to Almanac (1 Jun 2024).\n"
    )


def test_both_sides_shares_of_a_pair_are_told_in_one_sentence(run: Page) -> None:
    back = (share("b", "a", 7), share("b", "a", 8, "imports"))
    assert run("trade b a", *OWN, *back).startswith(
        "Share of exports from Aland to Bland in 2023: 30%; "
        "share of imports from Bland to Aland in 2023: 12%; "
        "share of exports from Bland to Aland in 2023: 7%; "
        "share of imports from Aland to Bland in 2023: 8%; "
        "all according to Almanac (1 Jun 2024).\n"
    )
    another = source("t", publisher="Yearbook", published=date(2024, 7, 1))
    out = run("trade a b", *OWN, another, share("b", "a", 7, source="t"))
    assert out.startswith(
        "Share of exports from Aland to Bland in 2023: 30%, according to Almanac (1 Jun 2024). "
    )


NOT_OF_A = (
    "Eland is not among the two largest partners of Aland that Almanac names: share of exports "
    "in 2023 (the smallest has 20%) and share of imports in 2023 (the smallest has 11%)."
)


def test_a_command_that_is_offered_keeps_the_language(run: Page) -> None:
    page = run("trade a b --lang de", *TOTALS, status=1)
    line = (
        "Total exports of Aland by itself: dipfacts trade a --lang de --measure exports-total -f "
    )
    assert f"\n{line}" in page


def test_who_is_not_among_the_largest_is_told_so(run: Page) -> None:
    assert run("trade e a", *OWN, share("e", "f", 3), status=1) == (
        f"Nothing on trade between Aland and Eland is recorded. {NOT_OF_A} Aland is not among the "
        "largest partners of Eland that Almanac names: share of exports in 2023 (the smallest has "
        "3%).\n"
    )
    oil = run("trade e a", share("a", "b", 30, scope="oil"), status=1)  # which is all it says
    assert "names: share of exports (oil) in 2023 (the smallest has 30%).\n" in oil
    one_way = run("trade a e", *OWN, share("e", "a", 9))
    assert one_way.startswith("Share of exports from Eland to Aland in 2023: 9%, according to")
    assert f"\n{NOT_OF_A}\n" in one_way
    assert "Aland is not among" not in one_way
    union = party("union", kind="bloc", name="Union")
    assert "not among" not in run("trade a union", *OWN, union, status=1)
    theirs = share("union", "b", 8)
    assert "Eland is not among the largest partners" in run(
        "trade union e", union, theirs, status=1
    )
    for keys, is_told in (
        ({}, False),
        ({"period": "2004-05-01/.."}, False),
        ({"period": "2004-05-01/..", "status": "suspended"}, False),
        ({"period": "2023-07-01/.."}, False),
        ({"period": "2022-06-01", "status": "signed"}, True),
        ({"period": "2024-01-01/.."}, True),
        ({"period": "1995/2020-01-31"}, True),
        ({"period": "2020-01-31", "status": "withdrawn"}, True),
    ):
        member = relation("m", kind="membership", from_="e", to="union", **keys)
        page = run("trade union e", union, theirs, member, status=1)
        assert ("not among" in page) == is_told, keys
    both = run("trade a b", *OWN)
    assert "not among" not in both


def test_of_a_total_of_none_no_partner_has_more(run: Page) -> None:
    stock = measure("border", label="Border", topic="borders", nature="stock")

    def total(value: int, period: str = "2024-05-01", id: str = "total") -> str:
        usual = {"measure": "border", "unit": "km", "parties": ["a"]}
        return figure(id, value=value, period=period, **usual)

    def asked(*tables: str) -> str:
        return run("borders a b", topic("borders"), stock, *tables, status=1)

    assert asked(total(0)) == (
        "Nothing on borders between Aland and Bland is recorded. There are no claims about Bland "
        "in this fact base. Border of Aland in total as of 1 May 2024: none (0 km), according to "
        "Almanac (1 Jun 2024).\n"
    )
    for others in ([total(7)], [total(0, "1990-05-01"), total(7, id="new")]):
        assert "none" not in asked(*others)


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("--in 2022", ""),  # of which nothing is known
        ("--measure turnover", ""),
        ("--known-by 2024-05", ""),
        ("--measure share-of-imports", "names: share of imports in 2023 (the smallest has 11%)."),
    ],
)
def test_only_what_was_asked_for_tells_who_is_not_named(run: Page, words: str, more: str) -> None:
    out = run(f"trade a e {words}", *OWN, status=1)
    assert ("not among" in out) == bool(more)
    assert more in out


def test_shares_of_any_partners_say_nothing_of_others(run: Page) -> None:
    any_partner = measure(
        "share-of-oil", label="Share of oil exports", nature="ratio", of="turnover"
    )
    oil = share("a", "b", 30, measure="share-of-oil")
    assert run("trade a e", any_partner, oil, status=1) == (
        "Nothing on trade between Aland and Eland is recorded. "
        "There are no claims about Eland in this fact base.\n"
    )


def test_what_has_no_partners_is_no_total_of_them(run: Page) -> None:
    claims = (
        figure("people-a", parties=["a"], measure="people", value=55, unit="persons"),
        figure("gdp-a", parties=["a"], measure="gdp", value=7, period="2020"),
    )
    assert run("size a", *claims).startswith(
        "Size of Aland: 2 claims. Population of Aland as of 2021: 55 persons, according to "
        "Almanac (1 Jun 2024).\n\n"
        "Aland\n"
        "What        Period  Value       Who says so  Source\n"
        "Population  2021    55 persons  Almanac      [1]\n"
        "GDP         2020    $7          Almanac      [1]\n"
    )
    others = [claim.replace('"a"', '"b"').replace("-a", "-b") for claim in claims]
    assert "\n#  Party  Period  Value       Who says so  Source\n" in run("size", *claims, *others)
    assert run("show gdp-a", *claims).startswith("GDP of Aland in 2020: $7")
    brief = run("brief a", *claims, *OWN, *OTHERS, *TOTALS)
    told = [line.split("  ")[0] for line in brief.splitlines()]
    start = told.index("Total exports in 2024")
    assert told[start : start + 7] == [
        "Total exports in 2024",
        "Share of exports to Bland in 2023",
        "Share of exports to Cland in 2023",
        "Share of imports from Bland in 2023",
        "Share of imports from Dland in 2023",
        "Population as of 2021",
        "",
    ]


def test_parties_by_themselves_stand_side_by_side(run: Page) -> None:
    claims = [
        figure(f"{measure}-{id}", parties=[id], measure=measure, value=value, unit=unit)
        for measure, unit in (("people", "persons"), ("gdp", "USD"))
        for id, value in (("a", 55), ("b", 66), ("c", 77))
    ]
    out = run("size b a", *claims)
    assert out.startswith(
        "Population in 2021: Aland 55 persons and Bland 66 persons.\n\n"
        "Population\n"
        "Year  Aland       Bland       Source\n"
        "2021  55 persons  66 persons  [1]\n\n"
        "GDP\n"
        "Year  Aland  Bland  Source\n"
        "2021  $55    $66    [1]\n"
    )
    found = json.loads(run("size c a b --measure gdp --json", *claims))
    (table,) = found["side_by_side"]
    assert (table["party"], [column["partner"] for column in table["columns"]]) == ("", [*"cab"])
    assert run("size a e", status=1) == ("No figure on size of Aland or Eland is recorded.\n")


def test_partners_side_by_side_have_the_shares_of_the_party_named_first(run: Page) -> None:
    back = (share("b", "a", 7), share("c", "a", 8))
    out = run("trade a b c", *OWN, *back)
    assert out.startswith(
        "Share of exports from Aland in 2023: to Bland 30% and to Cland 20%.\n\n"
        "Share of exports from Aland\n"
        "Year  to Bland  to Cland  Source\n"
        "2023  30%       20%       [1]\n\n"
        "Share of imports to Aland\n"
        "Year  from Bland  Cland  Source\n"
        "2023  12%         –      [1]\n"
    )


def test_where_there_is_nothing_else_the_other_side_s_shares_answer(run: Page) -> None:
    claims = [share("b", "a", 40), share("b", "a", 4, "imports", period="2021"), share("c", "d", 7)]
    lines = run("trade a b c", *claims).splitlines()
    assert lines[0] == (
        "Share of exports from Bland to Aland in 2023: 40%; share of imports from Aland to Bland in"
        " 2021: 4%; all according to Almanac (1 Jun 2024). No figure on trade of Aland with Cland"
        " is recorded."
    )
    assert "more claim" not in "".join(lines)
    for dates, ids in (("", 2), ("--in 2021", 1), ("--in 2023", 1)):
        found = json.loads(run(f"trade a b c {dates} --json", *claims))
        assert (found["status"], len(found["facts"])) == ("answered", ids)
        assert len(run(f"trade a b c {dates} --format jsonl", *claims).splitlines()) == ids
    # What the party named first trades with another comes before it.
    page = run("trade a b c", *claims, share("a", "c", 20))
    assert page.startswith("Share of exports from Aland in 2023: to Cland 20%; no figure for all")
    assert "2 more claims: dipfacts trade a b" in page


def test_a_party_that_had_ended_or_not_begun_is_not_spoken_of(run: Page) -> None:
    states = [
        party("old", name="Oldland", period="1950-01-01/1991-12-31"),
        party("new", name="Newland", period="2030-01-01/.."),
        party("now", name="Nowland", period="1991-12-31/.."),
    ]
    for name, is_there in (("old", False), ("new", False), ("now", True)):
        page = run(f"trade a {name}", *OWN, *states, status=1)
        assert ("is not among the two largest partners of Aland" in page) is is_there


@pytest.mark.parametrize(("state", "is_told"), [("FR", True), ("DK", False)])
def test_a_territory_has_no_place_among_the_partners_of_its_state(
    run: Page, state: str, is_told: bool
) -> None:
    """A sale to a territory may be no export."""
    both = party("home", iso=state), party("isles", iso="FO")
    shares = (share("home", "a", 30), share("home", "b", 20), share("isles", "c", 40))
    found = run("trade isles home", *both, *shares, status=1)
    assert found.startswith("Nothing on trade between Home and the Isles is recorded.")
    assert ("is not among the" in found) == is_told


PREFERRED = {"rank": "preferred", "rank_reason": "the final count"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trade c", "Dland, $15 (preferred, sources differ)."),
        ("a c", "Trade turnover in 2021: $10 (preferred, sources differ)"),
        ("trade a", "Bland, $11; Cland ($10 to $12) may be larger."),
        ("trade a c b", "with Cland $10 (preferred, sources differ) and with Bland $11."),
        ("trade d", "Cland, $15 (preferred, sources differ); Eland ($13) may be larger."),
    ],
)
def test_a_preferred_number_hides_no_other(run: Page, words: str, expected: str) -> None:
    year = {"measure": "turnover", "period": "2021"}
    out = run(
        words,
        source("t", publisher="Gazette", published=date(2024, 6, 1)),
        figure("best", parties=["a", "c"], value=10, **year, **PREFERRED),
        figure("other", source="t", parties=["a", "c"], value=12, **year),
        figure("b", parties=["a", "b"], value=11, **year),
        figure("high", parties=["c", "d"], value=15, **year, **PREFERRED),
        figure("low", source="t", parties=["c", "d"], value=12, **year),
        figure("e", parties=["d", "e"], value=13, **year),
    )
    assert expected in out.replace("USD ", "$")
