"""The claims of an import's edition before that are gone, and the files that still name them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dipfacts.errors import Problem
from dipfacts.importing import toml
from dipfacts.importing.folder.candidate import Candidate, CountedCandidate
from dipfacts.importing.folder.reading import (
    declared_beside,
    once_per_state,
    others_beside,
    tables_of,
    texts_beside,
    toml_path,
)
from dipfacts.importing.own_tables.table.own_keys import is_of_rows, keys_alike
from dipfacts.importing.plan import Plan
from dipfacts.model.file_format.tables import AnyClaim, Figure
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.named_ids import references
from dipfacts.read.base.packed_problems import TablePlace
from dipfacts.read.files import SourceFile, regular
from dipfacts.read.rows.csv_files import CsvRow, head_of, rows
from dipfacts.read.rows.table_files import csv_file, load_table, tables_in
from dipfacts.read.rows.tables import layout
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import json_text
from dipfacts.text import listed, plain

_NAMING = (b"part_of", b"same_as")  # the keys by which a claim names another
_OWN_ID = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class NamedClaim:
    """A claim that a file names, and where: its file, line and key."""

    id: str
    file: str
    line: int
    key: str


@dataclass(frozen=True)
class Change:
    """The ids of the claims of the edition before that are gone, and the number of new claims.

    Where that edition is not there to read, `unread` says why, and `more` how many more claims
    there are than then. Of claims that stay, `changed` is how many say something else, `renamed`
    has those whose ids are others now, and `why` says why they are. Those `turned` go from the one
    to whom they went before.
    """

    gone: list[str]
    new: int
    changed: int = 0
    renamed: dict[str, str] = field(default_factory=dict)
    more: int = 0
    unread: str = ""
    why: str = ""
    turned: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Before:
    """The claims of the edition before, the id that each has by now, or why they are unknown."""

    ids: Mapping[str, str]
    claims: Sequence[AnyClaim]
    unread: str = ""

    def changed(self, now: Iterable[AnyClaim]) -> int:
        """Return the number of the claims that are still there and say something else now."""
        by_id = {claim.id: claim for claim in now}
        both = ((it, by_id.get(self.ids[it.id])) for it in self.claims)
        return sum(after is not None and content_of(it) != content_of(after) for it, after in both)

    def turned(self, now: Iterable[AnyClaim]) -> list[str]:
        """Return the ids of figures that go the other way now."""
        ends = {it.id: (it.from_, it.to) for it in now if isinstance(it, Figure)}
        figures = (it for it in self.claims if isinstance(it, Figure) and it.from_)
        return [it.id for it in figures if ends.get(it.id) == (it.to, it.from_)]


def change(candidate: CountedCandidate) -> Change | None:
    """Return the change of claims since the edition before; None where there is none to replace.

    Where the new file was saved over it, only the numbers of claims are compared.
    """
    if not toml.is_ours(candidate.text_before):
        return None
    now = candidate.ids
    before, written = _claims_before(candidate), candidate.counts.claims_taken
    ids, unread, turned = before.ids, before.unread, before.turned(written)
    renamed = {id_: is_ for id_, is_ in ids.items() if id_ != is_ and is_ in now}
    why = _why_other_ids(candidate)
    if unread:
        were = toml.claims_of(candidate.text_before)
        more = len(now) - were if were else 0
        is_same = not (more or renamed or turned)
        return None if is_same else Change([], 0, 0, renamed, more, unread, why, turned)
    gone = [id_ for id_, is_ in ids.items() if is_ not in now]
    changed, new = before.changed(written), len(now.difference(ids.values()))
    return Change(gone, new, changed, renamed, why=why, turned=turned)


def still_named(candidate: CountedCandidate) -> list[Problem]:
    """Return a problem for each place where another file of a folder names a claim that is gone.

    So it does where that claim would have another id.
    """
    before, now = candidate.text_before, candidate.ids
    if not (before and toml.is_ours(before)):
        return []
    named = [*_named_beside(candidate.plan.id, candidate.folder)]
    if not _may_move(candidate):
        named = [it for it in named if it.id not in now]
    if not named:
        return []
    edition = _claims_before(candidate)
    old, ids = edition.ids, {it.id for it in named}
    if edition.unread:
        gone = _of_tables(candidate, ids - now)
    else:
        gone = {id_ for id_ in ids if id_ in old and old[id_] not in now}
    why = f"which {candidate.file.label} does not hold"
    hint = "name another claim there, or remove that line"
    results = dict.fromkeys(gone, (why, hint))
    written = [candidate.toml_name, *dict.fromkeys(it.file for it in tables_of(before))]
    files = listed(plain(os.path.join(candidate.folder, it)) for it in written)
    for id_, now_is in old.items():
        if id_ in ids - gone and id_ != now_is:
            reason = _why_other_ids(candidate)
            why = f'which is "{plain(now_is)}" from now on, as ids {reason}'
            results[id_] = why, f'write "{plain(now_is)}" there, remove {files}, and import again'
    return [
        Problem(
            it.file,
            it.line,
            1,
            "unknown-reference",
            f'{it.key} names "{plain(it.id)}", {results[it.id][0]}',
            results[it.id][1],
        )
        for it in named
        if it.id in results
    ]


def _claims_before(candidate: CountedCandidate) -> _Before:
    """Return the claims that the TOML before declares, in order; or why they are unknown.

    Each has the id that it has by now, if the file still holds it. Where ids are made of something
    else now, those of a file that was saved over are those that it would have.
    """
    path = candidate.toml_path
    results: dict[str, str] = {}
    claims: list[Any] = []
    unread = ""
    for origin in tables_in(candidate.text_before.encode()):
        table = csv_file(SourceFile(path, path, path), origin.table)
        if os.path.realpath(table.path) == os.path.realpath(candidate.file.path):
            unread = "over which the file was saved"
            if not _key_now(candidate):
                return _Before({}, (), unread)
        loaded = load_table(table, origin)
        if loaded.faults:
            return _Before({}, (), f"whose {os.path.basename(table.label)} cannot be read")
        rows_now = _rows_of_file(origin.table, table.path, candidate.plan)
        ids = (row.table.id for row in loaded.rows)
        results.update((id_, _renamed(id_, origin.table.id, rows_now)) for id_ in ids)
        claims += (row.table for row in loaded.rows)
    if _may_move(candidate):
        results = _moved(claims, candidate.counts.claims_taken, results)
    return _Before(results, claims, unread)


def _moved(
    before: Sequence[AnyClaim], now: Sequence[AnyClaim], results: Mapping[str, str]
) -> dict[str, str]:
    """Return the ids that claims before have now, where rows that ids follow may have moved.

    A claim is known by all that it says. One that says nothing that is said now has the id of
    `results` if no other has it: its row was corrected. Else it is gone, and has none.
    """
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for claim in now:
        named[content_of(claim)][claim.id] = None
    found: dict[str, str] = {}
    for claim in before:  # those that have not moved first, as several may say the same
        if results[claim.id] in (ids := named[content_of(claim)]):
            found[claim.id] = results[claim.id]
            del ids[results[claim.id]]
    for claim in before:
        if claim.id not in found and (ids := named[content_of(claim)]):
            found[claim.id] = next(iter(ids))
            del ids[found[claim.id]]
    taken = {*found.values()}
    return {
        id_: found.get(id_, "" if expected in taken else expected)
        for id_, expected in results.items()
    }


def content_of(claim: AnyClaim) -> str:
    """Return all that a claim says, as JSON: not its id, its row, nor what `check` may allow.

    Nor which source of the folder it cites: those of one file are of one.
    """
    own = msgspec.structs.replace(claim, id="", source="", locator=None, allow=())
    return json_text(own)


def _may_move(candidate: Candidate) -> bool:
    """Return whether an id may be another claim's than in the edition before."""
    return _follow_rows(candidate.plan) or bool(_key_now(candidate))


def _why_other_ids(candidate: Candidate) -> str:
    """Return why ids are others than in the edition before, as what they do or are."""
    key = _key_now(candidate)
    return f"are made of {key} now" if key else f"follow the rows of {candidate.file.label}"


def _key_now(candidate: Candidate) -> str:
    """Return the key that ids are made of, in words, if in the edition before it was another."""
    plan, file = candidate.plan, candidate.file
    before = {it.id: it.key or "" for it in tables_of(candidate.text_before)}
    for table in plan.tables:
        was, now = before.get(table["id"]), table.get("key", "")
        if was is not None and not keys_alike(plan, file, was, now):
            return plain(now) or "the numbers of rows"
    return ""


def _follow_rows(plan: Plan) -> bool:
    """Return whether the ids of a table are made of the numbers of rows."""
    return _are_of_rows(plan) or any("key" not in table for table in plan.tables)


def _are_of_rows(plan: Plan) -> bool:
    """Return whether the ids of a table of our own are made of the numbers of the file's rows."""
    own = plan.derived
    return own is not None and any(is_of_rows(it.get("key", ""), own.row) for it in plan.tables)


def _rows_of_file(before: Any, path: str, plan: Plan) -> dict[int, str]:
    """Return the row of the file that each row of a `[[table]]` is of, if its ids now follow these.

    There is none where they did so before, or never followed the rows of the table.
    """
    written = layout(before, path)
    own = plan.derived.row if plan.derived else ""
    if before.key or not _are_of_rows(plan) or head_of(path, written)[0] != own:
        return {}
    return {row.number: row.cells[0] for row in rows(path, written) if isinstance(row, CsvRow)}


def _renamed(id_: str, table: str, rows_now: Mapping[int, str]) -> str:
    """Return the id of a claim with the row of the file in place of that of its table.

    >>> [_renamed(it, "t", {2: "3"}) for it in ("t-2", "t-2-2019")], _renamed("t-2", "t", {})
    (['t-3', 't-3-2019'], 't-2')
    """
    number, *rest = id_.removeprefix(f"{table}-").split("-", 1) if rows_now else [""]
    return "-".join([table, rows_now[int(number)], *rest]) if number.isdecimal() else id_


def _of_tables(candidate: Candidate, ids: Iterable[str]) -> set[str]:
    """Return those of some ids that only a table of the TOML before can have made."""
    name, folder = candidate.plan.id, candidate.folder
    own = {row.table.id for row in tables_in(candidate.text_before.encode())}
    tables = own | {id_ for kind, id_ in declared_beside(folder, name) if kind == "table"}
    by_hand = set[str]()
    for _, text in texts_beside(folder, name):
        by_hand.update(_OWN_ID.findall(text))
    return {id_ for id_ in ids if id_ not in by_hand and _table_of(id_, tables) in own}


def _table_of(id_: str, tables: set[str]) -> str:
    """Return the table whose id an id of a claim begins with, the longest; "" for none."""
    lengths = sorted({len(table) for table in tables}, reverse=True)
    starts = (id_[:length] for length in lengths if id_[length : length + 1] == "-")
    return next((start for start in starts if start in tables), "")


def _named_beside(name: str, folder: str) -> Iterator[NamedClaim]:
    """Yield each claim that another TOML of a folder, or a table in it, names."""
    for other in others_beside(folder, name):
        with suppress(OSError):
            yield from _claims_named_in(toml_path(folder, other))


@once_per_state
def _claims_named_in(path: str) -> tuple[NamedClaim, ...]:
    """Return the claims that a file of TOML, and its tables, name. Raises OSError."""
    with open(path, "rb", opener=regular) as stream:
        data = stream.read()
    if not any(key in data for key in _NAMING):
        return ()
    reader, own = BaseReader(), SourceFile(path, plain(path), path)
    reader.add(own, data)
    results: dict[NamedClaim, None] = {}
    for file, row in reader.rows:
        for where, space, id_ in references(row.table):
            if space == "claim":
                results[_claim_named(reader, own, file, row, str(where), id_)] = None
    return tuple(results)


def _claim_named(
    reader: BaseReader,
    toml_file: SourceFile,
    file: SourceFile,
    row: LoadedTable,
    key: str,
    id_: str,
) -> NamedClaim:
    """Return a claim that a row names with its place: that of the `[[table]]` if all rows do."""
    if row.origin and row.origin.same_in_every_row(key):
        file, row = toml_file, row.origin
    line = row.line if row.origin else reader.place(file, TablePlace.of(row), key)[0]
    return NamedClaim(id_, file.label, line, key)
