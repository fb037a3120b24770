"""An index brought up to date: only the files that changed are read again.

What comes out answers every question as an index made from nothing would. Where that is not
evident, `renew` gives up, and everything is compiled.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from dipfacts import places, undeclared
from dipfacts.facts import CLAIM, fact_of
from dipfacts.index import DAMAGED, building, is_racy, read_files, tables
from dipfacts.index.building import Read
from dipfacts.index.tables import GAP
from dipfacts.load import Row, load_text
from dipfacts.model import TABLES, Claim, Measure, Party, Source, Topic
from dipfacts.places import SourceFile, Stamp
from dipfacts.problem import QuestionError
from dipfacts.rows import Batch, Declared, Rows, last_day, pairs
from dipfacts.workers import Declaration, UnsoundError, declared_in

_SHARE = 0.3  # of the bytes of a base, above which to compile everything takes no longer
_ROOM = 1 << 24  # numbers that are kept free for the rows of each file
_UNDECLARED = (
    "SELECT 1 FROM party_row WHERE n - (SELECT max(slot) FROM file WHERE slot <= n) >= ? LIMIT 1"
)
_DECLARING = ("source", "party", "topic", "measure")


class _Loaded(NamedTuple):
    """A file read again."""

    rows: list[Row]
    stamp: Stamp | None
    read_ns: int


class _Stated(NamedTuple):
    """What is declared in the index: where, how, and how many claims refer to it."""

    n: int
    body: bytes
    claims: int


Key = tuple[str, str]  # table and id


def renew(
    connection: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
) -> list[Read]:
    """Bring the copy of an index up to date. Raises UnsoundError where that is not evident."""
    try:
        return _Renewal(connection, files, stamps).run()
    except (*DAMAGED, KeyError, msgspec.MsgspecError, QuestionError):
        raise UnsoundError from None


class _Renewal:
    def __init__(
        self, connection: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
    ) -> None:
        self._db = connection
        self._files = files
        self._kept = read_files(connection)
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
        large = sum(s.size for f, s in zip(files, stamps, strict=True) if f in {*self._again})
        if not self._kept or large > _SHARE * sum(stamp.size for stamp in stamps):
            raise UnsoundError
        if connection.execute(_UNDECLARED, (undeclared.NTH,)).fetchone():
            raise UnsoundError  # who is a party without being declared depends on every file

    def run(self) -> list[Read]:
        loaded = {file: _load(file) for file in self._again}
        still = [*self._slot.values()]
        if still != sorted(still):
            raise UnsoundError  # the files are in another order than they were
        old = [slot for slot, *_ in self._kept if slot not in still]
        old += [self._slot[file] for file in self._again if file in self._slot]
        spans = self._spans(old)
        self._give_slots()
        before = _Lazy(self._db)
        forgotten, circles = self._claims_of(spans, before)
        counts = forgotten.counts()
        was = self._declared_in(spans)
        now = self._declarations(loaded)
        self._hold(was, now, counts)
        self._forget(spans, forgotten.taken())
        self._declare(spans, was, now)
        (top,) = self._db.execute("SELECT coalesce(max(circle), 0) FROM circle").fetchone()
        made = Rows(_Lazy(self._db), itertools.count(top + 1), circles)
        read = self._write(loaded, made)
        self._recount(made.counts(), counts)
        building.check_wholes(self._db)
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

    def _claims_of(
        self, spans: list[tuple[int, int]], declared: Declared
    ) -> tuple[Rows, dict[tuple[Any, ...], int]]:
        """The rows that the claims of some files have in the index, and their circles."""
        circles: dict[tuple[Any, ...], int] = {}
        rows = Rows(declared, itertools.count(1), circles)
        for span in spans:
            sql = f"SELECT {CLAIM} FROM claim WHERE n BETWEEN ? AND ?"
            for row in self._db.execute(sql, span):
                fact = fact_of(row)
                claim = fact.claim
                linked = tuple(pairs(claim.everyone, getattr(claim, "people", ())))
                circles.setdefault(linked, row[7])
                rows.add(row[0], claim, fact.file, fact.line)
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

    def _declarations(self, loaded: dict[SourceFile, _Loaded]) -> dict[Key, tuple[int, bytes]]:
        """What the files read again declare, with its number; each id once."""
        found: dict[Key, tuple[int, bytes]] = {}
        for file, (rows, _, _) in loaded.items():
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
            new = now.get((table, id_))
            if new and (new[1] == old.body or _weight(table, new[1]) == _weight(table, old.body)):
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
        building.check_declared([*others, *new_ones])

    # -------------------------------------------------------------------- writing

    def _forget(self, spans: list[tuple[int, int]], batch: Batch) -> None:
        """Delete every row that the claims of some files have."""
        self._db.executemany("DELETE FROM claim WHERE n BETWEEN ? AND ?", spans)
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
            tables.insert_checked(self._db, table, rows)
        old = {id_: stated.body for (of, id_), stated in was.items() if of == "party"}
        if old != {id_: body for (of, id_), (_, body) in now.items() if of == "party"}:
            bodies = [body for (body,) in self._db.execute("SELECT body FROM party ORDER BY n")]
            self._db.execute("DELETE FROM name_row")
            building.write_names(self._db, bodies)

    def _write(self, loaded: dict[SourceFile, _Loaded], made: Rows) -> list[Read]:
        kept = {row[0]: Read(*row) for row in self._kept}
        read = []
        for file in self._files:
            slot = self._slot[file]
            if file not in loaded:
                read.append(kept[slot])
                continue
            claims = 0
            for row in loaded[file].rows:
                if isinstance(row.table, Claim):
                    claims += 1
                    made.add(slot + claims, row.table, file.short, row.line)  # type: ignore[arg-type]  # one of its kinds
            tables.insert_batch(self._db, made.taken())
            read.append(Read(slot, loaded[file].stamp, loaded[file].read_ns, claims))
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
            row = [*found] if found else [*values, 0]
            row[2 if table == "kind" else 3] += by
            self._db.execute(f"DELETE FROM {table}_row WHERE {where}", values)
            if table != "kind" or row[2]:
                tables.insert_checked(self._db, table, [tuple(row)])


def _load(file: SourceFile) -> _Loaded:
    data, stamp, read_ns = places.read_stamped(file)
    loaded = load_text(data, file.shown)
    if loaded.problems:
        raise UnsoundError
    return _Loaded(loaded.rows, stamp, read_ns)


def _weight(table: str, body: bytes) -> object:
    """What of a declaration stands in the rows of claims."""
    made = msgspec.msgpack.decode(body, type=TABLES[table])
    if isinstance(made, Party):
        return made.name
    if isinstance(made, Source):
        return last_day(made)
    return (made.topic, made.label) if isinstance(made, Measure) else None


class _Lazy(Declared):
    """What an index declares, looked up when it is needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()

        def body(table: str, id_: str) -> bytes:
            sql = f"SELECT body FROM {table} WHERE id = ?"
            found = connection.execute(sql, (id_,)).fetchone()
            if found is None:
                raise KeyError(id_)
            return bytes(found[0])

        def party(id_: str) -> str:
            return msgspec.msgpack.decode(body("party", id_), type=Party).name

        def measure(id_: str) -> tuple[str, str]:
            made = msgspec.msgpack.decode(body("measure", id_), type=Measure)
            return made.topic, made.label

        def source(id_: str) -> int | None:
            return last_day(msgspec.msgpack.decode(body("source", id_), type=Source))

        self.parties = _Filled(party)
        self.measures = _Filled(measure)
        self.sources = _Filled(source)
        for (encoded,) in connection.execute("SELECT body FROM topic"):
            self.add(msgspec.msgpack.decode(encoded, type=Topic))


class _Filled(dict[str, Any]):
    """A dictionary that looks up what it does not hold yet."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> Any:
        found = self[key] = self._find(key)
        return found
