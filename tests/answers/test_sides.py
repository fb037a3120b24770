"""Both sides of one flow: the exporter's exports and the importer's imports, wherever they show."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from conftest import Write
from dipfacts import open_base
from dipfacts.answers.answer import LIMITS, Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.briefs.overview import overview
from dipfacts.answers.comparison.side_by_side import side_by_side
from dipfacts.answers.figures import FigureOptions, figures
from dipfacts.answers.show import show
from dipfacts.cli import app
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("paper"),
    party("z", name="Zedland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    party("z-customs", kind="organisation", name="Customs Service of Zedland", country="z"),
    party("z-statistics", kind="organisation", name="Statistics of Zedland", country="z"),
    topic(),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
    measure("transit"),
)
SERVICES = (
    measure("services", label="Trade in services", sum_of=["services-out", "services-in"])
    + measure("services-out", label="Exports of services")
    + measure("services-in", label="Imports of services")
)

Ask = Callable[..., Answer]
PRINTED = WeakKeyDictionary[Answer, dict[str, str]]()
"""The pages of answers by their formats: the base is closed when a test looks at them."""


def exports(value: int, **keys: Any) -> str:
    """Return Zedland's claim of what it sold to Beland, whose name comes first in the alphabet."""
    usual = {"id": "x", "reporter": "z", "valuation": "fob", "value": value}
    return flow("exports", **{**usual, **keys})


def imports(value: int, **keys: Any) -> str:
    """Return Beland's claim of what it bought from Zedland."""
    usual = {"id": "m", "reporter": "b", "valuation": "cif", "value": value}
    return flow("imports", **{**usual, **keys})


def flow(measure: str, **keys: Any) -> str:
    return figure(**{"measure": measure, "from_": "z", "to": "b", "source": "paper", **keys})


def other(id: str, measure: str, value: int, **keys: Any) -> str:
    usual = {"measure": measure, "value": value, "source": "paper"}
    ends = {} if measure == "turnover" else {"from_": "z", "to": "b"}
    parties = {"parties": ["z", "b"]} if measure == "turnover" else {}
    return figure(id, **{**usual, **ends, **parties, **keys})


def answered(command: str, text: str, parties: tuple[str, ...], **more: Any) -> Answer:
    path = shared(HEAD + text)
    with open_base(str(path)) as opened:
        if command == "show":
            answer = show(opened, Query(), more["id"])
        elif command == "brief":
            answer = brief(opened, Query(parties=parties, **more))
        elif command == "overview":
            answer = overview(opened, Query(parties=parties))
        elif command == "side_by_side":
            in_order, parties = parties, tuple(sorted(parties))
            answer = side_by_side(opened, Query(topic="trade", parties=parties, in_order=in_order))
        else:
            mirror = more.pop("mirror", False)
            query = Query(topic="trade", parties=parties, **more)
            answer = figures(opened, query, FigureOptions(purpose="mirror" if mirror else "alone"))
        forms = ("table", "json", "html") if command == "brief" else ("table", "json")
        texts = {form: printed(answer, form) for form in forms}
        PRINTED[answer] = texts
        return answer


def printed(answer: Answer, form: str) -> str:
    out = io.StringIO()
    formats.write(answer, Request(command=answer.command, format=form), out)
    return out.getvalue()


def page(answer: Answer) -> list[str]:
    """The lines of a page, with the blanks between columns as one."""
    return [" ".join(line.split()) for line in PRINTED[answer]["table"].splitlines()]


def loaded(answer: Answer) -> Any:
    return json.loads(PRINTED[answer]["json"])


@pytest.fixture
def trade() -> Ask:
    return lambda *claims, **more: answered("trade", "".join(claims), ("b", "z"), **more)


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


# ------------------------------------------------------------- an overview, and side by side


def test_an_overview_gives_both_sides() -> None:
    answer = answered(
        "overview",
        exports(900) + imports(600) + exports(7, id="y", reporter="c"),
        ("b", "z"),
    )
    line = "trade Exports, Zedland to Beland in 2021: Zedland reports $900 (fob), Beland $600 (cif)"
    conflict = line.replace("Zedland reports", "$7 to $900 (sources differ); Zedland reports")
    assert any(text.startswith(conflict) for text in page(answer))
    assert loaded(answer)["mirror"][0]["asymmetry_percent"] == 40.0
    assert "m" in {fact["id"] for fact in loaded(answer)["facts"]}
    answer = answered("overview", exports(900) + imports(600), ("b", "z"))
    assert f"{line}: asymmetry 40.0% [1]" in page(answer)


def test_stocks_side_by_side_have_their_dates() -> None:
    stock = measure("invested", nature="stock")
    for other, day in (("b", "2021-01-15"), ("c", "2021-12-31")):
        ends = {"from_": "z", "to": other, "period": day, "source": "paper"}
        stock += figure(f"to-{other}", measure="invested", value=5, **ends)
    answer = answered("side_by_side", stock, ("z", "b", "c"))
    said = "to Beland $5 (15 Jan 2021) and to Celand $5 (31 Dec 2021)"
    assert said in answer.head.text
    assert any("$5 (15 Jan 2021) $5 (31 Dec 2021)" in line for line in page(answer))
    whole = stock.replace("2021-12-31", "2021")
    assert "to Celand $5." in answered("side_by_side", whole, ("z", "b", "c")).head.text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            {"b": ["2021-12-31", "2022-12-31"], "c": ["2022-06-30", "2023"], "d": ["2022"]},
            "in 2022: to Beland $1 (31 Dec 2022), to Celand $3 as of 2023 and to Deland $4.",
        ),
        (
            {"b": ["2021", "2022"], "c": ["2021", "2023-06-30"], "d": ["2021", "2024"]},
            "in 2024: to Beland $1 as of 2022, to Celand $3 as of 30 Jun 2023 and to Deland $5.",
        ),
    ],
)
def test_stocks_side_by_side_are_each_of_its_latest_date(
    days: dict[str, list[str]], said: str
) -> None:
    every = [(to, day) for to, own in days.items() for day in own]
    stock = party("d", name="Deland") + measure("invested", nature="stock")
    for value, (to, day) in enumerate(every):
        ends = {"from_": "z", "to": to, "period": day, "source": "paper"}
        stock += figure(f"f{value}", measure="invested", value=value, **ends)
    answer = answered("side_by_side", stock, ("z", *days))
    assert answer.head.text == f"Invested from Zedland {said}"
    with open_base(str(shared(HEAD + stock))) as opened:
        for to in days:
            alone = figures(opened, Query(topic="trade", parties=(to, "z"))).head.facts
            assert {*alone} < {*answer.head.facts}
        query = Query(topic="trade", parties=(*days, "z"), in_order=("z", *days))
        within = side_by_side(opened, query.replaced(within=Period.parse("2022")))
        assert " as of 2023" not in within.head.text


def test_a_flow_has_the_names_of_its_measures(run_in: Run, tmp_path: Path) -> None:
    text = HEAD + exports(900) + imports(600)
    for old, new in (("exports", "sent"), ("imports", "received")):
        text = text.replace(f'"{old}"', f'"{new}"')
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    _, out, _ = run_in(tmp_path, "trade", "z", "b", "-f", "facts.toml")
    assert "\nExports and imports from Zedland to Beland, by each side's own statistics\n" in out


def test_an_overview_of_two_gives_both_directions() -> None:
    back = {"id": "back", "from_": "b", "to": "z", "reporter": "b"}
    answer = answered("overview", exports(900) + exports(300, **back), ("b", "z"))
    line = "trade Exports, Beland to Zedland in 2021: $300; Zedland to Beland: $900 [1]"
    assert line in page(answer)
    assert {fact["id"] for fact in loaded(answer)["facts"]} == {"x", "back"}
    (trade,) = loaded(answer)["overview"]["topics"]
    assert (trade["headline"]["value"], trade["other_direction"]["value"]) == (300, 900)
    older = exports(900, period="2019") + exports(300, **back)
    answer = answered("overview", older, ("b", "z"))
    assert "; Zedland to Beland in 2019: $900 [1]" in " ".join(page(answer))
    theirs = flow("imports", id="theirs", reporter="z", value=500, from_="b", to="z")
    answer = answered("overview", exports(900) + exports(300, **back) + theirs, ("b", "z"))
    sides = "Beland to Zedland in 2021: Beland reports $300 (fob), Zedland $500: asymmetry 50.0%; "
    assert f"{sides}Zedland to Beland: $900 [1]" in " ".join(page(answer))
    euros = exports(900, unit="EUR") + imports(600) + exports(300, **back)
    answer = answered("overview", euros, ("b", "z"))
    assert "$300; Zedland to Beland: Zedland reports €900" in " ".join(page(answer))
    alone = flow("imports", id="theirs", reporter="z", value=500, from_="b", to="z")
    answer = answered("overview", exports(900) + alone, ("b", "z"))
    text = "Exports, Zedland to Beland in 2021: $900; imports, Beland to Zedland: $500 [1]"
    assert text in " ".join(page(answer))
    answer = answered("figures", exports(900) + alone, ("b", "z"))
    assert "Imports from Beland to Zedland in 2021: $500, " in answer.head.text
    assert {*loaded(answer)["answer"]["facts"]} == {"x", "theirs"}
    parts = "".join(exports(n, scope=f"part {n}", id=f"of-{n}") for n in (3, 4))
    answer = answered("overview", exports(300, **back) + parts, ("b", "z"))
    assert "in 2021: $300; Zedland to Beland (part 4): $4 [1]" in " ".join(page(answer))


@pytest.mark.parametrize(
    ("by_others", "who"),
    [({"reporter": "c"}, "Celand"), ({}, "the Printing House")],
    ids=["a reporter", "a paper"],
)
def test_what_a_side_reports_stands_beside_what_others_alone_tell(
    by_others: dict[str, str], who: str
) -> None:
    told = source("book", publisher="the Printing House")
    told += flow("exports", id="x", value=900, **by_others | {"source": "book"})
    older: dict[str, Any] = {"period": "2020", "value": 80}
    told += flow("exports", id="x20", **by_others | older | {"source": "book"})
    claims = told + imports(600) + imports(id="m20", **older)
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    assert page(answer)[:6] == [
        "Exports from Zedland in 2021: to Beland $900 (Beland reports $600, cif); "
        "no figure for all of 2021 with Celand.",
        "",
        "Exports from Zedland",
        "Year to Beland Celand Source",
        "2021 $900 (Beland reports $600, cif) – [1] [2]",
        "2020 $80 (Beland reports $80, cif) – [1] [2]",
    ]
    assert not [line for line in page(answer) if "more claim" in line]
    assert {fact["id"] for fact in loaded(answer)["facts"]} == {"x", "m", "x20", "m20"}
    both = f"in 2021: {who} reports $900, Beland $600 (cif)"
    for parties, flow_ in (
        (("b", "z"), "Exports, Zedland to Beland"),
        (("z",), "Exports to Beland"),
    ):
        view = answered("overview", claims, parties)
        assert f"trade {flow_} {both} [1] [2]" in page(view)
        assert loaded(view)["overview"]["topics"][0]["headline"]["value"] == 900


def test_an_overview_gives_the_definition_of_a_stock() -> None:
    stock = measure("debt", label="Debt owed", nature="stock")
    own = {"id": "d", "measure": "debt", "period": "2021-12-31", "definition": "guaranteed only"}
    owed = partial(flow, **own)

    def told(text: str, parties: tuple[str, ...] = ("b", "z")) -> str:
        (line,) = (it for it in page(answered("overview", stock + text, parties)) if "Debt" in it)
        return line

    of_two = "trade Debt owed, Zedland to Beland as of 31 Dec 2021"
    assert told(owed(value=9)) == f"{of_two}: $9 (guaranteed only) [1]"
    assert told(owed(value=9), ("z",)) == (
        "trade Debt owed to Beland as of 31 Dec 2021: $9 (guaranteed only) [1]"
    )
    estimate = owed(value=9, status="estimate")
    assert told(estimate) == f"{of_two}: $9 (estimate, guaranteed only) [1]"
    better = owed(value=9, claimant="z", rank="preferred", rank_reason="it is complete")
    others = flow("debt", id="other", value=5, period="2021-12-31", claimant="c")
    assert told(better + others) == (
        f"{of_two}: $9 (guaranteed only, preferred, sources differ) [1]"
    )
    least = owed(value=9, claimant="z", qualifier="at-least")
    most = flow("debt", id="m", value=12, period="2021-12-31", claimant="c", qualifier="at-most")
    assert told(least + most) == f"{of_two}: at least $9 (guaranteed only) and at most $12 [1]"
    worse = owed(value=9, claimant="z")
    assert told(worse + others) == f"{of_two}: $5 to $9 (sources differ) [1]"
    of_flow = exports(900, definition="special trade")
    assert "$900 [1]" in " ".join(page(answered("overview", of_flow, ("b", "z"))))


def test_partners_side_by_side_say_what_the_other_side_reports() -> None:
    to_c = {"to": "c", "id": "c21", "reporter": None}
    equal = exports(80, id="x20", period="2020") + imports(80, id="m20", period="2020")
    answer = answered(
        "side_by_side",
        exports(900) + imports(600) + exports(50, **to_c) + equal,
        ("z", "b", "c"),
    )
    both = "to Beland $900 (Beland reports $600, cif)"
    assert page(answer)[:6] == [
        f"Exports from Zedland in 2021: {both} and to Celand $50.",
        "",
        "Exports from Zedland (≠ where claims differ)",
        "Year to Beland to Celand Source",
        "2021 $900 ≠ $50 [1]",
        "2020 $80 – [1]",
    ]
    assert [pair["asymmetry_percent"] for pair in loaded(answer)["mirror"]] == [40.0, 0.0]
    assert loaded(answer)["answer"]["facts"] == ["x", "m", "c21"]


def test_the_claims_of_each_sentence_are_those_of_the_answer(trade: Ask) -> None:
    oil = exports(7, id="oil", to="c", scope="oil")
    answer = answered("side_by_side", exports(900) + oil, ("z", "b", "c"))
    assert "Exports from Zedland to Celand (oil) in 2021: $7, " in answer.head.text
    assert loaded(answer)["answer"]["facts"] == ["x", "oil"]
    back = exports(800, id="back", from_="b", to="z", reporter="b")
    back += imports(700, id="mirror", from_="b", to="z", reporter="z")
    answer = trade(exports(900), imports(600), back)
    assert answer.head.text.count("asymmetry") == 2
    assert sorted(loaded(answer)["answer"]["facts"]) == ["back", "m", "mirror", "x"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"definition": "general trade"}, "$900, general trade, cif"),
        ({"unit": "EUR"}, "€900, cif"),
        ({"value": 770, "scope": "goods"}, "$770, goods, cif"),
    ],
    ids=["definition", "currency", "scope"],
)
def test_side_by_side_no_difference_is_marked_where_nothing_is_compared(
    keys: dict[str, Any], told: str
) -> None:
    to_c = exports(50, id="c21", to="c")
    claims = exports(900) + imports(**{"value": 900} | keys) + to_c
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    assert page(answer)[:6] == [
        f"Exports from Zedland in 2021: to Beland $900 (Beland reports {told}) and to Celand $50.",
        "",
        "Exports from Zedland",
        "Year to Beland to Celand Source",
        f"2021 $900 (Beland reports {told}) $50 [1]",
        "",
    ]
    assert loaded(answer)["answer"]["facts"] == ["x", "m", "c21"]


def test_the_basis_that_the_other_side_does_not_give_is_told_as_not_given() -> None:
    claims = exports(900, definition="special trade") + imports(600) + exports(5, id="c", to="c")
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    both = "to Beland $900 (special trade, fob) (Beland reports $600, definition not given, cif)"
    assert page(answer)[0] == f"Exports from Zedland in 2021: {both} and to Celand $5 (fob)."


def test_flows_from_a_partner_are_none_of_the_party() -> None:
    from_c = {"from_": "c", "to": "z", "id": "c21", "reporter": "c"}
    answer = answered("side_by_side", exports(900) + exports(50, **from_c), ("z", "b", "c"))
    sentence = "Exports from and to Zedland in 2021: to Beland $900 and from Celand $50."
    assert page(answer)[0] == sentence


def test_a_flow_that_the_partner_alone_reports_stands_beside_the_others() -> None:
    to_c = {"to": "c", "valuation": None}
    claims = (
        party("d", name="Deland")
        + exports(1, id="d20", to="d", period="2020")
        + exports(900, period="2021-01/2021-11")
        + imports(600)
        + exports(50, id="x20", period="2020")
        + imports(60, id="c21", reporter="c", **to_c)
        + imports(7, id="c20", reporter="c", period="2020", **(to_c | {"valuation": "cif"}))
        # What Celand sells is another flow, and what others say is not its own statistics.
        + imports(8, id="back", from_="c", to="z", reporter="z")
        + imports(9, id="said", reporter=None, period="2019", **to_c)
        + imports(4, id="by-d", reporter="d", period="2018", **to_c)
        + imports(5, id="by-c", reporter="c", period="2018", **to_c)
    )
    answer = answered("side_by_side", claims, ("z", "b", "c", "d"))
    c20 = "$7 (cif, as Celand reports)"
    assert page(answer)[:9] == [
        f"Exports from Zedland in 2020: to Beland $50, to Celand {c20} and to Deland $1.",
        "",
        "Exports from Zedland (≠ where claims differ)",
        "Year to Beland to Celand to Deland Source",
        "2021 $600 (cif, as Beland reports) $60 (as Celand reports) – [1]",
        f"2020 $50 {c20} $1 [1]",
        "2019 – $9 (imports, as Paper reports) – [1]",
        "2018 – $4 to $5 (imports, as Celand and Deland report) ≠ – [1]",
        "",
    ]
    rows = loaded(answer)["side_by_side"][0]["rows"]
    measures = [["imports", "imports"], ["exports", "imports"]]
    assert [[cell["measure"] for cell in row["cells"][:2]] for row in rows[:2]] == measures


def test_a_flow_that_the_party_alone_reports_stands_among_its_partners_numbers() -> None:
    to_c = {"to": "c", "id": "c21", "reporter": "c"}
    claims = (
        party("d", name="Deland")
        + imports(600)
        + imports(60, **to_c)
        + exports(900, id="d21", to="d")
    )
    answer = answered("side_by_side", claims, ("z", "d", "b", "c"))
    assert page(answer)[:6] == [
        "Imports from Zedland in 2021: to Deland $900 (fob, as Zedland reports), to Beland $600"
        " and to Celand $60.",
        "",
        "Imports from Zedland",
        "Year to Deland to Beland to Celand Source",
        "2021 $900 (fob, as Zedland reports) $600 $60 [1]",
        "",
    ]
    assert loaded(answer)["answer"]["facts"] == ["d21", "m", "c21"]


def test_a_flow_not_published_as_exports_is_none_among_imports() -> None:
    hidden = flow("exports", id="x", to="c", reporter="z", value=None, absent="confidential")
    answer = answered("side_by_side", imports(600) + hidden, ("z", "b", "c"))
    both = "to Beland $600 and to Celand not published (confidential)"
    assert page(answer)[0] == f"Imports from Zedland in 2021: {both}."


def place(to: str, ours: int, theirs: int | None, **keys: Any) -> str:
    """Return Zedland's claim of what it sold, and what the partner says that it bought."""
    own = flow("exports", id=f"x{to}", to=to, reporter="z", value=ours, locator="p1")
    given = {"id": f"m{to}", "to": to, "reporter": to, "value": theirs, "source": "other"}
    return own + (flow("imports", **{**given, **keys}) if theirs is not None else "")


LARGER = {  # what Zedland says that it sold to Celand, and what it is told by Celand's numbers
    place("c", 80, 190): "Celand reports $190",
    place("c", 80, 190, valuation="cif"): "Celand reports $190, cif",
}
NOT_LARGER = {
    place("c", 80, 106): "Celand reports $106",  # as large as the first's by that side
    place("c", 80, 60): "Celand reports $60",
    place("c", 80, 190, qualifier="at-most"): "Celand reports at most $190",
    place("c", 80, 190, unit="EUR"): "Celand reports €190; not compared, as the currencies",
    place("c", 80, 190, scope="goods"): "$190, goods; not compared, as the scopes",
}
NO_NUMBER = [place("c", 80, 190, period="2022"), place("c", 80, None)]
BY_OTHERS = "By the other side's numbers larger: "

Ranking = Callable[..., str]


@pytest.fixture(params=[("z",), ()], ids=["of one", "of all"])
def ranking(dip: Run, request: pytest.FixtureRequest) -> Ranking:
    """Ask for a ranking where Beland is first with $100, and Celand is as is claimed."""

    def asked(celand: str, *words: str) -> str:
        path = shared(HEAD + source("other") + place("b", 100, 106) + celand)
        return dip("trade", *request.param, *words, "-f", str(path)).page()

    return asked


@pytest.mark.parametrize(("celand", "told"), (LARGER | NOT_LARGER).items())
def test_each_place_of_a_ranking_has_the_number_of_the_other_side(
    ranking: Ranking, celand: str, told: str
) -> None:
    first, last = (it for it in ranking(celand).splitlines() if it.startswith(("1  ", "2  ")))
    assert re.search(r"\$100 .*Beland reports \$106 .*\[1\] \[2\]$", first)
    assert told in last
    assert last.endswith("[1] [2]")
    found = json.loads(ranking(celand, "--json"))
    assert sides_of(found) == [["xb", "mb"], ["xc", "mc"]]
    assert "other" in found["sources"]


@pytest.mark.parametrize("celand", NO_NUMBER)
def test_a_place_without_a_number_of_the_other_side_has_its_own_alone(
    ranking: Ranking, celand: str
) -> None:
    first, last = (it for it in ranking(celand).splitlines() if it.startswith(("1  ", "2  ")))
    assert re.search(r"\$100 .*Beland reports \$106 .*\[1\] \[2\]$", first)
    assert "reports" not in last
    assert not last.endswith("[1] [2]")
    found = json.loads(ranking(celand, "--json"))
    assert sides_of(found) == [["xb", "mb"]]
    assert "other" in found["sources"]


def sides_of(found: dict[str, Any]) -> list[list[str]]:
    """Return the claims of both sides that stand beside each other."""
    return [[side["id"] for side in pair["sides"]] for pair in found["mirror"]]


@pytest.mark.parametrize("form", ["table", "md", "json"])
def test_a_place_that_is_larger_by_the_other_sides_numbers_is_named(
    ranking: Ranking, form: str
) -> None:
    for celand, told in LARGER.items():
        page = ranking(celand, "--format", form).replace("\\$", "$")
        assert f"{BY_OTHERS}from Zedland to Celand ({told})" in page
    for celand in (*NOT_LARGER, *NO_NUMBER):
        assert BY_OTHERS not in ranking(celand, "--format", form)


@pytest.mark.parametrize(
    ("celand", "ids"),
    [
        *((celand, {"xb", "mb", "mc"}) for celand in LARGER),
        *((celand, {"xb", "mb"}) for celand in (*NOT_LARGER, *NO_NUMBER)),
    ],
)
def test_the_headline_of_fewer_places_is_that_of_all_and_its_claims_are_there(
    ranking: Ranking, celand: str, ids: set[str]
) -> None:
    page = ranking(celand, "--limit", "1")
    found, shown = (json.loads(ranking(celand, *it, "--json")) for it in ((), ("--limit", "1")))
    assert page.splitlines()[0] == found["answer"]["text"] == shown["answer"]["text"]
    assert "Beland reports $106" in page
    assert {fact["id"] for fact in shown["facts"]} == ids
    assert {*shown["answer"]["facts"]} <= ids
    left = len(found["facts"]) - len(ids)
    assert f"{left} more claim{'s' * (left > 1)}: --limit 0" in page


@pytest.mark.parametrize("teller", [{"reporter": "c"}, {"reporter": None}, {"claimant": "c"}])
def test_a_place_that_others_tell_has_the_number_of_the_side_that_reports_it(
    write: Write, capsys: pytest.CaptureFixture[str], teller: dict[str, Any]
) -> None:
    by_others = flow("exports", **{"id": "x", "value": 80, "reporter": None} | teller)
    theirs = flow("imports", id="m", reporter="b", value=190, valuation="cif", source="other")
    path = write(HEAD + source("other") + by_others + theirs + place("c", 100, None))

    def run(*words: str) -> str:
        assert app.run([*words, "-f", str(path)]) == 0
        return capsys.readouterr().out

    for words in (("trade", "z"), ("trade",), ("trade", "z", "--limit", "1")):
        page = run(*words)
        said = "By the other side's numbers larger: from Zedland to Beland (Beland reports $190, c"
        assert said in page.splitlines()[0]
        assert "more claim" not in page or "--limit" in words
    (row,) = (line for line in run("trade", "z").splitlines() if line.startswith("2  "))
    assert "$80 " in row
    assert row.endswith("Beland reports $190, cif  [1] [2]")
    brief = run("brief", "z")
    assert re.search(r"Exports to Beland in 2021 +\$80 .*\n· Beland reports +\$190 +cif", brief)
    assert "more measure" not in brief
    (pair,) = json.loads(run("trade", "z", "--json"))["mirror"]
    assert [side["reporter"] for side in pair["sides"]] == [teller.get("reporter"), "b"]
    assert pair["asymmetry_percent"] is pair["asymmetry_at_least"] is None


@pytest.mark.parametrize(
    "theirs",
    [{"reporter": "z"}, {"reporter": None}, {"scope": "goods"}, {"source": "made"}],
    ids=["the same side", "others", "a part", "made from it"],
)
def test_what_is_no_report_of_a_side_stands_beside_no_place_of_others(
    write: Write, capsys: pytest.CaptureFixture[str], theirs: dict[str, Any]
) -> None:
    told = flow("exports", id="x", value=80, reporter="z" if theirs == {"reporter": "z"} else None)
    given = {"id": "m", "reporter": "b", "value": 190, "source": "other"} | theirs
    made = source("other") + source("made", derived_from=["paper"])
    path = write(HEAD + made + told + flow("imports", **given) + place("c", 100, None))
    assert app.run(["trade", "z", "-f", str(path)]) == 0
    assert "Other side" not in capsys.readouterr().out


def test_whom_the_other_side_makes_larger_than_the_first_number_below_bounds_is_named(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    above = "".join(party(id, name=f"{id.upper()}land") for id in "de")
    bound = {"qualifier": "more-than", "value": 500, "reporter": "z"}
    above += "".join(flow("exports", id=f"x{to}", to=to, **bound) for to in "de")
    theirs = flow("imports", id="md", to="d", reporter="d", value=900, source="other")
    path = write(
        HEAD + source("other") + above + theirs + place("b", 100, 106) + place("c", 5, 190)
    )
    assert app.run(["trade", "z", "-f", str(path)]) == 0
    text = capsys.readouterr().out.splitlines()[0]
    assert "Dland (more than $500) or from Zedland to Eland (more than $500), then " in text
    assert text.endswith(
        " By the other side's numbers larger: from Zedland to Celand (Celand reports $190)."
    )


@pytest.mark.parametrize(
    ("partner", "told"),
    [
        (place("c", 80, 95), "perhaps larger: from Zedland to Celand (Celand reports $95"),
        (place("c", 80, 120), "larger: from Zedland to Celand (Celand reports $120"),
        (place("c", 80, 85), ""),
        (place("c", 95, 96), "; from Zedland to Celand ($95) may be larger."),
    ],
)
def test_whom_the_other_side_makes_larger_than_one_of_the_first_numbers_may_be(
    write: Write, capsys: pytest.CaptureFixture[str], partner: str, told: str
) -> None:
    first = exports(100) + exports(90, id="low", source="other")
    path = write(HEAD + source("other") + first + partner)
    for words in ("trade", "z"), ("trade",), ("trade", "z", "--limit", "1"):
        assert app.run([*words, "-f", str(path)]) == 0
        text = capsys.readouterr().out.splitlines()[0]
        assert (told or "from $90 to $100 (Zedland gave different numbers).") in text
        assert text.count("By the other side's numbers") == told.endswith(("95", "120"))


def test_a_part_that_the_other_side_alone_tells_is_larger_already(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    part = {"to": "c", "reporter": "c", "period": "2021-01/2021-09"}

    def run(words: str, *tables: str) -> str:
        path = write(HEAD + "".join((exports(100), *tables)))
        assert app.run([*words.split(), "-f", str(path)]) == 0
        return capsys.readouterr().out

    larger = imports(120, **part)
    page = run("trade z", larger)
    assert (
        "from Zedland to Beland, $100 (fob); larger already in Jan–Sep 2021: from Zedland to "
        "Celand, imports of $120 (cif)." in page
    )
    row = "Imports to Celand in Jan–Sep 2021 (only a part of a year; larger than to Beland)  $120"
    assert row in run("brief z", larger)
    for other in (
        imports(95, **part),
        imports(120, **part, unit="EUR"),
        imports(120, **part, scope="goods"),
        imports(120, **part | {"period": "2020-01/2020-09"}),
        flow("transit", id="m", value=120, **part),
    ):
        assert "larger" not in run("trade z", other)
        assert "larger than" not in run("brief z", other)


def test_whom_the_other_side_makes_larger_is_counted_where_there_are_many(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = "cdefg"
    many = "".join(party(id, name=f"{id.upper()}land") for id in ids[1:])
    many += "".join(place(id, 50 - n, 200 + n) for n, id in enumerate(ids))
    assert app.run(["trade", "z", "-f", str(write(HEAD + source("other") + many))]) == 0
    text = capsys.readouterr().out.splitlines()[0]
    said = text.split("By the other side's numbers larger: ")[1]
    assert said.startswith("from Zedland to Dland (Dland reports $201); from Zedland to Eland")
    assert said.endswith("(Fland reports $203); and 1 more.")
    assert "to Celand, $50." in text


@pytest.mark.parametrize(
    ("teller", "gives"),
    [
        ({"claimant": "c", "said_on": "2022-05"}, "Celand (May 2022) says"),
        ({"claimant": ["b", "c"]}, "Beland and Celand say"),
        ({"claimant": "c", "reporter": "z-customs"}, "the Customs Service of Zedland reports"),
        ({}, "Zedpress reports"),
    ],
    ids=["said", "said by both", "quoted statistics", "printed"],
)
def test_the_number_of_others_is_given_by_who_said_it_and_not_by_its_paper(
    dip: Run, write: Write, teller: dict[str, Any], gives: str
) -> None:
    """ "Reported by Zedpress" was what Celand said to it."""
    told = flow("exports", id="x", value=80, source="press", **teller)
    theirs = flow("imports", id="m", reporter="b", value=190, source="other")
    theirs += flow("imports", id="mc", to="c", reporter="c", value=40, source="other")
    path = write(HEAD + source("press", publisher="Zedpress") + source("other") + told + theirs)
    ranking = dip("trade", "z", "-f", str(path)).page()
    (row,) = (line for line in ranking.splitlines() if line.endswith("[2] [1]"))
    assert f"  {gives} $80  " in row
    rest = "Beland $190" if "reports" in gives else "Beland reports $190"
    assert (
        f"Exports, Zedland to Beland in 2021: {gives} $80, {rest}"
        in dip("z", "b", "-f", str(path)).page()
    )


def test_partners_side_by_side_tell_who_said_it(dip: Run, write: Write) -> None:
    def bought(id: str, to: str, **keys: Any) -> str:
        return flow("imports", id=id, to=to, value=190, **keys)

    more = party("d", name="Deland") + party("e", name="Eland") + source("other")
    sold = flow("exports", id="xd", to="d", value=70) + flow("exports", id="xe", to="e", value=60)
    told = bought("mb", "b", claimant="d") + bought("mc", "c", claimant=["d", "e"])
    also = bought("m2", "b", reporter="e", source="other")
    texts = {"": "Deland says", also: "Eland reports and Deland says"}
    for claims, who in texts.items():
        path = write(HEAD + more + sold + told + claims)
        page = dip("trade", "z", "b", "c", "d", "e", "-f", str(path)).page()
        assert page.splitlines()[0] == (
            f"Exports from Zedland in 2021: to Beland $190 (imports, as {who}), to Celand $190 "
            "(imports, as Deland and Eland say), to Deland $70 and to Eland $60."
        )


SEVERAL_YEARS = figure("set", value=104, period="[2021,2022]", source="paper", parties=["z", "b"])
FISCAL_YEAR = figure("fy", value=140, period="2021-04/2022-03", source="paper", parties=["z", "b"])
TO_B = flow("exports", id="later", value=211, period="2022", status="forecast")
FROM_B = flow("exports", id="half", value=207, from_="b", to="z", period="2022-01/2022-06")
WITH_B = figure("year", value=120, period="2023", source="paper", parties=["z", "b"])
TO_C = flow("exports", id="other", value=215, from_="c", to="b", period="2023")


@pytest.mark.parametrize(
    ("claims", "asked", "last"),
    [
        (SEVERAL_YEARS + FISCAL_YEAR, ["z", "b", "c", "--in", "2022"], "z b --in 2022"),
        (TO_B + FROM_B + WITH_B + TO_C, ["b", "z", "c"], "b z"),
    ],
    ids=["may be of the year asked for", "a forecast of another measure"],
)
@pytest.mark.parametrize("limit", [[], ["--limit", "0"]])
def test_what_neither_a_table_nor_a_sentence_of_partners_tells_is_counted(
    dip: Run, claims: str, asked: list[str], last: str, limit: list[str]
) -> None:
    path = str(shared(HEAD + claims))
    lines = dip("trade", *asked, *limit, "-f", path).page().splitlines()
    assert f"1 more claim: dipfacts trade {last} -f {path}" in lines
    told = json.loads(dip("trade", *asked, "-f", path, "--json").out)
    assert len(told["facts"]) == claims.count("[[figure]]")


def test_partners_side_by_side_tell_a_date_up_to_which_there_is_a_stock_as_elsewhere(
    dip: Run,
) -> None:
    def owed(to: str, **keys: Any) -> str:
        return flow("debt", id=f"d{to}", to=to, value=9, **keys)

    debt = measure("debt", nature="stock")
    path = str(shared(HEAD + debt + owed("b", period="/2023-03-01") + owed("c", period="2023")))
    page = dip("trade", "z", "b", "c", "-f", path).page()
    assert "from Zedland in 2023: to Beland $9 (1 Mar 2023) and to Celand $9." in page
    assert "as of 1 Mar 2023: $9" in dip("trade", "z", "b", "-f", path).page()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trade", "z", "b"], "Newer: imports from Zedland to Beland in 2022, $21"),
        (["z", "b"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["z"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["b"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["brief", "z", "b"], "newer: imports, Zedland to Beland, in 2022"),
    ],
)
def test_a_newer_year_that_the_other_side_alone_reports_is_told(
    dip: Run, words: list[str], told: str
) -> None:
    newest = exports(15, period="2021") + imports(21, id="m", period="2022")
    path = str(shared(HEAD + newest))
    assert told in dip(*words, "-f", path).page()
    assert told not in dip(*words, "--in", "2021", "-f", path).page()
    assert told not in dip(*words, "--until", "2021", "-f", path).page()
    same = exports(15, period="2022") + imports(21, id="m", period="2021")
    assert "ewer: imports" not in dip(*words, "-f", str(shared(HEAD + same))).page()


def test_of_a_newer_part_of_the_flow_by_another_measure_a_topic_tells_and_an_overview_does_not(
    dip: Run,
) -> None:
    half = exports(15, period="2021") + imports(9, id="half", period="2022-01/2022-06")
    path = str(shared(HEAD + half))
    newer = "\nNewer: imports from Zedland to Beland in Jan–Jun 2022, $9, by the figures of Beland"
    assert newer in dip("trade", "z", "b", "-f", path).page()
    assert "newer" not in dip("z", "b", "-f", path).page()


def test_the_json_of_an_overview_has_what_is_newer_under_another_measure(dip: Run) -> None:
    newest = exports(15, period="2021") + imports(21, id="m", period="2022")
    answer = json.loads(dip("z", "b", "--format", "json", "-f", str(shared(HEAD + newest))).page())
    (line,) = answer["overview"]["topics"]
    assert line["headline"]["facts"] == ["x"]
    assert [newer["facts"] for newer in line["newer_measures"]] == [["m"]]
    assert {fact["id"] for fact in answer["facts"]} == {"x", "m"}
