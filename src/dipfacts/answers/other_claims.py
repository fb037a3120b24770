"""The claims that are recorded where none fits, counted in words: of which years, on which topics.

Of those that are deprecated the reason is told.
"""

from __future__ import annotations

from dipfacts.answers.answer import once
from dipfacts.answers.world_totals.world_lookups import same_total_if_world
from dipfacts.model import display
from dipfacts.model.fact import FAR, TYPES, Fact
from dipfacts.model.occurrences.ends import begin_and_end
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.periods.date_wording import from_then
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.text import plain

_TOPICS = 3  # that are named of other claims
REASONS = 3  # why claims are deprecated, that a sentence gives
_AT_ANY_TIME = "--all without the dates"


def other_claims_of(base: Base, query: Query) -> list[Fact]:
    """Return the claims about the parties on the topic, or on any where none is on this."""
    known = Query(parties=query.parties, known_by=query.known_by)
    asked = (known.replaced(topic=query.topic), known) if query.topic else (known,)
    every = (_with_totals(base, each) for each in asked if query.parties)
    others = next(filter(None, every), [])
    if not (query.topic and others):
        return others
    # That a claim is on no topic does not say that it is not on this.
    without = ("topic = ''", ())
    return once([*others, *base.completed(known, base.find(known, besides=without))])


def _with_totals(base: Base, query: Query) -> list[Fact]:
    """Return the claims that fit, and of a party and the world those in other words."""
    return [*base.completed(query, base.find(query)), *same_total_if_world(base, query)]


def withdrawn_anywhere(base: Base, *queries: Query, is_in_lines: bool = False) -> str:
    """Return the words for deprecated claims of the dates asked for, else for those of others."""
    if text := withdrawn(base, *queries, is_in_lines=is_in_lines):
        return text
    return withdrawn(base, *(query.undated for query in queries), how=_AT_ANY_TIME)


def withdrawn(base: Base, *queries: Query, how: str = "--all", is_in_lines: bool = False) -> str:
    """Return '1 claim for 2021 is deprecated (a slip): --all shows it.'; '' where none fits.

    What its own dates alone put there, and the other claims about the same do not, is shown without
    the dates only. A timeline `is_in_lines`: of what was in force in the dates it has none.
    """
    results, inside_dates = list[Fact](), set[str]()
    for asked in queries:
        if asked.deprecated:
            continue
        query = asked.replaced(deprecated=True)
        facts = [*base.find(query), *same_total_if_world(base, query)]
        inside = base.in_dates(query, facts)
        inside = _with_lines(base, query, inside) if is_in_lines else inside
        inside_dates |= {fact.id for fact in inside}
        results += [it for it in facts if it.id in inside_dates or _lies_by_itself(it, query)]
    results = [fact for fact in once(results) if fact.claim.rank == "deprecated"]
    if not results:
        return ""
    how = how if inside_dates.issuperset(fact.id for fact in results) else _AT_ANY_TIME
    whys = {plain(fact.claim.rank_reason or "").rstrip(".") for fact in results} - {""}
    why = f" ({'; '.join(sorted(whys))})" if 0 < len(whys) <= REASONS else ""
    are, them = ("is", "it") if len(results) == 1 else ("are", "them")
    return f"{_claims_and_extent(results)} {are} deprecated{why}: {how} shows {them}."


def _with_lines(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return the claims about relations and events of which a timeline has a line in the dates."""
    every = occurrences(base.completed(query, facts), asked=query.parties)
    return [
        fact
        for occurrence in every
        if any(occurrence.within(*query.days))
        for fact in occurrence.facts
    ]


def _lies_by_itself(fact: Fact, query: Query) -> bool:
    """Return whether a claim lies in the dates asked for by its own."""
    (first, after), days = begin_and_end(fact.period), query.days
    return fact.period is not None and first < days[1] and days[0] < after


def by_type(facts: list[Fact]) -> str:
    """Return '2 figures, 1 relation (2 claims) and 3 events'."""
    of_type = ((kind, [fact for fact in facts if fact.type == kind]) for kind in TYPES)
    return display.listed(
        display.counted(count, kind) + display.claim_count(count, len(results))
        for kind, results in of_type
        if (count := len({fact.occurrence or fact.id for fact in results}))
    )


def there_are(facts: list[Fact]) -> str:
    """Return 'there are 3 claims from 2014 to 2025'."""
    return f"there {display.are(len(facts))} {_claims_and_extent(facts)}"


def there_are_over(base: Base, query: Query, facts: list[Fact]) -> str:
    """Return 'there is 1 claim from 1948, over with the Soviet Union, 26 Dec 1991'.

    That is how many claims `there_are`, and what of them was over by the dates asked for.
    """
    # lazy: most look-ups find something
    from dipfacts.answers.occurrences.relation_class import standings
    from dipfacts.query.lifetimes import party_lifetimes

    day, text = query.as_of, there_are(facts)
    relations = [fact for fact in facts if fact.type == "relation"]
    lifetimes = party_lifetimes(base.parties_by_id, relations, day, query.parties)
    every = occurrences(relations, asked=query.parties, lifetimes=lifetimes)
    ended = {occurrence.id: lifetimes.findable_until(occurrence, day) for occurrence in every}
    over = [it for it in relations if (ended[it.occurrence or it.id] or FAR + 1) <= query.days[1]]
    reason_of = {it: s.reason for it, s in standings(base, over, day, query.parties).items()}
    over = [it for it in over if reason_of[it.id]]  # others had ended before their parties did
    reasons = {reason_of[it.id] for it in over}
    if not over:
        return text
    if len(reasons) == 1 and len(over) == len(facts):
        return f"{from_then(text)}, {''.join(reasons)}"
    return f"{text}, {len(over):,} of what was over with a party by then"


def _claims_and_extent(facts: list[Fact]) -> str:
    return f"{display.counted(len(facts), 'claim')} {_extent(facts)}"


def on_topics(base: Base, facts: list[Fact]) -> str:
    """Return ' on borders and economy' for claims on a few topics, or on none."""
    topics = (base.topics.get(topic) for topic in dict.fromkeys(fact.topic for fact in facts))
    labels = [display.midway(plain(topic.label)) for topic in topics if topic]
    if not labels:
        return ""
    which = f"{len(labels)} topics" if len(labels) > _TOPICS else display.listed(labels)
    without = " or on no topic" if any(not fact.topic for fact in facts) else ""
    return f" on {which}{without}"


def _extent(facts: list[Fact]) -> str:
    """Return 'from 2014 to 2025': the first and the last year on record.

    Where some have no date '(1 for 2014, 2 without a date)'.
    """
    dated = [fact for fact in facts if fact.period and (fact.period.start or fact.period.last)]
    if not dated:
        return "without a date"
    if undated := len(facts) - len(dated):
        return f"({len(dated):,} {_years(dated)}, {undated:,} without a date)"
    return _years(dated)


def _years(dated: list[Fact]) -> str:
    """Return 'from 2014 to 2025' of claims with a date."""
    periods = [fact.period for fact in dated if fact.period]
    days = [day for period in periods for day in (period.start, period.last) if day]
    if len(texts := {period.show() for period in periods}) == 1:
        (text,) = texts
        return text if text.startswith(display.WITHOUT_IN) else f"for {text}"
    first, last = min(days).year, max(days).year
    return f"from {first} to {last}" if first != last else f"for {first}"
