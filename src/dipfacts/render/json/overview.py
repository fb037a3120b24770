"""An overview as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences import occurrences_of
from dipfacts.render.json.brief import answering, question_record


def overview_record(answer: Answer) -> dict[str, Any]:
    """Return the parts of an overview; each names its claims, which are in `facts`, by id."""
    view = answer.overview
    return {
        "topics": [
            {
                "topic": topic.id,
                **_counts(topic.counts),
                "headline": topic.line
                and question_record(answer, topic.line.question, topic.line.partial),
            }
            for topic in view.topics
        ],
        "more_topics": view.more_topics,
        "in_force": answering(answer, view.standing),
        "not_in_force": answering(answer, (one for of in view.others.values() for one in of)),
        "latest": answering(answer, occurrences_of(view.latest)),
        "planned": answering(answer, occurrences_of(view.planned)),
        **_counts(view.counts),
    }


def _counts(counts: dict[str, int]) -> dict[str, int]:
    """Return {"figures": 3, "relations": 1, "events": 0}."""
    return {f"{type_}s": count for type_, count in counts.items()}
