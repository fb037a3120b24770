"""The columns of a table of one's own that say of what part a number is."""

from __future__ import annotations

import re
from collections.abc import Collection

from dipfacts.importing.inputs import LETTER
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.units_and_parts.parts import TIMES, is_whole, remedy, with_scope
from dipfacts.importing.own_tables.units_and_parts.unit_columns import UNITS
from dipfacts.read.table.ids import as_id

_OF_PARTS = re.compile(
    r"(?:^|[^a-z])(?:product|commodit|cmd|item|sector|purpose|товар"
    r"|(?:hs[0-9]*|sitc|bec|isic|isced|isco|cpc|coicop|cofog|ebops|nace|naics)(?![a-z]))"
)
_OF_PEOPLE = re.compile(r"(?:^|[^a-z])(?:sex|gender|age)(?:e?s)?(?![a-z])")
_OF_PARTS_IN_WORDS = re.compile(
    r"(?:^|[^a-z])(?:goods|service|industr|categor|component|breakdown|mode of|educat|occupation)"
)
_NO_PARTS = re.compile(r"gross|domestic|national")  # product, which is a number
"""Heads of columns that say of what part a number is."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9 ]*(?:[.,][0-9 ]+)*")
_FRACTION = re.compile(r"[.,][0-9]*[1-9]")
_OF_AMOUNTS = re.compile(
    r"(?:^|[^a-z])(?:amount|value|quantit|qty|weight|netwgt|price|commit|disburs|cost|sum"
    r"|usd|eur|us\$)"
)
"""Heads of columns of numbers that say no part."""


def are_parts(column: str, table: MappedTable) -> bool:
    """Return whether a column holds parts; one alone may be what a fixed scope says."""
    given, cells = table.given, table.cells(column)
    is_said = len(cells) == 1 and given.get("scope") and not given.columns_of("scope")
    return not is_said and bool(parts_of(column, cells, given.measure))


def parts_of(column: str, cells: Collection[str], measure: str) -> list[str]:
    """Return the cells of a column of parts that are neither the whole nor in the measure's name.

    >>> parts_of("Product", ["27", "TOTAL"], "exports"), parts_of("Product", ["Cars"], "cars-sold")
    (['27'], [])
    >>> parts_of("Age", ["15-24"], "unemployed"), parts_of("Goods", ["5000"], "exports")
    (['15-24'], [])
    """
    if not part_word(column) or "{" in measure:
        return []
    may_be_number = _OF_PARTS.search(in_english(column)) or _OF_PEOPLE.search(in_english(column))
    if not may_be_number and not any(map(LETTER.search, cells)):
        return []  # numbers that are themselves of goods, or of an industry
    parts = (it for it in cells if not is_whole(it, measure, column))
    return [it for it in parts if f"-{as_id(it)}-" not in f"-{measure}-"]


def are_numbers(column: str, cells: Collection[str]) -> bool:
    """Return whether the cells of a column are all numbers, unless its head says what they tell.

    >>> are_numbers("id", ["1", "2"]), are_numbers("Product code", ["27"])
    (True, False)
    """
    texts = [*filter(None, cells)]
    is_told = (
        part_word(column) or TIMES.search(in_english(column)) or UNITS.search(in_english(column))
    )
    return bool(texts) and not is_told and all(map(_NUMBER.fullmatch, texts))


def are_amounts(column: str, cells: Collection[str]) -> bool:
    """Return whether the cells of a column are amounts: by their fractions, or by its head.

    >>> are_amounts("USD_Commitment", ["15", "3"]), are_amounts("weight", ["1.5", "2"])
    (True, True)
    >>> are_amounts("Flow code", ["1", "2"]), are_amounts("agency", ["K", "1.5"])
    (False, False)
    """
    is_amount = _OF_AMOUNTS.search(in_english(column)) or any(map(_FRACTION.search, cells))
    return are_numbers(column, cells) and bool(is_amount)


def part_word(column: str) -> str:
    """Return the word in a head which says that its cells are parts; nothing for none.

    >>> part_word("Product code"), part_word("Gross product"), part_word("average")
    ('product', '', '')
    """
    head = in_english(column)
    each = (it.search(head) for it in (_OF_PARTS, _OF_PARTS_IN_WORDS, _OF_PEOPLE))
    word = next(filter(None, each), None)
    return word[0].strip(" _-(") if word and not _NO_PARTS.search(head) else ""


def part_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of parts in which no rows contradict each other."""
    cells = table.cells(column)
    if len(cells) > 1:
        return remedy(column, cells, cells[0], table.given)
    return f"if that is a part, add {with_scope(column, table.given)}"
