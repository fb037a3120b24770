"""The pager for a page that is longer than the terminal."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import TextIO

USUAL = ("less", "-FRX")  # ends at once what fits, passes colours on, leaves the page on the screen

_BY_READERS = ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGPIPE")
"""Signals that end a pager because its reader has seen enough; any other is a failure."""


class Paged(io.StringIO):
    """A page that is held back; it passes for the terminal that it will be shown on."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self.fileno = out.fileno  # type: ignore[method-assign]  # by which its size is found
        self.isatty = out.isatty  # type: ignore[method-assign]  # by which its colours are chosen


@contextlib.contextmanager
def paged(out: TextIO, wanted: bool) -> Iterator[TextIO]:
    """Yield a stream; show its content through a pager if that is wanted, and it is too long.

    Off a terminal, and on one that cannot move its cursor, that is the output itself.
    """
    if not (wanted and _is_terminal(out)):
        yield out
        return
    page = Paged(out)
    yield page
    from dipfacts.render.layout import terminal_size  # lazy: which the page has loaded

    text = page.getvalue()
    if text.count("\n") < terminal_size(out)[1] or not _show(text, out):
        out.write(text)


def _is_terminal(out: TextIO) -> bool:
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return False
    try:
        return os.isatty(out.fileno())
    except OSError:  # it is no file
        return False


def _command() -> list[str]:
    """Return the words of the pager that the environment names, or of the usual one.

    Empty where the variable is, or is no command. No shell reads it.
    """
    import shlex  # lazy: most pages are short

    for name in ("DIPFACTS_PAGER", "PAGER"):
        if (value := os.environ.get(name)) is not None:
            try:
                return shlex.split(value)
            except ValueError:
                return []
    return [*USUAL]


def _show(text: str, out: TextIO) -> bool:
    """Show a text through the pager; return False where there is none, or it failed."""
    import signal  # lazy: most pages are short
    import subprocess

    command = _command()
    out.flush()
    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            env={"LESS": "FRX"} | os.environ,
            encoding=out.encoding,
            errors=out.errors,
        )
    except (OSError, ValueError, IndexError):  # nothing that can be run, or no words at all
        return False
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the pager that is interrupted
    try:
        with contextlib.suppress(BrokenPipeError):  # it was quit before it had read all
            pager.communicate(text)
        ended_by = -pager.wait()  # a signal, where it is more than 0
        return ended_by in (0, *(getattr(signal, name, 0) for name in _BY_READERS))
    finally:
        signal.signal(signal.SIGINT, interrupt)
