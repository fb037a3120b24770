"""The unit and the year of a ranking, chosen by figures unread, as the index counts them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from dipfacts.answers.claims.several_units import unit_uses, usual_unit
from dipfacts.answers.claims.subject_words import by_dyad
from dipfacts.answers.rankings.ranking import common_year
from dipfacts.answers.statements.question_choice import are_within, is_for, lies_in
from dipfacts.model.figures import spans
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.unread.sized import Sized
from dipfacts.query.unread.unread_figures import UnreadFigures
from dipfacts.query.unread.usual_pairs import UsualPairs
from dipfacts.record import Record


class Chosen(Record, frozen=True):
    """The unit, the period and the days of a ranking, and the sizes of plain series in it."""

    unit: str
    common: Period
    span: Days
    ranked: list[Sized]


class YearChoice(Record, frozen=True, dict=True):
    """The figures by which a unit and a year are chosen: of all, or of one direction."""

    figures: UnreadFigures
    query: Query
    measure: Measure
    plain: int  # the number of series of which only sizes are known
    odd: set[str]  # the series of which all is read
    partners: list[Question]  # the questions about partners among those read
    of_totals: set[str]  # the units of totals
    usual: UsualPairs | None = None  # pairs that are neither plain nor odd

    def chosen(self, whole: YearChoice | None = None) -> Chosen | None:
        """Return the series ranked, and their year; None without one. `whole` has the unit."""
        return self._guessed() or self._chosen_by_counts(whole or self)

    @property
    def units(self) -> set[str]:
        """The units in which plain series have numbers."""
        return {unit for unit, _ in self._spans}

    @cached_property
    def _spans(self) -> dict[tuple[str, Days], int]:
        """The number of plain series with a number in each unit for each period."""
        return self.figures.spans(self.odd, only_years=self.measure.nature == "flow")

    @cached_property
    def _periods(self) -> dict[Days, Period]:
        return {span: period_of(span) for _, span in self._spans}

    @cached_property
    def _years(self) -> set[Days]:
        return {span for span, period in self._periods.items() if period.is_full_year}

    @cached_property
    def _at_dates(self) -> set[Days]:
        nature = self.measure.nature
        return {s for s, period in self._periods.items() if spans.is_at_date(period, nature)}

    def _guessed(self) -> Chosen | None:
        """Return the choice where the last year of a few series is sure to be chosen.

        Most have a number for it, and few have one for any other that ends later or shares days
        with it. `_chosen_by_counts` would choose it.
        """
        units, usual = self.figures.units(), self.usual.series if self.usual else 0
        span = self.usual.span if self.usual else None
        if self.measure.nature == "flow":
            span = span or self.figures.usual_year()
        if not span or len(units) != 1 or not (year := period_of(span)).is_full_year:
            return None
        ranked, others = self.figures.at_least(span, self.odd)
        counts, partners, _ = self._years_of_odd(units[0])
        count = len(ranked) + counts[year.whole] + usual
        is_most = count * 2 > partners + self.plain + usual
        is_sure = is_most and (others + partners) * 2 <= count
        return Chosen(units[0], year, span, ranked) if is_sure else None

    def _chosen_by_counts(self, whole: YearChoice) -> Chosen | None:
        nature = self.measure.nature
        if nature == "stock" or nature not in SIZED:  # all at dates, or of no size
            return None
        if self._at_dates == self._periods.keys():
            return None
        unit = whole.unit
        common = self.query.within or self._common(unit)
        at = [s for s in self._years if common and self._periods[s].same_span(common)]
        if not common or not at:
            return None
        return Chosen(unit, common, at[0], self.figures.at(unit, at[0], self.odd))

    @cached_property
    def unit(self) -> str:
        """The unit of a ranking, whose numbers are of full years or at dates."""
        if len(units := self.figures.units()) == 1:
            return units[0]
        asked, whole = self.query.within, self._years | self._at_dates
        here = {s for s in whole if is_for(self._periods[s], self.measure.nature, asked)}
        partners = [q for q in self.partners if is_for(q.period, q.nature, asked)]
        uses = unit_uses(partners if here or partners else self.partners)
        spans_of = grouped((unit, span) for unit, span in self._spans if span in (here or whole))
        for unit, own in spans_of.items():
            dyads, numbers, last = uses.get(unit, (0, 0, 0))
            dyads += self.figures.having(unit, own, self.odd) if {*uses, *spans_of} > {unit} else 1
            numbers += sum(self._spans[unit, span] for span in own)
            uses[unit] = dyads, numbers, max(last, *(after for _, after in own))
        return usual_unit(uses, self.of_totals, {self.measure.id}) or ""

    def _years_of_odd(self, unit: str, inside: bool = True) -> tuple[Counter[Period], int, int]:
        """Return the numbers of partners with odd series and a figure in a unit, by full year.

        With it how many partners there are, and how many of them have any. Of years `inside` the
        dates asked for, or of all.
        """
        partners = by_dyad([q for q in self.partners if q.figure.unit == unit])
        full = ([q for q in group if q.period.is_full_year] for group in partners)
        known = ([q for q in group if not inside or lies_in(q, self.query)] for group in full)
        years_of = [{q.period.whole for q in group} for group in known]
        return Counter(y for own in years_of for y in own), len(partners), sum(map(bool, years_of))

    def _common(self, unit: str) -> Period | None:
        """Return the latest full year that most dyads have a figure in a unit for.

        One that only touches the dates asked for has no say where another lies in them.
        """
        counts, partners, having = self._years_of_odd(unit)
        years = {span for name, span in self._spans if name == unit and span in self._years}
        inside = {span for span in years if are_within(span, self.query)}
        if not inside and not counts:
            inside = years
            counts, partners, having = self._years_of_odd(unit, inside=False)
        for span in inside:
            counts[self._periods[span].whole] += self._spans[unit, span]
        most = partners + self.plain
        least = max(counts.values(), default=0)
        kinds = {year.year_kind for year in counts}
        year = common_year(counts, most)
        if len(kinds) > 1 or year != common_year(counts, least):
            having += self.figures.having(unit, inside, self.odd)
            year = common_year(counts, having)
        return year


def period_of(span: Days) -> Period:
    """Return the period from a day to the day before another."""
    begin, end = (date.fromordinal(day).isoformat() for day in (span[0], span[1] - 1))
    return Period.parse(f"{begin}/{end}").whole
