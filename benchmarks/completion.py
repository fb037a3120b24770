"""The time of TAB beside a hello-world of Typer, in the base that ships and in a large one.

Run it by the interpreter of an environment that dipfacts is installed in (not editable):

    .venv/bin/python benchmarks/completion.py

Medians of runs side by side, as in `startup.py`. Exits with 1 where a ratio is over the limit.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import startup

LIMIT = 1.3
TABS = {
    "a command": ["dipfacts", "ti"],
    "an option": ["dipfacts", "trade", "--m"],
    "a party": ["dipfacts", "trade", "aser"],
    "its partner": ["dipfacts", "trade", "azerbaijan", ""],
    "a year": ["dipfacts", "trade", "azerbaijan", "--in", "20"],
    "a claim": ["dipfacts", "show", "az-ru-"],
}
LARGE = {
    "a party of 100,000": ["dipfacts", "trade", "mar"],
    "nobody of 100,000": ["dipfacts", "trade", "qqq"],
    "a partner of 100,000": ["dipfacts", "trade", "marabo-0", "ma"],
}
_SYLLABLES = "ma ra bo ne lu ti sa ko vi de".split()


def large_base(parties: int) -> str:
    """The text of a fact base of so many parties, each with a claim about it and the next."""
    lines = [
        "format = 1",
        'source = [{ id = "s", publisher = "S", published = 2024-01-01 }]',
        'topic = [{ id = "trade", label = "Trade" }]',
        'measure = [{ id = "turnover", topic = "trade", label = "Turnover", nature = "flow" }]',
    ]
    ids = []
    for n in range(parties):
        name = "".join(_SYLLABLES[int(digit)] for digit in f"{n % 1000:03}")
        ids.append(f"{name}-{n // 1000}")
        title = ids[-1].title().replace("-", " ")
        lines.append(f'[[party]]\nid = "{ids[-1]}"\nkind = "bloc"\nname = "{title}"')
    lines += [
        f'[[figure]]\nid = "f-{n}"\nmeasure = "turnover"\nvalue = {n}\nunit = "USD"\n'
        f'parties = ["{one}", "{other}"]\nperiod = "2021"\nsource = "s"'
        for n, (one, other) in enumerate(itertools.pairwise(ids))
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, and judge by the limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20, help="rounds to take medians of (20)")
    parser.add_argument("--parties", type=int, default=100_000, help="of the large base")
    given = parser.parse_args()
    dipfacts = str(Path(sys.executable).parent / "dipfacts")
    if not os.access(dipfacts, os.X_OK):
        parser.error("dipfacts is not installed beside this interpreter")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["DIPFACTS_CACHE"] = str(folder / "cache")
        os.environ.pop("DIPFACTS_FACTS", None)
        large = folder / "large.toml"
        large.write_text(large_base(given.parties), encoding="utf-8")
        os.utime(large, (1e9, 1e9))
        subprocess.run(
            [dipfacts, "trade", "-f", str(large), "--json", "--limit", "1"],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        programs = {"hello": [startup.script(folder, "hello", startup.HELLO)]}
        for name, words in TABS.items():
            programs[name] = ["env", "_DIPFACTS_COMPLETE=zsh", dipfacts, *words]
        for name, words in LARGE.items():
            facts = f"DIPFACTS_FACTS={large}"
            programs[name] = ["env", "_DIPFACTS_COMPLETE=zsh", facts, dipfacts, *words]
        found = startup.medians(programs, given.runs)
    print(f"{datetime.date.today()}, medians of {given.runs} runs")
    for name, taken in found.items():
        ratio = taken / found["hello"]
        print(f"{name:22} {taken * 1000:6.1f} ms   ratio {ratio:.2f} (at most {LIMIT})")
    return int(max(found.values()) > LIMIT * found["hello"])


if __name__ == "__main__":
    sys.exit(main())
