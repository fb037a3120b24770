"""Agreement, rounding, bounds, independence and reasons, and what holds for any claims at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from dipfacts.answers.claims.several_units import other_units
from dipfacts.answers.statements.differences import percent_apart
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, direction_of, key_of, questions
from dipfacts.model.figures.rounding import INFINITE, Interval, agree, grain, interval
from dipfacts.model.figures.voices import (
    COMPARED_WITH_ALL,
    REASONS,
    Origins,
    figure_of,
    independent,
)
from dipfacts.model.file_format.tables import Figure, Measure, Qualifier

BN = 10**9


def figure(value: Any, qualifier: Any = "exactly", **keys: Any) -> Figure:
    """A figure about two parties, as short as a test wants it."""
    given_keys: dict[str, Any] = {
        "id": "claim",
        "measure": "turnover",
        "period": "2021",
        "unit": "USD",
        "source": "paper",
        "parties": ("a", "b"),
    }
    return Figure(**(given_keys | {"value": value, "qualifier": qualifier} | keys))


def fact(claim: Figure, known: int | None = 1) -> Fact:
    return Fact(claim, "figure", "trade", known, "facts.toml", 1)


def question(*figures: Figure, nature: str = "flow") -> Question:
    return Question([fact(claim, nth) for nth, claim in enumerate(figures, 1)], nature)


# ------------------------------------------------------------------------------ agreement


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        (figure(3_000_000_000), figure(2_900_000_000), False),
        (figure(2_140_000_000), figure(2_100_000_000), True),
        (figure(2_000_000_000), figure(2_500_000_000), False),
        (figure(62 * BN), figure(65 * BN), False),
        (figure(6_700_000_000), figure(6_000_000_000), False),
        (figure(70 * BN, "about"), figure(68 * BN), True),
        (figure(70 * BN, "about"), figure(62 * BN), False),
        (figure(Decimal("3E9")), figure(2_900_000_000), False),
        (figure(Decimal("4.3")), figure(35, "about"), False),
        (figure(Decimal("-5")), figure(Decimal("5.8")), False),
        (figure(Decimal("-5")), figure(Decimal("-5.2")), True),
        (figure(Decimal("-5")), figure(5), False),
        (figure(0), figure(0), True),
        (figure(0), figure(40), False),
        (figure(0), figure(70 * BN, "about"), False),
        (figure(0), figure(Decimal("0.3")), False),
        (figure(0), figure(Decimal("0.02"), "about"), False),
        (figure(0), figure(0, "about"), True),
    ],
)
def test_numbers_agree_if_equal_after_rounding_to_the_coarser(
    one: Figure, other: Figure, agreed: bool
) -> None:
    assert agree(one, other, "flow") is agree(other, one, "flow") is agreed


@pytest.mark.parametrize(
    ("bound", "other", "agreed"),
    [
        (figure(3 * BN, "more-than"), figure(3_400_000_000), True),
        (figure(3 * BN, "more-than"), figure(3 * BN), True),  # the 3.0 is rounded
        (figure(3 * BN, "more-than"), figure(2_900_000_000), False),
        (figure(3 * BN, "less-than"), figure(2_900_000_000), True),
        (figure(3 * BN, "less-than"), figure(3_100_000_000), False),
        (figure(3 * BN, "at-least"), figure(3 * BN, "at-most"), True),
        (figure(3 * BN, "more-than"), figure(3 * BN, "at-most"), False),
        (figure(3 * BN, "more-than"), figure(4 * BN, "less-than"), True),
        (figure(80, "more-than"), figure(70, "more-than"), True),  # 90 is over both
        (figure(3 * BN, "more-than"), figure(3_200_000_000, "more-than"), True),
        (figure(5, "less-than"), figure(0), True),
        (figure(0, "more-than"), figure(0), False),  # "none" is not rounded
        (figure(80, "at-most"), figure(70, "less-than"), True),
        (figure(5 * BN, "at-least"), figure(5 * BN, "almost"), False),  # that is below 5
        (figure(4_900_000_000, "more-than"), figure(5 * BN, "almost"), True),
        (figure(5 * BN, "less-than"), figure(5 * BN, "almost"), True),
        (figure(4 * BN, "at-most"), figure(5 * BN, "almost"), False),
    ],
)
def test_a_number_agrees_with_the_bounds_it_keeps(
    bound: Figure, other: Figure, agreed: bool
) -> None:
    assert agree(bound, other, "flow") is agree(other, bound, "flow") is agreed


@pytest.mark.parametrize(
    ("bound", "other", "nature", "agreed"),
    [
        (figure(5, "at-least"), figure(Decimal("5.5")), "ratio", True),
        (figure(5, "at-least"), figure(Decimal("4.4")), "ratio", False),
        (figure(5, "more-than"), figure(Decimal("5.0")), "ratio", True),  # up to 5.05
        (figure(5, "at-most"), figure(Decimal("5.1")), "ratio", False),
        (figure(5, "at-most"), figure(Decimal("5.0")), "ratio", True),
        (figure(5, "less-than"), figure(Decimal("4.9")), "ratio", True),
        (figure(0, "more-than"), figure(0), "ratio", True),  # 0% is rounded
        (figure(0), figure(Decimal("0.4")), "ratio", True),
        (figure(1), figure(Decimal("1.4")), "ratio", True),
        (figure(0), figure(Decimal("0.6")), "ratio", False),
        (figure(Decimal("0.0")), figure(Decimal("0.4")), "ratio", False),
        (figure(0), figure(Decimal("0.4")), "stock", False),
        (figure(0, "more-than"), figure(0), "count", False),
        (figure(100, "more-than"), figure(100, "about"), "count", True),
        (figure(100, "more-than"), figure(100), "count", False),
        (figure(100, "at-least"), figure(100), "count", True),
        (figure(3, "less-than"), figure(3), "rank", False),
        (figure(100, "at-least"), figure(100, "almost"), "count", False),
        (figure(99, "at-least"), figure(100, "almost"), "count", True),
    ],
)
def test_small_numbers_keep_bounds_too(
    bound: Figure, other: Figure, nature: str, agreed: bool
) -> None:
    assert agree(bound, other, nature) is agree(other, bound, nature) is agreed


@pytest.mark.parametrize(
    ("almost", "other", "nature", "agreed"),
    [
        (5 * BN, figure(4_800_000_000), "flow", True),
        (5 * BN, figure(5_000_000_000), "flow", True),  # may be 4.96 billion
        (5 * BN, figure(5_100_000_000), "flow", False),
        (5 * BN, figure(4_400_000_000), "flow", False),
        (5 * BN, figure(5 * BN, "about"), "flow", True),
        (5 * BN, figure(5 * BN, "almost"), "flow", True),
        (80 * BN, figure(75 * BN), "flow", False),  # nearer to 70
        (80 * BN, figure(75 * BN, "almost"), "flow", False),
        (80 * BN, figure(76 * BN), "flow", True),
        (80 * BN, figure(75 * BN, "at-most"), "flow", False),
        (3_400_000_000, figure(3 * BN, "about"), "flow", True),
        (100, figure(98), "count", True),
        (100, figure(100), "count", False),
        (0, figure(0, "almost"), "flow", True),
    ],
)
def test_almost_is_about_and_below(almost: int, other: Figure, nature: str, agreed: bool) -> None:
    one = figure(almost, "almost")
    assert agree(one, other, nature) is agree(other, one, nature) is agreed


@pytest.mark.parametrize(
    ("other", "agreed"),
    [
        (figure(Decimal("-11.6")), True),
        (figure(-12), True),
        (figure(Decimal("-12.4")), False),
        (figure(-11), False),
        (figure(-12, "about"), True),
        (figure(-12, "almost"), True),
        (figure(12, "almost"), False),
        (figure(-12, "at-most"), False),
        (figure(-12, "less-than"), False),
        (figure(-12, "more-than"), True),
        (figure(-11, "at-least"), False),
        (figure(Decimal("-11.8"), "at-least"), True),
    ],
)
def test_almost_of_what_is_below_zero_is_nearer_to_zero(other: Figure, agreed: bool) -> None:
    one = figure(-12, "almost")
    assert agree(one, other, "ratio") is agree(other, one, "ratio") is agreed
    assert interval(one, "ratio") == Interval(Decimal("-12"), Decimal("-11.5"))


def test_counts_are_not_rounded_unless_they_are_said_to_be() -> None:
    assert not agree(figure(15), figure(16), "count")
    assert not agree(figure(230, "more-than"), figure(230), "count")
    assert agree(figure(900_000, "about"), figure(896_120), "count")
    assert grain(figure(100), "count") == 1


# -------------------------------------------------------------------------- one question


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


# ------------------------------------------------------------------------------ anything

numbers = st.one_of(
    st.integers(-(10**12), 10**12),
    st.sampled_from([0, 2_900_000_000, 3_000_000_000, 3_400_000_000, 70 * BN]),
    st.decimals(-100, 100, places=1),
)
qualifiers = st.sampled_from(get_args(Qualifier))
maybe = st.sampled_from([None, "x", "y"])
statuses = st.sampled_from([None, None, "provisional", "estimate"])
drawn = st.builds(
    figure,
    numbers,
    qualifiers,
    reporter=maybe,
    claimant=maybe,
    definition=maybe,
    source=st.sampled_from(["p", "q", "r"]),
    valuation=st.sampled_from([None, "fob", "cif"]),
    rank=st.sampled_from(["normal", "normal", "preferred", "deprecated"]),
    status=statuses,
)
natures = st.sampled_from(["flow", "stock", "ratio", "rank", "count"])


def named(figures: list[Figure]) -> list[Fact]:
    """The figures as facts with ids of their own, known one after another."""
    return [
        fact(
            Figure(**{key: getattr(f, key) for key in f.__struct_fields__} | {"id": f"c{nth}"}), nth
        )
        for nth, f in enumerate(figures)
    ]


facts = st.lists(drawn, min_size=1, max_size=8).map(named)
near = st.builds(  # equal, or equal after rounding
    figure,
    st.sampled_from([2_900_000_000, 2_940_000_000, 3_000_000_000]),
    st.sampled_from(["exactly", "about"]),
    reporter=maybe,
    claimant=maybe,
    source=st.sampled_from(["p", "q", "r"]),
    status=statuses,
)
facts_alike = st.lists(near, min_size=2, max_size=4).map(named)


def told(asked: Question) -> tuple[object, ...]:
    return (
        [f.id for f in asked.facts],
        asked.agreement,
        asked.reasons,
        repr((asked.value, asked.low, asked.high)),
        asked.numeric_voice_count,
        asked.finest.id,
        str(asked.period),
    )


@given(drawn, drawn, natures)
def test_agreement_has_no_order(one: Figure, other: Figure, nature: str) -> None:
    assert agree(one, other, nature) == agree(other, one, nature)
    assert agree(one, one, nature)


@given(facts.flatmap(lambda f: st.tuples(st.just(f), st.permutations(f))), natures)
def test_the_order_of_claims_changes_no_answer(
    both: tuple[list[Fact], list[Fact]], nature: str
) -> None:
    one, other = (Question(order, nature) for order in both)
    assert told(one) == told(other)


@given(facts, natures)
def test_low_and_high_hold_every_value(found: list[Fact], nature: str) -> None:
    asked = Question(found, nature)
    assert all(asked.low <= f.number <= asked.high for f in asked.numbers)
    assert {asked.low, asked.high} <= {f.value for f in asked.figures}
    assert asked.value is None or asked.value in [f.value for f in asked.figures]  # and no mean
    assert (asked.agreement == "conflict") == bool(asked.reasons)
    assert set(asked.reasons) <= set(REASONS)


@given(facts, drawn, natures)
def test_another_claim_never_settles_a_conflict(
    found: list[Fact], added: Figure, nature: str
) -> None:
    before = Question(found, nature)
    after = Question(named([*(f.claim for f in found), added]), nature)  # type: ignore[list-item]  # figures all
    assume(before.agreement == "conflict" and any(f.claim.rank != "deprecated" for f in found))
    assume([f.id for f in after.revised] == [f.id for f in before.revised])  # a final figure may
    assert after.agreement == "conflict"
    assert after.value is None or after.preferred


@given(
    st.one_of(facts, facts_alike),
    st.integers(0, 1000),
    st.sampled_from(["more-than", "at-least", "less-than", "at-most"]),
    st.fixed_dictionaries({"reporter": maybe, "claimant": maybe, "status": statuses}),
    natures,
)
def test_a_satisfied_bound_changes_no_value_low_or_high(
    found: list[Fact], beyond: int, qualifier: str, voice: dict[str, Any], nature: str
) -> None:
    before = Question(found, nature)
    numbers = [it.number for it in before.figures if it.value is not None]
    assume(numbers)
    is_lower = qualifier in ("more-than", "at-least")
    value = min(numbers) - beyond if is_lower else max(numbers) + beyond
    bound = figure(value, qualifier, source="another", **voice)
    assume(before.numbers and all(agree(bound, other, nature) for other in before.figures))
    assume(any(f.claim.rank != "deprecated" for f in found))
    after = Question(named([*(f.claim for f in found), bound]), nature)  # type: ignore[list-item]  # figures all
    assert (after.value, after.low, after.high) == (before.value, before.low, before.high)
    assert after.numeric_voice_count == before.numeric_voice_count
    assert (after.agreement in ("confirmed", "conflict")) == (
        before.agreement in ("confirmed", "conflict")
    )


@given(st.one_of(facts, facts_alike), natures)
@example(named([figure(2_900_000_000, source="p"), figure(2_940_000_000, source="q")]), "flow")
def test_only_two_independent_numbers_confirm(found: list[Fact], nature: str) -> None:
    asked = Question(found, nature)
    if asked.agreement == "confirmed":
        assert asked.numeric_voice_count > 1 < len(asked.numbers)
        assert all(agree(a, b, nature) for a in asked.numbers for b in asked.numbers)
    if asked.agreement != "conflict":
        assert all(agree(a, b, nature) for a in asked.figures for b in asked.figures)


@given(facts_alike, st.sampled_from([Origins(states={"x": "y"}), Origins(states={"y": "x"})]))
def test_who_is_named_in_any_role_is_one_voice(found: list[Fact], origins: Origins) -> None:
    own = [it for it in found if "x" in (figure_of(it).reporter, figure_of(it).claimant)]
    assert independent(own, origins) == min(len(own), 1)


def test_very_many_bounds_replace_no_estimate_that_they_allow() -> None:
    many = [
        figure(BN + n, qualifier, reporter="x", status=status)
        for n in range(10_000)
        for qualifier, status in (("exactly", "estimate"), ("at-least", None))
    ]
    asked = Question(named(many), "count")
    assert [it.id for it in asked.revised] == [f"c{nth}" for nth in range(19_996, -1, -2)]


@pytest.mark.parametrize(("number", "agreement"), [(BN // 2, "conflict"), (2 * BN, "consistent")])
def test_very_many_bounds_are_compared_in_no_time(number: int, agreement: str) -> None:
    many = [figure(BN + n, "more-than", source=f"s{n}") for n in range(20_000)]
    asked = Question(named([*many, figure(number, source="last")]), "flow")
    assert (asked.agreement, asked.low) == (agreement, number)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({0: {"valuation": "fob"}, 100: {"valuation": "cif"}}, "valuation"),
        ({COMPARED_WITH_ALL: {"valuation": "fob"}, 100: {"valuation": "cif"}}, "valuation"),
        ({100: {"claimant": "x"}, 102: {"claimant": "x"}}, "revision"),
    ],
)
def test_of_very_many_claims_each_is_compared_with_both_ends_and_its_own_voice(
    said: dict[int, dict[str, Any]], reason: str
) -> None:
    numbers = range(COMPARED_WITH_ALL + 1)
    claims = [
        figure(
            BN + 1 + n, id=f"c{(n + 30) % len(numbers):03}", **said.get(n, {})
        )  # no end is first
        for n in numbers
    ]
    asked = Question([fact(claim, 1 + nth % 4) for nth, claim in enumerate(claims)], "flow")
    assert asked.reasons == [reason, "unexplained"]


def test_very_many_claims_are_compared_in_no_time() -> None:
    many = [figure(BN + 7 * n, claimant=f"p{n % 500}", source=f"s{n}") for n in range(20_000)]
    asked = Question(named(many), "flow")
    assert len(many) > COMPARED_WITH_ALL
    assert (asked.agreement, asked.numeric_voice_count) == ("conflict", 500)
    assert asked.reasons == ["revision", "unexplained"]
