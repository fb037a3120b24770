"""Both sides of a flow are the same two claims in an export, and in each answer about them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.figures import FigureOptions, figures
from dipfacts.answers.show import show
from dipfacts.export.questions import MIRRORS
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source(),
    source("s2"),
    source("copy", derived_from=["s"]),
    topic(),
    measure("turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
    *map(party, "abc"),
    party("customs", kind="organisation", country="a"),
)
STATES = {"customs": "a"}
REPORTERS = ("reporter", "mirror_reporter")

Claims = list[dict[str, Any]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mirrors") / "facts.toml"


def opened(path: Path, claims: Claims) -> Base:
    """Open a base of these claims, of the ids f0, f1, …"""
    text = "".join(figure(f"f{nth}", **keys) for nth, keys in enumerate(claims))
    path.write_text(HEAD + text, encoding="utf-8")
    return open_base(str(path))


def exported(opened: Base) -> Iterator[dict[str, Any]]:
    names = [column.name for column in MIRRORS.columns]
    return (dict(zip(names, row, strict=True)) for row in MIRRORS.rows(opened))


def why(differ: str) -> str:
    """Return why two are not compared, without what either side has, which stands in order."""
    return re.sub(r" \(.*?\)", "", differ)


def in_answers(opened: Base, *parties: str) -> Counter[object]:
    """Return what --mirror shows of two parties that both report."""
    query = Query(topic="trade", parties=parties)
    found = figures(opened, query, FigureOptions(purpose="mirror")).figures.mirror or ()
    return Counter(
        (
            frozenset(side.id for side in pair.figures),
            pair.asymmetry,
            pair.at_least,
            why(pair.differ),
        )
        for pair in found
        if pair.is_mirrored
    )


def beside_claims(opened: Base, claims: Claims) -> set[object]:
    """Return what `show` has beside each claim."""
    return {
        (
            frozenset(side.id for side in pair.figures),
            pair.asymmetry,
            pair.at_least,
            why(pair.differ),
        )
        for nth in range(len(claims))
        for pair in show(opened, Query(), f"f{nth}").figures.sides
    }


def in_export(opened: Base, *parties: str) -> Counter[object]:
    """The rows of an export about the same."""
    return Counter(
        (
            frozenset((row["claim"], row["mirror_claim"])),
            *(row["asymmetry"], row["at_least"], why(row["differ"] or "")),
        )
        for row in exported(opened)
        if not parties or {STATES.get(row[key], row[key]) for key in REPORTERS} == {*parties}
    )


def flow(reporter: str, value: int = 5, **keys: Any) -> dict[str, Any]:
    """A claim on goods from b to a."""
    usual = {"measure": "exports", "from_": "b", "to": "a"}
    return {**usual, "reporter": reporter, "value": value, **keys}


def among(reporter: str, value: int = 5, **keys: Any) -> dict[str, Any]:
    """A claim on the turnover of three parties."""
    return {"parties": ["a", "b", "c"], "reporter": reporter, "value": value, **keys}


IN_THREE_SCOPES = [
    *(flow("b", scope="goods", source="s2"), flow("b", source="s2")),
    flow("a", measure="imports", scope="services"),
]
IN_NO_COMMON_UNIT = [
    *(flow("a", unit="GBP"), flow("a", unit="EUR")),
    *(flow("b", unit="USD"), flow("b", unit="CHF")),
]
COPIED = [  # of each side the first claim by unit, one made from the other
    *(flow("a", unit="CHF", source="copy"), flow("a", unit="GBP")),
    *(flow("b", unit="EUR"), flow("b", unit="USD", source="s2")),
]
TWO_NUMBERS_OF_ONE_SIDE = [
    *(flow("customs", value, unit="EUR", source="copy", scope="goods") for value in (0, 1)),
    flow("b", 0, unit="GBP", scope="goods", source="s2"),
]
COMPONENTS = [  # of a total that one side names, or both, or none
    *(flow("b", 9), flow("a", 8, measure="imports")),
    *(flow("b", scope="goods", part_of="f0"), flow("a", 6, scope="goods", measure="imports")),
    *(flow("b", scope="oil", part_of="f0"), flow("a", scope="gas", measure="imports")),
    flow("a", 4, scope="oil", part_of="f1", measure="imports"),
]
ONE_MADE_FROM_THE_OTHERS = [
    *(flow("b", 5, source="copy"), flow("b", 11, source="s2")),
    flow("a", 10, measure="imports"),
]
BOTH_MEASURES_BY_ONE_SIDE = [
    *(flow("b", 11), flow("a", 10, measure="imports")),
    flow("b", 8, measure="imports", source="s2"),
]
AMONG_THREE = [among("customs"), among("b", 6), among("c", 7), among("c", 8, scope="goods")]

A_CLAIM = st.builds(
    lambda make, reporter, value, keys: make(reporter, value, **keys),
    st.sampled_from([flow, among]),
    st.sampled_from(["a", "b", "c", "customs"]),
    st.sampled_from([0, 1, 5, 100]),
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(["exports", "imports", "turnover"]),
            "source": st.sampled_from(["s", "s2", "copy"]),
            "unit": st.sampled_from(["USD", "EUR", "GBP"]),
        },
        optional={
            "scope": st.sampled_from(["goods", "services"]),
            "qualifier": st.sampled_from(["about", "more-than", "at-most"]),
            "period": st.sampled_from(["2021-01/2021-12", "2021~", "2020"]),
        },
    ),
)


@settings(max_examples=10)  # each compiles a base
@given(st.lists(A_CLAIM, min_size=2, max_size=12))
@example(IN_THREE_SCOPES)
@example(IN_NO_COMMON_UNIT)
@example(COPIED)
@example(COMPONENTS)
@example(AMONG_THREE)
@example(TWO_NUMBERS_OF_ONE_SIDE)
@example(ONE_MADE_FROM_THE_OTHERS)
@example(BOTH_MEASURES_BY_ONE_SIDE)
def test_an_export_has_what_answers_show_whichever_side_is_named_first(
    path: Path, claims: Claims
) -> None:
    with opened(path, claims) as found:
        for parties in permutations("abc", 2):
            assert in_export(found, *parties) == in_answers(found, *parties)
        assert beside_claims(found, claims) == in_export(found).keys()


def test_a_number_that_is_made_from_the_other_sides_is_none_of_a_side(path: Path) -> None:
    with opened(path, ONE_MADE_FROM_THE_OTHERS) as found:
        (row,) = exported(found)
    assert (row["claim"], row["asymmetry"], row["differ"]) == ("f1", Decimal("9.5"), None)


@pytest.mark.parametrize("words", ["trade a b", "show f0", "show f1", "show f2"])
def test_of_numbers_of_a_side_in_two_measures_one_is_compared_on_every_page(
    dip: Run, path: Path, words: str
) -> None:
    with opened(path, BOTH_MEASURES_BY_ONE_SIDE) as found:
        (row,) = exported(found)
    assert (row["asymmetry"], row["differ"]) == (Decimal("9.5"), None)
    _, text, _ = dip(*words.split(), "-f", str(path))
    assert "B reports $11, A $10: asymmetry 9.5%" in text


@pytest.mark.parametrize(
    "keys", [{}, {"value": 11}, {"source": "copy"}], ids=["differs", "agrees", "copied"]
)
def test_what_one_side_exports_is_compared_with_what_the_other_imports(
    path: Path, keys: dict[str, Any]
) -> None:
    *others, second = BOTH_MEASURES_BY_ONE_SIDE
    with opened(path, [*others, second | keys]) as found:
        (row,) = exported(found)
        (pair,) = show(found, Query(), "f1").figures.sides
    assert (row["claim"], row["mirror_claim"], row["asymmetry"]) == ("f0", "f1", Decimal("9.5"))
    assert [fact.id for fact in pair.facts] == ["f0", "f1"]


@pytest.mark.parametrize("rank", ["", "preferred"])
@pytest.mark.parametrize("days", [("2023-01-01", "2024-01-01"), ("2024-01-01", "2023-01-01")])
def test_of_numbers_of_a_side_that_agree_the_one_that_answers_is_compared(
    path: Path, dip: Run, days: tuple[str, str], rank: str
) -> None:
    flow = {"from_": "a", "to": "b", "period": "2020", "topic": "trade"}
    coarse = {"rank": rank, "rank_reason": "as final"} if rank else {}
    path.write_text(
        HEAD
        + "".join(source(f"of-{day}", published=day) for day in days)
        + figure(
            "fine",
            measure="exports",
            value=42_310_000,
            reporter="a",
            source=f"of-{days[0]}",
            **flow,
        )
        + figure(
            "coarse",
            measure="exports",
            value=42_000_000,
            reporter="a",
            source=f"of-{days[1]}",
            **flow,
            **coarse,
        )
        + figure("other", measure="imports", value=46_400_000, reporter="b", **flow)
    )
    told = "A reports $42 million" if rank else "A reports $42.31 million"
    for words in ("trade a b", "trade b a --mirror", "show other", "show fine", "show coarse"):
        assert told in dip(*words.split(), "-f", str(path)).out.partition("\n")[0]
    answer = json.loads(dip("trade", "a", "b", "--json", "-f", str(path)).out)["answer"]
    assert answer["value"] == (42_000_000 if rank else 42_310_000)
    with open_base(str(path)) as found:
        (row,) = exported(found)
    assert row["claim"] == ("coarse" if rank else "fine")


def test_a_figure_of_three_parties_has_two_sides_for_each_two_that_report_it(path: Path) -> None:
    with opened(path, AMONG_THREE) as found:
        rows = [(row["claim"], row["mirror_claim"], row["differ"]) for row in exported(found)]
        sides = show(found, Query(), "f1").figures.sides
    assert rows == [("f0", "f1", None), ("f0", "f2", None), ("f1", "f2", None)]
    assert [[fact.id for fact in pair.facts] for pair in sides] == [[*row[:2]] for row in rows]


def test_the_total_of_both_ways_mirrors_neither(path: Path) -> None:
    both_ways = flow("b", 10, measure="turnover")
    with opened(path, [both_ways, flow("a", 12, measure="imports")]) as found:
        assert in_export(found, "a", "b") == Counter()
        assert figures(found, Query(topic="trade", parties=("a", "b"))).figures.sides == []
    with opened(path, [both_ways, flow("a", 30, measure="turnover")]) as found:
        assert in_export(found, "a", "b") == Counter([(frozenset(("f0", "f1")), 100, False, "")])


GOODS_AND_SERVICES = base(
    source(),
    topic(),
    measure("exports-all", label="Exports", sum_of=["goods", "services"]),
    *map(measure, ("goods", "services")),
    *map(party, "ab"),
)


def test_components_of_one_direction_are_no_mirror_and_no_balance(dip: Run) -> None:
    theirs = figure("s", measure="services", from_="a", to="b", reporter="b", value=22)
    back = figure("t", measure="services", from_="b", to="a", reporter="a", value=30)
    for other in (theirs, back):
        goods = figure("g", measure="goods", from_="a", to="b", reporter="a", value=118)
        _, text, _ = dip("trade", "a", "b", "-f", str(shared(GOODS_AND_SERVICES + goods + other)))
        assert not re.search("Derived|asymmetry|Balance|statistics|reports", text)
        assert "$118" in text


@pytest.mark.parametrize("pair", ["inward outward", "migrants-in migrants-out", "one other"])
def test_flows_are_opposite_by_their_names_or_a_balance(dip: Run, pair: str) -> None:
    first, second = pair.split()
    measures = measure("total", sum_of=[first, second]) + measure(first) + measure(second)
    measures += measure("net", difference_of=[second, first]) if first == "one" else ""
    flows = figure("f", measure=first, from_="a", to="b", reporter="a", value=10)
    flows += figure("g", measure=second, from_="a", to="b", reporter="b", value=20)
    head = base(source(), topic(), *map(party, "ab"))
    _, text, _ = dip("trade", "a", "b", "-f", str(shared(head + measures + flows)))
    assert "asymmetry 66.7%" in text


@pytest.mark.parametrize("values", [(500, 500), (500, -500)])
def test_no_asymmetry_is_made_of_balances_without_a_direction(
    dip: Run, values: tuple[int, int]
) -> None:
    """Each is of who states it, and has the opposite sign of the other."""
    claims = "".join(
        figure(side, measure="own", parties=["a", "b"], value=value, source=where, reporter=side)
        for side, where, value in zip("ab", ("s", "s2"), values, strict=True)
    )
    own = measure("own", difference_of=["exports", "imports"])
    page = dip("trade", "a", "b", "-f", str(shared(HEAD + own + claims)))[1]
    assert "not compared: each side gives its own balance" in page
    assert not re.search("asymmetry [0-9]", page)
