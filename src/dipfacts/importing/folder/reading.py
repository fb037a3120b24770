"""The TOML files of a folder: their texts, what they declare, and from what they were imported."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache, wraps

from dipfacts.importing import toml
from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.model.file_format.tables import Party
from dipfacts.model.groups import grouped
from dipfacts.read.files import regular
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import T
from dipfacts.text import name_key, name_keys, plain

_TOML = ".toml"


def once_per_state(look_into: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that looks into a file by its path, again only where that has changed.

    Of very many files that are imported together each asks for all. Raises OSError.
    """

    @lru_cache(maxsize=10_000)
    def look_once(path: str, _state: tuple[int, ...]) -> T:
        return look_into(path)

    @wraps(look_into)
    def look_again(path: str) -> T:
        now = os.stat(path)
        return look_once(path, (now.st_ino, now.st_size, now.st_mtime_ns))

    return look_again


def others_beside(folder: str, own: str) -> list[str]:
    """Return the names of the other TOML files of a folder, which need not be there yet.

    Here and below, a name is that of an import: of its file without ".toml".
    """
    with suppress(OSError):
        files = sorted(it for it in os.listdir(folder) if it.endswith(_TOML))
        return [name for it in files if (name := it.removesuffix(_TOML)) != own]
    return []


def toml_path(folder: str, name: str) -> str:
    """Return the path of the TOML of a name in a folder."""
    return os.path.join(folder, f"{name}{_TOML}")


def told_toml(folder: str, name: str) -> str:
    """Return the TOML of a name in a folder as messages name it: from where one stands."""
    return plain(toml_path(folder, name))


def texts_beside(folder: str, own: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each other TOML file of a folder."""
    for name in others_beside(folder, own):
        yield name, text_of(name, folder)


def citations(source: str, own: str, folder: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield where the files of a folder but one cite a source.

    The name of the file, its text, the line, and the key.
    """
    cites = re.compile(rf"""^[ \t]*(source|derived_from)[ \t]*=[ \t]*["']{source}["']""")
    for name, text in texts_beside(folder, own):
        for line, written in enumerate(text.split("\n"), 1):
            if match := cites.match(written):
                yield name, text, line, match[1]


def text_of(name: str, folder: str) -> str:
    """Return the TOML of an import of a name in a folder; "" where there is none."""
    path = toml_path(folder, name)
    with (
        suppress(OSError),
        open(path, encoding="utf-8", errors="replace", opener=regular) as stream,
    ):
        return stream.read()
    return ""


@once_per_state
def origin_there(path: str) -> str:
    """Return the file that a TOML was imported from, as that names it. Raises OSError."""
    with open(path, encoding="utf-8", errors="replace", opener=regular) as stream:
        return toml.origin_of(stream.read())


@once_per_state
def declarations_of(path: str) -> list[LoadedTable]:
    """Return the tables that a file of TOML declares, claims apart. Raises OSError."""
    with open(path, "rb", opener=regular) as stream:
        return declared_in(stream.read())


@once_per_state
def _names_in(path: str) -> frozenset[tuple[str, str]]:
    """Return table and id of all that a file of TOML declares. Raises OSError."""
    return frozenset((row.name, row.table.id) for row in declarations_of(path))


def declared_beside(folder: str, own: str) -> set[tuple[str, str]]:
    """Return table and id of all that the other TOML files of a folder declare."""
    results = set[tuple[str, str]]()
    with suppress(OSError):
        for name in others_beside(folder, own):
            results |= _names_in(toml_path(folder, name))
    return results


def parties_in(folder: str) -> dict[str, list[Party]]:
    """Return the parties that the TOML files of a folder declare, by each form of id and name."""
    each = (it for name in others_beside(folder, "") for it in _parties(folder, name))
    return grouped((form, it) for it in each for form in _forms(it))


def _parties(folder: str, name: str) -> list[Party]:
    """Return the parties of a file; none of one that cannot be read."""
    with suppress(OSError):
        declared = declarations_of(toml_path(folder, name))
        return [it.table for it in declared if isinstance(it.table, Party)]
    return []


def _forms(party: Party) -> set[str]:
    return {name_key(party.id)}.union(*map(name_keys, party.names))


def tables_of(text: str) -> list[CsvTable]:
    """Return the tables that a text of TOML declares."""
    return [row.table for row in declared_in(text.encode()) if isinstance(row.table, CsvTable)]


def declared_in(content: bytes) -> list[LoadedTable]:
    """Return the tables that a text of TOML declares, claims apart."""
    # lazy: most folders have no TOML yet
    from dipfacts.read.toml.loader import declared_at_a_glance

    return declared_at_a_glance(content)
