"""How to install an extra: from where the dipfacts that runs was installed."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from dipfacts.render import extras

PIP = (sys.executable, "-m", "pip", "install")
ARCHIVE = "https://example.org/dipfacts-0.1.0-py3-none-any.whl"
GIT = "https://example.org/dipfacts.git"

Installed = Callable[[str | None], None]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installed:
    """Make dipfacts a package outside a clone, which pip installed from where a text says."""
    monkeypatch.setattr(extras, "_CHECKOUT", str(tmp_path / "lib"))

    def from_where(written: str | None) -> None:
        folder = tmp_path / "dipfacts-0.1.0.dist-info"
        folder.mkdir()
        if written is not None:
            (folder / "direct_url.json").write_text(written, encoding="utf-8")
        found = metadata.PathDistribution(folder)
        monkeypatch.setattr(metadata, "distribution", lambda name: found)

    return from_where


def words(extra: str) -> tuple[str, ...]:
    return tuple(shlex.split(extras.how_to_install(extra)))


def test_in_a_clone_it_is_added_to_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    assert words("serve") == (*PIP, "-e", f"{root}[serve]")


def test_of_a_clone_with_a_blank_in_its_path_it_is_one_word(
    installed: Installed, tmp_path: Path
) -> None:
    clone = tmp_path / "my clone"
    clone.mkdir()
    installed(json.dumps({"url": clone.as_uri(), "dir_info": {}}))
    assert words("mcp") == (*PIP, f"{clone}[mcp]")
    assert extras.how_to_install("mcp").endswith(f" install '{clone}[mcp]'")


def test_of_a_clone_that_is_gone_another_is_needed(installed: Installed, tmp_path: Path) -> None:
    installed(json.dumps({"url": (tmp_path / "gone").as_uri(), "dir_info": {}}))
    assert extras.how_to_install("docx") == (f"in a clone of dipfacts: {shlex.join(PIP)} '.[docx]'")


@pytest.mark.parametrize(
    ("written", "requirement"),
    [
        ({"url": ARCHIVE, "archive_info": {}}, f"dipfacts[parquet] @ {ARCHIVE}"),
        (
            {"url": GIT, "vcs_info": {"vcs": "git", "commit_id": "0f3c"}},
            f"dipfacts[parquet] @ git+{GIT}@0f3c",
        ),
        (None, "dipfacts[parquet]"),
    ],
    ids=["archive", "git", "index"],
)
def test_else_it_comes_from_the_same_address(
    written: object, requirement: str, installed: Installed
) -> None:
    installed(json.dumps(written) if written else None)
    assert words("parquet") == (*PIP, requirement)


def test_an_environment_without_pip_is_one_of_uv(
    installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(None)
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert words("serve") == ("uv", "pip", "install", "--python", sys.executable, "dipfacts[serve]")
