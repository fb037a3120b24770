"""Readings of a base that only a comparison of two bases needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dipfacts.index.cache import Listener
from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import COMPONENT, TOTAL, series_sort_key, starting_from
from dipfacts.index.rows.pieces import PIECES
from dipfacts.index.rows.schema import LAST
from dipfacts.index.updating.commit_index import open_index_like
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.query import Query
from dipfacts.query import sql as select
from dipfacts.query.base import Base
from dipfacts.query.first_errors import first_errors
from dipfacts.query.index_repair import OpenIndex
from dipfacts.read import files

_in_time = itemgetter(*map(PIECES.index, ("first", "after", "n")))
_BLOCK = 1024  # numbers of claims; a power of two


def open_like(
    paths: list[str],
    others: list[str],
    laid: Mapping[str, tuple[str, bool]],
    folder: str,
    listener: Listener | None = None,
) -> Base:
    """Open files that are laid out elsewhere, with an index in a folder.

    See `index.updating.commit_index`. Raises what `open_base` raises.
    """
    used = files.base_paths(others)
    return Base(OpenIndex(open_index_like(paths, first_errors, listener, used, laid, folder)), used)


class FileSpan(NamedTuple):
    """The first and the last number that claims of a file may have, and how many there are."""

    first: int
    last: int
    claims: int


def spans(base: Base) -> dict[tuple[object, ...], FileSpan]:
    """Return the numbers of each file's claims, by the file.

    What is the same file, unchanged, in two bases has the same claims if the parties are the same.
    """
    rows = base.index.rows(
        "SELECT slot, path, size, mtime_ns, inode, ctime_ns, claims FROM file ORDER BY slot", ()
    )
    ends = [slot - 1 for slot, *_ in rows[1:]] + [LAST]
    return {row: FileSpan(row[0], end, row[-1]) for row, end in zip(rows, ends, strict=True)}


def toml_files(base: Base) -> list[str]:
    """Return the files of TOML that a base is made of, as the index knows them."""
    return [path for (path,) in base.index.rows("SELECT path FROM file WHERE spec = x''", ())]


def blocks(base: Base, first: int, last: int) -> dict[int, tuple[int, ...]]:
    """Return sums over the claims of each block of numbers, which differ where a claim does.

    The checksum of a claim covers its number and its place.
    """
    columns = f"count(*), sum(sum), sum(sum * (n & {_BLOCK - 1}))"
    sql = f"SELECT n / {_BLOCK}, {columns} FROM claim_row WHERE n BETWEEN ? AND ? GROUP BY 1"
    return {block: tuple(values) for block, *values in base.index.rows(sql, (first, last))}


def checksums(base: Base, block: int) -> dict[int, int]:
    """Return the checksum of each claim of a block, by number."""
    sql = "SELECT n, sum FROM claim_row WHERE n BETWEEN ? AND ?"
    return dict(base.index.rows(sql, (block * _BLOCK, (block + 1) * _BLOCK - 1)))


def numbered_in_runs(base: Base, numbers: Iterable[int]) -> Iterator[Fact]:
    """Yield the claims of these numbers, which are in order, read in runs.

    Of a block of which all is new the numbers are one run, and none is written out.
    """
    sql = f"SELECT {CLAIM} FROM claim WHERE n BETWEEN ? AND ?"
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        results = [n for _, n in run]
        yield from map(fact_of, base.index.rows(sql, (results[0], results[-1])))


def by_id(base: Base, id: str) -> Fact | None:
    """Return the claim of an id; None where there is none."""
    rows = base.index.rows(f"SELECT {CLAIM} FROM claim WHERE id = ?", (id,))
    return fact_of(rows[0]) if rows else None


def one_way(base: Base, query: Query, party: str, *, to: bool) -> list[Fact]:
    """Return the figures that fit and go `to` a party, else from it."""
    where, values = select.conditions(query if to else query.replaced(parties=()))
    sql = f"SELECT {CLAIM} FROM claim WHERE {where} AND"
    if to:
        own = f" {party}"
        rows = base.index.rows(f"{sql} substr(claim.series, ?) = ?", (*values, -len(own), own))
    else:  # its series are side by side, those of totals and those of parts
        ranges = (starting_from(party, kind) for kind in (TOTAL, COMPONENT))
        sql += " claim.series >= ? AND claim.series < ?"
        rows = [row for ends in ranges for row in base.index.rows(sql, (*values, *ends))]
    facts = map(fact_of, sorted(rows, key=_in_time))
    return [it for it in facts if (it.claim.to if to else it.claim.from_) == party]


def same_series(base: Base, query: Query, figure: Figure) -> list[Fact]:
    """Return the figures that fit with the measure and the direction or dyad of a figure."""
    where, values = select.conditions(query.replaced(types=("figure",), measure=figure.measure))
    sql = f"SELECT {CLAIM} FROM claim WHERE {where} AND claim.series = ?"
    sql += " ORDER BY claim.first, claim.after, claim.n"
    return [*map(fact_of, base.index.rows(sql, (*values, series_sort_key(figure))))]


def sums(base: Base, table: str) -> list[tuple[int, ...]]:
    """Return sums over the rows of what is declared, which differ where a row does."""
    weighted = f"sum(sum * (n & {_BLOCK - 1}))"
    return base.index.rows(f"SELECT count(*), sum(sum), {weighted} FROM {table}_row", ())


def declared(base: Base, table: str) -> dict[str, bytes]:
    """Return the body of each party, source, topic, measure or kind that files declare, by id."""
    own = " WHERE id NOT IN (SELECT party FROM implicit)" if table == "party" else ""
    return dict(base.index.rows(f"SELECT id, body FROM {table}_row{own}", ()))
