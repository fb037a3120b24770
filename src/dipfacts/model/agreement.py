"""Group claims into questions, and compare those of one question.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from dipfacts.model.period import Period
from dipfacts.model.query import Fact
from dipfacts.model.rounding import (
    EXACT_NATURES,
    LOWER_BOUNDS,
    TENTH,
    UPPER_BOUNDS,
    grain,
    rounded,
)
from dipfacts.model.tables import Figure, Measure, Number
from dipfacts.text import fold

AT_DATES = ("stock", "count", "rank")  # natures of numbers that can hold at a date
REASONS = ("reporter", "revision", "valuation", "definition", "unexplained")
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
COMPARED_WITH_ALL = 200  # different statements up to which reasons are sought in every pair


class Question:
    """The claims that share topic, measure, direction or parties, span, unit, part and scope.

    `facts` are preferred first, then newest known first; deprecated ones last. `counting` are those
    that are not deprecated, if there are any, and `figures` their claims.
    """

    def __init__(self, facts: list[Fact], nature: str) -> None:
        self.facts = sorted(
            facts, key=lambda f: (_RANKS[f.claim.rank], -(f.known_day or 0), f.claim.id)
        )
        self.nature = nature
        self.counting = [f for f in self.facts if f.claim.rank != "deprecated"] or self.facts
        self.figures = [figure_of(fact) for fact in self.counting]

    @cached_property
    def period(self) -> Period:
        """The span of all claims, in its plainest spelling."""
        spelled = map(Period.parse, {figure.period for figure in self.figures})
        return min(spelled, key=lambda p: (p.uncertain, p.approximate, len(p.text), p.text))

    @property
    def figure(self) -> Figure:
        """The first claim; its measure, unit, direction and scope are those of all."""
        return self.figures[0]

    @cached_property
    def preferred(self) -> Fact | None:
        """The finest claim of rank preferred, if those agree; else None."""
        best = [f for f in self.counting if f.claim.rank == "preferred"]
        kinds = _kinds(map(figure_of, best))
        if not best or any(not agree(a, b, self.nature) for a, b in combinations(kinds, 2)):
            return None
        return min(best, key=lambda fact: fineness(figure_of(fact), self.nature))

    @cached_property
    def low(self) -> Number:
        """The smallest number claimed."""
        return min(figure.value for figure in self.figures)

    @cached_property
    def high(self) -> Number:
        """The largest number claimed."""
        return max(figure.value for figure in self.figures)

    @cached_property
    def statements(self) -> int:
        """The number of independent voices; one that several sources quote counts once."""
        return len(_independent(self.counting))

    @cached_property
    def agreement(self) -> str:
        """`single`, `confirmed` or `conflict`."""
        # Two numbers of one grain and qualifier agree only if they are equal, so few different
        # ones can all agree: however many there are, the first disagreement is found early.
        pairs = combinations(_kinds(self.figures), 2)
        if any(not agree(a, b, self.nature) for a, b in pairs):
            return "conflict"
        return "confirmed" if self.statements > 1 else "single"

    @cached_property
    def reasons(self) -> list[str]:
        """The explanations of the disagreements, in the order of REASONS; empty if all agree."""
        found: set[str] = set()
        if self.agreement == "conflict":
            for a, b in _pairs(self.counting):
                if not agree(figure_of(a), figure_of(b), self.nature):
                    found.update(why(a, b))
            found = found or {"unexplained"}  # not every pair of very many claims is looked at
        return [reason for reason in REASONS if reason in found]

    @property
    def value(self) -> Number | None:
        """The number that answers; None if sources differ and none is preferred."""
        if self.preferred is not None:
            return figure_of(self.preferred).value
        return None if self.agreement == "conflict" else self.finest.value

    @cached_property
    def finest(self) -> Figure:
        """The most precise claim: an exact number before a bound, then by digits."""
        return min(self.figures, key=lambda figure: fineness(figure, self.nature))

    @property
    def spread_percent(self) -> Decimal | None:
        """The range in percent of the lowest, to one decimal; None if that is 0 or negative."""
        if self.low <= 0 or self.low == self.high:
            return None
        return rounded(Decimal(self.high - self.low) * 100 / Decimal(self.low), TENTH)


# -------------------------------------------------------------------------- one question


def figure_of(fact: Fact) -> Figure:
    """Return the claim of a fact that is known to be a figure."""
    assert isinstance(fact.claim, Figure)
    return fact.claim


def direction_of(figure: Figure) -> tuple[str, ...]:
    """Return from and to of a figure if it has them, else its parties in alphabetical order."""
    return (figure.from_, figure.to or "") if figure.from_ else tuple(sorted(figure.parties))


def part_of(figure: Figure) -> str:
    """Return the scope of a figure; a component without one is comparable with nothing else."""
    if figure.scope:
        return fold(figure.scope) or figure.scope
    return f"#{figure.id}" if figure.part_of else ""


def span_of(figure: Figure) -> tuple[date | None, date | None]:
    """Return the first day, and the day after the last, of a figure's period."""
    period = Period.parse(figure.period)
    return period.start, period.end


def dates_of(figure: Figure, nature: str) -> tuple[object, ...]:
    """Return the key shared by figures of the same days.

    Of a number at a date the last day counts, however it is written: /2022-10-31, ../2022-10-31
    and 2022-10-31. Some time in a span is not the whole of it.
    """
    period = Period.parse(figure.period)
    if period.start is None and (last := period.ends[1]) and is_at_date(period, nature):
        period = last
    return period.start, period.end, period.unspecified


def is_at_date(period: Period, nature: str) -> bool:
    """Return whether a number of that nature and period holds at a date, and not over a period."""
    is_date = period.start is None or period.is_of_a_day
    return nature == "stock" or (nature in AT_DATES and is_date)


def series_key(figure: Figure) -> tuple[Any, ...]:
    """Return the key shared by figures that differ only in their period."""
    ends, is_part = direction_of(figure), figure.part_of is not None
    return figure.measure, bool(figure.from_), ends, figure.unit, is_part, part_of(figure)


def key_of(figure: Figure, nature: str) -> tuple[Any, ...]:
    """Return the key shared by the figures that answer one question; `nature` is its measure's."""
    return (*series_key(figure), *dates_of(figure, nature))


def questions(facts: Iterable[Fact], measures: Mapping[str, Measure]) -> list[Question]:
    """Return the figures grouped by `key_of`, in the order of first appearance."""
    groups: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        figure = figure_of(fact)
        key = key_of(figure, measures[figure.measure].nature)
        groups.setdefault(key, []).append(fact)
    return [
        Question(group, measures[figure_of(group[0]).measure].nature) for group in groups.values()
    ]


# ----------------------------------------------------------------------------- agreement


def fineness(figure: Figure, nature: str) -> tuple[bool, bool, Decimal]:
    """Return a sort key: exact numbers first, then approximate ones, then bounds; each by grain."""
    return figure.qualifier != "exactly", figure.qualifier != "about", grain(figure, nature)


def agree(a: Figure, b: Figure, nature: str) -> bool:
    """Return whether both can be right: equal when rounded to the coarser, or within a bound."""
    if _side(a) == _side(b):  # "over 70" and "over 80" disagree: the first would have said 80
        coarser = max(grain(a, nature), grain(b, nature))
        first, second = (rounded(Decimal(x.value) / coarser, Decimal(1)) for x in (a, b))
        return first == second
    if _side(a) and _side(b):
        low, high = (a, b) if _side(a) > 0 else (b, a)
        if low.qualifier == "at-least" and high.qualifier == "at-most":
            return low.value <= high.value
        return low.value < high.value
    bound, number = (a, b) if _side(a) else (b, a)
    reach = (Decimal(number.value) - bound.value) * _side(bound) + _half(number, nature)
    return reach >= 0 if bound.qualifier in ("at-least", "at-most") else reach > 0


def _side(figure: Figure) -> int:
    """Return 1 for a bound from below, -1 for one from above, 0 for a number."""
    return (figure.qualifier in LOWER_BOUNDS) - (figure.qualifier in UPPER_BOUNDS)


def _half(figure: Figure, nature: str) -> Decimal:
    """Return how far the true number may lie from a rounded one; "none" and counts are exact."""
    if figure.qualifier == "exactly" and nature in EXACT_NATURES:
        return Decimal(0)
    if figure.value == 0 and nature != "ratio":
        return Decimal(0)
    return grain(figure, nature) / 2


def _kinds(figures: Iterable[Figure]) -> list[Figure]:
    """Return one figure for each value and qualifier: agreement depends on nothing else."""
    kinds: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        # 2 and 2.0 are equal numbers, but not equally precise
        kinds.setdefault((str(figure.value), figure.qualifier), figure)
    return list(kinds.values())


# -------------------------------------------------------------- independence and reasons


def voices(figure: Figure) -> list[tuple[str, str]]:
    """Return whose statement a claim is: its reporter's and its claimant's, else its source's."""
    named = (("reporter", figure.reporter), ("claimant", figure.claimant))
    return [(role, who) for role, who in named if who] or [("source", figure.source)]


def _independent(facts: list[Fact]) -> set[tuple[str, str]]:
    """Return one voice for each group of claims that share a reporter, a claimant or a source."""
    leader: dict[tuple[str, str], tuple[str, str]] = {}

    def lead(voice: tuple[str, str]) -> tuple[str, str]:
        while leader.setdefault(voice, voice) != voice:
            leader[voice] = leader[leader[voice]]
            voice = leader[voice]
        return voice

    for fact in facts:
        first, *others = (lead(voice) for voice in voices(figure_of(fact)))
        for other in others:
            leader[other] = first
    return {lead(voice) for voice in [*leader]}


def _pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of different statements to seek reasons in.

    All of them; but of very many, each with the lowest, the highest and the next of its voice, so
    that the time grows with their number and not with its square.
    """
    distinct: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        f = figure_of(fact)
        stated = (str(f.value), f.qualifier, f.valuation, f.definition)
        distinct.setdefault((*stated, f.reporter, f.claimant, fact.known_day), fact)
    statements = list(distinct.values())
    if len(statements) <= COMPARED_WITH_ALL:
        yield from combinations(statements, 2)
        return
    statements.sort(key=lambda fact: (figure_of(fact).value, fact.claim.id))
    for fact in statements:
        yield statements[0], fact
        yield fact, statements[-1]
    by_voice: dict[tuple[str, str], list[Fact]] = {}
    for fact in statements:
        for voice in voices(figure_of(fact)):
            by_voice.setdefault(voice, []).append(fact)
    for same in by_voice.values():
        yield from pairwise(same)


def why(a: Fact, b: Fact) -> list[str]:
    """Return the recorded reasons why two claims differ, or `unexplained`."""
    one, other = figure_of(a), figure_of(b)
    found = []
    if one.reporter and other.reporter and one.reporter != other.reporter:
        found.append("reporter")
    same_voice = (one.claimant and one.claimant == other.claimant) or (
        one.reporter and one.reporter == other.reporter
    )
    if same_voice and a.known_day and b.known_day and a.known_day != b.known_day:
        found.append("revision")
    if one.valuation and other.valuation and one.valuation != other.valuation:
        found.append("valuation")
    # A source's definition is recorded where it is not that of others: one of them is enough.
    if fold(one.definition or "") != fold(other.definition or ""):
        found.append("definition")
    return found or ["unexplained"]
