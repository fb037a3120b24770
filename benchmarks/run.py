"""Every number that dipfacts is held to, in one command; prints a table in Markdown.

    .venv/bin/python benchmarks/run.py [--claims 1000000] [--only lookups ...] [--quick]

The checkout is built and installed into an environment of its own, a base of so many claims is
made, and everything is measured against something else in the same run: medians of rounds taken in
turns, and their ratio. Exits with 1 where a number is over its limit.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import convert_trade
import generate
import measuring
import trade_table
from claims import COMMON, RARE
from measuring import CHECKOUT, Installed, Run, median, say
from startup import HELLO, HELLO_TABLE, LIMITS

PAIR = ("iceland", "malta")  # of whom every made base has the same claims

# The same question to a large base and to a small one, and how much longer it may take.
LOOKUPS: dict[str, tuple[list[str], float]] = {
    "trade A B": (["trade", *PAIR], 1.10),
    "timeline A B": (["timeline", *PAIR], 1.10),
    "relations A": (["relations", PAIR[0]], 1.10),
    "show ID": (["show", "core-turnover-2021-gazette"], 1.10),
    "search, a rare word": (["search", RARE], 1.10),
    "search, a common word": (["search", COMMON], 1.5),
    "timeline --limit 50": (["timeline", "--limit", "50"], 1.5),
}

# Of one event, or one relation, how much longer a look-up may take than of as many claims apart.
MOST_JOINED = 10_000
JOINED = {
    "event": {"timeline": 1.2, "brief": 1.2},
    "relation": {"timeline": 1.2, "relations": 1.2, "brief": 1.2},
}

# Of the whole of a base, or of the party with most claims in it: a page, and all of it as JSON.
MOST = "united-states"
WHOLE = (
    *("trade", f"trade {MOST}", "timeline", f"timeline {MOST}", "relations", f"relations {MOST}"),
    *("parties", "sources", "topics", f"search {COMMON}", f"brief {MOST}", MOST, f"{MOST} china"),
)
WHOLE_LIMIT, WHOLE_MB = 3, 150  # times the same question to the small base; peak of memory
CHECKED = 300_000  # claims, of which the limits of a check are
CHECKED_LIMIT, CHECKED_MB = 1.5, 350  # times the first compile

CHECK_LIMIT = 1.5

TOMLI = """\
import sys, tomli
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        tomli.load(stream)
"""


LOADED = """\
import sys
from dipfacts.read.toml import loader; from dipfacts.read.toml import plain_claims
if sys.argv[1] == "tomli":
    plain_claims.claims = lambda name, parts: None
for path in sys.argv[2:]:
    with open(path, "rb") as stream:
        loader.load_text(stream.read(), path)
"""

CSV_READER = """\
import csv, sys
with open(sys.argv[1], newline="") as stream:
    for row in csv.reader(stream):
        pass
"""


class Row(NamedTuple):
    """One line of the table: two figures with their units, their ratio or a size, and its limit."""

    what: str
    figure: str
    beside: str
    reached: float
    limit: float | None
    unit: str = "×"

    def __str__(self) -> str:
        shown = f"{self.reached:.3f}" if self.limit and self.limit < 1.2 else f"{self.reached:.2f}"
        if self.unit != "×":
            shown = f"{self.reached:.0f}"
        limit, verdict = "", ""
        if self.limit is not None:
            limit = f"≤ {self.limit:g} {self.unit}"
            verdict = "yes" if self.reached <= self.limit else "**no**"
        cells = (self.what, self.figure, self.beside, f"{shown} {self.unit}", limit, verdict)
        return f"| {' | '.join(cells)} |"


class Bench:
    """The program, the bases and the rounds that all measurements share."""

    def __init__(self, folder: Path, installed: Installed, claims: int, quick: bool) -> None:
        self.folder, self.installed, self.claims, self.quick = folder, installed, claims, quick
        self.env = measuring.environment(DIPFACTS_CACHE=str(folder / "cache"))
        self.small, self.large = folder / "small", folder / "large"
        self.csv: Path | None = None
        self.repeats = 7 if quick else 25
        generate.generate(self.small, 50)
        files = max(1, min(100, claims // 100))
        say(f"writing {claims:,} claims")
        generate.generate(self.large, claims, files)
        size = sum(path.stat().st_size for path in self.large.iterdir())
        self.about = f"{claims:,} claims in {files} files, {size / 1e6:.0f} MB"

    def ask(self, base: Path, *words: str) -> list[str]:
        """The command that asks a base."""
        return [self.installed.dipfacts, *words, "--facts", str(base)]

    def warm(self) -> None:
        """Compile both bases, and once more what was made so shortly before it was read."""
        for base in (self.small, self.large):
            command = self.ask(base, "show", "core-turnover-2021-gazette", "--json")
            say(f"compiling {base.name}")
            for _ in range(2):
                measuring.run(command, self.env)

    def cold(self) -> None:
        """Empty the cache."""
        cache = self.folder / "cache"
        for path in cache.rglob("*") if cache.exists() else ():
            if path.is_file():
                path.unlink()

    # -------------------------------------------------------------------------- the numbers

    def lookups(self) -> list[Row]:
        """Warm look-ups: a large base beside one of fifty claims."""
        self.warm()
        rows = []
        for name, (words, limit) in LOOKUPS.items():
            say(f"look-ups: {name}")
            commands = {
                "small": self.ask(self.small, *words, "--json"),
                "large": self.ask(self.large, *words, "--json"),
            }
            taken = measuring.rounds(commands, self.env, self.repeats)
            one, other = median(taken["large"]), median(taken["small"])
            what = f"`{name}`, {self.claims:,} claims v 50"
            rows.append(Row(what, _ms(one), _ms(other), one / other, limit))
        return rows

    def whole(self) -> list[Row]:
        """Questions about very much: a page beside the same question to the small base."""
        self.warm()
        rows = []
        for words in WHOLE:
            say(f"whole: {words}")
            asked = words.split()
            of_pair = [
                dict(zip((MOST, "china"), PAIR, strict=True)).get(word, word) for word in asked
            ]
            commands = {
                "large": self.ask(self.large, *asked),
                "small": self.ask(self.small, *of_pair),
            }
            taken = measuring.rounds(commands, self.env, 1 if self.quick else 3)
            one, other = median(taken["large"]), median(taken["small"])
            what = f"`{words}`, a page, {self.claims:,} claims v 50"
            rows.append(Row(what, _s(one), _ms(other), one / other, WHOLE_LIMIT))
            peaks = {"a page": median(taken["large"], "peak")}
            for form in ("json", "csv"):
                every = self.ask(self.large, *asked, "--format", form)
                peaks[f"all as {form}"] = measuring.run(every, self.env).peak
            for how, peak in peaks.items():
                rows.append(Row(f"its memory, {how}", _mb(peak), "", peak / 1024, WHOLE_MB, "MB"))
        return rows

    def faults(self) -> list[Row]:
        """`check` of a base, sound and with a fault in every file; look-ups that say so."""
        base = self.folder / "faulty"
        claims = min(self.claims, CHECKED)
        generate.generate(base, claims, max(1, min(100, claims // 100)))
        question = self.ask(base, "topics")
        self.cold()
        say("first compile, then check")
        compiled = measuring.run(question, self.env)
        rows = self._checked(base, compiled.seconds, f"{claims:,} claims, sound")
        paths = sorted(base.glob("*.toml"))
        _misspell(paths[len(paths) // 2])
        time.sleep(0.2)
        found = measuring.run(question, self.env, expected=3)
        again = measuring.run(question, self.env, expected=3)
        small = measuring.run(self.ask(self.small, "topics"), self.env)
        what = "look-up in a base with a misspelt key, told again v a look-up"
        rows.append(Row("the first one", _s(found.seconds), "", found.seconds, None, "s"))
        rows.append(
            Row(what, _ms(again.seconds), _ms(small.seconds), again.seconds / small.seconds, 3)
        )
        for path in paths:
            _misspell(path)
        about = f"{claims:,} claims, a fault in every file"
        return rows + self._checked(base, compiled.seconds, about, 3)

    def _checked(self, base: Path, compiled: float, about: str, expected: int = 0) -> list[Row]:
        """Return what a check takes beside the first compile."""
        command = [self.installed.dipfacts, "check", str(base)]
        taken = measuring.run(command, self.env, expected)
        ratio, peak = taken.seconds / compiled, taken.peak / 1024
        what = f"`check` of {about}, v their first compile"
        return [
            Row(what, _s(taken.seconds), _s(compiled), ratio, CHECKED_LIMIT),
            Row("its memory", f"{peak:.0f} MB", "", peak, CHECKED_MB, "MB"),
        ]

    def joined(self) -> list[Row]:
        """Look-ups of what 10,000 claims are about, beside those of 10,000 about as many.

        All are asked for: of what is apart an answer of fifty lines would read fifty claims.
        """
        rows = []
        for table, commands in JOINED.items():
            bases = {name: self.folder / f"{table}-{name}.toml" for name in ("one", "apart")}
            for name, base in bases.items():
                generate.joined(base, table, MOST_JOINED, is_one=name == "one")
                for _ in range(2):
                    measuring.run(self.ask(base, "sources"), self.env)
            for name, limit in commands.items():
                say(f"joined: {name}")
                words = (name, "aland", "beland", "--limit", "0")
                asked = {which: self.ask(base, *words) for which, base in bases.items()}
                taken = measuring.rounds(asked, self.env, self.repeats)
                one, other = median(taken["one"]), median(taken["apart"])
                what = f"`{name} A B`, {MOST_JOINED:,} claims of one {table} v each alone"
                rows.append(Row(what, _ms(one), _ms(other), one / other, limit))
        return rows

    def memory(self) -> list[Row]:
        """The memory of a warm look-up beside that of the libraries it prints with."""
        self.warm()
        hello = self.installed.script(self.folder, "hello-table", HELLO_TABLE)
        commands = {"hello": [hello], "asked": self.ask(self.large, "trade", *PAIR)}
        taken = measuring.rounds(commands, self.env, self.repeats)
        one, other = median(taken["asked"], "peak"), median(taken["hello"], "peak")
        return [Row("memory of a look-up v Typer and Rich", _mb(one), _mb(other), one / other, 1.3)]

    def compile(self) -> list[Row]:
        """The first compile beside reading the same files with tomli alone, in one process."""
        rows = self._compiled(self.large, self.about, ["show", "core-treaty-1"])
        if self.csv is not None:
            base = self.folder / "real"
            count = convert_trade.convert(self.csv, base)
            rows += self._compiled(base, f"{count:,} real claims", ["topics"])
        return rows

    def _compiled(self, base: Path, about: str, words: list[str]) -> list[Row]:
        tomli = self.installed.script(self.folder, "tomli-alone", TOMLI)
        alone = [tomli, *(str(path) for path in sorted(base.rglob("*.toml")))]
        first = self.ask(base, *words)
        load = self.installed.script(self.folder, "loaded", LOADED)
        compiled, parsed, loads = [], [], dict[str, list[Run]]()
        for _ in range(2 if self.quick else 3):
            say(f"first compile of {about}")
            parsed.append(measuring.run(alone, self.env))
            for way in ("plainly", "tomli"):
                done = measuring.run([load, way, *alone[1:]], self.env)
                loads.setdefault(way, []).append(done)
            self.cold()
            compiled.append(measuring.run(first, self.env))
        self.cold()
        peak = measuring.peak_of_tree(first, self.env) / 1024
        one, other = median(compiled), median(parsed)
        plain, all_ = (median(loads[way], "cpu") for way in ("plainly", "tomli"))
        index = sum(p.stat().st_size for p in (self.folder / "cache").rglob("*") if p.is_file())
        text = sum(path.stat().st_size for path in base.rglob("*.toml"))
        return [
            Row(f"first compile v tomli alone, {about}", _s(one), _s(other), one / other, 1.4),
            Row("its peak of memory, all processes", f"{peak:.0f} MB", "", peak, 400, "MB"),
            Row("claims read plainly v by tomli", _s(plain), _s(all_), plain / all_, 0.7),
            Row(
                "the index it leaves v the text",
                _mb(index / 1024),
                _mb(text / 1024),
                index / text,
                1.3,
            ),
        ]

    def change(self) -> list[Row]:
        """A look-up after one file has changed beside the first compile."""
        command = self.ask(self.large, "trade", *PAIR, "--json")
        self.cold()
        say("first compile, then changed files")
        first = measuring.run(command, self.env).seconds
        measuring.run(command, self.env)  # once more for what was made just before
        files = sorted(self.large.glob("*.toml"))
        taken = []
        for nth in range(3 if self.quick else 7):
            path = files[(nth * 37 + len(files) // 2) % len(files)]
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("\nvalue = ", f"\nvalue = {nth + 1}", 1), encoding="utf-8")
            time.sleep(0.2)  # as people are slower, and what changed just before is read once more
            taken.append(measuring.run(command, self.env))
        one = median(taken)
        what = f"look-up after one file of {len(files)} changed v first compile"
        return [Row(what, _s(one), _s(first), one / first, 0.03)]

    def diff(self) -> list[Row]:
        """Time a diff of ten changed claims, beside the look-up that renewed the index."""
        base, claims = self.folder / "versioned", min(self.claims, 100_000)
        generate.generate(base, claims, 100)
        git = ("git", "-C", str(base), "-c", "user.name=a", "-c", "user.email=a@example.org")
        for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
            subprocess.run([*git, *words], check=True)
        look_up, compare = self.ask(base, "trade", *PAIR, "--json"), self.ask(base, "diff")
        files = sorted(base.glob("*.toml"))
        renewed, compared = [], []

        def revised(value: re.Match[str]) -> str:
            return str(int(value[0]) * 101 // 100)

        for nth in range(3 if self.quick else 7):
            subprocess.run([*git, "checkout", "-q", "."], check=True)
            time.sleep(0.2)
            measuring.run(look_up, self.env)
            for path in (files[nth * 13 % len(files)], files[(nth * 13 + 50) % len(files)]):
                text = re.sub(
                    r"\nvalue = (\d+)", r"\nvalue = \g<1>1", path.read_text("utf-8"), count=5
                )
                path.write_text(text, encoding="utf-8")
            time.sleep(0.2)
            renewed.append(measuring.run(look_up, self.env))
            compared.append(measuring.run(compare, self.env))
        one, other = median(compared), median(renewed)
        what = f"diff of ten of {claims:,} claims v the look-up that renewed the index"
        return [Row(what, _s(one), _s(other), one / other, 2.0)]

    def tables(self) -> list[Row]:
        """Rows of a CSV file: their first compile, look-ups, and one changed row of a file."""
        base, parts, toml = (self.folder / name for name in ("table", "tables", "as-toml"))
        (path,) = trade_table.generate(base, self.claims)
        alone = [self.installed.script(self.folder, "csv-alone", CSV_READER), str(path)]
        trade_table.in_toml(path, toml)
        compiled, read, others = list[Run](), list[Run](), list[Run]()
        for _ in range(2 if self.quick else 3):
            say("first compile of a table, and of its claims in TOML")
            read.append(measuring.run(alone, self.env))
            for folder, taken in ((base, compiled), (toml, others)):
                self.cold()
                taken.append(measuring.run(self.ask(folder, "sources", "--json"), self.env))
        shutil.rmtree(toml)
        self.cold()
        first = self.ask(base, "sources", "--json")
        peak = measuring.peak_of_tree(first, self.env) / 1024
        index, size = self._size(), path.stat().st_size
        about = f"a CSV of {self.claims:,} rows, {size / 1e6:.0f} MB"
        rows = []
        for of, limit in (("seconds", 20), ("cpu", None)):
            one, other, third = (median(it, of) for it in (compiled, read, others))
            kind = "processor time of all processes" if of == "cpu" else "first compile"
            what = f"{about}: {kind} v csv.reader (aim: 12)"
            rows.append(Row(what, _s(one), _s(other), one / other, limit))
            what = f"its {kind} v the same claims in TOML"
            rows.append(Row(what, _s(one), _s(third), one / third, 0.5))
        rows += [
            Row("its peak of memory, all processes", f"{peak:.0f} MB", "", peak, 300, "MB"),
            Row("the index v the CSV", f"{index / 1e6:.0f} MB", about, index / size, 5),
        ]
        many = trade_table.generate(parts, self.claims, 100)
        return [*rows, *self._of_table(path), *self._renewed([path]), *self._renewed(many)]

    def _size(self) -> int:
        """The bytes of the indexes."""
        return sum(p.stat().st_size for p in (self.folder / "cache").rglob("*") if p.is_file())

    def _of_table(self, path: Path) -> list[Row]:
        """Look-ups of a large table beside those of one that has no more rows than they show."""
        small = trade_table.only(path, self.folder / "small-table").parent
        pair = trade_table.parties(path)
        id_ = trade_table.first_id(path)
        rows = []
        for name, words in {"trade A B": ("trade", *pair), "show ID": ("show", id_)}.items():
            say(f"look-ups of a table: {name}")
            asked = {
                which: self.ask(base, *words, "--json")
                for which, base in (("large", path.parent), ("small", small))
            }
            for command in (*asked.values(), *asked.values()):
                measuring.run(command, self.env)
            taken = measuring.rounds(asked, self.env, self.repeats)
            one, other = median(taken["large"]), median(taken["small"])
            what = f"`{name}`, a table of {self.claims:,} rows v its own rows alone"
            rows.append(Row(what, _ms(one), _ms(other), one / other, 1.10))
        return rows

    def _renewed(self, files: list[Path]) -> list[Row]:
        """A look-up after a change of one row of one CSV file beside the first compile of all."""
        command = self.ask(files[0].parent, "trade", *trade_table.parties(files[0]), "--json")
        self.cold()
        say(f"first compile of CSV: {len(files)}, then changed rows")
        whole = measuring.run(command, self.env)
        measuring.run(command, self.env)  # once more for what was made just before
        index, size = self._size(), sum(path.stat().st_size for path in files)
        renewed = []
        for nth in range(3 if self.quick else 7):
            trade_table.change(files[nth * 13 % len(files)], nth)
            time.sleep(0.2)
            renewed.append(measuring.run(command, self.env))
        one = median(renewed)
        count = len(files)
        what = f"look-up after one row of one CSV of {count} changed v first compile"
        limit = 0.03 if count > 1 else None
        rows = [Row(what, _s(one), _s(whole.seconds), one / whole.seconds, limit)]
        one = median(renewed, "cpu")
        rows.append(Row("its processor time", _s(one), _s(whole.cpu), one / whole.cpu, None))
        about = f"{count} CSV, {size / 1e6:.0f} MB"
        return [*rows, Row("their index", f"{index / 1e6:.0f} MB", about, index / size, 5)]

    def first(self) -> list[Row]:
        """The first look-up after an install, and a later one, beside the hand-kept base's."""
        question = ("trade", "azerbaijan", "russia", "--json")
        hand = CHECKOUT / "data" / "facts.toml"
        asked = {"hand": self.ask(hand, *question), "all": [self.installed.dipfacts, *question]}
        rows = []
        for name, limit in (("first", 4.0), ("later", 1.10)):
            say(f"bundled base: {name} look-ups")
            taken: dict[str, list[Run]] = {"hand": [], "all": []}
            for _ in range(self.repeats):
                for which, command in asked.items():
                    if name == "first":
                        self.cold()
                    taken[which].append(measuring.run(command, self.env))
            for of in ("seconds", "cpu"):
                one, other = median(taken["all"], of), median(taken["hand"], of)
                kind = ", processor time" * (of == "cpu")
                what = f"{name} look-up of the bundled base v the hand-kept one{kind}"
                rows.append(Row(what, _ms(one), _ms(other), one / other, limit))
        return rows

    def stream(self) -> list[Row]:
        """Everything as JSON lines beside a small look-up."""
        self.warm()
        words = ("--limit", "0", "--format", "jsonl")
        little = self.ask(self.large, "trade", *PAIR, "--format", "jsonl")
        small = measuring.rounds({"small": little}, self.env, self.repeats)["small"]
        rows = []
        for topic in ("trade", "timeline"):
            say(f"stream: {topic}")
            command = {"all": self.ask(self.large, topic, *words)}
            taken = measuring.rounds(command, self.env, 1 if self.quick else 3)["all"]
            about = f"`{topic} --format jsonl` of all, {taken[0].lines:,} lines in "
            about += _s(median(taken))
            one, other = median(taken, "peak"), median(small, "peak")
            rows.append(Row(f"{about}: memory", _mb(one), _mb(other), one / other, 1.5))
            one, other = median(taken, "first"), median(small)
            rows.append(
                Row("its first line v a small look-up", _ms(one), _ms(other), one / other, 1.5)
            )
        return rows

    def export(self) -> list[Row]:
        """The memory of an export to Parquet."""
        self.warm()
        say("export")
        target = self.folder / "lake"
        command = self.ask(self.large, "export", str(target), "--to", "parquet", "--force")
        done = measuring.run(command, self.env)
        written = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
        what = f"export of {self.claims:,} claims to Parquet, {written / 1e6:.0f} MB, in "
        peak = done.peak / 1024
        return [Row(f"{what}{_s(done.seconds)}: memory", _mb(done.peak), "", peak, 300, "MB")]

    def startup(self) -> list[Row]:
        """A look-up in the base that ships beside a hello-world with the same libraries."""
        question = ("trade", "azerbaijan", "russia")
        hello = self.installed.script(self.folder, "hello", HELLO)
        table = self.installed.script(self.folder, "hello-table", HELLO_TABLE)
        commands = {
            "hello": [hello],
            "json": [self.installed.dipfacts, *question, "--json"],
            "hello table": [table],
            "table": [self.installed.dipfacts, *question],
        }
        taken = measuring.rounds(commands, self.env, self.repeats)
        rows = []
        for name, other, limit in (
            ("json", "hello", LIMITS["--json"]),
            ("table", "hello table", LIMITS["table"]),
        ):
            one, two = median(taken[name]), median(taken[other])
            what = f"start-up: a look-up, {name}, v a Typer {other}"
            rows.append(Row(what, _ms(one), _ms(two), one / two, limit))
        return rows

    def check(self) -> list[Row]:
        """`dipfacts check` of 200 claims, as editors run it on each save, beside starting up."""
        base = self.folder / "saved"
        generate.generate(base, 200)
        (path,) = base.iterdir()
        hello = self.installed.script(self.folder, "hello", HELLO)
        commands = {
            "hello": [hello],
            "version": [self.installed.dipfacts, "--version"],
            "check": [self.installed.dipfacts, "check", str(path)],
            "json": [self.installed.dipfacts, "check", str(path), "--json"],
        }
        taken = measuring.rounds(commands, self.env, self.repeats)
        beside = {"hello": ("a Typer hello", CHECK_LIMIT), "version": ("`--version`", None)}
        rows = []
        for name in ("check", "json"):
            for other, (told, limit) in beside.items():
                one, two = median(taken[name]), median(taken[other])
                what = f"`check{' --json' * (name == 'json')}`, 200 claims, v {told}"
                rows.append(Row(what, _ms(one), _ms(two), one / two, limit))
        return rows


def _misspell(path: Path) -> None:
    """Misspell a key of one claim in a file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nlocator = ", "\nlocatr = ", 1), encoding="utf-8")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _s(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s"


def _mb(kilobytes: float) -> str:
    return f"{kilobytes / 1024:.1f} MB"


SECTIONS: dict[str, Callable[[Bench], list[Row]]] = {
    "startup": Bench.startup,
    "check": Bench.check,
    "lookups": Bench.lookups,
    "whole": Bench.whole,
    "faults": Bench.faults,
    "joined": Bench.joined,
    "memory": Bench.memory,
    "stream": Bench.stream,
    "export": Bench.export,
    "compile": Bench.compile,
    "change": Bench.change,
    "diff": Bench.diff,
    "tables": Bench.tables,
    "first": Bench.first,
}
"""Every measurement, in the order of the table."""


def main() -> int:
    """Measure what is asked for, print the table, and judge by the limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, help="of the large base (1,000,000)")
    parser.add_argument("--only", nargs="+", choices=[*SECTIONS], help="these measurements alone")
    parser.add_argument("--quick", action="store_true", help="few rounds over 20,000 claims")
    parser.add_argument("--csv", type=Path, help="real trade to compile too: see convert_trade.py")
    parser.add_argument("--scratch", type=Path, help="where to put the bases, some gigabytes")
    parser.add_argument("--bin", type=Path, help="an environment's bin with dipfacts installed")
    given = parser.parse_args()
    claims = given.claims or (20_000 if given.quick else 1_000_000)
    with tempfile.TemporaryDirectory(dir=given.scratch, prefix="dipfacts-bench-") as made:
        folder = Path(made)
        if given.bin:
            installed = Installed(str(given.bin / "python"), str(given.bin / "dipfacts"))
        else:
            say("installing the checkout into an environment of its own")
            installed = Installed.into(folder / "venv")
        bench = Bench(folder, installed, claims, given.quick)
        bench.csv = given.csv
        print(f"{measuring.machine()}; {installed.versions()}; {bench.about}; medians of ", end="")
        print(f"{bench.repeats} rounds in turns (compiles: of {2 if given.quick else 3}).\n")
        print("| what | takes | beside | ratio | limit | held |\n|---|---|---|---|---|---|")
        held = True
        for name in given.only or SECTIONS:
            for row in SECTIONS[name](bench):
                print(row, flush=True)
                held = held and (row.limit is None or row.reached <= row.limit)
    return 0 if held else 1


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
