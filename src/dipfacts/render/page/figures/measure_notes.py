"""Notes that a reader must know: of each measure that an answer rests on, and of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dipfacts.answers.answer import Answer
from dipfacts.answers.remark import SHOW_EACH, Remark
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.text import plain


def measure_notes(answer: Answer, questions: Iterable[Question]) -> dict[str, str]:
    """Return the notes of the measures of some questions, each by the label of its measure."""
    measures = answer.base.measures
    used = [measures[id_] for id_ in dict.fromkeys(q.figure.measure for q in questions)]
    return {plain(measure.label): plain(measure.note) for measure in used if measure.note}


def as_remarks(notes: dict[str, str]) -> list[Remark]:
    """Return 'Note on Exports: goods alone': notes as the remarks of a page."""
    return [Remark(f"Note on {label}: {note}") for label, note in notes.items()]


def with_notes(ids: Sequence[str], which: str = "Claims") -> list[Remark]:
    """Return 'Claims with a note: a and b', with the command that shows each; nothing of none."""
    text = f"{which} with a note: {display.some(ids)}"
    return [Remark(text, command=SHOW_EACH)] if ids else []
