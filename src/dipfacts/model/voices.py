"""Whose statements claims are, which of them are independent, and why two of them differ.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from dipfacts.model.query import Fact
from dipfacts.model.tables import Figure
from dipfacts.text import fold

REASONS = ("reporter", "revision", "derivation", "valuation", "definition", "unexplained")
"""The reasons of a disagreement, in the order of pages."""

COMPARED_WITH_ALL = 200  # different statements up to which reasons are sought in every pair

Voice = tuple[str, str]
"""A role (reporter, claimant, source or origin) and the id of who has it."""

Origins = Mapping[str, frozenset[str]]
"""The sources that a source is made from, at any remove; a source without them may be left out."""

_STAGES = {None: 0, "provisional": 1, "estimate": 2}  # of one figure by one voice, the last first


def figure_of(fact: Fact) -> Figure:
    """Return the claim of a fact that is known to be a figure."""
    assert isinstance(fact.claim, Figure)
    return fact.claim


def voices(figure: Figure) -> list[Voice]:
    """Return whose statement a claim is: its reporter's and its claimant's, else its source's."""
    named = [("reporter", figure.reporter)] if figure.reporter else []
    named += [("claimant", who) for who in figure.claimants]
    return named or [("source", figure.source)]


def independent(facts: Iterable[Fact], origins: Origins) -> int:
    """Return the number of voices that share no reporter, claimant, source or origin.

    A claim of a source made from others is no voice beside theirs; two sources made from the same
    one that is not among the claims are one voice.
    """
    figures = [figure_of(fact) for fact in facts]
    present = {figure.source for figure in figures}
    groups = []
    for figure in figures:
        made_from = origins.get(figure.source, frozenset())
        if not made_from & present:
            groups.append([*voices(figure), *(("origin", source) for source in made_from)])
    # Sources made from one another in a circle are one voice.
    return len(_joined(groups)) if groups or not figures else 1


def _joined(groups: Iterable[list[Voice]]) -> set[Voice]:
    """Return one voice for each set of groups that have voices in common."""
    leader: dict[Voice, Voice] = {}

    def lead(voice: Voice) -> Voice:
        while leader.setdefault(voice, voice) != voice:
            leader[voice] = leader[leader[voice]]
            voice = leader[voice]
        return voice

    for group in groups:
        first, *others = map(lead, group)
        for other in others:
            leader[other] = first
    return {lead(voice) for voice in [*leader]}


def superseded(facts: Iterable[Fact]) -> set[str]:
    """Return the ids of the provisional figures and estimates that the same voice has replaced.

    Estimates give way to provisional figures, and both to final ones of the same valuation and
    definition, unless these are known to be older. Preferred claims stay.
    """
    by_voice: dict[tuple[Voice, str | None, str], list[Fact]] = {}
    for fact in facts:
        figure = figure_of(fact)
        key = voices(figure)[0], figure.valuation, fold(figure.definition or "")
        by_voice.setdefault(key, []).append(fact)
    return {
        early.id
        for same in by_voice.values()
        for early in same
        if early.claim.rank != "preferred" and any(_replaces(late, early) for late in same)
    }


def _replaces(late: Fact, early: Fact) -> bool:
    stages = [_STAGES.get(figure_of(fact).status, 0) for fact in (late, early)]
    older = late.known_day and early.known_day and late.known_day < early.known_day
    return stages[0] < stages[1] and not older


def is_made_from(copy: Figure, figure: Figure, origins: Origins) -> bool:
    """Return whether the source of one figure is made from that of another."""
    return figure.source in origins.get(copy.source, ())


# --------------------------------------------------------------------------------- reasons


def pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of different statements to seek reasons in.

    All of them; but of very many, each with the lowest, the highest and the next of its voice, so
    that the time grows with their number and not with its square.
    """
    distinct: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        f = figure_of(fact)
        stated = (str(f.number), f.qualifier, f.valuation, f.definition)
        distinct.setdefault((*stated, f.reporter, f.claimant, fact.known_day), fact)
    statements = list(distinct.values())
    if len(statements) <= COMPARED_WITH_ALL:
        yield from combinations(statements, 2)
        return
    statements.sort(key=lambda fact: (figure_of(fact).value, fact.claim.id))
    for fact in statements:
        yield statements[0], fact
        yield fact, statements[-1]
    by_voice: dict[Voice, list[Fact]] = {}
    for fact in statements:
        for voice in voices(figure_of(fact)):
            by_voice.setdefault(voice, []).append(fact)
    for same in by_voice.values():
        yield from pairwise(same)


def why(a: Fact, b: Fact, origins: Origins) -> list[str]:
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
    if is_made_from(one, other, origins) or is_made_from(other, one, origins):
        found.append("derivation")
    if one.valuation and other.valuation and one.valuation != other.valuation:
        found.append("valuation")
    # A source's definition is recorded where it is not that of others: one of them is enough.
    if fold(one.definition or "") != fold(other.definition or ""):
        found.append("definition")
    return found or ["unexplained"]
