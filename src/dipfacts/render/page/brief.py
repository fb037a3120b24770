"""A brief laid out for reading on a terminal or as Markdown: one section for each of its parts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry, Point
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
    kind_of,
    relations,
    titled,
    tone_of,
    value,
    voices,
    when_of,
)
from dipfacts.render.page.figures import partner
from dipfacts.text import plain

BAR = 12  # columns of the longest bar of the chart, which stands in a table
CLAIMS = 6  # claims of one question that are shown one by one
ITEMS = 4  # examples of one kind of doubt
_NARROWED = {"since": "dates", "until": "dates", "in": "dates", "source": "source"}


def sections(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    """Return the tables of a brief; what they leave out, and where it is, goes to the remarks."""
    parts = answer.brief
    if parts is None:
        return []
    tables = [
        _headlines(answer, parts, numbering),
        Section("Notes", ("Figure", "Note"), [Row(note) for note in notes(answer, parts)], (0, 1)),
        _years(answer, parts, numbering),
        _conflicts(answer, parts, numbering),
        both_sides(answer, parts, numbering),
        *relations(answer, parts.relations | parts.past, numbering),
        _events("Planned", parts.planned, numbering, "planned"),
        _events("Called off", parts.called_off, numbering, "planned"),
        _events("Latest events", parts.latest, numbering),
        _doubts(answer, parts.doubts, numbering),
    ]
    remarks += [*parts.unanswered, *empties(answer, parts).values()]
    remarks += [f"{more.text}: {more.command}" for more in left_out(answer, parts)]
    return [table for table in tables if table.rows]


# ---------------------------------------------------------- what a page and HTML both need


def what(answer: Answer, line: Line) -> str:
    """Return 'Trade turnover in 2025'; a part of a period says so."""
    whole = "what was asked" if answer.query.get("in") else "a year"
    part = f" (only a part of {whole})" if line.partial else ""
    text = f"{briefly(answer, line.question.figure)} {period_of(line.question)}{part}"
    return f"{text} ({larger(answer, line.larger_than)})" if line.larger_than else text


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


def _headlines(answer: Answer, parts: Brief, numbering: Numbering) -> Section:
    rows: list[Row] = []

    for line in parts.lines:
        question = line.question
        subject = what(answer, line)
        who = voices(answer, question, numbering)
        cells = (subject, value(question), who, numbering.marks(question.counting))
        rows.append(Row(cells, tone_of(question)))
        dates = other_dates(answer, line, numbering)
        for note in [*beside(answer, line, numbering), *dates]:
            label = f"· {note.label} {note.when}".rstrip()
            marks = numbering.marks(note.facts)
            rows.append(Row((label, note.value, note.who, marks), "sub"))
    return Section("Headline figures", ("What", "Value", "Who says so", "Source"), rows, (0, 2))


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
    return Section(title, columns, rows, (1,))


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
        if more := len(question.counting) - len(some):
            rows.append(Row((f"· and {display.counted(more, 'more claim')}", "", ""), "sub"))
    columns = ("What", "How far and why, or who says so", "Source")
    return Section("Where sources differ", columns, rows, (0, 1))


def _events(title: str, entries: list[Entry], numbering: Numbering, tone: str = "") -> Section:
    rows = [
        Row((when_of(e), titled(e.fact), kind_of(e.fact), numbering.mark(e.fact)), tone)
        for e in entries
    ]
    return Section(title, ("When", "What", "Kind", "Source"), rows, (1,))


def _doubts(answer: Answer, doubts: list[Doubt], numbering: Numbering) -> Section:
    rows: list[Row] = []
    room = most(answer, ITEMS)
    for doubt in doubts:
        rows.append(Row((lead(answer, doubt.kind), ""), "group"))
        for text, facts in doubt.items[:room]:
            rows.append(Row((f"· {text}", numbering.marks(facts))))
        if more := len(doubt.items[room:] if room else []):
            rows.append(Row((f"· and {more} more", ""), "sub"))
    return Section("Open doubts", ("What", "Source"), rows, (0,))
