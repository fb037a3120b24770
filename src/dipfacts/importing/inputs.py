"""A file to import, opened far enough to recognise it."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.foreign_files import is_json_lines, json_lines, refuse_foreign
from dipfacts.model.file_format.tables import Party
from dipfacts.read.files import DANGLING
from dipfacts.read.foreign.own_output import HEAD
from dipfacts.read.foreign.packed_files import first_bytes
from dipfacts.read.rows.csv_files import BadRow, CsvRow, Layout, head_of, layout_of, opened, rows
from dipfacts.read.table.numbers import lost_digits
from dipfacts.text import plain, short

_PLAIN = Layout()

LETTER = re.compile(r"[^\W\d_]")
"""A letter of any script, in a cell that may be a number or a code."""

Rows = Sequence[Mapping[str, str]]
"""Rows of a table, each with its cells by their heads."""
OF_ALL = ("missing", "unit", "decimal", "allow")  # what --map may say of a file of any format
_UNNAMED = re.compile(r"(?:Unnamed: |\.\.\.)[0-9]+|")  # of pandas, and of R
Declared = Mapping[str, Sequence[Party]]
_SEPARATOR = re.compile("sep=.?", re.I)  # which tells Excel what parts cells
_ENDINGS = (".csv", ".tsv", ".txt", ".json")  # before .gz, .zip or another


class NoColumnError(LookupError):
    """A column that a format has and a file lacks."""


class Cells(dict[str, str]):
    """The cells of a row by column."""

    def __missing__(self, column: str) -> str:
        """Raise NoColumnError for a column that the file lacks."""
        raise NoColumnError(column)


def _error_of_world_bank(data: Any) -> dict[str, Any]:
    """Return an error of the World Bank's interface, in a list or two, as others write theirs.

    >>> _error_of_world_bank([{"message": [{"id": "120", "value": "No such thing"}]}])
    {'message': 'No such thing'}
    >>> _error_of_world_bank([{"a": 1}]), _error_of_world_bank(None)
    ({}, {})
    """
    match data:
        case [{"message": [{"value": str(said)}, *_]}]:
            return {"message": said}
    return {}


@dataclass(frozen=True)
class Input:
    """A file: its path, how it is written, its heads; of a JSON file what it holds (`data`)."""

    path: str
    layout: Layout = _PLAIN
    heads: tuple[str, ...] = ()
    data: Any = None
    beside: tuple[Input, ...] = ()  # files that explain this one
    packed: str = ""  # the archive it was unpacked from, if any: it will be gone
    root: str = ""  # the folder that it was unpacked to
    given: dict[str, str] = field(default_factory=dict)  # what --map says
    is_fixed: bool = False  # its format fixes what its columns mean
    is_alone: bool = True  # the one file that is imported
    aside: str = ""  # what its archive holds that is not imported
    published: str = ""  # the day of publication that --published says
    parties: Declared = field(default_factory=dict)
    """The parties that the folder declares to which it is imported, by forms of ids and names."""

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""
        return os.path.basename(self.path)

    @property
    def stem(self) -> str:
        """The name of the file without what says how it is written: with the 1 of v0.1.csv.gz."""
        name, ending = os.path.splitext(self.name)
        while ending and not ending[1:].isdecimal():
            known, (name, ending) = name, os.path.splitext(name)
            if ending.lower() not in _ENDINGS:
                return known
        return f"{name}{ending}"

    @property
    def named_heads(self) -> tuple[str, ...]:
        """The heads but for blank ones, as that of the row numbers which other programs add."""
        return tuple(head for head in self.heads if not _UNNAMED.fullmatch(head))

    @property
    def label(self) -> str:
        """The path that messages name: of an unpacked file the archive, and its name there."""
        return plain(self.inside(self.packed) if self.packed else self.path)

    def inside(self, archive: str) -> str:
        """Return the path of an unpacked file in its archive, behind the path of that."""
        return os.path.join(archive, os.path.relpath(self.path, self.root))

    @property
    def typed(self) -> str:
        """The path that lines to type name: of an unpacked file its name, as it is to be there."""
        return os.path.basename(self.path) if self.packed else self.path

    @property
    def is_empty(self) -> bool:
        """Return whether a file holds no data: a head without rows, or an empty list of them."""
        if self.data is None:
            return not any(True for _ in rows(self.path, self.layout))
        data = self.data if isinstance(self.data, dict) else {"data": self.data}
        results = data.get("results")
        return [] in (data.get("data"), isinstance(results, dict) and results.get("bindings"))

    @property
    def refusal(self) -> str:
        """The words in which an interface refused the query, in place of its data; "" if not."""
        data = self.data if isinstance(self.data, dict) else _error_of_world_bank(self.data)
        holds_more = any(isinstance(it, list) for it in data.values())
        keys = ("error",) if holds_more else ("error", "message", "detail")
        said = next((data[it] for it in keys if data.get(it)), "")
        said = said.get("message") if isinstance(said, dict) else said
        return said if isinstance(said, str) else ""

    @property
    def lines_above(self) -> list[str]:
        """The lines above the head, without what stands between cells at their ends."""
        if not self.layout.skip_lines:
            return []
        with opened(self.path) as stream:
            text = io.TextIOWrapper(stream, self.layout.encoding, errors="replace")
            lines = [text.readline() for _ in range(self.layout.skip_lines)]
            text.detach()
        texts = [line.strip(f'\ufeff"\n\r {self.layout.delimiter}') for line in lines]
        return [it for it in texts if not _SEPARATOR.fullmatch(it)]

    def rows(self) -> Iterator[tuple[CsvRow, Cells]]:
        """Yield the rows that can be read, each with its cells by column, without spaces around.

        Raises QuestionError where a spreadsheet has rounded numbers.
        """
        for row in rows(self.path, self.layout):
            if isinstance(row, CsvRow):
                if any("E+" in cell and lost_digits(cell) for cell in row.cells):
                    raise damaged(self.label, row)
                yield row, Cells(zip(self.heads, map(str.strip, row.cells), strict=True))

    def numbered(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows that can be read, each as its number and its cells by column."""
        return ((row.number, cells) for row, cells in self.rows())

    def is_missing(self, cell: str) -> bool:
        """Return whether a cell holds no number, in every format or because --map says so."""
        return cell in ("", "NA", *self.missing)

    @property
    def missing(self) -> list[str]:
        """The cells that hold no number because --map says so, with commas between them.

        Where a comma stands before decimals, one between digits is part of a cell.
        """
        text, decimal = self.given.get("missing", ""), self.given.get("decimal")
        between = r",(?![0-9])|(?<![0-9])," if decimal == "," else ","
        return re.split(between, text) if text else []

    def bad_rows(self) -> list[BadRow]:
        """Return the rows that cannot be read; JSON has none."""
        results = rows(self.path, self.layout) if self.heads else ()
        return [row for row in results if isinstance(row, BadRow)]


def columns_filled(heads: Iterable[str], rows: Rows) -> tuple[str, ...]:
    """Return the columns that hold something, as they are named; of one cell alone with that."""
    each = {it: {row[it].strip() for row in rows} for it in heads}
    return tuple(
        plain(f"{it} ({short(next(iter(cells)))})" if len(cells) == 1 else it)
        for it, cells in each.items()
        if any(cells)
    )


def damaged(label: str, row: CsvRow) -> QuestionError:
    """Return the error for a file that a spreadsheet has saved, with the first rounded number."""
    cell = next(cell for cell in row.cells if lost_digits(cell))
    message = f"{label}:{row.line}: {plain(cell)} has lost its digits"
    return QuestionError(message, "a spreadsheet has saved the file: take it as it was published")


def open_input(path: str, packed: str = "", root: str = "") -> Input:
    """Return a CSV or JSON file, opened; `packed` is the archive that it comes from, if any.

    That was unpacked to a folder, `root`.
    Raises QuestionError for what is no such file.
    """
    named = Input(path, packed=packed, root=root)
    label = named.label
    try:
        with opened(path) as stream:
            start = first_bytes(stream, HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _cut_off(label) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        hint = "check its permissions" if isinstance(error, PermissionError) else "name a file"
        if isinstance(error, FileNotFoundError) and os.path.islink(path):
            hint = DANGLING
        name = label or "an empty name"
        raise QuestionError(f"{name} cannot be read: {reason}", hint) from None
    refuse_foreign(path, label, start, named.typed)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return replace(named, data=_json(named))
    try:
        layout = layout_of(path)
    except (OSError, EOFError, zlib.error):
        raise _cut_off(label) from None
    return replace(named, layout=layout, heads=tuple(head_of(path, layout)))


def _cut_off(label: str) -> QuestionError:
    return QuestionError(f"{label} cannot be unpacked to its end", "download it again")


def _json(file: Input) -> Any:
    import json  # lazy: only for files of JSON
    from decimal import Decimal

    try:
        with opened(file.path) as stream:
            text = stream.read().decode("utf-8-sig")
        if not is_json_lines(file.path, text):
            return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise QuestionError(f"{file.label} is not whole JSON", "download it again") from None
    raise json_lines(file.typed, file.label)
