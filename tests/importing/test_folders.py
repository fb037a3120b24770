"""`dipfacts import` where the current folder is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dipfacts.cli import app

DATA = "Entity,Code,Year,Population\nNorway,NOR,2020,5379475\n"


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that is removed then; return one that has a file of data."""
    if sys.platform == "win32":
        pytest.skip("Windows removes no current folder")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/p.csv").write_text(DATA)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    return tmp_path / "data"


@pytest.mark.parametrize("files", [("x.csv",), ("x.zip", "y.csv")])
def test_a_file_that_is_not_there_cannot_be_read(
    gone: Path, capsys: pytest.CaptureFixture[str], files: tuple[str, ...]
) -> None:
    assert app.run(["import", *files]) == 2
    assert capsys.readouterr().err == (
        f"dipfacts: {files[0]} cannot be read: no such file or directory\n  name a file\n"
    )


def test_a_whole_path_is_read_and_written_to(
    gone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["import", str(gone / "p.csv"), "--published", "2024-01-01", "--map", "unit=persons"]
    assert app.run([*line, "--to", "base"]) == 2
    assert capsys.readouterr().err == (
        "dipfacts: base cannot be written: the current folder is gone\n"
        "  go to another, or write the whole path\n"
    )
    assert app.run([*line, "--to", str(gone / "base")]) == 0
    assert app.run(line) == 0
