"""What all tests share: a cache of their own, no settings from outside, a small fact base."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from dipfacts.render.json import fields, records
from dipfacts.render.json.fields import Fields
from support.contract import held

# Machines are noisy, so no example is timed. In CI the examples are the same every time: a red run
# there means that a change is wrong; the others, at each developer's, look further.
settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")

SAMPLE_PATH = Path(__file__).with_name("sample.toml")
SAMPLE = SAMPLE_PATH.read_text(encoding="utf-8")

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees another's index, or the settings of whoever runs it."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DIPFACTS_CACHE", str(cache))
    for name in ("DIPFACTS_FACTS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return cache


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text, or bytes, to a file of the test's own and tell its path."""

    def written(text: str | bytes, name: str = "facts.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return written


@pytest.fixture(autouse=True)
def every_json_is_as_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever JSON a test makes the program print must be what `schema output` says."""

    picked: list[Fields] = [None]

    def asked(text: str | None, form: str) -> Fields:
        picked[0] = None  # of an earlier command line of the same test
        picked[0] = found = fields_asked(text, form)
        return found

    def holding(write: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda record: held(write(record), picked[0])

    fields_asked = fields.asked
    monkeypatch.setattr(fields, "asked", asked)
    for name in ("encoded", "indented"):
        monkeypatch.setattr(records, name, holding(getattr(records, name)))
