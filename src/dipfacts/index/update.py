"""The update of an index, for which only the files that changed are read again.

The result answers every question as an index made from nothing would. Where that is not certain, a
`Renewal` raises one of UNCERTAIN, and everything is compiled, which reports what is wrong.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dipfacts.errors import QuestionError
from dipfacts.index import schema
from dipfacts.index.blocks import NumberRange
from dipfacts.index.build import check_wholes
from dipfacts.index.cache import indexed_files
from dipfacts.index.changes import changed_files, named_in, put_rest
from dipfacts.index.course_counts import count_courses
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
from dipfacts.index.decode import CLAIM, PARTY_SET, fact_of
from dipfacts.index.implicit import Resolver, insert_implicit
from dipfacts.index.latest import keep
from dipfacts.index.lines import tally
from dipfacts.index.occurrences import check_same, claims_of_occurrences, group, touched
from dipfacts.index.piece_updates import SharedWords, delete, forget, free_number
from dipfacts.index.pieces import manner_key, pairs_of, subject_key
from dipfacts.index.rows import Declared, Numbers, Rows
from dipfacts.index.schema import DAMAGED, GAP, Batch, CountKey, IndexedFile, Values
from dipfacts.model.query import Fact
from dipfacts.model.tables import Party
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.implicit_countries import IMPLICIT_NTH
from dipfacts.read.repeated_declarations import meaning

_ROOM = 2 * IMPLICIT_NTH  # numbers that are kept free for the rows of each file
UNCERTAIN = (FastPathError, *DAMAGED, KeyError, msgspec.MsgspecError, QuestionError)

_Declarations = dict[tuple[str, str], Declaration]  # by table and id


class Renewal:
    """An index to be brought up to date, with the files that must be read again, read."""

    def __init__(
        self, index: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
    ) -> None:
        self._db = index
        self._indexed = indexed_files(index)
        self.files, self._slot, self._loaded = changed_files(index, self._indexed, files, stamps)
        self._lines = Counter[CountKey]()  # what was inserted of timelines
        self._party_sets = set[tuple[Values, int]]()  # of claims that went: links and number
        self._touched: list[int] = []  # claims inserted that may be one with others
        self._subjects = set[int]()  # of claims inserted

    def write(self, copy: sqlite3.Connection) -> list[IndexedFile]:
        """Bring a copy of the index up to date with what was read; return the files of it all."""
        self._db = copy
        if indexed_files(copy) != self._indexed:
            raise FastPathError  # another process replaced the kept one before it was copied
        still = [*self._slot.values()]
        if still != sorted(still):
            raise FastPathError  # the files are in another order than they were
        gone = [old for old in self._indexed if old.slot not in still]
        spans = self._spans(self._loaded, [old.slot for old in gone])
        self._give_slots()
        resolver = self._resolve(spans)
        old, new = self._old_declarations(spans), self._new_declarations()
        same, others = self._unchanged(spans)
        serves = all(_serves_claims(row, new.get(key)) for key, row in old.items())
        if not serves:
            same, others = set(), sorted([*same, *others])
        removed, numbers = self._rows_of(others)
        if not serves:  # subjects and manners hold what they have from declarations
            numbers.subjects.clear()
            numbers.manners.clear()
        words = SharedWords(copy)
        left = claims_of_occurrences(copy, others) - {*others}
        counts = removed.counts()
        self._check_dependents(old, new, counts, resolver)
        batch = removed.taken()
        counts |= tally(batch.moment)
        words.remove(batch)
        delete(copy, batch)
        for table in ("suspect", "block"):
            copy.executemany(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", self._read(spans))
        self._declare(spans, old, new)
        self._name(spans, resolver, _bodies(old, "party") != _bodies(new, "party"))
        made = Rows(StoredDeclared(copy), itertools.count(free_number(copy)), numbers)
        indexed = self._insert(same, made, words)
        words.write()
        forget(copy, batch, self._party_sets)
        keep(copy, self._subjects.union(row[schema.SUBJECT] for row in batch.claim))
        if ("tally", "relation") in self._lines or ("tally", "relation") in counts:
            count_courses(copy)
        self._recount({**made.counts(), **self._lines}, counts)
        schema.insert_files(copy, indexed)
        check_kinds(copy)
        check_wholes(copy)
        check_same(copy)
        group(copy, [*left, *self._touched])
        copy.commit()
        return indexed

    # ------------------------------------------------------------------ numbers: see schema.GAP

    def _spans(self, files: Iterable[SourceFile], gone: Sequence[int] = ()) -> list[NumberRange]:
        """Return the first and the last number that each file may have given to its rows."""
        order = sorted({*(old.slot for old in self._indexed), *self._slot.values()})
        after = dict(zip(order, [*order[1:], order[-1] + GAP], strict=True))
        slots = [*gone, *(self._slot[file] for file in files if file in self._slot)]
        return [(slot, after[slot] - 1) for slot in sorted(slots)]

    def _read(self, spans: list[NumberRange]) -> list[NumberRange]:
        """Return the numbers that were read again: of files read quickly those of blocks alone."""
        quickly = {self._slot[file]: it.quickly for file, it in self._loaded.items()}
        each = ((span, quickly.get(span[0])) for span in spans)
        return [it for span, known in each for it in (known.spans if known else [span])]

    def _give_slots(self) -> None:
        """Find room for new files between those that were there."""
        low = 0
        for nth, file in enumerate(self.files):
            if file not in self._slot:
                rest = (self._slot[f] for f in self.files[nth:] if f in self._slot)
                high = next(rest, None)
                slot = max(low, self._indexed[-1].slot) + GAP if high is None else (low + high) // 2
                if slot - low < _ROOM or (high is not None and high - slot < _ROOM):
                    raise FastPathError
                self._slot[file] = slot
            low = self._slot[file]

    # -------------------------------------------------------------------------- comparing

    def _unchanged(self, spans: list[NumberRange]) -> tuple[set[int], list[int]]:
        """Return the numbers of the old claims that are the same in the same place, and others."""
        now = {
            n: (line, file.short, claim)
            for file, (rows, *_) in self._loaded.items()
            for n, claim, line in claims(rows, self._slot[file])
        }
        sql = f"SELECT {CLAIM} FROM claim WHERE n BETWEEN ? AND ?"
        same, others = set[int](), list[int]()
        quickly = {self._slot[file]: it.quickly for file, it in self._loaded.items()}
        for span in spans:
            if known := quickly.get(span[0]):
                others += known.gone
                continue
            for row in self._db.execute(sql, span):
                fact = fact_of(row)
                if now.get(row[0]) == (fact.line, fact.file, fact.claim):
                    same.add(row[0])
                else:
                    others.append(row[0])
        return same, others

    def _rows_of(self, claims_: list[int]) -> tuple[Rows, Numbers]:
        """Return the rows that these claims have in the index, and what they share, numbered."""
        numbers = Numbers({}, {}, {})
        rows = Rows(StoredDeclared(self._db), itertools.count(1), numbers, share_words=False)
        sql = f"SELECT {CLAIM}, subject, manner FROM claim WHERE n = ?"
        each = list[tuple[Fact, Values]]()
        for n in claims_:
            *row, subject, manner = self._db.execute(sql, (n,)).fetchone()
            fact = fact_of(tuple(row))
            each.append((fact, (n, fact.id, subject, manner)))
            linked, party_set = pairs_of(fact.claim), row[PARTY_SET]
            self._party_sets.add((linked, party_set))  # there may be two of one pair
            numbers.party_sets[linked], numbers.manners[manner_key(fact.claim)] = party_set, manner
            numbers.subjects[subject_key(fact.claim)] = subject, party_set
        for file, run in itertools.groupby(each, key=lambda it: it[0].file):
            rows.add([(row[0], fact.claim, fact.line) for fact, row in run], file)
        rows.batch.claim[:] = [row for _, row in each]  # workers may number one subject twice
        return rows, numbers

    def _old_declarations(self, spans: list[NumberRange]) -> _Declarations:
        """Return what the files of these numbers declared."""
        results = {}
        for table in DECLARING:
            counted = "" if table in UNCOUNTED else ", claims"
            sql = f"SELECT id, n, body{counted} FROM {table} WHERE id = ?"
            ids = f"SELECT id FROM {table}_row WHERE {_own(table)}"
            for span in spans:  # the view would check every row before it looks at its number
                for key in self._db.execute(ids, span).fetchall():
                    row = self._db.execute(sql, key).fetchone()
                    results[table, key[0]] = Declaration(table, *row)
        return results

    def _resolve(self, spans: list[NumberRange]) -> Resolver:
        """Give what was read the ids of the parties that it names."""
        sql = "SELECT id, n, body FROM party WHERE id NOT IN (SELECT party FROM implicit)"
        parties = {
            id_: msgspec.msgpack.decode(body, type=Party)
            for id_, n, body in self._db.execute(sql)
            if not any(first <= n <= last for first, last in spans)
        }
        read = [row.table for loaded in self._loaded.values() for row in loaded.rows]
        parties.update((table.id, table) for table in read if isinstance(table, Party))
        resolver = Resolver(Declared(parties.values()), parties.values)
        for file, loaded in self._loaded.items():
            self._loaded[file] = loaded._replace(rows=resolver.rows(loaded.rows))
        for quickly in (it.quickly for it in self._loaded.values() if it.quickly):
            resolver.bodies.update(quickly.parties)
        return resolver

    def _name(self, spans: list[NumberRange], resolver: Resolver, changed: bool) -> None:
        """Replace the undeclared countries that files name, and the names of parties if need be."""
        implicit = self._db.execute("SELECT 1 FROM implicit LIMIT 1").fetchone()
        if changed and (implicit or resolver.bodies):
            raise FastPathError  # names in other files may mean other parties now
        used = {
            (self._slot[file], id_)
            for file, loaded in self._loaded.items()
            for id_ in named_in(loaded)
            if id_ in resolver.bodies
        }
        if insert_implicit(self._db, used, resolver.bodies, {}, spans) or changed:
            insert_names(self._db)

    def _new_declarations(self) -> _Declarations:
        """Return what the files read again declare. Raises FastPathError for an id given twice."""
        results: _Declarations = {}
        for file, (rows, *_) in self._loaded.items():
            if any(row.nth >= _ROOM for row in rows[-1:]) or len(rows) >= IMPLICIT_NTH:
                raise FastPathError
            for row in declarations(rows):
                if (row.table, row.id) in results:
                    raise FastPathError
                results[row.table, row.id] = row._replace(nth=self._slot[file] + row.nth)
        return results

    def _check_dependents(
        self,
        old: _Declarations,
        new: _Declarations,
        counts: dict[CountKey, int],
        resolver: Resolver,
    ) -> None:
        """Raise FastPathError where rows of other files depend on a declaration that changed."""
        for key, row in old.items():
            if _means_otherwise(row, new.get(key)):
                raise FastPathError  # another file may declare the same
            referred = row.claims > counts.get(key, 0)
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
        implicit = self._db.execute("SELECT DISTINCT party FROM implicit").fetchall()
        known = {*resolver.bodies, *(id_ for (id_,) in implicit)}
        check_declared((it for it in (*others, *new.values()) if it.id not in known), known)

    # -------------------------------------------------------------------- writing

    def _declare(self, spans: list[NumberRange], old: _Declarations, new: _Declarations) -> None:
        """Replace what the files declared by what they declare."""
        for table in DECLARING:
            self._db.executemany(f"DELETE FROM {table}_row WHERE {_own(table)}", spans)
            own = ((row, old.get(key, row)) for key, row in new.items() if row.table == table)
            schema.insert_checked(self._db, table, (row.row(0, was.claims) for row, was in own))

    def _insert(self, same: set[int], made: Rows, words: SharedWords) -> list[IndexedFile]:
        """Insert the claims that changed; return all the files of the index."""
        known = {old.slot: old for old in self._indexed}
        read, inserted = [], list[Batch]()
        for file in self.files:
            slot = self._slot[file]
            if file not in self._loaded:
                read.append(known[slot])
                continue
            loaded = self._loaded[file]
            made.add((it for it in claims(loaded.rows, slot) if it[0] not in same), file.short)
            put_rest(loaded, made.declared, slot, made.batch)
            batch = made.taken()
            self._lines.update(tally(batch.moment))
            words.add(batch)
            schema.insert_batch(self._db, batch)
            inserted.append(batch)
            stamp, read_ns = loaded.stamp, loaded.read_ns
            read.append(IndexedFile(slot, stamp, read_ns, loaded.claims, file.short, file.spec))
        self._touched = [n for batch in inserted for n in touched(self._db, batch)]
        self._subjects = {row[schema.SUBJECT] for batch in inserted for row in batch.claim}
        return read

    def _recount(self, more: dict[CountKey, int], less: dict[CountKey, int]) -> None:
        """Add to and take from the numbers of claims what changed."""
        change = Counter(more)
        change.subtract(less)
        for (table, *values), by in change.items():
            if by == 0 or (table, *values) == ("topic", ""):
                continue
            where = " AND ".join(f"{key} = ?" for key in schema.key_of(table))
            counted = self._db.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone()
            if not counted and table not in schema.COUNTING:
                if by > 0:
                    raise FastPathError
                continue  # it is not declared any more, nor does any claim refer to it
            row: list[Any] = [*counted] if counted else [*values, 0]
            row[-1] += by  # the number of claims is the last column of each
            self._db.execute(f"DELETE FROM {table}_row WHERE {where}", values)
            if table not in schema.COUNTING or row[-1]:
                schema.insert_checked(self._db, table, [tuple(row)])


def _own(table: str) -> str:
    """Return the condition that a row of a table is declared by the file of these numbers."""
    own = "AND id NOT IN (SELECT party FROM implicit)" if table == "party" else ""
    return f"n BETWEEN ? AND ? {own}"


def _bodies(declared: _Declarations, *tables: str) -> dict[tuple[str, str], bytes]:
    """Return the bodies of what is declared, of all tables or of these alone."""
    return {key: row.body for key, row in declared.items() if not tables or key[0] in tables}


def _means_otherwise(old: Declaration, new: Declaration | None) -> bool:
    """Return whether what several files may declare is gone, or means another thing now."""
    now = meaning(new.decoded()) if new else None
    return now != meaning(old.decoded())


def _serves_claims(*old_and_new: Declaration | None) -> bool:
    """Return whether the rows of claims that refer to a declaration may stay as they are."""
    old, new = (Declared([row.decoded()] if row else []) for row in old_and_new)
    return vars(old) == vars(new)
