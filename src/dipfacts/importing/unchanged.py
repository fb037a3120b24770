"""Files that an import reads several times, as they were when it began."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from dipfacts.errors import QuestionError
from dipfacts.text import plain

_State = tuple[int, int, int]  # the number of a file, its size, and when it was written


class Unchanged:
    """Files that are as they were, or else are told; of a pipe nothing is known."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._states = {path: _state(path) for path in paths}

    def wrote(self, paths: Iterable[str]) -> None:
        """Take what the import itself wrote as it is now."""
        own = {os.path.realpath(path) for path in paths}
        self._states |= {it: _state(it) for it in self._states if os.path.realpath(it) in own}

    def check(self) -> None:
        """Raise QuestionError for a file that was written meanwhile, or is gone."""
        for path, state in self._states.items():
            if state and _state(path) != state:
                there = "changed" if os.path.lexists(path) else "was removed"
                raise QuestionError(
                    f"{plain(path)} {there} while it was read",
                    "import it when it is written to its end",
                )


def _state(path: str) -> _State | None:
    """Return the state of a regular file."""
    try:
        now = os.stat(path)
    except (OSError, ValueError):
        return None
    return (now.st_ino, now.st_size, now.st_mtime_ns) if stat.S_ISREG(now.st_mode) else None
