"""The columns and heads of a table of one's own that say how final its numbers are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import get_args

from dipfacts.importing.flags import absence, status_of
from dipfacts.importing.name_meanings import meanings
from dipfacts.importing.own_tables.columns.columns_of_one_number import of_its_numbers
from dipfacts.importing.own_tables.columns.remark_columns import are_remarks
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import NO, YES, in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option, shortened
from dipfacts.model.file_format.tables import FigureStatus
from dipfacts.read.rows.wide_columns import year_in
from dipfacts.read.table.table_rules import places
from dipfacts.text import listed, plain, short

_NOT_FINAL = get_args(FigureStatus)
_FINAL = re.compile(
    r"(?:as )?(?:final|definitive|reported|revised|observed|outturn|histor(?:y|ical(?: data)?)"
    r"|actuals?|confirmed|achieved|reali[sz]ed|measured|audited)"
)
_FLAGS = re.compile(r"flag|footnote|symbol|^(?:obs|observation|data|value)?[ _-]*status$")
"""Heads of columns in which letters are flags, and words may say more than a status."""
_ESTIMATED = re.compile(
    r"(?:is[ _]?)?(?:provisional|preliminary|estimated?|imputed|forecast|projected|projection)"
)
_HEAD_NOT_FINAL = re.compile(
    r"\b(forecast|project(?:ed|ions?)|provisional|preliminary|estimate)[sd]?(?:ed)?\b"
)
_LINE_NOT_FINAL = re.compile(
    r"^(?!.*(?:=|final|revised|actual|estimat|except|(?<![^\W_])(?:not|from|since|p|f|e)(?![^\W_])))"
    r".*\b(forecast|project(?:ed|ions?)|provisional|preliminary)s?\b"
    r"(?! (?:government|authorit|administration|council|republic|state|assembly))"
)
"""A word of a line that is no legend of marks, and does not say which of its numbers are final."""
_STEMS = {
    **{"forecast": "forecast", "project": "forecast"},
    **{"provisional": "provisional", "preliminary": "provisional", "estimate": "estimate"},
}
"""The statuses of figures by how the words of a head begin."""
_CERTAIN = re.compile(rf"(?:{_ESTIMATED.pattern}|modell?ed|nowcast)s?(?: (?:data|figure|value)s?)?")
"""Cells that are of a status beside words that are unknown."""
_LAST_ROWS = 50  # among which notes below a table stand
_SHORT = 5  # letters from which a cell is a word in any column


def not_final(column: str, cells: Sequence[str]) -> list[str]:
    """Return the cells of a column of statuses of figures which say that a number is not final.

    >>> not_final("Kind", ["final", "forecast"]), not_final("flag", ["A", "p"])
    (['forecast'], ['p'])
    >>> not_final("is_estimate", ["TRUE", "FALSE"]), not_final("estimate", ["1", "2"])
    (['TRUE'], [])
    >>> not_final("sex", ["F", "M"]), not_final("remark", ["forecast", "floods"])
    ([], [])
    >>> not_final("Scenario", ["Forecast", "Baseline"]), not_final("Shop", ["Target", "Other"])
    (['Forecast'], [])
    """
    if _ESTIMATED.fullmatch(in_english(column)) and {it.lower() for it in cells} <= {*YES, *NO}:
        return [it for it in cells if it.lower() in YES]
    of_flags = _FLAGS.search(in_english(column))
    statuses = {cell: _status(cell, is_short=not of_flags) for cell in cells}
    unfinal = [cell for cell, status in statuses.items() if status in _NOT_FINAL]
    if of_flags or None not in statuses.values():
        return unfinal
    if are_remarks(column, cells):
        return []
    return [it for it in unfinal if _CERTAIN.fullmatch(in_english(it))]


def status_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each head of numbers that says that they are not final.

    >>> [*status_notes(MappedTable(Given(value="{Exports (forecast)}")))]
    ['the header "Exports (forecast)" says that its numbers are not final: --map status=forecast']
    >>> [*status_notes(MappedTable(Given(value="{Exports}")))]
    []
    >>> [*status_notes(MappedTable(Given(value="{F}", status="estimate")))]
    []
    """
    is_said = "status" in table.given
    for head in () if is_said else table.numbers:
        if status := _status_of_head(head):
            option = map_option(f"status={status}")
            if len(table.numbers) > 1:
                alone = f"take them alone, as with {map_option(f'columns={head}')}"
                year = table.periods.is_heads and year_in(head)[0]
                of_year = f" {map_option(f'period={year}')}" if year else ""
                option = f"{alone}{of_year} {option} --id {status}"
            yield f'the header "{plain(short(head))}" says that its numbers are not final: {option}'
            is_said = True
    above = (("above", it) for it in table.file.lines_above)
    for place, line in () if is_said else chain(above, _lines_below(table)):
        if said := _LINE_NOT_FINAL.search(in_english(line)):
            what = f'the line {place} the headers "{shortened(line)}" says that numbers are not'
            status = next(status for word, status in _STEMS.items() if said[1].startswith(word))
            yield f"{what} final: if all are so, add {map_option(f'status={status}')}"
            return


def _lines_below(table: MappedTable) -> Iterator[tuple[str, str]]:
    """Yield the last rows of a first cell alone, which name no party: they may be notes."""
    for row in table.every[-_LAST_ROWS:]:
        first, *others = row.values()
        if first and not any(others) and not meanings(first):
            yield "below", first


def _status_of_head(head: str) -> str:
    """Return the status that a head of numbers says of them; else nothing.

    >>> [*map(_status_of_head, ("Exports (forecast)", "2021 p", "2021"))]
    ['forecast', 'provisional', '']
    """
    said = _HEAD_NOT_FINAL.search(in_english(head).replace("_", " "))
    if not said:
        return year_in(head)[1]
    return next(status for word, status in _STEMS.items() if said[1].startswith(word))


def _status(cell: str, *, is_short: bool) -> str | None:
    """Return the status that a cell means; "" if a number is final, None for any other word."""
    if is_short and len(cell) < _SHORT:
        return None
    word = in_english(cell)
    if word in _NOT_FINAL or _FINAL.fullmatch(word):
        return word if word in _NOT_FINAL else ""
    known = status_of(word if word != cell.lower() else cell)
    return None if known.flag and is_short else known.status


def _status_remedy(column: str, cells: Sequence[str], named: str, given: Given) -> str:
    """Return the remedy for a column of statuses of figures, which is `named` by an option."""
    if all(cell in _NOT_FINAL for cell in cells):
        return f"say how final each number is, as with {named}"
    words = listed(_NOT_FINAL, "or")
    say = f"say how final each number is: write {words} in it, or nothing, and add {named}"
    others = (it for it in cells if it not in not_final(column, cells))
    if final := next((it for it in others if not absence(it, "", "")), ""):
        alone = given.where_option(column, [final])
        say += f"; or take those of one status alone, as with {alone}"
    return say


def figure_status_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of statuses of figures that is not heeded.

    >>> rows = [{"Kind": "forecast"}]
    >>> figure_status_remedy("Kind", MappedTable(Given(status="provisional"), rows))
    "say how final each number is, as with --map 'status={Kind}'"
    >>> of = MappedTable(Given(status="forecast"), [{"Kind": "forecast"}, {"Kind": ""}])
    >>> figure_status_remedy("Kind", of)
    ''
    """
    cells, fixed = table.cells(column), table.given.get("status", "")
    unfinal = not_final(column, cells)
    if not unfinal or places(fixed):
        return ""
    of_yes = _ESTIMATED.fullmatch(in_english(column)) and len(unfinal) == len(cells)
    is_said = of_yes or {_status(it, is_short=False) for it in cells} == {fixed}
    if fixed and is_said:
        return ""
    of_numbers, named = of_its_numbers("status", column, table)
    return f"{of_numbers}{_status_remedy(column, cells, named, table.given)}"


def status_or_absence_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of statuses that is not heeded, or of reasons for no number.

    >>> rows = [{"v": "", "flag": "c"}, {"v": "5", "flag": ""}]
    >>> status_or_absence_remedy("flag", MappedTable(Given(value="{v}"), rows))
    "say why a number is absent: write confidential for c in it, and add --map 'absent={flag}'"
    """
    remedies = figure_status_remedy(column, table), _why_absent(column, table)
    return "; ".join(filter(None, remedies))


def _why_absent(column: str, table: MappedTable) -> str:
    """Return the remedy for flags in a column that say why there is no number; else nothing."""
    given, cells = table.given, table.cells(column)
    number = given.column_of("value")
    if "absent" in given or table.wide or not number or are_remarks(column, cells):
        return ""
    blanks = (row for row in table.taken if not re.search("[0-9]", row.get(number, "")))
    flags = [*dict.fromkeys(row[column].strip() for row in blanks)]
    least = 1 if _FLAGS.search(in_english(column)) else _SHORT
    said = {it: word for it in flags if len(it) >= least and (word := absence(it, "", ""))}
    if not said:
        return ""
    is_all = {*cells} <= said.keys()
    words = [word if it == word else f"{word} for {plain(short(it))}" for it, word in said.items()]
    where = "it" if is_all else "a column of its own"
    write = "" if is_all and words == [*said] else f"write {listed(words)} in {where}, and "
    option = map_option(f"absent={{{column}}}") if is_all else "--map absent=…"
    return f"say why a number is absent: {write}add {option}"


def status_meant(word: str) -> str:
    """Return the remedy for a flag, or a word for final numbers, in the place of a figure's status.

    It is nothing for other words.

    >>> status_meant("p"), status_meant("Odd")
    ('write "provisional"', '')
    >>> status_meant("b")
    'leave it blank: it says break in the series, which may be a note'
    >>> status_meant("final")
    'leave it blank: a final number has no status'
    """
    known = status_of(word)
    if not (known.status or known.remark) or _FINAL.fullmatch(in_english(word)):
        return "leave it blank: a final number has no status"
    if known.status in _NOT_FINAL:
        return f'write "{known.status}"'
    if known.status or not known.note:
        return ""
    return f"leave it blank: it says {known.note}, which may be a note"
