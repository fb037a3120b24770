"""A brief laid out: one table for each of its parts, for text, Markdown, HTML and documents."""

from __future__ import annotations

from itertools import chain

from dipfacts.answers.answer import NAMED_BODIES, Answer
from dipfacts.answers.briefs.brief import Brief
from dipfacts.answers.briefs.brief_lines import BriefLine
from dipfacts.answers.briefs.doubts import Doubt, doubt_in_words
from dipfacts.answers.mirror_data.sides import other_side, other_side_reports
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.differences import distance_words, reason_words
from dipfacts.answers.statements.headline import subject_in_words
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.render.page.beside import mirror_rows, other_dates, rows_beside
from dipfacts.render.page.brief_words import (
    empty_parts,
    figures_left_out,
    left_out_remarks,
    measure_and_period,
    more_claims,
    most,
    notes,
    some_claims,
    unanswered,
    undated_memberships,
    year_label,
    years_title,
)
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    Tone,
    figure_cells,
    note_mark,
    tone_of,
    value,
    voices,
)
from dipfacts.render.page.draft import HALF, Draft
from dipfacts.render.page.figures import chart
from dipfacts.render.page.occurrences.events import events
from dipfacts.render.page.occurrences.occurrence_cells import relations

TITLES = {
    "lines": "Headline figures",
    "notes": "Notes",
    "mirror": "Both sides",
    "ahead": "Forecasts and targets",
    "conflicts": "Where claims differ",
    "planned": "Planned",
    "called_off": "Called off",
    "latest": "Latest events",
    "doubts": "Open doubts",
}
BAR = 12  # columns of the longest bar of the chart, which stands in a table
ITEMS = 2  # examples of one kind of doubt
_FIGURES = ("What", "Value", "Who says so", "Source")
_SIDES = ("What", "One side reports", "The other reports", "How far apart", "Source")


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out the tables of a brief; what they leave out, and where it is, goes to the remarks."""
    if not answer.is_brief:
        return []
    parts = answer.brief
    if draft.is_short:
        return _short(answer, parts, draft)
    tables = [
        _headlines(answer, parts.lines, draft),
        Section(TITLES["notes"], ("Figure", "Note"), [*map(Row, notes(answer, parts))], "notes"),
        _table("mirror", mirror_rows(answer, parts, draft), _SIDES),
        _ahead(answer, parts.ahead, draft),
        _years(answer, parts, draft),
        _conflicts(answer, parts, draft),
        *relations(answer, parts.relations | parts.past, draft),
        *_events(answer, parts, draft),
        _doubts(answer, parts.doubts, draft),
    ]
    draft.remarks += map(Remark, undated_memberships(answer, draft, None))
    texts = chain(unanswered(parts, draft), empty_parts(answer, parts).values())
    draft.remarks += map(Remark, texts)
    draft.remarks += left_out_remarks(answer, parts)
    return [table for table in tables if table.rows]


def _short(answer: Answer, parts: Brief, draft: Draft) -> list[Section]:
    """Lay out the first lines of the parts that a reader wants first."""
    lines = _headlines(answer, draft.fitting(parts.lines, "figure"), draft)
    current = parts.relations | parts.past
    classes = [name for nth, name in enumerate(current) if nth == 0 or name == "paused"]
    standing = {name: draft.fitting(current[name], "relation", HALF) for name in classes}
    hidden_classes = (it for name, it in current.items() if name not in standing)
    draft.leave_out(sum(map(len, hidden_classes)), "relation")
    shortened = parts.replaced(
        planned=draft.fitting(parts.planned, "event", HALF),
        latest=draft.fitting(parts.latest, "event", HALF),
        called_off=[],
    )
    others = [*relations(answer, standing, draft), *_events(answer, shortened, draft)]
    sides = parts.replaced(mirror=draft.fitting(parts.mirror, "mirror figure", HALF))
    tables = [lines, _table("mirror", mirror_rows(answer, sides, draft), _SIDES), *others]
    draft.remarks += map(Remark, undated_memberships(answer, draft, NAMED_BODIES))
    draft.leave_out(len(parts.called_off), "event")
    draft.leave_out(len(parts.years.bars) if parts.years else 0, "year")
    draft.leave_out(len(parts.ahead), "forecast")
    draft.leave_out(len(parts.conflicts), "conflict")
    draft.leave_out(sum(len(doubt.items) for doubt in parts.doubts), "doubt")
    none = [*empty_parts(answer, parts).values()]
    if none and not draft.terse:
        draft.remarks.append(Remark(" ".join(none)))
    draft.remarks += figures_left_out(answer, parts)
    hidden = [*notes(answer, parts), *parts.unanswered, *(none if draft.terse else ())]
    draft.leave_out(len(hidden), "note")
    return [table for table in tables if table.rows]


# ------------------------------------------------------------------------------ tables


def _table(name: str, rows: list[Row], columns: tuple[str, ...] = _FIGURES) -> Section:
    return Section(TITLES[name], columns, rows, name)


def _headlines(answer: Answer, lines: list[BriefLine], draft: Draft) -> Section:
    rows: list[Row] = []
    for line in lines:
        row = _figure(answer, measure_and_period(answer, line), line.question, draft)
        if draft.is_short:
            row = _with_other_side(answer, row, line, draft)
            draft.leave_out(len(line.questions) - 1, "figure")
        rows.append(row.replaced(about=line.question))
        if draft.is_short:
            continue
        for note in [*rows_beside(answer, line, draft), *other_dates(answer, line, draft)]:
            label = f"· {note.label} {note.when}".rstrip()
            rows.append(Row((label, note.value, note.who, draft.marks(note.facts)), "sub"))
    return _table("lines", rows)


def _with_other_side(answer: Answer, row: Row, line: BriefLine, numbering: Numbering) -> Row:
    """Return the row of a headline figure with what the other side reports of it, if it does."""
    if line.mirror is None:
        return row
    label, amount, who, _ = row.cells
    both = f"{who}; {other_side_reports(answer.base, line.mirror, line.question)}"
    other = other_side(line.mirror, line.question)
    both += note_mark(line.mirror.claims_of(other), terse=numbering.terse)
    facts = [*line.question.counting, other]
    return row.replaced(cells=(label, amount, both, numbering.marks(facts)))


def _figure(answer: Answer, label: str, question: Question, numbering: Numbering) -> Row:
    """Return the row of a number: what it is, the value, who says so, and the sources."""
    cells = (label, value(question), voices(answer, question, numbering))
    return Row((*cells, numbering.marks(question.counting)), tone_of(question))


def _years(answer: Answer, parts: Brief, numbering: Numbering) -> Section:
    columns = ("Period", "Value", "", "Source")
    if parts.years is None:
        return Section("", columns, [])
    bars = parts.years.bars
    most_of_all = chart.farthest(bars)
    rows = []
    for bar in bars:
        tone: Tone = "sub" if bar.part is not None or bar.low is None else ""
        solid = chart.PART if bar.part else chart.SOLID
        drawn = chart.bar(*chart.ends(bar), most_of_all, BAR, solid)
        facts = bar.facts or bar.others
        rows.append(Row((year_label(bar), bar.text, drawn, numbering.marks(facts)), tone))
        if bar.facts and bar.others:
            rows.append(Row((f"· {bar.year}", bar.note, "", numbering.marks(bar.others)), "sub"))
    if missing := parts.years.series.missing:
        rows.append(Row(("Not drawn", missing, "", ""), "sub"))
    legend = [f"{chart.RANGE} where claims differ"] if any(map(chart.is_disputed, bars)) else []
    is_part = any(bar.part and not chart.is_below(bar) for bar in bars)
    legend += [f"{chart.PART} a part of the year"] if is_part else []
    legend += [f"{chart.BELOW} below zero"] if any(map(chart.is_below, bars)) else []
    title = years_title(parts.years.series) + (f" ({', '.join(legend)})" if legend else "")
    return Section(title, columns, rows, "years")


def _ahead(answer: Answer, ahead: list[Question], draft: Draft) -> Section:
    return _table("ahead", [_figure(answer, subject_in_words(answer, q), q, draft) for q in ahead])


def _conflicts(answer: Answer, parts: Brief, numbering: Numbering) -> Section:
    rows: list[Row] = []
    for question in parts.conflicts:
        why = ", ".join(filter(None, (distance_words(question), reason_words(question))))
        cells = (subject_in_words(answer, question), value(question), why, "")
        rows.append(Row(cells, "differ", question))
        some = some_claims(answer, question)
        for fact in sorted(some, key=lambda fact: figure_of(fact).number):
            amount, who, mark = figure_cells(answer, fact, numbering, question=question)
            rows.append(Row(("", f"· {amount}", who, mark), "sub"))
        if more := more_claims(question, some):
            rows.append(Row(("", f"· {more}", "", ""), "sub"))
    columns = ("What", "Value", "How far and why, or who says so", "Source")
    return _table("conflicts", rows, columns)


def _events(answer: Answer, parts: Brief, draft: Draft) -> list[Section]:
    """Return the events to come, those called off, and the latest."""
    planned, off, latest = parts.planned, parts.called_off, parts.latest
    return [
        events(TITLES["planned"], answer, planned, draft, "planned", "planned", mark="planned"),
        events(
            TITLES["called_off"], answer, off, draft, "planned", "called_off", mark="called off"
        ),
        events(TITLES["latest"], answer, latest, draft, name="latest"),
    ]


def _doubts(answer: Answer, doubts: list[Doubt], numbering: Numbering) -> Section:
    rows: list[Row] = []
    room = most(answer, ITEMS)
    for doubt in doubts:
        rows.append(Row((doubt_in_words(answer, doubt.kind), ""), "group"))
        for text, facts in doubt.items[:room]:
            rows.append(Row((f"· {text}", numbering.marks(facts))))
        if more := len(doubt.items[room:] if room else []):
            rows.append(Row((f"· and {more:,} more", ""), "sub"))
    return _table("doubts", rows, ("What", "Source"))
