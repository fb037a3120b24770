"""Whether the numbers fit one another: sums, parts, shares and places in an order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from dipfacts import wording
from dipfacts.checks.view import Stated, View
from dipfacts.compare import direction_of, grain, part_of
from dipfacts.model import Figure
from dipfacts.period import Period
from dipfacts.problem import Problem

Key = tuple[object, ...]
MOST_WAYS = 50  # to add up the claims of one reporter; where there are more, one will fit

_NUMBERS = ("exactly", "about")


def sum_differs(view: View) -> Iterator[Problem]:
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
) -> Iterator[Problem]:
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


def part_above_total(view: View) -> Iterator[Problem]:
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


def share_above_whole(view: View) -> Iterator[Problem]:
    """A share is at most the whole; a rate of growth, which is a ratio too, may be anything."""
    for stated in _of_nature(view, "ratio"):
        figure = stated.figure
        is_share = "share" in figure.measure.split("-") and figure.unit == "percent"
        if is_share and figure.value > 100 and figure.rank != "deprecated":
            message = f"a share of {wording.amount(figure.value, 'percent')} is above 100%"
            hint = "write the share in percent of the whole, or use a measure of growth"
            yield view.problem(stated.row, "value", "share-above-whole", message, hint)


def bad_rank(view: View) -> Iterator[Problem]:
    """A place in an order is counted from 1."""
    for stated in _of_nature(view, "rank"):
        figure = stated.figure
        if not isinstance(figure.value, int) or figure.value < 1:
            message = f"a rank of {wording.number(figure.value)} is not a whole number from 1"
            hint = "write the place in the order, such as value = 3"
            yield view.problem(stated.row, "value", "bad-rank", message, hint)


def _of_nature(view: View, nature: str) -> Iterator[Stated]:
    return (s for s in view.figures if view.measures[s.figure.measure].nature == nature)
