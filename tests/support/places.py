"""A folder of precious things, the commands that write there, and what happens meanwhile."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.write import work

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
CLAIM = "turnover-2021"
# What each writing command is called with, its target last.
FILES = {
    "csv": ["trade", "azerbaijan", "russia", "--format", "csv", "-o"],
    "table": ["trade", "azerbaijan", "--format", "table", "-o"],
    "json": ["timeline", "--json", "-o"],
    "jsonl": ["timeline", "--format", "jsonl", "-o"],
    "ics": ["timeline", "--format", "ics", "-o"],
    "md": ["relations", "--format", "md", "-o"],
    "html": ["brief", "azerbaijan", "--format", "html", "-o"],
    "tsv": ["search", "moscow", "--format", "tsv", "-o"],
    "fields": ["timeline", "--format", "csv", "--fields", "id,title", "-o"],
    "show": ["show", CLAIM, "--json", "-o"],
    "parties": ["parties", "--format", "csv", "-o"],
    "text": ["cite", CLAIM, "--style", "text", "-o"],
    "markdown": ["cite", CLAIM, "--style", "markdown", "-o"],
    "bibtex": ["cite", CLAIM, "--style", "bibtex", "-o"],
    "csl-json": ["cite", CLAIM, "--style", "csl-json", "-o"],
    "schema": ["schema", "-o"],
    "schema output": ["schema", "output", "-o"],
    "sqlite": ["export", "--to", "sqlite", "--force"],
}
FOLDERS = {
    "csv folder": ["export", "--to", "csv", "--force"],
    "parquet folder": ["export", "--to", "parquet", "--force"],
}
COMMANDS = {**FILES, **FOLDERS, "init": ["init"]}
NO_BASE = {"schema", "schema output", "init"}


class Place:
    """A folder of precious things, in which commands are run."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def run(self, command: str, target: str, base: str | None = SAMPLE) -> tuple[int, str]:
        """Run a writing command on a target; the status, and what stderr says."""
        words = [*COMMANDS[command], target]
        if base is not None and command not in NO_BASE:
            words += ["-f", base]
        status = app.run(words)
        told = self._capsys.readouterr().err.splitlines(keepends=True)
        return status, "".join(line for line in told if "not in the calendar" not in line)

    def all(self) -> dict[str, object]:
        """Everything in the folder: what it is, its rights, and what is in it."""
        return {str(path.relative_to(self.folder)): thing(path) for path in below(self.folder)}


def below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def thing(path: Path) -> object:
    status = path.lstat()
    kind = stat.S_IFMT(status.st_mode), stat.S_IMODE(status.st_mode)
    if path.is_symlink():
        return (*kind, os.readlink(path))
    return (*kind, path.read_bytes()) if path.is_file() else kind


def work_folders(folder: Path) -> list[Path]:
    """The work folders that are left below a folder."""
    return [*folder.rglob(f"{work.PREFIX}*")]


def place_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    home, here = tmp_path / "home", tmp_path / "home" / "here"
    here.mkdir(parents=True)
    (home / "letters").mkdir()
    (home / "letters" / "1992.txt").write_text("precious", encoding="utf-8")
    (here / "thesis.odt").write_bytes(b"precious\0")
    (here / "precious.csv").write_text("year,value\n2021,1\n", encoding="utf-8")
    (here / "ids.csv").write_text("id,value\n1,2\n", encoding="utf-8")
    (here / "lines.jsonl").write_text('{"id": 1, "note": "precious"}\n', encoding="utf-8")
    (here / "refs.bib").write_text("@misc{a,\n  author = {{A}},\n}\n", encoding="utf-8")
    (here / "notes.json").write_text('{"schema_version": 1, "query": {}}', encoding="utf-8")
    (here / "bare").mkdir()
    (here / "papers").mkdir()
    (here / "papers" / "sources").mkdir()
    (here / "papers" / "sources" / "scan.pdf").write_bytes(b"precious")
    (here / "repository" / ".git").mkdir(parents=True)
    (here / "repository" / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (here / "link").symlink_to("papers")
    (here / "link.csv").symlink_to("precious.csv")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DIPFACTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(here)
    return Place(home, capsys)


def write_mine(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")
