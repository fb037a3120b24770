"""A fact base made of a CSV of directed trade: a row is who exported how much to whom in a year.

    .venv/bin/python benchmarks/convert_trade.py trade.csv -o made

The columns are named by options. Countries are ISO 3166 codes, of two letters or three, or names
that pycountry knows; what is none of these stays a party of its own, by its name as it stands.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pycountry
from world import slug

HEAD = """\
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
id = "{id}"
publisher = {publisher}
title = "Trade"

"""


class Columns(NamedTuple):
    """The columns of a table of trade, and the units of money in one of its amounts."""

    exporter: str = "exporter"
    importer: str = "importer"
    year: str = "year"
    value: str = "trade_musd"
    scale: int = 1_000_000
    unit: str = "USD"


STANDARD = Columns()


class Row(NamedTuple):
    """One figure: whose exports, to whom, when, how much in base units."""

    exporter: str
    importer: str
    year: str
    value: int


def rows(path: Path, columns: Columns) -> Iterator[Row]:
    """The rows of the file. Raises ValueError where one is no figure, with its line."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in columns[:4] if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path} has no column {', '.join(missing)}")
        for row in reader:
            try:
                value = int((Decimal(row[columns.value]) * columns.scale).to_integral_value())
                year = f"{int(row[columns.year]):04}"
            except (ArithmeticError, TypeError, ValueError):
                raise ValueError(f"{path}:{reader.line_num} is no figure of a year") from None
            yield Row(row[columns.exporter].strip(), row[columns.importer].strip(), year, value)


def party(name: str) -> tuple[str, str]:
    """The id of a country, and the table that declares it."""
    try:
        found = pycountry.countries.lookup(name)
    except LookupError:
        id_, shown, iso = slug(name), name, ""
    else:
        shown = getattr(found, "common_name", found.name)
        id_, iso = slug(shown), f'iso = "{found.alpha_2}"\n'
    if not id_:
        raise ValueError(f'no id can be made from the name "{name}"')
    return id_, f'[[party]]\nid = "{id_}"\nkind = "country"\nname = {quoted(shown)}\n{iso}\n'


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def convert(path: Path, folder: Path, columns: Columns = STANDARD) -> int:
    """Write the base, a file for each year, and tell how many claims it has.

    Raises ValueError for what is no table of trade. An amount of nothing is left out: whether it is
    none or unknown, such a table does not say.
    """
    ids: dict[str, str] = {}
    declared: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    count = 0
    source = slug(path.stem) or "trade"
    for row in rows(path, columns):
        for name in row[:2]:
            if name not in ids:
                id_, table = party(name)
                ids[name] = id_
                declared.setdefault(id_, table)
        a, b = ids[row.exporter], ids[row.importer]
        if a == b or not row.value:
            continue
        count += 1
        texts.setdefault(row.year, []).append(
            f'[[figure]]\nid = "{a}-to-{b}-{row.year}"\nmeasure = "exports"\nfrom = "{a}"\n'
            f'to = "{b}"\nperiod = "{row.year}"\nvalue = {row.value}\nunit = "{columns.unit}"\n'
            f'source = "{source}"\nlocator = "row {count}"\n\n'
        )
    folder.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(id=source, publisher=quoted(path.name))
    parties = "".join(declared.values())
    (folder / "parties.toml").write_text(head + parties, encoding="utf-8", newline="\n")
    for year, found in texts.items():
        text = "format = 1\n\n" + "".join(found)
        (folder / f"{year}.toml").write_text(text, encoding="utf-8", newline="\n")
    return count


def main() -> int:
    """Convert the file that the words name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("csv", type=Path, help="the table, with a header")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder to write to")
    for name, usual in STANDARD._asdict().items():
        kind = type(usual)
        parser.add_argument(f"--{name}", type=kind, default=usual, help=f"({usual})")
    given = vars(parser.parse_args())
    columns = Columns(**{name: given[name] for name in Columns._fields})
    try:
        count = convert(given["csv"], given["output"], columns)
    except (OSError, ValueError) as error:
        print(f"convert_trade: {error}", file=sys.stderr)
        return 2
    print(f"{count:,} claim{'s' * (count != 1)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
