"""Figures of one party by itself, such as GDP, in a topic that has figures between parties, too."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import (
    ANSWERED,
    Answer,
    dates_in_sentence,
    in_sentence,
    names,
    topic_in_sentence,
)
from dipfacts.answers.claims.subject_words import lower_label
from dipfacts.answers.empty import has_any, narrowed
from dipfacts.answers.further_commands import command
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.sql import ALL, Condition, with_others
from dipfacts.text import capitalised, plain

_DATES = ("since", "until", "in", "known_by", "known_since")
_LISTED = 3  # measures that a remark names


def are_compared(
    base: Base, query: Query, own: tuple[str, ...], whom: list[tuple[str, ...]]
) -> bool:
    """Return whether figures of each party by itself answer, as nothing is between them.

    As it was asked, or else of other dates.
    """
    for asked in _as_asked_and_at_all(query):
        if has_any(base, asked, whom):
            return False
        if has_any(base, asked.replaced(measure=own), [(party,) for party in query.parties]):
            return True
    return False


def remark_compared(answer: Answer, query: Query, own: tuple[str, ...]) -> None:
    """Say that nothing is between the parties, and where figures of other measures are."""
    answer.asked = query
    base, topic = answer.base, str(query.topic)
    party, *others = in_sentence(base, query.in_order or query.parties)
    what = f"No figure{narrowed(base, query)} on {topic_in_sentence(base, topic)}"
    whom = f"{party} with {display.listed(others, 'or')}"
    if answer.status == ANSWERED:
        when = dates_in_sentence(query)
        text = f"{what} of {whom} is recorded{when}: these are of each by itself."
        answer.remarks.append(Remark(text))
    measures = base.measures.asked(topic, any_of(query.measure))
    rest = tuple(measure.id for measure in measures if measure.id not in own)
    of_rest = query.replaced(types=("figure",), limit=None, in_order=None, measure=rest)
    for id_ in query.in_order or query.parties:
        if base.has_more(of_rest.replaced(parties=(id_,)), 0):
            (name,) = names(base, [id_])
            line = command(answer, topic, id_)
            text = f"{name} has figures of other measures"
            answer.remarks.append(Remark(text, command=line))


def remark_left(answer: Answer, query: Query) -> None:
    """Name the commands for the figures of each party by itself, where none is between them.

    Of measures that do not say so, those of which none is with others.
    """
    base, topic = answer.base, str(query.topic)
    measures = base.measures.asked(topic, any_of(query.measure))
    if all(measure.partners == 0 for measure in measures):
        return  # it was these that were looked for
    _remark_in_total(answer, query, [it.id for it in measures if it.partners is None])
    own = [measure for measure in measures if measure.partners == 0]
    has, dates = _own_as_asked_or_at_all(base, query, own)
    there = [measure for measure in own if any(measure in theirs for theirs in has.values())]
    if len(there) > _LISTED:
        for party, theirs in has.items():
            (name,) = names(base, [party])
            text = f"{display.counted(len(theirs), 'measure')} {display.are(len(theirs))} of"
            line = command(answer, topic, party, **dates)
            answer.remarks.append(Remark(f"{text} {name} by itself", command=line))
    elif there:
        labels = capitalised(display.listed(map(lower_label, there)))
        line = command(answer, topic, *has, measure=[measure.id for measure in there], **dates)
        whom = _each(base, query, [*has])
        answer.remarks.append(Remark(f"{labels} of {whom} by itself", command=line))


def _own_as_asked_or_at_all(
    base: Base, query: Query, own: list[Measure]
) -> tuple[dict[str, list[Measure]], dict[str, None]]:
    """Return the measures of which each party has figures by itself, of those that have any.

    As it was asked, or else of other dates, with the options that their command is without.
    """
    for asked, dates in zip(_as_asked_and_at_all(query), ({}, dict.fromkeys(_DATES)), strict=True):
        ids, every = [it.id for it in own], dict[str, list[Measure]]()
        for party in query.in_order or query.parties:
            there = _with_figures(base, asked.replaced(parties=(party,)), ids)
            every[party] = [measure for measure in own if measure.id in there]
        if has := {party: theirs for party, theirs in every.items() if theirs}:
            return has, dates
    return {}, {}


def _each(base: Base, query: Query, parties: list[str]) -> str:
    """Return 'each' of all parties asked about, or 'Italy', or 'Kenya and Uganda, each'."""
    if len(parties) == len(query.parties):
        return "each"
    several = ", each" if len(parties) > 1 else ""
    return f"{display.listed(in_sentence(base, parties))}{several}"


def remark_of_each(answer: Answer, query: Query) -> None:
    """Name the commands for figures of two parties each by itself, where nothing is of both.

    Without such figures in the dates asked for, the command has no dates.
    """
    base, parties = answer.base, query.in_order or query.parties
    asked, at_all = _as_asked_and_at_all(query)
    topics = any_of(query.topic) or tuple(sorted(base.topics))

    def on(dated: Query, party: str) -> list[str]:
        of_one = dated.replaced(parties=(party,), people=(), limit=1)
        alone = with_others(party, is_so=False)
        each = {it: of_one.replaced(topic=it) for it in topics}
        return [
            it
            for it, own_query in each.items()
            if base.find(own_query, in_order=False, besides=alone)
        ]

    topics_of_each = [on(asked, party) for party in parties]
    for party, topics_there in zip(parties, topics_of_each, strict=True):
        at_any_time = {} if topics_there else dict.fromkeys(_DATES)
        labels = [plain(base.topic(it).label) for it in topics_there or on(at_all, party)]
        if labels:
            (name,) = names(base, [party])
            which = display.listed(map(display.midway, labels[:_LISTED]))
            which = f"{len(labels)} topics" if len(labels) > _LISTED else which
            line = command(answer, "brief", party, **at_any_time)
            text = f"{name} has figures by itself on {which}"
            answer.remarks.append(Remark(text, command=line))
    both = [
        it
        for it in topics
        if all(it in topics for topics in topics_of_each) and _is_beside(base, asked, it)
    ]
    for topic in both[:_LISTED]:
        line = command(answer, topic, topic=None)
        text = f"Side by side on {topic_in_sentence(base, topic)}"
        answer.remarks.append(Remark(text, command=line))


def _is_beside(base: Base, asked: Query, topic: str) -> bool:
    """Return whether a topic shows each party beside the other, by figures of each by itself."""
    measures = base.measures.asked(topic, ())
    own = tuple(it.id for it in measures if it.partners == 0)
    if not own or own[0] != measures[0].id:
        return False
    of_topic = asked.replaced(topic=topic, measure=own, people=())
    return all(has_any(base, of_topic, [(party,)]) for party in asked.parties)


def _remark_in_total(answer: Answer, query: Query, measures: list[str]) -> None:
    """Name the command for the figures of each party, of measures which are of one by itself.

    That is where none of the parties has one with others; of a total of none it is told already.
    """
    base, parties = answer.base, query.in_order or query.parties

    asked, at_all = _as_asked_and_at_all(query)
    for party in parties:
        of_one = at_all.replaced(parties=(party,), people=())
        between = _with_figures(base, of_one, measures, with_others(party, is_so=True))
        measures = [it for it in measures if it not in between]

    def has_own(asked: Query, party: str) -> bool:
        of_one = asked.replaced(measure=tuple(measures), parties=(party,), people=(), limit=1)
        alone = with_others(party, is_so=False)
        return bool(measures and base.find(of_one, in_order=False, besides=alone))

    beside = {party for fact in answer.beside for party in fact.claim.everyone}
    left = (it for it in parties if it not in beside)
    for party in (it for it in left if has_own(at_all, it)):
        (name,) = names(base, [party])
        at_any_time = {} if has_own(asked, party) else dict.fromkeys(_DATES)
        line = command(answer, str(query.topic), party, **at_any_time)
        answer.remarks.append(Remark(f"{name} has figures by itself", command=line))


def _with_figures(
    base: Base, query: Query, measures: Sequence[str], besides: Condition = ALL
) -> set[str]:
    """Return those of some measures that have a figure that fits.

    Few are read where the first figures tell, and else twice as many each time, so that none is
    passed over again and again.
    """
    left, results, most = [*measures], set[str](), len(measures)
    while left:
        of_left = query.replaced(measure=tuple(left), limit=most)
        facts = base.find(of_left, in_order=False, besides=besides)
        if not facts:
            break
        results |= {figure_of(fact).measure for fact in facts}
        left = [measure for measure in left if measure not in results]
        most *= 2
    return results


def _as_asked_and_at_all(query: Query) -> tuple[Query, Query]:
    """Return a query for figures, and the same without dates."""
    asked = query.replaced(types=("figure",), limit=None, in_order=None)
    return asked, asked.undated.replaced(known_by=None, known_since=None)
