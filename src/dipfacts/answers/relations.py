"""Relations between parties: in force, paused, not recorded as in force, over."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import NamedTuple

from dipfacts.answers.answer import (
    MOST_NAMED,
    Answer,
    as_known,
    as_of,
    asked_about,
    begin,
    few,
    head_of,
    resting,
)
from dipfacts.answers.empty import empty
from dipfacts.answers.occurrences import claims_of, gathered, on_a_day, perhaps_one
from dipfacts.model import display
from dipfacts.model.occurrence import Occurrence, occurrences
from dipfacts.model.period import STILL_GOING, Period
from dipfacts.model.query import FAR
from dipfacts.model.status import ON_A_DAY, WORDS, StatusClass, class_of, class_on, class_within
from dipfacts.model.tables import Party, Relation
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain

CLASSES = tuple(WORDS)
"""The classes of relations, in the order in which they are listed."""

_BODIES = ("organisation", "bloc")
_ENDS_WITH = ("country", "territory", *_BODIES)


class Standing(NamedTuple):
    """The class of a relation on a day; `text` is the class in words.

    `reason` says with which party it ended: 'over with the Soviet Union, 26 Dec 1991'; of what
    begins in the future 'not yet in force'.
    """

    name: StatusClass
    reason: str

    @property
    def text(self) -> str:
        """The class in words, with the reason where there is one."""
        return self.reason or WORDS[self.name]


class Part(NamedTuple):
    """Some relations and events of very many, with the class of each relation by its claims."""

    occurrences: list[Occurrence]
    standings: dict[str, Standing]


def relations(base: Base, query: Query, is_streamed: bool = False) -> Answer:
    """Return relations by their class, of each class the latest start first.

    Where the answer `is_streamed`, very many are left unread.
    """
    query = query._replace(types=("relation",))
    answer = begin(base, query, "relations")
    limit, query = query.limit, query._replace(limit=None)
    day = as_of(query)
    are_many = (limit or is_streamed) and base.count(query) > MOST_NAMED
    is_long = limit and query == query.undated and are_many
    if are_many and not limit and (found := _counted(answer, base, query, day)):
        answer.as_of = day
        answer.head = head_of(_text(base, query, found))
        return answer
    found = _first(base, query, limit or 0, day) if is_long else _all(base, query, day)
    if not found.listed:
        return empty(answer, query, "relations")
    answer.as_of, answer.standings = day, found.standings
    answer.occurrences = found.listed[:limit] if limit else found.listed
    answer.facts = claims_of(answer.occurrences)
    answer.remarks += perhaps_one(answer.occurrences)
    answer.leave_out(found.classes.total() - len(answer.occurrences), "relation")
    text = _text(base, query, found)
    answer.head = head_of(text, few(claims_of(found.listed)) if not is_long else [])
    return answer


def _text(base: Base, query: Query, found: Found) -> str:
    """Return how many there are, by class, in a sentence."""
    text = f"{asked_about(base, query)}{by_class(found.classes, found.claims)}."
    return text + _perhaps_ended(found.contested, found.classes.total()) + as_known(query)


class Found(NamedTuple):
    """Relations in order, all or the first, with their classes, and counts of all there are.

    `contested` are those of which sources differ on whether they have ended.
    """

    listed: list[Occurrence]
    standings: dict[str, Standing]
    classes: Counter[StatusClass]
    claims: int
    contested: int


def _all(base: Base, query: Query, day: int) -> Found:
    """Return all relations that fit."""
    return _of(base, query, day, base.in_dates(query, base.find(query)))


def _of(base: Base, query: Query, day: int, facts: list[Fact]) -> Found:
    """Return the relations that claims tell of."""
    listed = gathered(base, query, facts)
    facts = claims_of(listed)
    found = standings(base, facts, day) | _not_known_then(listed, query)
    listed.sort(key=lambda one: _key(one, found, day))
    classes = Counter(found[one.fact.id].name for one in listed)
    contested = sum(one.stage_on(day).may_have_ended(day) for one in listed)
    return Found(listed, found, classes, len(facts), contested)


def _first(base: Base, query: Query, limit: int, day: int) -> Found:
    """Return the first relations that `_all` lists, and its counts.

    Where one claim tells of a relation, and its parties are still there, the class follows from
    its status and its days. So that claim is read only if it is among the first.
    """
    parties = base.parties_by_id(base.in_relations())
    ended = [id for id, party in parties.items() if (_end(party) or FAR) <= day]
    classes = Counter[StatusClass]()

    def in_order() -> Iterator[tuple[int, ...]]:
        for one in base.alone(query, ended):
            name = class_within(day, one.status, one.period, one.first, one.after)
            if one.period == STILL_GOING and one.known is None:
                name = "unknown"  # by _not_known_then
            classes[name] += 1
            start = one.first if one.period else -1
            yield CLASSES.index(name), -start, one.first, one.after, one.n

    first = nsmallest(limit, in_order())
    found = _of(base, query, day, base.not_alone(query, ended, [key[-1] for key in first]))
    unread = classes - Counter(CLASSES[key[0]] for key in first)
    return found._replace(classes=found.classes + unread, claims=found.claims + unread.total())


def _counted(answer: Answer, base: Base, query: Query, day: int) -> Found | None:
    """Return the counts of `_all`, of relations left unread; None where few claims fit.

    They are looked at twice: for their order, of which the numbers of claims are kept, and when
    they are written.
    """
    from dipfacts.query import whole  # only very many relations need it

    every = whole.numbers(base, query)
    order, seen = list[tuple[int, int, int]](), set[str]()
    counts = Found([], {}, Counter(), 0, 0)
    for some in whole.batches(enumerate(every)):
        facts = whole.numbered(base, [n for _, n in some])
        first: dict[str, int] = {}
        for fact, (nth, _) in zip(facts, some, strict=True):
            first.setdefault(fact.occurrence or fact.id, nth)
        new = [fact for fact in facts if fact.occurrence not in seen]
        seen |= {fact.occurrence for fact in new if fact.occurrence}
        part = _of(base, query, day, base.in_dates(query, new))
        order += [(*_key(one, part.standings, day), first[one.id]) for one in part.listed]
        counts = counts._replace(
            classes=counts.classes + part.classes,
            claims=counts.claims + part.claims,
            contested=counts.contested + part.contested,
        )
    if counts.claims <= MOST_NAMED:
        return None
    order.sort()
    in_order = array("q", (every[nth] for *_, nth in order))

    def parts() -> Iterator[Part]:
        for some in whole.batches(in_order):
            found = _of(base, query, day, whole.numbered(base, some))
            yield Part(found.listed, found.standings)

    answer.unread = parts
    return counts


def _key(one: Occurrence, found: Mapping[str, Standing], day: int) -> tuple[int, int]:
    """Return the key that sorts relations by their class, of each class the latest start first."""
    return CLASSES.index(found[one.fact.id].name), -_start(one, day)


def _not_known_then(listed: list[Occurrence], query: Query) -> dict[str, Standing]:
    """Return the class of relations of which nobody says that they stood on the days asked for.

    Their beginning is unknown, and those who say that they go on say so of a later day.
    """
    after = query.days[1]
    return {
        fact.id: Standing("unknown", "")
        for one in listed
        if all(fact.period and fact.period.text == STILL_GOING for fact in one.counting)
        if after <= min(fact.known_day or FAR for fact in one.counting)
        for fact in one.facts
    }


_WEIGHTS = {"diplomatic": 0, "alliance": 1, "pact": 1, "treaty": 1, "membership": 2, "agreement": 3}
_WEIGHTS |= {"declaration": 5, "announcement": 6, "statement": 6}
_OTHER = 4  # of a kind of which no word is among them


def weight(one: Occurrence) -> int:
    """Return how weighty a relation is by the words of its kind, the weightiest with the least."""
    words = one.fact.claim.kind.split("-") if isinstance(one.fact.claim, Relation) else []
    return min((_WEIGHTS[word] for word in words if word in _WEIGHTS), default=_OTHER)


def _start(one: Occurrence, day: int) -> int:
    """Return the first day of a relation as it is on a day; what has none comes last."""
    period = one.stage_on(day).fact.period
    return (period.start_day or 0) if period else -1


def by_class(counts: Counter[StatusClass], claims: int) -> str:
    """Return '3 relations (5 claims), 1 in force and 2 over'; of one '1 relation, in force'."""
    matters = counts.total()
    total = display.counted(matters, "relation") + resting(matters, claims)
    if len(counts) == 1:
        return f"{total}, {'all ' if matters > 1 else ''}{WORDS[next(iter(counts))]}"
    parts = (f"{counts[name]:,} {WORDS[name]}" for name in CLASSES if counts[name])
    return f"{total}, {display.listed(parts)}"


def _perhaps_ended(count: int, total: int) -> str:
    """Return ' Sources differ on whether it has ended.' where some do of what may be in force."""
    if not count:
        return ""
    of = "it has" if total == 1 else f"{count:,} of them {'has' if count == 1 else 'have'}"
    return f" Sources differ on whether {of} ended."


# ---------------------------------------------------------------------------- in words


def lasting(fact: Fact, standing: Standing | None = None, dates: str = "") -> str:
    """Return the period of a claim in words, or the `dates` of all claims about it.

    A relation without an end is 'since 1992', but 'from 1992' where it is over or has not begun,
    and '1992' where it was signed then.
    """
    shown = dates or (fact.period.show() if fact.period else "undated")
    if standing is None or not isinstance(fact.claim, Relation):
        return shown
    if fact.claim.status in ON_A_DAY:  # what was signed then is not "signed since"
        return on_a_day(shown)
    if standing.name == class_of(fact.claim.status) != "over":
        return shown
    if standing.name == "over" and standing.reason:  # which says when it ended
        shown = shown.removesuffix(", end unknown")
    return shown.replace("since ", "from ", 1).removeprefix("still going, ")


def stage(claim: Relation, standing: Standing | None = None) -> str:
    """Return the status of a relation in words: 'signed', 'over with the Soviet Union, 1991'.

    Where it is over by its period, its status of before is left out.
    """
    if standing is not None and standing.reason:
        return standing.reason
    if standing is not None and standing.name not in (class_of(claim.status), "unknown"):
        return ""
    return plain(claim.status or "").replace("-", " ")


# ---------------------------------------------------------------------------- the class


def standings(base: Base, facts: Iterable[Fact], day: int) -> dict[str, Standing]:
    """Return the class of each relation among the claims on a day, an ordinal, by the claim's id.

    It follows from the status, the period, and the lifetimes of the parties. All claims about one
    relation have the class of its latest stage.
    """
    found = [fact for fact in facts if isinstance(fact.claim, Relation)]
    named = dict.fromkeys(party for fact in found for party in fact.claim.everyone)
    parties = base.parties_by_id(named)
    ends = {id: end for id, party in parties.items() if (end := _end(party)) and end <= day}
    own: dict[str, Standing] = {}
    for relation in occurrences(found):
        alone = len(relation.facts) == 1
        fact = relation.facts[0] if alone else relation.stage_on(day).lasts
        latest = _standing(fact, parties, ends, day)
        own |= dict.fromkeys((fact.id for fact in relation.facts), latest)
    return own


def _end(party: Party) -> int | None:
    """Return the day after the last of a state or a body; a person's period is a term of office."""
    if party.kind not in _ENDS_WITH or not party.period:
        return None
    return Period.parse(party.period).end_day


def _standing(fact: Fact, parties: dict[str, Party], ends: dict[str, int], day: int) -> Standing:
    assert isinstance(fact.claim, Relation)
    name = class_on(day, fact.claim.status, fact.period)
    gone = _ended_with(fact.claim, parties, ends) if name != "over" else None
    if gone is None:
        # What stands from a day to come is known to be in force then.
        ahead = name == "not-yet" and class_of(fact.claim.status) == "standing"
        return Standing(name, "not yet in force" if ahead else "")
    last = Period.parse(gone.period or "").ends[1]
    shown = f", {last.show()}" if last else ""
    return Standing("over", f"over with {display.with_article(plain(gone.name))}{shown}")


def _ended_with(claim: Relation, parties: dict[str, Party], ends: dict[str, int]) -> Party | None:
    """Return the party with whose end a relation was over; None while two or more are left.

    A relation with an organisation or a bloc, such as a membership, is over with that.
    """
    everyone = claim.everyone
    gone = sorted((party for party in everyone if party in ends), key=lambda party: ends[party])
    bodies = [party for party in gone if parties[party].kind in _BODIES]
    last = bodies or gone[max(len(everyone) - 2, 0) :]
    return parties[last[0]] if last else None
