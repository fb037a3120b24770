"""The command that answers AI assistants, over the Model Context Protocol."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys

from dipfacts.cli.output import complain
from dipfacts.errors import QuestionError, is_of_memory
from dipfacts.query.current import refuse_what_is_read_once
from dipfacts.read.files import NO_HANDLE
from dipfacts.write import signals, work

_HANDLES = 12  # files that it has open at once, at the least


def mcp(facts: list[str] | None) -> int:
    """Serve a fact base to one assistant on standard input and output; return the exit status."""
    if sys.stdin is None:
        raise QuestionError("mcp has no standard input", "an assistant starts it, and speaks to it")
    refuse_what_is_read_once("mcp", facts or [])
    try:
        from dipfacts.mcp.server import serve  # lazy: an extra, which need not be there
    except ImportError as error:  # it may be there in a version that is too old
        if (error.name or "").startswith("dipfacts") or is_of_memory(error):
            raise
        from dipfacts.render.extras import how_to_install  # lazy: only where a library is missing

        message = "answering assistants needs the library mcp"
        raise QuestionError(message, how_to_install("mcp")) from None
    if sys.stdin.isatty():
        complain("dipfacts: an assistant starts this, and speaks to it; Ctrl-C ends it")
    gc.enable()  # unlike a look-up it goes on for hours
    signals.end_after(_undo)
    _check_handles()
    try:
        serve(facts or [], lambda text: complain(f"dipfacts: {text}"))
    finally:
        # Its thread may compile, where the assistant left at once.
        work.remove_unfinished(is_end=False)
    return 0


def _check_handles() -> None:
    """Raise QuestionError where this process may open too few files to speak to an assistant."""
    with contextlib.suppress(ImportError):
        import resource  # lazy: not on every system

        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if 0 <= soft < _HANDLES:
            raise QuestionError(f"only {soft} files may be open at once", NO_HANDLE)


def _undo(number: int) -> None:
    """Remove what the thread that compiles has not finished, as it hears no signal."""
    work.remove_unfinished()
    if number == signal.SIGINT:
        complain("dipfacts: interrupted")
