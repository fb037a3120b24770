"""The totals beside rankings by the measure of the first, in sentences, with what is newer."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.rankings.partner_words import value_in_words
from dipfacts.answers.rankings.ranking import Ranked, Ranking, Roles, total_name
from dipfacts.answers.statements.same_series import all_newer_in_units, newest_part
from dipfacts.model.figures.agreement import Question, direction_key, part_of
from dipfacts.model.groups import grouped

_MOST = 3  # totals of which a sentence tells


def add_newer_totals(answer: Answer, first: Ranking, roles: Roles) -> Ranking:
    """Set the rankings of an answer, with what is newer than totals; return the first of them."""
    answer.rankings.first = _with_newer_totals(answer, first, roles)
    answer.rankings.others = [
        _with_newer_totals(answer, it, roles) if it.measure == first.measure else it
        for it in answer.rankings.others
    ]
    return answer.rankings.first


def _with_newer_totals(answer: Answer, ranking: Ranking, roles: Roles) -> Ranking:
    """Set the totals of the answer; return the ranking with what is newer below each of its own.

    So each number of the sentence has a line, and with it a source.
    """
    totals, lines = _told_totals(ranking), list[Ranked]()
    alike = grouped(
        (question.series_in_any_unit, question) for question in answer.figures.questions
    )
    for line in ranking.totals:
        newer = _newer(answer, line.question, alike[line.question.series_in_any_unit])
        lines += [line, *map(roles.ranked, newer)]
        answer.rankings.totals += [line.question, *newer] if line in totals else []
    return ranking.replaced(totals=[*{line.question: line for line in lines}.values()])


def _told_totals(ranking: Ranking) -> list[Ranked]:
    """Return the totals of which the sentence tells: the first of each part.

    Of what is claimed of a party alone, and with the world, and may not be one total, each.
    """
    firsts = dict[object, Ranked]()
    for line in ranking.totals:
        figure = line.question.figure
        if figure.measure == ranking.measure:
            firsts.setdefault((part_of(figure), direction_key(figure)), line)
    return [*firsts.values()][:_MOST]


def total_sentences(answer: Answer, ranking: Ranking) -> list[str]:
    """Return ['Norway in total, in 2023: $90 billion (newer: in 2024, $95 billion).']."""
    sentences = list[str]()
    for line in _told_totals(ranking):
        total = line.question
        who = f"{total_name(answer.base, line)}{subject_words.scope(total.figure)}"
        text = f"{who}, {timing.when(total)}: {value_in_words(answer.base, total)}"
        later = _newer(answer, total, answer.figures.questions)
        newer = [f"{timing.when(q)}, {value_in_words(answer.base, q)}" for q in later]
        text += f" (newer: {'; '.join(newer)})" if newer else ""
        sentences.append(f"{text}.")
    return sentences


def _newer(answer: Answer, total: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions that are newer than a total of the ranking's year, in any unit."""
    if answer.asked.within:
        return []
    newest = newest_part(total, candidates)
    return [*([newest] if newest else []), *all_newer_in_units(total, candidates)]
