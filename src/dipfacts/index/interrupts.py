"""Tell an interrupt from a fault of the index.

Ctrl-C may fall into a function that SQLite calls. SQLite then ends the statement with an error of
its own, which reads like damage: an index must not be deleted for that.
"""

from __future__ import annotations

import signal
import sqlite3

_STEPS = 1_000_000  # of SQLite's machine, some 20 ms, after which Ctrl-C is heard at the latest
_heard: list[int] = []


def heed() -> None:
    """Remember Ctrl-C from now on, unless the caller of the program has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)


def _hear(number: int, frame: object) -> None:
    _heard.append(number)
    raise KeyboardInterrupt


def check() -> None:
    """Raise KeyboardInterrupt if there was one, and it was taken for an error."""
    if _heard:
        raise KeyboardInterrupt


def let_in(connection: sqlite3.Connection) -> None:
    """Let Ctrl-C end a statement that takes long."""
    connection.set_progress_handler(_go_on, _STEPS)


def _go_on() -> int:
    return 0  # what was pressed meanwhile is raised here
