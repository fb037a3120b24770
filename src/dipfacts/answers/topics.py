"""All that is recorded on a topic: its figures first, then its relations and its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    ANSWERED,
    NOTHING,
    OUTSIDE,
    Answer,
    count_dateless,
    in_sentence,
    topic_in_sentence,
)
from dipfacts.answers.empty import empty, has_any
from dipfacts.answers.figures import FigureOptions, Purpose, figures
from dipfacts.model import display
from dipfacts.model.query import Query, any_of
from dipfacts.model.request import HELD, Reading
from dipfacts.query.base import Base
from dipfacts.text import plain

if TYPE_CHECKING:
    pass

_OTHERS = ("relation", "event")


def topic(base: Base, query: Query, reading: Reading = HELD, *, mirror: bool = False) -> Answer:
    """Return the figures on a topic, as `figures`, then its relations and its events.

    Where a measure or `mirror` is asked for, figures alone. Up to a limit, the newest of each,
    events without a date after all others, and few of these where the limit is a usual one.
    """
    own = _own_measures(base, query, mirror)
    beside = _is_compared(query, own, mirror)
    is_of_each = base.measures.are_of_each(str(query.topic), any_of(query.measure))
    is_of_pairs = beside and not is_of_each and query.in_order
    whom = query.pairs_with_first if is_of_pairs else [query.parties]
    at_any_time = _at_any_time(query, beside=beside)
    has_others = not (mirror or query.measure) and has_any(base, at_any_time, whom)
    if beside:
        answer = _side_by_side(base, query, own)
    else:
        options = FigureOptions(reading, _purpose(mirror=mirror, has_others=has_others))
        answer = figures(base, query, options)
    if not (own or mirror):
        _name_own(answer, query)
    if has_others:
        answer = _with_others(answer, query, whom, reading, beside=beside)
    _add_shared(answer, query)
    if not has_others:
        _add_pairs(answer, query, is_of_each)
    return answer


def _with_others(
    answer: Answer, query: Query, whom: list[tuple[str, ...]], reading: Reading, *, beside: bool
) -> Answer:
    """Add relations and events to an answer; return it, or the one where nothing is recorded."""
    # lazy: most topics have none
    from dipfacts.answers.topic_occurrences import add_relations_and_events

    _count_undated(answer, query)
    is_bare = answer.status in (NOTHING, OUTSIDE)
    is_there = add_relations_and_events(answer, query, whom, reading, beside=beside)
    if is_bare and is_there:
        answer.status = ANSWERED
    elif is_bare and not beside:
        label = topic_in_sentence(answer.base, str(query.topic))
        return empty(answer, query.replaced(types=(*_OTHERS, "figure")), label)
    return answer


def _purpose(*, mirror: bool, has_others: bool) -> Purpose:
    """Return the purpose for which the figures are read."""
    if mirror:
        return "mirror"
    return "topic" if has_others else "alone"


def _at_any_time(query: Query, *, beside: bool) -> Query:
    """Return the query for relations and events at any time, known at any.

    Deprecated ones are named where nothing else is found, unless parties stand `beside` others.
    """
    others = query.replaced(types=_OTHERS, limit=None, in_order=None)
    deprecated = query.deprecated or not beside
    return others.undated.replaced(known_by=None, known_since=None, deprecated=deprecated)


def _is_compared(query: Query, own: tuple[str, ...], mirror: bool) -> bool:
    """Return whether parties stand beside others: each by itself, or with the one named first."""
    return bool(own or (query.in_order and not mirror))


def _own_measures(base: Base, query: Query, mirror: bool) -> tuple[str, ...]:
    """Return the measures of one party by itself that answer for several; none if others do.

    Others do where figures between the parties are there, or where none of such a measure is.
    """
    if mirror or len(query.parties) <= 1:
        return ()
    measures = base.measures.asked(str(query.topic), any_of(query.measure))
    own = tuple(measure.id for measure in measures if measure.partners == 0)
    if len(own) == len(measures):
        return own
    if measures[0].id not in own:
        return ()
    # lazy: most topics are of one sort
    from dipfacts.answers.headlines.own_figures import are_compared

    whom = query.pairs_with_first if query.in_order else [query.parties]
    return own if are_compared(base, query, own, whom) else ()


def _side_by_side(base: Base, query: Query, own: tuple[str, ...]) -> Answer:
    """Return the figures with each of several parties, or those of each by itself."""
    # lazy: most answers are of fewer parties
    from dipfacts.answers.comparison.side_by_side import side_by_side

    if not own or base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        return side_by_side(base, query)
    # lazy: most topics are of one sort
    from dipfacts.answers.headlines.own_figures import remark_compared

    answer = side_by_side(base, query.replaced(measure=own))
    remark_compared(answer, query, own)
    return answer


def _name_own(answer: Answer, query: Query) -> None:
    """Name the command for figures of each of several parties by itself, if no others are found."""
    if len(query.parties) > 1 and answer.status in (NOTHING, OUTSIDE):
        # lazy: most look-ups find something
        from dipfacts.answers.headlines.own_figures import remark_left

        remark_left(answer, query)


def _add_shared(answer: Answer, query: Query) -> None:
    """Add the memberships that two parties share, if the answer names any."""
    if answer.shared.count:
        # lazy: most topics have none
        from dipfacts.answers.occurrences.common_memberships import add_shared

        label = plain(answer.base.topic(str(query.topic)).label)
        who = display.listed(in_sentence(answer.base, query.parties))
        add_shared(answer, query, f"{label} of {who}")


def _add_pairs(answer: Answer, query: Query, is_of_each: bool) -> None:
    """Add of three parties or more what their pairs have though nothing is recorded."""
    if query.in_order and answer.status == NOTHING and not is_of_each:
        from dipfacts.answers.empty_pairs import add_pairs  # lazy: most look-ups find something

        add_pairs(answer, query)


def _count_undated(answer: Answer, query: Query) -> None:
    answer.dateless = count_dateless(answer.base, query.replaced(types=_OTHERS))
    if undated := query.undated_sources:
        answer.undated = answer.base.count(undated.replaced(types=(*_OTHERS, "figure")))
