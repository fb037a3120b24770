"""Both sides of one flow: the exporter's exports and the importer's imports, wherever they show."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dipfacts.answers.answer import LIMITS, Answer
from dipfacts.model.periods.period import Period
from support.both_sides import (
    PRINTED,
    Ask,
    answered,
    exports,
    flow,
    imports,
    loaded,
    of_trade,
    page,
)
from support.factbase import figure, measure, source

SERVICES = (
    measure("services", label="Trade in services", sum_of=["services-out", "services-in"])
    + measure("services-out", label="Exports of services")
    + measure("services-in", label="Imports of services")
)


@pytest.fixture
def trade() -> Ask:
    return of_trade


def other(id: str, measure: str, value: int, **keys: Any) -> str:
    usual = {"measure": measure, "value": value, "source": "paper"}
    ends = {} if measure == "turnover" else {"from_": "z", "to": "b"}
    parties = {"parties": ["z", "b"]} if measure == "turnover" else {}
    return figure(id, **{**usual, **ends, **parties, **keys})


@pytest.fixture
def meet() -> Ask:
    def met(*claims: str, parties: tuple[str, ...] = ("b", "z"), **more: Any) -> Answer:
        return answered("brief", "".join(claims), parties, **more)

    return met


@pytest.fixture
def shown() -> Ask:
    return lambda *claims, id: answered("show", "".join(claims), (), id=id)


# ----------------------------------------------------------------------------- the sentence


BOTH = "Exports from Zedland to Beland in 2021: "


@pytest.mark.parametrize(
    ("one", "two", "sentence"),
    [
        ({}, {}, "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."),
        (
            {"valuation": None, "reporter": "z-customs"},
            {},
            "the Customs Service of Zedland reports $900, Beland $600 (cif): asymmetry 40.0%.",
        ),
        (
            {"qualifier": "more-than"},
            {},
            "Zedland reports more than $900 (fob), Beland $600 (cif): at least 40.0% apart.",
        ),
        (
            {"qualifier": "at-least"},
            {"qualifier": "at-most"},
            "Zedland reports at least $900 (fob), Beland at most $600 (cif): at least 40.0% apart.",
        ),
        (
            {"qualifier": "less-than"},
            {},
            "Zedland reports less than $900 (fob), Beland $600 (cif).",
        ),
        (
            {},
            {"qualifier": "more-than"},
            "Zedland reports $900 (fob), Beland more than $600 (cif).",
        ),
        (
            {"definition": "special trade"},
            {"definition": "general trade"},
            "Zedland reports $900 (fob), Beland $600 (cif); not compared, as the definitions "
            "differ (special trade; general trade).",
        ),
        (
            {"definition": "special trade"},
            {},
            "Zedland reports $900 (fob), Beland $600 (cif); not compared, as the definitions "
            "differ (special trade; not given).",
        ),
        (
            {},
            {"unit": "RUB"},
            "Zedland reports $900 (fob), Beland 600 roubles (cif); not compared, as the currencies "
            "differ (dollars; roubles).",
        ),
        (
            {"status": "provisional"},
            {"status": "estimate"},
            "Zedland reports $900 (provisional, fob), Beland $600 (estimate, cif): "
            "asymmetry 40.0%.",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_headline_gives_both_sides(
    trade: Ask, one: dict[str, Any], two: dict[str, Any], sentence: str
) -> None:
    answer = trade(exports(900, **one), imports(600, **two))
    assert answer.head.text == BOTH + sentence
    assert answer.head.facts == ["x", "m"]
    assert answer.head.value == 900


def test_a_scope_is_part_of_the_flow(trade: Ask) -> None:
    answer = trade(exports(900, scope="crude oil"), imports(600, scope="Crude oil"))
    assert answer.head.text == (
        "Exports from Zedland to Beland (crude oil) in 2021: "
        "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."
    )
    apart = trade(exports(900, scope="crude oil"), imports(600))
    assert apart.head.text.endswith("not compared, as the scopes differ (crude oil; not given).")
    assert apart.figures.derived == []
    assert [pair.asymmetry for pair in apart.figures.sides] == [None]


def test_claims_in_units_that_only_one_side_uses_stand_alone(trade: Ask) -> None:
    claims = [exports(900), exports(800, id="euro", unit="EUR")]
    claims += [imports(600), imports(500, id="rouble", unit="RUB")]
    assert [[fact.id for fact in pair.facts] for pair in trade(*claims).figures.sides] == [
        ["m", "x"]
    ]


@pytest.mark.parametrize(
    ("period", "beside"),
    [
        (
            "2021-04/2022-03",
            "in the fiscal year Apr 2021 – Mar 2022, which reaches into 2021: $900, ",
        ),
        ("2020/2021", "for the whole of 2020–2021: $900, "),
        ("2021-01/2021-06", None),
    ],
    ids=["a fiscal year", "two years", "a part"],
)
@pytest.mark.parametrize("back", [[], [flow("exports", id="back", from_="b", to="z", value=70)]])
def test_who_reports_all_of_the_period_answers_in_each_direction(
    trade: Ask, period: str, beside: str | None, back: list[str]
) -> None:
    both = exports(900, period=period), imports(600)
    answer = trade(*both, *back, within=Period.parse("2021"))
    first = "Exports from Beland to Zedland in 2021: $70, according to Paper (undated). "
    imported = "Imports from Zedland to Beland in 2021: $600, by the figures of Beland"
    said = f"{first * bool(back)}{imported} (in Paper, undated)."
    assert answer.head.text == said
    label = "Exports from Zedland to Beland, "
    told = [line.removeprefix(label) for line in answer.remark_lines if line.startswith(label)]
    assert [beside] == [line[: len(beside)] for line in told] if beside else not told


def test_a_direction_in_which_nothing_is_of_the_period_alone_is_told(trade: Ask) -> None:
    claims = (
        exports(900, period="2021-04/2022-03"),
        flow("exports", id="back", from_="b", to="z", value=70),
    )
    answer = trade(*claims, within=Period.parse("2021"))
    assert answer.head.text == (
        "Exports from Beland to Zedland in 2021: $70, according to Paper (undated). No claim on "
        "exports from Zedland to Beland is about 2021 alone. In the fiscal year Apr 2021 – Mar "
        "2022, which reaches into 2021: $900, by the figures of Zedland (in Paper, undated)."
    )
    assert answer.head.facts == ["back", "x"]


@pytest.mark.parametrize("dates", [("since",), ("until",), ("since", "until")], ids=" ".join)
@pytest.mark.parametrize(
    "period", ["2020-10/2022-03", "2021-07/2022-06", "2020-07/2021-06", "2021-01/2021-06"]
)
@pytest.mark.parametrize("back", [[], [flow("exports", id="back", from_="b", to="z", value=70)]])
def test_who_reports_a_year_in_the_dates_answers_in_each_direction(
    trade: Ask, dates: tuple[str, ...], period: str, back: list[str]
) -> None:
    given = {name: Period.parse("2021") for name in dates}
    answer = trade(exports(900, period=period), imports(600), *back, **given)
    own = "Exports from Zedland to Beland in the fiscal year"
    is_own = (dates, period) in ((("since",), "2021-07/2022-06"), (("until",), "2020-07/2021-06"))
    assert (own in answer.head.text) == is_own  # which lies in the dates
    assert ("Imports from Zedland to Beland in 2021: $600" in answer.head.text) == (not is_own)
    assert ("Exports from Beland to Zedland in 2021: $70" in answer.head.text) == bool(back)


@pytest.mark.parametrize(("since", "is_own"), [("2010", True), ("2021", False)])
def test_a_newer_part_of_a_year_answers_before_an_older_year_of_the_other_side(
    trade: Ask, since: str, is_own: bool
) -> None:
    theirs = imports(600, period=since)
    back = flow("exports", id="back", from_="b", to="z", value=70)
    answer = trade(exports(900, period="2021-01/2021-06"), theirs, back, since=Period.parse(since))
    assert ("In part, in Jan–Jun 2021: $900" in answer.head.text) == is_own
    assert (f"Imports from Zedland to Beland in {since}" in answer.head.text) != is_own


def test_a_direction_in_which_no_year_lies_in_the_dates_is_told(trade: Ask, meet: Ask) -> None:
    claims = (
        exports(900, period="2021-04/2022-03"),
        flow("exports", id="back", from_="b", to="z", value=70),
    )
    dates = {"since": Period.parse("2021"), "until": Period.parse("2021")}
    assert trade(*claims, **dates).head.text == (
        "Exports from Beland to Zedland in 2021: $70, according to Paper (undated). Exports from "
        "Zedland to Beland in the fiscal year Apr 2021 – Mar 2022: $900, by the figures of Zedland "
        "(in Paper, undated)."
    )
    assert "Exports, Zedland to Beland in the fiscal year Apr 2021" in " ".join(
        page(meet(*claims, **dates))
    )


def test_each_direction_has_its_sides_in_the_order_of_names(trade: Ask) -> None:
    back = {"from_": "b", "to": "z"}
    claims = [exports(900), imports(600), exports(90, id="bx", reporter="b", **back)]
    answer = trade(*claims, imports(60, id="zm", reporter="z", **back))
    assert [[fact.id for fact in pair.facts] for pair in answer.figures.sides] == [
        ["bx", "zm"],
        ["m", "x"],
    ]


WHOLE = [exports(9000, id="whole"), imports(5000, id="all")]


@pytest.mark.parametrize("sold", [None, "whole"])
@pytest.mark.parametrize("bought", [None, "all"])
def test_a_part_is_compared_whether_a_side_names_its_total_or_not(
    trade: Ask, meet: Ask, shown: Ask, sold: str | None, bought: str | None
) -> None:
    oil = exports(900, id="oil", scope="oil", part_of=sold)
    claims = (*WHOLE, oil, imports(600, id="fuel", scope="oil", part_of=bought))
    for mirror in (False, True):
        answer = trade(*claims, mirror=mirror)
        pairs = answer.figures.mirror if mirror else answer.figures.sides
        assert [[*sorted(fact.id for fact in pair.facts)] for pair in pairs or ()] == [
            ["all", "whole"],
            ["fuel", "oil"],
        ]
    told = "Goods from Zedland to Beland (oil) in 2021 Beland: $600 (cif) Zedland: $900 (fob)"
    assert [line for line in page(meet(*claims)) if line.startswith(told)]
    assert shown(*claims, id="oil").head.text == (
        "Exports from Zedland to Beland (oil) in 2021: "
        "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."
    )


def test_a_part_of_a_side_is_no_other_side_of_a_total_of_another_part(
    trade: Ask, shown: Ask
) -> None:
    oil = exports(900, id="oil", scope="oil", part_of="whole")
    claims = [*WHOLE, oil, imports(600, id="coal", scope="coal", part_of="all")]
    claims.append(exports(7, id="rest", part_of="whole"))
    assert [[fact.id for fact in pair.facts] for pair in trade(*claims).figures.sides] == [
        ["all", "whole"]
    ]
    rows = trade(*claims, mirror=True).figures.mirror or ()
    assert [[fact.id for fact in row.facts] for row in rows] == [
        ["all", "whole"],
        ["coal"],
        ["oil"],
    ]
    assert not shown(*claims, id="oil").figures.sides


def test_what_stands_beside_a_total_is_the_same_in_show(trade: Ask, shown: Ask) -> None:
    oil = exports(900, id="oil", scope="oil"), imports(600, id="fuel", scope="oil")
    claims = exports(9000, id="whole"), *oil
    assert [[fact.id for fact in pair.facts] for pair in trade(*claims).figures.sides] == [
        ["fuel", "oil"]
    ]
    assert not shown(*claims, id="whole").figures.sides
    assert [pair.asymmetry for pair in shown(*claims, id="fuel").figures.sides] == [40]


def test_a_part_that_is_compared_stands_in_a_brief_though_another_year_is_not(meet: Ask) -> None:
    claims = [exports(900, scope="oil", period="2022"), imports(5000, period="2022")]
    claims += [exports(800, id="oil", scope="oil"), imports(600, id="fuel", scope="oil")]
    lines = page(meet(*claims, exports(9000, id="whole", period="2023")))
    start = "Goods from Zedland to Beland"
    assert [line.removeprefix(start) for line in lines if line.startswith(start)] == [
        " in 2022 Beland: $5,000 (cif) Zedland: $900 (oil, fob) not compared: the scopes differ "
        "(oil; not given) [1]",
        " (oil) in 2021 Beland: $600 (cif) Zedland: $800 (fob) asymmetry 28.6% [1]",
    ]


@pytest.mark.parametrize(
    ("sold", "bought", "sentence", "row", "cells"),
    [
        (
            *("2021~", "2021"),
            "about 2021: Zedland reports $900 (fob), Beland $600 (2021, cif)",
            "2021 $600 (cif) $900 (about 2021, fob) 40.0% [1]",
            ["Beland: $600 (cif) Zedland: $900 (about 2021, fob)", "2021, cif, asymmetry 40.0%"],
        ),
        (
            *("2021", "2021?"),
            "2021: Zedland reports $900 (fob), Beland $600 (2021, uncertain, cif)",
            "2021 $600 (2021, uncertain, cif) $900 (fob) 40.0% [1]",
            [
                "Beland: $600 (2021, uncertain, cif) Zedland: $900 (fob)",
                "2021, uncertain, cif, asymmetry 40.0%",
            ],
        ),
        (
            *("2021~", "2021~"),
            "about 2021: Zedland reports $900 (fob), Beland $600 (cif)",
            "about 2021 $600 (cif) $900 (fob) 40.0% [1]",
            ["Beland: $600 (cif) Zedland: $900 (fob)", "$600 cif, asymmetry 40.0%"],
        ),
    ],
)
def test_a_side_that_is_not_certain_of_the_period_says_so(
    trade: Ask,
    meet: Ask,
    sold: str,
    bought: str,
    sentence: str,
    row: str,
    cells: list[str],
) -> None:
    both = exports(900, period=sold), imports(600, period=bought)
    answer = trade(*both)
    assert answer.head.text.endswith(f" {sentence}: asymmetry 40.0%.")
    assert row in page(answer)
    assert [line for line in page(meet(*both)) if cells[1] in line]
    newer_total = exports(9000, id="whole", period="2022")
    oil = (it.replace('"x"', '"oil"') + 'scope = "oil"\n' for it in both)
    assert [line for line in page(meet(*oil, newer_total)) if cells[0] in line]


def test_nothing_against_nothing_has_no_percentage(trade: Ask) -> None:
    answer = trade(exports(0), imports(0))
    assert answer.head.text == (BOTH + "Zedland reports none ($0) (fob), Beland none ($0) (cif).")
    assert answer.figures.derived == []


def test_a_part_of_a_year_says_so(trade: Ask) -> None:
    part = {"period": "2021-01/2021-11"}
    assert trade(exports(900, **part), imports(600, **part)).head.text == (
        "No claim on exports from Zedland to Beland covers a full year. In part, in Jan–Nov 2021: "
        "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."
    )


def test_of_several_claims_the_sentence_says_how_they_differ_and_both_sides(trade: Ask) -> None:
    more = other("said", "exports", 990, claimant="c")
    assert trade(exports(900), more, imports(600)).head.text == (
        BOTH + "sources differ, from $900 (Zedland) to $990 (Celand); 10.0% apart in 2 claims, "
        "and nothing recorded explains why. "
        "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."
    )


@pytest.mark.parametrize(
    "beside",
    [
        imports(600, period="2020"),
        imports(600, reporter=None),
        imports(600, reporter="z-statistics"),
        imports(600, from_="b", to="z"),
        imports(600, status="forecast"),
        other("t", "transit", 600, reporter="b"),
        other("t", "turnover", 600, reporter="b"),
        other("t", "services-in", 600, reporter="b"),
    ],
    ids=["year", "no reporter", "own office", "way back", "forecast", "transit", "total", "family"],
)
def test_what_is_no_other_side(trade: Ask, beside: str) -> None:
    answer = trade(SERVICES, exports(900, reporter="z-customs"), beside)
    assert " reports " not in answer.head.text
    assert [e for e in answer.figures.derived if e.kind == "asymmetry"] == []
    assert answer.figures.sides == []


# ----------------------------------------------------------------------- tables, JSON, show


def test_the_page_has_a_table_of_both_sides(trade: Ask) -> None:
    answer = trade(SERVICES, exports(900), imports(600), other("u", "turnover", 50, reporter="z"))
    lines = page(answer)
    at = lines.index("Exports and imports from Zedland to Beland, by each side's own statistics")
    assert lines[at + 1 : at + 4] == [
        "Period Beland reports Zedland reports Asymmetry Source",
        "2021 $600 (cif) $900 (fob) 40.0% [1]",
        "",
    ]
    assert not [line for line in lines if line.startswith("Trade turnover, by each")]


def test_both_sides_of_one_measure_are_in_the_table_too(trade: Ask) -> None:
    answer = trade(
        other("u", "turnover", 300, reporter="z"), other("v", "turnover", 100, reporter="b")
    )
    assert answer.head.text.count("$300") == 1
    assert "2021 $100 $300 100.0% [1]" in page(answer)


def test_goods_are_not_compared_with_services(trade: Ask) -> None:
    answer = trade(
        SERVICES,
        exports(900),
        imports(600),
        other("sx", "services-out", 90, reporter="z"),
        other("sm", "services-in", 30, reporter="b"),
    )
    gaps = [(e.value, e.ids) for e in answer.figures.derived if e.kind == "asymmetry"]
    assert gaps == [(Decimal("40.0"), ["x", "m"]), (Decimal("100.0"), ["sx", "sm"])]
    titles = [line for line in page(answer) if line.endswith("own statistics")]
    assert titles == [
        f"{what} from Zedland to Beland, by each side's own statistics"
        for what in ("Exports and imports", "Exports of services and imports of services")
    ]


def test_the_json_has_both_sides_without_being_asked(trade: Ask) -> None:
    found = loaded(
        trade(exports(900, qualifier="more-than", scope="oil"), imports(600, scope="oil"))
    )
    assert found["mirror"] == [
        {
            "measure": None,
            "from": "z",
            "to": "b",
            "scope": "oil",
            "period": "2021",
            "unit": "USD",
            "sides": [
                {
                    "id": "m",
                    "value": 600,
                    "absent": None,
                    "unit": "USD",
                    "qualifier": "exactly",
                    "reporter": "b",
                    "scope": "oil",
                    "valuation": "cif",
                    "definition": None,
                },
                {
                    "id": "x",
                    "value": 900,
                    "absent": None,
                    "unit": "USD",
                    "qualifier": "more-than",
                    "reporter": "z",
                    "scope": "oil",
                    "valuation": "fob",
                    "definition": None,
                },
            ],
            "asymmetry_percent": None,
            "asymmetry_at_least": 40.0,
            "not_compared": None,
        }
    ]
    assert "mirror" not in loaded(trade(exports(900)))


def test_mirror_hides_no_bound_no_scope_and_no_other_currency(trade: Ask) -> None:
    answer = trade(
        exports(900, qualifier="more-than"),
        imports(600, scope="oil"),
        other("e", "exports", 70, unit="EUR", reporter="z"),
        mirror=True,
    )
    lines = page(answer)
    assert (
        "2021 $600 (oil, cif) more than $900 (fob) not compared: the scopes differ "
        "(not given; oil) [1]"
    ) in lines
    assert "2021 no figure €70 [1]" in lines


def test_what_only_one_side_reports_in_a_scope_stands_alone(trade: Ask) -> None:
    """The other side's total is compared with the total, and not with the oil."""
    lines = page(trade(exports(900), imports(600), imports(50, id="oil", scope="oil"), mirror=True))
    assert "2021 $600 (cif) $900 (fob) 40.0% [1]" in lines
    assert "Goods from Zedland to Beland (oil), by each side's own statistics" in lines
    assert "2021 $50 (cif) no figure [1]" in lines


def test_mirror_figures_of_different_scope_are_not_passed_over(
    trade: Ask, meet: Ask, shown: Ask
) -> None:
    claims = [exports(900, scope="goods"), imports(600)]
    said = (
        "Zedland reports $900 (goods, fob), Beland $600 (cif); not compared, as the scopes "
        "differ (goods; not given)."
    )
    answer = trade(*claims)
    assert answer.head.text.endswith(said)
    (pair,) = loaded(answer)["mirror"]
    assert (pair["scope"], pair["asymmetry_percent"]) == (None, None)
    assert [side["scope"] for side in pair["sides"]] == [None, "goods"]
    assert answer.figures.derived == []
    assert shown(*claims, id="m").head.text.endswith(said)
    lines = page(meet(*claims))
    assert "· Beland reports $600 cif, not compared: the scopes differ (goods; not given) [1]" in (
        lines
    )


COPY = source("copy", derived_from=["paper"])


def test_a_figure_made_from_the_other_side_is_no_other_side(
    trade: Ask, meet: Ask, shown: Ask
) -> None:
    claims = [exports(900), imports(600, source="copy"), COPY]
    for answer in (trade(*claims), shown(*claims, id="x")):
        assert " reports " not in answer.head.text
        assert (answer.figures.sides, answer.figures.derived) == ([], [])
    assert "Beland reports" not in "".join(page(meet(*claims)))
    rows = [line for line in page(trade(*claims, mirror=True)) if line.startswith("2021")]
    assert rows == ["2021 no figure $900 (fob) [1]"]
    own = imports(650, id="own")
    assert "Beland $650 (cif): asymmetry 32.3%" in trade(*claims, own).head.text


@pytest.mark.parametrize(
    "made_from",
    [
        {"copy": ["copy"]},
        {"copy": ["elsewhere"], "elsewhere": ["copy"]},
        {"copy": ["elsewhere"], "elsewhere": ["copy", "third"], "third": ["elsewhere"]},
    ],
)
def test_sources_that_are_made_from_themselves_lose_no_voice(
    trade: Ask, made_from: dict[str, list[str]]
) -> None:
    sources = [source(id, derived_from=made) for id, made in made_from.items()]
    turnover = [other("o", "turnover", 7), other("p", "turnover", 7, source="copy")]
    assert "confirmed by 2 independent sources" in trade(*turnover, *sources).head.text
    if "elsewhere" in made_from:  # in a circle it is one voice with the other
        again = other("q", "turnover", 7, source="elsewhere")
        assert "confirmed by 2 independent" in trade(*turnover, again, *sources).head.text
        alone = trade(turnover[1], again, *sources).head.text
        assert alone.endswith("in 2021: $7, according to Copy (undated).")
    both = [exports(900), imports(600, source="copy")]
    assert "asymmetry 40.0%" in trade(*both, *sources).head.text


@pytest.mark.parametrize(
    ("edition", "of_made", "is_confirmed"),
    [
        ({"publisher": "UN", "title": "TABLES"}, {}, False),  # as names are compared
        ({"publisher": "UN", "title": "Other Tables"}, {}, True),
        ({"publisher": "un", "title": "Tables"}, {"publisher": "UN", "title": "Tables"}, True),
        ({"publisher": "UN"}, {}, True),
    ],
)
def test_what_is_made_from_a_work_is_no_voice_beside_its_editions(
    trade: Ask, edition: dict[str, str], of_made: dict[str, str], is_confirmed: bool
) -> None:
    title = {"title": "Tables"} if "title" in edition else {}
    sources = source("work", publisher="UN", **title) + source("edition", **edition)
    sources += source("made", derived_from=["work"], **of_made)
    one = other("o", "exports", 7, source="edition", reporter="z")
    copy = other("c", "exports", 7, source="made", reporter="b")
    text = trade(one, copy, sources).head.text
    assert ("confirmed by 2 independent sources" in text) == is_confirmed
    differing = trade(one, other("c", "exports", 9, source="made"), sources).figures.questions[0]
    assert differing.agreement == "conflict"  # it may still differ from it
    assert ("derivation" in differing.reasons) != is_confirmed


def test_of_several_claims_of_a_side_the_comparable_number_is_taken(trade: Ask) -> None:
    answer = trade(
        exports(900, definition="special trade"),
        other("g", "exports", 800, reporter="z-statistics", definition="general trade"),
        other("h", "exports", 850, reporter="z", definition="general trade", qualifier="at-least"),
        imports(600, definition="General trade"),
    )
    (pair,) = answer.figures.sides
    assert [fact and fact.id for fact in pair.sides] == ["m", "g"]
    assert pair.asymmetry == Decimal("28.6")


def test_a_limit_keeps_the_other_side_of_the_headline(trade: Ask) -> None:
    claims = [exports(900), imports(600), *(other(f"o{n}", "transit", n) for n in range(1, 3))]
    claims += [other(f"y{year}", "exports", year, period=str(year)) for year in range(2000, 2010)]
    whole, short = trade(*claims), trade(*claims, limit=1)
    assert short.head == whole.head
    assert {*short.head.facts} <= {fact["id"] for fact in loaded(short)["facts"]}
    assert [pair.asymmetry for pair in short.figures.sides] == [Decimal("40.0")]


@pytest.mark.parametrize(("id", "ids"), [("x", ["x", "m"]), ("m", ["m", "x"])])
def test_show_has_the_other_side(shown: Ask, id: str, ids: list[str]) -> None:
    answer = shown(exports(900), imports(600), exports(5, id="y", period="2020"), id=id)
    measure = "Exports" if id == "x" else "Imports"
    assert answer.head.text == (
        f"{measure} from Zedland to Beland in 2021: "
        "Zedland reports $900 (fob), Beland $600 (cif): asymmetry 40.0%."
    )
    assert [fact["id"] for fact in loaded(answer)["facts"]] == ids
    assert loaded(answer)["mirror"][0]["asymmetry_percent"] == 40.0
    lines = page(answer)
    assert "Goods from Zedland to Beland, by each side's own statistics" in lines
    assert not [line for line in lines if line.startswith("About the same question")]


def test_show_of_a_claim_without_another_side(shown: Ask) -> None:
    answer = shown(exports(900), imports(600, reporter=None), id="x")
    assert [fact["id"] for fact in loaded(answer)["facts"]] == ["x"]
    assert "mirror" not in loaded(answer)
    assert " reports " not in answer.head.text


# --------------------------------------------------------------------------------- the brief


def test_a_brief_has_both_sides(meet: Ask) -> None:
    answer = meet(exports(900), imports(600))
    lines = page(answer)
    at = lines.index("What Value Who says so Source")
    assert lines[at + 1 : at + 4] == [
        "Exports, Zedland to Beland in 2021 $900 Zedland, fob [1]",
        "· Beland reports $600 cif, asymmetry 40.0% [1]",
        "",
    ]
    assert "Rests on one voice" not in lines
    assert "Both sides" not in lines
    parts = loaded(answer)["brief"]
    assert [pair["asymmetry_percent"] for pair in parts["mirror"]] == [40.0]
    assert parts["headlines"][0]["text"].endswith("Beland $600 (cif): asymmetry 40.0%.")
    assert "mirror" not in loaded(answer)


def test_a_brief_of_one_party_has_both_sides(meet: Ask) -> None:
    lines = page(meet(exports(900), imports(600, qualifier="less-than"), parties=("z",)))
    assert "Exports to Beland in 2021 $900 Zedland, fob [1]" in lines
    assert "· Beland reports less than $600 cif, at least 40.0% apart [1]" in lines


def test_a_brief_compares_the_finer_number_that_it_shows(meet: Ask) -> None:
    own = exports(900, reporter="z-customs", valuation=None)
    finer = exports(904, id="y", valuation=None, reporter="z-statistics")
    assert "· Beland reports $600 cif, asymmetry 40.4% [1]" in page(meet(own, finer, imports(600)))


DIFFER = "sources differ: the reporters differ [1]"


@pytest.mark.parametrize(
    ("second", "row", "compared"),
    [
        ({"value": 990, "reporter": "c"}, f"$900 to $990 {DIFFER}", True),
        ({"value": 990, "reporter": "c", "rank": "preferred"}, f"$990 (preferred) {DIFFER}", True),
        ({"value": 900, "reporter": "z-statistics"}, "$900 Customs Service of Zedland [1]", False),
    ],
    ids=["spread", "preferred", "the same number"],
)
def test_a_brief_names_the_number_that_is_compared_where_it_shows_another(
    meet: Ask, second: dict[str, Any], row: str, compared: bool
) -> None:
    own = exports(900, reporter="z-customs", valuation=None)
    lines = page(meet(own, exports(id="y", valuation=None, **second), imports(600)))
    at = lines.index("What Value Who says so Source")
    more = ", compared with $900 (the Customs Service of Zedland)" if compared else ""
    assert lines[at + 1 : at + 3] == [
        f"Exports, Zedland to Beland in 2021 {row}",
        f"· Beland reports $600 cif, asymmetry 40.0%{more} [1]",
    ]


@pytest.mark.parametrize(
    ("claims", "rests"),
    [
        ([exports(900)], True),
        ([exports(900), imports(600, reporter="z")], True),
        ([exports(900), source("book"), imports(600, reporter=None, source="book")], False),
        ([exports(900), imports(600, reporter=None)], True),
        ([exports(900), imports(600, definition="general trade")], False),
        ([exports(900), imports(600, period="2020")], True),
        ([exports(900), imports(600, scope="oil")], True),
    ],
    ids=["alone", "same voice", "a paper", "its own paper", "definition", "year", "scope"],
)
def test_rests_on_one_voice_only_where_it_does(meet: Ask, claims: list[str], rests: bool) -> None:
    assert ("Rests on one voice" in page(meet(*claims))) is rests


def test_the_side_that_covers_the_whole_year_answers(meet: Ask, trade: Ask) -> None:
    part, whole = exports(300, period="2021-01/2021-06"), imports(600)
    found = trade(part, whole)
    assert found.head.text.startswith("Imports from Zedland to Beland in 2021: $600, by the fig")
    assert found.head.partial is False
    assert found.head.text == trade(part, whole, within=Period.parse("2021")).head.text
    assert "Imports, Zedland to Beland in 2021 $600 Beland, cif [1]" in page(meet(part, whole))
    of_part = trade(part, whole, within=Period.parse("2021-01/2021-06")).head.text
    assert of_part.startswith("Exports from Zedland to Beland in Jan–Jun 2021: $300, by the fig")
    other_way = imports(600, from_="b", to="z", reporter="z")
    assert trade(part, other_way).head.partial is True


def test_a_brief_has_both_sides_of_flows_that_are_no_headline(meet: Ask) -> None:
    flows = [exports(900 + year, id=f"x{year}", period=str(year)) for year in (2018, 2019)]
    flows += [imports(600 + year, id=f"m{year}", period=str(year)) for year in (2018, 2019)]
    part = {"period": "2020-01/2020-06"}
    flows += [exports(90, id="xp", **part), imports(60, id="mp", **part)]
    answer = meet(other("t", "turnover", 5000, claimant="b"), *flows)
    lines = page(answer)
    at = lines.index("Both sides")
    assert lines[at + 1 : at + 4] == [
        "What One side reports The other reports How far apart Source",
        "Goods from Zedland to Beland in 2019 Beland: $2,619 (cif) Zedland: $2,919 (fob) "
        "asymmetry 10.8% [1]",
        "",
    ]
    assert [pair["period"] for pair in loaded(answer)["brief"]["mirror"]] == ["2019"]


def test_an_older_year_of_both_sides_stands_not_beside_a_newer_one(meet: Ask) -> None:
    older = {"period": "2020"}
    claims = [
        exports(900),
        imports(600),
        exports(90, id="y", **older),
        imports(60, id="n", **older),
    ]
    answer = meet(*claims)
    assert "· Beland reports $600 cif, asymmetry 40.0% [1]" in page(answer)
    assert "Both sides" not in page(answer)
    assert [pair["period"] for pair in loaded(answer)["brief"]["mirror"]] == ["2021"]


def test_flows_of_both_sides_that_a_brief_leaves_out_are_counted(meet: Ask) -> None:
    flows = [
        part
        for n in range(6)
        for part in (
            exports(900, id=f"x{n}", scope=f"goods {n}"),
            imports(600, id=f"m{n}", scope=f"goods {n}"),
        )
    ]
    answer = meet(other("t", "turnover", 5000, claimant="b"), *flows)
    assert len(loaded(answer)["brief"]["mirror"]) == 4
    wanted = "And 2 more flows that both sides report: dipfacts trade b z --mirror"
    assert wanted in page(answer)
    assert len(loaded(meet(other("t", "turnover", 1), *flows, limit=0))["brief"]["mirror"]) == 6


def test_a_page_of_html_has_both_sides(meet: Ask) -> None:
    answer = meet(other("t", "turnover", 5000, claimant="b"), exports(900), imports(600))
    html = PRINTED[answer]["html"]
    assert "<h3>Both sides</h3>" in html
    assert "2021</b> Beland: $600 (cif); Zedland: $900 (fob); asymmetry 40.0%" in html
    beside = PRINTED[meet(exports(900), imports(600))]["html"]
    assert "Beland reports</th>" in beside
    assert "cif, asymmetry 40.0%" in beside


# ------------------------------------------------- who has the year by the other side alone


@pytest.mark.parametrize("asked", [{}, {"within": Period.parse("2022")}])
@pytest.mark.parametrize("own", ["2021", "2022-01/2022-06"])
@pytest.mark.parametrize(("theirs", "is_ranked"), [("2022", True), ("2021", False)])
def test_who_has_the_year_by_the_other_side_alone_is_ranked_by_that(
    own: str, theirs: str, asked: dict[str, Any], *, is_ranked: bool
) -> None:
    """The exporter has another year or a part of one, the importer the year of the ranking."""
    claims = [
        exports(100, period="2022"),
        exports(500, id="xc", to="c", period=own),
        imports(800, id="mc", to="c", reporter="c", period=theirs),
    ]
    answer = answered("figures", "".join(claims), ("z",), **asked)
    told = " Imports in 2022: from Zedland to Celand, $800 (cif)."
    assert (told in answer.head.text) == is_ranked
    assert ("1 to Celand 2022 $800 Celand, cif [1]" in page(answer)) == is_ranked


@pytest.mark.parametrize("dates", [("since",), ("since", "until")], ids=" ".join)
@pytest.mark.parametrize("many", [0, 5_000])
@pytest.mark.parametrize(("own", "is_ranked"), [("2021-07/2022-06", True), ("2022", False)])
def test_who_has_a_year_in_the_dates_by_the_other_side_alone_is_ranked_by_that(
    monkeypatch: pytest.MonkeyPatch,
    dates: tuple[str, ...],
    many: int,
    own: str,
    *,
    is_ranked: bool,
) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", many)
    back = {"from_": "b", "to": "z", "reporter": "b"}
    claims = [exports(100, period=own), exports(70, id="back", period="2022", **back)]
    claims.append(imports(800, period="2022"))
    asked = {name: Period.parse("2022") for name in dates}
    answer = answered("figures", "".join(claims), ("z",), **asked)
    told = " Imports in 2022: from Zedland to Beland, $800 (cif)."
    assert (told in answer.head.text) == is_ranked
    assert ("Beland reports $800" in PRINTED[answer]["table"]) != is_ranked


# --------------------------------------------------- newer figures of other measures in a brief


def newer(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("· newer")]


def test_a_brief_names_newer_figures_of_the_same_flow(meet: Ask) -> None:
    back = {"from_": "b", "to": "z"}
    answer = meet(
        other("t", "turnover", 5000, period="2018"),
        exports(900, period="2020"),
        imports(600, period="2021"),
        exports(70, id="y", period="2019", reporter="b", **back),
        imports(1, id="old", period="2017", **back),
        other("oil", "exports", 1, period="2022", scope="oil"),
        other("plan", "exports", 1, period="2030", status="target"),
        other("transit", "transit", 1, period="2023"),
    )
    assert newer(page(answer)) == [
        "· newer: imports, Zedland to Beland, in 2021 $600 Beland, cif [1]",
        "· newer: exports, Beland to Zedland, in 2019 $70 Beland, fob [1]",
        "· newer: exports, Zedland to Beland (oil), in 2022 $1 Paper [1]",
    ]
    headline = loaded(answer)["brief"]["headlines"][0]
    assert [head["facts"] for head in headline["newer_measures"]] == [["m"], ["y"]]
    old = [doubt for doubt in loaded(answer)["brief"]["doubts"] if doubt["kind"] == "old"]
    assert [item["facts"] for doubt in old for item in doubt["items"]] == [["oil"]]


def test_a_brief_names_newer_figures_of_the_mirror(meet: Ask) -> None:
    answer = meet(exports(900, period="2020"), imports(600, period="2021"))
    wanted = "· newer: imports, Zedland to Beland, in 2021 $600 Beland, cif [1]"
    assert newer(page(answer)) == [wanted]
    back = {"from_": "b", "to": "z"}
    other_way = meet(exports(900, period="2020"), imports(600, period="2021", **back))
    assert newer(page(other_way)) == []  # which is another flow, and has a line of its own
    assert [head["facts"] for head in loaded(other_way)["brief"]["headlines"]] == [["x"], ["m"]]
    total = other("t", "turnover", 5000, period="2022")
    known = meet(total, exports(900, period="2020"), imports(600, period="2021", **back))
    assert [head["facts"] for head in loaded(known)["brief"]["headlines"]] == [["t"]]
    asked = meet(
        exports(900, period="2020"), imports(600, period="2021"), within=Period.parse("2020")
    )
    assert newer(page(asked)) == []


def test_a_brief_names_newer_parts_of_a_total(meet: Ask) -> None:
    total = exports(900, period="2018")
    oil = [exports(n, id=f"oil{n}", scope="oil", period=f"202{n}") for n in (1, 2)]
    goods = exports(80, id="goods", scope="goods", period="2023", unit="EUR")
    others = [
        exports(1, id="gas", scope="gas", period="2017"),
        exports(2, id="plan", scope="arms", period="2030", status="target"),
        exports(3, id="back", scope="tea", period="2023", from_="b", to="z", reporter="b"),
    ]
    answer = meet(total, *oil, goods, *others)
    assert newer(page(answer)) == [
        "· newer: exports, Zedland to Beland (goods), in 2023 €80 Zedland, fob [1]",
        "· newer: exports, Zedland to Beland (oil), in 2022 $2 Zedland, fob [1]",
    ]
    brief = loaded(answer)["brief"]
    assert [[it["facts"] for it in one["newer_parts"]] for one in brief["headlines"]] == [
        [],
        [["goods"], ["oil2"]],
    ]
    old = [
        it["facts"] for doubt in brief["doubts"] if doubt["kind"] == "old" for it in doubt["items"]
    ]
    assert ["x"] not in old  # as something newer is on record
    asked = meet(total, goods, within=Period.parse("2018"))
    assert newer(page(asked)) == []
    of_many = [exports(n, id=f"p{n}", scope=f"part {n}", period="2024") for n in range(2, 7)]
    assert [line.split("$")[1][0] for line in newer(page(meet(total, goods, *of_many)))] == [*"654"]


def test_a_brief_names_newer_parts_that_the_other_side_reports(meet: Ask, trade: Ask) -> None:
    total = exports(900, period="2018")
    theirs = [imports(n, id=f"oil{n}", scope="oil", period=f"202{n}") for n in (1, 2)]
    answer = meet(total, *theirs)
    wanted = "· newer: imports, Zedland to Beland (oil), in 2022 $2 Beland, cif [1]"
    assert newer(page(answer)) == [wanted]
    doubts = {one["kind"]: one["items"] for one in loaded(answer)["brief"]["doubts"]}
    assert [item["facts"] for item in doubts["old"]] == [["oil2"]]
    own = exports(3, id="own", scope="oil", period="2022")
    assert "exports" in newer(page(meet(total, *theirs, own)))[0]
    whole = imports(600, period="2022")
    assert newer(page(meet(total, *theirs, whole))) == [
        "· newer: imports, Zedland to Beland, in 2022 $600 Beland, cif [1]"
    ]
    assert not [line for line in page(trade(total, *theirs)) if line.startswith("Newer")]


@pytest.mark.parametrize(
    ("period", "when"), [("[2022,2023]", "in 2022 or 2023"), ("202X", "some time in the 2020s")]
)
def test_some_time_that_is_surely_later_is_newer(
    meet: Ask, trade: Ask, period: str, when: str
) -> None:
    for claims in (
        (exports(900, period="2018"), exports(6, id="some", period=period)),
        (exports(900, period="2018"), imports(6, id="some", period=period)),
    ):
        answer = meet(*claims)
        (line,) = newer(page(answer))
        assert f"{when} $6 " in line
        doubts = {one["kind"]: one["items"] for one in loaded(answer)["brief"]["doubts"]}
        assert ["x"] not in [item["facts"] for item in doubts.get("old", [])]
        may_be_before = meet(claims[0].replace('"2018"', '"2023"'), claims[1])
        assert newer(page(may_be_before)) == []
    remarks = page(trade(exports(900, period="2018"), exports(6, id="some", period=period)))
    assert f"Newer: {when}, $6, by the figures of Zedland (in Paper, undated)." in remarks
