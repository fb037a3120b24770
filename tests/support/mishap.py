"""Runs of the program in a child of this process that some mishap befalls.

Limits of the system hold for a process to its end, and a new interpreter takes longer to start than
all that is tried here.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import dipfacts
from dipfacts import __main__ as program
from dipfacts.render.html import writer

BROKEN = 99  # the status of a child that fell out of the program
_NEW_USER = 0x10000000  # CLONE_NEWUSER
# That take long to load; pyarrow looks for pandas, and loads it where it is, as for our tests.
_OTHERS = ("dateutil.rrule", "docx", "pandas", "pyarrow.parquet", "typer")
_TEMPLATES = "answer base brief error parts site timeline years".split()


class Ended(NamedTuple):
    """The end of a run: its exit status, or minus the signal that killed it, and its output."""

    status: int
    out: str
    err: str


def run(words: Sequence[str], befall: Callable[[], object]) -> Ended:
    """Run a command line in a fork, in which `befall` is called first."""
    out, err = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        _child(words, befall, out[1], err[1])
    texts = []
    os.close(out[1])
    os.close(err[1])
    for read, _ in (out, err):  # what is said on stderr fits into a pipe
        with open(read, encoding="utf-8") as stream:
            texts.append(stream.read())
    _, status = os.waitpid(pid, 0)
    return Ended(os.waitstatus_to_exitcode(status), *texts)


def load_all() -> None:
    """Load here what commands use, lest each fork does; so it is their work that is disturbed."""
    for module in walk_packages(dipfacts.__path__, "dipfacts."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    for name in _OTHERS:
        if find_spec(name.partition(".")[0]):
            import_module(name)
    for name in _TEMPLATES:
        writer.template(f"{name}.html")


def _child(words: Sequence[str], befall: Callable[[], object], out: int, err: int) -> None:
    try:
        gc.freeze()  # what this process has from its parent is none of its garbage
        sys.settrace(None)
        sys.dont_write_bytecode = True  # Python would keep half a module where no more fits
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.closerange(3, max(map(int, os.listdir("/dev/fd"))) + 1)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115  # as the interpreter opens them
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        sys.argv = ["dipfacts", *words]
        befall()
        program.main()
    except BaseException:
        sys.excepthook(*sys.exc_info())  # as the interpreter does, which then ends what is open
    finally:
        gc.collect()
        os._exit(BROKEN)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def file_size(most: int) -> None:
    """Let no file grow beyond so many bytes, as a quota does, or a disk that is almost full."""
    _limit(resource.RLIMIT_FSIZE, most)


def memory(more: int) -> None:
    """Leave only so many bytes of memory."""
    with open("/proc/self/statm") as stream:
        pages = int(stream.read().split()[0])
    _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + more)


def handles(more: int) -> None:
    """Let only so many files be opened at a time."""
    _limit(resource.RLIMIT_NOFILE, 3 + more)


def processes() -> None:
    """Let no process and no thread be started. The limit of the system does not hold for root."""

    def refuse(*_: Any, **__: Any) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    def refuse_thread(*_: Any) -> None:
        raise RuntimeError("can't start new thread")

    subprocess.Popen.__init__ = refuse  # type: ignore[method-assign]  # in this child
    threading.Thread.start = refuse_thread  # type: ignore[assignment, method-assign]  # likewise


def read_only(*folders: str) -> None:
    """Let nothing be written in these folders, nor in those in them; for root, too."""
    if ctypes.CDLL(None).unshare(_NEW_USER) and os.geteuid() == 0:
        os._exit(77)
    for top in folders:
        for folder, _, _ in os.walk(top):
            os.chmod(folder, 0o500)


def output(path: str, handle: int = 1) -> None:
    """Send what is printed to a device, or with 2 what is said on standard error."""
    os.dup2(os.open(path, os.O_WRONLY), handle)


def no_reader() -> None:
    """Send what is printed to a pipe that nobody reads any more."""
    read, write = os.pipe()
    os.close(read)
    os.dup2(write, 1)


def closed() -> None:
    """Close standard output, as `>&-` does."""
    os.close(1)
    sys.stdout = None


def at_a_call(nth: int, number: int, counted: Path | None = None) -> None:
    """Send this process a signal at its N-th call of a function; note how many there are."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    calls, leave = 0, os._exit

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        if calls == nth and event == "call":
            os.kill(os.getpid(), number)

    def leaving(status: int) -> None:
        sys.setprofile(None)
        if counted:
            counted.write_text(str(calls))
        leave(status)

    os._exit = leaving  # type: ignore[assignment]  # it never returns
    sys.setprofile(count)
