"""The same look-up over the same facts by other tools: one directed pair of countries, one year.

    .venv/bin/python benchmarks/peers.py [--csv trade.csv] [--facts 1000000]

The facts are those of a CSV of directed trade (see convert_trade.py), and as many made-up ones as
asked for; each tool has them in its own format. All tools must give the same number. Prints a table
in Markdown, with what each is told to do, and says which of them are quicker than dipfacts.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import convert_trade
import measuring
import pycountry
from convert_trade import Columns, Row
from measuring import Command, Installed, say

PATIENCE = 20.0  # seconds that the runs of one tool may take together; three it always has
FIRST, LAST = 1990, 2025

DUCKDB = "import duckdb, sys; print(duckdb.sql(sys.argv[1]).fetchall()[0][0])"


class Peer(NamedTuple):
    """A tool: its name, the command that tells its version, what it reads, and how it is asked."""

    name: str
    version: Command
    file: str
    command: Callable[[Path, Row], Command]
    shown: str


def _sql(table: str, row: Row) -> str:
    return (
        f"select value from {table} where exporter = '{row.exporter}' "
        f"and importer = '{row.importer}' and year = {row.year}"
    )


def _duckdb(reader: str) -> Callable[[Path, Row], Command]:
    return lambda path, row: [sys.executable, "-c", DUCKDB, _sql(f"{reader}('{path}')", row)]


def _beside(name: str) -> str:
    """A program of this environment, else that of the system."""
    here = Path(sys.executable).parent / name
    return str(here) if here.exists() else shutil.which(name) or name


UTILS = _beside("sqlite-utils")
_DUCKDB_VERSION = [sys.executable, "-c", "import duckdb; print('duckdb', duckdb.__version__)"]

PEERS = (
    Peer(
        "sqlite3, indexed file",
        ["sqlite3", "--version"],
        "facts.db",
        lambda path, row: ["sqlite3", str(path), _sql("facts", row)],
        "sqlite3 facts.db 'select value from facts where …'",
    ),
    Peer(
        "sqlite-utils, indexed file",
        [UTILS, "--version"],
        "facts.db",
        lambda path, row: [UTILS, "query", str(path), _sql("facts", row), "--raw"],
        "sqlite-utils query facts.db 'select …' --raw",
    ),
    Peer(
        "DuckDB, Parquet",
        _DUCKDB_VERSION,
        "facts.parquet",
        _duckdb("read_parquet"),
        "python -c 'duckdb.sql(\"select … from read_parquet(…)\")'",
    ),
    Peer(
        "DuckDB, CSV",
        _DUCKDB_VERSION,
        "facts.csv",
        _duckdb("read_csv"),
        "python -c 'duckdb.sql(\"select … from read_csv(…)\")'",
    ),
    Peer(
        "GNU recutils",
        ["recsel", "--version"],
        "facts.rec",
        lambda path, row: [
            "recsel",
            "-e",
            f"exporter = '{row.exporter}' && importer = '{row.importer}' && year = {row.year}",
            "-P",
            "value",
            str(path),
        ],
        "recsel -e \"exporter = 'A' && …\" -P value facts.rec",
    ),
    Peer(
        "jq, JSON lines",
        ["jq", "--version"],
        "facts.jsonl",
        lambda path, row: [
            "jq",
            f'select(.exporter == "{row.exporter}" and .importer == "{row.importer}" '
            f"and .year == {row.year}).value",
            str(path),
        ],
        "jq 'select(.exporter == \"A\" and …).value' facts.jsonl",
    ),
    Peer(
        "Miller, CSV",
        ["mlr", "--version"],
        "facts.csv",
        lambda path, row: [
            *("mlr", "--icsv", "--onidx", "filter"),
            f'$exporter == "{row.exporter}" && $importer == "{row.importer}" '
            f"&& $year == {row.year}",
            *("then", "cut", "-f", "value", str(path)),
        ],
        "mlr --icsv --onidx filter '$exporter == \"A\" && …' then cut -f value facts.csv",
    ),
    Peer(
        "sqlite-utils memory, CSV",
        [UTILS, "--version"],
        "facts.csv",
        lambda path, row: [UTILS, "memory", str(path), _sql("facts", row), "--raw"],
        "sqlite-utils memory facts.csv 'select …' --raw",
    ),
)


def made_up(count: int) -> Iterator[Row]:
    """So many figures of made-up trade, each pair and year once."""
    codes = sorted(country.alpha_3 for country in pycountry.countries)
    numbers = Random(count)
    years = range(FIRST, LAST + 1)
    pairs = itertools.product(codes, codes, years)
    for exporter, importer, year in itertools.islice((p for p in pairs if p[0] != p[1]), count):
        yield Row(exporter, importer, str(year), numbers.randint(1, 10**9))


# ------------------------------------------------------------------- the formats of the tools


def write_csv(rows: list[Row], path: Path) -> None:
    """A table with a header; the others are made of the same rows."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([Row._fields, *rows])


def write_rec(rows: list[Row], path: Path) -> None:
    """Records of recutils."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.writelines(f"{key}: {value}\n" for key, value in row._asdict().items())
            out.write("\n")


def write_jsonl(rows: list[Row], path: Path) -> None:
    """An object a line."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps({**row._asdict(), "year": int(row.year)}) + "\n" for row in rows)


def write_db(rows: list[Row], path: Path) -> None:
    """A database with the index that the question wants."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE facts(exporter TEXT, importer TEXT, year INT, value INT)")
        connection.executemany("INSERT INTO facts VALUES (?,?,?,?)", rows)
        connection.execute("CREATE INDEX asked ON facts(exporter, importer, year)")
    connection.close()


def write_parquet(rows: list[Row], path: Path) -> None:
    """Parquet by DuckDB itself, from the CSV beside it."""
    code = "import duckdb, sys; duckdb.sql(sys.argv[1])"
    sql = f"copy (from read_csv('{path.with_suffix('.csv')}')) to '{path}' (format parquet)"
    subprocess.run([sys.executable, "-c", code, sql], check=True, capture_output=True)


WRITERS: dict[str, Callable[[list[Row], Path], None]] = {
    "facts.csv": write_csv,
    "facts.rec": write_rec,
    "facts.jsonl": write_jsonl,
    "facts.db": write_db,
    "facts.parquet": write_parquet,
}


# ------------------------------------------------------------------------------ the contest


class Result(NamedTuple):
    """What a tool made of it: the median of its look-ups, how many, and what came before."""

    name: str
    version: str
    seconds: float
    runs: int
    prepared: float
    size: int
    shown: str


def version_of(command: Command) -> str:
    """The version that a tool tells in its first line, without its name; "" if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    words = (done.stdout or done.stderr).split("\n")[0].replace("jq-", "").replace(",", " ").split()
    return next((word for word in words if word[:1].isdigit()), "unknown")


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
