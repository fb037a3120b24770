"""The templates of a `[[table]]`: texts with {column} in them, and what the cells make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from operator import add
from typing import Any

from dipfacts.model.file_format.csv_table import Values
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.rules import PERIOD_KEYS
from dipfacts.read.table.table_rules import PLACE, places
from dipfacts.text import bare_cell

Cells = list[str]
ColumnNumbers = dict[str, int]
Fill = Callable[[Cells], Any]
IsOne = Callable[[str], bool]
CODED = re.compile(r"(?:([a-z0-9]+):)?\{([^{}]+)\}")
"""A template that is nothing but a column, of ids or of the codes of a list."""

_FILES = 16  # of very many columns, of which very many tables are
_MANY = 50_000  # cells that are remembered
_ENDS = ("from", "to", "reporter")
_ONE_DIGIT = re.compile("(?<=[0-9]-)(?=[1-9](?![0-9]))")
DATE = re.compile(r"\{[^{}]*\}(?:-\{[^{}]*\})+")
"""A date of columns of years, months and days, in a template."""
JOINT = "\x1f"  # what stands between the columns of a date while its last ones may be blank
_JOINED_DIGIT = re.compile(f"(?<={JOINT})(?=[1-9](?![0-9]))")
_BLANK_LAST = re.compile(f"{JOINT}+(?=/|$)")


@lru_cache(maxsize=_FILES)
def places_of(heads: tuple[str, ...]) -> ColumnNumbers:
    """Return the places of columns, made once for the tables of a file."""
    return {name: nth for nth, name in enumerate(heads)}


def conditions(chosen: Values, columns: ColumnNumbers) -> list[tuple[str, Fill, IsOne]]:
    """Return the conditions of `where` or `skip`: a column or a template, and what it may be."""
    return [
        (name, compiled(name if places(name) else f"{{{name}}}", columns), any_of(values))
        for name, values in chosen.items()
    ]


def asked_first(chosen: Values, heads: Sequence[str]) -> tuple[int, Sequence[str]]:
    """Return the number of the column that `where` asks first, and what it may be; -1 if of none.

    A template is none.
    """
    column, values = next(iter(chosen.items()), ("", ()))
    is_one = column != "" and column in heads and not places(column)
    return (heads.index(column) if is_one else -1), values


def any_of(values: Iterable[str]) -> IsOne:
    """Return the test of a text whether it is one of some values; 276.0 is 276 in either.

    >>> [*map(any_of(["276", "7.0 2019"]), ("276.0", "276", "276.5", "7 2019.0", "27"))]
    [True, True, False, True, False]
    """
    wholes = frozenset(map(bare_cell, values))
    return lambda text: bare_cell(text) in wholes


def filling(key: str, template: Any, columns: ColumnNumbers, blank: frozenset[str]) -> Fill:
    """Return the function that fills the template of a key of claims from the cells of a row.

    A year, month, day or code such as 276.0 is a whole number, and midnight of a day that day. A
    month or day of one digit, which has a column of its own, gets its zero; one that is blank makes
    a date coarser, if that may be left out. Of a scope, a cell that is blank leaves no sign behind.
    """
    if key in PERIOD_KEYS and blank and DATE.search(template):
        fill = compiled(joined(template), columns, blank)
        return lambda cells: as_dates(fill(cells))
    fill = compiled(template, columns, blank)
    if key == "parties":
        return lambda cells: [*map(bare_cell, fill(cells))]
    if key == "scope" and len(places(template)) > 1:
        return lambda cells: fill(cells).strip(" ,;")
    if key not in (*PERIOD_KEYS, *_ENDS):
        return fill
    if "-{" not in template:
        return lambda cells: bare_cell(fill(cells))
    return lambda cells: _ONE_DIGIT.sub("0", bare_cell(fill(cells)))


def joined(template: str) -> str:
    """Return the template of a period with joints in its dates, for `as_dates`."""
    return DATE.sub(lambda date: date[0].replace("}-{", f"}}{JOINT}{{"), template)


def as_dates(text: str) -> str:
    """Return the text that a template with joints made of a row: dates as they are written.

    >>> day = joined("{y}-{m}-{d}/").format
    >>> as_dates(day(y=1990, m=8, d=2)), as_dates(day(y=1990, m=8, d=""))
    ('1990-08-02/', '1990-08/')
    >>> as_dates(day(y=1990, m="", d="")), as_dates(day(y=1990, m="", d=2))
    ('1990/', '1990--02/')
    """
    text = _JOINED_DIGIT.sub("0", bare_cell(_BLANK_LAST.sub("", text)))
    return _ONE_DIGIT.sub("0", text.replace(JOINT, "-"))


def compiled(template: Any, columns: ColumnNumbers, blank: frozenset[str] = frozenset()) -> Fill:
    """Return a function from the cells of a row to what a template becomes with them.

    It becomes nothing where all cells are blank that it names: "cow:{ccode}" is no code then. Cells
    in `blank` count as such.
    """
    if named := [columns[name] for name in places(template)] if blank else ():
        fill = compiled(template, columns)
        return lambda cells: fill(_cells_without(blank, cells, named))
    if isinstance(template, (list, tuple)):
        fills = [compiled(part, columns) for part in template]
        return lambda cells: [text for fill in fills if (text := fill(cells))]
    if name := one_column(template):
        column = columns[name]
        return lambda cells: cells[column].strip()
    first, *parts = PLACE.split(template)
    if not parts:
        return lambda cells: template
    named, after = [columns[name] for name in parts[::2]], parts[1::2]
    if len(named) == 1:  # as in most templates, in half of the time
        (column,), (last,) = named, after
        return lambda cells: f"{first}{text}{last}" if (text := cells[column].strip()) else ""

    def filled(cells: Cells) -> str:
        texts = [cells[column].strip() for column in named]
        if not any(texts):
            return ""
        return first + "".join(map(add, texts, after))

    return filled


def _cells_without(blank: frozenset[str], cells: Cells, named: Sequence[int]) -> Cells:
    """Return the cells of a row, of which some that are named are blank."""
    results = [nth for nth in named if bare_cell(cells[nth].strip()) in blank]
    return ["" if nth in results else cell for nth, cell in enumerate(cells)] if results else cells


def one_column(template: Any) -> str:
    """Return the column that a template is nothing but; nothing if it is more."""
    match = PLACE.fullmatch(template) if isinstance(template, str) else None
    return match[1] if match else ""


class KeyTemplate:
    """The key of a table: from the cells of a row, or from columns of them, to ids."""

    def __init__(self, template: str, columns: ColumnNumbers) -> None:
        first, *parts = PLACE.split(template)
        self._named, after = [columns[name] for name in parts[::2]], parts[1::2]
        self.fill = compiled(template, columns)
        self._ids = _Ids()
        # Only marks stand between cells: each can be folded alone.
        self._folds_each = not as_id("".join((first, *after))) and all(after[:-1])

    def of_row(self, table: str, cells: Cells) -> str:
        """Return the id of the claim of a row of a table; nothing where the key is blank."""
        if self._folds_each:
            parts = filter(None, (self._ids[cells[column]] for column in self._named))
            key = "-".join(parts)
        else:
            key = as_id(self.fill(cells))
        return key and f"{table}-{key}"

    def of_rows(
        self, table: str, rows: Sequence[Cells], columns: Sequence[Sequence[str]]
    ) -> list[str]:
        """Return the ids of the claims of many rows, which are given as columns, too."""
        parts = [*map(self._part, (columns[column] for column in self._named))]
        if not self._folds_each or not all(map(all, parts)):
            return [self.of_row(table, row) for row in rows]
        return [*map("-".join, zip(repeat(table), *parts))]  # the first has no end

    def _part(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the ids that the cells of a column become."""
        text = "".join(cells)
        if text.isalnum() and text.isascii():  # as codes and years are
            return cells if text.isdigit() else [*map(str.lower, cells)]
        return [*map(self._ids.__getitem__, cells)]


class _Ids(dict[str, str]):
    """The ids that cells become, each made once."""

    def __missing__(self, cell: str) -> str:
        if len(self) > _MANY:
            self.clear()
        number = bare_cell(cell)
        is_one = number.isdigit() or (":00" in cell and number != cell)  # or a day
        self[cell] = result = as_id(number if is_one else cell)
        return result
