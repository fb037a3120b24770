"""The claims that two bases have in common, and the differences of the others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from dipfacts.diff.changes import Changes, changes, content, is_row
from dipfacts.diff.declared import Declared
from dipfacts.diff.rows import KeylessRow, may_be_numbered, paired, varying
from dipfacts.diff.states import ComparedState, day_after
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.csv_table import CsvTable, declared_table, table_of
from dipfacts.query.comparison import blocks, checksums, numbered_in_runs, spans, toml_files
from dipfacts.query.csv_tables import csv_tables
from dipfacts.record import Record, as_msgpack


class Pair(NamedTuple):
    """A claim in both states."""

    old: Fact
    new: Fact

    @property
    def changes(self) -> Changes:
        """The keys that differ but for the id; none of a claim that was only renamed or moved."""
        old, new = (content(replace(fact.claim, id=""), fact.file) for fact in self)
        return changes(old, new)


class Claims(Record, frozen=True):
    """All claims of two states, each once. `same` counts those that are as they were, in place."""

    added: list[Fact]
    removed: list[Fact]
    changed: list[Pair]
    renamed: list[Pair]
    moved: list[Pair]
    same: int

    @property
    def are_same(self) -> bool:
        """Return whether both states have the same claims, wherever these stand."""
        return not (self.added or self.removed or self.changed or self.renamed)

    def touched(self) -> Iterator[tuple[Fact | None, Fact | None]]:
        """Yield each claim that may change an answer, as it was and as it is."""
        yield from ((pair.old, pair.new) for pair in (*self.changed, *self.renamed))
        yield from ((fact, None) for fact in self.removed)
        yield from ((None, fact) for fact in self.added)


def compared(old: ComparedState, new: ComparedState, declared: Declared) -> Claims:
    """Compare the claims of two states, which declare other things or not."""
    if old.state.known_by and new.state.known_by:
        return _compare_days(old, new)
    before, after, same = _unlike(old, new, declared["party"].are_same)
    # A base of one file may be called anything.
    is_one = all(len(toml_files(side.base)) == 1 for side in (old, new))
    unnamed = _Unnamed(old, new)
    both = _in_both(before, after, is_one, unnamed)
    removed = _only_in(before, after, both.rows)
    added = _only_in(after, before, both.rows)
    results, removed, added = _by_content(removed, added)
    again = [*unnamed.paired(removed, added, declared)]
    old_ids, new_ids = {pair.old.id for pair in again}, {pair.new.id for pair in again}
    return Claims(
        added=[fact for fact in added if fact.id not in new_ids],
        removed=[fact for fact in removed if fact.id not in old_ids],
        changed=[*both.changed, *again],
        renamed=[pair for pair in results if not unnamed.are(pair)],
        moved=[*both.moved, *(pair for pair in results if unnamed.are(pair))],
        same=same + both.same,
    )


class _Unnamed:
    """The rows of both states that only a number names, which is no name."""

    def __init__(self, old: ComparedState, new: ComparedState) -> None:
        self._tables = [_without_key(side) for side in (old, new)]

    def are(self, pair: Pair) -> bool:
        """Return whether a claim is such a row in both states."""
        return all(_table(*it) for it in zip(self._tables, pair, strict=True))

    def paired(self, removed: list[Fact], added: list[Fact], declared: Declared) -> Iterator[Pair]:
        """Yield the rows that are the same, though they changed."""
        sides: tuple[dict[str, list[KeylessRow]], ...] = ({}, {})
        new_ids = declared["table"].renamed
        for nth, facts in enumerate((removed, added)):
            for fact in facts:
                if table := _table(self._tables[nth], fact):
                    claim = content(fact.claim, fact.file)
                    row = KeylessRow(
                        fact.id, claim if nth else declared.as_now(claim), varying(table), fact
                    )
                    id_ = table.id if nth else new_ids.get(table.id, table.id)
                    sides[nth].setdefault(id_, []).append(row)
        for id_, rows in sides[0].items():
            for was, now in paired(rows, sides[1].get(id_, ())):
                yield Pair(was.item, now.item)


def _without_key(side: ComparedState) -> dict[str, list[CsvTable]]:
    """Return the tables of a state without a key, by the file of their rows."""
    results = defaultdict[str, list[CsvTable]](list)
    for file, spec in csv_tables(side.base).values():
        if not (table := declared_table(spec)).key:
            results[file].append(table)
    return results


def _table(tables: dict[str, list[CsvTable]], fact: Fact) -> CsvTable | None:
    """Return the table without a key of which a claim is a row; None where it is of no such."""
    own = (table for table in tables.get(fact.file, ()) if may_be_numbered(fact.id, table.id))
    return table_of(own, fact.id)


class _Both(Record, frozen=True):
    """The claims whose id both states have; `rows` are ids that may be those of other rows."""

    changed: list[Pair]
    moved: list[Pair]
    rows: set[str]
    same: int


def _in_both(
    before: dict[str, Fact], after: dict[str, Fact], is_one: bool, unnamed: _Unnamed
) -> _Both:
    """Tell apart the claims of one id that changed, that only moved, and that are the same."""
    pairs = [Pair(before[id], after[id]) for id in before.keys() & after.keys()]
    changed, moved, rows = list[Pair](), list[Pair](), set[str]()
    for pair in sorted(pairs, key=lambda pair: _file_order(pair.new)):
        if _key(pair.old, keep_id=True) == _key(pair.new, keep_id=True):
            if pair.old.file != pair.new.file and not (is_one and not is_row(pair.new.file)):
                moved.append(pair)
        elif unnamed.are(pair):
            rows.add(pair.new.id)
        else:
            changed.append(pair)
    return _Both(changed, moved, rows, len(pairs) - len(changed) - len(moved) - len(rows))


def _only_in(state: dict[str, Fact], other: dict[str, Fact], rows: set[str]) -> list[Fact]:
    """Return the claims of a state that the other lacks, and rows that only a number names."""
    return [fact for id, fact in state.items() if id not in other or id in rows]


def _compare_days(old: ComparedState, new: ComparedState) -> Claims:
    """Compare what was known by two days: what became public between them is all that differs."""
    first, last = old.query.known_by, new.query.known_by
    assert first
    assert last
    is_back = (last.end_day or 0) < (first.end_day or 0)
    earlier, later = (last, first) if is_back else (first, last)
    query = new.deprecated.replaced(known_by=later, known_since=day_after(earlier))
    between = [] if earlier.end_day == later.end_day else new.base.find(query)
    same = new.base.count(new.deprecated.replaced(known_by=earlier))
    return Claims([] if is_back else between, between if is_back else [], [], [], [], same)


def _unlike(
    old: ComparedState, new: ComparedState, same_parties: bool
) -> tuple[dict[str, Fact], dict[str, Fact], int]:
    """Return the claims of each state that are not the same in the same place, and how many are."""
    of_old, of_new = spans(old.base), spans(new.base)
    unchanged = of_old.keys() & of_new.keys() if same_parties else set()
    same = sum(of_new[file].claims for file in unchanged)
    before, after = (
        {
            block: sums
            for file in of.keys() - unchanged
            for block, sums in blocks(side.base, of[file].first, of[file].last).items()
        }
        for side, of in ((old, of_old), (new, of_new))
    )
    same += sum(count for block, (count, *_) in after.items() if before.get(block) == after[block])
    only_old, only_new = list[int](), list[int]()
    for block in sorted(before.keys() | after.keys()):
        if before.get(block) == after.get(block):
            continue
        was, now = (checksums(side.base, block) for side in (old, new))
        same += len(was.items() & now.items())
        only_old += [n for n, checksum in was.items() if now.get(n) != checksum]
        only_new += [n for n, checksum in now.items() if was.get(n) != checksum]
    removed, added = (
        {fact.id: fact for fact in numbered_in_runs(side.base, numbers)}
        for side, numbers in ((old, only_old), (new, only_new))
    )
    return removed, added, same


def _by_content(
    removed: Iterable[Fact], added: Iterable[Fact]
) -> tuple[list[Pair], list[Fact], list[Fact]]:
    """Pair claims that say the same under another id; return the pairs, and those left over."""
    left = defaultdict[bytes, deque[Fact]](deque)
    for fact in removed:
        left[_key(fact)].append(fact)
    pairs, new = list[Pair](), list[Fact]()
    for fact in added:
        same = left.get(_key(fact))
        if same:
            pairs.append(Pair(same.popleft(), fact))
        else:
            new.append(fact)
    rest = [fact for facts in left.values() for fact in facts]
    return pairs, sorted(rest, key=_file_order), sorted(new, key=_file_order)


def _file_order(fact: Fact) -> tuple[str, int, str]:
    return fact.file, fact.line, fact.id


def _key(fact: Fact, keep_id: bool = False) -> bytes:
    claim = content(fact.claim, fact.file)
    return fact.type.encode() + as_msgpack(claim if keep_id else replace(claim, id=""))
