"""The page for a meeting: what is on record about two parties, or one, from all other answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from dipfacts.answers.answer import (
    Answer,
    Entry,
    Point,
    Series,
    as_of,
    asked_about,
    begin,
    empty,
    few,
    head_of,
    once,
)
from dipfacts.answers.caveats import Doubt, Line, doubts
from dipfacts.answers.figures import figures, newest_part, same_series
from dipfacts.answers.headline import dyad, is_partial
from dipfacts.answers.ranking import Ranked, Ranking
from dipfacts.answers.relations import relations
from dipfacts.answers.series import gap
from dipfacts.answers.timeline import timeline
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.calendar import year_with
from dipfacts.model.period import Period
from dipfacts.model.status import CALLED_OFF, StatusClass
from dipfacts.query.base import Base, Fact, Query

T = TypeVar("T")

CURRENT: tuple[StatusClass, ...] = ("standing", "paused", "not-yet")
PAST: tuple[StatusClass, ...] = ("over", "unknown")

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS, SHOWN_OTHERS = 12, 3, 4, 2
DRAWN = 60  # events that a timeline shows to scale before it leaves out the oldest


class Years(NamedTuple):
    """The series of the first topic that has one, with parts of years where no full one is.

    `bars` are those of adjacent years, of the kind of the series.
    """

    topic: str
    series: Series
    bars: list[Point]

    @property
    def numbered(self) -> list[tuple[int, Point]]:
        """The bars, each with the year in which its year begins."""
        return [*enumerate(self.bars, self.series.points[0].year)]


class Brief(NamedTuple):
    """The parts of the page. `left_out` counts, by the name of a part, what it does not show.

    `relations` are those that matter now, by class: in force, paused, not yet in force. `past` are
    those over or of unknown duration, where no other is on record; how many such there are is
    `ended`.
    """

    claims: int
    sources: int
    lines: list[Line]
    unanswered: list[str]
    years: Years | None
    conflicts: list[Question]
    relations: dict[StatusClass, list[Fact]]
    past: dict[StatusClass, list[Fact]]
    ended: int
    latest: list[Entry]
    planned: list[Entry]
    drawn: list[Entry]
    doubts: list[Doubt]
    left_out: dict[str, int]


class _Limits:
    """The numbers of entries to show, and how many of each part were left out."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self.left_out = Counter(partners=0)

    def shown(self, part: str, entries: Sequence[T], usual: int = SHOWN) -> list[T]:
        """Return the first entries of a part; 0 means all of them."""
        most = usual if self._limit is None else self._limit
        self.left_out[part] += max(0, len(entries) - most) if most else 0
        return list(entries[:most] if most else entries)

    def groups(
        self, by_class: dict[StatusClass, list[Fact]], part: str
    ) -> dict[StatusClass, list[Fact]]:
        """Return the first relations of each class, most of the first one.

        What is left out counts for one part.
        """
        others = [len(facts) for facts in by_class.values()][1:]
        usual = SHOWN - sum(min(count, SHOWN_OTHERS) for count in others)
        found = {}
        for name, facts in by_class.items():
            found[name] = self.shown(part, facts, usual)
            usual = SHOWN_OTHERS
        return found


def brief(base: Base, query: Query) -> Answer:
    """Return what is on record about the parties, as far as a page shows it: `answer.brief`."""
    answer = begin(base, query, "brief")
    limits, query = _Limits(query.limit), query._replace(limit=None)
    answer.as_of = as_of(query)
    facts = base.find(query)
    if not facts:
        return empty(answer, query, "relations, figures or events")
    topics = {fact.topic for fact in facts if fact.type == "figure"}
    asked = {t: figures(base, query._replace(topic=t)) for t in base.topics if t in topics}
    lines = _lines(asked, query, limits)
    entries = [e for e in timeline(base, query).entries if e.fact.type == "event"]
    held, planned, overdue = _split(entries, answer.as_of)
    limits.left_out["drawn"] = max(0, len(entries) - DRAWN)
    listed = relations(base, query)
    answer.standings = listed.standings
    current, past = _by_class(listed, CURRENT), _by_class(listed, PAST)
    parts = Brief(
        claims=len(facts),
        sources=len({fact.claim.source for fact in facts}),
        lines=lines,
        unanswered=[" ".join([a.head["text"], *a.remarks]) for a in asked.values() if not a.main],
        years=next((_years(t, a.series, a) for t, a in asked.items() if a.series), None),
        conflicts=limits.shown("conflicts", _conflicts(asked), SHOWN_CONFLICTS),
        relations=limits.groups(current, "in_force"),
        past={} if current else limits.groups(past, "past"),
        ended=sum(map(len, past.values())),
        latest=limits.shown("latest", held),
        planned=limits.shown("planned", planned),
        drawn=entries[-DRAWN:],
        doubts=[],
        left_out=limits.left_out,
    )
    used = _facts(parts)
    parts = parts._replace(doubts=doubts(answer, parts.lines, used, overdue))
    answer.brief = parts
    answer.facts = once([*used, *(e.fact for e in [*overdue, *parts.drawn])])
    text = _sentence(base, query, parts, answer.as_of)
    # By their ids, so that the order of files changes nothing.
    answer.head = head_of(text, few(sorted(facts, key=lambda fact: fact.id)))
    return answer


def _sentence(base: Base, query: Query, parts: Brief, as_of: int) -> str:
    claims = display.counted(parts.claims, "claim")
    sources = display.counted(parts.sources, "source")
    known = "known by" if query.known_by is not None else "of"
    day = display.day(date.fromordinal(as_of))
    return f"{asked_about(base, query)}{claims} from {sources}, as {known} {day}."


def _by_class(answer: Answer, names: tuple[StatusClass, ...]) -> dict[StatusClass, list[Fact]]:
    """Return the relations of these classes that there are, in the order of the answer."""
    groups: dict[StatusClass, list[Fact]] = {name: [] for name in names}
    for fact in answer.facts:
        if (name := answer.standings[fact.id].name) in groups:
            groups[name].append(fact)
    return {name: facts for name, facts in groups.items() if facts}


def _split(entries: list[Entry], day: int) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Return the latest events, those planned, and those overdue.

    What was called off is among the latest, whatever its date.
    """
    past = [entry for entry in entries if not _is_ahead(entry, day)]
    held = [entry for entry in reversed(past) if entry.mark != "planned"]
    overdue = [entry for entry in past if entry.mark == "planned"]
    return held, [entry for entry in entries if _is_ahead(entry, day)], overdue


def _conflicts(asked: dict[str, Answer]) -> list[Question]:
    """Return the questions on which sources differ, the latest first."""
    conflicts = [q for a in asked.values() for q in a.questions if q.agreement == "conflict"]
    return sorted(conflicts, key=lambda question: -(question.period.end_day or 0))


def asked_period(answer: Answer) -> Period | None:
    """Return the period that was asked for by --in."""
    asked = answer.query.get("in")
    return Period.parse(asked) if asked else None


def _is_ahead(entry: Entry, day: int) -> bool:
    """Return whether an event is planned and not over by that day, or begins after it."""
    period = entry.fact.period
    if entry.mark == "planned":
        return period is None or (period.end_day or day + 1) > day
    is_called_off = entry.mark in CALLED_OFF
    return not is_called_off and period is not None and (period.start_day or 0) > day


# --------------------------------------------------------------------------- figures


def _lines(asked: dict[str, Answer], query: Query, limits: _Limits) -> list[Line]:
    """Return the questions that answer for each topic; of one party, its total and partners."""
    lines: list[Line] = []
    for topic, answer in asked.items():
        main, larger = answer.main, list[Line]()
        if answer.ranking is not None:
            main, larger = _of_one(topic, answer.ranking, query, limits)
        for question in main:
            newer = newest_part(question, answer.questions) if query.within is None else None
            lines.append(Line(topic, question, is_partial(question, query.within), newer))
        lines += larger
    return limits.shown("lines", lines, 0 if len(query.parties) == 1 else SHOWN_FIGURES)


def _of_one(
    topic: str, ranking: Ranking, query: Query, limits: _Limits
) -> tuple[list[Question], list[Line]]:
    """Return the total and the biggest partners, and figures of other years larger than theirs."""
    totals = [q for q in ranking.totals if q.question.figure.measure == ranking.measure]
    shown = limits.shown("partners", ranking.partners, SHOWN_PARTNERS)
    least = min((line.size for line in shown), default=0)
    larger = [line for line in ranking.larger if line.size > least]
    named = limits.shown("partners", [*dict.fromkeys(map(_dyad, larger))], SHOWN_PARTNERS)
    rest = {*map(_dyad, [*ranking.larger, *ranking.others])}.difference(map(_dyad, larger))
    limits.left_out["partners"] += len(rest)
    lines = [
        Line(topic, q, is_partial(q, query.within), None, ranking.larger_when(q))
        for q in (line.question for line in larger if _dyad(line) in named)
    ]
    return [line.question for line in [*totals, *shown]], lines


def _dyad(line: Ranked) -> tuple[str, ...]:
    return dyad(line.question)


def _years(topic: str, series: Series, answer: Answer) -> Years:
    """Return the topic's series; a year without a full claim has its longest part instead."""
    full = {point.year: point for point in series.points if point.facts}
    parts = _parts_of_years(answer, series)
    years = range(series.points[0].year, max([*full, *parts]) + 1)
    bars = (full.get(year) or parts.get(year) for year in years)
    gaps = (gap(series.year_kind, year) for year in years)
    return Years(topic, series, [bar or gap for bar, gap in zip(bars, gaps, strict=True)])


def _parts_of_years(answer: Answer, series: Series) -> dict[int, Point]:
    """Return the longest question within each year, by the reporter of the series if it has one."""
    reporter = series.reporter
    same = same_series(answer.main[0], answer.questions)
    parts: dict[int, Point] = {}
    for question in sorted(same, key=lambda q: q.period.days or 0):
        first, last = question.period.start, question.period.last
        used = [f for f in question.counting if reporter in (None, figure_of(f).reporter)]
        if not (first and last and question.period.days and used):
            continue
        year = year_with(series.year_kind, first, last)
        if year is not None:
            parts[year] = Point.of(question, used)
    return parts


# ----------------------------------------------------------------------------- claims


def _facts(parts: Brief) -> list[Fact]:
    """Return the claims that the page stands on, in its order, each once."""
    questions = [q for line in parts.lines for q in (line.question, line.newer) if q]
    facts = [fact for question in questions for fact in question.counting]
    facts += [fact for bar in (parts.years.bars if parts.years else ()) for fact in bar.facts]
    facts += [fact for question in parts.conflicts for fact in question.counting]
    facts += [fact for part in (parts.relations, parts.past) for of in part.values() for fact in of]
    return once([*facts, *(entry.fact for entry in [*parts.latest, *parts.planned])])
