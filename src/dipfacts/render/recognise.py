"""Files that answers were written to, recognised so that no other is ever replaced by one.

What programs read is recognised by how it is built. What people read ends with a line of ours and a
checksum of all that stands before it, so that whoever adds to it makes it a file of their own.
"""

from __future__ import annotations

import csv
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TextIO, get_args

from dipfacts.errors import QuestionError
from dipfacts.model.request import ONE_BY_ONE
from dipfacts.read.foreign import own_output
from dipfacts.text import plain

CLOSED = {
    **dict.fromkeys(("table", "text"), "\nMade with dipfacts [{:08x}].\n"),
    **dict.fromkeys(("md", "markdown"), "\n<!-- Made with dipfacts [{:08x}]. -->\n"),
    **dict.fromkeys(("html", "svg"), "<!-- Made with dipfacts [{:08x}]. -->\n"),
    "css": "/* Made with dipfacts [{:08x}]. */\n",
    "bibtex": "\n% Made with dipfacts [{:08x}].\n",
}
"""The last line of a file, with a checksum, by format and citation style."""
_MADE, _FOREIGN = b"Made with dipfacts [", "is not recognised as an answer of dipfacts"
_LONGEST = 60  # bytes of such a line, and more
_HEAD, _LONGEST_LINE = 4096, 1 << 24  # bytes that are read of the beginning, and of a first line

_CALENDAR = re.compile(rb"BEGIN:VCALENDAR\r?\nVERSION:2\.0\r?\nPRODID:-//dipfacts//")
_CSL = re.compile(rb'\[\n  \{\n    "id": "')
_CSL_KEYS = (
    *"id type title author container-title publisher issued".split(),
    *"note annote URL accessed language".split(),
)
# What stands in a column that was picked, where no other text looks like it.
_ID, _DAY, _COUNT = r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*", r"-?\d{4,}-\d\d-\d\d", r"\d+"
_SAID = r"[\d./X?~%\[\],-]*\d{2,}[\d./X?~%\[\],-]*"
_VALUES = {
    **dict.fromkeys(("id", "source.id"), _ID),
    **dict.fromkeys(("period.start", "period.end", "known_by", "upcoming.on"), _DAY),
    "said_on": _SAID,
    **dict.fromkeys(("start", "end", "upcoming_on"), _DAY),
    **dict.fromkeys(("line", "claims"), _COUNT),
    "type": "figure|relation|event",
}


def closing(form: str, data: bytes) -> str:
    """Return the line that a file of that format or style ends with, after the data."""
    return CLOSED[form].format(zlib.crc32(data))


def refuse_foreign(label: str, form: str, fields: Iterable[str] | None, at: str) -> None:
    """Raise QuestionError unless an answer was written to a file, or nothing is in it.

    `label` is what the user calls it; `form` and `fields` are the format of the new answer and the
    columns that were picked for it.
    """
    if os.path.isdir(at):
        message = f"{plain(label)} cannot be written: is a directory"
        raise QuestionError(message, "name a file in it")
    is_file = os.path.isfile(at) and not os.path.islink(at)
    picked = None if fields is None else [*fields]
    if not is_file or not (os.path.getsize(at) == 0 or is_answer(at, form, picked)):
        what, more = _unrecognised(at, form, picked) if is_file else (_FOREIGN, "")
        hint = f"name another file, or move that one away{more}"
        raise QuestionError(f"{plain(label)} exists and {what}", hint)


def _unrecognised(at: str, form: str, picked: list[str] | None) -> tuple[str, str]:
    """Return the message on a file that may be no answer, and the remedy if it is one."""
    with open(at, "rb") as stream:
        columns = _columns(stream.readline(_LONGEST_LINE))
        stream.seek(max(0, os.path.getsize(at) - _LONGEST))
        if _MADE in stream.read():
            return "was changed since dipfacts wrote it", ""
    if form not in ONE_BY_ONE or not columns or not {*columns} <= _answer_columns():
        return _FOREIGN, ""
    if picked is None or columns != _heads(form, picked):
        return _FOREIGN, ": it has other columns than the new answer"
    if {*picked} & _VALUES.keys():
        return _FOREIGN, ""
    return (
        _FOREIGN,
        f"; the next one is recognised if you pick its id: --fields id,{','.join(picked)}",
    )


def is_answer(at: str, form: str = "", fields: Iterable[str] | None = None) -> bool:
    """Return whether an answer was written to a file, as far as its content shows.

    Columns that `--fields` picked are no proof by themselves: they must be those picked now.
    """
    with open(at, "rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, os.path.getsize(at) - _LONGEST))
        end = stream.read(_LONGEST)
        stream.seek(0)
        if _MADE in end:
            data = stream.read()
            if any(_is_closed(line, data) for line in CLOSED.values()):
                return True
            stream.seek(0)
        if _json_beginning().match(head):
            return True
        if _CALENDAR.match(head):
            return _is_calendar(stream.read())
        if _CSL.match(head):
            return _is_csl(stream.read())
        columns = {*_columns(stream.readline(_LONGEST_LINE))}
    if own_output.has_answer_columns(columns):
        return columns <= _answer_columns()
    return fields is not None and _is_picked(at, form, list(fields))


@cache
def _json_beginning() -> re.Pattern[bytes]:
    """Return the pattern of how an answer begins as JSON, and a schema."""
    # lazy: only where a file is there already
    from dipfacts.render.json.contract.answers import Asked, Listed

    commands = "|".join((*get_args(Asked), *get_args(Listed), "diff", "log"))
    query = rf'"query": \{{\s*"command": "(?:{commands})"'
    title = '"title": "(?:A fact base of dipfacts|What dipfacts prints as JSON)",'
    pattern = rf'\{{\s*"schema_version": \d+,\s*{query}|\{{\s*"\$schema": "[^"]*",\s*{title}'
    return re.compile(pattern.encode())


def _is_closed(line: str, data: bytes) -> bool:
    """Return whether data end with that line of CLOSED, and nothing was added or changed."""
    at = len(data) - len(line.format(0))
    return at > 0 and data[at:] == line.format(zlib.crc32(data[:at])).encode()


def _is_calendar(data: bytes) -> bool:
    """Return whether all entries of a calendar are ours."""
    data = data.replace(b"\r\n", b"\n").replace(b"\n ", b"")
    entries = re.findall(rb"^BEGIN:(?!(?:VCALENDAR|VALARM|VTIMEZONE|STANDARD)$)", data, re.M | re.I)
    return len(entries) == len(re.findall(rb"^UID:.*@dipfacts$", data, re.M))


def _is_csl(data: bytes) -> bool:
    """Return whether this is written as `cite` writes CSL, every item of it."""
    from dipfacts.render.json import encoding  # lazy: only where a file is there already

    try:
        items = json.loads(data)
        return (encoding.indented(items) + "\n").encode() == data and all(
            [*item] == [key for key in _CSL_KEYS if key in item]
            and "note" in item
            and item["type"] in ("article-newspaper", "webpage")
            and re.fullmatch(_ID, item["id"])
            for item in items
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def _is_picked(at: str, form: str, picked: list[str]) -> bool:
    """Return whether a file holds these columns, and every row what stands in such columns.

    False where such columns look like any text, as titles do.
    """
    checked = [(nth, _VALUES[path]) for nth, path in enumerate(picked) if path in _VALUES]
    if not checked:
        return False
    try:
        with open(at, encoding="utf-8-sig", newline="") as stream:
            return all(
                len(row) == len(picked)
                and all(not row[nth] or re.fullmatch(pattern, row[nth]) for nth, pattern in checked)
                for row in _rows(stream, form, picked)
            )
    except (ValueError, RecursionError, csv.Error):
        return False


def _rows(stream: TextIO, form: str, picked: list[str]) -> Iterator[list[str]]:
    """Yield the rows of CSV, TSV or JSON lines. Raises ValueError if they have other columns."""
    from dipfacts.render.json import fields  # lazy: only where a file is there already

    if form == "jsonl":
        heads = _heads(form, picked)
        for line in stream:
            record = json.loads(line)
            if not isinstance(record, dict) or [*record] != heads:
                raise ValueError
            values = [record.get(path, fields.value(record, path)) for path in picked]
            yield ["" if value is None else str(value) for value in values]
        return
    rows = csv.reader(stream, "excel" if form == "csv" else "excel-tab")
    if form not in ("csv", "tsv") or next(rows, None) != picked:
        raise ValueError
    yield from rows


def _heads(form: str, picked: list[str]) -> list[str]:
    """Return the columns that a file with these picked has, or the keys of a line of it."""
    return [*dict.fromkeys(it.split(".")[0] for it in picked)] if form == "jsonl" else picked


def _columns(first: bytes) -> list[str]:
    """Return the columns that a line of CSV or TSV names, or the keys of a line of JSON."""
    line = first.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip()
    try:
        if line.startswith("{"):
            record = json.loads(line)
            return [*record] if isinstance(record, dict) else []
        return next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])
    except (ValueError, RecursionError, csv.Error):
        return []


def _answer_columns() -> set[str]:
    """Return every name that a column or key of an answer may have."""
    from dipfacts.answers.handlers import LISTS  # lazy: only where a file is there already
    from dipfacts.render import columns
    from dipfacts.render.json import fields

    paths = {path for command in ("timeline", *LISTS) for path in fields.known_paths(command)}
    return paths | {*columns.COLUMNS}
