"""Layout of a table of one's own, and points that may group thousands."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any

from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.importing.inputs import Input
from dipfacts.importing.odd_heads import encoding_hint, heads_of, line_of_head_hint
from dipfacts.importing.own_tables.table.given_columns import columns_listed
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.model.groups import grouped
from dipfacts.read.rows.csv_files import Layout, head_of, layout_of, opened
from dipfacts.read.table.table_rules import PLACE, layout_faults, places
from dipfacts.text import did_you_mean, plain, short

LAYOUT = ("encoding", "delimiter", "skip_lines")  # what is needed to read the head
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")  # or a fraction, in thousandths
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)")
_UNGROUPED = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_QUOTED = "quotation marks stand around each line: remove those"
_START = 1 << 16  # bytes in which a head stands
_BELOW = 3  # rows in which a head may stand
_SHORT = 3  # digits that nobody groups


def laid_out(file: Input, keys: dict[str, Any]) -> Input:
    """Return a file with the layout that keys of a table say, its head read so.

    Raises FactBaseError for a layout that there is not.
    """
    given = {key: keys[key] for key in LAYOUT if key in keys}
    if faults := [*layout_faults(given)]:
        raise FactBaseError([fault.problem(file.label) for fault in faults])
    if not given:
        return file
    layout = layout_of(file.path, **given)
    heads = head_of(file.path, layout)
    if lines := layout.skip_lines:
        _check_head(file, layout, heads, lines)
    return replace(file, layout=layout, heads=tuple(heads))


def _check_head(file: Input, layout: Layout, heads: Sequence[str], lines: int) -> None:
    """Raise QuestionError where the line below those that are skipped is blank, or not there."""
    if any(heads):
        return
    with opened(file.path) as stream:
        below = stream.read().decode(layout.encoding, "replace").splitlines()[lines:]
    blank = len([*takewhile(lambda line: not line.strip(f'"\ufeff{layout.delimiter} \n\r'), below)])
    message = f"--map skip_lines={lines}: line {lines + 1} of {file.label} is blank"
    hint = f"add --map skip_lines={lines + blank}, if line {lines + blank + 1} is the header"
    raise QuestionError(message, hint if blank < len(below) else "skip fewer lines")


def with_heads(file: Input) -> Input:
    """Return a file whose `--map` spells its columns as the heads do, blanks of all kinds alike.

    A spreadsheet breaks lines in heads, which nobody types; nor does anyone see how an accent is
    written, or a mark without a width.
    """
    by_words = grouped((_as_typed(head), head) for head in dict.fromkeys(file.heads))

    def spelled(place: re.Match[str]) -> str:
        alike = by_words.get(_as_typed(place[1]), [])
        return f"{{{alike[0]}}}" if len(alike) == 1 and place[1] not in file.heads else place[0]

    given = {key: PLACE.sub(spelled, text) for key, text in file.given.items()}
    return replace(file, given=given)


def _as_typed(head: str) -> str:
    r"""Return a head as people see and type it.

    >>> _as_typed("La\u0308nder\u200b") == "L\u00e4nder", _as_typed("trade\nvalue")
    (True, 'trade value')
    """
    seen = "".join(it for it in head if unicodedata.category(it) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def check_columns(key: str, template: str, file: Input) -> None:
    """Raise QuestionError for a column that the file has not."""
    for column in columns_lacking(template, file):
        hint = did_you_mean(column, file.heads, f"it has {heads_of(file)}")
        of_file = "" if file.is_alone else f" in {file.label}"
        message = f'--map {key}: there is no column "{plain(column)}"{of_file}'
        raise QuestionError(message, plain(hint) + layout_hint(column, file))


def columns_lacking(template: str, file: Input) -> list[str]:
    """Return the columns that a template names and a file has not."""
    return [it for it in places(template) if it not in (*file.heads, "column", "cell")]


def layout_hint(column: str, file: Input) -> str:
    """Return the likely fault in how a file is read that lacks a column; nothing if all is right.

    Other bytes than UTF-8 are read as Latin, so that no head of another script is right.
    """
    if between := delimiter_hint(column, file.heads):
        return f" ({_QUOTED})" if _is_quoted(file) else between
    for row, cells in islice(file.rows(), _BELOW):
        if column in cells.values() and all(cells.values()):
            head = f"if line {row.line} is the header"
            return f" ({head}, add --map skip_lines={row.line - 1})"
    if hint := line_of_head_hint(file):
        return f" ({hint})"
    if not column.isascii() and (hint := _encoding_taken(file)):
        return f" ({hint})"
    return ""


def delimiter_hint(column: str, heads: Sequence[str]) -> str:
    """Return the remedy for a file whose one head holds a column: what may part its cells."""
    head = heads[0] if len(heads) == 1 else ""
    match = re.search(rf"(?:^|(\W)){re.escape(column)}(?:(\W)|$)", head)
    between = (match[1] or match[2] or "") if match else ""
    if not between or [*layout_faults({"delimiter": between})]:
        return ""
    if between == " " and "  " in head:
        return " (if blanks part its cells, write one comma in place of each run of them)"
    name = "a blank parts" if between == " " else f"{plain(between)} parts"
    return f" (if {name} its cells, add --map {shlex.quote(f'delimiter={between}')})"


def _is_quoted(file: Input) -> bool:
    """Return whether the line of the one head of a file stands in quotation marks as a whole."""
    with opened(file.path) as stream:
        lines = stream.read(_START).decode(file.layout.encoding, "replace").splitlines()
    head = next(islice(lines, file.layout.skip_lines, None), "").strip("\ufeff ")
    return head.startswith('"') and head.endswith('"')


def _encoding_taken(file: Input) -> str:
    """Return the encoding that a file was taken to have, as it is no UTF-8, unless it is given."""
    return "" if "encoding" in file.given else encoding_hint(file)


def encoding_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the encoding that a file was taken to have, as it is no UTF-8."""
    yield from filter(None, [_encoding_taken(table.file)])


def range_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the ends of a range of years that the file has not."""
    text, wide = table.given.get("columns", ""), table.wide
    ends = [] if len(columns_listed(text, table.file.heads)) > 1 else text.split("..")
    lacking = " and ".join(plain(it) for it in ends if it not in wide)
    if lacking:
        yield f"no column {lacking}: those from {wide[0]} to {wide[-1]} are taken"


def ask_about_points(file: Input, columns: Iterable[str]) -> None:
    """Raise QuestionError where each point in some columns of numbers may group thousands.

    A number of four digits without a point, or with other than three digits behind it, shows that
    points stand before decimals; one with two points, or a comma behind one, that they do not.
    """
    columns, first, example = [*columns], "", ""
    for row, cells in file.rows():
        for cell in (cells[column].strip() for column in columns):
            if _GROUPED.fullmatch(cell):
                first = first or f'{file.label}:{row.line}: "{plain(cell)}"'
            elif _THOUSANDS.fullmatch(cell):
                example = example or f'{file.label}:{row.line}: "{plain(short(cell))}"'
            elif _UNGROUPED.fullmatch(cell) and ("." in cell or len(cell) > _SHORT):
                return
    if first and example:
        message = f"{example} has points between thousands, as others may have them"
        raise QuestionError(message, "add --map decimal=,")
    if first:
        hint = "add --map decimal=, if it is thousands, --map decimal=. if it is a fraction"
        raise QuestionError(f"{first} may be thousands or a fraction", hint)
