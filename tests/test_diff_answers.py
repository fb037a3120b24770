"""Whatever a page says otherwise, `diff` names: drawn pairs of bases, by the pages of both."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dipfacts.answers.answer import NOTHING, OUTSIDE, Answer, as_known
from dipfacts.answers.relations import relations
from dipfacts.answers.timeline import timeline
from dipfacts.answers.topics import topic as topic_of
from dipfacts.diff import comparison
from dipfacts.diff.effect import Effect
from dipfacts.diff.states import Side, State, opened
from dipfacts.model.period import Period
from dipfacts.query.base import Base, Query
from dipfacts.render.page.marked_cells import SourceCell
from dipfacts.render.page.pages import page
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

PARTIES = "abc"
MEASURES = (
    measure("turnover", sum_of=["exports", "imports"]),
    *(measure(id_) for id_ in ("exports", "imports")),
    measure("held", nature="stock"),
)


def declared(derived: bool, turned: bool, bloc: bool, unique: bool) -> str:
    """Return what claims refer to, in which some of it is otherwise."""
    return base(
        source("s", published="2022-12-05"),
        source("t", published="2023-02-01", derived_from=["s"] if derived else None),
        *(party(id_, kind="bloc" if bloc and id_ == "b" else "country") for id_ in PARTIES),
        topic(),
        *MEASURES[:: -1 if turned else 1],
        table("kind", id="treaty", of="relation", label="Treaty", unique=unique),
    )


# ------------------------------------------------------------------------- what is drawn

Claim = tuple[str, dict[str, Any]]
SOURCES = st.sampled_from("st")
PAIRS = st.sampled_from(["ab", "ba", "ac", "ca", "bc"])
PARTLY = st.sampled_from([None, None, None, "x"])
ENDS = st.one_of(
    PAIRS.map(lambda pair: {"from_": pair[0], "to": pair[1]}),
    st.sampled_from([["a", "b"], ["a", "c"], ["a"], ["a", "b", "c"]]).map(lambda p: {"parties": p}),
)
FIGURES = st.tuples(
    ENDS,
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(["turnover", "exports", "exports", "imports", "held"]),
            "period": st.sampled_from(["2020", "2021", "2021", "2021-01/2021-06"]),
            "value": st.sampled_from([1, 2, 3, 4]),
            "unit": st.sampled_from(["USD", "USD", "USD", "EUR"]),
            "source": SOURCES,
        },
        optional={
            "reporter": st.sampled_from("abc"),
            "status": st.sampled_from(["forecast", "estimate"]),
            "qualifier": st.sampled_from(["about", "more-than"]),
            "scope": st.just("goods"),
            "absent": st.just("confidential"),
            "rank": st.sampled_from(["preferred", "deprecated"]),
        },
    ),
).map(lambda both: both[0] | both[1])
TOGETHER = st.sampled_from([["a", "b"], ["a", "b"], ["a", "c"], ["a", "b", "c"]])
SHARED = {
    "parties": TOGETHER,
    "title": st.sampled_from(["One", "One", "Other"]),
    "source": SOURCES,
}
RELATIONS = st.fixed_dictionaries(
    {
        **SHARED,
        "status": st.sampled_from(["signed", "in-force", "in-force", "suspended", "ended"]),
        "period": st.sampled_from(["2001", "2002/..", "2002/2010", "2003-04-05", "2004/.."]),
    },
    optional={"kind": st.just("pact"), "rank": st.just("deprecated")},
)
EVENTS = st.fixed_dictionaries(
    {
        **SHARED,
        "status": st.sampled_from(["held", "held", "planned", "cancelled"]),
        "period": st.sampled_from(["2011", "2011-02-03", "2012-03-04"]),
    },
    optional={"place": st.sampled_from(["Lima", "Cusco"]), "rank": st.just("deprecated")},
)


DECLARED = st.one_of(
    st.just((False, False, False, False)), st.tuples(*(st.booleans() for _ in range(4)))
)


def slots(make: Any, letter: str, drawn: Any, most: int) -> list[Any]:
    """Return for each of so many claims what may be drawn: none, or one with any keys."""
    results = []
    for nth in range(most):
        keys = drawn
        if letter in "re" and nth:
            same = st.sampled_from([None, *(f"{letter}{it}" for it in range(nth))])
            keys = st.tuples(drawn, same).map(lambda both: both[0] | {"same_as": both[1]})
        results.append(st.one_of(st.none(), keys.map(lambda it, n=nth: (make, f"{letter}{n}", it))))
    return results


SLOTS = [
    *slots(figure, "f", FIGURES, 5),
    *slots(relation, "r", RELATIONS, 3),
    *slots(event, "e", EVENTS, 2),
]


@st.composite
def two_bases(draw: Any) -> tuple[str, str]:
    """Draw a base, and the same with one, two or three claims drawn anew."""
    before = [draw(slot) for slot in SLOTS]
    of = draw(DECLARED)
    after = [*before]
    for nth in draw(st.lists(st.integers(0, len(SLOTS) - 1), min_size=1, max_size=3)):
        after[nth] = draw(SLOTS[nth])
    again = draw(st.one_of(st.just(of), DECLARED))
    return declared(*of) + text_of(before), declared(*again) + text_of(after)


def text_of(chosen: list[Any]) -> str:
    """Return what was drawn as TOML; claims of parties that have nothing in common stay apart."""
    texts, joined = [], dict[str, list[set[str]]]()
    for make, id_, keys in filter(None, chosen):
        own, parties = dict[str, Any](), {*keys.get("parties", ())}
        others = joined.get(keys.get("same_as"), [])
        if not all(it <= parties or it >= parties for it in others) or not others:
            own["same_as"], others = None, []
        joined[id_] = others
        others.append(parties)
        if "absent" in keys:
            own |= {"value": None, "qualifier": None}
        if "rank" in keys:
            own |= {"rank_reason": "a reason"}
        texts.append(make(id_, **{**keys, **own}))
    return "".join(texts)


# ------------------------------------------------------------------------ what pages say

Rows = dict[str, set[str]]
"""The rows of a page by what they say, whatever the source is, with the claims of each."""


def rows_of(answer: Answer) -> Rows:
    results: Rows = {}
    for section in page(answer).sections:
        for row in (it for it in section.rows if it.tone != "group"):
            cells = [it for it in row.cells if not isinstance(it, SourceCell)]
            marks = [it for it in row.cells if isinstance(it, SourceCell)]
            # Of several measures the first goes without saying.
            text = re.sub(r" ?\[\d+\]|, (turnover|exports|imports|held)\b", "", " | ".join(cells))
            results.setdefault(text, set()).update(f.id for mark in marks for f in mark.claims)
    return results


def headline(answer: Answer, query: Query) -> str:
    """Return the sentence of a page, without how many claims there are, and of what day it is."""
    nothing = answer.status in (NOTHING, OUTSIDE)
    text = answer.head["text"].removeprefix(answer.tally).removesuffix(as_known(query))
    return "" if nothing else text


def places(answer: Answer) -> dict[tuple[object, ...], dict[tuple[str, ...], int]]:
    """Return the places of the partners of a party, by what each ranking is of."""
    rankings = [it for it in (answer.ranking, *answer.more_rankings) if it and it.period]
    return {
        (it.measure, it.unit, str(it.period), lines[0].way): {
            line.others: line.place for line in lines if line.place
        }
        for it in rankings
        for lines in it.ways()
    }


class Checked:
    """Two states, what `diff` names, and what of a page it does not."""

    def __init__(self, sides: tuple[Side, Side]) -> None:
        self.sides = sides
        result = comparison.compare(*sides)
        self.effects, self.are_declared_alike = result.effects.answers, result.declared.are_same

    def pages(self, ask: Callable[[Base, Query], Answer], **asked: Any) -> list[Answer]:
        return [ask(side.base, side.query.replaced(**asked)) for side in self.sides]

    def named(self, *kinds: str, parties: Sequence[str] = ()) -> list[Effect]:
        return [it for it in self.effects if it.kind in kinds and {*parties} <= {*it.parties}]

    def rows(self, answers: list[Answer], named: list[Effect]) -> Iterator[str]:
        """Yield the rows that only one of the states has and of whose claims nothing is named."""
        was, now = map(rows_of, answers)
        claims = {id for it in named for ids in it.facts for id in ids}
        for text in was.keys() ^ now.keys():
            ids = was.get(text) or now.get(text)
            if claims.isdisjoint(ids) if ids else not named:
                yield text

    def of_topic(self, parties: tuple[str, ...]) -> Iterator[str]:
        """Yield what the page of a topic says otherwise and is not named."""
        answers = self.pages(topic_of, topic="trade", parties=parties)
        both = zip(answers, self.sides, strict=True)
        heads = [headline(answer, side.query) for answer, side in both]
        numbers = self.named("figure", parties=parties)
        ahead = [it for it in self.named("headline") if it.parties == parties]
        if len(parties) == 1:
            ahead += self.named("ranking", parties=parties)
        if heads[0] != heads[1] and not ahead and not _explained(heads, answers, numbers):
            yield " → ".join(heads)
        # Of one party it has some of what is not ranked, by what is declared and there is room for.
        if len(parties) > 1 or (self.are_declared_alike and not (numbers or ahead)):
            yield from self.rows(answers, numbers)
        if len(parties) == 1:
            yield from self.of_places(answers, parties[0])

    def of_places(self, answers: list[Answer], party: str) -> Iterator[str]:
        """Yield the partners that changed places among those of both states, came or went."""
        told = [it.text for it in self.named("ranking", parties=[party])]
        old, new = map(places, answers)
        for about, was in old.items():
            now = new.get(about, {})
            both = was.keys() & now.keys()
            moved = was.keys() ^ now.keys() if now else set()
            for one in both:
                above = [{it for it in both if order[it] < order[one]} for order in (was, now)]
                moved |= {one} if len(above[0]) != len(above[1]) else set()
            for one in moved:
                if not any(f" {one[0].upper()} " in text for text in told):
                    yield f"place of {one} in {about}: {was} → {now}"

    def unnamed(self) -> Iterator[str]:
        """Yield what any page says otherwise and is not named."""
        happened = self.named("relation", "event")
        for parties in [*combinations(PARTIES, 2), *((it,) for it in PARTIES)]:
            yield from (f"trade {parties}: {it}" for it in self.of_topic(parties))
            for command in (relations, timeline):
                rows = self.rows(self.pages(command, parties=parties), happened)
                yield from (f"{command.__name__} {parties}: {it}" for it in rows)


def _explained(heads: list[str], answers: list[Answer], numbers: list[Effect]) -> bool:
    """Return whether figures that are named say all that is otherwise in a headline.

    How far both sides of a flow lie apart none of them does.
    """
    if any(" reports " in head for head in heads):
        return False
    ids = {id for answer in answers for id in answer.head["facts"]}
    amounts = {text.split(" (")[0] for it in numbers for text in it.texts if text}
    is_of_claims = any(not ids.isdisjoint((*it.facts[0], *it.facts[1])) for it in numbers)
    return is_of_claims or any(amount in head for amount in amounts for head in heads)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("answers")
    yield path
    shutil.rmtree(path)


@settings(max_examples=30)
@given(two_bases())
def test_whatever_a_page_says_otherwise_is_named(folder: Path, both: tuple[str, str]) -> None:
    old, new = (folder / f"{name}.toml" for name in ("old", "new"))
    for path, text in zip((old, new), both, strict=True):
        path.write_text(text, "utf-8")
    with opened(State("old", (str(old),)), State("new", (str(new),)), None) as sides:
        assert [*Checked(sides).unnamed()] == []


@settings(max_examples=10)
@given(two_bases())
def test_so_it_is_of_what_was_known_on_two_days(folder: Path, both: tuple[str, str]) -> None:
    path = folder / "known.toml"
    path.write_text(both[0], "utf-8")
    days = (Period.parse(day) for day in ("2022-12-31", "2023-12-31"))
    old, new = (State(str(day), (str(path),), known_by=day) for day in days)
    with opened(old, new, None) as sides:
        assert [*Checked(sides).unnamed()] == []
