"""The page of a topic: figures, then relations and events; and what conflicts in a whole base."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.render.page.document import Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.figures import figures
from dipfacts.render.page.relations import relations_and_events


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return the figures of a topic, and its relations and events."""
    own = _side_by_side if answer.figures.side_by_side else figures.sections
    return [*own(answer, draft), *relations_and_events(answer, draft)]


def conflicts(answer: Answer, draft: Draft) -> list[Section]:
    """Return the questions on which sources differ, and the relations and events."""
    return [*figures.series(answer, draft), *relations_and_events(answer, draft)]


def _side_by_side(answer: Answer, draft: Draft) -> list[Section]:
    from dipfacts.render.page.figures import side_by_side  # lazy: most answers are of fewer parties

    draft.counted["claim"] = answer.left_of["claim"]  # by the remarks, with the commands
    return side_by_side.sections(answer, draft)
