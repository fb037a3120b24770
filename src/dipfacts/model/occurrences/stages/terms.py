"""Terms of a relation that claims tell one after another, and claims of others beside them.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import attrgetter

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import class_of
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import BEGINS, ENDS, End, ends, goes_on, meet
from dipfacts.model.periods.dates import FINEST_FIRST
from dipfacts.model.periods.period import STILL_GOING, Period

_first = attrgetter("first")
_ANY_TIME = Period.parse(STILL_GOING)  # of a beginning that is not known
_TRIED = 8  # sources with several terms, of very many


def numbered_terms(standing: list[Fact]) -> dict[str, int]:
    """Return the number of the term that each claim with a beginning is of, by the claim's id.

    Terms that a claim tells in one have the number of the first. None where no source tells
    several, or a claim begins with none of them.
    """
    begun = _terms(standing)
    placed = _claims_with_term(standing, begun)
    if any(nth is None for _, nth in placed):
        return {}
    numbers, last = list[int](), -1
    for nth, furthest in enumerate(_told_in_one(placed, begun)):
        numbers.append(numbers[-1] if nth <= last else nth)
        last = max(last, furthest)
    return {fact.id: numbers[nth] for fact, nth in placed if nth is not None}


def between_terms(standing: list[Fact]) -> tuple[set[str], set[str]]:
    """Return the claims whose beginning, and those whose end, is one between terms.

    That is a beginning or an end between terms that another claim tells in one.
    """
    begun = _terms(standing) if len(standing) > 2 else []
    furthest = _told_in_one(_claims_with_term(standing, begun), begun)
    if furthest == [*range(len(begun))]:
        return set(), set()
    ended = ends([begin.fact for begin in begun], ENDS)
    return (
        _not_at(0, ends(standing, BEGINS), begun),
        _not_at(len(begun) - 1, ends(standing, ENDS), ended),
    )


def _not_at(place: int, ends_told: list[End], terms: list[End]) -> set[str]:
    """Return the claims whose ends are those of terms, but not of the term at that place."""
    places = {end.fact.id: _place_among(end, terms) for end in ends_told}
    return {id_ for id_, nth in places.items() if nth not in (None, place)}


def _claims_with_term(standing: list[Fact], begun: list[End]) -> list[tuple[Fact, int | None]]:
    """Return the claims with a beginning, each with the term that begins so, or that it is in.

    It is in a term of which it tells other dates if it meets no other.
    """
    results = list[tuple[Fact, int | None]]()
    firsts, lasts = zip(*map(_extent, begun), strict=True) if begun else ((), ())
    for end in ends(standing, BEGINS) if begun else ():
        place = _place_among(end, begun)
        if place is None:
            first, last = _extent(end)
            near = range(bisect_right(lasts, first), bisect_left(firsts, last))
            place = near[0] if len(near) == 1 else None
        results.append((end.fact, place))
    return results


def _extent(begin: End) -> tuple[int, int]:
    """Return the first day of a claim with a beginning, and the first that may be its last."""
    return begin.first, min((end.first for end in ends([begin.fact], ENDS)), default=FAR)


def _terms(standing: list[Fact]) -> list[End]:
    """Return the beginnings of the terms that claims tell one after another, in order.

    Those of one source beside which all other claims have a place, if that is found among the
    first; else those that several tell as renewals, if there all have; else those of one source.
    """
    by_source = grouped((fact.claim.source, fact) for fact in standing)
    several = sorted((it for it in by_source.values() if len(it) > 1), key=len, reverse=True)
    in_one = [begun for facts in several if (begun := _disjoint_terms(facts))]
    if len(by_source) < 2:
        return in_one[0] if in_one else []

    def has_all(begun: list[End]) -> bool:
        return all(nth is not None for _, nth in _claims_with_term(standing, begun))

    if complete := next(filter(has_all, in_one[:_TRIED]), []):
        return complete
    renewed = _renewals(standing)
    return renewed if renewed and has_all(renewed) else next(iter(in_one), [])


def _renewals(standing: list[Fact]) -> list[End]:
    """Return the beginnings of terms, each renewed by the next, whoever tells them.

    Of claims that meet the most precise is taken, and the first made.
    """
    apart = list[End]()
    precise_first = sorted(
        ends(standing, BEGINS), key=lambda it: (it.after - it.first, it.first, _made_by(it.fact))
    )
    for begin in precise_first:
        at = bisect_left(apart, begin.first, key=_first)
        is_after = at == 0 or _extent(apart[at - 1])[1] <= begin.first
        if is_after and (at == len(apart) or _extent(begin)[1] <= apart[at].first):
            apart.insert(at, begin)
    are_renewed = all(_is_renewed(a, b) for a, b in pairwise(apart))
    return apart if len(apart) > 1 and are_renewed else []


def _is_renewed(term: End, later: End) -> bool:
    """Return whether a term that begins later is surely no other account of one.

    So where it begins on the day after the last, in the month after or the year after, or the one
    was told before the other began: of what would follow, that claim says nothing.
    """
    (end,) = ends([term.fact], ENDS)
    return _follows(end, later) or _made_by(term.fact) <= later.first


def _follows(end: End, later: End) -> bool:
    """Return whether a beginning is known at least as well as an end, and leaves no gap after it.

    Of several days, months or years that it may be, as about one, nobody knows which it follows.
    """
    dates = end.period, later.period
    coarse, fine = (FINEST_FIRST.index(date.precision) for date in dates)
    is_known = not any(date.unspecified or date.is_qualified for date in dates)
    return is_known and fine <= coarse and later.first == end.after


def _made_by(fact: Fact) -> int:
    """Return the day by which a claim was made; one that is never reached if that is not known."""
    return fact.known_day or FAR


def _disjoint_terms(facts: list[Fact]) -> list[End]:
    """Return the beginnings of claims in order, if these are terms that do not overlap.

    Of the first it need not be known: it is at any time before its end. But a day on which it was
    over is another end, and begins no term.
    """
    known, finishes = ends(facts, BEGINS), ends(facts, ENDS)
    dated = {end.fact.id for end in known}
    undated = [end for end in finishes if end.fact.id not in dated]
    if undated and any(_is_day_of_being_over(end) for end in known):
        return []
    unknown = [End.of(end.fact, _ANY_TIME, 0, end.first) for end in undated]
    begun = sorted([*known, *unknown], key=_first)
    last = {end.fact.id: end.first for end in finishes}
    are_apart = all(last.get(a.fact.id, FAR) <= b.first for a, b in pairwise(begun))
    return begun if len(begun) == len(facts) and are_apart else []


def _is_day_of_being_over(begin: End) -> bool:
    return not begin.is_of_period and class_of(begin.fact.claim.status) == "over"


def _place_among(end: End, ends_given: list[End]) -> int | None:
    """Return the place of an end among others, which lie apart and in order; None if it is none."""
    at = bisect_left(ends_given, end.first, key=_first)
    near = range(max(at - 1, 0), min(at + 1, len(ends_given)))
    return next(
        (nth for nth in near if ends_given[nth] is end or meet([end, ends_given[nth]])), None
    )


def _told_in_one(placed: list[tuple[Fact, int | None]], begun: list[End]) -> list[int]:
    """Return the place of the last term that one claim spans with each; its own if none does.

    Such a claim begins with the first, and ends surely after it, or goes on. No claim spans terms
    with a time between them: of that time it says otherwise.
    """
    until = [
        end.reach[1]
        for it in begun
        for end in ends([it.fact], ENDS) or [End.of(it.fact, it.period, it.first, FAR)]
    ]
    following = [*range(len(begun))]  # the last of those that follow one another
    for at in reversed(range(len(begun) - 1)):
        if begun[at + 1].reach[0] <= until[at]:
            following[at] = following[at + 1]
    results = [*range(len(begun))]
    for fact, nth in placed:
        if nth is not None:
            own = (
                FAR if goes_on(fact) else max((end.first for end in ends([fact], ENDS)), default=0)
            )
            results[nth] = max(results[nth], min(bisect_right(until, own), following[nth]))
    return results
