"""Both sides of a dyad: each side's own statistics for the same flow and period, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from msgspec.structs import replace

from dipfacts.answers.claims.basis import Key, basis_of, is_ahead, why_incomparable
from dipfacts.answers.claims.flow_keys import flow_in_any_scope, flow_of
from dipfacts.answers.claims.usable_numbers import Several, undecided
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair, Sides, asymmetry, unless_balances
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures.agreement import Question, direction_of, figure_of, part_of
from dipfacts.model.figures.measures import Measures
from dipfacts.model.figures.rounding import LOWER_BOUNDS, UPPER_BOUNDS, is_number
from dipfacts.model.figures.spans import plainest
from dipfacts.model.figures.voices import Origins, are_one_voice
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record

COMPARED = 100
"""Claims of each side of a flow that are compared with those of the other, at most."""

# ----------------------------------------------------------------------------------- pairs


class _Reports(Record, frozen=True):
    """The best claims of each party on a flow and period in one scope."""

    key: Key
    measure: str
    period: Period
    best: dict[str, list[Fact]]


def mirror_pairs(
    base: Base, questions: Iterable[Question], asked: tuple[str, ...]
) -> list[MirrorPair]:
    """Return each flow and period for which at least one side's statistics are on record.

    A side's statistics are the figures whose reporter is the party itself or acts for it. What one
    side counts as exports to the other, the other counts as imports from it. The sides are the
    parties `asked` about, if two are, or else each two that report it. Newest first. Of a side
    without a number a question that is `absent` answers, if there is one among the questions.
    """
    # In one order, and below in that of the flow, so that of sides that are equally alike the same
    # two are chosen for every question.
    places = base.measures.places
    questions = sorted(
        questions, key=lambda q: (part_of(q.figure), q.figure.unit, places[q.figure.measure])
    )
    origins = base.origins(fact for question in questions for fact in question.counting)
    dyad = asked if len(asked) == DYAD else ()
    measures = base.measures
    flows = _flows(questions, measures)
    country = _countries(base, (group for scopes in flows.values() for group in scopes.values()))
    results = list[MirrorPair]()
    for scopes in flows.values():
        reports = [
            _reports(key, group, country, measures, origins) for key, group in scopes.items()
        ]
        reporting = dyad or {party for it in reports for party in it.best}
        figure = next(iter(scopes.values()))[0].figure
        both = [party for party in direction_of(figure) if party in reporting]
        for first, second in combinations(both, 2):
            results += _pairs_of_flow(first, second, reports, origins)
    in_order = (pair.turned if pair.parties[1] in dyad[:1] else pair for pair in results)
    open_ = undecided(questions, base)
    compared = (unless_balances(_compared(pair, open_), measures) for pair in in_order)
    return sorted(compared, key=_newest_first)


def _flows(questions: list[Question], measures: Measures) -> dict[Key, dict[Key, list[Question]]]:
    """Return the questions about each flow, or stock, and period: in any scope, then in each."""
    flows: dict[Key, dict[Key, list[Question]]] = {}
    for question in questions:
        figure, nature = question.figure, question.nature
        if nature in ("flow", "stock") and (figure.scope or not figure.part_of):
            whole = flow_in_any_scope(figure, nature, measures)
            key = flow_of(figure, nature, measures) if figure.scope else whole
            flows.setdefault(whole, {}).setdefault(key, []).append(question)
    return flows


def _reports(
    key: Key,
    group: list[Question],
    country: Mapping[str, str],
    measures: Measures,
    origins: Origins,
) -> _Reports:
    figure = group[0].figure
    measure = "" if figure.from_ and figure.measure in measures.ways else figure.measure
    period = plainest(question.period for question in group)
    return _Reports(key, measure, period, _best_of_sides(group, country, origins))


def _pairs_of_flow(
    first: str, second: str, reports: list[_Reports], origins: Origins
) -> list[MirrorPair]:
    """Return the pairs that two sides report of a flow, scope by scope, then across scopes."""
    mirrored, alone = list[MirrorPair](), list[MirrorPair]()
    for it in reports:
        for sides in _side_by_side(it.best.get(first, []), it.best.get(second, []), origins):
            pair = MirrorPair(it.key, it.measure, (first, second), it.period, sides)
            (mirrored if pair.is_mirrored else alone).append(pair)
    return mirrored + _across_scopes(alone, origins)


def _across_scopes(alone: list[MirrorPair], origins: Origins) -> list[MirrorPair]:
    """Return the pairs of one side alone, beside what the other side reports in another scope.

    So it is not passed over in silence that the two are not compared. Of a component, whose side
    gives the whole too, that is not said.
    """
    no_parts = [pair for pair in alone if not pair.figure.part_of]
    first = [pair for pair in no_parts if pair.sides[0]][:COMPARED]
    second = [pair for pair in no_parts if pair.sides[1]][:COMPARED]
    joined, used = list[MirrorPair](), set[str]()
    both = product(first, second)
    for a, b in sorted(both, key=lambda ab: _likeness(*ab[0].facts, *ab[1].facts)):
        (first_fact,), (second_fact,) = a.facts, b.facts
        is_same_scope = part_of(a.figure) == part_of(b.figure)
        if (
            {first_fact.id, second_fact.id} & used
            or is_same_scope
            or are_one_voice(first_fact, second_fact, origins)
        ):
            continue
        period = plainest((a.period, b.period))
        joined.append(a.replaced(sides=(first_fact, second_fact), period=period))
        used |= {first_fact.id, second_fact.id}
    return joined + [pair for pair in alone if pair.facts[0].id not in used]


def both_sides(
    base: Base, questions: Iterable[Question], asked: tuple[str, ...]
) -> list[MirrorPair]:
    """Return the pairs of flows that both sides report."""
    return [pair for pair in mirror_pairs(base, questions, asked) if pair.is_mirrored]


def beside_others(
    base: Base, questions: list[Question], of_others: Iterable[Question]
) -> list[MirrorPair]:
    """Return the pairs of a claim by others alone and what a side reports in the other measure.

    It stands beside a claim of theirs; how far the two lie apart is no asymmetry of both sides.
    """
    measures = base.measures
    of_others = [q for q in of_others if q.figure.from_ and q.figure.measure in measures.ways]
    if not of_others:
        return []
    origins = base.origins(fact for question in questions for fact in question.counting)
    flows = _flows(questions, measures)
    country = _countries(
        base, (group for by_group in flows.values() for group in by_group.values())
    )
    open_, results = undecided(questions, base), list[MirrorPair]()
    for question in of_others:
        key = flow_of(question.figure, question.nature, measures)
        scopes = flows.get(flow_in_any_scope(question.figure, question.nature, measures), {})
        if sides := _told_and_reported(question, scopes.get(key, []), country, origins):
            first, second = direction_of(question.figure)
            pair = MirrorPair(key, "", (first, second), question.period, sides)
            pair = _compared(pair, open_).replaced(asymmetry=None, at_least=False, of_others=True)
            results.append(pair)
    return results


def _told_and_reported(
    of_others: Question, group: list[Question], country: Mapping[str, str], origins: Origins
) -> Sides | None:
    """Return a claim of others on a flow and that of a side, in the order of the flow's ends.

    None where a side tells of it, too, or nobody but these others.
    """
    ends = direction_of(of_others.figure)
    tellers = {country.get(figure_of(fact).reporter or "") for fact in of_others.counting}
    mirrored = [q for q in group if q.figure.measure != of_others.figure.measure]
    best = {} if tellers & {*ends} else _best_of_sides(mirrored, country, origins)
    both = product(of_others.counting, (fact for end in ends for fact in best.get(end, ())))
    near = [sides for sides in both if not are_one_voice(*sides, origins)]
    if not near:
        return None
    teller, side = min(near, key=lambda sides: _likeness(*sides))
    return (teller, side) if side in best.get(ends[1], ()) else (side, teller)


def latest_sides(
    base: Base, questions: list[Question], asked: tuple[str, ...], since: int
) -> list[MirrorPair]:
    """Return the pairs that end on a day or later, and the newest full year of each flow before.

    Of flows without a full year all pairs; older ones may be among them, or not.
    """
    measures = base.measures
    recent = [question for question in questions if question.period.reached >= since]
    results = both_sides(base, recent, asked)
    settled = {(pair.key[0], pair.figure.unit) for pair in results if pair.period.is_full_year}
    flows: dict[object, list[Question]] = {}
    open_ = set[object]()  # flows in any scope
    for same_dyad in grouped((question.dyad, question) for question in questions).values():
        for (whole, _), scopes in _flows(same_dyad, measures).items():
            for (series, _), group in scopes.items():
                flows.setdefault(whole, []).extend(group)
                if any((series, question.figure.unit) not in settled for question in group):
                    open_.add(whole)
    rest = [q for whole in open_ if _has_two_sides(flows[whole]) for q in flows[whole]]
    older = both_sides(base, [q for q in rest if q.period.reached < since], asked)
    return sorted([*results, *older], key=_newest_first)


def _has_two_sides(questions: Iterable[Question]) -> bool:
    """Return whether several parties report a flow."""
    return len({figure_of(fact).reporter for fact in _reported([*questions])}) > 1


def _newest_first(pair: MirrorPair) -> tuple[object, ...]:
    figure = pair.figure
    flow = (pair.measure == "", pair.measure, figure.from_ or "", figure.to or "", part_of(figure))
    return *flow, figure.unit, -pair.period.reached, str(pair.period)


def _side_by_side(first: list[Fact], second: list[Fact], origins: Origins) -> list[Sides]:
    """Return the claims of two sides in pairs: of each unit that both use, else of any.

    Claims in a unit that only one side uses stand alone; so does one that is made from the other's.
    """
    chosen: dict[str, Sides] = {}
    every = product(first[:COMPARED], second[:COMPARED])
    both = ((a, b) for a, b in every if not are_one_voice(a, b, origins))
    for a, b in sorted(both, key=lambda sides: _likeness(*sides)):
        unit = figure_of(a).unit
        if not chosen or unit == figure_of(b).unit:
            chosen.setdefault(unit, (a, b))
    paired = {figure_of(fact).unit for sides in chosen.values() for fact in sides if fact}
    alone: list[Sides] = [*((fact, None) for fact in first), *((None, fact) for fact in second)]
    # What the other side's is made from comes before it.
    made = origins.sources
    alone.sort(key=lambda sides: any(fact and figure_of(fact).source in made for fact in sides))
    singles: dict[str, Sides] = {}
    for sides in alone:
        (unit,) = (figure_of(fact).unit for fact in sides if fact)
        if unit not in paired:
            singles.setdefault(unit, sides)
    return [*chosen.values(), *singles.values()]


def _reported(group: list[Question]) -> Iterator[Fact]:
    """Yield the claims of what happened that a reporter states, preferred and newest first."""
    for question in group:
        for fact in question.counting:
            figure = figure_of(fact)
            if figure.reporter and not is_ahead(figure):
                yield fact


def _countries(base: Base, flows: Iterable[list[Question]]) -> dict[str, str]:
    """Return the party that each reporter is or acts for, by the reporter's id."""
    facts = (fact for group in flows for fact in _reported(group))
    reporters = sorted({figure_of(fact).reporter or "" for fact in facts})
    parties = base.parties_by_id(reporters)
    return {id: (parties[id].country if id in parties else None) or id for id in reporters}


def _best_of_sides(
    group: list[Question], country: Mapping[str, str], origins: Origins
) -> dict[str, list[Fact]]:
    """Return the best claims of each party that reports a flow."""
    reported: dict[str, list[Fact]] = {}
    for fact in _reported(group):
        reported.setdefault(country[figure_of(fact).reporter or ""], []).append(fact)
    nature = group[0].nature if group else ""
    return {party: _best(facts, nature, origins) for party, facts in reported.items()}


def _best(facts: list[Fact], nature: str, origins: Origins) -> list[Fact]:
    """Return the first claim of each measure, unit, basis and source, a number before a bound.

    Of several that agree that which answers is the first, so that it is compared. What is not
    published stands only where the side gives neither.
    """
    best: dict[Key, Fact] = {}
    given = [fact for fact in facts if figure_of(fact).absent is None]
    first = _answering(given, nature, origins)
    by_weight = sorted(
        given or facts, key=lambda fact: (not is_number(figure_of(fact)), fact.id not in first)
    )
    for fact in by_weight:
        it = figure_of(fact)
        best.setdefault((it.measure, it.unit, basis_of(it).definition, it.source), fact)
    return [*best.values()]


def _answering(given: list[Fact], nature: str, origins: Origins) -> set[str]:
    """Return the ids of the claims of one side that answer where others of it agree with them."""
    alike = grouped(
        ((it.measure, it.unit, basis_of(it).definition), fact)
        for fact, it in zip(given, map(figure_of, given), strict=True)
    )
    several = (Question(facts, nature, origins) for facts in alike.values() if len(facts) > 1)
    agreeing = (question for question in several if question.agreement != "conflict")
    return {figure.id for question in agreeing for figure in question.answering}


def _likeness(a: Fact, b: Fact) -> tuple[bool, bool, bool, bool]:
    """Return the key that sorts pairs: those of one unit and definition first, then numbers.

    Of these what one side exports, and the other imports.
    """
    first, second = figure_of(a), figure_of(b)
    same = basis_of(first).definition == basis_of(second).definition
    are_numbers = is_number(first) and is_number(second)
    return first.unit != second.unit, not same, not are_numbers, first.measure == second.measure


def _compared(pair: MirrorPair, open_: Mapping[str, Several]) -> MirrorPair:
    """Return a pair with how far its sides lie apart, or why they are not compared.

    `open_` are, by their ids, the numbers beside which the same side gave others, none surely last.
    """
    gave = {fact.id: open_[fact.id] for fact in pair.facts if fact.id in open_}
    pair = pair.replaced(several=gave)
    if pair.sides[0] is None or pair.sides[1] is None:
        return pair
    a, b = pair.figures
    if a.absent or b.absent:
        return pair
    # Exports are mostly fob and imports cif: that is said, and compared.
    if differ := why_incomparable(replace(a, valuation=None), replace(b, valuation=None)):
        return pair.replaced(differ=differ)
    if gave:
        who = display.listed(gave[figure.id].who for figure in (a, b) if figure.id in gave)
        return pair.replaced(differ=f"{who} gave different numbers")
    if is_number(a) and is_number(b):
        return pair.replaced(asymmetry=asymmetry(a, b))
    larger, smaller = (a, b) if a.number > b.number else (b, a)
    has_gap = larger.number > smaller.number
    if has_gap and larger.qualifier not in UPPER_BOUNDS and smaller.qualifier not in LOWER_BOUNDS:
        return pair.replaced(asymmetry=asymmetry(a, b), at_least=True)
    return pair
