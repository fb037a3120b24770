"""The members of a bloc or an organisation, on a day or in a period.

Members are told by the base's relations of the kind `membership` between them and the body, else by
the table of `countries`. A body that the table has needs relations with a beginning: what has none
says nothing of any day, and what is only signed or ratified nothing against the table. Of what has
no known end the table says until when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.answers.answer import MEMBERSHIP
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.errors import QuestionError
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import StatusClass, class_of
from dipfacts.model.file_format.tables import BODIES, Party
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import BEGINS, begin_and_end
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.occurrences.stages.stage import Stage, status_of
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base

SUSPENDED, PERHAPS = "suspended", "perhaps a member"
DISPUTED = "sources differ on the membership of"
_DOUBTS = ("", DISPUTED, PERHAPS, SUSPENDED)


class Members:
    """The members of a body: by the base's relations, else by the table of `countries`.

    Of relations those count that were public by a day, if one is given. `names` are those of its
    states, also of former ones; other bodies may be members, too.
    """

    def __init__(self, body: Party, base: Base, known_by: Period | None = None) -> None:
        listed = listed_members(body, base)
        self._base, self._body = base, body.id
        memberships = Query(types=("relation",), kind=MEMBERSHIP, known_by=known_by)
        facts = base.completed(memberships, base.find(memberships.replaced(parties=(body.id,))))
        claimed = _claimed_members(body, facts, only_dated=bool(listed))
        self._claimed = {id_: [it for it in claims if it.period] for id_, claims in claimed.items()}
        every = (
            (id_, membership)
            for id_, claims in claimed.items()
            for membership in self._memberships_of(id_, claims)
        )
        self._undated = {id_ for id_, claims in self._claimed.items() if not claims}
        self._undone = {
            (id_, membership.id) for id_, membership in every if not _is_dated(membership)
        }
        parties = base.parties_by_id(sorted(self._claimed))
        states = (it for it in parties.values() if it.kind not in (*BODIES, "person"))
        self.names = {party.id: party.name for party in states}
        self._on: dict[int, dict[str, str]] = {}  # by the day: many sums are of one year
        self._listed = [(id_, then) for id_, _, then in listed if id_ not in self._claimed]
        self._beside = grouped((id_, then) for id_, _, then in listed if id_ in self._claimed)
        self.names |= {id_: name for id_, name, _ in listed if id_ not in self._claimed}

    def on(self, day: int) -> dict[str, str]:
        """Return the members on a day, an ordinal, sure or not, each with the doubt in words.

        It is "" of whom nothing is, and SUSPENDED or PERHAPS of who does not count.
        """
        if day not in self._on:
            self._on[day] = self._find(day, self._claimed)
        return self._on[day]

    def everyone(self) -> set[str]:
        """Return all who are members, were, or may be."""
        return {*self._claimed, *(id_ for id_, _ in self._listed)}

    def may_include(self, party: str, period: Period | None) -> bool:
        """Return whether a party may be a member, if suspended, on a day of a period; None: ever.

        That changes on days on which a period of its membership begins or ends.
        """
        claims = self._claimed.get(party, [])
        listed = [listed for id_, listed in self._listed if id_ == party]
        listed += self._beside.get(party, ())
        spans = [begin_and_end(it) for it in (period, *(it.period for it in claims), *listed)]
        days = {day for first, after in spans for day in (first, after - 1, after)}
        first, after = spans[0]
        within = (day for day in days if first <= day < after)
        return any(party in self._find(day, {party: claims}) for day in within)

    def _find(self, day: int, claimed: dict[str, list[Fact]]) -> dict[str, str]:
        results = {id_: "" for id_, period in self._listed if is_in(period, day)}
        results |= dict.fromkeys(self._undated, PERHAPS)
        for id_, membership, name in self._classes(claimed, day):
            is_undone = (id_, membership.id) in self._undone
            state = _state(membership, name, day, is_undone)
            if state == PERHAPS and name == "unknown" and not is_undone:
                state = _state_by_list(membership, self._beside.get(id_, ()), day)
            if state is not None:
                results[id_] = min(state, results.get(id_, state), key=_DOUBTS.index)
        return results

    def _classes(
        self, claimed: dict[str, list[Fact]], day: int
    ) -> Iterator[tuple[str, Occurrence, StatusClass]]:
        """Yield the memberships of each member, and what they are on a day."""
        every = [
            (id_, membership)
            for id_, claims in claimed.items()
            for membership in self._memberships_of(id_, claims)
        ]
        of_two = (membership for _, membership in every if not membership.is_of_several)
        classes = standings(
            self._base, (fact for membership in of_two for fact in membership.facts), day
        )
        for id_, membership in every:
            own = classes
            if membership.is_of_several:  # what it is for this member
                own = standings(self._base, membership.facts, day, membership.asked)
            yield id_, membership, own[membership.facts[0].id].name

    def _memberships_of(self, member: str, claims: list[Fact]) -> list[Occurrence]:
        return occurrences(claims, asked=(member, self._body))


def listed_members(body: Party, base: Base) -> list[tuple[str, str, Period]]:
    """Return the members of a body by the table of `countries`: the id, the name, and when."""
    from dipfacts.countries import bodies, country_names  # lazy: only where a body is asked about

    results = list[tuple[str, str, Period]]()
    for code, period in bodies.members(country_names.code_of(body) or ""):
        then = Period.parse(period)
        days = then.start_day or 1, then.end_day or FAR
        try:
            party = base.party(f"iso2:{code}", days)
        except QuestionError:  # one of its name is declared, and not as the country of that code
            party = country_names.party(code)
        results.append((party.id, country_names.title(code), then))
    return results


def is_in(period: Period, day: int) -> bool:
    """Return whether a day is in a period; one date is a beginning."""
    begin = period.start_day
    end = period.end_day if period.is_interval else None
    return (begin is None or begin <= day) and (end is None or day < end)


def _state(occurrence: Occurrence, name: StatusClass, day: int, is_undone: bool) -> str | None:
    """Return the doubt of a membership of this class on a day, or ""; None if it is none that day.

    `is_undone` says whether it was paused or over on a day that nobody gives.
    """
    stage = occurrence.stage_on(day)
    if name == "paused":
        return SUSPENDED
    if name == "over":
        return PERHAPS if _left_some_time(occurrence, day) else None
    stands = name == "standing" or (name == "unknown" and class_of(stage.status) == "standing")
    begun = () if stage.is_over_by_days else stage.beginnings  # a day of being over is no beginning
    if not stands or min((end.first for end in begun), default=0) > day:
        return None
    if _may_be_none(stage, name, day) or (is_undone and not _has_end_after(occurrence, day)):
        return PERHAPS
    over = (
        other
        for other in occurrence.stages
        if class_of(other.status) == "over" and other.day <= day
    )
    is_disputed = stage.may_have_ended(day) or any(map(occurrence.is_contested, over))
    return DISPUTED if is_disputed or _begins_later_by_one(stage, day) else ""


def _has_end_after(occurrence: Occurrence, day: int) -> bool:
    """Return whether a claim gives an end that may lie after a day."""
    return any(end.reach[1] > day for stage in occurrence.stages for end in stage.ends_or_over_days)


def _left_some_time(occurrence: Occurrence, day: int) -> bool:
    """Return whether nobody says when a membership ended that had begun by a day."""
    has_end = any(stage.ends_or_over_days for stage in occurrence.stages)
    return not has_end and min((end.first for end in occurrence.main.beginnings), default=0) <= day


def _state_by_list(occurrence: Occurrence, listed: Iterable[Period], day: int) -> str | None:
    """Return the doubt of a membership without a known end, or ""; None if there was none left.

    Where the list has the member, it says until when: an unknown end says nothing against it.
    """
    begun = min((end.first for end in occurrence.stage_on(day).beginnings), default=0)
    if any(is_in(period, day) for period in listed):
        return ""
    is_left = any(begun < (period.end_day or begun) <= day for period in listed)
    return None if is_left else PERHAPS


def _begins_later_by_one(stage: Stage, day: int) -> bool:
    """Return whether sources differ on the beginning, which by one of them is after a day."""
    begins = stage.possible_dates(BEGINS)
    return len(begins) > 1 and any((period.start_day or 0) > day for period in begins)


def _may_be_none(stage: Stage, name: StatusClass, day: int) -> bool:
    """Return whether a membership may have ended (2000, 2000/), or not yet have begun, by a day.

    One of which no beginning is known had begun when somebody said that it goes on; one that is
    said to have none (../2020), at any time.
    """
    is_open = any(fact.period and fact.period.text.startswith("..") for fact in stage.facts)
    begun_by = 0 if is_open else min(fact.known_day or FAR for fact in stage.facts)
    begun = min((end.reach[1] for end in stage.beginnings), default=begun_by)
    return name == "unknown" or begun > day + 1


def _claimed_members(body: Party, facts: list[Fact], only_dated: bool) -> dict[str, list[Fact]]:
    """Return the claims of memberships in a body by member; if asked, of those that began.

    One without a date is among them if it is paused or over, or if a member has no other. What does
    not name the body tells of who left or was suspended by itself.
    """
    begun = [
        fact
        for fact in facts
        if fact.period is not None or class_of(status_of(fact)) != "not-yet"
        if fact.claim.from_ != body.id  # from the member to its body
    ]
    results = grouped(_by_member(body, [it for it in begun if body.id in it.claim.everyone]))
    for id_, fact in _told_of_one(body, begun):
        if id_ in results:
            results[id_].append(fact)
    return {
        id_: [*filter(_tells, claims)] or claims
        for id_, claims in results.items()
        if not only_dated or any(map(_is_begun, claims))
    }


def _by_member(body: Party, facts: Iterable[Fact]) -> list[tuple[str, Fact]]:
    return [(id_, it) for it in facts for id_ in it.claim.everyone if id_ != body.id]


def _told_of_one(body: Party, facts: list[Fact]) -> Iterator[tuple[str, Fact]]:
    """Yield members of whom a claim tells that does not name both them and the body, with it."""
    yield from _by_member(body, (it for it in facts if body.id not in it.claim.everyone))
    joined = _by_member(body, (it for it in facts if it.occurrence))
    members_of = grouped((fact.occurrence, id_) for id_, fact in joined)
    for fact in facts:
        if fact.occurrence and fact.claim.everyone == (body.id,):
            yield from ((id_, fact) for id_ in {*members_of.get(fact.occurrence, ())})


def _tells(fact: Fact) -> bool:
    """Return whether a claim has a date, or says that a membership is paused or over."""
    return fact.period is not None or class_of(status_of(fact)) in ("paused", "over")


def _is_dated(occurrence: Occurrence) -> bool:
    """Return whether all that is told of a membership has a date."""
    return all(fact.period for fact in occurrence.counting)


def _is_begun(fact: Fact) -> bool:
    """Return whether a claim says when a membership began, or was paused or over."""
    is_not_yet = class_of(status_of(fact)) == "not-yet"
    return not is_not_yet and fact.period is not None and fact.period.start_day is not None
