"""Checks of numbers and units: parts, shares, ranks, currencies."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts import countries
from dipfacts.checks.view import Finding, View
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.rounding import total as total_of
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
    """Report totals that their complete parts do not add up to, but for rounding."""
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
        if not view.complete:
            continue
        if not known:
            message = f'the parts of "{total.id}" are marked complete, but there are none'
            hint = f'give each part part_of = "{total.id}", the same period and the same unit'
            yield Finding(stated.row, "parts", "parts-differ", message, hint)
        elif not view.interval(total).meets(total_of(map(view.interval, known))):
            added = display.amount(sum(part.value for part in known), total.unit)
            message = f"the parts add up to {added}, not to {display.figure_amount(total)}"
            hint = "correct them, add the part that is missing, or remove parts"
            yield Finding(stated.row, "parts", "parts-differ", message, hint)


def part_above_total(view: View) -> Iterator[Finding]:
    """Report parts above their total of the same period and unit, but for rounding."""
    by_id = {stated.figure.id: stated.figure for stated in view.figures}
    for stated in view.figures:
        part = stated.figure
        total = by_id.get(part.part_of or "")
        if total is None or part.unit != total.unit or "deprecated" in (part.rank, total.rank):
            continue
        if not Period.parse(part.period).same_span(Period.parse(total.period)):
            continue
        if view.interval(part).is_above(view.interval(total)):
            message = (
                f"a part of {display.figure_amount(part)} is above its total "
                f'"{total.id}", {display.figure_amount(total)}'
            )
            hint = "compare both with their sources, or name the right total in part_of"
            yield Finding(stated.row, "value", "part-above-total", message, hint)


def share_above_whole(view: View) -> Iterator[Finding]:
    """Report shares above 100 percent; growth, which is a ratio too, may be anything."""
    for stated in view.figures_of("ratio"):
        figure = stated.figure
        is_share = "share" in figure.measure.split("-") and figure.unit == "percent"
        if is_share and figure.value > 100 and figure.rank != "deprecated":
            message = f"a share of {display.amount(figure.value, 'percent')} is above 100%"
            hint = "write the share in percent of the whole, or use a measure of growth"
            yield Finding(stated.row, "value", "share-above-whole", message, hint)


def bad_rank(view: View) -> Iterator[Finding]:
    """Report ranks that are not whole numbers from 1."""
    for stated in view.figures_of("rank"):
        figure = stated.figure
        if not isinstance(figure.value, int) or figure.value < 1:
            message = f"a rank of {display.number(figure.value)} is not a whole number from 1"
            hint = "write the place in the order, such as value = 3"
            yield Finding(stated.row, "value", "bad-rank", message, hint)


def unit_of_nature(view: View) -> Iterator[Finding]:
    """Report units that do not fit the nature of the measure, such as percent for money."""
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
            message = f'unit "{plain(unit)[:40]}" does not fit "{stated.figure.measure}", {kind}'
            hint += ", or correct the measure"
            yield Finding(stated.row, "unit", "unit-of-nature", message, hint)


def money_without_currency(view: View) -> Iterator[Finding]:
    """Report money whose unit is not a currency code."""
    for stated in view.figures:
        unit = stated.figure.unit
        if display.is_currency(unit):
            continue
        words = unit.lower().replace("-", " ").replace("u.s.", "us").split()
        code = _CURRENCIES.get("-".join(word for word in words if word not in _SCALES))
        if code:
            message = f'unit "{plain(unit)[:40]}" is money, but not a currency code'
            hint = f'write unit = "{code}", and the value in whole {code}'
            yield Finding(stated.row, "unit", "money-without-currency", message, hint)


def unknown_currency(view: View) -> Iterator[Finding]:
    """Report units of three capitals that are not a current currency of ISO 4217."""
    for stated in view.figures:
        unit = stated.figure.unit
        if display.is_currency(unit) and unit not in _MONEY and unit not in countries.currencies():
            message = f'unit "{unit}" is not a currency of ISO 4217'
            hint = 'correct the code, or allow a former currency: allow = ["unknown-currency: …"]'
            yield Finding(stated.row, "unit", "unknown-currency", message, hint)
