"""Whole pages to the letter, each with the fact base it is of in one file: tests/pages/*.txt.

A file is a fact base in TOML, or files of data, each below a line with its name; then commands,
each with what it prints off a terminal, or on one as wide as COLUMNS says; an exit status other
than 0 stands last, as `[1]`.

    UPDATE_PAGES=1 pytest tests/render/test_pages.py    writes what is printed now
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.screen import Screen

PAGES = sorted((Path(__file__).parents[1] / "pages").glob("*.txt"))
COMMAND = re.compile(r"^\$ (?:COLUMNS=(\d+) )?dipfacts (.*)\n", re.M)
FILE = re.compile(r"^--- (\S+)\n", re.M)
MOST = 8  # commands of a file: a page is read by whoever changes a word on it
WITHOUT_FULL = ("show", "check", "diff", "import")


def printed(words: list[str], columns: str | None) -> str:
    """Return what a command prints, errors too, and its exit status."""
    out = Screen(terminal=columns is not None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", columns or "80")
        patch.setenv("TERM", "xterm")
        patch.setenv("NO_COLOR", "1")
        patch.setattr(sys, "argv", ["dipfacts", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", out)
        status = app.run(words)
    text = re.sub(" +$", "", out.getvalue(), flags=re.M)  # of cells, on a terminal
    return text + (f"[{status}]\n" if status else "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = page.read_bytes().decode()
    first = COMMAND.search(written)
    assert first, "a page has a command"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPFACTS_FACTS", "facts.toml")
    base = written[: first.start()]
    write_files(base)
    now = base + "\n".join(
        match[0] + printed(match[2].split(), match[1]) for match in COMMAND.finditer(written)
    )
    if os.environ.get("UPDATE_PAGES"):
        page.write_bytes(now.encode())
    else:
        assert written == now, "UPDATE_PAGES=1 writes it anew"


def write_files(text: str) -> None:
    """Write what stands before the first command of a page: facts.toml, or the files it names."""
    base, *others = FILE.split(text)
    for name, content in [("facts.toml", base), *zip(others[::2], others[1::2], strict=True)]:
        if content:
            Path(name).write_text(content, encoding="utf-8")


def test_pages_stay_few() -> None:
    counts = {page.name: len(COMMAND.findall(page.read_text("utf-8"))) for page in PAGES}
    assert {name: count for name, count in counts.items() if not 0 < count <= MOST} == {}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_terminal_shows_every_word_within_its_width(
    page: Path, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPFACTS_FACTS", "facts.toml")
    write_files(COMMAND.split(written)[0])
    lines = {line for _, line in COMMAND.findall(written)}
    tables = sorted(line for line in lines if not re.search("--(json|format|chart|help)", line))
    assert tables
    for line in tables:
        full = [] if line.startswith(WITHOUT_FULL) else ["--full"]
        shown = printed([*line.split(), *full], str(width))
        assert "\x1b" not in shown
        wide = [text for text in shown.splitlines() if len(text.rstrip()) > width]
        assert [text for text in wide if "http" not in text] == [], line
        assert missing(printed(line.split(), None), shown) == set(), line


def missing(whole: str, shown: str) -> set[str]:
    """The words and numbers of a page that do not stand on another, however that folds them."""
    letters = "".join(shown.split())
    return {word for word in whole.split() if word not in letters}
