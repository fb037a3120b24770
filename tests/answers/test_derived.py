"""Numbers computed from claims: what enters them, what does not, and that they can be redone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts.answers.answer import Answer
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.periods.period import Period
from dipfacts.render.json.records import document
from support import draws
from support.derived import EXPORTS, GROWTH, IMPORTS, TURNOVER, Ask, asked, claim, told


@pytest.fixture
def ask() -> Ask:
    return lambda *claims, **query: asked(list(claims), **query)


# ---------------------------------------------------------------------------------- sums


def test_turnover_and_balance_of_one_reporter(ask: Ask) -> None:
    answer = ask(claim(EXPORTS, "2021", 900), claim(IMPORTS, "2021", 2000), measure=None)
    assert told(answer, "sum") == [(2900, "exports + imports", ["c0", "c1"])]
    assert told(answer, "balance") == [(-1100, "exports - imports", ["c0", "c1"])]


@pytest.mark.parametrize(
    ("stated", "reporter", "with_both", "said"),
    [
        (-1100, "a", False, ""),
        (-700, "a", False, ", though -$700 is stated"),
        (1100, "a", False, ", though $1,100 is stated"),
        (-700, "b", False, ""),  # another voice
        (-1100, "a", True, ""),
        (400, "a", True, ""),  # that of the other, whose flows the voice states too
        (-700, "a", True, ", though -$700 is stated"),
    ],
)
def test_a_balance_between_two_is_that_of_whose_exports_the_voice_states(
    ask: Ask, stated: int, reporter: str, with_both: bool, said: str
) -> None:
    flows = [claim(EXPORTS, "2021", 900), claim(IMPORTS, "2021", 2000)]
    if with_both:
        flows += [
            claim(EXPORTS | {"from": "b", "to": "a"}, "2021", 2100),
            claim(IMPORTS | {"from": "a", "to": "b"}, "2021", 1700),
        ]
    balance = {"parties": ["a", "b"], "reporter": reporter, "measure": "balance"}
    answer = ask(*flows, claim(balance, "2021", stated), measure=None)
    texts = [
        it.text.partition("; computed")[0] for it in answer.figures.derived if it.kind == "balance"
    ]
    whose = {"Aland with Beland": "-$1,100", "Beland with Aland": "$400"}
    expected = [f"Balance of {who}, 2021, Aland: {value}{said}" for who, value in whose.items()]
    assert sorted(texts) == expected[: 1 + with_both]


def test_a_part_with_two_claims_has_a_share_by_one_and_no_refusal_of_the_other(ask: Ask) -> None:
    whole, part = claim(EXPORTS, "2021", 1000), {"part_of": "c0", "scope": "oil"}
    answer = ask(
        whole,
        claim(EXPORTS, "2021", 700, **part),
        claim(EXPORTS, "2021", 700, source="daily", reporter=None, **part),
        measure=None,
    )
    assert told(answer, "share") == [(70, "part / total * 100", ["c1", "c0"])]
    assert [remark for remark in answer.remark_lines if "share" in remark] == []


def text_of(answer: Answer, kind: str) -> str:
    (found,) = (str(entry.text) for entry in answer.figures.derived if entry.kind == kind)
    return found.partition("; computed")[0]


def test_a_balance_that_is_stated_otherwise_is_named(ask: Ask) -> None:
    flows = claim(EXPORTS, "2021", 900), claim(IMPORTS, "2021", 2000)
    for stated, said in (
        (-1100, ""),
        (-700, ", though -$700 is stated"),
        (1100, ", though $1,100"),
    ):
        answer = ask(*flows, claim(EXPORTS | {"measure": "balance"}, "2021", stated), measure=None)
        text = text_of(answer, "balance")
        assert text.startswith("Balance of Aland with Beland, 2021, Aland: -$1,100" + said)
        assert ("though" in text) == bool(said)


def test_none_is_exact_and_what_is_not_none_is_not_told_as_none(ask: Ask) -> None:
    answer = ask(claim(EXPORTS, "2020", 4), claim(EXPORTS, "2021", 0), measure=None)
    assert text_of(answer, "growth").endswith(": -100.0%")
    fine = claim(IMPORTS, "2021", Decimal("12.25"), unit="tonnes")
    answer = ask(claim(EXPORTS, "2021", 0, unit="tonnes"), fine, measure=None)
    assert text_of(answer, "sum").endswith(": 12.25 tonnes")
    answer = ask(claim(EXPORTS, "2021", 12, unit="tonnes"), fine, measure=None)
    assert text_of(answer, "balance").endswith(": about -0.25 tonnes")


def test_the_last_number_of_a_voice_is_taken_though_it_is_provisional(ask: Ask) -> None:
    """A final number replaces provisional ones, but none that is known to be newer."""
    given = [
        claim(EXPORTS, "2021", 900),
        claim(EXPORTS, "2021", 700, source="daily", status="provisional"),
        claim(IMPORTS, "2021", 2000),
    ]
    assert told(ask(*given, measure=None), "sum") == [(2700, "exports + imports", ["c1", "c2"])]
    given[1] |= {"source": "paper"}
    given[0] |= {"source": "daily"}
    assert told(ask(*given, measure=None), "sum") == [(2900, "exports + imports", ["c0", "c2"])]


@pytest.mark.parametrize(
    "other",
    [
        claim(IMPORTS, "2021-01/2021-11", 2000),
        claim(IMPORTS, "2021", 2000, reporter="b"),
        claim(IMPORTS, "2021", 2000, reporter=None),
        claim(IMPORTS, "2021", 2000, unit="EUR"),
        claim(IMPORTS, "2021", 2000, qualifier="more-than"),
        claim(IMPORTS, "2021", 2000, scope="oil"),
        claim(IMPORTS, "2021", 2000, **{"from": "a", "to": "b"}),
    ],
    ids=["part-year", "reporter", "no reporter", "unit", "bound", "scope", "direction"],
)
def test_what_is_no_sum(ask: Ask, other: dict[str, Any]) -> None:
    answer = ask(claim(EXPORTS, "2021", 900), other)
    assert told(answer, "sum") == told(answer, "balance") == []


def test_a_stated_total_comes_first_and_a_difference_is_told(ask: Ask) -> None:
    parts = claim(EXPORTS, "2021", 900_000), claim(IMPORTS, "2021", 2_000_000)
    near = ask(*parts, claim(TURNOVER, "2021", 2_900_000), within=Period.parse("2021"))
    assert near.head.derived is None
    assert near.head.value == 2_900_000
    text = "Trade turnover between Aland and Beland, 2021, Aland: $2.9 million"
    assert near.figures.derived[0].text == text
    far = ask(*parts, claim(TURNOVER, "2021", 3_500_000))
    assert far.figures.derived[0].text.endswith("$2.9 million, though $3.5 million is stated")


@pytest.mark.parametrize(("reporter", "said"), [("a", True), ("b", False), (None, False)])
def test_a_stated_total_is_set_beside_a_sum_of_its_own_voice_alone(
    ask: Ask, reporter: str | None, said: bool
) -> None:
    flows = claim(EXPORTS, "2021", 900), claim(IMPORTS, "2021", 2000)
    turnover = claim(TURNOVER | {"reporter": reporter}, "2021", 9000)
    answer = ask(*flows, turnover, measure=None)
    assert text_of(answer, "sum").endswith(", though $9,000 is stated") == said


def test_what_is_not_final_is_told_before_what_is_stated(ask: Ask) -> None:
    """Else it would be read as said of that."""
    parts = claim(EXPORTS, "2021", 900_000, status="estimate"), claim(IMPORTS, "2021", 2_000_000)
    stated = (
        claim(TURNOVER, "2021", 3_500_000),
        claim(EXPORTS | {"measure": "balance"}, "2021", 700),
        claim(EXPORTS, "2020", 600_000),
        claim(GROWTH, "2021", 10),
    )
    answer = ask(*parts, *stated, measure=None)
    assert text_of(answer, "sum").endswith(" (estimate: c0), though $3.5 million is stated")
    assert text_of(answer, "balance").endswith(" (estimate: c0), though $700 is stated")


def test_a_sum_stands_in_where_no_total_is_stated(ask: Ask) -> None:
    answer = ask(
        claim(EXPORTS, "2021", 900),
        claim(IMPORTS, "2021", 2000),
        claim(TURNOVER, "2021-01/2021-11", 2500),
        within=Period.parse("2021"),
    )
    assert answer.head.value == 2900
    written = next(value for key, value in document(answer).each if key == "answer")
    assert written["derived"] == {"formula": "exports + imports", "from": ["c0", "c1"]}
    assert answer.head.text == (
        "Not stated, but derived: Trade turnover between Aland and Beland, 2021, Aland: $2,900 "
        "(exports + imports)."
    )


def test_words_are_as_coarse_as_the_numbers_and_the_value_is_exact(ask: Ask) -> None:
    answer = ask(
        claim(EXPORTS, "2021", 802_200_000),
        claim(IMPORTS, "2021", 1_800_000_000),
    )
    assert [(e.value, e.text.rpartition(": ")[2]) for e in answer.figures.derived] == [
        (2_602_200_000, "about $2.6 billion"),
        (-997_800_000, "about -$1 billion"),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "rate", "shown"),
    [
        (2_412_345_678, 2_613_456_789, "8.3", "8.3%"),
        (2_410_000_000, 2_610_000_000, "8.3", "about 8%"),
        (2_400_000_000, 2_600_000_000, "8.3", "about 8% (4% to 13% with the rounding of "),
        (2_412_345_678, 2_412_345_679, "0.0", "0.0%"),
        (2_610_000_000, 2_600_000_000, "-0.4", "about 0% (-2% to 2% with the rounding of "),
    ],
)
def test_a_rate_is_as_sure_as_the_rounding_of_its_numbers(
    ask: Ask, earlier: int, later: int, rate: str, shown: str
) -> None:
    (growth,) = ask(
        claim(TURNOVER, "2020", earlier), claim(TURNOVER, "2021", later)
    ).figures.derived
    assert growth.value == Decimal(rate)
    told = growth.text.rpartition(": ")[2]
    assert told == (shown + "the numbers)" if shown.endswith(" of ") else shown)


# -------------------------------------------------------------------------------- growth


def test_growth_is_between_adjacent_years_of_one_voice(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2019", 1000),
        claim(TURNOVER, "2020", 1200),
        claim(TURNOVER, "2021", 900, reporter="b"),
        claim(TURNOVER, "2022-01/2022-10", 1300),
        claim(TURNOVER, "2018", 700, qualifier="more-than"),
    )
    assert told(answer, "growth") == [
        (Decimal("20.0"), "(later / earlier - 1) * 100", ["c1", "c0"])
    ]
    assert (
        "Derived growth rates leave out 3 claims: 1 bound, "
        "1 without a year before or after by the same reporter or claimant and "
        "1 part of a year without the same months of another year "
        "by the same reporter or claimant."
    ) in answer.remark_lines


def test_a_year_with_two_numbers_is_left_out_for_that_reason(ask: Ask) -> None:
    """Nothing here is of another unit, definition or valuation."""
    years = [claim(EXPORTS, "2020", 100), claim(EXPORTS, "2020", 120)]
    years += [claim(EXPORTS, "2021", 100), claim(EXPORTS, "2022", 110)]
    reason = "2 of a year with several numbers by one reporter or claimant, or beside one."
    assert f"Derived growth rates leave out 2 claims: {reason}" in ask(*years).remark_lines
    years[:2] = [it | {"valuation": "fob"} for it in years[:2]]
    reason = "2 beside a year of another unit, definition or valuation."
    assert f"Derived growth rates leave out 2 claims: {reason}" in ask(*years).remark_lines


def test_a_flow_without_a_rate_is_counted_beside_one_with_rates(ask: Ask) -> None:
    answer = ask(
        claim(EXPORTS, "2020", 80),
        claim(EXPORTS, "2021", 90, qualifier="less-than"),
        claim(EXPORTS, "2022", 95),
        claim(IMPORTS, "2021", 95),
        claim(IMPORTS, "2022", 95),
    )
    assert [ids for _, _, ids in told(answer, "growth")] == [["c4", "c3"]]
    assert (
        "Derived growth rates leave out 3 claims: 1 bound and 2 without a year before or after by"
        " the same reporter or claimant."
    ) in answer.remark_lines


def test_growth_of_the_same_months_but_not_between_reporters(ask: Ask) -> None:
    months = ask(claim(TURNOVER, "2020-01/2020-11", 2400), claim(TURNOVER, "2021-01/2021-11", 2600))
    assert [value for value, _, _ in told(months, "growth")] == [Decimal("8.3")]
    best = {"rank": "preferred", "rank_reason": "the final count"}
    preferred = ask(
        claim(TURNOVER, "2020", 100, reporter="a", **best),
        claim(TURNOVER, "2021", 150, reporter="b", **best),
    )
    assert told(preferred, "growth") == []


def test_stated_growth_beyond_rounding_is_told(ask: Ask) -> None:
    years = claim(TURNOVER, "2020", 2_600_000), claim(TURNOVER, "2021", 2_900_000)
    near = ask(*years, claim(GROWTH, "2021", 12))
    assert near.figures.derived[0].text.endswith(
        "(8% to 16% with the rounding of the numbers), and 12% is stated"
    )
    far = ask(*years, claim(GROWTH, "2021", 25))
    assert far.figures.derived[0].text.endswith("rounding of the numbers), though 25% is stated")


# ----------------------------------------------------------------- shares and asymmetries


def test_the_share_of_a_part_in_its_total(ask: Ask) -> None:
    oil = claim(TURNOVER, "2021", 300, part_of="c0", scope="oil")
    answer = ask(claim(TURNOVER, "2021", 1200), oil)
    assert told(answer, "share") == [(Decimal("25.0"), "part / total * 100", ["c1", "c0"])]
    assert answer.figures.derived[0].text == (
        "Share of oil in trade turnover between Aland and Beland in 2021, Aland: about 25% "
        "(24% to 27% with the rounding of the numbers)"
    )


BETTER = {"rank": "preferred", "rank_reason": "it is complete"}


@pytest.mark.parametrize(
    ("one", "other", "have_shares"),
    [
        ({}, BETTER, ["c2"]),
        (BETTER, {}, ["c1"]),
        ({"said_on": date(2022, 5, 1)}, {"said_on": date(2022, 6, 1)}, ["c2"]),
        ({}, {}, ["c1", "c2"]),
        ({}, {"reporter": "b", **BETTER}, ["c1"]),
        ({}, {"part_of": "c3", **BETTER}, ["c1"]),
    ],
    ids=["preferred", "the first", "the last", "none is last", "another voice", "no total"],
)
def test_of_several_numbers_of_a_part_by_one_voice_the_last_has_a_share(
    ask: Ask, one: dict[str, Any], other: dict[str, Any], have_shares: list[str]
) -> None:
    part = {"part_of": "c0", "scope": "oil"}
    answer = ask(
        claim(EXPORTS, "2021", 1000),
        claim(EXPORTS, "2021", 200, **part | one),
        claim(EXPORTS, "2021", 300, **part | other),
        claim(EXPORTS, "2021", 900, reporter="a-customs"),
        measure=None,
    )
    values = {"c1": 20, "c2": 30}
    formula = "part / total * 100"
    assert told(answer, "share") == [(values[id], formula, [id, "c0"]) for id in have_shares]


def test_asymmetry_is_that_of_the_middle(ask: Ask) -> None:
    formula = "(a - b) / ((a + b) / 2) * 100"
    answer = ask(
        claim(TURNOVER, "2014", 1_960_000_000), claim(TURNOVER, "2014", 4 * 10**9, reporter="b")
    )
    assert told(answer, "asymmetry") == [(Decimal("68.5"), formula, ["c1", "c0"])]
    mirrored = claim(EXPORTS, "2014", 100, measure="imports", reporter="b")
    answer = ask(claim(EXPORTS, "2014", 90), mirrored)
    assert [ids for _, _, ids in told(answer, "asymmetry")] == [["c1", "c0"]]


def test_two_offices_of_one_country_are_no_mirror(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2014", 100, reporter="a-customs"),
        claim(TURNOVER, "2014", 200, reporter="a-statistics"),
    )
    assert told(answer, "asymmetry") == []


# ---------------------------------------------------------------------------- invariants

kinds = st.sampled_from([TURNOVER, EXPORTS, IMPORTS])
drawn = st.builds(
    claim,
    kinds,
    st.sampled_from(["2019", "2020", "2021", "2020-01/2020-11", "2021-01/2021-11"]),
    st.integers(0, 5000),
    reporter=st.sampled_from(["a", "b", None]),
    claimant=st.sampled_from(["b", None]),
    qualifier=st.sampled_from(["exactly", "about", "more-than"]),
    source=st.sampled_from(["paper", "daily"]),
)
FORMULAS: dict[str, Callable[[Any, Any], Any]] = {
    "exports + imports": lambda a, b: a + b,
    "exports - imports": lambda a, b: a - b,
    "(later / earlier - 1) * 100": lambda a, b: (a / b - 1) * 100,
    "(a - b) / ((a + b) / 2) * 100": lambda a, b: (a - b) / ((a + b) / 2) * 100,
}
shuffled = st.lists(drawn, min_size=1, max_size=8).flatmap(
    lambda claims: st.tuples(st.just(claims), st.permutations(range(len(claims))))
)
slow = settings(
    max_examples=draws.drawn(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


# In years that are not drawn, so that something of each kind is derived whatever else is.
SURE = [
    claim(EXPORTS, "2010", 310),
    claim(IMPORTS, "2010", 530),
    claim(TURNOVER, "2011", 900),
    claim(TURNOVER, "2012", 1100),
    claim(TURNOVER, "2012", 1300, reporter="b"),
]


@slow
@given(st.lists(drawn, max_size=10))
def test_every_derived_number_can_be_redone(claims: list[dict[str, Any]]) -> None:
    answer = asked([*SURE, *claims])
    assert {entry.formula for entry in answer.figures.derived} == {*FORMULAS}
    by_id = {fact.id: figure_of(fact) for fact in answer.facts}
    for entry in answer.figures.derived:
        parts = [by_id[name] for name in entry.ids]
        assert {part.qualifier for part in parts} <= {"exactly", "about"}
        a, b = (Decimal(part.number) for part in parts)
        again = FORMULAS[entry.formula](a, b)
        if entry.unit == "percent":
            assert abs(again - entry.value) <= Decimal("0.05")
            again = again.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        else:
            assert again == entry.value


@slow
@given(shuffled)
def test_the_order_of_claims_changes_no_answer(
    both: tuple[list[dict[str, Any]], list[int]],
) -> None:
    claims, order = both
    claims = [keys | {"id": f"x{nth}"} for nth, keys in enumerate(claims)]
    one = asked(claims)
    other = asked([claims[nth] for nth in order])
    assert one.head == other.head
    assert one.remark_lines == other.remark_lines
    each = (sorted((it.text, it.ids) for it in of.figures.derived) for of in (one, other))
    assert next(each) == next(each)
    assert [q.facts[0].id for q in one.figures.questions] == [
        q.facts[0].id for q in other.figures.questions
    ]


@slow
@given(
    st.lists(drawn, min_size=1, max_size=8), st.integers(1, 5000), st.sampled_from(["USD", "RUB"])
)
def test_a_part_year_changes_no_full_year(
    claims: list[dict[str, Any]], value: int, unit: str
) -> None:
    year = Period.parse("2021")
    full = claim(TURNOVER, "2021", 1234, id="full")
    rouble = claim(TURNOVER, "2021", 90_000, id="rouble", unit="RUB")
    before = asked([full, rouble, *claims], within=year)
    part = claim(TURNOVER, "2021-01/2021-10", value, id="part", unit=unit)
    after = asked([full, rouble, *claims, part], within=year)
    head = before.head
    assert head.partial is False
    if unit == "RUB":  # it is counted among the claims in roubles
        counted = head.text.replace("1 claim is in", "2 claims are in")
        head = head.replaced(text=counted.replace("roubles: ", "roubles: the newest "))
    assert head == after.head
    assert [e for e in after.figures.derived if "part" in e.ids] == []


@pytest.mark.parametrize("spelled", ["2021-01/2021-12", "2021-01-01/2021-12-31"])
def test_a_derived_number_names_its_year_as_the_tables_do(ask: Ask, spelled: str) -> None:
    flows = claim(EXPORTS, "2020", 800), claim(EXPORTS, spelled, 900), claim(IMPORTS, spelled, 20)
    other = {"source": "daily", "reporter": "b"}
    beside = claim(EXPORTS, "2021", 910, **other), claim(IMPORTS, "2021", 20, **other)
    answer = ask(*flows, *beside, measure=None)
    mine = [it for it in answer.figures.derived if "c1" in it.ids]
    texts = [it.text for it in mine if it.kind != "asymmetry"]
    assert [text.partition(", Aland")[0] for text in texts] == [
        "Trade turnover between Aland and Beland, 2021",
        "Balance of Aland with Beland, 2021",
        "Growth of exports from Aland to Beland, 2020 to 2021",
    ]
    alone = " ".join(it.text for it in ask(*flows, measure=None).figures.derived)
    assert ", 2021, Aland" not in alone  # nor does a table
    assert f", {Period.parse(spelled).show()}, Aland" in alone
