"""The history of one claim: which commits added it, changed it, moved it or withdrew it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from dipfacts.diff.claims import Changes, changes, content
from dipfacts.diff.git import Commit, Entry, Repository
from dipfacts.diff.laid import within
from dipfacts.model.tables import Claim
from dipfacts.read import files
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import LoadedTable, declared_at_a_glance, load_text
from dipfacts.read.table_files import csv_file, load_table

_FORMAT = b"format = 1\n"
_HEAD = b"\n[["


class Step(NamedTuple):
    """What a commit did to a claim; without a commit, what was not committed yet.

    `change` is added, changed, renamed, moved, withdrawn, or here-first: in the oldest commit that
    a shallow clone has. `was` is its id or its file before, where that is another.
    """

    commit: Commit | None
    change: str
    id: str
    file: str
    was: str | None = None
    changes: Changes = {}  # noqa: RUF012  # never changed


class Stand(NamedTuple):
    """A claim as it stands in a commit, without the number of its row, and its file."""

    claim: Any
    file: str


class History(NamedTuple):
    """The steps of a claim, the newest first, and what a reader must know."""

    id: str
    steps: list[Step]
    remarks: list[str]


def history(repository: Repository, paths: list[str], id: str, limit: int | None = None) -> History:
    """Return what commits did to a claim of a base, the newest first; no steps if none has it."""
    told = _Teller(repository, [within(repository, path) for path in paths], id)
    steps = list[Step]()
    for step in told.steps(paths):
        steps.append(step)
        if limit and len(steps) == limit:
            break
    return History(id, steps, told.remarks)


class _Teller:
    """The claims of commits, as far as they were looked for; `id` is that of older commits."""

    def __init__(self, repository: Repository, paths: list[str], id: str) -> None:
        self._repository, self._paths, self._id = repository, paths, id
        self._last = ""  # the file that had it last
        self._contents: dict[str, bytes] = {}
        self._read: dict[tuple[str, ...], Any] = {}
        self._stands: dict[tuple[str, str], Stand | None] = {}
        self.remarks: list[str] = []

    def steps(self, paths: list[str]) -> Iterator[Step]:
        """Yield what was done to the claim, the newest first."""
        head = self._repository.commit("HEAD")
        if self._repository.top:
            yield from self._told(None, self._now(paths), [self.stand(head)] if head else [], paths)
        for commit in self._repository.history():
            now = self.stand(commit.id)
            self._last = now.file if now else self._last
            yield from self._told(commit, now, [self.stand(id) for id in commit.parents], paths)

    def _told(
        self,
        commit: Commit | None,
        now: Stand | None,
        before: list[Stand | None],
        paths: list[str],
    ) -> Iterator[Step]:
        """Yield the step from the parents of a commit to it, if there is one."""
        if now in before or not (now or any(before)):
            return
        id, was = self._id, next(filter(None, before), None)
        if now is None:
            assert was is not None
            if all(before):
                yield Step(commit, "withdrawn", id, was.file)
        elif was is not None:
            found = changes(was.claim, now.claim)
            moved = was.file if was.file != now.file else None
            change = "changed" if found else "moved"
            if found or moved:
                yield Step(commit, change, id, now.file, moved, found)
        elif former := self._former(now, commit, paths):
            self._id = former
            yield Step(commit, "renamed", id, now.file, former)
        else:
            is_first = self._repository.is_shallow and commit and not commit.parents
            yield Step(commit, "here-first" if is_first else "added", id, now.file)

    # --------------------------------------------------------------------- looking for it

    def stand(self, commit: str) -> Stand | None:
        """Return the claim as it is in a commit: in a file of the base, else in the one with it."""
        key = commit, self._id
        if key not in self._stands:
            self._stands[key] = self._found(self._repository.entries(commit))
        return self._stands[key]

    def _found(self, entries: dict[str, Entry]) -> Stand | None:
        tomls = [path for path in entries if path.endswith(".toml")]
        self._fetch(entries, tomls)
        having = [(path, claim) for path in tomls if (claim := self._claim(entries, path))]
        own = [it for it in having if it[0] == self._last] or [
            it for it in having if any(_is_below(it[0], path) for path in self._paths)
        ]
        if len(found := own or having) == 1 or own:
            return _stand(*found[0][1])
        if having:
            several = f"{len(having)} files have {self._id}, none of which is of the base"
            self.remarks = [f"The history ends where {several}."]
        return None

    def _fetch(self, entries: dict[str, Entry], paths: list[str]) -> None:
        """Read what was not read yet."""
        ids = [entries[p].id for p in paths if entries[p].repository is self._repository]
        self._contents |= self._repository.blobs(id for id in ids if id not in self._contents)

    def _claim(self, entries: dict[str, Entry], path: str) -> tuple[Any, str] | None:
        """Return the claim if a file of TOML has it, or a CSV file of a table in it; and which."""
        blob = entries[path].id
        data = self._contents.get(blob, b"")
        key = blob, self._id
        if key not in self._read:
            self._read[key] = _in_text(data, self._id)
        if self._read[key] is not None:
            return self._read[key], path
        for table in _tables(data, self._id):
            csv = csv_file(SourceFile(path, path, path), table.table)
            file = os.path.normpath(os.path.join(os.path.dirname(path), table.table.file))  # type: ignore[union-attr]  # it is a table
            if file in entries and (claim := self._row(entries, file, csv, table)):
                return claim, file
        return None

    def _row(
        self, entries: dict[str, Entry], file: str, csv: SourceFile, table: LoadedTable
    ) -> Any:
        """Return the claim if a row of a CSV file of a commit is it."""
        key = entries[file].id, str(csv.spec), self._id
        if key not in self._read:
            self._fetch(entries, [file])
            with tempfile.TemporaryDirectory(prefix="dipfacts-") as folder:
                path = os.path.join(folder, os.path.basename(file))
                with open(path, "xb") as stream:
                    stream.write(self._contents.pop(entries[file].id, b""))
                self._read[key] = _of_row(csv._replace(path=path), table, self._id)
        return self._read[key]

    def _now(self, paths: list[str]) -> Stand | None:
        """Return the claim as it is in the working tree."""
        for file in self._here(paths):
            data = files.read(file)
            if claim := _in_text(data, self._id):
                return _stand(claim, within(self._repository, file.path))
            for table in _tables(data, self._id):
                csv = csv_file(file, table.table)
                if claim := _of_row(csv, table, self._id):
                    return _stand(claim, within(self._repository, csv.path))
        return None

    def _here(self, paths: list[str]) -> list[SourceFile]:
        there = [path for path in paths if path == files.BUNDLED or os.path.lexists(path)]
        return files.source_files(there) if there else []

    # ---------------------------------------------------------------------- under another id

    def _former(self, now: Stand, commit: Commit | None, paths: list[str]) -> str | None:
        """Return the id that a claim had before, if only one that is gone said the same."""
        before = "HEAD" if commit is None else (*commit.parents, "")[0]
        if not before or not (id := self._repository.commit(before)):
            return None
        entries = self._repository.entries(id)
        if now.file not in entries or not now.file.endswith(".toml"):
            return None
        self._fetch(entries, [now.file])
        rows = load_text(self._contents[entries[now.file].id], now.file).rows
        claims = [row.table for row in rows if isinstance(row.table, Claim)]
        content = replace(now.claim, id="")
        same = [claim.id for claim in claims if replace(claim, id="") == content]
        if len(same) != 1 or self._is_still_there(same[0], commit, paths):
            return None
        return same[0]

    def _is_still_there(self, id: str, commit: Commit | None, paths: list[str]) -> bool:
        if commit is None:
            return any(_in_text(files.read(file), id) for file in self._here(paths))
        entries = self._repository.entries(commit.id)
        texts = (self._contents.get(entry.id, b"") for entry in entries.values())
        return any(_in_text(data, id) for data in texts)


def _stand(claim: Any, file: str) -> Stand:
    return Stand(content(claim, file), file)


def _tables(data: bytes, id: str) -> list[LoadedTable]:
    """Return the tables of a text of TOML that may have a claim of that id as a row."""
    found = declared_at_a_glance(data) if b"[[table]]" in data else []
    return [it for it in found if it.name == "table" and id.startswith(f"{it.table.id}-")]


def _of_row(csv: SourceFile, table: LoadedTable, id: str) -> Any:
    """Return the claim of that id if a row of a CSV file is it."""
    rows = load_table(csv, table).rows
    return next((row.table for row in rows if getattr(row.table, "id", "") == id), None)


def _in_text(data: bytes, id: str) -> Any:
    """Return the claim of an id that a text of TOML has, else None; only its table is read."""
    if id.encode() not in data:
        return None
    data = data.replace(b"\r\n", b"\n")
    parts = [part for part in (b"\n" + data).split(_HEAD)[1:] if id.encode() in part]
    found = _claim_of(_FORMAT + b"".join(b"\n[[" + part for part in parts), id)
    return found or _claim_of(data, id)  # a text of several lines may hold what looks like a table


def _claim_of(data: bytes, id: str) -> Any:
    rows = load_text(data, "").rows
    claims = (row.table for row in rows if isinstance(row.table, Claim))
    return next((claim for claim in claims if claim.id == id), None)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or not folder or path.startswith(f"{folder}/")
