"""The rows of a CSV file that changed since it was indexed.

Blocks with another digest are read quickly, and their rows compared by their sums.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterator, Set

import msgspec

from dipfacts.index.compiling.blocks import NumberRange, changed, rest_of_span
from dipfacts.index.compiling.implicit import Resolver
from dipfacts.index.compiling.table_rows import TableRows
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.claim_rows import Numbers, Rows
from dipfacts.index.rows.declared import StoredDeclared
from dipfacts.index.rows.pieces import parties_of_subject, unpacked
from dipfacts.index.rows.schema import GAP, MANNER, SUBJECT, Batch, N, SqlValues
from dipfacts.index.updating.piece_updates import free_number
from dipfacts.model.file_format.tables import Party
from dipfacts.read.files import SourceFile, size_of
from dipfacts.read.rows.csv_parts import WHOLE
from dipfacts.read.rows.table_files import origin_of
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import Record

_AFTER = "SELECT min(slot) FROM file WHERE slot > ?"
_BLOCKS = "SELECT n, digest FROM block WHERE n BETWEEN ? AND ?"
_ROWS = "SELECT n, id, line, body, sum FROM claim_row WHERE n BETWEEN ? AND ?"
_COUNT = "SELECT claims FROM file WHERE slot = ?"
_DECLARED = "SELECT body FROM party WHERE id NOT IN (SELECT party FROM implicit)"
# With the +, links are looked through once, and not the party sets for each pair.
_PARTY_SETS = """SELECT party_set, a, b FROM party_set WHERE +party_set IN
    (SELECT party_set FROM claim_row JOIN subject USING (subject) WHERE n BETWEEN ? AND ?)"""
_IMPLICIT = "SELECT id, body FROM party WHERE id IN (SELECT party FROM implicit WHERE slot = ?)"
_ABOUT = """SELECT DISTINCT type, body FROM subject WHERE subject IN
    (SELECT subject FROM claim_row WHERE n BETWEEN ? AND ?)"""
_SAID = "SELECT DISTINCT party FROM claimant WHERE claim BETWEEN ? AND ?"


class ChangedRows(Record, frozen=True):
    """The claims of changed blocks of a file, with what else is to be known of the file."""

    new: list[LoadedTable]  # the claims that came
    gone: list[int]  # the numbers of those that went
    claims: int  # how many the file has
    size: int  # the bytes of the blocks
    parties: dict[str, bytes]  # the undeclared countries that the file names
    spans: list[NumberRange]  # the numbers of the blocks
    suspects: list[SqlValues]  # what may be wrong in them
    blocks: list[SqlValues]  # their digests


def changed_rows(
    index: sqlite3.Connection, file: SourceFile, slot: int, room: float
) -> ChangedRows:
    """Return the changes in a CSV file, while no file of TOML changed.

    Raises FastPathError or KeyError unless all is certainly right, and the blocks that changed have
    no more bytes than there is room for.
    """
    ((after,),) = index.execute(_AFTER, (slot,))
    span = slot, (after or slot + GAP) - 1
    numbers = Numbers({}, {}, {})
    made = Rows(StoredDeclared(index), itertools.count(free_number(index)), numbers)
    resolver = Resolver(
        made.declared,
        lambda: [msgspec.msgpack.decode(body, type=Party) for (body,) in index.execute(_DECLARED)],
    )
    table = TableRows(made, resolver, file, slot)
    was = dict(index.execute(_BLOCKS, span))
    parts, spans = changed(was, table.blocks() if was else [], span)
    size = size_of(file) if WHOLE in parts else sum(part.end - part.start for part in parts)
    if size > room:
        raise FastPathError
    numbers.party_sets.update(_party_sets(index, spans))
    for part in parts:
        for _ in table.chunks(part):
            pass  # the rows are all kept in `made`
    batch = made.taken()
    now = {
        n: (id_, line, body, total)
        for n, id_, _, _, _, _, _, line, body, total, _ in batch.claim  # as _ROWS
    }
    before = {n: tuple(rest) for it in spans for n, *rest in index.execute(_ROWS, it)}
    same = {n for n, row in now.items() if before.get(n) == row}
    if len({id_ for id_, _, _, _ in now.values()}) < len(now):
        raise FastPathError
    return ChangedRows(
        [*_loaded(batch, now.keys() - same, file, slot)],
        sorted(before.keys() - same),
        index.execute(_COUNT, (slot,)).fetchone()[0] - len(before) + len(now),
        size,
        resolver.made_parties
        | _still_named(index, slot, spans, rest_of_span(span, spans), resolver.made_parties),
        spans,
        batch.suspect,
        batch.block,
    )


def _loaded(batch: Batch, numbers: Set[int], file: SourceFile, slot: int) -> Iterator[LoadedTable]:
    """Yield the claims of these numbers as tables of a file, from the rows made of them."""
    origin = origin_of(file)
    claims = [row for row in batch.claim if row[N] in numbers]
    subjects, manners = ({row[place] for row in claims} for place in (SUBJECT, MANNER))
    abouts = {number: about for number, *about in batch.subject if number in subjects}
    hows = {number: how for number, *how in batch.manner if number in manners}
    for n, id_, subject, manner, first, after, said, line, body, total, _ in claims:
        about = type_, *_ = abouts[subject]
        kind, source, deprecated, manner_body, _, published, *_ = hows[manner]
        known = published if said is None else said
        own = n, id_, first, after, known, file.short, line, body, total
        claim = unpacked((*own, *about, kind, source, deprecated, manner_body))
        yield LoadedTable(type_, claim, line, n - slot - 1, origin)


def _still_named(
    index: sqlite3.Connection,
    slot: int,
    spans: list[NumberRange],
    rest: list[NumberRange],
    now: Container[str],
) -> dict[str, bytes]:
    """Return the undeclared countries that a file named, and still names.

    What its blocks of the numbers `spans` name `now` is known. The `rest` is looked through only
    where they named a country that they name no more.
    """
    was = dict(index.execute(_IMPLICIT, (slot,)))
    lost = {id_ for id_ in _parties_named(index, spans) if id_ in was and id_ not in now}
    if lost:
        lost -= _parties_named(index, rest)
    return {id_: body for id_, body in was.items() if id_ not in lost}


def _parties_named(index: sqlite3.Connection, spans: list[NumberRange]) -> set[str]:
    """Return the parties that claims of these numbers name."""
    named = {party for span in spans for (party,) in index.execute(_SAID, span)}
    for span in spans:
        named.update(*itertools.starmap(parties_of_subject, index.execute(_ABOUT, span)))
    return named


def _party_sets(index: sqlite3.Connection, spans: list[NumberRange]) -> dict[SqlValues, int]:
    """Return the numbers of the party sets of claims by their links, which sums depend on."""
    links = defaultdict[int, set[tuple[str, str]]](set)
    for span in spans:
        for party_set, a, b in index.execute(_PARTY_SETS, span):
            links[party_set].add((a, b))
    in_order = {n: sorted(pairs, key=lambda it: (it[1] > "", it)) for n, pairs in links.items()}
    return {
        tuple(pairs): party_set for party_set, pairs in in_order.items()
    }  # as pieces.pairs_of does
