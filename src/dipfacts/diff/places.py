"""The places that partners have among others."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.claims.sizes import by_size, is_bound, limits
from dipfacts.answers.rankings.partners import rankings
from dipfacts.answers.rankings.ranking import Roles
from dipfacts.diff.effect import Effect
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import in_both
from dipfacts.model import display
from dipfacts.model.fact import DYAD, FAR, Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.comparison import one_way
from dipfacts.record import Record
from dipfacts.text import plain

MOST = 200  # rankings that are looked at
_NAMED = 5  # partners that moved, in a line
_Order = dict[tuple[str, ...], int]
_Swap = tuple[Question | None, Question | None]


class RankingKey(Record, frozen=True):
    """A ranking of partners: of a party, in a period, and "from" or "to" it, or neither."""

    topic: str
    measure: str
    period: str
    party: str
    way: str


def _touched(effects: Iterable[Effect], facts: Iterable[Fact]) -> dict[RankingKey, list[_Swap]]:
    """Return where figures that changed may have changed the order of partners, by which.

    Of `facts` it is another table that changed, so that nothing is known of the order.
    """
    results = defaultdict[RankingKey, list[_Swap]](list)
    spelled: dict[tuple[object, ...], str] = {}  # one period may be written in two ways
    for effect in effects:
        was, now = effect.questions
        either = now or was
        if len(effect.parties) == DYAD and either and effect.measure and effect.period:
            ways = ("from", "to") if either.figure.from_ else ("", "")
            days = either.period.start_day, either.period.end_day
            period = spelled.setdefault(days, effect.period)
            for party, way in zip(effect.parties, ways, strict=True):
                about = RankingKey(effect.topic, effect.measure, period, party, way)
                results[about].append((was, now))
    for fact in facts:
        figure = figure_of(fact)
        ways = ("from", "to") if figure.from_ else ("", "")
        if len(figure.everyone) == DYAD:
            span = Period.parse(figure.period)
            period = spelled.setdefault((span.start_day, span.end_day), figure.period)
            for party, way in zip(figure.everyone, ways, strict=True):
                results[RankingKey(fact.topic, figure.measure, period, party, way)] = []
    return results


def changed(
    old: ComparedState, new: ComparedState, numbers: Iterable[Effect], facts: Iterable[Fact]
) -> tuple[list[Effect], int]:
    """Return the places that change with figures, and how many rankings were not looked at.

    Of `facts` it is another table that changed.
    """
    touched = _touched(numbers, facts)
    some = (_changes(old, new, *of) for of in islice(touched.items(), MOST))
    return [effect for effects in some for effect in effects], max(0, len(touched) - MOST)


def _changes(
    old: ComparedState, new: ComparedState, about: RankingKey, swaps: list[_Swap]
) -> list[Effect]:
    """Return that the partners of a party have another order now, and who came or went."""
    if not (about.measure in old.base.measures and about.measure in new.base.measures):
        return []
    now = _questions(new, about)
    was = _figures_before(now, swaps) if swaps else _questions(old, about)
    if swaps and _sequence(was) == _sequence(now):
        return []  # most are found so, in a fraction of the time
    before, after = _order(old, about, was), _order(new, about, now)
    if swaps and not (before and after):
        return []  # all of it is among the figures
    others = [it for it in {**before, **after} if (it in before) != (it in after)]
    lines = [_chosen(before, after), others]
    return [_effect(old, new, about, before, after, line) for line in lines if line]


def _effect(
    old: ComparedState,
    new: ComparedState,
    about: RankingKey,
    before: _Order,
    after: _Order,
    moved: list[Any],
) -> Effect:
    """Return the places that some partners had and have; of very many those of the first."""

    def places(side: ComparedState, other: ComparedState, order: _Order) -> str:
        some = sorted(moved[:_NAMED], key=lambda it: order.get(it, FAR))
        texts = [
            f"{display.listed(_names(side, other, it))} {_place_in_words(order.get(it))}"
            for it in some
        ]
        return display.some(texts, _NAMED, beyond=len(moved) - len(texts))

    measure = new.base.measures[about.measure]
    when = display.dated(Period.parse(about.period), measure.nature)
    label = display.midway(plain(measure.label))
    (party,) = _names(new, old, [about.party])
    return Effect(
        kind="ranking",
        about=f"Places by {label} {about.way or 'with'} {party} {when}",
        texts=(places(old, new, before), places(new, old, after)),
        topic=about.topic,
        parties=(about.party,),
        period=about.period,
        measure=about.measure,
    )


def _names(side: ComparedState, other: ComparedState, ids: Sequence[str]) -> list[str]:
    """Return the names of parties in a state; in the other one where it does not have them all."""
    has_all = len(side.base.parties_by_id(ids)) == len(ids)
    return names(side.base if has_all else other.base, ids)


def _sequence(several: list[Question]) -> list[tuple[object, ...]]:
    """Return the key that decides the places of partners, without their numbers."""
    results, last = list[tuple[object, ...]](), None
    for it in by_size(several):
        bound = limits(it) if is_bound(it) else None  # which may be above another number, or below
        results.append((it.dyad, it.figure.unit, it.is_ahead, it.reach == last, bound))
        last = it.reach
    return results


def _figures_before(now: list[Question], swaps: list[_Swap]) -> list[Question]:
    """Return the figures as they were before some of them changed."""
    replaced = {fact.id for _, question in swaps if question for fact in question.facts}
    rest = [question for question in now if replaced.isdisjoint(fact.id for fact in question.facts)]
    return [*rest, *(question for question, _ in swaps if question)]


def _questions(side: ComparedState, about: RankingKey) -> list[Question]:
    """Return the figures by which partners have places."""
    base, query = side.base, _query(side, about)
    if about.way:
        facts = one_way(base, query, about.party, to=about.way == "to")
    else:
        facts = base.find(query)
    return questions(facts, base.measures, base.origins(facts))


def _query(side: ComparedState, about: RankingKey) -> Query:
    within = Period.parse(about.period).whole
    parties, measure = (about.party,), about.measure
    return side.query.replaced(types=("figure",), measure=measure, parties=parties, within=within)


def _order(side: ComparedState, about: RankingKey, result: list[Question]) -> _Order:
    """Return the places of the partners of a party, in their order."""
    if not result:
        return {}
    query = _query(side, about)
    answer = Answer(side.base, "figures", query)
    roles = Roles(side.base, query, result)
    of_measure = [question for question in result if question.figure.measure == about.measure]
    lines = (line for it in rankings(answer, query, roles, of_measure) for line in it.partners)
    return {line.others: line.place for line in lines if line.place}


def _place_in_words(place: int | None) -> str:
    return display.amount(place, "rank") if place else "without a place"


def _chosen(before: _Order, after: _Order) -> list[Any]:
    """Return the partners in both states that changed places, those first that passed others.

    >>> _chosen({"a": 1, "b": 2, "c": 3}, {"c": 1, "a": 2, "d": 3, "b": 4})
    ['c', 'a', 'b']
    >>> _chosen({"a": 1, "b": 1, "c": 3}, {"a": 1, "b": 2, "c": 3}), _chosen({"a": 1}, {"a": 2})
    (['b'], [])
    """
    was, now = in_both([*before], [*after])
    nth, then = (sorted(order[it] for it in was) for order in (before, after))
    changed_ = [it for it in now if bisect_left(nth, before[it]) != bisect_left(then, after[it])]
    passed = _moved(was, now)
    return sorted(changed_, key=lambda it: (it not in passed, min(before[it], after[it])))


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
