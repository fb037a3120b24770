"""Full-text search over titles, notes and names.

The index knows where the words stand, but does not hold the texts: excerpts are made from the
claims themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dipfacts.index.decode import CLAIM, fitting
from dipfacts.index.rows import title_and_note
from dipfacts.index.schema import WEIGHTS, marked
from dipfacts.model.query import Fact, Hits, Query
from dipfacts.model.tables import Measure, Party
from dipfacts.query import sql
from dipfacts.query.sql import Ask

RANKED = 500  # most claims that are ranked where there is a limit, or named by their ids
COUNTED = 10_000  # most claims that are counted


def best(
    query: Query,
    ask: Ask,
    measures: Mapping[str, Measure],
    parties: Callable[[list[str]], dict[str, Party]],
) -> Hits:
    """Return the claims that hold the words of `query.text`, best first.

    Ranking takes time for each claim. So where there is a limit and more than `RANKED` fit, only
    the first ones, in the order of the files, are ranked.
    """
    words = as_fts(query.text or "")
    if not words:
        return Hits([])
    joined, linked = sql.links(query.parties)
    where, more = sql.conditions(query)
    source = f"FROM words JOIN claim ON claim.n = words.rowid{joined}"
    source += f" WHERE words MATCH ? AND {where}"
    values = [*linked, words, *more]
    ((count,),) = ask(
        f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {COUNTED + 1})", values, tuple
    )
    order, among, ids = f" ORDER BY bm25(words, {WEIGHTS}), claim.n", None, list[tuple[str]]()
    if count <= RANKED:
        ids = ask(f"SELECT claim.id {source}{order}", values, tuple)
    if query.limit and count > RANKED:
        order, among = f" LIMIT {RANKED}", RANKED
    elif query.limit:
        order += f" LIMIT {int(query.limit)}"
    facts: list[Fact] = ask(f"SELECT {CLAIM} {source}{order}", values, partial(fitting, query))
    # The texts that a search covers: title, note and names.
    labels = {measure.id: (measure.topic, measure.label) for measure in measures.values()}
    claims = [fact.claim for fact in facts]
    known = parties(sorted({party for claim in claims for party in claim.named}))
    named = [dict.fromkeys(known[party].name for party in claim.named) for claim in claims]
    texts = [
        (*title_and_note(claim, labels), ", ".join(names))
        for claim, names in zip(claims, named, strict=True)
    ]
    found = marked(texts, words, rank=among is not None)
    hits = [(facts[nth], shown) for nth, shown in found]
    if among:
        hits = hits[: query.limit]
    return Hits(hits, among, min(count, COUNTED), count > COUNTED, tuple(id for (id,) in ids))


def as_fts(text: str) -> str:
    """Return a search in FTS5's syntax: all words must occur, quotes hold a phrase."""
    parts = []
    seen = "".join(char if char.isprintable() else " " for char in text)
    for number, piece in enumerate(seen.split('"')):
        parts += [piece] if number % 2 else piece.split()
    words = [part for part in parts if any(c.isalnum() for c in part)]
    return " ".join(f'"{word}"' for word in words)
