"""Agreement, rounding, bounds, independence and reasons, and what holds for any claims at all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.rounding import Interval, agree, grain, interval
from dipfacts.model.figures.voices import (
    COMPARED_WITH_ALL,
    REASONS,
    Origins,
    figure_of,
    independent,
)
from dipfacts.model.file_format.tables import Figure, Qualifier
from support.agreeing import BN, fact, figure

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
