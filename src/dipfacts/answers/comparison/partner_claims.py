"""The claims on one party with each of several others, of which some are about larger groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import chain

from dipfacts.answers.answer import once
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.statements.absent import absences
from dipfacts.answers.world_totals.world_lookups import in_one_form_if_world, same_total_if_world
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.record import Record


class PartnerClaims(Record, frozen=True):
    """The party named first, "" where there are no partners, and the claims with each other one.

    Those `of_groups` stand by themselves: they are found with more than one of the others. Those
    `on_same_total` are about the total of the party, where another one is the world.
    """

    party: str
    of: dict[str, list[Fact]]
    of_groups: list[Fact]
    on_same_total: dict[str, list[Fact]]

    @property
    def every(self) -> list[Fact]:
        """All of the claims."""
        return once(chain(*self.of.values(), *self.on_same_total.values()))

    def with_each(self) -> dict[str, list[Fact]]:
        """Return the claims with each of the others, those in other words among them."""
        return {other: [*own, *self.on_same_total.get(other, ())] for other, own in self.of.items()}

    def with_larger_groups(self, answered: Collection[tuple[str, ...]]) -> PartnerClaims:
        """Return the same with the numbers of groups that hold whom nobody asked about, too.

        These are of the party named first and one other; none of pairs that are answered.
        """
        if not self.party:
            return self
        there = {fact.id for fact in self.of_groups}
        pairs = {pair_with(self.party, other): facts for other, facts in self.of.items()}
        rest = (facts for pair, facts in pairs.items() if pair not in answered)
        left = (facts for facts in rest if there.isdisjoint(fact.id for fact in facts))
        groups = (f for f in chain(*left) if len(f.claim.everyone) > 2 and not figure_of(f).absent)
        return self.replaced(of_groups=once([*self.of_groups, *groups]))


def partner_claims(base: Base, query: Query) -> PartnerClaims:
    """Return the claims that are asked for, partner by partner."""
    party, *partners = query.in_order or query.parties
    if base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        party, partners = "", [party, *partners]
    whole = query.replaced(limit=None, in_order=None)
    pairs = {other: pair_with(party, other) for other in partners}
    by_partner = {o: base.find(whole.replaced(parties=pair)) for o, pair in pairs.items()}
    every = [*chain(*by_partner.values())]
    times = Counter(fact.id for fact in every)
    of_each = ((other, whole.replaced(parties=pair)) for other, pair in pairs.items())
    on_total = {
        other: in_one_form_if_world(base, asked, same_total_if_world(base, asked), is_column=True)
        for other, asked in of_each
    }
    on_total = {other: facts for other, facts in on_total.items() if facts}
    return PartnerClaims(party, by_partner, once(it for it in every if times[it.id] > 1), on_total)


def pair_with(party: str, other: str) -> tuple[str, ...]:
    """Return a party and another one in the order of queries; of no party the other alone."""
    return tuple(sorted(filter(None, (party, other))))


def is_about(fact: Fact, pair: tuple[str, ...]) -> bool:
    """Return whether a claim is about exactly these parties."""
    return fact.claim.party_set == {*pair}


def questions_of_each(base: Base, named: PartnerClaims) -> dict[str, list[Question]]:
    """Return the questions of each partner that tables may show: totals of the pair that happened.

    Each figure that is not published is a question, too. Of shares, those in the exports and
    imports of the party named first. Of the world it is the total in whichever form.
    """
    results = dict[str, list[Question]]()
    for other, facts in named.with_each().items():
        pair = pair_with(named.party, other)
        every = questions(facts, base.measures, base.origins(facts)) + absences(base, facts)
        own = (question for question in every if question.figure.party_set == {*pair})
        own = (q for q in own if owner(base, q.figure) in (None, named.party))
        results[other] = [q for q in own if not (q.is_ahead or q.figure.part_of or q.figure.scope)]
    return results
