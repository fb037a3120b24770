"""A base that TAB completes from."""

from __future__ import annotations

from pathlib import Path

import pytest


def base_in_use(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a base into a folder and put it to use, in English; return its path."""
    file = folder / "base.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", str(file))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return file
