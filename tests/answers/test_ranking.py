"""Rankings: totals and aggregates apart, shares, larger partners of other years, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import date
from itertools import cycle, permutations
from pathlib import Path
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.answers.claims.partner_roles import role as role_of
from dipfacts.answers.figures import figures
from dipfacts.answers.statements.question_choice import questions_in_order
from dipfacts.cli import app
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import Party
from dipfacts.model.query import Query
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic
from support.rankings import (
    CLAIMS,
    PARTNER,
    TOTAL,
    Page,
    asked,
    flow,
    ids,
    member,
    ranking,
    shares,
    trade,
    written,
)


def test_what_is_held_of_very_many_figures_is_small() -> None:
    """Of those without a place nothing is kept that was computed."""
    ends = [{"from_": a, "to": b} for a, b in permutations("abcdefg", 2)]
    years = [str(year) for year in range(1990, 2020)]
    stocks = [
        figure(f"{end['from_']}-{end['to']}-{year}", measure="stock", period=year, unit=unit, **end)
        for end in ends
        for year, unit in zip(years, cycle(("USD", "EUR")), strict=False)
    ]
    with open_base(written(*stocks)) as opened:
        asked = Query(topic="trade")
        answer = figures(opened, asked)
        found = opened.find(asked.replaced(types=("figure",)))
        questions_in_order(opened, found)  # which reads sources
        tracemalloc.start()
        try:
            questions = questions_in_order(opened, found)
            held, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert answer.rankings.first is not None
    ranked = {*answer.rankings.first.questions()}
    rest = [question for question in answer.figures.questions if question not in ranked]
    assert len(rest) > len(questions) * 0.9
    usual = {*vars(Question([found[0]], "stock"))}
    assert {name for question in rest for name in {*vars(question)} - usual} == set()
    assert peak < 1.2 * held, "keys are let go before more is made"
    assert len({id(fact.claim.period) for fact in found}) == len(years)


# --------------------------------------------------------------------------- aggregates


def test_aggregates_and_blocs_stand_apart_with_their_share() -> None:
    answer = asked(flow("world", 78), flow("union", 31), flow("areas-nes", 8), flow("b", 15))
    found = ranking(answer)
    assert ids(found.partners) == ["b-2023"]
    assert ids(found.aggregates) == ["union-2023", "areas-nes-2023"]
    assert ids(found.totals) == ["world-2023"]
    assert shares(found.partners + found.aggregates) == {
        "b-2023": ["19.2"],
        "union-2023": ["39.7"],
        "areas-nes-2023": ["10.3"],
    }
    assert answer.head.text == (
        "Trade of Aland: 4 claims about 1 partner, 2 aggregates and the total. Exports in 2023: "
        "from Aland to Bland, $15. Aland in total (to World), in 2023: $78."
    )


def test_without_a_party_no_aggregate_has_a_place() -> None:
    claims = (flow("world", 78), flow("union", 31), flow("b", 15))
    other = flow("world", 99, from_="b", id="b-world")
    found = ranking(asked(*claims, other, parties=()))
    assert ids(found.partners) == ["b-2023"]
    assert ids(found.aggregates) == ["union-2023"]
    assert ids(found.totals) == ["world-2023", "b-world"]


@pytest.mark.parametrize("other", ["armenia", "peru"])  # before and after it in the alphabet
def test_a_pair_with_a_bloc_is_counted_once(dip: Run, other: str) -> None:
    union = "european-union"
    text = base(source("s"), topic(), measure("exports"), measure("turnover"))
    text += figure("x", measure="exports", from_=union, to=other, period="2021", value=4)
    for nth, one in enumerate((union, "zambia")):
        keys = {"value": 5} if one == union else {"absent": "not-published", "value": None}
        text += figure(
            f"t{nth}", measure="turnover", parties=sorted([other, one]), period="2020", **keys
        )
    out = dip("trade", "-f", str(shared(text)))[1]
    assert out.startswith("Trade: 3 claims about 2 pairs of parties. ")


def test_the_partners_of_an_aggregate_are_ranked() -> None:
    claims = (flow("world", 78), flow("world", 99, from_="b", id="b-world"))
    found = ranking(asked(*claims, parties=("world",)))
    assert [(line.place, line.others) for line in found.partners] == [(1, ("b",)), (2, ("a",))]


@pytest.mark.parametrize(("until", "ranked"), [("2010", True), ("..", False)])
def test_of_stocks_who_left_before_their_day_is_no_member(until: str, ranked: bool) -> None:
    keys = {"measure": "stock", "unit": "USD"}
    stocks = [flow("league", 31, "2022-12-31", **keys), flow("b", 15, "2022-12-31", **keys)]
    found = ranking(asked(*stocks, member("league", period=f"1973/{until}")))
    assert ("league-2022-12-31" in ids(found.partners)) == ranked


@pytest.mark.parametrize("words", ["trade a", "trade", "brief a"])
@pytest.mark.parametrize(("day", "ranked"), [("2024-06-15", True), ("2024-07-15", False)])
def test_as_known_by_a_day_who_was_known_as_a_member_is_one(
    page_of: Page, words: str, day: str, ranked: bool
) -> None:
    claims = flow("league", 31), flow("b", 15), member("league", source="t")
    page = page_of(f"{words} --known-by {day}", *claims)
    apart = "And 1 more country group" if words == "brief a" else "Aggregates, not ranked"
    assert (" League " in page, apart in page) == (ranked or words != "brief a", not ranked)


@pytest.mark.parametrize("parties", [("a",), ()])
@pytest.mark.parametrize("memberships", [[], [member("union")], [member("union", who="g")]])
def test_a_bloc_is_no_partner_beside_a_country_whoever_its_members_are(
    memberships: list[str], parties: tuple[str, ...]
) -> None:
    found = ranking(asked(flow("union", 31), flow("b", 15), *memberships, parties=parties))
    assert (ids(found.partners), ids(found.aggregates)) == (["b-2023"], ["union-2023"])


def test_what_a_bloc_is_a_member_of_is_none_of_its_members() -> None:
    memberships = (member("league", who="union"), member("union", who="c"))
    found = ranking(asked(flow("union", 31), flow("league", 15), *memberships))
    assert (ids(found.partners), ids(found.aggregates)) == (["union-2023"], ["league-2023"])


def test_blocs_alone_are_ranked() -> None:
    found = ranking(asked(flow("union", 31), flow("league", 15)))
    assert (ids(found.partners), found.aggregates) == (["union-2023", "league-2023"], [])


def test_a_bloc_is_counted_apart_whichever_measure_it_has(page_of: Page) -> None:
    whole = trade("b", "a", "b", value=42), trade("c", "a", "c", value=4)
    to_union, to_country = flow("union", 30), flow("d", 20)
    counted = " claims about 3 partners and 1 aggregate."
    assert counted in page_of("trade a", *whole, to_union, to_country)  # of a second ranking
    assert "more partner" not in page_of("brief a", *whole, to_union, to_country)
    assert " claims about 2 partners and 1 aggregate." in page_of("trade a", *whole, to_union)
    euros = trade("u", "a", "union", value=9, unit="EUR")
    assert " claims about 2 partners and 1 aggregate." in page_of("trade a", *whole, euros)
    assert " claims about 3 partners." in page_of("trade a", *whole, flow("league", 30))


def left(day: str, **keys: Any) -> str:
    """A claim that b left the league on a day."""
    return member("league", id="left", status="withdrawn", period=day, **keys)


IN_FORCE = member("league", status="in-force")
STILL = member("league", id="still", status="in-force", same_as="b-in-league", source="t")


@pytest.mark.parametrize(
    ("memberships", "ranked"),
    [
        ([], True),
        ([member("league")], False),
        ([member("league", period=None)], False),
        ([member("league", parties=["b", "league"], from_=None, to=None)], False),
        ([member("league", who="g")], True),
        ([member("league", period="1973/2020")], True),
        ([member("league", kind="treaty")], True),
        ([member("league", status="signed")], True),
        ([member("league", status="suspended")], False),
        ([member("league", from_="league", to="union"), member("league", who="c")], True),
        ([IN_FORCE, left("2020-02-01", same_as="b-in-league")], True),
        ([IN_FORCE, left("2023-07-01", same_as="b-in-league")], False),
        ([IN_FORCE, left("2020-02-01", same_as="b-in-league"), STILL], False),
        ([left("2023-07-01")], False),
        ([left("2022-07-01")], True),
        ([member("league", period="2023-03/2023-06")], False),
        ([member("league", period="2004", status="in-force")], False),
        ([member("league", period="2024/..")], True),
    ],
    ids=[
        "none",
        "in",
        "undated",
        "undirected",
        "other",
        "left",
        "no membership",
        "signed",
        "suspended",
        "of the bloc",
        "withdrawn",
        "withdrawn within the year",
        "withdrawn, another says not",
        "withdrawn within the year, of unknown beginning",
        "withdrawn, of unknown beginning",
        "a part of the year",
        "on a day, perhaps since",
        "later",
    ],
)
def test_an_organisation_is_a_partner_unless_a_member_stands_beside_it(
    memberships: list[str], ranked: bool
) -> None:
    found = ranking(asked(flow("league", 31), flow("b", 15), *memberships))
    assert ("league-2023" in ids(found.partners)) is ranked
    assert ("league-2023" in ids(found.aggregates)) is not ranked


NAMES = [
    ("World", "world"),
    ("All countries", "world"),
    ("Total", "world"),
    ("WLD", "world"),
    ("Areas, nes", "aggregate"),
    ("Other Asia, n.e.s.", "aggregate"),
    ("North America and Central America, nes", "aggregate"),
    ("Rest of the World", "aggregate"),
    ("Extra-EU27", "aggregate"),
    ("Sub-Saharan Africa", "aggregate"),
    ("South Asia", "aggregate"),  # of the World Bank
    ("High income", "aggregate"),
    ("Low and Middle Income", "aggregate"),
    ("East Asia & Pacific (excluding high income)", "aggregate"),
    ("Least developed countries: UN classification", "aggregate"),
    ("Middle East, North Africa, Afghanistan & Pakistan", "aggregate"),
    ("Latin America and the Caribbean (LAC)", "aggregate"),  # of the IMF
    ("EMDEs by Source of Export Earnings: Nonfuel", "aggregate"),
    ("Emerging and Developing Asia excl. China and India", "aggregate"),
    ("Other Countries n.i.e.", "aggregate"),
    ("Western Hemisphere not allocated", "aggregate"),
    ("Polynesia", "aggregate"),  # of M49
    ("Small island developing States (SIDS)", "aggregate"),
    ("Intra-EU27_2020", "aggregate"),  # of Eurostat
    ("Extra-euro area – 20 countries (from 2023)", "aggregate"),
    ("Countries and territories not specified for commercial or military reasons", "aggregate"),
    ("Stores and provisions within the framework of intra-Union trade", "aggregate"),
    ("Ship stores and bunkers", "aggregate"),
    ("Rest of Asia", "aggregate"),
    ("Non-EU countries", "aggregate"),
    ("World excluding China", "aggregate"),
    ("Grand total", "world"),
    ("European Union - 27 countries (from 2020)", "bloc"),
    ("G20 countries", "bloc"),
    ("OIC countries", "bloc"),
    ("UNESCO countries", ""),
    ("European Union", "bloc"),
    ("OECD", "bloc"),
    ("South Africa", ""),
    ("Philippines", ""),
    ("Ukraines", ""),
    ("Micronesia", ""),
    ("Total (of France)", ""),
    ("European Investment Bank", ""),
    ("Other Nations", ""),
]


@pytest.mark.parametrize(("name", "role"), NAMES)
@pytest.mark.parametrize("kind", ["country", "organisation"])
def test_an_aggregate_is_known_by_its_name_whatever_its_kind(
    name: str, role: str, kind: Any
) -> None:
    assert role_of(Party(id="x", kind=kind, name=name)) == role
    assert role_of(Party(id="world", kind=kind, name="Mundo")) == "world"


def test_regions_and_income_groups_have_no_place_in_a_sentence() -> None:
    groups = {"sas": "South Asia", "hic": "High income", "qx": "Countries and areas not specified"}
    parties = [party(id, name=name, kind="organisation") for id, name in groups.items()]
    larger = [flow(id, value) for id, value in zip(groups, (40, 60, 20), strict=True)]
    answer = asked(*parties, *larger, flow("b", 15))
    assert ids(ranking(answer).partners) == ["b-2023"]
    assert answer.head.text == (
        "Trade of Aland: 4 claims about 1 partner and 3 aggregates. Exports in 2023: from Aland to "
        "Bland, $15."
    )


def test_what_is_no_aggregate_in_spite_of_its_name() -> None:
    assert role_of(Party(id="total", kind="person", name="Total")) == ""
    assert role_of(Party(id="t", kind="organisation", name="Total", country="france")) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Visegrad Group", "bloc"),
        ("SCO", "bloc"),
        ("East African Community", "bloc"),
        ("Gazprom", ""),
        ("Organisation of Islamic Cooperation", "bloc"),  # as statistics name its members
        ("Organisation internationale de la Francophonie", "bloc"),
        ("Council of Europe", "bloc"),
        ("United Nations", "bloc"),
        ("WTO", "bloc"),
        ("UNESCO", ""),  # a body, but no bloc
        ("World Bank", ""),
    ],
)
def test_an_organisation_is_a_bloc_if_it_is_a_known_one(name: str, expected: str) -> None:
    assert role_of(Party(id="t", kind="organisation", name=name)) == expected
    assert role_of(Party(id="asia", kind="territory", name="Asia")) == ""
    assert role_of(Party(id="x", kind="aggregate", name="Neighbours")) == "aggregate"
    assert role_of(Party(id="eu", kind="aggregate", name="European Union")) == "aggregate"
    assert role_of(Party(id="eu", kind="bloc", name="Union", iso="EU")) == "bloc"


# ------------------------------------------------------------------------------- shares


@pytest.mark.parametrize(
    "differing",
    [
        {"reporter": "b"},
        {"claimant": "b"},
        {"source": "t"},
        {"period": "2023-01/2023-11"},
        {"unit": "EUR"},
        {"measure": "imports"},
        {"from_": "world", "to": "a"},
        {"valuation": "fob"},
        {"definition": "without gold"},
        {"qualifier": "more-than"},
        {"value": 14},
    ],
    ids=lambda keys: next(iter(keys)),
)
def test_no_share_of_a_total_that_is_not_alike(differing: dict[str, Any]) -> None:
    alike = ranking(asked(flow("world", 78), flow("b", 15)))
    assert shares(alike.partners) == {"b-2023": ["19.2"]}
    keys: dict[str, Any] = {"measure": "exports", "from_": "a", "to": "world", "value": 78}
    whole = figure("whole", **(keys | {"period": "2023"} | differing))
    answer = asked(whole, flow("b", 15))
    assert shares(ranking(answer).partners) == {"b-2023": []}
    assert answer.figures.derived == []


def test_a_share_of_what_is_not_final_says_so() -> None:
    answer = asked(
        flow("world", 100, id="first", status="provisional"),
        flow("b", 15, status="estimate"),
        flow("c", 20),
    )
    assert shares(ranking(answer).partners) == {"b-2023": ["15.0"], "c-2023": ["20.0"]}
    assert [entry.text.partition(": ")[2] for entry in answer.figures.derived] == [
        "20.0% (provisional: first)",
        "15.0% (estimate: b-2023; provisional: first)",
    ]


def test_a_share_is_of_the_final_total_that_took_the_place_of_another() -> None:
    totals = flow("world", 100, id="first", status="provisional"), flow("world", 200, id="last")
    for status in ("provisional", None, "estimate"):
        answer = asked(*totals, flow("b", 15, status=status))
        assert shares(ranking(answer).partners) == {"b-2023": ["7.5"]}


def test_a_share_is_of_the_reporter_s_own_total() -> None:
    answer = asked(
        flow("world", 100, reporter="a", id="whole-a"),
        flow("world", 200, reporter="b", id="whole-b", source="t"),
        flow("b", 20, reporter="a", id="part-a"),
        flow("b", 30, reporter="b", id="part-b"),
    )
    assert sorted(shares(ranking(answer).partners).values()) == [["20.0", "15.0"]]
    assert [entry.ids for entry in answer.figures.derived] == [
        ["part-a", "whole-a"],
        ["part-b", "whole-b"],
    ]
    assert answer.figures.derived[0].text == (
        "Share of Bland in exports from Aland to World in 2023, Aland: 20.0%"
    )
    assert answer.figures.derived[0].formula == "part / total * 100"


@pytest.mark.parametrize(("measure", "ends"), [("exports", ["b"]), ("imports", ["c"])])
def test_a_total_of_exports_is_of_what_goes_out(measure: str, ends: list[str]) -> None:
    total = trade("whole", "a", value=100, measure=measure)
    out = flow("b", 20, measure=measure)
    back = flow("a", 30, from_="c", measure=measure)
    found = ranking(asked(total, out, back))
    assert [line.others[0] for line in found.partners if line.shares] == ends


def test_a_share_of_an_undirected_total() -> None:
    found = ranking(asked(TOTAL, PARTNER, trade("out", "a", "world", value=30_000_000_000)))
    assert shares(found.partners) == {"partner": ["14.3", "10.0"]}  # of two totals of one voice
    (total,) = found.totals
    assert [fact.id for fact in total.question.facts] == ["out", "total"]
    assert total.question.agreement == "conflict"


# ----------------------------------------------------------------- what has a place at all


def part(to: str, value: int, **keys: Any) -> str:
    return flow(to, value, **({"measure": "share", "unit": "percent"} | keys))


def test_shares_of_one_whole_are_ranked_by_size() -> None:
    answer = asked(part("b", 4), part("c", 37), part("d", 19), topic="dependence")
    assert [(line.place, line.others[0]) for line in ranking(answer).partners] == [
        (1, "c"),
        (2, "d"),
        (3, "b"),
    ]
    assert "Largest share of exports in 2023" in answer.head.text


def test_a_share_has_no_share_in_a_stated_total_of_shares() -> None:
    given = {"measure": "share", "period": "2023", "unit": "percent"}
    shares = [figure(id, **given, from_="a", to=id, value=n) for n, id in enumerate("bcd", 8)]
    total = figure("t", **given, from_="a", to="world", value=100)
    answer = asked(*shares, total, topic="dependence")
    assert [line.shares for line in ranking(answer).partners] == [(), (), ()]
    assert answer.figures.derived == []


def test_shares_of_other_wholes_have_no_place() -> None:
    back = part("a", 90, from_="e", id="back")  # of the exports of e
    found = ranking(asked(part("b", 4), part("c", 37), back, topic="dependence"))
    assert [(line.place, line.question.figure.id) for line in found.partners] == [
        (1, "c-2023"),
        (2, "b-2023"),
        (None, "back"),
    ]
    other = part("f", 8, from_="e", id="e-f")
    found = ranking(asked(part("b", 4), part("c", 37), other, topic="dependence", parties=()))
    assert [line.place for line in found.partners] == [None, None, None]
    of_each = (part("b", 60), part("c", 70))  # more than the whole: of the oil that each uses
    found = ranking(asked(*of_each, topic="dependence"))
    assert [line.place for line in found.partners] == [None, None]


@pytest.mark.parametrize(
    ("measure", "unit", "placed"),
    [("growth", "percent", False), ("oil", "percent", True), ("oil", "per mille", False)],
)
def test_a_ratio_has_places_if_it_is_a_part_and_no_rate(
    measure: str, unit: str, placed: bool
) -> None:
    topic = "trade" if measure == "growth" else "dependence"
    claims = (trade(f"of-{p}", "a", p, value=5, measure=measure, unit=unit) for p in "cb")
    answer = asked(*claims, topic=topic)
    lines = ranking(answer).partners
    assert [line.place is not None for line in lines] == [placed, placed]
    assert [line.others[0] for line in lines] == ["b", "c"]
    assert ("Largest" in answer.head.text) is placed


def test_what_has_no_place_has_no_column_for_it(page_of: Page) -> None:
    out = page_of("trade a", trade("g", "a", "b", value=5, measure="growth", unit="percent"))
    assert "\nPartner  Period  Value  Who says so  Source\nBland    2023    5%" in out


def test_bounds_that_agree_are_no_sources_that_differ() -> None:
    least = trade("least", "a", "b", value=22, qualifier="at-least")
    most = trade("most", "a", "b", value=25, qualifier="at-most", source="t")
    text = asked(least, most).head.text
    assert text.endswith("Trade turnover in 2023: Bland, at least $22 and at most $25.")
    apart = trade("apart", "a", "b", value=30, source="t")
    assert asked(trade("x", "a", "b", value=22), apart).head.text.endswith(
        "Trade turnover in 2023: Bland, from $22 to $30 (sources differ)."
    )


def test_forecasts_and_targets_are_never_ranked() -> None:
    ahead = trade("ahead", "a", "c", value=99, period="2023", status="forecast")
    answer = asked(PARTNER, ahead)
    assert ids(ranking(answer).partners) == ["partner"]
    remark = "Forecasts and targets, not ranked: Cland ($99 (forecast), 2023)."
    assert answer.remark_lines == [remark]
    alone = asked(ahead)
    assert (ranking(alone).partners, ranking(alone).others, alone.figures.main) == ([], [], [])


# ----------------------------------------------------------------------------- for programs


def test_the_ranking_in_the_json(page_of: Page) -> None:
    whole = json.loads(page_of("trade a --json", *CLAIMS))
    found = whole["ranking"]
    assert (found["measure"], found["unit"], found["period"]) == ("exports", "USD", "2023")
    assert found["partners"][0] == {
        "place": 1,
        "party": "c",
        "parties": ["a", "c"],
        "from": "a",
        "to": "c",
        "measure": "exports",
        "scope": None,
        "period": "2023",
        "value": 20,
        "low": 20,
        "high": 20,
        "unit": "USD",
        "qualifier": "exactly",
        "display": "$20",
        "agreement": "single",
        "share": 25.0,
        "facts": ["c-2023"],
    }
    lists = {
        name: [(line["place"], line["party"], line["share"]) for line in found[name]]
        for name in ("partners", "aggregates", "totals", "larger", "others")
    }
    assert lists == {
        "partners": [(1, "c", 25.0), (2, "b", 20.0)],
        "aggregates": [(None, "union", 38.8)],
        "totals": [(None, "a", None)],
        "larger": [(None, "d", None)],
        "others": [],
    }
    of_claims = {fact["id"]: fact["ranking"] for fact in whole["facts"]}
    assert of_claims["b-2023"] == {"role": "partner", "place": 2, "share": 20.0}
    assert of_claims["world-2023"] == {"role": "total", "place": None, "share": None}
    assert {entry["kind"] for entry in whole["derived"]} == {"share"}


def test_voices_that_differ_have_no_one_share(page_of: Page) -> None:
    claims = [
        flow("world", 100, reporter="a", id="whole-a"),
        flow("world", 200, reporter="b", id="whole-b"),
        flow("b", 20, reporter="a", id="part-a"),
        flow("b", 30, reporter="b", id="part-b"),
    ]
    whole = json.loads(page_of("trade a --json", *claims))
    assert whole["ranking"]["partners"][0]["share"] is None
    assert {f["id"]: f["ranking"]["share"] for f in whole["facts"] if f["to"] == "b"} == {
        "part-a": 20.0,
        "part-b": 15.0,
    }
    page = page_of("trade a", *claims)
    assert "15.0% to 20.0%" in page
    assert "\nShare in $100 (Aland): to Bland ($20).\n" in page
    assert "\nShare in $200 (Bland): to Bland ($30).\n" in page


def test_of_two_totals_of_one_voice_and_day_a_share_is_in_each(page_of: Page) -> None:
    part = flow("b", 25, reporter="a")
    for one, other in ((100, 125), (125, 100)):
        both = enumerate((one, other))
        totals = [flow("world", value, reporter="a", id=f"w{n}") for n, value in both]
        page = page_of("trade a", part, *totals)
        assert "20.0% to 25.0%" in page
        assert "\nShare in $100 (Aland): to Bland.\nShare in $125 (Aland): to Bland.\n" in page
        whole = json.loads(page_of("trade a --json", part, *totals))
        assert whole["ranking"]["partners"][0]["share"] is None
        assert whole["facts"][0]["ranking"]["share"] is None
    later = flow("world", 125, reporter="a", id="w2", said_on=date(2024, 5, 2))
    earlier = flow("world", 100, reporter="a", id="w1", said_on=date(2024, 5, 1))
    page = page_of("trade a", part, earlier, later)
    assert "20.0%" in page
    assert "25.0%" not in page


def test_a_number_of_another_year_hides_none_that_a_share_is_of(page_of: Page) -> None:
    totals = [flow("world", value, reporter="a", id=f"w{value}") for value in (100, 125)]
    newer = flow("world", 125, reporter="a", id="newer", period="2050")
    page = page_of("trade a", flow("b", 25, reporter="a"), *totals, newer)
    assert "\nShare in $100 (Aland): to Bland.\nShare in $125 (Aland): to Bland.\n" in page


def test_a_share_is_of_the_total_of_its_own_source_first(page_of: Page) -> None:
    claims = [
        flow("b", 50, reporter="a", source="t"),
        flow("c", 10, reporter="a"),
        flow("world", 100, reporter="a", id="w1", said_on=date(2024, 5, 1)),
        flow("world", 125, reporter="a", id="w2", source="t", said_on=date(2024, 5, 2)),
    ]
    page = page_of("trade a", *claims)
    assert "40.0%" in page
    assert "10.0%" in page
    assert "\nShare in $125 (Aland): to Bland.\nShare in $100 (Aland): to Cland.\n" in page


GAVE_TWO = "Aland gave different numbers, no reason recorded"


@pytest.mark.parametrize(
    ("values", "preferred", "row", "share"),
    [
        ((100, 150), 1, f"$150 (preferred) 30.0% {GAVE_TWO}", 30.0),
        ((100, 150), 0, f"$100 (preferred) 20.0% {GAVE_TWO}", 20.0),
        ((100, 104), None, "$104 20.8% Aland", 20.8),
    ],
    ids=["the second", "the first", "the finer of two that agree"],
)
def test_of_several_numbers_of_one_voice_the_one_that_answers_has_the_share(
    page_of: Page,
    values: tuple[int, int],
    preferred: int | None,
    row: str,
    share: float,
) -> None:
    better = {"rank": "preferred", "rank_reason": "it is complete"}
    parts = [
        flow("b", value, reporter="a", id=f"b{nth}", **(better if nth == preferred else {}))
        for nth, value in enumerate(values)
    ]
    claims = (flow("world", 500, reporter="a"), *parts)
    page = page_of("trade a", *claims)
    assert f"1 to Bland 2023 {row} [1]" in [" ".join(line.split()) for line in page.splitlines()]
    assert "Share in" not in page
    whole = json.loads(page_of("trade a --json", *claims))
    assert whole["ranking"]["partners"][0]["share"] == share
    assert [entry["value"] for entry in whole["derived"]] == [share]
    assert {fact["ranking"]["share"] for fact in whole["facts"]} == {share, None}


def test_a_share_names_the_numbers_that_the_tables_do_not_show(page_of: Page) -> None:
    alike = [flow("world", 100, reporter="a"), flow("b", 20, reporter="a")]
    other_total = flow("world", 95, reporter=None, id="whole-t", source="t")
    other_part = flow("c", 30, reporter="c", id="c-too", source="t")
    assert "Share in" not in page_of("trade a", *alike)
    part = flow("c", 10, reporter="a")
    page = page_of("trade a", *alike, part, other_part)
    assert "Share in $100 (Aland): to Cland ($10)." in page
    page = page_of("trade a", *alike, part, other_part, other_total)
    assert "Share in $100 (Aland): to Cland ($10); to Bland." in page
    page = page_of("trade a --limit 1", *alike)
    assert ("In total" in page) is ("Share in $100 (Aland): to Bland." not in page)


def test_without_a_party_the_ranking_is_of_pairs(page_of: Page) -> None:
    other = flow("c", 18, from_="b", id="b-c")
    found = json.loads(page_of("trade --json", *CLAIMS, other))["ranking"]
    assert [(line["place"], line["party"], line["parties"]) for line in found["partners"]] == [
        (1, None, ["a", "c"]),
        (2, None, ["b", "c"]),
        (3, None, ["a", "b"]),
    ]


def test_two_parties_have_no_ranking(page_of: Page) -> None:
    whole = json.loads(page_of("trade a b --json", *CLAIMS))
    assert whole["ranking"] is None
    assert "ranking" not in whole["facts"][0]


def test_the_limit_shortens_the_ranking_and_not_its_headline(page_of: Page) -> None:
    whole, short = (json.loads(page_of(f"trade a --json{o}", *CLAIMS)) for o in ("", " --limit 1"))
    assert [line["party"] for line in short["ranking"]["partners"]] == ["c"]
    assert short["answer"] == whole["answer"] | {"facts": ["c-2023", "world-2023"]}
    lists = [lines for lines in short["ranking"].values() if isinstance(lines, list)]
    named = {name for lines in lists for line in lines for name in line["facts"]}
    assert named == {fact["id"] for fact in short["facts"]}


def test_the_limit_keeps_so_many_of_each_direction(page_of: Page) -> None:
    out = [flow(to, value, id=f"to-{to}") for to, value in (("b", 5), ("c", 4), ("d", 3))]
    back = [flow("a", value, from_=of, id=f"of-{of}") for of, value in (("b", 50), ("c", 40))]
    page = page_of("trade a --limit 1", *out, *back)
    heads = [line for line in page.splitlines() if line.startswith("Exports,")]
    assert sorted(heads) == ["Exports, from Aland", "Exports, to Aland"]
    assert "1 to Bland" in (rows := " ".join(page.split()))
    assert "1 from Bland" in rows
    assert "3 more claims" in rows
    found = json.loads(page_of("trade a --json --limit 2", *out, *back))["ranking"]["partners"]
    assert [(line["place"], *line["facts"]) for line in found] == [
        (1, "to-b"),
        (2, "to-c"),
        (1, "of-b"),
        (2, "of-c"),
    ]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_the_ranking_in_the_last_columns(page_of: Page, form: str, delimiter: str) -> None:
    out = page_of(f"trade a --format {form}", *CLAIMS)
    rows = [*csv.DictReader(io.StringIO(out, newline=""), delimiter=delimiter)]
    assert [*rows[0]][-3:] == ["ranking_role", "ranking_place", "ranking_share"]
    assert {row["to"]: [*row.values()][-3:] for row in rows} == {
        "c": ["partner", "1", "25.0"],
        "b": ["partner", "2", "20.0"],
        "union": ["aggregate", "", "38.8"],
        "world": ["total", "", ""],
        "d": ["larger", "", ""],
    }
    assert "ranking_role" not in page_of(f"trade a b --format {form}", *CLAIMS)
    assert "ranking_role" not in page_of(
        f"timeline a --format {form}", *CLAIMS, member("union", who="a")
    )


# ------------------------------------------------------------------ one name for one column


def header(page_of: Page) -> list[str]:
    return page_of("trade a --format csv", *CLAIMS).splitlines()[0].split(",")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_fields_takes_every_column_of_the_header(page_of: Page, form: str) -> None:
    names = header(page_of)
    assert page_of(f"trade a --format {form} --fields {','.join(names)}", *CLAIMS) == page_of(
        f"trade a --format {form}", *CLAIMS
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_fields_of_json_have_the_names_asked_for(page_of: Page, form: str) -> None:
    names = header(page_of)
    out = page_of(f"trade a --format {form} --fields {','.join(names)}", *CLAIMS)
    rows = json.loads(out)["facts"] if form == "json" else [*map(json.loads, out.splitlines())]
    assert {tuple(row) for row in rows} == {tuple(names)}
    one = next(row for row in rows if row["id"] == "c-2023")
    assert (one["start"], one["end"], one["precision"]) == ("2023-01-01", "2023-12-31", "year")
    assert (one["source_publisher"], one["ranking_place"], one["ranking_share"]) == ("S", 1, 25.0)


def test_a_path_and_a_column_may_be_asked_for_together(page_of: Page) -> None:
    words = "trade a --format jsonl --fields start,period.end,source.id,source_publisher"
    assert json.loads(page_of(words, *CLAIMS).splitlines()[0]) == {
        "start": "2023-01-01",
        "period": {"end": "2023-12-31"},
        "source": {"id": "s"},
        "source_publisher": "S",
    }


def test_an_answer_with_picked_columns_is_replaced_by_none_but_such_a_file(
    page_of: Page, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    words = f"trade a --fields start,end -o {target}"
    page_of(words, *CLAIMS)
    page_of(words, *CLAIMS)
    target.write_text('{"start":"my own","end":"notes"}\n')
    assert app.run([*words.split(), "-f", written(*CLAIMS)]) == 2
    assert "my own" in target.read_text()
