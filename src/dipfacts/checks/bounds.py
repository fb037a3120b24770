"""Between which numbers the true one lies, as far as a claim tells: its rounding, its qualifier."""

from __future__ import annotations

from decimal import Decimal

from dipfacts.checks.view import View
from dipfacts.model.tables import Figure

NUMBERS = ("exactly", "about")
"""The qualifiers of a claim that states a number and not a bound."""

Bounds = tuple[Decimal | None, Decimal | None]


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two ranges, open where a bound is None, have a number in common."""
    (a, b), (c, d) = one, other
    return (a is None or d is None or a <= d) and (b is None or c is None or c <= b)


def least(view: View, figure: Figure) -> Decimal | None:
    """The smallest number that rounds to what is said; None if nothing bounds it from below."""
    if figure.qualifier in NUMBERS:
        return Decimal(figure.value) - _half(view, figure)
    return Decimal(figure.value) if figure.qualifier in ("more-than", "at-least") else None


def most(view: View, figure: Figure) -> Decimal | None:
    """The largest number that rounds to what is said; None if nothing bounds it from above."""
    if figure.qualifier in NUMBERS:
        return Decimal(figure.value) + _half(view, figure)
    return Decimal(figure.value) if figure.qualifier in ("less-than", "at-most") else None


def _half(view: View, figure: Figure) -> Decimal:
    return view.grain(figure) / 2
