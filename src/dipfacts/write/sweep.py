"""The sweep of what killed processes left: theirs is removed, what is not theirs is put back."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import time
from collections.abc import Callable

from dipfacts.text import plain
from dipfacts.write import signals
from dipfacts.write.rename import rename_to_free
from dipfacts.write.work import (
    HEADER,
    MARK,
    MARK_SIZE,
    PREFIX,
    SAFELY,
    UNMARKED,
    Owns,
    Work,
    identity,
    is_folder,
    lock,
    put_numbered,
    remove_owned,
    state,
)

_SORTED = "etilqs_"  # how SQLite begins the name of a file to sort in, which it unlinks at once
_OLD = 86_400  # seconds after which its process is taken for dead, where nothing can be locked


def sweep(around: str, owns: Owns | None, is_ours: Callable[[str], bool] | None = None) -> None:
    """Remove the work folders that dead processes left in that folder.

    What one of them had moved out of its place is put back if that place is free, and kept beside
    it if it is not what that process had seen there; then a line on stderr says so. What `is_ours`
    recognises is removed.
    """
    try:
        names = [name for name in os.listdir(around) if name.startswith(PREFIX)]
    except OSError:
        return
    for name in names:
        with signals.held(), contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            _sweep_one(os.path.join(around, name), owns, is_ours or (lambda path: False))


def _sweep_one(path: str, owns: Owns | None, is_ours: Callable[[str], bool]) -> None:
    if not is_folder(path):
        return
    if not {*os.listdir(path)} - {UNMARKED}:
        _sweep_unmarked(path)
        return
    handle = os.open(os.path.join(path, MARK), os.O_RDWR | SAFELY)
    work, noted = Work(path, handle), None
    try:
        noted = _noted(handle)
        for entry in (work.new, work.old):
            if noted is not None and os.path.lexists(entry):
                if is_ours(entry):
                    os.unlink(entry)
                else:
                    _sweep_entry(work, entry, noted, owns)
        for name in os.listdir(path):
            if noted is not None and name.startswith(_SORTED):
                os.unlink(os.path.join(path, name))
    finally:
        if noted is None:
            os.close(handle)
        else:
            work.close()


def _sweep_unmarked(path: str) -> None:
    """Remove a folder of ours that is a day old, of which the process died before it was marked."""
    mark = os.path.join(path, UNMARKED)
    status = os.lstat(path)
    if time.time() - status.st_mtime < _OLD or not _is_own(status):
        return
    if os.path.lexists(mark):
        with open(os.open(mark, os.O_RDONLY | SAFELY), "rb") as stream:
            is_file = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            begun = stream.read(MARK_SIZE) if is_file else b"?"
        if not f"{HEADER}{{}}\n".encode().startswith(begun):
            return
        os.unlink(mark)
    os.rmdir(path)


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def _sweep_entry(work: Work, entry: str, noted: dict[str, object], owns: Owns | None) -> None:
    """Remove from a dead process's folder what is ours, and put back what is not."""
    if "target" not in noted or identity(entry) == noted["made"]:
        remove_owned(entry, owns)  # not finished, or not in its place
        return
    around = os.path.dirname(work.path)
    target = os.path.join(around, os.path.basename(str(noted["target"])))
    keep, done = noted["keep"], noted["done"]
    as_seen, folder = state(entry) == noted["ours"], os.path.isdir(entry)
    if as_seen and not done and entry == work.old and not os.path.lexists(target):
        rename_to_free(entry, target)
        return
    if keep and (done or as_seen):
        put_numbered(entry, os.path.join(around, os.path.basename(str(keep))))
        return
    if as_seen or (done and folder):  # of a folder a part may be gone already
        if folder and owns is None:
            return  # the next export removes it
        remove_owned(entry, owns)
    if os.path.lexists(entry):
        name = put_numbered(entry, target)
        if name != target:
            text = f"an interrupted run had moved {plain(target)}: it is kept as {plain(name)}"
            print(f"dipfacts: {text}", file=sys.stderr)


def _noted(handle: int) -> dict[str, object] | None:
    """Return the notes in the mark of a dead process; None if it is alive, or the mark not ours."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return None
    if not _is_own(status):
        return None
    locked = lock(handle)  # before it is read: its process may still write to it
    if locked is False or (locked is None and time.time() - status.st_mtime < _OLD):
        return None
    header, _, rest = os.read(handle, 65_536).decode().partition("\n")
    if f"{header}\n" != HEADER:
        return None
    noted = json.loads(rest)
    return noted if isinstance(noted, dict) else None
