"""One flow as either side reports it: the claims of both, and how far apart they lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from dipfacts.answers.claims.basis import Key
from dipfacts.answers.claims.usable_numbers import Several
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import figure_of, part_of, side_of
from dipfacts.model.figures.rounding import TENTH, rounded
from dipfacts.model.figures.spans import otherwise_qualified
from dipfacts.model.file_format.tables import Figure, Measure
from dipfacts.model.groups import by_member
from dipfacts.model.periods.date_wording import within_brackets
from dipfacts.model.periods.period import Period
from dipfacts.record import Record
from dipfacts.text import plain

Sides = tuple[Fact | None, Fact | None]


class MirrorPair(Record, frozen=True):
    """One flow in one period as either side reports it; at least one of the two is there."""

    key: Key
    measure: str  # empty for goods that one side exports and the other imports
    parties: tuple[str, str]
    period: Period
    sides: Sides
    asymmetry: Decimal | None = None
    """(a - b) / ((a + b) / 2) in percent, a being the larger; None if not compared."""
    at_least: bool = False  # whether the asymmetry is a lower bound, as a side gives a bound
    differ: str = ""  # why the two sides are not comparable
    several: Mapping[str, Several] = MappingProxyType({})
    """All numbers of a side that gave several, none surely last, by the claim's id."""
    of_others: bool = False  # whether one is by others, who alone tell of the flow in the measure

    @property
    def facts(self) -> list[Fact]:
        """The claims of both sides, with all that a side gave."""
        others = (fact for several in self.several.values() for fact in several.facts)
        return list({fact.id: fact for fact in (*self._both, *others)}.values())

    @property
    def ids(self) -> list[str]:
        """The ids of these claims."""
        return [fact.id for fact in self.facts]

    @property
    def _both(self) -> list[Fact]:
        return [side for side in self.sides if side is not None]

    @property
    def figures(self) -> list[Figure]:
        """The figures of both sides, that of the side where the flow begins first."""
        figures = [*map(figure_of, self._both)]
        return figures[::-1] if self.figure.from_ == self.parties[1] else figures

    @property
    def figure(self) -> Figure:
        """The first figure; its direction and scope are those of both."""
        return figure_of(self._both[0])

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes of both sides: one, or two where they are not compared."""
        return frozenset(map(part_of, self.figures))

    @property
    def turned(self) -> MirrorPair:
        """The pair with the second side first."""
        return self.replaced(parties=self.parties[::-1], sides=self.sides[::-1])

    def amount_of(self, figure: Figure, than: Period | None = None) -> str:
        """Return '$42 million (estimate, fob)', with its scope where that is not the other's.

        Also with its period, '$42 million (about 2021)', where a side is not as certain of it as
        the pair is, or as a period told before it.
        """
        scope = plain(figure.scope or "") if len(self.scopes) > 1 else ""
        marks = scope, self.otherwise_when(figure, than), figure.valuation
        return display.marked(self.given(figure), marks, figure.status)

    def otherwise_when(self, figure: Figure, than: Period | None) -> str:
        """Return 'about 2021', '2021, uncertain' of a side unlike the pair in certainty."""
        own = otherwise_qualified(figure, than or self.period)
        return within_brackets(own.show()) if own else ""

    def given(self, figure: Figure) -> str:
        """Return '$42 million', '€10 billion and €15 billion': what a side gives."""
        several = self.several.get(figure.id)
        return several.amounts if several else display.figure_amount(figure)

    def claims_of(self, side: Fact) -> Sequence[Fact]:
        """Return the claims that `given` tells of: that of the side, or all that it gave."""
        several = self.several.get(side.id)
        return several.facts if several else [side]

    @property
    def is_mirrored(self) -> bool:
        """Return whether both sides report it, if only that it is not published."""
        return None not in self.sides


PairsByClaim = dict[str, list[tuple[int, MirrorPair]]]
"""The pairs that a claim is in, each with its number among all, by the claim's id."""


def pairs_by_claim(pairs: Iterable[MirrorPair]) -> PairsByClaim:
    """Return pairs by the ids of their claims."""
    return by_member(pairs, lambda pair: pair.ids)


def unless_balances(pair: MirrorPair, measures: Mapping[str, Measure]) -> MirrorPair:
    """Return a pair, without an asymmetry where each side gives its own balance."""
    if not any(side_of(figure, measures[figure.measure]) for figure in pair.figures):
        return pair
    differ = "each side gives its own balance" if pair.is_mirrored else ""
    return pair.replaced(asymmetry=None, at_least=False, differ=differ)


def asymmetry(a: Figure, b: Figure) -> Decimal | None:
    """Return the distance of mirror figures in percent of their mean, to one decimal."""
    if a.number < 0 or b.number < 0 or a.number + b.number == 0:
        return None
    gap = abs(Decimal(a.number) - Decimal(b.number))
    return rounded(gap * 200 / (Decimal(a.number) + Decimal(b.number)), TENTH)
