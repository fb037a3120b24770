"""The relations and events of which claims say other things now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dipfacts.answers import summary
from dipfacts.answers.occurrences.occurrences import gather_occurrences
from dipfacts.diff.effect import Effect, Texts
from dipfacts.diff.same_occurrences import same_occurrences
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import Names, Touched
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.query.comparison import by_id

Group = tuple[list[Occurrence], list[Occurrence]]
"""The relations and events of both states that have claims in common."""


def changed(
    old: ComparedState, new: ComparedState, touched: Iterable[Touched], names: Names
) -> Iterator[Effect]:
    """Yield the relations and events of which claims say other things now."""
    groups = [*_groups(old, new, touched, names)]
    removed = [one for group in groups if not group[1] for one in group[0]]
    added = [one for group in groups if not group[0] for one in group[1]]
    same = {id(one): other for one, other in same_occurrences(removed, added)}
    matched = {*map(id, same.values())}
    for group in groups:
        for before, after in _paired(*group, names):
            if after and id(after) in matched:
                continue
            after = same.get(id(before), after)
            texts = _texts(old, new, before, after)
            if not (before and after) and all(group):  # others are about the same
                own = f"no {group[0][0].fact.type} of its own"
                texts = texts[0] or own, texts[1] or own
            if texts[0] != texts[1]:
                yield _effect(old, new, before, after, texts)


def _effect(
    old: ComparedState,
    new: ComparedState,
    before: Occurrence | None,
    after: Occurrence | None,
    texts: Texts,
) -> Effect:
    side, one = (new, after) if after else (old, before)
    assert one
    claim = relation_or_event(one.fact)
    return Effect(
        kind=one.fact.type,
        about=summary.titled(side.base, claim),
        texts=texts,
        topic=one.fact.topic,
        parties=claim.everyone,
        period=claim.period,
        facts=(_ids(before), _ids(after)),
        agreement=(before.agreement if before else None, after.agreement if after else None),
    )


def _ids(one: Occurrence | None) -> tuple[str, ...]:
    return tuple(fact.id for fact in one.counting) if one else ()


# ------------------------------------------------------------------------ in both states


def _groups(
    old: ComparedState, new: ComparedState, touched: Iterable[Touched], names: Names
) -> Iterator[Group]:
    """Yield the occurrences of touched claims in both states, with all that share claims."""
    seen = set[tuple[bool, str]]()
    for pair in touched:
        before, after = dict[str, Occurrence](), dict[str, Occurrence]()
        kept = [f if f and not isinstance(f.claim, Figure) else None for f in pair]
        left = [(bool(nth), fact.id) for nth, fact in enumerate(kept) if fact]
        while left:
            is_new, id_ = left.pop()
            if (is_new, id_) in seen:
                continue
            side, results = (new, after) if is_new else (old, before)
            one = _occurrence_of_id(side, id_)
            if one and any((is_new, it.id) in seen for it in one.facts):
                continue  # a deprecated claim is about it, too, by which it is not found
            if one:
                results[one.id] = one
            ids = dict.fromkeys((id_, *(it.id for it in (one.facts if one else ()))))
            seen.update((is_new, it) for it in ids)
            left += [(not is_new, names.elsewhere(it, is_new)) for it in ids]
        if before or after:
            yield [*before.values()], [*after.values()]


def _occurrence_of_id(side: ComparedState, id_: str) -> Occurrence | None:
    """Return the occurrence of the claim with an id; None without such a claim."""
    fact = by_id(side.base, id_)
    return _occurrence(side, fact) if fact else None


def _occurrence(side: ComparedState, fact: Fact) -> Occurrence | None:
    """Return the occurrence of a claim, as all that count say; None where none does."""
    if isinstance(fact.claim, Figure):
        return None
    known = side.state.known_by
    if known and (fact.known_day is None or fact.known_day >= (known.end_day or 0)):
        return None
    results = gather_occurrences(side.base, side.query.replaced(types=(fact.type,)), [fact])
    valid = [it for one in results for it in one.facts if it.claim.rank != "deprecated"]
    if valid and fact.claim.rank == "deprecated":
        return _occurrence(side, valid[0])
    return results[0] if valid else None


def _paired(
    before: list[Occurrence], after: list[Occurrence], names: Names
) -> Iterator[tuple[Occurrence | None, Occurrence | None]]:
    """Yield each with what it is in the other state: by the claim that answers, then by most."""
    was = [{names.elsewhere(fact.id, is_new=False) for fact in one.facts} for one in before]
    now = [{fact.id for fact in other.facts} for other in after]
    holding = grouped((id_, at) for at, ids in enumerate(now) for id_ in ids)
    pairs = ((nth, at) for nth, ids in enumerate(was) for id_ in ids for at in holding.get(id_, ()))
    shared = Counter(pairs)  # how many claims each two have in common

    def rank(pair: tuple[int, int]) -> tuple[int, int, list[str]]:
        """Return the key that sorts pairs of the same first, whichever is the older state."""
        one, other = before[pair[0]], after[pair[1]]
        id_ = names.elsewhere(one.fact.id, is_new=False)
        answering = (id_ in now[pair[1]]) + (other.fact.id in was[pair[0]])
        return -answering, -shared[pair], sorted((one.id, other.id))

    left = {id(one): one for one in (*before, *after)}
    for nth, at in sorted(shared, key=rank):
        one, other = before[nth], after[at]
        if id(one) in left and id(other) in left:
            del left[id(one)], left[id(other)]
            yield one, other
    yield from ((one, None) for one in before if id(one) in left)
    yield from ((None, one) for one in after if id(one) in left)


# -------------------------------------------------------------------------------- in words


def _texts(
    old: ComparedState, new: ComparedState, before: Occurrence | None, after: Occurrence | None
) -> Texts:
    """Return both in words, with all else that differs; None for one that is not there."""
    was, now = _pieces(old, before), _pieces(new, after)
    if not (was and now):
        return (was[0] if was else None), (now[0] if now else None)
    first = was[0], now[0]
    differing = [it for it in zip(was[1:], now[1:], strict=True) if it[0] != it[1]]
    both = zip(first, *differing, strict=True)
    one, other = (", ".join(filter(None, pieces)) for pieces in both)
    return one, other


def _pieces(side: ComparedState, one: Occurrence | None) -> list[str]:
    return summary.occurrence_pieces(side.base, one, side.query.as_of) if one else []
