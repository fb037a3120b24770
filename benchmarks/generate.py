"""Fact bases of any size about a made-up world; the same numbers give the same bytes.

    .venv/bin/python benchmarks/generate.py --claims 1000000 --files 100 -o made

A few pairs of countries have very many claims and most have few, as in real ones. Every base begins
with the same fifty claims about two countries that nothing else is about, so that the very same
question can be asked of a small base and of a large one. What is made holds no error and no
warning by `dipfacts check --strict`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import TextIO

from claims import Claim, about, core
from world import PUBLISHERS, World, declarations, world

SKEW = 0.6
"""The slope of the number of claims from the first pair of countries to the next ones."""


def all_claims(count: int, found: World, seed: int) -> Iterator[Claim]:
    """So many claims: the fifty, then those of each pair of countries, the greatest pairs first."""
    yield from islice(core(found), count)
    rest = max(0, count - 50)
    lands = found.countries
    pairs = sorted(
        ((a, b) for a in range(len(lands)) for b in range(a + 1, len(lands))),
        key=lambda pair: ((pair[0] + 1) * (pair[1] + 1), pair),
    )
    weights = [(rank + 1) ** -SKEW for rank in range(len(pairs))]
    whole, reached, given = sum(weights), 0.0, 0
    for nth, ((a, b), weight) in enumerate(zip(pairs, weights, strict=True), 1):
        reached += weight
        until = rest if nth == len(pairs) else int(rest * reached / whole)
        if until > given:
            random = Random(f"{seed} {a} {b}")
            yield from islice(about(lands[a], lands[b], found, random), until - given)
            given = until


def write_file(out: TextIO, claims: Iterator[Claim], number: int) -> None:
    """Write claims, each with its source, then the sources that were named."""
    sources: dict[str, str] = {}
    for nth, claim in enumerate(claims):
        source = f"{claim.publisher}-{claim.year}-{number}"
        if source not in sources:
            sources[source] = (
                f'[[source]]\nid = "{source}"\npublisher = "{PUBLISHERS[claim.publisher]}"\n'
                f'title = "{PUBLISHERS[claim.publisher]} {claim.year}, part {number}"\n'
                f"published = {claim.year + 1}-03-15\n\n"
            )
        out.write(f'{claim.text}source = "{source}"\nlocator = "para {nth % 90 + 1}"\n\n')
    out.writelines(sources.values())


JOINED_HEAD = """format = 1

[[party]]
id = "aland"
kind = "country"
name = "Aland"

[[party]]
id = "beland"
kind = "country"
name = "Beland"
"""


def joined(path: Path, table: str, claims: int, is_one: bool) -> None:
    """Write a base of so many relations or events, about one and the same of them or all apart.

    There are a hundred sources, and of what is one the dates differ.
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(JOINED_HEAD)
        for nth in range(100):
            out.write(
                f'\n[[source]]\nid = "s{nth}"\npublisher = "Paper {nth}"\npublished = "2021"\n'
            )
        for nth in range(claims):
            day = f"2021-02-{nth % 28 + 1:02}"
            period = day if table == "event" else f"{day}/.."
            title = "Visit" if is_one else f"Visit {nth}"
            out.write(f'\n[[{table}]]\nid = "c{nth}"\nkind = "visit"\ntitle = "{title}"\n')
            out.write(f'parties = ["aland", "beland"]\nperiod = "{period}"\n')
            out.write(f'source = "s{nth % 100}"\nlocator = "p. {nth}"\n')
            if nth and is_one:
                out.write('same_as = "c0"\n')


def generate(folder: Path, claims: int, files: int = 1, seed: int = 0) -> None:
    """Write a base of so many claims into a folder that there may be already, in so many files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = world(claims)
    stream = all_claims(claims, found, seed)
    for number in range(files):
        path = folder / f"facts-{number:0{len(str(files - 1))}}.toml"
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.write("format = 1\n\n")
            if not number:
                out.writelines(declarations(found))
            share = claims * (number + 1) // files - claims * number // files
            write_file(out, islice(stream, share), number)


def main() -> int:
    """Write the base that the words ask for, and say how large it became."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many (1,000,000)")
    parser.add_argument("--files", type=int, default=100, help="in how many files (100)")
    parser.add_argument("--seed", type=int, default=0, help="another number, other claims (0)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder to write to")
    given = parser.parse_args()
    if given.claims < 1 or not 1 <= given.files <= given.claims:
        parser.error("there must be a claim for every file, and a file")
    began = time.perf_counter()
    generate(given.output, given.claims, given.files, given.seed)
    size = sum(path.stat().st_size for path in given.output.glob("facts-*.toml"))
    spent = time.perf_counter() - began
    print(f"{given.claims:,} claims, {given.files} files, {size / 1e6:.1f} MB, {spent:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
