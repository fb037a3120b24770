"""Whether numbers are what they can be: parts, shares, places in an order, units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dipfacts import countries
from dipfacts.checks.bounds import least, meet, most
from dipfacts.checks.view import Finding, View
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure
from dipfacts.text import plain

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
    "JPY": "yen japanese-yen jpy",
    "INR": "indian-rupee indian-rupees inr ₹",
    "KRW": "south-korean-won krw ₩",
    "CHF": "swiss-franc swiss-francs chf",
    "KZT": "tenge kzt ₸",
    "UAH": "hryvnia hryvnias hryvnya uah ₴",
    "GEL": "lari laris gel ₾",
    "AMD": "armenian-dram armenian-drams amd ֏",
    "IRR": "iranian-rial iranian-rials irr",
    "PLN": "zloty zlotys pln",
    "ILS": "shekel shekels ils ₪",
}
_CURRENCIES = {word: code for code, words in _MONEY.items() for word in words.split()}


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
        bounds = _summed(least(view, p) for p in known), _summed(most(view, p) for p in known)
        if known and view.whole and not meet(bounds, (least(view, total), most(view, total))):
            added = display.amount(sum(part.value for part in known), total.unit)
            message = f"the parts add up to {added}, not to {display.figure_amount(total)}"
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
        lowest, highest = least(view, part), most(view, total)
        if lowest is not None and highest is not None and lowest > highest:
            shown = display.figure_amount(part), display.figure_amount(total)
            message = f'a part of {shown[0]} is above its total "{total.id}", {shown[1]}'
            hint = "compare both with their sources, or name the right total in part_of"
            yield view.problem(stated.row, "value", "part-above-total", message, hint)


def share_above_whole(view: View) -> Iterator[Finding]:
    """A share is at most the whole; a rate of growth, which is a ratio too, may be anything."""
    for stated in view.figures_of("ratio"):
        figure = stated.figure
        is_share = "share" in figure.measure.split("-") and figure.unit == "percent"
        if is_share and figure.value > 100 and figure.rank != "deprecated":
            message = f"a share of {display.amount(figure.value, 'percent')} is above 100%"
            hint = "write the share in percent of the whole, or use a measure of growth"
            yield view.problem(stated.row, "value", "share-above-whole", message, hint)


def bad_rank(view: View) -> Iterator[Finding]:
    """A place in an order is counted from 1."""
    for stated in view.figures_of("rank"):
        figure = stated.figure
        if not isinstance(figure.value, int) or figure.value < 1:
            message = f"a rank of {display.number(figure.value)} is not a whole number from 1"
            hint = "write the place in the order, such as value = 3"
            yield view.problem(stated.row, "value", "bad-rank", message, hint)


def unit_of_nature(view: View) -> Iterator[Finding]:
    """A unit is of the sort that its measure is: a share is no money, and money no share."""
    for stated in view.figures:
        nature, unit = view.measures[stated.figure.measure].nature, stated.figure.unit
        sort = "a currency" if display.is_currency(unit) else unit
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
        if display.is_currency(unit):
            continue
        words = unit.lower().replace("-", " ").replace("u.s.", "us").split()
        code = _CURRENCIES.get("-".join(word for word in words if word not in _SCALES))
        if code:
            message = f'unit "{plain(unit)[:40]}" is money, but no code of a currency'
            hint = f'write unit = "{code}", and the value in whole {code}'
            yield view.problem(stated.row, "unit", "money-without-currency", message, hint)


def unknown_currency(view: View) -> Iterator[Finding]:
    """Three capitals are a currency of ISO 4217 that is in use, or a slip."""
    for stated in view.figures:
        unit = stated.figure.unit
        if display.is_currency(unit) and unit not in _MONEY and not countries.is_currency(unit):
            message = f'unit "{unit}" is no currency of ISO 4217'
            hint = "correct the code; a currency of former times is right, and wants an allow"
            yield view.warning(stated.row, "unit", "unknown-currency", message, hint)
