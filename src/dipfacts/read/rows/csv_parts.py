"""Parts of a CSV file that can be read apart, because each line is a record of its own."""

from __future__ import annotations

import csv
import io
import os
import re
from codecs import lookup
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TextIO

from dipfacts.read.files import regular
from dipfacts.read.rows.csv_files import Layout, opened

_SMALL = 1 << 20  # bytes of a file that is not worth cutting
_PART = 1 << 18  # bytes that a process reads at once: what it makes of them fits about into a pipe
_BYTEWISE = ("utf-8", "ascii", "iso8859", "cp125", "koi8")
"""Prefixes of encodings in which the byte of a sign is no part of another character."""


class Part(NamedTuple):
    """A part of a file between two line ends: its bytes, and the lines and rows before it."""

    start: int = 0
    end: int = 0  # 0 for the end of the file
    line: int = 0
    number: int = 0


WHOLE = Part()


def parts_of(path: str, layout: Layout, rows: int) -> list[Part]:
    """Return the parts in which processes can read a large file side by side; else the whole.

    Each part but the last has so many rows, or a multiple of that. A file is not cut where it is
    packed, or has a line end within quotation marks.
    """
    before = layout.skip_lines + 1  # lines
    with open(path, "rb", opener=regular) as stream:
        if os.fstat(stream.fileno()).st_size <= _SMALL:
            return [WHOLE]
        start = b"".join(stream.readline() for _ in range(before))
        if not _is_flat(start, layout):
            return [WHOLE]
        parts = [WHOLE]
        at, lines = len(start), before
        while data := stream.read(_PART):
            data += stream.readline()
            data += b"".join(islice(stream, (before - lines - data.count(b"\n")) % rows))
            if not _is_flat(data, layout):
                return [WHOLE]
            at, lines = at + len(data), lines + data.count(b"\n")
            parts[-1] = parts[-1]._replace(end=at)
            parts.append(Part(at, 0, lines, lines - before))
    return [*parts[:-2], parts[-2]._replace(end=0)] if len(parts) > 1 else parts


def flat_bytes(path: str, layout: Layout, part: Part) -> bytes:
    """Return the bytes of a part, of a whole file if it can be cut; none of any other file."""
    with open(path, "rb", opener=regular) as stream:
        if part == WHOLE and os.fstat(stream.fileno()).st_size > _SMALL:
            return b""  # it would be in parts
        stream.seek(part.start)
        data = stream.read(part.end - part.start if part.end else -1)
    return data if part != WHOLE or _is_flat(data, layout) else b""


def _is_flat(data: bytes, layout: Layout) -> bool:
    """Return whether each line of some bytes is a record of its own, and no two are one."""
    if data.startswith(b"\x1f\x8b") or not lookup(layout.encoding).name.startswith(_BYTEWISE):
        return False
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return False
    return b'"' not in data or b'"' not in _quoted(layout.delimiter).sub(b"", data)


def _quoted(delimiter: str) -> re.Pattern[bytes]:
    """Return the pattern of a quoted cell without a line end; elsewhere a mark opens no cell.

    It begins with the mark, for which re searches far sooner than for what stands before it.
    """
    opens = rb'"(?<![^%b\n]")' % re.escape(delimiter).encode()
    return re.compile(opens + rb'[^"\n]*+(?:""[^"\n]*+)*"(?!")')


Records = tuple[bytes, str, Iterator[list[str]]]
"""The bytes of a part, the same as text, and a csv.reader of its records."""


@contextmanager
def records_of(path: str, layout: Layout, part: Part) -> Iterator[Records]:
    """Yield the records of a part; without bytes and text those of a file that cannot be cut.

    Raises ValueError for what is no text, csv.Error for what is no CSV.
    """
    data = flat_bytes(path, layout, part)
    if data or part != WHOLE:
        text = data.decode(layout.encoding)
        yield data, text, _reader(io.StringIO(text, newline=""), layout, part)
        return
    with opened(path) as stream:
        wrapped = io.TextIOWrapper(stream, layout.encoding, newline="")
        yield b"", "", _reader(wrapped, layout, part)
        wrapped.detach()


def _reader(text: TextIO, layout: Layout, part: Part) -> Iterator[list[str]]:
    for _ in range(layout.skip_lines if not part.start else 0):
        if not text.readline():
            break
    return csv.reader(text, delimiter=layout.delimiter, strict=True)
