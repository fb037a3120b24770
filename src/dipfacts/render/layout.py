"""Texts and tables folded to a width, in cells as a terminal counts them.

Rich would break words, and drop columns, of a table whose longest words need more than the width;
here such a table is stacked: a cell a line, as "label: value".
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len as cell_len  # for others, too
from rich.cells import chop_cells

from dipfacts.model.web_address import web_address
from dipfacts.render.page.marked_cells import SourceCell

if TYPE_CHECKING:
    from dipfacts.model.fact import Fact
    from dipfacts.render.page.document import Section

_Row = tuple[tuple[str, ...], str]  # the cells of a row, and its tone

UNBOUNDED = sys.maxsize  # the width off a terminal, where nothing is folded
USUAL = 80, 24  # columns and lines of a terminal that does not say how many it has
_LEAST = 20  # columns that are filled even on a narrower terminal
_STACKED = 70  # columns below which a table of three columns or more is stacked, unless it fits
_GAP = 2  # columns between those of a table, and of an indentation
_MEASURED = 60  # rows of a table by which the widths of its columns are chosen
_DIGITS = 4  # of the widest terminal
_ADDRESS = re.compile(r"\W*https?://\S", re.IGNORECASE)
_NO_BREAK = "\N{NO-BREAK SPACE}"  # what is shown holds none: see text.plain
# A space that is not broken: in an amount or a date, between the marks of sources, and before the
# number that ends a cell.
_GLUED = re.compile(
    r"(?<=\d) (?=(?:thousand|million|billion|trillion|[A-Z][a-z]{2})\b)"
    r"|(?<=\]) (?=\[)|(?<=[a-z.]) (?=[\d-]+$)"
)
_UNEVEN = re.compile(r"^ |  | $|\n")  # what folding changes in a text that fits
_LAST_WORD = re.compile(r"(.*\S) (\S+)", re.S)


def terminal_size(out: TextIO) -> tuple[int, int]:
    """Return the columns and lines of a terminal: as COLUMNS and LINES say, else as it says itself.

    In doubt 80 and 24.
    """
    own = (0, 0)
    with contextlib.suppress(OSError):  # raised by a stream that is no file, too
        own = os.get_terminal_size(out.fileno())
    columns, lines = (
        _number(os.environ.get(name), number, usual)
        for name, number, usual in zip(("COLUMNS", "LINES"), own, USUAL, strict=True)
    )
    return max(columns, _LEAST), lines


def _number(given: str | None, own: int, usual: int) -> int:
    """Return the number that a variable gives, else the terminal's own; the usual one for none."""
    if given is None:
        return own or usual
    is_number = given.isascii() and given.isdigit() and len(given) <= _DIGITS
    return (int(given) if is_number else 0) or usual


def is_styled(color: str, out: TextIO) -> bool:
    """Return whether text is written with escape codes for colour: always, never, or auto.

    With auto NO_COLOR turns them off (no-color.org) and FORCE_COLOR on (force-color.org); without
    either they are for a terminal, unless TERM says that it has none.
    """
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return out.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def _room(text: str) -> int:
    """Return the number of cells of a text: one more if it ends in a mark that has none of its own.

    Some terminals wrap a line that such a mark ends in the last column.
    """
    return cell_len(text) + (text != "" and not text.isascii() and not cell_len(text[-1]))


def folded(text: str, width: int, hanging: int = 0, first: int = 0) -> list[str]:
    """Break a text between words into lines of a width, indented by `first` and then `hanging`.

    A word that only fits a line without the indentation has none. One that fits no line is broken,
    but an address stands whole on a line of its own.
    """
    if width >= UNBOUNDED:
        return [" " * first + text.replace("\n", ": ")]
    done: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = [" " * first], first
        for nth, word in enumerate(filter(None, paragraph.split(" "))):
            cells = _room(word)
            if nth and taken + 1 + cells <= width:
                line += (" ", word)
                taken += 1 + cells
                continue
            if nth:
                done.append("".join(line))
                line, taken = [" " * hanging], hanging
            if taken + cells > width:
                if cells <= width or _ADDRESS.match(word):
                    line, taken = [], 0
                else:
                    *whole, word = filter(
                        None, chop_cells(word, width - taken - (not word.isascii()))
                    )
                    done += ("".join((*line, part)) for part in whole)
                    cells = _room(word)
            line.append(word)
            taken += cells
        done.append("".join(line))
        first = hanging
    return done


def fitted(text: str, out: TextIO, hanging: int = 0, first: int = 0) -> str:
    """Return a text folded to the width of a terminal; off a terminal on one line."""
    width = terminal_size(out)[0] if out.isatty() else UNBOUNDED
    return "\n".join(folded(own_line(text, width), width, hanging, first))


def parted(text: str) -> tuple[str, str]:
    """Return a text without the address that it ends with, and that, or an empty text."""
    match = _LAST_WORD.fullmatch(text)
    return (match[1], match[2]) if match and web_address(match[2]) else (text, "")


def fits(text: str, width: int) -> bool:
    """Return whether a text is no wider than a width."""
    return width >= UNBOUNDED or _room(text) <= width


def own_line(text: str, width: int) -> str:
    """Return a text with the address that it ends with on a line of its own, if it is too wide."""
    return text if fits(text, width) else "\n".join(filter(None, parted(text)))


def table(section: Section, width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a table, each with the tone of its row; that of the header is "head".

    The last cell of a row reaches over the columns that are empty after it.
    """
    right = [name in section.right for name in section.columns]
    if width >= UNBOUNDED:  # rows are made twice, and not held: there may be very many
        widths = _natural(cells for cells, _ in _rows(section, width))
        for cells, tone in _rows(section, width):
            yield from ((line, tone) for line in _lines(cells, widths, right, width))
        return
    rows = [*_rows(section, width)]
    below: list[list[str]] = [[] for _ in rows]
    texts = [cells for cells, _ in rows]
    widths = _natural(texts)
    if not _fits(texts, widths, width):
        rows, below = _addresses_below(rows)
        fitting = _fitting([cells for cells, _ in rows], width)
        if fitting is None:
            yield from _stacked(section, width)
            return
        widths = fitting
    for (cells, tone), addresses in zip(rows, below, strict=True):
        yield from ((line, tone) for line in _lines(cells, widths, right, width))
        for address in addresses:
            yield from ((line, tone) for line in folded(address, width, first=_GAP))


def _rows(section: Section, width: int) -> Iterator[_Row]:
    """Yield the header and the rows of a table that hold anything, with their tones."""
    rows = ((row.cells, row.tone) for row in section.rows if any(row.cells))
    head = [(section.columns, "head")] if any(section.columns) else []
    for cells, tone in chain(head, rows):
        if width >= UNBOUNDED:
            cells = tuple(cell.replace("\n", ": ") for cell in cells)
        yield cells, tone


def _addresses_below(rows: list[_Row]) -> tuple[list[_Row], list[list[str]]]:
    """Return rows without the addresses that cells end with, and the addresses of each row."""
    pairs = [[parted(_GLUED.sub(_NO_BREAK, cell)) for cell in cells] for cells, _ in rows]
    without: list[_Row] = [
        (tuple(map(_as_marked, cells, own)), tone)
        for cells, (own, tone) in zip(pairs, rows, strict=True)
    ]
    return without, [[url for _, url in cells if url] for cells in pairs]


def _lines(cells: Sequence[str], widths: list[int], right: list[bool], width: int) -> Iterator[str]:
    """Yield the lines of a row."""
    last = _last(cells)
    room = [*widths[:last], _rest(widths, last, width)]
    hanging = _GAP if len(widths) == 1 else 0  # else several rows run together
    texts = [_cell(cell, room, hanging) for cell, room in zip(cells, room, strict=False)]
    for parts in zip_longest(*texts, fillvalue=""):
        padded = [_padded(*column) for column in zip(parts, widths, right, strict=False)]
        line = (" " * _GAP).join(padded).rstrip().replace(_NO_BREAK, " ")
        yield _linked(line, cells, parts, padded)


class Linked(str):
    """A line of a table of which a part, from `start` to `end`, leads to a claim."""

    start: int
    end: int
    claim: Fact

    @staticmethod
    def of(line: str, start: int, end: int, claim: Fact) -> Linked:
        """Return a line of which this part leads to a claim."""
        linked = Linked(line)
        linked.start, linked.end, linked.claim = start, end, claim
        return linked


def _linked(line: str, cells: Sequence[str], parts: Sequence[str], padded: Sequence[str]) -> str:
    """Return a line of a row whose cell of sources leads to the first of its claims."""
    for nth, (cell, part) in enumerate(zip(cells, parts, strict=False)):
        if type(cell) is SourceCell and cell.claims and part:
            start = sum(len(text) + _GAP for text in padded[:nth])
            return Linked.of(line, start, start + len(part), cell.claims[0])
    return line


def _linked_below(line: str, cell: str, label: str) -> str:
    """Return a line of a cell that is stacked; of one of sources it leads to a claim."""
    if type(cell) is SourceCell and cell.claims:
        start = len(line) - len(line.lstrip(" ").removeprefix(label))
        return Linked.of(line, start, len(line), cell.claims[0])
    return line


def _as_marked(part: tuple[str, str], cell: str) -> str:
    """Return a cell without its address; it knows the same claims as before."""
    return cell.of(part[0], cell.claims) if isinstance(cell, SourceCell) else part[0]


def _last(cells: Sequence[str]) -> int:
    """Return the place of the last cell that is not empty."""
    return max((nth for nth, cell in enumerate(cells) if cell), default=0)


def _cell(text: str, width: int, hanging: int) -> list[str]:
    """Return the lines of a cell; blanks that it begins with stand before each of them.

    All but the first are indented by `hanging` cells more.
    """
    if _room(text) <= width and not _UNEVEN.search(text):
        return [text]
    blanks = len(text) - len(text.lstrip(" "))
    return folded(text, width, blanks + hanging, blanks)


def _padded(text: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if is_right else text + blanks


def _natural(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the width that each column has if nothing is folded."""
    widths = list[int]()
    for cells in rows:
        widths = widths or [0] * len(cells)
        last = _last(cells)
        for nth, cell in enumerate(cells[: last + (last + 1 == len(cells))]):
            widths[nth] = max(widths[nth], *map(_room, cell.split("\n")))
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * max(len(widths) - 1, 0)


def _rest(widths: list[int], nth: int, width: int) -> int:
    """Return the width from a column to the end of the line."""
    return width - _total(widths[:nth]) - (_GAP if nth else 0)


def _fits(rows: list[tuple[str, ...]], widths: list[int], width: int) -> bool:
    """Return whether columns fit a line, and the words of each last cell what is left of it."""
    ends = [(_last(cells), cells) for cells in rows]
    return _total(widths) <= width and all(
        _longest_word(cells[last]) <= _rest(widths, last, width) for last, cells in ends
    )


def _fitting(rows: list[tuple[str, ...]], width: int) -> list[int] | None:
    """Return widths for columns that fit together and break no word; None if there are none.

    What gives way first is the column where that makes the fewest lines more.
    """
    columns = [*zip(*rows, strict=True)]
    least = [max(map(_longest_word, cells)) for cells in columns]
    widths = [min(max(pair), width) for pair in zip(_natural(rows), least, strict=True)]
    if _total(least) > width or (width < _STACKED and len(widths) > 2):
        return None
    lengths = [[cell_len(cell) for cell in cells[:_MEASURED]] for cells in columns]

    def heights(nth: int, room: int) -> list[int]:
        return [-(-length // max(room, 1)) for length in lengths[nth]]

    now = [heights(nth, room) for nth, room in enumerate(widths)]

    def price(nth: int) -> tuple[int, int, int]:
        folded_more = heights(nth, widths[nth] - 1)
        return sum(map(max, tallest, folded_more)), sum(folded_more) - sum(now[nth]), -widths[nth]

    while _total(widths) > width:
        able = (nth for nth, narrowest in enumerate(least) if widths[nth] > narrowest)
        tallest = [*map(max, zip(*now, strict=True))]
        nth = min(able, key=price)
        widths[nth] -= 1
        now[nth] = heights(nth, widths[nth])
    return widths


def _longest_word(cell: str) -> int:
    blanks = len(cell) - len(cell.lstrip(" "))
    return blanks + max(map(_room, cell.split(" ")), default=0)


def _stacked(section: Section, width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a table with each cell on lines of its own, after its column's name."""
    for row in section.rows:
        first = start = _GAP if row.tone == "sub" else 0
        for name, cell in zip(section.columns, row.cells, strict=True):
            if text := cell.strip():
                has_label = name and row.tone != "group" and not text.startswith("·")
                label = f"{name}: " if has_label else ""
                lines = folded(label + text, width, start + 2 * _GAP, first)
                yield from ((_linked_below(line, cell, label), row.tone) for line in lines)
                first = start + _GAP
