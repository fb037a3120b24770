"""The claims that a ranking of very many dyads rests on, and the counts of those left unread.

The words of this and of the modules that it uses, down to the index:

- subject: what claims are about: measure, parties in their direction, topic; an index has it once
- manner: how a claim is put: source, unit, status, rank and the like; an index has it once, too
- series: the figures of one measure about the same parties, in one direction if they have any
- party set: the parties and people of a claim, whichever way
- size: the number of a figure, as near as a float is; the index tells it without the claim
- odd: a series of which sizes say too little, so that all of it is read: see `MeasureRead`
- plain: any other series, which is of two partners; only what a page may show of it is read
- usual: a pair with plain series that end in the year that most do; it is counted, not looked at
- groupings: the parties that may stand beside partners: sums, blocs and organisations
- unread: what the index tells of the dyads that are not read, for the page and its counts
"""

from __future__ import annotations

from itertools import chain

from dipfacts.answers.answer import LIMITS, once
from dipfacts.answers.many_figures.measure_read import MeasureRead, ReadPlan
from dipfacts.answers.rankings.ranking import UnreadDyads, ends_of, groupings_among
from dipfacts.index.rows.keys import PartyPair, pair_of, parties_of_pairs, parties_of_series
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.unread.series_keys import NOBODY, Parties
from dipfacts.query.unread.unread_figures import UnreadFigures
from dipfacts.record import Record


class Broad(Record, frozen=True):
    """The claims to read, those that are counted, and whom they are about."""

    facts: list[Fact]
    counted: list[MeasureRead | UnreadFigures]
    pairs: int
    """The number of pairs of two partners."""
    dyads: list[tuple[str, ...]]
    """All others, each with its parties."""
    measures: dict[str, UnreadDyads]
    """The dyads that are not read, by the measure."""
    lacking: int = 0
    """The number of pairs without a figure of a measure that is ranked."""
    present: Parties = NOBODY
    """The parties of the pairs."""

    @property
    def claims(self) -> int:
        """Return the number of claims: few pages say so."""
        return sum(it.claim_count() for it in self.counted)


def broad(base: Base, query: Query, limit: int | None) -> Broad | None:
    """Return the part to read for the first places of a ranking of all dyads; None to read all.

    Without a limit all that is ranked or named is read. It is few where there are many claims, and
    most dyads have plain numbers for one full year.
    """
    measures = _measures(base, query)
    if not measures:
        return None
    asked, facts, unread = any_of(query.measure), list[Fact](), dict[str, UnreadDyads]()
    dyads = set[tuple[str, ...]]()
    read, pairs, rest = set[str](), set[PartyPair](), list[str]()
    counted = list[MeasureRead | UnreadFigures]()
    usual, own = set[PartyPair](), list[set[PartyPair]]()  # the latter with figures that are ranked
    topic = UnreadFigures(base, query)
    for measure in measures:
        if read and measure.id not in asked:
            rest.append(measure.id)
            continue
        measure_read = MeasureRead(base, query, measure, is_cut=bool(limit))
        counted.append(measure_read)
        if not read and not measure_read.has_partners:
            continue  # the first measure with partners is ranked
        plan = measure_read.plan(limit) or measure_read.plan_newest(limit)
        if plan is None:
            return None
        if plan.unread:
            unread[measure.id] = plan.unread
        if not read:
            beside = [other.id for other in measures if other is not measure]
            others = topic.series_of_party_sets(measure_read.party_sets_beside(beside))
            pairs, dyads = {*measure_read.pairs}, {*map(parties_of_series, others)}
            usual = measure_read.usual
        read.add(measure.id)
        own += measure_read.pairs, measure_read.usual
        facts += plan.facts
    if not read:
        return None
    if rest:
        counted.append(UnreadFigures(base, query.replaced(measure=tuple(rest))))
    absent = topic.absent()
    dyads.update(ends_of(figure_of(fact)) for fact in absent)
    groupings = groupings_among(base, {*chain.from_iterable(dyads)})
    single = [dyad for dyad in dyads if len(dyad) != 2 or not groupings.isdisjoint(dyad)]
    pairs |= {*map(pair_of, dyads.difference(single))}
    facts, count = once([*facts, *absent]), len(pairs - usual) + len(usual)
    lacking = _lacking(pairs.difference(*own), facts, read)
    present = Parties(parties_of_pairs(pairs), usual)
    return Broad(facts, counted, count, single, unread, lacking, present)


def _lacking(pairs: set[PartyPair], facts: list[Fact], measures: set[str]) -> int:
    """Return the number of the pairs that none of the claims is about, in any of the measures."""
    figures = (figure for figure in map(figure_of, facts) if figure.measure in measures)
    return len(pairs.difference(pair_of(figure.everyone) for figure in figures))


def ranking_to_read(base: Base, query: Query, limit: int, places: int = 0) -> Broad | None:
    """Return the part to read for the ranking of one party's partners; None to read all.

    Besides it reads what is newest, up to the limit; 0 means nothing. Where nothing is and so many
    `places` of each direction are shown, no more is read for them; 0 means all.
    """
    measures = _measures(base, query)
    if not measures:
        return None
    every = [MeasureRead(base, query, measure) for measure in measures]
    each = [(it, it.plan(places or None) or it.plan_newest()) for it in every]
    plans = [plan for _, plan in each if plan]
    if not plans:
        return None
    unread = {it.measure.id: plan.unread for it, plan in each if plan and plan.unread}
    topic, facts, since = UnreadFigures(base, query), list[Fact](), FAR
    if limit:
        since = topic.day_of_newest(limit, _near(plans, limit))
        facts += topic.between(since)
    for measure_read, plan in each:
        facts += measure_read.read_before(since, plan) if plan else measure_read.all()
    return Broad(once([*facts, *topic.absent()]), [*every], 0, [], unread)


def _near(plans: list[ReadPlan], most: int) -> int | None:
    """Return a day at which or after which so many rankings' numbers end; None if fewer do."""
    days = sorted((after for it in plans for _, after in it.placed.values()), reverse=True)
    return days[most - 1] if len(days) >= most else None


def _measures(base: Base, query: Query) -> list[Measure]:
    """Return the measures of a topic that have claims; none where few claims fit."""
    # Whether claims are deprecated is not asked: it takes longer, and decides nothing here.
    if query.parties and not base.has_more(query.replaced(deprecated=True), LIMITS.on_topic - 1):
        return []
    asked = {it.id for it in base.measures.asked(str(query.topic), any_of(query.measure))}
    counts = base.counted("measure")
    results = {measure: claims for measure, claims in counts if claims and measure.id in asked}
    return [*results] if sum(results.values()) >= LIMITS.on_topic else []
