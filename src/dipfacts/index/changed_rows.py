"""Which rows of a CSV file changed since it was indexed: read quickly, compared by their sums."""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple

import msgspec

from dipfacts.index.declared import FastPathError, StoredDeclared
from dipfacts.index.implicit import Resolver
from dipfacts.index.pieces import unpacked
from dipfacts.index.reading import CHUNK
from dipfacts.index.rows import Numbers, Rows
from dipfacts.index.schema import GAP, Batch, Values
from dipfacts.index.sharing import free_number
from dipfacts.index.table_rows import TableRows
from dipfacts.model.csv_table import FILE_TABLES
from dipfacts.model.tables import Party
from dipfacts.read.csv_files import WHOLE
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import LoadedTable

_AFTER = "SELECT min(slot) FROM file WHERE slot > ?"
_ROWS = "SELECT n, id, line, body, sum FROM claim_row WHERE n BETWEEN ? AND ?"
_DECLARED = "SELECT body FROM party WHERE id NOT IN (SELECT party FROM implicit)"
# With the +, links are looked through once, and not the circles for each pair.
_CIRCLES = """SELECT circle, a, b FROM circle WHERE +circle IN
    (SELECT circle FROM claim_row JOIN subject USING (subject) WHERE n BETWEEN ? AND ?)"""


class ChangedRows(NamedTuple):
    """The claims of a file: numbers of those that are as they were and that went, and the new ones.

    With them what else is to be known of the file: how many claims it has, `parties` of which
    undeclared countries it names, what may be wrong, and what is left out.
    """

    same: set[int]
    new: list[LoadedTable]
    gone: list[int]
    claims: int
    parties: dict[str, bytes]
    suspects: list[Values]
    left_out: list[Values]


def changed_rows(kept: sqlite3.Connection, file: SourceFile, slot: int) -> ChangedRows:
    """Return what changed in a CSV file, while no file of TOML did.

    Raises FastPathError or KeyError unless all is certainly right.
    """
    ((after,),) = kept.execute(_AFTER, (slot,))
    span = slot, (after or slot + GAP) - 1
    numbers = Numbers(_circles(kept, span), {}, {})
    made = Rows(StoredDeclared(kept), itertools.count(free_number(kept)), numbers)
    resolver = Resolver(
        made.declared,
        lambda: [msgspec.msgpack.decode(body, type=Party) for (body,) in kept.execute(_DECLARED)],
    )
    table = TableRows(made, resolver, file, slot)
    batches = [*(made.taken() for _ in table.chunks(WHOLE, CHUNK)), made.taken()]
    now = {row[0]: (row[1], *row[7:10]) for batch in batches for row in batch.claim}
    before = {n: tuple(rest) for n, *rest in kept.execute(_ROWS, span)}
    same = {n for n, row in now.items() if before.get(n) == row}
    if len({row[0] for row in now.values()}) < len(now):
        raise FastPathError
    return ChangedRows(
        same,
        [*_loaded(batches, now.keys() - same, file, slot)],
        sorted(before.keys() - same),
        len(now),
        resolver.bodies,
        [row for batch in batches for row in batch.suspect],
        [row for batch in batches for row in batch.left_out],
    )


def _loaded(
    batches: list[Batch], numbers: Set[int], file: SourceFile, slot: int
) -> Iterator[LoadedTable]:
    """Yield the claims of these numbers as tables of a file, from the rows made of them."""
    table = msgspec.msgpack.decode(file.spec, type=FILE_TABLES["table"])
    origin = LoadedTable("table", table, 0, 0)
    claims = [row for batch in batches for row in batch.claim if row[0] in numbers]
    used = {number for row in claims for number in row[2:4]}
    made = (row for batch in batches for row in (*batch.subject, *batch.manner))
    shared = {row[0]: row[1:] for row in made if row[0] in used}
    for n, id_, subject, manner, first, after, said, line, body, total, _ in claims:
        about, (*how, _, published, _, _, _) = shared[subject], shared[manner]
        own = n, id_, first, after, published if said is None else said, line, body, total
        yield LoadedTable(about[0], unpacked((*own, *about, *how)), line, n - slot - 1, origin)


def _circles(kept: sqlite3.Connection, span: tuple[int, int]) -> dict[Values, int]:
    """Return the numbers of the circles of claims by their links, which sums depend on."""
    links = defaultdict[int, list[tuple[str, str]]](list)
    for circle, a, b in kept.execute(_CIRCLES, span):
        links[circle].append((a, b))
    in_order = {n: sorted(pairs, key=lambda it: (it[1] > "", it)) for n, pairs in links.items()}
    return {tuple(pairs): circle for circle, pairs in in_order.items()}  # as pieces.pairs_of does
