"""Slips of scale: a number of a series that is a thousand or a million times out of line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dipfacts.checks.view import CheckedBase, Finding, Key
from dipfacts.model import display
from dipfacts.model.figures.agreement import AHEAD
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.figures.rounding import is_number
from dipfacts.model.figures.spans import is_at_date, span_of
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.groups import shared_by_several
from dipfacts.model.periods.calendar import LONGEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import Record
from dipfacts.remedy import Allow, Remedy

FACTORS = (10**3, 10**6, 10**9)
NEAR = 2  # between half and twice a factor is about it
CALM = 5  # neighbours further apart than so many times say nothing of what lies between them
REACH = 2  # neighbours on each side
GAP = 3  # lengths of a period, or years for what is at a date, within which there are neighbours
# Trade between two countries does leap from near nothing. Of 90,057 real figures of it, and 13,979
# of GDP, 32 are reported; with a REACH of 1 it would be 77, with a CALM of 50 71.
_MONTH = 30.44  # days


class _Number(Record, frozen=True):
    """A figure of a series, its value without sign, and its last day."""

    day: int
    value: Number
    row: LoadedTable
    figure: Figure


def factor_1000(view: CheckedBase) -> Iterator[Finding]:
    """Report numbers that are a thousand or a million times their neighbours of one series."""
    for pairs in _numbers_of_series(view):
        values = [max(figure.number, -figure.number) for _, figure in pairs]
        # Few series span so much, and only these need their periods read.
        if max(values) * NEAR < min(values) * FACTORS[0]:
            continue
        if view.measures[pairs[0][1].measure].nature in SIZED:
            for alike, gap in _comparable_numbers(view, pairs):
                yield from _slips(alike, gap)


def _numbers_of_series(view: CheckedBase) -> Iterator[list[tuple[LoadedTable, Figure]]]:
    """Return the numbers of each series that has several, in file order."""
    figures = [
        pair
        for pair in view.figures
        if pair[1].value and pair[1].rank != "deprecated" and is_number(pair[1])
    ]
    return shared_by_several(figures, lambda pair: _series(pair[1]))


def _series(figure: Figure) -> Key:
    """Return the key of the figures that one voice gives of one thing, of any period."""
    whom = (figure.from_, figure.to) if figure.from_ else frozenset(figure.parties)
    voice = figure.reporter or figure.claimant or figure.source
    what = figure.measure, figure.unit, figure.scope, figure.part_of is None, figure.number > 0
    expected = figure.status if figure.status in AHEAD else None
    return whom, voice, *what, figure.valuation, figure.definition, expected


def _comparable_numbers(
    view: CheckedBase, pairs: Sequence[tuple[LoadedTable, Figure]]
) -> Iterator[tuple[list[_Number], int]]:
    """Yield the numbers for periods of one length in order, and how far apart neighbours may be.

    Years are not compared with months. All dates of a stock or a count are of one length.
    """
    lengths: dict[int, list[_Number]] = {}
    for row, figure in pairs:
        start, end = span_of(figure)
        if end is None:
            continue
        number = _Number(end.toordinal() - 1, max(figure.number, -figure.number), row, figure)
        nature = view.measures[figure.measure].nature
        if is_at_date(Period.parse(figure.period), nature):
            lengths.setdefault(LONGEST_YEAR, []).append(number)  # GAP counts in years
        elif start is not None:
            days = (end - start).days
            months = round(days / _MONTH)
            lengths.setdefault(round(months * _MONTH) or days, []).append(number)
    for days, numbers in lengths.items():
        yield sorted(numbers, key=lambda number: number.day), (days + 1) * GAP


def _slips(numbers: Sequence[_Number], gap: int) -> Iterator[Finding]:
    """Yield the numbers that are out of line with those just before and after them."""
    suspects: dict[str, tuple[_Number, list[_Number]]] = {}
    for nth, number in enumerate(numbers):
        before = [n for n in numbers[max(nth - REACH, 0) : nth] if number.day - n.day <= gap]
        after = [n for n in numbers[nth + 1 : nth + 1 + REACH] if n.day - number.day <= gap]
        nearest = before[-1:] + after[:1]
        if _are_calm(before + after) and _leap(number, nearest):
            suspects[number.figure.id] = number, nearest
        elif len(before) == REACH and after and _shifts(number, before, after[0]):
            suspects[number.figure.id] = number, before[-1:]
    order = {id_: nth for nth, id_ in enumerate(suspects)}
    for id_, (number, nearest) in suspects.items():
        other = nearest[0].figure.id
        if len(nearest) == 1 and other in suspects:
            others = suspects[other][1]
            if len(others) > 1 or (others == [number] and order[id_] < order[other]):
                continue  # that one is at fault; of two alone the later one is reported
        yield _finding(number, nearest[0])


def _shifts(number: _Number, before: Sequence[_Number], after: _Number) -> bool:
    """Return whether a series has another scale from a number on."""
    return _leap(number, before[-1:]) and _are_calm(before) and _are_calm([number, after])


def _are_calm(numbers: Sequence[_Number]) -> bool:
    """Return whether there are numbers, and none is much larger than another."""
    values = [number.value for number in numbers]
    return bool(values) and max(values) <= min(values) * CALM


def _leap(number: _Number, nearest: Sequence[_Number]) -> bool:
    """Return whether a number is about one of FACTORS times each of others, or they times it."""
    return any(
        all(factor <= other.value * NEAR / number.value <= factor * NEAR**2 for other in nearest)
        or all(factor <= number.value * NEAR / other.value <= factor * NEAR**2 for other in nearest)
        for factor in FACTORS
    )


def _finding(number: _Number, other: _Number) -> Finding:
    """Return the finding for a number, beside the neighbour that it is compared with."""
    figure, known = number.figure, other.figure
    larger, smaller = max(number.value, other.value), min(number.value, other.value)
    times = f"{float(larger / smaller):,.0f} times"
    side = "more" if number.value > other.value else "less"
    message = (
        f"{figure.measure} of {figure.period} is {display.figure_amount(figure)}, {times} {side} "
        f'than that of {known.period}, {display.figure_amount(known)} ("{known.id}")'
    )
    remedy = Remedy.of("correct the value or the unit, or say why: ", Allow("factor-1000"))
    return Finding(number.row, "value", "factor-1000", message, remedy)
