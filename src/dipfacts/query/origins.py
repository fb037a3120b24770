"""The origins of claims: what sources are made from, and for which party a speaker acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dipfacts.model.fact import Fact
from dipfacts.model.figures.voices import Origins, voices
from dipfacts.model.file_format.tables import Party, Source
from dipfacts.model.periods.period import Period
from dipfacts.query.sql import ById
from dipfacts.text import fold

MOST = 100  # sources behind a source that are followed, so that a long chain costs no square


def origins(by_id: ById, facts: Iterable[Fact]) -> Origins:
    """Return, by id, what the source of each claim is made from, and for whom all named act.

    Publishers are told apart as names are compared, without case or accents.
    """
    facts = list(facts)
    sources = {fact.claim.source for fact in facts}
    results = by_id(Source, sources)
    several = results if len(sources) > 1 else {}
    publishers = {id: fold(it.publisher) or it.publisher for id, it in several.items()}
    printed = {id: day for id, it in results.items() if (day := _first_day(it)) is not None}
    return Origins(_made_from(by_id, results), _states(by_id, facts), publishers, printed)


def _states(by_id: ById, facts: list[Fact]) -> dict[str, str]:
    """Return the state that each voice, and each of the people who take part, acts for."""
    spoken = {voice for fact in facts for voice in voices(fact.claim) if voice[0] != "source"}
    named = {who for _, who in spoken} if len(spoken) > 1 else set[str]()
    named.update(person for fact in facts for person in getattr(fact.claim, "people", ()))
    parties = by_id(Party, named) if named else {}
    return {
        id: party.country or id
        for id, party in parties.items()
        if party.country or party.kind in ("country", "territory")
    }


def _first_day(source: Source) -> int | None:
    """Return the first day on which a source may be published, where several may be."""
    period = Period.parse(source.published) if source.published else None
    return None if period is None or period.days == 1 else period.start_day or 0


def _made_from(by_id: ById, sources: Mapping[str, Source]) -> dict[str, frozenset[str]]:
    """Return, by id, the sources that each source is made from, of very many the nearest.

    No source is made from itself. Of those that name one another in a circle, which is an error,
    the first by id is taken for the one that the others are made from: together they are one voice.
    """
    known = {**sources}
    wanted = {origin for source in sources.values() for origin in source.derived_from}
    while new := wanted - known.keys():
        known |= by_id(Source, new)
        wanted = {origin for id in new if id in known for origin in known[id].derived_from}
    direct = {id: [*dict.fromkeys(source.derived_from)] for id, source in known.items()}
    behind = {id: _behind(id, direct) for id, nearest in direct.items() if nearest}
    behind |= _with_editions({id: behind[id] for id in sources if id in behind}, sources, known)
    made = {
        id: frozenset(it for it in every if it < id or id not in behind.get(it, ()))
        for id, every in behind.items()
    }
    return {id: every for id, every in made.items() if every}


def _with_editions(
    behind: Mapping[str, frozenset[str]], sources: Mapping[str, Source], known: Mapping[str, Source]
) -> dict[str, frozenset[str]]:
    """Return the sources behind each source, and those of `sources` that are editions of them.

    A data set may stand in a base in several files, each with a source of its own.
    """
    editions: dict[tuple[str, str], list[str]] = {}
    for id in sorted(sources) if behind else ():
        if work := _work(sources[id]):
            editions.setdefault(work, []).append(id)
    results = {}
    for id, every in behind.items():
        works = {_work(known[it]) for it in every if it in known} - {_work(known[id])}
        others = (it for work in works if work for it in editions.get(work, ())[:MOST])
        results[id] = every.union(others)
    return results


def _work(source: Source) -> tuple[str, str] | None:
    """Return the publisher and the title that all editions of a work have; None without a title."""
    return (fold(source.publisher), fold(source.title)) if source.title else None


def _behind(id: str, direct: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the sources behind a source, the nearest first: all that it names, and MOST at most.

    >>> sorted(_behind("a", {"a": ["b", "c"], "b": ["d"], "c": ["a"]}))
    ['a', 'b', 'c', 'd']
    """
    results = dict.fromkeys(direct[id])
    left = [*results]
    for source in left:  # which grows
        for origin in direct.get(source, ()):
            if len(results) >= MOST:
                return frozenset(results)
            if origin not in results:
                results[origin] = None
                left.append(origin)
    return frozenset(results)
