"""`dipfacts mcp`, ended by a signal, or by its assistant, while it compiles a base."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dipfacts.cli.commands.mcp import mcp
from dipfacts.write import signals, work
from dipfacts.write.work import PREFIX
from support.factbase import base, figure, measure, party, source, topic

pytest.importorskip("mcp.server", reason="the extra mcp is not installed")  # mcp alone is tests/mcp
if sys.platform == "win32":
    pytest.skip("Windows ends a process without a signal", allow_module_level=True)

CLAIMS = 6_000  # which take a while
START = {
    "protocolVersion": "2024-11-05",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}


def leftovers(folder: Path) -> list[str]:
    return [it.name for it in folder.rglob("*") if it.name.startswith(PREFIX)]


def begun(tmp_path: Path, number: signal.Signals) -> subprocess.Popen[bytes]:
    """Start a server; return it when it compiles its base, with a signal that may be ignored."""
    declared = (source("s", published="2022-12-05"), party("a"), party("b"), topic(), measure())
    figures = (figure(f"f{nth}", value=nth) for nth in range(CLAIMS))
    facts, cache = tmp_path / "facts.toml", tmp_path / "cache"
    facts.write_text(base(*declared, *figures), encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "dipfacts", "mcp", "-f", str(facts)],
        env={**os.environ, "DIPFACTS_CACHE": str(cache)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # A parent may have it ignored, as nohup does, or a shell of what it runs in the background.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    try:
        assert program.stdin
        message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": START}
        program.stdin.write(json.dumps(message).encode() + b"\n")
        program.stdin.flush()
        end = time.monotonic() + 60
        while not leftovers(tmp_path):
            assert program.poll() is None, "it ended before it compiled"
            assert time.monotonic() < end, "it compiles nothing"
            time.sleep(0.002)
    except BaseException:
        program.kill()
        raise
    return program


@pytest.mark.parametrize("times", [1, 5])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_is_unfinished_is_removed(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with begun(tmp_path, number) as program:
        for _ in range(times):
            program.send_signal(number)
            time.sleep(0.002)
        status = program.wait(timeout=60)
        assert program.stderr
        told = program.stderr.read().decode()
    is_interrupt = number == signal.SIGINT
    assert status == (130 if is_interrupt else -number)
    assert told == ("dipfacts: interrupted\n" if is_interrupt else "")
    assert leftovers(tmp_path) == []


def test_what_is_unfinished_is_removed_where_the_assistant_leaves(tmp_path: Path) -> None:
    with begun(tmp_path, signal.SIGTERM) as program:
        assert program.stdin
        assert program.stderr
        program.stdin.close()
        assert program.wait(timeout=60) == 0
        assert program.stderr.read() == b""
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("handles", [6, 11])
def test_too_few_files_to_speak_to_an_assistant_are_told(handles: int) -> None:
    limit = resource.RLIMIT_NOFILE
    ended = subprocess.run(
        [sys.executable, "-m", "dipfacts", "mcp"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(limit, (handles, handles)),
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        2,
        "",
        f"dipfacts: only {handles} files may be open at once\n"
        "  close some of them, or allow more (ulimit -n)\n",
    )


def test_what_is_unfinished_is_removed_where_the_server_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        work.make(str(tmp_path))
        assert leftovers(tmp_path) != []
        raise MemoryError

    monkeypatch.setattr("dipfacts.mcp.server.serve", fail)
    monkeypatch.setattr(work, "_unfinished", set())
    monkeypatch.setattr(signals, "end_after", lambda _: None)
    with pytest.raises(MemoryError):
        mcp([])
    assert leftovers(tmp_path) == []
    work.make(str(tmp_path)).close()  # nothing keeps another command of this process from it
