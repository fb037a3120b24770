"""Checks of numbers and units: parts, shares, ranks, currencies."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dipfacts.checks.view import CheckedBase, Finding
from dipfacts.countries.tender import currencies
from dipfacts.model import display
from dipfacts.model.figures.agreement import part_of, side_of
from dipfacts.model.figures.rounding import hull, limit_of
from dipfacts.model.figures.rounding import total as total_of
from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.units.currency_words import MONEY
from dipfacts.model.units.scales import in_full, scale_of
from dipfacts.model.units.unit_words import beside_mil, money_of, shared_money_of, usual_unit
from dipfacts.read.table.possible_faults import (
    UNFIT,
    UNFIT_ELSE,
    code_meant,
    fits,
    is_money_in_words,
    money_in_words,
)
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import Allow, AnyRemedy, Remedy, Setting
from dipfacts.text import short


def parts_differ(view: CheckedBase) -> Iterator[Finding]:
    """Report totals that their complete parts do not add up to, but for rounding.

    Of a part with several claims any may be right.
    """
    totals = [(row, figure) for row, figure in view.figures if figure.parts and view.complete]
    parts: dict[str, list[Figure]] = {}
    for _, figure in view.figures if totals else ():
        if figure.part_of and figure.rank != "deprecated":
            parts.setdefault(figure.part_of, []).append(figure)
    for row, total in totals:
        known = [part for part in parts.get(total.id, ()) if _comparable(part, total)]
        if not known:
            message = f'the parts of "{total.id}" are marked complete, but there are none'
            total_of_each = Setting.of("part_of", total.id)
            same = ", the same period and the same unit"
            remedy = Remedy.of("give each part ", total_of_each, same)
            yield Finding(row, "parts", "parts-differ", message, remedy)
            continue
        each = [*grouped((part_of(part), part) for part in known).values()]
        if not view.interval(total).meets(
            total_of(hull(map(view.interval, same_part)) for same_part in each)
        ):
            first = [part for part, *_ in each]
            added = display.figure_amount(
                msgspec.structs.replace(
                    total, value=sum(part.value for part in first), qualifier=limit_of(first)
                )
            )
            message = f"the parts add up to {added}, not to {display.figure_amount(total)}"
            hint = "correct them, add the part that is missing, or remove parts"
            yield Finding(row, "parts", "parts-differ", message, hint)


def part_above_total(view: CheckedBase) -> Iterator[Finding]:
    """Report parts above their total of the same period and unit, but for rounding."""
    by_id = {figure.id: figure for _, figure in view.figures}
    for row, part in view.figures:
        total = by_id.get(part.part_of or "")
        if total is None or "deprecated" in (part.rank, total.rank):
            continue
        if _comparable(part, total) and view.interval(part).is_above(view.interval(total)):
            message = (
                f"a part of {display.figure_amount(part)} is above its total "
                f'"{total.id}", {display.figure_amount(total)}'
            )
            hint = "compare both with their sources, or name the right total in part_of"
            yield Finding(row, "value", "part-above-total", message, hint)


def _comparable(part: Figure, total: Figure) -> bool:
    same_span = Period.parse(part.period).same_span(Period.parse(total.period))
    return same_span and part.unit == total.unit


def share_above_whole(view: CheckedBase) -> Iterator[Finding]:
    """Report shares above 100 percent; growth, which is a ratio too, may be anything."""
    for row, figure in view.figures_of("ratio"):
        is_share = "share" in figure.measure.split("-") and figure.unit == "percent"
        if is_share and figure.number > 100 and figure.rank != "deprecated":
            message = f"a share of {display.amount(figure.number, 'percent')} is above 100%"
            hint = "write the share in percent of the whole, or use a measure of growth"
            yield Finding(row, "value", "share-above-whole", message, hint)


_NEVER_BELOW_ZERO = {"exports", "imports", "turnover", "arrivals", "visitors"}
"""Words in the ids of measures whose numbers are 0 at least, unless they are of a change."""
_OF_CHANGE = {"net", "balance", "change", "growth", "increase", "decrease", "difference"}


def below_zero(view: CheckedBase) -> Iterator[Finding]:
    """Report exports and the like below 0, as a code for a missing number may be."""
    for row, figure in view.figures:
        if figure.number >= 0 or figure.rank == "deprecated":
            continue
        words = {*figure.measure.split("-")}
        nature = view.measures[figure.measure].nature
        is_amount = nature in ("flow", "stock") and words & _NEVER_BELOW_ZERO
        if (is_amount or nature == "count") and not words & _OF_CHANGE:
            amount = display.figure_amount(figure)
            message = f'{amount} is below 0, of which "{figure.measure}" has nothing'
            hint = "compare it with its source: it may be a code for no number, or a balance"
            yield Finding(row, "value", "below-zero", message, hint)


def bad_rank(view: CheckedBase) -> Iterator[Finding]:
    """Report ranks that are not whole numbers from 1."""
    for row, figure in view.figures_of("rank"):
        if not isinstance(figure.value, int) or figure.value < 1:
            message = f"a rank of {display.number(figure.number)} is not a whole number from 1"
            remedy = Remedy.of("write the place in the order, such as ", Setting("value", ("3",)))
            yield Finding(row, "value", "bad-rank", message, remedy)


def unit_of_nature(view: CheckedBase) -> Iterator[Finding]:
    """Report units that do not fit the nature of the measure, such as percent for money."""
    for row, figure in view.figures:
        nature, unit = view.measures[figure.measure].nature, figure.unit
        if not fits(nature, unit):
            kind = f"a {nature}" if nature in UNFIT else f"a {nature} measure"
            message = f'unit "{short(unit)}" does not fit "{figure.measure}", {kind}'
            _, remedy = UNFIT.get(nature, UNFIT_ELSE)
            remedy = Remedy.of(remedy, ", or correct the measure")
            yield Finding(row, "unit", "unit-of-nature", message, remedy)


def has_partner(view: CheckedBase) -> Iterator[Finding]:
    """Report figures about several parties whose measure is one of single parties."""
    for row, figure in view.figures:
        if view.measures[figure.measure].partners == 0 and len(figure.everyone) > 1:
            key = "to" if figure.to else "parties"
            message = f'"{figure.measure}" has partners = 0, but this is about several parties'
            remedy = "name one party, or leave partners out of the measure; or say why: "
            why = Allow("has-partner")
            yield Finding(row, key, "has-partner", message, Remedy.of(remedy, why))


def no_direction(view: CheckedBase) -> Iterator[Finding]:
    """Report balances of two parties that do not say whose they are: the sign depends on it."""
    for row, figure in view.figures:
        measure = view.measures[figure.measure]
        if figure.from_ or len(figure.parties) != 2 or not measure.difference_of:
            continue
        declared = (view.parties[id_] for id_ in figure.parties if id_ in view.parties)
        if any(party.kind != "country" for party in declared):  # as the world, which has none
            continue
        own = side_of(figure, measure)
        first, second = sorted(figure.parties, key=lambda id_: id_ != own)
        wanted = Setting.of("from", first), " and ", Setting.of("to", second)
        or_why = f"{'' if own else ', or the other way round'}; or say why: "
        remedy = Remedy.of("write ", *wanted, or_why, Allow("no-direction"))
        message = f'"{figure.measure}" is a balance, and has no direction that says whose'
        yield Finding(row, "parties", "no-direction", message, remedy)


def money_without_currency(view: CheckedBase) -> Iterator[Finding]:
    """Report money whose unit is not a currency code."""
    for row, figure in view.figures:
        unit = figure.unit
        remedy: AnyRemedy
        if meant := money_in_words(unit):
            message = f'unit "{short(unit)}" is money, but not a currency code'
            remedy = _rewritten(row, figure, *meant)
        elif may_mean := shared_money_of(unit):
            message = f'unit "{short(unit)}" may be money of several currencies'
            remedy = _coded(row, figure, *may_mean)
        else:
            continue
        yield Finding(row, "unit", "money-without-currency", message, remedy)


def percent_unit(view: CheckedBase) -> Iterator[Finding]:
    """Report units that mean percent in other words: they would be another question."""
    for row, words in _in_other_words(view, "percent"):
        yield Finding(row, "unit", "percent-unit", *words)


def persons_unit(view: CheckedBase) -> Iterator[Finding]:
    """Report units that mean persons in other words: they would be another question."""
    for row, words in _in_other_words(view, "persons"):
        yield Finding(row, "unit", "persons-unit", *words)


def _in_other_words(
    view: CheckedBase, usual: str
) -> Iterator[tuple[LoadedTable, tuple[str, Remedy]]]:
    """Yield the figures whose unit is another word for the usual one, with message and remedy."""
    for row, figure in view.figures:
        if figure.unit != usual and usual_unit(figure.unit) == usual:
            message = f'unit "{figure.unit}" means {usual} in other words'
            yield row, (message, Remedy.of("write ", Setting.of("unit", usual)))


def scaled_unit(view: CheckedBase) -> Iterator[Finding]:
    """Report units that say thousands or millions, which belong into the value."""
    for row, figure in view.figures:
        power, unit = scale_of(figure.unit)
        if power and not is_money_in_words(figure.unit):
            message = f'unit "{short(figure.unit)}" scales its value by {10**power:,}'
            hint = _rewritten(row, figure, power, usual_unit(unit))
            yield Finding(row, "unit", "scaled-unit", message, hint)
        elif rest := beside_mil(figure.unit):
            message = f'unit "{short(figure.unit)}" scales its value by a thousand or a million'
            yield Finding(row, "unit", "scaled-unit", message, _either(row, figure, rest))


def _rewritten(row: LoadedTable, figure: Figure, power: int, unit: str) -> Remedy:
    """Return the remedy for a scaled unit: the unit, and the value if that can be written.

    Where a [[table]] gives the unit of all its rows, it is the scale of their values.
    """
    unit, scale, value = short(unit), *_in_full(row, figure, power)
    if value is None or (scale is None and display.is_currency(unit) and "." in value):
        whole = f", and the value in whole {unit}"
        return Remedy.of("write ", Setting.of("unit", unit), whole)
    remedy = Remedy.of("write ", Setting.of("unit", unit))
    if not unit:
        example = Setting.of("unit", "visitors")
        remedy = Remedy.of("write what is counted, such as ", example, ",")
    key = "value" if scale is None else "scale"
    return Remedy.of(remedy, " and ", Setting(key, (value,))) if power else remedy


def _either(row: LoadedTable, figure: Figure, unit: str) -> Remedy:
    """Return the remedy for "mil", which nobody but the source's reader can tell."""
    scale, thousand = _in_full(row, figure, 3)
    _, million = _in_full(row, figure, 6)
    key = "value" if scale is None else "scale"
    if_thousand, if_million = (
        Setting(key, (it,)) if it else "the value in full" for it in (thousand, million)
    )
    of_thousand = ' and, if "mil" is a thousand, as in Spanish and Portuguese, '
    unit_of_one = Setting.of("unit", short(unit))
    return Remedy.of(
        "write ", unit_of_one, of_thousand, if_thousand, "; if it is a million, ", if_million
    )


def _coded(row: LoadedTable, figure: Figure, power: int, codes: tuple[str, ...]) -> AnyRemedy:
    """Return the remedy for money of which the unit says no single currency."""
    scale, value = _in_full(row, figure, power)
    hint = code_meant(codes)
    if value is None or (scale is None and "." in value):
        return f"{hint}; and the value in whole units of it"
    in_full = Setting("value" if scale is None else "scale", (value,))
    return Remedy.of(f"{hint}; and ", in_full) if power else hint


def _in_full(row: LoadedTable, figure: Figure, power: int) -> tuple[Number | None, str | None]:
    """Return the scale of a [[table]] that gives the unit of its rows, and what is to be written.

    That is the scale in full, or else the value; None if it would be too long.
    """
    table, of_rows = row.origin and row.origin.table, row.origin
    is_same = of_rows and of_rows.same_in_every_row("unit")
    scale = table.scale if is_same and isinstance(table, CsvTable) else None
    return scale, in_full(figure.number if scale is None else scale, power)


def unknown_currency(view: CheckedBase) -> Iterator[Finding]:
    """Report units of three capitals that are not a current currency of ISO 4217."""
    for row, figure in view.figures:
        unit = figure.unit
        known = not display.is_currency(unit) or unit in MONEY or unit in currencies()
        if not known:
            message = f'unit "{unit}" is not a currency of ISO 4217'
            money = money_of(unit)  # RMB
            correct = f'write "{money[1]}"' if money else "correct the code"
            former = Allow("unknown-currency")
            remedy = Remedy.of(f"{correct}, or allow a former currency: ", former)
            yield Finding(row, "unit", "unknown-currency", message, remedy)
