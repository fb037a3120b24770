"""Choose the claims of one measure that a ranking of very many dyads rests on: see `broad`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cached_property

from dipfacts.answers.headline import by_dyad
from dipfacts.answers.question_choice import are_within, is_for, lies_in
from dipfacts.answers.ranking import PARTNER, SIZED, TOTAL, Known, Sides, Way, common_year, size
from dipfacts.answers.several_units import unit_uses, usual_unit
from dipfacts.model import spans
from dipfacts.model.agreement import Question, questions
from dipfacts.model.calendar import CALENDAR
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.tables import Measure
from dipfacts.query.base import Base, Fact, Query
from dipfacts.query.series_keys import Parties, is_directed, pairs_of, parties_of, plain_of
from dipfacts.query.sized import Ends, Sized, Span, first, maybe_largest, spreads
from dipfacts.query.usual_pairs import UsualPairs
from dipfacts.query.wide import Wide

_Chosen = tuple[str, Period, Span, list[Sized]]

NAMED = 12  # partners that a remark names


class MeasureRead:
    """The claims to `read` of a measure. Of `odd` series all are read; `plain` ones are the others.

    Odd is what is not between two partners, what has a bound, some time in a span or no end, and
    what has figures with a direction and without. If the ranking is cut, the `usual` pairs are
    left out of both, and those alone are read that may decide what is shown.
    """

    def __init__(
        self, base: Base, query: Query, measure: Measure, apart: set[str], *, is_cut: bool = False
    ) -> None:
        self._query, self.measure = query, measure
        self._wide = Wide(base, query.replaced(measure=measure.id))
        self._usual = self._usual_pairs(apart) if is_cut else None
        self.usual = self._usual.pairs if self._usual else set[str]()
        if self._usual:
            self._wide.only(self._usual.others)
        series, self.counted = self._wide.series(), self._wide.counted
        self.plain, self._parties = plain_of(series, apart)
        self.odd = series.happened - self.plain
        self.read = self._wide.of_series(self.odd)
        self.placed = dict[str, int]()  # plain series of a party, and the day after the period
        self._span: Span | None = None  # of their numbers
        if series.are_ahead:
            self.read += self._wide.ahead()
        known = [q for q in questions(self.read, base.measures) if not q.is_ahead]
        sides = Sides(base, query.parties, known)
        is_partner = (sides.role(question) == PARTNER for question in known)
        self.has_partners = bool(self.plain or self.usual) or any(is_partner)
        between = [question for question in known if sides.role(question) != TOTAL]
        self._questions = [q for q in between if not q.figure.part_of and not q.figure.scope]
        # Plain ones and partners alone choose the unit and the year of a ranking.
        self._partners = [q for q in self._questions if sides.role(q) == PARTNER]
        self._of_totals = {q.figure.unit for q in known if sides.role(q) == TOTAL}

    @cached_property
    def _spans(self) -> dict[tuple[str, Span], int]:
        """The number of plain series with a number in each unit for each period."""
        return self._wide.spans(self.odd, only_years=self.measure.nature == "flow")

    @cached_property
    def _periods(self) -> dict[Span, Period]:
        return {span: _period(span) for _, span in self._spans}

    @cached_property
    def _years(self) -> set[Span]:
        return {span for span, period in self._periods.items() if period.is_full_year}

    def _usual_pairs(self, apart: set[str]) -> UsualPairs | None:
        """Return the pairs that need not be looked at one by one, if most are such."""
        usual = self._wide.usual(apart) if self.measure.nature == "flow" else None
        return usual if usual and _period(usual.span).is_full_year else None

    def _of_plain(self, placed: Collection[str] = ()) -> list[Fact]:
        """Return the claims of plain series, but of those that have a place."""
        return self._wide.of_series(self.plain.difference(placed))

    def all(self) -> list[Fact]:
        """Return all claims of the measure that have a number."""
        return [*self.read, *self._of_plain()]

    @cached_property
    def pairs(self) -> set[str]:
        """The pairs that plain series are about."""
        return pairs_of(self.plain)

    def circles_beside(self, others: list[str]) -> set[int]:
        """Return the circles of these measures and of its own, but of those of plain series."""
        return self._wide.beside(others, self.plain)

    def known(self, limit: int | None) -> Known | None:
        """Return what is known of the dyads for which few claims are read; None to read all."""
        chosen = self._guessed() or self._chosen()
        if chosen is None:
            return self._newest(limit) if self._has_newest and limit else None
        unit, common, span, ranked = chosen
        if self._query.parties and ranked:
            return self._known_partners(ranked, span, unit, common, limit)
        if len(ranked) + len(self.usual) < (limit or 1):
            return None
        deciding = self._deciding(ranked, unit, common, limit or 1)
        keys, last = self._with_places([*ranked, *deciding], unit, common, limit)
        self.read += self._wide.of_series(keys.intersection(self.plain), span)
        usual = keys.difference(self.plain)
        rest = self.plain.difference(one.series for one in ranked)
        larger, others = self._read_others(rest, unit, span, last, NAMED if limit else None)
        pairs = pairs_of(one.series for one in ranked) if limit else set()  # then all are read
        if self._usual:
            self.read += self._usual.facts(usual)
        present, more = Parties(self._parties, self.usual), len(self.usual) - len(usual)
        return Known(unit, common, pairs, present, larger, others, more)

    def _known_partners(
        self, ranked: list[Sized], span: Span, unit: str, common: Period, places: int | None
    ) -> Known:
        """Return what is known of one party's partners; of those ranked read the first `places`.

        Of each direction so many; None to read all, those newer than others by `read_before`.
        """
        series = {one.series for one in ranked}
        self.read += self._of_plain(series)
        if not places:
            self._span, self.placed = span, dict.fromkeys(series, span[1])
            return Known(unit, common, set(), Parties(set()))
        ways, keys = {key: self._way(key) for key in series}, set[str]()
        for lines in grouped((ways[one.series][0], one) for one in ranked).values():
            keys |= self._with_places(lines, unit, common, places)[0]
        self.read += self._wide.of_series(keys, span)
        present = Parties(self._parties.difference(self._query.parties))
        unread = frozenset(ways[key] for key in series - keys)
        return Known(unit, common, set(), present, unread=unread)

    def _way(self, series: str) -> Way:
        """Return the direction of a plain series from or to one party, and its partner."""
        (party,), ends = self._query.parties, parties_of(series)
        way = "" if not is_directed(series) else "from" if ends[0] == party else "to"
        return way, tuple(it for it in ends if it != party)

    def read_before(self, day: int) -> list[Fact]:
        """Return what is read, without numbers of a party's ranking that end on a day or later."""
        if self._span is None or self._span[1] >= day:
            return self.read
        return [*self.read, *self._wide.of_series(self.placed, self._span)]

    @property
    def _has_newest(self) -> bool:
        """Return whether the newest figures alone are ranked."""
        return self.measure.nature == "stock" and not self._query.within

    def _newest(self, limit: int) -> Known | None:
        """Return what is known of all pairs by their newest figures, of a stock; None to read all.

        Those that may decide what is shown are read.
        """
        units = self._wide.units()
        if self._query.parties or len(units) != 1:
            return None
        last = {one.series: one for one in self._wide.last(self.odd)}
        if len(last) < limit:
            return None
        keys, _ = self._with_places([*last.values()], units[0], None, limit)
        # Whether all are of one day is seen by the first and the last of them.
        keys |= {by(last, key=lambda key: last[key].after) for by in (min, max)}
        self.read += self._wide.ending({key: last[key].after for key in keys})
        self.read += self._of_plain(last)
        return Known(units[0], None, pairs_of(last), Parties(self._parties))

    def read_newest(self, limit: int | None = None) -> bool:
        """Read the newest figures of each series of a stock, and no others; or return False.

        Only where these are no fewer than the limit.
        """
        is_few = len(self.plain) < (limit or 0)
        if is_few or not self._has_newest or self._has_units():
            return False
        newest = {one.series: one.after for one in self._wide.last(self.odd)}
        self.read += [*self._wide.ending(newest), *self._of_plain(newest)]
        return True

    def _has_units(self) -> bool:
        """Return whether the numbers are in several units."""
        if len(self._wide.units()) == 1:  # of all parties
            return False
        return len({unit for unit, _ in self._spans} | {q.figure.unit for q in self._questions}) > 1

    def _guessed(self) -> _Chosen | None:
        """Return what `_chosen` does where the last year of a few series is sure to be chosen.

        Most have a number for it, and few have one for any later year.
        """
        units = self._wide.units()
        span = self._usual.span if self._usual else None
        if self.measure.nature == "flow":
            span = span or self._wide.usual_year()
        if not span or len(units) != 1 or not (year := _period(span)).is_full_year:
            return None
        ranked, later = self._wide.at_least(span, self.odd)
        counts, partners, _ = self._years_of_odd(units[0])
        count, usual = len(ranked) + counts[year.whole] + len(self.usual), len(self.usual)
        is_most = count * 2 > partners + len(self.plain) + usual
        is_sure = is_most and (later + partners) * 2 <= count
        return (units[0], year, span, ranked) if is_sure else None

    def _chosen(self) -> _Chosen | None:
        """Return the unit, the period, the days and the sizes of a ranking.

        None where it is of no year.
        """
        nature = self.measure.nature
        if nature == "stock":  # all at dates
            return None
        at_date = {s for s, of in self._periods.items() if spans.is_at_date(of, nature)}
        if nature not in SIZED or at_date == self._periods.keys():
            return None
        unit = self._unit(self._years | at_date)
        common = self._query.within or self._common(unit)
        at = [s for s in self._years if common and self._periods[s].same_span(common)]
        if not common or not at:
            return None
        return unit, common, at[0], self._wide.at(unit, at[0], self.odd)

    def _unit(self, whole: set[Span]) -> str:
        """Return the unit of a ranking, whose numbers are of full years or at dates."""
        asked = self._query.within
        here = {s for s in whole if is_for(self._periods[s], self.measure.nature, asked)}
        partners = [q for q in self._partners if is_for(q.period, q.nature, asked)]
        uses = unit_uses(partners if here or partners else self._partners)
        spans_of = grouped((unit, span) for unit, span in self._spans if span in (here or whole))
        for unit, of in spans_of.items():
            dyads, numbers, last = uses.get(unit, (0, 0, 0))
            dyads += self._wide.having(unit, of, self.odd) if {*uses, *spans_of} > {unit} else 1
            numbers += sum(self._spans[unit, span] for span in of)
            uses[unit] = dyads, numbers, max(last, *(after for _, after in of))
        return usual_unit(uses, self._of_totals) or ""

    def _years_of_odd(self, unit: str, inside: bool = True) -> tuple[Counter[Period], int, int]:
        """Return how many partners with odd series have a figure in a unit for each full year.

        With it how many partners there are, and how many of them have any. Of years `inside` the
        dates asked for, or of all.
        """
        partners = by_dyad([q for q in self._partners if q.figure.unit == unit])
        full = ([q for q in group if q.period.is_full_year] for group in partners)
        known = ([q for q in group if not inside or lies_in(q, self._query)] for group in full)
        years_of = [{q.period.whole for q in group} for group in known]
        return Counter(y for own in years_of for y in own), len(partners), sum(map(bool, years_of))

    def _common(self, unit: str) -> Period | None:
        """Return the latest full year that most dyads have a figure in a unit for.

        One that only touches the dates asked for has no say where another lies in them.
        """
        counts, partners, having = self._years_of_odd(unit)
        years = {span for name, span in self._spans if name == unit and span in self._years}
        inside = {span for span in years if are_within(span, self._query)}
        if not inside and not counts:
            inside = years
            counts, partners, having = self._years_of_odd(unit, inside=False)
        for span in inside:
            counts[self._periods[span].whole] += self._spans[unit, span]
        most = partners + len(self.plain)
        least = max(counts.values(), default=0)
        if (year := common_year(counts, most)) != common_year(counts, least):
            having += self._wide.having(unit, inside, self.odd)
            year = common_year(counts, having)
        return year

    def _odd_at(self, unit: str, common: Period | None) -> list[Question]:
        """Return the odd figures that are ranked; of a stock all that may be."""
        at = (q for q in self._questions if common is None or q.period.same_span(common))
        return [q for q in at if q.figure.unit == unit]

    def _deciding(self, ranked: list[Sized], unit: str, common: Period, limit: int) -> list[Sized]:
        """Return the usual pairs that may decide what is shown of a ranking."""
        if self._usual is None:
            return []
        ends = [(one.low, one.high) for one in ranked]
        within = spreads(map(_reach, self._odd_at(unit, common)))
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
        years = self._wide.years(series, unit) - {common}
        usual = {span for span in years if _period(span).year_kind == CALENDAR}
        rest = self._wide.newest(series, unit, usual)
        whole = {one.series for one in rest if not one.is_simple}
        whole |= self._wide.in_other_units(series, unit)
        whole |= {*series}.difference(one.series for one in rest)  # of whom parts alone are claimed
        simple = [one for one in rest if one.series not in whole]
        larger = [one for one in simple if one.low > last[1]]
        others = [one for one in simple if one.high <= last[0]]
        named = [*first(larger, most), *first(others, most)]
        named += {*simple}.difference(larger, others)
        self.read += self._wide.of_series(whole)
        for at, keys in grouped(((one.first, one.after), one.series) for one in named).items():
            self.read += self._wide.of_series(keys, at)
        unread = {*simple}.difference(named)
        return len(unread.intersection(larger)), len(unread.intersection(others))


def _reach(question: Question) -> Ends:
    low, high = question.reach
    return float(low), float(high)


def _period(span: Span) -> Period:
    """Return the period from a day to the day before another."""
    begin, end = (date.fromordinal(day).isoformat() for day in (span[0], span[1] - 1))
    return Period.parse(f"{begin}/{end}").whole
