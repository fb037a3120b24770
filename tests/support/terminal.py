"""The program on a terminal: what a person sees who types commands."""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = ("rich.console", "dipfacts.render.terminal", "dipfacts.render.page.pages")
"""Modules of each page on a terminal, loaded before this process is copied, not in each copy."""
MARK = "\x01"  # what no command prints: stands between their outputs


@cache
def compiled() -> Path:
    """A cache that holds the bundled base, so that no session shows how it is compiled."""
    from dipfacts import open_base

    folder = Path(tempfile.mkdtemp(prefix="dipfacts-compiled-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DIPFACTS_CACHE", str(folder))
        with open_base("bundled"):
            return folder


def session(
    typed: list[str], folder: Path, columns: int, lines: int = 50, colour: bool = False
) -> list[str]:
    """Return what a terminal shows after each of the commands, typed in that folder."""
    shutil.copytree(compiled(), folder / "cache", dirs_exist_ok=True, copy_function=os.link)
    script = "".join(f"{line}\nstatus=$?; printf '{MARK}'; (exit $status)\n" for line in typed)
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "dipfacts"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dipfacts "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {key: os.environ[key] for key in ("HOME", "LANG", "SYSTEMROOT") if key in os.environ}
    environment = {
        **kept,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "DIPFACTS_CACHE": str(folder / "cache"),
        "COLUMNS": str(columns),
        "TERM": "xterm",
        "DIPFACTS_PAGER": "",
    }
    if not colour:
        environment["NO_COLOR"] = "1"
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with subprocess.Popen(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        shown = _sent(ours)
    told = (line.rstrip() for line in shown.split("\n"))
    return "\n".join(told).split(MARK)[:-1]


def screen(
    words: list[str], columns: int, lines: int = 5000, variables: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """Return what a command sends to a terminal, run in a copy of this process, and its status.

    The terminal alone tells its size, unless `variables` do.
    """
    from dipfacts.cli import app, progress

    for name in LOADED:
        import_module(name)
    pid, ours = pty.fork()
    if not pid:
        status = 99
        gc.disable()  # as the program begins; else all that was copied is looked through
        sys.settrace(None)  # whatever a copy of this process measured would go with it
        progress.PATIENCE = 600.0  # a bar for a long compile is no part of a page
        try:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            for name in ("COLUMNS", "LINES", "NO_COLOR", "PAGER", "LESS", "TMUX", "STY"):
                os.environ.pop(name, None)
            os.environ.update({"TERM": "xterm", **(variables or {})})
            sys.argv = ["dipfacts", *words]
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # for good
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # for good
            status = app.run(words)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
    sent = _sent(ours)
    return sent, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _sent(ours: int) -> str:
    """Read what is sent to a terminal until the other end is closed, and close this one."""
    sent = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        sent += piece
    os.close(ours)
    return sent.decode().replace("\r\n", "\n")


def read_back(sent: str, columns: int) -> list[str]:
    """Return what then stands on the terminal, line by line, as a person reads it."""
    import pyte  # a test group's

    rows = sum(1 + len(line) * 2 // columns for line in sent.split("\n"))
    display = pyte.Screen(columns, rows)
    pyte.Stream(display).feed(sent.replace("\n", "\r\n"))
    display.lines = display.cursor.y + 1  # below is nothing
    return "\n".join(line.rstrip() for line in display.display).rstrip("\n").split("\n")
