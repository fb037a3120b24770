"""The figure that heads a topic now, and the places that partners have among others."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dipfacts.answers import summary
from dipfacts.answers.answer import begin, names
from dipfacts.answers.figures import head_alone
from dipfacts.answers.partners import rank
from dipfacts.answers.ranking import Sides
from dipfacts.answers.ranking_places import by_size
from dipfacts.answers.topics import topic
from dipfacts.diff.effect import Effect
from dipfacts.diff.states import Side
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, questions
from dipfacts.model.period import Period
from dipfacts.model.query import Fact, Query
from dipfacts.query.comparison import one_way
from dipfacts.record import Record
from dipfacts.text import plain

_NAMED = 3  # partners that moved, in a line
_DYAD = 2
_Order = dict[tuple[str, ...], int]
_Swap = tuple[Question | None, Question | None]


class Place(Record, frozen=True):
    """A ranking of partners: of a party, in a period, and "from" or "to" it, or neither."""

    topic: str
    measure: str
    period: str
    party: str
    way: str


def touched(effects: Iterable[Effect], facts: Iterable[Fact]) -> dict[Place, list[_Swap]]:
    """Return where figures that changed may have changed the order of partners, by which.

    Of `facts` it is another table that changed, so that nothing is known of the order.
    """
    results = defaultdict[Place, list[_Swap]](list)
    spelled: dict[tuple[object, ...], str] = {}  # one period may be written in two ways
    for effect in effects:
        was, now = effect.questions
        either = now or was
        if len(effect.parties) == _DYAD and either and effect.measure and effect.period:
            ways = ("from", "to") if either.figure.from_ else ("", "")
            days = either.period.start_day, either.period.end_day
            period = spelled.setdefault(days, effect.period)
            for party, way in zip(effect.parties, ways, strict=True):
                about = Place(effect.topic, effect.measure, period, party, way)
                results[about].append((was, now))
    for fact in facts:
        figure = figure_of(fact)
        ways = ("from", "to") if figure.from_ else ("", "")
        if len(figure.everyone) == _DYAD:
            span = Period.parse(figure.period)
            period = spelled.setdefault((span.start_day, span.end_day), figure.period)
            for party, way in zip(figure.everyone, ways, strict=True):
                results[Place(fact.topic, figure.measure, period, party, way)] = []
    return results


def changed(old: Side, new: Side, about: Place, swaps: list[_Swap]) -> Effect | None:
    """Return that the partners of a party have another order now, if they have."""
    if not (about.measure in old.base.measures and about.measure in new.base.measures):
        return None
    now = _questions(new, about)
    was = _before(now, swaps) if swaps else _questions(old, about)
    by_place = ([*dict.fromkeys(it.dyad for it in by_size(each))] for each in (was, now))
    if swaps and not _moved(*in_both(*by_place)):
        return None  # most are found so, in a fraction of the time
    before, after = _order(old, about, was), _order(new, about, now)
    moved = _moved(*in_both([*before], [*after]))
    if not swaps:  # who was a partner may be none any more
        moved += [it for it in {**before, **after} if (it in before) != (it in after)]
    if not moved:
        return None

    def places(side: Side, order: _Order) -> str:
        texts = (f"{display.listed(names(side.base, it))} {_place(order.get(it))}" for it in moved)
        return display.some(texts, _NAMED)

    measure = new.base.measures[about.measure]
    when = display.dated(Period.parse(about.period), measure.nature)
    label = display.midway(plain(measure.label))
    return Effect(
        "ranking",
        f"Places by {label} {about.way or 'with'} {names(new.base, [about.party])[0]} {when}",
        (places(old, before), places(new, after)),
        about.topic,
        (about.party,),
        about.period,
        about.measure,
    )


def _before(now: list[Question], swaps: list[_Swap]) -> list[Question]:
    """Return the figures as they were before some of them changed."""
    gone = {fact.id for _, question in swaps if question for fact in question.facts}
    rest = [question for question in now if gone.isdisjoint(fact.id for fact in question.facts)]
    return [*rest, *(question for question, _ in swaps if question)]


def _questions(side: Side, about: Place) -> list[Question]:
    """Return the figures by which partners have places."""
    base, query = side.base, _query(side, about)
    facts = one_way(base, query, about.party, about.way == "to") if about.way else base.find(query)
    return questions(facts, base.measures, base.origins(facts))


def _query(side: Side, about: Place) -> Query:
    within = Period.parse(about.period).whole
    parties, measure = (about.party,), about.measure
    return side.query.replaced(types=("figure",), measure=measure, parties=parties, within=within)


def _order(side: Side, about: Place, result: list[Question]) -> _Order:
    """Return the places of the partners of a party, in their order."""
    if not result:
        return {}
    query = _query(side, about)
    answer = begin(side.base, query, "figures")
    answer.questions = result
    ranking = rank(answer, query, Sides(side.base, query.parties, result), about.measure)
    return {line.others: line.place for line in ranking.partners if line.place}


def _place(place: int | None) -> str:
    return display.amount(place, "rank") if place else "without a place"


def in_both(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return those of two lists that the other one has, too."""
    before, after = {*old}, {*new}
    return [it for it in old if it in after], [it for it in new if it in before]


def _moved(old: list[Any], new: list[Any]) -> list[Any]:
    """Return those that moved among the others, as few as can be, in the new order.

    >>> _moved([*"abcde"], [*"eabcd"]), _moved([*"abc"], [*"acb"]), _moved([*"ab"], [*"ab"])
    (['e'], ['c'], [])
    """
    was = {key: nth for nth, key in enumerate(old)}
    last, reached, before = list[int](), list[Any](), dict[Any, Any]()
    for key in new:  # the longest run in the old order: all others moved
        at = bisect(last, was[key])
        before[key] = reached[at - 1] if at else None
        last[at : at + 1], reached[at : at + 1] = [was[key]], [key]
    kept, key = set[Any](), reached[-1] if reached else None
    while key is not None:
        kept.add(key)
        key = before[key]
    return [key for key in new if key not in kept]


# ---------------------------------------------------------------------------- headlines


def headline(
    old: Side, new: Side, topic_: str, parties: tuple[str, ...], whole: bool = False
) -> Effect | None:
    """Return that another measure or time answers for a topic now, if it does.

    Other numbers of the same are among the figures, and so are first and last ones unless it is the
    `whole` answer that is told.
    """
    was, now = (_main(side, topic_, parties) for side in (old, new))
    either = now or was
    if either is None or not (whole or (was and now)):
        return None
    if was and now and _what(was) == _what(now):
        return None
    side = new if now else old
    label = display.midway(plain(side.base.topics[topic_].label))
    return Effect(
        "headline",
        f"Headline of {label}, {summary.parties_text(side.base, either.figure)}",
        (_dated(old, was) if was else None, _dated(new, now) if now else None),
        topic_,
        parties,
        str(either.period),
        either.figure.measure,
        (_ids(was), _ids(now)),
        (was.agreement if was else None, now.agreement if now else None),
    )


def _ids(question: Question | None) -> tuple[str, ...]:
    return tuple(fact.id for fact in question.counting) if question else ()


def _main(side: Side, topic_: str, parties: tuple[str, ...]) -> Question | None:
    """Return the question by which a state answers for a topic; None where there is none."""
    if topic_ not in side.base.topics:
        return None
    query = side.query.replaced(topic=topic_, parties=parties)
    main = head_alone(side.base, query) if len(parties) == _DYAD else topic(side.base, query).main
    return main[0] if main else None


def _what(question: Question) -> tuple[object, ...]:
    figure = question.figure
    return figure.measure, figure.unit, question.period.start, question.period.end


def _dated(side: Side, question: Question) -> str:
    label = display.midway(plain(side.base.measures[question.figure.measure].label))
    when = display.dated(question.period, question.nature)
    return f"{label} {when}, {summary.figure_summary(question)}"
