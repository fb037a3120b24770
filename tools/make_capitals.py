"""src/dipfacts/countries/capitals.txt, made of data/world/capitals.csv, which is the Factbook's.

    python tools/make_capitals.py

Left out is what is a name of the country as well (Djibouti), or of whom it is disputed (Jerusalem),
and a capital that is given up (Plymouth).
"""

from __future__ import annotations

import csv
from pathlib import Path

from dipfacts.countries.wording import known_as

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "dipfacts" / "countries" / "capitals.txt"
HEAD = "# The World Factbook, field Capital, License: public domain; docs/names.md\n"
LEFT_OUT = {"Jerusalem", "Plymouth"}
OTHERS = {
    "CN": ["Peking"],
    "KZ": ["Nur-Sultan", "Almaty"],
    "MM": ["Yangon", "Naypyidaw"],
    "NG": ["Lagos"],
    "NL": ["The Hague"],
    "TZ": ["Dar es Salaam"],
    "UA": ["Kiev"],
    "US": ["Washington"],
    "YD": ["Aden"],
}
"""Former ones, seats of government and other spellings, by hand."""


def text() -> str:
    """Return the table: a country a line, its code and its capitals."""
    results = {code: [*own] for code, own in OTHERS.items()}
    with open(ROOT / "data" / "world" / "capitals.csv", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["capital"] not in LEFT_OUT and not known_as(row["capital"]):
                results.setdefault(row["country"], []).insert(0, row["capital"])
    rows = sorted(results.items())
    return HEAD + "".join(f"{code}\t{'|'.join(own)}\n" for code, own in rows)


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
