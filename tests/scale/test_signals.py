"""Signals at any moment: one line or none, nothing left behind, and right answers afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scale.asking import base_text, environment, files_in, right, run, settled
from support.factbase import base

CLAIMS = 60
SHARES = [0, 0.2, 0.4, 0.6, 0.8]
# Runs the program, and sends itself a signal at its N-th call of a function, loading modules
# included. Without N it tells how many there are.
AT_A_CALL = """
import os, signal, sys
number, nth = int(sys.argv.pop(1)), int(sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(number or signal.SIGTERM, signal.getsignal(number or signal.SIGTERM))
calls = 0
def count(frame, event, argument):
    global calls
    if event == "call":
        calls += 1
        if calls == nth:
            os.kill(os.getpid(), number)
def told(status, exit=os._exit):
    sys.setprofile(None)
    if not nth:
        print(calls, file=sys.stderr)
    exit(status)
os._exit = told
from dipfacts.__main__ import main
sys.setprofile(count)
main()
"""


def at_a_call(
    words: list[str], env: dict[str, str], number: int = 0, nth: int = 0
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AT_A_CALL, str(number), str(nth), *words],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        preexec_fn=heed,
    )  # fmt: skip


def heed() -> None:
    """Undo in a child what it inherits from a shell's `&` or from nohup."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a base for all tests, which none of them touches."""
    path = tmp_path_factory.mktemp("signals") / "facts.toml"
    path.write_text(base_text(CLAIMS), encoding="utf-8")
    return str(settled(path))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return tmp_path


def calls_of(words: list[str], place: Path) -> int:
    done = at_a_call(words, environment(place / "counted"))
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-1])


def test_an_interrupt_while_it_starts_compiles_or_prints(place: Path, facts: str) -> None:
    words = ["trade", "azerbaijan", "russia", "--json", "-f", facts]
    calls = calls_of(words, place)
    expected = right(run(words, environment(place / "usual")))
    for nth in (2, *(round(share * calls) + 2 for share in SHARES), calls - 3):
        cache = place / f"cache-{nth}"
        for _ in ("compiled", "kept"):  # the second call is another moment of a shorter run
            done = at_a_call(words, environment(cache), signal.SIGINT, nth)
            if done.returncode != 0:
                told = (done.returncode, done.stderr)
                assert told == (130, "dipfacts: interrupted\n"), nth
        assert right(run(words, environment(cache))) == expected
        assert len(files_in(cache)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_an_export_removes_what_it_began(number: int, place: Path, facts: str) -> None:
    target = place / "site"
    words = ["export", str(target), "--to", "csv", "-f", facts]
    calls = calls_of(words, place)
    for path in (*target.iterdir(), target):
        path.unlink() if path.is_file() else path.rmdir()
    ended = 0
    for share in SHARES:
        cache = place / f"cache-{share}"
        done = at_a_call(words, environment(cache), number, round(share * calls) + 2)
        assert (done.returncode, done.stderr) == (-number, "")
        hidden = [p.name for p in (*place.glob(".dipfacts-*"), *cache.glob(".dipfacts-*"))]
        assert (hidden, target.exists()) == ([], False)
        ended += 1
    assert ended == len(SHARES)
    assert run(words, environment(place / "counted")).status == 0


def test_a_signal_that_is_ignored_stays_so(place: Path, facts: str) -> None:
    """As with nohup, which lets a compile outlive its terminal."""
    words = ["topics", "-f", facts]
    script = f'trap \'\' HUP; exec {sys.executable} -c "$0" {int(signal.SIGHUP)} "$@"'
    calls = calls_of(words, place)
    done = subprocess.run(
        ["bash", "-c", script, AT_A_CALL, str(calls // 2), *words],
        env=environment(place / "cache"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(files_in(place / "cache")) == 1


# ------------------------------------------------------------------------- what is no file


@pytest.mark.parametrize("where", ["named", "in a folder"])
@pytest.mark.parametrize(
    ("kind", "what"),
    [("pipe", "it is a named pipe, not a file"), ("socket", "it is a socket, not a file")],
)
def test_a_base_that_is_no_file_is_refused_at_once(
    kind: str, what: str, where: str, place: Path, short: Path
) -> None:
    path = short / "more.toml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    (short / "a.toml").write_text(base(), encoding="utf-8")
    named = path if where == "named" else short
    done = run(["topics", "-f", str(named)], environment(place / "cache"))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"dipfacts: {path} cannot be read: {what}\n  name a .toml file, or ")


def test_a_device_is_refused_at_once(place: Path) -> None:
    done = run(["topics", "-f", "/dev/zero"], environment(place / "cache"))
    assert done.status == 2
    assert done.err == (
        "dipfacts: /dev/zero cannot be read: it is a device, not a file\n"
        '  name a .toml file, or pass its text to "-f -"\n'
    )


def test_a_pipe_of_the_shell_is_read_once(place: Path, facts: str) -> None:
    script = f'{sys.executable} -m dipfacts topics --json -f <(sleep 0.2; cat "$0")'
    done = subprocess.run(
        ["bash", "-c", script, facts],
        env=environment(place / "cache"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    words = ["topics", "--json", "-f", facts]
    assert done.stdout == run(words, environment(place / "cache")).out


@pytest.fixture
def short(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a path short enough for the name of a socket."""
    return tmp_path_factory.mktemp("s")
