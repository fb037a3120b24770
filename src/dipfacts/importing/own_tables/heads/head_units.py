"""Notes on other units than the one given, in heads and lines; the error of a unit given wrong."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import party_codes
from dipfacts.importing.inputs import Input
from dipfacts.importing.name_meanings import country_in
from dipfacts.importing.own_tables.heads.head_scales import power_said, scale_notes
from dipfacts.importing.own_tables.heads.second_heads import lines_beside, words_below
from dipfacts.importing.own_tables.heads.unit_texts import BRACKET, LOCAL, Said, units_in
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.map_keys import PARTIES
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import split_parties
from dipfacts.importing.own_tables.units_and_parts.unit_columns import (
    is_other_unit,
    prices_said,
    unit_options,
    unit_said,
)
from dipfacts.importing.units import foreign_notes
from dipfacts.importing.wording import first_of, map_option, shortened
from dipfacts.model.display import is_currency
from dipfacts.model.units.unit_words import shared_money_of
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.possible_faults import code_meant, unit_meant
from dipfacts.read.table.table_rules import places
from dipfacts.text import plain, short

_PER_HEAD = re.compile(
    r"\bper (?:capita|person|head|inhabitant|(?:[0-9][0-9,. ]*|hundred |thousand |million )"
    r"(?:people|persons|inhabitants|population|live births))\b",
    re.I,
)
_SEVERAL = 2


def unit_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on several units or scales; else those on a scale and on another unit."""
    if several := _several_units(table):
        yield several
    else:
        yield from scale_notes(table)
        yield from _other_unit_notes(table)


def _several_units(table: MappedTable) -> str:
    """Return the note on columns of numbers whose heads say several units or scales; else nothing.

    None of them is proposed for all.
    """
    given, said = table.given, dict[tuple[int, str], tuple[str, str]]()
    below = words_below(table)
    is_of_parties = "{column}" in {given.get("from"), given.get("to")}
    for column in table.wide:
        words = [it for line in below if (it := line.get(column, ""))]
        text = " ".join(words if is_of_parties else [column, *words])
        units = {it.unit for part in (column, *words) if part in text for it in units_in(part)}
        power = power_said(text, given.unit)
        if power or units:
            unit = given.unit if given.unit in units or not units else min(units)
            said.setdefault((power, unit), (column, text))
    if len(said) < _SEVERAL:
        return ""
    such = first_of([short(text) for _, text in said.values()])
    (power, unit), (column, _) = next(iter(said.items()))
    options = [map_option(f"columns={column}")]
    is_other = is_other_unit(unit, given.unit) or (power and units and "{" in given.unit)
    options += [unit_options(unit, "", given)] if is_other else []
    options += [f"--map scale={10**power}"] if power else []
    alone = f"{' '.join(options)} --id {as_id(column)}"
    how = f"take the columns of each alone, as with {alone}, and the others in the same way"
    return f"the columns of numbers are of several units or scales ({plain(such)}): {how}"


def _other_unit_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head of numbers, else on a line above or below it, of another unit."""
    given, file = table.given, table.file
    candidates = [*_texts(table)]
    local = [it for it in candidates if LOCAL.search(it[1])]
    if local and (alone := _countries_alone(file, given)):
        if len({*alone}) == 1:
            yield from foreign_notes(given.unit, alone[0], file.published)
        candidates = [it for it in candidates if it not in local]
    if any(it.unit == given.get("unit") for _, text in candidates for it in units_in(text)):
        others = (it for it in candidates[1:] if not _others_said(it[1], given.unit))
        candidates = [*candidates[:1], *others]
    each = (note for place, text in candidates if (note := unit_note(text, given, place)))
    yield from [*each][:1]


def _texts(table: MappedTable) -> Iterator[tuple[str, str]]:
    """Yield the head that may say a unit, then the lines above and below the heads, as such."""
    of_matrix = [] if table.heads_of_numbers else [it for it in table.wide if BRACKET.search(it)]
    heads = [*table.heads_of_numbers, *of_matrix]
    others = (it for it in heads if unit_note(it, table.given, "header"))
    yield "header", next(others, next(iter(heads), ""))
    yield from lines_beside(table)


def _countries_alone(file: Input, given: Given) -> list[str]:
    """Return the codes of the countries that alone are on a side, "" for one that is unknown."""
    texts = (text for key in PARTIES for text in split_parties(given.get(key, "")))
    columns = [it for text in texts for it in places(text) if it in file.heads]
    rows = [cells for _, cells in file.rows()] if columns else []
    each = ({row[it].strip() for row in rows} - {""} for it in columns)
    return [_country(*cells) for cells in each if len(cells) == 1]


def _country(cell: str) -> str:
    """Return the code of the country that a cell names; nothing for a number of some list."""
    party = "" if cell.isdigit() else country_in(cell, "")
    return next(iter(party_codes(party, "")), "")


def unit_note(head: str, given: Given, place: str, how: str = "") -> str:
    """Return the note on a head, or a line above the heads, that says another unit; else nothing.

    It names the options for that unit, after the words that say `how`.

    >>> unit_note("Value in EUR", Given(unit="USD", measure="exports"), "header")
    'the header "Value in EUR" says EUR, not USD: --map unit=EUR'
    >>> [unit_note(it, Given(unit="USD"), "header") for it in ("Value (USD)", "EUR (USD)")]
    ['', '']
    """
    own = given.unit
    what = f'the {place} "{shortened(head)}" says'
    if "{" in own or not head:
        return ""
    if others := _others_said(head, own):
        local = LOCAL.fullmatch(others[0].unit)
        remedy = f"{how}{unit_options(others[0].unit, others[0].rate, given)}"
        remedy = "import the rows of one country, with its currency" if local else remedy
        return f"{what} {plain(others[0].words)}, not {plain(own)}: {remedy}"
    per = _PER_HEAD.search(head.replace("_", " "))
    if per and "per" not in re.split(r"\W+", f"{own} {given.measure}"):
        return f"{what} {per[0]}: {how}{unit_options(f'{own} {per[0]}', per[0], given)}"
    prices = prices_said(head, given.get("period", "{Year}"))
    if prices and is_currency(own) and "definition" not in given:
        return f"{what} of which prices: {how}{map_option(f'definition={prices}')}"
    return ""


def _others_said(text: str, own: str) -> list[Said]:
    """Return the units that a text says if all of them are others than that which is given."""
    said = [*units_in(text)]
    return said if all(_is_other(it, own) for it in said) else []


def _is_other(said: Said, own: str) -> bool:
    """Return whether a unit is not that which is given, nor what that is a rate of."""
    is_other = is_other_unit(said.unit, own, unit_said(said.text)[0])
    return is_other and not own.startswith(f"{said.unit} ")


def unit_in_words(given: Mapping[str, str], scalable: bool) -> QuestionError | None:
    """Return the error for a unit that is the same in all rows and says a scale, or money in words.

    Where a file is not `scalable`, its format fixes what its numbers are multiplied by.
    """
    unit = given.get("unit", "")
    if "{" not in unit and (shared := shared_money_of(unit)):
        message = f'--map unit="{short(unit)}" may be money of several currencies'
        return QuestionError(message, code_meant(shared[1]))
    power, plainly = unit_meant(unit)
    if "{" in unit or plainly == unit:
        return None
    such = "write" if plainly else "say what is counted, as in"
    hint = f"{such} --map unit={shlex.quote(plain(plainly) or 'visitors')}"
    if power and scalable:
        hint += "; --map scale is given" if "scale" in given else f" --map scale={10**power}"
    elif power:
        hint += f", and scale = {10**power} in the [[table]] that is written"
    other = f"means {plainly}" if plainly in ("percent", "persons") else "is no currency code"
    what = f"multiplies its numbers by {10**power:,}" if power else other
    return QuestionError(f'--map unit="{short(unit)}" {what}', hint)
