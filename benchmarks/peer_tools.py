"""The tools that dipfacts is compared with: what each reads, and how it is asked."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from convert_trade import Row
from measuring import Command

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


def version_of(command: Command) -> str:
    """The version that a tool tells in its first line, without its name; "" if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    words = (done.stdout or done.stderr).split("\n")[0].replace("jq-", "").replace(",", " ").split()
    return next((word for word in words if word[:1].isdigit()), "unknown")
