"""Pages and progress on a terminal or through a pipe."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.model.fact import Fact
from dipfacts.model.groups import batches
from dipfacts.model.request import Request
from dipfacts.render.layout import (
    UNBOUNDED,
    Linked,
    fits,
    folded,
    is_styled,
    table,
    terminal_size,
)
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page
from dipfacts.render.page.draft import TURNS
from dipfacts.render.page.figures import chart

if TYPE_CHECKING:
    from rich.progress import Progress

CHART_WIDTH = 80  # columns of a chart that is asked for off a terminal
SCREEN = 32  # lines of a page that is short
ROOM = 24  # most rows of its largest table
_ROOMS = [part / TURNS for part in range(TURNS, TURNS * ROOM)]
_IN_ASCII = dict(zip("█▒░▄│└─┆·↑↓●▲■◆○△□◇", "#=-~|+-:.^voxsdOXSD", strict=True))
"""The signs drawn in place of those that a terminal or a pipe cannot print."""
_STYLES = {
    "title": "bold",
    "head": "dim",
    "differ": "bold yellow",
    "sub": "dim",
    "planned": "italic cyan",
    "group": "bold",
}


class _Line(NamedTuple):
    """One line of a page, its tone, and the address to which all of it leads, if any."""

    text: str
    tone: str = ""
    address: str = ""


def write(answer: Answer, request: Request, out: TextIO) -> str | None:
    """Print the page of an answer; the chart on a terminal, or where it is asked for.

    A terminal gets what fits a screen, unless all of it is asked for. Return that there is no
    chart, where it was asked for.
    """
    if out.isatty() or is_styled(request.color, out):  # where rows lead to their claims
        # lazy: few pages leave anything unread
        from dipfacts.answers.occurrences.many_lines import hold

        hold(answer)
    has_chart = out.isatty() if request.chart is None else request.chart
    missing = request.chart and pages.page(answer).series is None

    def page(most: float | None = None, terse: bool = False) -> Page:
        result = pages.page(answer, most, terse)
        return result if has_chart else result.replaced(series=None)

    if request.full or not out.isatty():
        print_page(page(), out, request.color)
    else:
        _print_short(page, out, request.color)
    return chart.why_none(answer) if missing else None


def print_page(page: Page, out: TextIO, color: str) -> None:
    """Print a page: fitted to the terminal's width, or one line a row off a terminal."""
    width = terminal_size(out)[0] if out.isatty() else UNBOUNDED
    lines = _lines(page, width, width if out.isatty() else CHART_WIDTH)
    _send(lines, out, color, page.place)


def _print_short(page: Callable[[float, bool], Page], out: TextIO, color: str) -> None:
    """Print the page with the most rows that fits a screen, and with its sources in full if it can.

    Else a source has one line: its address is behind it, or stands there only where it has room.
    """
    width = terminal_size(out)[0]
    has_links = is_styled(color, out) and _has_links()

    @cache  # the page that fits was laid out to see that it does, others until they do not
    def laid_out(most: float, terse: bool = True) -> tuple[Page, list[_Line]]:
        short = page(most, terse)
        return short, [*islice(_lines(short, width, width, terse, has_links), SCREEN + 1)]

    short, lines = laid_out(ROOM, terse=False)
    if len(lines) > SCREEN:
        rooms = bisect_right(_ROOMS, SCREEN, key=lambda most: len(laid_out(most)[1]))
        short, lines = laid_out(_ROOMS[max(rooms - 1, 0)])
    if len(lines) > SCREEN:  # no page fits
        lines = [*_lines(short, width, width, terse=True, has_links=has_links)]
    _send(lines, out, color, short.place)


def _send(
    lines: Iterable[_Line],
    out: TextIO,
    color: str,
    place: Callable[[Fact], str | None],
) -> None:
    """Write lines, in the style of their tone if the output has colours."""
    drawn = _drawn(lines, out)
    texts = _styled(drawn, place) if is_styled(color, out) else (line.text for line in drawn)
    for some in batches(texts):  # a reader is woken by each
        out.write("".join(f"{text}\n" for text in some))


def _drawn(lines: Iterable[_Line], out: TextIO) -> Iterator[_Line]:
    """Yield lines with other signs for those of drawings that a stream cannot print."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    missing = {}
    for sign, other in _IN_ASCII.items():
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            missing[ord(sign)] = other
    if not missing:
        yield from lines
        return
    for line in lines:
        is_linked = isinstance(line.text, Linked)
        yield line if is_linked else line._replace(text=line.text.translate(missing))


def _styled(lines: Iterable[_Line], place: Callable[[Fact], str | None]) -> Iterator[str]:
    """Yield lines in the style of their tone; the sources of a row lead to its claim's `place`."""
    from rich.color import ColorSystem  # lazy: nothing is styled off a terminal
    from rich.style import Style

    def text(part: str, style: Style) -> str:
        return style.render(part, color_system=ColorSystem.STANDARD)

    has_links = _has_links()
    for line, tone, address in lines:
        style = Style(link=address) if address else Style.parse(_STYLES.get(tone, ""))
        if has_links and isinstance(line, Linked) and (url := place(line.claim)):
            parts = line[: line.start], line[line.start : line.end], line[line.end :]
            yield "".join(map(text, parts, (style, style + Style(link=url), style)))
        else:
            yield text(line, style)


def _has_links() -> bool:
    """Return whether a terminal is known to show a text as a link; FORCE_HYPERLINK decides."""
    if forced := os.environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    if any(name in os.environ for name in ("TMUX", "STY")):  # which pass them on, or not
        return False
    vte = os.environ.get("VTE_VERSION", "")
    return (
        any(name in os.environ for name in ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"))
        or os.environ.get("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty")
        or (vte.isascii() and vte.isdigit() and int(vte) >= 5000)
    )


def progress_bar(total: int, what: str, counted: str) -> Progress:
    """Show a bar on standard error: what is done, and what it counts, with its field `claims`.

    Its caller updates it by `task_ids[0]`, and stops it, which removes it.
    """
    from rich.console import Console  # lazy: slow to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    width, height = terminal_size(sys.stderr)
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(counted),
        console=Console(stderr=True, width=width, height=height),
        transient=True,
    )
    bar.add_task("", total=total, claims="0")
    bar.start()
    return bar


def _lines(
    page: Page, width: int, chart_width: int, terse: bool = False, has_links: bool = False
) -> Iterator[_Line]:
    """Yield the lines of a page."""

    def text(
        line: str, tone: str = "", hanging: int = 0, first: int = 0, address: str = ""
    ) -> Iterator[_Line]:
        return (_Line(line, tone, address) for line in folded(line, width, hanging, first))

    yield from text(page.headline, "title")
    for section in page.sections:
        yield _Line("")
        if section.heading:
            yield from text(section.heading, "title")
        yield from (_Line(*line) for line in table(section, width))
    if page.series is not None:
        yield _Line("")
        if title := chart.title(page.series):
            yield from text(title, "title")
        yield from map(_Line, chart.lines(page.series, chart_width))
    for line in ("", *page.remark_lines) if page.remarks else ():
        yield from text(line)
    if page.sources:
        yield from (_Line(""), _Line("Sources", "title"))
    for source in page.sources:
        line, is_linked = source.line, terse and has_links
        if is_linked or not fits(line, width):
            line = source.numbered
            line += f"\n{source.address}" if source.address and not terse else ""
        hanging = len(f"[{source.number}] ")
        yield from text(line, hanging=hanging, address=source.address if is_linked else "")
        yield from text(source.note, "sub", hanging, hanging) if source.note else ()
    if page.newest:
        yield from () if page.sources or page.remarks else [_Line("")]
        yield from text(page.newest)
