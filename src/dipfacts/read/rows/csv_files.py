"""CSV and TSV files, plain or .gz, read in a stream: from bytes to rows with their lines.

What a file leaves open (encoding, delimiter, lines before the head) is recognised by `layout_of`.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import dropwhile, islice, takewhile
from typing import IO

from dipfacts.read.files import regular
from dipfacts.record import Record
from dipfacts.remedy import AnyRemedy, Encoding, Remedy

DELIMITERS = (",", ";", "\t", "|")
LINE_END = re.compile("\r\n|\r|\n")
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BEGINNINGS = (
    (re.compile(b"\xef\xbb\xbf"), "utf-8-sig"),
    (re.compile(b"\xff\xfe\0\0|\0\0\xfe\xff"), "utf-32"),
    (re.compile(b"\xff\xfe|\xfe\xff"), "utf-16"),
    (re.compile(b"(?:[\t -~]\0){2}"), "utf-16-le"),  # without a mark
    (re.compile(b"(?:\0[\t -~]){2}"), "utf-16-be"),
)
_AT_ONCE = 1 << 20
_SAMPLE = 50  # records that tell how wide the table is
_ABOVE = 3  # records above a table with few rows, which is wider
_SAMPLED = 1 << 18  # bytes in which they are looked for
_NO_HEAD = "write one; where headers were merged, write in each what it is of, such as 2022 Q1"
_LIMIT = 1 << 24  # of a cell, in characters

csv.field_size_limit(max(csv.field_size_limit(), _LIMIT))


class Layout(Record, frozen=True):
    """The layout of a file: its encoding, its delimiter, and the lines before its head."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    skip_lines: int = 0


class CsvRow(Record, frozen=True):
    """A row of a table: its line in the file, its number among the rows, and its cells."""

    line: int
    number: int
    cells: list[str]


class BadRow(Record, frozen=True):
    """A row that cannot be read: its line, its number among the rows, why, and the remedy."""

    line: int
    number: int
    message: str
    remedy: AnyRemedy


class TagRow(Record, frozen=True):
    """A second line of heads, of tags such as #country+name: it holds no data."""

    line: int
    number: int = 0


AnyRow = CsvRow | BadRow | TagRow
SampleLines = list[tuple[int, list[str]]]
"""The first records of a file, each with the number of lines before it."""


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open the bytes of a file; of a .gz file those that it holds."""
    with open(path, "rb", opener=regular) as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        if not packed:
            yield stream
            return
        with gzip.open(stream, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]  # it reads as any file of bytes does


def layout_of(
    path: str,
    encoding: str | None = None,
    delimiter: str | None = None,
    skip_lines: int | None = None,
) -> Layout:
    """Return the layout of a file: as given, and for the rest as its bytes tell.

    Without an encoding the whole file is looked at: what is no UTF-8 is taken for ISO-8859-1, or
    for Windows-1252 where it has what that adds.
    """
    with opened(path) as stream:
        start = stream.read(_SAMPLED)
        encoding = encoding_told(start) or encoding
        if not encoding:
            stream.seek(0)
            encoding = _encoding(iter(lambda: stream.read(_AT_ONCE), b""))
    return _layout(start, encoding, delimiter, skip_lines)


@lru_cache(maxsize=16)  # of a file of very many columns there may be as many tables
def _layout(start: bytes, encoding: str, delimiter: str | None, skip: int | None) -> Layout:
    text = start.decode(encoding, "replace")
    text = text if skip is None else _after_lines(text, skip)
    samples = {it: _sample(text, it) for it in ((delimiter,) if delimiter else DELIMITERS)}
    delimiter = max(samples, key=lambda it: _evenness(samples[it]))
    return Layout(encoding, delimiter, _preamble(samples[delimiter]) if skip is None else skip)


def _after_lines(text: str, lines: int) -> str:
    """Return a text without its first lines."""
    return "".join(line[0] for line in islice(_LINE.finditer(text), lines, None))


def encoding_told(start: bytes) -> str:
    """Return the encoding that the first bytes of a file tell by a mark, or by their zeros."""
    return next((name for mark, name in _BEGINNINGS if mark.match(start)), "")


def _encoding(parts: Iterable[bytes]) -> str:
    from codecs import getincrementaldecoder  # lazy: only to look a file over

    decoder = getincrementaldecoder("utf-8")()
    valid, windows = True, False
    for part in parts:
        try:
            valid = valid and decoder.decode(part) is not None
        except UnicodeDecodeError:
            valid = False
        windows = windows or any(byte in part for byte in range(0x80, 0xA0))
    return "utf-8" if valid else "cp1252" if windows else "iso-8859-1"


def _evenness(records: SampleLines) -> tuple[bool, int, int]:
    """Return whether a delimiter cuts all records alike, how wide most are, and how many are so.

    What stands within numbers (1,234 and 1,5) is in no head.
    """
    widths, width = Counter(_width(cells) for _, cells in records), _widest(records)
    return len(widths) == 1 < width, width, widths[width]


def _widest(records: SampleLines) -> int:
    """Return the width of most records, or of all below a few of one or two cells."""
    widths = [_width(cells) for _, cells in records]
    below = [*dropwhile(lambda cells: _width(cells) <= 2, (cells for _, cells in records))]
    if len(below) > 1 and len({*map(len, below)}) == 1 and _width(below[0]) > _ABOVE:
        return _width(below[0])
    return Counter(widths).most_common(1)[0][0] if widths else 0


def _sample(text: str, delimiter: str) -> SampleLines:
    """Return the first records of a text that are not blank, if it is cut at a delimiter."""
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter)
    records, before = [], 0
    with suppress(csv.Error):
        for cells in reader:
            if any(cells):
                records.append((before, cells))
            if len(records) == _SAMPLE:
                break
            before = reader.line_num
    return records


def _width(cells: list[str]) -> int:
    """Return the number of cells but for an empty one after a trailing comma."""
    return len(cells) - (not cells[-1])


def _preamble(records: SampleLines) -> int:
    """Return the number of lines before the head: the first record as wide as most are.

    In a table of few rows most may be above it: a few of one or two cells, and then all are wide.
    """
    width = _widest(records)
    widths = [_width(cells) for _, cells in records]
    above = len([*takewhile(lambda cells: cells <= 2, widths)])
    if 0 < above <= _ABOVE and len({*widths[above:]}) == 1 and widths[above] > _ABOVE:
        return records[above][0]
    first = next((before for before, cells in records if _is_head(cells, width)), 0)
    return first or _padded_preamble(records)


def _is_head(cells: list[str], width: int) -> bool:
    """Return whether cells may be the head of a table so wide; its last may be blank, if merged."""
    is_merged = len(cells) == width and sum(map(bool, cells)) * 2 > width
    return _width(cells) >= width or is_merged


def _padded_preamble(records: SampleLines) -> int:
    """Return the number of lines before the head, of one or two cells but as wide as the table.

    So a spreadsheet writes them. The head is below them, and no cell of it is blank.
    """
    filled = [[*map(bool, map(str.strip, cells))] for _, cells in records]
    ends = [len(of) - of[::-1].index(True) if any(of) else 0 for of in filled]
    above = len([*takewhile(lambda end: end <= 2, ends)])
    if not 0 < above <= _ABOVE or above == len(records):
        return 0
    is_head = ends[above] > _ABOVE and all(filled[above][: ends[above]])
    return records[above][0] if is_head else 0


def line_of_wider(path: str, layout: Layout) -> int:
    """Return the line of the first record below the head that is wide, cut anyhow; 0 for none."""
    with opened(path) as stream:
        text = stream.read(_SAMPLED).decode(layout.encoding, "replace")
    samples = (_sample(_after_lines(text, layout.skip_lines), it) for it in DELIMITERS)
    wide = ([it for it in records if _width(it[1]) > _ABOVE] for records in samples)
    first = max((it[0] for it in wide if it), key=lambda it: len(it[1]), default=(0, []))
    return layout.skip_lines + first[0] + 1 if first[0] else 0


def head_of(path: str, layout: Layout) -> list[str]:
    """Return the names of the columns; none for an empty file."""
    with _records(path, layout) as records:
        for _, _, cells in records:
            return _heads(cells)
    return []


def _heads(cells: list[str]) -> list[str]:
    heads = [cell.strip() for cell in cells]
    return heads[:-1] if heads and not heads[-1] else heads


@contextmanager
def _records(path: str, layout: Layout) -> Iterator[Iterator[tuple[int, str, list[str]]]]:
    """Yield the records of a file with their first lines, and what is wrong with each, if any."""
    with opened(path) as stream:
        text = io.TextIOWrapper(stream, layout.encoding, errors="surrogateescape", newline="")
        try:
            yield _read(text, layout)
        finally:
            text.detach()


def _read(text: IO[str], layout: Layout) -> Iterator[tuple[int, str, list[str]]]:
    try:
        for _ in range(layout.skip_lines):
            if not text.readline():
                break
    except UnicodeError:
        yield 1, _not_text(layout.encoding)[0], []
        return
    reader = csv.reader(text, delimiter=layout.delimiter, strict=True)
    while True:
        line = layout.skip_lines + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _message_in_words(str(error)), []
            continue
        except UnicodeError:
            yield line, _not_text(layout.encoding)[0], []
            return
        if reader.line_num + layout.skip_lines > line:
            cells = with_plain_breaks(cells)
        yield line, "", cells


def with_plain_breaks(cells: list[str]) -> list[str]:
    """Return cells with each line break as one character, however the file ends its lines."""
    return [LINE_END.sub("\n", cell) for cell in cells]


def _message_in_words(message: str) -> str:
    if "end of data" in message:
        return "a quotation mark is not closed"
    if "field limit" in message:
        return f"a cell has more than {_LIMIT:,} characters, or its quotation mark is not closed"
    if "expected after" in message:
        return "a quotation mark within a cell is not doubled"
    return f"not readable as CSV: {message}"


def rows(path: str, layout: Layout) -> Iterator[AnyRow]:
    """Yield every row below the head, each as long as the head; what cannot be read as BadRow.

    Blank lines are no rows, but are counted, from 1. A trailing comma adds no cell.
    """
    with _records(path, layout) as records:
        width, all_heads = 0, 0
        for number, (line, wrong, cells) in enumerate(records):
            if number == 0:
                width, all_heads = len(_heads(cells)), len(cells)
            elif not wrong and is_blank(cells):
                continue
            elif not wrong and number == 1 and are_tags(cells):
                yield TagRow(line)
            elif wrong:
                yield BadRow(line, number, wrong, "correct the line")
            elif len(cells) == all_heads != width and cells[-1].strip():
                yield BadRow(line, number, f"column {all_heads} has no header", _NO_HEAD)
            elif len(cells) != width and (len(cells) != width + 1 or cells[-1].strip()):
                yield BadRow(line, number, *_wrong_width(cells, width, layout.delimiter))
            elif not _is_text(cells):
                yield BadRow(line, number, *_not_text(layout.encoding, "".join(cells)))
            else:
                yield CsvRow(line, number, cells[:width])


def _wrong_width(cells: list[str], width: int, delimiter: str) -> tuple[str, str]:
    """Return the message and the remedy for a record that is not as long as the head."""
    noun = "cells" if len(cells) > 1 else "cell"
    hint = "correct the line, or its quotation marks"
    if not any(cells[1:]):  # as below many a table
        hint = "remove the line, if it is a note"
        if cells[0].count(delimiter) == width - 1:
            hint = f"quotation marks stand around the line: {hint}, else the marks"
    return f"{len(cells)} {noun} where the header has {width}", hint


def is_blank(cells: list[str]) -> bool:
    """Return whether a record has no cell with a text in it."""
    return not any(map(str.strip, cells))


def are_tags(cells: list[str]) -> bool:
    """Return whether cells are tags of the Humanitarian Exchange Language (HXL)."""
    written = [cell.strip() for cell in cells if cell.strip()]
    return bool(written) and all(cell.startswith("#") and len(cell) > 1 for cell in written)


def _not_text(encoding: str, text: str = "") -> tuple[str, Remedy]:
    """Return the message and the remedy for a text in which surrogates stand for odd bytes."""
    if encoding.startswith("utf-8"):
        other = "cp1252" if any("\udc80" <= char < "\udca0" for char in text) else "iso-8859-1"
        return "not UTF-8 text", Remedy.of(Encoding(other))
    return f"not text of the encoding {encoding}", Remedy.of(Encoding())


def _is_text(cells: list[str]) -> bool:
    joined = "".join(cells)
    return joined.isascii() or not any("\udc80" <= char <= "\udcff" for char in joined)
