"""Rounding of figures: the numbers that the true one may be, and what can be computed from them.

Checks and answers both ask here whether two figures, a stated sum or a rate of growth can be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import combinations

from dipfacts.model.file_format.tables import Figure, Qualifier
from dipfacts.record import Record

NUMBERS = ("exactly", "about", "almost")
LOWER_BOUNDS = ("more-than", "at-least")
UPPER_BOUNDS = ("less-than", "at-most")
EXACT_NATURES = ("rank", "count")  # whole things are counted, not rounded
TENTH = Decimal("0.1")
_SIGNIFICANT = 2  # a round number such as 3 billion is taken to be meant to two digits at least
# The other way round; strict bounds come first, since one among loose ones makes the result strict.
_OPPOSITES: dict[Qualifier, Qualifier] = {
    "more-than": "less-than",
    "less-than": "more-than",
    "at-least": "at-most",
    "at-most": "at-least",
}
_WIDE = Context(prec=80)  # a ratio of two numbers of 18 digits has up to 38 before its point

INFINITE = Decimal("Infinity")


def is_number(figure: Figure) -> bool:
    """Return whether a figure states a number to compute with, and not a bound."""
    return figure.qualifier in NUMBERS


def rounded(value: Decimal, to: Decimal) -> Decimal:
    """Return a number rounded to the decimals of `to`, halves away from zero, as people round."""
    return value.quantize(to, ROUND_HALF_UP, _WIDE)


def grain(figure: Figure, nature: str) -> Decimal:
    """Return the unit that a number is rounded to: 0.1 billion for 2.9 billion.

    Its trailing zeros say so, but an exact number keeps at least two significant digits, so that 3
    billion is not 2.6 billion. Counts and ranks that are not said to be rounded are not.
    """
    value = Decimal(figure.number)
    exponent = _exponent(value)
    if exponent < 0 or value == 0:
        return Decimal(1).scaleb(min(exponent, 0))
    if figure.qualifier == "exactly" and nature in EXACT_NATURES:
        return Decimal(1)
    zeros = _exponent(value.normalize(_WIDE))
    if figure.qualifier == "exactly":
        zeros = max(0, min(zeros, value.adjusted() + 1 - _SIGNIFICANT))
    return Decimal(1).scaleb(zeros)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # the loader refuses inf and nan
    return exponent


def fineness(figure: Figure, nature: str) -> tuple[bool, bool, Decimal]:
    """Return a sort key: exact numbers first, then approximate ones, then bounds; each by grain."""
    return figure.qualifier != "exactly", not is_number(figure), grain(figure, nature)


def is_none(figure: Figure, nature: str) -> bool:
    """Return whether a figure says that there is none, which is exact: 0 of all but a ratio."""
    return figure.number == 0 and figure.qualifier == "exactly" and nature != "ratio"


def half(figure: Figure, nature: str) -> Decimal:
    """Return the most that a true number lies from a rounded one; "none" and counts are exact."""
    if figure.qualifier == "exactly" and nature in EXACT_NATURES:
        return Decimal(0)
    return Decimal(0) if is_none(figure, nature) else grain(figure, nature) / 2


def are_equal(a: Figure, b: Figure, nature: str) -> bool:
    """Return whether two numbers are equal when rounded to the coarser of them.

    One that is above what the other almost is, is not, nor one half the grain below: 65 of 70.
    Of what is below zero it is the other way round. That there is none is not rounded.
    """
    if is_none(a, nature) or is_none(b, nature):
        return a.number == b.number
    coarser = max(grain(a, nature), grain(b, nature))
    first, second = (rounded(Decimal(x.number) / coarser, Decimal(1)) for x in (a, b))
    almost_is = all(
        almost.number * way - coarser / 2 < other.number * way
        and (
            other.qualifier == "almost"
            or other.number * way - half(other, nature) < almost.number * way
        )
        for almost, other, way in ((a, b, way_of(a)), (b, a, way_of(b)))
        if almost.qualifier == "almost"
    )
    return first == second and almost_is


def way_of(figure: Figure) -> int:
    """Return 1, or -1 of a number below zero: "almost -10" is nearer to zero than that."""
    return -1 if figure.number < 0 else 1


class Interval(Record, frozen=True):
    """All numbers from `low` to `high`, both included; an open end is infinite."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Return whether both have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def is_above(self, other: Interval) -> bool:
        """Return whether every number here is more than every number there."""
        return self.low > other.high

    def minus(self, other: Interval) -> Interval:
        """Return the interval of the differences."""
        return Interval(self.low - other.high, self.high - other.low)


def interval(figure: Figure, nature: str) -> Interval:
    """Return the numbers that a figure can stand for: those that round to it, or its side."""
    value = Decimal(figure.number)
    if is_number(figure):
        margin = Decimal(0) if is_none(figure, nature) else grain(figure, nature) / 2
        # Almost 5 billion is about 5 billion, but below; almost -5 billion above.
        nearer = way_of(figure) if figure.qualifier == "almost" else 0
        return Interval(
            value if nearer < 0 else value - margin, value if nearer > 0 else value + margin
        )
    if figure.qualifier in LOWER_BOUNDS:
        return Interval(value, INFINITE)
    return Interval(-INFINITE, value)


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of the sums; open if one of them is.

    >>> total([Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), Decimal("Infinity"))])
    Interval(low=Decimal('4'), high=Decimal('Infinity'))
    """
    low = high = Decimal(0)
    for each in intervals:
        low, high = low + each.low, high + each.high
    return Interval(low, high)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the interval from the lowest to the highest number of some.

    >>> hull([Interval(Decimal(1), Decimal(2)), Interval(Decimal(4), Decimal(5))])
    Interval(low=Decimal('1'), high=Decimal('5'))
    """
    lows, highs = zip(*((each.low, each.high) for each in intervals), strict=True)
    return Interval(min(lows), max(highs))


def limit_of(rising: Iterable[Figure], falling: Iterable[Figure] = ()) -> Qualifier:
    """Return the qualifier of a number computed from figures.

    The number grows with the figures `rising`, and falls as the figures `falling` grow. A bound
    among them makes it one; bounds that point both ways say nothing of it, and are not expected.
    """
    results = {figure.qualifier for figure in rising}
    results |= {_OPPOSITES.get(figure.qualifier, figure.qualifier) for figure in falling}
    bounds = [limit for limit in _OPPOSITES if limit in results]
    return bounds[0] if bounds else "exactly" if results <= {"exactly"} else "about"


def growth_between(later: Interval, earlier: Interval) -> Interval:
    """Return the rates of growth in percent that are possible between two intervals.

    `earlier` must lie above zero.

    >>> growth_between(Interval(Decimal(9), Decimal(11)), Interval(Decimal(10), Decimal(10)))
    Interval(low=Decimal('-10.0'), high=Decimal('10.0'))
    """
    slow = later.low / earlier.high * 100 - 100 if earlier.high < INFINITE else -INFINITE
    return Interval(slow, later.high / earlier.low * 100 - 100)


def share_between(part: Interval, whole: Interval) -> Interval:
    """Return the shares in percent that are possible of a part in a whole; neither is below zero.

    >>> share_between(Interval(Decimal(1), Decimal(2)), Interval(Decimal(4), Decimal(5)))
    Interval(low=Decimal('20.0'), high=Decimal('50.0'))
    """
    low = max(part.low, Decimal(0)) / whole.high * 100
    return Interval(low, min(part.high / whole.low * 100, Decimal(100)))


def tightest(bounds: Iterable[Figure]) -> list[Figure]:
    """Return the tightest bound from below, then the tightest from above, as far as there are."""
    results: dict[int, Figure] = {}
    for bound in bounds:
        end = side(bound)
        best = results.setdefault(end, bound)
        # Of equal values the one that excludes its own is tighter.
        reach = (bound.number - best.number) * end
        if reach > 0 or (reach == 0 and bound.qualifier in ("more-than", "less-than")):
            results[end] = bound
    return [results[end] for end in (1, -1) if end in results]


def side(figure: Figure) -> int:
    """Return 1 for a bound from below, -1 for one from above, 0 for a number."""
    return (figure.qualifier in LOWER_BOUNDS) - (figure.qualifier in UPPER_BOUNDS)


def agree(a: Figure, b: Figure, nature: str) -> bool:
    """Return whether both can be right: equal when rounded to the coarser, or within a bound."""
    if side(a) and side(a) == side(b):
        return True  # what is over 80 is over 70 too
    if side(a) and side(b):
        low, high = (a, b) if side(a) > 0 else (b, a)
        if low.qualifier == "at-least" and high.qualifier == "at-most":
            return low.number <= high.number
        return low.number < high.number
    if side(a) == side(b):
        return are_equal(a, b, nature)
    bound, number = (a, b) if side(a) else (b, a)
    reach = (Decimal(number.number) - bound.number) * side(bound)
    is_almost = number.qualifier == "almost"  # almost 5 is below 5, and above 4.5
    if not is_almost or side(bound) != way_of(number):
        reach += half(number, nature)
    is_loose = bound.qualifier in ("at-least", "at-most") and not is_almost
    return reach >= 0 if is_loose else reach > 0


def all_agree(kinds: list[Figure], nature: str) -> bool:
    """Return whether no two figures, each of its own value and qualifier, contradict each other.

    Few different numbers can all agree, so their first disagreement is found early, however many
    there are; of bounds only the tightest matter.
    """
    numbers = [figure for figure in kinds if is_number(figure)]
    if any(not agree(a, b, nature) for a, b in combinations(numbers, 2)):
        return False
    limits = tightest(figure for figure in kinds if not is_number(figure))
    return all(
        agree(limit, other, nature)
        for nth, limit in enumerate(limits)
        for other in (*numbers, *limits[nth + 1 :])
    )


def one_of_each(figures: Iterable[Figure]) -> list[Figure]:
    """Return one figure for each value and qualifier: agreement depends on nothing else."""
    kinds: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        # 2 and 2.0 are equal numbers, but not equally precise
        kinds.setdefault((str(figure.number), figure.qualifier), figure)
    return list(kinds.values())
