"""The claims of one measure that a ranking of very many dyads needs: see `broad`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property, partial
from itertools import chain, filterfalse
from sys import float_info
from typing import NamedTuple

from dipfacts.answers.claims.sizes import claimed, size
from dipfacts.answers.many_figures.year_choice import Chosen, YearChoice, period_of
from dipfacts.answers.rankings.ranking import (
    FIRST,
    NAMED,
    PARTNER,
    TOTAL,
    DirectedPartner,
    Roles,
    UnreadDyads,
    groupings_among,
)
from dipfacts.answers.statements.question_choice import is_until_later, within_dates
from dipfacts.index.rows.keys import PartyPair, is_directed, pair_of, pairs_of, parties_of_series
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, direction_key, figure_of, questions
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.calendar import CALENDAR
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.unread.series_keys import Among, Parties, plain_of
from dipfacts.query.unread.sized import Ends, Sized, first, maybe_largest, spreads
from dipfacts.query.unread.unread_figures import UnreadFigures
from dipfacts.query.unread.usual_pairs import UsualPairs
from dipfacts.record import Record


class ReadPlan(Record, frozen=True):
    """The claims of a measure to read for a ranking, and the dyads of which others are not read."""

    facts: list[Fact]
    unread: UnreadDyads | None = None
    placed: Mapping[str, Days] = {}
    """Of one party of which all places are told: plain series with one, and their numbers' days.

    These are not among the claims yet, but for those that are shown.
    """


class _Others(NamedTuple):
    """The claims to read of who has no place, and how many of these are unread.

    They are `larger` than the last place, or they are not.
    """

    facts: list[Fact]
    larger: int
    smaller: int


class MeasureRead:
    """The claims of a measure that a ranking needs, chosen by the index.

    Of `odd` series all are `read`; `plain` ones are the others. Odd is what is not between two
    partners, what has a bound, some time in a span or no end, and what has figures with a direction
    and without. If the ranking is cut, the `usual` pairs are left out of both, and those alone are
    read that may decide what is shown.
    """

    def __init__(
        self,
        base: Base,
        query: Query,
        measure: Measure,
        *,
        is_cut: bool = False,
    ) -> None:
        self._query, self.measure = query, measure
        self._figures = UnreadFigures(base, query.replaced(measure=measure.id))
        groupings = partial(groupings_among, base)
        self._usual = self._usual_pairs(groupings) if is_cut else None
        self.usual = self._usual.pairs if self._usual else set[PartyPair]()
        if self._usual:
            self._figures.only(self._usual.others)
        series, self.claim_count = self._figures.series(), self._figures.claim_count
        self.plain, self._parties = plain_of(series, groupings)
        self.odd = series.actual - self.plain
        self.read = self._figures.claims_of_series(self.odd)
        if series.are_ahead:
            self.read += self._figures.ahead()
        known = [q for q in questions(self.read, base.measures) if not q.is_ahead]
        roles = Roles(base, query, known)
        near = filterfalse(partial(is_until_later, query=query), known)
        is_partner = (roles.role_of(question) == PARTNER for question in near)
        self.has_partners = bool(self.plain or self.usual) or any(is_partner)
        between = [question for question in known if roles.role_of(question) != TOTAL]
        between = within_dates(between, query)
        self._questions = [q for q in between if not q.figure.part_of and not q.figure.scope]
        # Plain ones and partners alone choose the unit and the year of a ranking.
        partners = [q for q in self._questions if roles.role_of(q) == PARTNER]
        of_totals = {q.figure.unit for q in known if roles.role_of(q) == TOTAL}
        self._choice = YearChoice(
            figures=self._figures,
            query=query,
            measure=measure,
            plain=len(self.plain),
            odd=self.odd,
            partners=partners,
            of_totals=of_totals,
            usual=self._usual,
        )
        self._ways = grouped((roles.way(question), question) for question in partners)

    def _usual_pairs(self, groupings: Among) -> UsualPairs | None:
        """Return the pairs that need not be looked at one by one, if most are such."""
        usual = self._figures.usual(groupings) if self.measure.nature == "flow" else None
        return usual if usual and period_of(usual.span).is_full_year else None

    def _plain_claims(self, placed: Collection[str] = ()) -> list[Fact]:
        """Return the claims of plain series, but of those that have a place."""
        return self._figures.claims_of_series(self.plain.difference(placed))

    def all(self) -> list[Fact]:
        """Return all claims of the measure that have a number."""
        return [*self.read, *self._plain_claims()]

    @cached_property
    def pairs(self) -> set[PartyPair]:
        """The pairs that plain series are about."""
        return pairs_of(self.plain)

    def party_sets_beside(self, others: list[str]) -> set[int]:
        """Return the party sets of these measures and of its own, but of those of plain series."""
        return self._figures.beside(others, self.plain)

    def plan(self, limit: int | None) -> ReadPlan | None:
        """Return the few claims to read for the first places; None to read all."""
        if self._query.parties:
            return self._plan_of_partners(limit)
        chosen = self._choice.chosen()
        if chosen is None:
            return self._plan_of_newest(limit) if self._has_newest and limit else None
        unit, common, ranked = chosen.unit, chosen.common, chosen.ranked
        if (most := len(ranked) + (self._usual.series if self._usual else 0)) < (limit or 1):
            return None
        limit = limit and max(limit, min(most, FIRST))
        deciding = self._deciding(ranked, unit, common, limit or 1)
        keys, last = self._with_places([*ranked, *deciding], unit, common, limit)
        facts = self._figures.claims_of_series(keys.intersection(self.plain), chosen.span)
        usual = self._usual.facts(keys.difference(self.plain)) if self._usual else []
        of_usual = {pair_of(figure_of(fact).everyone) for fact in usual}
        rest = self.plain.difference(sized.series for sized in ranked)
        others = self._without_place(rest, unit, chosen.span, last, NAMED if limit else None)
        newer = self._newer(chosen)
        unread = UnreadDyads(
            unit=unit,
            years={"": common},
            pairs=pairs_of(it.series for it in ranked) if limit else set(),  # else all are read
            present=Parties(self._parties, self.usual),
            larger=others.larger,
            others=others.smaller,
            more=len(self.usual) - len(of_usual),
            in_newer_units=_dyads(newer),
        )
        return ReadPlan([*self.read, *facts, *others.facts, *usual, *newer], unread)

    def _plan_of_partners(self, places: int | None) -> ReadPlan | None:
        """Return the claims to read of one party's partners; None to read all.

        Each direction has a year of its own; of one without a year all is read. Of those ranked the
        first `places` of each direction are read; None to read all, those newer than others by
        `read_before`.
        """
        of_ways = grouped((self._way(key), key) for key in self.plain)
        every = {way: self._chosen_of({*keys}, way) for way, keys in of_ways.items()}
        chosen = {way: choice for way, choice in every.items() if choice and choice.ranked}
        if not chosen:
            return None
        placed, partners = dict[str, Days](), set[DirectedPartner]()
        facts = [*self.read]
        for way, choice in chosen.items():
            series = {sized.series for sized in choice.ranked}
            placed |= dict.fromkeys(series, choice.span)
            if places:
                keys, _ = self._with_places(choice.ranked, choice.unit, choice.common, places)
                facts += self._figures.claims_of_series(keys, choice.span)
                others = map(self._partner, series - keys)
                partners |= {DirectedPartner(way, it) for it in others}
        newer = [fact for each in chosen.values() for fact in self._newer(each)]
        facts += [*self._plain_claims(placed), *newer]
        unit, *_ = (choice.unit for choice in chosen.values())  # of all
        unread = UnreadDyads(
            unit=unit,
            years={way: choice.common for way, choice in chosen.items()},
            pairs=set(),
            present=Parties(self._parties.difference(self._query.parties) if places else set()),
            partners=frozenset(partners),
            in_newer_units=_dyads(newer),
        )
        return ReadPlan(facts, unread, {} if places else placed)

    def _newer(self, chosen: Chosen) -> list[Fact]:
        """Return the claims on those ranked that are newer than the period, in other units."""
        series, (_, after) = {sized.series for sized in chosen.ranked}, chosen.span
        return self._figures.newer_in_other_units(series, chosen.unit, after)

    def _chosen_of(self, series: set[str], way: str) -> Chosen | None:
        """Return the unit, period and sizes by which partners in one direction are ranked."""
        if len(series) == len(self.plain) and self._ways.keys() <= {way}:
            return self._choice.chosen()
        partners, figures = self._ways.get(way, []), self._figures.among(series)
        own = self._choice.replaced(figures=figures, plain=len(series), partners=partners)
        return own.chosen(self._choice)

    def _way(self, series: str) -> str:
        """Return the direction of a plain series from or to one party."""
        from_, *_ = parties_of_series(series)
        return "" if not is_directed(series) else "from" if from_ in self._query.parties else "to"

    def _partner(self, series: str) -> tuple[str, ...]:
        parties = parties_of_series(series)
        return tuple(party for party in parties if party not in self._query.parties)

    def read_before(self, day: int, plan: ReadPlan) -> list[Fact]:
        """Return the claims that a plan reads, without numbers of a party from a day or later."""
        of_spans = grouped((span, key) for key, span in plan.placed.items() if span[1] < day)
        older = (self._figures.claims_of_series(keys, span) for span, keys in of_spans.items())
        return [*plan.facts, *chain.from_iterable(older)]

    @property
    def _has_newest(self) -> bool:
        """Return whether the newest figures alone are ranked."""
        return self.measure.nature == "stock" and not self._query.within

    def _plan_of_newest(self, limit: int) -> ReadPlan | None:
        """Return the newest figures of a stock that may decide what is shown; None to read all."""
        units = self._figures.units()
        if self._query.parties or len(units) != 1:
            return None
        last = {sized.series: sized for sized in self._figures.last(self.odd)}
        if len(last) < limit:
            return None
        limit = max(limit, min(len(last), FIRST))
        keys, _ = self._with_places([*last.values()], units[0], None, limit)
        # Whether all are of one day is seen by the first and the last of them.
        keys |= {by(last, key=lambda key: last[key].after) for by in (min, max)}
        ending = self._figures.ending({key: last[key].after for key in keys})
        unread = UnreadDyads(
            unit=units[0],
            years={"": None},
            pairs=pairs_of(last),
            present=Parties(self._parties),
        )
        return ReadPlan([*self.read, *ending, *self._plain_claims(last)], unread)

    def plan_newest(self, limit: int | None = None) -> ReadPlan | None:
        """Return the newest figures of each series of a stock; None to read all.

        Only where these are no fewer than the limit.
        """
        is_few = len(self.plain) < (limit or 0)
        if is_few or not self._has_newest or self._has_units():
            return None
        newest = {sized.series: sized.after for sized in self._figures.last(self.odd)}
        ending = self._figures.ending(newest)
        return ReadPlan([*self.read, *ending, *self._plain_claims(newest)])

    def _has_units(self) -> bool:
        """Return whether the numbers are in several units."""
        if len(self._figures.units()) == 1:  # of all parties
            return False
        return len(self._choice.units | {q.figure.unit for q in self._questions}) > 1

    def _odd_at(self, unit: str, common: Period | None) -> list[Question]:
        """Return the odd figures that are ranked; of a stock all that may be."""
        at = (q for q in self._questions if common is None or q.period.same_span(common))
        return [q for q in at if q.figure.unit == unit]

    def _deciding(self, ranked: list[Sized], unit: str, common: Period, limit: int) -> list[Sized]:
        """Return the usual pairs that may decide what is shown of a ranking."""
        if self._usual is None:
            return []
        within = spreads(map(_reach, self._odd_at(unit, common)))
        ends = [*((sized.low, sized.high) for sized in ranked), *within]
        return self._usual.deciding(max(limit, 2), ends, within)

    def _with_places(
        self, ranked: list[Sized], unit: str, common: Period | None, limit: int | None
    ) -> tuple[set[str], tuple[float, float]]:
        """Return the series of the first places, sure or not, and the two bounds of the last."""
        of_odd = self._odd_at(unit, common)
        reaches = [*map(_reach, of_odd)]
        most = min(sized.high for sized in ranked)
        least = min(*(sized.low for sized in ranked), *(float(size(q)) for q in of_odd), most)
        within = spreads(reaches)
        keys = {sized.series for sized in first(ranked, limit and max(limit, 2))}
        keys |= maybe_largest(ranked, reaches)
        keys |= {
            sized.series
            for sized in ranked
            if sized.low <= most or any(a <= sized.high and sized.low <= b for a, b in within)
        }
        return keys, (least, most)

    def _without_place(
        self,
        series: Collection[str],
        unit: str,
        common: Days,
        last: tuple[float, float],
        most: int | None,
    ) -> _Others:
        """Return the claims to read on those without a place: those that are named, or not sure."""
        if not series:
            return _Others([], 0, 0)
        years = self._figures.years(series, unit) - {common}
        usual = {span for span in years if period_of(span).year_kind == CALENDAR}
        rest = self._figures.newest(series, unit, usual)
        whole = {sized.series for sized in rest if not sized.is_simple}
        whole |= self._figures.in_other_units(series, unit)
        if self._query.within:  # parts of it are told of whom the total is of other times
            whole |= self._figures.with_parts(series)
        with_total = {sized.series for sized in rest}
        whole |= {*series} - with_total  # of whom parts alone are claimed
        simple = [sized for sized in rest if sized.series not in whole]
        larger = [sized for sized in simple if sized.low > last[1]]
        others = [sized for sized in simple if sized.high <= last[0]]
        named = [*first(larger, most), *first(others, most)]
        named += {*simple}.difference(larger, others)
        facts = self._figures.claims_of_series(whole)
        for at, keys in grouped(((it.first, it.after), it.series) for it in named).items():
            facts += self._figures.claims_of_series(keys, at)
        unread = {*simple}.difference(named)
        return _Others(facts, len(unread.intersection(larger)), len(unread.intersection(others)))


def _dyads(facts: list[Fact]) -> frozenset[tuple[str, ...]]:
    return frozenset(direction_key(figure_of(fact)) for fact in facts)


def _reach(question: Question) -> Ends:
    """Return the two bounds of a number; where sources differ, both are finite."""
    low, high = claimed(question)
    if question.agreement == "conflict":
        return max(float(low), -float_info.max), min(float(high), float_info.max)
    return float(low), float(high)
