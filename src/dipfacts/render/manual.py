"""Pages of the docs, laid out for a terminal."""

from __future__ import annotations

import re
from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.markdown import Markdown

_WIDEST = 100  # columns that are filled
_STACKED = 70  # columns below which a table is a list
_TABLE = re.compile(r"^\|(.+)\|\n\|[-:| ]+\|\n((?:\|.*\|\n)+)", re.M)
# A code span; or what stays: a block of code, and the first cell of a row, which is one anyway.
_CODE = re.compile(r"^```.*?^```$|^\|(?:\\.|[^|\\\n])*\||(?<!`)`([^`]+)`(?!`)", re.M | re.S)
_CELL_END = re.compile(r"(?<!\\)\|")


def write(text: str, out: TextIO, width: int) -> None:
    """Write a page of Markdown as text of a width, with backticks about code."""
    text = _CODE.sub(lambda code: f"`` {code[0]} ``" if code[1] else code[0], text)
    text = text if width >= _STACKED else _TABLE.sub(_listed, text)
    laid_out = StringIO()
    console = Console(file=laid_out, width=min(width, _WIDEST), no_color=True)
    console.print(Markdown(text, hyperlinks=False))
    lines = "\n".join(line.rstrip() for line in laid_out.getvalue().splitlines())
    out.write(re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n")


def _listed(table: re.Match[str]) -> str:
    """Return a table as a list: the first cell of each row, and the others with their headings."""
    _, *names = _cells(table[1])
    items = []
    for row in table[2].splitlines():
        first, *others = _cells(row.strip().strip("|"))
        pairs = zip(names, others, strict=False)
        cells = [f"{name}: {cell}" if len(names) > 1 else cell for name, cell in pairs if cell]
        items.append(f"- **{first}**  \n  " + "; ".join(cells))
    return "\n".join(items) + "\n"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL_END.split(row)]
