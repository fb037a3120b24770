"""Drawn pairs of bases: whatever a page says otherwise, `diff` names, by the pages of both."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.answers.answer import NOTHING, OUTSIDE, Answer
from dipfacts.answers.occurrences.relations import relations
from dipfacts.answers.occurrences.timeline import timeline
from dipfacts.answers.topics import topic as topic_of
from dipfacts.diff import comparison
from dipfacts.diff.effect import Effect
from dipfacts.diff.opening import opened
from dipfacts.diff.states import ComparedState, State
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.render.page.marked_cells import SourceCell
from dipfacts.render.page.pages import page
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

PARTIES = "abcd"
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

Keys = dict[str, Any]


def sold(to: str, value: int, **keys: Any) -> Keys:
    """Return exports of a in 2021, by its own figures."""
    usual = {"measure": "exports", "from_": "a", "to": to, "period": "2021", "value": value}
    return {**usual, "unit": "USD", "source": "s", "reporter": "a", **keys}


def pact(status: str, period: str, same: str | None = None) -> Keys:
    usual = {"kind": "treaty", "title": "Pact", "parties": ["a", "b"], "source": "s"}
    return {**usual, "status": status, "period": period, "same_as": same}


def talks(status: str, period: str, same: str | None = None) -> Keys:
    usual = {"title": "Talks", "parties": ["a", "b"], "source": "t", "place": "Lima"}
    return {**usual, "status": status, "period": period, "same_as": same}


CLAIMS = {
    "f0": sold("b", 3),
    "f1": sold("b", 2, measure="imports", reporter="b", source="t"),
    "f2": sold("c", 2),
    "f3": sold("d", 1),
    "f4": sold("b", 2, period="2020"),
    "f5": sold("b", 3, source="t", reporter=None),
    "r0": pact("signed", "2001"),
    "r1": pact("in-force", "2002/..", "r0"),
    "r2": pact("suspended", "2004/..", "r1"),
    "e0": talks("planned", "2011-02"),
    "e1": talks("held", "2011-02-03", "e0"),
}
"""A flow by both sides, partners in an order, a treaty in stages and an event that was planned."""

ENDS = [
    *({"from_": a, "to": b, "parties": None} for a, b in ("ab", "ac", "ad", "ba", "bc")),
    *({"from_": None, "to": None, "parties": [*them]} for them in ("a", "abc")),
]
DRAWN: dict[str, dict[str, list[Any]]] = {
    "f": {
        "ends": ENDS,
        "measure": ["exports", "imports", "turnover", "held"],
        "period": ["2020", "2021", "2022", "2021-01/2021-06"],
        "value": [1, 2, 3, 4],
        "unit": ["USD", "EUR"],
        "source": ["s", "t"],
        "reporter": [None, "a", "b"],
        "status": [None, "forecast", "estimate"],
        "qualifier": [None, "about", "more-than"],
        "scope": [None, "goods"],
        "absent": [None, "confidential"],
        "rank": [None, "preferred", "deprecated"],
    },
    "r": {
        "parties": [["a", "b"], ["a", "c"], ["a", "b", "c"]],
        "title": ["Pact", "Other"],
        "kind": ["treaty", "alliance"],
        "status": ["signed", "in-force", "suspended", "ended", None],
        "period": ["2001", "2002/..", "2002/2010", "2003-04-05", "2004/.."],
        "source": ["s", "t"],
        "rank": [None, "deprecated"],
        "same_as": [None, "r0", "r1"],
    },
    "e": {
        "parties": [["a", "b"], ["a", "c"], ["a", "b", "c"]],
        "title": ["Talks", "Other"],
        "status": ["held", "planned", "cancelled"],
        "period": ["2011", "2011-02-03", "2012-03-04"],
        "place": [None, "Lima", "Cusco"],
        "rank": [None, "deprecated"],
        "same_as": [None, "e0"],
    },
}
MAKE = {"f": figure, "r": relation, "e": event}
EDITS = st.one_of(
    st.sampled_from([*CLAIMS]).map(lambda id_: (id_, None, None)),
    *(
        st.tuples(st.just(id_), st.just(key), st.sampled_from(values))
        for id_ in CLAIMS
        for key, values in DRAWN[id_[0]].items()
    ),
)
DECLARED = st.sampled_from(
    [(False,) * 4] * 5 + [tuple(n == nth for n in range(4)) for nth in range(4)]
)


def edited(claims: dict[str, Keys], edits: list[tuple[str, Any, Any]]) -> dict[str, Keys]:
    """Return claims of which some are dropped, or back with another value of a key."""
    results = {**claims}
    for id_, key, value in edits:
        if key is None:
            results.pop(id_, None)
        else:
            own = value if key == "ends" else {key: value}
            results[id_] = results.get(id_, CLAIMS[id_]) | own
    return results


@st.composite
def two_bases(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a base, and the same with an edit or three."""
    before = edited(CLAIMS, draw(st.lists(EDITS, max_size=4)))
    after = edited(before, draw(st.lists(EDITS, min_size=1, max_size=3)))
    of, again = draw(DECLARED), draw(DECLARED)
    return declared(*of) + text_of(before), declared(*again) + text_of(after)


def titled(**titles: str) -> str:
    """Return the base with other titles of claims."""
    edits = [(id_, "title", title) for id_, title in titles.items()]
    return declared(*(False,) * 4) + text_of(edited(CLAIMS, edits))


def estimated(*dropped: str) -> str:
    """Return the base with a figure that revises an estimate, but for claims that are dropped."""
    edits = [("f0", "ends", ENDS[2]), ("f3", "status", "estimate")]
    claims = edited(CLAIMS, [*edits, *((id_, None, None) for id_ in dropped)])
    return declared(*(False,) * 4) + text_of(claims)


def text_of(claims: dict[str, Keys]) -> str:
    """Return claims as TOML; those of parties that have nothing in common stay apart."""
    texts, joined = [], dict[str, list[set[str]]]()
    for id_, keys in sorted(claims.items()):
        own, parties = dict[str, Any](), {*(keys.get("parties") or ())}
        others = joined.get(keys.get("same_as") or "", [])
        if not all(it <= parties or it >= parties for it in others) or not others:
            own["same_as"], others = None, []
        joined[id_] = others
        others.append(parties)
        if keys.get("absent"):
            own |= {"value": None, "qualifier": None}
        if keys.get("rank"):
            own |= {"rank_reason": "a reason"}
        texts.append(MAKE[id_[0]](id_, **{**keys, **own}))
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


def headline(answer: Answer) -> str:
    """Return the sentence of a page, without how many claims and partners it is of, and the day."""
    nothing = answer.status in (NOTHING, OUTSIDE)
    text = answer.head.text.removeprefix(answer.rankings.tally)
    text = text.replace(", the latest full year that most of them have", "")
    text = re.sub(r" (?:among|of) the [^:;.]* all of (\d{4})", r" in \1", text)
    return "" if nothing else text.replace("Largest e", "E")


def places(answer: Answer) -> dict[tuple[object, ...], dict[tuple[str, ...], int]]:
    """Return the places of the partners of a party, by what each ranking is of."""
    rankings = [it for it in answer.rankings.every if it.period]
    return {
        (it.measure, it.unit, str(it.period), lines[0].way): {
            line.others: line.place for line in lines if line.place
        }
        for it in rankings
        for lines in it.by_direction()
    }


class Checked:
    """Two states, what `diff` names, and what of a page it does not."""

    def __init__(self, sides: tuple[ComparedState, ComparedState]) -> None:
        self.sides = sides
        result = comparison.compare(*sides)
        self.effects = result.effects.answers
        orders = [[*side.base.measures] for side in sides]
        self.are_declared_alike = result.declared.are_same and orders[0] == orders[1]

    def pages(self, ask: Callable[[Base, Query], Answer], **asked: Any) -> list[Answer]:
        return [ask(side.base, side.query.replaced(**asked)) for side in self.sides]

    def named(self, *kinds: str, parties: Sequence[str] = ()) -> list[Effect]:
        return [it for it in self.effects if it.kind in kinds and {*parties} <= {*it.parties}]

    def rows(self, answers: list[Answer], named: list[Effect]) -> Iterator[str]:
        """Yield the rows that only one of the states has and of whose claims nothing is named."""
        was, now = map(rows_of, answers)
        for nth, (own, other) in enumerate(((was, now), (now, was))):
            claims = {id for it in named for id in it.facts[nth]}
            for text in own.keys() - other.keys():
                if claims.isdisjoint(own[text]) if own[text] else not named:
                    yield text

    def of_topic(self, parties: tuple[str, ...]) -> Iterator[str]:
        """Yield what the page of a topic says otherwise and is not named."""
        answers = self.pages(topic_of, topic="trade", parties=parties)
        both = zip(answers, self.sides, strict=True)
        heads = [headline(answer) for answer, _ in both]
        numbers = self.named("figure", parties=parties)
        ahead = [it for it in self.named("headline") if it.parties == parties]
        if len(parties) == 1:
            ahead += self.named("ranking", parties=parties)
        if heads[0] != heads[1] and not ahead and not _explained(heads, answers, numbers):
            yield " → ".join(heads)
        # What is declared decides which sides are compared, and what there is room for.
        if self.are_declared_alike and (len(parties) > 1 or not (numbers or ahead)):
            yield from self.rows(answers, [*numbers, *ahead])
        if len(parties) == 1:
            of_year = {"within": Period.parse("2021"), "topic": "trade", "parties": parties}
            yield from self.of_places(self.pages(topic_of, **of_year), parties[0])

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

    How far both sides of a flow lie apart none of them does; where nothing was recorded, the
    number of each side is named as new.
    """
    sides = [re.findall(r"\w+ reports [^.]+\.\d%", head) for head in heads]
    if all(heads) and sides[0] != sides[1]:
        return False
    ids = {id for answer in answers for id in answer.head.facts}
    amounts = {text.split(" (")[0] for it in numbers for text in it.texts if text}
    is_of_claims = any(not ids.isdisjoint((*it.facts[0], *it.facts[1])) for it in numbers)
    return is_of_claims or any(amount in head for amount in amounts for head in heads)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("answers")
    yield path
    shutil.rmtree(path)


@settings(max_examples=drawn(40))
@given(two_bases())
@example((titled(r2="Other"), titled(r0="Other", r2="Other")))  # each line has its own
@example((estimated(), estimated("f0")))  # the estimate is that of another question no more
@example((estimated(), estimated("f3")))
def test_whatever_a_page_says_otherwise_is_named(folder: Path, both: tuple[str, str]) -> None:
    old, new = (folder / f"{name}.toml" for name in ("old", "new"))
    for path, text in zip((old, new), both, strict=True):
        path.write_text(text, "utf-8")
    with opened(State("old", (str(old),)), State("new", (str(new),)), None) as sides:
        assert [*Checked(sides).unnamed()] == []


MIRRORED = declared(derived=False, turned=False, bloc=False, unique=False) + text_of(
    {
        "f0": sold("b", 3, source="t"),
        "f1": sold("b", 2, measure="imports", source="t", reporter="b"),
    }
)


@settings(max_examples=drawn(10))
@given(two_bases())
@example((MIRRORED, MIRRORED))  # both sides became known on one day
def test_so_it_is_of_what_was_known_on_two_days(folder: Path, both: tuple[str, str]) -> None:
    path = folder / "known.toml"
    path.write_text(both[0], "utf-8")
    days = (Period.parse(day) for day in ("2022-12-31", "2023-12-31"))
    old, new = (State(str(day), (str(path),), known_by=day) for day in days)
    with opened(old, new, None) as sides:
        assert [*Checked(sides).unnamed()] == []
