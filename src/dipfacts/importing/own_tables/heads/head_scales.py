"""Scales that heads of numbers, and lines above and below them, say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing.own_tables.heads.second_heads import lines_beside
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.units_and_parts.physical_units import is_multiple, physical_unit
from dipfacts.importing.own_tables.units_and_parts.unit_columns import power_in_bracket
from dipfacts.importing.wording import shortened
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import (
    PARTS,
    money_of,
    scale_hinted,
    scale_in,
    shared_money_of,
)

_MIL = re.compile(r"(?<![^\W_])mil(?![^\W_]|\.| (?:millones|milhões|milhoes)\b)", re.I)
_NAMED_POWER = re.compile(
    r"(?:unit[ _]?mult(?:iplier)?|power ?code|power of (?:10|ten))\W+([1-9]|1[0-8])", re.I
)
_NAMED_FACTOR = re.compile(
    r"(?:(?:unit )?multiplier|scale(?: factor)?|scal(?:ing|ar) factor)\W+1(0{2,12})", re.I
)
_TOKENS = re.compile(r"(?:us|r)\$|[^\W\d_]+|[$€£¥₽]", re.I)


def scale_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head, else on a line above or below it, that says a scale not given.

    The head is that of the numbers; of a wide table, that of a column which is used, as the
    corner of a matrix, or that of its cells, unless these are countries. Where several lines say
    different scales, none is proposed.
    """
    given = table.given
    each = [*_texts(table)]
    said = [(*it, power) for it in each if (power := power_said(it[1], given.unit))]
    if not said or "scale" in given:
        return
    place, text, power = said[0]
    of_lines = [it for it in said if it[0] != "header"]
    if place != "header" and len({it[2] for it in of_lines}) > 1:
        yield _several_said([it[1] for it in of_lines])
    else:
        yield _mil_said(text, place) if _is_of_mil(text) else scale_said(text, place, power)


def _texts(table: MappedTable) -> Iterator[tuple[str, str]]:
    """Yield the heads that may say a scale, then the lines above and below them, each as such."""
    given = table.given
    heads = [given.column_of("value")]
    if heads == ["cell"]:
        heads = [*given.columns_of(*given)]
        heads += [] if "{column}" in {given.get("from"), given.get("to")} else table.wide
    yield from (("header", it) for it in heads)
    yield from lines_beside(table, above=heads != [""] and given.unit != "percent")


def power_said(text: str, unit: str) -> int:
    """Return the power of ten that a text says of numbers in a unit; else 0.

    >>> [power_said(it, "USD") for it in ("Exports (mln USD)", "US$ mil", "Tax (100 USD)", "2022")]
    [6, 3, 2, 0]
    >>> power_said("Rice, thousand tonnes", "tonnes"), power_said("Rice, thousand tonnes", "kt")
    (3, 0)
    """
    if _is_of_mil(text):
        return 3  # or a million, of which the note asks
    if any(is_multiple(*scale_of(it.strip()), unit) for it in re.split(PARTS, text)):
        return 0
    said = scale_in(text, unit) or scale_hinted(text) or power_in_bracket(text)
    return said or _power_of_parts(text) or _power_named(text)


def _power_of_parts(text: str) -> int:
    """Return the power of ten that stands before a physical unit alone in a part of a text.

    >>> [*map(_power_of_parts, ("10^3 t", "Rice (E3 t)", "Rice, mln kg", "Ships over 1000 t"))]
    [3, 3, 6, 0]
    """
    said = (scale_of(it.strip()) for it in re.split(PARTS, text))
    return next((power for power, unit in said if power and physical_unit(unit)), 0)


def _power_named(text: str) -> int:
    """Return the power of ten of a line that names it as such; else 0.

    >>> [*map(_power_named, ("UNIT_MULT: 6", "Power of 10: 3", "Scale factor 1000", "Scale: 5"))]
    [6, 3, 3, 0]
    """
    if said := _NAMED_POWER.fullmatch(text.strip()):
        return int(said[1])
    factor = _NAMED_FACTOR.fullmatch(text.strip())
    return len(factor[1]) if factor else 0


def _is_of_mil(text: str) -> bool:
    each = _TOKENS.findall(text) if _MIL.search(text) else []
    return any(money_of(it) or shared_money_of(it) for it in each)


def scale_said(text: str, place: str, power: int) -> str:
    """Return the note on a text that says a scale which is not given."""
    hint = f"add --map scale={10**power} unless its numbers stand in full"
    return f'the {place} "{shortened(text)}" says a scale: {hint}'


def _several_said(texts: list[str]) -> str:
    """Return the note on lines that say different scales."""
    such = " and ".join(f'"{shortened(it)}"' for it in dict.fromkeys(texts))
    hint = "see which is that of the numbers, and add it with --map scale=…"
    return f"lines above and below the headers say several scales, {such}: {hint}"


def _mil_said(text: str, place: str) -> str:
    """Return the note on a text that says mil, which is a thousand or short for a million."""
    hint = "add --map scale=1000 if it is a thousand, as in Portuguese and Spanish"
    what = f'the {place} "{shortened(text)}" says mil'
    return f"{what}: {hint}, --map scale=1000000 if it is a million"
