"""The history of one claim: which commits added it, changed it, moved it or withdrew it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import Any

from msgspec import msgpack, structs

from dipfacts.diff.claims import Changes, changes, content
from dipfacts.diff.commit_files import has, is_below, not_kept, within
from dipfacts.diff.commit_texts import claims, fault_in, id_of, in_text, tables
from dipfacts.diff.git import Commit, Entry, Repository
from dipfacts.errors import QuestionError
from dipfacts.read import files
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import LoadedTable, load_text
from dipfacts.read.table_files import csv_file, load_table
from dipfacts.record import Record
from dipfacts.text import plain


class Step(Record, frozen=True):
    """The change of a claim by a commit; without a commit, one that was not committed yet.

    `change` is added, changed, renamed, moved, withdrawn, here-first: in the oldest commit that a
    shallow clone has; or unreadable, loads-again of its file, which `fault` keeps from loading.
    `was` is its id or its file before, where that is another.
    """

    commit: Commit | None
    change: str
    id: str
    file: str
    was: str | None = None
    changes: Changes = {}  # noqa: RUF012  # never changed
    fault: str = ""


class Stand(Record, frozen=True):
    """A claim as it stands in a commit, without the number of its row, and its file."""

    claim: Any
    file: str


class History(Record, frozen=True):
    """The steps of a claim, the newest first, of which `limit` are shown (0: all), and remarks."""

    id: str
    steps: list[Step]
    remarks: list[str]
    limit: int = 0

    @property
    def newest(self) -> list[Step]:
        """The newest steps."""
        return self.steps[: self.limit or None]

    @property
    def left_out(self) -> int:
        """Return how many older steps there are."""
        return len(self.steps) - len(self.newest)


def history(repository: Repository, paths: list[str], id: str, limit: int = 0) -> History:
    """Return what commits did to a claim of a base, the newest first; no steps if none has it.

    Raises QuestionError where there are no commits, and for a bundled base that none has.
    """
    head = repository.commit("HEAD")
    if not head:
        message = f"{plain(paths[0])} has no history: nothing is committed in its repository yet"
        raise QuestionError(message, "git commit it first: log tells what commits did to a claim")
    if files.BUNDLED in paths and not has(repository, head, files.BUNDLED):
        raise not_kept("HEAD")
    teller = _Teller(repository, paths, id)
    return History(id, [*teller.steps(head)], teller.remarks, limit)


class _Teller:
    """The claims of commits, as far as they were looked for; `id` is that of older commits."""

    def __init__(self, repository: Repository, paths: list[str], id: str) -> None:
        self._repository, self._paths, self._id = repository, paths, id
        self._own = [within(repository, path) for path in paths]
        self._last = ""  # the file that had it last
        self._is_copy = False  # what is older is of the file that it was copied from
        self._is_later = False  # a later state has it
        self._contents: dict[str, bytes] = {}
        self._read: dict[tuple[str | bytes, ...], Any] = {}
        self._stands: dict[tuple[str, str], Stand | None] = {}
        self.remarks: list[str] = []

    def steps(self, head: str) -> Iterator[Step]:
        """Yield what was done to the claim, the newest first."""
        if self._repository.top:
            yield from self._steps_at(None, now := self._now(), [self.stand(head)])
            self._is_later = now is not None
        for commit in self._repository.history(head):
            if self._is_copy:
                return
            now = self.stand(commit.id)
            self._last = now.file if now else self._last
            yield from self._steps_at(commit, now, [self.stand(id) for id in commit.parents])
            self._is_later |= now is not None

    def _steps_at(
        self, commit: Commit | None, now: Stand | None, before: list[Stand | None]
    ) -> Iterator[Step]:
        """Yield the step from the parents of a commit to it, if there is one."""
        was = next(filter(None, before), None)
        if now in before or not (now or was):
            return
        if now is None:
            if was and all(before):
                yield self._gone(commit, was)
        elif was is None:
            yield self._come(commit, now)
        elif self._is_still_in(was.file, commit, now):
            self._is_copy = True
            self.remarks.append(f"{plain(was.file)} had it before, and has it still.")
            yield Step(commit, "added", self._id, now.file)
        else:
            step = self._changed(commit, was, now, "moved")
            if step.changes or step.was:
                yield step

    def _changed(self, commit: Commit | None, was: Stand, now: Stand, otherwise: str) -> Step:
        """Return the step from a claim to the same with other keys; `otherwise` if none differs."""
        result = changes(was.claim, now.claim)
        moved = was.file if was.file != now.file else None
        return Step(commit, "changed" if result else otherwise, self._id, now.file, moved, result)

    def _come(self, commit: Commit | None, now: Stand) -> Step:
        """Return the step before which the claim had another id, could not be read, or was not."""
        id, state = self._id, _before(commit)
        if older := self._before_fault(state, now.file):
            return self._changed(commit, older, now, "loads-again")
        if former := self._same(now, state, commit.id if commit else None):
            self._id = former
            return Step(commit, "renamed", id, now.file, former)
        is_first = self._repository.is_shallow and commit and not commit.parents
        return Step(commit, "here-first" if is_first else "added", id, now.file)

    def _gone(self, commit: Commit | None, was: Stand) -> Step:
        """Return the step after which the claim is under another id, or cannot be read, or gone."""
        id, state = self._id, commit.id if commit else None
        if fault := self._fault(state, was.file):
            newest = None if self._repository.top else "HEAD"
            is_lost = not (self._is_later or self._fault(newest, was.file))
            return Step(commit, "withdrawn" if is_lost else "unreadable", id, was.file, fault=fault)
        if heir := self._same(was, state, _before(commit)):
            return Step(commit, "renamed", heir, was.file, id)
        return Step(commit, "withdrawn", id, was.file)

    def _before_fault(self, state: str, file: str) -> Stand | None:
        """Return the claim as it was before its file stopped loading; None where that loads."""
        state = self._repository.commit(state) or "" if state else ""
        while state and self._fault(state, file):
            state = self._repository.commit(f"{state}^") or ""
            if state and (result := self.stand(state)):
                return result
        return None

    def _fault(self, state: str | None, file: str) -> str:
        """Return what keeps the file of a claim from loading in a state, or that of its table."""
        if state is None:
            here = self._here()
            texts = {within(self._repository, it.path): files.read(it) for it in here}
        else:
            texts = self._texts(self._repository.entries(state))
        name = os.path.basename(file).encode()
        results = [path for path, data in texts.items() if path == file or name in data]
        return next(filter(None, (fault_in(texts[path], path) for path in results)), "")

    # --------------------------------------------------------------------- looking for it

    def stand(self, commit: str) -> Stand | None:
        """Return the claim as it is in a commit: in a file of the base, else in the one with it."""
        key = commit, self._id
        if key not in self._stands:
            self._stands[key] = self._stand_in(self._repository.entries(commit))
        return self._stands[key]

    def _stand_in(self, entries: dict[str, Entry]) -> Stand | None:
        having = self._having(entries)
        own = [it for it in having if it.file == self._last] or [
            it for it in having if any(is_below(it.file, path) for path in self._own)
        ]
        if len(results := own or having) == 1 or own:
            return results[0]
        if having:
            several = f"{len(having)} files have {self._id}, none of which is of the base"
            self.remarks = [f"The history ends where {several}."]
        return None

    def _having(self, entries: dict[str, Entry]) -> list[Stand]:
        """Return the claim in each file that has it."""
        having = (self._claim(entries, path) for path in self._texts(entries))
        return [_stand(*results) for results in having if results]

    def _texts(self, entries: dict[str, Entry]) -> dict[str, bytes]:
        """Return the text of each file of TOML."""
        tomls = [path for path in entries if path.endswith(".toml")]
        self._fetch(entries, tomls)
        return {path: self._contents.get(entries[path].id, b"") for path in tomls}

    def _fetch(self, entries: dict[str, Entry], paths: list[str]) -> None:
        """Read what was not read yet."""
        new = (entries[path] for path in paths if entries[path].id not in self._contents)
        self._contents |= self._repository.contents(new)

    def _claim(self, entries: dict[str, Entry], path: str) -> tuple[Any, str] | None:
        """Return the claim if a file of TOML has it, or a CSV file of a table in it; and which."""
        blob = entries[path].id
        data = self._contents.get(blob, b"")
        key = blob, self._id
        if key not in self._read:
            self._read[key] = in_text(data, self._id)
        if self._read[key] is not None:
            return self._read[key], path
        for table, file in tables(data, path):
            if self._id.startswith(f"{id_of(table)}-") and file in entries:
                row = entries[file].id, msgpack.encode(table.table), self._id
                if row not in self._read:
                    rows = self._rows(entries, path, file, table)
                    self._read[row] = next((claim for claim in rows if claim.id == self._id), None)
                if self._read[row] is not None:
                    return self._read[row], file
        return None

    def _rows(
        self, entries: dict[str, Entry], toml: str, file: str, table: LoadedTable
    ) -> list[Any]:
        """Return the claims that the CSV file of a table in a file of TOML of a commit has."""
        csv = csv_file(SourceFile(toml, toml, toml), table.table)
        self._fetch(entries, [file])
        with tempfile.TemporaryDirectory(prefix="dipfacts-") as folder:
            path = os.path.join(folder, os.path.basename(file))
            with open(path, "xb") as stream:
                stream.write(self._contents.pop(entries[file].id, b""))
            return claims(load_table(csv._replace(path=path), table).rows)

    def _now(self) -> Stand | None:
        """Return the claim as it is in the working tree."""
        for file in self._here():
            data = files.read(file)
            if claim := in_text(data, self._id):
                return _stand(claim, within(self._repository, file.path))
            for table, path in tables(data, file.path):
                if self._id.startswith(f"{id_of(table)}-"):
                    rows = claims(load_table(csv_file(file, table.table), table).rows)
                    if claim := next((row for row in rows if row.id == self._id), None):
                        return _stand(claim, within(self._repository, path))
        return None

    def _here(self) -> list[SourceFile]:
        there = [path for path in self._paths if path == files.BUNDLED or os.path.lexists(path)]
        return files.source_files(there) if there else []

    # ---------------------------------------------------------------------- under another id

    def _same(self, stand: Stand, state: str | None, other: str | None) -> str | None:
        """Return the id of the one claim that says the same in a state, and is in the other not.

        A state is a commit, "" where there is none, or None: the files now. It may have moved.
        """
        if state == "":
            return None
        wanted = structs.replace(stand.claim, id="")
        ids = [
            claim.id
            for file in dict.fromkeys([stand.file, *self._other_files(state, other)])
            for claim in self._of_file(file, state)
            if structs.replace(content(claim, file), id="") == wanted
        ]
        return ids[0] if len(ids) == 1 and not self._has(ids[0], other) else None

    def _other_files(self, state: str | None, other: str | None) -> Iterator[str]:
        """Yield the files of TOML of a state that the other state does not have like this."""
        if state is None:
            yield from (within(self._repository, file.path) for file in self._here())
            return
        there = self._repository.entries(other) if other else {}
        for path, entry in self._repository.entries(state).items():
            if path.endswith(".toml") and there.get(path) != entry:
                yield path

    def _of_file(self, file: str, state: str | None) -> list[Any]:
        """Return the claims that a file has in a state."""
        if state is None:
            return self._of_file_now(file)
        entries = self._repository.entries(state)
        texts = self._texts(entries)
        if file in texts:
            return claims(load_text(texts[file], file).rows)
        return [
            claim
            for path, data in texts.items()
            for table, csv in tables(data, path)
            if csv == file and file in entries
            for claim in self._rows(entries, path, file, table)
        ]

    def _of_file_now(self, file: str) -> list[Any]:
        for here in self._here():
            data = files.read(here)
            if within(self._repository, here.path) == file:
                return claims(load_text(data, "").rows)
            for table, path in tables(data, here.path):
                if within(self._repository, path) == file:
                    return claims(load_table(csv_file(here, table.table), table).rows)
        return []

    def _has(self, id: str, state: str | None) -> bool:
        """Return whether a state has a claim of that id."""
        kept, self._id = self._id, id
        try:
            if state is None:
                return self._now() is not None
            return bool(state and self._having(self._repository.entries(state)))
        finally:
            self._id = kept

    def _is_still_in(self, file: str, commit: Commit | None, now: Stand) -> bool:
        """Return whether another file, which had the claim, has it still: it was copied."""
        if file == now.file:
            return False
        if commit:
            entries = self._repository.entries(commit.id)
            return any(stand.file == file for stand in self._having(entries))
        there = os.path.join(self._repository.top, file)
        if not os.path.isfile(there):
            return False
        with open(there, "rb") as stream:
            return bool(in_text(stream.read(), self._id))


def _before(commit: Commit | None) -> str:
    """Return what came before a commit, or before what is not committed; "" of a first one."""
    return "HEAD" if commit is None else (*commit.parents, "")[0]


def _stand(claim: Any, file: str) -> Stand:
    return Stand(content(claim, file), file)
