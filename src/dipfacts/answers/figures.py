"""The figures of a topic: of a dyad, of one party with its partners, or of all dyads."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Literal

from dipfacts.answers.answer import Answer, begin, topic_in_sentence
from dipfacts.answers.derived.all_derived import derive, sums_for_bloc
from dipfacts.answers.empty import NO_CLAIM, NO_FIGURE, empty
from dipfacts.answers.mirror_data.mirror import both_sides, mirror_pairs
from dipfacts.answers.mirror_data.sides import pair_of
from dipfacts.answers.parts import Unread
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.absent import absences, answer_absence
from dipfacts.answers.statements.question_choice import nearest_first, questions_in_order
from dipfacts.answers.statements.series import series_of_years
from dipfacts.answers.world_totals.world_lookups import (
    in_one_form_if_world,
    same_total_if_world,
    with_same_total_if_world,
)
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, Options, Reading
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.many_figures.broad import Broad


Purpose = Literal["alone", "topic", "brief", "mirror"]
"""Purposes of figures: a page alone; one where other claims on the topic follow, and tell what is
recorded; a brief, which needs no more than the headline and what it rests on, whatever the limit;
what both of two parties report of each flow, side by side."""


class FigureOptions(Record, frozen=True):
    """The purpose of figures, and how they are read, by which more or less is made of them."""

    reading: Reading = HELD
    purpose: Purpose = "alone"
    places: int = 0  # of a ranking in a brief of very many

    @property
    def in_brief(self) -> bool:
        """Return whether they are for a brief."""
        return self.purpose == "brief"

    def is_cut(self, limit: int | None) -> bool:
        """Return whether of very many those alone are read that a limit, or a brief, shows."""
        return self.reading.is_short and bool(limit or self.in_brief)


_ALL = FigureOptions()


def figures(base: Base, query: Query, options: FigureOptions = _ALL) -> Answer:
    """Return the figures that fit, grouped by question, with a headline for the main measure.

    Raises QuestionError for an unknown topic or measure, and for a mirror without two parties.
    """
    topic = base.topic(str(query.topic))
    is_dyad = query.is_of_dyad
    query = query.replaced(types=("figure",))
    answer = begin(base, query, "figures")
    # The limit is one of what is shown: claims left out by it would change what is answered.
    limit, query = query.limit or None, query.replaced(limit=None)
    if options.is_cut(limit) or options.reading.is_streamed:
        answer.figures.broad = _broad(base, query, limit, options)
    # Questions have an order of their own.
    if broad := answer.figures.broad:
        facts = broad.facts
    else:
        facts = with_same_total_if_world(base, query, base.find(query, in_order=False))
    facts = in_one_form_if_world(base, query, facts)
    if not facts:
        none = NO_FIGURE if options.purpose in ("topic", "mirror") else NO_CLAIM
        what = topic_in_sentence(base, topic.id)
        answer = empty(answer, query, what, is_alone=options.purpose != "topic", none=none)
        answer.figures.derived = sums_for_bloc([], {}, base, query) if is_dyad else []
        return answer
    answer.figures.absent = absences(base, facts)
    answer.facts = [question.facts[0] for question in answer.figures.absent]
    if len(answer.figures.absent) == len(facts):
        return answer_absence(answer, query.within)
    answer.figures.questions = nearest_first(questions_in_order(base, facts), query.parties)
    numbers = [fact for question in answer.figures.questions for fact in question.facts]
    answer.facts = [*numbers, *answer.facts]
    if is_dyad:
        _answer_dyad(answer, query, options)
    else:
        # lazy: a dyad has no partners
        from dipfacts.answers.headlines.partners_headline import headline_partners

        headline_partners(answer, query, plain(topic.label), in_brief=options.in_brief)
    if options.purpose == "mirror":
        _mirror(answer, limit)
        return answer
    _show(answer, query, limit, options)
    if options.reading.is_streamed and answer.figures.broad:
        # lazy: only very many are read while written
        from dipfacts.answers.many_figures import ordered_figures

        unread = partial(ordered_figures.in_order, base, query, answer.figures.absent)
        answer.unread = Unread(figures=unread)
        answer.facts, answer.figures.questions = [], []
        answer.figures.broad = None  # all that the rest needs
    return answer


def _broad(base: Base, query: Query, limit: int | None, options: FigureOptions) -> Broad | None:
    """Return the part that is read of very many claims, where not all need be; None of a dyad."""
    if len(query.parties) > 1:
        return None
    from dipfacts.answers.many_figures import broad  # lazy: only very many claims are not all read

    if not query.parties:
        return broad.broad(base, query, limit)
    if not options.is_cut(limit) or same_total_if_world(base, query):
        return None
    return broad.ranking_to_read(base, query, limit or 0, options.places)


def _answer_dyad(answer: Answer, query: Query, options: FigureOptions) -> None:
    """Answer for two parties, with all that follows from the claims."""
    # lazy: partners have another
    from dipfacts.answers.headlines.dyad_headline import headline_dyad

    base, is_mirror = answer.base, options.purpose == "mirror"
    # Else something answers, and a brief has sides of its own.
    if not options.in_brief or query.within:
        answer.figures.sides = both_sides(base, answer.figures.questions, answer.asked.parties)
    headline_dyad(answer, query)
    measures = base.measures
    if all(measures[q.figure.measure].partners for q in answer.figures.main):  # nothing finer
        # lazy: most answers are no shares
        from dipfacts.answers.rankings.largest_partners import not_among

        answer.remarks += map(Remark, not_among(answer, query))
    if not (options.in_brief and answer.figures.main):
        derive(answer, query, with_rates=not is_mirror)
    if answer.figures.main and not is_mirror:
        every = [*answer.figures.questions, *answer.figures.absent]
        answer.figures.series = series_of_years(answer.figures.main[0], every, base)


def figures_with_head(base: Base, query: Query, facts: list[Fact]) -> Answer:
    """Return the answer of `figures` to claims about the same two parties or more."""
    # lazy: partners have another
    from dipfacts.answers.headlines.dyad_headline import headline_dyad

    answer = begin(base, query, "figures")
    facts = in_one_form_if_world(base, query, facts)
    answer.figures.questions = nearest_first(questions_in_order(base, facts), query.parties)
    answer.figures.absent = absences(base, facts)
    if answer.figures.questions:
        answer.figures.sides = both_sides(base, answer.figures.questions, query.parties)
        headline_dyad(answer, query, is_beside=True)
    is_absent = facts and not answer.figures.questions
    return answer_absence(answer, query.within) if is_absent else answer


def _show(answer: Answer, query: Query, limit: int | None, options: FigureOptions) -> None:
    """Keep what is shown, up to a limit; add what the other side of each place reports.

    A brief has words of its own for that. Whom the other side makes larger is told of all places.
    """
    every, rankings = answer.figures.questions, answer.rankings.every
    if limit:
        _shorten(answer, limit)
    # No question of the answer has these.
    answer.facts += chain.from_iterable(remark.facts for remark in answer.remarks)
    if rankings and not options.in_brief:
        # lazy: a dyad has a table of them
        from dipfacts.answers.rankings.ranked_sides import add_other_sides

        add_other_sides(answer, query, every, rankings, limit)


def _shorten(answer: Answer, limit: int) -> None:
    """Keep the questions that the headline is about, and the newest others up to the limit."""
    kept, every = _questions_shown(answer, limit), answer.claims
    answer.figures.questions = [q for q in answer.figures.questions if q in kept]
    answer.figures.main = [q for q in answer.figures.main if q in kept]
    answer.rankings.first = answer.rankings.first and answer.rankings.first.only(kept)
    answer.rankings.others = [ranking.only(kept) for ranking in answer.rankings.others]
    kept_questions = [*answer.figures.questions, *answer.figures.absent]
    answer.facts = [fact for question in kept_questions for fact in question.facts]
    answer.leave_out(every - len(answer.facts), "claim")
    kept_ids = {fact.id for fact in answer.facts}
    if answer.rankings.first:  # of which not every claim that has a place is shown
        of_shown = [id_ for id_ in answer.head.facts if id_ in kept_ids]
        answer.head = answer.head.replaced(facts=of_shown)
    answer.figures.sides = [
        p for p in answer.figures.sides if all(fact.id in kept_ids for fact in p.facts)
    ]


def _questions_shown(answer: Answer, limit: int) -> set[Question]:
    """Return the questions that are shown: of the headline and its other sides, then the newest.

    Of a ranking these are the first of each direction. The totals of which its sentence tells are
    shown besides.
    """
    beside = [pair_of(answer, question) for question in answer.figures.main]
    ids = {fact.id for pair in beside if pair for fact in pair.facts}
    others = [q for q in answer.figures.questions if any(fact.id in ids for fact in q.facts)]
    firsts = dict.fromkeys([*answer.figures.main, *others])
    main = {question: nth for nth, question in enumerate(firsts)}

    def rank(question: Question) -> tuple[bool, int]:
        newest = -question.period.reached
        return question not in main, main.get(question, newest)

    in_order = sorted(answer.figures.questions, key=rank)
    if answer.rankings.first is None:
        return {*in_order[: max(limit, len(main))], *answer.rankings.totals}
    ways = [way for it in answer.rankings.every for way in it.by_direction()]
    first = {line.question for way in ways for line in way[:limit]}
    rest = [question for question in in_order if question not in first]
    return {*first, *rest[: max(0, limit - len(first))], *answer.rankings.totals}


def _mirror(answer: Answer, limit: int | None) -> None:
    """Add both reporters of each flow."""
    answer.options = Options(mirror=True)
    every = [*answer.figures.questions, *answer.figures.absent]
    answer.figures.mirror = mirror_pairs(answer.base, every, answer.asked.parties)
    if limit:
        _shorten_mirror(answer, limit)


def _shorten_mirror(answer: Answer, limit: int) -> None:
    """Keep the newest rows of both sides' figures, their claims, and those of the headline."""
    rows = answer.figures.mirror or []
    if len(rows) <= limit:
        return
    kept = sorted(rows, key=lambda row: -row.period.reached)[:limit]
    own = {*map(id, kept)}
    answer.figures.mirror = [row for row in rows if id(row) in own]
    answer.leave_out(len(rows) - len(kept), "row")
    ids = {*answer.head.facts, *(side.id for row in kept for side in row.sides if side)}
    answer.facts = [fact for fact in answer.facts if fact.id in ids]
