"""A year in a picture: its numbers, bounds, and what is not exact or not final."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dipfacts.answers.claims.years import Point
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.rounding import side
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.record import Record

UP, DOWN = ("more than", "at least"), ("less than", "at most")
NEAR = ("about", "almost")


class DrawnEnd(Record, frozen=True):
    """A number in a picture; `side` is 1 of a bound from below, -1 of one from above, else 0.

    `limit` is its qualifier in words: "more than", "about"; "" of an exact number.
    """

    number: Number
    side: int = 0
    limit: str = ""

    @staticmethod
    def of(figure: Figure) -> DrawnEnd:
        """Return the number of a claim."""
        return DrawnEnd(figure.number, side(figure), display.qualifier(figure))


class Spot(Record, frozen=True):
    """A year in a picture: the lowest and the highest claim of the answer, and both in words.

    `limits` say why these are not exact and final: "more than", "about", "provisional". The year
    itself `is_about` or uncertain.
    """

    low: DrawnEnd
    high: DrawnEnd
    text: str
    limits: tuple[str, ...] = ()
    basis: str = ""
    is_about: bool = False

    @property
    def statuses(self) -> list[str]:
        """The reasons for which the numbers are not final: "provisional", "estimate"."""
        return [limit for limit in self.limits if limit not in (*UP, *DOWN, *NEAR)]

    @property
    def is_open(self) -> bool:
        """Return whether a number or its year is not exact, or not final; bounds have own signs."""
        return self.is_about or any(limit not in (*UP, *DOWN) for limit in self.limits)

    @property
    def is_joined(self) -> bool:
        """Return whether a line leads to it: to a number, and not to a bound."""
        return self.high.side == 0


def spot(question: Question, text: str, basis: str = "") -> Spot:
    """Return the spot of a question in a picture."""
    low, high = question.answer_ends
    words = (w for it in (low, high) for w in (display.qualifier(it), it.status) if w)
    return Spot(DrawnEnd.of(low), DrawnEnd.of(high), text, tuple(dict.fromkeys(words)), basis)


def spot_of(point: Point) -> Spot | None:
    """Return the spot of a year of a series in a picture; None of a gap."""
    return spot(point.question, point.text) if point.question else None


def who_by_limit(spots: Iterable[tuple[str, int, Spot]]) -> dict[str, str]:
    """Return whose numbers of which years are limited: {'more than': 'Sweden 2020, 2022–2024'}.

    Bounds come first. Of one series nobody needs a name.
    """
    years: dict[str, dict[str, list[int]]] = {}
    for name, year, one in spots:
        for limit in filter(None, (*one.limits, one.basis)):
            years.setdefault(limit, {}).setdefault(name, []).append(year)
    order = [*UP, *DOWN, *NEAR]
    return {
        limit: "; ".join(f"{name} {years_listed(of_one)}".lstrip() for name, of_one in who.items())
        for limit, who in sorted(years.items(), key=lambda it: [*order, it[0]].index(it[0]))
    }


def years_listed(years: Iterable[int]) -> str:
    """Return years in few words.

    >>> years_listed([2022, 2018, 2019, 2020])
    '2018–2020, 2022'
    """
    ordered = sorted({*years})
    begins = [it for it in ordered if it - 1 not in ordered]
    ends = [one for one, after in pairwise([*ordered, 0]) if after != one + 1]
    return ", ".join(
        str(begin) if begin == end else f"{begin}–{end}"
        for begin, end in zip(begins, ends, strict=True)
    )
