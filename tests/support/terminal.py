"""The program on a terminal: what a person sees who types commands."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "\x01"  # what no command prints: stands between their outputs


def session(
    typed: list[str], folder: Path, columns: int, lines: int = 50, colour: bool = False
) -> list[str]:
    """What a terminal shows after each of the commands, typed in that folder."""
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
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    told = (line.rstrip() for line in shown.decode().replace("\r\n", "\n").split("\n"))
    return "\n".join(told).split(MARK)[:-1]
