"""Questions, which are groups of claims about the same, and how far the claims of one agree.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from dipfacts.model.cached import cached_unless_single
from dipfacts.model.fact import Fact
from dipfacts.model.figures.rounding import (
    INFINITE,
    LOWER_BOUNDS,
    UPPER_BOUNDS,
    agree,
    all_agree,
    fineness,
    is_number,
    one_of_each,
    side,
    tightest,
)
from dipfacts.model.figures.spans import dates_of, otherwise_qualified, plainest
from dipfacts.model.figures.voices import (
    REASONS,
    Origins,
    counting,
    figure_pairs,
    independent,
    ranked,
    reasons_of_difference,
    superseded,
)
from dipfacts.model.figures.voices import figure_of as figure_of
from dipfacts.model.file_format.tables import Figure, Measure, Number
from dipfacts.model.periods.period import Period
from dipfacts.text import fold

AHEAD = ("forecast", "target")
"""The statuses of figures that say nothing about what happened: questions of their own."""


class Question:
    """The claims that share topic, measure, direction or parties, span, unit, part and scope.

    `facts` are preferred first, then newest known first; deprecated ones last. `counting` are those
    that are not deprecated, if there are any, without what the same voice has revised since;
    `figures` are their claims; measure, unit, direction and scope of the first, `figure`, are those
    of all; `period` is their span in its plainest spelling. `origins` are those of their sources.
    """

    __slots__ = "__dict__ counting facts figure figures nature origins period revised".split()

    def __init__(self, facts: list[Fact], nature: str, origins: Origins | None = None) -> None:
        self.facts = ranked(facts)
        self.nature = nature
        self.origins = origins or Origins()
        valid = counting(self.facts)
        early = superseded(valid, nature, self.origins) if len(valid) > 1 else ()
        self.revised = tuple(f for f in valid if f.id in early)
        self.counting = [f for f in valid if f.id not in early] if early else valid
        self.figures = [figure_of(fact) for fact in self.counting]
        self.figure = self.figures[0]
        self.period = _plainest(self.figures)

    def otherwise_qualified(self, figure: Figure) -> Period | None:
        """Return the period of a claim that is not certain of it, where one is, or is otherwise."""
        return otherwise_qualified(figure, self.period)

    @cached_unless_single
    def series(self) -> tuple[Any, ...]:
        """The key shared with questions that differ only in their period."""
        return series_key(self.figure)

    @cached_unless_single
    def series_in_any_unit(self) -> tuple[Any, ...]:
        """The key shared with questions that differ only in period and unit."""
        return series_key(replace(self.figure, unit=""))

    @property
    def dyad(self) -> tuple[str, ...]:
        """The direction or the parties, and the part that it is about."""
        return *direction_key(self.figure), part_of(self.figure)

    @property
    def is_ahead(self) -> bool:
        """Return whether the claims are forecasts or targets, not what happened."""
        return self.figure.status in AHEAD

    @property
    def number(self) -> Figure | None:
        """The claim, if it is the only one and states a number: what it says needs no comparing."""
        return self.figure if len(self.figures) == 1 and is_number(self.figure) else None

    @cached_unless_single
    def preferred(self) -> list[Fact]:
        """The claims of rank preferred that answer, as `answering`; none if those do not agree.

        What is not published answers by no number.
        """
        valued = (fact for fact in self.counting if figure_of(fact).absent is None)
        best = {fact.id: fact for fact in valued if fact.claim.rank == "preferred"}
        figures = [figure_of(fact) for fact in best.values()]
        if not all_agree(one_of_each(figures), self.nature):
            return []
        return [best[figure.id] for figure in self._answer_of(figures)]

    @cached_unless_single
    def numbers(self) -> list[Figure]:
        """The claims that state a number."""
        results = [figure for figure in self.figures if is_number(figure)]
        return self.figures if len(results) == len(self.figures) else results

    @cached_unless_single
    def bounds(self) -> list[Figure]:
        """The claims that only bound the number."""
        if len(self.numbers) == len(self.figures):
            return []
        return [figure for figure in self.figures if not is_number(figure)]

    @cached_unless_single
    def spread(self) -> list[Figure]:
        """The claims that `low` and `high` are taken over.

        A bound is among them only where it contradicts a number, or where there is none.
        """
        if not self.numbers:
            return tightest(self.bounds)
        if not self.bounds:
            return self.numbers
        kinds = one_of_each(self.numbers) if self.agreement == "conflict" else []
        return self.numbers + [
            bound
            for bound in self.bounds
            if any(not agree(bound, number, self.nature) for number in kinds)
        ]

    @cached_unless_single
    def ends(self) -> tuple[Figure, Figure]:
        """The claims of the smallest and of the largest number of the spread, exact ones first.

        A bound that reaches beyond comes before these: the number may be more than the largest.
        """
        if self.number:
            return self.number, self.number
        low = min(self.spread, key=lambda f: (f.number, side(f) >= 0, fineness(f, self.nature)))
        high = min(self.spread, key=lambda f: (-f.number, side(f) <= 0, fineness(f, self.nature)))
        return low, high

    @property
    def low(self) -> Number:
        """The smallest number claimed; without one, the tightest bound from below, if any."""
        return self.ends[0].number

    @property
    def high(self) -> Number:
        """The largest number claimed; without one, the tightest bound from above, if any."""
        return self.ends[1].number

    @property
    def spread_reach(self) -> tuple[Number, Number]:
        """The smallest and the largest number that the spread leaves open, maybe infinite.

        It is open at an end that is a bound: of "2.9 to at least 3" the number may be 5.
        """
        low, high = self.ends
        least = -INFINITE if side(low) < 0 else low.number
        return least, INFINITE if side(high) > 0 else high.number

    @cached_unless_single
    def reach(self) -> tuple[Number, Number]:
        """The smallest and the largest number that the answer leaves open, maybe infinite."""
        if self.number:
            return self.number.number, self.number.number
        if self.is_disputed:
            return self.spread_reach
        least = [f.number for f in self.answering if f.qualifier not in UPPER_BOUNDS]
        most = [f.number for f in self.answering if f.qualifier not in LOWER_BOUNDS]
        return max(least, default=-INFINITE), min(most, default=INFINITE)

    @cached_unless_single
    def numeric_voice_count(self) -> int:
        """The number of independent voices among the numbers, or else among the bounds.

        A statement that several sources quote counts once.
        """
        facts = [f for f in self.counting if is_number(figure_of(f))] or self.counting
        return independent(facts, self.origins, self.counting)

    @cached_unless_single
    def voice_count(self) -> int:
        """The number of independent voices, also of bounds; at least `numeric_voice_count`."""
        return max(self.numeric_voice_count, independent(self.counting, self.origins))

    @cached_unless_single
    def agreement(self) -> str:
        """`single`, `confirmed`, `consistent` or `conflict`.

        Two independent numbers that agree are `confirmed`; a bound confirms nothing, but is
        `consistent` with what another voice says.
        """
        if len(self.figures) == 1:
            return "single"
        if not all_agree(one_of_each(self.figures), self.nature):
            return "conflict"
        if self.numbers and self.numeric_voice_count > 1:
            return "confirmed"
        return "consistent" if self.voice_count > 1 else "single"

    @property
    def is_disputed(self) -> bool:
        """Return whether sources differ, and none is preferred."""
        return self.agreement == "conflict" and not self.preferred

    @cached_unless_single
    def reasons(self) -> list[str]:
        """The explanations of the disagreements, in the order of REASONS; empty if all agree."""
        results: set[str] = set()
        if self.agreement == "conflict":
            for a, b in figure_pairs(self.counting):
                if not agree(figure_of(a), figure_of(b), self.nature):
                    results.update(reasons_of_difference(a, b, self.origins))
            results = results or {"unexplained"}  # not every pair of very many claims is looked at
        return [reason for reason in REASONS if reason in results]

    @cached_unless_single
    def value(self) -> Number | None:
        """The number that answers, maybe a bound.

        None if sources differ and none is preferred, or where the answer is two bounds.
        """
        if self.number:
            return self.number.value
        if self.is_disputed or len(self.answering) > 1:
            return None
        return self.finest.value

    @property
    def finest(self) -> Figure:
        """The claim that `value` is of: the finest number, or else the tightest bound."""
        return self.answering[0]

    @property
    def answer_ends(self) -> tuple[Figure, Figure]:
        """The claims at the ends of the answer: the same twice, unless it is a spread or bounds."""
        return self.ends if self.is_disputed else (self.finest, self.answering[-1])

    @cached_unless_single
    def answering(self) -> list[Figure]:
        """The claims that answer where all agree: the finest number, else the tightest bounds.

        They are among those that the base prefers, if there are any that agree.
        """
        return [*map(figure_of, self.preferred)] or self._answer_of(self.figures)

    def _answer_of(self, figures: list[Figure]) -> list[Figure]:
        """Return those of some claims that answer where these agree: see `answering`."""
        numbers = [figure for figure in figures if is_number(figure)]
        if len(numbers) > 1:
            copies = {f.id for f in numbers if f.source in self.origins.sources}
            # Of equally fine numbers, that of a source that is made from no other.
            return [min(numbers, key=lambda f: (fineness(f, self.nature), f.id in copies))]
        return numbers or tightest(figures)


def _plainest(figures: list[Figure]) -> Period:
    """Return the span of figures of one question in its plainest spelling."""
    if len(figures) == 1:
        return Period.parse(figures[0].period)
    return plainest(map(Period.parse, {figure.period for figure in figures}))


def direction_of(figure: Figure) -> tuple[str, ...]:
    """Return the ends of a figure, from and to, if it has them, else its parties by alphabet."""
    return (figure.from_, figure.to or "") if figure.from_ else tuple(sorted(figure.parties))


def direction_key(figure: Figure) -> tuple[str, ...]:
    """Return the key that figures of one direction share, or those of a dyad without one."""
    return *direction_of(figure), ">" if figure.from_ else ""


def part_of(figure: Figure) -> str:
    """Return the scope of a figure; a component without one is comparable with nothing else."""
    if figure.scope:
        return fold(figure.scope) or figure.scope
    return f"#{figure.id}" if figure.part_of else ""


def rate_key(figure: Figure, measure: str | None) -> tuple[Any, ...]:
    """Return the key that a rate has in common with the numbers of the measure that grows."""
    return measure, direction_key(figure), part_of(figure)


def series_key(figure: Figure) -> tuple[Any, ...]:
    """Return the key shared by figures that differ only in their period."""
    ends, is_part = direction_of(figure), figure.part_of is not None
    ahead = figure.status if figure.status in AHEAD else ""
    return figure.measure, bool(figure.from_), ends, figure.unit, is_part, part_of(figure), ahead


def side_of(figure: Figure, measure: Measure) -> str:
    """Return the party that a balance without a direction is of, of two; "" if of none.

    It is of the one that states it: the other's own has the opposite sign.
    """
    if figure.from_ or len(figure.parties) != 2 or not measure.difference_of:
        return ""
    own = {figure.reporter, *figure.claimants} & {*figure.parties}
    return own.pop() or "" if len(own) == 1 else ""


def key_of(figure: Figure, nature: str) -> tuple[Any, ...]:
    """Return the key shared by the figures that answer one question; `nature` is its measure's."""
    return (*series_key(figure), *dates_of(figure, nature))


def questions(
    facts: Iterable[Fact], measures: Mapping[str, Measure], origins: Origins | None = None
) -> list[Question]:
    """Return the figures grouped by `key_of`, in the order of first appearance.

    Those without a number answer nothing, and are left out.
    """
    groups: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        figure = figure_of(fact)
        if figure.absent is None:
            key = key_of(figure, measures[figure.measure].nature)
            groups.setdefault(key, []).append(fact)
    # Each key is let go before the next question is made: keys take more memory than these.
    popped = (groups.popitem()[1] for _ in range(len(groups)))
    natures = ((group, measures[figure_of(group[0]).measure].nature) for group in popped)
    return [Question(group, nature, origins) for group, nature in natures][::-1]
