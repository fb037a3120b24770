"""The note of each measure that an answer rests on, which its reader must know."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer
from dipfacts.answers.remark import Remark
from dipfacts.model.figures.agreement import Question
from dipfacts.text import plain


def measure_notes(answer: Answer, questions: Iterable[Question]) -> dict[str, str]:
    """Return the notes of the measures of some questions, each by the label of its measure."""
    measures = answer.base.measures
    used = [measures[id_] for id_ in dict.fromkeys(one.figure.measure for one in questions)]
    return {plain(measure.label): plain(measure.note) for measure in used if measure.note}


def as_remarks(notes: dict[str, str]) -> list[Remark]:
    """Return 'Note on Exports: goods alone': notes as the remarks of a page."""
    return [Remark(f"Note on {label}: {note}") for label, note in notes.items()]
