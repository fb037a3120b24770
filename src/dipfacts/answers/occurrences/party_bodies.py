"""The organisations and blocs to which one party belongs, by all claims on each membership."""

from __future__ import annotations

from dipfacts.answers.occurrences.relation_class import (
    Standing,
    has_no_beginning,
    has_one_date,
    not_known_then,
    standings,
)
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import BODIES, Relation
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record


class Bodies(Record, frozen=True):
    """The bodies to which a party surely belongs, and those of which sources differ on that.

    Where dates are asked for, or whether it ever did, `sure` are all to which it ever belonged. Of
    the `unknown` nobody says how long, nor whether it still belongs to them. Those `named` are all
    that claims name.
    """

    named: frozenset[str]
    sure: dict[str, list[Occurrence]]
    perhaps: set[str]
    standings: dict[str, Standing]

    @property
    def unknown(self) -> set[str]:
        """Return the bodies of which all memberships are of unknown duration."""
        return {body for body, several in self.sure.items() if all(map(self._is_unknown, several))}

    @property
    def today(self) -> set[str]:
        """Return the bodies to which it belongs to this day, or sources differ: none it left."""
        left = {it for it, several in self.sure.items() if all(map(self._is_past, several))}
        return self.perhaps | self.sure.keys() - left - self.unknown

    @property
    def lasting(self) -> set[str]:
        """Return the bodies that it has not left, be it suspended."""
        return {it for it, several in self.sure.items() if not all(map(self._is_past, several))}

    @property
    def stopped(self) -> set[str]:
        """Return the bodies in which all its memberships are over or suspended."""
        return {it for it, several in self.sure.items() if all(map(self._is_stopped, several))}

    @property
    def without_beginning(self) -> set[str]:
        """Return the bodies of which nobody says since when it belonged to them."""
        return {it for it, several in self.sure.items() if all(map(has_no_beginning, several))}

    @property
    def without_dates(self) -> set[str]:
        """Return the bodies of which nobody says when it belonged to them."""
        return {body for body, several in self.sure.items() if not any(map(_has_date, several))}

    def _is_stopped(self, occurrence: Occurrence) -> bool:
        return self.standings[occurrence.facts[0].id].name in ("over", "paused")

    def _is_unknown(self, occurrence: Occurrence) -> bool:
        """Return whether nobody says until when it was or, of what is over, since when."""
        name = self.standings[occurrence.facts[0].id].name
        return name == "unknown" or (name == "over" and has_no_beginning(occurrence))

    def _is_past(self, occurrence: Occurrence) -> bool:
        return self.standings[occurrence.facts[0].id].name == "over" or has_one_date(occurrence)

    def days(self, body: str, is_certain: bool) -> list[tuple[int, int]]:
        """Return the days of each membership of a body: the first, and the one after the last.

        Where sources differ on whether it has ended, those that are certain, or all that may be.
        """
        from dipfacts.answers.occurrences.membership_days import spans  # lazy: of dates alone

        may_be_over = body in self.perhaps
        return [
            span
            for membership in self.sure[body]
            for span in spans(
                membership, self.standings[membership.facts[0].id], is_certain, may_be_over
            )
        ]


def bodies_of(base: Base, query: Query, day: int, is_ever: bool = False) -> Bodies:
    """Return the organisations and blocs of which a party is a member on a day, or `is_ever` was.

    Where a claim does not say from whom it goes, the members are those that are no such body.
    """
    (party,) = query.parties
    facts = base.completed(query, base.in_dates(query, base.find(query, in_order=False)))
    of_body = _told_by_body(base, facts, party)
    every = [membership for several in of_body.values() for membership in several]
    may_be_past = is_ever or query != query.undated
    of_two = (
        fact for membership in every if not membership.is_of_several for fact in membership.facts
    )
    of_each = standings(base, of_two, day, query.parties)

    def stands(occurrence: Occurrence) -> bool:
        if occurrence.is_of_several:  # what it is for this party
            of_each.update(standings(base, occurrence.facts, day, occurrence.asked))
        name = of_each[occurrence.facts[0].id].name
        return name in ("standing", "unknown") or (may_be_past and name in ("over", "paused"))

    stood = {body: [*filter(stands, several)] for body, several in of_body.items()}
    perhaps = {
        body for body, several in stood.items() if any(_may_have_ended(it, day) for it in several)
    }
    unsure = () if may_be_past else perhaps
    sure = {body: several for body, several in stood.items() if several and body not in unsure}
    listed = [membership for several in sure.values() for membership in several]
    known = of_each | not_known_then(listed, of_each, query)
    return Bodies(frozenset(of_body), sure, perhaps, known)


def _told_by_body(base: Base, facts: list[Fact], party: str) -> dict[str, list[Occurrence]]:
    """Return a party's memberships by the body, as they are between these two.

    What names one of them alone tells of both.
    """
    named = {fact.id: fact for fact in facts if party in fact.claim.everyone}
    alone = grouped((it.occurrence, it) for it in facts if len(it.claim.everyone) == 1)
    results = dict[str, list[Occurrence]]()
    for body, ids in _by_body(base, [*named.values()], party).items():
        claims = [named[it] for it in ids]
        about = {fact.occurrence for fact in claims} - {None}
        lone = (it for root in about for it in alone.get(root, ()))
        claims += (it for it in lone if it.claim.everyone[0] in (party, body))
        results[body] = occurrences(claims, asked=(party, body))
    return results


def _has_date(occurrence: Occurrence) -> bool:
    return any(fact.period for fact in occurrence.counting)


def _may_have_ended(occurrence: Occurrence, day: int) -> bool:
    return len(occurrence.facts) > 1 and occurrence.unranked.stage_on(day).may_have_ended(day)


def _by_body(base: Base, facts: list[Fact], party: str) -> dict[str, list[str]]:
    """Return the ids of the claims on a party's memberships, by the body."""
    relations = [(it.id, it.claim) for it in facts if isinstance(it.claim, Relation)]
    results = [(it.to, id_) for id_, it in relations if it.to and it.from_ == party]
    others = [(body, id_) for id_, it in relations if it.parties for body in it.everyone]
    kinds = {id_: it.kind for id_, it in base.parties_by_id({party, *dict(others)}).items()}
    if kinds.get(party) not in BODIES:
        results += ((body, id_) for body, id_ in others if kinds.get(body) in BODIES)
    return grouped(results)
