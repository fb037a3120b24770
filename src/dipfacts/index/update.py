"""Bring an index up to date: read again only the files that changed.

The result answers every question as an index made from nothing would. Where that is not certain, a
`Renewal` raises one of UNCERTAIN, and everything is compiled, which reports what is wrong.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from typing import Any, NamedTuple

import msgspec

from dipfacts.errors import QuestionError
from dipfacts.index import schema
from dipfacts.index.build import check_wholes
from dipfacts.index.cache import indexed_files, is_racy
from dipfacts.index.checksum import encode
from dipfacts.index.declared import (
    DECLARING,
    UNCOUNTED,
    Declaration,
    FastPathError,
    StoredDeclared,
    check_declared,
    check_kinds,
    claims,
    declarations,
    insert_names,
)
from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.occurrences import check_same, group, members, touched
from dipfacts.index.rows import Declared, Key, Rows, pairs, tally
from dipfacts.index.schema import DAMAGED, GAP, Batch, IndexedFile
from dipfacts.index.suspects import suspects
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.implicit_countries import IMPLICIT_NTH
from dipfacts.read.loader import LoadedTable, load_text

SHARE = 0.3  # of the bytes of a base, above which to compile everything takes no longer
_ROOM = 1 << 24  # numbers that are kept free for the rows of each file
_UNDECLARED = (
    "SELECT 1 FROM party_row WHERE n - (SELECT max(slot) FROM file WHERE slot <= n) >= ? LIMIT 1"
)
UNCERTAIN = (FastPathError, *DAMAGED, KeyError, msgspec.MsgspecError, QuestionError)


class _Loaded(NamedTuple):
    """A file read again: its tables and text, its stamp, the time just before."""

    rows: list[LoadedTable]
    text: str
    stamp: Stamp | None
    read_ns: int


_Declarations = dict[tuple[str, str], Declaration]  # by table and id


class Renewal:
    """An index to be brought up to date, with the files that must be read again, read."""

    def __init__(
        self, kept: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
    ) -> None:
        self._db = kept
        self._files = files
        self._kept = indexed_files(kept)
        known = {file.stamp.path: file for file in self._kept if file.stamp}
        self._slot: dict[SourceFile, int] = {}
        again = []
        large = 0
        for file, stamp in zip(files, stamps, strict=True):
            old = known.pop(stamp.path, None)
            if old:
                self._slot[file] = old.slot
            if old is None or old.stamp != stamp or is_racy(old):
                again.append(file)
                large += stamp.size
        gone = [old.stamp.size for old in known.values() if old.stamp]  # as slow to delete
        if not self._kept or large + sum(gone) > SHARE * sum(stamp.size for stamp in stamps):
            raise FastPathError
        if kept.execute(_UNDECLARED, (IMPLICIT_NTH,)).fetchone():
            raise FastPathError  # which countries are parties depends on every file
        self._loaded = {file: load(file) for file in again}
        self._lines = Counter[Key]()  # what was inserted of timelines
        self._touched: list[int] = []  # claims inserted that may be one with others

    def write(self, copy: sqlite3.Connection) -> list[IndexedFile]:
        """Bring a copy of the index up to date with what was read; return the files of it all."""
        self._db = copy
        if indexed_files(copy) != self._kept:
            raise FastPathError  # another process replaced the kept one before it was copied
        still = [*self._slot.values()]
        if still != sorted(still):
            raise FastPathError  # the files are in another order than they were
        gone = [old.slot for old in self._kept if old.slot not in still]
        spans = self._spans(gone + [self._slot[f] for f in self._loaded if f in self._slot])
        self._give_slots()
        old, new = self._old_declarations(spans), self._new_declarations()
        same, others = self._unchanged(spans)
        if not all(_serves_claims(row, new.get(key)) for key, row in old.items()):
            same, others = set(), sorted([*same, *others])
        removed, circles = self._rows_of(others)
        left = members(copy, others) - {*others}
        counts = removed.counts()
        self._check_dependents(old, new, counts)
        batch = removed.taken()
        counts |= tally(batch.moment)
        self._delete(batch)
        copy.executemany("DELETE FROM suspect WHERE n BETWEEN ? AND ?", spans)
        self._declare(spans, old, new)
        (top,) = copy.execute("SELECT coalesce(max(circle), 0) FROM circle").fetchone()
        made = Rows(StoredDeclared(copy), itertools.count(top + 1), circles)
        indexed = self._insert(same, made)
        self._recount({**made.counts(), **self._lines}, counts)
        check_kinds(copy)
        check_wholes(copy)
        check_same(copy)
        group(copy, [*left, *self._touched])
        schema.insert_files(copy, indexed)
        return indexed

    # ------------------------------------------------------------------ numbers: see schema.GAP

    def _spans(self, slots: list[int]) -> list[tuple[int, int]]:
        """Return the first and the last number that each file may have given to its rows."""
        order = [old.slot for old in self._kept]
        after = dict(zip(order, [*order[1:], order[-1] + GAP], strict=True))
        return [(slot, after[slot] - 1) for slot in sorted(slots)]

    def _give_slots(self) -> None:
        """Find room for new files between those that were there."""
        low = 0
        for nth, file in enumerate(self._files):
            if file not in self._slot:
                rest = (self._slot[f] for f in self._files[nth:] if f in self._slot)
                high = next(rest, None)
                slot = max(low, self._kept[-1].slot) + GAP if high is None else (low + high) // 2
                if slot - low < _ROOM or (high is not None and high - slot < _ROOM):
                    raise FastPathError
                self._slot[file] = slot
            low = self._slot[file]

    # -------------------------------------------------------------------------- comparing

    def _unchanged(self, spans: list[tuple[int, int]]) -> tuple[set[int], list[int]]:
        """Return the numbers of the old claims that are the same in the same place, and others."""
        now = {
            n: (line, file.short, encode(claim))
            for file, (rows, *_) in self._loaded.items()
            for n, claim, line in claims(rows, self._slot[file])
        }
        sql = "SELECT n, line, file, body FROM claim WHERE n BETWEEN ? AND ?"
        same, others = set[int](), list[int]()
        for span in spans:
            for n, *was in self._db.execute(sql, span):
                if now.get(n) == tuple(was):
                    same.add(n)
                else:
                    others.append(n)
        return same, others

    def _rows_of(self, numbers: list[int]) -> tuple[Rows, dict[tuple[Any, ...], int]]:
        """Return the rows that these claims have in the index, and their circles."""
        circles: dict[tuple[Any, ...], int] = {}
        rows = Rows(StoredDeclared(self._db), itertools.count(1), circles)
        sql = f"SELECT {CLAIM} FROM claim WHERE n = ?"
        for n in numbers:
            row = self._db.execute(sql, (n,)).fetchone()
            fact = fact_of(row)
            people = getattr(fact.claim, "people", ())
            circles.setdefault(tuple(pairs(fact.claim.everyone, people)), row[7])
            rows.add(n, fact.claim, fact.file, fact.line)
        return rows, circles

    def _old_declarations(self, spans: list[tuple[int, int]]) -> _Declarations:
        """Return what the files of these numbers declared."""
        found = {}
        for table in DECLARING:
            counted = "" if table in UNCOUNTED else ", claims"
            sql = f"SELECT id, n, body{counted} FROM {table} WHERE id = ?"
            ids = f"SELECT id FROM {table}_row WHERE n BETWEEN ? AND ?"
            for span in spans:  # the view would check every row before it looks at its number
                for key in self._db.execute(ids, span).fetchall():
                    row = self._db.execute(sql, key).fetchone()
                    found[table, key[0]] = Declaration(table, *row)
        return found

    def _new_declarations(self) -> _Declarations:
        """Return what the files read again declare. Raises FastPathError for an id given twice."""
        found: _Declarations = {}
        for file, (rows, *_) in self._loaded.items():
            if len(rows) >= _ROOM:
                raise FastPathError
            for row in declarations(rows):
                if (row.table, row.id) in found:
                    raise FastPathError
                found[row.table, row.id] = row._replace(nth=self._slot[file] + row.nth)
        return found

    def _check_dependents(
        self, old: _Declarations, new: _Declarations, counts: dict[Key, int]
    ) -> None:
        """Raise FastPathError where rows of other files depend on a declaration that changed."""
        for key, row in old.items():
            referred = row.table == "measure" or row.claims > counts.get(key, 0)
            if referred and not _serves_claims(row, new.get(key)):
                raise FastPathError
        if _bodies(old) == _bodies(new):
            return
        if _bodies(old, "kind") != _bodies(new, "kind"):
            # Claims of any file are found by the label of their kind, and are one by its `unique`.
            raise FastPathError
        others = [
            Declaration(table, id_, 0, body)
            for table in DECLARING
            for id_, body in self._db.execute(f"SELECT id, body FROM {table}")
            if (table, id_) not in old
        ]
        check_declared([*others, *new.values()])

    # -------------------------------------------------------------------- writing

    def _delete(self, batch: Batch) -> None:
        """Delete these rows of claims."""
        numbers = [row[:1] for row in batch.claim]
        self._db.executemany("DELETE FROM claim WHERE n = ?", numbers)
        self._db.executemany(
            "DELETE FROM moment WHERE day = ? AND first = ? AND after = ? AND claim = ?",
            (row[:4] for row in batch.moment),
        )
        series = "DELETE FROM series WHERE measure = ? AND key = ? AND claim = ?"
        self._db.executemany(series, batch.series)
        self._db.executemany("DELETE FROM part WHERE whole = ? AND claim = ?", batch.part)
        self._db.executemany("DELETE FROM twin WHERE key = ? AND claim = ?", batch.twin)
        self._db.executemany("DELETE FROM occurrence_row WHERE claim = ?", numbers)
        self._db.executemany("DELETE FROM said WHERE party = ? AND claim = ?", batch.said)
        self._db.executemany("DELETE FROM same WHERE target = ? AND claim = ?", batch.same)
        self._db.executemany(
            f"INSERT INTO words(words, rowid, {', '.join(schema.WORDS)})"
            " VALUES ('delete',?,?,?,?,?)",
            batch.words,
        )

    def _declare(
        self, spans: list[tuple[int, int]], old: _Declarations, new: _Declarations
    ) -> None:
        """Replace what the files declared by what they declare."""
        for table in DECLARING:
            self._db.executemany(f"DELETE FROM {table}_row WHERE n BETWEEN ? AND ?", spans)
            own = ((row, old.get(key, row)) for key, row in new.items() if row.table == table)
            schema.insert_checked(self._db, table, (row.row(0, was.claims) for row, was in own))
        if _bodies(old, "party") != _bodies(new, "party"):
            insert_names(self._db)

    def _insert(self, same: set[int], made: Rows) -> list[IndexedFile]:
        """Insert the claims that changed; return all the files of the index."""
        kept = {old.slot: old for old in self._kept}
        read, inserted = [], list[Batch]()
        for file in self._files:
            n = slot = self._slot[file]
            if file not in self._loaded:
                read.append(kept[slot])
                continue
            rows, text, stamp, read_ns = self._loaded[file]
            for n, claim, line in claims(rows, slot):
                if n not in same:
                    made.add(n, claim, file.short, line)
            made.batch.suspect.extend(suspects(rows, text, made.declared, slot))
            batch = made.taken()
            self._lines.update(tally(batch.moment))
            schema.insert_batch(self._db, batch)
            inserted.append(batch)
            read.append(IndexedFile(slot, stamp, read_ns, n - slot))
        self._touched = [n for batch in inserted for n in touched(self._db, batch)]
        return read

    def _recount(self, more: dict[Key, int], less: dict[Key, int]) -> None:
        """Add to and take from the numbers of claims what changed."""
        change = Counter(more)
        change.subtract(less)
        for (table, *values), by in change.items():
            if by == 0 or (table, *values) == ("topic", ""):
                continue
            where = " AND ".join(f"{key} = ?" for key in schema.key_of(table))
            found = self._db.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone()
            if not found and table not in schema.COUNTING:
                if by > 0:
                    raise FastPathError
                continue  # it is not declared any more, nor does any claim refer to it
            row: list[Any] = [*found] if found else [*values, 0]
            row[-1] += by  # the number of claims is the last column of each
            self._db.execute(f"DELETE FROM {table}_row WHERE {where}", values)
            if table not in schema.COUNTING or row[-1]:
                schema.insert_checked(self._db, table, [tuple(row)])


def load(file: SourceFile) -> _Loaded:
    """Read a file again; raise FastPathError if anything is wrong in it."""
    data, stamp, read_ns = files.read_stamped(file)
    loaded = load_text(data, file.shown)
    if loaded.problems:
        raise FastPathError
    return _Loaded(loaded.rows, loaded.text, stamp, read_ns)


def _bodies(declared: _Declarations, *tables: str) -> dict[tuple[str, str], bytes]:
    """Return the bodies of what is declared, of all tables or of these alone."""
    return {key: row.body for key, row in declared.items() if not tables or key[0] in tables}


def _serves_claims(*old_and_new: Declaration | None) -> bool:
    """Return whether the rows of claims that refer to a declaration may stay as they are."""
    old, new = (Declared([row.decoded()] if row else []) for row in old_and_new)
    return vars(old) == vars(new)
