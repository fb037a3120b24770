"""Remove what is unfinished before a signal ends the program."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_ENDING = ("SIGTERM", "SIGHUP")  # a system that shuts down, a terminal that is closed


class _EndedError(BaseException):
    """A signal that ends the program; no `except Exception` takes it for a fault."""


def _end_frames(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """End the blocks that an error has passed, in place of telling it."""
    from traceback import clear_frames  # hardly ever needed

    clear_frames(trace)


@contextlib.contextmanager
def cleanly() -> Iterator[Callable[[], None]]:
    """Let SIGTERM and SIGHUP undo what this block began before they end the program.

    Yields a function to call before anything is undone: what comes after that waits for the end of
    the block. Signals that are ignored (nohup), or that a program around this one handles, are left
    as they are.
    """
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        ours = []  # only there can signals be handled
    came: list[int] = []

    def end(number: int, frame: object) -> None:
        hold()  # one is enough
        came.append(number)
        # Between two context managers it passes this block, which then ends with its frame.
        sys.excepthook = _end_frames
        raise _EndedError

    def hold() -> None:
        for number in ours:
            signal.signal(number, lambda number, frame: came.append(number))

    try:
        for number in ours:
            signal.signal(number, end)
        yield hold
    finally:
        with contextlib.suppress(_EndedError):  # one that comes just now
            hold()
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
        for number in came[:1]:
            os.kill(os.getpid(), number)
