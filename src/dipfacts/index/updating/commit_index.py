"""The index of files that are laid out elsewhere, made from the index of nearly the same files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Mapping

from dipfacts.errors import QuestionError
from dipfacts.index import cache
from dipfacts.index.cache import BaseFiles, Listener
from dipfacts.index.compiling import build
from dipfacts.index.recorded_errors import Rules
from dipfacts.index.rows.schema import IndexedFile
from dipfacts.index.updating import update
from dipfacts.read import files
from dipfacts.write import signals

_SURELY_NS = 10**15  # after all that may still be written: what is laid out is known

Laid = Mapping[str, tuple[str, bool]]
"""The path where each file is laid out, and whether it is the same there."""


def open_index_like(
    paths: list[str],
    rules: Rules,
    listener: Listener | None,
    others: list[str],
    laid: Laid,
    folder: str,
) -> sqlite3.Connection:
    """Open an index of files, made in a folder from the kept index of the `others`.

    What is the same there is not read again. The index lacks the errors of the rules between
    claims. Raises what `store.open_index` raises.
    """
    base = cache.locate(paths, rules)
    new = os.path.join(folder, "index.sqlite")
    try:
        return _renewed(base, cache.locate(others, rules).index_path, laid, new)
    except (*update.UNCERTAIN, QuestionError, OSError):  # the others may be gone, or no index kept
        signals.check()
    return build.build(new, base, listener.progress if listener else None)[0]


def _renewed(base: BaseFiles, index_path: str, laid: Laid, new: str) -> sqlite3.Connection:
    """Return a copy of an index with what changed; raise one of UNCERTAIN where that cannot be."""
    connection = cache.open_kept(index_path)
    if connection is None:
        raise OSError
    indexed = cache.indexed_files(connection)
    connection.close()
    shutil.copyfile(index_path, new)
    copy = build.database(new)
    try:
        folders = files.Folders()
        for file in indexed:
            _rename(copy, file, laid, folders)
        if not cache.are_current(cache.indexed_files(copy), base.stamps):
            update.Renewal(copy, base.files, base.stamps).write(copy)
        return copy
    except BaseException:
        copy.close()
        raise


def _rename(
    copy: sqlite3.Connection, file: IndexedFile, laid: Laid, folders: files.Folders
) -> None:
    """Call a file of an index by where it is laid out, and note whether it is as it is there."""
    known = files.known_file(file.stamp) if file.stamp else None
    key = files.in_real_folder(known.path, folders) if known else ""
    path, is_same = laid.get(key, ("", False))
    now = files.stamp_of(known._replace(path=path), folders)[0] if known and path else None
    if known is None or now is None:
        return
    is_current = files.stamp_of(known, folders)[0] == file.stamp and not cache.is_racy(file)
    if not (is_same and is_current):
        now = now._replace(size=-1)  # to be read again, in its place
    copy.execute(
        "UPDATE file SET path=?, size=?, mtime_ns=?, inode=?, ctime_ns=?, read_ns=? WHERE slot=?",
        (*now, time.time_ns() + _SURELY_NS, file.slot),
    )
