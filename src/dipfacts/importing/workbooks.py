"""Workbooks of Excel and OpenDocument: the names of their sheets, and the line that converts them.

They are no tables as they stand: each sheet is to be a CSV of its own.
"""

from __future__ import annotations

import html
import os
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from dipfacts.model.display import and_more
from dipfacts.read.foreign.packed_files import free_name
from dipfacts.text import plain, short, typed_path

_PROGRAMS = {".xlsx": "Excel", ".xls": "Excel", ".ods": "OpenDocument"}
_SHEETS = {
    "xl/workbook.xml": re.compile(r"<(?:\w+:)?sheet\s[^>]*?\bname=([\"'])(.*?)\1"),
    "content.xml": re.compile(r"<table:table\s[^>]*?\btable:name=([\"'])(.*?)\1"),
}
_PERCENT = {
    "xl/styles.xml": re.compile(
        r"<(?:\w+:)?cellXfs\b(?:(?!</(?:\w+:)?cellXfs>).)*?\bnumFmtId=[\"'](?:9|10)[\"']"
        r"|\bformatCode=[\"'][^\"']*%",
        re.S,
    ),
    "content.xml": re.compile("<number:percentage-style"),
}
"""The patterns of cells shown in percent, by file: formats 9 and 10 are 0% and 0.00%."""
_AS_SHARES = ", and import what it shows in percent with --map scale=100"
_NAMED = 3  # sheets
_MOST = 1 << 24  # bytes in which the names are looked for
TO_CSV = "to_csv(sys.argv[2], index=False, mode='x')"
"""The call of pandas that writes a CSV, over no file that is there."""
_AS_DAYS = ".replace(' 00:00:00', '', regex=True)"


def converted(path: str, ending: str) -> tuple[str, str] | None:
    """Return the kind of a workbook, and the line that converts it; None for another file.

    A day is no moment: pandas writes the hour of midnight behind it.

    >>> converted("gdp.xls", ".xls")[1].partition(": ")[0], converted("gdp.csv", ".csv")
    ("convert its first sheet, or that with sheet_name='…'", None)
    """
    if ending not in _PROGRAMS:
        return None
    what, sheets = f"a file of {_PROGRAMS[ending]}", sheets_of(path)
    shares = _AS_SHARES if _found(path, _PERCENT) else ""
    base = os.path.splitext(path)[0]
    read = "read_excel(sys.argv[1], dtype=str, keep_default_na=False"
    if len(sheets) > 1:
        such = and_more(", ".join(plain(short(it)) for it in sheets[:_NAMED]), len(sheets) - _NAMED)
        written = TO_CSV.replace("[2]", "[2] + s + '.csv'")
        line = f"[t{_AS_DAYS}.{written} for s, t in {read}, sheet_name=None).items()]"
        hint = "convert each sheet to a CSV of its own first"
        remedy = f"{hint}{shares}: {by_pandas(line, path, _free_beginning(base, sheets))}"
        return f"{what} with {len(sheets)} sheets ({such})", remedy
    first = "convert it first" if sheets else "convert its first sheet, or that with sheet_name='…'"
    line = f"{read}){_AS_DAYS}.{TO_CSV}"
    return what, f"{first}{shares}: {by_pandas(line, path, free_name(f'{base}.csv'))}"


def _free_beginning(base: str, sheets: Sequence[str]) -> str:
    """Return the beginning of the names of CSVs of sheets, none of which is there yet."""
    each = (f"{base}-{nth}-" if nth > 1 else f"{base}-" for nth in count(1))
    return next(it for it in each if not any(os.path.lexists(f"{it}{s}.csv") for s in sheets))


def by_pandas(program: str, *names: str) -> str:
    """Return the line that runs a program; names of files are its arguments, and no part of it."""
    files = " ".join(map(typed_path, names))
    return f'python -c "import sys; from pandas import *; {program}" {files}'


def sheets_of(path: str) -> list[str]:
    """Return the names of the sheets of a workbook; none where they cannot be read."""
    return [html.unescape(name) for _, name in _found(path, _SHEETS)]


def _found(path: str, patterns: Mapping[str, re.Pattern[str]]) -> list[Any]:
    """Return the matches of the pattern of a part of a workbook; nothing if unreadable."""
    try:
        with zipfile.ZipFile(path) as packed:
            for part in patterns.keys() & {*packed.namelist()}:
                with packed.open(part) as stream:
                    text = stream.read(_MOST).decode("utf-8", "replace")
                return patterns[part].findall(text)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        pass
    return []
