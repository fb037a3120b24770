"""Terms of a relation that one source tells one after another, and claims of others beside them.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from dipfacts.model.ends import BEGINS, ENDS, End, ends, meet
from dipfacts.model.groups import grouped
from dipfacts.model.query import FAR, Fact

_first = attrgetter("first")


def numbered_terms(standing: list[Fact]) -> dict[str, int]:
    """Return the number of the term that each claim with a beginning is of, by the claim's id.

    None where no source tells several, or a claim is of none of them, or of several in one.
    """
    begun = _terms(standing)
    results: dict[str, int] = {}
    for begin in ends(standing, BEGINS) if begun else ():
        nth = _place(begin, begun)
        if nth is None or _is_of_several(begin.fact, nth, begun):
            return {}
        results[begin.fact.id] = nth
    return results


def between_terms(standing: list[Fact], which: int) -> set[str]:
    """Return the claims whose beginning or end is one between terms that another tells in one."""
    begun = _terms(standing)
    placed = ((begin.fact, _place(begin, begun)) for begin in ends(standing, BEGINS) if begun)
    if not any(nth is not None and _is_of_several(it, nth, begun) for it, nth in placed):
        return set()
    given = ends([begin.fact for begin in begun], which)
    last = len(begun) - 1 if which == ENDS else 0
    places = {end.fact.id: _place(end, given) for end in ends(standing, which)}
    return {id_ for id_, nth in places.items() if nth not in (None, last)}


def _terms(standing: list[Fact]) -> list[End]:
    """Return the beginnings of the terms that one source tells one after another, in order."""
    by_source = grouped((fact.claim.source, fact) for fact in standing)
    told = max(by_source.values(), key=len, default=[])
    begun = sorted(ends(told, BEGINS), key=_first)
    last = {end.fact.id: end.first for end in ends(told, ENDS)}
    are_apart = all(last.get(a.fact.id, FAR) <= b.first for a, b in pairwise(begun))
    return begun if len(begun) == len(told) > 1 and are_apart else []


def _place(end: End, given: list[End]) -> int | None:
    """Return the place of an end among others, which lie apart and in order; None if it is none."""
    at = bisect_left(given, end.first, key=_first)
    near = range(max(at - 1, 0), min(at + 1, len(given)))
    return next((nth for nth in near if given[nth] is end or meet([end, given[nth]])), None)


def _is_of_several(fact: Fact, nth: int, begun: list[End]) -> bool:
    """Return whether a claim that begins with a term ends surely after it, or goes on.

    Not where the next term does not begin as that one ends: of the time between, the claim says
    otherwise.
    """
    own, last = ends([fact], ENDS), ends([begun[nth].fact], ENDS)
    if not last:
        return False
    until = last[0].reach[1]
    if any(begin.reach[0] > until for begin in begun[nth + 1 : nth + 2]):
        return False
    goes_on = fact.period is not None and fact.period.text.endswith("/..")
    return goes_on or any(end.first >= until for end in own)
