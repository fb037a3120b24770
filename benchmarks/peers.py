"""The same look-up over the same facts by other tools: one directed pair of countries, one year.

    .venv/bin/python benchmarks/peers.py [--csv trade.csv] [--facts 1000000]

The facts are those of a CSV of directed trade (see convert_trade.py), and as many made-up ones as
asked for; each tool has them in its own format. All tools must give the same number. Prints a table
in Markdown, with what each is told to do, and says which of them are quicker than dipfacts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import convert_trade
import measuring
import pycountry
from convert_trade import Columns, Row
from measuring import Command, Installed, say
from peer_tools import PEERS, WRITERS, version_of

PATIENCE = 20.0  # seconds that the runs of one tool may take together; three it always has
FIRST, LAST = 1990, 2025


def made_up(count: int) -> Iterator[Row]:
    """So many figures of made-up trade, each pair and year once."""
    codes = sorted(country.alpha_3 for country in pycountry.countries)
    numbers = Random(count)
    years = range(FIRST, LAST + 1)
    pairs = itertools.product(codes, codes, years)
    for exporter, importer, year in itertools.islice((p for p in pairs if p[0] != p[1]), count):
        yield Row(exporter, importer, str(year), numbers.randint(1, 10**9))


# ------------------------------------------------------------------------------ the contest


class Result(NamedTuple):
    """The result of a tool: the median of its look-ups, how many, and what came before."""

    name: str
    version: str
    seconds: float
    runs: int
    prepared: float
    size: int
    shown: str


def timed(command: Command, env: dict[str, str], expected: int, asked: Row) -> float:
    """Seconds of a run. Raises ValueError where its number is another one."""
    began = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    spent = time.perf_counter() - began
    if done.stdout.startswith("{"):
        exporter, _ = convert_trade.party(asked.exporter)
        facts = json.loads(done.stdout)["facts"]
        found = [str(fact["value"]) for fact in facts if fact["from"] == exporter]
    else:
        found = done.stdout.split()
    if found != [str(expected)]:
        raise ValueError(f"{command[0]} says {found}, not {expected}")
    return spent


def contest(rows: list[Row], folder: Path, installed: Installed, rounds: int) -> list[Result]:
    """Prepare the facts for every tool that is there, then ask all of them in turns."""
    asked = next(row for row in rows[len(rows) // 2 :] if row.value)
    print(f"Asked: {asked.exporter} to {asked.importer} in {asked.year}, {asked.value:,}.\n")
    prepared: dict[str, tuple[float, int]] = {}
    for name, write in WRITERS.items():
        began = time.perf_counter()
        try:
            write(rows, folder / name)
        except (OSError, subprocess.CalledProcessError):
            continue  # the tool that writes it is not there, so that nobody will read it
        prepared[name] = time.perf_counter() - began, (folder / name).stat().st_size
    env = measuring.environment(DIPFACTS_CACHE=str(folder / "cache"))
    base = folder / "base"
    convert_trade.convert(folder / "facts.csv", base, Columns(value="value", scale=1))
    pair = [convert_trade.party(name)[0] for name in (asked.exporter, asked.importer)]
    words = ["trade", *pair, "--in", asked.year, "--json", "--facts", str(base)]
    commands: dict[str, Command] = {"dipfacts": [installed.dipfacts, *words]}
    say(f"compiling {len(rows):,} facts")
    prepared["dipfacts"] = timed(commands["dipfacts"], env, asked.value, asked), 0
    timed(commands["dipfacts"], env, asked.value, asked)  # what was written just before, once more
    size = sum(p.stat().st_size for p in (folder / "cache").rglob("*") if p.is_file())
    prepared["dipfacts"] = prepared["dipfacts"][0], size
    versions = {"dipfacts": version_of([installed.dipfacts, "--version"])}
    for peer in PEERS:
        if not (found := version_of(peer.version)) or peer.file not in prepared:
            print(f"{peer.name} is left out: it is not installed.\n")
            continue
        versions[peer.name] = found
        commands[peer.name] = peer.command(folder / peer.file, asked)
        prepared[peer.name] = prepared[peer.file]
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for nth in range(rounds + 1):
        for name, command in commands.items():
            if len(taken[name]) < 3 or sum(taken[name]) < PATIENCE:
                say(f"{name}, run {nth}")
                spent = timed(command, env, asked.value, asked)
                if nth:
                    taken[name].append(spent)
    shown = {peer.name: peer.shown for peer in PEERS}
    shown["dipfacts"] = "dipfacts trade A B --in YEAR --json"
    return [
        Result(
            name,
            versions[name],
            statistics.median(times),
            len(times),
            *prepared[name],
            shown[name],
        )
        for name, times in taken.items()
    ]


def report(title: str, results: list[Result]) -> None:
    """Print the table, the quickest first, and say who is quicker than dipfacts."""
    ours = next(result.seconds for result in results if result.name == "dipfacts")
    ranked = sorted(results, key=lambda result: result.seconds)
    print(f"### {title}\n")
    print("| tool | version | look-up | beside dipfacts | runs | its file | made in | command |")
    print("|---|---|---|---|---|---|---|---|")
    for r in ranked:
        command = r.shown.replace("|", "\\|")
        print(
            f"| {r.name} | {r.version} | {r.seconds * 1000:,.0f} ms | {r.seconds / ours:.2f} × "
            f"| {r.runs} | {r.size / 1e6:,.1f} MB | {r.prepared:.1f} s | `{command}` |"
        )
    quicker = [r.name for r in ranked if r.seconds < ours]
    told = f"Quicker than dipfacts: {'; '.join(quicker)}." if quicker else "None is quicker."
    print(f"\n{told} All gave the same number.\n", flush=True)


def main() -> int:
    """Hold the contest for the table that is named and for made-up facts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--csv", type=Path, help="real trade: see convert_trade.py")
    parser.add_argument("--facts", type=int, default=1_000_000, help="made-up ones (1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each tool at most (15)")
    parser.add_argument("--scratch", type=Path, help="where to put the files, some gigabytes")
    parser.add_argument("--bin", type=Path, help="an environment's bin with dipfacts installed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.scratch, prefix="dipfacts-bench-") as made:
        folder = Path(made)
        if given.bin:
            installed = Installed(str(given.bin / "python"), str(given.bin / "dipfacts"))
        else:
            installed = Installed.into(folder / "venv")
        print(f"{measuring.machine()}; {installed.versions()}\n")
        tables: dict[str, list[Row]] = {}
        if given.csv:
            found = list(convert_trade.rows(given.csv, convert_trade.STANDARD))
            tables[f"{len(found):,} real figures"] = found
        if given.facts:
            tables[f"{given.facts:,} made-up figures"] = list(made_up(given.facts))
        for nth, (title, rows) in enumerate(tables.items()):
            own = folder / str(nth)
            own.mkdir()
            report(title, contest(rows, own, installed, given.rounds))
            shutil.rmtree(own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
