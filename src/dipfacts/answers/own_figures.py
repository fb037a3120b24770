"""Figures of one party by itself, such as GDP, in a topic that has figures between parties, too."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import ANSWERED, Answer, in_sentence, names
from dipfacts.answers.empty import narrowed
from dipfacts.answers.further_commands import command
from dipfacts.answers.headline import lower_label
from dipfacts.answers.question_record import question_record
from dipfacts.model import display
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.text import capitalised, plain

_LISTED = 3  # measures that a remark names


def compared(base: Base, query: Query, own: tuple[str, ...], whom: list[tuple[str, ...]]) -> bool:
    """Return whether figures of each party by itself answer, as nothing is between them.

    As it was asked, or else of other dates.
    """
    for asked in _as_asked_and_at_all(query):
        if _has_any(base, asked, whom):
            return False
        if _has_any(base, asked.replaced(measure=own), [(party,) for party in query.parties]):
            return True
    return False


def remark_compared(answer: Answer, query: Query, own: tuple[str, ...]) -> None:
    """Say that nothing is between the parties, and where figures of other measures are."""
    answer.query = question_record(query, answer.query["command"])
    base, topic = answer.base, str(query.topic)
    label = display.midway(plain(base.topic(topic).label))
    party, *others = in_sentence(base, query.in_order or query.parties)
    dates = display.in_dates(query.since, query.until, query.within)
    what = f"No figure{narrowed(base, query)} on {label}"
    whom = f"{party} with {display.listed(others, 'or')}"
    if answer.status == ANSWERED:
        answer.remarks.append(f"{what} of {whom} is recorded{dates}: these are of each by itself.")
    measures = base.measures.asked(topic, any_of(query.measure))
    rest = tuple(measure.id for measure in measures if measure.id not in own)
    of_rest = query.replaced(types=("figure",), limit=None, in_order=None, measure=rest)
    for id_ in query.in_order or query.parties:
        if base.has_more(of_rest.replaced(parties=(id_,)), 0):
            (name,) = names(base, [id_])
            line = command(answer, topic, id_)
            answer.remarks.append(f"{name} has figures of other measures: {line}")


def remark_left(answer: Answer, query: Query) -> None:
    """Name the command for the figures of each party by itself, where none is between them."""
    base, topic = answer.base, str(query.topic)
    measures = base.measures.asked(topic, any_of(query.measure))
    if all(measure.partners == 0 for measure in measures):
        return  # it was these that were looked for
    own = [measure for measure in measures if measure.partners == 0]
    alone = [(party,) for party in query.parties]
    *_, at_all = _as_asked_and_at_all(query)
    there = [it for it in own if _has_any(base, at_all.replaced(measure=it.id), alone)]
    if len(there) > _LISTED:
        lines = [command(answer, topic, party) for party in query.in_order or query.parties]
        answer.remarks += [f"{len(there)} measures are of each by itself: {'; '.join(lines)}"]
    elif there:
        labels = capitalised(display.listed(map(lower_label, there)))
        line = command(answer, topic, measure=[measure.id for measure in there])
        answer.remarks.append(f"{labels} of each by itself: {line}")


def _as_asked_and_at_all(query: Query) -> tuple[Query, Query]:
    """Return a query for figures, and the same without dates."""
    asked = query.replaced(types=("figure",), limit=None, in_order=None)
    return asked, asked.undated.replaced(known_by=None, known_since=None)


def _has_any(base: Base, query: Query, whom: Iterable[tuple[str, ...]]) -> bool:
    return any(base.has_more(query.replaced(parties=parties), 0) for parties in whom)
