"""CSV files broken at random below a `[[table]]`, and what must hold for each: see docs/fuzzing.md.

No fault, no lost row, and what is read quickly is what is read by the rules. Each input is made
from a seed and its number alone: python -m tests.fuzz.tables --seed 1 --only 4711
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dipfacts.index.compiling import build
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.csv_files import rows
from dipfacts.read.rows.tables import layout
from fuzz.fuzz import IN_MEMORY, must
from support.factbase import base, measure, source, table, topic

HEAD = base(topic(), measure("exports"), measure("share", nature="ratio"), source(published="2024"))
COLUMNS = ("a", "b", "year", "v", "w", "flag", "Product code", "née")
PARTIES = ("AZ", "NA", "RU", "DE", " JP ", "us")
ODD_PARTIES = ("RUS", "365", "sum", "", "azerbaijan", "XQ", "345", "w00")
CELLS = ("5", "12.5", " 7 ", "0", "2020", "-9", "")
ODD_CELLS = ("1,234", "1.81E+09", "NA", "é", "\x1b[31m", "2020-02-30", "9" * 20, "confidential")
TEMPLATES: dict[str, tuple[Any, ...]] = {
    "key": ("{a}-{b}-{year}", "{née}/{a} {year}", "{flag}", None, None, "{column}{a}{b}{year}"),
    "claim": ("figure", "figure", "figure", "relation", "event"),
    "from": ("iso2:{a}", "{a}", "cow:{a}", "iso3:{a}", "sum", None),
    "to": ("iso2:{b}", "{b}", "m49:{b}", "united-states", "{cell}"),
    "parties": (None, None, None, ["iso2:{a}", "iso2:{b}"], ["{a}"], []),
    "period": ("{year}", "{year}", "2020", "{column}", "{year}/{w}", "{nope}"),
    "value": ("{v}", "{v}", "{w}", "{cell}", "5", "{v}{w}"),
    "unit": ("USD", "USD", "percent", "{flag}", "kg"),
    "measure": ("exports", "exports", "share", "{flag}"),
    "reporter": (None, None, "iso2:{a}"),
    "scope": (None, None, "{Product code}"),
    "note": (None, None, "{née}", "{flag}: {w}"),
    "locator": (None, None, "row {w}"),
    "status": (None, None, "{flag}", "estimate"),
    "absent": (None, None, None, "{flag}"),
    "qualifier": (None, None, None, "about", "roughly"),
    "missing": (["", "-9"], None, ["", "NA", "0"]),
    "scale": (None, 1000, 1),
    "decimal": (None, None, ".", ","),
    "columns": (None, None, None, None, "v..w", ["v", "w"], "1990..2000"),
    "where": (None, None, None, {"flag": ["5", ""]}, {"nope": ["x"]}),
    "skip": (None, None, None, {"b": ["", "w00"]}, {"{a}{b}": ["RURU", "AZAZ"]}),
    "encoding": (None, None, None, "iso-8859-1", "utf-16", "klingon"),
    "delimiter": (None, None, None, ";", "\t"),
    "skip_lines": (None, None, None, 0, 1, 2),
    "allow": (None, None, None, ["outside-lifetime: so"]),
}  # fmt: skip
_OF_FIGURES = ("value", "unit", "measure", "reporter", "scope", "status", "absent", "qualifier")


class Given(NamedTuple):
    """A `[[table]]` and its file."""

    keys: dict[str, Any]
    data: bytes


def made(seed: int, number: int) -> Given:
    """Return the input of that number."""
    rng = random.Random(f"table {seed} {number}")
    keys = {
        key: values[0] if rng.random() < 0.8 else rng.choice(values)
        for key, values in TEMPLATES.items()
    }
    if keys["parties"] is not None and rng.random() < 0.9:
        keys |= {"from": None, "to": None}
    if keys["claim"] != "figure":
        keys |= dict.fromkeys(_OF_FIGURES) | {"kind": "visit", "title": "{a} in {b}"}
    return Given(
        {"id": "t", "file": "a.csv", "source": "s", **keys}, _broken(_text(rng, keys), rng)
    )


def _text(rng: random.Random, keys: dict[str, Any]) -> bytes:
    out = io.StringIO(newline="")
    ends = rng.choice(["\n", "\n", "\r\n", "\r"])
    delimiter = keys["delimiter"] or rng.choice([",", ",", ";", "\t"])
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends)
    if rng.random() < 0.1:
        out.write("Some data" + ends * 2)
    writer.writerow([*COLUMNS, *([""] if rng.random() < 0.1 else [])])
    wrong = rng.choice([0, 0, 0, 0.05, 0.3])

    def cell(right: tuple[str, ...], odd: tuple[str, ...]) -> str:
        return rng.choice(odd if rng.random() < wrong else right)

    for nth in range(rng.randrange(12)):
        whom = [
            cell(PARTIES[nth % 3 :: 3], ODD_PARTIES),
            cell(PARTIES[(nth + 1) % 3 :: 3], ODD_PARTIES),
        ]
        row = [*whom, cell((str(2000 + nth),), ("1995", "2021-13", ""))]
        writer.writerow([*row, *(cell(CELLS, ODD_CELLS) for _ in COLUMNS[3:])])
    encoding = keys["encoding"] if keys["encoding"] != "klingon" else None
    return out.getvalue().encode(encoding or rng.choice(["utf-8", "utf-8", "utf-8-sig", "latin-1"]))


def _broken(data: bytes, rng: random.Random) -> bytes:
    """Return bytes of which some are changed, taken out or doubled."""
    broken = bytearray(data)
    for _ in range(rng.choice([0, 0, 0, 1, 3])):
        at = rng.randrange(len(broken) + 1)
        match rng.randrange(4):
            case 0:
                broken[at:at] = rng.choice(
                    [b'"', b"\n", b"\r", b"\0", b"\xff", b",", b"\xe2\x80\xae"]
                )
            case 1:
                del broken[at : at + rng.randrange(8)]
            case 2:
                broken[at:at] = broken[at : at + rng.randrange(40)]
            case _:
                broken[at : at + 1] = bytes([rng.randrange(256)])
    return bytes(broken)


def examine(given: Given, folder: str, quick: bool = True) -> bool:
    """Return whether an input loads. Raises where anything is wrong."""
    toml, path = os.path.join(folder, "facts.toml"), os.path.join(folder, "a.csv")
    Path(path).write_bytes(given.data)
    text = HEAD + table("table", **given.keys)
    Path(toml).write_text(text, encoding="utf-8")
    file = SourceFile(toml, "facts.toml", "facts.toml")
    reader = BaseReader()
    reader.add(file, text.encode())
    problems = reader.problems()
    for problem in problems:
        must(bool(problem.message and problem.hint), "a problem says nothing", problem)
        must(str(problem).isprintable(), "a problem shows what cannot be seen", problem)
        must(problem.file in ("facts.toml", "a.csv"), "a problem of no file", problem)
    for csv_file, read in reader.read.items():
        _hold_counts(csv_file, read, path)
    if quick:
        _hold_quick(file, reader, bool(problems))
    return not problems


def _hold_counts(file: SourceFile, read: Any, path: str) -> None:
    """Complain if rows of a file that fits its table are neither taken, left out nor told."""
    if read.faults:
        return
    told = len({problem.line for problem in read.problems})
    if read.wide:  # of a row several cells may be wrong, of a cell several keys
        must(told <= read.wrong <= len(read.problems), "cells lost")
    else:
        must(told == read.wrong, "rows lost")
        must(len({*read.problems}) == len(read.problems), "a problem twice")
    (origin,) = {id(row.origin): row.origin for row in read.rows}.values() or (None,)
    if origin is not None and not read.wide:
        found = rows(path, layout(origin.table, path))
        must(sum(1 for _ in found) == read.of, "rows of the file lost")
    must(file.table == "t", "another table")


def _hold_quick(file: SourceFile, reader: BaseReader, wrong: bool) -> None:
    """Complain if what is read quickly is not what is read by the rules."""
    try:
        index, *_ = build.in_turn(build.MEMORY, [file], None)
    except (FastPathError, KeyError):
        return
    with contextlib.closing(index):
        facts = [*map(fact_of, index.execute(f"SELECT {CLAIM} FROM claim"))]
    must(not wrong, "read quickly, though something is wrong")
    slow = {row.table.id: row.table for _, row in reader.rows if row.origin}
    must({fact.id: fact.claim for fact in facts} == slow, "other claims when read quickly")


def tried(
    seed: int, numbers: range, quickly_every: int = 1
) -> Iterator[tuple[int, bool | BaseException]]:
    """Yield each number, with whether its input loads, or what is wrong.

    One in so many is also read quickly.
    """
    with tempfile.TemporaryDirectory(prefix="dipfacts-fuzz-", dir=IN_MEMORY) as folder:
        for number in numbers:
            try:
                yield number, examine(made(seed, number), folder, number % quickly_every == 0)
            except Exception as error:  # whatever it is, it is what is looked for
                yield number, error


def main() -> int:
    """Try as many inputs as asked for; exit status 1 where anything does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.tables", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first input")
    parser.add_argument("--only", type=int, help="this input alone, with its traceback")
    given = parser.parse_args()
    if given.only is not None:
        one = made(given.seed, given.only)
        print(table("table", **one.keys), one.data)
        with tempfile.TemporaryDirectory() as folder:
            print("loaded" if examine(one, folder) else "refused")
        return 0
    found = Counter[str]()
    for number, result in tried(given.seed, range(given.start, given.start + given.count)):
        found["loaded" if result is True else "refused" if result is False else "failed"] += 1
        if isinstance(result, BaseException):
            print(f"{number}: {type(result).__name__} {result}", file=sys.stderr)
    print(", ".join(f"{count} {what}" for what, count in found.items()))
    return 1 if found["failed"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
