"""The claims about one and the same relation or event, as far as they fit a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from dipfacts.index.rows.decode import CLAIM, fact_of, fitting
from dipfacts.index.rows.schema import LAST
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import class_of, class_on
from dipfacts.model.file_format.tables import Party
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.occurrences.stages.stage import Stage, relation_or_event
from dipfacts.model.occurrences.stages.stage_days import lie_in
from dipfacts.model.occurrences.stages.stage_order import stages_of_class, without_notices
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query import sql
from dipfacts.query.sql import Ask, by_id

if TYPE_CHECKING:
    from dipfacts.query.lifetimes import Lifetimes

_INDEXED = {
    "types",
    "since",
    "until",
    "within",
    "deprecated",
    "limit",
}  # what `timeline` tells alone
Numbered = tuple[int, Line, Occurrence]
"""A line of a timeline with the number of its claim, and what it is of."""

Began = Callable[[str], int]
"""The ordinal of the day on which a party began; 0 where it is not known."""


def is_indexed(query: Query) -> bool:
    """Return whether the index knows without reading claims which lines a query has."""
    plain = Query(**{name: getattr(query, name) for name in _INDEXED})
    names = (query.measure or None, query.kind or None, query.source or None)
    asked = query.replaced(measure=names[0], kind=names[1], source=names[2])
    return asked == plain and {"event", "relation"} <= {*query.types}


def occurrence_lines(ask: Ask, query: Query) -> Iterator[Numbered]:
    """Yield the lines of claims about one thing, each with the number of its claim.

    Some of the claims are read at a time.
    """
    where, values = sql.conditions(query.undated)
    rows = "FROM occurrence_row CROSS JOIN claim ON n = occurrence_row.claim"
    conditions, more = sql.conditions(about_same(query))
    roots = ask(f"SELECT DISTINCT root {rows} WHERE {where}", values, itemgetter(0))

    def numbered(row: tuple[Any, ...]) -> tuple[Fact, int]:
        fact = fitting(about_same(query), row)
        # Claims that name not all parties come after those that do.
        return fact, row[0] if {*fact.claim.named}.issuperset(query.parties) else LAST

    days = query.days if query != query.undated else None
    for some in batches(roots):
        statement = f"SELECT {CLAIM} {rows} WHERE occurrence_row.root IN ({sql.marks(some)})"
        numbered_facts = ask(f"{statement} AND {conditions}", [*some, *more], numbered)
        numbers = {fact.id: n for fact, n in numbered_facts}
        facts = [fact for fact, _ in numbered_facts]
        for occurrence in occurrences(facts, asked=query.parties):
            for line in occurrence.within(*days) if days else occurrence.lines():
                yield numbers[line.fact.id], line, occurrence


def completed(ask: Ask, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims with the others about the same relations and events: see `Base.completed`."""
    counts = Counter(fact.occurrence for fact in facts if fact.occurrence)
    incomplete: list[str] = []
    for some in batches(counts):
        sizes = f"SELECT root, count(*) FROM occurrence_row WHERE root IN ({sql.marks(some)})"
        sizes_of = ask(f"{sizes} GROUP BY root", some, tuple)
        incomplete += [root for root, size in sizes_of if size > counts[root]]
    there = {fact.id for fact in facts}
    where, values = sql.conditions(about_same(query))
    others: list[Fact] = []
    for some in batches(incomplete):
        members = f"SELECT claim FROM occurrence_row WHERE root IN ({sql.marks(some)})"
        statement = f"SELECT {CLAIM} FROM claim WHERE n IN ({members}) AND {where} ORDER BY n"
        others += ask(statement, [*some, *values], fact_of)
    return [*facts, *(fact for fact in others if fact.id not in there)]


def about_same(query: Query) -> Query:
    """Return the query for all claims about what is found: kind, topic, parties only choose it."""
    types = ("event", "relation")
    return query.replaced(types=types, kind=None, topic=None, parties=()).undated


def lying_in(
    query: Query, facts: list[Fact], whole: list[Fact], began: Began, lifetimes: Lifetimes
) -> list[Fact]:
    """Return claims without those about what lies outside the dates asked: see `Base.in_dates`.

    `whole` are the same with all others about the same relations and events, `began` says when
    each party began, and `lifetimes` which are no more. Of several parties it is found by what it
    is today, and by what it was between others, the longest.
    """

    def is_inside(occurrence: Occurrence) -> bool:
        if occurrence.is_event:
            return any(occurrence.within(*query.days))
        is_in = _lies_in(occurrence, query) or (
            occurrence.unranked is not occurrence and _lies_in(occurrence.unranked, query)
        )
        is_in = is_in and query.days[1] > _earliest(occurrence, began)
        return is_in and query.days[0] < (
            lifetimes.findable_until(occurrence, query.as_of, query.days) or FAR
        )

    outside = set[str]()
    for one in occurrences(whole, asked=query.parties, lifetimes=lifetimes):
        is_told_otherwise = one.is_of_several and len(query.parties) < 2
        if not is_inside(one) and not (
            is_told_otherwise and is_inside(Occurrence(one.facts, asked=query.parties))
        ):
            outside.add(one.id)
    return [fact for fact in facts if (fact.occurrence or fact.id) not in outside]


def _lies_in(occurrence: Occurrence, query: Query) -> bool:
    """Return whether a relation lies in the dates asked for by what its claims say."""
    if (
        occurrence.main.facts[0].id in occurrence.participation.exits
        and class_of(occurrence.main.status) == "standing"
    ):
        ended = [
            end.reach[1] for end in occurrence.main.claimed_ends
        ]  # by the period of who left alone
        if query.days[0] >= min(ended, default=FAR):
            return False
    over = stages_of_class(without_notices(occurrence.stages), "over")
    over = [stage for stage in over if not occurrence.is_contested(stage)]
    is_in = lie_in(occurrence.stages, over, *query.days) or _stood(occurrence, over, *query.days)
    return (
        is_in
        or _stands(occurrence, query.as_of, *query.days)
        or _is_paused_again(occurrence, query)
    )


def _is_paused_again(occurrence: Occurrence, query: Query) -> bool:
    """Return whether it is paused in the dates for one of several parties, since another returned.

    Of that no claim tells a beginning: it was paused when the other was not in it.
    """
    others = occurrence.participation.irrelevant
    if (
        not others
        or class_of(occurrence.main.status) != "paused"
        or occurrence.main.ends_with_rivals
    ):
        return False
    # lazy: most have two parties
    from dipfacts.model.occurrences.several_parties.party_courses import effective_day, stands

    between = occurrence.participation.told_for
    ours = (fact for fact in occurrence.counting if others.get(fact.id, {""}) <= between)
    return query.days[1] > max([occurrence.main.day, *map(effective_day, filter(stands, ours))])


def _stood(occurrence: Occurrence, over: list[Stage], first: int, after: int) -> bool:
    """Return whether it had begun in these days, and was over later by a claim of that day alone.

    That it ended before them by another claim says no more than that sources differ.
    """
    several = (stage for stage in over if stage.beginnings or stage is occurrence.main)
    of_days = [stage for stage in several if stage.is_over_by_days and not stage.is_gap]
    begun = ((occurrence.begun_before(stage), stage) for stage in of_days)
    return any(it and it.day < after and stage.status_day >= first for it, stage in begun)


def _stands(occurrence: Occurrence, day: int, first: int, after: int) -> bool:
    """Return whether a relation stands on a day, and in these days from then on until it is over.

    Or until it is paused, where no claim tells more than that day to come.
    """
    fact = claim_on_day(occurrence, day)
    until = (fact.period and fact.period.start_day) or 0
    is_ahead = until > max(day, first) and after > day
    return is_ahead and class_on(day, relation_or_event(fact).status, fact.period) == "standing"


def claim_on_day(occurrence: Occurrence, day: int) -> Fact:
    """Return the claim that says what a relation is on a day, and how long it lasts."""
    return occurrence.stage_on(day).lasts(day) if len(occurrence.facts) > 1 else occurrence.facts[0]


def _earliest(occurrence: Occurrence, began: Began) -> int:
    """Return the day before which a relation of unknown beginning cannot be; 0 of any other."""
    periods = [fact.period for fact in occurrence.counting if fact.period]
    if not periods or any(not period.text.startswith("/") for period in periods):
        return 0
    latest = max((began(party) for party in occurrence.fact.claim.everyone), default=0)
    return latest if latest < max(period.end_day or FAR for period in periods) else 0


def first_day_of(ask: Ask, id: str) -> int:
    """Return the ordinal of the day on which a state or a body began; 0 where it is not known."""
    from dipfacts.countries import country_names, lifetimes  # lazy: ids need no such files

    party = by_id(ask, Party, [id]).get(id)
    if party is None or party.kind in ("person", "aggregate"):
        return 0
    code = "" if party.period else country_names.code_of(party) or ""
    spans = [party.period] if party.period else lifetimes.existed(code)
    return (Period.parse(spans[-1]).start_day or 0) if spans else 0
