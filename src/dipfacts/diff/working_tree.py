"""The files of a base as they are now: the claims in them, and the rows of their tables."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from dipfacts.diff import lfs
from dipfacts.diff.commit_files import led_to
from dipfacts.diff.commit_texts import claims, claims_in, id_of, in_text, tables
from dipfacts.diff.git import Repository, TreeEntry
from dipfacts.diff.rows import KeylessRow
from dipfacts.diff.stands import Stand, rows_in, stand_of, unkeyed
from dipfacts.model.file_format.csv_table import may_be_row
from dipfacts.read import files
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.table_files import csv_file, load_table
from dipfacts.read.toml.loader import LoadedTable, load_text


class WorkingTree:
    """The files of a base as they are now, by their paths in the repository."""

    def __init__(self, repository: Repository, paths: list[str]) -> None:
        self._repository, self._paths = repository, paths
        self.entries: dict[str, TreeEntry] = {}  # of git, which has none of them as they are now

    def stand(self, id: str, follow: bool) -> Stand | None:
        """Return the claim of an id; there is no later state, of which to `follow` one."""
        return next(self._stands(id), None)

    def has(self, id: str) -> bool:
        """Return whether any file has the claim of an id."""
        return any(self._stands(id))

    def _stands(self, id: str) -> Iterator[Stand]:
        """Yield the claim of an id."""
        for file in self._files():
            data = files.read(file)
            if claim := in_text(data, id):
                yield stand_of(claim, self._path_in_commits(file.path))
            for table, path in self._tables(file, data):
                if may_be_row(id, id_of(table)):
                    rows = self._rows_in(file, table)
                    if claim := next((row for row in rows if row.id == id), None):
                        yield stand_of(claim, path, unkeyed(table))

    def unlike(self, entries: Mapping[str, TreeEntry]) -> Iterator[str]:
        """Yield the files of TOML: all, as none is compared with those of a commit."""
        for file in self._files():
            yield self._path_in_commits(file.path)

    def texts(self) -> dict[str, bytes]:
        """Return the text of each file of TOML."""
        return {self._path_in_commits(it.path): files.read(it) for it in self._files()}

    def lacking(self, file: str) -> str:
        """Return that a file is a pointer of Git LFS without its data, as `Commit.lacking` does."""
        return lfs.lacking(self._repository.data_of(_start(self._at(file))), file)

    def _at(self, file: str) -> str:
        """Return where a file of the repository is."""
        return os.path.join(self._repository.top, file)

    def is_in(self, file: str, id: str) -> bool:
        """Return whether a file, of the base or not, has the claim of an id in its text.

        What is a link by now has nothing itself.
        """
        there = os.path.join(self._repository.top, file)
        if not os.path.isfile(there) or os.path.realpath(there) != there:
            return False
        with open(there, "rb") as stream:
            return bool(in_text(stream.read(), id))

    def claims_of(self, file: str) -> list[Any]:
        """Return the claims that a file has."""
        for here in self._files():
            data = files.read(here)
            if self._path_in_commits(here.path) == file:
                return claims(load_text(data, "").rows)
            for table, path in self._tables(here, data):
                if path == file:
                    return self._rows_in(here, table)
        return []

    def rows_of(self, table: str) -> list[KeylessRow]:
        """Return the rows of a table without a key, if one file declares it."""
        places = [
            (here, file, declared)
            for here in self._files()
            for declared, file in self._tables(here, files.read(here))
            if id_of(declared) == table
        ]
        if len(places) != 1 or not unkeyed(places[0][-1]):
            return []
        ((here, file, declared),) = places
        return rows_in(self._rows_in(here, declared), file, declared)

    def _rows_in(self, file: SourceFile, table: LoadedTable) -> list[Any]:
        """Return the claims that a table in a file of TOML has of its CSV file.

        Where that is a pointer of Git LFS, they are read as those of commits are.
        """
        csv = csv_file(file, table.table)
        if lfs.named_by(start := _start(csv.path)):
            return claims_in(csv, self._repository.data_of(start), table)
        return claims(load_table(csv, table).rows)

    def _path_in_commits(self, path: str) -> str:
        """Return the path by which commits have a file: of a link that of what it leads to."""
        return led_to(self._repository, path)

    def _tables(self, file: SourceFile, data: bytes) -> Iterator[tuple[LoadedTable, str]]:
        """Yield the tables of a file of TOML, each with the path of its CSV file in commits."""
        for table, path in tables(data, os.path.realpath(file.path)):
            yield table, self._path_in_commits(path)

    def _files(self) -> list[SourceFile]:
        there = [path for path in self._paths if path == files.BUNDLED or os.path.lexists(path)]
        return files.source_files(there) if there else []


def _start(path: str) -> bytes:
    """Return the first bytes of a file, as many as a pointer of Git LFS has; b"" of none."""
    with contextlib.suppress(OSError), open(path, "rb") as stream:
        return stream.read(lfs.MOST)
    return b""
