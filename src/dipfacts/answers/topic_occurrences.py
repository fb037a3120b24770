"""The relations and events on a topic: all, the newest, or counted and left unread."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    LIMITS,
    NOTHING,
    Answer,
    as_known,
    claims_to_name,
    dates_in_sentence,
    head_of,
    in_sentence,
    once,
    topic_in_sentence,
)
from dipfacts.answers.empty import narrowed
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.claims_left_out import told_in_part
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import claims_of, occurrences_of
from dipfacts.answers.occurrences.relations import (
    by_class,
    count_contested,
    count_relations,
    first,
    perhaps_ended,
    relations,
)
from dipfacts.answers.occurrences.timeline_reading import (
    counted,
    first_undated,
    lines,
    newest,
    newest_first,
    read_newest,
)
from dipfacts.answers.occurrences.timeline_words import events_in_words, plans_of
from dipfacts.answers.parts import Timeline
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.model.request import Reading
from dipfacts.query.base import Base
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.record import Record
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.occurrences.relation_class import Standing

_TYPES = ("relation", "event")


class _Listed(Record, frozen=True):
    """The relations and events on a topic, all or the first, with how many there are of either."""

    listed: list[Occurrence]
    standings: dict[str, Standing]
    events: list[Entry]
    counts: tuple[int, int]  # of relations, and of events
    texts: list[str]  # how many there are, in words
    facts: list[Fact]  # all claims on which these rest, if they are few
    remarks: list[Remark]


def add_relations_and_events(
    answer: Answer, query: Query, whom: list[tuple[str, ...]], reading: Reading, *, beside: bool
) -> bool:
    """Add relations and events, or count them where they are many; return whether there are any."""
    base = answer.base
    others = query.replaced(types=_TYPES, limit=None, in_order=None)
    may_be_much = not query.is_of_dyad and not beside
    is_much = may_be_much and base.has_more(others, LIMITS.streamed)
    if is_much and reading.is_streamed and _count(answer, base, query):
        return True
    listed = _relations_and_events(base, query, whom, is_much and not reading.is_streamed)
    return _add(answer, query, listed, few_undated=reading.few_undated)


def _relations_and_events(
    base: Base, query: Query, whom: list[tuple[str, ...]], is_cut: bool
) -> _Listed:
    """Return the relations and events of some parties each; if the page is cut, those it shows."""
    if is_cut and query.limit:
        others, claims = _newest(base, query)
        if claims > LIMITS.held:
            return others
    return _all(base, query, whom)


def _find(base: Base, query: Query, whom: list[tuple[str, ...]]) -> list[Fact]:
    return once(fact for them in whom for fact in base.find(query.replaced(parties=them)))


def _all(base: Base, query: Query, whom: list[tuple[str, ...]]) -> _Listed:
    """Return the relations and events of some parties each."""
    query, day = query.replaced(limit=None), query.as_of
    stood, took_place = (query.replaced(types=(type_,)) for type_ in _TYPES)
    listed = relations(base, query, facts=_find(base, stood, whom))
    events = lines(base, took_place, _find(base, took_place.undated, whom))
    classes = Counter(listed.standings[relation.fact.id].name for relation in listed.occurrences)
    of_events, there = occurrences_of(events), claims_of(listed.occurrences)
    contested = count_contested(listed.occurrences, listed.standings, day)
    texts = _texts(classes, len(there), contested, counted(events), plans_of(of_events, day))
    counts, facts = (classes.total(), len(events)), [*there, *claims_of(of_events)]
    in_part = told_in_part(base, query, [*listed.occurrences, *of_events])
    remarks = [*listed.remarks, *map(Remark, in_part)]
    return _Listed(listed.occurrences, listed.standings, events, counts, texts, facts, remarks)


def _newest(base: Base, query: Query) -> tuple[_Listed, int]:
    """Return the first relations and the newest events of very many, and how many claims tell all.

    Up to the limit. With dates only for a query without parties.
    """
    # lazy: only very many need it
    from dipfacts.answers.occurrences.many_events import count_plans

    day = query.as_of
    stood, took_place = (query.replaced(types=(type_,)) for type_ in _TYPES)
    listed = first(base, stood, query.limit or 0, day)
    counted_events = base.count_timeline(took_place.replaced(limit=None))
    events = read_newest(base, took_place)
    plans = count_plans(base, took_place, day)
    texts = _texts(listed.classes, listed.claims, listed.contested, counted_events, plans)
    counts = listed.classes.total(), counted_events.lines
    remarks = map(Remark, told_in_part(base, query, [*listed.listed, *occurrences_of(events)]))
    result = _Listed(listed.listed, listed.standings, events, counts, texts, [], [*remarks])
    return result, listed.claims + counted_events.claims


def _add(answer: Answer, query: Query, others: _Listed, *, few_undated: bool) -> bool:
    """Add relations and events to an answer, up to its limit; return whether there are any."""
    if not any(others.counts):
        return False
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


def _texts(
    classes: Counter[StatusClass],
    claims: int,
    contested: int,
    counts: TimelineCounts,
    plans: tuple[int, int],
) -> list[str]:
    """Return the numbers of relations and of events, in words."""
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
    counts = "; ".join(texts)
    if answer.status != NOTHING:
        answer.say_also(f"Also on {topic_in_sentence(answer.base, str(query.topic))}: {counts}.")
        return
    label = plain(answer.base.topic(str(query.topic)).label)
    who = display.listed(in_sentence(answer.base, query.parties))
    dates = dates_in_sentence(query)
    subject = f"{label} of {who}{dates}" if who else f"{label}{dates}"
    text = f"{subject}: {counts}; no figures{narrowed(answer.base, query)}."
    answer.head = head_of(text, claims_to_name(facts))
