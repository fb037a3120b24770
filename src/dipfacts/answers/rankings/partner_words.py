"""Partners and their numbers in the sentences and remarks about a ranking."""

from __future__ import annotations

from dipfacts.answers.answer import in_sentence, names
from dipfacts.answers.claims import subject_words
from dipfacts.answers.claims.basis import basis_in_words
from dipfacts.answers.rankings.ranking import NAMED, Ranked, total_name
from dipfacts.answers.speakers import no_longer_valid
from dipfacts.answers.statements.differences import who_differs_in_what
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def partners_listed(base: Base, query: Query, lines: list[Ranked], unread: int) -> str:
    """Return 'Italy ($11 billion, Jan–Jul 2022)' for each partner; of many, for the first."""
    by_partner: dict[str, list[Question]] = {}
    for line in lines:
        by_partner.setdefault(partner_name(base, query, line), []).append(line.question)
    texts = []
    for who, questions in [*by_partner.items()][:NAMED]:
        values = [
            f"{display.value_or_spread(q)}, {display.span(q.period, q.nature)}" for q in questions
        ]
        texts.append(f"{who} ({'; '.join(values)})")
    return display.and_more("; ".join(texts), len(by_partner) - len(texts) + unread, "; ")


def partner_name(base: Base, query: Query, line: Ranked, in_list: bool = False) -> str:
    """Return 'Russia', 'from Russia to Azerbaijan', 'Azerbaijan and Russia', 'Georgia in total'.

    In a list of several it is 'Azerbaijan–Russia', so that each pair is told from the next.
    """
    figure = line.question.figure
    if line.is_total:
        return subject_words.scoped(total_name(base, line), figure)
    if figure.from_ and figure.to:
        start, end = in_sentence(base, (figure.from_, figure.to))
        return f"from {start} to {end}{subject_words.scope(figure)}"
    others = sorted(party for party in figure.everyone if party not in query.parties)
    if len(others) > 1:  # of a group, nobody is the partner of the others
        others = sorted(figure.everyone)
    if in_list and len(others) > 1:
        return "–".join(names(base, others)) + subject_words.scope(figure)
    return display.listed(in_sentence(base, others)) + subject_words.scope(figure)


def value_in_words(base: Base, question: Question) -> str:
    """Return the number that answers with its basis, '$5 billion (fob)', or the spread.

    Where sources differ, it says whether their bases do, also beside a number that is preferred;
    where only deprecated claims answer, that.
    """
    value = display.value_or_spread(question)
    deprecated = ["deprecated"] if no_longer_valid(question.counting) else []
    why = who_differs_in_what(base, question) if question.agreement == "conflict" else ""
    if question.is_disputed:
        value = f"{'from ' if question.low != question.high else ''}{value}"
        return display.marked(value, [*deprecated, why])
    bases = dict.fromkeys(map(basis_in_words, question.answering))
    others = ["preferred", why] if why else []
    return display.marked(value, [*deprecated, *bases, *others], question.answering[-1].status)
