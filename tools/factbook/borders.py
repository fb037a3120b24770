"""Land borders in km. Both halves of a border are one voice: what both say alike is one row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from factbook.entries import PARTS, Entry, LeftOut, amount, country_named, digits, fields, plain

COLUMNS = ("id", "a", "b", "km", "scope", "definition", "note", "entries")
TOTALS = ("id", "country", "km", "scope", "note", "entry")
_LISTS = ("border countries", "regional borders", "border sovereign base areas")
_STRETCH = re.compile(r"(?P<name>[^\d;()]+?) (?:\((?P<place>[^)]*)\) )?(?P<km>[\d,.]*\d) km")
_BETWEEN = re.compile(r"^(?:[;,] | and )| +$")

_DEFINITIONS = {
    ("IL", "JO"): "with 20 km within the Dead Sea",
    ("EU", ""): "on the continent of Europe",
}
"""Remarks in the entry of the first on its border with the second, or with all."""

_ALONE = "as the entry of {entry} alone counts it"
"""Of a border that the neighbour's entry, if it has one, does not name, nor has in its total."""

_TOTAL = re.compile(r"(?P<km>[\d,.]+) km")
_MISPRINTS = ("ei",)  # 490 km, though both entries give 499 km for its only border
_NOTES = {"CN": "With Hong Kong and Macau.", "FR": "With French Guiana."}


class Half(NamedTuple):
    """The statements of one entry on its border with one neighbour."""

    entry: str
    country: str
    neighbour: str
    scope: str
    stretches: tuple[tuple[str, Decimal], ...]

    @property
    def km(self) -> Decimal:
        """Return the length of all stretches together."""
        return sum((km for _, km in self.stretches), Decimal())

    @property
    def note(self) -> str:
        """Return what the length is the sum of, if it is one."""
        if len(self.stretches) == 1:
            return ""
        parts = [f"{digits(km)} km ({place})" for place, km in self.stretches]
        return f"The sum of {' and '.join(parts)}."


def rows() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the table, and what is left out of it; each stretch of a border once."""
    pairs = defaultdict[tuple[str, str, str], list[Half]](list)
    for entry, field in fields("Geography", "Land boundaries"):
        for name in _LISTS:
            text = plain(field.get(name, {}).get("text", ""))
            yield from _read(entry, text, pairs)
    for (a, b, scope), halves in sorted(pairs.items()):
        alike = halves if len({half.km for half in halves}) == 1 else [halves[0]]
        by = "-by-" + alike[0].country.lower() if len(alike) < len(halves) else ""
        yield _row(a, b, scope, alike, by)
        for half in halves[1:]:
            if half in alike:
                for place, km in half.stretches:
                    text = f"{half.neighbour} {place} {digits(km)} km"
                    yield LeftOut("the other half of a border, alike", half.entry, text)
            else:
                yield _row(a, b, scope, [half], f"-by-{half.country.lower()}")
        for half in halves:
            for place, km in half.stretches[1:]:
                if half not in alike[1:]:
                    reason = "another stretch of one border, added to the first"
                    yield LeftOut(reason, half.entry, f"{half.neighbour} ({place}) {digits(km)} km")


def totals() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the length of all land borders of each country, 0 of an island; once for each entry."""
    for entry, field in fields("Geography", "Land boundaries"):
        text = plain(field.get("total", field).get("text", ""))
        found = _TOTAL.fullmatch(text)
        if entry.country is None:
            yield LeftOut("a place without a code", entry.name, text)
        elif not found:
            yield LeftOut("in words", entry.name, text)
        elif entry.code in _MISPRINTS:
            yield LeftOut("a misprint", entry.name, text)
        else:
            scope = PARTS.get(entry.code, "")
            id_ = "-".join((entry.country, *scope.split())).lower()
            note = _NOTES.get(entry.country, "")
            yield (id_, entry.country, digits(amount(found["km"])), scope, note, entry.name)


def _row(a: str, b: str, scope: str, halves: list[Half], by: str) -> tuple[str, ...]:
    defined = {
        _DEFINITIONS[key]
        for half in halves
        for key in ((half.country, half.neighbour), (half.country, ""))
        if key in _DEFINITIONS
    }
    if len(halves) == 1 and not by and not defined:
        defined = {_ALONE.format(entry=halves[0].entry)}
    entries = " and ".join(sorted(half.entry for half in halves))
    part = f"-{scope.lower().replace(' ', '-')}" if scope else ""
    return (
        f"{a}-{b}".lower() + part + by,
        a,
        b,
        digits(halves[0].km),
        scope,
        "; ".join(sorted(defined)),
        halves[0].note,
        entries,
    )


def _read(
    entry: Entry, text: str, pairs: dict[tuple[str, str, str], list[Half]]
) -> Iterator[LeftOut]:
    """Put what an entry says of its neighbours into `pairs`; yield what is left out."""
    if not text:
        return
    text = re.sub(r"(?<= km) \([^)]*\)", "", text)  # how much of it is where, in words
    found = list(_STRETCH.finditer(text))
    rest = _STRETCH.sub("", text)
    assert not rest.strip("; "), (entry.code, rest)
    stretches = defaultdict[str, list[tuple[str, Decimal]]](list)
    for stretch in found:
        name = _BETWEEN.sub("", stretch["name"]).strip()
        stretches[name].append((stretch["place"] or "", amount(stretch["km"])))
    for name, parts in stretches.items():
        neighbour = country_named(name)
        if neighbour is None or entry.country is None:
            for _, km in parts:
                yield LeftOut("a place without a code", entry.name, f"{name} {digits(km)} km")
            continue
        scope = PARTS.get(entry.code) or (name if name in PARTS.values() else "")
        half = Half(entry.name, entry.country, neighbour, scope, tuple(parts))
        a, b = sorted((entry.country, neighbour))
        pairs[a, b, scope].append(half)
