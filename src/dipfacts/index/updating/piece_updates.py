"""The pieces that claims of an index share, kept right while some of them come and go.

Figures of one subject and one manner that have no words of their own share a row of words, which
has the number of the first of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dipfacts.index.rows import schema
from dipfacts.index.rows.occurrences import forget_lines
from dipfacts.index.rows.schema import Batch, SqlValues
from dipfacts.model.groups import grouped
from dipfacts.record import json_text

_FIRST = """SELECT manner, min(n) FROM claim_row
    WHERE subject = ? AND manner IN (SELECT value FROM json_each(?)) GROUP BY manner"""
_PLAIN = "SELECT 1 FROM manner WHERE manner = ? AND plain"
_DELETE = f"""INSERT INTO words(words, rowid, {", ".join(schema.WORDS)})
    VALUES ('delete', ?{", ?" * len(schema.WORDS)})"""
_KEYS = {
    "part": "whole",
    "occurrence_key": "key",
    "claimant": "party",
    "same_as": "target",
}  # beside the claim

Pair = tuple[int, int]
"""The numbers of a subject and of a plain manner."""


def _delete_words(connection: sqlite3.Connection, rows: Iterable[SqlValues]) -> None:
    """Delete rows of words."""
    connection.executemany(_DELETE, rows)


class SharedWords:
    """The changes of an update to rows of words that stand for several figures.

    It is told what goes by `remove` before those claims are deleted, and what comes by `add` before
    these are inserted; `write` does the rest when all have.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._first: dict[Pair, int | None] = {}  # before the update
        self._texts: dict[Pair, SqlValues] = {}
        self._own: list[SqlValues] = []  # of claims that come with words of their own

    def remove(self, batch: Batch) -> None:
        """Delete the rows of these claims; the claims themselves must still be there."""
        _delete_words(self._db, self._take(batch))

    def add(self, batch: Batch) -> None:
        """Take the rows of these claims, which are still to be inserted, to `write` them."""
        self._own += self._take(batch)

    def _take(self, batch: Batch) -> list[SqlValues]:
        """Take all rows from a batch; return those that no other claims share."""
        pairs = {n: (subject, manner) for n, _, subject, manner, *_ in batch.claim}
        manners = {manner for _, manner in pairs.values()}
        plain = {number for number, *_, is_plain, _, _, _, _ in batch.manner if is_plain}
        plain.update(manner for manner in manners if self._db.execute(_PLAIN, (manner,)).fetchone())
        own, new = list[SqlValues](), dict[Pair, SqlValues]()
        for row in batch.words:
            n, *texts = row
            pair = pairs[n]
            if pair[1] not in plain:
                own.append(row)
            elif pair not in self._first:
                new.setdefault(pair, tuple(texts))
        self._first |= self._firsts(new)
        self._texts |= new
        batch.words.clear()
        return own

    def _firsts(self, pairs: Iterable[Pair]) -> dict[Pair, int | None]:
        """Return the number of the first claim of each pair; look through each subject once."""
        results: dict[Pair, int | None] = dict.fromkeys(pairs)
        for subject, manners in grouped(results).items():
            rows = self._db.execute(_FIRST, (subject, json_text(manners)))
            results |= {(subject, manner): n for manner, n in rows}
        return results

    def write(self) -> None:
        """Write the rows that were added, and those whose first figures are others now."""
        gone, new = list[SqlValues](), self._own
        for pair, now in self._firsts(self._texts).items():
            before, texts = self._first[pair], self._texts[pair]
            if before != now:
                gone += [] if before is None else [(before, *texts)]
                new += [] if now is None else [(now, *texts)]
        _delete_words(self._db, gone)  # all of them first: a number may be another row's now
        schema.insert_rows(self._db, "words", new)


def free_number(connection: sqlite3.Connection) -> int:
    """Return a number above those of all party sets, subjects and manners."""
    columns = {"party_set": "subject", "subject": "subject", "manner": "manner"}
    tops = ", ".join(f"(SELECT coalesce(max({it}), 0) FROM {of})" for it, of in columns.items())
    (top,) = connection.execute(f"SELECT max({tops})").fetchone()
    return int(top) + 1


def delete_claims(connection: sqlite3.Connection, batch: Batch) -> None:
    """Delete these rows of claims, before `delete_unused`: what they share must still be there."""
    numbers = [(n,) for n, *_ in batch.claim]
    connection.executemany("DELETE FROM claim_row WHERE n = ?", numbers)
    measure = "(SELECT measure FROM subject WHERE subject = ?)"
    where = f"measure = {measure} AND subject = ? AND claim = ?"
    claims = [(subject, subject, n) for n, _, subject, *_ in batch.claim]
    connection.executemany(f"DELETE FROM unusual_figure WHERE {where}", claims)
    forget_lines(connection, batch.timeline)
    connection.executemany("DELETE FROM occurrence_row WHERE claim = ?", numbers)
    for table, key in _KEYS.items():
        rows = getattr(batch, table)
        connection.executemany(f"DELETE FROM {table} WHERE {key} = ? AND claim = ?", rows)


def delete_unused(
    connection: sqlite3.Connection,
    removed: Batch,
    party_sets: Iterable[tuple[SqlValues, int]],
) -> None:
    """Delete subjects of the claims that were removed, and `party_sets`, of no other claim.

    All claims that come must be in place. Each party set is given with its links.

    Manners stay: to find whether one is used would take a look at every claim.
    """
    unused = "NOT EXISTS (SELECT 1 FROM {} AS other WHERE other.{} = ?)"
    subjects = {(subject, subject) for _, _, subject, *_ in removed.claim}
    where = f"subject = ? AND {unused.format('claim_row', 'subject')}"
    connection.executemany(f"DELETE FROM subject WHERE {where}", subjects)
    links = ((*pair, party_set, party_set) for linked, party_set in party_sets for pair in linked)
    where = f"a = ? AND b = ? AND party_set = ? AND {unused.format('subject', 'party_set')}"
    connection.executemany(f"DELETE FROM party_set WHERE {where}", links)
