"""The answer to a question about figures in one sentence, and the parts of such sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import Answer, Head, head_of, in_sentence, once
from dipfacts.answers.claims.subject_words import in_total, label_within, link, scope, scoped
from dipfacts.answers.claims.timing import is_partial, when
from dipfacts.answers.mirror_data.sides import both_sides_words, pair_of
from dipfacts.answers.speakers import no_longer_valid, speaker, voice
from dipfacts.answers.statements.differences import (
    confirmation,
    less_sure_voices,
    percent_apart,
    sources_differ,
)
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.figures.rounding import is_number
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import capitalised, listed, plain

_NAMED = 2  # so many voices are named, more are only counted


def sentence(answer: Answer, question: Question, partial: bool, asked: Period | None) -> str:
    """Return one question's answer: number, period, direction, qualifier and who says so.

    If `partial`, it says first that no claim is about all that was asked, or about one full year.
    """
    subject = figure_in_words(answer.base, question.figure)
    time = when(question)
    if partial:
        label = label_within(answer.base, question.figure)
        but_for = but_for_plans(answer, question, asked)
        subject = f"No claim on {label} {_whole_in_words(answer, question, asked)}{but_for}."
        in_part = is_partial(question, asked) and not question.period.is_of_a_day
        time = f"In part, {time}" if in_part else capitalised(time)
    text = outcome(answer.base, question)
    if pair := pair_of(answer, question):
        both = both_sides_words(answer.base, pair, question.period)
        text = both if question.agreement == "single" else f"{text}. {capitalised(both)}"
    return f"{subject} {time}: {text}."


def joint_sentence(answer: Answer, questions: list[Question]) -> str:
    """Return several answers in one sentence, if one voice gives them all; "" if not."""
    figures = [question.figure for question in questions]
    alone = all(len(q.counting) == 1 and not pair_of(answer, q) for q in questions)
    voices = {voice(answer.base, figure) for figure in figures}
    if len(questions) < 2 or not alone or len(voices) > 1:
        return ""
    parts = [
        f"{label_within(answer.base, figure)} {when(question)}: {display.figure_amount(figure)}"
        for question, figure in zip(questions, figures, strict=True)
    ]
    text = "; ".join(parts)
    return f"{capitalised(text)}; all {voices.pop()}."


def _whole_in_words(answer: Answer, question: Question, asked: Period | None) -> str:
    """Return 'covers the whole of 2024', which is what no claim does; a longer period may."""
    if asked is None:
        is_longer = not is_partial(question, None)
        return f"{'is about one' if is_longer else 'covers a'} full year{since_until(answer)}"
    same = (other for other in answer.figures.questions if other.series == question.series)
    if any(other.period.covers(asked) for other in same):
        return f"is about the whole of {asked.show()} alone"
    return f"covers the whole of {asked.show()}"


def but_for_plans(answer: Answer, question: Question, asked: Period | None) -> str:
    """Return ', but for a forecast' where what is ahead is about a period asked for, or else ''."""
    what = question.figure.measure, question.dyad
    ahead = (
        q for q in answer.figures.questions if q.is_ahead and (q.figure.measure, q.dyad) == what
    )
    statuses = sorted({str(q.figure.status) for q in ahead if asked and q.period.same_span(asked)})
    return f", but for {listed(f'a {status}' for status in statuses)}" if statuses else ""


def since_until(answer: Answer) -> str:
    """Return ' since Jun 2022' for the dates that a look-up is narrowed to, as --in is not."""
    return display.dates_in_words(answer.asked.since, answer.asked.until)


def outcome(base: Base, question: Question) -> str:
    """Return the words for a number and who claims it; where sources differ, how far and why.

    Where only deprecated claims answer, it says why they are.
    """
    texts = *_claimed(base, question), no_longer_valid(question.counting)
    return "; ".join(filter(None, texts))


def _claimed(base: Base, question: Question) -> list[str]:
    """Return the number with who claims it, what fits it, and what it was before; some are ""."""
    if question.is_disputed:
        return [sources_differ(base, question)]
    if question.agreement == "confirmed" and not question.preferred:
        speakers = dict.fromkeys(speaker(base, figure) for figure in question.numbers)
        by = f" ({display.listed(speakers)})" if len(speakers) <= _NAMED else ""
        amount = display.defined_amount(question.finest, question.nature)
        text = f"{amount}, {confirmation(question, by)}"
    else:
        defined = ((f, display.defined_amount(f, question.nature)) for f in question.answering)
        said = grouped((voice(base, figure), amount) for figure, amount in defined)
        text = ", and ".join(f"{display.listed(amounts)}, {who}" for who, amounts in said.items())
    if question.agreement == "conflict":
        which = "this claim is" if len(question.answering) == 1 else "these claims are"
        text += f"; {which} preferred, in all the claims run from {display.spread(question)}"
    fitting = _fitting(base, question, question.answering)
    revised = "" if question.preferred else _revised(question)
    return [text, fitting, less_sure_voices(base, question), revised]


def _fitting(base: Base, question: Question, stated: list[Figure]) -> str:
    """Return '“more than $2 billion” (Other Paper) fits this': the bounds by other voices.

    Beside a bound that is preferred the numbers are told, too.
    """
    if question.agreement in ("single", "conflict"):
        return ""
    others = question.bounds if any(map(is_number, stated)) else question.figures
    others = [figure for figure in others if figure not in stated]
    said = [*dict.fromkeys((display.figure_amount(f), speaker(base, f)) for f in others)]
    if not said:
        return ""
    if len(said) > _NAMED:
        return f"{len(said)} other claims fit this"
    quoted = display.listed(f"“{amount}” ({who})" for amount, who in said)
    return f"{quoted} {'fits' if len(said) == 1 else 'fit'} this"


def _revised(question: Question) -> str:
    """Return 'revised from $2.9 billion (provisional)'; '' of what was not."""
    final = [str(figure.number) for figure in question.figures]
    before = [f for f in map(figure_of, question.revised) if str(f.number) not in final]
    amounts = display.listed(dict.fromkeys(map(display.figure_amount, before)))
    return f"revised from {amounts}" if before else ""


def figure_in_words(base: Base, figure: Figure) -> str:
    """Return 'Trade turnover between Azerbaijan and Russia', 'Exports from A to B'."""
    measure = base.measures[figure.measure]
    return scoped(f"{plain(measure.label)} {link(base, figure)}", figure)


def page_sentence(answer: Answer, figure: Figure, label: str = "") -> str:
    """Return the words for a figure on a page about the parties asked for, who are not named.

    'Trade turnover', 'Exports, Azerbaijan to Russia'; of one party 'Exports to Russia'. A figure
    about three parties names them all, and a rank whose it is. A `label` stands for that of the
    measure.
    """
    asked = answer.asked.parties
    measure = answer.base.measures[figure.measure]
    label, is_rank = label or plain(measure.label), measure.nature == "rank"
    others = in_sentence(answer.base, [party for party in figure.everyone if party not in asked])
    if len(figure.parties) > DYAD:  # it does not say who has what part in it
        label += f" {link(answer.base, figure)}"
    elif figure.from_ and figure.to and len(asked) == 2:
        start, end = in_sentence(answer.base, (figure.from_, figure.to))
        label += f" {link(answer.base, figure)}" if is_rank else f", {start} to {end}"
    elif figure.from_ and others:
        way, back = ("held by", "of") if is_rank else ("to", "from")
        label += f" {way if figure.from_ in asked else back} {display.listed(others)}"
    elif others:
        label += f" with {display.listed(others)}"
    elif asked:
        label += in_total(answer.base, figure)
    return label + scope(figure)


def subject_in_words(answer: Answer, question: Question) -> str:
    """Return 'Trade turnover with Russia in 2023', for the same page."""
    return f"{page_sentence(answer, question.figure)} {when(question)}"


def head(answer: Answer, main: Sequence[Question], partial: bool, text: str) -> Head:
    """Return the headline: of the first of the main questions, with the claims of all."""
    question = main[0]
    figure = question.finest
    pairs = [(q, pair_of(answer, q)) for q in main]
    return head_of(
        text,
        once(fact for q, pair in pairs for fact in (*q.counting, *(pair.facts if pair else ()))),
        measure=figure.measure,
        period=str(question.period),
        value=question.value,
        low=question.low,
        high=question.high,
        unit=figure.unit,
        agreement=question.agreement,
        reasons=question.reasons,
        partial=partial,
        qualifier=figure.qualifier if question.value is not None else None,
        spread_percent=percent_apart(question),
    )
