"""Lines typed as a user would, asked of a base of the test's own."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.compiled import shared

Dip = Callable[[str], tuple[int, str, str]]
"""A command line without the program's name; it gives status, output and errors."""


def dip_of(text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Return what asks a base of this text, which is the one in use."""
    path = shared(text)
    monkeypatch.setenv("DIPFACTS_FACTS", str(path))

    def asked(line: str) -> tuple[int, str, str]:
        words = shlex.split(line)
        monkeypatch.setattr(sys, "argv", ["dipfacts", *words])
        status = app.run(words)
        out, err = capsys.readouterr()
        return status, out, err

    return asked


def in_empty_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Return what runs the words of a line in an empty folder; it gives status, output, errors."""
    monkeypatch.chdir(folder)

    def run(*words: str) -> tuple[int, str, str]:
        status = app.run(list(words))
        return status, *capsys.readouterr()

    return run
