"""Checks of the sums, balances and growth that a voice states, by the numbers it states too."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

import msgspec

from dipfacts.checks.view import CheckedBase, Finding, Key
from dipfacts.model import display
from dipfacts.model.figures.agreement import AHEAD, direction_of, part_of, rate_key
from dipfacts.model.figures.measures import is_growth
from dipfacts.model.figures.rounding import (
    TENTH,
    growth_between,
    is_number,
    limit_of,
    rounded,
    total,
)
from dipfacts.model.figures.spans import dates_of, span_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped, shared_by_several
from dipfacts.model.periods.calendar import DateSpan
from dipfacts.model.periods.period import Period
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import Allow, Remedy
from dipfacts.text import fold

_Terms = list[list[Figure]]  # the candidates for each term
_PLUS, _MINUS = "+", "-"
MOST_WAYS = 50  # to add up the claims of one voice; where there are more, one will fit


def sum_differs(view: CheckedBase) -> Iterator[Finding]:
    """Report totals that are not the sum of what the same voice states, but for rounding."""
    for row, figure, ways in _results(view, "sum_of"):
        for terms in sorted(ways, key=all):
            message = None
            if not all(terms):
                message = _term_above(view, figure, terms)
            elif not _fits(view, figure, terms, _PLUS):
                message = _difference(figure, terms, _PLUS)
            if message:
                yield _finding(row, "sum-differs", message)


def balance_differs(view: CheckedBase) -> Iterator[Finding]:
    """Report balances that are not the difference that the same voice states, but for rounding."""
    for row, figure, ways in _results(view, "difference_of"):
        complete = [terms for terms in ways if all(terms)]
        if complete and not any(_fits(view, figure, terms, _MINUS) for terms in complete):
            yield _finding(row, "balance-differs", _difference(figure, complete[0], _MINUS))


def growth_differs(view: CheckedBase) -> Iterator[Finding]:
    """Report rates of growth that are not those of numbers of the same voice, but for rounding."""
    rates = [*_rates(view)]
    index: dict[Key, list[Figure]] = {}
    for _, figure in view.figures if rates else ():
        if _voice(figure) and figure.rank != "deprecated":
            key = (*_growing(figure, figure.measure), span_of(figure))
            index.setdefault(key, []).append(figure)
    for row, figure, key, spans in rates:
        laters = index.get((*key, span_of(figure)), [])
        earliers = [earlier for span in spans for earlier in index.get((*key, span), [])]
        if len(laters) * len(earliers) > MOST_WAYS:
            continue
        pairs = [
            (later, earlier)
            for later, earlier in product(laters, earliers)
            if _measured_alike(figure, later, earlier) and view.interval(earlier).low > 0
        ]
        possible = (growth_between(view.interval(a), view.interval(b)) for a, b in pairs)
        if pairs and not any(map(view.interval(figure).meets, possible)):
            later, earlier = pairs[0]
            rate = rounded((Decimal(later.number) / Decimal(earlier.number) - 1) * 100, TENTH)
            limit = limit_of([later], [earlier])
            computed = msgspec.structs.replace(figure, value=rate, qualifier=limit)
            message = (
                f"{figure.measure} is {display.figure_amount(figure)}, but from "
                f'"{earlier.id}" to "{later.id}" it is {display.figure_amount(computed)}'
            )
            yield _finding(row, "growth-differs", message)


def _finding(row: LoadedTable, code: str, message: str) -> Finding:
    remedy = Remedy.of("compare them with their sources, or say why: ", Allow(code))
    return Finding(row, "value", code, message, remedy)


# ------------------------------------------------------------------ sums and balances


def _results(view: CheckedBase, rule: str) -> Iterator[tuple[LoadedTable, Figure, list[_Terms]]]:
    """Yield each figure that the measures named by the key `rule` give, and its terms.

    These are the candidates for each term, for each way the terms may run.
    """
    measures: dict[str, tuple[str, ...]] = {
        measure.id: names
        for measure in view.measures.values()
        if len(names := getattr(measure, rule)) > 1
    }
    named = {name for names in measures.values() for name in names}.union(measures)
    numbers = [
        (row, figure)
        for row, figure in (view.figures if measures else ())
        if figure.measure in named and _voice(figure) and figure.rank != "deprecated"
        if is_number(figure)
    ]
    for group in shared_by_several(numbers, _said_together):
        results = [pair for pair in group if pair[1].measure in measures]
        index = grouped((_term(figure), figure) for _, figure in group) if results else {}
        for row, result in results:
            names, like, ways = measures[result.measure], _like(result), list[_Terms]()
            for directions in _ways(result, rule, len(names)):
                keys = zip(names, directions, strict=True)
                terms = [index.get((*key, *like), []) for key in keys]
                ways.append([_own_terms(result, it) for it in terms])
            yield row, result, ways


def _said_together(number: tuple[LoadedTable, Figure]) -> Key:
    """Return the key that a result shares with all its terms: voice, parties and days."""
    figure = number[1]
    return _voice(figure), *sorted(figure.everyone), *dates_of(figure, "flow")


def _term(figure: Figure) -> Key:
    """Return the key by which a figure is a term: measure, direction and what all terms share."""
    return figure.measure, (bool(figure.from_), *direction_of(figure)), *_like(figure)


def _own_terms(result: Figure, terms: list[Figure]) -> list[Figure]:
    """Return the candidates that the source of a result has, else all.

    If its own source has them, those of others may be other revisions.
    """
    return [it for it in terms if it.source == result.source] or terms


def _ways(result: Figure, rule: str, count: int) -> list[tuple[Key, ...]]:
    """Return the directions that the terms may have: those of the result, or one each way.

    A total of both has no direction; a balance may have that of its first term.
    """
    ends = direction_of(result)
    forth, back = (True, *ends), (True, *ends[::-1])
    if result.from_:
        return [(forth,) * count] if rule == "sum_of" else [(forth, back)]
    return [((False, *ends),) * count, *([(forth, back), (back, forth)] if count == 2 else ())]


def _like(figure: Figure) -> Key:
    """Return the key that numbers must share to be added."""
    is_part, days = figure.part_of is not None, dates_of(figure, "flow")
    kind = figure.unit, _definition(figure), figure.status if figure.status in AHEAD else None
    return _voice(figure), *kind, is_part, part_of(figure), *days


def _fits(view: CheckedBase, result: Figure, terms: _Terms, sign: str) -> bool:
    """Return whether any choice of terms gives the result, but for the rounding of all of them."""
    stated = view.interval(result)
    if prod(map(len, terms)) > MOST_WAYS:
        return True
    for first, *others in product(*terms):
        own, rest = view.interval(first), total(map(view.interval, others))
        if stated.meets(total([own, rest]) if sign == _PLUS else own.minus(rest)):
            return True
    return False


def _difference(result: Figure, terms: _Terms, sign: str) -> str:
    """Return the message for a result that is not what the first choice of terms gives."""
    first, *others = figures = [candidates[0] for candidates in terms]
    measures = f" {sign} ".join(figure.measure for figure in figures)
    ids = ", ".join(f'"{figure.id}"' for figure in figures)
    rest = sum(Decimal(other.number) for other in others)
    computed = display.amount(first.number + (rest if sign == _PLUS else -rest), result.unit)
    stated = display.figure_amount(result)
    return f"{result.measure} is {stated}, but {measures} ({ids}) is {computed}"


def _term_above(view: CheckedBase, result: Figure, terms: _Terms) -> str | None:
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


def _rates(view: CheckedBase) -> Iterator[tuple[LoadedTable, Figure, Key, tuple[DateSpan, ...]]]:
    """Yield the stated rates of growth, with the key of what grows and the spans a year before."""
    for row, figure in view.figures_of("ratio"):
        measure, before = view.measures[figure.measure], Period.parse(figure.period).years_before
        if is_growth(measure) and figure.unit == "percent" and figure.rank != "deprecated":
            yield row, figure, _growing(figure, measure.of), before


def _voice(figure: Figure) -> object:
    return figure.reporter or figure.claimant


def _measured_alike(rate: Figure, later: Figure, earlier: Figure) -> bool:
    """Return whether a rate can be that of two numbers: the same unit, valuation and definition.

    That of a forecast ends in one, and no other rate rests on one.
    """
    alike = {(f.unit, f.valuation, _definition(f)) for f in (later, earlier)}
    expected, *others = (f.status in AHEAD for f in (rate, later, earlier))
    is_of_its_kind = others[0] == expected and (expected or not others[1])
    return len(alike) == 1 and _definition(rate) in ("", _definition(later)) and is_of_its_kind


def _definition(figure: Figure) -> str:
    return fold(figure.definition or "")


def _growing(figure: Figure, measure: str | None) -> Key:
    """Return the key that a rate shares with the numbers that it is the growth of."""
    return (*rate_key(figure, measure), _voice(figure), figure.part_of is not None)
