"""A base that TAB completes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support.factbase import base, figure, measure, party, source, topic

BASE = base(
    source("wire", published=date(2024, 1, 1)),
    topic(),
    measure(),
    party("azerbaijan", iso="AZ"),
    party("south-korea", name="South Korea", iso="KR"),
    party("tricky", kind="bloc", name='O\'Brien & $(touch oops) `x` "y" ; z'),
    party("iceland", iso="IS"),
    figure("one", parties=["azerbaijan", "south-korea"], source="wire"),
    figure("two", parties=["azerbaijan", "tricky"], period="2022", source="wire"),
)


def base_in_use(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a base into a folder and put it to use, in English; return its path."""
    file = folder / "base.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DIPFACTS_FACTS", str(file))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return file
