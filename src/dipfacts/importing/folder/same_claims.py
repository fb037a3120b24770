"""Claims that another TOML of a folder takes as well, of the same file, a copy or a version."""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Iterator
from contextlib import suppress

from dipfacts.errors import QuestionError
from dipfacts.importing import toml
from dipfacts.importing.folder.candidate import Candidate, CountedCandidate
from dipfacts.importing.folder.editions import content_of
from dipfacts.importing.folder.reading import (
    citations,
    declarations_of,
    origin_there,
    others_beside,
    text_of,
    told_toml,
    toml_path,
)
from dipfacts.importing.folder.replaced_files import is_there
from dipfacts.importing.inputs import Input
from dipfacts.model.display import are, counted
from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.model.file_format.tables import AnyClaim
from dipfacts.read.files import SourceFile, read, regular
from dipfacts.read.rows.table_files import csv_file, load_table, tables_in
from dipfacts.text import listed, plain, typed_path

_VERSION = re.compile(r"(?<![a-z])(?:v|ver|version)-?[0-9]+(?:-[0-9]+)*(?![a-z0-9])")


def notes_on_same_claims(candidate: CountedCandidate, made: bytes | str) -> Iterator[str]:
    """Yield a note on each other TOML of a folder that takes claims which an import takes, too.

    Of the same file, or of one that holds the same: it was renamed or copied since. `made` is what
    the table holds, or the path of its file.
    """
    own, folder, claims = candidate.origin, candidate.folder, set[str]()
    mine = candidate.toml_path
    own_path = toml.told_origin(own, folder)
    for other in others_beside(folder, candidate.plan.id):
        path = toml_path(folder, other)
        first = _origin_of_same(path, own, made)
        if not first or _is_renewed_too(candidate, first):
            continue
        claims = claims or {*map(content_of, candidate.counts.claims_taken)}
        theirs = _claims(path)
        if not (both := len(claims & theirs)):
            continue
        if first != own:
            gone = "" if is_there(os.path.join(folder, first)) else ", which is not there any more"
            whose = f"which is of {toml.told_origin(first, folder)}{gone}"
            holds = (
                f"{plain(mine)} holds the same as {plain(path)}, {whose}: the claims of both count"
            )
            replaced = f"remove {plain(mine)} if it is there, then add --id {other}"
            yield f"{holds}; to replace it, {replaced}"
        elif both in (len(claims), len(theirs)):
            same = f"which is of the same claims of {own_path}"
            beside = f"{plain(mine)} stands beside {plain(path)}, {same}"
            is_more = len(claims) > len(theirs)
            is_first = len(claims) == len(theirs) and bool(_declared(mine))
            names = other, candidate.plan.id
            gone, kept = names if is_more or is_first else names[::-1]
            yield f"{beside}: those of both count; {_removal(folder, gone, kept, candidate.file)}"
        else:
            some = f"{counted(both, 'claim')} of {own_path} {are(both)} in {plain(path)}, too"
            yield f"{some}, so that each counts twice: take it in one of the two"


def _is_renewed_too(candidate: Candidate, first: str) -> bool:
    """Return whether a file that a TOML names is in the same archive, and holds other data now."""
    beside = candidate.beside_in_archive(first)
    return bool(beside) and not filecmp.cmp(beside, candidate.file.path, shallow=False)


def _removal(folder: str, gone: str, kept: str, file: Input) -> str:
    """Return that an import is to be removed; what needs its declarations is imported again.

    Each other import that cites its source, too; what else cites it is to name that of the one
    kept, which declares the measures and what else both have in common when it is imported again.
    """
    path = toml_path(folder, gone)
    remedy, lacking = f"remove {plain(path)}", _declared(path) - _declared(toml_path(folder, kept))
    if not lacking:
        return remedy
    sources = sorted(it for table, it in lacking if table == "source")
    cited = (citations(it, gone, folder) for it in sources)
    citing = dict.fromkeys(other for each in cited for other, *_ in each)
    others = [it for it in citing if it != kept]
    imports = [it for it in others if toml.was_ours(text_of(it, folder))]
    again = typed_path(file.packed or file.path)
    options = ", then as ".join(f"--id {it}" for it in (kept, *imports))
    remedy += f", and import {again} again as {options}"
    written = listed(told_toml(folder, it) for it in others if it not in imports)
    return remedy + (f', and write source = "{kept}" in {written}' if written else "")


def _declared(path: str) -> set[tuple[str, str]]:
    """Return table and id of all that a TOML declares for others, as sources and measures."""
    with suppress(OSError):
        return {(it.name, it.table.id) for it in declarations_of(path) if it.name != "table"}
    return set()


def _origin_of_same(path: str, own: str, made: bytes | str) -> str:
    """Return the file that a TOML was imported from: its own one, or one that holds the same.

    Of a TOML of anything else, and of one that nobody imported, nothing.
    """
    with suppress(OSError):
        if (first := origin_there(path)) == own:
            return first
        tables = (it.table for it in declarations_of(path)) if first else ()
        folder = os.path.dirname(path)
        if any(isinstance(it, CsvTable) and _holds(it, made, folder) for it in tables):
            return first
    return ""


def _claims(path: str) -> set[str]:
    """Return the contents of the claims of the tables of a TOML that can be read."""
    toml_file, results = SourceFile(path, path, path), set[str]()
    with suppress(OSError, QuestionError):
        for declared in tables_in(read(toml_file)):
            rows = load_table(csv_file(toml_file, declared.table), declared).rows
            results.update(content_of(row.table) for row in rows if isinstance(row.table, AnyClaim))
    return results


def _holds(table: CsvTable, made: bytes | str, folder: str) -> bool:
    """Return whether the file of a table has this content, or that of a file. Raises OSError."""
    path = os.path.join(folder, table.file)
    size = len(made) if isinstance(made, bytes) else os.path.getsize(made)
    if os.path.getsize(path) != size:
        return False
    return _bytes(path) == (made if isinstance(made, bytes) else _bytes(made))


def _bytes(path: str) -> bytes:
    with open(path, "rb", opener=regular) as stream:
        return stream.read()


def notes_on_versions(candidate: Candidate) -> Iterator[str]:
    """Yield a note on each import of a folder that may be another version of a file."""
    own, folder = candidate.plan.id, candidate.folder
    if (name := unversioned(own)) == own:
        return
    for other in others_beside(folder, own):
        first = toml.origin_of(text_of(other, folder)) if unversioned(other) == name else ""
        if first:
            mine = candidate.told_toml
            beside = f"{mine} stands beside {told_toml(folder, other)}, which is of"
            both = f"{toml.told_origin(first, folder)}: the claims of both count"
            replaced = f"remove {mine} if it is there, then add --id {other}"
            yield f"{beside} {both}; to replace those of the first, {replaced}"


def unversioned(name: str) -> str:
    """Return the name of an import with no number in its version.

    >>> [*map(unversioned, ("trade-v0-1", "trade-v2-dyads", "v-dem", "trade-2020", "igov3"))]
    ['trade-v', 'trade-v-dyads', 'v-dem', 'trade-2020', 'igov3']
    """
    return _VERSION.sub("v", name)
