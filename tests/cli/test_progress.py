"""Progress while a fact base is compiled: a bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from dipfacts.cli import progress
from dipfacts.cli.progress import listener
from support.screen import Screen


@pytest.mark.parametrize(("stream", "patience"), [(io.StringIO, 0.0), (Screen, 60.0)])
def test_nothing_is_shown_off_a_terminal_or_of_what_is_quick(
    stream: type[io.StringIO], patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = stream()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with listener() as told:
        told.progress(1, 2, 1000)
        told.progress(2, 2, 2000)
    assert shown.getvalue() == ""


def test_a_long_compile_is_shown_and_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Screen()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with listener() as told:
        told.progress(1, 3, 1000)
        told.progress(2, 3, 2000)
    text = shown.getvalue()
    assert "Compiling the fact base" in text
    assert "2/3" in text
    assert "files, 2,000 claims" in text
    assert text.endswith("\x1b[2K")  # the line is wiped


def test_it_is_said_only_once_that_no_index_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with listener() as told:
        told.warn("why")
        told.warn("why")
    assert capsys.readouterr().err == "dipfacts: why\n"
