"""Figures that answer one question, and those that do not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from dipfacts.answers.claims.several_units import other_units
from dipfacts.answers.statements.differences import percent_apart
from dipfacts.model.figures.agreement import Question, direction_of, key_of, questions
from dipfacts.model.figures.rounding import INFINITE
from dipfacts.model.figures.voices import (
    Origins,
    independent,
)
from dipfacts.model.file_format.tables import Figure, Measure, Qualifier
from support.agreeing import BN, fact, figure


def question(*figures: Figure, nature: str = "flow") -> Question:
    return Question([fact(claim, nth) for nth, claim in enumerate(figures, 1)], nature)


def test_of_a_question_only_what_is_asked_for_is_computed() -> None:
    one, other = (
        question(*(figure(1, id=id, period=period) for id in ids))
        for ids, period in (("ab", "2020"), ("cd", "2021"))
    )
    assert vars(one) == {}  # of very many claims questions take half the memory so
    assert other_units(one, [one, other]) == []
    assert (vars(one), vars(other)) == ({}, {})  # with what has its unit it is not compared
    assert one.agreement == "single"
    assert "agreement" in vars(one)


def test_of_a_question_of_one_claim_nothing_is_kept() -> None:
    one = question(figure(1, period="2020"))
    assert (one.period.text, one.value, one.agreement, one.spread) == (
        "2020",
        1,
        "single",
        one.figures,
    )
    assert vars(one) == {}


def test_what_makes_a_question() -> None:
    same = [
        figure(1, id="a"),
        figure(1, id="b", parties=("b", "a")),
        figure(1, id="c", period="2021-01/2021-12"),
    ]
    others = [
        figure(1, id="d", period="2021-01/2021-11"),
        figure(1, id="e", unit="RUB"),
        figure(1, id="f", scope="non-oil"),
        figure(1, id="g", part_of="a"),
        figure(1, id="h", part_of="a"),
        figure(1, id="i", parties=(), from_="a", to="b"),
        figure(1, id="j", parties=(), from_="b", to="a"),
        figure(1, id="k", parties=(), from_="a", to="c"),
        figure(1, id="l", part_of="a", scope="g"),
    ]
    turnover = Measure(id="turnover", topic="trade", label="Turnover", nature="flow")
    found = questions([fact(claim) for claim in [*same, *others]], {"turnover": turnover})
    assert [len(q.facts) for q in found] == [3] + [1] * len(others)
    assert str(found[0].period) == "2021"
    assert len({key_of(q.figure, q.nature) for q in found}) == len(found)
    assert len({q.series_in_any_unit for q in found}) == len(found) - 2  # of months, of roubles
    assert {direction_of(q.figure) for q in found} == {*pairwise("aba"), ("a", "c")}


@dataclass
class Case:
    """Claims of one question and what must follow from them."""

    claims: list[Figure]
    agreement: str
    reasons: list[str] = field(default_factory=list)
    value: Any = None


SAID = datetime.date(2022, 2, 21)
CASES = {
    "one claim": Case([figure(5)], "single", value=5),
    "one statement in two papers": Case(
        [
            figure(5, id="a", claimant="x", said_on=SAID),
            figure(5, id="b", claimant="x", said_on=SAID, source="q"),
        ],
        "single",
        value=5,
    ),
    "one voice twice confirms nothing": Case(
        [
            figure(5, id="a", claimant="x", said_on=SAID),
            figure(5, id="b", claimant="x", source="q"),
        ],
        "single",
        value=5,
    ),
    "a minister who quotes the customs": Case(
        [
            figure(5, id="a", claimant="x", reporter="customs"),
            figure(5, id="b", reporter="customs", source="q"),
        ],
        "single",
        value=5,
    ),
    "two sources": Case(
        [figure(2_140_000_000, id="a"), figure(2_100_000_000, id="b", source="q")],
        "confirmed",
        value=2_140_000_000,
    ),
    "mirror figures": Case(
        [figure(40, id="a", reporter="x"), figure(19, id="b", reporter="y")],
        "conflict",
        ["reporter"],
    ),
    "a week apart": Case(
        [figure(25, id="a", claimant="x"), figure(26, id="b", claimant="x")],
        "conflict",
        ["revision"],
    ),
    "reported, then said by the same": Case(
        [figure(25, id="a", reporter="x"), figure(26, id="b", claimant="x")],
        "conflict",
        ["revision"],
    ),
    "said by the same, then reported": Case(
        [figure(25, id="a", claimant="x"), figure(26, id="b", reporter="x")],
        "conflict",
        ["revision"],
    ),
    "reported, then said by another": Case(
        [figure(25, id="a", reporter="x"), figure(26, id="b", claimant="y")],
        "conflict",
        ["unexplained"],
    ),
    "fob and cif": Case(
        [figure(25, id="a", valuation="fob"), figure(26, id="b", valuation="cif")],
        "conflict",
        ["valuation"],
    ),
    "definitions": Case(
        [figure(25, id="a", definition="direct"), figure(26, id="b")], "conflict", ["definition"]
    ),
    "about the year, and the year": Case(
        [figure(25, id="a", period="2021~"), figure(26, id="b", period="2021")],
        "conflict",
        ["period"],
    ),
    "about the year, and the year not for certain": Case(
        [figure(25, id="a", period="2021~"), figure(26, id="b", period="2021?")],
        "conflict",
        ["unexplained"],
    ),
    "no reason": Case([figure(25, id="a"), figure(26, id="b")], "conflict", ["unexplained"]),
    "a preferred claim decides, the others stay": Case(
        [figure(25, id="a", rank="preferred"), figure(26, id="b")],
        "conflict",
        ["unexplained"],
        25,
    ),
    "two preferred that differ decide nothing": Case(
        [figure(25, id="a", rank="preferred"), figure(26, id="b", rank="preferred")],
        "conflict",
        ["unexplained"],
    ),
    "deprecated claims do not count": Case(
        [figure(25, id="a"), figure(99, id="b", rank="deprecated")], "single", value=25
    ),
    "a number that a bound allows": Case(
        [figure(30, id="a"), figure(2, "more-than", id="b", source="q")], "consistent", value=30
    ),
    "a bound of the same voice": Case(
        [figure(30, id="a", claimant="x"), figure(2, "more-than", id="b", claimant="x")],
        "single",
        value=30,
    ),
    "two numbers and a bound": Case(
        [
            figure(30, id="a"),
            figure(30, id="b", source="q"),
            figure(2, "more-than", id="c", source="r"),
        ],
        "confirmed",
        value=30,
    ),
    "two equal bounds confirm nothing": Case(
        [figure(2, "more-than", id="a"), figure(2, "more-than", id="b", source="q")],
        "consistent",
        value=2,
    ),
    "the tighter bound answers": Case(
        [figure(2, "more-than", id="a"), figure(3, "more-than", id="b", source="q")],
        "consistent",
        value=3,
    ),
    "a bound from either side": Case(
        [figure(22, "at-least", id="a"), figure(25, "at-most", id="b", source="q")], "consistent"
    ),
    "bounds that nothing fits between": Case(
        [figure(25, "at-least", id="a"), figure(22, "at-most", id="b", source="q")],
        "conflict",
        ["unexplained"],
    ),
    "a bound that a number breaks": Case(
        [figure(30, "more-than", id="a"), figure(25, id="b", source="q")],
        "conflict",
        ["unexplained"],
    ),
    "reasons for some of it": Case(
        [
            figure(196, id="a", reporter="x"),
            figure(400, id="b", reporter="y", source="q"),
            figure(300, id="c", source="r"),
        ],
        "conflict",
        ["reporter", "unexplained"],
    ),
    "one number of two voices, and a third": Case(
        [
            figure(25, id="a", reporter="x"),
            figure(25, id="b", reporter="y"),
            figure(30, id="c", reporter="y"),
        ],
        "conflict",
        ["reporter", "revision"],
    ),
    "two that are both fob": Case(
        [figure(25, id="a", valuation="fob"), figure(26, id="b", valuation="fob")],
        "conflict",
        ["unexplained"],
    ),
    "a paper, then a reporter": Case(
        [figure(25, id="a"), figure(26, id="b", reporter="x")], "conflict", ["unexplained"]
    ),
    "a reporter, then a paper": Case(
        [figure(25, id="a", reporter="x"), figure(26, id="b")], "conflict", ["unexplained"]
    ),
    "no valuation, then fob": Case(
        [figure(25, id="a"), figure(26, id="b", valuation="fob")], "conflict", ["unexplained"]
    ),
    "fob, then no valuation": Case(
        [figure(25, id="a", valuation="fob"), figure(26, id="b")], "conflict", ["unexplained"]
    ),
    "provisional and preferred, then final": Case(
        [
            figure(25, id="a", reporter="x", status="provisional", rank="preferred"),
            figure(26, id="b", reporter="x", source="q"),
        ],
        "conflict",
        ["revision"],
        25,
    ),
    "provisional, then final": Case(
        [
            figure(25, id="a", reporter="x", status="provisional"),
            figure(26, id="b", reporter="x", source="q"),
        ],
        "single",
        value=26,
    ),
    "provisional fob, then final cif": Case(
        [
            figure(25, id="a", reporter="x", status="provisional", valuation="fob"),
            figure(26, id="b", reporter="x", source="q", valuation="cif"),
        ],
        "conflict",
        ["revision", "valuation"],
    ),
    "provisional goods, then final goods and services": Case(
        [
            figure(25, id="a", reporter="x", status="provisional", definition="goods"),
            figure(26, id="b", reporter="x", source="q", definition="goods and services"),
        ],
        "conflict",
        ["revision", "definition"],
    ),
    "an estimate, then provisional": Case(
        [
            figure(25, id="a", reporter="x", status="estimate"),
            figure(26, id="b", reporter="x", status="provisional"),
        ],
        "single",
        value=26,
    ),
    "final, then estimated anew": Case(
        [
            figure(26, id="b", reporter="x"),
            figure(25, id="a", reporter="x", status="estimate"),
        ],
        "conflict",
        ["revision"],
    ),
    "provisional, then a final bound that it keeps": Case(
        [
            figure(25, id="a", reporter="x", status="provisional"),
            figure(10, "more-than", id="b", reporter="x"),
        ],
        "single",
        value=25,
    ),
    "provisional, then a final bound that it keeps, and somebody else": Case(
        [
            figure(25, id="a", reporter="x", status="provisional"),
            figure(10, "more-than", id="b", reporter="x", claimant="z"),
            figure(33, id="c", reporter="y"),
        ],
        "conflict",
        ["reporter"],
    ),
    "provisional, then a final bound that excludes it": Case(
        [
            figure(25, id="a", reporter="x", status="provisional"),
            figure(30, "more-than", id="b", reporter="x"),
        ],
        "single",
        value=30,
    ),
    "a bound that is an estimate, then a looser one": Case(
        [
            figure(30, "more-than", id="a", reporter="x", status="estimate"),
            figure(10, "more-than", id="b", reporter="x"),
        ],
        "single",
        value=30,
    ),
    "a bound that is an estimate, then a number": Case(
        [
            figure(30, "more-than", id="a", reporter="x", status="estimate"),
            figure(25, id="b", reporter="x"),
        ],
        "single",
        value=25,
    ),
    "an estimate of somebody else": Case(
        [figure(25, id="a", status="estimate"), figure(26, id="b", source="q")],
        "conflict",
        ["unexplained"],
    ),
    "none but deprecated": Case([figure(99, rank="deprecated")], "single", value=99),
    "recorded as none": Case([figure(0)], "single", value=0),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_outcome(case: Case) -> None:
    asked = question(*case.claims)
    assert (asked.agreement, asked.reasons, asked.value) == (
        case.agreement,
        case.reasons,
        case.value,
    )


ORIGINS = Origins(
    {"yearbook": frozenset({"customs"}), "almanac": frozenset({"yearbook", "customs"})}
)


@pytest.mark.parametrize(
    ("sources", "statements"),
    [
        (["customs", "yearbook"], 1),
        (["customs", "almanac"], 1),
        (["yearbook", "almanac"], 1),  # both are made from the same
        (["yearbook", "paper"], 2),
        (["customs", "paper", "yearbook"], 2),
    ],
)
def test_what_is_made_from_another_source_is_no_voice(sources: list[str], statements: int) -> None:
    claims = [figure(5, id=source, source=source) for source in sources]
    found = Question([fact(claim) for claim in claims], "flow", ORIGINS)
    assert found.numeric_voice_count == statements
    assert found.agreement == ("confirmed" if statements > 1 else "single")


@pytest.mark.parametrize(
    ("claims", "value", "reach"),
    [
        ([(3, "less-than"), (4, "less-than")], 3, (-INFINITE, 3)),
        ([(3, "more-than"), (4, "more-than")], 4, (4, INFINITE)),
        ([(3, "at-least"), (4, "at-most")], None, (3, 4)),
        ([(30, "about"), (31, "exactly"), (29, "at-least")], 31, (31, 31)),
        ([(3, "less-than"), (4, "more-than")], None, (-INFINITE, INFINITE)),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("beside", [[], [figure(3.5, id="other")], [figure(50, id="other")]])
def test_of_preferred_claims_that_which_answers_alone_answers_beside_others(
    claims: list[tuple[int, Qualifier]],
    value: int | None,
    reach: tuple[Any, Any],
    order: int,
    beside: list[Figure],
) -> None:
    best = [
        figure(number, how, id=f"p{number}", rank="preferred", source=f"s{number}")
        for number, how in claims
    ][::order]
    alone = question(*(replace(one, rank="normal") for one in best))
    asked = question(*best, *beside)
    if alone.agreement == "conflict":
        assert not asked.preferred
        return
    assert (asked.value, asked.reach) == (alone.value, alone.reach) == (value, reach)
    assert [it.id for it in asked.answering] == [it.id for it in alone.answering]
    assert [it.id for it in asked.preferred] == [it.id for it in alone.answering]


@pytest.mark.parametrize("ids", ["ab", "ba"])
def test_what_is_made_from_another_source_may_still_differ_from_it(ids: str) -> None:
    claims = [figure(5, id=ids[0], source="customs"), figure(7, id=ids[1], source="yearbook")]
    found = Question([fact(claim) for claim in claims], "flow", ORIGINS)
    assert (found.agreement, found.low, found.high) == ("conflict", 5, 7)
    assert found.reasons == ["derivation"]


def test_sources_made_from_one_another_are_one_voice() -> None:
    claims = [figure(5, id="a", source="p"), figure(5, id="b", source="q")]
    circle = Origins({"p": frozenset({"p", "q"}), "q": frozenset({"p", "q"})})
    assert Question([fact(claim) for claim in claims], "flow", circle).numeric_voice_count == 1


PUBLISHERS = Origins(publishers={"july": "bank", "september": "bank", "paper": "gazette"})


@pytest.mark.parametrize(
    ("voices", "statements"),
    [
        ([{"source": "july"}, {"source": "september"}], 1),  # two editions of one data set
        ([{"source": "july"}, {"source": "paper"}], 2),
        ([{"source": "july"}, {"source": "september"}, {"source": "paper"}], 2),
        # A publisher is who speaks only where a claim names nobody.
        ([{"source": "july", "claimant": "x"}, {"source": "september", "claimant": "y"}], 2),
        ([{"source": "july", "reporter": "x"}, {"source": "september"}], 2),
    ],
)
def test_what_names_nobody_is_said_by_its_publisher(
    voices: list[dict[str, Any]], statements: int
) -> None:
    claims = [fact(figure(5, id=f"f{nth}", **voice)) for nth, voice in enumerate(voices)]
    for order in (claims, claims[::-1]):
        assert Question(order, "flow", PUBLISHERS).numeric_voice_count == statements


ACT_FOR = {"minister": "a", "customs": "a", "a": "a", "envoy": "b", "office": "b", "chief": "fund"}
STATES = Origins(states=ACT_FOR)


@pytest.mark.parametrize(
    ("voices", "statements"),
    [
        ([{"claimant": "minister"}, {"claimant": "customs"}], 1),
        ([{"claimant": "minister"}, {"reporter": "customs"}], 1),
        ([{"claimant": "minister"}, {"reporter": "a"}], 1),
        ([{"claimant": "minister"}, {"claimant": "envoy"}], 2),
        ([{"claimant": "minister"}, {"claimant": "scholar"}], 2),
        ([{"claimant": "minister"}, {}], 2),
        # A joint statement is one voice, and makes two that each speak alone no one voice.
        ([{"claimant": ("minister", "envoy")}], 1),
        ([{"claimant": ("customs", "office")}, {"claimant": "minister"}], 1),
        ([{"claimant": ("customs", "office")}, {"claimant": "minister"}, {"claimant": "envoy"}], 2),
        ([{"claimant": ("minister", "scholar")}, {"claimant": "envoy"}], 2),
        # Who quotes a reporter does not speak for a state.
        ([{"reporter": "customs", "claimant": "envoy"}, {"reporter": "office"}], 2),
        ([{"reporter": "customs", "claimant": "envoy"}, {"claimant": "minister"}], 1),
        ([{"reporter": "customs", "claimant": "envoy"}, {"claimant": "envoy"}], 1),
        ([{"reporter": "customs", "claimant": "b"}, {"reporter": "b"}], 1),
        ([{"reporter": "customs", "claimant": "b"}, {"reporter": "office"}], 1),
        # Who is no state is one voice as well, whatever the role.
        ([{"reporter": "fund"}, {"claimant": "fund"}], 1),
        ([{"reporter": "fund", "claimant": "envoy"}, {"claimant": "fund"}], 1),
        ([{"reporter": "fund", "claimant": "envoy"}, {"claimant": "chief"}], 1),
        ([{"reporter": "fund"}, {"claimant": "chief"}], 1),
        ([{"reporter": "fund"}, {"claimant": ("chief", "envoy")}], 1),
        ([{"reporter": "fund", "claimant": "chief"}, {"reporter": "customs"}], 2),
        ([{"reporter": "fund"}, {"claimant": "scholar"}], 2),
    ],
)
def test_who_acts_for_one_state_is_one_voice(voices: list[dict[str, Any]], statements: int) -> None:
    claims = [
        fact(figure(5, id=f"f{nth}", source=f"s{nth}", **voice)) for nth, voice in enumerate(voices)
    ]
    found = Question(claims, "flow", STATES)
    assert (
        found.numeric_voice_count,
        Question(claims[::-1], "flow", STATES).numeric_voice_count,
    ) == (statements,) * 2
    assert found.agreement == ("confirmed" if statements > 1 else "single")


@pytest.mark.parametrize(
    ("second", "statements"),
    [({}, 1), ({"source": "herald"}, 2), ({"claimant": "envoy"}, 2), ({"reporter": "a"}, 2)],
    ids=str,
)
def test_who_quotes_somebody_is_no_voice_beside_them(
    second: dict[str, Any], statements: int
) -> None:
    claims = [
        fact(figure(5, id="f1", source="gazette", claimant="scholar")),
        fact(figure(5, id="f2", **{"source": "gazette", **second})),
    ]
    for each in (claims, claims[::-1]):
        assert Question(each, "flow", Origins()).numeric_voice_count == statements


def test_a_bound_that_a_source_quotes_makes_its_own_number_no_voice() -> None:
    own = fact(figure(9, id="own", source="gazette"))
    quoted = fact(figure(8, "more-than", id="quoted", source="gazette", claimant="scholar"))
    elsewhere = fact(figure(9, id="elsewhere", source="herald", claimant="scholar"))
    asked = Question([own, quoted, elsewhere], "flow", Origins())
    assert (asked.agreement, asked.numeric_voice_count, asked.voice_count) == ("single", 1, 1)
    without = Question([own, elsewhere], "flow", Origins())
    assert (without.agreement, without.numeric_voice_count) == ("confirmed", 2)


def test_a_bound_of_the_source_that_another_is_made_from_makes_its_number_no_voice() -> None:
    bound = fact(figure(8, "more-than", id="bound", source="customs"))
    made = fact(figure(9, id="made", source="yearbook"))
    other = fact(figure(9, id="other", source="herald"))
    origins = Origins(sources={"yearbook": frozenset({"customs"})})
    asked = Question([bound, made, other], "flow", origins)
    assert (asked.agreement, asked.numeric_voice_count, asked.voice_count) == ("consistent", 1, 2)


def test_of_no_claim_there_is_no_voice() -> None:
    assert independent([], Origins()) == 0


@pytest.mark.parametrize("claims", [(0, 1), (1, 0)])
def test_the_exact_number_is_finer_than_a_round_one(claims: tuple[int, int]) -> None:
    both = [figure(2_960_000_000, id="a"), figure(3 * BN, "about", id="b", source="q")]
    asked = question(*(both[nth] for nth in claims))
    assert (asked.agreement, asked.value) == ("confirmed", 2_960_000_000)


@pytest.mark.parametrize("rank", ["normal", "preferred"])  # which comes first
def test_an_undated_claim_of_the_same_voice_is_no_revision(rank: str) -> None:
    one, other = figure(25, id="a", claimant="x"), figure(26, id="b", claimant="x", rank=rank)
    asked = Question([fact(one, 1), fact(other, None)], "flow")
    assert asked.reasons == ["unexplained"]


@pytest.mark.parametrize(
    ("final", "provisional", "revised"),
    [(2, 1, ["b"]), (1, 1, ["b"]), (1, None, ["b"]), (None, 1, ["b"]), (1, 2, [])],
)
def test_a_final_number_replaces_what_is_not_known_to_be_newer(
    final: int | None, provisional: int | None, revised: list[str]
) -> None:
    one = figure(26, id="a", reporter="x")
    other = figure(25, id="b", reporter="x", status="provisional")
    asked = Question([fact(one, final), fact(other, provisional)], "flow")
    assert [early.id for early in asked.revised] == revised


def test_of_equal_numbers_the_more_precise_one_may_be_the_one_that_differs() -> None:
    claims = [
        figure(2, id="a", reporter="x"),
        figure(Decimal("2.0"), id="b", reporter="x"),
        figure(Decimal("2.4"), id="c", reporter="y"),
    ]
    assert Question([fact(claim) for claim in claims], "ratio").reasons == ["reporter"]


@pytest.mark.parametrize(
    ("claims", "low", "high"),
    [
        ([figure(43, id="a"), figure(44, id="b"), figure(10, "more-than", id="c")], 43, 44),
        ([figure(43, id="a"), figure(44, id="b"), figure(90, "less-than", id="c")], 43, 44),
        ([figure(43, id="a"), figure(44, id="b"), figure(50, "more-than", id="c")], 43, 50),
        ([figure(43, id="a"), figure(30, "at-most", id="c")], 30, 43),
        ([figure(22, "at-least", id="a"), figure(25, "at-most", id="b")], 22, 25),
        ([figure(2, "more-than", id="a"), figure(3, "more-than", id="b")], 3, 3),
        ([figure(2, "less-than", id="a"), figure(3, "at-most", id="b")], 2, 2),
        ([figure(2, "at-least", id="a"), figure(2, "more-than", id="b")], 2, 2),
    ],
)
def test_bounds_enter_the_spread_only_where_they_contradict(
    claims: list[Figure], low: int, high: int
) -> None:
    asked = question(*claims)
    assert (asked.low, asked.high) == (low, high)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("both", [("at-least", "more-than"), ("at-most", "less-than")])
def test_of_equal_bounds_the_one_that_excludes_itself_answers(
    both: tuple[str, str], order: tuple[int, int]
) -> None:
    asked = question(*(figure(2, both[nth], id=f"c{nth}", source=f"s{nth}") for nth in order))
    assert asked.finest.qualifier == both[1]


def test_forecasts_and_targets_are_questions_of_their_own() -> None:
    statuses = [None, "provisional", "estimate", "forecast", "target"]
    claims = [fact(figure(1, id=f"c{n}", status=status)) for n, status in enumerate(statuses)]
    turnover = Measure(id="turnover", topic="trade", label="Turnover", nature="flow")
    found = questions(claims, {"turnover": turnover})
    assert [len(q.facts) for q in found] == [3, 1, 1]
    assert [q.is_ahead for q in found] == [False, True, True]


def test_the_spread_is_in_percent_of_the_lowest() -> None:
    asked = question(figure(2_900_000_000, id="a"), figure(3_400_000_000, id="b"))
    assert percent_apart(asked) == Decimal("17.2")
    assert percent_apart(question(figure(-1, id="a"), figure(1, id="b"))) is None
    for more, percent in ((60_000, "0.1"), (44_000, "0.04"), (149, "0.0001")):
        near = question(figure(10**8, id="a"), figure(10**8 + more, id="b"))
        assert percent_apart(near) == Decimal(percent)
