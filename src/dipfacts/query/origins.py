"""Find out who stands behind claims: what their sources are made of, and for whom a voice is."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.model.query import Fact
from dipfacts.model.tables import Party, Source
from dipfacts.model.voices import Origins, voices
from dipfacts.query.sql import ById
from dipfacts.text import fold

MOST = 100  # sources behind a source that are followed, so that a long chain costs no square


def origins(by_id: ById, facts: Iterable[Fact]) -> Origins:
    """Return, by id, what the source of each claim is made from, and for whom voices act.

    Publishers are told apart as names are compared, without case or accents.
    """
    facts = list(facts)
    who = {name for fact in facts for role, name in voices(fact.claim) if role != "source"}
    parties = by_id(Party, who) if len(who) > 1 else {}
    states = {
        id: party.country or id
        for id, party in parties.items()
        if party.country or party.kind in ("country", "territory")
    }
    sources = {fact.claim.source for fact in facts}
    several = by_id(Source, sources) if len(sources) > 1 else {}
    publishers = {id: fold(it.publisher) or it.publisher for id, it in several.items()}
    return Origins(_made_from(by_id, sources), states, publishers)


def _made_from(by_id: ById, wanted: set[str]) -> dict[str, frozenset[str]]:
    """Return, by id, the sources that each source is made from, of very many the nearest."""
    direct: dict[str, tuple[str, ...]] = {}
    while new := wanted - direct.keys():
        direct |= {id: source.derived_from for id, source in by_id(Source, new).items()}
        wanted = {origin for id in new for origin in direct.get(id, ())}
    found: dict[str, frozenset[str]] = {}
    for id, nearest in direct.items():
        every, last = {*nearest}, {*nearest}
        while last and len(every) < MOST:
            last = {origin for nearer in last for origin in direct.get(nearer, ())} - every
            every |= last
        if every:
            found[id] = frozenset(every)
    return found
