"""The field of a ranking: the measure, the unit and the period that most partners have."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.several_units import unit_uses, usual_unit
from dipfacts.answers.rankings.ranking import PARTNER, TOTAL, Roles, UnreadDyads, common_year
from dipfacts.answers.rankings.ranking_places import own_and_others
from dipfacts.answers.statements.question_choice import choose_question, is_for, lies_in
from dipfacts.model.figures.agreement import Question, direction_key
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.unread.series_keys import NOBODY, Parties
from dipfacts.record import Record


class Field(Record, frozen=True):
    """The measure, unit and period of a ranking, and the figures of each dyad in them."""

    measure: str
    unit: str
    ways: frozenset[str]  # the directions that it is of
    common: Period | None  # the period that most partners have
    over_time: bool  # whether the numbers hold over a period, and not at dates
    dyads: list[list[Question]]  # the figures of each dyad that is ranked
    aside: list[Question]  # those of aggregates and other dyads without a place, in any unit
    in_parts: list[Question]  # those of partners of whom parts alone are claimed, in any unit
    foreign: list[Question]  # totals in other units
    of_others: list[Question]  # shares of what is another's
    unread: UnreadDyads | None

    def is_ranked_unread(self, question: Question) -> bool:
        """Return whether the dyad has a place, though its number in the unit may be unread."""
        newer = self.unread.in_newer_units if self.unread else ()
        return direction_key(question.figure) in newer


_Times = tuple[bool, Period | None]
"""A mark of numbers that hold over time, and the period that most numbers have."""


def fields_of(
    answer: Answer,
    query: Query,
    roles: Roles,
    questions: list[Question],
    between: list[Question],
    leading: list[Question],
) -> list[Field]:
    """Return the fields of rankings, of the measure of the first leading question on partners.

    It is one, unless most partners have another year in one direction than in the other. The
    questions are those of all days.
    """
    measure = _main_measure(answer.base, query, leading, between, roles)
    every = [q for q in between if q.figure.measure == measure]
    candidates, of_others = own_and_others(answer, subject_words.totals(every))
    unread = _unread_dyads(answer, measure, candidates)
    unit = unread.unit if unread else _usual_unit(questions, roles, candidates, query.within)
    unit = unit or leading[0].figure.unit
    groups = roles.groups(q for q in candidates if q.figure.unit == unit)
    parts = _parts_alone(every, [*candidates, *of_others], query.within)
    foreign = [question for question in candidates if question.figure.unit != unit]
    present = unread.present if unread else NOBODY
    results = list[Field]()
    for (over_time, common), ways in _ways(every, groups, query, roles, unread).items():
        aside = _set_aside(candidates, parts, roles, (common, present))
        field = Field(
            measure=measure,
            unit=unit,
            ways=frozenset(ways),
            common=common,
            over_time=over_time,
            dyads=[dyad for dyad in groups if roles.way(dyad[0]) in ways and dyad[0] not in aside],
            aside=[q for q in every if q in aside and roles.way(q) in ways],
            in_parts=_partner_questions(parts, roles, ways, aside),
            foreign=_partner_questions(foreign, roles, ways, aside),
            of_others=_partner_questions(of_others, roles, ways, set()),
            unread=unread,
        )
        results.append(field)
    return results


def _unread_dyads(answer: Answer, measure: str, candidates: list[Question]) -> UnreadDyads | None:
    """Return the record of the index, unless of directions left out: see `without_mirrored`."""
    unread = answer.figures.broad.measures.get(measure) if answer.figures.broad else None
    is_own = unread and any(question.figure.unit == unread.unit for question in candidates)
    return unread if is_own else None


def _partner_questions(
    questions: list[Question], roles: Roles, ways: set[str], aside: set[Question]
) -> list[Question]:
    """Return the questions in some directions, without those about who is set aside."""
    return [q for q in questions if q not in aside and roles.way(q) in ways]


def _ways(
    every: list[Question],
    groups: list[list[Question]],
    query: Query,
    roles: Roles,
    unread: UnreadDyads | None,
) -> dict[_Times, set[str]]:
    """Return the directions of figures by what most partners in them have, those alike together.

    One in which no partner has a full year stands beside that with the latest.
    """
    times = _times_by_way(groups, query, roles, unread)
    years = [year for year in times.values() if all(year)]
    usual = max(years, key=_end, default=None) or next(iter(times.values()), (False, query.within))
    results = dict[_Times, set[str]]()
    for way in dict.fromkeys(map(roles.way, every)):
        over_time, common = times.get(way, usual)
        has_own = common or not over_time or not years
        own_times = (over_time, common) if has_own else usual
        results.setdefault(own_times, set()).add(way)
    return results or {usual: set()}


def _times_by_way(
    groups: list[list[Question]], query: Query, roles: Roles, unread: UnreadDyads | None
) -> dict[str, _Times]:
    """Return the times of most partners in each direction; without partners, of most dyads."""
    is_partner = [group for group in groups if roles.role_of(group[0]) == PARTNER]
    of_partners = grouped((roles.way(group[0]), group) for group in is_partner or groups)
    times, years = dict[str, _Times](), unread.years if unread else {}
    for way, own in grouped((roles.way(group[0]), group) for group in groups).items():
        common, over_time = query.within, _are_over_time(own)
        if over_time and not common:
            common = years[way] if way in years else _year_of_most(of_partners.get(way, []), query)
        times[way] = over_time, common
    return times


def _end(times: _Times) -> int:
    _, period = times
    return (period and period.end_day) or 0


def _parts_alone(
    every: list[Question], totals: list[Question], asked: Period | None
) -> list[Question]:
    """Return the parts of flows for which there is no total, at all or for the period asked.

    What has no direction is no total of what has one.
    """

    def is_within(question: Question) -> bool:
        return asked is None or choose_question([question], asked) is not None

    whole, ever = {*totals}, {direction_key(question.figure) for question in totals}
    then = {direction_key(question.figure) for question in totals if is_within(question)}
    parts = [q for q in every if q not in whole and direction_key(q.figure) not in then]
    return [q for q in parts if direction_key(q.figure) not in ever or is_within(q)]


def _set_aside(
    totals: list[Question],
    parts: list[Question],
    roles: Roles,
    known: tuple[Period | None, Parties],
) -> set[Question]:
    """Return the figures of a ranking that are no partner's.

    Totals are judged as if there were no parts, which change no ranking. Stocks have no common
    period: what counts is who is a member on the latest of their days.
    """
    common, present = known
    newest = max((q.period for q in totals), key=attrgetter("reached"), default=None)
    aside = {*roles.set_aside(totals, common or newest, present)}
    with_parts = roles.set_aside([*totals, *parts], common or newest, present)
    return aside.union({*with_parts}.intersection(parts))


def _usual_unit(
    questions: list[Question], roles: Roles, candidates: list[Question], asked: Period | None
) -> str | None:
    """Return the unit of a ranking, of what is about the period asked if anything is.

    What is no partner's has a say where nothing else is there.
    """
    candidates = [q for q in candidates if is_for(q.period, q.nature, asked)] or candidates
    measures = {question.figure.measure for question in candidates}
    own = (q for q in questions if q.figure.measure in measures and not q.is_ahead)
    of_totals = {question.figure.unit for question in own if roles.role_of(question) == TOTAL}
    partners = [q for q in candidates if roles.role_of(q) == PARTNER] or candidates
    uses = unit_uses(partners) or unit_uses(partners, of_parts=True)
    return usual_unit(uses, of_totals, measures)


def _main_measure(
    base: Base,
    query: Query,
    leading: list[Question],
    between: list[Question],
    roles: Roles,
) -> str:
    """Return the first measure with figures about a partner, else between anyone, or of anyone.

    Of exports and imports and what both make, it is one with figures of the period asked for.
    """
    among, asked = {*between}, query.within
    dyads = [question for question in leading if question in among]
    partners = [question for question in dyads if roles.role_of(question) == PARTNER]
    candidates = partners or dyads or leading
    measure = candidates[0].figure.measure
    if asked is None:
        return measure
    complete = (q for q in candidates if not (q.is_ahead or timing.is_partial(q, asked)))
    of_period = dict.fromkeys(question.figure.measure for question in complete)
    flows = [flow for flow in of_period if base.measures.is_one_way_of(flow, measure)]
    return flows[0] if flows and measure not in of_period else measure


def _are_over_time(groups: list[list[Question]]) -> bool:
    """Return whether some numbers hold over a period, and not at a date."""
    return not all(timing.holds_at_date(question) for group in groups for question in group)


def _year_of_most(groups: list[list[Question]], query: Query) -> Period | None:
    """Return the common year of partners, each with its figures in one list: see `common_year`.

    A figure that only touches the dates asked for has no say where another lies in them.
    """
    full = [[question for question in group if question.period.is_full_year] for group in groups]
    inside = [[question for question in group if lies_in(question, query)] for group in full]
    years_of = [{q.period.whole for q in group} for group in (inside if any(inside) else full)]
    counts = Counter(year for years in years_of for year in years)
    return common_year(counts, sum(map(bool, years_of)))
