"""All that is recorded on a topic: its figures first, then its relations and its events."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    ANSWERED,
    LIMITS,
    NOTHING,
    OUTSIDE,
    Answer,
    as_known,
    claims_to_name,
    count_dateless,
    dates_in_sentence,
    head_of,
    in_sentence,
    once,
    topic_in_sentence,
)
from dipfacts.answers.empty import empty, has_any, narrowed
from dipfacts.answers.figures import FigureOptions, Purpose, figures
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.parts import Timeline
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query, any_of
from dipfacts.model.request import HELD, Reading
from dipfacts.query.base import Base
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.record import Record
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.occurrences.relation_class import Standing

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
    others = query.replaced(types=_OTHERS, limit=None, in_order=None)
    at_any_time = _at_any_time(others, beside=beside)
    has_others = not (mirror or query.measure) and has_any(base, at_any_time, whom)
    if beside:
        answer = _side_by_side(base, query, own)
    else:
        options = FigureOptions(reading, _purpose(mirror=mirror, has_others=has_others))
        answer = figures(base, query, options)
    if not (own or mirror):
        _name_own(answer, query)
    if not has_others:
        _add_shared(answer, query)
        _add_pairs(answer, query, is_of_each)
        return answer
    _count_undated(answer, query)
    is_bare = answer.status in (NOTHING, OUTSIDE)
    is_much = not query.is_of_dyad and not beside and base.has_more(others, LIMITS.streamed)
    if is_much and reading.is_streamed and _count(answer, base, query):
        is_there = True
    else:
        listed = _relations_and_events(base, query, whom, is_much and not reading.is_streamed)
        is_there = _add(answer, query, listed, few_undated=reading.few_undated)
    if is_bare and is_there:
        answer.status = ANSWERED
    elif is_bare and not beside:
        label = topic_in_sentence(base, str(query.topic))
        answer = empty(answer, query.replaced(types=(*_OTHERS, "figure")), label)
    _add_shared(answer, query)
    return answer


def _purpose(*, mirror: bool, has_others: bool) -> Purpose:
    """Return the purpose for which the figures are read."""
    if mirror:
        return "mirror"
    return "topic" if has_others else "alone"


def _at_any_time(others: Query, *, beside: bool) -> Query:
    """Return the query for relations and events at any time, known at any.

    Deprecated ones are named where nothing else is found, unless parties stand `beside` others.
    """
    deprecated = others.deprecated or not beside
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


def _find(base: Base, query: Query, whom: list[tuple[str, ...]]) -> list[Fact]:
    return once(fact for them in whom for fact in base.find(query.replaced(parties=them)))


class _Others(Record, frozen=True):
    """The relations and events on a topic, all or the first, with how many there are of either.

    `texts` say how many in words, which rest on all these `facts`, if they are few.
    """

    listed: list[Occurrence]
    standings: dict[str, Standing]
    events: list[Entry]
    counts: tuple[int, int]  # of relations, and of events
    texts: list[str]
    facts: list[Fact]
    remarks: list[Remark]


def _relations_and_events(
    base: Base, query: Query, whom: list[tuple[str, ...]], is_cut: bool
) -> _Others:
    """Return the relations and events of some parties each; if the page is cut, those it shows."""
    if is_cut and query.limit:
        others, claims = _newest(base, query)
        if claims > LIMITS.held:
            return others
    return _all(base, query, whom)


def _all(base: Base, query: Query, whom: list[tuple[str, ...]]) -> _Others:
    """Return the relations and events of some parties each."""
    # lazy: most topics have none
    from dipfacts.answers.occurrences.claims_left_out import told_in_part
    from dipfacts.answers.occurrences.occurrences import claims_of, occurrences_of
    from dipfacts.answers.occurrences.relations import count_contested, relations
    from dipfacts.answers.occurrences.timeline_reading import counted, lines
    from dipfacts.answers.occurrences.timeline_words import plans_of

    query, day = query.replaced(limit=None), query.as_of
    stood, took_place = (query.replaced(types=(type_,)) for type_ in _OTHERS)
    listed = relations(base, query, facts=_find(base, stood, whom))
    events = lines(base, took_place, _find(base, took_place.undated, whom))
    classes = Counter(listed.standings[relation.fact.id].name for relation in listed.occurrences)
    of_events, there = occurrences_of(events), claims_of(listed.occurrences)
    contested = count_contested(listed.occurrences, listed.standings, day)
    texts = _texts(classes, len(there), contested, counted(events), plans_of(of_events, day))
    counts, facts = (classes.total(), len(events)), [*there, *claims_of(of_events)]
    in_part = told_in_part(base, query, [*listed.occurrences, *of_events])
    remarks = [*listed.remarks, *map(Remark, in_part)]
    return _Others(listed.occurrences, listed.standings, events, counts, texts, facts, remarks)


def _newest(base: Base, query: Query) -> tuple[_Others, int]:
    """Return the first relations and the newest events of very many, and how many claims tell all.

    Up to the limit. With dates only for a query without parties.
    """
    # lazy: only very many need it
    from dipfacts.answers.occurrences.claims_left_out import told_in_part
    from dipfacts.answers.occurrences.many_events import count_plans
    from dipfacts.answers.occurrences.occurrences import occurrences_of
    from dipfacts.answers.occurrences.relations import first
    from dipfacts.answers.occurrences.timeline_reading import read_newest

    day = query.as_of
    stood, took_place = (query.replaced(types=(type_,)) for type_ in _OTHERS)
    listed = first(base, stood, query.limit or 0, day)
    counted_events = base.count_timeline(took_place.replaced(limit=None))
    events = read_newest(base, took_place)
    plans = count_plans(base, took_place, day)
    texts = _texts(listed.classes, listed.claims, listed.contested, counted_events, plans)
    counts = listed.classes.total(), counted_events.lines
    remarks = map(Remark, told_in_part(base, query, [*listed.listed, *occurrences_of(events)]))
    result = _Others(listed.listed, listed.standings, events, counts, texts, [], [*remarks])
    return result, listed.claims + counted_events.claims


def _add(answer: Answer, query: Query, others: _Others, *, few_undated: bool) -> bool:
    """Add relations and events to an answer, up to its limit; return whether there are any."""
    if not any(others.counts):
        return False
    from dipfacts.answers.occurrences import possible_duplicates  # lazy: most topics have none
    from dipfacts.answers.occurrences.occurrences import claims_of, occurrences_of
    from dipfacts.answers.occurrences.timeline_reading import (
        first_undated,
        newest,
        newest_first,
    )

    query, limit = query.replaced(limit=None), query.limit
    _tell(answer, query, others.texts, others.facts)
    events = newest(others.events, limit)
    events = newest_first(first_undated(events) if few_undated else events)
    kept = others.listed[: limit or None]
    relation_count, event_count = others.counts
    answer.leave_out(relation_count - len(kept), "relation")
    answer.leave_out(event_count - len(events), "event")
    answer.as_of, answer.standings = query.as_of, others.standings
    answer.timeline = Timeline(events)
    answer.occurrences = [*kept, *occurrences_of(events)]
    answer.facts = [*answer.facts, *claims_of(answer.occurrences)]
    duplicates = possible_duplicates.remarks(answer.base, answer.occurrences)
    answer.remarks += map(Remark, duplicates)
    answer.remarks += others.remarks
    if query.is_of_dyad and others.listed:
        # lazy: most topics have no memberships
        from dipfacts.answers.occurrences.common_memberships import both_belong

        both = both_belong(answer.base, query)
        answer.shared = both.shared
        answer.remarks += map(Remark, both.sentences)
    return True


def _count(answer: Answer, base: Base, query: Query) -> bool:
    """Count relations and events, and leave them unread; return whether they are many."""
    # lazy: only very many need it
    from dipfacts.answers.occurrences.many_events import count_events
    from dipfacts.answers.occurrences.relations import count_relations
    from dipfacts.answers.occurrences.timeline_words import plans_of

    query, day = query.replaced(limit=None), query.as_of
    listed, parts = count_relations(base, query.replaced(types=("relation",)), day)
    events = count_events(base, query.replaced(types=("event",)))
    if listed.claims + events.counts.claims <= LIMITS.held:
        return False
    plans = plans_of(events.planned, day)
    texts = _texts(listed.classes, listed.claims, listed.contested, events.counts, plans)
    _tell(answer, query, texts, [])
    answer.as_of = day
    answer.unread = answer.unread.replaced(occurrences=lambda: chain(parts(), events.parts()))
    return True


def _count_undated(answer: Answer, query: Query) -> None:
    answer.dateless = count_dateless(answer.base, query.replaced(types=_OTHERS))
    if undated := query.undated_sources:
        answer.undated = answer.base.count(undated.replaced(types=(*_OTHERS, "figure")))


def _texts(
    classes: Counter[StatusClass],
    claims: int,
    contested: int,
    counts: TimelineCounts,
    plans: tuple[int, int],
) -> list[str]:
    """Return the numbers of relations and of events, in words."""
    from dipfacts.answers.occurrences.relations import (  # lazy: most topics have none
        by_class,
        perhaps_ended,
    )
    from dipfacts.answers.occurrences.timeline_words import events_in_words

    doubt = perhaps_ended(contested, classes.total())
    though = f", though {doubt}" if doubt else ""
    texts = [f"{by_class(classes, claims)}{though}"] if classes else []
    if counts.events:
        text = events_in_words(counts, plans)
        texts.append(text + display.claim_count(sum(counts.events.values()), counts.claims))
    return texts


def _tell(answer: Answer, query: Query, texts: list[str], facts: list[Fact]) -> None:
    """Add to the headline of figures how many others there are; without figures say only that."""
    answer.known = as_known(query)
    counted = "; ".join(texts)
    if answer.status != NOTHING:
        answer.say_also(f"Also on {topic_in_sentence(answer.base, str(query.topic))}: {counted}.")
        return
    label = plain(answer.base.topic(str(query.topic)).label)
    who = display.listed(in_sentence(answer.base, query.parties))
    dates = dates_in_sentence(query)
    subject = f"{label} of {who}{dates}" if who else f"{label}{dates}"
    text = f"{subject}: {counted}; no figures{narrowed(answer.base, query)}."
    answer.head = head_of(text, claims_to_name(facts))
