"""The claims whose answers may be others now: those that changed, and those that refer to a change.

Nothing else of the two states is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dipfacts.answers.answer import MEMBERSHIP
from dipfacts.diff.changes import changes
from dipfacts.diff.claims import Claims, Pair
from dipfacts.diff.declared import Declared
from dipfacts.diff.states import ComparedState
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Relation
from dipfacts.model.query import Query
from dipfacts.query.comparison import by_id
from dipfacts.record import Record

MOST_OF = 2_000  # claims that are touched by one source, party, measure or kind
_BESIDE = {"id", "note", "locator", "allow"}  # keys by which no answer says anything else

Touched = tuple[Fact | None, Fact | None]
"""A claim as it was and as it is; None where it is not."""


class Names(Record, frozen=True):
    """The ids of claims that have another one in the other state, by their own: `was` and `now`."""

    was: dict[str, str]
    now: dict[str, str]

    @staticmethod
    def of(pairs: Iterable[Pair]) -> Names:
        """Return the ids of claims that have another one now."""
        both = [(pair.old.id, pair.new.id) for pair in pairs if pair.old.id != pair.new.id]
        return Names(dict(both), {now: was for was, now in both})

    def elsewhere(self, id_: str, is_new: bool) -> str:
        """Return the id of a claim in the other state; "" where another claim has its own there."""
        own, taken = (self.now, self.was) if is_new else (self.was, self.now)
        return own.get(id_, "" if id_ in taken else id_)


class TouchedClaims(Record, frozen=True):
    """The claims whose answers may be others."""

    changed: list[Touched]  # those that changed themselves
    through: list[Touched]  # those that changed through others
    names: Names
    unasked: int  # the number of claims that refer to an edited table and are not among these

    @property
    def every(self) -> list[Touched]:
        """All of them."""
        return [*self.changed, *self.through]


def touched(
    old: ComparedState, new: ComparedState, claims: Claims, declared: Declared
) -> TouchedClaims:
    """Return the claims whose answers may be others, directly or by what they refer to."""
    changed = [it for it in claims.touched() if not _says_the_same(*it, declared)]
    through, unasked = _through(old, new, declared, changed)
    return TouchedClaims(
        changed, through, Names.of((*claims.changed, *claims.renamed, *claims.moved)), unasked
    )


def _says_the_same(was: Fact | None, now: Fact | None, declared: Declared) -> bool:
    """Return whether a claim changed in nothing but ids, its note and its place in the source."""
    if was is None or now is None or type(was.claim) is not type(now.claim):
        return False
    return {*changes(declared.as_now(was.claim), now.claim)} <= _BESIDE


def _through(
    old: ComparedState, new: ComparedState, declared: Declared, changed: list[Touched]
) -> tuple[list[Touched], int]:
    """Return claims whose answers may change with what they refer to, and how many more may.

    They refer to a table that was edited, or to a bloc of which memberships `changed`; or they tell
    of what began or ended meanwhile.
    """
    ids, more = dict[str, None](), 0
    tables = [*declared.deciding(), *_reordered(old, new)]
    parts = (_parts(side, id) for table, id in tables if table == "measure" for side in (old, new))
    tables += (("measure", part) for of in parts for part in of)
    for table, id in dict.fromkeys((*tables, *_blocs(changed))):
        queries = {
            "source": [Query(source=(id,))],
            "party": [Query(claimant=(id,)), Query(parties=(id,))],
            "bloc": [Query(types=("figure",), parties=(id,))],
            "measure": [Query(measure=(id,))],
            "kind": [Query(kind=(id,))],
        }[table]
        for query in queries:
            beyond = 0
            for side in (new, old):
                query = query.replaced(known_by=side.query.known_by)
                results = side.base.find(query.replaced(limit=MOST_OF))
                ids |= dict.fromkeys(fact.id for fact in results)
                if len(results) == MOST_OF:
                    beyond = max(beyond, side.base.count(query) - MOST_OF)
            more += beyond
    ids |= dict.fromkeys(fact.id for fact in _begun_or_ended(old, new))
    return [(by_id(old.base, id), by_id(new.base, id)) for id in ids], more


def _begun_or_ended(old: ComparedState, new: ComparedState) -> list[Fact]:
    """Return relations that began or ended between two days of one base: the newest of very many.

    No claim need have changed: on either day they are of another class.
    """
    days = [it for side in (old, new) if (it := side.state.known_by)]
    if len(days) < 2:
        return []
    earlier, later = sorted(days, key=lambda day: day.end_day or 0)
    query = Query(types=("relation",), since=earlier, until=later, limit=MOST_OF)
    return [fact for fact, _ in new.base.moments(query)]


def _parts(side: ComparedState, measure: str) -> Iterable[str]:
    """Return the measures that a measure is the sum of: whose two sides depend on it."""
    table = side.base.measures.get(measure)
    return table.sum_of if table else ()


def _blocs(changed: Iterable[Touched]) -> Iterator[tuple[str, str]]:
    """Yield the blocs of memberships that changed: who belongs to one is no partner beside it."""
    for fact in (it for pair in changed for it in pair if it):
        if isinstance(fact.claim, Relation) and fact.claim.kind == MEMBERSHIP:
            # Without a direction either may be the bloc.
            bodies = [fact.claim.to] if fact.claim.to else fact.claim.parties
            yield from (("bloc", id) for id in bodies)


def _reordered(old: ComparedState, new: ComparedState) -> Iterator[tuple[str, str]]:
    """Yield the measures of topics whose measures have another order: the first is the main one."""
    before, after = (
        {
            topic: [measure.id for measure in side.base.measures.by_topic.get(topic, ())]
            for topic in side.base.topics
        }
        for side in (old, new)
    )
    for topic in before.keys() & after.keys():
        was, now = in_both(before[topic], after[topic])
        if was != now:
            yield from (("measure", id) for id in now)


def in_both(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return those of two lists that the other one has, too."""
    before, after = {*old}, {*new}
    return [it for it in old if it in after], [it for it in new if it in before]
