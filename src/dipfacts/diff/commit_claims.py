"""The claims and rows of a base as commits have them, of which each file is read once."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from dipfacts.diff import lfs
from dipfacts.diff.commit_files import led_to, texts_of, within, without_links
from dipfacts.diff.commit_texts import claims, claims_in, id_of, in_text, tables
from dipfacts.diff.git import LINK, NONE, Repository, TreeEntry
from dipfacts.diff.rows import KeylessRow
from dipfacts.diff.stands import Stand, rows_in, stand_of, unkeyed
from dipfacts.errors import QuestionError
from dipfacts.model.file_format.csv_table import may_be_row
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.table_files import csv_file, may_have_tables
from dipfacts.read.toml.loader import LoadedTable, load_text
from dipfacts.record import T, as_msgpack

_MOST_HELD = 2  # files of rows that are compared
_Key = tuple[str | bytes, ...]


class Commits:
    """The commits of a repository as far as they were read, and the places of a base in them.

    `last` is the file that had the claim in the commit that was looked at last. `silent` are the
    paths, each with a blob, that say nothing of an id, as most do in one commit after the other.
    """

    def __init__(self, repository: Repository, paths: list[str]) -> None:
        self.repository = repository
        self._own = [within(repository, path) for path in paths]
        for path in paths if repository.top else ():  # a link may lead to what had another name
            real = led_to(repository, path)
            self._own += [] if real in self._own else [real]
        self._begins = False  # older commits do not have the base
        self.contents: dict[str, bytes] = {}
        self.read: dict[_Key, Stand | None] = {}
        self.stands: dict[tuple[str, str], Stand | None] = {}
        self.held: dict[_Key, list[KeylessRow]] = {}
        self.silent: dict[str, set[tuple[str, str]]] = {}
        self.last = ""
        self.remarks: list[str] = []

    def leave(self, commit: str, id: str) -> None:
        """Look for the claim of a commit in the base alone, where another file has it, too."""
        self.stands[commit, id] = None

    def of_base(self, commit: str, places: list[tuple[str, str, T]], follow: bool) -> list[T]:
        """Return the things in the file that had the claim last, else in the base.

        Else all, to `follow` one. A place is a file of TOML, and the file of the claim.
        """
        own = [it for _, file, it in places if file == self.last]
        if places and not own:
            texts = self._texts_of_base(commit)
            own = [it for toml, _, it in places if toml in texts]
        return own[:1] or ([it for *_, it in places] if follow else [])

    def _texts_of_base(self, commit: str) -> set[str]:
        """Return the files of TOML of the base in a commit, where it may have had another name."""
        results = texts_of(self.repository, commit, self._own)
        if not results and not self._begins:
            names = [self.repository.was_called(path, commit) for path in self._own]
            former = [it for it in names if it and not texts_of(self.repository, "HEAD", [it])]
            self._begins = not former
            self._own += former
            results = texts_of(self.repository, commit, self._own)
        return results

    def fetch(self, entries: Iterable[TreeEntry]) -> None:
        """Read what was not read yet."""
        new = (entry for entry in entries if entry.id not in self.contents)
        self.contents |= self.repository.contents(new)


class CommitTree:
    """The files of a commit, by their paths in the repository; none for the commit ""."""

    def __init__(self, commits: Commits, id: str) -> None:
        self._commits, self._id = commits, id

    @cached_property
    def entries(self) -> dict[str, TreeEntry]:
        """Return every file of the commit, by its path."""
        return self._commits.repository.entries(self._id or NONE)

    @cached_property
    def _has_links(self) -> bool:
        """Return whether any file of the commit is a link, as few commits have one."""
        return any(entry.mode == LINK for entry in self.entries.values())

    def stand(self, id: str, follow: bool) -> Stand | None:
        """Return the claim as it is in a file of the base, or the one file that has it."""
        key, known = (self._id, id), self._commits.stands
        if key not in known or (follow and not known[key]):
            having = [(toml, it.file, it) for toml, it in self._having(id).items()]
            results = self._commits.of_base(self._id, having, follow)
            if len(results) > 1:
                several = f"{len(results)} files have {id}, none of which is of the base"
                self._commits.remarks = [f"The history ends where {several}."]
            known[key] = results[0] if len(results) == 1 else None
        return known[key]

    def has(self, id: str) -> bool:
        """Return whether any file, of the base or not, has the claim of an id."""
        return bool(self._having(id))

    def is_in(self, file: str, id: str) -> bool:
        """Return whether a file, of the base or not, has the claim of an id."""
        return any(stand.file == file for stand in self._having(id).values())

    def texts(self, but: Container[tuple[str, str]] = ()) -> dict[str, bytes]:
        """Return the text of each file of TOML, `but` of some, which are paths with a blob."""
        wanted = (path for path, entry in self.entries.items() if (path, entry.id) not in but)
        named = (self._real(path) for path in wanted if path.endswith(".toml"))
        tomls = {path: self.entries[path].id for path in named if path in self.entries}
        self._commits.fetch(self.entries[path] for path in tomls)
        return {path: self._commits.contents.get(blob, b"") for path, blob in tomls.items()}

    def _real(self, path: str) -> str:
        """Return a path without the links on its way; "" where they lead out of the repository."""
        if not self._has_links:
            return path
        with contextlib.suppress(QuestionError):
            return without_links(path, self.entries, self._commits.repository.top, self._target)
        return ""

    def _target(self, link: str) -> bytes:
        """Return where a link leads to."""
        entry = self.entries[link]
        self._commits.fetch([entry])
        return self._commits.contents[entry.id]

    def lacking(self, file: str) -> str:
        """Return that a CSV file is one of Git LFS whose data are not here; "" of any other."""
        if file.endswith(".toml") or not (entry := self.entries.get(file)):
            return ""
        self._commits.fetch([entry])
        return lfs.lacking(self._commits.contents.pop(entry.id, b""), file)

    def unlike(self, entries: Mapping[str, TreeEntry]) -> Iterator[str]:
        """Yield the files of TOML that another state does not have like this."""
        for path, entry in self.entries.items():
            if path.endswith(".toml") and entries.get(path) != entry:
                yield path

    def claims_of(self, file: str) -> list[Any]:
        """Return the claims that a file has."""
        texts = self.texts()
        if file in texts:
            return claims(load_text(texts[file], file).rows)
        return [
            claim
            for toml, csv, table in self._tables(texts)
            if csv == file
            for claim in self._claims_in(toml, file, table)
        ]

    def rows_of(self, table: str) -> list[KeylessRow]:
        """Return the rows of a table without a key, if one file declares it."""
        declaring = [it for it in self._tables(self.texts()) if id_of(it[-1]) == table]
        places = [(toml, file, (toml, file, row)) for toml, file, row in declaring]
        results = self._commits.of_base(self._id, places, follow=True)
        if len(results) != 1 or not unkeyed(results[0][-1]):
            return []
        return self._rows_in(*results[0])

    # ------------------------------------------------------------------------------ in files

    def _having(self, id: str) -> dict[str, Stand]:
        """Return the claim by each file of TOML that has it, or declares its table."""
        silent = self._commits.silent.setdefault(id, set())
        results = dict[str, Stand]()
        for toml, data in self.texts(but=silent).items():
            if result := self._claim(toml, data, id):
                results[toml] = result
            elif not may_have_tables(data):
                silent.add((toml, self.entries[toml].id))
        return results

    def _claim(self, toml: str, data: bytes, id: str) -> Stand | None:
        """Return the claim if a file of TOML has it, or a CSV file of a table in it."""
        read = self._commits.read
        key = self.entries[toml].id, toml, id
        if key not in read:
            claim = in_text(data, id)
            read[key] = claim and stand_of(claim, toml)
        if result := read[key]:
            return result
        for _, file, table in self._tables({toml: data}):
            if may_be_row(id, id_of(table)):
                row = *self._key(file, table), id
                if row not in read:
                    read[row] = self._claim_in(toml, file, table, id)
                if result := read[row]:
                    return result
        return None

    def _tables(self, texts: Mapping[str, bytes]) -> Iterator[tuple[str, str, LoadedTable]]:
        """Yield each table of texts of TOML, with the path of its text and of its CSV file."""
        for toml, data in texts.items():
            for table, named in tables(data, toml):
                if (file := self._real(named)) in self.entries:
                    yield toml, file, table

    def _claim_in(self, toml: str, file: str, table: LoadedTable, id: str) -> Stand | None:
        """Return the claim if the CSV file of a table has it."""
        if unkeyed(table):  # more of its rows will be looked for
            held = self._rows_in(toml, file, table)
            return next((row.item for row in held if row.id == id), None)
        rows = self._claims_in(toml, file, table)
        return next((stand_of(claim, file) for claim in rows if claim.id == id), None)

    def _claims_in(self, toml: str, file: str, table: LoadedTable) -> list[Any]:
        """Return the claims that the CSV file of a table in a file of TOML has."""
        csv, entry = csv_file(SourceFile(toml, toml, toml), table.table), self.entries[file]
        self._commits.fetch([entry])
        data = self._commits.contents.pop(entry.id, b"")
        return claims_in(csv._replace(path=file), data, table)

    def _rows_in(self, toml: str, file: str, table: LoadedTable) -> list[KeylessRow]:
        """Return the rows of a table without a key; those of the last are held."""
        key, held = self._key(file, table), self._commits.held
        if key not in held:
            rows = rows_in(self._claims_in(toml, file, table), file, table)
            while len(held) >= _MOST_HELD:
                del held[next(iter(held))]
            held[key] = rows
        return held[key]

    def _key(self, file: str, table: LoadedTable) -> tuple[str, str, bytes]:
        """Return the key of a table from which its rows in a CSV file follow."""
        return self.entries[file].id, file, as_msgpack(table.table)
