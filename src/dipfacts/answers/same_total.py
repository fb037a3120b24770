"""Find claims on the total of a party in other words: of the party alone, or with the world."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dipfacts.answers import headline
from dipfacts.answers.answer import Answer, in_sentence
from dipfacts.answers.derived.shares import total_key
from dipfacts.answers.differences import who_differs
from dipfacts.countries.aggregates import WORLD, role
from dipfacts.index.keys import series_key
from dipfacts.model import display
from dipfacts.model.agreement import Question, questions
from dipfacts.model.tables import Figure, Party
from dipfacts.query.base import Base, Query
from dipfacts.query.wide import Wide


def same_totals(answer: Answer, question: Question, query: Query) -> list[str]:
    """Return a remark on each other question about the total of a party that a question is about.

    Pages of one question alone would not tell that sources differ.
    """
    base, figure = answer.base, question.figure
    parties = base.parties_by_id(figure.everyone)
    whose = [id_ for id_, party in parties.items() if role(party) != WORLD]
    if len(whose) != 1 or len(figure.everyone) > 2 or base.measures[figure.measure].partners == 0:
        return []
    (party,) = whose
    series = {series_key(other) for other in _in_other_words(base, figure, party)}
    asked = Query(types=("figure",), measure=figure.measure, within=question.period)
    results = Wide(base, asked.replaced(known_by=query.known_by)).of_series(series)
    key = total_key(base, figure, party)
    return [
        _remark(answer, question, other)
        for other in questions([*results], base.measures)
        if other.dyad != question.dyad and total_key(base, other.figure, party) == key
    ]


def _in_other_words(base: Base, figure: Figure, party: str) -> Iterator[Figure]:
    """Yield a figure as it would be about a party alone, and with each party that is the world."""
    yield replace(figure, parties=(party,), from_=None, to=None)
    for other, _ in base.walk_table("party"):
        if isinstance(other, Party) and role(other) == WORLD:
            yield replace(figure, parties=(party, other.id), from_=None, to=None)
            yield replace(figure, parties=(), from_=party, to=other.id)
            yield replace(figure, parties=(), from_=other.id, to=party)


def _remark(answer: Answer, question: Question, other: Question) -> str:
    """Return 'The same total, claimed with World: $22 billion, according to T'."""
    rest = [it for it in other.figure.everyone if it not in question.figure.everyone]
    how = f"with {display.listed(in_sentence(answer.base, rest))}" if rest else "without a partner"
    facts = [*question.facts, *other.facts]
    joined = Question(facts, question.nature, answer.base.origins(facts))
    differ = f"; {who_differs(answer, joined)}" if joined.agreement == "conflict" else ""
    return f"The same total, claimed {how}: {headline.outcome(answer, other)}{differ}."
