"""Read a `[[table]]`: the rows of a CSV file as the keys of claims.

The meaning of tables, row by row. Nothing is dropped silently: a row (of a wide table a cell) is a
claim, or is left out for a reason, or is a problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from dipfacts.errors import FactBaseError, Problem
from dipfacts.model.csv_table import OWN_KEYS, CsvTable, Declared, Values
from dipfacts.model.tables import TABLES
from dipfacts.read.csv_files import AnyRow, BadRow, Layout, Row, TagRow, head_of, layout_of, rows
from dipfacts.read.numbers import NumberError, number
from dipfacts.text import did_you_mean, plain

Cells = dict[str, str]
_PLACE = re.compile(r"\{([^{}]*)\}")
_CELL = ("column", "cell")  # what a wide table adds to the columns


class TableClaim(NamedTuple):
    """A claim of a row: the line and number of the row, and the claim's keys."""

    line: int
    number: int
    keys: dict[str, Any]


class LeftOut(NamedTuple):
    """A row, or a cell of one, that is no claim: why, by which column and which of its values.

    `why` is missing, skip, where or tags.
    """

    line: int
    number: int
    why: str
    column: str = ""
    value: str = ""


Outcome = TableClaim | LeftOut | Problem


def declared(raw: dict[str, Any]) -> Declared:
    """Return a `[[table]]` as it is written in TOML. Raises FactBaseError where it is wrong."""
    own = {key: value for key, value in raw.items() if key in OWN_KEYS}
    try:
        table = msgspec.convert(own, CsvTable, strict=False)
    except msgspec.ValidationError as error:
        raise _wrong(raw, str(error), "see docs/fact-base.md") from None
    templates = {key: value for key, value in raw.items() if key not in OWN_KEYS}
    fields = TABLES[table.claim].__struct_fields__
    known = [("from" if key == "from_" else key) for key in fields]
    for key in templates:
        if key not in known:
            message = f'"{plain(key)}" is no key of a table of {table.claim}s'
            raise _wrong(raw, message, did_you_mean(key, [*OWN_KEYS, *known]))
    return Declared(table, templates)


def _wrong(raw: dict[str, Any], message: str, hint: str) -> FactBaseError:
    file = plain(str(raw.get("file", "a table")))
    return FactBaseError([Problem(file, 0, 0, "table", message, hint)])


def layout(table: CsvTable, path: str) -> Layout:
    """Return how the file of a table is written: as declared, else as its bytes tell."""
    seen = layout_of(path)
    encoding = table.encoding or seen.encoding
    return Layout(
        "utf-8-sig" if encoding == "utf-8" else encoding,
        table.delimiter or seen.delimiter,
        table.skip_lines or seen.skip_lines,
    )


def outcomes(table: Declared, path: str) -> Iterator[Outcome]:
    """Yield what each row of the file of a table is. Raises FactBaseError for a wrong table."""
    written = layout(table.own, path)
    reader = TableReader(table, head_of(path, written), plain(path))
    for row in rows(path, written):
        yield from reader.read(row)


class TableReader:
    """Reads the rows of a file with given heads as the claims of a table."""

    def __init__(self, table: Declared, heads: list[str], file: str) -> None:
        """Take a table. Raises FactBaseError if it names a column that the file has not."""
        self.table, self.file = table.own, file
        self._heads = heads
        self._lines: dict[str, int] = {}
        self._wide = _columns(self.table, heads) if self.table.columns else ()
        known = [*heads, *(_CELL if self._wide else ())]
        chosen = [*self.table.where, *self.table.skip]
        named = [column for text in chosen for column in _places(text) or [text]]
        named += [*_named(table.templates), *self._wide, *_places(self.table.key or "")]
        for column in named:
            if column not in known:
                hint = did_you_mean(column, known, f"it has {', '.join(map(plain, heads[:8]))}")
                message = f'the file has no column "{plain(column)}"'
                raise FactBaseError([Problem(file, 1, 0, "no-column", message, hint)])
        self._templates = {key: _compiled(value) for key, value in table.templates.items()}
        self._required = _required(self.table.claim)
        self._key = _compiled(self.table.key) if self.table.key else None
        self._where = _conditions(self.table.where)
        self._skip = _conditions(self.table.skip)

    def read(self, row: AnyRow) -> Iterator[Outcome]:
        """Yield the claim of a row, of a wide table one a cell; or why there is none."""
        if isinstance(row, TagRow):
            yield LeftOut(row.line, 0, "tags")
        elif isinstance(row, BadRow):
            yield self._problem(row.line, row.message, row.hint)
        else:
            cells = dict(zip(self._heads, row.cells, strict=True))
            left_out = self._chosen(row, cells)
            for column in self._wide or ("",):
                if column:
                    cells["column"], cells["cell"] = column, cells[column]
                yield left_out or self._claim(row, cells, column)

    def _chosen(self, row: Row, cells: Cells) -> LeftOut | None:
        for column, fill, values in self._where:
            if (text := fill(cells)) not in values:
                return LeftOut(row.line, row.number, "where", column, text)
        for column, fill, values in self._skip:
            if (text := fill(cells)) in values:
                return LeftOut(row.line, row.number, "skip", column, text)
        return None

    def _claim(self, row: Row, cells: Cells, column: str) -> Outcome:
        keys: dict[str, Any] = {}
        for key, fill in self._templates.items():
            text = fill(cells)
            if key == "value":
                if text.strip() in self.table.missing:
                    return LeftOut(row.line, row.number, "missing", column, text.strip())
                try:
                    keys[key] = number(text, self.table.decimal, self.table.scale)
                except NumberError as error:
                    return self._problem(row.line, f"value: {error.message}", error.hint)
            elif text:
                keys[key] = text
            elif key in self._required:
                hint = f"fill it in, or leave the row out: skip = {{ … }} for its {key}"
                return self._problem(row.line, f"{key} is blank", hint)
        suffix = self._key(cells) if self._key else f"{row.number}-{column}".strip("-")
        keys["id"] = f"{self.table.id}-{as_id(suffix)}"
        keys.setdefault("locator", f"row {row.number}")
        first = self._lines.setdefault(keys["id"], row.line)
        if first != row.line:
            message = f'"{keys["id"]}" is the id of line {first}, too'
            return self._problem(row.line, message, "add a column to the key of the table")
        return TableClaim(row.line, row.number, keys)

    def _problem(self, line: int, message: str, hint: str) -> Problem:
        return Problem(self.file, line, 0, "row", message, hint)


def as_id(text: str) -> str:
    """Return a text in the characters of an id.

    >>> as_id("AZE–2010/Q1")
    'aze-2010-q1'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@cache
def _required(claim: str) -> frozenset[str]:
    """Return the keys that a claim of a type must have, and both ends of its direction."""
    fields = msgspec.structs.fields(TABLES[claim])
    return frozenset(it.encode_name for it in fields if it.required) | {"from", "to"}


def _columns(table: CsvTable, heads: list[str]) -> tuple[str, ...]:
    """Return the columns of a wide table that hold a claim each: a list, or the years A..B."""
    if not isinstance(table.columns, str):
        return table.columns or ()
    first, dots, last = table.columns.partition("..")
    if not dots:
        return (first,)
    if first.isdigit() and last.isdigit():
        return tuple(
            head for head in heads if head.isdigit() and int(first) <= int(head) <= int(last)
        )
    if first in heads and last in heads:
        return tuple(heads[heads.index(first) : heads.index(last) + 1])
    return (first, last)  # one is not there, which is told


def _places(text: str) -> list[str]:
    return _PLACE.findall(text)


def _conditions(chosen: Values) -> list[tuple[str, Callable[[Cells], Any], frozenset[str]]]:
    """Return the conditions of `where` or `skip`: a column or a template, and its values."""
    return [
        (column, _compiled(column if _places(column) else f"{{{column}}}"), frozenset(values))
        for column, values in chosen.items()
    ]


def _named(templates: dict[str, Any]) -> Iterator[str]:
    for template in templates.values():
        for part in template if isinstance(template, (list, tuple)) else (template,):
            yield from _places(part) if isinstance(part, str) else ()


def _compiled(template: Any) -> Callable[[Cells], Any]:
    """Return a function from the cells of a row to what a template becomes with them."""
    if isinstance(template, (list, tuple)):
        parts = [_compiled(part) for part in template]
        return lambda cells: [text for part in parts if (text := part(cells))]
    if not isinstance(template, str):
        return lambda cells: str(template)
    texts = _PLACE.split(template)
    if texts[0] == "" and len(texts) == 3 and texts[2] == "":
        column = texts[1]
        return lambda cells: cells[column].strip()
    return lambda cells: "".join(
        cells[text].strip() if nth % 2 else text for nth, text in enumerate(texts)
    )


def tally(found: Iterable[Outcome]) -> tuple[int, dict[LeftOut, int], list[Problem]]:
    """Return the number of claims, of what is left out by reason, and the problems."""
    claims, left_out, problems = 0, {}, []  # type: ignore[var-annotated]  # it is told below
    for outcome in found:
        if isinstance(outcome, TableClaim):
            claims += 1
        elif isinstance(outcome, LeftOut):
            reason = outcome._replace(line=0, number=0)
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            problems.append(outcome)
    return claims, left_out, problems
