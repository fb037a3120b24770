"""Sum the figures of a bloc's members, to stand beside those of the bloc itself.

Members are those on the last day of a figure's period: by the base's relations of the kind
`membership` between them and the bloc, else by the table of `countries`. A bloc that the table has
needs relations with a beginning: what has none says nothing of any day. A sum is of figures by one
voice, over one full year, on one basis. It is derived, so that it confirms nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dipfacts.answers.derived.inputs import Derived, Key, entry, flows, index_key, numbers, voice_of
from dipfacts.answers.derived.inputs import voice_name as named_voice
from dipfacts.answers.derived.precision import amount
from dipfacts.answers.headline import link
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, questions
from dipfacts.model.period import Period
from dipfacts.model.spans import span_of
from dipfacts.model.status import class_of
from dipfacts.model.tables import BODIES, Figure, Party, Relation
from dipfacts.query.base import Base, Fact, Query
from dipfacts.record import Record
from dipfacts.text import plain

LEAST = 2  # members with a figure that make a sum
_NAMED = 5  # missing members that are named
_NEVER = 10**7  # an ordinal after every day

Group = dict[str, Fact]  # the figure of each member


class Member(Record, frozen=True):
    """A member of a bloc, by its id in the base, and when it is one."""

    id: str
    name: str
    period: Period

    def is_one(self, day: int) -> bool:
        """Return whether it is a member on a day, an ordinal."""
        begin = self.period.start_day
        end = self.period.end_day if self.period.is_interval else None  # a date is a beginning
        return (begin is None or begin <= day) and (end is None or day < end)


class _Sum(Record, frozen=True):
    """Figures of members to add: whether the bloc has one, their last day, who has none."""

    is_claimed: bool
    last: int
    have: list[Fact]
    missing: list[str]

    def of(self) -> str:
        """Return of how many members it is."""
        count = len(self.have)
        return f"{count} of {count + len(self.missing)}" if self.missing else f"all {count}"

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
    members = [member for member in members_of(blocs[0], base) if member.id != partner]
    groups = _groups(base, query.replaced(parties=(partner,)), blocs[0].id, members)
    claimed = {(q.figure.measure, span_of(q.figure)) for q in asked}
    found: dict[Key, list[_Sum]] = {}
    for key, group in groups.items():
        figure = figure_of(next(iter(group.values())))
        last = (Period.parse(figure.period).end_day or 1) - 1
        now = [*{member.id: member for member in members if member.is_one(last)}.values()]
        have = [group[member.id] for member in now if member.id in group]
        if len(have) < LEAST:
            continue
        missing = [member.name for member in now if member.id not in group]
        is_claimed = (figure.measure, span_of(figure)) in claimed
        found.setdefault(key[:-1], []).append(_Sum(is_claimed, last, have, missing))
    best = [_sum(base, blocs[0], alike) for alike in found.values()]
    return sorted(best, key=lambda one: base.measures.places[one["measure"]])


def _groups(base: Base, query: Query, bloc: str, members: list[Member]) -> dict[Key, Group]:
    """Return the figures between the party of a query and the members, by what they share."""
    ids = {member.id for member in members}
    facts = base.find(query) if ids else []
    between = [
        fact
        for fact in facts
        if len(everyone := fact.claim.everyone) == 2 and ids & {*everyone} and bloc not in everyone
    ]
    groups: dict[Key, Group] = {}
    for question in flows(questions(between, base.measures, base.origins(between)), base):
        for fact in numbers(question) if question.period.is_full_year else ():
            figure = figure_of(fact)
            (partner,) = query.parties
            member = next(id_ for id_ in figure.everyone if id_ != partner)
            if member in ids and voice_of(figure):
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
    shown = max(alike, key=lambda it: (it.is_claimed, it.last))
    figures = [figure_of(fact) for fact in shown.have]
    first = figures[0]
    shared = {*figures[0].everyone}.intersection(*(figure.everyone for figure in figures[1:]))
    (member,) = {*first.everyone} - shared
    measure = base.measures[first.measure]
    value = sum((figure.number for figure in figures[1:]), first.number)
    about = f"{plain(measure.label)} {link(base, _with(first, member, bloc.id))}"
    when = f"{Period.parse(first.period).show()}, {named_voice(base, first)}"
    from dipfacts import countries  # only where a bloc is asked about

    is_known = countries.members(countries.code_of(bloc) or "")
    told = f"sum of {shown.of()} members{'' if is_known else ' on record'}"
    if missing := shown.missing:
        more = len(missing) - _NAMED
        named = [*missing[:_NAMED], *([f"{more} others"] if more > 1 else missing[_NAMED:])]
        told += f"; missing: {display.listed(map(plain, named))}"
    newest = max(alike, key=lambda it: it.last)
    fullest = max(alike, key=lambda it: (len(it.have), it.last))
    if newest.last > shown.last:
        told += f"; newer: {newest.of()} in {newest.year()}"
    elif len(fullest.have) > len(shown.have):
        told += f"; more of them: {fullest.of()} in {fullest.year()}"
    text = f"{about}, {when}: {amount(value, figures)}, the {told}"
    formula = "the sum of its members"
    return entry("members", value, first.unit, formula, shown.have, text, measure.id)


# -------------------------------------------------------------------------------- members


def members_of(bloc: Party, base: Base) -> list[Member]:
    """Return the members of a bloc, each as often as it became one."""
    from dipfacts import countries  # only where a bloc is asked about

    listed = countries.members(countries.code_of(bloc) or "")
    claims = _claimed_members(bloc, base)
    found = [it for it in claims if it.period.start_day is not None or not listed]
    claimed = {member.id for member in found}
    for code, period in listed:
        then = Period.parse(period)
        id_ = base.party(f"iso2:{code}", (then.start_day or 1, then.end_day or _NEVER)).id
        if id_ not in claimed:
            found.append(Member(id_, countries.title(code), then))
    return found


def _claimed_members(bloc: Party, base: Base) -> Iterator[Member]:
    facts = base.find(Query(types=("relation",), kind="membership", parties=(bloc.id,)))
    ids = {id_ for fact in facts for id_ in fact.claim.everyone} - {bloc.id}
    parties = base.parties_by_id(sorted(ids))
    for fact in facts:
        relation = fact.claim
        assert isinstance(relation, Relation)
        if fact.period is None or class_of(relation.status) == "not-yet":
            continue
        for id_ in relation.everyone:
            if id_ in parties and parties[id_].kind not in (*BODIES, "person"):
                yield Member(id_, parties[id_].name, fact.period)
