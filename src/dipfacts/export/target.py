"""Where an export goes: a file or folder that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator

from dipfacts.export.tables import TABLES
from dipfacts.names import plain
from dipfacts.problem import QuestionError

APPLICATION = 0x44495046  # "DIPF": tells our SQLite files from others', in the header of each
_HEADER, _AT = b"SQLite format 3\x00", 68  # where a file begins, and where SQLite keeps that number
VIEWS, VIEWS_HEAD = "views.sql", "-- For DuckDB: cd into this folder and run duckdb -init views.sql"
_OURS = {VIEWS, *(f"{t.name}{end}" for t in TABLES for end in ("", ".csv", ".parquet"))}


def check(path: str, folder: bool, force: bool) -> None:
    """Raise QuestionError where something stands at the path that must not be replaced.

    Even with `force` only what an export could have written is: no other file, no other folder.
    """
    if not os.path.lexists(path):
        return
    shown = plain(path)
    if folder and not os.path.isdir(path):
        raise QuestionError(f"{shown} is a file", "name a folder for the tables")
    if not folder and os.path.isdir(path):
        hint = f"name the file too: {plain(os.path.join(path, 'facts.db'))}"
        raise QuestionError(f"{shown} is a folder", hint)
    if folder and not os.listdir(path):
        return
    ours = _is_our_folder(path) if folder else _is_our_file(path)
    if not ours:
        what = "holds files that are no export" if folder else "is no export"
        raise QuestionError(f"{shown} {what}", "name another place; it is never replaced")
    if not force:
        raise QuestionError(f"{shown} exists already", "add --force to replace it")


def _is_our_folder(path: str) -> bool:
    """Whether it holds tables alone, and the views that every export begins in the same way."""
    return {*os.listdir(path)} <= _OURS and _begins(os.path.join(path, VIEWS), VIEWS_HEAD.encode())


def _is_our_file(path: str) -> bool:
    """Whether SQLite's header holds our number; an empty file is anybody's, a device nobody's."""
    if not os.path.isfile(path):
        return False
    mark = APPLICATION.to_bytes(4, "big")
    return not os.path.getsize(path) or (_begins(path, _HEADER) and _begins(path, mark, _AT))


def _begins(path: str, wanted: bytes, at: int = 0) -> bool:
    try:
        with open(path, "rb") as stream:
            stream.seek(at)
            return stream.read(len(wanted)) == wanted
    except OSError:
        return False


@contextlib.contextmanager
def made(path: str, folder: bool) -> Iterator[str]:
    """A place to write to, which becomes the path if all goes well. Raises QuestionError."""
    shown, path, work = path, os.path.realpath(path), ""  # a link stays one
    around = os.path.dirname(path)
    try:
        work = tempfile.mkdtemp(prefix=".dipfacts-", dir=around)
        new = os.path.join(work, "new")
        if folder:
            os.mkdir(new)
        yield new
        if folder and os.path.lexists(path):
            os.rename(path, os.path.join(work, "old"))
            try:
                os.rename(new, path)
            except OSError:
                os.rename(os.path.join(work, "old"), path)
                raise
        else:
            os.replace(new, path)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        hint = "check that the folder exists and may be written to"
        raise QuestionError(f"{plain(shown)} cannot be written: {reason}", hint) from None
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)
