"""Pages and progress on a terminal or through a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from dipfacts.answers.answer import Answer
from dipfacts.model.request import Request
from dipfacts.render.layout import UNBOUNDED, folded, own_line, size, table
from dipfacts.render.page import chart, pages
from dipfacts.render.page.document import Page

if TYPE_CHECKING:
    from rich.progress import Progress

CHART_WIDTH = 80  # columns of a chart that is asked for off a terminal
_STYLES = {
    "title": "bold",
    "head": "dim",
    "differ": "bold yellow",
    "sub": "dim",
    "planned": "italic cyan",
    "group": "bold",
}


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
    if not out.isatty():
        out.writelines(f"{line}\n" for line, _ in _lines(page, UNBOUNDED, CHART_WIDTH))
        return
    dumb = os.environ.get("TERM", "") in ("", "dumb", "unknown")
    console = _console(out, color and not dumb and not os.environ.get("NO_COLOR"))
    for line, tone in _lines(page, console.width, console.width):
        console.print(Text(line, _STYLES.get(tone, "")), soft_wrap=True)


def progress_bar(total: int) -> Progress:
    """Show a bar on standard error that counts files, and claims as its field `claims`.

    Its caller updates it by `task_ids[0]`, and stops it, which removes it.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # slow to load

    width, height = size(sys.stderr)
    bar = Progress(
        TextColumn("Compiling the fact base"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[claims]} claims"),
        console=Console(stderr=True, width=width, height=height),
        transient=True,
    )
    bar.add_task("", total=total, claims="0")
    bar.start()
    return bar


def _console(out: TextIO, styled: bool) -> Console:
    """Make a console that prints text as it is; unstyled it sends no escape code at all."""
    width, height = size(out)
    return Console(
        file=out,
        width=width,
        height=height,
        color_system="auto" if styled else None,
        force_terminal=None if styled else False,
        no_color=not styled,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _lines(page: Page, width: int, chart_width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a page, each with its tone."""

    def text(line: str, tone: str = "", hanging: int = 0) -> Iterator[tuple[str, str]]:
        return ((line, tone) for line in folded(line, width, hanging))

    yield from text(page.headline, "title")
    for section in page.sections:
        yield "", ""
        if section.title:
            yield from text(section.title, "title")
        yield from table(section, width)
    if page.series is not None:
        yield "", ""
        yield from text(chart.title(page.series), "title")
        yield from ((line, "") for line in chart.lines(page.series, chart_width))
    for line in ("", *page.remarks) if page.remarks else ():
        yield from text(line)
    if page.sources:
        yield from (("", ""), ("Sources", "title"))
    for line in page.sources:
        yield from text(own_line(line, width), hanging=line.find("]") + 2)
