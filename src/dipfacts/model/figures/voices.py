"""Voices of claims: whose statements these are, which are independent, and why two differ.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.fact import Fact
from dipfacts.model.figures.rounding import agree, is_number, tightest
from dipfacts.model.file_format.tables import AnyClaim, Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.record import Record
from dipfacts.text import fold

REASONS = tuple("reporter revision derivation valuation definition period unexplained".split())
"""The reasons of a disagreement, in the order of pages."""

COMPARED_WITH_ALL = 200  # different statements up to which reasons are sought in every pair

Voice = tuple[str, str]
"""A role (reporter, claimant, source or origin) and the id of who has it; to tell voices apart
a party whatever its role."""


class Origins(Record, frozen=True):
    """The sources, states and publishers behind voices, by the ids that claims have."""

    sources: Mapping[str, frozenset[str]] = {}  # those that a source is made from, at any remove
    states: Mapping[str, str] = {}
    """The country that a person or a service acts for; of a country, itself."""
    publishers: Mapping[str, str] = {}  # who publishes a source
    printed: Mapping[str, int] = {}
    """The first day, an ordinal, on which a source may be published, where several may be."""


_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
_STAGES = {None: 0, "provisional": 1, "estimate": 2}  # of one figure by one voice, the last first


def figure_of(fact: Fact) -> Figure:
    """Return the claim of a fact that is known to be a figure."""
    assert isinstance(fact.claim, Figure)
    return fact.claim


def ranked(facts: Iterable[Fact]) -> list[Fact]:
    """Return claims preferred first, deprecated last; of one rank the newest known first."""
    return sorted(facts, key=lambda f: (_RANKS[f.claim.rank], -(f.known_day or 0), f.claim.id))


def counting(facts: list[Fact]) -> list[Fact]:
    """Return the claims that are not deprecated; where there is none, all."""
    valid = [fact for fact in facts if fact.claim.rank != "deprecated"]
    return valid if 0 < len(valid) < len(facts) else facts


def voices(claim: AnyClaim) -> list[Voice]:
    """Return whose statement a claim is: its reporter's and its claimant's, else its source's."""
    reporter = getattr(claim, "reporter", None)
    named = [("reporter", reporter)] if reporter else []
    named += [("claimant", who) for who in claim.claimants]
    return named or [("source", claim.source)]


def independent(facts: Iterable[Fact], origins: Origins, besides: Iterable[Fact] = ()) -> int:
    """Return the number of voices that share no reporter, claimant, state, source or origin.

    A claim of a source made from others is no voice beside theirs; two sources made from the same
    one that is not among the claims are one voice. What a document says in its own name is no voice
    beside somebody whom it quotes. Both hold for those of `besides`, too: claims of the same
    question that are not counted. A joint statement makes those who speak elsewhere, each alone, no
    one voice.
    """
    claims = [fact.claim for fact in facts]
    all_claims = claims + [fact.claim for fact in besides]
    present = {claim.source for claim in all_claims}
    quoting = {claim.source for claim in all_claims if not _names_nobody(claim)}
    alone: list[set[Voice]] = []
    joint: list[set[Voice]] = []
    for claim in claims:
        made_from = origins.sources.get(claim.source, frozenset())
        is_repeated = claim.source in quoting and _names_nobody(claim)
        if not made_from & present and not is_repeated:
            group = {*_speaking(claim, origins), *(("origin", source) for source in made_from)}
            (joint if len(claim.claimants) > 1 else alone).append(group)
    heard = set().union(*alone)
    beside = [group for group in joint if not group & heard]
    # Sources made from one another in a circle, if that is too long to be followed, are one voice.
    return (
        len(_one_of_each_set(alone)) + len(_one_of_each_set(beside))
        if alone or joint or not claims
        else 1
    )


def _names_nobody(claim: AnyClaim) -> bool:
    """Return whether a claim is the statement of its source, as it names nobody else."""
    return voices(claim)[0][0] == "source"


def _speaking(claim: AnyClaim, origins: Origins) -> Iterator[Voice]:
    """Yield whose statement a claim is, whatever their roles, with those for whom they act.

    Who quotes the numbers of a reporter speaks for itself alone. What names nobody is the statement
    of who publishes it: two editions of one data set confirm nothing.
    """
    if _names_nobody(claim):
        yield "source", claim.source
        if claim.source in origins.publishers:
            yield "publisher", origins.publishers[claim.source]
        return
    reporter = getattr(claim, "reporter", None)
    for role, who in voices(claim):
        yield "party", who
        if role == "reporter" or not reporter:
            yield "party", origins.states.get(who, who)


def _one_of_each_set(groups: Iterable[Collection[Voice]]) -> set[Voice]:
    """Return one voice for each set of groups that have voices in common."""
    together = DisjointSets[Voice]()
    for group in groups:
        first, *_ = group
        for voice in group:
            together.join(voice, first)
    return together.representatives


def first_made(fact: Fact, origins: Origins) -> int:
    """Return the first day, an ordinal, on which a claim may be made; 0 where that is not known.

    The last one is `known_day`: what was said in 2015 may be said on any day of it.
    """
    if said_on := fact.claim.said_on:
        return Period.parse(said_on).start_day or 0
    return origins.printed.get(fact.claim.source, fact.known_day or 0)


def made(fact: Fact) -> int:
    """Return the first day, an ordinal, on which stages take a claim to be made; 0 if not known.

    What was said in 2023 is not surely said after June. What has no date of its own counts as made
    on the last day on which its source may be published: the index finds stages without `Origins`,
    and answers must find the same.
    """
    return first_made(fact, Origins())


def are_in_order(facts: list[Fact], origins: Origins) -> bool:
    """Return whether each claim is surely made after the one before it."""
    return all(
        one.known_day and one.known_day < first_made(other, origins)
        for one, other in pairwise(facts)
    )


def superseded(facts: Iterable[Fact], nature: str, origins: Origins) -> set[str]:
    """Return the ids of the provisional figures and estimates that the same voice has replaced.

    Estimates give way to provisional figures, and both to final ones of the same valuation and
    definition, unless these are known to be older; to a bound only what contradicts it. Preferred
    claims stay.
    """
    by_voice: dict[tuple[Voice, str | None, str], list[Fact]] = {}
    for fact in facts:
        figure = figure_of(fact)
        key = voices(figure)[0], figure.valuation, fold(figure.definition or "")
        by_voice.setdefault(key, []).append(fact)
    several = (same for same in by_voice.values() if len({*map(_stage, same)}) > 1)
    return {early for same in several for early in _replaced(same, nature, origins)}


def _replaced(same: list[Fact], nature: str, origins: Origins) -> Iterator[str]:
    """Yield the ids of the claims of one voice that one of a later stage replaces.

    From the newest claim to the oldest, so that of those not known to be older a number, or the
    tightest bounds, are enough.
    """
    unread = sorted(same, key=_last_known)
    newer: dict[int, list[Figure]] = {}  # by stage
    for fact in sorted(same, key=lambda it: first_made(it, origins), reverse=True):
        while unread and _last_known(unread[-1]) >= first_made(fact, origins):
            stage = _stage(late := unread.pop())
            newer[stage] = _strongest([*newer.get(stage, ()), figure_of(late)])
        final = (it for stage, some in newer.items() if stage < _stage(fact) for it in some)
        if fact.claim.rank != "preferred" and any(
            is_number(it) or not agree(it, figure_of(fact), nature) for it in final
        ):
            yield fact.id


def _last_known(fact: Fact) -> float:
    return fact.known_day or math.inf


def _strongest(figures: list[Figure]) -> list[Figure]:
    """Return a number if there is one, else the tightest bounds."""
    return [*filter(is_number, figures)][:1] or tightest(figures)


def _stage(fact: Fact) -> int:
    return _STAGES.get(figure_of(fact).status, 0)


def are_one_voice(one: Fact, other: Fact, origins: Origins) -> bool:
    """Return whether the source of one claim is made from that of the other."""
    a, b = figure_of(one).source, figure_of(other).source
    return a in origins.sources.get(b, ()) or b in origins.sources.get(a, ())


# --------------------------------------------------------------------------------- reasons


def figure_pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of different statements to seek reasons in.

    All of them; but of very many, each with the lowest, the highest and the next of its voice, so
    that the time grows with their number and not with its square.
    """
    distinct: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        f = figure_of(fact)
        stated = (str(f.number), f.qualifier, f.valuation, f.definition, f.period)
        distinct.setdefault((*stated, f.reporter, f.claimant, fact.known_day), fact)
    statements = list(distinct.values())
    if len(statements) <= COMPARED_WITH_ALL:
        yield from combinations(statements, 2)
        return
    statements.sort(key=lambda fact: (figure_of(fact).value, fact.claim.id))
    for fact in statements:
        yield statements[0], fact
        yield fact, statements[-1]
    by_voice = grouped((voice, it) for it in statements for voice in voices(figure_of(it)))
    for same in by_voice.values():
        yield from pairwise(same)


def reasons_of_difference(a: Fact, b: Fact, origins: Origins) -> list[str]:
    """Return the recorded reasons why two claims differ, or `unexplained`."""
    one, other = figure_of(a), figure_of(b)
    results = []
    if _differ(one.reporter, other.reporter):
        results.append("reporter")
    same_voice = _agree(one.claimant, other.claimant) or _agree(one.reporter, other.reporter)
    same_voice = same_voice or _says_its_own(one, other) or _says_its_own(other, one)
    if same_voice and (are_in_order([a, b], origins) or are_in_order([b, a], origins)):
        results.append("revision")
    if are_one_voice(a, b, origins):
        results.append("derivation")
    if _differ(one.valuation, other.valuation):
        results.append("valuation")
    # A source's definition is recorded where it is not that of others: one of them is enough.
    if fold(one.definition or "") != fold(other.definition or ""):
        results.append("definition")
    if Period.parse(one.period).is_qualified != Period.parse(other.period).is_qualified:
        results.append("period")
    return results or ["unexplained"]


def _says_its_own(one: Figure, other: Figure) -> bool:
    """Return whether the reporter of a number that nobody claims is who claims another."""
    is_said = not one.claimants and not other.reporter
    return is_said and [one.reporter] == [*other.claimants]


def _differ(one: object, other: object) -> bool:
    """Return whether both are given, and are not the same."""
    return bool(one and other) and one != other


def _agree(one: object, other: object) -> bool:
    """Return whether both are given, and are the same."""
    return bool(one) and one == other
