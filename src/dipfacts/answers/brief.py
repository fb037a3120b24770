"""The page for a meeting: what is on record about two parties, or one, from all other answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
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
from dipfacts.answers.headline import dyad, is_at_date, is_partial, latest
from dipfacts.answers.mirror import MirrorPair, both_sides, families, flow_of
from dipfacts.answers.ranking import Ranked, Ranking
from dipfacts.answers.relations import relations
from dipfacts.answers.series import gap, in_words
from dipfacts.answers.sides import mirrored
from dipfacts.answers.timeline import timeline
from dipfacts.answers.units import other_units
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.calendar import year_with
from dipfacts.model.period import Period
from dipfacts.model.status import CALLED_OFF, StatusClass
from dipfacts.model.voices import independent
from dipfacts.query.base import Base, Fact, Query

T = TypeVar("T")

CURRENT: tuple[StatusClass, ...] = ("standing", "paused", "not-yet")
PAST: tuple[StatusClass, ...] = ("over", "unknown")

SHOWN = 6  # entries of a list, unless --limit says otherwise
SHOWN_FIGURES, SHOWN_PARTNERS, SHOWN_CONFLICTS, SHOWN_OTHERS = 12, 3, 4, 2
RECENT, FAR = 3 * 365 + 1, Decimal("0.1")  # days before, and the part by which a stock may differ
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
    mirror: list[MirrorPair]
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
    answer.sides = [pair for a in asked.values() for pair in both_sides(a, a.questions)]
    lines = _lines(answer, asked, query, limits)
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
        mirror=limits.shown("mirror", _mirror(answer, lines), SHOWN_CONFLICTS),
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


def _lines(brief: Answer, asked: dict[str, Answer], query: Query, limits: _Limits) -> list[Line]:
    """Return the questions that answer for each topic; of one party, its total and partners."""
    lines: list[Line] = []
    for topic, answer in asked.items():
        main, larger = answer.main, dict[Question, str]()
        if answer.ranking is not None:
            main, larger = _of_one(answer.ranking, limits)
        flows = _flows(answer)
        lines += [
            _line(brief, topic, question, answer.questions, query, flows) for question in main
        ]
        lines += [
            _line(brief, topic, question, [question], query, flows)._replace(larger=when)
            for question, when in larger.items()
        ]
    return limits.shown("lines", lines, 0 if len(query.parties) == 1 else SHOWN_FIGURES)


def _of_one(ranking: Ranking, limits: _Limits) -> tuple[list[Question], dict[Question, str]]:
    """Return the total and the biggest partners, and figures of other years larger than theirs.

    Each of these with when it is so.
    """
    totals = [q for q in ranking.totals if q.question.figure.measure == ranking.measure]
    shown = limits.shown("partners", ranking.partners, SHOWN_PARTNERS)
    least = min((line.size for line in shown), default=0)
    larger = [line for line in ranking.larger if line.size > least]
    named = limits.shown("partners", [*dict.fromkeys(map(_dyad, larger))], SHOWN_PARTNERS)
    rest = {*map(_dyad, [*ranking.larger, *ranking.others])}.difference(map(_dyad, larger))
    limits.left_out["partners"] += len(rest)
    beside = [line.question for line in larger if _dyad(line) in named]
    main = [line.question for line in [*totals, *shown]]
    return main, {question: ranking.larger_when(question) for question in beside}


def _dyad(line: Ranked) -> tuple[str, ...]:
    return dyad(line.question)


def _flows(answer: Answer) -> dict[str, list[Fact]]:
    """Return by each claim's id the claims about the same flow, whichever side reports it."""
    family = families(answer.base.measures)
    flows: dict[object, list[Fact]] = {}
    for question in answer.questions:
        flow = flow_of(question.figure, question.nature, family)
        flows.setdefault(flow, []).extend(question.counting)
    return {fact.id: facts for facts in flows.values() for fact in facts}


def _line(
    brief: Answer,
    topic: str,
    question: Question,
    candidates: list[Question],
    query: Query,
    flows: dict[str, list[Fact]],
) -> Line:
    """Return a question that answers for a topic, with what is claimed beside it."""
    facts = flows[question.figure.id]
    return Line(
        topic,
        question,
        is_partial(question, query.within),
        newer=newest_part(question, candidates) if query.within is None else None,
        mirror=mirrored(brief, question),
        other_units=_newest_of_units(question, candidates),
        other_dates=_other_dates(question, candidates),
        voices=independent(facts, brief.base.origins(facts)),
    )


def _newest_of_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the newest question in each other unit."""
    newest: dict[str, Question] = {}
    for other in sorted(other_units(question, candidates), key=latest):
        newest[other.figure.unit] = other
    return [*newest.values()]


def _other_dates(question: Question, candidates: list[Question]) -> list[Question]:
    """Return what a stock or count was put at in the three years before that is far from it."""
    if not is_at_date(question):
        return []
    since = (question.period.end_day or 0) - RECENT
    others = [q for q in same_series(question, candidates) if q is not question]
    return [
        other
        for other in sorted(others, key=latest, reverse=True)
        if (other.period.end_day or 0) >= since and _is_far(question, other)
    ]


def _is_far(question: Question, other: Question) -> bool:
    """Return whether some number of one differs by more than a tenth from all of the other."""
    low, high = Decimal(question.low), Decimal(question.high)
    return other.high > high + abs(high) * FAR or other.low < low - abs(low) * FAR


def _mirror(answer: Answer, lines: list[Line]) -> list[MirrorPair]:
    """Return the newest pair of each flow that both sides report, of full years if there are any.

    Without those shown beside a headline figure; of one party only those of its headline figures.
    """
    shown = {fact.id for line in lines if line.mirror for fact in line.mirror.facts}
    own = {fact.id for line in lines for fact in line.facts}
    newest: dict[tuple[object, ...], MirrorPair] = {}
    for pair in sorted(answer.sides, key=lambda pair: not pair.period.is_full_year):
        ids = {fact.id for fact in pair.facts}
        if not ids & shown and (len(answer.query["parties"]) == 2 or ids & own):
            newest.setdefault((pair.key[0], pair.figure.unit), pair)
    return [*newest.values()]


def _years(topic: str, series: Series, answer: Answer) -> Years:
    """Return the topic's series; a year without a full claim has its longest part instead."""
    whole = {point.year: point for point in series.points}
    parts = _parts_of_years(answer, series)
    bars = []
    for year in range(series.points[0].year, max([*whole, *parts]) + 1):
        bar = whole.get(year) or gap(series.year_kind, year)
        if not bar.facts and year in parts:
            bar = parts[year].beside(bar.note, bar.others)
        bars.append(bar)
    return Years(topic, series, bars)


def _parts_of_years(answer: Answer, series: Series) -> dict[int, Point]:
    """Return the longest question within each year, by the reporter of the series if it has one."""
    reporter = series.reporter
    same = same_series(answer.main[0], answer.questions)
    parts: dict[int, Point] = {}
    for question in sorted(same, key=lambda q: q.period.days or 0):
        first, last = question.period.start, question.period.last
        used = [
            fact
            for fact in question.counting
            if reporter in (None, figure_of(fact).reporter) and in_words(fact) == series.basis
        ]
        if not (first and last and question.period.days and used):
            continue
        year = year_with(series.year_kind, first, last)
        if year is not None:
            parts[year] = Point.of(question, used)
    return parts


# ----------------------------------------------------------------------------- claims


def _facts(parts: Brief) -> list[Fact]:
    """Return the claims that the page stands on, in its order, each once."""
    facts = [fact for line in parts.lines for fact in line.facts]
    bars = parts.years.bars if parts.years else ()
    facts += [fact for bar in bars for fact in (*bar.facts, *bar.others)]
    facts += [fact for pair in parts.mirror for fact in pair.facts]
    facts += [fact for question in parts.conflicts for fact in question.counting]
    facts += [fact for part in (parts.relations, parts.past) for of in part.values() for fact in of]
    return once([*facts, *(entry.fact for entry in [*parts.latest, *parts.planned])])
