"""The import of one file of one's own into an empty folder: its report, claims and pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from support.imported import claims

Claims = list[dict[str, Any]]
Import = Callable[..., tuple[str, Claims]]
DAY = ("--published", "2025-01-31", "--to", "base", "--copy")


def import_of(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Return what imports a text as a file, and returns the report and the claims.

    What is imported passes `check`, and changes nothing when it is imported again.
    """
    monkeypatch.chdir(tmp_path)

    def run(name: str, text: str, *words: str, status: int = 0) -> tuple[str, Claims]:
        Path(name).write_text(text)
        found = app.run(["import", name, *DAY, *words])
        out, err = capsys.readouterr()
        assert found == status, out + err
        if status:
            return out + err, []
        written = {path: path.read_bytes() for path in Path("base").iterdir()}
        assert app.run(["import", name, *DAY, *words]) == 0
        assert {path: path.read_bytes() for path in Path("base").iterdir()} == written
        assert app.run(["check", "base"]) == 0, capsys.readouterr().out
        capsys.readouterr()
        return out.replace("\n    ", " "), [*claims(Path("base")).values()]

    return run


def page(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Return the page that answers a question about what was imported, in one line."""
    assert app.run([*words, "-f", "base"]) == status
    return " ".join(capsys.readouterr().out.split())
