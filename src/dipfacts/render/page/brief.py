"""A brief laid out for reading on a terminal or as Markdown: one section for each of its parts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Point
from dipfacts.answers.brief import Brief, Years
from dipfacts.answers.caveats import Doubt, Line, lead
from dipfacts.answers.differing import apart, explained
from dipfacts.answers.headline import briefly
from dipfacts.answers.headline import when as period_of
from dipfacts.answers.voices import speaker
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.calendar import CALENDAR, years_label
from dipfacts.query.base import Fact
from dipfacts.render.page import chart
from dipfacts.render.page.beside import beside, both_sides, other_dates
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    claimed,
    relations,
    tone_of,
    value,
    voices,
)
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.events import events
from dipfacts.render.page.ranking import partner
from dipfacts.text import plain

BAR = 12  # columns of the longest bar of the chart, which stands in a table
CLAIMS = 6  # claims of one question that are shown one by one
ITEMS = 4  # examples of one kind of doubt
AHEAD = "Forecasts and targets"
_NARROWED = dict.fromkeys(("since", "until", "in", "known_since"), "dates")
_NARROWED |= {name: name for name in ("topic", "source", "claimant", "publisher")}


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return the tables of a brief; what they leave out, and where it is, goes to the remarks."""
    parts = answer.brief
    if parts is None:
        return []
    if draft.is_short:
        return _short(answer, parts, draft)
    by_class = parts.relations | parts.past
    tables = [
        _headlines(answer, parts.lines, draft),
        Section("Notes", ("Figure", "Note"), [Row(note) for note in notes(answer, parts)]),
        _years(answer, parts, draft),
        _ahead(answer, parts.ahead, draft),
        _conflicts(answer, parts, draft),
        both_sides(answer, parts, draft),
        *relations(answer, by_class, draft),
        events("Planned", answer, parts.planned, draft, "planned"),
        events("Called off", answer, parts.called_off, draft, "planned"),
        events("Latest events", answer, parts.latest, draft),
        _doubts(answer, parts.doubts, draft),
    ]
    draft.remarks += [*parts.unanswered, *empties(answer, parts).values()]
    draft.remarks += [f"{more.text}: {more.command}" for more in left_out(answer, parts)]
    return [table for table in tables if table.rows]


def _short(answer: Answer, parts: Brief, draft: Draft) -> list[Section]:
    """Return the first lines of the parts that a reader wants first."""
    current = parts.relations | parts.past
    standing = {name: draft.shown(current[name], "relation", 2) for name in [*current][:1]}
    draft.leave_out(sum(map(len, [*current.values()][1:])), "relation")
    tables = [
        _headlines(answer, draft.shown(parts.lines, "figure", 2), draft),
        *relations(answer, standing, draft),
        events("Planned", answer, draft.shown(parts.planned, "event", 2), draft, "planned"),
        events("Latest events", answer, draft.shown(parts.latest, "event", 2), draft),
    ]
    draft.leave_out(len(parts.ahead), "forecast")
    draft.leave_out(len(parts.conflicts), "conflict")
    draft.leave_out(sum(len(doubt.items) for doubt in parts.doubts), "doubt")
    draft.leave_out(len(notes(answer, parts)) + len(parts.unanswered), "note")
    return [table for table in tables if table.rows]


# ---------------------------------------------------------- what a page and HTML both need


def what(answer: Answer, line: Line) -> str:
    """Return 'Trade turnover in 2025'; a part of a period says so."""
    text = f"{briefly(answer, line.question.figure)} {period_of(line.question)}"
    than = larger(answer, line.larger_than) if line.larger_than else ""
    return display.bracketed(text, part(answer, line), than)


def part(answer: Answer, line: Line) -> str:
    """Return 'only a part of a year' of a figure that covers no more of what was asked."""
    whole = "what was asked" if answer.query.get("in") else "a year"
    return f"only a part of {whole}" if line.partial else ""


def larger(answer: Answer, than: Question) -> str:
    """Return 'larger than with Italy', of a partner that the ranking does not have."""
    way = "" if than.figure.from_ else "with "
    return f"larger than {way}{partner(answer, than.figure)}"


def notes(answer: Answer, parts: Brief) -> list[tuple[str, str]]:
    """Return the notes on the headline figures, each once, with the claim that it is on.

    ('Trade turnover in 2021, $2.6 billion, Ilham Aliyev', 'he may mean …').
    """
    found: dict[str, str] = {}
    for question in (line.question for line in parts.lines):
        about = f"{briefly(answer, question.figure)} {period_of(question)}"
        for fact in some_claims(answer, question):
            if note := plain(fact.claim.note or ""):
                figure = figure_of(fact)
                claim = f"{display.figure_amount(figure)}, {speaker(answer, figure)}"
                found.setdefault(note, f"{about}, {claim}")
    return [(what, note) for note, what in found.items()]


def most(answer: Answer, usual: int) -> int | None:
    """Return how many of a list are shown: as many as usual or --limit says; None for all."""
    return answer.query.get("limit", usual) or None


def some_claims(answer: Answer, question: Question) -> list[Fact]:
    """Return the claims of a question to show one by one: of many the two ends and the first."""
    facts = question.counting
    room = most(answer, CLAIMS)
    if room is None or len(facts) <= max(room, 2):
        return facts
    low, high = question.ends
    ends = [fact for fact in facts if fact.claim is low or fact.claim is high]
    rest = [f for f in facts if not any(f is end for end in ends)]
    return [*ends, *rest[: max(room, 2) - len(ends)]]


def more_claims(question: Question, some: list[Fact]) -> str:
    """Return 'and 3 more claims' of those that are not shown one by one."""
    more = len(question.counting) - len(some)
    return f"and {display.counted(more, 'more claim')}" if more else ""


def year_label(bar: Point) -> str:
    """Return '2021', 'Apr 2021 – Mar 2022', 'Jan–Aug 2025'."""
    if bar.part is not None:
        return bar.part.show()
    return bar.period.whole.show() if bar.facts else bar.period.show()


def years_title(answer: Answer, years: Years) -> str:
    """Return 'Trade turnover by year', with the reporter if the figures are one's alone.

    Years that are not of the calendar are named: 'Trade turnover, fiscal years from April'.
    """
    series = years.series
    label = plain(answer.base.measures[series.measure].label)
    alone = f", figures of {series.reporter_name} alone" if series.reporter else ""
    basis = f", {series.basis}" if series.basis else ""
    return f"{label}{_by_year(series.year_kind)}{alone}{basis}"


def _by_year(kind: str) -> str:
    if kind == CALENDAR:
        return " by year"
    name = years_label(kind)
    return f", {name[0].lower()}{name[1:]}" if ":" in kind else f", {name}"


def empties(answer: Answer, parts: Brief) -> dict[str, str]:
    """Return what is not recorded, by the name of each part that is empty."""
    day = display.day(date.fromordinal(answer.as_of or 1))
    asked = dict.fromkeys(name for key, name in _NARROWED.items() if key in answer.query)
    within = f" for the {display.listed(asked)} asked for" if asked else ""
    texts = (
        ("lines", parts.lines or parts.unanswered, "No figure is recorded"),
        ("in_force", parts.relations.get("standing"), "No relation in force is recorded"),
        ("planned", parts.planned, f"Nothing is recorded as planned after {day}"),
        ("latest", parts.latest, "No event is recorded as held"),
    )
    return {part: f"{text}{within}." for part, there, text in texts if not there}


class More(NamedTuple):
    """A part of the page, what it leaves out in words, and the command that shows it."""

    part: str
    text: str
    command: str


def left_out(answer: Answer, parts: Brief) -> list[More]:
    """Return everything that the page leaves out, in its order."""
    asked = " ".join(answer.query["parties"])
    topic = parts.lines[0].topic if parts.lines else "TOPIC"
    shown_by = (
        ("lines", "headline figure", "", f"brief {asked} --limit 0"),
        *(("partners", "partner", "", f"{name} {asked}") for name in parts.more_partners),
        ("ahead", "forecast or target", "", f"brief {asked} --limit 0"),
        ("conflicts", "question", " on which sources differ", f"brief {asked} --limit 0"),
        ("mirror", "flow", " that both sides report", f"{topic} {asked} --mirror"),
        ("in_force", "relation", "", f"relations {asked}"),
        ("past", "relation", "", f"relations {asked}"),
        ("planned", "upcoming event", "", f"timeline {asked}"),
        ("called_off", "event", " called off", f"timeline {asked}"),
        ("latest", "event", "", f"timeline {asked}"),
    )
    of_partners = iter(parts.more_partners.values())
    counts = [next(of_partners) if p == "partners" else parts.left_out[p] for p, *_ in shown_by]
    found = [
        More(part, f"And {display.counted(count, f'more {noun}')}{rest}", f"dipfacts {command}")
        for (part, noun, rest, command), count in zip(shown_by, counts, strict=True)
        if count
    ]
    if parts.ended and not parts.past:
        text = f"{display.counted(parts.ended, 'relation')} over or of unknown duration"
        found.append(More("in_force", text, f"dipfacts relations {asked}"))
    return found


# ------------------------------------------------------------------------------ tables


def _headlines(answer: Answer, lines: list[Line], draft: Draft) -> Section:
    rows: list[Row] = []
    for line in lines:
        question = line.question
        subject = what(answer, line)
        who = voices(answer, question, draft)
        cells = (subject, value(question), who, draft.marks(question.counting))
        rows.append(Row(cells, tone_of(question)))
        dates = [] if draft.is_short else other_dates(answer, line, draft)
        for note in [*beside(answer, line, draft), *dates]:
            label = f"· {note.label} {note.when}".rstrip()
            marks = draft.marks(note.facts)
            rows.append(Row((label, note.value, note.who, marks), "sub"))
    return Section("Headline figures", ("What", "Value", "Who says so", "Source"), rows)


def _years(answer: Answer, parts: Brief, numbering: Numbering) -> Section:
    columns = ("Period", "Value", "", "Source")
    if parts.years is None:
        return Section("", columns, [])
    bars = parts.years.bars
    most = max((bar.high for bar in bars if bar.high is not None), default=0)
    rows = []
    for bar in bars:
        tone = "sub" if bar.part is not None or bar.low is None else ""
        solid = chart.PART if bar.part else chart.SOLID
        drawn = chart.bar(*chart.ends(bar), most, BAR, solid)
        facts = bar.facts or bar.others
        rows.append(Row((year_label(bar), bar.shown, drawn, numbering.marks(facts)), tone))
        if bar.facts and bar.others:
            rows.append(Row((f"· {bar.year}", bar.note, "", numbering.marks(bar.others)), "sub"))
    legend = [f"{chart.RANGE} where sources differ"] if any(map(chart.is_disputed, bars)) else []
    legend += [f"{chart.PART} a part of the year"] if any(bar.part for bar in bars) else []
    title = years_title(answer, parts.years) + (f" ({', '.join(legend)})" if legend else "")
    return Section(title, columns, rows)


def _ahead(answer: Answer, ahead: list[Question], draft: Draft) -> Section:
    rows = []
    for question in ahead:
        subject = f"{briefly(answer, question.figure)} {period_of(question)}"
        cells = (subject, value(question), voices(answer, question, draft))
        rows.append(Row((*cells, draft.marks(question.counting)), tone_of(question)))
    return Section(AHEAD, ("What", "Value", "Who says so", "Source"), rows)


def _conflicts(answer: Answer, parts: Brief, numbering: Numbering) -> Section:
    rows: list[Row] = []
    for question in parts.conflicts:
        text = ", ".join(filter(None, (value(question), apart(question), explained(question))))
        subject = f"{briefly(answer, question.figure)} {period_of(question)}"
        rows.append(Row((subject, text, ""), "differ"))
        some = some_claims(answer, question)
        for fact in some:
            shown, who, mark = claimed(answer, fact, numbering)
            rows.append(Row((f"· {shown}", who, mark), "sub"))
        if more := more_claims(question, some):
            rows.append(Row((f"· {more}", "", ""), "sub"))
    columns = ("What", "How far and why, or who says so", "Source")
    return Section("Where sources differ", columns, rows)


def _doubts(answer: Answer, doubts: list[Doubt], numbering: Numbering) -> Section:
    rows: list[Row] = []
    room = most(answer, ITEMS)
    for doubt in doubts:
        rows.append(Row((lead(answer, doubt.kind), ""), "group"))
        for text, facts in doubt.items[:room]:
            rows.append(Row((f"· {text}", numbering.marks(facts))))
        if more := len(doubt.items[room:] if room else []):
            rows.append(Row((f"· and {more} more", ""), "sub"))
    return Section("Open doubts", ("What", "Source"), rows)
