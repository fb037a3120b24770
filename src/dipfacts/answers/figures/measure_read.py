"""The claims of one measure that a ranking of very many dyads needs: see `broad`."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, partial
from itertools import chain
from sys import float_info

from dipfacts.answers.figures.question_choice import within_dates
from dipfacts.answers.figures.ranking import (
    PARTNER,
    TOTAL,
    Known,
    Roles,
    Way,
    groupings_among,
    size,
)
from dipfacts.answers.figures.ranking_places import claimed
from dipfacts.answers.figures.year_choice import Chosen, YearChoice, period_of
from dipfacts.index.keys import is_directed, pairs_of, parties_of_series
from dipfacts.model.agreement import Question, figure_of, questions
from dipfacts.model.calendar import CALENDAR
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import Measure
from dipfacts.query.base import Base
from dipfacts.query.series_keys import Among, Parties, plain_of
from dipfacts.query.sized import Ends, Sized, Span, first, maybe_largest, spreads
from dipfacts.query.unread_figures import UnreadFigures
from dipfacts.query.usual_pairs import UsualPairs

NAMED = 12  # partners that a remark names
FIRST = 500  # places of very many that a headline is about, whatever the limit


class MeasureRead:
    """The claims of a measure that a ranking needs, chosen by the index: those to `read`.

    Of `odd` series all are read; `plain` ones are the others. Odd is what is not between two
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
        self.usual = self._usual.pairs if self._usual else set[str]()
        if self._usual:
            self._figures.only(self._usual.others)
        series, self.counted = self._figures.series(), self._figures.counted
        self.plain, self._parties = plain_of(series, groupings)
        self.odd = series.actual - self.plain
        self.read = self._figures.claims_of_series(self.odd)
        self.placed = dict[str, Span]()  # plain series of a party, and the days of their numbers
        if series.are_ahead:
            self.read += self._figures.ahead()
        known = [q for q in questions(self.read, base.measures) if not q.is_ahead]
        roles = Roles(base, query, known)
        is_partner = (roles.role_of(question) == PARTNER for question in known)
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
    def pairs(self) -> set[str]:
        """The pairs that plain series are about."""
        return pairs_of(self.plain)

    def party_sets_beside(self, others: list[str]) -> set[int]:
        """Return the party sets of these measures and of its own, but of those of plain series."""
        return self._figures.beside(others, self.plain)

    def known(self, limit: int | None) -> Known | None:
        """Return what is known of the dyads for which few claims are read; None to read all."""
        if self._query.parties:
            return self._known_partners(limit)
        chosen = self._choice.chosen()
        if chosen is None:
            return self._newest(limit) if self._has_newest and limit else None
        unit, common, span, ranked = chosen.as_tuple()
        if (most := len(ranked) + (self._usual.series if self._usual else 0)) < (limit or 1):
            return None
        limit = limit and max(limit, min(most, FIRST))
        deciding = self._deciding(ranked, unit, common, limit or 1)
        keys, last = self._with_places([*ranked, *deciding], unit, common, limit)
        self.read += self._figures.claims_of_series(keys.intersection(self.plain), span)
        usual, of_usual = keys.difference(self.plain), set[str]()
        rest = self.plain.difference(one.series for one in ranked)
        larger, others = self._read_others(rest, unit, span, last, NAMED if limit else None)
        pairs = pairs_of(one.series for one in ranked) if limit else set()  # then all are read
        if self._usual:
            facts = self._usual.facts(usual)
            of_usual = {" ".join(sorted(figure_of(fact).everyone)) for fact in facts}
            self.read += facts
        present, more = Parties(self._parties, self.usual), len(self.usual) - len(of_usual)
        return Known(unit, {"": common}, pairs, present, larger, others, more)

    def _known_partners(self, places: int | None) -> Known | None:
        """Return what is known of one party's partners; None to read all.

        Each direction has a year of its own; of one without a year all is read. Of those ranked the
        first `places` of each direction are read; None to read all, those newer than others by
        `read_before`.
        """
        of_ways = grouped((self._way(key), key) for key in self.plain)
        every = {way: self._chosen_of({*keys}, way) for way, keys in of_ways.items()}
        chosen = {way: of for way, of in every.items() if of and of.ranked}
        if not chosen:
            return None
        placed, unread = dict[str, Span](), set[Way]()
        for way, of in chosen.items():
            series = {one.series for one in of.ranked}
            placed |= dict.fromkeys(series, of.span)
            if places:
                keys, _ = self._with_places(of.ranked, of.unit, of.common, places)
                self.read += self._figures.claims_of_series(keys, of.span)
                unread |= {(way, self._partner(key)) for key in series - keys}
        self.read += self._plain_claims(placed)
        years, present = {way: of.common for way, of in chosen.items()}, set[str]()
        if places:
            present = self._parties.difference(self._query.parties)
        else:
            self.placed = placed
        unit, *_ = (of.unit for of in chosen.values())  # of all
        return Known(unit, years, set(), Parties(present), unread=frozenset(unread))

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

    def read_before(self, day: int) -> list[Fact]:
        """Return what is read, without numbers of a party's ranking that end on a day or later."""
        of_spans = grouped((span, key) for key, span in self.placed.items() if span[1] < day)
        older = (self._figures.claims_of_series(keys, span) for span, keys in of_spans.items())
        return [*self.read, *chain.from_iterable(older)]

    @property
    def _has_newest(self) -> bool:
        """Return whether the newest figures alone are ranked."""
        return self.measure.nature == "stock" and not self._query.within

    def _newest(self, limit: int) -> Known | None:
        """Return what is known of all pairs by their newest figures, of a stock; None to read all.

        Those that may decide what is shown are read.
        """
        units = self._figures.units()
        if self._query.parties or len(units) != 1:
            return None
        last = {one.series: one for one in self._figures.last(self.odd)}
        if len(last) < limit:
            return None
        limit = max(limit, min(len(last), FIRST))
        keys, _ = self._with_places([*last.values()], units[0], None, limit)
        # Whether all are of one day is seen by the first and the last of them.
        keys |= {by(last, key=lambda key: last[key].after) for by in (min, max)}
        self.read += self._figures.ending({key: last[key].after for key in keys})
        self.read += self._plain_claims(last)
        return Known(units[0], {"": None}, pairs_of(last), Parties(self._parties))

    def read_newest(self, limit: int | None = None) -> bool:
        """Read the newest figures of each series of a stock, and no others; or return False.

        Only where these are no fewer than the limit.
        """
        is_few = len(self.plain) < (limit or 0)
        if is_few or not self._has_newest or self._has_units():
            return False
        newest = {one.series: one.after for one in self._figures.last(self.odd)}
        self.read += [*self._figures.ending(newest), *self._plain_claims(newest)]
        return True

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
        ends = [*((one.low, one.high) for one in ranked), *within]
        return self._usual.deciding(max(limit, 2), ends, within)

    def _with_places(
        self, ranked: list[Sized], unit: str, common: Period | None, limit: int | None
    ) -> tuple[set[str], tuple[float, float]]:
        """Return who has the first places, or may have, and the last; between what the last is."""
        of_odd = self._odd_at(unit, common)
        reaches = [*map(_reach, of_odd)]
        most = min(one.high for one in ranked)
        least = min(*(one.low for one in ranked), *(float(size(q)) for q in of_odd), most)
        within = spreads(reaches)
        keys = {one.series for one in first(ranked, limit and max(limit, 2))}
        keys |= maybe_largest(ranked, reaches)
        keys |= {
            one.series
            for one in ranked
            if one.low <= most or any(a <= one.high and one.low <= b for a, b in within)
        }
        return keys, (least, most)

    def _read_others(
        self,
        series: Collection[str],
        unit: str,
        common: Span,
        last: tuple[float, float],
        most: int | None,
    ) -> tuple[int, int]:
        """Read who has no place, as far as they are named or not sure; return how many are unread.

        These are larger than the last place, or are not.
        """
        if not series:
            return 0, 0
        years = self._figures.years(series, unit) - {common}
        usual = {span for span in years if period_of(span).year_kind == CALENDAR}
        rest = self._figures.newest(series, unit, usual)
        whole = {one.series for one in rest if not one.is_simple}
        whole |= self._figures.in_other_units(series, unit)
        if self._query.within:  # parts of it are told of whom the total is of other times
            whole |= self._figures.with_parts(series)
        whole |= {*series}.difference(one.series for one in rest)  # of whom parts alone are claimed
        simple = [one for one in rest if one.series not in whole]
        larger = [one for one in simple if one.low > last[1]]
        others = [one for one in simple if one.high <= last[0]]
        named = [*first(larger, most), *first(others, most)]
        named += {*simple}.difference(larger, others)
        self.read += self._figures.claims_of_series(whole)
        for at, keys in grouped(((one.first, one.after), one.series) for one in named).items():
            self.read += self._figures.claims_of_series(keys, at)
        unread = {*simple}.difference(named)
        return len(unread.intersection(larger)), len(unread.intersection(others))


def _reach(question: Question) -> Ends:
    """Return between what the number is; where sources differ, both are finite."""
    low, high = claimed(question)
    if question.agreement == "conflict":
        return max(float(low), -float_info.max), min(float(high), float_info.max)
    return float(low), float(high)
