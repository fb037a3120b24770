"""The rule for claims that may be about one relation or event, though nothing joins them.

`checks` reports them, and pages tell of those that they list as two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import CALLED_OFF, class_of
from dipfacts.model.file_format.tables import Relation, RelationOrEvent
from dipfacts.model.groups import shared_by_several
from dipfacts.model.periods.period import Period
from dipfacts.record import Record
from dipfacts.text import fold

NEAR = 40  # days apart up to which claims of one kind may be about one relation or event
_YEAR = re.compile(r"([0-9]{4})(?:/\1)?")
"""A year, also as the period from its beginning to its end."""
_MOST = 20  # claims after one that it is compared with


class _Dated(Record, frozen=True, order=True):
    """A claim with the first day on which it may begin, and the day after the last.

    `end` is the day after its own last, FAR where it goes on or that is not known.
    """

    first: int
    after: int
    end: int
    nth: int
    claim: RelationOrEvent

    @property
    def reach(self) -> int:
        """The day after the last on which another claim may lie in it."""
        return self.after if self.end == FAR else self.end


class Alike(Record, frozen=True):
    """Two claims that may be one, by their places, and how many days lie between them.

    `earlier` is the one to which the other may be joined: that of more parties, if one has more.
    """

    later: int
    earlier: int
    days_between: int
    is_of_fewer: bool = False


_SAME_TITLE, _OTHER_TITLE, _OF_MORE = range(3)
_Pair = tuple[int, int, int]  # which of these it is, days apart, and the other claim
Alikeness = tuple[type[RelationOrEvent], str, str]
"""The type, kind and title that two claims share where one is about fewer of the parties."""


def group_of(claim: RelationOrEvent) -> tuple[type[RelationOrEvent], str, frozenset[str]]:
    """Return the key of claims that may be one: kind and parties."""
    return type(claim), claim.kind, claim.party_set


def alikeness(claim: RelationOrEvent) -> Alikeness:
    """Return the key that a claim about some of the parties of another has in common with it."""
    return type(claim), claim.kind, fold(claim.title)


def possible_duplicates(
    claims: Sequence[RelationOrEvent],
    occurrence_of: Callable[[str], str],
    unique: Collection[str],
) -> Iterator[Alike]:
    """Yield the claims, in the order of their files, that may be one with an earlier one.

    Of each claim those before it that have its title, else the nearest of them. What has two titles
    in one source is two, and so is what two sources have twice. Of two occurrences it is told once.
    And each with those of its title that are about more parties, its own among them.
    """
    sources = _sources(claims, occurrence_of)
    places = [nth for nth, claim in enumerate(claims) if claim.rank != "deprecated"]
    dated = partial(_dated, claims, unique)
    alike = map(dated, shared_by_several(places, lambda nth: group_of(claims[nth])))
    results = _pairs(occurrence_of, alike, sources)
    kinds = {_kind(claims[nth]) for nth in places if len(claims[nth].everyone) != 2}
    titled = [nth for nth in places if _kind(claims[nth]) in kinds]
    alike = map(dated, shared_by_several(titled, lambda nth: alikeness(claims[nth])))
    for fewer, more in _of_fewer(occurrence_of, alike, sources):
        results[fewer.nth].append((_OF_MORE, _days_between(*sorted((fewer, more))), more.nth))
    reported = set[frozenset[str]]()
    for nth, pairs in sorted(results.items()):
        pairs.sort()
        for how, between, earlier in pairs:
            both = frozenset(occurrence_of(claims[it].id) for it in (nth, earlier))
            if both not in reported and (how != _OTHER_TITLE or pairs[0][2] == earlier):
                reported.add(both)
                yield Alike(nth, earlier, between, how == _OF_MORE)


def _sources(
    claims: Sequence[RelationOrEvent], occurrence_of: Callable[[str], str]
) -> dict[str, frozenset[str]]:
    """Return the sources that tell of each occurrence; of most it is one."""
    alone = {source: frozenset((source,)) for source in {claim.source for claim in claims}}
    results: dict[str, frozenset[str]] = {}
    for claim in claims:
        id_, own = occurrence_of(claim.id), alone[claim.source]
        results[id_] = results[id_] | own if id_ in results else own
    return results


def _dated(
    claims: Sequence[RelationOrEvent], unique: Collection[str], places: Iterable[int]
) -> list[_Dated]:
    """Return the claims at these places that have days, or are over or suspended without any."""
    results = []
    for nth in places:
        claim = claims[nth]
        days = days_of(claim, unique)
        if not (days or claim.period) and is_stopped(claim):
            days = FAR, FAR, FAR
        if days:
            results.append(_Dated(*days, nth, claim))
    return results


def _kind(claim: RelationOrEvent) -> tuple[type[RelationOrEvent], str]:
    return type(claim), claim.kind


def _pairs(
    occurrence_of: Callable[[str], str],
    groups: Iterable[list[_Dated]],
    sources: Mapping[str, frozenset[str]],
) -> dict[int, list[_Pair]]:
    """Return the claims before each one with which it may be one, by its place.

    What one source tells of with one title is left out where another tells of either nearer by.
    """
    results: dict[int, list[_Pair]] = defaultdict(list)
    within: list[tuple[int, _Dated, _Dated, tuple[str, str]]] = []  # what one source tells of
    nearest: dict[str, int] = {}  # days to what another source tells of, by occurrence
    shared: dict[tuple[str, str], int] = {}  # sources that tell of both, of two occurrences
    for one, other in (pair for group in groups for pair in _candidates(sorted(group))):
        both = occurrence_of(one.claim.id), occurrence_of(other.claim.id)
        if both[0] == both[1] or not _about_the_same(one, other):
            continue
        differ = fold(one.claim.title) != fold(other.claim.title)
        if both not in shared:
            shared[both] = len(sources[both[0]] & sources[both[1]])
        have_both, between = shared[both], _days_between(one, other)
        if have_both >= (1 if differ else 2):
            continue
        earlier, later = sorted((one, other), key=lambda dated: dated.nth)
        if have_both and (_are_years_in_turn(one.claim, other.claim) or _is_again(one, other)):
            continue
        if have_both:
            within.append((between, earlier, later, both))
            continue
        how = _OTHER_TITLE if differ else _SAME_TITLE
        results[later.nth].append((how, between, earlier.nth))
        for name in () if differ else both:
            nearest[name] = min(nearest.get(name, FAR), between)
    for between, earlier, later, both in within:
        if between <= min(nearest.get(name, FAR) for name in both):
            results[later.nth].append((_SAME_TITLE, between, earlier.nth))
    return results


def _about_the_same(first: _Dated, second: _Dated) -> bool:
    from dipfacts.read.base.same_as import about_the_same  # lazy: most pages have no candidates

    return about_the_same(first.claim, second.claim)


def _are_years_in_turn(one: RelationOrEvent, other: RelationOrEvent) -> bool:
    """Return whether relations are each of one whole year, one the next after the other's.

    A source that tells of a relation year by year has it once for each.
    """
    if not isinstance(one, Relation) or not (one.period and other.period):
        return False
    years = [int(year[1]) for it in (one.period, other.period) if (year := _YEAR.fullmatch(it))]
    return len(years) > 1 and abs(years[1] - years[0]) == 1


def _is_again(one: _Dated, other: _Dated) -> bool:
    """Return whether a relation ended by a claim, and begins again by a later one of its source.

    So where both its beginning and its end may lie before the later one. A pause, or a day on which
    it was over, begins nothing.
    """
    if not isinstance(one.claim, Relation) or not (one.claim.period and other.claim.period):
        return False
    _, last = Period.parse(one.claim.period).ends
    is_before = last is not None and (last.start_day or FAR) <= other.first
    are_spells = "paused" not in (class_of(one.claim.status), class_of(other.claim.status))
    are_spells = are_spells and Period.parse(other.claim.period).is_interval
    return is_before and are_spells and one.after <= other.first


# ------------------------------------------------------------------- about some of the parties


def _of_fewer(
    occurrence_of: Callable[[str], str],
    groups: Iterable[list[_Dated]],
    sources: Mapping[str, frozenset[str]],
) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield each claim that may be one with another about more parties, with that one.

    The claims of each group have a title in common.
    """
    for group in groups:
        for fewer, more in _nested(sorted(group)):
            ids = occurrence_of(fewer.claim.id), occurrence_of(more.claim.id)
            if ids[0] == ids[1] or not _about_the_same(fewer, more):
                continue
            are_told_by_one = sources[ids[0]] & sources[ids[1]]
            if _may_be_stages(fewer, more) or not (are_told_by_one or _days_apart(fewer, more)):
                yield fewer, more


def _nested(alike: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield each of some claims, in the order of their first days, with those about more parties.

    Of very many it is the last that begin before it, and the first that do so after it.
    """
    if len({len(dated.claim.everyone) for dated in alike}) < 2:
        return
    each = [dated.claim.party_set for dated in alike]
    of_party: dict[str, list[int]] = defaultdict(list)
    for at, parties in enumerate(each):
        for party in parties if len(parties) > 1 else ():
            of_party[party].append(at)
    for at, own in enumerate(each):
        places = min((of_party.get(party, []) for party in own), key=len, default=[])
        here = bisect_left(places, at)
        for place in places[max(0, here - _MOST) : here + _MOST]:
            if own < each[place]:
                yield alike[at], alike[place]


def _may_be_stages(fewer: _Dated, more: _Dated) -> bool:
    """Return whether one tells what became of what the other tells of.

    A relation of one party is one that it has with others: while they have it, or on its way.
    """
    is_alone = len(fewer.claim.everyone) == 1
    if not isinstance(fewer.claim, Relation):
        return fewer.claim.status in CALLED_OFF and not _days_apart(fewer, more)
    early, late = sorted((fewer, more))
    classes = class_of(early.claim.status), class_of(late.claim.status)
    is_on_its_way = is_alone and "not-yet" in classes
    if is_stopped(early.claim) or not (is_alone or is_stopped(late.claim)):
        return False
    return is_on_its_way or (classes[0] == "standing" and late.first < _until(early))


def _until(dated: _Dated) -> int:
    """Return the day after the last on which a relation is known to last; FAR if it may go on."""
    is_interval = "/" in (dated.claim.period or "")
    return dated.end + (dated.end == FAR) if is_interval else FAR + 1


def _days_apart(one: _Dated, other: _Dated) -> int:
    """Return the days between the beginnings of two claims; 0 if one lies in the other."""
    if FAR in (one.first, other.first):
        return FAR
    early, late = sorted((one, other))
    return 0 if late.end <= early.reach else _days_between(early, late)


# ---------------------------------------------------------------------------- how near


def days_of(claim: RelationOrEvent, unique: Collection[str]) -> tuple[int, int, int] | None:
    """Return `first`, `after` and `end` of what is dated; an event begins on any of its days.

    What has no date may be at any time, if parties have one of its kind at a time.
    """
    if not claim.period:
        return (0, FAR, FAR) if claim.kind in unique else None
    period = begin = Period.parse(claim.period)
    if isinstance(claim, Relation) and period.is_interval:
        begin = period.ends[0] or period
    if begin.start_day is None:
        return None
    end = period.end_day or FAR
    return begin.start_day, min(begin.end_day or FAR, end), end


def _candidates(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that may be one, of claims in the order of their first days.

    They are near, or one tells the end or the suspension of what the other says goes on.
    """
    yield from _near(group)
    standing: dict[str, list[_Dated]] = defaultdict(list)
    for other in group if group and isinstance(group[0].claim, Relation) else ():
        title = fold(other.claim.title)
        if is_stopped(other.claim):
            yield from ((one, other) for one in standing[title][-_MOST:])
        elif other.end == FAR and class_of(other.claim.status) == "standing":
            standing[title].append(other)


def is_stopped(claim: RelationOrEvent) -> bool:
    """Return whether a relation is over or suspended."""
    return isinstance(claim, Relation) and class_of(claim.status) in ("over", "paused")


def _near(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that are near, of claims in the order of their first days."""
    group = _with_days(group)
    for nth, one in enumerate(group):
        near, reach = one.after + NEAR, one.reach
        for other in group[nth + 1 : nth + 1 + _MOST]:
            if other.first < near or other.end <= reach:
                yield one, other
            elif other.first >= reach:
                break


def _with_days(group: list[_Dated]) -> list[_Dated]:
    return [dated for dated in group if dated.first < FAR]


def _days_between(one: _Dated, other: _Dated) -> int:
    """Return the days from the beginning of a claim to a later one; 0 if that lies in the first."""
    inside = other.after <= one.after or other.end <= one.reach
    return 0 if inside else other.first - one.first
