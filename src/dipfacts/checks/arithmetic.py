"""Whether the numbers fit one another: sums, parts, shares and places in an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from dipfacts import wording
from dipfacts.checks.view import Finding, Stated, View
from dipfacts.compare import direction_of, grain, part_of, rounded
from dipfacts.model import Figure
from dipfacts.names import plain
from dipfacts.period import Period

Key = tuple[object, ...]
MOST_WAYS = 50  # to add up the claims of one reporter; where there are more, one will fit

_NUMBERS = ("exactly", "about")

_SCALES = frozenset(
    "thousand million billion trillion thousands millions billions mln mn bn of".split()
)
_MONEY = {
    "USD": "dollar dollars usd $ us$ us-dollar us-dollars american-dollars",
    "EUR": "euro euros eur €",
    "RUB": "ruble rubles rouble roubles russian-rubles russian-roubles rub rur ₽",
    "AZN": "manat manats azerbaijani-manats azn ₼",
    "GBP": "pounds-sterling gbp £",
    "CNY": "yuan yuans renminbi rmb cny",
    "TRY": "lira liras turkish-liras try ₺",
}
_CURRENCIES = {word: code for code, words in _MONEY.items() for word in words.split()}


def sum_differs(view: View) -> Iterator[Finding]:
    """A total stated by one reporter is the sum that it states too, but for rounding."""
    index: dict[Key, list[Stated]] = {}
    totals: list[tuple[Stated, str, Key]] = []
    for stated in view.figures:
        figure = stated.figure
        voice = figure.reporter or figure.claimant
        if voice and figure.qualifier in _NUMBERS and figure.rank != "deprecated":
            ends = bool(figure.from_), *direction_of(figure)
            like = _like(figure)
            for source in (figure.source, None):
                key = (figure.measure, voice, ends, like, source)
                index.setdefault(key, []).append(stated)
            if len(view.measures[figure.measure].sum_of) == 2 and not figure.from_:
                totals.append((stated, voice, like))
    for stated, voice, like in totals:
        figure = stated.figure
        plus, minus = view.measures[figure.measure].sum_of
        for one, back in _ways(direction_of(figure)):
            # Where its own source has them, others may give other revisions.
            ups, downs = (
                index.get((*key, figure.source)) or index.get((*key, None), [])
                for key in (
                    (plus, voice, one, like),
                    (minus, voice, back, like),
                )
            )
            if ups and downs:
                yield from _sum_differs(view, stated, ups, downs)


def _ways(ends: Key) -> list[tuple[Key, Key]]:
    """How what adds up runs between the parties: both in no direction, or one forth, one back."""
    plain = (False, *ends)
    forth, back = (True, *ends), (True, *ends[::-1])
    return [(plain, plain), (forth, back), (back, forth)]


def _like(figure: Figure) -> Key:
    """What numbers share that can be added."""
    period = Period.parse(figure.period)
    return figure.unit, figure.part_of is not None, part_of(figure), period.start, period.end


def _sum_differs(
    view: View, stated: Stated, ups: list[Stated], downs: list[Stated]
) -> Iterator[Finding]:
    total = stated.figure
    if len(ups) * len(downs) > MOST_WAYS:
        return
    for up, down in product(ups, downs):
        figures = (total, up.figure, down.figure)
        slack = sum(grain(figure, "flow") for figure in figures) / 2
        if abs(Decimal(total.value) - up.figure.value - down.figure.value) <= slack:
            return
    a, b = ups[0].figure, downs[0].figure
    added = wording.amount(a.value + b.value, total.unit)
    message = (
        f"{total.measure} is {wording.figure_amount(total)}, "
        f'but {a.measure} + {b.measure} ("{a.id}", "{b.id}") is {added}'
    )
    hint = "compare all three with their sources, and say in a note why they differ"
    yield view.warning(stated.row, "value", "sum-differs", message, hint)


def growth_differs(view: View) -> Iterator[Finding]:
    """A stated growth is that of the two numbers that the same voice states, but for rounding."""
    rates: list[tuple[Stated, Key, tuple[date, date]]] = []
    for stated in _of_nature(view, "ratio"):
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
        pairs = [(a, b) for a, b in pairs if (_least(view, b) or 0) > 0]
        if pairs and not any(_grows(view, stated.figure, a, b) for a, b in pairs):
            later, earlier = pairs[0]
            rate = (Decimal(later.value) / Decimal(earlier.value) - 1) * 100
            shown = wording.amount(rounded(rate, Decimal("0.1")), "percent")
            message = (
                f"{stated.figure.measure} is {wording.figure_amount(stated.figure)}, "
                f'but from "{earlier.id}" to "{later.id}" it is {shown}'
            )
            hint = "compare all three with their sources, and say in a note why they differ"
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
    least, most = _least(view, later), _most(view, later)
    lowest, highest = _least(view, earlier), _most(view, earlier)
    slow = least / highest * 100 - 100 if least is not None and highest else None
    fast = most / lowest * 100 - 100 if most is not None and lowest else None
    return _meet((slow, fast), (_least(view, rate), _most(view, rate)))


Bounds = tuple[Decimal | None, Decimal | None]


def _meet(one: Bounds, other: Bounds) -> bool:
    """Whether two ranges, open where a bound is None, have a number in common."""
    (a, b), (c, d) = one, other
    return (a is None or d is None or a <= d) and (b is None or c is None or c <= b)


def parts_differ(view: View) -> Iterator[Finding]:
    """The parts of a total that are said to be all add up to it, but for rounding."""
    totals = [stated for stated in view.figures if stated.figure.parts]
    parts: dict[str, list[Figure]] = {}
    for figure in (stated.figure for stated in view.figures) if totals else ():
        if figure.part_of and figure.rank != "deprecated":
            parts.setdefault(figure.part_of, []).append(figure)
    for stated in totals:
        total = stated.figure
        period = Period.parse(total.period)
        known = [
            part
            for part in parts.get(total.id, ())
            if part.unit == total.unit and Period.parse(part.period).same_span(period)
        ]
        if not known and view.whole:
            message = f'the parts of "{total.id}" are said to be complete, and there are none'
            hint = f'give each part part_of = "{total.id}", the same period and the same unit'
            yield view.problem(stated.row, "parts", "parts-differ", message, hint)
        bounds = _summed(_least(view, p) for p in known), _summed(_most(view, p) for p in known)
        if known and view.whole and not _meet(bounds, (_least(view, total), _most(view, total))):
            added = wording.amount(sum(part.value for part in known), total.unit)
            message = f"the parts add up to {added}, not to {wording.figure_amount(total)}"
            hint = "correct them, add the part that is missing, or remove parts"
            yield view.problem(stated.row, "parts", "parts-differ", message, hint)


def _summed(bounds: Iterator[Decimal | None]) -> Decimal | None:
    known = list(bounds)
    given = [bound for bound in known if bound is not None]
    return sum(given, Decimal(0)) if len(given) == len(known) else None


def part_above_total(view: View) -> Iterator[Finding]:
    """A part is not more than its total of the same period and unit, but for rounding."""
    by_id = {stated.figure.id: stated.figure for stated in view.figures}
    for stated in view.figures:
        part = stated.figure
        total = by_id.get(part.part_of or "")
        if total is None or part.unit != total.unit or "deprecated" in (part.rank, total.rank):
            continue
        if not Period.parse(part.period).same_span(Period.parse(total.period)):
            continue
        least, most = _least(view, part), _most(view, total)
        if least is not None and most is not None and least > most:
            shown = wording.figure_amount(part), wording.figure_amount(total)
            message = f'a part of {shown[0]} is above its total "{total.id}", {shown[1]}'
            hint = "compare both with their sources, or name the right total in part_of"
            yield view.problem(stated.row, "value", "part-above-total", message, hint)


def _least(view: View, figure: Figure) -> Decimal | None:
    """The smallest number that rounds to what is said; None if nothing bounds it from below."""
    if figure.qualifier in _NUMBERS:
        return Decimal(figure.value) - _half(view, figure)
    return Decimal(figure.value) if figure.qualifier in ("more-than", "at-least") else None


def _most(view: View, figure: Figure) -> Decimal | None:
    if figure.qualifier in _NUMBERS:
        return Decimal(figure.value) + _half(view, figure)
    return Decimal(figure.value) if figure.qualifier in ("less-than", "at-most") else None


def _half(view: View, figure: Figure) -> Decimal:
    return grain(figure, view.measures[figure.measure].nature) / 2


def share_above_whole(view: View) -> Iterator[Finding]:
    """A share is at most the whole; a rate of growth, which is a ratio too, may be anything."""
    for stated in _of_nature(view, "ratio"):
        figure = stated.figure
        is_share = "share" in figure.measure.split("-") and figure.unit == "percent"
        if is_share and figure.value > 100 and figure.rank != "deprecated":
            message = f"a share of {wording.amount(figure.value, 'percent')} is above 100%"
            hint = "write the share in percent of the whole, or use a measure of growth"
            yield view.problem(stated.row, "value", "share-above-whole", message, hint)


def bad_rank(view: View) -> Iterator[Finding]:
    """A place in an order is counted from 1."""
    for stated in _of_nature(view, "rank"):
        figure = stated.figure
        if not isinstance(figure.value, int) or figure.value < 1:
            message = f"a rank of {wording.number(figure.value)} is not a whole number from 1"
            hint = "write the place in the order, such as value = 3"
            yield view.problem(stated.row, "value", "bad-rank", message, hint)


def unit_of_nature(view: View) -> Iterator[Finding]:
    """A unit is of the sort that its measure is: a share is no money, and money no share."""
    for stated in view.figures:
        nature, unit = view.measures[stated.figure.measure].nature, stated.figure.unit
        sort = "a currency" if wording.is_currency(unit) else unit
        if nature == "rank":
            wrong, hint = unit != "rank", 'write unit = "rank"'
        elif nature == "ratio":
            wrong, hint = sort in ("a currency", "rank"), 'write unit = "percent"'
        elif nature == "count":
            wrong = sort in ("a currency", "percent", "rank")
            hint = 'write what is counted, such as unit = "visitors"'
        else:
            wrong, hint = sort in ("percent", "rank"), "write a currency or another quantity"
        if wrong:
            kind = f"a {nature}" if nature in ("rank", "ratio", "count") else f"a {nature} measure"
            told = f'unit "{plain(unit)[:40]}" does not fit "{stated.figure.measure}", {kind}'
            hint += ", or correct the measure"
            yield view.problem(stated.row, "unit", "unit-of-nature", told, hint)


def money_without_currency(view: View) -> Iterator[Finding]:
    """Money is counted in a currency, by its code of ISO 4217 and in whole units."""
    for stated in view.figures:
        unit = stated.figure.unit
        if wording.is_currency(unit):
            continue
        words = unit.lower().replace("-", " ").replace("u.s.", "us").split()
        code = _CURRENCIES.get("-".join(word for word in words if word not in _SCALES))
        if code:
            message = f'unit "{plain(unit)[:40]}" is money, but no code of a currency'
            hint = f'write unit = "{code}", and the value in whole {code}'
            yield view.problem(stated.row, "unit", "money-without-currency", message, hint)


def _of_nature(view: View, nature: str) -> Iterator[Stated]:
    return (s for s in view.figures if view.measures[s.figure.measure].nature == nature)
