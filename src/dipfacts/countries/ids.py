"""Ids of countries that no fact base declares, made of their English names."""

from __future__ import annotations

import re
from functools import cache

from dipfacts.countries.former import lifetime
from dipfacts.countries.names import TRANSLATION, called, english_names, title
from dipfacts.model.tables import Party
from dipfacts.text import fold


def meant(name: str) -> list[str]:
    """Resolve an id to codes of countries: by code or English name, best names only.

    >>> meant("jp"), meant("jpn"), meant("south-korea"), meant("korea"), meant("Rusiya")
    (['JP'], ['JP'], ['KR'], ['KP', 'KR'], [])
    """
    found = called(fold(name))
    best = min((known.weight for known in found), default=TRANSLATION)
    codes = sorted({known.code for known in found if known.weight == best})
    if len(codes) > 1:  # the id of one of them is unambiguous
        codes = [code for code in codes if id_of(code) == name] or codes
    return codes if best < TRANSLATION else []


@cache
def id_of(code: str) -> str:
    """Return the id of a country that no fact base declares.

    >>> id_of("JP"), id_of("CI"), id_of("CD"), id_of("SU")
    ('japan', 'cote-divoire', 'congo-kinshasa', 'soviet-union')
    """
    return _as_id(title(code))


@cache
def ids() -> dict[str, str]:
    """Return the code of every country, former states included, by its undeclared id."""
    return {_as_id(name): code for code, name in english_names().items()}


def party(code: str) -> Party:
    """Return a country or former state as the party that it is where none declares it."""
    return Party(
        id=id_of(code),
        kind="country",
        name=title(code),
        iso=code if len(code) == 2 else None,
        period=lifetime(code),
    )


def _as_id(name: str) -> str:
    words = (fold(word) for word in re.split(r"[\s-]+", name))
    return "-".join(word for word in words if word.isascii() and word)
