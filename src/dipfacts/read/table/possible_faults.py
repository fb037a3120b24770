"""Possible faults of a table that loads: questions that checks and the index ask alike.

`checks` reports what is wrong, with its place and its remedy. `index` looks for it while it
compiles, in a fraction of that time, and asks `checks` only about what is doubtful here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dipfacts.countries import country_names
from dipfacts.countries.tender import currencies
from dipfacts.errors import WARNINGS, allowed
from dipfacts.model.display import is_currency
from dipfacts.model.file_format.tables import Party, Source
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import money_of, shared_money_of, usual_unit
from dipfacts.model.unseen import RAW, UNSEEN
from dipfacts.read.table.positions import Where, comments, values_of
from dipfacts.read.table.rules import keys_of
from dipfacts.remedy import Remedy, Setting
from dipfacts.text import fold, listed, name_key

_ESCAPED = re.compile(r'\\[^"\\nt]')  # may stand for a character that is unseen

# Words that say that a claim was inferred, but not how.
_WITHOUT_HOW = frozenset("yes true y 1 inferred inference derived calculated computed own".split())

UNFIT = {  # nature of a measure: the units that do not fit it, and the remedy
    "rank": ("", Remedy.of("write ", Setting.of("unit", "rank"))),  # but this one none fits
    "ratio": ("currency rank", Remedy.of("write ", Setting.of("unit", "percent"))),
    "count": (
        "currency percent rank",
        Remedy.of("write what is counted, such as ", Setting.of("unit", "visitors")),
    ),
}
UNFIT_ELSE = ("percent rank", Remedy.of("write a currency or another quantity"))
"""The units that fit no measure of another nature, and the remedy."""


def may_hide(text: str) -> bool:
    """Return whether a text of TOML may hold a character that is invisible, raw or escaped."""
    if "\\" in text and _ESCAPED.search(text):
        return True
    # To look for each character is ten times as quick as to search for the pattern.
    return not text.isascii() and any(char in text for char in RAW)


def unseen_in_comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and character of the comments that hold an invisible character."""
    if UNSEEN.search(text):
        for line, column, comment in comments(text):
            if match := UNSEEN.search(comment):
                yield line, column + match.start(), match[0]


def unseen_in(name: str, table: object) -> Iterator[tuple[Where, str, str]]:
    """Yield the place, the key and the first invisible character of each text that has one."""
    for key, field in keys_of(name).items():
        for where, text in values_of(key, getattr(table, field.name)):
            if isinstance(text, str) and (match := UNSEEN.search(text)):
                yield where, key, match[0]


@lru_cache(maxsize=1024)
def allows(entries: tuple[str, ...]) -> bool:
    """Return whether each entry of the key `allow` names a warning, and gives a reason."""
    return all(code in WARNINGS and why for code, why in map(allowed, entries))


@lru_cache(maxsize=1024)
def says_how(inferred: str) -> bool:
    """Return whether the key `inferred` says how a claim follows, and not only that it does."""
    return fold(inferred) not in _WITHOUT_HOW


@lru_cache(maxsize=1024)
def money_in_words(unit: str) -> tuple[int, str] | None:
    """Return power of ten and currency code of a unit that is money without being a code."""
    if is_currency(unit):
        return None
    power, rest = scale_of(unit)
    is_code = is_currency(rest) and rest in currencies()
    return (power, rest) if is_code else money_of(unit)


def code_meant(codes: Sequence[str]) -> str:
    """Return the remedy for a word that several currencies share; pounds are a weight, too."""
    hint = f"write the code of the one meant: {listed(codes, 'or')}"
    return f"{hint}; of weight lb" if "GBP" in codes else hint


def is_money_in_words(unit: str) -> bool:
    """Return whether a unit is money without being a code, be it one that is not certain."""
    return not is_currency(unit) and bool(money_in_words(unit) or shared_money_of(unit))


def unit_meant(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit says, and the unit as it is to be written."""
    power, plainly = money_in_words(unit) or scale_of(unit)
    return power, usual_unit(plainly)


def fits(nature: str, unit: str) -> bool:
    """Return whether a unit fits the nature of a measure."""
    if nature == "rank":
        return unit == "rank"
    unfit, _ = UNFIT.get(nature, UNFIT_ELSE)
    return ("currency" if is_currency(unit) else unit) not in unfit.split()


def measure_links(measure: object) -> list[tuple[str, str]]:
    """Return the keys by which a measure names others, each with the id of the other."""
    keys = ("sum_of", "difference_of", "of")
    return [(key, name) for key in keys for _, name in values_of(key, getattr(measure, key))]


def source_links(source: object) -> list[tuple[str, str]]:
    """Return the key by which a source names those it is made from, with the id of each, once."""
    assert isinstance(source, Source)
    return [("derived_from", id_) for id_ in dict.fromkeys(source.derived_from)]


def shared_names(parties: Sequence[Party]) -> Iterator[tuple[int, Where, str, int]]:
    """Yield the places of two parties that share an id, code, name or alias.

    The later one comes first, with the place and the text of its name.
    """
    owners: dict[str, int] = {}
    for nth, party in enumerate(parties):
        for key in ("id", "iso", "name", "aliases"):
            for where, name in values_of(key, getattr(party, key)):
                form = fold(name) or name
                plus = "+" if form != name and name.strip().endswith("+") else ""  # as in OPEC+
                first = owners.setdefault(form + plus, nth)
                if parties[first].id != party.id:
                    yield nth, where, name, first


def names_of_countries(parties: Sequence[Party]) -> Iterator[tuple[int, Where, str, int]]:
    """Yield the places of names and aliases by which claims mean another of the parties.

    So "Palestine" is what claims about the Palestinian Territories call them, though it is no name
    of theirs in the base, unless it is another's id. Acronyms are left out: they may be of either.
    """
    known = [country_names.code_of(party) for party in parties]
    of_code = {code: nth for nth, code in reversed([*enumerate(known)]) if code}
    ids = {name_key(party.id) for party in parties}
    for nth, party in enumerate(parties):
        if party.kind == "country" and not (party.period or known[nth]):
            continue  # it may be that very country
        for key in ("name", "aliases"):
            for where, name in values_of(key, getattr(party, key)):
                # Much quicker than to ask whom each name means, where there are very many.
                form = name_key(name)
                if form in ids or name.isupper() or form.encode() not in country_names.forms():
                    continue
                codes = country_names.meant(name)
                other = of_code.get(codes[0], nth) if len(codes) == 1 else nth
                if parties[other].id != party.id and not _has(parties[other], name):
                    yield nth, where, name, other


def _has(party: Party, name: str) -> bool:
    """Return whether a party has a name in the base, as its id or its code, too."""
    return fold(name) in map(fold, (party.id, party.iso or "", *party.names))
