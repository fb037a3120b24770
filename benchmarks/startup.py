"""The time of a look-up beside a hello-world that loads Typer, or Typer and Rich.

Run it by the interpreter of an environment that dipfacts is installed in:

    .venv/bin/python benchmarks/startup.py

Medians of runs side by side in one go: each round runs every program once, so that a busy moment
of the machine falls on all of them. Exits with 1 where a ratio is over the limit.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

LIMITS = {"--json": 1.15, "table": 1.10}
QUESTION = ("trade", "azerbaijan", "russia")

HELLO = """\
import typer

app = typer.Typer()


@app.command()
def main(name: str = "world") -> None:
    print(f"Hello {name}")


app()
"""

HELLO_TABLE = """\
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def main(name: str = "world") -> None:
    table = Table("Greeting", "Name")
    table.add_row("Hello", name)
    Console().print(table)


app()
"""

# What `dipfacts.__main__` saves by loading msgspec without what no answer needs of it.
MSGSPEC_AS_IT_IS = """\
import msgspec
from dipfacts.__main__ import main

main()
"""

# What is measured, what it is held against, and the code of the latter.
PAIRS = {
    "--json": ([*QUESTION, "--json"], "hello", HELLO),
    "table": ([*QUESTION], "hello table", HELLO_TABLE),
}


def script(folder: Path, name: str, text: str) -> str:
    """An executable file as small as the console script that pip makes."""
    path = folder / name.replace(" ", "_")
    path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def seconds(command: list[str]) -> float:
    """The time that one run takes."""
    began = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def medians(programs: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median of each program in seconds; one round before them warms all caches."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for nth in range(runs + 1):
        for name, command in programs.items():
            spent = seconds(command)
            if nth:
                taken[name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}


def imports(command: list[str]) -> dict[str, tuple[int, int]]:
    """The modules that a program imports, with microseconds by itself and with what it brings."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    lines = re.findall(r"^import time: +(\d+) \| +(\d+) \| +(\S+)$", told, re.MULTILINE)
    return {name: (int(alone), int(with_all)) for alone, with_all, name in lines}


def report_imports(title: str, asked: list[str], hello: list[str], top: int) -> None:
    """Print the dearest modules of the first program that the second does without."""
    known = imports(hello)
    extra = {name: cost for name, cost in imports(asked).items() if name not in known}
    total = sum(alone for alone, _ in extra.values())
    print(f"\n{title}: {len(extra)} modules more than its hello-world, {total / 1000:.1f} ms")
    print("   alone    with all  module")
    for name, (alone, with_all) in sorted(extra.items(), key=lambda item: -item[1][0])[:top]:
        print(f"{alone / 1000:5.1f} ms {with_all / 1000:8.1f} ms  {name}")


def main() -> int:
    """Measure, print, and judge by the limit."""
    parser = argparse.ArgumentParser(description="Start-up time beside a Typer hello-world.")
    parser.add_argument("--runs", type=int, default=40, help="rounds to take medians of (40)")
    parser.add_argument("--top", type=int, default=15, help="modules to list (15)")
    given = parser.parse_args()
    dipfacts = str(Path(sys.executable).parent / "dipfacts")
    if not os.access(dipfacts, os.X_OK):
        parser.error("dipfacts is not installed beside this interpreter")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["DIPFACTS_CACHE"] = str(folder / "cache")
        os.environ.pop("DIPFACTS_FACTS", None)
        programs: dict[str, list[str]] = {}
        for name, (words, hello, text) in PAIRS.items():
            programs[hello] = [script(folder, hello, text)]
            programs[name] = [dipfacts, *words]
        whole = [script(folder, "whole msgspec", MSGSPEC_AS_IT_IS), *PAIRS["--json"][0]]
        programs["whole msgspec"] = whole
        found = medians(programs, given.runs)
        today = datetime.datetime.now(tz=datetime.UTC).date()
        libraries = ", ".join(f"{name} {version(name)}" for name in ("typer", "rich", "msgspec"))
        print(f"{today}, {platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}")
        print(f"Python {platform.python_version()}, {libraries}; medians of {given.runs} runs")
        held = True
        for name, (_, hello, _) in PAIRS.items():
            ratio = found[name] / found[hello]
            held = held and ratio <= LIMITS[name]
            print(
                f"{name:8} {found[name] * 1000:6.1f} ms   {hello:12} {found[hello] * 1000:6.1f} ms"
                f"   ratio {ratio:.2f} (at most {LIMITS[name]:.2f})"
            )
        saved = found["whole msgspec"] - found["--json"]
        print(f"--json with msgspec loaded as it is: {saved * 1000:.1f} ms more")
        for name, (_, hello, _) in PAIRS.items():
            report_imports(name, programs[name], programs[hello], given.top)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
