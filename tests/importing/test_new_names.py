"""`dipfacts import --map`: a new kind or topic that may be a known one misspelt is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from support.importing import COPIED, map_words

PACT = ("claim=relation", "title={t}", "parties={a}, {b}", "period={d}/..")
TALK = ("claim=event", "status=held", "title={t}", "parties={a}, {b}", "period={d}")
SOLD = ("measure=newthing", "parties={a}", "period={d}", "value=5", "unit=USD")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    Path("t.csv").write_text("t,a,b,d\nOne,DE,FR,1990\nTwo,DE,IT,1991\n")
    given = map_words(*words, "publisher=X")
    app.run(["import", "t.csv", *given, *COPIED])
    lines = capsys.readouterr().out.replace("\n    ", " ").splitlines()
    return [line.strip() for line in lines if "is new" in line]


@pytest.mark.parametrize(
    ("words", "key", "name", "meant"),
    [
        (PACT, "kind", "trety", "treaty"),
        (PACT, "kind", "membrship", "membership"),
        (TALK, "kind", "vist", "visit"),
        (SOLD, "topic", "trad", "trade"),
        (PACT, "topic", "trad", "trade"),
        (PACT, "kind", "treaty", ""),
        (PACT, "kind", "vist", ""),
        (PACT, "kind", "pact", ""),
        (TALK, "kind", "talk", ""),
        (SOLD, "topic", "law", ""),
    ],
)
def test_a_name_that_is_almost_a_known_one_is_told(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    key: str,
    name: str,
    meant: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    others = () if key == "kind" or words is SOLD else ("kind=treaty",)
    note = f'note: the {key} "{name}" is new: if {meant} is meant, write --map {key}={meant}'
    assert told(capsys, *words, *others, f"{key}={name}") == ([note] if meant else [])
    if meant:
        assert told(capsys, *words, *others, f"{key}={meant}") == []


def test_a_kind_that_the_folder_declares_is_known(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("base").mkdir()
    text = '[[kind]]\nid = "visits"\nof = "event"\nlabel = "Visits"\n'
    assert len(told(capsys, *TALK, "kind=visits")) == 1
    Path("base/own.toml").write_text(f"format = 1\n\n{text}")
    assert told(capsys, *TALK, "kind=visits") == []
