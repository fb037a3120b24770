"""Claims side by side: which of them answer one question, and whether they agree.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from dipfacts.model.period import Period
from dipfacts.model.query import Fact
from dipfacts.model.tables import Figure, Number
from dipfacts.text import fold

REASONS = ("reporter", "revision", "valuation", "definition", "unexplained")
_LOWER = ("more-than", "at-least")
_UPPER = ("less-than", "at-most")
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
EXACT_NATURES = ("rank", "count")  # whole things are counted, not rounded
SIGNIFICANT = 2  # a round number such as 3 billion is taken to be meant to two digits at least
_WIDE = Context(prec=80)  # a ratio of two numbers of 18 digits has up to 38 before its point
MANY = 200  # different statements up to which each is held against each other one


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

    @cached_property
    def period(self) -> Period:
        """The span that all share; where they spell it differently, the plainest spelling."""
        spelled = {figure.period for figure in self.figures}
        return min(map(Period.parse, spelled), key=_plainness)

    @property
    def figure(self) -> Figure:
        """The claim that stands first; measure, unit, direction and scope are those of all."""
        return self.figures[0]

    @cached_property
    def preferred(self) -> Fact | None:
        """The claim that decides the headline because its file prefers it, if those agree."""
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
        """How many independent voices the claims are; one in several papers counts once."""
        return len(_independent(self.counting))

    @cached_property
    def agreement(self) -> str:
        """`single`, `confirmed` or `conflict`."""
        # Two numbers of one grain and qualifier agree only if they are equal, so that few kinds
        # can agree all round: however many there are, the first disagreement is found early.
        pairs = combinations(_kinds(self.figures), 2)
        if any(not agree(a, b, self.nature) for a, b in pairs):
            return "conflict"
        return "confirmed" if self.statements > 1 else "single"

    @cached_property
    def reasons(self) -> list[str]:
        """What explains the disagreements, in the order of REASONS; empty where there are none."""
        found: set[str] = set()
        if self.agreement == "conflict":
            for a, b in _pairs(self.counting):
                if not agree(figure_of(a), figure_of(b), self.nature):
                    found.update(why(a, b))
            found = found or {"unexplained"}  # of very many claims not every pair is looked at
        return [reason for reason in REASONS if reason in found]

    @property
    def value(self) -> Number | None:
        """The number that answers; None where sources differ and none is preferred."""
        if self.preferred is not None:
            return figure_of(self.preferred).value
        return None if self.agreement == "conflict" else self.finest.value

    @cached_property
    def finest(self) -> Figure:
        """The most precise of claims that agree: an exact number before a bound, then by digits."""
        return min(self.figures, key=lambda figure: fineness(figure, self.nature))

    @property
    def spread_percent(self) -> Decimal | None:
        """How far the highest lies above the lowest, in percent of the lowest, to one decimal."""
        if self.low <= 0 or self.low == self.high:
            return None
        return rounded(Decimal(self.high - self.low) * 100 / Decimal(self.low), Decimal("0.1"))


# -------------------------------------------------------------------------- one question


def figure_of(fact: Fact) -> Figure:
    """The claim of a fact that is known to be a figure."""
    assert isinstance(fact.claim, Figure)
    return fact.claim


def direction_of(figure: Figure) -> tuple[str, ...]:
    """From and to where a figure has them, else its parties in one order."""
    return (figure.from_, figure.to or "") if figure.from_ else tuple(sorted(figure.parties))


def part_of(figure: Figure) -> str:
    """What of the whole is counted; a component without a scope is comparable with nothing."""
    if figure.scope:
        return fold(figure.scope) or figure.scope
    return f"#{figure.id}" if figure.part_of else ""


def series_key(figure: Figure) -> tuple[Any, ...]:
    """What figures share that differ in nothing but their period."""
    return (
        figure.measure,
        bool(figure.from_),
        direction_of(figure),
        figure.unit,
        figure.part_of is not None,
        part_of(figure),
    )


def key_of(fact: Fact) -> tuple[Any, ...]:
    """What two figures must share to answer one question."""
    figure = figure_of(fact)
    period = Period.parse(figure.period)
    return (fact.topic, *series_key(figure), period.start_day or 0, period.end_day or 0)


def questions(facts: Iterable[Fact], natures: Mapping[str, str]) -> list[Question]:
    """The figures grouped by what they are about, in the order of first appearance."""
    groups: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key_of(fact), []).append(fact)
    return [Question(group, natures[figure_of(group[0]).measure]) for group in groups.values()]


def _plainness(period: Period) -> tuple[bool, bool, int, str]:
    text = str(period)
    return period.uncertain, period.approximate, len(text), text


# ----------------------------------------------------------------------------- agreement


def grain(figure: Figure, nature: str) -> Decimal:
    """The unit that a number is rounded to, told by its trailing zeros: 2.9 billion to 0.1 billion.

    An exact number keeps at least two significant digits, so that 3 billion is not 2.6 billion.
    Counts and ranks that are not said to be rounded are not.
    """
    value = Decimal(figure.value)
    exponent = _exponent(value)
    if exponent < 0 or value == 0:
        return Decimal(1).scaleb(min(exponent, 0))
    if figure.qualifier == "exactly" and nature in EXACT_NATURES:
        return Decimal(1)
    digits = value.as_tuple().digits
    zeros = exponent + len(digits) - len("".join(map(str, digits)).rstrip("0"))
    if figure.qualifier == "exactly":
        zeros = max(0, min(zeros, value.adjusted() + 1 - SIGNIFICANT))
    return Decimal(1).scaleb(zeros)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # the loader refuses inf and nan
    return exponent


def fineness(figure: Figure, nature: str) -> tuple[bool, bool, Decimal]:
    """Sorts an exact number before one that is about right, that before a bound, then by grain."""
    return figure.qualifier != "exactly", figure.qualifier != "about", grain(figure, nature)


def agree(a: Figure, b: Figure, nature: str) -> bool:
    """Whether both can be right: equal after rounding to the coarser, or within a stated bound."""
    if _side(a) == _side(b):  # nobody says "over 70" of what he takes to be over 80
        coarser = max(grain(a, nature), grain(b, nature))
        return _in_units(a, coarser) == _in_units(b, coarser)
    if _side(a) and _side(b):
        low, high = (a, b) if _side(a) > 0 else (b, a)
        if low.qualifier == "at-least" and high.qualifier == "at-most":
            return low.value <= high.value
        return low.value < high.value
    bound, number = (a, b) if _side(a) else (b, a)
    reach = (Decimal(number.value) - bound.value) * _side(bound) + _half(number, nature)
    return reach >= 0 if bound.qualifier in ("at-least", "at-most") else reach > 0


def _side(figure: Figure) -> int:
    """1 for a bound from below, -1 for one from above, 0 for a number."""
    return (figure.qualifier in _LOWER) - (figure.qualifier in _UPPER)


def _half(figure: Figure, nature: str) -> Decimal:
    """How far the number behind a rounded one may lie from it; "none" and a count are exact."""
    if figure.qualifier == "exactly" and nature in EXACT_NATURES:
        return Decimal(0)
    if figure.value == 0 and nature != "ratio":
        return Decimal(0)
    return grain(figure, nature) / 2


def _in_units(figure: Figure, unit: Decimal) -> Decimal:
    return rounded(Decimal(figure.value) / unit, Decimal(1))


def rounded(value: Decimal, to: Decimal) -> Decimal:
    """A number to so many decimals, halves away from zero, as people round."""
    return value.quantize(to, ROUND_HALF_UP, _WIDE)


def _kinds(figures: Iterable[Figure]) -> list[Figure]:
    """One figure for each value and qualifier: all that agreement depends on."""
    kinds: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        # 2 and 2.0 are equal numbers, but not equally precise
        kinds.setdefault((str(figure.value), figure.qualifier), figure)
    return list(kinds.values())


# -------------------------------------------------------------- independence and reasons


def voices(figure: Figure) -> list[tuple[str, str]]:
    """Whose word a claim is: its reporter's and its claimant's, else its source's."""
    named = (("reporter", figure.reporter), ("claimant", figure.claimant))
    return [(role, who) for role, who in named if who] or [("source", figure.source)]


def _independent(facts: list[Fact]) -> set[tuple[str, str]]:
    """One voice for each group of claims that share a reporter, a claimant or a source."""
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
    """Pairs of different statements to look for reasons in.

    All of them, but where there are very many: each with the lowest, the highest and the next
    of the same voice, so that the time grows with the claims and not with their square.
    """
    distinct: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        f = figure_of(fact)
        said = (str(f.value), f.qualifier, f.reporter, f.claimant, fact.known_day)
        distinct.setdefault((*said, f.valuation, f.definition), fact)
    some = list(distinct.values())
    if len(some) <= MANY:
        yield from combinations(some, 2)
        return
    some.sort(key=lambda fact: (figure_of(fact).value, fact.claim.id))
    for fact in some:
        yield some[0], fact
        yield fact, some[-1]
    by_voice: dict[tuple[str, str], list[Fact]] = {}
    for fact in some:
        for voice in voices(figure_of(fact)):
            by_voice.setdefault(voice, []).append(fact)
    for same in by_voice.values():
        yield from pairwise(same)


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
    # A source's definition is recorded where it is not that of others: one of them is enough.
    if fold(one.definition or "") != fold(other.definition or ""):
        found.append("definition")
    return found or ["unexplained"]
