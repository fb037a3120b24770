"""The update of an index, for which only the files that changed are read again.

The result answers every question as an index made from nothing would. Where that is not certain, a
`Renewal` raises one of UNCERTAIN, and everything is compiled, which reports what is wrong.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from functools import cached_property

import msgspec

from dipfacts.errors import QuestionError
from dipfacts.index.cache import indexed_files
from dipfacts.index.compiling.blocks import NumberRange
from dipfacts.index.compiling.build import check_wholes
from dipfacts.index.compiling.implicit import Resolver, insert_implicit
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows import schema
from dipfacts.index.rows.claim_rows import Numbers, Rows
from dipfacts.index.rows.course_counts import count_relations
from dipfacts.index.rows.declared import (
    DECLARING,
    UNCOUNTED,
    Declaration,
    Declared,
    StoredDeclared,
    check_kinds,
    claims,
    declarations,
    insert_names,
)
from dipfacts.index.rows.decode import CLAIM, PARTY_SET, fact_of
from dipfacts.index.rows.latest import keep
from dipfacts.index.rows.lines import timeline_counts
from dipfacts.index.rows.occurrences import check_same, claims_of_occurrences, group, touched
from dipfacts.index.rows.pieces import manner_key, pairs_of, subject_key
from dipfacts.index.rows.schema import DAMAGED, GAP, Batch, CountKey, IndexedFile, SqlValues
from dipfacts.index.updating.changed_rows import ChangedRows
from dipfacts.index.updating.changes import changed_files, named_in, put_rest
from dipfacts.index.updating.claim_counts import recount
from dipfacts.index.updating.declared_changes import (
    Declarations,
    check_dependents,
    encoded_tables,
    serves_claims,
)
from dipfacts.index.updating.piece_updates import (
    SharedWords,
    delete_claims,
    delete_unused,
    free_number,
)
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Party
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.record import Record

_ROOM = 2 * IMPLICIT_NTH  # numbers that are kept free for the rows of each file
UNCERTAIN = (FastPathError, *DAMAGED, KeyError, msgspec.MsgspecError, QuestionError)


class _Removed(Record, frozen=True):
    """The rows of the claims that go, with the numbers of what they share, and what they counted.

    `party_sets` are the links and the number of each.
    """

    batch: Batch
    numbers: Numbers
    counts: dict[CountKey, int]
    party_sets: set[tuple[SqlValues, int]]

    @property
    def subjects(self) -> set[int]:
        """The numbers of the subjects of these claims."""
        return {row[schema.SUBJECT] for row in self.batch.claim}


class _Inserted(Record, frozen=True):
    """All files of an index, and of the claims that came what they count, and their subjects.

    Those that are `touched` may be one with others.
    """

    files: list[IndexedFile]
    counts: dict[CountKey, int]
    subjects: set[int]
    touched: list[int]


class Renewal:
    """An index to be brought up to date, with the files that must be read again, read."""

    def __init__(
        self, index: sqlite3.Connection, files: list[SourceFile], stamps: list[Stamp]
    ) -> None:
        self._db = index
        self._indexed = indexed_files(index)
        self.files, self._slot, self._loaded = changed_files(index, self._indexed, files, stamps)

    def write(self, copy: sqlite3.Connection) -> list[IndexedFile]:
        """Bring a copy of the index up to date with what was read; return the files of it all."""
        self._db = copy
        if indexed_files(copy) != self._indexed:
            raise FastPathError  # another process replaced the kept one before it was copied
        spans = self._spans()
        self._give_slots()
        resolver = self._resolve(spans)
        old, new = self._old_declarations(spans), self._new_declarations()
        same, others = self._unchanged(spans)
        serves = all(serves_claims(row, new.get(key)) for key, row in old.items())
        if not serves:
            same, others = set(), sorted([*same, *others])
        removed = self._removed(others)
        if not serves:  # subjects and manners hold what they have from declarations
            removed.numbers.subjects.clear()
            removed.numbers.manners.clear()
        check_dependents(copy, old, new, removed.counts, resolver.made_parties)
        left = claims_of_occurrences(copy, others) - {*others}  # while that is still known
        words = SharedWords(copy)
        self._take_out(removed.batch, words, spans)
        self._declare(spans, old, new)
        self._name(spans, resolver, encoded_tables(old, "party") != encoded_tables(new, "party"))
        inserted = self._insert(same, removed.numbers, words)
        self._settle(removed, inserted, words)
        schema.insert_files(copy, inserted.files)
        check_kinds(copy)
        check_wholes(copy)
        check_same(copy)
        group(copy, [*left, *inserted.touched])
        copy.commit()
        return inserted.files

    # ------------------------------------------------------------------ numbers: see schema.GAP

    def _spans(self) -> list[NumberRange]:
        """Return the first and the last number of what files had that changed, or are gone."""
        still = [*self._slot.values()]
        if still != sorted(still):
            raise FastPathError  # the files are in another order than they were
        order = sorted({*(old.slot for old in self._indexed), *still})
        after = dict(zip(order, [*order[1:], order[-1] + GAP], strict=True))
        gone = [old.slot for old in self._indexed if old.slot not in still]
        changed = [self._slot[file] for file in self._loaded if file in self._slot]
        return [(slot, after[slot] - 1) for slot in sorted([*gone, *changed])]

    @cached_property
    def _quickly(self) -> dict[int, ChangedRows]:
        """The changes of files that were read quickly, by their slots."""
        each = self._loaded.items()
        return {self._slot[file]: it.quickly for file, it in each if it.quickly}

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
        for span in spans:
            if known := self._quickly.get(span[0]):
                others += known.gone
                continue
            for row in self._db.execute(sql, span):
                fact = fact_of(row)
                if now.get(row[0]) == (fact.line, fact.file, fact.claim):
                    same.add(row[0])
                else:
                    others.append(row[0])
        return same, others

    def _removed(self, claims_: list[int]) -> _Removed:
        """Return the rows that these claims have in the index, and what they share, numbered."""
        numbers = Numbers({}, {}, {})
        rows = Rows(StoredDeclared(self._db), itertools.count(1), numbers, share_words=False)
        sql = f"SELECT {CLAIM}, subject, manner FROM claim WHERE n = ?"
        each, party_sets = list[tuple[Fact, SqlValues]](), set[tuple[SqlValues, int]]()
        for n in claims_:
            *row, subject, manner = self._db.execute(sql, (n,)).fetchone()
            fact = fact_of(tuple(row))
            each.append((fact, (n, fact.id, subject, manner)))
            linked, party_set = pairs_of(fact.claim), row[PARTY_SET]
            party_sets.add((linked, party_set))  # there may be two of one pair
            numbers.party_sets[linked], numbers.manners[manner_key(fact.claim)] = party_set, manner
            numbers.subjects[subject_key(fact.claim)] = subject, party_set
        for file, run in itertools.groupby(each, key=lambda it: it[0].file):
            rows.add([(row[0], fact.claim, fact.line) for fact, row in run], file)
        counts, batch = rows.counts(), rows.taken()
        batch.claim[:] = [row for _, row in each]  # workers may number one subject twice
        return _Removed(batch, numbers, counts | timeline_counts(batch.timeline), party_sets)

    def _old_declarations(self, spans: list[NumberRange]) -> Declarations:
        """Return the declarations that the files of these numbers had."""
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
            resolver.made_parties.update(quickly.parties)
        return resolver

    def _name(self, spans: list[NumberRange], resolver: Resolver, changed: bool) -> None:
        """Replace the undeclared countries that files name, and the names of parties if need be."""
        implicit = self._db.execute("SELECT 1 FROM implicit LIMIT 1").fetchone()
        if changed and (implicit or resolver.made_parties):
            raise FastPathError  # names in other files may mean other parties now
        used = {
            (self._slot[file], id_)
            for file, loaded in self._loaded.items()
            for id_ in named_in(loaded)
            if id_ in resolver.made_parties
        }
        if insert_implicit(self._db, used, resolver.made_parties, {}, spans) or changed:
            insert_names(self._db)

    def _new_declarations(self) -> Declarations:
        """Return the declarations of files read again. Raises FastPathError for a repeated id."""
        results: Declarations = {}
        for file, (rows, *_) in self._loaded.items():
            if any(row.nth >= _ROOM for row in rows[-1:]) or len(rows) >= IMPLICIT_NTH:
                raise FastPathError
            for row in declarations(rows):
                if (row.table, row.id) in results:
                    raise FastPathError
                results[row.table, row.id] = row._replace(nth=self._slot[file] + row.nth)
        return results

    # -------------------------------------------------------------------- writing

    def _take_out(self, batch: Batch, words: SharedWords, spans: list[NumberRange]) -> None:
        """Delete rows of claims, while what they share is there, and what was read again has."""
        words.remove(batch)
        delete_claims(self._db, batch)
        each = ((span, self._quickly.get(span[0])) for span in spans)
        read = [it for span, known in each for it in (known.spans if known else [span])]
        for table in ("suspect", "block"):
            self._db.executemany(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", read)

    def _declare(self, spans: list[NumberRange], old: Declarations, new: Declarations) -> None:
        """Replace what the files declared by what they declare."""
        for table in DECLARING:
            self._db.executemany(f"DELETE FROM {table}_row WHERE {_own(table)}", spans)
            own = ((row, old.get(key, row)) for key, row in new.items() if row.table == table)
            schema.insert_checked(self._db, table, (row.row(0, was.claims) for row, was in own))

    def _insert(self, same: set[int], numbers: Numbers, words: SharedWords) -> _Inserted:
        """Insert the claims that changed; what they share has `numbers`, or is new."""
        made = Rows(StoredDeclared(self._db), itertools.count(free_number(self._db)), numbers)
        known = {old.slot: old for old in self._indexed}
        read = list[IndexedFile]()
        inserted = list[Batch]()
        lines = Counter[CountKey]()
        for file in self.files:
            slot = self._slot[file]
            if file not in self._loaded:
                read.append(known[slot])
                continue
            loaded = self._loaded[file]
            made.add((it for it in claims(loaded.rows, slot) if it[0] not in same), file.short)
            put_rest(loaded, made.declared, slot, made.batch)
            batch = made.taken()
            lines.update(timeline_counts(batch.timeline))
            words.add(batch)
            schema.insert_batch(self._db, batch)
            inserted.append(batch)
            stamp, read_ns = loaded.stamp, loaded.read_ns
            read.append(IndexedFile(slot, stamp, read_ns, loaded.claims, file.short, file.spec))
        subjects = {row[schema.SUBJECT] for batch in inserted for row in batch.claim}
        joined = [n for batch in inserted for n in touched(self._db, batch)]
        return _Inserted(read, {**made.counts(), **lines}, subjects, joined)

    def _settle(self, removed: _Removed, inserted: _Inserted, words: SharedWords) -> None:
        """Write what follows from the claims that went and came, which are all in place."""
        words.write()
        delete_unused(self._db, removed.batch, removed.party_sets)
        keep(self._db, inserted.subjects | removed.subjects)
        relations = "timeline_count", "relation"
        if relations in inserted.counts or relations in removed.counts:
            count_relations(self._db)
        recount(self._db, inserted.counts, removed.counts)


def _own(table: str) -> str:
    """Return the condition that a row of a table is declared by the file of these numbers."""
    own = "AND id NOT IN (SELECT party FROM implicit)" if table == "party" else ""
    return f"n BETWEEN ? AND ? {own}"
