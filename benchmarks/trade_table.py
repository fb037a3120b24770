"""A base whose claims are the rows of a CSV file of trade.

Its columns are year, exporter, importer, product, value and quantity.

It is a panel, as statistics are: an exporter sells its products to its partners in every year.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from dipfacts.countries import code_lists

YEARS = range(2015, 2025)
PRODUCTS = 40  # that a country sells to another
TOML = """\
format = 1

[[topic]]
id = "trade"
label = "Trade"

[[measure]]
id = "exports"
topic = "trade"
label = "Exports"
nature = "flow"

[[source]]
id = "statistics"
publisher = "An office of statistics"
published = "2025-01-31"
"""
TABLE = """
[[table]]
id = "{name}"
file = "{name}.csv"
claim = "figure"
key = "{{year}}-{{exporter}}-{{importer}}-{{product}}"
source = "statistics"
measure = "exports"
from = "iso3:{{exporter}}"
to = "iso3:{{importer}}"
period = "{{year}}"
value = "{{value}}"
scale = 1000
unit = "USD"
scope = "{{product}}"
"""


def generate(folder: Path, rows: int, files: int = 1) -> list[Path]:
    """Write a base of so many rows; return its CSV files."""
    rng = random.Random(1)
    countries: dict[str, str] = {}
    for code, meanings in code_lists.codes_of("iso3").items():
        if len(meanings) == 1 and len(meanings[0].party) == 2:
            countries.setdefault(meanings[0].party, code)
    codes = sorted(countries.values())[:200]
    products = [f"{number:06}" for number in sorted(rng.sample(range(10_000, 1_000_000), 5_000))]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    per_file = rows // files
    lines = _lines(rng, codes, products, max(1, rows // (len(YEARS) * PRODUCTS)))
    for nth in range(files):
        path = folder / f"trade-{nth}.csv"
        with path.open("w") as stream:
            stream.write("year,exporter,importer,product,value,quantity\n")
            stream.writelines(itertools.islice(lines, per_file))
        (folder / f"trade-{nth}.toml").write_text(
            (TOML if nth == 0 else "format = 1\n") + TABLE.format(name=path.stem)
        )
        written.append(path)
    return written


def _lines(rng: random.Random, codes: list[str], products: list[str], dyads: int) -> Iterator[str]:
    pairs = [(a, b) for a in codes for b in codes if a != b]
    chosen = sorted(rng.sample(pairs, min(dyads + 1, len(pairs))))
    sold = {pair: sorted(rng.sample(products, PRODUCTS)) for pair in chosen}
    for year in YEARS:
        for a, b in chosen:
            for product in sold[a, b]:
                value, weight = rng.randrange(1, 10**9), rng.randrange(1, 10**6)
                yield f"{year},{a},{b},{product},{value / 1000:.3f},{weight / 1000:.3f}\n"


def only(path: Path, folder: Path) -> Path:
    """Write a base of the rows of another that are about the first pair of countries in it."""
    head, *lines = path.read_text().splitlines(keepends=True)
    pair = lines[0].split(",")[1:3]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{path.stem}.toml").write_text(TOML + TABLE.format(name=path.stem))
    written = folder / path.name
    written.write_text("".join([head, *(line for line in lines if line.split(",")[1:3] == pair)]))
    return written


def in_toml(path: Path, folder: Path) -> None:
    """Write the claims of a CSV file as TOML, in a hundred files."""
    folder.mkdir(parents=True, exist_ok=True)
    with path.open() as stream:
        _, *lines = stream
    for nth in range(100):
        with (folder / f"{nth}.toml").open("w") as out:
            out.write(TOML if nth == 0 else "format = 1\n")
            for line in lines[nth::100]:
                year, a, b, product, value, _ = line.split(",")
                out.write(
                    f'\n[[figure]]\nid = "{path.stem}-{year}-{a}-{b}-{product}"\n'.lower()
                    + f'measure = "exports"\nfrom = "iso3:{a}"\nto = "iso3:{b}"\n'
                    + f'period = "{year}"\nvalue = {value.replace(".", "")}\nunit = "USD"\n'
                    + f'scope = "{product}"\nsource = "statistics"\nlocator = "row 1"\n'
                )


def change(path: Path, nth: int) -> None:
    """Change one row of a CSV file."""
    lines = path.read_text().splitlines(keepends=True)
    cells = lines[len(lines) // 2].split(",")
    lines[len(lines) // 2] = ",".join([*cells[:4], f"{nth + 1}.000", *cells[5:]])
    path.write_text("".join(lines))


def parties(path: Path) -> tuple[str, str]:
    """Return the codes of two countries of which the first sells to the second."""
    with path.open() as stream:
        _, exporter, importer, *_ = stream.readlines()[1].split(",")
    return f"iso3:{exporter}", f"iso3:{importer}"


def first_id(path: Path) -> str:
    """Return the id of the claim of the first row."""
    with path.open() as stream:
        year, exporter, importer, product, *_ = stream.readlines()[1].split(",")
    return f"{path.stem}-{year}-{exporter}-{importer}-{product}".lower()
