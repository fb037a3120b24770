"""Checks of what stood when: the lifetimes of parties, and the statuses of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dipfacts import countries
from dipfacts.checks.view import Finding, View
from dipfacts.model.display import listed
from dipfacts.model.period import Period
from dipfacts.model.status import class_of
from dipfacts.model.tables import AnyClaim, Party, Relation
from dipfacts.read.loader import LoadedTable
from dipfacts.text import fold

Lives = tuple[Period, ...]  # when a party existed: a state may have existed twice
Stated = tuple[LoadedTable, Relation]


# --------------------------------------------------------------------------- lifetimes


def outside_lifetime(view: View) -> Iterator[Finding]:
    """Report claims about a party, unless a person, at a time when it did not exist.

    The lifetime is the party's period, else that of the country whose code it has.
    """
    lives = {party.id: found for party in view.parties.values() if (found := _lives(party))}
    sound = set[tuple[str, str, bool]]()  # parties and periods that were looked at
    for row, claim in view.claims:
        for name in claim.everyone if claim.period else ():
            key = (name, claim.period or "", isinstance(claim, Relation))
            if name not in lives or key in sound:
                continue
            if told := _outside(claim, lives[name], view.today.toordinal()):
                how, hint = told
                span = listed(map(str, lives[name]))
                message = f'{claim.period} {how} the lifetime of "{name}", {span}'
                yield Finding(row, "period", "outside-lifetime", message, hint)
            else:
                sound.add(key)


def _lives(party: Party) -> Lives:
    """Return the spans in which a party existed; none where they are not known."""
    if party.kind == "person":  # the period of a person is a term of office
        return ()
    if party.period:
        return (Period.parse(party.period),)
    spans = countries.existed(party.iso) if party.iso else []
    return tuple(map(Period.parse, spans))


def _outside(claim: AnyClaim, lives: Lives, today: int) -> tuple[str, str] | None:
    """Return how a claim lies outside a lifetime, and the remedy; None where it does not.

    A figure or an event may reach over the edge of a lifetime. A relation may not: it begins and
    ends when its parties are there.
    """
    period = Period.parse(claim.period or "")
    name_it = "correct the period, or name the state that there was then"
    if not any(span.overlaps(period) for span in lives):
        return "is outside", name_it
    if not isinstance(claim, Relation) or not period.is_interval:
        return None
    begin, end = period.ends
    if begin and not any(span.overlaps(begin) for span in lives):
        return "begins outside", name_it
    if end and not any(span.overlaps(end) for span in lives):
        return "ends outside", name_it
    last = max(lives, key=lambda span: span.end_day or today + 1)
    if end or not period.text.endswith("..") or (last.end_day or today + 1) > today:
        return None
    until = f'"{begin}/{last.ends[1]}"' if begin else f'"../{last.ends[1]}"'
    return "goes on after", f"write when it ended, such as {until}, or name the state that followed"


# ---------------------------------------------------------------------------- statuses


def status_against_period(view: View) -> Iterator[Finding]:
    """Report relations whose status and period cannot both be right."""
    today = view.today.toordinal()
    for stated in _by_treaty(view).values():
        statuses = {relation.status for _, relation in stated}
        for row, relation in stated:
            is_stage = len(statuses) > 1  # in force until then, and another claim tells what next
            if told := _contradiction(relation, is_stage, today):
                message, hint = told
                yield Finding(row, "status", "status-against-period", message, hint)


def _contradiction(relation: Relation, is_stage: bool, today: int) -> tuple[str, str] | None:
    """Return how status and period contradict each other, and the remedy."""
    status, period = relation.status, Period.parse(relation.period) if relation.period else None
    if status is None or period is None or not period.is_interval:
        return None
    begin, end = period.ends
    is_past = (period.end_day or today + 1) <= today
    if status == "in-force" and is_past and not is_stage:
        return (
            f'status is "in-force", but the period {period} is past',
            'write status = "ended", or correct the period',
        )
    if class_of(status) != "over" or is_past:
        return None
    if end:
        hint = 'write status = "in-force" until then, or correct the period'
        return f'status is "{status}", but the period {period} is not over', hint
    if period.text.endswith(".."):
        hint = "write when it ended"
        hint += f', or "{begin}/" where that is not known' if begin else ", or leave the period out"
        return f'status is "{status}", but the period {period} goes on', hint
    return None


def cannot_be_both(view: View) -> Iterator[Finding]:
    """Report relations that one claim calls in force and another over, where no date tells when."""
    for stated in _by_treaty(view).values():
        current = [one for one in stated if _goes_on(one[1])]
        for row, relation in stated if current else ():
            if class_of(relation.status) != "over":
                continue
            there = next((one for one in current if not _tells_when(relation, one[1])), None)
            if there is not None:
                other = there[1]
                at = f'"{other.id}" ({view.where(there[0])})'
                called = f'"{other.status}"' if other.status else "still going"
                message = f'"{relation.status}" here, {called} in {at}, and no date tells when'
                hint = "write when it ended, or deprecate the claim that no longer holds"
                yield Finding(row, "status", "cannot-be-both", message, hint)


def _by_treaty(view: View) -> dict[tuple[object, ...], list[Stated]]:
    """Return the relations of the same kind, parties and title, without deprecated ones."""
    groups = defaultdict[tuple[object, ...], list[Stated]](list)
    for row, claim in view.claims:
        if isinstance(claim, Relation) and claim.rank != "deprecated":
            whom = (claim.from_, claim.to, frozenset(claim.parties))
            groups[fold(claim.kind), *whom, fold(claim.title) or claim.title].append((row, claim))
    return groups


def _goes_on(relation: Relation) -> bool:
    """Return whether a claim says that a relation stands, and gives no end."""
    period = Period.parse(relation.period) if relation.period else None
    if class_of(relation.status) != "standing" or (period and period.end):
        return False
    return relation.status is not None or (period is not None and period.text.endswith(".."))


def _tells_when(over: Relation, current: Relation) -> bool:
    """Return whether the period of a relation that is over tells until when it was in force.

    It does by its end, or as a stage that begins after the other claim does.
    """
    period = Period.parse(over.period) if over.period else None
    if period is None or period.end:
        return period is not None
    before = Period.parse(current.period).start_day if current.period else None
    return period.start_day is not None and before is not None and period.start_day > before
