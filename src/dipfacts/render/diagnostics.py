"""Problems of a fact base as people, editors, scripts and GitHub read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TextIO

from dipfacts.errors import Problem
from dipfacts.model.display import counted
from dipfacts.render.layout import UNBOUNDED, cell_len, folded, is_styled, terminal_size
from dipfacts.text import plain, typed_path

if TYPE_CHECKING:
    from dipfacts.read.files import SourceFile
    from dipfacts.read.rows.table_files import Reason, TableFile

# What a problem is of: a header, an array, a text, a word or number, or a single character.
_POINTED = (
    r"\[\[[^\[\]]{,99}\]\]"
    r"|\[(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[^\[\]\"'#])*\]"
    r"|\{(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[^{}\"'#])*\}"
    r"|\"{3}|'{3}|\"(?:\\.|[^\"\\])*\"|'[^']*'"
    r"|[\w.+:-]+|."
)
_COLORS = {"error": "1;31", "warning": "1;33", "dim": "2", "bold": "1"}
WIDEST = 500  # columns off a terminal: a file on a single line has all its problems there
_BESIDE = len("  remedy: ")
_LEAST_ROOM = 20  # columns of a line that are shown even if the terminal is narrower

FOR_PEOPLE = ("human", "text")
"""The formats that are shortened; those for programs hold every problem."""
_REASONS = 6  # why rows are left out, that are told one by one
_TABLES = 20  # whose rows are counted in a line each

TextOf = Callable[[str], str]
"""A function that returns the text of a file by the name that its problems call it."""


class TableCounts(NamedTuple):
    """A CSV file, what was read of it, and how many of its claims name what is not declared."""

    file: SourceFile
    read: TableFile
    refused: int

    @property
    def is_read(self) -> bool:
        """Return whether any rows are read: a table with a fault of its own may have none."""
        return bool(self.read.of or not self.read.faults)

    @property
    def claims(self) -> int:
        """Return the number of rows, or cells, that are claims of the base."""
        return len(self.read.rows) - self.refused

    @property
    def unreadable(self) -> int:
        """Return the number of rows, or cells, that are wrong."""
        return self.read.wrong + self.refused


Style = Callable[[str, str], str]


def write_human(problems: Iterable[Problem], text_of: TextOf, out: TextIO, color: str) -> None:
    """Write each problem with its line, a pointer under the column, and the remedy."""
    styled = is_styled(color, out)

    def style(text: str, tone: str) -> str:
        return f"\x1b[{_COLORS[tone]}m{text}\x1b[0m" if styled else text

    width = terminal_size(out)[0] if out.isatty() else WIDEST
    room = width if out.isatty() else UNBOUNDED
    by_file = groupby(problems, attrgetter("file"))  # the texts of all may be very long
    with_lines = ((text_of(name).split("\n"), some) for name, some in by_file)
    for lines, problem in ((lines, problem) for lines, some in with_lines for problem in some):
        where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
        head = f"{problem.severity}[{problem.code}]"
        first, *more = folded(f"{head}: {plain(problem.message)}", room, 2)
        text = style("\n".join((first.removeprefix(head), *more)), "bold")
        at = "\n".join(folded(f"at {plain(where)}", room, 2, 2))
        remedy = "\n".join(folded(f"remedy: {plain(problem.hint)}", room, _BESIDE, 2))
        parts = (
            style(head, problem.severity) + text,
            at.replace("at", style("at", "dim"), 1),
            *_excerpt(problem, lines, width, style),
            remedy.replace("remedy:", style("remedy:", "bold"), 1),
        )
        out.write("\n".join(parts) + "\n\n")


def _excerpt(problem: Problem, lines: Sequence[str], width: int, style: Style) -> tuple[str, ...]:
    """Return the line of a problem, cut around its column to fit a width, and the pointer below."""
    if not 0 < problem.line <= len(lines):
        return ()
    line, at = lines[problem.line - 1], max(problem.column - 1, 0)
    room = max(width - len(str(problem.line)) - 5, _LEAST_ROOM)
    # As many characters as could matter, before anything is done with each of them.
    before = _cut_to_room(plain(line[max(at - 2 * room, 0) : at]), room // 2, keep_end=True)
    after = _cut_to_room(plain(line[at : at + 2 * room]), room - cell_len(before))
    pointed = re.match(_POINTED, line[at : at + 2 * room])
    length = min(cell_len(plain(pointed[0])), cell_len(after)) if pointed else 1
    number = str(problem.line)
    first, margin = (style(f"  {text} |", "dim") for text in (number, " " * len(number)))
    pointer = style("^" * max(length, 1), problem.severity)
    return f"{first} {before}{after}".rstrip(), f"{margin} {' ' * cell_len(before)}{pointer}"


def _cut_to_room(text: str, room: int, keep_end: bool = False) -> str:
    """Return as much of a text as there is room for, with a mark where it was cut."""
    if cell_len(text) <= room:
        return text
    kept, left = 0, room - 1
    for char in reversed(text) if keep_end else text:
        left -= cell_len(char)
        if left < 0:
            break
        kept += 1
    return f"…{text[len(text) - kept :]}" if keep_end else f"{text[:kept]}…"


def write_text(problems: Iterable[Problem], out: TextIO) -> None:
    """Write one problem a line, as compilers print them and editors read them."""
    for p in problems:
        where = f"{p.file}:{max(p.line, 1)}:{max(p.column, 1)}"
        out.write(plain(f"{where}: {p.severity}[{p.code}]: {p.message}; {p.hint}") + "\n")


def write_json(problems: Iterable[Problem], tables: Sequence[TableCounts], out: TextIO) -> None:
    """Write one object; line and column are 0 where a problem is of the whole file."""
    # lazy: only this form needs it
    from dipfacts.render.json.encoding import SCHEMA_VERSION, Elements, Members, blocks

    keys = ("file", "line", "column", "severity", "code", "message", "hint")
    records = ({key: getattr(problem, key) for key in keys} for problem in problems)
    whole = {
        "schema_version": SCHEMA_VERSION,
        "problems": Elements(records),
        "tables": [_record(table) for table in tables],
    }
    for text in blocks(Members(whole.items())):
        out.write(text)
    out.write("\n")


def _record(table: TableCounts) -> dict[str, object]:
    """Return the counts that `check` has of a table, as the contract of the JSON says."""
    left_out = [
        {"why": why, "column": column or None, "value": value, "count": count}
        for (why, column, value), count in table.read.left_out.most_common()
    ]
    return {
        "id": table.file.table,
        "file": table.file.label,
        "is_read": not table.read.faults,
        "rows": table.read.of,
        "claims": table.claims,
        "left_out": left_out,
        "unreadable": table.unreadable,
    }


def write_github(problems: Iterable[Problem], out: TextIO) -> None:
    """Write commands that GitHub Actions turns into annotations of the lines."""
    text = {"%": "%25", "\r": "%0D", "\n": "%0A"}
    in_text, in_place = map(str.maketrans, (text, {**text, ":": "%3A", ",": "%2C"}))
    for p in problems:
        place = {"file": p.file, "line": max(p.line, 1), "col": max(p.column, 1), "title": p.code}
        given = ",".join(f"{key}={str(it).translate(in_place)}" for key, it in place.items())
        out.write(f"::{p.severity} {given}::{f'{p.message}; {p.hint}'.translate(in_text)}\n")


def summary(severities: Mapping[str, int], files: int, claims: int) -> str:
    """Return '2 errors, 1 warning in 3 files', or 'no problems in 1 file, 238 claims'."""
    if not severities:
        return f"no problems in {counted(files, 'file')}, {counted(claims, 'claim')}"
    counts = [(severities[noun], noun) for noun in ("error", "warning") if noun in severities]
    text = ", ".join(counted(number, noun) for number, noun in counts)
    return f"{text} in {counted(files, 'file')}"


def table_lines(tables: Sequence[TableCounts], all: bool) -> Iterator[str]:
    """Yield a line for each table: the rows of its file, claims, and what is left out by reason.

    Of very many tables without `all` the first ones, and the counts of the others together.
    """
    most = len(tables) if all or len(tables) <= _TABLES + 1 else _TABLES
    for table in tables[:most]:
        file, read = table.file, table.read
        if not table.is_read:
            yield plain(f"{file.label}, table {file.table}: its rows are not read")
            continue
        of = counted(read.of, "cell" if read.wide else "row")
        claims = counted(table.claims, "claim")
        counts = [(_reason(why), n) for why, n in read.left_out.most_common()]
        reason_lines = by_reason(counts, len(counts) if all else _REASONS)
        left_out = f"; left out: {', '.join(reason_lines)}" if reason_lines else ""
        cannot = f"; {table.unreadable:,} cannot be read" if table.unreadable else ""
        cannot += "; the rest is not read" if read.faults else ""
        yield plain(f"{file.label}, table {file.table}: {of}, {claims}{left_out}{cannot}")
    if others := tables[most:]:
        yield _line_of_others(others)


def _line_of_others(tables: Sequence[TableCounts]) -> str:
    """Return the counts of tables that have no line of their own, which add up."""
    read = [table for table in tables if table.is_read]
    units = {"cell" if table.read.wide else "row" for table in read}
    rows = counted(sum(table.read.of for table in read), "row" if units != {"cell"} else "cell")
    claims = counted(sum(table.claims for table in read), "claim")
    left_out = sum(table.read.left_out.total() for table in read)
    unreadable = sum(table.unreadable for table in read)
    parts = [
        f"{rows} and cells" if len(units) > 1 else rows,
        claims,
        *([f"{left_out:,} left out"] if left_out else []),
        *([f"{unreadable:,} cannot be read"] if unreadable else []),
    ]
    unread = len(tables) - len(read)
    not_read = f"; of {counted(unread, 'table')} the rows are not read" if unread else ""
    return f"{len(tables):,} more tables: {', '.join(parts)}{not_read}; --all lists them"


def by_reason(counts: Sequence[tuple[str, int]], most: int) -> list[str]:
    """Return the first reasons, each with its number of rows, and the rest together."""
    lines = [f"{count:,} {reason}" for reason, count in counts]
    if len(lines) <= most + 1:
        return lines
    rows = sum(count for _, count in counts[most:])
    rest = counted(len(lines) - most, "other reason")
    return [*lines[:most], f"{rows:,} for {rest}: --all lists them"]


def _reason(reason: Reason) -> str:
    """Return why rows of a table are left out, in words."""
    why, column, value = reason
    quoted = f'"{value}"' if value else "blank"
    if why == "where":
        return f"by where ({column})"
    if why == "missing":
        return f"without a number ({quoted})"
    return f"by skip ({column} {quoted})" if why == "skip" else "of tags below the header"


def base_errors_line(
    errors: Sequence[tuple[Problem, int]],
    hidden: Sequence[str],
    facts: Sequence[str],
    label: str = "",
) -> str:
    """Return the line that a look-up over a base with errors says, with the first of them.

    `errors` are the first of each code with their numbers, `hidden` the topics that commands hide,
    `facts` the paths of the base, if any were given, `label` what it is called if those are not as
    it is.
    """
    from dipfacts.checks.consistency import hidden_topic  # lazy: most bases have no errors

    messages = [problem.without_hint for problem, _ in errors]
    messages += map(hidden_topic, hidden)
    count = sum(count for _, count in errors) + len(hidden)
    names = {"-": "standard input", "bundled": "the bundled base"}
    name = names.get(facts[0], facts[0]) if len(facts) == 1 else "the fact base"
    name = label or name
    more, shows = ("; …", "lists them") if count > 1 else ("", "shows it")
    shows += f" in a checkout of {label}" if label else ""
    command = " ".join(["dipfacts check", *map(typed_path, facts)])
    return plain(f"{name} has {counted(count, 'error')} ({messages[0]}{more}); {command} {shows}")
