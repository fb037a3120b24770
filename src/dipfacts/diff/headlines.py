"""The sentence that answers a topic, as its page says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Any

from dipfacts.answers import summary
from dipfacts.answers.answer import NOTHING, OUTSIDE, Answer
from dipfacts.answers.figures import FigureOptions, figures, figures_with_head
from dipfacts.answers.mirror_data.sides import pair_of
from dipfacts.answers.world_totals.joined_totals import worlds_of
from dipfacts.answers.world_totals.total_remarks import other_forms
from dipfacts.answers.world_totals.world_lookups import with_same_total_if_world
from dipfacts.diff.effect import Effect
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import Touched, TouchedClaims
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.spans import dates_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.request import SHORT
from dipfacts.record import Record
from dipfacts.text import plain

MOST = 200  # headlines that are looked at
MOST_RANKED = 10  # those of parties with many partners, which take longer
_ROWS = 500  # of a page, for which few claims of very many are read

About = tuple[str, tuple[str, ...]]
"""A topic, and the one party or the two that are asked about."""


class _Head(Record, frozen=True):
    """The sentence of a page, with the questions that answer in it.

    `frame` says what these are about, and how far both sides of a flow lie apart: all that their
    numbers do not tell. `facts` are its claims.
    """

    text: str
    main: list[Question]
    frame: list[Any]
    facts: tuple[str, ...]


def changed(
    old: ComparedState, new: ComparedState, numbers: list[Effect], touched: TouchedClaims
) -> tuple[list[Effect], int]:
    """Return the headlines that change with figures, and how many more were not looked at.

    First and last ones are among the figures, unless it is another table that changed.
    """
    about = dict.fromkeys(_subjects_of_claims(touched.changed), False)
    about |= dict.fromkeys(_on_same_total(new, touched.changed), False)
    wholly = [*_subjects_of_claims(touched.through)]
    about |= dict.fromkeys((it for it in wholly if it not in about), True)
    among = {
        **dict.fromkeys(_parties_of_several(wholly), True),
        **dict.fromkeys(_renewed(numbers), False),
    }
    ranked = {it: whole for it, whole in among.items() if it not in about}
    asked = [*islice(about.items(), MOST), *islice(ranked.items(), MOST_RANKED)]
    results = (_headline(old, new, *it, whole) for it, whole in asked)
    return [it for it in results if it], len(about) + len(ranked) - len(asked)


def _subjects_of_claims(touched: Iterable[Touched]) -> Iterator[About]:
    """Yield the topics and parties of figures; both directions have one headline."""
    for fact in (it for pair in touched for it in pair):
        if fact is not None and isinstance(fact.claim, Figure):
            everyone = sorted(fact.claim.party_set)
            size = min(len(everyone), DYAD)  # of more parties, any two
            yield from ((fact.topic, parties) for parties in combinations(everyone, size))


def _on_same_total(side: ComparedState, touched: Iterable[Touched]) -> Iterator[About]:
    """Yield a party and the world of totals that are claimed without it, or with another name."""
    worlds = worlds_of(side.base)
    for fact in (it for pair in touched for it in pair) if worlds else ():
        if fact and isinstance(fact.claim, Figure) and fact.claim.measure in side.base.measures:
            forms = other_forms(side.base, fact.claim, worlds)
            pairs = (it.everyone for it in forms if len(it.everyone) == DYAD)
            yield from ((fact.topic, tuple(sorted(pair))) for pair in pairs)


def _renewed(numbers: Iterable[Effect]) -> Iterator[About]:
    """Yield each party that has figures with others more, or less, so that others may answer."""
    new = (effect for effect in numbers if None in effect.questions)
    yield from _parties_of_several((effect.topic, effect.parties) for effect in new)


def _parties_of_several(about: Iterable[About]) -> Iterator[About]:
    """Yield each party of several."""
    for topic, parties in about:
        if len(parties) > 1:
            yield from ((topic, (party,)) for party in parties)


def _headline(
    old: ComparedState, new: ComparedState, topic: str, parties: tuple[str, ...], whole: bool
) -> Effect | None:
    """Return that something else answers for a topic now, or with another asymmetry.

    It is told only in other words than before, as its reader would see no change.
    """
    was, now = (_head(side, topic, parties) for side in (old, new))
    side, one = (new, now) if now else (old, was)
    if one is None or not (whole or (was and now)):
        return None
    if was and now and (was.frame == now.frame or was.text == now.text):
        return None
    label = display.midway(plain(side.base.topics[topic].label))
    first = one.main[0] if one.main else None
    return Effect(
        kind="headline",
        about=f"Headline of {label}, {summary.party_names(side.base, parties)}",
        texts=(was.text if was else None, now.text if now else None),
        topic=topic,
        parties=parties,
        period=str(first.period) if first else None,
        measure=first.figure.measure if first else None,
        facts=(was.facts if was else (), now.facts if now else ()),
        agreement=(_agreement(was), _agreement(now)),
    )


def _head(side: ComparedState, topic: str, parties: tuple[str, ...]) -> _Head | None:
    """Return the headline of a topic in a state; None where nothing is recorded."""
    if topic not in side.base.topics:
        return None
    query = side.query.replaced(topic=topic, parties=parties, types=("figure",))
    if len(parties) == DYAD:
        facts = with_same_total_if_world(side.base, query, side.base.find(query, in_order=False))
        answer = figures_with_head(side.base, query, facts)
    else:
        answer = figures(side.base, query.replaced(limit=_ROWS), FigureOptions(SHORT))
    text = answer.head.text
    if not text or answer.status in (NOTHING, OUTSIDE):
        return None
    tally = answer.rankings.tally
    text = text.removeprefix(tally).strip() or tally  # where nothing answers
    return _Head(text, answer.figures.main, _frame(answer), tuple(answer.head.facts))


def _frame(answer: Answer) -> list[Any]:
    rankings = [it for it in answer.rankings.every if it.partners]
    if rankings:
        firsts = ([lines[0].partner for lines in it.by_direction()] for it in rankings)
        subjects = ((it.measure, it.unit, it.period) for it in rankings)
        of_all = zip(subjects, firsts, strict=True)
        return [*of_all, *(_subject_of(answer, line.question) for line in rankings[0].totals)]
    ids = {*answer.head.facts}
    every = [*answer.figures.questions, *answer.figures.absent]
    named = answer.figures.main or [q for q in every if not ids.isdisjoint(f.id for f in q.facts)]
    return [_subject_of(answer, question) for question in named]


def _subject_of(answer: Answer, question: Question) -> tuple[Any, ...]:
    """Return the key of a question, with what both sides of the flow report where they do."""
    dates = dates_of(question.figure, question.nature)
    pair = pair_of(answer, question)
    sides = pair and ([*map(pair.amount_of, pair.figures)], pair.asymmetry, pair.differ)
    return question.figure.measure, question.figure.unit, question.dyad, dates, sides


def _agreement(head: _Head | None) -> str | None:
    return head.main[0].agreement if head and head.main else None
