"""The question that a look-up is really about, and its answer in one sentence."""

from __future__ import annotations

from typing import Any

from dipfacts import wording
from dipfacts.answers.answer import Answer, blank_head, label_of, names
from dipfacts.compare import Question, figure_of
from dipfacts.model import Figure, Measure
from dipfacts.names import plain
from dipfacts.period import Period

_WHY = {
    "reporter": "different reporters",
    "revision": "the same voice at different dates",
    "valuation": "fob and cif",
    "definition": "different definitions",
    "unexplained": "nothing recorded explains why",
}
_OVER_TIME = ("flow", "ratio")


def choose(questions: list[Question], asked: Period | None) -> tuple[Question | None, bool]:
    """The question that answers for a period, and whether it covers only a part of it.

    With a period asked: the claims about exactly it, else the longest that lie within. Without:
    the latest full year of a flow (else the latest, longest part), the latest date of a stock.
    """
    over_time = [q for q in questions if q.nature in _OVER_TIME]
    if not over_time:
        return max(questions, key=_latest, default=None), False
    if asked is not None:
        whole = [q for q in over_time if q.period.same_span(asked)]
        if whole:
            return whole[0], False
        inside = [q for q in over_time if asked.covers(q.period)]
        return max(inside, key=_longest, default=None), bool(inside)
    years = [q for q in over_time if q.period.is_full_year]
    if years:
        return max(years, key=_latest), False
    return max(over_time, key=_latest), True


def _latest(question: Question) -> tuple[int, int, str]:
    period = question.period
    return period.end_day or 0, period.start_day or 0, str(question.figure.id)


def _longest(question: Question) -> tuple[int, int]:
    return question.period.days or 0, question.period.end_day or 0


def sentence(answer: Answer, question: Question, partial: bool, asked: Period | None) -> str:
    """One question's answer: number, period, direction, qualifier and who says so."""
    figure = question.figure
    subject = f"{about(answer, figure)} {wording.when(question.period, question.nature)}"
    if partial:
        whole = f"the whole of {asked.show()}" if asked else "a full year"
        subject = f"No claim covers {whole}. In part, {subject[0].lower()}{subject[1:]}"
    if question.period.uncertain or question.period.approximate:
        subject += " (period as the source leaves it)"
    return f"{subject}: {_outcome(answer, question)}."


def _outcome(answer: Answer, question: Question) -> str:
    low, high, unit = question.low, question.high, question.figure.unit
    if question.preferred is not None:
        chosen = figure_of(question.preferred)
        text = f"{wording.figure_amount(chosen)}, {voice(answer, chosen)}"
        if question.agreement == "conflict":
            text += f"; this claim is preferred, others say {wording.spread(low, high, unit)}"
        return text
    claims = wording.counted(len(question.counting), "claim")
    if question.agreement == "conflict":
        why = wording.listed(_WHY[reason] for reason in question.reasons)
        apart = f"{question.spread_percent}% apart, " if _comparable(question) else ""
        values = wording.spread(low, high, unit)
        if low == high:  # the same number, said as a bound by one and exactly by another
            values = wording.listed(dict.fromkeys(map(wording.figure_amount, question.figures)))
        return f"sources differ, {values} ({apart}{claims}; {why})"
    shown = wording.figure_amount(question.finest)
    if question.agreement == "confirmed":
        return f"{shown}, confirmed by {question.statements} independent sources"
    return f"{shown}, {voice(answer, question.finest)}"


def _comparable(question: Question) -> bool:
    return question.nature in ("flow", "stock", "count") and question.spread_percent is not None


def about(answer: Answer, figure: Figure) -> str:
    """'Trade turnover between Azerbaijan and Russia', 'Exports from Azerbaijan to Russia'."""
    measure: Measure = answer.base.measures[figure.measure]
    label = label_of(measure)
    if figure.from_ and figure.to:
        start, end = names(answer.base, (figure.from_, figure.to))
        link = f"of {start} with {end}" if measure.nature == "rank" else f"from {start} to {end}"
        text = f"{label} {link}"
        if measure.nature == "rank":
            text = f"{label}, {end} among the partners of {start},"
    else:
        who = names(answer.base, sorted(figure.parties))
        text = f"{label} {'between' if len(who) > 1 else 'of'} {wording.between(who)}"
    return f"{text} ({plain(figure.scope)})" if figure.scope else text


def voice(answer: Answer, figure: Figure) -> str:
    """Who says so: 'says Jeyhun Bayramov (5 Dec 2022)', 'according to Azernews (5 Dec 2022)'."""
    source = answer.base.sources_by_id([figure.source])[figure.source]
    printed = f"{plain(source.publisher)}, {wording.day(source.published)}"
    if figure.claimant:
        (name,) = names(answer.base, (figure.claimant,))
        said = f"{wording.day(figure.said_on)}" if figure.said_on else f"in {printed}"
        return f"says {name} ({said})"
    if figure.reporter:
        (name,) = names(answer.base, (figure.reporter,))
        return f"by the figures of {name} (in {printed})"
    return f"according to {plain(source.publisher)} ({wording.day(source.published)})"


def head(answer: Answer, question: Question, partial: bool, text: str) -> dict[str, Any]:
    """The `answer` of the JSON for one question."""
    figure = question.figure
    return {
        **blank_head(),
        "text": text,
        "measure": figure.measure,
        "period": figure.period,
        "value": question.value,
        "low": question.low,
        "high": question.high,
        "unit": figure.unit,
        "agreement": question.agreement,
        "reasons": question.reasons,
        "partial": partial,
        "facts": [fact.claim.id for fact in question.counting],
        "qualifier": question.finest.qualifier if question.value is not None else None,
        "spread_percent": question.spread_percent if _comparable(question) else None,
    }
