"""An import that is not written yet, as the folder that it is for is asked about it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from dipfacts.importing.count import Counts
from dipfacts.importing.folder.reading import text_of, told_toml, toml_path
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import Keys, Plan
from dipfacts.read.files import Folders, in_real_folder
from dipfacts.read.table.table_rules import is_below


@dataclass(frozen=True)
class Candidate:
    """A plan, the file that it is of, and the folder that its TOML is to be written into."""

    plan: Plan
    file: Input
    folder: str

    @property
    def toml_name(self) -> str:
        """Return the name of the TOML that is to be written."""
        return f"{self.plan.id}.toml"

    @property
    def toml_path(self) -> str:
        """Return the path of the TOML that is to be written."""
        return toml_path(self.folder, self.plan.id)

    @property
    def told_toml(self) -> str:
        """Return the TOML that is to be written as messages name it."""
        return told_toml(self.folder, self.plan.id)

    @cached_property
    def text_before(self) -> str:
        """The text of the TOML that is to be replaced; "" where there is none."""
        return text_of(self.plan.id, self.folder)

    @property
    def origin(self) -> str:
        """Return the file that is imported as the TOML names it: by its way from the folder."""
        file = self.file
        own = relative_path(file.packed or file.path, self.folder)
        return file.inside(own) if file.packed else own

    def member(self, origin: str) -> str:
        """Return the name in the archive of this one of a file that a TOML names, if it has one.

        That is its path in there, whether or not it is there now; "" for a file from elsewhere.
        """
        if not self.file.packed or not origin:
            return ""
        name = os.path.relpath(origin, relative_path(self.file.packed, self.folder))
        return name if is_below(name) else ""

    def beside_in_archive(self, origin: str) -> str:
        """Return the unpacked file of the same archive that a TOML names; "" where none is."""
        path = os.path.join(self.file.root, self.member(origin))
        return path if os.path.isfile(path) else ""

    def with_tables(self, tables: Iterable[Keys]) -> Candidate:
        """Return the candidate with other tables in its plan."""
        return replace(self, plan=replace(self.plan, tables=[*tables]))


@dataclass(frozen=True)
class CountedCandidate(Candidate):
    """A candidate, and the claims that its tables make of the file."""

    counts: Counts

    @cached_property
    def ids(self) -> set[str]:
        """The ids of its claims."""
        return {it.id for it in self.counts.claims_taken}


def relative_path(path: str, folder: str) -> str:
    """Return the way from a folder to a file: down to it as it is written, else without links."""
    written = os.path.relpath(path, folder)
    if is_below(written):
        return written
    return os.path.relpath(in_real_folder(path, Folders()), os.path.realpath(folder))
