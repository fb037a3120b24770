"""Whether what one voice states adds up: totals, balances, and growth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from dipfacts import wording
from dipfacts.checks.bounds import NUMBERS, least, meet, most
from dipfacts.checks.view import Finding, Stated, View
from dipfacts.compare import direction_of, grain, part_of, rounded
from dipfacts.load import Row
from dipfacts.model import Figure
from dipfacts.period import Period

Key = tuple[object, ...]
_COMPARE = "compare all three with their sources, and say in a note why they differ"
MOST_WAYS = 50  # to add up the claims of one reporter; where there are more, one will fit


class _Rule(NamedTuple):
    """How a measure follows from two others: `sign` is 1 where they are added, else -1."""

    key: str
    sign: int
    mark: str


_SUM = _Rule("sum_of", 1, "+")
_BALANCE = _Rule("difference_of", -1, "-")


def sum_differs(view: View) -> Iterator[Finding]:
    """A total stated by one voice is the sum that it states too, but for rounding."""
    for row, message in _differs(view, _SUM):
        yield view.warning(row, "value", "sum-differs", message, _COMPARE)


def balance_differs(view: View) -> Iterator[Finding]:
    """A balance stated by one voice is the difference that it states too, but for rounding."""
    for row, message in _differs(view, _BALANCE):
        yield view.warning(row, "value", "balance-differs", message, _COMPARE)


def _differs(view: View, rule: _Rule) -> Iterator[tuple[Row, str]]:
    terms = {m.id: getattr(m, rule.key) for m in view.measures.values()}
    terms = {measure: pair for measure, pair in terms.items() if len(pair) == 2}
    index: dict[Key, list[Stated]] = {}
    results: list[Stated] = []
    for stated in view.figures if terms else ():
        figure = stated.figure
        if _voice(figure) and figure.qualifier in NUMBERS and figure.rank != "deprecated":
            ends = bool(figure.from_), *direction_of(figure)
            for source in (figure.source, None):
                key = (figure.measure, _voice(figure), ends, _like(figure), source)
                index.setdefault(key, []).append(stated)
            if figure.measure in terms:
                results.append(stated)
    for stated in results:
        figure = stated.figure
        plus, minus = terms[figure.measure]
        found = []
        for one, back in _ways(figure, rule):
            # Where its own source has them, others may give other revisions.
            ups, downs = (
                index.get((*key, figure.source)) or index.get((*key, None), [])
                for key in (
                    (plus, _voice(figure), one, _like(figure)),
                    (minus, _voice(figure), back, _like(figure)),
                )
            )
            if ups and downs:
                found.append((ups, downs))
        if rule is _SUM or not any(_fits(figure, *pair, rule) for pair in found):
            for ups, downs in found if rule is _SUM else found[:1]:
                if not _fits(figure, ups, downs, rule):
                    yield stated.row, _differing(figure, ups[0].figure, downs[0].figure, rule)


def _ways(figure: Figure, rule: _Rule) -> list[tuple[Key, Key]]:
    """How the two terms run between the parties: both in no direction, or one forth, one back.

    A total has no direction; a balance may have that of its first term.
    """
    ends = direction_of(figure)
    plain = (False, *ends)
    forth, back = (True, *ends), (True, *ends[::-1])
    if figure.from_:
        return [] if rule is _SUM else [(forth, back)]
    return [(plain, plain), (forth, back), (back, forth)]


def _like(figure: Figure) -> Key:
    """What numbers share that can be added."""
    period = Period.parse(figure.period)
    return figure.unit, figure.part_of is not None, part_of(figure), period.start, period.end


def _fits(result: Figure, ups: list[Stated], downs: list[Stated], rule: _Rule) -> bool:
    """Whether any two of the terms give the number stated, but for the rounding of all three."""
    if len(ups) * len(downs) > MOST_WAYS:
        return True
    for up, down in product(ups, downs):
        figures = (result, up.figure, down.figure)
        slack = sum(grain(figure, "flow") for figure in figures) / 2
        if abs(Decimal(result.value) - up.figure.value - rule.sign * down.figure.value) <= slack:
            return True
    return False


def _differing(result: Figure, a: Figure, b: Figure, rule: _Rule) -> str:
    given = wording.amount(a.value + rule.sign * b.value, result.unit)
    return (
        f"{result.measure} is {wording.figure_amount(result)}, "
        f'but {a.measure} {rule.mark} {b.measure} ("{a.id}", "{b.id}") is {given}'
    )


def growth_differs(view: View) -> Iterator[Finding]:
    """A stated growth is that of the two numbers that the same voice states, but for rounding."""
    rates: list[tuple[Stated, Key, tuple[date, date]]] = []
    for stated in view.figures_of("ratio"):
        figure = stated.figure
        measure = view.measures[figure.measure]
        span = _span(figure)
        is_rate = measure.of and "growth" in measure.id.split("-") and figure.unit == "percent"
        if is_rate and span and _voice(figure) and figure.rank != "deprecated":
            rates.append((stated, _growing(figure, measure.of), span))
    index: dict[Key, list[Figure]] = {}
    for figure in (stated.figure for stated in view.figures) if rates else ():
        if _voice(figure) and figure.rank != "deprecated":
            index.setdefault((*_growing(figure, figure.measure), _span(figure)), []).append(figure)
    for stated, key, (start, end) in rates:
        try:
            before = start.replace(year=start.year - 1), end.replace(year=end.year - 1)
        except ValueError:  # 29 February, or the first year of all
            continue
        laters, earliers = index.get((*key, (start, end)), []), index.get((*key, before), [])
        if len(laters) * len(earliers) > MOST_WAYS:
            continue
        pairs = [(a, b) for a, b in product(laters, earliers) if a.unit == b.unit]
        pairs = [(a, b) for a, b in pairs if (least(view, b) or 0) > 0]
        if pairs and not any(_grows(view, stated.figure, a, b) for a, b in pairs):
            later, earlier = pairs[0]
            rate = (Decimal(later.value) / Decimal(earlier.value) - 1) * 100
            shown = wording.amount(rounded(rate, Decimal("0.1")), "percent")
            message = (
                f"{stated.figure.measure} is {wording.figure_amount(stated.figure)}, "
                f'but from "{earlier.id}" to "{later.id}" it is {shown}'
            )
            yield view.warning(stated.row, "value", "growth-differs", message, _COMPARE)


def _voice(figure: Figure) -> str | None:
    return figure.reporter or figure.claimant


def _growing(figure: Figure, measure: str | None) -> Key:
    """What a rate shares with the numbers that it is the growth of."""
    return (
        measure,
        _voice(figure),
        direction_of(figure),
        part_of(figure),
        figure.part_of is not None,
    )


def _span(figure: Figure) -> tuple[date, date] | None:
    """First day and day after the last of a period of a year at most."""
    period = Period.parse(figure.period)
    if period.start is None or period.end is None or (period.end - period.start).days > 366:
        return None
    return period.start, period.end


def _grows(view: View, rate: Figure, later: Figure, earlier: Figure) -> bool:
    """Whether a rate can be that of two numbers which are only as exact as they are written."""
    after, before = (
        (least(view, later), most(view, later)),
        (least(view, earlier), most(view, earlier)),
    )
    slow = after[0] / before[1] * 100 - 100 if after[0] is not None and before[1] else None
    fast = after[1] / before[0] * 100 - 100 if after[1] is not None and before[0] else None
    return meet((slow, fast), (least(view, rate), most(view, rate)))
