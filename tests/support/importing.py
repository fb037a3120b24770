"""The import of a table of one's own into an empty folder: its report, claims and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dipfacts.cli import app
from support.written import claims

Claims = list[dict[str, Any]]
DAY = ("--published", "2025-01-31")
TO_BASE = (*DAY, "--to", "base")
COPIED = (*TO_BASE, "--copy")
NOTE = "  note: "


class Report(NamedTuple):
    """What an import prints, without its folds, and the claims that it wrote."""

    text: str
    claims: Claims

    @property
    def notes(self) -> list[str]:
        """What is noted, a text for each line."""
        return [it.removeprefix(NOTE) for it in self.text.splitlines() if it.startswith(NOTE)]


Import = Callable[..., Report]


def map_words(*keys: str) -> list[str]:
    """Return the words of a command line that say these keys, `unit=USD` as `--map unit=USD`."""
    return [word for key in keys for word in ("--map", key)]


def import_of(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Return what imports a text as a file, and returns the report and the claims.

    The words may be keys, as `unit=USD`, and options. What is imported passes `check`, and
    changes nothing when it is imported again.
    """
    monkeypatch.chdir(tmp_path)

    def run(name: str, text: str, *words: str, status: int = 0) -> Report:
        Path(name).write_text(text)
        line = ["import", name, *COPIED, *typed(words)]
        found = app.run(line)
        out, err = capsys.readouterr()
        assert found == status, out + err
        if status:
            return Report(unfolded(out + err), [])
        assert err == ""
        written = {path: path.read_bytes() for path in Path("base").iterdir()}
        assert app.run(line) == 0
        assert {path: path.read_bytes() for path in Path("base").iterdir()} == written
        assert app.run(["check", "base"]) == 0, capsys.readouterr().out
        capsys.readouterr()
        return Report(unfolded(out), [*claims(Path("base")).values()])

    return run


def unfolded(report: str) -> str:
    """Return a report with each note in one line."""
    return report.replace("\n    ", " ")


def typed(words: Sequence[str]) -> Iterator[str]:
    """Yield words of a command line, with `--map` before each `key=…` that follows no option."""
    for before, word in pairwise(("", *words)):
        if "=" in word and not before.startswith("--") and not word.startswith("--"):
            yield "--map"
        yield word


def page(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Return the page that answers a question about what was imported, in one line."""
    assert app.run([*words, "-f", "base"]) == status
    return " ".join(capsys.readouterr().out.split())
