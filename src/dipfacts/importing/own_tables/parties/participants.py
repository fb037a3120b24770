"""Rows of a table of one's own that name one participant each of one event or relation."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of, map_option
from dipfacts.text import plain, short


def participants_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on rows that name one party each, and may be of one event or relation.

    To a relation each party may come on a day of its own.

    >>> war = [{"war": "Boer", "side": side, "y": "1899"} for side in ("200", "560")]
    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> given = Given(claim="event", title="{war}", parties="cow:{side}", period="{y}")
    >>> [note] = participants_notes(MappedTable(given, war))
    >>> note.partition(":")[0]
    'rows with one title and one period name another party each (Boer in 2 rows)'
    >>> [*participants_notes(MappedTable(given.replaced(parties="{side}, {other}"), war))]
    []
    >>> of_relations = given.replaced(claim="relation", period="{y}/")
    >>> [note] = participants_notes(MappedTable(of_relations, war))
    >>> note.partition(":")[0]
    'rows with one title name another party each (Boer in 2 rows)'
    """
    given = table.given
    title, party = given.columns_of("title"), given.columns_of("parties")
    claim = given.claim
    if not title or len(party) != 1 or "," in given.parties:
        return
    if {"from", "to"} & given.keys():
        return
    when = given.columns_of("period") if claim == "event" else []
    same: dict[tuple[str, ...], dict[str, None]] = {}
    for row in table.taken:
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
