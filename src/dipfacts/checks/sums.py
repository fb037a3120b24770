"""Sums, balances and growth that one voice states: do they fit the numbers that it states too?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from dipfacts.checks.view import Finding, Stated, View
from dipfacts.model import display
from dipfacts.model.agreement import direction_of, part_of
from dipfacts.model.period import Period
from dipfacts.model.rounding import (
    TENTH,
    Span,
    growth_between,
    is_number,
    rounded,
    total,
    year_before,
)
from dipfacts.model.tables import Figure
from dipfacts.read.loader import LoadedTable

Key = tuple[object, ...]
MOST_WAYS = 50  # to add up the claims of one voice; where there are more, one will fit


class _Rule(NamedTuple):
    """A way to compute a measure from those named by `key`: each but the first times `sign`."""

    key: str
    sign: int
    mark: str


_SUM = _Rule("sum_of", 1, "+")
_BALANCE = _Rule("difference_of", -1, "-")


def sum_differs(view: View) -> Iterator[Finding]:
    """Report totals that are not the sum of what the same voice states, but for rounding."""
    index = _Index(view, _SUM)
    for stated in index.results:
        figure, ways = stated.figure, [*index.terms(stated.figure)]
        messages = [_term_above(view, figure, terms) for terms in ways if not all(terms)]
        complete = filter(all, ways)
        messages += [
            _difference(figure, t, _SUM) for t in complete if not _fits(view, figure, t, _SUM)
        ]
        for message in filter(None, messages):
            yield _finding(stated.row, "sum-differs", message)


def balance_differs(view: View) -> Iterator[Finding]:
    """Report balances that are not the difference that the same voice states, but for rounding."""
    index = _Index(view, _BALANCE)
    for stated in index.results:
        complete = [terms for terms in index.terms(stated.figure) if all(terms)]
        if complete and not any(_fits(view, stated.figure, terms, _BALANCE) for terms in complete):
            message = _difference(stated.figure, complete[0], _BALANCE)
            yield _finding(stated.row, "balance-differs", message)


def growth_differs(view: View) -> Iterator[Finding]:
    """Report rates of growth that are not those of numbers of the same voice, but for rounding."""
    rates = [*_rates(view)]
    index: dict[Key, list[Figure]] = {}
    for figure in (stated.figure for stated in view.figures) if rates else ():
        if _voice(figure) and figure.rank != "deprecated":
            index.setdefault((*_growing(figure, figure.measure), _span(figure)), []).append(figure)
    for stated, key, span in rates:
        before = year_before(span)
        laters = index.get((*key, span), [])
        earliers = index.get((*key, before), []) if before else []
        if len(laters) * len(earliers) > MOST_WAYS:
            continue
        pairs = [
            (later, earlier)
            for later, earlier in product(laters, earliers)
            if later.unit == earlier.unit and (view.interval(earlier).low or 0) > 0
        ]
        rate = view.interval(stated.figure)
        possible = (growth_between(view.interval(a), view.interval(b)) for a, b in pairs)
        if pairs and not any(rate.meets(growth) for growth in possible):
            later, earlier = pairs[0]
            computed = rounded((Decimal(later.value) / Decimal(earlier.value) - 1) * 100, TENTH)
            message = (
                f"{stated.figure.measure} is {display.figure_amount(stated.figure)}, but from "
                f'"{earlier.id}" to "{later.id}" it is {display.amount(computed, "percent")}'
            )
            yield _finding(stated.row, "growth-differs", message)


def _finding(row: LoadedTable, code: str, message: str) -> Finding:
    hint = f'compare them with their sources, or say why: allow = ["{code}: …"]'
    return Finding(row, "value", code, message, hint)


# ------------------------------------------------------------------ sums and balances


class _Index:
    """The numbers of a base by measure and voice, and the `results` that a rule can be held to."""

    def __init__(self, view: View, rule: _Rule) -> None:
        measures: dict[str, tuple[str, ...]] = {
            measure.id: getattr(measure, rule.key) for measure in view.measures.values()
        }
        self._rule = rule
        self._measures = {id_: names for id_, names in measures.items() if len(names) > 1}
        self._figures: dict[Key, list[Figure]] = {}
        self.results: list[Stated] = []
        for stated in view.figures if self._measures else ():
            figure = stated.figure
            if not _voice(figure) or not is_number(figure) or figure.rank == "deprecated":
                continue
            ends = bool(figure.from_), *direction_of(figure)
            for source in (figure.source, None):
                key = (figure.measure, _voice(figure), ends, _like(figure), source)
                self._figures.setdefault(key, []).append(figure)
            if figure.measure in self._measures:
                self.results.append(stated)

    def terms(self, result: Figure) -> Iterator[list[list[Figure]]]:
        """Yield the candidates for each term of a result, for each way the terms may run."""
        names = self._measures[result.measure]
        for ways in _ways(result, self._rule, len(names)):
            keys = [
                (name, _voice(result), ends, _like(result))
                for name, ends in zip(names, ways, strict=True)
            ]
            # If its own source has them, those of others may be other revisions.
            yield [
                self._figures.get((*key, result.source)) or self._figures.get((*key, None), [])
                for key in keys
            ]


def _ways(result: Figure, rule: _Rule, count: int) -> list[tuple[Key, ...]]:
    """Return the directions that the terms may have: those of the result, or one each way.

    A total of both has no direction; a balance may have that of its first term.
    """
    ends = direction_of(result)
    plain = (False, *ends)
    forth, back = (True, *ends), (True, *ends[::-1])
    if result.from_:
        return [(forth,) * count] if rule is _SUM else [(forth, back)]
    return [(plain,) * count, *([(forth, back), (back, forth)] if count == 2 else ())]


def _like(figure: Figure) -> Key:
    """Return the key that numbers must share to be added."""
    period = Period.parse(figure.period)
    return figure.unit, figure.part_of is not None, part_of(figure), period.start, period.end


def _fits(view: View, result: Figure, terms: list[list[Figure]], rule: _Rule) -> bool:
    """Return whether any choice of terms gives the result, but for the rounding of all of them."""
    if prod(map(len, terms)) > MOST_WAYS:
        return True
    stated = view.interval(result)
    for first, *others in product(*terms):
        rest = total(map(view.interval, others))
        one = view.interval(first)
        if stated.meets(total([one, rest]) if rule is _SUM else one.minus(rest)):
            return True
    return False


def _difference(result: Figure, terms: list[list[Figure]], rule: _Rule) -> str:
    """Return the message for a result that is not what the first choice of terms gives."""
    first, *others = figures = [candidates[0] for candidates in terms]
    measures = f" {rule.mark} ".join(figure.measure for figure in figures)
    ids = ", ".join(f'"{figure.id}"' for figure in figures)
    value = Decimal(first.value) + rule.sign * sum(Decimal(other.value) for other in others)
    computed = display.amount(value, result.unit)
    stated = display.figure_amount(result)
    return f"{result.measure} is {stated}, but {measures} ({ids}) is {computed}"


def _term_above(view: View, result: Figure, terms: list[list[Figure]]) -> str | None:
    """Return the message for a term that exceeds its sum, as none is negative; None if none."""
    for figures in terms:
        stated = view.interval(result)
        if figures and all(view.interval(figure).is_above(stated) for figure in figures):
            first = figures[0]
            return (
                f"{result.measure} is {display.figure_amount(result)}, but {first.measure} alone "
                f'("{first.id}") is {display.figure_amount(first)}'
            )
    return None


# ----------------------------------------------------------------------------- growth


def _rates(view: View) -> Iterator[tuple[Stated, Key, Span]]:
    """Yield the stated rates of growth, with the key of the numbers that grow and their span."""
    for stated in view.figures_of("ratio"):
        figure = stated.figure
        measure = view.measures[figure.measure]
        span = _span(figure)
        is_rate = measure.of and "growth" in measure.id.split("-") and figure.unit == "percent"
        if is_rate and span and _voice(figure) and figure.rank != "deprecated":
            yield stated, _growing(figure, measure.of), span


def _voice(figure: Figure) -> str | None:
    return figure.reporter or figure.claimant


def _growing(figure: Figure, measure: str | None) -> Key:
    """Return the key that a rate shares with the numbers that it is the growth of."""
    is_part = figure.part_of is not None
    return measure, _voice(figure), direction_of(figure), part_of(figure), is_part


def _span(figure: Figure) -> Span | None:
    """Return first day and day after the last of a period; None if longer than a year, or open."""
    period = Period.parse(figure.period)
    if period.start is None or period.end is None or (period.end - period.start).days > 366:
        return None
    return period.start, period.end
