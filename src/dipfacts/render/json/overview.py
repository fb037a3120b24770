"""An overview as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.overview_line import OverviewLine
from dipfacts.answers.claims.timing import is_part
from dipfacts.answers.occurrences.occurrences import occurrences_of
from dipfacts.render.json.brief import answering, newest_day, question_record


def keys(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield the key that only an overview has; null where nothing is recorded."""
    yield "overview", overview_record(answer) if answer.overview else None


def overview_record(answer: Answer) -> dict[str, Any]:
    """Return the parts of an overview; each names its claims, which are in `facts`, by id."""
    view = answer.overview
    assert view is not None
    others = [relation for of_class in view.others.values() for relation in of_class]
    relations = [*view.standing, *others, *view.memberships]
    left_out = {
        "topics": view.more_topics,
        "relations": view.counts["relation"] - len(relations),
        "events": view.counts["event"] - len(view.latest) - len(view.planned),
    }
    return {
        "topics": [
            {
                "topic": topic.id,
                **_counts(topic.counts),
                "headline": _headline(answer, topic.line),
                "other_direction": _headline(answer, topic.line and topic.line.back),
                "other_directions": [
                    _headline(answer, line) for line in (topic.line.others if topic.line else ())
                ],
                "newer_measures": [
                    _headline(answer, line) for line in (topic.line.newer if topic.line else ())
                ],
                "other_units": _in_other_units(answer, topic.line),
            }
            for topic in view.topics
        ],
        "more_topics": view.more_topics,
        "in_force": answering(answer, view.standing),
        "not_in_force": answering(answer, others),
        "latest": answering(answer, occurrences_of(view.latest)),
        "planned": answering(answer, occurrences_of(view.planned)),
        **_counts(view.counts),
        "left_out": left_out,
        "newest": newest_day(answer),
    }


def _headline(answer: Answer, line: OverviewLine | None) -> dict[str, Any] | None:
    return question_record(answer, line.question, line.partial) if line else None


def _in_other_units(answer: Answer, line: OverviewLine | None) -> list[dict[str, Any]]:
    """Return the records of claims in other units of each direction."""
    directions = line.lines if line else ()
    questions = (q for direction in directions for q in direction.other_units)
    return [question_record(answer, q, is_part(q, None)) for q in questions]


def _counts(counts: dict[str, int]) -> dict[str, int]:
    """Return {"figures": 3, "relations": 1, "events": 0}."""
    return {f"{type_}s": count for type_, count in counts.items()}
