"""The class of a relation on a day: in force, paused, not recorded as in force, over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import (
    NOT_HELD,
    ON_A_DAY,
    WORDS,
    StatusClass,
    class_of,
    class_on,
)
from dipfacts.model.file_format.tables import Party, Relation
from dipfacts.model.occurrences.ends import goes_on
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.occurrences.stages import stage_order
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.periods.date_wording import from_then, on_a_day, without_unknown_end
from dipfacts.model.periods.dates import GOING
from dipfacts.model.periods.period import STILL_GOING, Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.lifetimes import Ending, Lifetimes, party_lifetimes
from dipfacts.query.occurrences import claim_on_day
from dipfacts.record import Record
from dipfacts.text import plain, unhyphenated

CLASSES = tuple(WORDS)
"""The classes of relations, in the order in which they are listed."""


class Standing(Record, frozen=True):
    """The class of a relation on a day."""

    name: StatusClass
    reason: str
    """'over with the Soviet Union, 26 Dec 1991': a party it ended with; or 'not yet in force'."""
    after: int = 0  # the ordinal of the day after the last of that party; 0 where there is none
    status: str = ""  # 'terminated', where a claim has an earlier end than that

    @property
    def text(self) -> str:
        """The class in words, with the reason where there is one."""
        return self.reason or WORDS[self.name]


def duration(fact: Fact, standing: Standing | None = None, dates: str = "") -> str:
    """Return the period of a claim in words, or the `dates` of all claims about it.

    A relation without an end is 'since 1992', but 'from 1992' where it is over or has not begun,
    and '1992' where it was signed then.
    """
    text = dates or (fact.period.show() if fact.period else "undated")
    if standing is None or not isinstance(fact.claim, Relation):
        return text
    if fact.claim.status in ON_A_DAY:  # what was signed then is not "signed since"
        return on_a_day(text)
    if standing.name == class_of(fact.claim.status) != "over":
        return text
    if standing.name == "over" and standing.reason:  # which says when it ended
        text = without_unknown_end(text)
    return from_then(text).removeprefix(f"{GOING}, ")


def stage(claim: Relation, standing: Standing | None) -> str:
    """Return the status of a relation in words: 'signed', 'over with the Soviet Union, 1991'.

    Where it is over by its period, its status of before is left out.
    """
    if standing is not None and (standing.reason or standing.status):
        return standing.reason or unhyphenated(standing.status)
    if standing is not None and standing.name not in (class_of(claim.status), "unknown"):
        return ""
    return unhyphenated(claim.status or "")


def as_said(fact: Fact) -> tuple[str, str]:
    """Return the status and the dates that one claim gives: ('denounced', 'from 15 Jan 2027').

    Of an event that was held the status is "".
    """
    claim = relation_or_event(fact)
    if not isinstance(claim, Relation):
        return claim.status if claim.status in NOT_HELD else "", duration(fact)
    return unhyphenated(claim.status or ""), duration(fact, Standing(class_of(claim.status), ""))


# ---------------------------------------------------------------------------- the class


def standings(
    base: Base, facts: Iterable[Fact], day: int, asked: Collection[str] = ()
) -> dict[str, Standing]:
    """Return the class of each relation among the claims on a day, an ordinal, by the claim's id.

    It follows from the status, the period, and the lifetimes of the parties: for the parties asked
    about it is over with each of them. All claims about one relation have the class of its latest
    stage.
    """
    claims = [fact for fact in facts if isinstance(fact.claim, Relation)]
    lifetimes = party_lifetimes(base.parties_by_id, claims, day, asked)
    own: dict[str, Standing] = {}
    for relation in occurrences(claims, asked=asked, lifetimes=lifetimes):
        current = relation.stage_on(day) if len(relation.facts) > 1 else None
        latest = _standing(relation, lifetimes, day)
        if current and latest.name == "standing" and current.may_have_ended(day):
            latest = latest.replaced(reason="")  # one of several days is not its end
        own |= dict.fromkeys((fact.id for fact in relation.facts), latest)
    return own


def not_known_then(
    listed: list[Occurrence], by_id: Mapping[str, Standing], query: Query
) -> dict[str, Standing]:
    """Return the class of relations of which nobody says that they stood on the days asked for.

    Their beginning is unknown, and those who say that they go on say so of a later day, or of one
    that is not known. What was over with a party by then stays so.
    """
    after = query.days[1]
    if after == FAR:
        return {}
    return {
        fact.id: Standing("unknown", "")
        for relation in listed
        if not by_id[relation.fact.id].reason
        if all(fact.period and fact.period.text == STILL_GOING for fact in relation.counting)
        if after <= min(fact.known_day or FAR for fact in relation.counting)
        for fact in relation.facts
    }


def has_one_date(occurrence: Occurrence) -> bool:
    """Return whether claims give a relation but as of a year or a day: "2010", no end, no span.

    How long it lasted is not known; it stood then.
    """
    said = [(relation_or_event(it).status, it.period) for it in occurrence.counting]
    return all(
        period and not (period.is_interval or period.unspecified) and class_of(status) == "standing"
        for status, period in said
    )


def has_no_beginning(occurrence: Occurrence) -> bool:
    """Return whether claims do not say since when a relation was: "/2000", or without a date.

    "2000" of what is over says when it ended.
    """
    said = [(relation_or_event(it).status, it.period) for it in occurrence.counting]
    return all(
        not period
        or period.text.startswith("/")
        or (class_of(status) == "over" and not period.is_interval)
        for status, period in said
    )


def may_have_ended(occurrence: Occurrence, standing: Standing, day: int) -> bool:
    """Return whether claims differ on whether a relation has ended by a day, an ordinal.

    With a party that is gone it is over, whatever they say. That a pause has ended is no end of it.
    """
    if len(occurrence.facts) == 1 or (standing.name == "over" and standing.after):
        return False
    is_perhaps = _is_perhaps_over(occurrence, day) or _may_have_ended_for_some(
        occurrence, standing, day
    )
    every = {occurrence, occurrence.unranked}  # what claims that are not preferred say is a doubt
    ended = (stage_order.relation_may_have_ended(it.stage_on(day), it.stages, day) for it in every)
    return is_perhaps or any(ended)


def _may_have_ended_for_some(occurrence: Occurrence, standing: Standing, day: int) -> bool:
    """Return whether it is over by a day for several, of whom nobody says whether each left."""
    exits = occurrence.participation.open_exits
    each = (class_on(day, relation_or_event(it).status, it.period) for it in exits)
    return standing.name != "over" and "over" in each


def _is_perhaps_over(occurrence: Occurrence, day: int) -> bool:
    """Return whether by one of the statuses that sources differ on it is over, and not by all."""
    disputes = occurrence.disputes if "status" in occurrence.differ else ()
    sides = (side for dispute in disputes if dispute.aspect == "status" for side in dispute.sides)
    facts = (fact for _, facts_of_side in sides for fact in facts_of_side)
    classes = {class_on(day, relation_or_event(it).status, it.period) for it in facts}
    return "over" in classes and len(classes) > 1


def _standing(occurrence: Occurrence, lifetimes: Lifetimes, day: int) -> Standing:
    fact = claim_on_day(occurrence, day)
    assert isinstance(fact.claim, Relation)
    name = class_on(day, fact.claim.status, fact.period)
    ending = lifetimes.ending_of(occurrence, day)
    until = (fact.period and fact.period.end_day) or 0  # what is over without an end, was so before
    if ending is None or (name == "over" and until <= ending.after):
        return Standing(name, _to_come(name, fact.claim.status, fact.period))
    if stated := _ended_before(occurrence, ending.after):
        return Standing("over", "", ending.after, stated)
    return Standing("over", _over_with(ending, lifetimes), ending.after)


def _ended_before(occurrence: Occurrence, after: int) -> str:
    """Return the status by which a relation was over before a party was gone; "" without one.

    What may have been before that was. That it went on counts against it only if a claim says so
    that was made while the party was there.
    """
    contested = (it for it in occurrence.stages if it.contested)
    going = (fact for it in contested for fact in it.facts if goes_on(fact))
    is_disputed = any(0 < made(fact) < after for fact in going)
    for over in stage_order.stages_of_class(stage_order.without_notices(occurrence.stages), "over"):
        is_before = min((end.first for end in over.ends_or_over_days), default=after) < after
        if is_before and not over.is_gap and not (is_disputed and occurrence.is_contested(over)):
            return over.status
    return ""


def _over_with(ending: Ending, lifetimes: Lifetimes) -> str:
    """Return 'over with the Soviet Union, 26 Dec 1991', or with whom else it was over.

    'over with the Soviet Union, 26 Dec 1991, after Yemen left', 'over with the Soviet Union and
    since Yemen left, 3 Feb 2000'.
    """
    left = display.some(_in_sentence(lifetimes.parties[it]) for it in ending.left)
    if ending.is_left:
        gone = display.some(map(_in_sentence, ending.gone))
        return f"over with {gone} and since {left} left" + _on(ending.end)
    last = ending.gone[-1]
    end = _on(Period.parse(last.period or "").ends[1])
    return f"over with {_in_sentence(last)}{end}" + (f", after {left} left" if left else "")


def _in_sentence(party: Party) -> str:
    return display.with_article(plain(party.name))


def _on(end: Period | None) -> str:
    return f", {end.show()}" if end else ""


def _to_come(name: StatusClass, status: str | None, period: Period | None) -> str:
    """Return why a relation has another class than that of its status, if its dates say so.

    'ends 30 Jun 2027', 'suspended from 1 Jan 2027', 'suspended until 30 Jun 2022', 'not yet in
    force'.
    """
    by_status = class_of(status)
    if name == "not-yet" and by_status == "standing":  # it is known to be in force then
        return "not yet in force"
    begin, end = period.ends if period and period.is_interval else (period, period)
    if begin and (name, by_status) == ("standing", "paused"):
        return f"suspended from {begin.show()}"
    if end and (name, by_status) == ("standing", "over"):
        return f"ends {end.show()}"
    return (
        f"suspended until {end.show()}"
        if end and (name, by_status) == ("unknown", "paused")
        else ""
    )
