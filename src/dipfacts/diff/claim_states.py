"""One claim in the states of a repository: as commits have it, and as it is now."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from typing import Any

from msgspec import msgpack, structs

from dipfacts.diff.changes import content
from dipfacts.diff.commit_files import texts_of, within
from dipfacts.diff.commit_texts import claims, fault_in, id_of, in_text, tables
from dipfacts.diff.git import Entry, Repository
from dipfacts.diff.rows import Row, paired
from dipfacts.diff.stands import Stand, rows_in, stand_of, unkeyed
from dipfacts.diff.working_tree import WorkingTree
from dipfacts.errors import QuestionError
from dipfacts.model.csv_table import may_be_row
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import LoadedTable, load_text
from dipfacts.read.table_files import csv_file, load_table
from dipfacts.record import T

_MOST_HELD = 2  # files of rows that are compared


class ClaimStates:
    """The claims of states, as far as they were looked for.

    A state is a commit, "" where there is none, or None: the files now. `last` is the file that
    had the claim in the state that was looked at last.
    """

    def __init__(self, repository: Repository, paths: list[str]) -> None:
        self._repository, self._now = repository, WorkingTree(repository, paths)
        self._own = [within(repository, path) for path in paths]
        for path in paths if repository.top else ():  # a link may lead to what had another name
            with contextlib.suppress(QuestionError):
                real = within(repository, os.path.realpath(path))
                self._own += [] if real in self._own else [real]
        self._contents: dict[str, bytes] = {}
        self._read: dict[tuple[str | bytes, ...], Stand | None] = {}
        self._stands: dict[tuple[str, str], Stand | None] = {}
        self._held: dict[tuple[str | bytes, ...], list[Row]] = {}
        self._begins = False  # older commits do not have the base
        self.last = ""
        self.remarks: list[str] = []

    def stand(self, state: str | None, id: str, follow: bool = False) -> Stand | None:
        """Return the claim as it is in a state: in a file of the base.

        To `follow` one that a later state has, also in another file, which it may have moved from.
        """
        if state is None:
            return next(self._now.stands(id), None)
        if state == "":
            return None
        key = state, id
        if key not in self._stands or (follow and not self._stands[key]):
            having = [(toml, it.file, it) for toml, it in self._having(state, id).items()]
            results = self._of_base(state, having, follow)
            if len(results) > 1:
                several = f"{len(results)} files have {id}, none of which is of the base"
                self.remarks = [f"The history ends where {several}."]
            self._stands[key] = results[0] if len(results) == 1 else None
        return self._stands[key]

    def leave(self, state: str, id: str) -> None:
        """Look for the claim of a state in the base alone, where another file has it, too."""
        self._stands[state, id] = None

    def _of_base(self, state: str, places: list[tuple[str, str, T]], follow: bool) -> list[T]:
        """Return what is in the file that had the claim last, else in the base.

        Else all, to `follow` one. A place is a file of TOML, and the file of the claim.
        """
        own = [it for _, file, it in places if file == self.last]
        if places and not own:
            texts = self._texts_of_base(state)
            own = [it for toml, _, it in places if toml in texts]
        return own[:1] or ([it for *_, it in places] if follow else [])

    def _texts_of_base(self, state: str) -> set[str]:
        """Return the files of TOML of the base in a commit, where it may have had another name."""
        results = texts_of(self._repository, state, self._own)
        if not results and not self._begins:
            names = [self._repository.was_called(path, state) for path in self._own]
            former = [it for it in names if it and not texts_of(self._repository, "HEAD", [it])]
            self._begins = not former
            self._own += former
            results = texts_of(self._repository, state, self._own)
        return results

    def has(self, state: str | None, id: str) -> bool:
        """Return whether a state has a claim of that id."""
        if state is None:
            return any(self._now.stands(id))
        return bool(state and self._having(state, id))

    def _having(self, state: str, id: str) -> dict[str, Stand]:
        """Return the claim by each file of TOML of a commit that has it, or declares its table."""
        entries = self._repository.entries(state)
        having = {path: self._claim(entries, path, id) for path in self._texts(entries)}
        return {path: it for path, it in having.items() if it}

    def _texts(self, entries: dict[str, Entry]) -> dict[str, bytes]:
        """Return the text of each file of TOML."""
        tomls = [path for path in entries if path.endswith(".toml")]
        self._fetch(entries, tomls)
        return {path: self._contents.get(entries[path].id, b"") for path in tomls}

    def _fetch(self, entries: dict[str, Entry], paths: list[str]) -> None:
        """Read what was not read yet."""
        new = (entries[path] for path in paths if entries[path].id not in self._contents)
        self._contents |= self._repository.contents(new)

    def _claim(self, entries: dict[str, Entry], path: str, id: str) -> Stand | None:
        """Return the claim if a file of TOML has it, or a CSV file of a table in it."""
        blob = entries[path].id
        data = self._contents.get(blob, b"")
        key = blob, path, id
        if key not in self._read:
            claim = in_text(data, id)
            self._read[key] = claim and stand_of(claim, path)
        if result := self._read[key]:
            return result
        for table, file in tables(data, path):
            if may_be_row(id, id_of(table)) and file in entries:
                row = entries[file].id, file, msgpack.encode(table.table), id
                if row not in self._read:
                    self._read[row] = self._stand_in(entries, path, file, table, id)
                if result := self._read[row]:
                    return result
        return None

    def _stand_in(
        self, entries: dict[str, Entry], toml: str, file: str, table: LoadedTable, id: str
    ) -> Stand | None:
        """Return the claim if the CSV file of a table has it."""
        if unkeyed(table):  # more of its rows will be looked for
            held = self._rows_held(entries, toml, file, table)
            return next((row.item for row in held if row.id == id), None)
        rows = self._rows(entries, toml, file, table)
        return next((stand_of(claim, file) for claim in rows if claim.id == id), None)

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

    def is_in(self, file: str, state: str | None, id: str) -> bool:
        """Return whether a file has a claim of that id in a state."""
        if state is None:
            return self._now.is_in(file, id)
        return any(stand.file == file for stand in self._having(state, id).values())

    def fault(self, state: str | None, file: str) -> str:
        """Return what keeps the file of a claim from loading in a state, or that of its table."""
        if state is None:
            return _fault(self._now.texts(), file)
        return _fault(self._texts(self._repository.entries(state)), file)

    # ---------------------------------------------------------------------- under another id

    def same(self, stand: Stand, state: str | None, other: str | None) -> str | None:
        """Return the id of the one claim that says the same in a state, and is in the other not.

        It may have moved.
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
        return ids[0] if len(ids) == 1 and not self.has(other, ids[0]) else None

    def _other_files(self, state: str | None, other: str | None) -> Iterator[str]:
        """Yield the files of TOML of a state that the other state does not have like this."""
        if state is None:
            yield from self._now.paths()
            return
        there = self._repository.entries(other) if other else {}
        for path, entry in self._repository.entries(state).items():
            if path.endswith(".toml") and there.get(path) != entry:
                yield path

    def _of_file(self, file: str, state: str | None) -> list[Any]:
        """Return the claims that a file has in a state."""
        if state is None:
            return self._now.claims_of(file)
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

    # ------------------------------------------------------------------ rows without a key

    def rows(self, table: str, old: str | None, new: str | None) -> list[tuple[Stand, Stand]]:
        """Return the rows of a table without a key that two states have in common, as they are."""
        both = paired(self._rows_of(table, old), self._rows_of(table, new))
        return [(was.item, now.item) for was, now in both]

    def _rows_of(self, table: str, state: str | None) -> list[Row]:
        """Return the rows of a table in a state, if it has no key there."""
        if state is None:
            return self._now.rows_of(table)
        known = [(toml, file, (toml, file, row)) for toml, file, row in self._places(table, state)]
        places = self._of_base(state, known, follow=True)
        if len(places) != 1 or not unkeyed(places[0][-1]):
            return []
        ((toml, file, declared),) = places
        return self._rows_held(self._repository.entries(state), toml, file, declared)

    def _rows_held(
        self, entries: dict[str, Entry], toml: str, file: str, table: LoadedTable
    ) -> list[Row]:
        """Return the rows of a table without a key in a commit; those of the last are held."""
        key = entries[file].id, file, msgpack.encode(table.table)
        if key not in self._held:
            rows = self._rows(entries, toml, file, table)
            self._held = dict([*self._held.items()][1 - _MOST_HELD :])
            self._held[key] = rows_in(rows, file, table)
        return self._held[key]

    def _places(self, table: str, state: str) -> Iterator[tuple[str, str, LoadedTable]]:
        """Yield each file of TOML that declares a table in a commit, with its CSV file, and it."""
        entries = self._repository.entries(state) if state else {}
        for path, data in self._texts(entries).items():
            for row, file in tables(data, path):
                if id_of(row) == table and file in entries:
                    yield path, file, row


def _fault(texts: dict[str, bytes], file: str) -> str:
    """Return what keeps the first text from loading that is the file, or may name it."""
    name = os.path.basename(file).encode()
    results = [path for path, data in texts.items() if path == file or name in data]
    return next(filter(None, (fault_in(texts[path], path) for path in results)), "")
