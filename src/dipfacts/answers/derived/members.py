"""Sum the figures of a bloc's members, to stand beside those of the bloc itself.

Members are those on the last day of a figure's period: by the base's relations of the kind
`membership` between them and the bloc, else by the table of `countries`. A bloc that the table has
needs relations with a beginning: what has none says nothing of any day, and what is only signed or
ratified nothing against the table. A sum is of figures by one voice, over one full year, on one
basis. It is derived, so that it confirms nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from dipfacts.answers.answer import MEMBERSHIP
from dipfacts.answers.derived.inputs import (
    Derived,
    Key,
    decided,
    entry,
    flows,
    index_key,
    stated_by,
    voice_of,
)
from dipfacts.answers.derived.precision import amount
from dipfacts.answers.headline import link, scoped
from dipfacts.answers.relation_class import standings
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, questions
from dipfacts.model.ends import BEGINS
from dipfacts.model.groups import grouped
from dipfacts.model.occurrence import Occurrence, occurrences
from dipfacts.model.period import Period
from dipfacts.model.query import FAR
from dipfacts.model.spans import span_of
from dipfacts.model.stage import Stage, status_of
from dipfacts.model.status import StatusClass, class_of
from dipfacts.model.tables import BODIES, Figure, Party
from dipfacts.query.base import Base, Fact, Query
from dipfacts.record import Record
from dipfacts.text import plain

LEAST = 2  # members with a figure that make a sum
_NAMED = 5  # missing members that are named

SUSPENDED, PERHAPS = "suspended", "perhaps a member"
DISPUTED = "sources differ on the membership of"
OTHERWISE, UNPUBLISHED = "recorded, but not alike", "not published"
_DOUBTS = ("", DISPUTED, PERHAPS, SUSPENDED)

Group = dict[str, Fact]  # the figure of each member


class Members:
    """The members of a bloc: by the base's relations, else by the table of `countries`."""

    def __init__(self, bloc: Party, base: Base) -> None:
        from dipfacts import countries  # only where a bloc is asked about

        listed = countries.members(countries.code_of(bloc) or "")
        self._base = base
        claimed = _claimed_members(bloc, base, only_dated=bool(listed))
        self._claimed = {id_: [it for it in claims if it.period] for id_, claims in claimed.items()}
        every = (one for claims in claimed.values() for one in occurrences(claims))
        self._undated = {id_ for id_, claims in claimed.items() if not any(map(_tells, claims))}
        self._undone = {one.id for one in every if not all(fact.period for fact in one.counting)}
        parties = base.parties_by_id(sorted(self._claimed))
        self.names = {id_: party.name for id_, party in parties.items()}
        self._on: dict[int, dict[str, str]] = {}  # by the day: many sums are of one year
        self._listed = list[tuple[str, Period]]()
        for code, period in listed:
            then = Period.parse(period)
            id_ = base.party(f"iso2:{code}", (then.start_day or 1, then.end_day or FAR)).id
            if id_ not in self._claimed:
                self._listed.append((id_, then))
                self.names[id_] = countries.title(code)

    def on(self, day: int) -> dict[str, str]:
        """Return who is a member on a day, an ordinal, or may be one, each with what is in doubt.

        It is "" of whom nothing is, and SUSPENDED or PERHAPS of who does not count.
        """
        if day not in self._on:
            self._on[day] = self._find(day)
        return self._on[day]

    def _find(self, day: int) -> dict[str, str]:
        results = {id_: "" for id_, period in self._listed if _is_in(period, day)}
        results |= dict.fromkeys(self._undated, PERHAPS)
        facts = [fact for claims in self._claimed.values() for fact in claims]
        of = standings(self._base, facts, day)
        for id_, claims in self._claimed.items():
            each = (
                _state(one, of[one.facts[0].id].name, day, one.id in self._undone)
                for one in occurrences(claims)
            )
            if states := [state for state in each if state is not None]:
                results[id_] = min(states, key=_DOUBTS.index)
        return results


def _is_in(period: Period, day: int) -> bool:
    """Return whether a day is in a period; one date is a beginning."""
    begin = period.start_day
    end = period.end_day if period.is_interval else None
    return (begin is None or begin <= day) and (end is None or day < end)


def _state(one: Occurrence, name: StatusClass, day: int, is_undone: bool) -> str | None:
    """Return what is in doubt of a membership of this class on a day; None if there is none.

    `is_undone` says whether it was paused or over on a day that nobody gives.
    """
    stage = one.stage_on(day)
    if name == "paused":
        return SUSPENDED
    stands = name == "standing" or (name == "unknown" and class_of(stage.status) == "standing")
    if not stands or min((end.first for end in stage.starts), default=0) > day:
        return None
    has_end = any(end.reach[1] > day for other in one.stages for end in other.last_days)
    if _may_be_none(stage, name, day) or (is_undone and not has_end):
        return PERHAPS
    over = (other for other in one.stages if class_of(other.status) == "over" and other.day <= day)
    is_disputed = stage.may_have_ended(day) or any(map(one.is_contested, over))
    return DISPUTED if is_disputed or _begins_later_by_one(stage, day) else ""


def _begins_later_by_one(stage: Stage, day: int) -> bool:
    """Return whether sources differ on the beginning, which by one of them is after a day."""
    begins = stage.choices(BEGINS)
    return len(begins) > 1 and any((period.start_day or 0) > day for period in begins)


def _may_be_none(stage: Stage, name: StatusClass, day: int) -> bool:
    """Return whether a membership may have ended (2000, 2000/), or not yet have begun, by a day."""
    return name == "unknown" or min((end.reach[1] for end in stage.starts), default=0) > day + 1


class _Sum(Record, frozen=True):
    """Figures of members to add: whether the bloc has one, their last day, who has none.

    Beside them who is in doubt, or has figures that are not alike, by what is to be said of them.
    """

    is_claimed: bool
    last: int
    have: list[Fact]
    missing: list[str]
    beside: dict[str, list[str]]

    def of(self) -> str:
        """Return of how many members it is."""
        count = len(self.have)
        known = (name for why in (OTHERWISE, UNPUBLISHED) for name in self.beside.get(why, ()))
        missing = len([*self.missing, *known])
        return f"{count} of {count + missing}" if missing else f"all {count}"

    def year(self) -> str:
        """Return its period in words."""
        return Period.parse(figure_of(self.have[0]).period).show()


def sums_of_members(asked: list[Question], base: Base, query: Query) -> list[Derived]:
    """Return the sums over the members of a bloc that two parties are asked about, one of them it.

    Of each measure, direction and voice there is one: for the newest period of a claim about the
    bloc, else for the newest of all. It names a newer or a fuller one.
    """
    parties = base.parties_by_id(query.parties)
    blocs = [party for party in parties.values() if party.kind in BODIES]
    if len(parties) != 2 or len(blocs) != 1:
        return []
    (partner,) = (id_ for id_ in parties if id_ != blocs[0].id)
    claimed = {(q.figure.measure, span_of(q.figure)) for q in asked}
    every = _sums(base, query.replaced(parties=(partner,)), blocs[0], claimed)
    best = [_sum(base, blocs[0], alike) for alike in every.values()]
    return sorted(best, key=lambda one: base.measures.places[one["measure"]])


def _sums(
    base: Base, query: Query, bloc: Party, claimed: Collection[tuple[str, object]]
) -> dict[Key, list[_Sum]]:
    """Return what there is to add of each measure, direction and voice, period by period.

    The party of the query is the partner. `claimed` are measures and spans told of the bloc.
    """
    (partner,) = query.parties
    members = Members(bloc, base)
    names = members.names
    ids = {*names} - {partner}
    facts = _between(base, query, bloc.id, ids)
    groups = _groups(base, facts, partner, bloc.id)
    recorded = grouped((_what(figure_of(it), partner), it) for it in facts)
    results: dict[Key, list[_Sum]] = {}
    for key, group in groups.items():
        figure = figure_of(next(iter(group.values())))
        last = (Period.parse(figure.period).end_day or 1) - 1
        on = {id_: doubt for id_, doubt in members.on(last).items() if id_ in ids}
        now = [id_ for id_, doubt in on.items() if doubt not in (SUSPENDED, PERHAPS)]
        have = [group[id_] for id_ in now if id_ in group]
        if len(have) < LEAST:
            continue
        beside = grouped((doubt, names[id_]) for id_, doubt in on.items() if doubt)
        without = grouped(
            (_why_left_out(recorded.get(_what(figure, partner, id_), ()), figure), names[id_])
            for id_ in now
            if id_ not in group
        )
        missing = without.pop("", [])
        is_claimed = (figure.measure, span_of(figure)) in claimed
        one = _Sum(is_claimed, last, have, missing, beside | without)
        results.setdefault(key[:-1], []).append(one)
    return results


def _between(base: Base, query: Query, bloc: str, ids: set[str]) -> list[Fact]:
    """Return the figures between the party of a query and each member."""
    return [
        fact
        for fact in (base.find(query) if ids else [])
        if len(everyone := fact.claim.everyone) == 2 and ids & {*everyone} and bloc not in everyone
    ]


def _what(figure: Figure, partner: str, member: str | None = None) -> tuple[str, str, bool]:
    """Return the member, the measure and whether it comes from the member; of another if given."""
    own = next(id_ for id_ in figure.everyone if id_ != partner)
    return member or own, figure.measure, figure.from_ == own


def _why_left_out(facts: Iterable[Fact], figure: Figure) -> str:
    """Return why claims about a member are no part of a sum; "" where none reach into its days."""
    span = Period.parse(figure.period)
    among = [figure_of(fact) for fact in facts if fact.period and fact.period.overlaps(span)]
    if among and all(it.absent and span_of(it) == span_of(figure) for it in among):
        return UNPUBLISHED
    return OTHERWISE if among else ""


def _groups(base: Base, between: list[Fact], partner: str, bloc: str) -> dict[Key, Group]:
    """Return the figures between a party and the members, by what they share."""
    groups: dict[Key, Group] = {}
    for question in flows(questions(between, base.measures, base.origins(between)), base):
        for fact in decided(question) if question.period.is_full_year else ():
            figure = figure_of(fact)
            member = next(id_ for id_ in figure.everyone if id_ != partner)
            if voice_of(figure):
                key = index_key(_with(figure, member, bloc), span_of(figure))
                groups.setdefault(key, {}).setdefault(member, fact)
    return groups


def _with(figure: Figure, member: str, bloc: str) -> Figure:
    """Return a figure as one with the bloc in the place of a member would be."""
    if figure.from_ and figure.to:
        from_, to = (bloc if end == member else end for end in (figure.from_, figure.to))
        return replace(figure, from_=from_, to=to)
    return replace(figure, parties=tuple(sorted({*figure.parties} - {member} | {bloc})))


def _sum(base: Base, bloc: Party, alike: list[_Sum]) -> Derived:
    chosen = max(alike, key=lambda it: (it.is_claimed, it.last))
    figures = [figure_of(fact) for fact in chosen.have]
    first = figures[0]
    shared = {*figures[0].everyone}.intersection(*(figure.everyone for figure in figures[1:]))
    (member,) = {*first.everyone} - shared
    measure = base.measures[first.measure]
    value = sum((figure.number for figure in figures[1:]), first.number)
    about = scoped(f"{plain(measure.label)} {link(base, _with(first, member, bloc.id))}", first)
    when = f"{Period.parse(first.period).show()}, {stated_by(base, first)}"
    from dipfacts import countries  # only where a bloc is asked about

    is_known = countries.members(countries.code_of(bloc) or "")
    sum_text = f"sum of {chosen.of()} members{'' if is_known else ' on record'}"
    if missing := chosen.missing:
        more = len(missing) - _NAMED
        named = [*missing[:_NAMED], *([f"{more} others"] if more > 1 else missing[_NAMED:])]
        sum_text += f"; missing: {display.listed(map(plain, named))}"
    for doubt, names in chosen.beside.items():
        sum_text += (
            f"; {doubt}{' ' if doubt == DISPUTED else ': '}{display.listed(map(plain, names))}"
        )
    newest = max(alike, key=lambda it: it.last)
    fullest = max(alike, key=lambda it: (len(it.have), it.last))
    if newest.last > chosen.last:
        sum_text += f"; newer: {newest.of()} in {newest.year()}"
    elif len(fullest.have) > len(chosen.have):
        sum_text += f"; more of them: {fullest.of()} in {fullest.year()}"
    text = f"{about}, {when}: {amount(value, figures)}, the {sum_text}"
    formula = "the sum of its members"
    return entry("members", value, first.unit, formula, chosen.have, text, measure.id)


def _claimed_members(bloc: Party, base: Base, only_dated: bool) -> dict[str, list[Fact]]:
    """Return the claims of memberships in a bloc by member; if asked, of those that began.

    One without a date is among them if it is paused or over, or if a member has no other.
    """
    facts = base.find(Query(types=("relation",), kind=MEMBERSHIP, parties=(bloc.id,)))
    ids = {id_ for fact in facts for id_ in fact.claim.everyone} - {bloc.id}
    parties = base.parties_by_id(sorted(ids))
    states = {id_ for id_, party in parties.items() if party.kind not in (*BODIES, "person")}
    results = grouped(
        (id_, fact)
        for fact in facts
        if fact.period is not None or class_of(status_of(fact)) != "not-yet"
        if fact.claim.from_ != bloc.id  # from the member to its bloc
        for id_ in fact.claim.everyone
        if id_ in states
    )
    return {
        id_: [*filter(_tells, claims)] or claims
        for id_, claims in results.items()
        if not only_dated or any(map(_is_begun, claims))
    }


def _tells(fact: Fact) -> bool:
    """Return whether a claim has a date, or says that a membership is paused or over."""
    return fact.period is not None or class_of(status_of(fact)) in ("paused", "over")


def _is_begun(fact: Fact) -> bool:
    """Return whether a claim says when a membership began, or was paused or over."""
    is_not_yet = class_of(status_of(fact)) == "not-yet"
    return not is_not_yet and fact.period is not None and fact.period.start_day is not None
