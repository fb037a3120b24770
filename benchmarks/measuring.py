"""Programs measured as a user meets them: time, first line, memory, each run a new process."""

from __future__ import annotations

import atexit
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]

Command = Sequence[str]


class Run(NamedTuple):
    """One run: its seconds, seconds to its first line, peak of its memory in kB, its lines.

    `cpu` are the seconds of processor time, of its own and of all processes that it waited for.
    """

    seconds: float
    first: float
    peak: int
    lines: int
    cpu: float


class Installed(NamedTuple):
    """An environment with dipfacts in it as users have it: a wheel, compiled to bytecode."""

    python: str
    dipfacts: str

    @classmethod
    def into(cls, folder: Path) -> Installed:
        """Build the checkout and install it into a new environment in that folder."""
        venv.create(folder, with_pip=True)
        python = str(folder / "bin" / "python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "--compile", f"{CHECKOUT}[parquet]"],
            env=environment(),
            check=True,
            capture_output=True,
        )
        return cls(python, str(folder / "bin" / "dipfacts"))

    def script(self, folder: Path, name: str, text: str) -> str:
        """A program as small as the console script that pip makes, in the same environment."""
        path = folder / name
        path.write_text(f"#!{self.python}\n{text}", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    def versions(self) -> str:
        """Return the versions in the environment, for the head of a table."""
        code = (
            "import platform, sqlite3; from importlib.metadata import version as v;"
            "print(f'Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, '"
            "+ ', '.join(f'{n} {v(n)}' for n in ('typer', 'rich', 'msgspec', 'tomli')))"
        )
        done = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True)
        return done.stdout.strip()


def environment(**more: str) -> dict[str, str]:
    """The variables that a program is run with: none that changes what Python or dipfacts does."""
    kept = {name: value for name, value in os.environ.items() if not _changes(name)}
    return {**kept, **more}


def _changes(name: str) -> bool:
    return name.startswith(("PYTHON", "DIPFACTS", "COVERAGE", "COV_")) or name == "VIRTUAL_ENV"


class Launcher:
    """The small process that programs are started from: see launcher.py."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("launcher.py")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._errors = Path(tempfile.mkdtemp(prefix="dipfacts-bench-"), "stderr")

    def run(self, command: Command, env: dict[str, str]) -> dict[str, float]:
        """Have a program run to its end; `errors` then holds what it wrote to stderr."""
        asked = {"command": list(command), "env": env, "errors": str(self._errors)}
        assert self._process.stdin is not None, "it is a pipe"
        assert self._process.stdout is not None, "it is a pipe"
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        answer: dict[str, float] = json.loads(self._process.stdout.readline())
        return answer

    @property
    def errors(self) -> str:
        """Return what the last program wrote to stderr."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None, "it is a pipe"
        self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self._errors.parent)


@cache
def launcher() -> Launcher:
    """The one launcher of this process, ended with it."""
    started = Launcher()
    atexit.register(started.close)
    return started


def run(command: Command, env: dict[str, str], expected: int = 0) -> Run:
    """Run a program, named by its path, to its end, its output read as it comes.

    The peak is that of the largest process, itself or a child that it waited for. Raises
    CalledProcessError where the exit status is another one than expected.
    """
    done = launcher().run(command, env)
    if done["status"] != expected:
        raise subprocess.CalledProcessError(
            int(done["status"]), command, stderr=launcher().errors[-2000:]
        )
    return Run(done["seconds"], done["first"], int(done["peak"]), int(done["lines"]), done["cpu"])


def rounds(
    commands: Mapping[str, Command], env: dict[str, str], count: int
) -> dict[str, list[Run]]:
    """Every program so many times, in turns, so that a busy moment falls on all; one more before.

    Each round begins with another program, for what comes after what may matter.
    """
    names = list(commands)
    taken: dict[str, list[Run]] = {name: [] for name in names}
    for nth in range(count + 1):
        start = nth % len(names)
        for name in names[start:] + names[:start]:
            done = run(commands[name], env)
            if nth:
                taken[name].append(done)
    return taken


def median(runs: Sequence[Run], of: str = "seconds") -> float:
    """The median of one of the numbers of some runs."""
    return float(statistics.median(getattr(done, of) for done in runs))


def peak_of_tree(command: Command, env: dict[str, str]) -> int:
    """The most memory in kB that a program and all its children have at one time.

    Sampled each 20 ms as proportional set size: a page that several share is counted once.
    """
    with subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, tree(process.pid))))
            time.sleep(0.02)
    return peak


def tree(root: int) -> list[int]:
    """A process and all that it started."""
    found = [root]
    for pid in found:
        try:
            tasks = os.listdir(f"/proc/{pid}/task")
        except OSError:  # it has ended
            continue
        for task in tasks:
            try:
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as stream:
                    found += map(int, stream.read().split())
            except OSError:
                continue
    return found


def _proportional(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as stream:
            return next((int(line.split()[1]) for line in stream if line.startswith("Pss:")), 0)
    except OSError:  # it has ended, or is not ours
        return 0


def machine() -> str:
    """The day and the class of the machine, for the head of a table."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    model = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as stream:
            names = [line.split(":", 1)[1].strip() for line in stream if "model name" in line]
        model = names[0] if names else model
    except OSError:
        pass
    return f"{today}, {os.cpu_count()} CPUs ({model}), {platform.system()}"


def say(line: str) -> None:
    """Tell on stderr what is being done; the table alone goes to stdout."""
    print(line, file=sys.stderr, flush=True)
