"""The organisations and blocs to which a party belongs, and those to which two both do."""

from __future__ import annotations

from itertools import chain, product

from dipfacts.answers.answer import (
    ANSWERED,
    MEMBERSHIP,
    NAMED_BODIES,
    NOTHING,
    OUTSIDE,
    Answer,
    as_known,
    claims_to_name,
    head_of,
    once,
)
from dipfacts.answers.occurrences.memberships import (
    bodies_counted,
    names_of_bodies,
    smallest_first,
)
from dipfacts.answers.occurrences.relation_class import (
    Standing,
    has_one_date,
    not_known_then,
    standings,
)
from dipfacts.answers.parts import SharedMemberships
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import BODIES, Relation
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.record import Record

_EVER = Period.parse("0001")  # since which all is that has a date


class BothBelong(Record, frozen=True):
    """The sentences on the bodies to which two parties both belong, and how many these are."""

    sentences: list[str]
    shared: SharedMemberships = SharedMemberships()


class SharedBody(Record, frozen=True):
    """An organisation or bloc to which both of two parties belong, or did, with both memberships.

    Where it is not `is_today`, nobody says whether both still do, or one does not.
    """

    body: str
    sides: tuple[list[Occurrence], list[Occurrence]]
    is_today: bool

    @property
    def occurrences(self) -> list[Occurrence]:
        """Return the occurrences of both memberships."""
        return [one for side in self.sides for one in side]


class _Bodies(Record, frozen=True):
    """The bodies to which a party surely belongs, and those of which sources differ on that.

    Where dates are asked for, `sure` are all to which it ever belonged. Of the `unknown` nobody
    says how long, nor whether it still belongs to them. Those `named` are all that claims name.
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

    def _is_unknown(self, occurrence: Occurrence) -> bool:
        """Return whether nobody says until when it was or, of what is over, since when."""
        name = self.standings[occurrence.facts[0].id].name
        periods = [fact.period for fact in occurrence.counting]
        has_no_beginning = all(it and it.text.startswith("/") for it in periods)
        return name == "unknown" or (name == "over" and has_no_beginning)

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
            for one in self.sure[body]
            for span in spans(one, self.standings[one.facts[0].id], is_certain, may_be_over)
        ]


class _Both(Record, frozen=True):
    """The bodies of each of two parties, those in `common`, and those of which sources differ.

    Where it `is_past`, they share none today.
    """

    sides: tuple[_Bodies, _Bodies]
    common: set[str]
    in_dispute: set[str]
    is_past: bool = False

    @property
    def unknown(self) -> set[str]:
        """Return the bodies in which a membership is of unknown duration."""
        first, second = self.sides
        return first.unknown | second.unknown

    def is_today(self, body: str) -> bool:
        """Return whether both belong to a body to this day, as far as is known."""
        return not self.is_past and body not in self.unknown

    @property
    def occurrences(self) -> list[Occurrence]:
        """Return the memberships of each in those in common."""
        return [one for side in self.sides for body in self.common for one in side.sure[body]]


def both_belong(base: Base, query: Query, in_full: bool = False) -> BothBelong:
    """Return 'Both belong to 2 organisations or blocs: African Union and World Bank.', if so.

    The smallest come first. Of many it names a few, or all of them `in_full`. Of others a sentence
    says that sources differ on whether one of both has left. Where dates are asked for, those that
    both had then, 'Both have a membership in 2 organisations or blocs at some time in 2020: …'.
    Without dates, those that both once had where they share none today.
    """
    is_of_kind = query.measure is None and any_of(query.kind) in ((), (MEMBERSHIP,))
    is_asked = query.topic or "event" not in query.types or "figure" in query.types
    if not (is_of_kind and is_asked):
        return BothBelong([])
    both = _both(base, query)
    belong, when = "still belong", ""
    if query != query.undated:
        belong, when = "belonged", display.at_some_time(query.since, query.until, query.within)
    disputed = display.some(names_of_bodies(base, both.in_dispute), NAMED_BODIES)
    left = [f"Sources differ on whether both {belong} to {disputed}{when}."] if disputed else []
    if not both.common:
        return BothBelong(left)
    topics = {one.fact.topic for one in both.occurrences}
    shared = SharedMemberships(len(both.common), topics.pop() if len(topics) == 1 else "")
    by_sentence = _sentences(query, both)
    most = len(both.common) if in_full else NAMED_BODIES
    sentences = [
        f"{text}: {display.some(names_of_bodies(base, bodies), most)}."
        for text, bodies in by_sentence.items()
        if bodies
    ]
    return BothBelong([*sentences, *left], shared)


def _sentences(query: Query, both: _Both) -> dict[str, set[str]]:
    """Return what is said of which bodies that two share, some of unknown duration."""
    common, unknown = both.common, both.common & both.unknown
    bodies = bodies_counted(len(common))
    if both.is_past:
        return {f"Both once had a membership in {bodies}, since over or suspended": common}
    if query == query.undated:
        sure = common - unknown
        duration = f"of unknown duration in {bodies_counted(len(unknown))}"
        return {
            f"Both belong to {bodies_counted(len(sure))}": sure,
            f"Both have or had a membership {duration}": unknown,
        }
    of = "all" if unknown == common else f"{len(unknown):,}"
    duration = f", {of} of unknown duration" if unknown else ""
    when = display.at_some_time(query.since, query.until, query.within)
    return {f"Both have a membership in {bodies}{when}{duration}": common}


def shared_claims(base: Base, query: Query) -> list[Fact]:
    """Return the claims on the memberships that two parties share, or else on those they once did.

    The query has no dates.
    """
    is_told = both_belong(base, query).shared.count
    return [it for one in _both(base, query).occurrences for it in one.facts] if is_told else []


def add_shared(answer: Answer, query: Query, subject: str) -> None:
    """Add to an answer the memberships that two parties share, up to the limit, with their claims.

    Without those that it has already. Where nothing else is recorded, they are what answers, for a
    `subject` such as 'Membership of France and Germany'.
    """
    base, both = answer.base, _both(answer.base, query)
    first, second = both.sides
    there = {one.id for one in answer.occurrences}
    every = (
        SharedBody(it, (first.sure[it], second.sure[it]), both.is_today(it))
        for it in smallest_first(base, both.common)
    )
    bodies = [it for it in every if there.isdisjoint(one.id for one in it.occurrences)]
    listed = bodies[: query.limit or None]
    answer.shared = answer.shared.replaced(bodies=listed)
    answer.leave_out(len(bodies) - len(listed), "shared membership")
    if answer.status in (NOTHING, OUTSIDE):
        text = " ".join(both_belong(base, query).sentences)
        each = (one.facts for it in bodies for one in it.occurrences)
        facts = claims_to_name(chain.from_iterable(each))
        answer.head = head_of(f"{subject}: {display.midway(text)}", facts)
        answer.known = as_known(query)
        answer.status = ANSWERED
    shared = [one for it in listed for one in it.occurrences]
    answer.occurrences = [*answer.occurrences, *shared]
    answer.facts = once([*answer.facts, *(fact for one in shared for fact in one.facts)])
    answer.standings = first.standings | second.standings | answer.standings
    answer.as_of = query.as_of


def _common(first: _Bodies, second: _Bodies, query: Query, is_certain: bool = True) -> set[str]:
    """Return the bodies to which both belong; where dates are asked for, at one time in them.

    Those to which they belonged by all sources, or by some that are contradicted.
    """
    common = first.sure.keys() & second.sure.keys()
    if query == query.undated:
        return common
    since, until = query.days
    return {
        body
        for body in common
        for (a, b), (c, d) in product(first.days(body, is_certain), second.days(body, is_certain))
        if max(a, c, since) < min(b, d, until)
    }


def _both(base: Base, query: Query) -> _Both:
    """Return what both of two parties belong to; without dates, where that is none, once did.

    Where one is suspended, they once did, too.
    """
    first, second = _bodies_of_both(base, query)
    common = _common(first, second, query)
    if query != query.undated:
        maybe = _common(first, second, query, is_certain=False)
        return _Both((first, second), common, maybe - common)
    in_dispute = (first.today & second.today) - common
    if common or first.named.isdisjoint(second.named):
        return _Both((first, second), common, in_dispute)
    ever = query.replaced(since=_EVER)
    first, second = _bodies_of_both(base, ever)
    common = _common(first, second, ever) | (first.lasting & second.lasting)
    return _Both((first, second), common - in_dispute, in_dispute, is_past=True)


def _bodies_of_both(base: Base, query: Query) -> tuple[_Bodies, _Bodies]:
    """Return the bodies of each of two parties."""
    relations = query.replaced(types=("relation",), kind=MEMBERSHIP, in_order=None, limit=None)
    first, second = (
        base.remembered(_bodies, base, relations.replaced(parties=(party,)), query.as_of)
        for party in query.parties
    )
    return first, second


def _bodies(base: Base, query: Query, day: int) -> _Bodies:
    """Return the organisations and blocs of which a party is a member on a day.

    Where a claim does not say from whom it goes, the members are those that are no such body.
    """
    (party,) = query.parties
    facts = base.completed(query, base.in_dates(query, base.find(query, in_order=False)))
    of_body = _told_by_body(base, facts, party)
    every = [one for several in of_body.values() for one in several]
    of_two = (fact for one in every if not one.is_of_several for fact in one.facts)
    of_each = standings(base, of_two, day, query.parties)

    def stands(occurrence: Occurrence) -> bool:
        if occurrence.is_of_several:  # what it is for this party
            of_each.update(standings(base, occurrence.facts, day, occurrence.asked))
        name, is_dated = of_each[occurrence.facts[0].id].name, query != query.undated
        return name in ("standing", "unknown") or (is_dated and name in ("over", "paused"))

    of = {body: [*filter(stands, several)] for body, several in of_body.items()}
    perhaps = {
        body for body, several in of.items() if any(_may_have_ended(it, day) for it in several)
    }
    unsure = perhaps if query == query.undated else ()
    sure = {body: several for body, several in of.items() if several and body not in unsure}
    listed = [one for several in sure.values() for one in several]
    known = of_each | not_known_then(listed, of_each, query)
    return _Bodies(frozenset(of_body), sure, perhaps, known)


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
