"""Ctrl-C, and the signals that end a program, held back until nothing is left half done.

Python raises an interrupt between any two steps, also between making a work folder and the block
that removes it. And it may fall where an error cannot be raised: SQLite then ends its statement
with one of its own, which reads like damage, and the interpreter drops what falls into the closing
of a generator. So every signal is noted here, too. While msgspec makes out a type, by code in
Python, an error ends the interpreter (msgspec 0.22): there it is raised a moment later.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import FrameType

_SOON = 0.002  # seconds
_OF_TYPES = ("msgspec", "typing", "enum", "abc")
_ENDING = ("SIGTERM", "SIGHUP")  # a system that shuts down, a terminal that is closed
_heard: list[int] = []
_holding = False  # whether signals are noted only


class EndedError(BaseException):
    """A signal that ends the program; no `except Exception` takes it for a fault."""


_UNSAID = KeyboardInterrupt, EndedError, MemoryError


def heed() -> None:
    """Note Ctrl-C from now on, unless the caller of the program has it ignored."""
    sys.unraisablehook = _drop
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)


def ignore() -> None:
    """Ignore Ctrl-C from now on: the program has done what it does, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_after(undo: Callable[[int], None]) -> None:
    """End the program at once from now on where a signal ends it, after a function of its number.

    For what runs an event loop, through which no error is to be raised, and works in threads. As
    elsewhere, signals that are ignored, or handled by a program around this one, are left alone.
    """
    names = ("SIGINT", *_ENDING)
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = [it for it in numbers if signal.getsignal(it) in (signal.SIG_DFL, _hear)]

    def end(number: int, _: FrameType | None) -> None:
        for other in ours:  # a second one would begin to undo within the first
            signal.signal(other, signal.SIG_IGN)
        undo(number)
        if number == signal.SIGINT:
            os._exit(130)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in ours:
        signal.signal(number, end)


def check() -> None:
    """Raise KeyboardInterrupt or EndedError if a signal came, and was taken for an error."""
    if _heard:
        raise KeyboardInterrupt if _heard[-1] == signal.SIGINT else EndedError


def _hear(number: int, frame: FrameType | None) -> None:
    _heard.append(number)
    _take_effect(number, frame)


def _take_effect(_: int, frame: FrameType | None) -> None:
    """Raise the error of the signal that came last, where one may be raised; else try again soon.

    What holds signals raises it at its end.
    """
    if _holding:
        return
    if hasattr(signal, "setitimer") and _is_of_types(frame):
        signal.signal(signal.SIGALRM, _take_effect)
        signal.setitimer(signal.ITIMER_REAL, _SOON)
        return
    check()


def _is_of_types(frame: FrameType | None) -> bool:
    """Return whether code in Python, of msgspec or of a type that it makes out, is running."""
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in _OF_TYPES:
            return True
        frame = frame.f_back
    return False


def _drop(raised: sys.UnraisableHookArgs) -> None:
    """Say nothing of a signal that could not be raised, for it is noted; nor of too little memory.

    What then lacks it, and matters, raises the same and is told.
    """
    if not issubclass(raised.exc_type, _UNSAID):
        sys.__unraisablehook__(raised)


@contextlib.contextmanager
def held() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Hold back signals within this block, but for the blocks of what it yields.

        with held() as heard:
            begin()
            try:
                with heard():
                    what may take long
            finally:
                undo()

    What came takes effect at the end; within another block that holds them, at the end of that.
    SIGTERM and SIGHUP end the program at once where nothing is held. Signals that are ignored
    (nohup), or that a program around this one handles, are left as they are; in other threads,
    where none arrives, nothing is done.
    """
    import threading  # lazy: for what writes alone

    global _holding
    if _holding or threading.current_thread() is not threading.main_thread():
        yield contextlib.nullcontext
        return
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    _holding = True
    try:
        for number in ours:
            signal.signal(number, _hear)
        yield _listening
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
            if number in _heard:
                os.kill(os.getpid(), number)
        _holding = False
        check()


@contextlib.contextmanager
def _listening() -> Iterator[None]:
    """Let signals be raised within a block that holds them."""
    global _holding
    _holding = False
    try:
        check()
        yield
    finally:
        _holding = True
