"""Organisations, blocs, aggregates and territories without a code of ISO, by name and acronym.

`organisations.tsv` is a table of our own, with one a line: its kind, its id, its names and acronyms
in English, its own first, and what it is called in the languages that most of our readers speak.
Capitals make an acronym, which never outweighs the name of a country.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

# What CLDR calls some of them in its languages, by their codes there.
CLDR = {"EU": "european-union", "EZ": "euro-area", "UN": "united-nations", "001": "world"}


class Organisation(NamedTuple):
    """One of them, with its names in English and elsewhere."""

    kind: str
    english: list[str]
    others: list[str]


@functools.cache
def listed() -> dict[str, Organisation]:
    """Return all of them by id."""
    text = Path(__file__).with_name("organisations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {
        id_: Organisation(kind, english.split("|"), others.split("|") if others else [])
        for kind, id_, english, others in rows
    }


def is_acronym(name: str) -> bool:
    """Return whether a name is one word of capitals, such as NATO, or has hardly other letters."""
    return bool(re.fullmatch(r"[^\W\d_a-z]{2,}\+?|[A-Z.]+|[A-Z]+-?\d+|[A-Za-z]{3,5}", name)) and (
        sum(map(str.isupper, name)) * 2 >= len(name.strip("+-0123456789"))
    )
