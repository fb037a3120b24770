"""The figures of a topic: of a dyad, of one party with its partners, or of all dyads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dipfacts.answers import headline
from dipfacts.answers.absent import absences, answered
from dipfacts.answers.answer import Answer, as_known, begin, head_of
from dipfacts.answers.choosing import choose, in_order, nearest_first
from dipfacts.answers.derived.everything import derive
from dipfacts.answers.derived.members import sums_of_members
from dipfacts.answers.derived.sums import stands_in, sums_and_balances
from dipfacts.answers.empty import empty
from dipfacts.answers.flows import owner
from dipfacts.answers.mirror import both_sides, pairs
from dipfacts.answers.same_series import in_units, newest_part, other_dates
from dipfacts.answers.series import series_of_years
from dipfacts.answers.sides import mirrored
from dipfacts.answers.units import unit_order
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.agreement import Question, questions
from dipfacts.model.period import Period
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.broad import Broad

MOST_AHEAD = 3  # forecasts and targets in remarks
MOST_APART = 12  # directions, or parts where no total is known, that have a sentence of their own


def figures(
    base: Base,
    query: Query,
    mirror: bool = False,
    is_page: bool = False,
    is_streamed: bool = False,
    in_brief: bool = False,
) -> Answer:
    """Return the figures that fit, grouped by question, with a headline for the main measure.

    Of very many, a page reads those alone that it shows, and `in_brief` those that the headline
    rests on; nothing is computed beside it there.

    With `mirror`, both reporters of each flow of a dyad side by side instead. Raises QuestionError
    for an unknown topic or measure, and for `mirror` without two parties.
    """
    topic = base.topic(str(query.topic))
    is_dyad = len(query.parties) == 2
    if mirror and not is_dyad:
        raise QuestionError("--mirror needs two parties", "name both sides, in any order")
    query = query._replace(types=("figure",))
    answer = begin(base, query, "figures")
    # The limit is one of what is shown: claims left out by it would change what is answered.
    limit, query = query.limit, query._replace(limit=None)
    is_short = is_page and bool(limit or in_brief)
    if not mirror and (is_short or is_streamed) and len(query.parties) < 2:
        answer.broad = _broad(base, query, limit, is_short)
    # Questions have an order of their own.
    facts = answer.broad.facts if answer.broad else base.find(query, in_order=False)
    if not facts:
        answer = empty(answer, query, plain(topic.label).lower())
        answer.derived = sums_of_members([], base, query) if is_dyad else []
        return answer
    answer.absent = absences(base, facts)
    answer.facts = [question.facts[0] for question in answer.absent]
    if len(answer.absent) == len(facts):
        return answered(answer, query.within)
    answer.questions = nearest_first(in_order(base, facts), query.parties)
    numbers = [fact for question in answer.questions for fact in question.facts]
    answer.facts = [*numbers, *answer.facts]
    if is_dyad:
        _of_dyad(answer, query, mirror, in_brief)
    else:
        from dipfacts.answers.partners_headline import headline_partners  # a dyad has no partners

        headline_partners(answer, query, plain(topic.label))
    if mirror:
        answer.query["mirror"] = True
        answer.mirror = pairs(answer, [*answer.questions, *answer.absent])
        if limit:
            _shorten_mirror(answer, limit)
        return answer
    if answer.main and is_dyad:
        every = [*answer.questions, *answer.absent]
        answer.series = series_of_years(answer.main[0], every, base)
    if limit:
        _shorten(answer, limit)
    if is_streamed and answer.broad:
        from dipfacts.answers import order  # only very many are read while written

        answer.figures = partial(order.in_order, base, query, answer.absent)
        answer.facts, answer.questions, answer.broad = [], [], None  # all that the rest needs
    return answer


def _broad(base: Base, query: Query, limit: int | None, is_short: bool) -> Broad | None:
    """Return what is read of very many claims, where not all need be."""
    from dipfacts.answers import broad  # only very many claims are not all read

    if not query.parties:
        return broad.broad(base, query, limit)
    return broad.of_partners(base, query, limit or 0) if is_short else None


def _of_dyad(answer: Answer, query: Query, mirror: bool, in_brief: bool) -> None:
    """Answer for two parties, with all that follows from the claims."""
    if not in_brief or query.within:  # else something answers, and a brief has sides of its own
        answer.sides = both_sides(answer, answer.questions)
    _headline(answer, query)
    if all(answer.base.measures[q.figure.measure].partners for q in answer.main):  # nothing finer
        from dipfacts.answers.largest import not_among  # most answers are no shares

        answer.remarks += not_among(answer, query)
    if not (in_brief and answer.main):
        derive(answer, query, with_rates=not mirror)


def heads(base: Base, query: Query) -> list[Question]:
    """Return what `figures` answers with about two parties, without what it tells beside that."""
    query = query._replace(types=("figure",))
    return headed(base, query, base.find(query, in_order=False)).main


def headed(base: Base, query: Query, facts: list[Fact]) -> Answer:
    """Return what `figures` answers of claims about the same two parties or more."""
    answer = begin(base, query, "figures")
    answer.questions = nearest_first(in_order(base, facts), query.parties)
    answer.absent = absences(base, facts)
    if answer.questions:
        answer.sides = both_sides(answer, answer.questions)
        _headline(answer, query)
    return answered(answer, query.within) if facts and not answer.questions else answer


def _shorten(answer: Answer, limit: int) -> None:
    """Keep the questions that the headline is about, and the newest others up to the limit."""
    beside = [mirrored(answer, question) for question in answer.main]
    ids = {fact.id for pair in beside if pair for fact in pair.facts}
    others = [q for q in answer.questions if any(fact.id in ids for fact in q.facts)]
    main = {question: nth for nth, question in enumerate(dict.fromkeys([*answer.main, *others]))}

    def rank(question: Question) -> tuple[bool, int]:
        newest = -question.period.reached
        return question not in main, main.get(question, newest)

    least = len(main) if answer.ranking is None else 0
    kept = {*sorted(answer.questions, key=rank)[: max(limit, least)]}
    every = answer.claims
    answer.questions = [q for q in answer.questions if q in kept]
    answer.main = [q for q in answer.main if q in kept]
    answer.ranking = answer.ranking and answer.ranking.only(kept)
    answer.more_rankings = [ranking.only(kept) for ranking in answer.more_rankings]
    kept_questions = [*answer.questions, *answer.absent]
    answer.facts = [fact for question in kept_questions for fact in question.facts]
    answer.leave_out(every - len(answer.facts), "claim")
    shown = {fact.id for fact in answer.facts}
    answer.sides = [p for p in answer.sides if all(fact.id in shown for fact in p.facts)]


def _shorten_mirror(answer: Answer, limit: int) -> None:
    """Keep the newest rows of both sides' figures, their claims, and those of the headline."""
    rows = answer.mirror or []
    if len(rows) <= limit:
        return
    kept = sorted(rows, key=lambda row: -row.period.reached)[:limit]
    answer.mirror = [row for row in rows if any(row is one for one in kept)]
    answer.leave_out(len(rows) - len(kept), "row")
    ids = {*answer.head["facts"], *(side.id for row in kept for side in row.sides if side)}
    answer.facts = [fact for fact in answer.facts if fact.id in ids]


# --------------------------------------------------------------------------- the headline


def _headline(answer: Answer, query: Query) -> None:
    """Answer for the main measure in each of its directions, the first being the answer's own."""
    asked = query.within
    happened = [q for q in answer.questions if not q.is_ahead]
    first = (happened or answer.questions)[0].figure
    main = first.measure
    of_main = [q for q in happened if q.figure.measure == main]
    same = [q for q in of_main if {*q.figure.everyone} == {*first.everyone}]
    whole = headline.totals(of_main)
    whole = whole if {*same} & {*whole} else [*same, *whole]  # a larger group's total is no other's
    ahead = [q for q in answer.questions if q.is_ahead and q.figure.measure == main]
    if not whole:
        answer.head = head_of(_only_ahead(answer, ahead), [f for q in ahead for f in q.counting])
        return
    answer.remarks += [f"{_expected(answer, q)}." for q in ahead[:MOST_AHEAD]]
    inside = [q for q in whole if _is_within(q, query)] or whole
    units = _unit_order(answer.base, query, main, whole)
    choices = (choose(group, asked, units) for group in headline.by_dyad(inside))
    chosen = [question for question in choices if question is not None]
    shares = any(owner(answer.base, question.figure) for question in chosen)
    chosen = _every_share(answer, happened, query) if shares else chosen
    if asked is not None and all(headline.is_partial(question, asked) for question in chosen):
        sums = sums_and_balances(answer.questions, answer.base)
        stated = stands_in(sums, main, asked, units or unit_order(whole))
        if stated is not None:
            answer.head = head_of(stated["text"]) | stated
            return
    if chosen:
        more, chosen = len(chosen) - MOST_APART, chosen[:MOST_APART]
        answer.main = chosen
        partial = [headline.is_partial(question, asked) for question in chosen]
        parts = zip(chosen, partial, strict=True)
        texts = [headline.sentence(answer, q, is_part, asked) for q, is_part in parts]
        if shares and not any(partial) and (in_one := headline.together(answer, chosen)):
            texts = [in_one]
        texts += [line for q in chosen for line in in_units(q, inside)]
        is_no_year = (headline.is_no_year(q) and not q.period.is_of_a_day for q in chosen)
        if asked is None and not any(partial) and any(is_no_year):
            texts.insert(0, f"No claim is about one full year{headline.since_until(answer)}.")
        if more > 0:
            label = headline.label_within(answer.base, chosen[0].figure)
            texts.append(f"{display.counted(more, 'more figure')} of {label} by part: see below.")
        answer.head = headline.head(answer, chosen[0], partial[0], " ".join(texts))
        answer.remarks += [line for q in chosen for line in other_dates(answer, q, whole)]
        answer.remarks += _newer(answer, inside) if asked is None else []
        if any(it.kind != "country" for it in answer.base.parties_by_id(query.parties).values()):
            from dipfacts.answers.same_total import same_totals  # few ask about the world

            answer.remarks += [line for q in chosen for line in same_totals(answer, q, query)]
        if asked is not None and all(partial):
            around = (_covering(answer, whole, asked), _beside(answer, whole, asked))
            answer.remarks += filter(None, around)
    else:
        answer.head = head_of(_wider(answer, whole, asked))
        if any(asked and q.period.same_span(asked) for q in answer.absent):
            answered(answer, asked)
    answer.head["text"] += as_known(query)


def _every_share(answer: Answer, questions: list[Question], query: Query) -> list[Question]:
    """Return what answers for the share of each side in the other's exports and imports."""
    asked = answer.query["parties"]
    shares: dict[tuple[int, str], list[Question]] = {}
    for question in questions:
        figure = question.figure
        is_whole = not figure.part_of and _is_within(question, query)
        if is_whole and (whose := owner(answer.base, figure)):
            shares.setdefault((asked.index(whose), figure.measure), []).append(question)
    places = answer.base.measures.places
    in_order = sorted(shares, key=lambda share: (share[0], places[share[1]]))
    choices = (choose(shares[share], query.within) for share in in_order)
    return [question for question in choices if question is not None]


def _unit_order(
    base: Base, query: Query, measure: str, candidates: list[Question]
) -> dict[str, tuple[int, int]] | None:
    """Return the order of the units of a measure over all years, if the period asked has several.

    One period cannot tell which unit is the usual one.
    """
    if query == query.undated or len({q.figure.unit for q in candidates}) < 2:
        return None
    every = questions(base.find(query.undated._replace(measure=measure)), base.measures)
    return unit_order(headline.totals([q for q in every if not q.is_ahead]))


def _only_ahead(answer: Answer, ahead: list[Question]) -> str:
    """Return what is expected, where no claim says what happened."""
    expected = " ".join(f"{_expected(answer, question)}." for question in ahead[:MOST_AHEAD])
    label = headline.label_within(answer.base, ahead[0].figure)
    return f"No claim says what {label} was. {expected}"


def _expected(answer: Answer, question: Question) -> str:
    """Return 'Expected in 2027: $5 billion (forecast), says …'."""
    what = "Aimed at" if question.figure.status == "target" else "Expected"
    return f"{what} {headline.when(question)}: {headline.outcome(answer, question)}"


def _newer(answer: Answer, candidates: list[Question]) -> list[str]:
    """Return what is claimed for a part of a later year than that of each main question."""
    newest = (newest_part(question, candidates) for question in answer.main)
    return [
        f"Newer, {_span_of_what(q)}: {headline.when(q)}, {headline.outcome(answer, q)}."
        for q in newest
        if q is not None
    ]


def _span_of_what(question: Question) -> str:
    """Return 'for a part of a year', or another full year that reaches beyond the answer's."""
    if question.period.is_full_year:
        return "for a year that begins in another month"
    return f"for {'a part of a year' if (question.period.days or 0) < 365 else 'a longer time'}"


def _is_within(question: Question, query: Query) -> bool:
    """Return whether a period lies wholly within --since and --until, and does not only touch."""
    period, is_dated = question.period, headline.is_at_date(question)
    first, last = query.since, query.until
    start = (period.start_day or (period.end_day or 1) - 1) if is_dated else period.start_day
    begins = first is None or (start or 0) >= (first.start_day or 0)
    return begins and (last is None or (period.end_day or 0) <= (last.end_day or 0))


def _wider(answer: Answer, candidates: list[Question], asked: Period | None) -> str:
    """Return what to say where the dates asked for lie within longer periods only."""
    shown = asked.show() if asked else "the dates asked for"
    label = headline.label_within(answer.base, candidates[0].figure)
    text = f"No claim on {label} is about {shown} alone"
    if asked is not None and (wider := _covering(answer, candidates, asked)):
        return f"{text}. {wider}"
    if asked is not None and (beside := _beside(answer, candidates, asked)):
        return f"{text}. {beside}"
    may_be = [one for q in candidates for one in q.period.choices]
    reach = asked is None or any(one.overlaps(asked) for one in may_be)
    return f"{text}; those {'that reach into' if reach else 'around'} it are below."


def _covering(answer: Answer, candidates: list[Question], asked: Period) -> str:
    """Return 'For the whole of 2023–2024: …', of the shortest period that covers the one asked."""
    wider = [q for q in candidates if q.period.covers(asked)]
    if not wider:
        return ""
    best = min(wider, key=lambda q: (q.period.days or 10**7, q.figure.unit))
    whole = display.span(best.period, best.nature)
    return f"For the whole of {whole}: {headline.outcome(answer, best)}."


def _beside(answer: Answer, candidates: list[Question], asked: Period) -> str:
    """Return the full year of another kind that shares most days with the period asked for.

    'The fiscal year Apr 2022 – Mar 2023 reaches into 2022: $22 billion, by the figures of …'.
    """

    def shared(question: Question) -> tuple[int, int, str]:
        first, after = (question.period.start_day or 0), (question.period.end_day or 0)
        days = min(after, asked.end_day or after) - max(first, asked.start_day or first)
        return days, after, question.figure.unit

    years = [q for q in candidates if q.period.is_full_year and q.period.overlaps(asked)]
    years = [q for q in years if not asked.covers(q.period)]
    if not years or headline.is_at_date(years[0]):
        return ""
    best = max(years, key=shared)
    name = display.year_name(best.period, best.nature) or "year"
    reach = "reach" if name.endswith("months") else "reaches"
    said = f"{name} {best.period.show()} {reach} into {asked.show()}"
    return f"The {said}: {headline.outcome(answer, best)}."
