"""Claims side by side: which of them answer one question, and whether they agree.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from dipfacts.base import Fact
from dipfacts.model import Figure
from dipfacts.names import fold
from dipfacts.period import Period

TYPE_CHECKING = False  # typing is slow to import, and only the type checker needs it
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from dipfacts.model import Number

REASONS = ("reporter", "revision", "valuation", "definition", "unexplained")
_LOWER = ("more-than", "at-least")
_UPPER = ("less-than", "at-most")
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
EXACT_NATURES = ("rank", "count")  # whole things are counted, not rounded
SIGNIFICANT = 2  # a round number such as 3 billion is taken to be meant to two digits at least


class Question:
    """Claims about the same thing: topic, measure, direction or parties, span, unit, part, scope.

    `facts` stand preferred first, then newest known first; deprecated ones last.
    """

    def __init__(self, facts: list[Fact], nature: str) -> None:
        self.facts = sorted(
            facts, key=lambda f: (_RANKS[f.claim.rank], -(f.known_day or 0), f.claim.id)
        )
        self.nature = nature
        self.counting = [f for f in self.facts if f.claim.rank != "deprecated"] or self.facts
        self.figures = [figure_of(fact) for fact in self.counting]
        self.period = Period.parse(self.figures[0].period)

    @property
    def figure(self) -> Figure:
        """The claim that stands first; measure, unit, direction and scope are those of all."""
        return self.figures[0]

    @property
    def preferred(self) -> Fact | None:
        """The claim that decides the headline because its file prefers it, if just one value is."""
        best = [f for f in self.counting if f.claim.rank == "preferred"]
        return best[0] if len({figure_of(f).value for f in best}) == 1 else None

    @property
    def low(self) -> Number:
        """The smallest number claimed."""
        return min(figure.value for figure in self.figures)

    @property
    def high(self) -> Number:
        """The largest number claimed."""
        return max(figure.value for figure in self.figures)

    @property
    def statements(self) -> int:
        """How many independent statements the claims are; one in several papers counts once."""
        return len({statement(fact) for fact in self.counting})

    def disagreements(self) -> list[tuple[Fact, Fact]]:
        """Every pair of claims that cannot both be right."""
        return [
            (a, b)
            for a, b in combinations(self.counting, 2)
            if not agree(figure_of(a), figure_of(b), self.nature)
        ]

    @property
    def agreement(self) -> str:
        """`single`, `confirmed` or `conflict`."""
        if self.disagreements():
            return "conflict"
        return "confirmed" if self.statements > 1 else "single"

    @property
    def reasons(self) -> list[str]:
        """What explains the disagreements, in the order of REASONS; empty where there are none."""
        found = {reason for a, b in self.disagreements() for reason in why(a, b)}
        return [reason for reason in REASONS if reason in found]

    @property
    def value(self) -> Number | None:
        """The number that answers; None where sources differ and none is preferred."""
        if self.preferred is not None:
            return figure_of(self.preferred).value
        return None if self.agreement == "conflict" else self.finest.value

    @property
    def finest(self) -> Figure:
        """The most precise of claims that agree: an exact number before a bound, then by digits."""
        return min(
            self.figures,
            key=lambda f: (f.qualifier != "exactly", f.qualifier != "about", grain(f, self.nature)),
        )

    @property
    def spread_percent(self) -> Decimal | None:
        """How far the highest lies above the lowest, in percent of the lowest, to one decimal."""
        if self.low <= 0 or self.low == self.high:
            return None
        return (Decimal(self.high - self.low) * 100 / Decimal(self.low)).quantize(Decimal("0.1"))


def figure_of(fact: Fact) -> Figure:
    """The claim of a fact that is known to be a figure."""
    assert isinstance(fact.claim, Figure)
    return fact.claim


def key_of(fact: Fact) -> tuple[Any, ...]:
    """What two figures must share to answer one question."""
    figure = figure_of(fact)
    period = Period.parse(figure.period)
    direction = (figure.from_, figure.to) if figure.from_ else tuple(sorted(figure.parties))
    return (
        fact.topic,
        figure.measure,
        bool(figure.from_),
        direction,
        figure.unit,
        figure.part_of is not None,
        fold(figure.scope or ""),
        period.start_day or 0,
        period.end_day or 0,
    )


def questions(facts: Iterable[Fact], natures: dict[str, str]) -> list[Question]:
    """The figures grouped by what they are about, in the order of first appearance."""
    groups: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key_of(fact), []).append(fact)
    return [Question(group, natures[figure_of(group[0]).measure]) for group in groups.values()]


def grain(figure: Figure, nature: str) -> Decimal:
    """The unit that a number is rounded to, told by its trailing zeros: 2.9 billion to 0.1 billion.

    An exact number keeps at least two significant digits, so that 3 billion is not 2.6 billion.
    """
    value = Decimal(figure.value)
    digits, exponent = value.as_tuple().digits, value.as_tuple().exponent
    assert isinstance(exponent, int)
    if figure.qualifier != "about" and nature in EXACT_NATURES:
        return Decimal(1).scaleb(min(exponent, 0))
    if value == 0:
        return Decimal(1).scaleb(min(exponent, 0))
    text = "".join(map(str, digits)).lstrip("0")
    zeros = len(text) - len(text.rstrip("0")) if exponent >= 0 else 0
    if figure.qualifier != "about":
        zeros = max(0, min(zeros, len(text) - SIGNIFICANT))
    return Decimal(1).scaleb(exponent + zeros)


def agree(a: Figure, b: Figure, nature: str) -> bool:
    """Whether both can be right: equal after rounding to the coarser, or within a stated bound."""
    a_bound, b_bound = a.qualifier in _LOWER + _UPPER, b.qualifier in _LOWER + _UPPER
    if a_bound and b_bound:
        if (a.qualifier in _LOWER) == (b.qualifier in _LOWER):
            return True
        low, high = (a, b) if a.qualifier in _LOWER else (b, a)
        return low.value < high.value
    if a_bound or b_bound:
        bound, number = (a, b) if a_bound else (b, a)
        half = grain(number, nature) / 2 if nature not in EXACT_NATURES else Decimal(0)
        if bound.qualifier == "more-than":
            return Decimal(number.value) + half > bound.value
        if bound.qualifier == "at-least":
            return Decimal(number.value) + half >= bound.value
        if bound.qualifier == "less-than":
            return Decimal(number.value) - half < bound.value
        return Decimal(number.value) - half <= bound.value
    coarser = max(grain(a, nature), grain(b, nature))
    return _rounded(a, coarser) == _rounded(b, coarser)


def _rounded(figure: Figure, to: Decimal) -> Decimal:
    return (Decimal(figure.value) / to).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def statement(fact: Fact) -> tuple[object, ...]:
    """Whose word a claim is: the same claimant on the same day, else one reporter, else a source."""
    figure = figure_of(fact)
    if figure.claimant:
        return ("claimant", figure.claimant, figure.said_on or fact.known_day)
    if figure.reporter:
        return ("reporter", figure.reporter)
    return ("source", figure.source)


def why(a: Fact, b: Fact) -> list[str]:
    """What explains that two claims differ; `unexplained` where nothing recorded does."""
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
    if one.definition and other.definition and one.definition != other.definition:
        found.append("definition")
    return found or ["unexplained"]
