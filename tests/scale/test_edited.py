"""The text is the only truth: whatever is done to the files, the answer is that of one moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dipfacts.model.fact import Fact
from scale.asking import (
    OLD_NS,
    answers,
    base_text,
    end,
    environment,
    files_in,
    right,
    run,
    settled,
    start,
)

CLAIMS = 60
QUESTION = ("trade", "azerbaijan", "russia", "--json")

# Puts one of two files in place of a third in turns, until its input ends.
WRITER = """\
import os, select, shutil, sys, time
first, second, path = sys.argv[1:]
nth = 0
while not select.select([sys.stdin], [], [], 0.001 * (nth % 7))[0]:
    beside = path + ".new"
    shutil.copyfile((first, second)[nth % 2], beside)
    os.replace(beside, path)
    nth += 1
print(nth)
"""


@pytest.fixture(autouse=True)
def written_is_whole() -> None:
    """Nothing is taken for whole: what is tested is when it is."""


def write(path: Path, value: int, note: str = "") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(base_text(CLAIMS, 1000 + value, note), encoding="utf-8")
    return path


def value_of(found: dict[str, list[Fact]]) -> int:
    """The value that was written: figure-1 has it plus 1001."""
    (fact,) = (fact for fact in found["everything"] if fact.id == "figure-1")
    return int(getattr(fact.claim, "value", 0)) - 1001


def test_readers_see_one_version_or_the_other_while_a_writer_replaces_the_file(
    tmp_path: Path,
) -> None:
    first, second = write(tmp_path / "first", 1), write(tmp_path / "second", 5001, "again")
    path = write(tmp_path / "base" / "facts.toml", 1)
    versions = []
    for version in (first, second):
        path.write_bytes(version.read_bytes())
        settled(path)
        versions.append(answers(path))
    words = [*QUESTION, "-f", str(path)]
    allowed = []
    for version in (first, second):
        path.write_bytes(version.read_bytes())
        settled(path)
        allowed.append(right(run(words, environment(tmp_path / "other"))))
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(first), str(second), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        seen = set()
        for _ in range(40):
            found = answers(path)
            assert found in versions
            seen.add(versions.index(found))
        processes = [start(words, environment(tmp_path / "cache")) for _ in range(6)]
        for process in processes:
            assert right(end(process)) in allowed
        assert int(writer.communicate("")[0]) > 20
    assert seen == {0, 1}
    assert answers(path) in versions


def test_a_file_touched_without_a_change_has_the_same_answers(tmp_path: Path, alone: Path) -> None:
    path = settled(write(tmp_path / "facts.toml", 1))
    found = answers(path)
    for nth in range(4):
        os.utime(path, ns=(OLD_NS, OLD_NS + nth * 10**9))
        assert answers(path) == found
    path.touch()
    assert answers(path) == found
    path.chmod(0o600)
    assert answers(path) == found
    assert len(files_in(alone)) == 1


def test_a_change_of_equal_size_that_hides_its_time_is_seen(tmp_path: Path) -> None:
    path = settled(write(tmp_path / "facts.toml", 1))
    time.sleep(0.25)  # so that the kept index is trusted
    for value in (2, 3):
        assert value_of(answers(path)) == value - 1
        before = path.stat()
        write(path, value)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        after = path.stat()
        assert (before.st_size, before.st_mtime_ns, before.st_ino) == (
            after.st_size,
            after.st_mtime_ns,
            after.st_ino,
        )
        assert value_of(answers(path)) == value
        time.sleep(0.25)


def test_a_change_back_in_time_is_seen(tmp_path: Path) -> None:
    path = settled(write(tmp_path / "facts.toml", 1))
    assert value_of(answers(path)) == 1
    late = time.time_ns() + 10**15  # by a clock that is ahead
    for value, stamp in enumerate((OLD_NS - 10**15, 0, late, late), 2):
        write(path, value)
        os.utime(path, ns=(stamp, stamp))
        assert value_of(answers(path)) == value


def test_changes_in_the_same_instant_are_seen(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.toml", 1)
    stamp = path.stat().st_mtime_ns
    for value in range(2, 8):
        write(path, value)
        os.utime(path, ns=(stamp, stamp))
        assert value_of(answers(path)) == value


def test_a_rename_brings_other_claims_of_the_same_size_and_time(tmp_path: Path) -> None:
    path = settled(write(tmp_path / "facts.toml", 1))
    other = settled(write(tmp_path / "other", 2))
    assert value_of(answers(path)) == 1
    assert path.stat().st_size == other.stat().st_size
    os.replace(other, path)
    assert value_of(answers(path)) == 2


def test_two_files_that_change_places(tmp_path: Path) -> None:
    base = tmp_path / "base"
    write(base / "one.toml", 1)
    (base / "two.toml").write_text(
        'format = 1\n\n[[event]]\nid = "more"\nkind = "visit"\ntitle = "More"\n'
        'source = "press"\nparties = ["russia"]\n',
        encoding="utf-8",
    )
    settled(base)

    def places() -> dict[str, str]:
        return {fact.id: fact.file for fact in answers(base)["everything"]}

    assert (places()["figure-1"], places()["more"]) == ("one.toml", "two.toml")
    (base / "one.toml").rename(base / "three.toml")
    (base / "two.toml").rename(base / "one.toml")
    assert (places()["figure-1"], places()["more"]) == ("three.toml", "one.toml")
    (base / "one.toml").rename(base / "three.toml.off")
    assert "more" not in places()


def test_a_base_behind_a_link_is_that_which_the_link_leads_to(tmp_path: Path, alone: Path) -> None:
    for name, value in (("one", 1), ("two", 2)):
        settled(write(tmp_path / name / "facts.toml", value))
    link = tmp_path / "link"
    link.symlink_to("one", target_is_directory=True)
    assert answers(link) == answers(tmp_path / "one")
    assert len(files_in(alone)) == 1
    link.unlink()
    link.symlink_to("two", target_is_directory=True)
    assert answers(link) == answers(tmp_path / "two")
    assert value_of(answers(link)) == 2
    file = tmp_path / "facts.toml"
    file.symlink_to(tmp_path / "one" / "facts.toml")
    assert value_of(answers(file)) == 1
    write(tmp_path / "one" / "facts.toml", 7)
    assert value_of(answers(file)) == value_of(answers(tmp_path / "one")) == 7


def test_the_same_base_by_two_paths_has_the_same_answers(tmp_path: Path, alone: Path) -> None:
    path = settled(write(tmp_path / "base" / "facts.toml", 1))
    round_about = tmp_path / "base" / ".." / "base" / "facts.toml"
    assert answers(path) == answers(round_about) == answers(path.parent)
    write(path, 4)
    assert value_of(answers(round_about)) == value_of(answers(path)) == 4
    assert answers(path, round_about) == answers(path)
    relative = run([*QUESTION, "-f", "facts.toml"], environment(alone), cwd=path.parent)
    assert right(relative) == right(run([*QUESTION, "-f", str(path)], environment(alone)))
