"""The time of suggesting names among 100,000, beside a right answer from the same base.

Run it by the interpreter of an environment that dipfacts is installed in (not editable):

    .venv/bin/python benchmarks/suggestions.py

Medians of whole runs side by side, as in `startup.py`. Exits with 1 where a ratio is over the
limit, or where what was meant is not suggested first.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import completion
import startup

LIMIT = 1.2
RIGHT = ["trade", "tirabo-7", "--json"]
MISSED = {  # what is typed, and the id that is meant
    "a letter replaced": ("trade", "tirabu-7", "tirabo-7"),
    "a letter dropped": ("trade", "korbo-7", "korabo-7"),
    "neighbours swapped": ("trade", "itrabo-7", "tirabo-7"),
    "a letter added": ("trade", "tirabos 77", "tirabo-77"),
    "two slips": ("trade", "rtisaobo 7", "tisabo-7"),
    "nothing like it": ("trade", "xyzzy", ""),
    "a claim": ("show", "g-12345", "f-12345"),
}


def main() -> int:
    """Measure, print, and judge by the limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20, help="rounds to take medians of (20)")
    parser.add_argument("--parties", type=int, default=100_000, help="of the base")
    given = parser.parse_args()
    dipfacts = str(Path(sys.executable).parent / "dipfacts")
    if not os.access(dipfacts, os.X_OK):
        parser.error("dipfacts is not installed beside this interpreter")
    with tempfile.TemporaryDirectory() as made:
        large = Path(made, "large.toml")
        large.write_text(completion.large_base(given.parties), encoding="utf-8")
        os.utime(large, (1e9, 1e9))
        os.environ |= {"DIPFACTS_CACHE": str(Path(made, "cache")), "DIPFACTS_FACTS": str(large)}
        quietly = ["sh", "-c", '"$@" 2>/dev/null; true', "sh", dipfacts]
        programs = {"a right answer": [*quietly, *RIGHT]}
        astray = 0
        for name, (command, typed, meant) in MISSED.items():
            ran = subprocess.run([dipfacts, command, typed], capture_output=True, text=True)
            first = ran.stderr.partition('did you mean "')[2].partition('"')[0]
            if first != meant:
                print(
                    f"{name}: {typed} is taken for {first or 'nothing'}, not {meant or 'nothing'}"
                )
                astray += 1
            programs[name] = [*quietly, command, typed]
        found = startup.medians(programs, given.runs)
    print(f"{datetime.date.today()}, {given.parties:,} parties, medians of {given.runs} runs")
    right = found["a right answer"]
    for name, taken in found.items():
        ratio = taken / right
        print(f"{name:20} {taken * 1000:6.1f} ms   ratio {ratio:.2f} (at most {LIMIT})")
    return int(astray > 0 or max(found.values()) > LIMIT * right)


if __name__ == "__main__":
    sys.exit(main())
