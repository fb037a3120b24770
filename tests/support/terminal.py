"""The program on a terminal: what a person sees who types commands."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TextIO

import pytest

ROOT = Path(__file__).parents[2]
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
    """Return what a command sends to a terminal, run in this process, and its status.

    The terminal alone tells its size, unless `variables` do.
    """
    from dipfacts.cli import app, progress

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with ThreadPoolExecutor(1) as reader, pytest.MonkeyPatch.context() as patched:
        sent = reader.submit(_sent, ours)
        with _standard(theirs) as (out, err):
            for name in ("COLUMNS", "LINES", "NO_COLOR", "PAGER", "LESS", "TMUX", "STY"):
                patched.delenv(name, raising=False)
            for name, value in {"TERM": "xterm", **(variables or {})}.items():
                patched.setenv(name, value)
            patched.setattr(progress, "PATIENCE", 600.0)  # a bar is no part of a page
            patched.setattr(sys, "argv", ["dipfacts", *words])
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            status = app.run(words)
        return sent.result(), status


@contextlib.contextmanager
def _standard(terminal: int) -> Iterator[tuple[TextIO, TextIO]]:
    """Make a terminal all that this process reads and writes; yield its output and its errors.

    Programs that it starts have it too. It is closed afterwards.
    """
    kept = [os.dup(number) for number in range(3)]
    for number in range(3):
        os.dup2(terminal, number)
    os.close(terminal)
    try:
        with (
            open(1, "w", encoding="utf-8", closefd=False) as out,
            open(2, "w", encoding="utf-8", closefd=False) as err,
        ):
            yield out, err
    finally:
        for number, before in enumerate(kept):
            os.dup2(before, number)
            os.close(before)


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


@cache
def _pyte() -> ModuleType:
    """Load pyte, whose cells are made once for each sign and style, not for each character."""
    import pyte  # a test group's

    pyte.screens.Char._replace = cache(  # type: ignore[method-assign]  # it changes nothing
        pyte.screens.Char._replace
    )
    return pyte


def read_back(sent: str, columns: int) -> list[str]:
    """Return what then stands on the terminal, line by line, as a person reads it."""
    rows = sum(1 + len(line) * 2 // columns for line in sent.split("\n"))
    display = _pyte().Screen(columns, rows)
    _pyte().Stream(display).feed(sent.replace("\n", "\r\n"))
    # A cell of which a wide sign takes up the second half holds nothing.
    written = (display.buffer[nth] for nth in range(display.cursor.y + 1))
    lines = ("".join(row[cell].data for cell in range(columns)) for row in written)
    return "\n".join(line.rstrip() for line in lines).rstrip("\n").split("\n")
