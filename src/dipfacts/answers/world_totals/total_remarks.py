"""Remarks on the same total of a party in its other form: of the party alone, or with the world."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dipfacts.answers.answer import in_sentence
from dipfacts.answers.derived.shares import total_key
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements import headline
from dipfacts.answers.statements.differences import who_differs
from dipfacts.answers.world_totals.joined_totals import whose_total, worlds_of
from dipfacts.index.rows.keys import series_sort_key
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question, direction_key, questions
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.unread.unread_figures import UnreadFigures


def same_total_remarks(base: Base, question: Question, query: Query) -> list[Remark]:
    """Return a remark on each other question about the total of a party that a question is about.

    Pages of one question alone would not tell that sources differ.
    """
    party = whose_total(base, question.figure)
    if party is None:
        return []
    asked = query.undated.replaced(within=question.period)
    others = _totals_in_other_forms(base, question, party, asked)
    return [_remark(base, question, other) for other in others]


def _totals_in_other_forms(
    base: Base, question: Question, party: str, asked: Query
) -> list[Question]:
    """Return the questions about the total of a party in other forms, as far as `asked` has them.

    Of its conditions all hold but those on the parties and the topic.
    """
    figure, key = question.figure, total_key(base, question.figure, party)
    series = {series_sort_key(other) for other in _in_each_form(figure, party, worlds_of(base))}
    asked = _about_anyone(asked).replaced(types=("figure",), measure=figure.measure)
    facts = UnreadFigures(base, asked).claims_of_series(series)
    return [
        other
        for other in questions([*facts], base.measures)
        if other.dyad != question.dyad and total_key(base, other.figure, party) == key
    ]


def _about_anyone(query: Query) -> Query:
    """Return a query without its conditions on the parties, the topic and words."""
    anyone = query.replaced(parties=(), in_order=None, people=(), topic=None, limit=None, offset=0)
    return anyone.replaced(text=None)


def other_forms(base: Base, figure: Figure, worlds: list[str]) -> list[Figure]:
    """Return a figure on the total of a party as the same total is in its other forms."""
    party = whose_total(base, figure)
    if party is None:
        return []
    key, own = total_key(base, figure, party), direction_key(figure)
    every = (it for it in _in_each_form(figure, party, worlds) if direction_key(it) != own)
    return [it for it in every if total_key(base, it, party) == key]


def _in_each_form(figure: Figure, party: str, worlds: list[str]) -> Iterator[Figure]:
    """Yield a figure as it would be about a party alone, and with each party that is the world."""
    yield replace(figure, parties=(party,), from_=None, to=None)
    for world in worlds:
        yield replace(figure, parties=(party, world), from_=None, to=None)
        yield replace(figure, parties=(), from_=party, to=world)
        yield replace(figure, parties=(), from_=world, to=party)


def _how(base: Base, question: Question, other: Question) -> str:
    rest = [it for it in other.figure.everyone if it not in question.figure.everyone]
    return f"with {display.listed(in_sentence(base, rest))}" if rest else "without a partner"


def _remark(base: Base, question: Question, other: Question) -> Remark:
    """Return 'The same total, claimed with World: $22 billion, according to T'.

    What was expected contradicts none that says how it turned out.
    """
    how, facts = _how(base, question, other), [*question.facts, *other.facts]
    both = Question(facts, question.nature, base.origins(facts))
    is_conflict = question.is_ahead == other.is_ahead and both.agreement == "conflict"
    differ = f"; {who_differs(base, both)}" if is_conflict else ""
    text = f"The same total, claimed {how}: {headline.outcome(base, other)}{differ}."
    return Remark(text, other.facts)
