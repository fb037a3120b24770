"""TAB in the real shells, typed on a terminal: what stands on the line is what the program gets."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from support.completion import BASE

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds for what takes a tenth of one, on a very busy machine

# Stands in for the program: it completes as the program does, and tells what it is called with.
STUB = """\
#!/bin/sh
if [ -n "$_DIPFACTS_COMPLETE" ]; then
    "{python}" -m dipfacts "$@"
    echo done >> "{done}"
else
    for word in "$@"; do printf '%s\\n' "$word"; done > "{got}.new"
    mv "{got}.new" "{got}"
fi
"""

STARTED = {
    "bash": ["bash", "--noprofile", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "-i"],
}


class Shell:
    """A shell on a terminal of its own, in a home of its own where completion is installed."""

    def __init__(self, name: str, home: Path) -> None:
        self.name, self.home = name, home
        self.got, self.done = home / "got", home / "done"
        stub = home / "bin" / "dipfacts"
        stub.parent.mkdir()
        text = STUB.format(python=sys.executable, got=self.got, done=self.done)
        stub.write_text(text, encoding="utf-8")
        stub.chmod(0o755)
        (home / "base.toml").write_text(BASE, encoding="utf-8")
        os.utime(home / "base.toml", (1e9, 1e9))
        (home / ".zshrc").write_text("PS1='ready> '", encoding="utf-8")  # its end is no line's
        environment = {
            "HOME": str(home),
            "PATH": f"{stub.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "DIPFACTS_CACHE": str(home / "cache"),
            "DIPFACTS_FACTS": str(home / "base.toml"),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
        }
        for _ in range(2):
            subprocess.run(
                [sys.executable, "-m", "dipfacts", "--install-completion", name],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        environment["BASH_SILENCE_DEPRECATION_WARNING"] = "1"
        self.process, self.shown = pty.fork()
        if not self.process:
            os.chdir(home)
            os.execvpe(STARTED[name][0], STARTED[name], environment)
        self.own = Path("/proc", str(self.process))
        self.screen = b""
        self.until(lambda: bool(self.screen), "the shell starts")
        self.send(": && touch ready\r")
        self.until((home / "ready").exists, "the shell takes commands")

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Read what is shown until something holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"{what}: {self.screen.decode(errors='replace')}"
            self.read()
        self.read()

    def read(self) -> None:
        if select.select([self.shown], [], [], 0.02)[0]:
            self.screen += os.read(self.shown, 65536)

    def waits(self, before: set[str]) -> bool:
        """Return whether the shell waits for keys: it sleeps, and what it started has ended."""
        if not self.own.exists():  # no Linux: then it is given some time
            time.sleep(0.1)
            return True
        state = (self.own / "stat").read_text().rpartition(")")[2].split()[0]
        return state == "S" and self.children() <= before

    def children(self) -> set[str]:
        """The processes that the shell has started: fish, for one, keeps one busy at first."""
        file = self.own / "task" / str(self.process) / "children"
        return {*file.read_text().split()} if file.exists() else set()

    def send(self, keys: str) -> None:
        os.write(self.shown, keys.encode())

    def tab(self, times: int = 1) -> str:
        """Press TAB, and tell what is shown when the candidates have come."""
        self.screen = b""
        for _ in range(times):
            self.done.unlink(missing_ok=True)
            before = self.children()
            self.send("\t")
            self.until(self.done.exists, "TAB is answered")
            self.until(partial(self.waits, before), "the shell waits for keys")
        return self.screen.decode(errors="replace")

    def completed(self, line: str) -> list[str]:
        """The words that the program is called with after a line was typed, TAB and Enter."""
        self.got.unlink(missing_ok=True)
        self.send(line)
        self.tab()
        self.send("\r")
        self.until(self.got.exists, f"{line} is run")
        return self.got.read_text(encoding="utf-8").splitlines()

    def leave(self) -> None:
        """Leave what stands on the line for an empty one; what is typed before that may be lost."""
        self.screen = b""
        before = self.children()
        self.send("\x03")
        self.until(lambda: bool(self.screen), "the line is left")
        self.until(partial(self.waits, before), "the shell waits for keys")

    def end(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.shown)


@pytest.fixture(scope="module", params=["bash", "zsh", "fish"])
def shell(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    running = Shell(request.param, tmp_path_factory.mktemp(request.param))
    yield running
    running.end()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dipfacts tra", ["trade"]),
        ("dipfacts timel", ["timeline"]),
        ("dipfacts trade aser", ["trade", "Aserbaidschan"]),
        ("dipfacts trade Аз", ["trade", "Азербайджан"]),
        ("dipfacts trade az South\\ Ko", ["trade", "az", "South Korea"]),
        ('dipfacts trade az "south ko', ["trade", "az", "South Korea"]),
        ("dipfacts trade az O\\'Br", ["trade", "az", 'O\'Brien & $(touch oops) `x` "y" ; z']),
        ("dipfacts trade az O'Br", ["trade", "az", 'OBrien & $(touch oops) `x` "y" ; z']),
        ("dipfacts trade az ic", ["trade", "az", "ic"]),  # no claim with Iceland
        ("dipfacts trade az --in 202", ["trade", "az", "--in", "202"]),
        ("dipfacts trade az kr --in 202", ["trade", "az", "kr", "--in", "2021"]),
        ("dipfacts trade az kr --in=202", ["trade", "az", "kr", "--in=2021"]),
        ("dipfacts trade az -f bas", ["trade", "az", "-f", "base.toml"]),
        ("dipfacts trade az --facts=bas", ["trade", "az", "--facts=base.toml"]),
        ("dipfacts trade az --output=bas", ["trade", "az", "--output=base.toml"]),
        ("dipfacts show o", ["show", "one"]),
    ],
)
def test_what_stands_on_the_line(shell: Shell, line: str, words: list[str]) -> None:
    got = shell.completed(line)
    assert [word.strip() for word in got] == words
    assert not (shell.home / "oops").exists()


def test_candidates_are_shown_with_what_they_are(shell: Shell) -> None:
    shell.send("dipfacts trade ")
    shown = shell.tab(times=2 if shell.name == "bash" else 1)
    shell.leave()
    assert "azerbaijan" in shown
    assert "South Korea" in shown


def test_files_are_completed_without_a_word_of_error(shell: Shell) -> None:
    (shell.home / "a b.toml").write_text("", encoding="utf-8")
    assert shell.completed("dipfacts trade az -f a") == ["trade", "az", "-f", "a b.toml"]
    assert shell.completed("dipfacts trade az --facts=a") == ["trade", "az", "--facts=a b.toml"]
    assert "no matches" not in shell.screen.decode(errors="replace")
    shell.send("dipfacts trade az -f nothere")
    shown = shell.tab()
    shell.leave()
    assert "(eval)" not in shown
    assert "no match" not in shown


def test_installing_adds_one_line_to_what_the_shell_reads(shell: Shell) -> None:
    if shell.name == "fish":  # it finds its completions by the name of their file
        assert [path.name for path in shell.home.glob(".config/fish/completions/*")] == [
            "dipfacts.fish"
        ]
        return
    text = (shell.home / f".{shell.name}rc").read_text(encoding="utf-8")
    before = "PS1='ready> '\n" if shell.name == "zsh" else ""
    assert text.startswith(before)
    assert text.removeprefix(before).count("\n") == 1
