"""A page that is longer than the terminal goes through a pager, and nothing else does."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from dipfacts.cli import app

pytest.importorskip("fcntl", reason="there are no pseudo-terminals")
from support.screen import Screen
from support.terminal import ROOT, read_back, screen

HAND_KEPT = str(ROOT / "data" / "facts.toml")
TIMELINE = ["timeline", "azerbaijan", "russia", "--full", "-f", HAND_KEPT]
SHORT = ["topics", "-f", HAND_KEPT]
MARK = """\
#!/bin/sh
echo "pager got: $*"
echo "less: $LESS"
wc -l
"""


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that tells its words, and how many lines it was given."""
    path = tmp_path / "my pager"
    path.write_text(MARK, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_long_page_goes_through_the_pager_that_is_named(pager: str) -> None:
    whole, status = screen(TIMELINE, 80)
    for name in ("PAGER", "DIPFACTS_PAGER"):
        shown, now = screen(TIMELINE, 80, 24, {name: f"'{pager}' -a 'b c' ; touch $HOME"})
        assert (shown.splitlines(), now) == (
            ["pager got: -a b c ; touch $HOME", "less: FRX", str(whole.count("\n"))],
            status,
        )
    assert screen(TIMELINE, 80, 24, {"DIPFACTS_PAGER": "cat", "PAGER": pager}) == (whole, status)


def test_our_own_variable_goes_before(pager: str) -> None:
    shown, _ = screen(
        TIMELINE, 80, 24, {"DIPFACTS_PAGER": f"'{pager}' ours", "PAGER": f"'{pager}' theirs"}
    )
    assert shown.startswith("pager got: ours\n")


def test_settings_of_less_stay_as_they_are(pager: str) -> None:
    assert "less: -S\n" in screen(TIMELINE, 80, 24, {"PAGER": f"'{pager}'", "LESS": "-S"})[0]


def test_what_fits_the_terminal_is_printed(pager: str) -> None:
    assert "pager got:" not in screen(SHORT, 80, 24, {"PAGER": f"'{pager}'"})[0]
    assert "pager got:" not in screen(TIMELINE, 80, 5000, {"PAGER": f"'{pager}'"})[0]


@pytest.mark.parametrize(
    "words",
    [["--no-pager"], ["--json"], ["--format", "md"]],
    ids=" ".join,
)
def test_no_pager_where_it_is_not_wanted_or_no_page(words: list[str], pager: str) -> None:
    assert "pager got:" not in screen([*TIMELINE, *words], 80, 24, {"PAGER": f"'{pager}'"})[0]


def test_no_pager_on_a_terminal_that_is_dumb(pager: str) -> None:
    assert "pager got:" not in screen(TIMELINE, 80, 24, {"PAGER": f"'{pager}'", "TERM": "dumb"})[0]


def test_never_off_a_terminal(pager: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", f"'{pager}'")
    monkeypatch.setenv("TERM", "xterm")
    file = tmp_path / "page.txt"
    out, _ = screen([*TIMELINE, "-o", str(file)], 80, 24, {"PAGER": f"'{pager}'"})
    assert out == ""
    assert "pager got:" not in file.read_text(encoding="utf-8")
    piped = Screen(terminal=False)
    monkeypatch.setattr(sys, "stdout", piped)
    app.run(TIMELINE)
    assert piped.getvalue().count("\n") > 100
    assert "pager got:" not in piped.getvalue()


@cache
def whole() -> tuple[str, int]:
    """Return the page without a pager, and its status."""
    return screen(TIMELINE, 80)


@pytest.mark.parametrize(
    "command",
    ["", " ", "no-such-pager-at-all", "/", "false", "'unclosed", "sh -c 'exit 3'", "\\"]
    + [f"sh -c 'kill -{name} $$'" for name in ("SEGV", "ABRT", "KILL")],
)
def test_a_pager_that_is_missing_or_fails_is_done_without(command: str) -> None:
    assert screen(TIMELINE, 80, 24, {"PAGER": command}) == whole()


def test_a_pager_that_is_quit_early_ends_quietly() -> None:
    shown, status = screen(TIMELINE, 80, 24, {"PAGER": "head -n 2"})
    assert (shown.count("\n"), status) == (2, 0)
    assert screen(TIMELINE, 80, 24, {"PAGER": "true"}) == ("", 0)
    for name in ("INT", "TERM", "HUP"):
        assert screen(TIMELINE, 80, 24, {"PAGER": f"sh -c 'kill -{name} $$'"}) == ("", 0)


def test_the_status_is_that_of_the_answer() -> None:
    words = ["timeline", "azerbaijan", "japan", "-f", HAND_KEPT]
    assert screen(words, 40, 2, {"PAGER": "cat"})[1] == 1


def test_the_pager_gets_the_colours_and_the_width(pager: str) -> None:
    shown, _ = screen(TIMELINE, 64, 24, {"PAGER": "cat"})
    assert "\x1b[1m" in shown
    assert read_back(shown, 64) == read_back(screen(TIMELINE, 64)[0], 64)
