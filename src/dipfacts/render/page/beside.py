"""The rows beside headline figures of a brief: the other side's, newer ones, other units."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.briefs.brief import Brief
from dipfacts.answers.briefs.brief_lines import BriefLine
from dipfacts.answers.claims.subject_words import lower_label
from dipfacts.answers.claims.timing import when as period_of
from dipfacts.answers.mirror_data.sides import (
    asymmetry_beside,
    asymmetry_words,
    other_side,
    reports,
)
from dipfacts.answers.statements.headline import page_sentence
from dipfacts.answers.statements.same_series import is_later
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.record import Record
from dipfacts.render.page.brief_words import most
from dipfacts.render.page.document import Numbering, Row, figure_cells, note_mark, value, voices
from dipfacts.render.page.figures import mirror
from dipfacts.text import capitalised

DATES = 3  # other dates of a stock that are shown one by one


class Beside(Record, frozen=True):
    """A figure beside a headline figure: how it differs, when, the value, who says so."""

    label: str
    when: str
    value: str
    who: str
    facts: Sequence[Fact]
    differ: bool = False


def rows_beside(answer: Answer, line: BriefLine, numbering: Numbering) -> list[Beside]:
    """Return the other side's figure, a newer one, a full year, the newest in each other unit."""
    results = []
    if line.mirror is not None:
        other = other_side(line.mirror, line.question)
        when = line.mirror.otherwise_when(figure_of(other), line.question.period)
        who = line.mirror.differ and f"not compared: {line.mirror.differ}"
        who = who or asymmetry_beside(answer.base, line.mirror, line.question)
        who = ", ".join(filter(None, (when, figure_of(other).valuation, who)))
        who += note_mark(line.mirror.claims_of(other), terse=numbering.terse)
        label = capitalised(reports(answer.base, figure_of(other)))
        results.append(Beside(label, "", line.mirror.given(figure_of(other)), who, [other]))
    newer = [*([line.newer] if line.newer else []), *line.newer_units]
    results += [_claim_beside(answer, "newer:", question, numbering) for question in newer]
    for question in (*line.newer_measures, *line.newer_parts):
        text = f"newer: {_within(answer, question)},"
        results.append(_claim_beside(answer, text, question, numbering))
    if line.full_year is not None:
        results.append(_claim_beside(answer, "last full year:", line.full_year, numbering))
    if line.unpublished is not None:
        (fact,) = line.unpublished.facts
        amount, who, _ = figure_cells(answer, fact, numbering)
        results.append(Beside("newer:", period_of(line.unpublished), amount, who, [fact]))
    for question in line.other_units:
        label = f"in {display.unit_name(question.figure.unit)},"
        results.append(_claim_beside(answer, label, question, numbering))
    return results


def _within(answer: Answer, question: Question) -> str:
    """Return 'exports, Aland to Beland': what a question is about, as it stands after a word."""
    measure = answer.base.measures[question.figure.measure]
    return page_sentence(answer, question.figure, lower_label(measure))


def other_dates(answer: Answer, line: BriefLine, numbering: Numbering) -> list[Beside]:
    """Return the numbers of a stock for other dates: the newest of them, and the rest counted."""
    dates, room = line.other_dates, most(answer, DATES) or len(line.other_dates)
    results = [_claim_beside(answer, _when(line.question, q), q, numbering) for q in dates[:room]]
    if more := dates[room:]:
        facts = [fact for question in more for fact in question.counting]
        low, high = min(more, key=lambda q: q.low).ends[0], max(more, key=lambda q: q.high).ends[1]
        amount = " to ".join(dict.fromkeys(map(display.figure_amount, (low, high))))
        label = f"and {display.counted(len(more), 'more date')}"
        results.append(Beside(label, "", amount, "", facts))
    return results


def _when(question: Question, other: Question) -> str:
    """Return the words before another: newer than a full year, surely or perhaps, or "but"."""
    own = question.period
    if not own.is_full_year:
        return "but"
    if is_later(question, other):
        return "newer:"
    begin = own.start_day or 0  # of a stock of a year nobody knows which day
    return "perhaps newer:" if (other.period.end_day or FAR) - 1 > begin else "but"


def _claim_beside(answer: Answer, label: str, question: Question, numbering: Numbering) -> Beside:
    who = voices(answer, question, numbering)
    differ = question.agreement == "conflict"
    return Beside(label, period_of(question), value(question), who, question.counting, differ)


def mirror_rows(answer: Answer, parts: Brief, numbering: Numbering) -> list[Row]:
    """Return the flows that both sides report, but for those beside a headline figure."""
    rows = []
    for pair in parts.mirror:
        who = names(answer.base, pair.parties)
        reported = mirror.reported(pair, numbering)
        sides = [f"{name}: {side}" for name, side in zip(who, reported, strict=True)]
        asymmetry = asymmetry_words(pair) or mirror.asymmetry_cell(pair)
        cells = (
            mirror.flow_in_period(answer, pair),
            *sides,
            asymmetry,
            numbering.marks(pair.facts),
        )
        rows.append(Row(cells, "differ" if pair.asymmetry else ""))
    return rows
