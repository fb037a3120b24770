"""The parties that TOML files of a folder declare, by the ids and names that cells may have."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache

from dipfacts.importing.folder.replaced_files import declared_in, others_beside
from dipfacts.model.groups import grouped
from dipfacts.model.tables import Party
from dipfacts.read.files import regular
from dipfacts.text import name_key, name_keys


def parties_in(folder: str) -> dict[str, list[Party]]:
    """Return the parties that the TOML files of a folder declare, by each form of id and name."""
    each = (it for name in others_beside(folder, "") for it in _of_file(folder, name))
    return grouped((form, it) for it in each for form in _forms(it))


def _of_file(folder: str, name: str) -> tuple[Party, ...]:
    """Return the parties of a file; none of one that cannot be read."""
    path = os.path.join(folder, name)
    with suppress(OSError):
        now = os.stat(path)
        return _declared(path, (now.st_ino, now.st_size, now.st_mtime_ns))
    return ()


@lru_cache(maxsize=10_000)  # of very many files that are imported together each asks for all
def _declared(path: str, _state: tuple[int, ...]) -> tuple[Party, ...]:
    """Return the parties that a file declares, which is in some state."""
    with open(path, "rb", opener=regular) as stream:
        return tuple(it.table for it in declared_in(stream.read()) if isinstance(it.table, Party))


def _forms(party: Party) -> set[str]:
    return {name_key(party.id)}.union(*map(name_keys, party.names))
