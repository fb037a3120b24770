"""The places of a ranking: bounds, directions, other units and parts of the period."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.answer import LIMITS, Answer
from dipfacts.answers.figures import figures
from dipfacts.answers.rankings.ranking import Ranking
from dipfacts.model.figures.agreement import Question
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from support.command_line import Run
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, figure, measure, party, source, topic

Ask = Callable[..., Answer]

HEAD = base(
    source("s"),
    source("t"),
    *(party(id, name=f"{id.upper()}land") for id in "abcdefg"),
    topic(),
    measure("turnover", label="Trade turnover"),
    measure("exports"),
    measure("stock", label="Investment", nature="stock"),
    measure("troops", label="Peacekeepers", nature="count"),
)


@pytest.fixture
def ask() -> Ask:
    def asked(*tables: str, parties: tuple[str, ...] = ("a",), **query: Any) -> Answer:
        path = shared(HEAD + "".join(tables))
        with open_base(str(path)) as opened:
            answer = figures(opened, Query(**({"topic": "trade", "parties": parties} | query)))
            answer.parties()
            return answer

    return asked


@pytest.fixture
def run(dip: Run) -> Callable[..., str]:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str) -> str:
        return dip(*words.split(), "-f", str(shared(HEAD + "".join(tables)))).page()

    return page


def trade(partner: str, value: int, period: str = "2023", **keys: Any) -> str:
    """Trade of a with a partner, which is its id."""
    usual = {"parties": ["a", partner], "value": value, "period": period}
    return figure(keys.pop("id", partner), **(usual | keys))


def ranking(answer: Answer) -> Ranking:
    assert answer.rankings.first is not None
    return answer.rankings.first


def places(answer: Answer) -> dict[str, int | None]:
    return {line.question.figure.id: line.place for line in ranking(answer).partners}


def said(answer: Answer) -> str:
    """Return the sentence after the count of claims."""
    return str(answer.head.text).partition(". ")[2]


# ------------------------------------------------------------------------------- bounds


@pytest.mark.parametrize(
    ("qualifier", "value", "expected"),
    [
        ("more-than", 30, {"b": 1, "c": 2, "d": None}),
        ("more-than", 45, {"b": 1, "c": 3, "d": None}),
        ("more-than", 50, {"d": 1, "b": 2, "c": 3}),
        ("at-least", 60, {"d": 1, "b": 2, "c": 3}),
        ("less-than", 60, {"b": 1, "c": 2, "d": None}),
        ("less-than", 40, {"b": 1, "c": 2, "d": 3}),
        ("about", 30, {"b": 1, "c": 2, "d": 3}),
        ("almost", 45, {"b": 1, "d": 2, "c": 3}),
    ],
)
def test_a_bound_has_a_place_only_where_it_is_sure(
    ask: Ask, qualifier: str, value: int, expected: dict[str, int | None]
) -> None:
    answer = ask(trade("b", 50), trade("c", 40), trade("d", value, qualifier=qualifier))
    assert places(answer) == expected
    is_open = None in expected.values()
    remark = "Not numbered, as a bound leaves the place open: Dland"
    assert (remark in str(answer.remark_lines)) is is_open


def test_who_may_be_larger_than_the_first_is_said(ask: Ask, run: Callable[..., str]) -> None:
    claims = (trade("b", 50), trade("c", 40), trade("d", 30, qualifier="more-than"))
    answer = ask(*claims)
    assert said(answer) == (
        "Largest trade turnover in 2023, the latest full year that most of them have: "
        "Bland, $50; Dland (more than $30) may be larger."
    )
    assert answer.remark_lines == [
        "Not numbered, as a bound leaves the place open: Dland (more than $30, 2023)."
    ]
    assert "\n   Dland    2023    more than $30" in run("trade a", *claims)
    below = ask(trade("b", 50), trade("c", 40), trade("d", 45, qualifier="less-than"))
    assert "may be larger" not in below.head.text


def test_bounds_that_are_surely_larger_count_for_the_places_of_others(ask: Ask) -> None:
    bounds = (trade("b", 90, qualifier="more-than"), trade("c", 40, qualifier="at-least"))
    answer = ask(*bounds, trade("d", 30), trade("e", 20))
    assert places(answer) == {"d": 3, "e": 4, "b": None, "c": None}
    assert said(answer) == (
        "Largest trade turnover in 2023, the latest full year that most of them have: "
        "Bland (more than $90) or Cland (at least $40), then Dland, $30."
    )
    assert answer.remark_lines[0].endswith(
        "the place open: Bland (more than $90, 2023); Cland (at least $40, 2023)."
    )


def test_a_bound_stands_before_what_it_is_surely_above(ask: Ask, run: Callable[..., str]) -> None:
    claims = (
        *(trade("b", 50), trade("c", 40), trade("d", 30), trade("e", 20)),
        trade("f", 35, qualifier="more-than"),
        trade("g", 25, qualifier="less-than"),
    )
    lines = ranking(ask(*claims)).partners
    found = [(line.place, line.question.figure.id) for line in lines]
    assert found == [(1, "b"), (2, "c"), (None, "f"), (4, "d"), (5, "e"), (None, "g")]
    page = run("brief a", *claims[:1], *claims[2:])
    named = [line.split()[3] for line in page.splitlines() if line.startswith("Trade turnover wi")]
    assert named == ["Bland", "Fland", "Dland"]
    higher = (
        trade("h", 60, qualifier="more-than", parties=["a", "c"]),
        trade("f", 70, qualifier="at-least"),
    )
    page = run("a", *claims[:1], *higher)
    assert "Trade turnover with Fland in 2023: at least $70" in page


def test_where_there_are_only_bounds_the_sentence_names_them(ask: Ask) -> None:
    bounds = [trade(to, n, qualifier="more-than") for n, to in enumerate("bcdef", 90)]
    assert said(ask(*bounds[:2])) == (
        "Largest trade turnover in 2023, the latest full year that most of them have: "
        "Cland (more than $91) or Bland (more than $90)."
    )
    assert said(ask(*bounds)).endswith(
        ": Fland (more than $94), Eland (more than $93), Dland (more than $92) or 2 more."
    )
    among = (trade("g", 95, qualifier="less-than"), trade("d", 50))
    assert said(ask(bounds[0], *among)).endswith(
        ": Bland (more than $90), then Dland, $50; Gland (less than $95) may be larger."
    )
    disputed = trade("d", 50), trade("d", 80, id="d-too"), trade("e", 70), trade("f", 60)
    lower = trade("c", 50), trade("g", 95, qualifier="less-than")
    for above in ([], [bounds[0]]):
        assert said(ask(*above, *disputed, *lower)).endswith(
            ": Bland (more than $90), then " * bool(above) + "Dland, from $50 to $80 (S gave "
            "different numbers); Eland ($70), Fland ($60) and Gland (less than $95) may be larger."
        )


def test_a_bound_that_a_smaller_number_contradicts_is_no_less_open(
    ask: Ask, run: Callable[..., str]
) -> None:
    """Who says "at least 3" leaves it open whether it is 10, whatever another source says."""
    bound = trade("c", 30, qualifier="at-least"), trade("c", 29, source="t", id="c-number")
    claims = (trade("b", 40), *bound, trade("d", 26))
    answer = ask(*claims)
    assert said(answer) == (
        "Largest trade turnover in 2023, the latest full year that most of them have: "
        "Bland, $40; Cland ($29 to at least $30) may be larger."
    )
    lines = [(line.others[0], line.place) for line in ranking(answer).partners]
    assert lines == [("b", 1), ("c", None), ("d", 3)]
    assert answer.remark_lines == [
        "Not numbered, as a bound leaves the place open: Cland ($29 to at least $30, 2023)."
    ]
    assert "\n   Cland    2023    $29 to at least $30" in run("trade a", *claims)
    found = json.loads(run("trade a --json", *claims))["ranking"]["partners"]
    assert [line["place"] for line in found] == [1, None, 3]
    open_first = ask(trade("b", 40, qualifier="at-least"), *bound, trade("d", 26))
    assert said(open_first).endswith(
        ": Bland (at least $40) or Cland ($29 to at least $30), then Dland, $26."
    )
    part = trade("e", 50, "2023-01/2023-10")
    assert "larger already in Jan–Oct 2023: Eland, $50" in said(ask(trade("b", 40), part))
    assert "larger already" not in said(ask(*bound, part))


@pytest.mark.parametrize(
    ("claims", "placed", "told"),
    [
        ([(29, "exactly"), (50, "more-than")], "cbd", "; Bland ($40) may be larger."),
        ([(20, "exactly"), (40, "more-than")], "cbd", "; Bland ($40) and Dland ($26) may be l"),
        ([(20, "exactly"), (40, "at-least")], "bd", "; Cland ($20 to at least $40) may be l"),
        ([(39, "at-most"), (45, "exactly")], "cbd", "; Bland ($40) and Dland ($26) may be l"),
        ([(20, "at-most"), (30, "exactly")], "bcd", ": Bland, $40."),
        ([(20, "less-than"), (30, "more-than")], "bd", "; Cland (less than $20 to more than $30)"),
    ],
)
def test_a_spread_that_ends_with_a_bound_is_as_open_as_it(
    ask: Ask, claims: list[tuple[int, str]], placed: str, told: str
) -> None:
    differing = [
        trade("c", value, qualifier=how, source=of, id=f"c-{of}")
        for (value, how), of in zip(claims, "st", strict=True)
    ]
    answer = ask(trade("b", 40), *differing, trade("d", 26))
    order = [line.others[0] for line in ranking(answer).partners if line.place is not None]
    assert "".join(order) == placed
    assert told in said(answer)


@pytest.mark.parametrize(("how", "value"), [("more-than", 30), ("at-most", 50)])
def test_a_bound_that_is_preferred_is_said_by_whom_it_is(
    run: Callable[..., str], how: str, value: int
) -> None:
    best = {"qualifier": how, "rank": "preferred", "rank_reason": "read twice", "source": "t"}
    claims = (trade("c", value, id="best", **best), trade("c", 40), trade("b", 20))
    words = f"{how.replace('-', ' ')} ${value}"
    for line in ("trade a", "brief a", "trade"):
        (row,) = (it for it in run(line, *claims).splitlines() if "(preferred)" in it)
        assert f"{words} (preferred)  T (preferred); no contradiction" in row
    assert f": {words}, according to T (" in run("trade a c", *claims)


def test_two_bounds_that_are_preferred_answer_together(run: Callable[..., str], ask: Ask) -> None:
    best = {"rank": "preferred", "rank_reason": "read twice"}
    claims = (
        trade("c", 30, qualifier="at-least", source="t", id="least", **best),
        trade("c", 40, qualifier="at-most", id="most", **best),
        trade("c", 90, id="other"),
        trade("b", 35),
    )
    page = run("trade a c", *claims)
    assert page.startswith(
        "Trade turnover between Aland and Cland in 2023: at least $30, according to T (undated), "
        "and at most $40, according to S (undated); these claims are preferred, in all the "
        "claims run from at most $40 to $90"
    )
    assert json.loads(run("trade a c --json", *claims))["answer"]["value"] is None
    assert places(ask(*claims)) == {"b": 1, "least": None}


def test_a_number_answers_beside_a_bound_that_it_satisfies(ask: Ask) -> None:
    own = trade("d", 30, qualifier="more-than", id="bound", source="t")
    assert places(ask(trade("b", 50), trade("c", 20), trade("d", 35), own))["bound"] == 2


def test_two_ends_are_no_open_place(ask: Ask) -> None:
    ends = (
        trade("d", 22, qualifier="at-least"),
        trade("d", 25, qualifier="at-most", id="most", source="t"),
    )
    assert places(ask(trade("b", 50), trade("c", 20), *ends))["d"] == 2
    assert places(ask(trade("b", 50), trade("c", 23), *ends))["d"] is None


def test_only_what_is_surely_larger_is_called_so(ask: Ask) -> None:
    claims = (trade("b", 50), trade("c", 20))
    for qualifier, larger in (("less-than", []), ("more-than", ["d"])):
        answer = ask(*claims, trade("d", 40, "2022", qualifier=qualifier))
        assert [line.question.figure.id for line in ranking(answer).larger] == larger


@settings(
    max_examples=drawn(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["exactly", "more-than", "at-most"])),
        min_size=2,
        max_size=6,
    )
)
def test_places_contradict_no_bound(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("places") / "facts.toml"
    tables = [trade(p, v, qualifier=q) for p, (v, q) in zip("bcdefg", numbers, strict=False)]
    path.write_text(HEAD + "".join(tables), encoding="utf-8")
    with open_base(str(path)) as opened:
        answer = figures(opened, Query(topic="trade", parties=("a",)))
        lines = ranking(answer).partners
        for line in lines:
            low, high = line.question.reach
            others = [other.question.reach for other in lines if other is not line]
            surely_above = sum(other[0] > high for other in others)
            surely_below = sum(other[1] < low for other in others)
            if line.place is None:
                assert low != high
                assert surely_above + surely_below < len(others)
            elif low == high:
                assert line.place > surely_above
                assert line.place <= len(lines) - surely_below


# --------------------------------------------------------------------------- directions


def flow(start: str, end: str, value: int, **keys: Any) -> str:
    usual = {"measure": "exports", "from_": start, "to": end, "value": value}
    return figure(f"{start}-{end}", **(usual | {"period": "2023"} | keys))


def test_each_direction_has_places_of_its_own(ask: Ask, run: Callable[..., str]) -> None:
    claims = (
        flow("a", "b", 20),
        flow("a", "c", 10),
        flow("d", "a", 90),
        flow("b", "a", 30),
        flow("c", "a", 5),
    )
    answer = ask(*claims)
    assert places(answer) == {"d-a": 1, "b-a": 2, "c-a": 3, "a-b": 1, "a-c": 2}
    assert said(answer) == (
        "Largest exports in 2023, the latest full year that most of them have: "
        "from Dland to Aland, $90; in the other direction from Aland to Bland, $20."
    )
    out = run("trade a", *claims)
    assert out.index("\nExports, to Aland\n") < out.index("\nExports, from Aland\n")
    found = json.loads(run("trade a --json", *claims))["ranking"]["partners"]
    assert [(line["from"], line["to"], line["place"]) for line in found][-1] == ("a", "c", 2)


def test_one_partner_in_opposite_directions_has_no_largest(ask: Ask) -> None:
    stocks = {"measure": "stock", "period": "2023-06-30"}
    claims = flow("a", "b", 12, **stocks), flow("b", "a", 40, **(stocks | {"period": "2024-01-01"}))
    assert said(ask(*claims)) == (
        "Investment: from Bland to Aland, $40 as of 1 Jan 2024; "
        "in the other direction from Aland to Bland, $12 as of 30 Jun 2023."
    )


def test_larger_is_what_exceeds_the_last_place_of_its_direction(ask: Ask) -> None:
    claims = (flow("a", "b", 20), flow("a", "c", 10), flow("b", "a", 90), flow("c", "a", 80))
    away = flow("a", "d", 15, period="2022"), flow("d", "a", 70, period="2022")
    answer = ask(*claims, *away)
    assert [line.question.figure.id for line in ranking(answer).larger] == ["a-d"]
    assert "compared with that from Aland to Cland, the last ranked." in answer.remark_lines[0]


def test_without_a_party_all_directions_are_ranked_together(ask: Ask) -> None:
    claims = (flow("a", "b", 20), flow("b", "a", 90), flow("c", "d", 30))
    assert places(ask(*claims, parties=())) == {"b-a": 1, "c-d": 2, "a-b": 3}


# ---------------------------------------------------------------------- parts and units


def test_a_part_of_the_year_is_compared_with_the_first_number_below_bounds(ask: Ask) -> None:
    above = (trade(to, 90, qualifier="more-than") for to in "fg")
    answer = ask(*above, trade("b", 50), trade("c", 20), trade("d", 60, "2023-01/2023-11"))
    assert said(answer).endswith(
        ": Fland (more than $90) or Gland (more than $90), then Bland, $50; larger already in "
        "Jan–Nov 2023: Dland, $60."
    )
    alone = ask(trade("f", 90, qualifier="more-than"), trade("d", 60, "2023-01/2023-11"))
    assert said(alone) == "Trade turnover in 2023: Fland, more than $90."


def test_a_part_of_the_year_is_compared_with_the_places_alone(ask: Ask) -> None:
    answer = ask(
        trade("b", 50),
        trade("c", 20),
        trade("d", 90, "2022", id="whole"),
        trade("d", 60, "2023-01/2023-11"),
        trade("e", 30, "2023-01/2023-10"),
    )
    assert said(answer) == (
        "Largest trade turnover among the 2 partners with a figure for all of 2023: Bland, $50; "
        "larger already in Jan–Nov 2023: Dland, $60."
    )
    lines = [line.question.figure.id for line in ranking(answer).larger]
    assert lines == ["whole", "d", "e"]
    remark = answer.remark_lines[1]
    assert remark.startswith("Larger in a part of 2023: Dland ($60, Jan–Nov 2023); ")


def test_who_is_ranked_is_counted_where_not_all_are(ask: Ask) -> None:
    claims = [trade("b", 50), trade("c", 20)]
    assert "among" not in said(ask(*claims))
    among = "among the 2 partners with a figure for all of 2023: Bland"
    assert among in said(ask(*claims, trade("d", 1, "2022")))
    asked = ask(*claims, trade("d", 1, "2022"), within=Period.parse("2023"))
    assert said(asked) == "Largest trade turnover in 2023: Bland, $50."
    pairs = ask(*claims, trade("d", 1, "2022"), parties=())
    assert "among the 2 pairs of parties with a figure for all of 2023: " in said(pairs)
    flows = [
        figure(f"{a}-{b}-{year}", measure="exports", from_=a, to=b, period=year, value=9)
        for a, b, year in (("a", "b", "2023"), ("b", "a", "2023"), ("a", "c", "2022"))
    ]
    assert said(ask(*flows, parties=())).startswith(
        "Largest exports of the only pair of parties with a figure for all of 2023: "
    )


@pytest.mark.parametrize("whom", ["c", "e"])
def test_a_part_is_no_larger_than_another_part(ask: Ask, whom: str) -> None:
    oil = [trade(to, value, scope="oil") for to, value in (("b", 20), ("c", 10))]
    fish = trade(whom, 90, "2022", scope="fish", id="fish")
    answer = ask(*oil, fish)
    assert [line.question.figure.id for line in ranking(answer).larger] == []
    assert not any("compared with" in remark for remark in answer.remark_lines)
    assert any("($90, 2022)" in remark for remark in answer.remark_lines)
    more_oil = ask(*oil, trade("e", 90, "2022", scope="oil"))
    assert [line.question.figure.value for line in ranking(more_oil).larger] == [90]


def test_a_partner_whose_figure_is_not_published_is_counted(ask: Ask) -> None:
    none = trade("c", 1, absent="confidential").replace("value = 1\n", "")
    for parties, what in ((("a",), "2 partners"), ((), "2 pairs of parties")):
        assert f"2 claims about {what}." in ask(trade("b", 50), none, parties=parties).head.text


def test_who_may_be_larger_than_a_first_place_on_which_claims_differ_is_named(ask: Ask) -> None:
    first = [trade("b", 60), trade("b", 90, id="b-too")]
    others = [trade("c", 80), trade("d", 70), trade("d", 40, id="d-too"), trade("e", 60)]
    answer = ask(*first, *others, trade("f", 50, qualifier="at-least"))
    assert said(answer) == (
        "Largest trade turnover in 2023, the latest full year that most of them have: Bland, from "
        "$60 to $90 (S gave different numbers); Cland ($80), Dland ($40 to $70) and Fland (at "
        "least $50) may be larger."
    )
    places = [(line.question.figure.id[0], line.place) for line in ranking(answer).partners]
    assert places == [("b", 1), ("c", 2), ("d", 3), ("e", 4), ("f", None)]
    same = ask(*first, *(trade("c", value, id=f"c{value}") for value in (60, 90)), trade("d", 65))
    assert "Bland and Cland, from $60 to $90 (S gave different numbers) each" in said(same)
    assert said(same).endswith("; Dland ($65) may be larger.")
    assert "larger" not in said(ask(*first, trade("c", 60)))


def test_a_claim_in_another_currency_is_one_for_the_year(ask: Ask) -> None:
    answer = ask(
        trade("b", 50),
        trade("c", 20),
        trade("d", 9, "2023-01/2023-03"),
        trade("d", 300, unit="RUB", id="roubles"),
        trade("e", 8, "2021", unit="RUB"),
        trade("f", 7, "2022"),
        trade("g", 30),
        trade("b", 600, unit="RUB", id="b-roubles"),
    )
    assert answer.remark_lines == [
        "Not ranked, as no claim covers 2023 whole: Fland ($7, 2022).",
        "Not ranked, as not in dollars: Dland (300 roubles, 2023); Eland (8 roubles, 2021).",
    ]
    found = [(line.question.figure.id, line.place) for line in ranking(answer).others]
    assert found == [("f", None), ("roubles", None), ("e", None)]


# -------------------------------------------------------------------- dates, groups, words


def test_stocks_are_ranked_as_of_their_dates(ask: Ask) -> None:
    claims = [
        trade("b", 50, "../2022-12-05", measure="stock"),
        trade("c", 20, "2022-12-05", measure="stock"),
    ]
    answer = ask(*claims, within=Period.parse("2022"))
    assert said(answer) == "Largest investment as of 5 Dec 2022: Bland, $50."
    assert str(ranking(answer).period) == answer.head.period == "2022-12-05"
    other = trade("d", 10, "2022-06-30", measure="stock")
    answer = ask(*claims, other, within=Period.parse("2022"))
    assert said(answer) == (
        "Largest investment, each at its latest date in 2022: Bland, $50 as of 5 Dec 2022."
    )
    assert (ranking(answer).period, answer.head.period) == (None, None)
    assert "each at its latest date: Bland" in said(ask(*claims, other))


@pytest.mark.parametrize("day", ["2022-12-31", "/2022-12-31", "../2022-12-31", "2022-12"])
def test_of_a_stock_the_date_that_is_better_known_answers(ask: Ask, day: str) -> None:
    year = trade("b", 9, "2022", measure="stock", id="year")
    answer = ask(year, trade("b", 5, day, measure="stock"))
    date = "Dec 2022" if day == "2022-12" else "31 Dec 2022"
    assert said(answer) == f"Investment as of {date}: Bland, $5."
    both = ask(trade("b", 5, day, measure="stock"), trade("c", 4, "2022", measure="stock"))
    assert said(both) == "Largest investment as of 2022: Bland, $5."


def test_stocks_that_share_a_place_have_each_its_own_date(ask: Ask) -> None:
    claims = [
        trade("b", 50, "2021-12-31", measure="stock"),
        trade("c", 50, "2022-06-30", measure="stock"),
        trade("d", 50, "2022-06-30", measure="stock"),
    ]
    assert said(ask(*claims)) == (
        "Largest investment, each at its latest date: Bland ($50 as of 31 Dec 2021), "
        "Cland ($50 as of 30 Jun 2022) and Dland ($50 as of 30 Jun 2022)."
    )
    some = said(ask(*claims[1:], trade("e", 9, "2020-01-31", measure="stock")))
    assert "each at its latest date: Cland and Dland, $50 each as of 30 Jun 2022." in some


def test_three_parties_are_a_group_and_no_partner(ask: Ask, run: Callable[..., str]) -> None:
    group = figure("g", measure="troops", parties=["a", "b", "c"], value=9, period="2020-11-10")
    for words, parties in (("trade a", ("a",)), ("trade", ())):
        text = ask(group, parties=parties).head.text
        assert "1 claim about 1 group of parties. Peacekeepers as of 10 Nov 2020: " in text
        assert text.endswith(": Aland, Bland and Cland, $9.")
        assert "\n1  Aland, Bland and Cland  10 Nov 2020" in run(words, group)


def test_side_by_side_a_larger_group_answers_where_nothing_else_does(
    run: Callable[..., str],
) -> None:
    group = figure("g", measure="troops", parties=["a", "b", "c"], value=9, period="2020-11-10")
    told = "Peacekeepers (Aland, Bland, Cland) as of 10 Nov 2020: $9, "
    page = run("trade a b d", group)
    assert page.startswith(told)
    assert ". No figure on trade of Aland with Dland is recorded.\n\n" in page
    assert run("trade a b c", group).startswith(told)
    assert [it["id"] for it in json.loads(run("trade a d b --json", group))["facts"]] == ["g"]
    for other in ({"status": "forecast"}, {"scope": "police"}):
        beside = figure("p", measure="troops", parties=["a", "d"], period="2019-11-10", **other)
        page = run("trade a b d", group, beside)
        assert page.startswith(told)
        assert " between Aland and Dland" in page
        assert ("No figure on" in page, "more claim" in page) == (False, False)
    ahead = figure("p", measure="troops", parties=["a", "b"], period="2020", status="forecast")
    assert run("trade a b d", group, ahead).startswith(told)
    three = figure("h", measure="troops", parties=["a", "d", "e"], value=8, period="2019-11-10")
    page = run("trade a b c d", group, three)
    assert page.startswith(told)
    assert ". Peacekeepers (Aland, Dland, Eland) as of 10 Nov 2019: $8, " in page
    pair = figure("p", measure="troops", parties=["a", "d"], value=5, period="2020-11-10")
    page = run("trade a b d", group, pair)
    assert page.startswith("Peacekeepers of Aland in 2020: with Dland $5 (10 Nov 2020)")
    assert "\n1 more claim: dipfacts trade a b -f " in page


def test_side_by_side_a_larger_group_of_whom_no_number_is_published_is_no_other_claim(
    dip: Run,
) -> None:
    fields: dict[str, Any] = {"measure": "troops", "value": None, "absent": "not-published"}
    claim = figure("n", parties=["a", "b", "c"], period="2020-11-10", locator="p. 1", **fields)
    page = dip("trade", "a", "b", "d", "-f", str(shared(HEAD + claim))).page(1)
    assert ": not published, " in page
    assert ". No figure on trade of Aland with Bland or Dland is recorded.\n" in page


@pytest.mark.parametrize(
    ("words", "what", "first", "title"),
    [("trade a", "partner", "Dland", "Partner"), ("trade", "pair", "Aland and Dland", "Parties")],
)
def test_a_group_has_no_place_and_no_share_beside_partners(
    run: Callable[..., str], words: str, what: str, first: str, title: str
) -> None:
    when = {"measure": "troops", "period": "2020-11-10"}
    group = figure("g", parties=["a", "b", "c"], value=9, **when)
    pair = figure("p", parties=["a", "d"], value=5, **when)
    text = run(words, group, pair, figure("t", parties=["a"], value=20, **when))
    assert f"3 claims about 1 {what}" in text
    assert f" Peacekeepers as of 10 Nov 2020: {first}, $5." in text
    apart = text.partition("\n\nGroups of parties, not ranked\n")[2].partition("\n\n")[0]
    assert [line.split("  ")[0] for line in apart.splitlines()] == [
        title,
        "Aland, Bland and Cland",
    ]
    assert "Share" not in apart


def test_a_ranking_says_as_known_by_when(ask: Ask) -> None:
    claims = (trade("b", 50), trade("c", 20), trade("b", 8, "2022", id="before"))
    for parties in (("a",), ()):
        answer = ask(*claims, parties=parties, known_by=Period.parse("2026"))
        assert answer.sentence.endswith(". (As known by 2026.)")
    only = ask(trade("b", 50, "2023/2024"), known_by=Period.parse("2026"))
    assert only.sentence.endswith(". (As known by 2026.)")


def test_claims_left_out_are_counted_as_claims(run: Callable[..., str]) -> None:
    claims = [trade("b", 50), trade("b", 40, "2022", id="one")]
    claims += [trade("b", 40, "2022", id="same", source="t"), trade("b", 7, "2021", id="old")]
    out = run("trade a", *claims)
    assert out.startswith("Trade of Aland: 4 claims about 1 partner.")
    assert "\n3 more claims: name both sides, or --limit 0\n" in out


def test_reach_is_what_an_answer_leaves_open(ask: Ask) -> None:
    def of(*claims: str) -> tuple[Any, Any]:
        question: Question = ask(*claims).figures.questions[0]
        return question.reach

    assert of(trade("b", 5)) == (5, 5)
    assert of(trade("b", 5), trade("b", 8, id="x", source="t")) == (5, 8)
    low, high = of(trade("b", 5, qualifier="more-than"))
    assert (low, high > 10**30) == (5, True)
    preferred = trade("b", 8, id="x", source="t", rank="preferred")
    assert of(trade("b", 5), preferred) == (8, 8)


@pytest.mark.parametrize("words", ["trade a", "trade a --in 2022", "trade", "trade --since 2022"])
@pytest.mark.parametrize("many", [0, 5_000])
def test_a_count_of_a_day_has_no_place_beside_those_of_the_year(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch, words: str, many: int
) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", many)
    told = [("b", "2022", 9), ("c", "2022", 8), ("d", "2022-06-30", 6), ("e", "/2022-12-31", 5)]
    of = {"measure": "troops", "from_": "a"}
    tables = [figure(f"{to}1", **of, to=to, period=when, value=it) for to, when, it in told]
    page = run(words, *tables, figure("d2", **of, to="d", period="2022-06/2022-07", value=7))
    who = "partners" if "trade a" in words else "pairs of parties"
    assert f"Largest peacekeepers among the 2 {who} with a figure for all of 2022" in page
    line = "Not ranked, as no claim covers 2022 whole: from Aland to Dland ($7, Jun–Jul 2022); "
    assert f"\n{line}from Aland to Eland ($5, 31 Dec 2022)." in page
    assert "$6" not in page


@pytest.mark.parametrize("dates", ["", " --in 2022", " --since 2022"])
def test_side_by_side_a_count_of_a_day_is_none_of_the_year(
    run: Callable[..., str], dates: str
) -> None:
    of = {"measure": "troops", "from_": "a"}
    told = [("b", "2022", 9), ("c", "2022", 8), ("d", "2022-06-30", 6), ("d", "2021-06-30", 5)]
    tables = [figure(f"{to}{n}", **of, to=to, period=t, value=n) for to, t, n in told]
    page = run(f"trade a b c d{dates}", *tables)
    head = "in 2022: to Bland $9 and to Cland $8; no figure for all of 2022 to Dland."
    assert page.splitlines()[0] == f"Peacekeepers from Aland {head}"
    assert "$6 (30 Jun 2022)" in page
    alone = run(f"trade a b c d{dates}", *(it for it in tables if 'period = "2022"' not in it))
    assert "to Dland $6 " in alone.splitlines()[0]


def test_counts_of_days_alone_have_places(run: Callable[..., str]) -> None:
    of = {"measure": "troops", "from_": "a"}
    told = [("b", "2022-03-01", 9), ("c", "2022-06-30", 8), ("d", "2021", 70)]
    tables = [figure(f"{to}1", **of, to=to, period=when, value=it) for to, when, it in told]
    page = run("trade a --in 2022", *tables)
    assert "1  to Bland  1 Mar 2022" in page
    assert "2  to Cland  30 Jun 2022" in page
