"""The page for a meeting: what is on record about two parties, or one, gathered from all answers.

Everything here is data. What a page shows is limited; what is left out is counted.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeVar

from dipfacts.answers.answer import (
    Answer,
    Entry,
    Point,
    Series,
    as_of,
    blank_head,
    described,
    empty,
    names,
)
from dipfacts.answers.caveats import Doubt, Line, doubts
from dipfacts.answers.figures import figures, newest_part, series_of
from dipfacts.answers.headline import is_partial
from dipfacts.answers.relations import in_force as stands
from dipfacts.answers.relations import relations
from dipfacts.answers.timeline import timeline
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Number
from dipfacts.query.base import Base, Fact, Query

T = TypeVar("T")

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS = 12, 3, 4
DRAWN = 60  # events that a timeline shows to scale before it leaves out the oldest


class Bar(NamedTuple):
    """One year of the series: all of it, a `part` of it where nobody claims all, or nothing.

    `values` are the different numbers claimed; none where there is no claim.
    """

    year: int
    part: Period | None
    low: Number | None
    high: Number | None
    shown: str
    values: tuple[Number, ...]
    facts: tuple[Fact, ...]


class Years(NamedTuple):
    """The series of the first topic that has one, with parts of years where no full one is."""

    topic: str
    series: Series
    bars: tuple[Bar, ...]


class Brief(NamedTuple):
    """The parts of the page. `left_out` counts, by the name of a part, what it does not show.

    `past` are relations that ended or are of unknown duration, where no other is on record; how
    many such there are is `ended`.
    """

    claims: int
    sources: int
    lines: list[Line]
    unanswered: list[str]
    years: Years | None
    conflicts: list[Question]
    in_force: list[Fact]
    past: list[Fact]
    ended: int
    latest: list[Entry]
    planned: list[Entry]
    drawn: list[Entry]
    doubts: list[Doubt]
    left_out: dict[str, int]


def brief(base: Base, query: Query) -> Answer:
    """All that is on record about the parties, as far as a page shows it: `answer.brief`."""
    answer = Answer(base, described(query, "brief"))
    limit, query = query.limit, query._replace(limit=None)
    answer.as_of = as_of(query)
    found = base.find(query)
    if not found:
        return empty(answer, query, "relations, figures or events")
    most = SHOWN if limit is None else limit
    left_out: dict[str, int] = {}

    asked = {
        topic: figures(base, query._replace(topic=topic))
        for topic in base.topics
        if any(fact.type == "figure" and fact.topic == topic for fact in found)
    }
    lines = _lines(asked, query, limit, left_out)
    years = next((y for y in (_years(t, a) for t, a in asked.items()) if y is not None), None)
    conflicts = sorted(
        (q for a in asked.values() for q in a.questions if q.agreement == "conflict"),
        key=lambda q: -(q.period.end_day or 0),
    )
    conflicts = _shown(
        "conflicts", conflicts, SHOWN_CONFLICTS if limit is None else limit, left_out
    )
    entries = timeline(base, query).entries
    events = [entry for entry in entries if entry.fact.type == "event"]
    planned = [e for e in events if _is_ahead(e, answer.as_of)]
    overdue = [e for e in events if e.mark == "planned" and e not in planned]
    held = [e for e in reversed(events) if e not in planned and e not in overdue]
    lasting = relations(base, query).facts
    in_force = [fact for fact in lasting if stands(fact, answer.as_of)]
    past = [] if in_force else lasting
    parts = Brief(
        claims=len(found),
        sources=len({fact.claim.source for fact in found}),
        lines=lines,
        unanswered=[" ".join([a.head["text"], *a.remarks]) for a in asked.values() if not a.main],
        years=years,
        conflicts=conflicts,
        in_force=_shown("in_force", in_force, most, left_out),
        past=_shown("past", past, most, left_out),
        ended=len(lasting) - len(in_force),
        latest=_shown("latest", held, most, left_out),
        planned=_shown("planned", planned, most, left_out),
        drawn=_shown("drawn", events[::-1], DRAWN, left_out)[::-1],
        doubts=[],
        left_out=left_out,
    )
    shown = _facts(parts)
    parts = parts._replace(doubts=doubts(answer, parts.lines, shown, overdue))
    answer.brief = parts
    answer.facts = _once([*shown, *(e.fact for e in [*overdue, *parts.drawn])])
    answer.head = {
        **blank_head(),
        "text": _text(answer, parts, query),
        "facts": [fact.id for fact in answer.facts],
    }
    return answer


def asked_period(answer: Answer) -> Period | None:
    """The period that was asked for by --in."""
    asked = answer.query.get("in")
    return Period.parse(asked) if asked else None


def _shown(part: str, found: list[T], most: int, left_out: dict[str, int]) -> list[T]:
    """The first of a list; how many follow is noted."""
    left_out[part] = max(0, len(found) - most) if most else 0
    return found[:most] if most else found


def _text(answer: Answer, parts: Brief, query: Query) -> str:
    who = display.between(names(answer.base, query.parties))
    claims, sources = (
        display.counted(count, noun)
        for count, noun in ((parts.claims, "claim"), (parts.sources, "source"))
    )
    day = display.day(date.fromordinal(answer.as_of or 1))
    known = "known by" if query.known_by is not None else "of"
    return f"{who}: {claims} from {sources}, as {known} {day}."


def _is_ahead(entry: Entry, day: int) -> bool:
    """Whether an event is planned and not over by that day, or begins after it."""
    period = entry.fact.period
    if entry.mark == "planned":
        return period is None or (period.end_day or day + 1) > day
    return period is not None and (period.start_day or 0) > day


# --------------------------------------------------------------------------- figures


def _lines(
    asked: dict[str, Answer], query: Query, limit: int | None, left_out: dict[str, int]
) -> list[Line]:
    """The questions that answer for each topic; of one party's partners the biggest."""
    found: list[Line] = []
    left_out["partners"] = 0
    for topic, answer in asked.items():
        main = answer.main
        if len(query.parties) == 1:
            part = dict[str, int]()
            main = _shown("", main, SHOWN_PARTNERS if limit is None else limit, part)
            left_out["partners"] += part[""]
        for question in main:
            newer = newest_part(question, answer.questions) if query.within is None else None
            found.append(Line(topic, question, is_partial(question, query.within), newer))
    most = SHOWN_FIGURES if limit is None else limit
    if len(query.parties) == 1 and limit is None:
        most = 0
    return _shown("lines", found, most, left_out)


def _years(topic: str, answer: Answer) -> Years | None:
    """The topic's series; a year without a full claim has its longest part instead, if any."""
    series = answer.series
    if series is None:
        return None
    facts = {fact.id: fact for fact in answer.facts}
    same = [q for q in answer.questions if series_of(q) == series_of(answer.main[0])]
    parts: dict[int, Question] = {}
    for question in sorted(same, key=lambda q: q.period.days or 0):
        first, last = question.period.start, question.period.last
        told = any(figure.reporter == series.reporter for figure in question.figures)
        if first and last and first.year == last.year and (told or not series.reporter):
            parts[first.year] = question
    full = {point.period.start.year: point for point in series.points if point.period.start}
    span = range(min(full), max([*full, *parts]) + 1)
    bars = [_bar(year, full.get(year), parts.get(year), facts, series) for year in span]
    return Years(topic, series, tuple(bars))


def _bar(
    year: int, point: Point | None, part: Question | None, facts: dict[str, Fact], series: Series
) -> Bar:
    if point is not None and point.low is not None:
        used = tuple(facts[name] for name in point.facts)
        values = sorted({figure_of(fact).value for fact in used})
        return Bar(year, None, point.low, point.high, point.shown, tuple(values), used)
    if part is None:
        return Bar(year, None, None, None, "no claim for the year", (), ())
    used = tuple(
        fact
        for fact in part.counting
        if not series.reporter or figure_of(fact).reporter == series.reporter
    )
    values = sorted({figure_of(fact).value for fact in used})
    shown = display.figure_amount(part.finest)
    if len(values) > 1:
        shown = display.spread(values[0], values[-1], series.unit).removeprefix("from ")
    return Bar(year, part.period, values[0], values[-1], shown, tuple(values), used)


# ----------------------------------------------------------------------------- claims


def _facts(parts: Brief) -> list[Fact]:
    """The claims that the page stands on, in its order, each once."""
    questions = [q for line in parts.lines for q in (line.question, line.newer) if q]
    found = [fact for question in questions for fact in question.counting]
    found += [fact for bar in (parts.years.bars if parts.years else ()) for fact in bar.facts]
    found += [fact for question in parts.conflicts for fact in question.counting]
    found += [*parts.in_force, *parts.past]
    found += [entry.fact for entry in [*parts.latest, *parts.planned]]
    return _once(found)


def _once(facts: list[Fact]) -> list[Fact]:
    return list({fact.id: fact for fact in facts}.values())
