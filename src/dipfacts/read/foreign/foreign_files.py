"""Files that are no TOML at all: data sets, exports and other documents, told by how they begin."""

from __future__ import annotations

import re

from dipfacts.read.files import STDIN_LABEL
from dipfacts.read.foreign.own_output import HEAD, own_output
from dipfacts.read.foreign.packed_files import packing
from dipfacts.read.sqlite_header import DATABASE
from dipfacts.text import typed_path

_EXPORTS = ((DATABASE, "a SQLite file"), (b"PAR1", "a Parquet file"))
_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*[\w\"'-]+", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*[\w.\"'-]+[ \t]*=", re.MULTILINE)
_JSON = re.compile(r'\{\s*["}]|\[\s*[{"]|\[\s*-?\d+\s*,|\[\s*\[\s*["\d{-]')
_SEPARATORS = (",", ";", "\t", "|")
_COPY = "an export is a copy: name the TOML that it was made from"
_NAME_TOML = "name a file of TOML, or a folder of such files"


def foreign(data: bytes, text: str, file: str) -> tuple[str, str] | None:
    """Return the words for a file that is no TOML, and the remedy; None if it may be meant so."""
    for mark, what in _EXPORTS:
        if data.startswith(mark):
            return f"the file is {what}, not TOML", _COPY
    path = "FILE" if file == STDIN_LABEL else typed_path(file)
    imported = f"dipfacts import {path} describes data as TOML"
    if data.startswith(b"\x1f\x8b"):
        return "the file is packed by gzip, not TOML", imported
    if packed := packing(data[:HEAD], file):
        what = f"the file is {packed[0]}, not TOML"
        return what, imported if file.endswith(".zip") else packed[1]
    head = text.lstrip()[:HEAD]
    if "\r" in head and "\n" not in text:
        return "its lines end in CR alone, as TOML has none", "save it with lines that end in LF"
    begin, nul, _ = head.partition("\0")
    if nul and not _KEY.search(begin) and not _HEADER.search(begin):  # else one byte is wrong
        return "the file is no text", _NAME_TOML
    if own := own_output(head):
        return f"the file is {own}, not a fact base", _COPY if "export" in own else _NAME_TOML
    if _JSON.match(head):
        return "the file is JSON, not TOML", imported
    if head.startswith("<"):
        return "the file is HTML or XML, not TOML", _NAME_TOML
    if _is_csv(head, file):
        return "the file is CSV, not TOML", imported
    return None


def _is_csv(head: str, file: str) -> bool:
    """Return whether a text begins with lines that are parted as often, and is no TOML."""
    if head.startswith("#") or _HEADER.search(head) or _KEY.search(head):
        return False
    first, *rest = [line for line in head.split("\n")[:2] if line.strip()]
    is_called_so = file.endswith((".csv", ".tsv"))
    return (bool(rest) or is_called_so) and any(
        mark in first and all(line.count(mark) >= first.count(mark) for line in rest)
        for mark in _SEPARATORS
    )
