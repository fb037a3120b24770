"""Heads of two lines: words below the heads, in place of numbers, and columns without a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from dipfacts.importing.flags import absence, status_of
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.parties.flows import flow_of, flow_of_measure
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_parts import (
    NOT_KNOWN,
    in_year,
    part_of_year,
    part_said,
)
from dipfacts.importing.own_tables.times.year_patterns import YEAR
from dipfacts.importing.own_tables.times.year_words import in_months
from dipfacts.importing.own_tables.units_and_parts.unit_columns import NO_MONEY, unit_said
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.wording import first_of
from dipfacts.model.display import are, counted
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.model.units.unit_words import money_of, scale_hinted, shared_money_of
from dipfacts.text import plain, short

_BELOW = 3  # rows below the head in which words may stand
_WORD = re.compile(r"[^\W\d_]|[$€£¥₽]")
_NUMBER = re.compile(r"[-+0-9.,\s]*[0-9][-+0-9.,\s]*")
_ROW_NUMBER = re.compile(r"[0-9]+(?:\.0)?")
_SHORTENED = re.compile(r"[^\W\d_]{1,7}\.")
"""A word beside an unknown party that is no head, but says why there is no number: conf."""
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_SAYS_NOTHING = re.compile(
    r"values?|total|amounts?|numbers?|figures?|levels?|actual|n\.?/?a\.?|(?:full )?year|annual"
)
"""Words below a head that say no more of its numbers."""
_AS_ONE = "write both lines as one header of each column"


def words_below(table: MappedTable) -> list[dict[str, str]]:
    """Return the words in place of numbers in the first rows, which name no party, by column.

    Most tables have none; a total is a number, and so is a year beside one that is lacking. Where
    cells of heads were merged, a column of parties has its head again, or a word of the heads.
    """
    file = table.file
    parties = {it for it in table.given.columns_of(*PARTY_KEYS) if it in file.heads}
    number = table.given.column_of("value")
    columns = [*table.wide] if number == "cell" else [it for it in (number,) if it in file.heads]
    results, times = list[dict[str, str]](), {*table.given.columns_of("period")} & {*file.heads}
    for _, cells in islice(file.rows(), _BELOW) if parties and columns else ():
        has_number = any(map(_NUMBER.fullmatch, (cells[it] for it in (*columns, *times))))
        corners = {it: cells[it] for it in parties if cells[it] not in ("", it)}
        if not has_number and not any(_is_party(it, file) for it in corners.values()):
            words = {it: cells[it] for it in columns if _WORD.search(cells[it])}
            are_heads = all(it == head for head, it in words.items())  # which stand there again
            words = {} if are_heads else words
            results += [_with_corners(corners, words, file) if corners else words]
    return [*filter(None, results)]


def _is_party(cell: str, file: Input) -> bool:
    """Return whether a cell of a column of parties names one, or is the number of one."""
    return not _WORD.search(cell) or bool(PartyNames(file.parties).known(cell))


def _with_corners(
    corners: Mapping[str, str], words: Mapping[str, str], file: Input
) -> dict[str, str]:
    """Return the words of a row that has a word in the place of a party, if they are of heads.

    Of an unknown party there may be no numbers: its words say that, or are letters of flags.
    """
    of_heads = {it: cell for it, cell in corners.items() if _is_of_heads(cell)}
    said = {it: word for it, word in words.items() if not _is_flag(word, file)}
    return {**of_heads, **said} if of_heads or len(said) == len(words) else {}


def _is_flag(word: str, file: Input) -> bool:
    is_none = absence(word, "", "") or status_of(word).status == "missing" or file.is_missing(word)
    is_short = bool(_SHORTENED.fullmatch(word)) and not _is_of_heads(word)
    return bool(is_none) or len(word) == 1 or is_short


def _is_of_heads(cell: str) -> bool:
    """Return whether a cell of a column of parties says a part of the year, a scale or a unit."""
    bare = cell.strip("()[] ")
    units = unit_said(bare)[1], *bare.split()[-1:]  # in EUR
    is_part = _is_part(cell) and (part_said(cell).kind != "month" or not _has_name(cell))
    return bool(is_part or scale_hinted(cell) or any(map(money_of, units)))


def _has_name(cell: str) -> bool:
    """Return whether a cell has words beside a month, as a name has: Theresa May.

    >>> _has_name("Theresa May"), _has_name("im März 2023")
    (True, False)
    """
    return bool(_LONG_WORD.search(re.sub("<[^>]*>", "", in_months(cell))))


def lines_beside(table: MappedTable, above: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the lines `above` the heads and the words below them, each with where it stands."""
    yield from (("line above the headers", it) for it in table.file.lines_above if above)
    for words in words_below(table):
        yield from (("line below the headers", it) for it in words.values())


def second_head_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on words below the heads that say more of the numbers."""
    given = table.given
    parties = {*given.columns_of(*PARTY_KEYS)}
    for below in words_below(table):
        words = {it: word for it, word in below.items() if it not in parties or _is_part(word)}
        more = {it: word for it, word in words.items() if _says_more(word, table)}
        if more:
            such = plain(first_of([f"{short(word)} below {it}" for it, word in more.items()]))
            example = _as_one_head(more, given)
            how = f"{_AS_ONE}{example and f', as in {example}'}"
            yield f"the line below the headers says more of the numbers ({such}): {how}"


def _says_more(word: str, table: MappedTable) -> bool:
    """Return whether a word below a head says more than a unit, a scale, or what is measured."""
    file, given = table.file, table.given
    says_nothing = _SAYS_NOTHING.fullmatch(in_english(word.strip("() ")))
    if file.is_missing(word) or says_nothing or part_said(word).kind == "whole":
        return False
    flow = flow_of(word.strip("() "))
    if (flow and flow == flow_of_measure(given.measure)) or PartyNames(file.parties).known(word):
        return False
    if _is_part(word) or flow:
        return True
    bare = word.strip("()[] ")
    unit = unit_said(bare)[1]
    is_unit = money_of(unit) or shared_money_of(unit) or NO_MONEY.fullmatch(unit)
    return not (is_unit or unit in ("", given.unit) or scale_hinted(word) or "%" in word)


def _is_part(word: str) -> bool:
    return bool(part_of_year(word)[0])


def _as_one_head(words: Mapping[str, str], given: Given) -> str:
    """Return the first head that is written with its part of a year; else nothing."""
    parts = ((it, part_of_year(word)[0]) for it, word in words.items())
    column, part = next((it for it in parts if it[1] not in ("", NOT_KNOWN)), ("", ""))
    year = column if YEAR.fullmatch(column) else given.period
    return in_year(part, year) if part and "{" not in year else ""


def blank_head_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on the columns without a head that hold more than the numbers of rows."""
    file, given = table.file, table.given
    headed = {*file.named_heads, *table.wide, *given.columns_of(*given)}
    blank = [nth for nth, head in enumerate(file.heads) if head not in headed]
    first = dict[int, str]()
    is_of_rows = 0 in blank
    for row, _ in file.rows() if blank else ():
        for nth in blank:
            if cell := row.cells[nth].strip():
                first.setdefault(nth, cell)
        is_of_rows = is_of_rows and bool(_ROW_NUMBER.fullmatch(row.cells[0].strip()))
    held = [nth for nth in blank if nth in first and (nth or not is_of_rows)]
    if held:
        such = plain(first_of([f"{short(first[nth])} in column {nth + 1}" for nth in held]))
        said = f"{counted(len(held), 'column')} without a header {are(len(held))} left out ({such})"
        rest = f"if cells of the headers were merged, {_AS_ONE}"
        yield f"{said}: {rest}"
