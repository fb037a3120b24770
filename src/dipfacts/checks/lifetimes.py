"""Checks of what stood when: the lifetimes of parties, and the statuses of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from dipfacts.checks.view import CheckedBase, Finding, Key
from dipfacts.countries import lifetimes
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import BODIES, AnyClaim, Party, Relation
from dipfacts.model.occurrences.stages.undated_ends import against_undated_ends
from dipfacts.model.periods.period import Period
from dipfacts.read.base.possible_duplicates import is_stopped
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import AnyRemedy, Remedy, Setting
from dipfacts.text import fold, listed

ANY_TIME = "../.."
_GOES_ON = "goes on after"

Lives = tuple[Period, ...]  # when a party existed: a state may have existed twice
Stated = tuple[LoadedTable, Relation]

_NOW = ("in-force", "provisionally-applied", "suspended")  # what is adopted may be for later


# --------------------------------------------------------------------------- lifetimes


def outside_lifetime(view: CheckedBase) -> Iterator[Finding]:
    """Report claims about a party, unless a person, at a time when it did not exist.

    The lifetime is the party's period, else that of the country whose code it has.
    """
    lives = {party.id: life for party in view.parties.values() if (life := _lives(party))}
    sound = set[tuple[str, str, bool]]()  # parties and periods that were looked at
    ended: set[tuple[str, str]] | None = None
    for row, claim in view.claims:
        for name in claim.everyone if claim.period else ():
            key = (name, claim.period or "", isinstance(claim, Relation))
            if name not in lives or key in sound:
                continue
            what = "organisation" if view.parties[name].kind in BODIES else "state"
            fault = _outside(claim, lives[name], view.today.toordinal(), what)
            if fault is None:
                sound.add(key)
                continue
            how, remedy = fault
            if how == _GOES_ON and len(claim.everyone) > 2:  # for others it may go on
                ended = _ended_alone(view) if ended is None else ended
                if (view.occurrence_of(claim.id), name) in ended:
                    continue
                remedy = _end_of_one(claim, name, lives[name], what)
            elif how == _GOES_ON:
                over = [_last(lives[party]) for party in claim.everyone if party in lives]
                remedy = _end_of_all(claim, over, what)
            span = listed(map(str, lives[name]))
            message = f'{claim.period} {how} the lifetime of "{name}", {span}'
            yield Finding(row, "period", "outside-lifetime", message, remedy)


def _ended_alone(view: CheckedBase) -> set[tuple[str, str]]:
    """Return relations, each with a party for which a claim about it alone says that it ended."""
    alone = (claim for _, claim in _relations(view) if len(claim.everyone) == 1)
    over = (claim for claim in alone if class_of(claim.status) == "over" or _stands_until(claim))
    return {(view.occurrence_of(claim.id), claim.everyone[0]) for claim in over}


def _stands_until(claim: Relation) -> bool:
    period = Period.parse(claim.period) if claim.period else None
    stood = class_of(claim.status) == "standing"
    return bool(stood and period and period.is_interval and period.end_day)


def _end_of_one(claim: AnyClaim, name: str, lives: Lives, what: str) -> Remedy:
    """Return the remedy where one of more than two parties is gone: a claim of its end for it."""
    return Remedy.of(
        *("say of it alone that it ended, in a claim with ", Setting.list_of("parties", name)),
        *(", ", Setting.of("same_as", claim.id), ", ", Setting.of("status", "ended")),
        *(", ", Setting.of("period", str(_last(lives).ends[1]))),
        f", or name the {what} that followed",
    )


def _end_of_all(claim: AnyClaim, over: list[Period], what: str) -> str:
    """Return the remedy where one or both of two parties are gone: the end of the first."""
    first = min(over, key=lambda span: span.end_day or FAR)
    until = f'"{(claim.period or "").removesuffix("..")}{first.ends[1]}"'
    return f"write when it ended, such as {until}, or name the {what} that followed"


def _last(lives: Lives) -> Period:
    """Return the span in which a party existed last."""
    return max(lives, key=lambda span: span.end_day or FAR)


def _lives(party: Party) -> Lives:
    """Return the spans in which a party existed; none where they are not known."""
    if party.kind == "person":  # the period of a person is a term of office
        return ()
    if party.period:
        return (Period.parse(party.period),)
    spans = lifetimes.existed(party.iso) if party.iso else []
    return tuple(map(Period.parse, spans))


def _outside(claim: AnyClaim, lives: Lives, today: int, what: str) -> tuple[str, AnyRemedy] | None:
    """Return the words for a claim outside a lifetime, and the remedy; None where it is not.

    A figure or an event may reach over the edge of a lifetime. A relation may not: it begins and
    ends when its parties are there.
    """
    period = Period.parse(claim.period or "")
    name_it = f"correct the period, or name the {what} that there was then"
    if not any(span.overlaps(period) for span in lives):
        return "is outside", name_it
    if not isinstance(claim, Relation) or not period.is_interval:
        return None
    begin, end = period.ends
    if begin and not any(span.overlaps(begin) for span in lives):
        return "begins outside", name_it
    if end and not any(span.overlaps(end) for span in lives):
        return "ends outside", name_it
    is_over = (_last(lives).end_day or today + 1) <= today
    return (_GOES_ON, "") if is_over and not end and period.open_end else None


# ---------------------------------------------------------------------------- statuses


def status_against_period(view: CheckedBase) -> Iterator[Finding]:
    """Report relations whose status and period cannot both be right."""
    today = view.today.toordinal()
    faults = ((row, claim, _contradiction(claim, today)) for row, claim in _relations(view))
    contradicted = [(row, claim, fault) for row, claim, fault in faults if fault]
    statuses = defaultdict[Key, set[str | None]](set)

    for _, relation in _relations(view) if contradicted else ():
        for key in _whose(view, relation):
            statuses[key].add(relation.status)
    for row, relation, (message, remedy) in contradicted:
        # What is not over is a stage, where another claim tells what it is before or since.
        is_alone = all(len(statuses[key]) == 1 for key in _whose(view, relation))
        if class_of(relation.status) == "over" or is_alone:
            yield Finding(row, "status", "status-against-period", message, remedy)


def _contradiction(relation: Relation, today: int) -> tuple[str, AnyRemedy] | None:
    """Return the words for a status and a period that contradict, and the remedy.

    The period of what is proposed or signed may be the day of that, or the time that it is for.
    """
    if not relation.status or not relation.period:
        return None
    period = Period.parse(relation.period)
    if class_of(relation.status) == "over":
        return _not_over(relation.status, period, today)
    return _not_now(relation.status, period, today) if relation.status in _NOW else None


def _not_over(status: str, period: Period, today: int) -> tuple[str, AnyRemedy] | None:
    """Return the words for a period that contradicts a status that is over.

    A single date is the day from which it is over, which may be to come.
    """
    if not period.is_interval:
        return None
    begin, end = period.ends
    ahead = next((day for day in (end, begin) if day and (day.start_day or 0) > today), None)
    goes_on = period.open_end
    remedy: AnyRemedy
    if ahead:
        over = Setting.of("period", str(ahead))
        remedy = Remedy.of("write ", over, " if it is over from then, or correct the period")
    elif goes_on:
        otherwise = f'"{begin}/" where that is not known' if begin else "leave the period out"
        remedy = f"write when it ended, or {otherwise}"
    else:
        return None
    how = "goes on" if goes_on else "is not over"
    return f'status is "{status}", but the period {period} {how}', remedy


def _not_now(status: str, period: Period, today: int) -> tuple[str, AnyRemedy] | None:
    """Return the words for a period that contradicts a status of what a relation is now."""
    if (period.start_day or 0) > today:
        hint = "write the status that it has until then, or correct the period"
        return f'status is "{status}", but the period {period} is ahead', hint
    if not period.is_interval or (period.end_day or today + 1) > today:
        return None
    # What was suspended may have been in force afterwards.
    remedy: AnyRemedy = "add a claim that says what it is since"
    if status == "in-force":
        remedy = Remedy.of("write ", Setting.of("status", "ended"))
    message = f'status is "{status}", but the period {period} is past'
    return message, Remedy.of(remedy, ", or correct the period")


def at_any_time(view: CheckedBase) -> Iterator[Finding]:
    """Report relations that go on, but have a period that says "at any time"."""
    for row, relation in _relations(view):
        if relation.period == ANY_TIME and class_of(relation.status) != "over":
            message = f'"{ANY_TIME}" is at any time, but a relation has a beginning'
            hint = 'write "/.." where that is not known, or it, as in "1992-04-04/.."'
            yield Finding(row, "period", "at-any-time", message, hint)


def cannot_be_both(view: CheckedBase) -> Iterator[Finding]:
    """Report relations in force by one claim, and by another over or suspended, nobody says when.

    Suspended only if others say later that it is in force: pages then say that sources differ.
    """
    reported = set[str]()
    for finding in _in_force_and_over(view):
        reported.add(finding.row.table.id)
        yield finding
    yield from (it for it in _in_force_later(view) if it.row.table.id not in reported)


def _in_force_and_over(view: CheckedBase) -> Iterator[Finding]:
    over = [stated for stated in _relations(view) if class_of(stated[1].status) == "over"]
    current, since = _latest_and_first(view) if over else ({}, {})
    for row, relation in over if current else ():
        others = ((current[key], since[key]) for key in _whose(view, relation) if key in current)
        own = relation.party_set  # one of several left: it goes on between the others
        of_all = ((it, first) for it, first in others if not own < it[1].party_set)
        apart = (stated for stated, first in of_all if not _tells_when(relation, stated[1], first))
        if pair := next(apart, None):
            there, other = pair
            called = f'"{other.status}"' if other.status else "still going"
            message = (
                f'"{relation.status}" here, {called} in {view.other(there)}, and no date tells when'
            )
            hint = "write when it ended, or deprecate the claim that no longer holds"
            yield Finding(row, "status", "cannot-be-both", message, hint)


def _in_force_later(view: CheckedBase) -> Iterator[Finding]:
    undated = (stated for stated in _relations(view) if not stated[1].period)
    stopped = [stated for stated in undated if is_stopped(stated[1])]
    claims = _AboutRelations(view) if stopped else None
    for row, relation in stopped:
        if claims and (there := claims.in_force_after_end(relation)):
            message = f'"{relation.status}" here, and later in force in {view.other(there)}'
            message += ", and no date tells since when"
            when = "ended" if class_of(relation.status) == "over" else "was suspended"
            hint = f"write when it {when}, or deprecate the claim that no longer holds"
            yield Finding(row, "status", "cannot-be-both", message, hint)


class _AboutRelations:
    """The claims about each relation, compared once where very many say that it ended."""

    def __init__(self, view: CheckedBase) -> None:
        self._view = view
        self._alike = defaultdict[Key, list[Stated]](list)
        self._beside = defaultdict[Key, set[Key]](set)  # by a key, the other ones of its claims
        for stated in _relations(view):
            one, other = _whose(view, stated[1])
            for key, beside in ((one, other), (other, one)):
                self._alike[key].append(stated)
                self._beside[key].add(beside)
        self._against = cache(self._against_ends)
        self._first = cache(self._first_in_force)

    def in_force_after_end(self, over: Relation) -> LoadedTable | None:
        """Return where it is in force by a claim made after an end or a pause without a day."""
        keys = one, other = _whose(self._view, over)
        wider = (other,) if len(self._beside[one]) == 1 else keys  # which has the claims of both
        wider = (one,) if len(self._beside[other]) == 1 else wider
        if over.id not in self._against(wider):
            return None
        return next(filter(None, (self._first(key, wider) for key in keys)), None)

    def _against_ends(self, keys: tuple[Key, ...]) -> set[str]:
        every = {claim.id: claim for key in keys for _, claim in self._alike[key]}
        return against_undated_ends([_fact(self._view, claim) for claim in every.values()])

    def _first_in_force(self, key: Key, keys: tuple[Key, ...]) -> LoadedTable | None:
        against = self._against(keys)
        standing = (it for it in self._alike[key] if class_of(it[1].status) == "standing")
        return next((row for row, claim in standing if claim.id in against), None)


def _fact(view: CheckedBase, relation: Relation) -> Fact:
    """Return a relation as pages have it, with the last day on which it was said or printed."""
    said_on = relation.said_on or view.sources[relation.source].published
    last = Period.parse(said_on).end_day if said_on else None
    return Fact(relation, "relation", relation.topic or "", last - 1 if last else None, "", 0)


def _latest_and_first(view: CheckedBase) -> tuple[dict[Key, Stated], dict[Key, int]]:
    """Return the claim that each relation goes on which begins last, and its first beginning.

    No other claim that it goes on contradicts more that it is over.
    """
    current: dict[Key, Stated] = {}
    since: dict[Key, int] = {}
    for row, relation in _relations(view):
        begin, goes_on = _begin(relation), _goes_on(relation)
        for key in _whose(view, relation) if class_of(relation.status) == "standing" else ():
            since[key] = min(since.get(key, FAR), begin)
            if goes_on and (key not in current or begin > _begin(current[key][1])):
                current[key] = row, relation
    return current, since


def _whose(view: CheckedBase, relation: Relation) -> tuple[Key, Key]:
    """Return the keys of claims about one relation: kind, parties and title; what joins them."""
    title = fold(relation.title) or relation.title
    whom = relation.from_, relation.to, frozenset(relation.parties)
    return (*whom, fold(relation.kind) or relation.kind, title), (view.occurrence_of(relation.id),)


def _relations(view: CheckedBase) -> Iterator[Stated]:
    """Yield the relations that are not deprecated."""
    for row, claim in view.relations_and_events:
        if isinstance(claim, Relation) and claim.rank != "deprecated":
            yield row, claim


def _goes_on(relation: Relation) -> bool:
    """Return whether a claim says that a relation stands, and gives no end."""
    period = Period.parse(relation.period) if relation.period else None
    if class_of(relation.status) != "standing" or (period and period.end):
        return False
    return relation.status is not None or (period is not None and period.open_end)


def _tells_when(over: Relation, current: Relation, since: int) -> bool:
    """Return whether the period of a relation that is over tells until when it was in force.

    It does by its end, or as a stage that begins after the other claim does, or before this and
    after the first day on which it was in force: then it was resumed.
    """
    period = Period.parse(over.period) if over.period else None
    if period is None or period.end:
        return period is not None
    begin, other = _begin(over), _begin(current)
    return period.start is not None and (begin > other or since < begin < other < FAR)


def _begin(relation: Relation) -> int:
    """Return the first day of a relation; one that is not known is after every other."""
    begin = Period.parse(relation.period).start_day if relation.period else None
    return begin or FAR
