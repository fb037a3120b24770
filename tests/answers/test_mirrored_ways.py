"""Rankings of one party whose partners report the same flows: each flow stands once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dipfacts.answers.answer import LIMITS
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("s", publisher="Yearbook", published=date(2024, 6, 1)),
    *(party(id, name=f"{id.upper()}land") for id in "abcde"),
    party("customs", kind="organisation", name="Customs of Bland", country="b"),
    topic(),
    measure("turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
)


def flow(side: str, way: str, start: str, end: str, value: int, **keys: Any) -> str:
    """Return what a side reports of a flow, under an id that says so: x-a-b, m-a-b."""
    usual = {"measure": way, "from_": start, "to": end, "value": value, "period": "2023"}
    name = keys.pop("id", f"{way[0]}-{start}-{end}")
    return figure(name, **(usual | {"reporter": side} | keys))


OWN = (
    *(flow("a", "exports", "a", to, n) for to, n in (("b", 90), ("c", 60), ("d", 30))),
    *(flow("a", "imports", of, "a", n) for of, n in (("c", 80), ("b", 50), ("d", 20))),
)
BACK = flow("b", "exports", "b", "a", 40), flow("b", "imports", "a", "b", 95)


@pytest.fixture
def run(dip: Run) -> Callable[..., str]:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str) -> str:
        return dip(*words.split(), "-f", str(shared(HEAD + "".join(tables)))).page()

    return page


def flows(page: str) -> list[str]:
    """Return the flows that the headline figures of a brief are about."""
    return re.findall(r"(?m)^([EI]\w+ (?:to|from) \w+)", page.split("Open doubts")[0])


def test_a_flow_that_both_sides_report_has_one_line(run: Callable[..., str]) -> None:
    assert run("trade a", *OWN, *BACK).partition("\nSources")[0] == (
        "Trade of Aland: 8 claims about 3 partners. Largest exports in 2023, the latest full year "
        "that most of them have: from Aland to Bland, $90. Largest imports in 2023: from Cland to "
        "Aland, $80.\n"
        "\n"
        "Exports\n"
        "#  Partner   Period  Value  Who says so  Other side         Source\n"
        "1  to Bland  2023    $90    Aland        Bland reports $95  [1]\n"
        "2  to Cland  2023    $60    Aland                           [1]\n"
        "3  to Dland  2023    $30    Aland                           [1]\n"
        "\n"
        "Imports\n"
        "#  Partner     Period  Value  Who says so  Other side         Source\n"
        "1  from Cland  2023    $80    Aland                           [1]\n"
        "2  from Bland  2023    $50    Aland        Bland reports $40  [1]\n"
        "3  from Dland  2023    $20    Aland                           [1]\n"
    )


A_EXPORTS = flow("a", "exports", "a", "b", 90, unit="USD")
A_IMPORTS = flow("a", "imports", "a", "b", 96, unit="USD", id="m-by-a")
B_EXPORTS = flow("b", "exports", "a", "b", 100, unit="USD", id="x-by-b")
B_IMPORTS = flow("b", "imports", "a", "b", 120, unit="USD")


@pytest.mark.parametrize(
    "said",
    [
        [A_EXPORTS, A_IMPORTS, B_IMPORTS],
        [A_IMPORTS, A_EXPORTS, B_IMPORTS],
        [A_EXPORTS, B_EXPORTS, B_IMPORTS],
        [B_IMPORTS, B_EXPORTS, A_EXPORTS],
        [A_EXPORTS, A_IMPORTS, B_EXPORTS, B_IMPORTS],
        [B_IMPORTS, B_EXPORTS, A_IMPORTS, A_EXPORTS],
    ],
)
def test_what_one_exports_is_compared_with_what_the_other_imports(
    run: Callable[..., str], said: list[str]
) -> None:
    """Also where one source of a side gives the flow in both measures."""
    assert "\n2023    $90            $120               28.6%" in run("trade a b --mirror", *said)


def test_what_others_say_of_the_flow_is_counted_and_not_the_number_beside_the_place(
    run: Callable[..., str],
) -> None:
    figures = [flow("a", "exports", "a", to, 50, period="2024") for to in "bc"]
    figures += [flow("a", "imports", "c", "a", 5, period="2024")]
    figures += [flow("a", "exports", "a", "b", 10, id="own")]
    figures += [flow(to, "imports", "a", to, n) for to, n in (("b", 13), ("c", 73))]
    assert "more claim" not in (page := run("trade a", *figures))
    assert "Aland reports $10" in page
    figures += [flow("a", "exports", "a", "b", 17, id="other", reporter=None)]
    page = run("trade a", *figures)
    assert "Aland reports $10" in page
    assert "\n1 more claim: name both sides, or --limit 0\n" in page


def test_a_brief_has_it_once_and_the_other_side_below(run: Callable[..., str]) -> None:
    page = run("brief a", *OWN, *BACK)
    assert page.partition("\n\n")[2].partition("\nOpen doubts")[0] == (
        "Headline figures\n"
        "What                        Value  Who says so      Source\n"
        "Exports to Bland in 2023    $90    Aland            [1]\n"
        "· Bland reports             $95    asymmetry 5.4%   [1]\n"
        "Exports to Cland in 2023    $60    Aland            [1]\n"
        "Exports to Dland in 2023    $30    Aland            [1]\n"
        "Imports from Cland in 2023  $80    Aland            [1]\n"
        "Imports from Bland in 2023  $50    Aland            [1]\n"
        "· Bland reports             $40    asymmetry 22.2%  [1]\n"
        "Imports from Dland in 2023  $20    Aland            [1]\n"
    )


def test_so_does_a_brief_where_neither_table_has_all(run: Callable[..., str]) -> None:
    own = [it for it in OWN if "i-d-a" not in it]
    more = flow("d", "exports", "d", "a", 10)
    page = run("trade a", *own, *BACK, more)
    assert "\nExports, to Aland\n" in page
    assert "\nImports\n" in page
    told = flows(run("brief a", *own, *BACK, more))
    assert sorted(told) == [
        "Exports from Bland",
        "Exports from Dland",
        "Exports to Bland",
        "Exports to Cland",
        "Exports to Dland",
        "Imports from Cland",
    ]


def test_a_statistics_office_reports_for_its_country(run: Callable[..., str]) -> None:
    office = [it.replace('reporter = "b"', 'reporter = "customs"') for it in BACK]
    page = run("trade a", *OWN, *office)
    assert re.findall(r"(?m)^(?:Ex|Im)ports.*$", page) == ["Exports", "Imports"]
    assert "Customs of Bland reports $95" in page


@pytest.mark.parametrize(
    "back",
    [
        [re.sub("reporter = .*\n", "", it) for it in BACK],
        [it.replace('"2023"', '"2022"') for it in BACK],
        [it.replace('"USD"', '"EUR"') for it in BACK],
    ],
    ids=["nobody's statistics", "another year", "another unit"],
)
def test_what_is_no_other_side_of_a_line_is_not_left_out(
    run: Callable[..., str], back: list[str]
) -> None:
    whole = json.loads(run("trade a --json", *OWN, *back))
    lines = [
        line["facts"]
        for it in (whole["ranking"], *whole["more_rankings"])
        for lines in it.values()
        if isinstance(lines, list)
        for line in lines
    ]
    assert {"e-b-a", "i-a-b"} <= {id for facts in lines for id in facts}


def test_a_measure_that_is_asked_for_has_all_directions(run: Callable[..., str]) -> None:
    page = run("trade a --measure exports --measure imports", *OWN, *BACK)
    assert re.findall(r"(?m)^(?:Ex|Im)ports.*$", page) == [
        *("Exports, from Aland", "Exports, to Aland"),
        *("Imports, to Aland", "Imports, from Aland"),
    ]
    assert "\nExports, to Aland\n" in run("trade a --measure exports", *OWN, *BACK)


def test_the_first_ranking_keeps_a_direction(run: Callable[..., str]) -> None:
    """Else the page would not be about the measure that it begins with."""
    back, *_ = BACK
    own = [it for it in OWN if '"imports"' in it]
    assert re.findall(r"(?m)^(?:Ex|Im)ports.*$", run("trade a", *own, back)) == [
        *("Exports", "Imports")
    ]
    assert flows(run("brief a", *own, back)) == [
        *("Exports from Bland", "Imports from Cland", "Imports from Dland")
    ]


def test_a_brief_of_very_many_claims_has_it_once_too(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where of the places only the first are read, and others known by their parties alone."""
    more = flow("a", "exports", "a", "e", 5), flow("a", "imports", "e", "a", 5)
    every = run("brief a", *OWN, *BACK, *more).partition("\n\nSources")[0]
    monkeypatch.setattr(LIMITS, "on_topic", 1)
    assert run("brief a", *OWN, *BACK, *more).partition("\n\nSources")[0] == every
    assert flows(every) == [
        *("Exports to Bland", "Exports to Cland", "Exports to Dland"),
        *("Imports from Cland", "Imports from Bland", "Imports from Dland"),
    ]
