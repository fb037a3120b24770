"""The benchmarks measure what they say; nothing is timed here, only whose the numbers are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import measuring
import peer_tools
import peers
import pytest
from convert_trade import Row
from run import Row as Line

PYTHON = sys.executable
version_of = cache(peer_tools.version_of)  # tools of several peers are asked once


def test_a_run_has_its_lines_its_time_and_its_memory() -> None:
    code = (
        "import fcntl, termios, time\n"
        "print(1, flush=True)\n"
        "held = b'x' * 60_000_000\n"
        "while any(fcntl.ioctl(1, termios.FIONREAD, bytes(4))):\n"  # until that line is read
        "    time.sleep(0.001)\n"
        "time.sleep(0.2)\n"
        "print(2)"
    )
    done = measuring.run([PYTHON, "-c", code], dict(os.environ))
    assert done.lines == 2
    assert done.first < done.seconds - 0.15
    assert 60_000 < done.peak < 120_000


def test_a_small_program_is_not_measured_with_the_memory_of_this_large_one() -> None:
    held = b"x" * 80_000_000
    done = measuring.run(["/bin/sh", "-c", "echo"], dict(os.environ))
    assert done.peak < 20_000
    assert held


def test_a_program_that_fails_stops_the_benchmark_and_tells_why() -> None:
    code = "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"
    with pytest.raises(subprocess.CalledProcessError) as told:
        measuring.run([PYTHON, "-c", code], dict(os.environ))
    assert told.value.returncode == 3
    assert told.value.stderr == "no such thing\n"
    assert measuring.run([PYTHON, "-c", code], dict(os.environ), 3).lines == 0


def test_the_memory_of_children_counts_once_each() -> None:
    child = "held = b'x' * 40_000_000; print(flush=True); input()"
    code = (
        "import subprocess, sys, time\n"
        f"child, pipe = [sys.executable, '-c', {child!r}], subprocess.PIPE\n"
        "both = [subprocess.Popen(child, stdin=pipe, stdout=pipe) for _ in '12']\n"
        "[one.stdout.readline() for one in both]\n"
        "time.sleep(0.5)\n"  # both have it, however late they began
        "[one.communicate(b'\\n') for one in both]"
    )
    assert 80_000 < measuring.peak_of_tree([PYTHON, "-c", code], dict(os.environ)) < 140_000


def test_rounds_take_turns(tmp_path: Path) -> None:
    log = tmp_path / "log"
    commands = {name: ["/bin/sh", "-c", f"echo {name} >> '{log}'"] for name in "abc"}
    taken = measuring.rounds(commands, dict(os.environ), 3)
    assert {name: len(runs) for name, runs in taken.items()} == {"a": 3, "b": 3, "c": 3}
    assert log.read_text(encoding="utf-8").split() == [*"abc", *"bca", *"cab", *"abc"]


def test_what_changes_a_program_is_not_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "DIPFACTS_FACTS", "COVERAGE_FILE"):
        monkeypatch.setenv(name, "1")
    kept = measuring.environment(DIPFACTS_CACHE="here")
    assert [name for name in kept if name.startswith(("PYTHON", "COV"))] == []
    assert {name for name in kept if name.startswith("DIPFACTS")} == {"DIPFACTS_CACHE"}


def test_a_line_of_the_table_says_whether_its_limit_is_held() -> None:
    assert (
        str(Line("a", "11 ms", "10 ms", 1.1, 1.1))
        == "| a | 11 ms | 10 ms | 1.100 × | ≤ 1.1 × | yes |"
    )
    assert str(Line("a", "3 s", "80 s", 0.0375, 0.03)).endswith("| 0.037 × | ≤ 0.03 × | **no** |")
    assert str(Line("a", "5 MB", "", 5.0, None, "MB")) == "| a | 5 MB |  | 5 MB |  |  |"


@pytest.mark.parametrize("peer", peer_tools.PEERS, ids=lambda peer: peer.name)
def test_each_tool_finds_the_number(peer: peer_tools.Peer, tmp_path: Path) -> None:
    if not version_of(tuple(peer.version)):
        pytest.skip(f"{peer.name} is not installed")
    rows = list(peers.made_up(200))
    peer_tools.write_csv(rows, tmp_path / "facts.csv")
    if peer.file != "facts.csv":
        peer_tools.WRITERS[peer.file](rows, tmp_path / peer.file)
    asked = rows[123]
    command = peer.command(tmp_path / peer.file, asked)
    assert peers.timed(command, dict(os.environ), asked.value, asked) > 0
    with pytest.raises(ValueError, match=rf"says \['{asked.value}'\], not 5"):
        peers.timed(command, dict(os.environ), 5, asked)


def test_facts_are_made_once_each() -> None:
    rows = list(peers.made_up(9000))
    assert len({row[:3] for row in rows}) == 9000
    assert all(row.exporter != row.importer for row in rows)
    assert rows == list(peers.made_up(9000))


def test_a_tool_that_is_quicker_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    results = [
        peers.Result("dipfacts", "0.1.0", 0.1, 9, 60.0, 500_000_000, "dipfacts trade A B"),
        peers.Result("grep | wc", "3", 0.05, 9, 0.1, 1_000_000, "grep A | wc"),
    ]
    peers.report("10 facts", results)
    told = capsys.readouterr().out
    assert "| grep | wc | 3 | 50 ms | 0.50 × | 9 | 1.0 MB | 0.1 s | `grep A \\| wc` |" in told
    assert told.endswith("Quicker than dipfacts: grep | wc. All gave the same number.\n\n")


def test_a_missing_tool_has_no_version() -> None:
    assert shutil.which("no-such-tool") is None
    assert peer_tools.version_of(["no-such-tool", "--version"]) == ""
    assert Row._fields == ("exporter", "importer", "year", "value")
