"""Numbers computed only between comparable claims: the rest is left out, and the reason said."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.periods.period import Period
from dipfacts.model.request import Request
from dipfacts.render import formats
from dipfacts.render.page.figures.chart import lines
from support.derived import EXPORTS, GROWTH, IMPORTS, TURNOVER, Ask, asked, claim, told

CONSTANT, CURRENT = "at constant 2015 prices", "at current prices"
FISCAL = ["2016-04/2017-03", "2017-04/2018-03", "2018-04/2019-03"]
ESCAPE = "\x1b[31m"


@pytest.fixture
def ask() -> Ask:
    return lambda *claims, **query: asked(list(claims), **query)


def page(answer: Answer) -> str:
    out = io.StringIO()
    formats.write(answer, Request(command="figures"), out)
    return out.getvalue()


# ------------------------------------------------------------------------------- growth


@pytest.mark.parametrize(
    "later",
    [
        {"definition": CURRENT},
        {"definition": None},
        {"valuation": "cif"},
        {"valuation": None},
        {"unit": "EUR"},
        {"scope": "oil"},
        {"reporter": "b"},
        {"reporter": None},
        {"reporter": None, "claimant": "a"},
        {"qualifier": "more-than"},
        {"qualifier": "at-most"},
        {"status": "forecast"},
        {"status": "target"},
        {"period": "2021-01/2021-11"},
        {"period": "2022"},
    ],
    ids=str,
)
def test_no_growth_between_claims_that_are_not_comparable(ask: Ask, later: dict[str, Any]) -> None:
    same = {**TURNOVER, "definition": CONSTANT, "valuation": "fob"}
    answer = ask(
        claim(same, "2020", 1000), claim({**same, **later}, later.get("period", "2021"), 9)
    )
    assert told(answer, "growth") == []


@pytest.mark.parametrize(
    "both",
    [
        {"definition": CONSTANT, "valuation": "fob", "scope": "oil"},
        {"reporter": None, "claimant": "b"},
        {"rank": "preferred", "rank_reason": "the final count"},
        {"status": "provisional"},
    ],
    ids=str,
)
def test_growth_between_claims_that_are_alike_is_told_once(ask: Ask, both: dict[str, Any]) -> None:
    answer = ask(claim(TURNOVER, "2020", 1000, **both), claim(TURNOVER, "2021", 1500, **both))
    rate = (Decimal("50.0"), "(later / earlier - 1) * 100", ["c1", "c0"])
    assert told(answer, "growth") == [rate]
    assert not [line for line in answer.remark_lines if "rate" in line]


def test_definitions_are_compared_without_case_and_signs(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2020", 1000, definition=CONSTANT),
        claim(TURNOVER, "2021", 1500, definition="At constant (2015) prices"),
    )
    assert [value for value, _, _ in told(answer, "growth")] == [Decimal("50.0")]


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        (
            {"definition": CONSTANT},
            {"definition": CURRENT},
            f"the definitions differ ({CONSTANT}; {CURRENT})",
        ),
        ({}, {"definition": CURRENT}, f"the definitions differ (not given; {CURRENT})"),
        ({"valuation": "fob"}, {"valuation": "cif"}, "the valuations differ (fob; cif)"),
        ({"unit": "RUB"}, {}, "the currencies differ (roubles; dollars)"),
        ({"unit": "tonnes"}, {}, "the units differ (tonnes; dollars)"),
        (
            {"definition": CONSTANT, "valuation": "fob"},
            {},
            f"the definitions differ ({CONSTANT}; not given) and the valuations differ "
            "(fob; not given)",
        ),
        ({"value": 0}, {}, "the first number is not above zero"),
        ({"value": -5}, {"value": -6}, "the first number is not above zero"),
        ({}, {"value": -5}, "the second number is below zero"),
    ],
    ids=str,
)
def test_the_page_says_why_there_is_no_rate(
    ask: Ask, earlier: dict[str, Any], later: dict[str, Any], why: str
) -> None:
    first, second = {"value": 1000, **earlier}, {"value": 1500, **later}
    answer = ask(claim(TURNOVER, "2022", **first), claim(TURNOVER, "2023", **second))
    assert told(answer, "growth") == []
    assert answer.remark_lines == [f"No growth rate from 2022 to 2023: {why}."]


def test_of_many_numbers_of_one_voice_the_first_are_named(ask: Ask) -> None:
    earlier = [claim(TURNOVER, "2022", 11 + 7 * n) for n in range(9)]
    answer = ask(*earlier, claim(TURNOVER, "2023", 15))
    remark, *_ = answer.remark_lines
    assert remark.startswith("No growth rate from 2022 to 2023: ")
    assert remark.endswith(" gave $11, $18, $25 and 6 more.")


@pytest.mark.parametrize(
    ("scopes", "why"),
    [
        (("goods", None), "the scopes differ (goods; not given)"),
        ((None, "oil"), "the scopes differ (not given; oil)"),
        (("goods", "goods and services"), "the scopes differ (goods; goods and services)"),
    ],
)
def test_years_of_which_one_scope_alone_is_told_have_no_rate_and_it_says_why(
    ask: Ask, scopes: tuple[str | None, ...], why: str
) -> None:
    years = [claim(TURNOVER, f"{2021 + n}", 1000, scope=it) for n, it in enumerate(scopes)]
    answer = ask(*years)
    assert told(answer, "growth") == []
    (line,) = (line for line in answer.remark_lines if line.startswith("No growth rate of "))
    assert line.endswith(f" from 2021 to 2022: {why}.")
    whole = claim(TURNOVER, "2022", 3000, id="whole", scope="all that is sold")
    part = claim(TURNOVER, "2022", 900, scope=scopes[0] or "goods", part_of="whole")
    divided = ask(years[0], whole, part)
    assert not [line for line in divided.remark_lines if line.startswith("No growth rate of ")]
    both = ask(*years, claim(TURNOVER, "2021", 2000, scope=scopes[1]))
    assert len(told(both, "growth")) == 1
    assert not [line for line in both.remark_lines if line.startswith("No growth rate")]


def test_a_rate_between_some_claims_of_two_years_is_enough(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2020", 1000),
        claim(TURNOVER, "2020", 900, definition=CONSTANT),
        claim(TURNOVER, "2021", 1500),
    )
    assert [ids for _, _, ids in told(answer, "growth")] == [["c2", "c0"]]
    assert not [line for line in answer.remark_lines if line.startswith("No growth rate")]


def test_many_years_without_a_rate_are_one_line(ask: Ask) -> None:
    answer = ask(
        *(
            claim(TURNOVER, str(year), 1000, definition=(CONSTANT, CURRENT)[year % 2])
            for year in range(2010, 2020)
        )
    )
    first, second = answer.remark_lines
    assert first == (
        "No growth rate from 2018 to 2019, 2016 to 2017, 2014 to 2015 and 2 more: "
        f"the definitions differ ({CONSTANT}; {CURRENT})."
    )
    years = "2017 to 2018, 2015 to 2016, 2013 to 2014 and 1 more"
    assert second.startswith(f"No growth rate from {years}: ")


def test_of_several_series_the_line_names_its_own(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 1000),
        claim(EXPORTS, "2020", 10, valuation="fob"),
        claim(EXPORTS, "2021", 15, valuation="cif"),
    )
    assert answer.remark_lines == [
        "No growth rate of exports from Aland to Beland from 2020 to 2021: "
        "the valuations differ (fob; cif)."
    ]


def test_different_numbers_for_which_nobody_is_named_are_of_no_voice(ask: Ask) -> None:
    named_by_none = [
        claim(TURNOVER, year, value, reporter=None, source=paper)
        for year in ("2020", "2021")
        for value, paper in ((100, "paper"), (200, "daily"))
    ]
    assert ask(*named_by_none).remark_lines == [
        "No growth rate is derived from 4 claims: 4 by no named reporter or claimant."
    ]


def test_what_growth_rates_leave_out_is_counted_by_reason(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2010", 1000),
        claim(TURNOVER, "2011", 1500),
        claim(TURNOVER, "2011", 1500, reporter=None),
        claim(TURNOVER, "2011", 1490, source="daily"),
        claim(TURNOVER, "2011", 1500, reporter="b"),
        claim(TURNOVER, "2012", 1500, qualifier="less-than"),
        claim(TURNOVER, "2012", 1600, qualifier="at-least"),
        claim(TURNOVER, "2012", 1600, definition=CURRENT),
        claim(TURNOVER, "2013-01/2013-10", 1300),
        claim(TURNOVER, "2014", 1300, unit="EUR"),
        claim(TURNOVER, "2030", 9000, status="target"),
        claim(EXPORTS, "2011", 9),
    )
    assert answer.remark_lines[-1] == (
        "Derived growth rates leave out 9 claims: 1 forecast or target, 2 bounds, "
        "1 in another currency or unit, 1 by no named reporter or claimant, "
        "1 repeated or revised by the same reporter or claimant, "
        "1 beside a year of another unit, definition or valuation, "
        "1 without a year before or after by the same reporter or claimant and "
        "1 part of a year without the same months of another year "
        "by the same reporter or claimant."
    )


def test_what_nobody_says_is_left_out_for_that_and_not_for_its_unit(ask: Ask) -> None:
    crowns = {"unit": "NOK", "reporter": None}
    said = page(ask(*YEARS, *(claim(TURNOVER, year, 900, **crowns) for year in ("2017", "2018"))))
    assert "leave out 2 claims: 2 by no named reporter or claimant." in said


def test_a_year_after_one_of_zero_is_left_out_for_that_reason(ask: Ask) -> None:
    years = [claim(EXPORTS, str(2021 + nth), value) for nth, value in enumerate((5, 0, 2))]
    assert "Derived growth rates leave out 1 claim: 1 beside a year of 0 or less." in page(
        ask(*years)
    )


def test_what_is_left_out_for_one_reason_is_counted_in_the_plural(ask: Ask) -> None:
    answer = ask(
        *YEARS,
        claim(TURNOVER, "2030", 9000, status="target"),
        claim(TURNOVER, "2031", 9000, status="forecast"),
        claim(TURNOVER, "2021", 1300, unit="EUR"),
        claim(TURNOVER, "2021", 1300, unit="RUB"),
        claim(TURNOVER, "2016/2018", 1300),
        claim(TURNOVER, "/2018", 1300),
        claim(TURNOVER, "2015-XX", 130),
    )
    assert answer.remark_lines[-1] == (
        "Derived growth rates leave out 7 claims: 2 forecasts or targets, "
        "3 of more than a year, or of some time in it and 2 in other currencies or units."
    )


def test_deprecated_claims_are_not_computed_with(ask: Ask) -> None:
    wrong = {"rank": "deprecated", "rank_reason": "a misprint"}
    answer = ask(
        claim(TURNOVER, "2020", 100, **wrong), claim(TURNOVER, "2021", 150), deprecated=True
    )
    assert answer.figures.derived == []


def test_numbers_that_are_not_final_are_marked(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2020", 1000),
        claim(TURNOVER, "2021", 1500, status="provisional"),
        claim(TURNOVER, "2021", 1400, status="estimate"),
    )
    (rate,) = answer.figures.derived
    assert rate.text == (
        "Growth of trade turnover between Aland and Beland, 2020 to 2021, Aland: about 50% "
        "(38% to 63% with the rounding of the numbers) (provisional: c1)"
    )


def test_where_there_is_no_rate_it_says_why(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2019", 1000),
        claim(TURNOVER, "2021", 1500),
        claim(TURNOVER, "2022", 1500, qualifier="more-than"),
        claim(TURNOVER, "2023-01/2023-10", 1300),
        claim(TURNOVER, "2024-01/2024-10", 1300, reporter="b"),
        claim(EXPORTS, "2021", 9),
    )
    assert answer.figures.derived == []
    assert answer.remark_lines[-1] == (
        "No growth rate is derived from 5 claims: 1 bound, "
        "2 without a year before or after by the same reporter or claimant and "
        "2 parts of years without the same months of another year "
        "by the same reporter or claimant."
    )


# ------------------------------------------------------------------------- stated growth

YEARS = claim(TURNOVER, "2020", 2_600_000), claim(TURNOVER, "2021", 2_900_000)  # 11.5%
ABOUT_12 = "about 12% (8% to 16% with the rounding of the numbers)"


@pytest.mark.parametrize(
    ("qualifier", "value", "differs"),
    [
        ("exactly", 12, False),
        ("exactly", 17, True),
        ("exactly", 5, True),
        ("about", 10, False),
        ("about", 30, True),
        ("almost", 12, False),
        ("almost", 5, True),
        ("more-than", 5, False),
        ("more-than", 11, False),
        ("more-than", 20, True),
        ("at-least", 5, False),
        ("at-least", 20, True),
        ("less-than", 20, False),
        ("less-than", 5, True),
        ("at-most", 20, False),
        ("at-most", 5, True),
    ],
)
def test_stated_growth_is_called_different_only_where_it_is(
    ask: Ask, qualifier: str, value: int, differs: bool
) -> None:
    answer = ask(*YEARS, claim(GROWTH, "2021", value, qualifier=qualifier))
    qualified = display.figure_amount(figure_of(answer.figures.questions[-1].facts[0]))
    word = "though" if differs else "and"
    assert answer.figures.derived[0].text.endswith(f"{ABOUT_12}, {word} {qualified} is stated")


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2020"},
        {"definition": CONSTANT},
        {"scope": "oil"},
        {"status": "forecast"},
        {"status": "target"},
        {"parties": None, "from": "a", "to": "b"},
        {"measure": "share"},
        {"unit": "USD"},
    ],
    ids=str,
)
def test_a_rate_about_something_else_is_not_held_against_growth(
    ask: Ask, other: dict[str, Any]
) -> None:
    answer = ask(*YEARS, claim({**GROWTH, **other}, other.get("period", "2021"), 45))
    assert answer.figures.derived[0].text.endswith(f"Aland: {ABOUT_12}")


def test_a_deprecated_rate_is_not_held_against_growth(ask: Ask) -> None:
    wrong = {"rank": "deprecated", "rank_reason": "a misprint"}
    answer = ask(*YEARS, claim(GROWTH, "2021", 45, **wrong), deprecated=True)
    assert answer.figures.derived[0].text.endswith(f"Aland: {ABOUT_12}")


@pytest.mark.parametrize("order", [(10, 15), (15, 10)])
def test_of_two_numbers_of_one_day_none_is_computed_with(ask: Ask, order: tuple[int, int]) -> None:
    two = [claim(EXPORTS, "2022", value) for value in order]
    others = (claim(IMPORTS, "2022", 5), claim(EXPORTS, "2021", 10), claim(EXPORTS, "2020", 9))
    answer = ask(*two, *others, claim(EXPORTS, "2022", 2, **{"reporter": "b"}))
    assert [entry.ids for entry in answer.figures.derived] == [["c3", "c4"]]
    assert answer.remark_lines[-3:] == [
        "No sum or balance of exports and imports in 2022: Aland gave $10 and $15.",
        "No growth rate of exports from Aland to Beland from 2021 to 2022: Aland gave $10 and $15.",
        "Derived growth rates leave out 3 claims: 2 of a year with several numbers by one reporter "
        "or claimant, or beside one and 1 without a year before or after by the same reporter or "
        "claimant.",
    ]
    mirrored = ask(*two, claim({**IMPORTS, "from": "a", "to": "b"}, "2022", 2, reporter="b"))
    text = "Aland reports $10 and $15, Beland $2; not compared, as Aland gave different numbers."
    assert mirrored.head.text.endswith(text)
    assert mirrored.figures.sides[0].asymmetry is None
    assert sorted(fact.id for fact in mirrored.figures.sides[0].facts) == ["c0", "c1", "c2"]
    known = [claim(EXPORTS, "2022", value, said_on=f"2022-0{value}") for value in (3, 4)]
    assert told(ask(*known, *others), "sum") == [(9, "exports + imports", ["c1", "c2"])]
    unknown = [
        claim(EXPORTS, "2022", 3, said_on="2022-04"),
        claim(EXPORTS, "2022", 4, said_on="2022"),
    ]
    assert told(ask(*unknown, *others), "sum") == []


def test_the_rate_of_the_way_back_is_not_that_of_the_way_there(ask: Ask) -> None:
    there = {"measure": "exports", "from": "b", "to": "a", "reporter": "b"}
    rate = {"measure": "growth-of-exports", "unit": "percent"}
    years = claim(there, "2020", 2_600_000), claim(there, "2021", 2_900_000)
    back = ask(*years, claim(rate, "2021", 45, **{"from": "a", "to": "b"}))
    assert [e.text for e in back.figures.derived] == [
        f"Growth of exports from Beland to Aland, 2020 to 2021, Beland: {ABOUT_12}"
    ]
    same = ask(*years, claim(rate, "2021", 45, **{"from": "b", "to": "a"}))
    assert same.figures.derived[0].text.endswith(f"Beland: {ABOUT_12}, though 45% is stated")


# --------------------------------------------------------------------- sums and balances


@pytest.mark.parametrize("more", [{}, {"rank": "preferred", "rank_reason": "final"}], ids=str)
@pytest.mark.parametrize(("start", "end"), [("a", "b"), ("b", "a")])
def test_a_sum_and_a_balance_are_told_once_whichever_way(
    ask: Ask, start: str, end: str, more: dict[str, Any]
) -> None:
    ends, back = {"from": start, "to": end}, {"from": end, "to": start}
    answer = ask(
        claim(EXPORTS, "2021", 900_000, **ends, reporter=start, **more),
        claim(IMPORTS, "2021", 2_000_000, **back, reporter=start, **more),
        claim(TURNOVER, "2021", 3_500_000, reporter=start),
    )
    names = {"a": "Aland", "b": "Beland"}
    who, other = names[start], names[end]
    assert [entry.text for entry in answer.figures.derived] == [
        f"Trade turnover between Aland and Beland, 2021, {who}: $2.9 million, "
        "though $3.5 million is stated",
        f"Balance of {who} with {other}, 2021, {who}: -$1.1 million",
    ]


@pytest.mark.parametrize(
    ("exports", "imports", "why"),
    [
        ({"valuation": "fob"}, {"valuation": "cif"}, "the valuations differ (fob; cif)"),
        ({"valuation": "fob"}, {}, "the valuations differ (fob; not given)"),
        (
            {"definition": "special trade"},
            {"definition": "general trade"},
            "the definitions differ (special trade; general trade)",
        ),
        ({}, {"unit": "RUB"}, "the currencies differ (dollars; roubles)"),
        ({"scope": "goods"}, {}, "the scopes differ (goods; not given)"),
        ({}, {"qualifier": "more-than"}, "a bound is no number to compute with"),
        (
            {},
            {"reporter": "b"},
            "they are by different reporters or claimants (Aland and Beland)",
        ),
        (
            {"valuation": "fob"},
            {"reporter": None},
            "the valuations differ (fob; not given) and not each names its reporter or claimant",
        ),
    ],
    ids=str,
)
def test_flows_that_are_not_comparable_are_not_added(
    ask: Ask, exports: dict[str, Any], imports: dict[str, Any], why: str
) -> None:
    answer = ask(claim(EXPORTS, "2021", 900, **exports), claim(IMPORTS, "2021", 2000, **imports))
    assert told(answer, "sum") == told(answer, "balance") == []
    assert answer.remark_lines == [f"No sum or balance of exports and imports in 2021: {why}."]


def test_parts_of_a_year_are_named_as_people_do(ask: Ask) -> None:
    months = "2021-01/2021-11"
    same = ask(claim(EXPORTS, months, 900), claim(IMPORTS, months, 2000))
    assert [entry.text for entry in same.figures.derived] == [
        "Trade turnover between Aland and Beland, Jan–Nov 2021, Aland: $2,900",
        "Balance of Aland with Beland, Jan–Nov 2021, Aland: -$1,100",
    ]
    other = ask(claim(EXPORTS, months, 900), claim(IMPORTS, months, 2000, unit="RUB"))
    assert other.remark_lines == [
        "No sum or balance of exports and imports in Jan–Nov 2021: "
        "the currencies differ (dollars; roubles)."
    ]


def test_one_sum_of_two_flows_is_enough(ask: Ask) -> None:
    answer = ask(
        claim(EXPORTS, "2021", 900, valuation="fob"),
        claim(EXPORTS, "2021", 950, valuation="cif"),
        claim(IMPORTS, "2021", 2000, valuation="cif"),
    )
    assert told(answer, "sum") == [(2950, "exports + imports", ["c1", "c2"])]
    assert not [line for line in answer.remark_lines if "sum" in line]


def test_a_total_is_no_term_of_itself(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 900, valuation="fob"),
        claim(TURNOVER, "2021", 500, measure="imports", valuation="cif"),
    )
    assert (answer.figures.derived, answer.remark_lines) == ([], [])


def test_several_derived_totals_are_told_in_place_of_a_stated_one(ask: Ask) -> None:
    def head(*values: int, **keys: Any) -> Any:
        kinds = (EXPORTS, IMPORTS) * 2
        claims = [claim(kind, "2021", value) for kind, value in zip(kinds, values, strict=True)]
        claims[2:] = [more | keys for more in claims[2:]]
        part = claim(TURNOVER, "2021-01/2021-11", 2500)
        return ask(*claims, part, within=Period.parse("2021")).head.as_dict()

    other = head(900, 2000, 700, 2500, reporter="b")
    assert other["text"] == (
        "Not stated, but derived: Trade turnover between Aland and Beland, 2021, Aland: $2,900 "
        "(exports + imports); Trade turnover between Aland and Beland, 2021, Beland: $3,200 "
        "(exports + imports)."
    )
    assert [other[key] for key in ("value", "low", "high", "unit")] == [None, 2900, 3200, "USD"]
    assert (other["measure"], other["period"]) == ("turnover", "2021")
    assert other["facts"] == ["c0", "c1", "c2", "c3"]
    equal = head(900, 2000, 1000, 1900, reporter="b")
    assert [equal[key] for key in ("value", "low", "high")] == [2900, 2900, 2900]
    roubles = head(900, 2000, 7, 9, reporter="b", unit="RUB")
    assert [roubles[key] for key in ("value", "high", "unit")] == [2900, 2900, "USD"]


def test_years_without_a_sum_are_listed_by_reason(ask: Ask) -> None:
    answer = ask(
        *(claim(EXPORTS, str(year), 900) for year in range(2016, 2022)),
        *(claim(IMPORTS, str(year), 500, reporter="b") for year in range(2016, 2020)),
        claim(IMPORTS, "2020", 500, qualifier="at-least"),
        claim(IMPORTS, "2021", 500, reporter="b"),
        claim(IMPORTS, "2021", 500),
    )
    assert [line for line in answer.remark_lines if "sum" in line] == [
        "No sum or balance of exports and imports in 2020: a bound is no number to compute with.",
        "No sum or balance of exports and imports in 2019, 2018, 2017 and 1 more: "
        "they are by different reporters or claimants (Aland and Beland).",
    ]


def test_of_both_directions_each_says_which_has_no_sum(ask: Ask) -> None:
    back = {"from": "b", "to": "a", "reporter": "b"}
    answer = ask(
        claim(EXPORTS, "2021", 900),
        claim(IMPORTS, "2021", 500),
        claim(EXPORTS, "2021", 500, **back),
        claim(IMPORTS, "2021", 900, **back | {"from": "a", "to": "b"}, scope="goods"),
    )
    assert [line for line in answer.remark_lines if "sum" in line] == [
        "No sum or balance of exports from Beland to Aland and imports from Aland to Beland "
        "in 2021: the scopes differ (not given; goods)."
    ]


def test_components_without_a_share_are_listed_by_reason(ask: Ask) -> None:
    part = {"part_of": "all"}
    answer = ask(
        claim(EXPORTS, "2021", 900, id="all", valuation="fob"),
        claim(EXPORTS, "2021", 100, **part, scope="fish", valuation="fob"),
        claim(EXPORTS, "2021", 100, **part, scope="oil", valuation="cif"),
        claim(EXPORTS, "2021", 100, **part, scope="gas", valuation="cif"),
        claim(EXPORTS, "2021", 100, **part, scope="ore", valuation="fob", reporter="b"),
        claim(EXPORTS, "2021", 100, **part, scope="tea", valuation="fob", qualifier="at-least"),
        claim(EXPORTS, "2021", 100, **part, scope="tin", valuation="fob", status="forecast"),
    )
    assert len(told(answer, "share")) == 1
    label = "in exports from Aland to Beland in 2021"
    assert [line for line in answer.remark_lines if "share" in line] == [
        f"No share of gas and oil {label}: the valuations differ (cif; fob).",
        f"No share of ore {label}: they are by different reporters or claimants "
        "(Beland and Aland).",
        f"No share of tea {label}: a bound is no number to compute with.",
    ]


def test_a_component_says_of_which_years_it_has_no_share(ask: Ask) -> None:
    bound = {"scope": "oil", "qualifier": "more-than"}
    answer = ask(
        *(claim(EXPORTS, year, 900, id=f"all{year}") for year in ("2019", "2020", "2021")),
        claim(EXPORTS, "2019", 100, part_of="all2019", **bound),
        claim(EXPORTS, "2020", 100, part_of="all2020", scope="oil"),
        claim(EXPORTS, "2021", 100, part_of="all2021", **bound),
        claim(EXPORTS, "2021", 100, part_of="all2021", **(bound | {"scope": "gas"})),
    )
    assert {line for line in answer.remark_lines if "share" in line} == {
        f"No share of {what}: a bound is no number to compute with."
        for what in (
            "oil in exports from Aland to Beland in 2019",
            "gas and oil in exports from Aland to Beland in 2021",
        )
    }


def test_derived_lines_say_what_they_are_of(ask: Ask) -> None:
    """Two rates, sums or shares of one reporter never stand under one label."""
    claims = [
        claim(kind, str(year), year * (nth + 1), **more)
        for nth, more in enumerate(
            [
                {"valuation": "fob"},
                {"valuation": "cif", "definition": "general trade"},
                {"scope": "goods"},
                {"unit": "RUB"},
            ]
        )
        for kind in (EXPORTS, IMPORTS)
        for year in (2020, 2021)
    ]
    answer = ask(*claims, claim(TURNOVER, "2021", 1))
    labels = [entry.text.partition(": ")[0] for entry in answer.figures.derived]
    growth = [label for label in labels if label.startswith("Growth of exports")]
    assert sorted(growth) == [
        "Growth of exports from Aland to Beland (goods) in dollars, 2020 to 2021, Aland",
        "Growth of exports from Aland to Beland in dollars, 2020 to 2021, Aland, fob",
        "Growth of exports from Aland to Beland in dollars, 2020 to 2021, Aland, "
        "general trade, cif",
        "Growth of exports from Aland to Beland in roubles, 2020 to 2021, Aland",
    ]
    assert sorted(label for label in labels if label.startswith("Balance") and "2021" in label) == [
        "Balance of Aland with Beland (goods), 2021, Aland",
        "Balance of Aland with Beland, 2021, Aland",
        "Balance of Aland with Beland, 2021, Aland, fob",
        "Balance of Aland with Beland, 2021, Aland, general trade, cif",
    ]
    assert len({*labels}) == len(labels) == 4 * (2 + 2 * 2)


def test_a_forecast_is_added_to_nothing(ask: Ask) -> None:
    answer = ask(claim(EXPORTS, "2021", 900), claim(IMPORTS, "2021", 2000, status="forecast"))
    assert answer.figures.derived == []
    assert not [line for line in answer.remark_lines if "sum" in line]


# -------------------------------------------------------------------------------- shares


@pytest.mark.parametrize(
    "part",
    [
        {"definition": CONSTANT},
        {"valuation": "fob"},
        {"status": "forecast"},
        {"reporter": "b"},
        {"reporter": None, "claimant": "a"},
        {"unit": "EUR"},
        {"period": "2020"},
        {"qualifier": "more-than"},
        {"value": 1300},
    ],
    ids=str,
)
def test_a_part_that_is_not_measured_as_its_total_has_no_share(
    ask: Ask, part: dict[str, Any]
) -> None:
    usual = {"measure": "turnover", "parties": ["a", "b"], "reporter": "a", "part_of": "c0"}
    keys = {**usual, "scope": "oil", "period": "2021", "value": 300, **part}
    answer = ask(claim(TURNOVER, "2021", 1200), claim(keys, keys["period"], keys["value"]))
    assert told(answer, "share") == []


def test_a_share_of_what_is_not_final_says_so(ask: Ask) -> None:
    oil = {**TURNOVER, "part_of": "c0", "scope": "oil"}
    answer = ask(
        claim(TURNOVER, "2021", 1200, status="provisional"),
        claim(oil, "2021", 300, status="estimate"),
        claim({**oil, "scope": "grain"}, "2021", 600),
    )
    assert [entry.text for entry in answer.figures.derived] == [
        "Share of grain in trade turnover between Aland and Beland in 2021, Aland: about 50% "
        "(48% to 53% with the rounding of the numbers) (provisional: c0)",
        "Share of oil in trade turnover between Aland and Beland in 2021, Aland: about 25% "
        "(24% to 27% with the rounding of the numbers) (estimate: c1; provisional: c0)",
    ]
    assert answer.remark_lines == []


def test_a_part_without_a_share_hides_no_other(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 1200),
        claim(TURNOVER, "2021", 900, part_of="c0", scope="coal", valuation="fob"),
        claim(TURNOVER, "2021", 1300, part_of="c0", scope="gas"),
        claim(TURNOVER, "2021", 300, part_of="c0", scope="oil"),
    )
    assert told(answer, "share") == [(Decimal("25.0"), "part / total * 100", ["c3", "c0"])]


def test_the_share_of_claims_without_a_voice_needs_one_source(ask: Ask) -> None:
    total = claim(TURNOVER, "2021", 1200, reporter=None)
    oil = {"part_of": "c0", "scope": "oil", "reporter": None}
    assert len(told(ask(total, claim(TURNOVER, "2021", 300, **oil)), "share")) == 1
    assert told(ask(total, claim(TURNOVER, "2021", 300, **oil, source="daily")), "share") == []


# -------------------------------------------------------------------------------- series


def test_a_series_is_of_one_definition(ask: Ask) -> None:
    answer = ask(
        *(claim(TURNOVER, str(year), year, definition=CONSTANT) for year in (2017, 2018, 2019)),
        claim(TURNOVER, "2020", 5000, definition=CURRENT),
        claim(TURNOVER, "2021", 6000),
        claim(TURNOVER, "2022", 7000, definition=CONSTANT, status="forecast"),
    )
    assert answer.figures.series is not None
    assert answer.figures.series.basis == CONSTANT
    assert [(point.year, point.low, point.text) for point in answer.figures.series.points] == [
        (2017, 2017, "$2,017"),
        (2018, 2018, "$2,018"),
        (2019, 2019, "$2,019"),
        (2020, None, f"$5,000, not comparable ({CURRENT})"),
        (2021, None, "$6,000, not comparable (no definition given)"),
    ]


@pytest.mark.parametrize(
    ("fob", "cif", "note"),
    [
        (70, 90, "$70 to $90, not comparable (fob; cif)"),
        (80, 80, ""),  # they agree with the number
        (70, None, "$70, not comparable (fob)"),
    ],
)
def test_a_number_of_a_series_says_what_of_another_basis_contradicts_it(
    ask: Ask, fob: int, cif: int | None, note: str
) -> None:
    others = [(fob, "fob"), (cif, "cif")] if cif else [(fob, "fob")]
    answer = ask(
        *(claim(TURNOVER, str(year), 80, reporter=None) for year in (2017, 2018, 2019)),
        *(claim(TURNOVER, "2019", n, valuation=basis, reporter=None) for n, basis in others),
    )
    assert answer.figures.series is not None
    last = answer.figures.series.points[-1]
    assert (last.text, last.note, len(last.others)) == ("$80", note, len(others) if note else 0)
    drawn = "\n".join(lines(answer.figures.series, 60))
    assert drawn.endswith(f"$80\n      · {note}" if note else "$80")


@pytest.mark.parametrize("definition", [None, CONSTANT])
def test_a_series_is_of_all_where_no_reporter_has_three_years(
    ask: Ask, definition: str | None
) -> None:
    reporters = {2018: "a", 2019: "b", 2020: "a", 2021: "b"}
    answer = ask(
        *(
            claim(TURNOVER, str(year), year, reporter=who, definition=definition)
            for year, who in reporters.items()
        )
    )
    assert answer.figures.series is not None
    assert (answer.figures.series.reporter, answer.figures.series.basis) == (None, definition or "")
    assert [point.low for point in answer.figures.series.points] == [*reporters]


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        (["2015", "2022", "2023", *FISCAL], range(2015, 2024)),  # as many of either: the newest
        (["2011", "2012", *FISCAL], range(2016, 2019)),
        ([*(f"2015-0{n}" for n in range(1, 6)), *FISCAL], range(2016, 2019)),
        (["1950", "1951", "2020"], None),  # too long to be drawn
        (["2020", "2021"], None),
    ],
    ids=str,
)
def test_a_series_is_of_the_commonest_kind_of_year(
    ask: Ask, periods: list[str], years: range | None
) -> None:
    answer = ask(*(claim(TURNOVER, period, 5) for period in periods))
    if years is None:
        assert answer.figures.series is None
    else:
        assert answer.figures.series is not None
        assert [point.year for point in answer.figures.series.points] == [*years]


def test_rates_are_no_series(ask: Ask) -> None:
    assert ask(*(claim(GROWTH, str(year), 5) for year in range(2015, 2020))).figures.series is None


def test_a_year_that_only_others_report_is_no_year_without_a_claim(ask: Ask) -> None:
    answer = ask(
        *(claim(TURNOVER, str(year), year) for year in (2017, 2018, 2020)),
        claim(TURNOVER, "2019", 5000, reporter="b"),
    )
    assert answer.figures.series is not None
    assert [point.text for point in answer.figures.series.points] == [
        "$2,017",
        "$2,018",
        "$5,000, by others",
        "$2,020",
    ]
    assert [fact.id for fact in answer.figures.series.points[2].others] == ["c3"]


# ------------------------------------------------------------------------------ the page


def test_a_derived_line_says_whose_between_whom_the_formula_and_the_claims(ask: Ask) -> None:
    printed = ask(
        claim(EXPORTS, "2021", 900),
        claim(IMPORTS, "2021", 2000),
        claim(EXPORTS, "2020", 600),
        claim(TURNOVER, "2020", 1200),
        claim(TURNOVER, "2020", 300, part_of="c3", scope="oil"),
        made=page,
    )
    text = str(printed)
    assert [line for line in text.splitlines() if line.startswith("Derived:")] == [
        "Derived: Trade turnover between Aland and Beland, 2021, Aland: $2,900; "
        "computed as exports + imports from c0 and c1.",
        "Derived: Balance of Aland with Beland, 2021, Aland: -$1,100; "
        "computed as exports - imports from c0 and c1.",
        "Derived: Growth of exports from Aland to Beland, 2020 to 2021, Aland: about 50% "
        "(48% to 52% with the rounding of the numbers); "
        "computed as (later / earlier - 1) * 100 from c0 and c2.",
        "Derived: Share of oil in trade turnover between Aland and Beland in 2020, Aland: "
        "about 25% (24% to 27% with the rounding of the numbers); "
        "computed as part / total * 100 from c4 and c3.",
    ]


def test_derived_numbers_that_are_not_shown_are_counted(ask: Ask) -> None:
    text = str(ask(*(claim(TURNOVER, str(year), year) for year in range(2000, 2010)), made=page))
    assert text.count("Derived: ") == 6
    assert "\n3 more derived numbers: --json\n" in text


def test_hostile_text_reaches_no_derived_line(tmp_path: Path) -> None:
    from support.factbase import base, figure, measure, party, source, topic

    evil = {"definition": f"with {ESCAPE}oil", "reporter": "a"}
    flows = {**evil, "scope": f"o{ESCAPE}il"}
    text = base(
        source("paper", publisher=f"Pa{ESCAPE}per", published=date(2022, 12, 5)),
        party("a", name=f"A{ESCAPE}land"),
        party("b", name=f"B{ESCAPE}eland"),
        topic(),
        measure(label=f"Trade {ESCAPE}turnover", sum_of=["exports", "imports"]),
        measure("exports", label=f"Ex{ESCAPE}ports"),
        measure("imports", label=f"Im{ESCAPE}ports"),
        figure("t", source="paper", value=90, **evil),
        figure("p", source="paper", value=30, **flows, part_of="t"),
        figure("t0", source="paper", value=60, **evil, period="2020"),
        figure("t9", source="paper", value=60, reporter="a", period="2019"),
        *(
            figure(f"{m}{year}", source="paper", measure=m, from_=x, to=y, **flows, period=year)
            for m, x, y in (("exports", "a", "b"), ("imports", "b", "a"))
            for year in ("2021", "2020")
        ),
        figure(
            "m",
            source="paper",
            measure="imports",
            from_="a",
            to="b",
            value=3,
            **flows | {"reporter": "b"},
        ),
        figure("r", source="paper", value=7, unit=f"U{ESCAPE}", reporter="a", period="2018"),
    )
    path = tmp_path / "evil.toml"
    path.write_text(text, encoding="utf-8")
    from dipfacts import open_base
    from dipfacts.answers.figures import figures
    from dipfacts.model.query import Query

    with open_base(str(path)) as opened:
        answer = figures(opened, Query(topic="trade", parties=("a", "b")))
        printed = page(answer)
    kinds = {entry.kind for entry in answer.figures.derived}
    assert kinds == {"sum", "balance", "growth", "share", "asymmetry"}
    assert "No growth rate" in printed
    assert "\x1b" not in printed
    assert not [entry for entry in answer.figures.derived if "\x1b" in entry.text]
    assert "\x1b" not in answer.head.text
