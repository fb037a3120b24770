"""The rows of a CSV file as the keys of claims, by the templates of a `[[table]]`.

Nothing is dropped silently: a row (or a wide table's cell) is a claim, left out, or a problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Literal

import msgspec

from dipfacts.errors import FactBaseError, Problem
from dipfacts.model.file_format.csv_table import NO_PART, CsvTable, templates
from dipfacts.model.file_format.tables import TABLES
from dipfacts.model.periods.period import is_period
from dipfacts.read.rows import table_templates
from dipfacts.read.rows.csv_files import AnyRow, BadRow, Layout, TagRow, layout_of
from dipfacts.read.rows.date_cells import with_wrong_cell
from dipfacts.read.rows.table_templates import Cells, KeyTemplate, conditions, filling, one_column
from dipfacts.read.rows.wide_columns import range_faults, wide_columns
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.numbers import NumberError, one_of
from dipfacts.read.table.numbers import number as number_of
from dipfacts.read.table.positions import Where, key_in, values_of
from dipfacts.read.table.rules import PERIOD_KEYS, convert
from dipfacts.read.table.table_rules import places, table_faults
from dipfacts.read.table.validation import faults_of
from dipfacts.record import Record
from dipfacts.remedy import AnyRemedy, LeaveRowOut, LongerKey, Remedy
from dipfacts.text import bare_cell, did_you_mean, plain, short

Why = Literal["missing", "skip", "where", "tags"]
"""The key of a table that leaves a row out; or it is one of tags."""

_CELL = ("column", "cell")  # what a wide table adds to the columns
_COMPARED = 100  # columns named for which near ones are sought, where the file has them not


class TableClaim(Record, frozen=True):
    """A claim of a row: the line and number of the row, and the claim's keys.

    `nth` counts from 0 the rows, or the cells of a wide table, that might be claims.
    """

    line: int
    number: int
    keys: dict[str, Any]
    nth: int = 0


class LeftOut(Record, frozen=True):
    """A row, or a cell of one, that is no claim: why, by which column and which of its values."""

    line: int
    number: int
    why: Why
    column: str = ""
    value: str = ""


class WrongRow(Record, frozen=True):
    """A row, or a cell of one, that cannot be read: everything that is wrong with it.

    `keys` are those of its claim that can be read, `nth` as in TableClaim.
    """

    problems: list[Problem]
    keys: dict[str, Any] | None = None
    nth: int = 0


Outcome = TableClaim | LeftOut | WrongRow


class TableError(FactBaseError):
    """A table that does not fit its file, as `faults` in the keys of the table."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        super().__init__([fault.problem(file, 1) for fault in faults])
        self.faults = faults


def layout(table: CsvTable, path: str) -> Layout:
    """Return the layout of the file of a table: as declared; delimiter and head as recognised."""
    return layout_of(path, table.encoding or "utf-8", table.delimiter, table.skip_lines)


def declared(raw: dict[str, Any], file: str = "a table") -> CsvTable:
    """Return a `[[table]]` as it is written in TOML for a file.

    Raises FactBaseError where it is wrong.
    """
    raw = {"file": "table.csv", **raw}
    if faults := faults_of("table", raw) or table_faults(raw):
        raise FactBaseError([fault.problem(file) for fault in faults])
    table: Any = convert("table", [raw])[0]
    return table  # type: ignore[no-any-return]  # a CsvTable


class TableReader:
    """A reader of the rows of a file with given heads as the claims of a table.

    `fill` has a function for each key that the table gives, from the cells of a row to its value;
    `plain` has the column of those keys that are nothing but one column.
    `fewest` is the number of parties that each figure must have.
    `wide` are the columns with a claim each: their rows have two more cells, the name of the column
    and its cell.
    """

    def __init__(self, table: CsvTable, heads: list[str], file: str) -> None:
        """Take a table. Raises TableError if it names a column that the file has not."""
        self.table, self.file = table, file
        self.wide = wide_columns(table, heads) if table.columns else ()
        self._given = given = templates(table)
        named = _columns_named(table, given, self.wide)
        if faults := [*range_faults(table, heads)] or [*_no_columns(named, bool(self.wide), heads)]:
            raise TableError(file, faults)
        # Each cell of a wide table is read with the cells beside it that are named, and no others.
        beside = {name for where, name in named if where != "columns"}
        kept = [name for name in heads if name in beside] if self.wide else heads
        self._places = table_templates.places_of(tuple(heads))
        self._decides = _first_columns(given, table.key)
        self._beside = [self._places[name] for name in kept]
        self._cells = [(name, self._places[name]) for name in self.wide]
        self.columns = table_templates.places_of((*kept, *(_CELL if self.wide else ())))
        self.missing = frozenset(table.missing)
        self._is_missing = one_of(self.missing, table.decimal)
        blank = _blank(table, given)
        self._optional = {key for key, cells in blank.items() if cells}
        self.plain = _plain(given, self.columns, blank)
        self.fill = {key: filling(key, it, self.columns, blank[key]) for key, it in given.items()}
        self._key = KeyTemplate(table.key, self.columns) if table.key else None
        self._required = _required(table.claim)
        self.fewest = len(given.get("parties", ())) if table.claim == "figure" else 0
        self._where = conditions(table.where, self.columns)
        self._skip = conditions(table.skip, self.columns)

    def read(self, row: AnyRow) -> Iterator[Outcome]:
        """Yield the claim of a row, of a wide table one a cell; or why there is none."""
        if isinstance(row, TagRow):
            yield LeftOut(row.line, 0, "tags")
        elif isinstance(row, BadRow):
            yield self._wrong(row.line, 0, [Fault("", "row", row.message, row.remedy)], None)
        else:
            for nth, cells in enumerate(self.cells_of(row.cells)):
                yield self.outcome(row.line, row.number, cells, nth)

    def cells_of(self, cells: Cells) -> Iterator[Cells]:
        """Yield the cells that each claim of a row is made of."""
        if not self.wide:
            yield cells
            return
        beside = [cells[nth] for nth in self._beside]
        for column, nth in self._cells:
            yield [*beside, column, cells[nth]]

    def outcome(self, line: int, number: int, cells: Cells, nth: int) -> Outcome:
        """Return the claim of a row, or of its `nth` wide column; or why there is none."""
        column = self.wide[nth] if self.wide else ""
        if chosen_not := self.not_chosen(line, number, cells):
            return chosen_not
        keys: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, fill in self.fill.items():
            text = fill(cells)
            if key == "value":
                if self._is_missing(text):
                    if faults or ("absent" in self.fill and self.fill["absent"](cells)):
                        continue
                    return LeftOut(line, number, "missing", column, text)
                try:
                    keys[key] = number_of(text, self.table.decimal, self.table.scale)
                except NumberError as error:
                    faults.append(Fault(key, "row", f"value: {error.message}", error.remedy))
            elif self._lacks(key, text):
                remedy = Remedy.of("fill it in, or ", LeaveRowOut(key))
                message = f"one of {key} is blank" if text else f"{key} is blank"
                faults.append(Fault(key, "row", message, remedy))
            elif text:
                keys[key] = text
            elif key == "absent" and "value" not in self.fill and not faults:
                return LeftOut(line, number, "missing", column)
        keys["id"] = self._id(number, nth, cells)
        if not keys["id"]:
            faults.append(self._no_id(cells))
        if faults:
            return self._wrong(line, nth, [*faults, *self._other_faults(keys)], keys)
        keys.setdefault("locator", f"row {number}")
        if self.table.allow:
            keys["allow"] = self.table.allow
        return TableClaim(line, number, keys, (number - 1) * (len(self.wide) or 1) + nth)

    def _lacks(self, key: str, text: Any) -> bool:
        """Return whether a key that must be there is blank, or a party of a figure.

        Without its partner a figure would be a total.
        """
        return len(text) < self.fewest if key == "parties" else not text and key in self._required

    def _no_id(self, cells: Cells) -> Fault:
        """Return the fault of a row whose key makes no id."""
        text = short(self._key.fill(cells)) if self._key else ""
        what = "letter from a to z or digit" if any(map(str.isalnum, text)) else "letter or digit"
        message = f'key "{text}" has no {what}' if text else "key is blank"
        return Fault(
            "id", "row", message, "fill it in, name another column in key, or leave the row out"
        )

    def _other_faults(self, keys: dict[str, Any]) -> Iterator[Fault]:
        """Yield the faults in the keys that a faulty row has; what it lacks is told already."""
        rest = keys.keys() - {"id"}
        results = faults_of(self.table.claim, keys, typed=False)
        return (fault for fault in results if key_in(fault.where) in rest)

    def not_chosen(self, line: int, number: int, cells: Cells) -> LeftOut | None:
        """Return why `where` or `skip` leaves a row out, if they do."""
        for name, fill, is_one in self._where:
            if not is_one(text := fill(cells)):
                return LeftOut(line, number, "where", name, text)
        for name, fill, is_one in self._skip:
            if is_one(text := fill(cells)):
                return LeftOut(line, number, "skip", name, text)
        return None

    def ids(
        self,
        numbers: Sequence[int],
        nths: Sequence[int],
        rows: Sequence[Cells],
        columns: Sequence[Sequence[str]],
    ) -> list[str]:
        """Return the ids of many claims, of which rows are given as columns, too."""
        if self._key:
            return self._key.of_rows(self.table.id, rows, columns)
        return [*map(self._id, numbers, nths, rows)]

    def _id(self, number: int, nth: int, cells: Cells) -> str:
        """Return the id of a claim; nothing where its key is blank."""
        if self._key:
            return self._key.of_row(self.table.id, cells)
        number_ = as_id(f"{number}-{self.wide[nth]}") if self.wide else str(number)
        return f"{self.table.id}-{number_}"

    def column(self, where: Where, nth: int) -> int:
        """Return the number of the column that decides a key of a claim; the first if none does.

        Of a wide table it is that of the claim at this place, if that is named.
        """
        name = self._decides.get(key_in(where), "")
        if name in _CELL and self.wide:
            name = self.wide[nth % len(self.wide)]
        return self._places.get(name, 0) + 1

    def faulty(self, claim: TableClaim) -> WrongRow | None:
        """Return the faults of the keys of a claim, if there are any."""
        faults = faults_of(self.table.claim, claim.keys, typed=False)
        return self._wrong(claim.line, claim.nth, faults, claim.keys) if faults else None

    def _wrong(
        self, line: int, nth: int, faults: list[Fault], keys: dict[str, Any] | None
    ) -> WrongRow:
        """Return the faults of a row in the order of their columns."""
        given = self._given, keys or {}, self._optional
        faults = [with_wrong_cell(it, *given) for it in faults]
        placed = sorted(((self.column(it.where, nth), it) for it in faults), key=itemgetter(0))
        problems = [it.problem(self.file, line, column) for column, it in placed]
        return WrongRow(problems, keys, nth)


def unrepeated(outcome: Outcome, lines: dict[str, int], file: str) -> Outcome:
    """Return an outcome, or the problem that another line has its id: `lines` keeps them."""
    if not isinstance(outcome, TableClaim):
        return outcome
    id_ = outcome.keys["id"]
    first = lines.setdefault(id_, outcome.line)
    if first == outcome.line:
        return outcome
    message = f'"{id_}" is the id of line {first}, too'
    return WrongRow([row_problem(file, outcome.line, message, Remedy.of(LongerKey(first)), id_)])


def row_problem(file: str, line: int, message: str, remedy: AnyRemedy, *subject: str) -> Problem:
    """Return the problem of a row that is not right as a whole."""
    return Problem(file, line, 1, "row", message, remedy, subject=subject)


@cache
def _required(claim: str) -> frozenset[str]:
    """Return the keys that a claim of a type must have, and both ends of its direction."""
    fields = msgspec.structs.fields(TABLES[claim])
    return frozenset(it.encode_name for it in fields if it.required) | {"from", "to"}


def _blank(table: CsvTable, given: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return those of the cells that are `missing` which are blank, for each key.

    All for dates not required; words for the whole for a scope: another part, not known, is none.
    """
    dates = {*PERIOD_KEYS} - _required(table.claim)
    of = dict.fromkeys(dates, ("", *map(bare_cell, table.missing)))
    of["scope"] = tuple(cell for cell in table.missing if cell.lower() in NO_PART)
    return {key: frozenset(of.get(key, ())) for key in given}


def _plain(
    given: dict[str, Any], columns: dict[str, int], blank: dict[str, frozenset[str]]
) -> dict[str, int]:
    """Return the column of each key that is its cell alone, unless that may be a missing one."""
    alone = {key: name for key, it in given.items() if (name := one_column(it))}
    read = {key for key in alone if any(map(bool if key == "scope" else is_period, blank[key]))}
    return {key: columns[it] for key, it in alone.items() if key not in read}


def _columns_named(
    table: CsvTable, given: dict[str, Any], wide: tuple[str, ...]
) -> list[tuple[Where, str]]:
    """Return each column that a table names, after where it does."""
    named: list[tuple[Where, str]] = [("columns", column) for column in wide]
    for key, template in (*given.items(), ("key", table.key)):
        for where, text in values_of(key, template):
            named += [(where, column) for column in places(text)]
    for key in ("where", "skip"):
        named += [(key, it) for text in getattr(table, key) for it in places(text) or [text]]
    return named


def _first_columns(given: dict[str, Any], key: str | None) -> dict[str, str]:
    """Return the column that decides each key that a table gives: the first that it names."""
    texts = [(name, it) for name, value in given.items() for _, it in values_of(name, value)]
    named = ((name, places(text)) for name, text in (*texts, ("id", key or "")))
    return {name: columns[0] for name, columns in named if columns}


def _no_columns(named: list[tuple[Where, str]], is_wide: bool, heads: list[str]) -> Iterator[Fault]:
    """Yield a fault for each column that is named and the file has not, or has twice."""
    known, times = [*heads, *(_CELL if is_wide else ())], Counter(heads)
    there = {*known}
    for nth, (where, column) in enumerate(dict.fromkeys(named)):
        if column not in there:
            compared = known if nth < _COMPARED else ()
            hint = did_you_mean(column, compared, f"it has {', '.join(map(plain, heads[:8]))}")
            yield Fault(where, "no-column", f'the file has no column "{plain(column)}"', hint)
        elif times[column] > 1:
            message = f'the file has {times[column]} columns "{plain(column)}"'
            yield Fault(where, "no-column", message, "give each column a name of its own")
