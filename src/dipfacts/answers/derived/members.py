"""The sums of the figures of a bloc's members, which stand beside those of the bloc itself.

Members are those on the last day of a figure's period. A sum is of figures by one voice, over one
full year, on one basis. It is derived, so that it confirms nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from dipfacts.answers.claims.basis import Key, stated_by, voice_of
from dipfacts.answers.claims.subject_words import link, scoped
from dipfacts.answers.claims.usable_numbers import decided
from dipfacts.answers.derived.inputs import DerivedNumber, flows, index_key
from dipfacts.answers.derived.precision import amount, though
from dipfacts.answers.occurrences.membership import DISPUTED, PERHAPS, SUSPENDED, Members
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.figures.rounding import INFINITE, Interval, interval, total
from dipfacts.model.figures.spans import span_of
from dipfacts.model.file_format.tables import BODIES, Figure, Party
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import plain

LEAST = 2  # members with a figure that make a sum
_NAMED = 5  # missing members that are named

OTHERWISE, UNPUBLISHED = "recorded, but not alike", "not published"

Group = dict[str, Fact]  # the figure of each member


class _SumInputs(Record, frozen=True):
    """Figures of members that are added, over one period."""

    is_claimed: bool  # whether the bloc has a figure of its own
    last: int  # the last day of the period, an ordinal
    have: list[Fact]  # the figures
    sure: list[Fact]  # those of members of whom nobody says that they are none
    missing: list[str]  # the members without a figure
    beside: dict[str, list[str]]
    """Members in doubt, and those whose figures are not alike, by what is to be said of them."""

    def count_in_words(self) -> str:
        """Return '25 of 27', or 'all 27': of how many members there is a number."""
        count = len(self.have)
        known = (name for why in (OTHERWISE, UNPUBLISHED) for name in self.beside.get(why, ()))
        missing = len([*self.missing, *known])
        return f"{count} of {count + missing}" if missing else f"all {count}"

    def possible(self, is_signed: bool) -> Interval:
        """Return the numbers that the bloc can have by these: of some members at least their sum.

        Anything, where others may have numbers below zero, as `is_signed` says.
        """
        have, sure = (
            total(interval(figure_of(fact), "flow") for fact in facts)
            for facts in (self.have, self.sure)
        )
        if not self.missing and not self.beside:
            return have
        if is_signed or any(figure_of(fact).number < 0 for fact in self.have):
            return Interval(-INFINITE, INFINITE)
        has_all = not self.missing and {*self.beside} == {DISPUTED}
        return Interval(sure.low, have.high if has_all else INFINITE)

    def year(self) -> str:
        """Return its period in words."""
        return Period.parse(figure_of(self.have[0]).period).show()


def sums_of_members(
    asked: list[Question], stated: Mapping[Key, Fact], base: Base, query: Query
) -> list[DerivedNumber]:
    """Return the sums over the members of a bloc that two parties are asked about, one of them it.

    Of each measure, direction and voice there is one: for the newest period of a claim about the
    bloc, else for the newest of all. It names a newer or a fuller one, and what is `stated` of the
    bloc (by `index_key`) where both cannot be right.
    """
    parties = base.parties_by_id(query.parties)
    blocs = [party for party in parties.values() if party.kind in BODIES]
    if len(parties) != 2 or len(blocs) != 1:
        return []
    (partner,) = (id_ for id_ in parties if id_ != blocs[0].id)
    claimed = {(q.figure.measure, span_of(q.figure)) for q in asked}
    every = _inputs(base, query.replaced(parties=(partner,)), blocs[0], claimed)
    best = [_sum(base, blocs[0], alike, stated) for alike in every.values()]
    return sorted(best, key=lambda number: base.measures.places[number.measure])


def _inputs(
    base: Base, query: Query, bloc: Party, claimed: Collection[tuple[str, object]]
) -> dict[Key, list[_SumInputs]]:
    """Return the figures to add of each measure, direction and voice, period by period.

    The party of the query is the partner. `claimed` are measures and spans told of the bloc.
    """
    (partner,) = query.parties
    members = _BlocMembers(base, query, bloc)
    facts = _figures_with_members(base, query, bloc.id, {*members.names})
    recorded = grouped((_what(figure_of(fact), partner), fact) for fact in facts)
    results: dict[Key, list[_SumInputs]] = {}
    for key, group in _groups(base, facts, partner, bloc.id).items():
        if len(group) < LEAST:  # of very many most are of one member, by its own statistics
            continue
        figure = figure_of(next(iter(group.values())))

        def why_without(member: str, figure: Figure = figure) -> str:
            return _why_left_out(recorded.get(_what(figure, partner, member), ()), figure)

        is_claimed = (figure.measure, span_of(figure)) in claimed
        if inputs := members.inputs(group, why_without, is_claimed=is_claimed):
            results.setdefault(key[:-1], []).append(inputs)
    return results


class _BlocMembers:
    """The members of a bloc but for the partner in a query, with their figures."""

    def __init__(self, base: Base, query: Query, bloc: Party) -> None:
        members = Members(bloc, base, query.known_by)
        self._on = cache(members.on)
        self.names = {id_: name for id_, name in members.names.items() if id_ not in query.parties}

    def inputs(
        self, group: Group, why_without: Callable[[str], str], *, is_claimed: bool
    ) -> _SumInputs | None:
        """Return the figures of one period to add; None of too few members."""
        last = (Period.parse(figure_of(next(iter(group.values()))).period).end_day or 1) - 1
        doubts = {id_: doubt for id_, doubt in self._on(last).items() if id_ in self.names}
        counting = [id_ for id_, doubt in doubts.items() if doubt not in (SUSPENDED, PERHAPS)]
        having = [id_ for id_ in counting if id_ in group]
        if len(having) < LEAST:
            return None
        beside = grouped((doubt, self.names[id_]) for id_, doubt in doubts.items() if doubt)
        lacking = (id_ for id_ in counting if id_ not in group)
        without = grouped((why_without(id_), self.names[id_]) for id_ in lacking)
        missing = without.pop("", [])
        return _SumInputs(
            is_claimed=is_claimed,
            last=last,
            have=[group[id_] for id_ in having],
            sure=[group[id_] for id_ in having if not doubts[id_]],
            missing=missing,
            beside=beside | without,
        )


def _figures_with_members(base: Base, query: Query, bloc: str, ids: set[str]) -> list[Fact]:
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
                key = index_key(_figure_with_bloc(figure, member, bloc), span_of(figure))
                groups.setdefault(key, {}).setdefault(member, fact)
    return groups


def _figure_with_bloc(figure: Figure, member: str, bloc: str) -> Figure:
    """Return a figure as one with the bloc in the place of a member would be."""
    if figure.from_ and figure.to:
        from_, to = (bloc if end == member else end for end in (figure.from_, figure.to))
        return replace(figure, from_=from_, to=to)
    return replace(figure, parties=tuple(sorted({*figure.parties} - {member} | {bloc})))


def _sum(
    base: Base, bloc: Party, alike: list[_SumInputs], stated: Mapping[Key, Fact]
) -> DerivedNumber:
    """Return the sum of the newest period claimed of the bloc, else of the newest of all."""
    chosen = max(alike, key=lambda inputs: (inputs.is_claimed, inputs.last))
    figures = [figure_of(fact) for fact in chosen.have]
    first = figures[0]
    shared = first.party_set.intersection(*(figure.everyone for figure in figures[1:]))
    (member,) = first.party_set - shared
    of_bloc = _figure_with_bloc(first, member, bloc.id)
    measure = base.measures[first.measure]
    value = sum((figure.number for figure in figures[1:]), first.number)
    own = stated.get(index_key(of_bloc, span_of(first)))
    possible = chosen.possible(bool(measure.difference_of))
    remarks = (
        though([figure_of(own)], possible) if own else "",
        *(f"; {text}" for text in (*_left_out_in_words(chosen), *_newer_or_fuller(chosen, alike))),
    )
    about = scoped(f"{plain(measure.label)} {link(base, of_bloc)}", first)
    when = f"{Period.parse(first.period).show()}, {stated_by(base, first)}"
    whose = f"the sum of {chosen.count_in_words()} {_members_in_words(bloc)}"
    return DerivedNumber(
        kind="members",
        value=value,
        facts=chosen.have,
        measure=measure.id,
        unit=first.unit,
        formula="the sum of its members",
        statement=f"{about}, {when}: {amount(value, figures)}, {whose}",
        remark="".join(remarks),
    )


def _members_in_words(bloc: Party) -> str:
    """Return 'members', or 'members on record' of a bloc whose members only claims tell."""
    from dipfacts.countries import bodies, country_names  # lazy: only where a bloc is asked about

    is_known = bodies.members(country_names.code_of(bloc) or "")
    return "members" if is_known else "members on record"


def _left_out_in_words(chosen: _SumInputs) -> list[str]:
    """Return ['missing: Malta', 'not published: Cyprus'] of who is not added, or is in doubt."""
    texts = list[str]()
    if missing := chosen.missing:
        more = len(missing) - _NAMED
        named = [*missing[:_NAMED], *([f"{more} others"] if more > 1 else missing[_NAMED:])]
        texts.append(f"missing: {display.listed(map(plain, named))}")
    for doubt, names in chosen.beside.items():
        colon = "" if doubt == DISPUTED else ":"
        texts.append(f"{doubt}{colon} {display.listed(map(plain, names))}")
    return texts


def _newer_or_fuller(chosen: _SumInputs, alike: list[_SumInputs]) -> list[str]:
    """Return ['newer: 25 of 27 in 2023'], or where more members have a figure."""
    newest = max(alike, key=lambda inputs: inputs.last)
    fullest = max(alike, key=lambda inputs: (len(inputs.have), inputs.last))
    if newest.last > chosen.last:
        return [f"newer: {newest.count_in_words()} in {newest.year()}"]
    if len(fullest.have) > len(chosen.have):
        return [f"more of them: {fullest.count_in_words()} in {fullest.year()}"]
    return []
