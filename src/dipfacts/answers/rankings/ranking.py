"""A ranking of partners: its lines, and who is a partner, an aggregate, or the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dipfacts.answers.answer import names
from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.claims.sizes import size
from dipfacts.answers.claims.timing import newest_of_usual_kind
from dipfacts.answers.derived.inputs import DerivedNumber
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.file_format.tables import AGGREGATE, BLOC, WORLD, Figure, Number
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.unread.series_keys import NOBODY, Parties
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.answers.occurrences.membership import Members
    from dipfacts.index.rows.keys import PartyPair

PARTNER, GROUP, TOTAL = "partner", "group", "total"
NAMED = 12  # partners that a remark names
FIRST = 500  # places of very many that a headline is about, whatever the limit


class PartyRole(NamedTuple):
    """The role that parties have beside those asked for."""

    role: str  # PARTNER, BLOC, GROUP, AGGREGATE or TOTAL
    others: tuple[str, ...]  # the parties that were not asked for; of a total, those whose it is


class DirectedPartner(NamedTuple):
    """A partner of those asked for, in one direction."""

    way: str  # "from" or "to" those asked for; "" without a direction
    others: tuple[str, ...]  # the parties that were not asked for


class Ranked(Record, frozen=True):
    """One line of a ranking."""

    question: Question
    others: tuple[str, ...]  # the parties beside those asked for; of a total, those whose it is
    is_total: bool
    place: int | None = None  # None where it is not numbered
    shares: tuple[DerivedNumber, ...] = ()  # in the total
    way: str = ""  # "from" or "to" those asked for, if the figures have a direction
    of_other: bool = False  # a share of the partner's exports, say, and not of one's own

    @property
    def partner(self) -> DirectedPartner:
        """The parties beside those asked for, in their direction."""
        return DirectedPartner(self.way, self.others)

    @property
    def size(self) -> Number:
        """The number that it is ranked by."""
        return size(self.question)


class UnreadDyads(Record, frozen=True):
    """The dyads of a measure of which few claims are read, as the index tells of them.

    The words are those of `answers.many_figures.broad`.
    """

    unit: str
    """The unit of the ranking."""
    years: Mapping[str, Period | None]
    """The periods of the ranking by direction, but for directions of which all is read."""
    pairs: set[PartyPair]
    """The pairs that are ranked."""
    present: Parties
    """The parties of all dyads."""
    larger: int = 0
    """The number of unread dyads without a place that are larger than the last place."""
    others: int = 0
    """The number of all other unread dyads without a place."""
    more: int = 0
    """The number of pairs besides that are ranked, of which no figure is read."""
    partners: frozenset[DirectedPartner] = frozenset()
    """Of one party: the partners ranked of whom no figure is read."""
    in_newer_units: frozenset[tuple[str, ...]] = frozenset()
    """The dyads ranked of which what is newer in other units is read: see `direction_key`."""

    def beside(self, pairs: set[frozenset[str]]) -> int:
        """Return the number of pairs that are ranked besides some of those that are read."""
        from dipfacts.index.rows.keys import pair_of  # lazy: only for very many

        return self.more + len(self.pairs.difference(map(pair_of, pairs)))


class Ranking(Record, frozen=True):
    """The partners in order, and apart from them what is no partner.

    Each direction has places of its own; one of another period is another ranking.
    """

    measure: str
    unit: str
    period: Period | None
    """The period that all places are about; None where each is about its latest date."""
    partners: list[Ranked]
    """Those with places, and bounds that leave theirs open."""
    aggregates: list[Ranked]
    """Sums over several parties, and groups that are not ranked beside partners."""
    totals: list[Ranked]
    larger: list[Ranked]
    """Of whom no claim in the unit covers the period whole; others exceed the last place."""
    others: list[Ranked]
    """Of whom no claim in the unit covers the period whole, but those in `larger`."""
    in_parts: list[Ranked]
    """Figures of partners of whom only parts are claimed, by scope, in any unit."""
    unread: UnreadDyads | None = None
    newer: Sequence[Ranked] = ()
    """The newest in each other unit of those in these lists, where it is of later times."""

    def by_direction(self) -> list[list[Ranked]]:
        """Return the partners of each direction, in order."""
        return [[*lines] for _, lines in groupby(self.partners, key=lambda line: line.way)]

    def own_by_direction(self) -> list[list[Ranked]]:
        """Return the partners of each direction, but for those with shares of another's total.

        Where all directions have such shares, none is left out.
        """
        own = [lines for lines in self.by_direction() if not lines[0].of_other]
        return own or self.by_direction()

    def is_inside(self, line: Ranked) -> bool:
        """Return whether a line is about a part of the period of all places."""
        return self.period is not None and self.period.covers(line.question.period)

    def sized_parts(self) -> list[Ranked]:
        """Return the parts that are compared with places: those that have a size, in its unit."""
        sized = (line for line in self.in_parts if line.question.nature in SIZED)
        return [line for line in sized if line.question.figure.unit == self.unit]

    def in_other_units(self) -> list[Ranked]:
        """Return those of whom there are figures in other units alone."""
        return [line for line in self.others if line.question.figure.unit != self.unit]

    def in_unit(self) -> str:
        """Return ' in dollars' where some partners have figures in other units alone; else ''."""
        return f" in {display.unit_name(self.unit)}" if self.in_other_units() else ""

    def lists(self) -> dict[str, list[Ranked]]:
        """Return its lines by what they are, in the order of pages."""
        fields = ("partners", "aggregates", "totals", "larger", "others", "newer", "in_parts")
        return {name: getattr(self, name) for name in fields}

    def questions(self) -> list[Question]:
        """Return the questions of all its lines."""
        return [line.question for lines in self.lists().values() for line in lines]

    def only(self, kept: set[Question]) -> Ranking:
        """Return the ranking with the lines of these questions alone."""
        lists = {
            name: [line for line in lines if line.question in kept]
            for name, lines in self.lists().items()
        }
        return self.replaced(**lists)


class Roles:
    """The role of each question beside the parties asked for, as known by the day asked for."""

    def __init__(self, base: Base, query: Query, questions: list[Question]) -> None:
        self._base = base
        self._asked, self._known_by = query.parties, query.known_by
        pairs = {ends_of(question.figure) for question in questions}
        self._of_party, self._groupings = dict[str, str](), set[str]()
        self._learn(pairs)
        self._members: dict[str, Members] = {}
        self._roles = {pair: self._role_of(pair) for pair in pairs}

    def ranked(self, question: Question, place: int | None = None) -> Ranked:
        """Return the line for a question."""
        is_total = self.role_of(question) == TOTAL
        return Ranked(question, self.others(question), is_total, place, way=self.way(question))

    def way(self, question: Question) -> str:
        """Return "from" or "to", as a directed figure goes from or to those asked for; else ""."""
        figure = question.figure
        if not figure.from_ or not self._asked:
            return ""
        return "from" if figure.from_ in self._asked else "to"

    def dyad(self, question: Question) -> tuple[str, ...]:
        """Return the direction, and the dyad and part, that a question is about."""
        return self.way(question), *question.dyad

    def groups(self, questions: Iterable[Question]) -> list[list[Question]]:
        """Return the questions in groups of one direction, dyad and part, in the order of these."""
        return [*grouped((self.dyad(question), question) for question in questions).values()]

    def role_of(self, question: Question) -> str:
        """Return the role of what a question is about: a partner, bloc, group, sum or the total."""
        return self._role(question).role

    def others(self, question: Question) -> tuple[str, ...]:
        """Return the parties that were not asked for; of a total, those whose it is."""
        return self._role(question).others

    def different(self, questions: Iterable[Question]) -> set[PartyRole]:
        """Return the different roles of questions, each with who is not asked for."""
        return {*map(self._role, questions)}

    def among(self, dyads: Iterable[tuple[str, ...]]) -> set[PartyRole]:
        """Return the different roles of dyads that questions may be about, as `different` does."""
        every = {*dyads}
        self._learn(every)
        return {*map(self._role_of, every)}

    def _role(self, question: Question) -> PartyRole:
        return self._roles[ends_of(question.figure)]

    def _learn(self, dyads: set[tuple[str, ...]]) -> None:
        """Read the role of each party of the dyads."""
        parties = self._base.parties_by_id(sorted({party for dyad in dyads for party in dyad}))
        self._of_party |= {id: role(party) for id, party in parties.items()}
        groupings = (id for id, p in parties.items() if p.kind == "organisation")
        self._groupings |= {*groupings, *(id for id in parties if self._of_party[id] == BLOC)}

    def _role_of(self, everyone: tuple[str, ...]) -> PartyRole:
        """Return the role of questions about these parties, and who is not asked for."""
        others = tuple(party for party in everyone if party not in self._asked)
        roles = [self._of_party.get(party, "") for party in others]
        whose = [party for party in others if self._of_party.get(party) != WORLD]
        if self._asked and not whose:
            return PartyRole(TOTAL, self._asked)
        if not self._asked and len(whose) == 1 and self._of_party.get(whose[0]) != AGGREGATE:
            return PartyRole(TOTAL, tuple(whose))
        if AGGREGATE in roles or WORLD in roles:
            return PartyRole(AGGREGATE, others)
        if len(everyone) > 2:
            return PartyRole(GROUP, others)
        return PartyRole(BLOC if BLOC in roles else PARTNER, others)

    def set_aside(
        self, questions: list[Question], period: Period | None, present: Parties = NOBODY
    ) -> list[Question]:
        """Return those about aggregates, and what is beside partners: blocs, groups of parties."""
        aside = self.roles_set_aside(self.different(questions), period, present)
        return [question for question in questions if self._role(question) in aside]

    def roles_set_aside(
        self, every: set[PartyRole], period: Period | None, present: Parties
    ) -> set[PartyRole]:
        """Return those of the roles that are no partner's beside the others.

        An organisation is a partner, unless a member of it is one in the period: the base says so.
        """
        roles = {it.role for it in every}
        beside = {party for it in every for party in it.others}
        single = (it.others for it in every if it.role in (PARTNER, TOTAL))
        countries = present or {party for others in single for party in others} - self._groupings

        def holds_others(group: str) -> bool:
            if self._of_party[group] == BLOC and countries:
                return True
            members = self._members_of(group)
            there = (party for party in members.everyone() if party in beside or party in present)
            return any(members.may_include(party, period) for party in there)

        groups = {group for group in beside & self._groupings if holds_others(group)}
        aside = {AGGREGATE, GROUP} if present or roles & {PARTNER, BLOC} else {AGGREGATE}
        return {it for it in every if it.role in aside or not groups.isdisjoint(it.others)}

    def _members_of(self, body: str) -> Members:
        if body not in self._members:
            # lazy: only where a body is a partner
            from dipfacts.answers.occurrences.membership import Members

            party = self._base.parties_by_id([body])[body]
            self._members[body] = Members(party, self._base, self._known_by)
        return self._members[body]


def ends_of(figure: Figure) -> tuple[str, ...]:
    """Return all parties of a figure, in their direction if it has one."""
    return figure.everyone if figure.from_ else tuple(sorted(figure.parties))


def ahead_by_measure(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Return the forecasts and targets, which a remark names beside the places of a measure."""
    return grouped((q.figure.measure, q) for q in questions if q.is_ahead)


def last_places(lines: Iterable[Ranked]) -> dict[str, Ranked]:
    """Return the line with the last place of each direction."""
    return {line.way: line for line in lines if line.place is not None}


def first_number(lines: list[Ranked]) -> Ranked:
    """Return the first line of a direction that has a place; bounds without one may be above it."""
    return next((line for line in lines if line.place is not None), lines[0])


def year_in_words(period: Period) -> str:
    """Return '2023', 'the fiscal year Apr 2022 – Mar 2023'."""
    return f"{'the ' if display.year_name(period, 'flow') else ''}{display.span(period, 'flow')}"


def groupings_among(base: Base, ids: Iterable[str]) -> set[str]:
    """Return the parties that may stand apart from partners: sums, blocs and organisations."""
    parties = base.parties_by_id(ids).items()
    return {id for id, party in parties if role(party) or party.kind == "organisation"}


def common_year(counts: Mapping[Period, int], having: int) -> Period | None:
    """Return the latest full year that most have a figure for; else the one that the most have.

    So many are `having` one for any full year. Partners with parts of years alone have no say, so
    that a part changes no full year's answer. Of years that share days with the latest the kind
    that most figures have answers, as in a look-up of two parties: see `choose_question`.
    """
    most = [year for year, count in counts.items() if count * 2 > having]
    most = most or [year for year, count in counts.items() if count == max(counts.values())]
    if not most:
        return None
    kinds = Counter[str | None]()
    for year, count in counts.items():
        kinds[year.year_kind] += count
    reached = attrgetter("reached")
    newest = max(most, key=reached)
    near = (year for year in most if year.overlaps(newest))
    return newest_of_usual_kind(near, kinds, lambda year: year, reached)


def total_name(base: Base, line: Ranked) -> str:
    """Return 'Kazakhstan in total', 'Kazakhstan in total (to World)'."""
    figure = line.question.figure
    rest = names(base, [party for party in figure.everyone if party not in line.others])
    way = "with" if not figure.from_ else "to" if figure.from_ in line.others else "from"
    through = f" ({way} {display.listed(rest)})" if rest else ""
    in_total = "" if base.measures[figure.measure].partners == 0 else " in total"
    return f"{display.listed(names(base, line.others))}{in_total}{through}"
