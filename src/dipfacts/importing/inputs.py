"""A file to import, opened far enough to recognise it; and files that cannot be one, told apart."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.workbooks import by_pandas, converted
from dipfacts.model.tables import Party
from dipfacts.read.csv_files import (
    BadRow,
    CsvRow,
    Layout,
    encoding_told,
    head_of,
    layout_of,
    opened,
    rows,
)
from dipfacts.read.files import DANGLING
from dipfacts.read.numbers import lost_digits
from dipfacts.read.own_output import DATABASE, HEAD, is_exported_database, is_of_export, own_output
from dipfacts.read.packed_files import packing, pointer
from dipfacts.text import plain, short, typed_path

_CONVERT = {
    ".parquet": ("Parquet", "read_parquet(sys.argv[1])"),
    ".dta": ("Stata", "read_stata(sys.argv[1], convert_categoricals=False)"),
    ".sav": ("SPSS", "read_spss(sys.argv[1], convert_categoricals=False)"),
}
_PACKED, _OLD = b"PK\3\4", b"\xd0\xcf\x11\xe0"  # with which workbooks begin
_TEXT_TOO = (".xls", ".xlsx")  # as some name a text that a spreadsheet opens
_R = (".rda", ".rdata", ".rds")
_PLAIN = Layout()

LETTER = re.compile(r"[^\W\d_]")
"""A letter of any script, in a cell that may be a number or a code."""

Rows = Sequence[Mapping[str, str]]
"""Rows of a table, each with its cells by their heads."""
OF_ALL = ("missing", "unit", "decimal", "allow")  # what --map may say of a file of any format
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # marks of an encoding, and white space
_UNNAMED = re.compile(r"(?:Unnamed: |\.\.\.)[0-9]+|")  # of pandas, and of R
Declared = Mapping[str, Sequence[Party]]
_ENDINGS = (".csv", ".tsv", ".txt", ".json")  # before .gz, .zip or another
_JSON_LINES = (".jsonl", ".ndjson")
_NO_TABLE = {b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"<?xml": "XML"}
_SDMX = (b"sdmx", b"GenericData", b"StructureSpecific")
SDMX_AS_CSV = "download SDMX-CSV: with format=csv or format=SDMX-CSV, as the provider explains"


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
        return plain(os.path.join(self.packed, self.name) if self.packed else self.path)

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
        return [line.strip(f'\ufeff"\n\r {self.layout.delimiter}') for line in lines]

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


def open_input(path: str, packed: str) -> Input:
    """Return a CSV or JSON file, opened; `packed` is the archive that it comes from, if any.

    Raises QuestionError for what is no such file.
    """
    label = Input(path, packed=packed).label
    try:
        with opened(path) as stream:
            start = stream.read(HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _cut_off(label) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        hint = "check its permissions" if isinstance(error, PermissionError) else "name a file"
        if isinstance(error, FileNotFoundError) and os.path.islink(path):
            hint = DANGLING
        named = label or "an empty name"
        raise QuestionError(f"{named} cannot be read: {reason}", hint) from None
    _refuse_foreign(path, label, start)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Input(path, data=_json(path, label), packed=packed)
    try:
        layout = layout_of(path)
    except (OSError, EOFError, zlib.error):
        raise _cut_off(label) from None
    return Input(path, layout, tuple(head_of(path, layout)), packed=packed)


def _cut_off(label: str) -> QuestionError:
    return QuestionError(f"{label} cannot be unpacked to its end", "download it again")


def _refuse_foreign(path: str, label: str, start: bytes) -> None:
    """Raise QuestionError for what is no text, with the line that converts it; and for no data."""
    ending = os.path.splitext(path)[1].lower()
    if unfetched := pointer(start):
        raise QuestionError(f"{label} is {unfetched[0]}", unfetched[1])
    if not start.strip(_BLANK):
        raise QuestionError(f"{label} is empty", "download it again")
    _refuse_copies(path, label, start)
    name = os.path.basename(path)
    csv = f"{os.path.splitext(name)[0]}.csv"
    is_workbook = start.startswith((_PACKED, _OLD))
    workbook = converted(path, ending) if is_workbook or ending not in _TEXT_TOO else None
    if workbook:
        raise QuestionError(f"{label} is {workbook[0]}", workbook[1])
    if ending in _CONVERT:
        program, call = _CONVERT[ending]
        line = by_pandas(f"{call}.to_csv(sys.argv[2], index=False)", name, csv)
        raise QuestionError(f"{label} is a file of {program}", f"convert it first: {line}")
    if ending in _R:
        read = "readRDS(f[1])" if ending == ".rds" else "get(load(f[1]))"
        write = f'f <- commandArgs(TRUE); write.csv({read}, f[2], row.names = FALSE, na = "")'
        line = f"Rscript -e '{write}' {typed_path(name)} {typed_path(csv)}"
        raise QuestionError(f"{label} is a file of R", f"convert it first: {line}")
    if start.startswith(_OLD) or (is_workbook and b"[Content_Types].xml" in start):
        named = "xls" if start.startswith(_OLD) else "xlsx"
        raise QuestionError(f"{label} is a file of Excel", f"give it a name that ends in .{named}")
    if ending == ".zip" and start.startswith(b"PK"):
        raise QuestionError(f"{label} is a broken archive", "download it again")
    if start.startswith(_PACKED):
        raise QuestionError(f"{label} is an archive", "give it a name that ends in .zip")
    if results := packing(start, path):
        raise QuestionError(f"{label} is {results[0]}", results[1])
    if start.startswith(DATABASE):
        line = f"sqlite3 -header -csv {typed_path(name)} 'SELECT * FROM TABLE' > {typed_path(csv)}"
        raise QuestionError(f"{label} is a SQLite file", f"write a TABLE of it as CSV: {line}")
    _refuse_documents(label, start)


def _refuse_copies(path: str, label: str, start: bytes) -> None:
    """Raise QuestionError for an answer or an export of dipfacts."""
    own = own_output(start.decode("utf-8", "replace"))
    if is_exported_database(start):
        own = "an export of dipfacts"
    elif "export" not in own and is_of_export(path):
        own = "of an export of dipfacts"
    if own:
        hint = "it is a copy of claims: ask the TOML that it was made from, with -f"
        raise QuestionError(f"{label} is {own}", hint)


def _refuse_documents(label: str, start: bytes) -> None:
    """Raise QuestionError for a page or a picture, and for what is no text."""
    for beginning, kind in _NO_TABLE.items():
        if start.removeprefix(b"\xef\xbb\xbf").startswith(beginning):
            if kind == "XML" and any(it in start for it in _SDMX):
                raise QuestionError(f"{label} is SDMX in XML", SDMX_AS_CSV)
            raise QuestionError(f"{label} is {kind}", "download the data as CSV or JSON")
    if start.lstrip().lower().startswith((b"<!doctype", b"<html")):
        hint = "it may be a page of log-in or of an error: download the data again"
        raise QuestionError(f"{label} is a web page, not data", hint)
    if b"\0" in start and not encoding_told(start):
        raise QuestionError(f"{label} is no text", "name a file of CSV or JSON")


def _json(path: str, label: str) -> Any:
    import json  # lazy: only for files of JSON
    from decimal import Decimal

    try:
        with opened(path) as stream:
            text = stream.read().decode("utf-8-sig")
        if not _is_lines(path, text):
            return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise QuestionError(f"{label} is not whole JSON", "download it again") from None
    name = os.path.basename(path)
    lines = "open(sys.argv[1], encoding='utf-8-sig')"  # numbers stay as they are written
    records = f"[json.loads(it, parse_int=str, parse_float=str) for it in {lines} if it.strip()]"
    program = f"import json; json_normalize({records}).to_csv(sys.argv[2], index=False)"
    line = by_pandas(program, name, f"{os.path.splitext(name)[0]}.csv")
    raise QuestionError(f"{label} is JSON Lines, a record a line", f"convert it first: {line}")


def _is_lines(path: str, text: str) -> bool:
    """Return whether a text has an object a line, by its first two; of one line by its name."""
    import json  # lazy: only for files of JSON

    first, _, rest = text.strip().partition("\n")
    second = rest.lstrip().partition("\n")[0]
    if not (second or path.lower().endswith(_JSON_LINES)):
        return False
    try:
        return all(isinstance(json.loads(it), dict) for it in (first, second) if it)
    except (ValueError, RecursionError):
        return False
