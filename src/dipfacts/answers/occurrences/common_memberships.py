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
from dipfacts.answers.occurrences.party_bodies import Bodies, bodies_of
from dipfacts.answers.parts import SharedMemberships
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.occurrences.occurrence import Occurrence
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
        return [membership for side in self.sides for membership in side]


class _Both(Record, frozen=True):
    """The bodies of each of two parties, those in `common`, and those of which sources differ.

    Where it `is_past`, they share none today.
    """

    sides: tuple[Bodies, Bodies]
    common: set[str]
    in_dispute: set[str]
    is_past: bool = False

    @property
    def unknown(self) -> set[str]:
        """Return the bodies in which a membership is of unknown duration.

        One that goes on may have begun after the other was over, if nobody says when it did.
        """
        first, second = self.sides
        in_turn = first.without_beginning & second.stopped
        in_turn |= second.without_beginning & first.stopped
        return first.unknown | second.unknown | in_turn

    def is_today(self, body: str) -> bool:
        """Return whether both belong to a body to this day, as far as is known."""
        return not self.is_past and body not in self.unknown

    @property
    def occurrences(self) -> list[Occurrence]:
        """Return the memberships of each in those in common."""
        return [
            membership
            for side in self.sides
            for body in self.common
            for membership in side.sure[body]
        ]


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
    topics = {membership.fact.topic for membership in both.occurrences}
    topic = topics.pop() if len(topics) == 1 else ""
    shared = SharedMemberships(len(both.common), topic, is_past=both.is_past)
    by_sentence = _sentences(query, both)
    most = len(both.common) if in_full else NAMED_BODIES
    sentences = [
        f"{text}: {display.some(names_of_bodies(base, bodies), most)}."
        for text, bodies in by_sentence.items()
        if bodies
    ]
    return BothBelong([*sentences, *left], shared)


def _sentences(query: Query, both: _Both) -> dict[str, set[str]]:
    """Return sentences on bodies that two share, some of unknown duration, with these bodies."""
    common, unknown = both.common, both.common & both.unknown
    bodies = bodies_counted(len(common))
    if not both.is_past and query == query.undated:
        sure = common - unknown
        duration = f"of unknown duration in {bodies_counted(len(unknown))}"
        return {
            f"Both belong to {bodies_counted(len(sure))}": sure,
            f"Both have or had a membership {duration}": unknown,
        }
    how_many = "all" if unknown == common else f"{len(unknown):,}"
    duration = f", {how_many} of unknown duration" if unknown else ""
    if both.is_past:
        had = f"Both once had a membership in {bodies}, since over or suspended"
        return {f"{had}{duration}": common}
    when = display.at_some_time(query.since, query.until, query.within)
    return {f"Both have a membership in {bodies}{when}{duration}": common}


def shared_claims(base: Base, query: Query) -> list[Fact]:
    """Return the claims on the memberships that two parties share, or else on those they once did.

    The query has no dates.
    """
    is_told = both_belong(base, query).shared.count
    memberships = _both(base, query).occurrences if is_told else ()
    return [fact for membership in memberships for fact in membership.facts]


def add_shared(answer: Answer, query: Query, subject: str) -> None:
    """Add to an answer the memberships that two parties share, up to the limit, with their claims.

    Without those that it has already. Where nothing else is recorded, they are what answers, for a
    `subject` such as 'Membership of France and Germany'.
    """
    base, both = answer.base, _both(answer.base, query)
    first, second = both.sides
    there = {occurrence.id for occurrence in answer.occurrences}
    every = (
        SharedBody(it, (first.sure[it], second.sure[it]), both.is_today(it))
        for it in smallest_first(base, both.common)
    )
    bodies = [
        body for body in every if there.isdisjoint(membership.id for membership in body.occurrences)
    ]
    listed = bodies[: query.limit or None]
    answer.shared = answer.shared.replaced(bodies=listed)
    answer.leave_out(len(bodies) - len(listed), "shared membership")
    if answer.status in (NOTHING, OUTSIDE):
        text = " ".join(both_belong(base, query).sentences)
        each = (membership.facts for body in bodies for membership in body.occurrences)
        facts = claims_to_name(chain.from_iterable(each))
        answer.head = head_of(f"{subject}: {display.midway(text)}", facts)
        answer.known = as_known(query)
        answer.status = ANSWERED
    shared = [membership for body in listed for membership in body.occurrences]
    answer.occurrences = [*answer.occurrences, *shared]
    answer.facts = once([*answer.facts, *(f for membership in shared for f in membership.facts)])
    answer.standings = first.standings | second.standings | answer.standings
    answer.as_of = query.as_of


def _common(first: Bodies, second: Bodies, query: Query, is_certain: bool = True) -> set[str]:
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
    """Return the bodies to which both of two belong; without dates, where none is, once did.

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
    first, second = _bodies_of_both(base, query, is_ever=True)
    common = _common(first, second, query.replaced(since=_EVER)) | (first.lasting & second.lasting)
    common |= (first.without_dates | second.without_dates) & first.sure.keys() & second.sure.keys()
    return _Both((first, second), common - in_dispute, in_dispute, is_past=True)


def _bodies_of_both(base: Base, query: Query, is_ever: bool = False) -> tuple[Bodies, Bodies]:
    """Return the bodies of each of two parties; where it `is_ever`, those of the past, too."""
    relations = query.replaced(types=("relation",), kind=MEMBERSHIP, in_order=None, limit=None)
    first, second = (
        base.remembered(bodies_of, base, relations.replaced(parties=(party,)), query.as_of, is_ever)
        for party in query.parties
    )
    return first, second
