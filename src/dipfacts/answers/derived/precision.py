"""Derived numbers in words: as coarse as the claims they rest on; the exact value is kept apart.

Stated numbers that contradict them are named beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dipfacts.model import display
from dipfacts.model.figures.rounding import TENTH, Interval, grain, interval, is_none, rounded
from dipfacts.model.file_format.tables import Figure, Number

_ONE = Decimal(1)
_NARROW, _WIDE = Decimal("0.2"), Decimal(2)  # points between the ends of what a rate may be


def amount(value: Number, figures: Sequence[Figure]) -> str:
    """Return a sum or difference of figures in words, rounded to the coarsest of them.

    'about $2.6 billion' is 1.8 billion and 802.2 million; what is rounded is about. What would be
    rounded to none is not.
    """
    inexact = (figure for figure in figures if not is_none(figure, "flow"))
    coarsest = max((grain(figure, "flow") for figure in inexact), default=_ONE)
    coarse = rounded(Decimal(value) / coarsest, _ONE) * coarsest
    is_exact = coarse == value and all(figure.qualifier == "exactly" for figure in figures)
    if not coarse or coarse == value:
        text = display.amount(value, figures[0].unit)
    else:
        is_whole = not isinstance(value, Decimal) and coarsest >= 1
        text = display.amount(int(coarse) if is_whole else coarse, figures[0].unit)
    return text if is_exact else f"about {text}"


def though(stated: Iterable[Figure], possible: Interval) -> str:
    """Return ', though $4 billion is stated' where a stated number is not possible; '' else."""
    wrong = (figure for figure in stated if not interval(figure, "flow").meets(possible))
    amounts = dict.fromkeys(map(display.figure_amount, wrong))
    are = display.are(len(amounts))
    return f", though {display.listed(amounts)} {are} stated" if amounts else ""


def percent(value: Decimal, possible: Interval) -> str:
    """Return a rate in words, as sure as the rounding of the numbers that it is computed from.

    '8.3%' where that changes it by no more than a tenth, 'about 8%' by a point, else with its ends:
    'about 8% (4% to 13% with the rounding of the numbers)'.
    """
    width = possible.high - possible.low
    if width <= _NARROW:
        return display.amount(rounded(value, TENTH), "percent")
    text = f"about {_whole_percent(value)}"
    if width <= _WIDE:
        return text
    ends = f"{_whole_percent(possible.low)} to {_whole_percent(possible.high)}"
    return f"{text} ({ends} with the rounding of the numbers)"


def _whole_percent(value: Decimal) -> str:
    return display.amount(int(rounded(value, _ONE)), "percent")
