"""Say to which organisations and blocs a party belongs, and to which of them two both do."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import (
    MEMBERSHIP,
    NAMED_BODIES,
    Answer,
    in_sentence,
    names,
    sorted_in_sentence,
)
from dipfacts.answers.relation_class import standings
from dipfacts.model import display
from dipfacts.model.occurrence import Occurrence, occurrences
from dipfacts.model.period import STILL_GOING
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import BODIES, Relation
from dipfacts.query import counts
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import by_words


def both_belong(answer: Answer, query: Query, in_full: bool = False) -> list[str]:
    """Return 'Both belong to 2 organisations or blocs: African Union and World Bank.', if so.

    The smallest come first. Of many it names a few, unless a topic is asked for, or all of them
    `in_full`; for a topic `answer.shorter` has the sentence with a few. `answer.shared` has how
    many there are, and the topic. Of others a sentence says that sources differ on whether one of
    both has left.
    """
    is_of_kind = query.measure is None and query.kind in (None, MEMBERSHIP)
    is_asked = query.topic or "event" not in query.types or "figure" in query.types
    if not (is_of_kind and is_asked and query == query.undated):
        return []
    relations = query.replaced(types=("relation",), kind=MEMBERSHIP, in_order=None, limit=None)
    base, day = answer.base, query.as_of
    (first, maybe), (second, perhaps) = (
        base.remembered(_bodies, base, relations.replaced(parties=(party,)), day)
        for party in query.parties
    )
    common = first.keys() & second.keys()
    in_dispute = ((first.keys() | maybe) & (second.keys() | perhaps)) - common
    bodies = display.some(_telling_most_first(base, in_dispute), NAMED_BODIES)
    left = [f"Sources differ on whether both still belong to {bodies}."] if in_dispute else []
    both = _telling_most_first(base, common)
    if not both:
        return left
    answer.shared = len(both), max(first.values())
    few, all_ = (
        f"Both belong to {_bodies_counted(len(both))}: {display.some(both, most)}."
        for most in (NAMED_BODIES, len(both))
    )
    if in_full or few == all_:
        return [all_, *left]
    if not query.topic:
        return [few, *left]
    answer.shorter = all_, few, len(both) - NAMED_BODIES
    return [all_, *left]


def _bodies_counted(count: int) -> str:
    return f"{count:,} organisations or blocs" if count > 1 else "one organisation or bloc"


class Memberships(Record, frozen=True):
    """Memberships in a sentence: how many there are, some names in order, and their claims.

    The text has the `count` of all, of which a brief with a limit names but some.
    """

    text: str
    count: int
    names: list[str]
    occurrences: list[Occurrence]

    def named(self, most: int | None = None) -> str:
        """Return the text with its names, at most so many: 'Member of 37 …: a, b and 35 more'."""
        names = self.names[:most]
        more = [f"{self.count - len(names):,} more"] if self.count > len(names) else []
        return f"{self.text}: {display.listed([*names, *more])}"

    @property
    def facts(self) -> list[Fact]:
        """The claims that count."""
        return [fact for one in self.occurrences for fact in one.counting]


def is_undated_membership(one: Occurrence) -> bool:
    """Return whether a relation is a membership of which nobody says when it began."""
    claims = [fact.claim for fact in one.counting if fact.period]
    return bool(claims) and all(
        isinstance(claim, Relation)
        and claim.kind == MEMBERSHIP
        and claim.to
        and claim.period == STILL_GOING
        for claim in claims
    )


def memberships(
    answer: Answer, relations: Iterable[Occurrence], some: Iterable[Occurrence] | None = None
) -> list[Memberships]:
    """Return of one party the bodies that it belongs to, and of a body its members.

    ('Member of 37 organisations or blocs since an unknown date', 37, ['African Union', …], …). The
    smallest bodies come first. All are counted; if `some` are given, these alone are named.
    """
    kept = None if some is None else {one.id for one in some}
    asked = answer.query["parties"]
    bodies, members = dict[str, list[Occurrence]](), dict[str, list[Occurrence]]()
    for one in relations if len(asked) == 1 else ():
        claim = one.fact.claim
        member, body = claim.from_ or "", getattr(claim, "to", "")
        if member in asked:
            bodies.setdefault(body, []).append(one)
        else:
            members.setdefault(member, []).append(one)
    texts = (
        (f"Member of {_bodies_counted(len(bodies))}", bodies, _telling_most_first),
        (display.counted(len(members), "member"), members, sorted_in_sentence),
    )
    results = []
    for text, alike, ordered in texts:
        shown = {
            id_: [one for one in several if kept is None or one.id in kept]
            for id_, several in alike.items()
        }
        names = ordered(answer.base, [id_ for id_, several in shown.items() if several])
        occurrences = [one for several in shown.values() for one in several]
        if names:
            text = f"{text} since an unknown date"
            results.append(Memberships(text, len(alike), names, occurrences))
    return results


def _telling_most_first(base: Base, bodies: Iterable[str]) -> list[str]:
    """Return the names of bodies, those with the fewest claims first: they have few members.

    To belong to the G7 says more than to belong to the United Nations, as nearly all do.
    """
    ids = [*bodies]
    claims = counts.claims_about(base.index.all, ids)
    sizes = (claims.get(id_, 0) for id_ in ids)
    words = map(by_words, names(base, ids))
    return [said for *_, said in sorted(zip(sizes, words, in_sentence(base, ids), strict=True))]


def _bodies(base: Base, query: Query, day: int) -> tuple[dict[str, str], set[str]]:
    """Return the organisations and blocs of which a party is a member on a day, with the topics.

    Beside them those of which sources differ on whether it has left. Where a claim does not say
    from whom it goes, the members are those that are no such body.
    """
    facts = base.find(query, in_order=False)
    of_each = standings(base, facts, day, query.parties)
    (party,) = query.parties
    of_several = (one for one in occurrences(facts) if len(one.facts) > 1)
    left = [one for one in of_several if one.unranked.stage_on(day).may_have_ended(day)]
    left_ids = {fact.id for one in left for fact in one.facts}
    results, others, in_dispute = dict[str, str](), dict[str, str](), set[str]()
    for fact in facts:
        claim = fact.claim
        if of_each[fact.id].name != "standing" or not isinstance(claim, Relation):
            continue
        if fact.id in left_ids:
            in_dispute |= {*claim.everyone} - {party}
        if claim.to and claim.from_ == party:
            results[claim.to] = fact.topic
        elif claim.parties:
            others |= dict.fromkeys(claim.everyone, fact.topic)
    kinds = {id_: it.kind for id_, it in base.parties_by_id([party, *others]).items()}
    if kinds.get(party) not in BODIES:
        results |= {id_: topic for id_, topic in others.items() if kinds.get(id_) in BODIES}
    sure = {id_: topic for id_, topic in results.items() if id_ not in in_dispute}
    return sure, results.keys() - sure.keys()
