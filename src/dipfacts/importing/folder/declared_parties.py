"""The parties that TOML files of a folder declare, by the ids and names that cells may have."""

from __future__ import annotations

import os
from contextlib import suppress

from dipfacts.importing.folder.replaced_files import declarations_of, others_beside
from dipfacts.model.groups import grouped
from dipfacts.model.tables import Party
from dipfacts.text import name_key, name_keys


def parties_in(folder: str) -> dict[str, list[Party]]:
    """Return the parties that the TOML files of a folder declare, by each form of id and name."""
    each = (it for name in others_beside(folder, "") for it in _of_file(folder, name))
    return grouped((form, it) for it in each for form in _forms(it))


def _of_file(folder: str, name: str) -> list[Party]:
    """Return the parties of a file; none of one that cannot be read."""
    with suppress(OSError):
        declared = declarations_of(os.path.join(folder, name))
        return [it.table for it in declared if isinstance(it.table, Party)]
    return []


def _forms(party: Party) -> set[str]:
    return {name_key(party.id)}.union(*map(name_keys, party.names))
