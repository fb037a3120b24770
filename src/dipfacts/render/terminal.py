"""Pages and progress on a terminal or through a pipe."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.page import chart, pages
from dipfacts.render.page.document import Page, Section

if TYPE_CHECKING:
    from rich.progress import Progress

LONGEST_WORD = 16  # columns of a folded column's word that is not broken
CHART_WIDTH = 80  # columns of a chart that is asked for off a terminal
UNBOUNDED = 1_000_000  # wide enough off a terminal that nothing is ever folded or cut
_STYLES = {"differ": "bold yellow", "sub": "dim", "planned": "italic cyan", "group": "bold"}


def write(answer: Answer, request: Request, out: TextIO) -> str | None:
    """Print the page of an answer; the chart on a terminal, or where it is asked for.

    Return that there is none, where it was asked for.
    """
    page = pages.page(answer)
    missing = request.chart and page.series is None
    if not (out.isatty() if request.chart is None else request.chart):
        page = page._replace(series=None)
    print_page(page, out, request.color)
    return "no chart: it takes three full years of one series" if missing else None


def print_page(page: Page, out: TextIO, color: bool = True) -> None:
    """Print a page: fitted to the terminal's width, or one line a row off a terminal."""
    if out.isatty():
        dumb = os.environ.get("TERM", "") in ("", "dumb", "unknown")
        styled = color and not dumb and not os.environ.get("NO_COLOR")
        _print(page, _console(out, None, styled), folded=True)
        return
    # Off a terminal Rich fills every line to its width; the blanks are of no use to anyone.
    plain = StringIO()
    _print(page, _console(plain, UNBOUNDED, styled=False), folded=False)
    out.write("".join(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines()))


def progress_bar(total: int) -> Progress:
    """Show a bar on standard error that counts files, and claims as its field `claims`.

    Its caller updates it by `task_ids[0]`, and stops it, which removes it.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # slow to load

    bar = Progress(
        TextColumn("Compiling the fact base"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[claims]} claims"),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=total, claims="0")
    bar.start()
    return bar


def _console(out: TextIO, width: int | None, styled: bool) -> Console:
    """Make a console that prints text as it is; unstyled it sends no escape code at all."""
    return Console(
        file=out,
        width=width,
        color_system="auto" if styled else None,
        force_terminal=None if styled else False,
        no_color=not styled,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _print(page: Page, console: Console, folded: bool) -> None:
    console.print(Text(page.headline, "bold"), soft_wrap=not folded)
    for section in page.sections:
        console.print()
        if section.title:
            console.print(Text(section.title, "bold"), soft_wrap=not folded)
        console.print(_table(section, folded), crop=False)
    if page.series is not None:
        console.print()
        console.print(Text(chart.title(page.series), "bold"), soft_wrap=True)
        for line in chart.lines(page.series, console.width if folded else CHART_WIDTH):
            console.print(Text(line), soft_wrap=True)
    for line in ("", *page.remarks) if page.remarks else ():
        console.print(Text(line), soft_wrap=not folded)
    if page.sources:
        console.print()
        console.print(Text("Sources", "bold"))
    for line in page.sources:
        _print_source(console, line, folded)


def _print_source(console: Console, line: str, folded: bool) -> None:
    """Print a source on as many lines as it needs, its address uncut on one of its own."""
    if not folded or cell_len(line) <= console.width:
        console.print(Text(line), soft_wrap=True)
        return
    text, _, url = line.rpartition(" ")
    if not url.startswith("http"):
        text, url = line, ""
    indent = text.index("]") + 2
    number, rest = text[:indent], text[indent:]
    grid = Table.grid()
    grid.add_column(width=indent, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(number), Text(rest))
    console.print(grid)
    if url:
        console.print(Text(" " * indent + url), soft_wrap=True)


def _table(section: Section, folded: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for nth, name in enumerate(section.columns):
        folds = folded and nth in section.folding
        cells = [row.cells[nth] for row in section.rows]
        heading = name.lstrip(">")
        least = None if not folded else max(len(text) for text in [heading, *cells])
        if folds:  # its longest word, as long as there is room
            words = (word for cell in cells for word in cell.split())
            least = min(max(map(len, words), default=1), LONGEST_WORD)
        table.add_column(
            heading,
            justify="right" if name.startswith(">") else "left",
            no_wrap=not folds,
            overflow="fold",
            min_width=least,
        )
    for row in section.rows:
        texts = (Text(cell if folded else cell.replace("\n", ": ")) for cell in row.cells)
        table.add_row(*texts, style=_STYLES.get(row.tone))
    return table
