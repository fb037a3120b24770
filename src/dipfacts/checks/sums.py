"""Whether what one voice states adds up: totals, balances, and growth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from dipfacts.checks.bounds import NUMBERS, least, meet, most
from dipfacts.checks.view import Finding, Stated, View
from dipfacts.model import display
from dipfacts.model.agreement import direction_of, part_of, rounded
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure
from dipfacts.read.loader import LoadedTable

Key = tuple[object, ...]
MOST_WAYS = 50  # to add up the claims of one voice; where there are more, one will fit


class _Rule(NamedTuple):
    """How a measure follows from others, which `key` names: each but the first by `sign`."""

    key: str
    sign: int
    mark: str


_SUM = _Rule("sum_of", 1, "+")
_BALANCE = _Rule("difference_of", -1, "-")


def sum_differs(view: View) -> Iterator[Finding]:
    """A total stated by one voice is the sum that it states too, but for rounding."""
    for row, message in _differs(view, _SUM):
        yield view.warning(row, "value", "sum-differs", message, _remedy("sum-differs"))


def balance_differs(view: View) -> Iterator[Finding]:
    """A balance stated by one voice is the difference that it states too, but for rounding."""
    for row, message in _differs(view, _BALANCE):
        yield view.warning(row, "value", "balance-differs", message, _remedy("balance-differs"))


def _remedy(code: str) -> str:
    return f'compare them with their sources, or say why: allow = ["{code}: …"]'


def _differs(view: View, rule: _Rule) -> Iterator[tuple[LoadedTable, str]]:
    terms = {m.id: getattr(m, rule.key) for m in view.measures.values()}
    terms = {measure: names for measure, names in terms.items() if len(names) > 1}
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
        found = []
        for ways in _ways(figure, rule, len(terms[figure.measure])):
            named = zip(terms[figure.measure], ways, strict=True)
            keys = [(name, _voice(figure), ends, _like(figure)) for name, ends in named]
            # Where its own source has them, others may give other revisions.
            given = [index.get((*k, figure.source)) or index.get((*k, None), []) for k in keys]
            if all(given):
                found.append(given)
            elif rule is _SUM and (alone := _above(view, figure, given)):
                yield stated.row, alone
        if rule is _SUM or not any(_fits(view, figure, given, rule) for given in found):
            for given in found if rule is _SUM else found[:1]:
                if not _fits(view, figure, given, rule):
                    yield stated.row, _differing(figure, [some[0].figure for some in given], rule)


def _ways(figure: Figure, rule: _Rule, count: int) -> list[tuple[Key, ...]]:
    """How the terms run between the parties: as the result does, or of two one forth, one back.

    A total of both has no direction; a balance may have that of its first term.
    """
    ends = direction_of(figure)
    plain = (False, *ends)
    forth, back = (True, *ends), (True, *ends[::-1])
    if figure.from_:
        return [(forth,) * count] if rule is _SUM else [(forth, back)]
    return [(plain,) * count, *([(forth, back), (back, forth)] if count == 2 else ())]


def _like(figure: Figure) -> Key:
    """What numbers share that can be added."""
    period = Period.parse(figure.period)
    return figure.unit, figure.part_of is not None, part_of(figure), period.start, period.end


def _fits(view: View, result: Figure, given: list[list[Stated]], rule: _Rule) -> bool:
    """Whether any choice of terms gives the number stated, but for the rounding of all of them."""
    if prod(map(len, given)) > MOST_WAYS:
        return True
    value, own = Decimal(result.value), view.grain(result)
    for terms in product(*given):
        slack = (own + sum(view.grain(term.figure) for term in terms)) / 2
        if abs(value - _computed([term.figure for term in terms], rule)) <= slack:
            return True
    return False


def _computed(terms: list[Figure], rule: _Rule) -> Decimal:
    first, *others = (Decimal(term.value) for term in terms)
    return first + rule.sign * sum(others, Decimal(0))


def _differing(result: Figure, terms: list[Figure], rule: _Rule) -> str:
    measures = f" {rule.mark} ".join(term.measure for term in terms)
    ids = ", ".join(f'"{term.id}"' for term in terms)
    given = display.amount(_computed(terms, rule), result.unit)
    return f"{result.measure} is {display.figure_amount(result)}, but {measures} ({ids}) is {given}"


def _above(view: View, result: Figure, given: list[list[Stated]]) -> str | None:
    """What is told of terms each of which is more than their sum, since none is below nothing."""
    for term in given:
        figures = [stated.figure for stated in term]
        slack = view.grain(result) / 2
        if figures and all(f.value - view.grain(f) / 2 > result.value + slack for f in figures):
            shown = display.figure_amount(result), display.figure_amount(figures[0])
            told = f'{figures[0].measure} alone ("{figures[0].id}")'
            return f"{result.measure} is {shown[0]}, but {told} is {shown[1]}"
    return None


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
            shown = display.amount(rounded(rate, Decimal("0.1")), "percent")
            message = (
                f"{stated.figure.measure} is {display.figure_amount(stated.figure)}, "
                f'but from "{earlier.id}" to "{later.id}" it is {shown}'
            )
            hint = _remedy("growth-differs")
            yield view.warning(stated.row, "value", "growth-differs", message, hint)


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
