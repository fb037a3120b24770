"""Pages on a terminal or through a pipe: the only user of rich."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dipfacts.render.pages import Page, Section

UNBOUNDED = 100_000  # wide enough off a terminal that nothing is ever folded or cut
_STYLES = {"differ": "bold yellow", "sub": "dim", "planned": "italic cyan"}


def write(page: Page, out: TextIO, color: bool = True) -> None:
    """Print a page: fitted to the terminal's width, or one line a row off a terminal."""
    terminal = out.isatty()
    plain = not terminal or not color or bool(os.environ.get("NO_COLOR"))
    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    console = Console(
        file=out,
        width=None if terminal else UNBOUNDED,
        no_color=plain or dumb,
        color_system=None if plain or dumb else "auto",
        force_terminal=terminal and not dumb,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(Text(page.headline, "bold"), soft_wrap=not terminal)
    for section in page.sections:
        console.print()
        if section.title:
            console.print(Text(section.title, "bold"), soft_wrap=not terminal)
        console.print(_table(section, terminal), soft_wrap=not terminal, crop=False)
    for title, lines in (("", page.remarks), ("Sources", page.sources)):
        if lines:
            console.print()
        if lines and title:
            console.print(Text(title, "bold"))
        for line in lines:
            text = Text(line)
            console.print(Padding(text, (0, 0, 0, 2)) if terminal and title else text,
                          soft_wrap=not terminal or "http" in line)


def _table(section: Section, terminal: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for nth, name in enumerate(section.columns):
        folds = nth in section.folding
        table.add_column(
            name.lstrip(">"),
            justify="right" if name.startswith(">") else "left",
            no_wrap=not folds or not terminal,
            overflow="fold",
            min_width=None if folds else max([len(name), *(len(r.cells[nth]) for r in section.rows)]),
        )
    for row in section.rows:
        table.add_row(*(Text(_one_line(cell, terminal)) for cell in row.cells),
                      style=_STYLES.get(row.tone))
    return table


def _one_line(cell: str, terminal: bool) -> str:
    return cell if terminal else cell.replace("\n", ": ")
