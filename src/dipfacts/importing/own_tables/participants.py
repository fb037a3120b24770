"""Rows of a table of one's own that name one participant each of one event or relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dipfacts.importing.inputs import Rows
from dipfacts.importing.plan import first_of, map_option
from dipfacts.read.table_rules import places
from dipfacts.text import plain, short


def participants_notes(given: Mapping[str, str], rows: Rows) -> Iterator[str]:
    """Yield the note on rows that name one party each, and may be of one event or relation.

    To a relation each party may come on a day of its own.

    >>> war = [{"war": "Boer", "side": side, "y": "1899"} for side in ("200", "560")]
    >>> of = {"claim": "event", "title": "{war}", "parties": "cow:{side}", "period": "{y}"}
    >>> [note] = participants_notes(of, war)
    >>> note.partition(":")[0]
    'rows with one title and one period name another party each (Boer in 2 rows)'
    >>> [*participants_notes({**of, "parties": "{side}, {other}"}, war)]
    []
    >>> [note] = participants_notes({**of, "claim": "relation", "period": "{y}/"}, war)
    >>> note.partition(":")[0]
    'rows with one title name another party each (Boer in 2 rows)'
    """
    (*title,) = places(given.get("title", ""))
    (*party,) = places(given.get("parties", ""))
    claim = given["claim"]
    if claim == "figure" or not title or len(party) != 1 or "," in given["parties"]:
        return
    if {"from", "to"} & given.keys():
        return
    when = places(given.get("period", "")) if claim == "event" else []
    same: dict[tuple[str, ...], dict[str, None]] = {}
    for row in rows:
        cells = [row.get(it, "").strip() for it in (*title, *when)]
        same.setdefault(tuple(cells), {})[row.get(party[0], "").strip()] = None
    several = [(it, len(of)) for it, of in same.items() if len(of) > 1]
    if several:
        named = (f"{short(' '.join(it[: len(title)]))} in {rows} rows" for it, rows in several)
        such = plain(first_of([*named]))
        alike = "one title and one period" if claim == "event" else "one title"
        what = f"rows with {alike} name another party each ({such})"
        columns = f"a column for each party, and {map_option('parties={c1}, {c2}')}"
        yield f"{what}: if they are of one {claim}, write it in one row, with {columns}"
