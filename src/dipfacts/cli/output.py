"""The output of an answer: standard output, or the file that `--output` names."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from dipfacts.errors import QuestionError, is_of_memory
from dipfacts.read.files import NO_HANDLE
from dipfacts.text import plain

_FOR_READING = ("", "table", "text", "human")  # formats that are read where they are printed


def standard_output(form: str = "") -> TextIO:
    """Return standard output, for a format.

    It is UTF-8 for programs, as a file is. For people it has the encoding of the terminal, and
    characters that this lacks are printed as codes.
    """
    if (sys.stdout.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
        how = {"errors": "backslashreplace"} if form in _FOR_READING else {"encoding": "utf-8"}
        sys.stdout.reconfigure(**how)  # type: ignore[union-attr]  # a TextIOWrapper
    return sys.stdout


def say(text: str, first: int = 0, out: TextIO | None = None) -> None:
    """Print a line, indented by `first`; on a terminal it is folded to its width."""
    from dipfacts.render.layout import fitted  # lazy: most answers are followed by no message

    out = out or standard_output("table")
    print(fitted(plain(text), out, first + 2, first), file=out)


def complain(text: str, first: int = 0) -> None:
    """Print a line on standard error, where nobody may be there to read it."""
    with contextlib.suppress(OSError):
        try:
            say(text, first, sys.stderr)
        except (ImportError, MemoryError, OSError):  # what folds a line cannot be loaded
            print(f"{' ' * first}{plain(text)}", file=sys.stderr)


def discard_output() -> None:
    """Send standard output nowhere: its reader has left, and nothing may complain of that."""
    with contextlib.suppress(OSError):  # no file handle is left: the program ends without a flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def destination(
    path: str | None,
    form: str,
    facts: Iterable[str] | None = None,
    fields: Iterable[str] | None = None,
) -> Iterator[Any]:
    """Yield standard output, or a file that appears whole or not at all.

    A file is replaced only if an answer was written to it, and never if the fact base is read from
    it; a link stays one. What is no file, as a pipe or a terminal, is written to as it is. `form`
    is the format or style, `fields` the columns that were picked. Raises QuestionError for what
    must not or cannot be written.
    """
    if path is None or path == "-":
        yield standard_output(form)
        sys.stdout.flush()
        return
    from dipfacts.index.upkeep import inputs_of  # lazy: most answers go to standard output
    from dipfacts.write import targets

    try:
        real = targets.resolve(path, inputs_of([*(facts or ())]))
        special = targets.descriptor(path) is not None or targets.is_special(path)
        with _special(path) if special else _file(path, real, form, fields) as stream:
            yield stream
    except BrokenPipeError:
        raise  # its reader has seen enough, as that of standard output may have
    except OSError as error:
        raise unwritable(path, error) from None


_NO_ROOM = "make room there, or name another place"
REMEDIES = {
    errno.EISDIR: "name a file in it",
    errno.ENAMETOOLONG: "name it shorter",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: "allow larger files (ulimit -f), or name another place",
    errno.EROFS: "name another place",
    errno.EAGAIN: "it goes to a pipe that does not wait (O_NONBLOCK); write it to a file instead",
    errno.EMFILE: NO_HANDLE,
    errno.ENFILE: NO_HANDLE,
}
"""Remedies where something cannot be written, by the error number of the system."""


def unwritable(path: str, error: OSError) -> Exception:
    """Return the error for a file or folder that the system does not let us write.

    It is no wrong question where there is too little memory.
    """
    if is_of_memory(error):
        return error
    reason = os.strerror(error.errno) if error.errno else error.strerror or "it cannot be written"
    hint = REMEDIES.get(error.errno or 0, "check that the folder exists and may be written to")
    return QuestionError(f"{plain(path)} cannot be written: {reason.lower()}", hint)


def _special(path: str) -> TextIO:
    """Open a pipe, a terminal, or what is open already, and nothing else. Raises OSError."""
    from dipfacts.write.targets import descriptor  # lazy: most answers go to standard output

    number = descriptor(path)
    if number is not None:  # to open it again would write from its beginning
        sys.stdout.flush()
        return os.fdopen(os.dup(number), "w", encoding="utf-8", newline="")
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    mode = os.fstat(handle).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        os.close(handle)
        raise OSError(0, "it is neither a file nor a pipe")
    return os.fdopen(handle, "w", encoding="utf-8", newline="")


@contextlib.contextmanager
def _file(path: str, real: str, form: str, fields: Iterable[str] | None) -> Iterator[TextIO]:
    """Yield a new file that takes its place when it is whole, with the line that tells of us."""
    from dipfacts.render import recognise  # lazy: most answers go to standard output
    from dipfacts.write.whole import whole

    def refuse_foreign(at: str) -> None:
        recognise.refuse_foreign(path, form, fields, at)

    with (
        whole(real, refuse_foreign, label=path) as new,
        open(new, "x+", encoding="utf-8", newline="") as stream,
    ):
        yield stream
        if form in recognise.CLOSED:
            stream.seek(0)
            stream.write(recognise.closing(form, bytes(stream.buffer.read())))
        stream.flush()
        _sync(stream.fileno())


def _sync(handle: int) -> None:
    """Have a file written to its disk: a loss of power might leave its name without its content."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise  # those say that the file system cannot
