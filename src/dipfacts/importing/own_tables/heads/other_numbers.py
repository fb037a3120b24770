"""Heads of numbers that say averages, indices, ranks or another year, where sums are given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing.natures import may_be_stock
from dipfacts.importing.own_tables.heads.head_units import unit_note
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_patterns import YEAR, YEAR_CELL
from dipfacts.importing.wording import map_option, shortened
from dipfacts.model.display import is_currency
from dipfacts.read.table.ids import as_id

_AVERAGE = re.compile(
    r"(?<![^\W_])(?:(?:monthly|daily|weekly|quarterly|[0-9]+[ -]years?) (?:averages?|means?)"
    r"|(?:averages?|means?) (?:of )?(?:monthly|daily|weekly|quarterly)"
    r"|(?:averages? )?per (?:month|day|week|quarter)|monatsdurchschnitt|tagesdurchschnitt"
    r"|(?:moyenne|media|média|promedio) (?:mensuelle?|mensile|mensal|mensual)"
    r"|среднемесячн\w+|среднесуточн\w+)(?![^\W_])"
)
_OF_RATES = re.compile(r"\b(?:rates?|prices?|convert\w*|index|indices|temperature)\b")
_YEAR_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?:a|one|1) year (?:earlier|ago|before)|(?:previous|prior|preceding) year"
    r"|same period of the previous year)(?![^\W_])"
)
_COMPARED = re.compile(
    r"chang|growth|grew|index|ratio|vs|versus|against|compar|over|from|to|than|[%=]"
)
_NO_OTHER_WORD = (
    r"(?=[^\w&]*(?:$|[(,;:\[0-9]|\b(?:of|by|in|for|among|der|no|numbers?|exports|imports)\b))"
)
"""The pattern behind a word that says what numbers are: "rank of goods", not "rank A goods"."""
_RANK = re.compile(rf"(?<![^\W_])rank(?:ing|s)?(?![^\W_]){_NO_OTHER_WORD}")
_INDEX = re.compile(
    rf"(?<![^\W_])(?:index|indices)(?![^\W_]){_NO_OTHER_WORD}"
    r"|^(?!.*(?:prices|constant|real)).*(?<!\d)[12][0-9]{3} ?= ?100(?!\d)"
)


def other_number_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the first head, or line above, whose numbers are not what is given.

    >>> [*other_number_notes(MappedTable(Given(value="{Exports, monthly average}", period="2021",
    ...                                        measure="exports", unit="USD")))]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['the header "Exports, monthly average" says monthly average, no sum of the year: say so, as
      with --map measure=exports-monthly-average']
    >>> [*other_number_notes(MappedTable(Given(value="{Exports (previous year)}", period="2021")))]
    ['the header "Exports (previous year)" is of the year before: --map period=2020']
    """
    given = table.given
    for head in table.heads_of_numbers:
        if note := _note(head, table, given):
            yield f'the header "{shortened(head)}" {note}'
            return
    for line in table.file.lines_above:
        if average := _average(line, table):
            yield f'the line above the headers "{shortened(line)}" {average}'
            return


def _note(head: str, table: MappedTable, given: Given) -> str:
    """Return the note on what a head says of its numbers that is not given; else nothing."""
    if unit_note(head, given, "header"):
        return ""  # the unit that it says is told
    return _average(head, table) or _year_before(head, given.period) or _other_unit(head, given)


def _average(text: str, table: MappedTable) -> str:
    """Return that numbers are averages of days or months, where those of a year are given."""
    lower, measure = in_english(text), table.given.measure
    said = _AVERAGE.search(lower.replace(",", ""))
    years = table.periods.cells or [table.given.period]
    own = in_english(f"{measure} {table.given.unit}".replace("-", " "))
    is_known = _AVERAGE.search(own) or re.search(r"\b(?:averages?|means?|per)\b|/", own)
    if not said or is_known or may_be_stock(measure.replace("-", " ")) or _OF_RATES.search(lower):
        return ""
    if not all(map(YEAR_CELL.fullmatch, years)):
        return ""
    how = f"say so, as with {_measure(table.given, said[0])}"
    return f"says {said[0]}, no sum of the year: {how}"


def _year_before(head: str, period: str) -> str:
    """Return that numbers are of the year before; nothing where they are compared with it."""
    lower = in_english(head)
    if not _YEAR_BEFORE.search(lower) or _COMPARED.search(_YEAR_BEFORE.sub(" ", lower)):
        return ""
    if YEAR.fullmatch(period):
        return f"is of the year before: {map_option(f'period={int(period) - 1}')}"
    return "is of the year before: name a column of the years that its numbers are of"


def _other_unit(head: str, given: Given) -> str:
    """Return that numbers are ranks, or an index and no money."""
    lower = in_english(head)
    is_index = _INDEX.search(lower) and is_currency(given.unit)
    for unit, is_said in (("rank", _RANK.search(lower)), ("index", is_index)):
        if is_said and unit not in given.measure and given.unit not in (unit, ""):
            nature = " --map nature=rank" if unit == "rank" else ""
            options = f"{map_option(f'unit={unit}')} {_measure(given, unit)}{nature}"
            return f"says {unit}, not {given.unit}: {options}"
    return ""


def _measure(given: Given, more: str) -> str:
    """Return the option for a measure with more words."""
    return map_option(f"measure={as_id(f'{given.measure} {more}')}")
