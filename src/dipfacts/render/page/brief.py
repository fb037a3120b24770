"""A brief laid out for reading on a terminal or as Markdown: one section for each of its parts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry
from dipfacts.answers.brief import Bar, Brief
from dipfacts.answers.caveats import KINDS, Doubt, Line
from dipfacts.answers.headline import briefly, is_comparable, when
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.tables import Figure
from dipfacts.query.base import Fact
from dipfacts.render import chart
from dipfacts.render.page.document import Numbering, Row, Section, claimed
from dipfacts.text import plain

BAR = 12  # columns of the longest bar of the chart, which stands in a table
CLAIMS = 6  # claims of one question that are told one by one
PAST = "Ended, or of unknown duration"
_NARROWED = {"since": "dates", "until": "dates", "in": "dates", "source": "source"}
ITEMS = 4  # examples of one kind of doubt


def sections(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    """The tables of a brief; what they leave out, and where it is, is added to the remarks."""
    parts = answer.brief
    if parts is None:
        return []
    found = [
        _headlines(answer, parts, numbering),
        _notes(answer, parts),
        _years(answer, parts, numbering),
        _conflicts(answer, parts, numbering),
        _relations("Not known to have ended", parts.in_force, numbering),
        _relations(PAST, parts.past, numbering),
        _events("Planned", parts.planned, numbering),
        _events("Latest events", parts.latest, numbering),
        _doubts(answer, parts.doubts, numbering),
    ]
    remarks += [*parts.unanswered, *empties(answer, parts).values()]
    remarks += [f"{more.text}: {more.command}" for more in left_out(answer, parts)]
    return [section for section in found if section is not None]


# --------------------------------------------------------------- what all layouts tell


def value(question: Question) -> str:
    """The number that answers, or the spread: '$2.9 billion to $3.4 billion'."""
    if question.preferred is not None:
        return f"{display.figure_amount(figure_of(question.preferred))} (preferred)"
    if question.agreement != "conflict":
        return display.figure_amount(question.finest)
    if question.low == question.high:  # one says it exactly, another as a bound
        return ", ".join(dict.fromkeys(map(display.figure_amount, question.figures)))
    return display.spread(question.low, question.high, question.figure.unit).removeprefix("from ")


def who(answer: Answer, question: Question, numbering: Numbering) -> str:
    """Who says so: the one voice, how many confirm it, or why they differ."""
    claims = display.counted(len(question.counting), "claim")
    if question.agreement == "conflict":
        return f"DIFFER: {', '.join(question.reasons)}; {claims}"
    if question.agreement == "confirmed":
        return f"confirmed by {question.statements} independent sources"
    return claimed(answer, question.counting[0], numbering)[1]


def what(answer: Answer, line: Line) -> str:
    """'Trade turnover in 2025'; a part of a period says so."""
    whole = "what was asked" if answer.query.get("in") else "a year"
    part = f" (only a part of {whole})" if line.partial else ""
    return f"{briefly(answer, line.question.figure)} {when(line.question)}{part}"


def notes(answer: Answer, parts: Brief) -> list[tuple[str, str]]:
    """What must be known to use the headline figures rightly, each with what it is about."""
    found: dict[str, str] = {}
    for line in parts.lines:
        for fact in some_claims(answer, line.question):
            if fact.claim.note:
                found.setdefault(plain(fact.claim.note), briefly(answer, figure_of(fact)))
    return [(what, note) for note, what in found.items()]


def most(answer: Answer, usual: int) -> int | None:
    """How many of a list are told: as many as usual, or as --limit says, None being all."""
    return answer.query.get("limit", usual) or None


def some_claims(answer: Answer, question: Question) -> list[Fact]:
    """The claims of a question to tell one by one: where there are many, with both its ends."""
    facts = question.counting
    room = most(answer, CLAIMS)
    if room is None or len(facts) <= max(room, 2):
        return facts
    ends = [
        next(fact for fact in facts if figure_of(fact).value == end)
        for end in dict.fromkeys((question.low, question.high))
    ]
    rest = [f for f in facts if not any(f is end for end in ends)]
    return [*ends, *rest[: max(room, 2) - len(ends)]]


def year_label(bar: Bar) -> str:
    """'2021', 'Jan–Aug 2025'."""
    return bar.part.show() if bar.part is not None else str(bar.year)


def titled(entry_fact: Fact) -> str:
    """What an event or relation is, with its place where the title does not tell it."""
    claim = entry_fact.claim
    assert not isinstance(claim, Figure)
    title = plain(claim.title)
    place = plain(claim.place) if claim.place else ""
    return f"{title}, {place}" if place and place not in title else title


def kind_of(fact: Fact) -> str:
    """'treaty, in force'."""
    claim = fact.claim
    assert not isinstance(claim, Figure)
    words = (claim.kind, claim.status if fact.type == "relation" else None)
    return plain(", ".join(word for word in words if word)).replace("-", " ")


def apart(question: Question) -> str:
    """'17.2% apart'; nothing where a distance in percent says nothing."""
    return f"{question.spread_percent}% apart" if is_comparable(question) else ""


def empties(answer: Answer, parts: Brief) -> dict[str, str]:
    """By the name of a part: what one would look for there, and what is not recorded."""
    day = display.day(date.fromordinal(answer.as_of or 1))
    asked = [name for key, name in _NARROWED.items() if key in answer.query]
    within = f" for the {display.listed(dict.fromkeys(asked))} asked for" if asked else ""
    told = (
        ("lines", parts.lines or parts.unanswered, "No figure is recorded"),
        ("in_force", parts.in_force, "No relation is recorded that is not known to have ended"),
        ("planned", parts.planned, f"Nothing is recorded as planned after {day}"),
        ("latest", parts.latest, "No event is recorded as held"),
    )
    return {part: f"{text}{within}." for part, found, text in told if not found}


class More(NamedTuple):
    """How much of a part the page leaves out, in words, and the command that shows it."""

    part: str
    text: str
    command: str


def left_out(answer: Answer, parts: Brief) -> list[More]:
    """Everything that the page leaves out, in its order."""
    asked = " ".join(answer.query["parties"])
    topic = parts.lines[0].topic if parts.lines else "TOPIC"
    told = (
        ("lines", "headline figure", f"brief {asked} --limit 0"),
        ("partners", "partner", f"{topic} {asked}"),
        ("conflicts", "question on which sources differ", f"brief {asked} --limit 0"),
        ("in_force", "relation", f"relations {asked}"),
        ("past", "relation", f"relations {asked}"),
        ("planned", "planned event", f"timeline {asked}"),
        ("latest", "earlier event", f"timeline {asked}"),
    )
    found = [
        More(part, f"And {_counted(count, noun)}", f"dipfacts {command}")
        for part, noun, command in told
        if (count := parts.left_out[part])
    ]
    if parts.ended and not parts.past:
        ended = display.counted(parts.ended, "relation")
        text = f"{ended} ended or of unknown duration"
        found.append(More("in_force", text, f"dipfacts relations {asked}"))
    return found


def _counted(count: int, noun: str) -> str:
    """'2 more questions on which sources differ'."""
    first, on, rest = noun.partition(" on ")
    return f"{display.counted(count, f'more {first}')}{on}{rest}"


# ------------------------------------------------------------------------------ tables


def _headlines(answer: Answer, parts: Brief, numbering: Numbering) -> Section | None:
    rows: list[Row] = []
    for line in parts.lines:
        question = line.question
        cells = (what(answer, line), value(question), who(answer, question, numbering))
        tone = "differ" if question.agreement == "conflict" else ""
        rows.append(Row((*cells, numbering.marks(question.counting)), tone))
        if line.newer is not None:
            newer = line.newer
            cells = (f"· newer: {when(newer)}", value(newer), who(answer, newer, numbering))
            rows.append(Row((*cells, numbering.marks(newer.counting)), "sub"))
    return _section("Headline figures", ("What", "Value", "Who says so", "Source"), rows, (0, 2))


def _notes(answer: Answer, parts: Brief) -> Section | None:
    rows = [Row((what, note)) for what, note in notes(answer, parts)]
    return _section("To use these figures rightly", ("Figure", "Note"), rows, (0, 1))


def _years(answer: Answer, parts: Brief, numbering: Numbering) -> Section | None:
    if parts.years is None:
        return None
    bars = parts.years.bars
    most = max((bar.high for bar in bars if bar.high is not None), default=0)
    rows = []
    for bar in bars:
        tone = "sub" if bar.part is not None or bar.low is None else ""
        drawn = chart.bar(bar.low, bar.high, most, BAR, chart.PART if bar.part else chart.SOLID)
        marks = numbering.marks(bar.facts) if bar.facts else ""
        rows.append(Row((year_label(bar), bar.shown, drawn, marks), tone))
    legend = [f"{chart.RANGE} where sources differ"] if any(len(b.values) > 1 for b in bars) else []
    legend += [f"{chart.PART} a part of the year"] if any(bar.part for bar in bars) else []
    title = years_title(answer, parts) + (f" ({', '.join(legend)})" if legend else "")
    return _section(title, ("Period", "Value", "", "Source"), rows, ())


def years_title(answer: Answer, parts: Brief) -> str:
    """'Trade turnover by year', with whose figures where they are one reporter's alone."""
    assert parts.years is not None
    series = parts.years.series
    label = plain(answer.base.measures[series.measure].label)
    return f"{label} by year" + (
        f", figures of {series.reporter_name} alone" * bool(series.reporter)
    )


def _conflicts(answer: Answer, parts: Brief, numbering: Numbering) -> Section | None:
    rows: list[Row] = []
    for question in parts.conflicts:
        told = ", ".join(filter(None, (value(question), apart(question), *question.reasons)))
        rows.append(
            Row((f"{briefly(answer, question.figure)} {when(question)}", told, ""), "differ")
        )
        some = some_claims(answer, question)
        for fact in some:
            shown, said, mark = claimed(answer, fact, numbering)
            rows.append(Row((f"· {shown}", said, mark), "sub"))
        if more := len(question.counting) - len(some):
            rows.append(Row((f"· and {display.counted(more, 'more claim')}", "", ""), "sub"))
    columns = ("What", "How far and why, or who says so", "Source")
    return _section("Where sources differ", columns, rows, (0, 1))


def _relations(title: str, facts: list[Fact], numbering: Numbering) -> Section | None:
    rows = [
        Row(
            (
                fact.period.show() if fact.period else "undated",
                titled(fact),
                kind_of(fact),
                numbering.mark(fact),
            )
        )
        for fact in facts
    ]
    columns = ("Period", "Relation", "Kind", "Source")
    return _section(title, columns, rows, (1, 2))


def _events(title: str, entries: list[Entry], numbering: Numbering) -> Section | None:
    tone = "planned" if title == "Planned" else ""
    rows = [
        Row((e.shown, titled(e.fact), kind_of(e.fact), numbering.mark(e.fact)), tone)
        for e in entries
    ]
    return _section(title, ("When", "What", "Kind", "Source"), rows, (1,))


def _doubts(answer: Answer, found: list[Doubt], numbering: Numbering) -> Section | None:
    rows: list[Row] = []
    room = most(answer, ITEMS)
    for doubt in found:
        rows.append(Row((KINDS[doubt.kind], ""), "group"))
        for text, facts in doubt.items[:room]:
            rows.append(Row((f"· {text}", numbering.marks(facts))))
        if more := len(doubt.items[room:] if room else []):
            rows.append(Row((f"· and {more} more", ""), "sub"))
    return _section("Open doubts", ("What", "Source"), rows, (0,))


def _section(
    title: str, columns: tuple[str, ...], rows: list[Row], folding: tuple[int, ...]
) -> Section | None:
    return Section(title, columns, rows, folding) if rows else None
