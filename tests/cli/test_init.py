"""A start for newcomers: `dipfacts init`."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dipfacts import open_base
from dipfacts.cli import app
from dipfacts.model.file_format.tables import CLAIM_TYPES
from dipfacts.model.query import Query
from dipfacts.write import rename, whole
from support.command_line import Run

pytestmark = pytest.mark.usefixtures("empty_folder")

START = Path(app.__file__).parents[1] / "cli" / "commands" / "start.toml"
LOOK_UP = ["trade", "ruritania", "graustark", "-f"]


def test_writes_a_fact_base_and_tells_what_to_try(dip: Run) -> None:
    assert dip("init") == (
        0,
        "wrote facts.toml, a small fact base of invented claims. Try\n"
        "  dipfacts trade ruritania graustark -f facts.toml\n"
        "  dipfacts check facts.toml\n",
        "",
    )
    assert Path("facts.toml").read_bytes() == START.read_bytes()
    assert os.listdir() == ["facts.toml"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("facts.toml").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize(
    ("name", "told", "typed"),
    [
        (b"a\nb.toml", "a b.toml", r"$'a\nb.toml'"),
        (b"\xff's.toml", r"\xff's.toml", r"$'\xff\x27s.toml'"),
    ],
)
def test_the_commands_for_a_file_with_an_odd_name_can_be_typed(
    dip: Run, name: bytes, told: str, typed: str
) -> None:
    path = os.fsdecode(name)
    assert dip("init", path) == (
        0,
        f"wrote {told}, a small fact base of invented claims. Try\n"
        f"  dipfacts trade ruritania graustark -f {typed}\n"
        f"  dipfacts check {typed}\n",
        "",
    )
    assert (
        f"A page for a meeting: dipfacts brief ruritania -f {typed}\n"
        in dip("ruritania", "-f", path).page()
    )
    Path(path).write_text(START.read_text().replace("value = ", "valu = "))
    assert dip(*LOOK_UP, path)[2].startswith(f"{told}:46: [[figure]] ")
    assert dip("check", "-f", path)[2].endswith(f"\n  try dipfacts check {typed}\n")


def test_what_it_writes_answers_a_look_up_and_has_no_problem(dip: Run) -> None:
    dip("init", "mine.toml")
    status, out, err = dip(*LOOK_UP, "mine.toml")
    assert (status, err) == (0, "")
    assert out.startswith("Trade turnover between Graustark and Ruritania in 2023: €120 million")
    status, out, _ = dip("check", "--strict", "mine.toml")
    assert (status, out) == (0, "")


def test_what_it_writes_has_one_claim_of_each_kind_and_says_that_they_are_invented() -> None:
    with open_base(str(START)) as base:
        facts = base.find(Query())
    assert sorted(fact.claim.__class__.__name__.lower() for fact in facts) == sorted(CLAIM_TYPES)
    assert {fact.claim.note for fact in facts} == {"Invented."}
    text = START.read_text(encoding="utf-8")
    assert "INVENTED" in text.split("format = 1")[0]
    assert max(map(len, text.splitlines())) <= 100


def test_the_commands_it_tells_can_be_pasted_whatever_the_name(dip: Run) -> None:
    assert dip("init", "my facts.toml")[1].split("\n")[1].endswith(" -f 'my facts.toml'")
    status, out, _ = dip("init", "bundled")
    assert (status, out.split("\n")[2]) == (0, "  dipfacts check ./bundled")
    assert dip(*LOOK_UP, "./bundled")[0] == 0


def test_a_dash_is_standard_output(dip: Run) -> None:
    assert dip("init", "-") == (0, START.read_text(encoding="utf-8"), "")
    for form in ("csv", "parquet", "sqlite"):
        assert dip("export", "-", "--to", form) == (
            2,
            "",
            "dipfacts: an export cannot go to standard output\n"
            "  name a file or a folder; dipfacts timeline --format csv prints claims\n",
        )
    assert os.listdir() == []


def test_never_overwrites(dip: Run, tmp_path: Path) -> None:
    Path("facts.toml").write_text("mine", encoding="utf-8")
    told = "dipfacts: {} exists already\n  name another file, or move that one away\n"
    assert dip("init") == (2, "", told.format("facts.toml"))
    assert Path("facts.toml").read_text(encoding="utf-8") == "mine"
    Path("nowhere.toml").symlink_to(tmp_path / "gone.toml")
    assert dip("init", "nowhere.toml") == (2, "", told.format("nowhere.toml"))
    assert sorted(os.listdir()) == ["facts.toml", "nowhere.toml"]


@pytest.mark.parametrize("links", [True, False])
def test_never_overwrites_what_appears_meanwhile(
    links: bool, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(rename, "renamed_by_system", lambda *_: False)
        monkeypatch.setattr(os, "link", refuse)
    assert dip("init", "first.toml")[0] == 0
    assert Path("first.toml").read_bytes() == START.read_bytes()
    monkeypatch.setattr(whole, "between", lambda step: Path("second.toml").touch())
    status, _, err = dip("init", "second.toml")
    assert (status, err.split("\n")[0]) == (2, "dipfacts: second.toml has appeared meanwhile")
    assert Path("second.toml").read_bytes() == b""
    assert sorted(os.listdir()) == ["first.toml", "second.toml"]


def test_of_many_at_once_one_writes(dip: Run) -> None:
    from dipfacts.cli.commands.start import create
    from dipfacts.errors import QuestionError

    wrote: list[int] = []

    def write(nth: int) -> None:
        try:
            create("facts.toml", b"%d" % nth)
            wrote.append(nth)
        except QuestionError as error:
            seen = ("exists already", "has appeared meanwhile")  # before it is written, or then
            assert error.message in [f"facts.toml {text}" for text in seen]

    threads = [threading.Thread(target=write, args=(nth,)) for nth in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Path("facts.toml").read_bytes()] == [b"%d" % nth for nth in wrote]
    assert os.listdir() == ["facts.toml"]


def test_refuses_folders_and_names_that_cannot_be(dip: Run, tmp_path: Path) -> None:
    assert dip("init", "no/facts.toml") == (
        2,
        "",
        "dipfacts: the folder no does not exist\n  make the folder first, or name another one\n",
    )
    Path("here").mkdir()
    assert dip("init", "here") == (
        2,
        "",
        "dipfacts: here is a folder\n  name the file too: here/facts.toml\n",
    )
    assert dip("init", "x" * 300)[0] == 2
    assert dip("init", "a\0b")[0] == 2
    assert dip("init", "")[0] == 2
    assert os.listdir() == ["here"]


def test_leaves_nothing_behind_where_it_cannot_write(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole, "between", full)
    status, out, err = dip("init")
    assert (status, out) == (2, "")
    assert err.startswith("dipfacts: facts.toml cannot be written: no space left on device\n")
    assert os.listdir() == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_name_that_the_output_cannot_show_is_spelled(encoding: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "dipfacts", "init", "→.toml"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"wrote \\u2192.toml, a small fact base")
    assert Path("→.toml").exists()
