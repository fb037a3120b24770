"""The columns of months and days of a table of one's own that make its dates more exact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_patterns import YEAR
from dipfacts.importing.wording import map_option
from dipfacts.read.rows.table_templates import DATE, one_column
from dipfacts.read.table.table_rules import places
from dipfacts.text import bare_cell, plain

_WORDS = {
    "year": re.compile("year|yr|y"),
    "month": re.compile("month|mnth|mon|mo|m"),
    "day": re.compile("day|dy|d"),
}
"""The words for a year, a month or a day in heads, the longest first."""
_LAST = {"month": 12, "day": 31}
_UNKNOWN = re.compile(r"|0|00|88|99|-9+|\.|NA")
"""Cells that say that a year, a month or a day is not known."""
_BETWEEN = " _-."
_PLAIN = "|"  # of a head that is such a word alone
_LONGEST = 500  # letters of a head that are looked at
_SPELT = re.compile(r"^(?!.*(?:(?<![a-z])end|until)).*(?:month|day)(?!s)")
"""Heads that may be of a beginning where another head says nothing of it."""


def period_of_columns(table: MappedTable) -> str:
    """Return a period with the unused columns of months and days beside its years.

    It is nothing where there are none; the columns of either end have heads like that of its year.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> rows = [{"yr": "2019", "mo": "2", "dy": "28", "eyr": "2020", "emo": "12"}]
    >>> def finer(period, *heads):
    ...     return period_of_columns(MappedTable(Given(period=period), rows, heads=heads))
    >>> finer("{yr}", "mo", "dy", "emo"), finer("{yr}-{mo}/{eyr}", "dy", "emo")
    ('{yr}-{mo}-{dy}', '{yr}-{mo}-{dy}/{eyr}-{emo}')
    >>> finer("{eyr}/..", "dy")
    ''
    """
    period = table.given.period
    sides = [_finer(it, table) for it in period.split("/")]
    return "/".join(sides) if "/".join(sides) != period else ""


def date_remedy(finer: str) -> str:
    """Return the remedy for columns of months and days that make a period finer."""
    return f"say when each is, as with {map_option(f'period={finer}')}"


def undated_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on rows of relations or events that say no date where others do.

    What has no date of ratification was perhaps not ratified.
    """
    given, columns = table.given, [*dict.fromkeys(table.given.columns_of("period"))]
    is_missing = table.file.is_missing
    cells = [[row.get(it, "").strip() for it in columns] for row in table.taken]
    undated = [row for row in cells if all(map(is_missing, row))]
    if not columns or not undated or len(undated) == len(cells):
        return
    first = [row[0] for row in cells if is_missing(row[0])]
    is_one = len(undated) == 1
    claims = "becomes a claim" if is_one else "become claims"
    without = f"{'row has' if is_one else 'rows have'} no {plain(' or '.join(columns))}"
    out = f"leave {'it' if is_one else 'them'} out"
    if len(first) == len(undated):
        out += f", as with {given.skip_option(columns[0], [*dict.fromkeys(first)])}"
    what = f"{claims} without a date: if that means that it was not, {out}"
    yield f"{len(undated):,} {without}, and {what}"


def _finer(side: str, table: MappedTable) -> str:
    """Return the template of a date with the columns of its month and day, where there are any."""
    columns = places(side) if one_column(side) or DATE.fullmatch(side) else []
    cells = [*map(bare_cell, table.cells(columns[0]) if columns else [side])]
    years = [it for it in cells if not _UNKNOWN.fullmatch(it)]
    if len(columns) > len(_LAST) or not years or not all(map(YEAR.fullmatch, years)):
        return side
    about = _rests(columns[0] if columns else "", "year")
    for part in [*_LAST][max(len(columns) - 1, 0) :]:
        column = _column_of(part, about, table)
        if not column:
            break
        side += f"-{{{column}}}"
    return side


def _column_of(part: str, about: set[str], table: MappedTable) -> str:
    """Return the column of the months or days of what a head is about; nothing for none."""
    of_part = {it: _rests(it, part) for it in table.unused if _holds(part, table.cells(it))}
    same = [it for it, of in of_part.items() if of & about]
    alike = [
        it
        for it, of in of_part.items()
        if _PLAIN in (of | about) and of and _SPELT.search(in_english(it))
    ]
    candidates = same or alike
    return candidates[0] if len(candidates) == 1 else ""


def _rests(head: str, part: str) -> set[str]:
    """Return the rests of a head of years, months or days, without the word for these.

    >>> _rests("End month", "month"), _rests("yrent", "year"), _rests("Total", "month")
    ({'end|'}, {'|ent'}, set())
    """
    word, head = _WORDS[part], in_english(head)[:_LONGEST]
    matches = (word.match(head, nth) for nth in range(len(head)))
    rests = ((head[: it.start()], head[it.end() :]) for it in matches if it)
    results = {f"{before.strip(_BETWEEN)}|{after.strip(_BETWEEN)}" for before, after in rests}
    return results if head else {_PLAIN}


def _holds(part: str, cells: Iterable[str]) -> bool:
    """Return whether the cells of a column may be months, or days, of which some are known."""
    known = [it for it in map(bare_cell, cells) if not _UNKNOWN.fullmatch(it)]
    return bool(known) and all(
        it.isdecimal() and len(it) <= len("31") and 1 <= int(it) <= _LAST[part] for it in known
    )
