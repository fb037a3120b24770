"""The line of a topic in an overview: the question that answers, and the other side of it."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief_limits import BriefLimits
from dipfacts.answers.briefs.brief_selection import (
    Places,
    partners_beside,
    select_figures,
    select_partners,
)
from dipfacts.answers.claims.sizes import limits, order_of_size
from dipfacts.answers.claims.timing import is_part
from dipfacts.answers.derived.shares import total_way
from dipfacts.answers.many_figures.figures_beside import read_dyads
from dipfacts.answers.mirror_data.mirror import beside_others, both_sides
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair, pairs_by_claim
from dipfacts.answers.mirror_data.sides import pair_among
from dipfacts.answers.rankings.ranking import Ranked
from dipfacts.answers.statements.question_choice import is_until_later, lies_in, near_dates
from dipfacts.answers.statements.same_series import in_other_units, newer_measures, newest_part
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record

_OPPOSITE = {"from": "to", "to": "from"}


class OverviewLine(Record, frozen=True):
    """The question that answers for a topic, and what is claimed beside it."""

    question: Question
    partial: bool  # whether the question is about a part of a year
    mirror: MirrorPair | None = None  # with the other side's figure of the question
    partners: int = 0
    """The number of other partners with such figures, if it is about one partner of a party."""
    partners_otherwise: int = 0  # the number of partners with figures of other measures alone
    others: Sequence[OverviewLine] = ()
    """Between two: those of the other direction and of none; of what has none, those of both."""
    newer: Sequence[OverviewLine] = ()
    """Later full years of the same flow by another measure, such as the other side's imports."""
    other_units: Sequence[Question] = ()  # the newest of the same series in each other unit

    @property
    def directions(self) -> list[OverviewLine]:
        """This one, and those of the other directions."""
        return [self, *self.others]

    @property
    def lines(self) -> list[OverviewLine]:
        """All of which the line tells: its directions, and what is newer."""
        return [*self.directions, *self.newer]

    @property
    def back(self) -> OverviewLine | None:
        """That of the other direction, if it is on record."""
        back = _way(self.question)[::-1] if self.question.figure.from_ else ()
        return next((other for other in self.others if _way(other.question) == back), None)

    @property
    def claims(self) -> list[Fact]:
        """The claims of the question, those of the other side, and those in other units."""
        own = [*self.question.counting, *(self.mirror.facts if self.mirror else ())]
        return [*own, *(fact for question in self.other_units for fact in question.counting)]


def overview_line(answer: Answer, query: Query) -> OverviewLine | None:
    """Return the line of a topic, of the latest full year; of one party a flow from it first.

    Of what is no flow, such as investment, the larger direction answers; a total, be it of another
    measure of the topic, before a partner. Of a party it is what has a place by some measure.
    """
    base, places = answer.base, select_partners(answer, BriefLimits(None))
    main = _answering(answer, places)
    if not main:
        return None
    is_of_one = len(query.parties) == 1
    if is_of_one:
        question = _question_of_party(answer, query, main, places[0])
    else:
        question = _question_of_dyad(main, query.within)
    named = [line for line in places[0] if line.question is question and not line.is_total]
    partners, otherwise = partners_beside(answer, named[0]) if named else (0, 0)
    others = [] if is_of_one else _other_directions(question, main)
    if answer.figures.broad:
        read_dyads(answer, query, [question], ())
    dyad = question.figure.party_set
    about = [q for q in answer.figures.questions if q.figure.party_set == dyad]
    partial = is_part(question, query.within)
    if len(query.parties) == 1 and query.within is None:
        question = _own_latest(question, about, query)
    since = min(q.period.reached for q in (question, *others))
    recent = [q for q in about if q.period.reached >= since]
    sides = pairs_by_claim(both_sides(base, recent, query.parties))

    def other_side(asked: Question) -> MirrorPair | None:
        """Return the pair of what the other side reports, or a side of what others tell alone."""
        return pair_among(sides, asked) or next(iter(beside_others(base, about, [asked])), None)

    def units(asked: Question) -> list[Question]:
        """Return the questions in other units, within the dates if any is.

        Without what the other side reports, which stands beside the number.
        """
        own = [q for q in about if not q.is_ahead]
        inside = [q for q in own if lies_in(q, query)] or own
        mirror = other_side(asked)
        ids = {*mirror.ids} if mirror else set[str]()
        others = (it.question for it in in_other_units(asked, inside))
        return [q for q in others if not ids.issuperset(fact.id for fact in q.counting)]

    beside = [
        OverviewLine(q, is_part(q, query.within), other_side(q), other_units=units(q))
        for q in others
    ]
    later = _newer_years(base, [question, *others], about, query)
    newer = [OverviewLine(q, partial=False, mirror=other_side(q)) for q in later]
    return OverviewLine(
        question,
        partial,
        other_side(question),
        partners,
        otherwise,
        beside,
        newer,
        units(question),
    )


def _answering(answer: Answer, places: Places) -> list[Question]:
    """Return the questions that answer for a topic; of a party those with a place, too."""
    main, _ = select_figures(answer, places)
    if answer.figures.main:
        return main
    return [line.question for line in places[0] if line.place is not None]


def _newer_years(
    base: Base, answering: list[Question], about: list[Question], query: Query
) -> list[Question]:
    """Return the latest full years under another measure of the flows of full years that answer."""
    if query.within is not None:
        return []
    years = [q for q in about if q.period.is_full_year and lies_in(q, query)]
    total_of = base.measures.total_of
    of_years = [q for q in answering if q.period.is_full_year]
    newer = (newer_measures(question, years, total_of) for question in of_years)
    return [*dict.fromkeys(q for every in newer for q in every if q not in answering)]


def _own_latest(question: Question, about: list[Question], query: Query) -> Question:
    """Return the latest full year of one partner; that of the ranking may be one all have."""
    newer = newest_part(question, [q for q in about if lies_in(q, query)])
    is_alike = newer and newer.period.year_kind == question.period.year_kind is not None
    return newer if newer and is_alike else question


def _question_of_dyad(main: list[Question], asked: Period | None) -> Question:
    """Return the first question of two: one without a direction unless another answers later.

    That is a full year before any part of one, as everywhere, and then the newest.
    """
    first = main[0]
    directed = [q for q in main if q.figure.measure == first.figure.measure and q.figure.from_]

    def rank(question: Question) -> tuple[bool, int]:
        return not is_part(question, asked), question.period.reached

    later = [question for question in directed if rank(question) > rank(first)]
    return first if first.figure.from_ or not later else later[0]


def _question_of_party(
    answer: Answer, query: Query, main: list[Question], lines: list[Ranked]
) -> Question:
    """Return the question of one party: of a total, if one does not go the other way.

    A lone partner with a turnover is no headline beside the total exports, which are no turnover.
    """
    (party,) = answer.asked.parties
    main = near_dates(main, query)
    is_later = is_until_later(main[0], query)
    main = near_dates([*main, *answer.figures.main], query) if is_later else main
    first = _first_direction(main, party)
    opposite = _OPPOSITE.get(total_way(answer.base, first.figure, party))
    totals = [line.question for line in lines if line.is_total]
    totals = [it for it in totals if it in main or not is_until_later(it, query)]
    alike = [it for it in totals if total_way(answer.base, it.figure, party) != opposite]
    return _first_direction(alike, party) if alike else first


def _first_direction(questions: list[Question], party: str) -> Question:
    """Return the first flow from a party, else to it; of what is no flow the larger direction.

    The first ranked of each is compared, and a bound by what it is at least.
    """
    first = min(questions, key=lambda question: question.figure.from_ not in (None, party))
    if not first.figure.from_ or first.nature == "flow":
        return first
    what = first.figure.measure, first.figure.unit
    alike = (q for q in questions if (q.figure.measure, q.figure.unit) == what and q.figure.from_)
    ways = grouped((question.figure.from_ == party, question) for question in alike)
    return max((first for first, *_ in ways.values()), key=lambda first: limits(first)[0])


def _other_directions(question: Question, main: list[Question]) -> list[Question]:
    """Return the questions of the same parties the other way round, and without a direction.

    The other way round it may be by another name. Of each it is of the same part in the same unit,
    if there is such a number; else the largest.
    """
    figure, way = question.figure, _way(question)
    back, dyad = way[::-1], figure.party_set

    def is_other(other: Question) -> bool:
        if _way(other) == way or other.figure.party_set != dyad:
            return False
        return _way(other) == back or other.figure.measure == figure.measure

    def order(other: Question) -> tuple[object, ...]:
        is_other = other.figure.unit != figure.unit, other.figure.scope != figure.scope
        return *is_other, *order_of_size(other)

    ways = grouped((_way(other), other) for other in main if is_other(other))
    bests = (min(of_way, key=order) for of_way in ways.values())
    return sorted(bests, key=lambda best: _way(best) != back)


def _way(question: Question) -> tuple[str | None, str | None]:
    """Return the two ends of a question, from and to; neither of what has no direction."""
    return question.figure.from_, question.figure.to
