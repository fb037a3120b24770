"""The answers that change with claims: only what a changed claim touches is answered again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from dipfacts.answers import summary
from dipfacts.answers.answer import as_of
from dipfacts.answers.occurrences import gather_occurrences
from dipfacts.diff import ranks
from dipfacts.diff.claims import Claims, changes
from dipfacts.diff.declared import Declared
from dipfacts.diff.effect import Effect, Texts
from dipfacts.diff.states import Side
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, key_of, questions
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import Figure
from dipfacts.query.comparison import by_id, same_series
from dipfacts.record import Record
from dipfacts.text import plain

MOST = 200  # headlines, and rankings, that are looked at
MOST_OF = 2_000  # claims that are touched by one source, party, measure or kind
_DYAD = 2

Touched = tuple[Fact | None, Fact | None]
"""A claim as it was and as it is; None where it is not."""


class Effects(Record, frozen=True):
    """The answers that change.

    `left_out` counts headlines and rankings that were not looked at, `unasked` the claims that
    refer to an edited table of which the answers were not.
    """

    answers: list[Effect]
    left_out: int
    unasked: int


def effects(old: Side, new: Side, claims: Claims, declared: Declared) -> Effects:
    """Return the answers that change with claims, and with what they refer to."""
    of_claims = (it for it in claims.touched() if not _is_renamed(*it, declared))
    through, unasked = _through(old, new, declared)
    touched = [*of_claims, *through]
    pairs = [pair for pair in (*claims.renamed, *claims.moved) if pair.old.id != pair.new.id]
    former = {pair.new.id: pair.old.id for pair in pairs}
    latter = {was: now for now, was in former.items()}
    numbers = _with_units(_figures(old, new, touched, former, latter))
    happened = [*_happenings(old, new, touched, former, latter)]
    facts = [it for pair in through for it in pair if it and isinstance(it.claim, Figure)]
    heads, more_heads = _headlines(old, new, numbers, facts)
    rankings = ranks.touched(numbers, facts)
    orders = (ranks.changed(old, new, *about) for about in islice(rankings.items(), MOST))
    ranked = [it for it in orders if it]
    left_out = more_heads + max(0, len(rankings) - MOST)
    return Effects([*numbers, *happened, *heads, *ranked], left_out, unasked)


def _headlines(
    old: Side, new: Side, numbers: list[Effect], facts: list[Fact]
) -> tuple[list[Effect], int]:
    """Return the headlines that change with figures, and how many more were not looked at."""
    dyads = dict.fromkeys(_dyads((it.topic, it.parties) for it in numbers), False)
    wholly = _dyads((it.topic, it.claim.everyone) for it in facts)
    dyads |= dict.fromkeys((about for about in wholly if about not in dyads), True)
    some = islice(dyads.items(), MOST)
    heads = (ranks.headline(old, new, *about, whole) for about, whole in some)
    return [it for it in heads if it], max(0, len(dyads) - MOST)


def _dyads(about: Iterable[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the topics with their parties, up to two; both directions have one headline."""
    yield from ((topic, tuple(sorted(who))) for topic, who in about if len(who) <= _DYAD)


_IDS = ("parties", "from_", "to", "people", "claimant", "reporter", "source", "measure", "topic")


def _is_renamed(was: Fact | None, now: Fact | None, declared: Declared) -> bool:
    """Return whether a claim changed in nothing but the ids of what it refers to."""
    if was is None or now is None or type(was.claim) is not type(now.claim):
        return False
    ids = {key: getattr(was.claim, key) for key in _IDS if hasattr(was.claim, key)}
    named = {key: declared.renamed(value) for key, value in ids.items()}
    return not changes(replace(was.claim, **named), now.claim)


def _through(old: Side, new: Side, declared: Declared) -> tuple[list[Touched], int]:
    """Return claims whose answers may change with what they refer to, and how many more may."""
    ids, more = dict[str, None](), 0
    for table, id in (*declared.deciding(), *_reordered(old, new)):
        queries = {
            "source": [Query(source=(id,))],
            "party": [Query(claimant=(id,)), Query(parties=(id,))],
            "measure": [Query(measure=(id,))],
            "kind": [Query(kind=(id,))],
        }[table]
        for query in queries:
            beyond = 0
            for side in (new, old):
                query = query.replaced(known_by=side.query.known_by)
                results = side.base.find(query.replaced(limit=MOST_OF))
                ids |= dict.fromkeys(fact.id for fact in results)
                if len(results) == MOST_OF:
                    beyond = max(beyond, side.base.count(query) - MOST_OF)
            more += beyond
    return [(by_id(old.base, id), by_id(new.base, id)) for id in ids], more


def _reordered(old: Side, new: Side) -> Iterator[tuple[str, str]]:
    """Yield the measures of topics whose measures have another order: the first is the main one."""
    before, after = (
        {
            topic: [measure.id for measure in side.base.measures.of_topics.get(topic, ())]
            for topic in side.base.topics
        }
        for side in (old, new)
    )
    for topic in before.keys() & after.keys():
        was, now = ranks.in_both(before[topic], after[topic])
        if was != now:
            yield from (("measure", id) for id in now)


# ------------------------------------------------------------------------------- figures


class _Answers:
    """The questions of one state, answered series by series."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._series: dict[tuple[Any, ...], dict[tuple[Any, ...], Question | Fact]] = {}

    def key(self, figure: Figure) -> tuple[Any, ...] | None:
        """Return the key of a figure's question; None where its measure is not declared."""
        measure = self._side.base.measures.get(figure.measure)
        return key_of(figure, measure.nature) if measure else None

    def answer(self, figure: Figure) -> Question | Fact | None:
        """Return the question of a figure, or a claim that there is no number; None of neither."""
        if figure.measure not in self._side.base.measures:
            return None
        ends = (figure.from_, figure.to) if figure.from_ else tuple(sorted(figure.parties))
        series = figure.measure, ends, bool(figure.from_), figure.part_of is None
        if series not in self._series:
            self._series[series] = self._answered(figure)
        return self._series[series].get(self.key(figure) or ())

    def _answered(self, figure: Figure) -> dict[tuple[Any, ...], Question | Fact]:
        base = self._side.base
        facts = same_series(base, self._side.query, figure)
        results: dict[tuple[Any, ...], Question | Fact] = {}
        for fact in facts:
            if figure_of(fact).absent and (key := self.key(figure_of(fact))):
                results[key] = fact
        for question in questions(facts, base.measures, base.origins(facts)):
            if key := self.key(question.figure):
                results[key] = question
        return results


def _with_units(results: Iterable[tuple[Effect, Figure]]) -> list[Effect]:
    """Return the answers that change; those of one label have the unit in theirs, too."""
    pairs = [*results]
    units = {effect.about: set[str]() for effect, _ in pairs}
    for effect, figure in pairs:
        units[effect.about].add(figure.unit)
    return [
        effect.replaced(about=display.bracketed(effect.about, plain(figure.unit)))
        if len(units[effect.about]) > 1
        else effect
        for effect, figure in pairs
    ]


def _figures(
    old: Side,
    new: Side,
    touched: Iterable[Touched],
    former: dict[str, str],
    latter: dict[str, str],
) -> Iterator[tuple[Effect, Figure]]:
    """Yield the figures whose answer changes, each with a claim that it is of."""
    before, after = _Answers(old), _Answers(new)
    asked = set[object]()
    for pair in touched:
        for is_new, fact in enumerate(pair):
            if fact is None or not isinstance(fact.claim, Figure):
                continue
            first = _as_called(fact.claim, former, latter) if is_new else fact.claim
            last = fact.claim if is_new else _as_called(fact.claim, latter, former)
            # By another nature the same claims answer another question.
            keys = (0, before.key(first)), (1, after.key(last))
            if keys[is_new][1] is None or keys[is_new] in asked:
                continue
            asked.update(keys)
            was, now = before.answer(first), after.answer(last)
            texts = _number(was), _number(now)
            if texts[0] == texts[1]:
                texts = _dated(was), _dated(now)
            if texts[0] != texts[1]:
                yield _figure(new if now else old, fact, (was, now), texts), fact.claim


def _as_called(figure: Figure, names_: dict[str, str], taken: dict[str, str]) -> Figure:
    """Return a figure with its id in the other state: a component is told by nothing else.

    Where another claim has that id there, it has none.
    """
    id_ = names_.get(figure.id, "" if figure.id in taken else figure.id)
    return figure if id_ == figure.id else replace(figure, id=id_)


def _figure(
    side: Side, fact: Fact, both: tuple[Question | Fact | None, ...], texts: Texts
) -> Effect:
    figure, (was, now) = figure_of(fact), both
    period = next((it.period for it in (now, was) if isinstance(it, Question)), None)
    return Effect(
        "figure",
        summary.figure_subject(side.base, figure, period),
        texts,
        fact.topic,
        figure.everyone,
        figure.period,
        figure.measure,
        (_ids(was), _ids(now)),
        (_agreement(was), _agreement(now)),
        (_question(was), _question(now)),
    )


def _question(answer: Question | Fact | None) -> Question | None:
    return answer if isinstance(answer, Question) else None


def _number(answer: Question | Fact | None) -> str | None:
    if isinstance(answer, Question):
        return summary.figure_summary(answer)
    return display.figure_amount(figure_of(answer)) if answer else None


def _dated(answer: Question | Fact | None) -> str | None:
    """Return a number with when it is of, which the nature of its measure decides."""
    if not isinstance(answer, Question):
        return _number(answer)
    return f"{display.dated(answer.period, answer.nature)} {summary.figure_summary(answer)}"


def _ids(answer: Question | Occurrence | Fact | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return (answer.id,) if isinstance(answer, Fact) else tuple(f.id for f in answer.counting)


def _agreement(answer: Question | Occurrence | Fact | None) -> str | None:
    return None if answer is None or isinstance(answer, Fact) else answer.agreement


# ---------------------------------------------------------------------- relations, events


def _happenings(
    old: Side,
    new: Side,
    touched: Iterable[Touched],
    former: dict[str, str],
    latter: dict[str, str],
) -> Iterator[Effect]:
    """Yield the relations and events of which claims say other things now."""
    asked = set[tuple[str, str]]()
    for was, now in touched:
        was, now = (f if f and not isinstance(f.claim, Figure) else None for f in (was, now))
        before = _occurrence(old, was) if was else None
        after = _occurrence(new, now) if now else None
        # A claim more, or less, about what others are about still.
        before = before or (_counterpart(old, after, former) if after else None)
        after = after or (_counterpart(new, before, latter) if before else None)
        key = before.facts[0].id if before else "", after.facts[0].id if after else ""
        if key in asked or not any(key):
            continue
        asked.add(key)
        if effect := _effect_on(old, new, before, after):
            yield effect


def _effect_on(
    old: Side, new: Side, before: Occurrence | None, after: Occurrence | None
) -> Effect | None:
    """Return how the summary of a relation or an event changes; None where it does not."""
    texts = _differing(_became(old, before), _became(new, after))
    side, one = (new, after) if after else (old, before)
    if one is None or texts[0] == texts[1]:
        return None
    claim = one.fact.claim
    assert not isinstance(claim, Figure)
    return Effect(
        one.fact.type,
        summary.titled(side.base, claim),
        texts,
        one.fact.topic,
        claim.everyone,
        claim.period,
        None,
        (_ids(before), _ids(after)),
        (_agreement(before), _agreement(after)),
    )


def _became(side: Side, one: Occurrence | None) -> list[str]:
    return summary.occurrence_pieces(side.base, one, as_of(side.query)) if one else []


def _differing(was: list[str], now: list[str]) -> tuple[str | None, str | None]:
    """Return both in a text, each with its place and its parties where these differ."""
    if not (was and now):
        return (was[0] if was else None), (now[0] if now else None)
    same = {old for old, new in zip(was[1:], now[1:], strict=True) if old == new}
    before, after = (", ".join(it for it in texts if it not in same) for texts in (was, now))
    return before, after


def _occurrence(side: Side, fact: Fact) -> Occurrence | None:
    """Return what a claim is about, as all that count say; None where none does."""
    if fact.claim.rank == "deprecated" and not fact.occurrence:
        return None
    known = side.state.known_by
    if known and (fact.known_day is None or fact.known_day >= (known.end_day or 0)):
        return None
    results = gather_occurrences(side.base, side.query.replaced(types=(fact.type,)), [fact])
    counts = [one for one in results if any(f.claim.rank != "deprecated" for f in one.facts)]
    return counts[0] if counts else None


def _counterpart(side: Side, one: Occurrence, names_: dict[str, str]) -> Occurrence | None:
    """Return what any claim of an occurrence is about in the other state, if it is known there."""
    for fact in one.facts:
        other = by_id(side.base, names_.get(fact.id, fact.id))
        if other and other.type == fact.type and (same := _occurrence(side, other)):
            return same
    return None
