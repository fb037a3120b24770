"""Files that are refused before they are read, and the lines that convert them."""

from __future__ import annotations

import os
import re

from dipfacts.errors import QuestionError
from dipfacts.importing import toml
from dipfacts.importing.workbooks import TO_CSV, by_pandas, converted
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.read.foreign.own_output import is_exported_database, is_of_export, own_output
from dipfacts.read.foreign.packed_files import free_name, packing, pointer
from dipfacts.read.rows.csv_files import encoding_told
from dipfacts.read.sqlite_header import is_database
from dipfacts.text import typed_path

_CONVERT = {
    ".parquet": ("Parquet", "read_parquet(sys.argv[1])"),
    ".dta": ("Stata", "read_stata(sys.argv[1], convert_categoricals=False)"),
    ".sav": ("SPSS", "read_spss(sys.argv[1], convert_categoricals=False)"),
}
_PACKED, _OLD = b"PK\3\4", b"\xd0\xcf\x11\xe0"  # with which workbooks begin
_TEXT_TOO = (".xls", ".xlsx")  # as some name a text that a spreadsheet opens
_R = (".rda", ".rdata", ".rds")
_JSON_LINES = (".jsonl", ".ndjson")
_NO_TABLE = {b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"<?xml": "XML"}
_FACTS = re.compile(
    rf"(?:format[ \t]*=[ \t]*\d+|\[\[[ \t]*(?:{'|'.join(FILE_TABLES)})[ \t]*\]\])[ \t]*(?:#|$)"
)
_TOML = re.compile(r"\[\[?[ \t]*[\w.\"' -]+\]|[\w.\"'-]+[ \t]*=")
_SDMX = (b"sdmx", b"GenericData", b"StructureSpecific")
SDMX_AS_CSV = "download SDMX-CSV: with format=csv or format=SDMX-CSV, as the provider explains"


def refuse_foreign(path: str, label: str, start: bytes, typed: str) -> None:
    """Raise QuestionError for what is no text, with the line that converts it; and for no data.

    No such line writes over a file that is there, as one that somebody has corrected; `typed` is
    the file as it names it.
    """
    ending = os.path.splitext(path)[1].lower()
    if unfetched := pointer(start):
        raise QuestionError(f"{label} is {unfetched[0]}", unfetched[1])
    if not start:
        raise QuestionError(f"{label} is empty", "download it again")
    _refuse_copies(path, label, start)
    _refuse_toml(path, label, start)
    csv = free_name(f"{os.path.splitext(typed)[0]}.csv")
    is_workbook = start.startswith((_PACKED, _OLD))
    workbook = converted(path, ending) if is_workbook or ending not in _TEXT_TOO else None
    if workbook:
        raise QuestionError(f"{label} is {workbook[0]}", workbook[1])
    if ending in _CONVERT:
        program, call = _CONVERT[ending]
        line = by_pandas(f"{call}.{TO_CSV}", typed, csv)
        raise QuestionError(f"{label} is a file of {program}", f"convert it first: {line}")
    if ending in _R:
        read = "readRDS(f[1])" if ending == ".rds" else "get(load(f[1]))"
        begin = "f <- commandArgs(TRUE); stopifnot(!file.exists(f[2]))"
        write = f'{begin}; write.csv({read}, f[2], row.names = FALSE, na = "")'
        line = f"Rscript -e '{write}' {typed_path(typed)} {typed_path(csv)}"
        raise QuestionError(f"{label} is a file of R", f"convert it first: {line}")
    if start.startswith(_OLD) or (is_workbook and b"[Content_Types].xml" in start):
        named = "xls" if start.startswith(_OLD) else "xlsx"
        raise QuestionError(f"{label} is a file of Excel", f"give it a name that ends in .{named}")
    if ending == ".zip" and start.startswith(b"PK"):
        raise QuestionError(f"{label} is a broken archive", "download it again")
    if start.startswith(_PACKED):
        raise QuestionError(f"{label} is an archive", "give it a name that ends in .zip")
    if results := packing(start, typed):
        raise QuestionError(f"{label} is {results[0]}", results[1])
    if is_database(start):
        line = f"sqlite3 -header -csv {typed_path(typed)} 'SELECT * FROM TABLE' > {typed_path(csv)}"
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


def _refuse_toml(path: str, label: str, start: bytes) -> None:
    """Raise QuestionError for a fact base, and for TOML of another program."""
    text = start.decode("utf-8-sig", "replace")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    if _FACTS.match(first):
        raise QuestionError(f"{label} is a fact base, not data", _renewal(path, text))
    if path.lower().endswith(".toml") and _TOML.match(first):
        raise QuestionError(f"{label} is TOML, and no fact base", "name a file of CSV or JSON")


def _renewal(path: str, text: str) -> str:
    """Return the remedy for a fact base: to ask it, or to import what it is of again."""
    hint = f"ask it with -f {typed_path(path)}, or put it into the folder of another"
    if not toml.was_ours(text) or not (origin := toml.origin_of(text)):
        return hint
    return f"{hint}; to renew it, import {toml.told_origin(origin, os.path.dirname(path))} again"


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


def is_json_lines(path: str, text: str) -> bool:
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


def json_lines(path: str, label: str) -> QuestionError:
    """Return the error for a file with a record a line, and the line that converts it."""
    lines = "open(sys.argv[1], encoding='utf-8-sig')"  # numbers stay as they are written
    records = f"[json.loads(it, parse_int=str, parse_float=str) for it in {lines} if it.strip()]"
    message = f"{label} is JSON Lines, a record a line"
    return QuestionError(message, f"convert it first: {records_as_csv(path, records)}")


def records_as_csv(path: str, records: str) -> str:
    """Return the line that converts the records of a file of JSON, which an expression reads."""
    program = f"import json; json_normalize({records}).{TO_CSV}"
    return by_pandas(program, path, free_name(f"{os.path.splitext(path)[0]}.csv"))
