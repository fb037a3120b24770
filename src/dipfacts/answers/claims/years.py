"""A measure over the years: one point a year, and the series of them."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.periods.calendar import CALENDAR
from dipfacts.model.periods.period import Period
from dipfacts.record import Record


class Point(Record, frozen=True):
    """One year of a series, or a part of one: the question that its claims answer, None in a gap.

    `note` is what `others` say of the year, which the series cannot hold: they are in another
    currency, of another definition or by another reporter.
    """

    period: Period
    question: Question | None = None
    note: str = ""
    others: tuple[Fact, ...] = ()

    @staticmethod
    def of(question: Question, facts: Iterable[Fact]) -> Point:
        """Return the point that claims of a question make; without one, a gap."""
        claims = [*facts]
        return Point(question.period, Question(claims, question.nature) if claims else None)

    def beside(self, note: str, others: Iterable[Fact]) -> Point:
        """Return the point with what else is claimed."""
        return self.replaced(note=note, others=tuple(others))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The claims of its question; none of a gap."""
        return tuple(self.question.facts) if self.question else ()

    @property
    def low(self) -> Number | None:
        """The lowest number, another than `high` where sources differ; None of a gap."""
        return self.question.low if self.question else None

    @property
    def high(self) -> Number | None:
        """The highest number; None of a gap."""
        return self.question.high if self.question else None

    @property
    def text(self) -> str:
        """The number in words; of a gap what else is claimed, or that nothing is."""
        if self.question:
            return display.value_or_spread(self.question)
        return self.note or "no claim for all of the year"

    @property
    def year(self) -> int:
        """The year that it is, or lies in."""
        assert self.period.start is not None
        return self.period.start.year

    @property
    def part(self) -> Period | None:
        """The part of the year that it is; None if it is all of it."""
        return None if self.period.is_full_year else self.period

    @property
    def spread(self) -> tuple[Figure, ...]:
        """The claims that `low` and `high` are taken over, in ascending order."""
        spread = self.question.spread if self.question else ()
        return tuple(sorted(spread, key=lambda figure: figure.number))


class Series(Record, frozen=True):
    """One measure over adjacent full years of one kind; one without a claim is a gap, never a 0."""

    figure: Figure  # one of its figures: parties, direction and part are those of all
    subject: str  # these in words
    reporter: str | None
    reporter_name: str
    points: tuple[Point, ...]
    year_kind: str = CALENDAR
    basis: str = ""  # the definition and the valuation of all, if they have any
    missing: str = ""  # the full years of other kinds, by name, and how many have no room

    @property
    def unit(self) -> str:
        """The unit of its numbers."""
        return self.figure.unit
