"""The subject of a question in words: its measure, parties and part; and questions by it."""

from __future__ import annotations

from dipfacts.answers.answer import in_sentence
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.figures.agreement import Question, direction_key
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.file_format.tables import Figure, Measure
from dipfacts.model.groups import grouped
from dipfacts.query.base import Base
from dipfacts.text import plain

_ROOT = 4  # letters that a country's name and its adjective mostly share: Turkey, Turkish


def by_dyad(questions: list[Question]) -> list[list[Question]]:
    """Return the questions in groups of one dyad and part, in the order of first appearance."""
    return [*grouped((question.dyad, question) for question in questions).values()]


def measured_way(question: Question) -> tuple[str, ...]:
    """Return the measure and the direction of a question, whatever part it is about."""
    return question.figure.measure, *direction_key(question.figure)


def totals(questions: list[Question]) -> list[Question]:
    """Return the questions about the whole of something; all of them where none is."""
    return [q for q in questions if not q.figure.part_of and not q.figure.scope] or questions


def in_total(base: Base, figure: Figure) -> str:
    """Return ' in total' for a figure about one party alone, if others are about its partners."""
    measure = base.measures[figure.measure]
    has_parts = measure.nature in SIZED and measure.partners != 0
    return " in total" if len(figure.everyone) == 1 and has_parts else ""


def scope(figure: Figure) -> str:
    """Return ' (non-oil goods)': what is counted, where it is not everything."""
    text = _scope_in_words(figure)
    return f" ({text})" if text else ""


def _scope_in_words(figure: Figure) -> str:
    if figure.scope:
        return plain(figure.scope)
    return "a part of the total" if figure.part_of else ""


def scoped(text: str, figure: Figure) -> str:
    """Return a text with what is counted, in the bracket that it ends with if there is one."""
    counted = _scope_in_words(figure)
    if counted and text.endswith(")"):
        return f"{text[:-1]}; {counted})"
    return text + scope(figure)


def link(base: Base, figure: Figure) -> str:
    """Return 'between Azerbaijan and Russia', 'from Azerbaijan to Russia'; it follows a label.

    Of more parties '(Armenia, Azerbaijan, Russia)'.
    """
    if figure.from_ and figure.to:
        start, end = in_sentence(base, (figure.from_, figure.to))
        if base.measures[figure.measure].nature == "rank":
            return f"of {start}, held by {end}"
        return f"from {start} to {end}"
    who = in_sentence(base, sorted(figure.parties))
    if len(who) > DYAD:  # whether it is of each, or of one of them with another, is not said
        return f"({', '.join(who)})"
    between = "between" if len(who) == 2 else "of"
    return f"{between} {display.listed(who)}{in_total(base, figure)}"


def lower_label(measure: Measure, following: str = "") -> str:
    """Return a label as it stands within a sentence: its first letter small, unless of a name."""
    label = plain(measure.label)
    first = label.partition(" ")[0][:_ROOT]
    proper = any(word[:_ROOT] == first for word in following.split() if word[:1].isupper())
    return f"{label if proper else display.midway(label)} {following}".rstrip()


def label_within(base: Base, figure: Figure) -> str:
    """Return 'trade turnover between Azerbaijan and Russia', as it stands within a sentence."""
    return scoped(lower_label(base.measures[figure.measure], link(base, figure)), figure)
