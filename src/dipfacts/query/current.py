"""A fact base kept open for many questions, and opened again where its files have changed."""

from __future__ import annotations

import contextlib
import os
import stat
from threading import Lock

from dipfacts.errors import QuestionError
from dipfacts.index import store
from dipfacts.query.base import Base, open_base
from dipfacts.query.deadline import Deadline
from dipfacts.read import files

_turn = Lock()  # of several threads one compiles what has changed; the others open what it kept


def refuse_what_is_read_once(command: str, paths: list[str]) -> None:
    """Raise QuestionError for a fact base from standard input or a pipe, of these or the usual."""
    for path in files.base_paths(paths):
        if origin := _read_once(path):
            hint = "name a file or a folder, which is read again when it changes"
            raise QuestionError(f"{command} cannot read the fact base from {origin}", hint)


def _read_once(path: str) -> str:
    """Return the kind of a path that can be read but once; "" for a file, a folder and all else."""
    if path == files.STDIN:
        return "standard input"
    with contextlib.suppress(OSError):  # it is not there, or standard input is closed
        state = os.stat(path)
        if stat.S_ISFIFO(state.st_mode):
            return "a pipe"
        if os.path.samestat(state, os.fstat(0)):  # by another name, as /dev/stdin
            return "standard input"
    return ""


class Current:
    """A fact base as its files are now. A thread needs one of its own, as SQLite does."""

    def __init__(self, *paths: str) -> None:
        self._paths = paths
        self._base: Base | None = None

    def base(self, until: Deadline | None = None) -> Base:
        """Return the open base, opened again if a file of it has changed, come or gone.

        With `until` it raises TimeoutError in place of an answer from that moment on.
        Raises QuestionError for a path that cannot be read, FactBaseError for what does not load;
        then the next call tries again.
        """
        if self._base is None or not self._is_current(self._base):
            self.close()
            with _turn:
                self._base = open_base(*self._paths)
        if until is not None:
            self._base.index.end_by(until)
        return self._base

    def _is_current(self, base: Base) -> bool:
        return store.is_current(files.base_paths([*self._paths]), base.index.files)

    def close(self) -> None:
        """Close the base, if it is open."""
        if self._base is not None:
            self._base.close()
        self._base = None
