"""Imports of a table of one's own by `--map`, and what is told of its columns."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.importing import COPIED, map_words

Told = Callable[..., list[str]]
SOLD = ("measure=exports", "unit=USD", "period={y}", "value={v}")
OTHERS = ("unit ", "parties has ", "the header ", "the line ", "the scope ", "the codes ")


def told_of(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Told:
    """Return what imports a table in an empty folder, and returns what is told, unfolded."""
    monkeypatch.chdir(tmp_path)

    def run(text: str, *words: str, status: int = 0) -> list[str]:
        Path("t.csv").write_text(text)
        given = map_words(*words, "publisher=X")
        found = app.run(["import", "t.csv", *given, *COPIED])
        out, err = capsys.readouterr()
        assert (found, err) == (status, "")
        lines = out.replace("\n    ", " ").splitlines()
        begin = ("no key names ", "only ", "from and to ", "imports", *OTHERS)
        of_columns = ("  columns not used: ", *(f"  note: {it}" for it in begin), "  t.csv:")
        return [
            line.strip().removeprefix("note: no key names ")
            for line in lines
            if line.startswith(of_columns)
        ]

    return run


def notes(lines: list[str]) -> list[str]:
    """Return what is told but for the line of the columns that are not used."""
    return [line for line in lines if not line.startswith("columns not used: ")]


def heeded(given: tuple[str, ...], note: str) -> tuple[str, ...]:
    """Return what `--map` says when the options in a note are typed instead, or besides."""
    options = re.findall(r"--map ('[^']*'|[^\s,]+)", note.partition(", and the others")[0])
    said = dict(it.split("=", 1) for it in (*given, *(shlex.split(it)[0] for it in options)))
    if "in place of parties" in note:
        del said["parties"]
    return tuple(map("=".join, said.items()))
