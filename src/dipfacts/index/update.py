"""An index brought up to date: only the files that changed are read again.

What comes out answers every question as an index made from nothing would. Where that is not
evident, a `Renewal` gives up, and everything is compiled.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from dipfacts.errors import QuestionError
from dipfacts.index import DAMAGED, build, is_racy, read_files, schema
from dipfacts.index.build import Read
from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.inherited import Lazy
from dipfacts.index.rows import Batch, Declared, Rows, last_day, pairs
from dipfacts.index.schema import GAP
from dipfacts.index.workers import Declaration, UnsoundError, declared_in, encode, name_rows
from dipfacts.model.tables import TABLES, Claim, Measure, Party, Source
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.implicit_countries import IMPLICIT_NTH
from dipfacts.read.loader import LoadedTable, load_text

_SHARE = 0.3  # of the bytes of a base, above which to compile everything takes no longer
_ROOM = 1 << 24  # numbers that are kept free for the rows of each file
_UNDECLARED = (
    "SELECT 1 FROM party_row WHERE n - (SELECT max(slot) FROM file WHERE slot <= n) >= ? LIMIT 1"
)
_DECLARING = ("source", "party", "topic", "measure")


class _Loaded(NamedTuple):
    """A file read again."""

    rows: list[LoadedTable]
    stamp: Stamp | None
    read_ns: int


class _Stated(NamedTuple):
    """What is declared in the index: where, how, and how many claims refer to it."""

    n: int
    body: bytes
    claims: int


Key = tuple[str, str]  # table and id


class Renewal:
    """An index to be brought up to date; each step raises UnsoundError where that is not sure."""

    def __init__(
        self, kept: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
    ) -> None:
        """Find out which files must be read again."""
        self._db = kept
        self._files = files
        self._kept = read_files(kept)
        known = {stamp.path: (slot, stamp, read_ns) for slot, stamp, read_ns, _ in self._kept}
        self._slot = {
            file: known[stamp.path][0]
            for file, stamp in zip(files, stamps, strict=True)
            if stamp.path in known
        }
        self._again = [
            file
            for file, stamp in zip(files, stamps, strict=True)
            if file not in self._slot
            or known[stamp.path][1] != stamp
            or is_racy(stamp, known[stamp.path][2])
        ]
        self._loaded: dict[SourceFile, _Loaded] = {}
        large = sum(s.size for f, s in zip(files, stamps, strict=True) if f in {*self._again})
        paths = {stamp.path for stamp in stamps}  # what is gone takes as long to delete
        large += sum(stamp.size for _, stamp, *_ in self._kept if stamp.path not in paths)
        if not self._kept or large > _SHARE * sum(stamp.size for stamp in stamps):
            raise UnsoundError
        with _evident():
            if kept.execute(_UNDECLARED, (IMPLICIT_NTH,)).fetchone():
                raise UnsoundError  # who is a party without being declared depends on every file

    def read(self) -> None:
        """Read these files again."""
        with _evident():
            self._loaded = {file: _load(file) for file in self._again}

    def write(self, copy: sqlite3.Connection) -> list[Read]:
        """Bring a copy of the index up to date with what was read."""
        self._db = copy
        with _evident():
            if read_files(copy) != self._kept:
                raise UnsoundError  # another process replaced the kept one before it was copied
            return self._written()

    def _written(self) -> list[Read]:
        still = [*self._slot.values()]
        if still != sorted(still):
            raise UnsoundError  # the files are in another order than they were
        old = [slot for slot, *_ in self._kept if slot not in still]
        old += [self._slot[file] for file in self._again if file in self._slot]
        spans = self._spans(old)
        self._give_slots()
        was, now = self._declared_in(spans), self._declarations()
        same, others = self._unchanged(spans)
        if not _as_good(was, now):
            same, others = set(), sorted([*same, *others])
        forgotten, circles = self._claims_of(others, Lazy(self._db))
        counts = forgotten.counts()
        self._hold(was, now, counts)
        self._forget(forgotten.taken())
        self._declare(spans, was, now)
        (top,) = self._db.execute("SELECT coalesce(max(circle), 0) FROM circle").fetchone()
        made = Rows(Lazy(self._db), itertools.count(top + 1), circles)
        read = self._write(same, made)
        self._recount(made.counts(), counts)
        build.check_wholes(self._db)
        return read

    # ------------------------------------------------------------------------- where

    def _spans(self, slots: list[int]) -> list[tuple[int, int]]:
        """The first and the last number that each file may have given to its rows."""
        order = [slot for slot, *_ in self._kept]
        after = dict(zip(order, [*order[1:], order[-1] + GAP], strict=True))
        return [(slot, after[slot] - 1) for slot in sorted(slots)]

    def _give_slots(self) -> None:
        """Find room for new files between those that were there."""
        low = 0
        for nth, file in enumerate(self._files):
            if file not in self._slot:
                rest = (self._slot[f] for f in self._files[nth:] if f in self._slot)
                high = next(rest, None)
                slot = max(low, self._kept[-1][0]) + GAP if high is None else (low + high) // 2
                if slot - low < _ROOM or (high is not None and high - slot < _ROOM):
                    raise UnsoundError
                self._slot[file] = slot
            low = self._slot[file]

    # -------------------------------------------------------------------- what was

    def _unchanged(self, spans: list[tuple[int, int]]) -> tuple[set[int], list[int]]:
        """The numbers of the claims that say the same where they did before, and the others."""
        now = {
            n: (row.line, file.short, encode(row.table))
            for file in self._again
            for n, row in self._numbered(file)
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

    def _numbered(self, file: SourceFile) -> Iterator[tuple[int, LoadedTable]]:
        """The claims of a file that was read again, each with its number."""
        claims = (row for row in self._loaded[file].rows if isinstance(row.table, Claim))
        return enumerate(claims, self._slot[file] + 1)

    def _claims_of(
        self, numbers: list[int], declared: Declared
    ) -> tuple[Rows, dict[tuple[Any, ...], int]]:
        """The rows that these claims have in the index, and their circles."""
        circles: dict[tuple[Any, ...], int] = {}
        rows = Rows(declared, itertools.count(1), circles)
        sql = f"SELECT {CLAIM} FROM claim WHERE n = ?"
        for n in numbers:
            row = self._db.execute(sql, (n,)).fetchone()
            fact = fact_of(row)
            claim = fact.claim
            linked = tuple(pairs(claim.everyone, getattr(claim, "people", ())))
            circles.setdefault(linked, row[7])
            rows.add(n, claim, fact.file, fact.line)
        return rows, circles

    def _declared_in(self, spans: list[tuple[int, int]]) -> dict[Key, _Stated]:
        found = {}
        for table in _DECLARING:
            claims = "0" if table == "measure" else "claims"
            sql = f"SELECT id, n, body, {claims} FROM {table} WHERE id = ?"
            for span in spans:  # the view would check every row before it looks at its number
                ids = f"SELECT id FROM {table}_row WHERE n BETWEEN ? AND ?"
                for key in self._db.execute(ids, span).fetchall():
                    id_, *rest = self._db.execute(sql, key).fetchone()
                    found[table, id_] = _Stated(*rest)
        return found

    # -------------------------------------------------------------------- what is

    def _declarations(self) -> dict[Key, tuple[int, bytes]]:
        """What the files read again declare, with its number; each id once."""
        found: dict[Key, tuple[int, bytes]] = {}
        for file, (rows, _, _) in self._loaded.items():
            if len(rows) >= _ROOM:
                raise UnsoundError
            for table, id_, nth, body in declared_in(rows):
                if (table, id_) in found:
                    raise UnsoundError
                found[table, id_] = self._slot[file] + nth, body
        return found

    def _hold(
        self,
        was: dict[Key, _Stated],
        now: dict[Key, tuple[int, bytes]],
        counts: dict[tuple[str, str, str], int],
    ) -> None:
        """Raise UnsoundError where rows of other files depend on what is declared otherwise."""
        for (table, id_), old in was.items():
            if _is_as_good(table, old, now.get((table, id_))):
                continue
            if table == "measure" or old.claims > counts.get((table, id_, ""), 0):
                raise UnsoundError
        if {key: old.body for key, old in was.items()} == {k: body for k, (_, body) in now.items()}:
            return
        others = [
            Declaration(table, id_, 0, body)
            for table in _DECLARING
            for id_, body in self._db.execute(f"SELECT id, body FROM {table}")
            if (table, id_) not in was
        ]
        new_ones = [Declaration(*key, 0, body) for key, (_, body) in now.items()]
        build.check_declared([*others, *new_ones])

    # -------------------------------------------------------------------- writing

    def _forget(self, batch: Batch) -> None:
        """Delete these rows of claims."""
        self._db.executemany("DELETE FROM claim WHERE n = ?", (row[:1] for row in batch.claim))
        self._db.executemany(
            "DELETE FROM moment WHERE day = ? AND first = ? AND after = ? AND claim = ?",
            (row[:4] for row in batch.moment),
        )
        gone = "DELETE FROM series WHERE measure = ? AND key = ? AND claim = ?"
        self._db.executemany(gone, batch.series)
        self._db.executemany("DELETE FROM part WHERE whole = ? AND claim = ?", batch.part)
        self._db.executemany(
            "INSERT INTO words(words, rowid, title, note, names) VALUES ('delete',?,?,?,?)",
            batch.words,
        )

    def _declare(
        self,
        spans: list[tuple[int, int]],
        was: dict[Key, _Stated],
        now: dict[Key, tuple[int, bytes]],
    ) -> None:
        """Replace what the files declared by what they declare."""
        for table in _DECLARING:
            self._db.executemany(f"DELETE FROM {table}_row WHERE n BETWEEN ? AND ?", spans)
            rows: Iterable[tuple[Any, ...]]
            if table == "measure":
                rows = [(id_, n, body) for (of, id_), (n, body) in now.items() if of == table]
            else:
                rows = [
                    (id_, n, body, was[of, id_].claims if (of, id_) in was else 0)
                    for (of, id_), (n, body) in now.items()
                    if of == table
                ]
            schema.insert_checked(self._db, table, rows)
        old = {id_: stated.body for (of, id_), stated in was.items() if of == "party"}
        if old != {id_: body for (of, id_), (_, body) in now.items() if of == "party"}:
            bodies = [body for (body,) in self._db.execute("SELECT body FROM party ORDER BY n")]
            self._db.execute("DELETE FROM name_row")
            schema.insert_sums(self._db, "name", name_rows(bodies))

    def _write(self, same: set[int], made: Rows) -> list[Read]:
        kept = {row[0]: Read(*row) for row in self._kept}
        read = []
        for file in self._files:
            slot = self._slot[file]
            if file not in self._loaded:
                read.append(kept[slot])
                continue
            claims = 0
            for n, row in self._numbered(file):
                claims += 1
                if n not in same:
                    made.add(n, row.table, file.short, row.line)  # type: ignore[arg-type]  # one of its kinds
            schema.insert_batch(self._db, made.taken())
            read.append(Read(slot, self._loaded[file].stamp, self._loaded[file].read_ns, claims))
        return read

    def _recount(
        self, more: dict[tuple[str, str, str], int], less: dict[tuple[str, str, str], int]
    ) -> None:
        """Add and take away what changed in the numbers of claims."""
        change = Counter(more)
        change.subtract(less)
        for (table, id_, kind), by in change.items():
            if by == 0 or (table, id_) == ("topic", ""):
                continue
            keys, values = (("topic", "kind"), (id_, kind)) if kind else (("id",), (id_,))
            where = " AND ".join(f"{key} = ?" for key in keys)
            found = self._db.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone()
            if not found and table != "kind":
                if by > 0:
                    raise UnsoundError
                continue  # it is not declared any more, nor does any claim refer to it
            row = [*found] if found else [*values, 0]
            row[2 if table == "kind" else 3] += by
            self._db.execute(f"DELETE FROM {table}_row WHERE {where}", values)
            if table != "kind" or row[2]:
                schema.insert_checked(self._db, table, [tuple(row)])


@contextlib.contextmanager
def _evident() -> Iterator[None]:
    """Whatever goes wrong: what is to be done about it, everything compiled will tell."""
    try:
        yield
    except (*DAMAGED, KeyError, msgspec.MsgspecError, QuestionError):
        raise UnsoundError from None


def _load(file: SourceFile) -> _Loaded:
    data, stamp, read_ns = files.read_stamped(file)
    loaded = load_text(data, file.shown)
    if loaded.problems:
        raise UnsoundError
    return _Loaded(loaded.rows, stamp, read_ns)


def _as_good(was: dict[Key, _Stated], now: dict[Key, tuple[int, bytes]]) -> bool:
    """Whether the rows of claims are what they were, as far as they depend on declarations."""
    return all(_is_as_good(key[0], old, now.get(key)) for key, old in was.items())


def _is_as_good(table: str, old: _Stated, new: tuple[int, bytes] | None) -> bool:
    if new is None:
        return False
    return new[1] == old.body or _weight(table, new[1]) == _weight(table, old.body)


def _weight(table: str, body: bytes) -> object:
    """What of a declaration stands in the rows of claims."""
    made = msgspec.msgpack.decode(body, type=TABLES[table])
    if isinstance(made, Party):
        return made.name
    if isinstance(made, Source):
        return last_day(made)
    return (made.topic, made.label) if isinstance(made, Measure) else None
