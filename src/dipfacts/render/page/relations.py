"""Sections of relations and events: on a topic, or of all that parties have."""

from __future__ import annotations

from itertools import groupby

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences.relation_class import CLASSES
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.render.page.document import Section
from dipfacts.render.page.draft import SIXTH, WHOLE, Draft
from dipfacts.render.page.occurrences.events import events
from dipfacts.render.page.occurrences.occurrence_cells import relations
from dipfacts.text import fold


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return relations by class, and the memberships that two parties share."""
    return [*_relations(answer, draft), *_shared(answer, draft)]


def relations_and_events(answer: Answer, draft: Draft) -> list[Section]:
    """Return the relations and events on a topic, the newest first.

    Below figures, a short page that has little room only counts them.
    """
    part = SIXTH if answer.figures.questions else WHOLE
    results = _relations(answer, draft, part)
    entries = draft.fitting(answer.timeline.entries, "event", part + 1)
    section = events("Events", answer, entries, draft)
    results += [section] if section.rows else []
    return [*results, *_shared(answer, draft, part + 1 if results else part)]


def _shared(answer: Answer, draft: Draft, part: int = WHOLE) -> list[Section]:
    """Return the memberships that two parties share."""
    if not answer.shared.bodies:
        return []
    from dipfacts.render.page.occurrences import shared_bodies  # lazy: few ask for memberships

    bodies = draft.fitting(answer.shared.bodies, "shared membership", part)
    return [shared_bodies.section(answer, bodies, draft)] if bodies else []


def _relations(answer: Answer, draft: Draft, part: int = WHOLE) -> list[Section]:
    if answer.unread.watch:
        from dipfacts.render.page.occurrences import many_relations  # lazy: few pages have so many

        return many_relations.sections(answer, draft, answer.unread.watch)
    groups: dict[StatusClass, list[Occurrence]] = {name: [] for name in CLASSES}
    shared = {id(membership) for body in answer.shared.bodies for membership in body.occurrences}
    for relation in answer.occurrences:
        if relation.is_event or id(relation) in shared:
            continue
        groups[answer.standings[relation.fact.id].name].append(relation)
    there = [(name, _by_name(result)) for name, result in groups.items() if result]
    fitting = {
        name: draft.fitting(result, "relation", 3 * part if nth else part)
        for nth, (name, result) in enumerate(there)
    }
    return relations(answer, {name: result for name, result in fitting.items() if result}, draft)


def _by_name(own: list[Occurrence]) -> list[Occurrence]:
    """Return relations in order, those of one period by their titles."""
    of_period = groupby(own, key=lambda relation: relation.fact.claim.period)
    return [
        relation
        for _, several in of_period
        for relation in sorted(
            several, key=lambda relation: fold(relation_or_event(relation.fact).title)
        )
    ]
