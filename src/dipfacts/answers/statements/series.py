"""A measure over the years: of one reporter with three of them, else of all claims."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

from dipfacts.answers.answer import in_sentence
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.basis import Basis, basis_in_words, basis_of, is_ahead
from dipfacts.answers.claims.several_units import other_units
from dipfacts.answers.claims.years import Point, Series
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.calendar import CALENDAR, year_text
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import plain

FEWEST = 3  # full years that make a series
LONGEST = 60  # years that a picture can show

SeriesBasis = tuple[str | None, Basis]
"""The reporter of a series, None for everyone's claims, and the basis that its figures share."""


def series_of_years(main: Question, candidates: Iterable[Question], base: Base) -> Series | None:
    """Return the full years of the questions that differ from one in nothing but their period.

    One reporter's figures alone where they cover three years (so that no step between two years is
    one between two statistics), else every claim, with a range where sources differ; always of one
    definition and valuation. Only years of one kind stand side by side: that of most of them, else
    of the newest; of very many the last 60. A year that is not published says so. None where fewer
    than three are on record.
    """
    every = [q for q in candidates if q.nature == "flow" and q.period.is_full_year]
    flows = [q for q in every if q.figure.absent is None]
    same = [q for q in flows if q.series == main.series]
    kind = _usual_kind(same)
    years = _by_year(kind, same)
    shared = _series_basis(years.values())
    points = {year: Point.of(q, _counting(q, shared)) for year, q in years.items()}
    earlier, known = _in_view(points)
    if len(known) < FEWEST:
        return None
    foreign = _by_year(kind, other_units(main, flows))
    absent = [q for q in every if q.figure.absent and q.series == main.series]
    beside = _Beside(kind, years, foreign, _by_year(kind, absent), shared, main.figure.unit)
    all_points = [beside.point_of(points.get(it), it) for it in beside.years(known[0], known[-1])]
    reporter = shared[0]
    return Series(
        main.figure,
        _subject(base, main.figure),
        reporter,
        in_sentence(base, [reporter])[0] if reporter else "",
        tuple(all_points),
        kind,
        basis_in_words(figure_of(next(p for p in points.values() if p.facts).facts[0])),
        "; ".join([*_earlier_years(points, earlier), *_years_of_other_kinds(kind, same)]),
    )


def _subject(base: Base, figure: Figure) -> str:
    """Return 'Exports from A to B', 'Trade turnover': with the direction, if it has one.

    The two parties of a page are not named again where there is none.
    """
    label = plain(base.measures[figure.measure].label)
    text = f"{label} {subject_words.link(base, figure)}" if names_parties(figure) else label
    return subject_words.scoped(text, figure)


def names_parties(figure: Figure) -> bool:
    """Return whether a series has the names of its parties in its subject."""
    return bool(figure.from_ and figure.to) or len(figure.everyone) > DYAD


def gap(kind: str, year: int) -> Point:
    """Return the year of a kind that begins in a year, without a claim."""
    return Point(Period.parse(year_text(kind, year)))


def _usual_kind(questions: list[Question]) -> str:
    """Return the kind of year that most of them are about, else that of the newest."""
    if not questions:
        return CALENDAR
    kinds = Counter(question.period.year_kind for question in questions)
    newest = timing.newest_of_usual_kind(questions, kinds, attrgetter("period"), timing.latest)
    return newest.period.year_kind or CALENDAR


def _years_of_other_kinds(usual: str, questions: Iterable[Question]) -> list[str]:
    """Return ['Apr 2023 – Mar 2024 (fiscal year)']: the years of other kinds, newest first."""
    others = [q for q in questions if q.period.year_kind != usual]
    others.sort(key=timing.latest, reverse=True)
    named = grouped((display.year_name(q.period, q.nature) or "calendar year", q) for q in others)
    texts = ((kind, display.some(q.period.show() for q in some)) for kind, some in named.items())
    return [f"{years} ({kind})" for kind, years in texts]


def _in_view(points: dict[int, Point]) -> tuple[list[int], list[int]]:
    """Return the years with a number in order: those for which there is no room, and the others."""
    known = sorted(year for year, point in points.items() if point.low is not None)
    first = bisect_right(known, known[-1] - LONGEST) if known else 0
    return known[:first], known[first:]


def _earlier_years(points: dict[int, Point], earlier: list[int]) -> list[str]:
    """Return ['4 earlier years, from 1960']: those for which there is no room."""
    if not earlier:
        return []
    first = points[earlier[0]].period.show()
    return [f"{display.counted(len(earlier), 'earlier year')}, from {first}"]


def _by_year(kind: str, questions: Iterable[Question]) -> dict[int, Question]:
    """Return the questions about years of a kind, by the year in which these begin."""
    of_kind = (question for question in questions if question.period.year_kind == kind)
    return {q.period.start.year: q for q in of_kind if q.period.start}


def _series_basis(questions: Iterable[Question]) -> SeriesBasis:
    """Return whose figures make the longest series: one reporter's, with three years, or all.

    Of several the commonest basis, and of those the first in the alphabet.
    """
    years: dict[SeriesBasis, int] = {}
    for question in questions:
        bases: set[SeriesBasis] = set()
        for figure in map(figure_of, _usable(question)):
            bases |= {(figure.reporter, basis_of(figure)), (None, basis_of(figure))}
        for each in bases:
            years[each] = years.get(each, 0) + 1
    alone = [it for it, count in years.items() if it[0] and count >= FEWEST]
    usual = alone or [it for it in years if it[0] is None]
    return max(sorted(usual, key=str), key=lambda it: years[it], default=(None, Basis("", "")))


def _usable(question: Question) -> Iterator[Fact]:
    """Yield the claims of what happened."""
    for fact in question.counting:
        if not is_ahead(figure_of(fact)):
            yield fact


def _counting(question: Question, shared: SeriesBasis) -> list[Fact]:
    """Return the claims that count for a year: one reporter's, else preferred ones, else all."""
    reporter, basis = shared
    facts = [fact for fact in _usable(question) if basis_of(figure_of(fact)) == basis]
    if reporter is not None:
        return [fact for fact in facts if figure_of(fact).reporter == reporter]
    return [fact for fact in facts if fact in question.preferred] or facts


# ------------------------------------------------------------------- what a series cannot hold


class _Beside(Record, frozen=True):
    """The claims that may stand beside the points of a series: in its unit, in others, and of none.

    The questions of each are by the year that they are about; `kind` is that of all these years.
    """

    kind: str
    own: dict[int, Question]
    foreign: dict[int, Question]
    unpublished: dict[int, Question]
    shared: SeriesBasis
    unit: str

    def years(self, first: int, last: int) -> range:
        """Return the years that are shown: from one to another at least, all where these fit."""
        every = [*self.own, *self.foreign, *self.unpublished]
        if max(every) - min(every) < LONGEST:
            first, last = min(every), max(every)
        return range(first, last + 1)

    def point_of(self, point: Point | None, year: int) -> Point:
        """Return the point of a year, or its gap, with what is claimed besides."""
        point = point or gap(self.kind, year)
        if own := self.own.get(year):
            point = _with_others(point, own, self.shared)
        absent = self.unpublished.get(year)
        if absent and point.low is None and not point.others:
            point = point.beside(display.figure_amount(absent.figure), absent.facts)
        foreign = self.foreign.get(year)
        if foreign and not point.others:
            point = _with_foreign(point, foreign, self.unit)
        return point


def _with_others(point: Point, question: Question, shared: SeriesBasis) -> Point:
    """Return a point with what is claimed besides: in a gap by others, or of another basis.

    Beside a number stands what contradicts it, if the difference in basis alone keeps it out.
    """
    reporter, basis = shared
    facts = [*_usable(question)]
    if point.facts:
        mine = [fact for fact in facts if reporter in (None, figure_of(fact).reporter)]
        whole = Question(mine, question.nature)
        is_preferred = any(fact in point.facts for fact in question.preferred)
        agree = whole.agreement != "conflict"
        if agree or is_preferred or (whole.low, whole.high) == (point.low, point.high):
            return point
        facts = [fact for fact in mine if basis_of(figure_of(fact)) != basis]
    if not facts:
        return point
    return point.beside(_values_of_others(Question(facts, question.nature), basis), facts)


def _with_foreign(point: Point, question: Question, unit: str) -> Point:
    """Return a point with what is claimed for the year in another unit."""
    facts = [*_usable(question)]
    if not facts:
        return point
    amount = display.value_or_spread(Question(facts, question.nature))
    return point.beside(f"{amount}, not in {display.unit_name(unit)}", facts)


def _values_of_others(question: Question, basis: Basis) -> str:
    """Return '$3 billion, not comparable (at constant 2015 prices)', '$3 billion by others'."""
    amount = display.value_or_spread(question)
    if all(basis_of(figure) == basis for figure in question.figures):
        return f"{amount}, by others"
    figures = sorted(question.figures, key=lambda figure: figure.number)
    marks = dict.fromkeys(basis_in_words(figure) or "no definition given" for figure in figures)
    return f"{amount}, not comparable ({'; '.join(marks)})"
