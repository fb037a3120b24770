"""Several lines over the years in one frame of text, for any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from dipfacts.model import display
from dipfacts.model.file_format.tables import Number
from dipfacts.record import Record
from dipfacts.render.layout import folded
from dipfacts.render.page.figures.spots import DOWN, UP, Spot, who_by_limit

HEIGHT = 10, 5  # lines of the frame, and of one that is low
MARKS = "●▲■◆○△□◇"
SEVERAL, BETWEEN, RANGE = "*", "·", "┆"
MORE, LESS = "↑", "↓"  # at a bound
_STEP = 8  # most columns between two years
_NARROW = 80  # columns below which tables need many lines
_NARROWEST = 20  # columns of a line of text below a frame
_LABEL = 5  # columns of a year with a blank
_FEWEST = 5  # years that are drawn at any width
_NICE = (10, 15, 20, 30, 40, 50, 60, 80, 100)  # tops of a scale, in tenths of a power of ten


class Plot(Record, frozen=True):
    """Lines by their names, each with what stands for each of its years.

    `missing` names what no line can show, with the reason; that is so much. One that is low counts
    them where they need more than a line.
    """

    title: str
    unit: str
    lines: dict[str, dict[int, Spot]]
    is_low: bool = False
    is_narrow: bool = False
    missing: str = ""
    much: int = 0

    @property
    def height(self) -> int:
        """The lines of the frame; a low and narrow one gives some up for what is named below."""
        named = bool(self.limited) + bool(self.missing)
        return HEIGHT[self.is_low] - named * (self.is_low and self.is_narrow)

    @property
    def years(self) -> range:
        """All years from the first to the last."""
        every = [year for line in self.lines.values() for year in line]
        return range(min(every), max(every) + 1)

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each line."""
        return {name: MARKS[n % len(MARKS)] for n, name in enumerate(self.lines)}

    @property
    def limited(self) -> dict[str, str]:
        """The bounds and numbers that are about so much, provisional …, with whose they are."""
        lines = self.lines.items()
        return who_by_limit((name, year, line[year]) for name, line in lines for year in line)


def draw(plot: Plot, width: int) -> list[str]:
    """Return the frame, its years, and which mark is whose; it fits a width in columns.

    Of more years than there are columns it has the newest.
    """
    plot = plot.replaced(is_narrow=width < _NARROW)
    top, bottom = _scale(plot)
    ends = display.amount(top, plot.unit), display.amount(bottom, plot.unit)
    left = max(map(len, ends))
    room = max(width - left - 3, _FEWEST)
    plot = _without_earliest(plot, room)
    labels = dict(zip((plot.height - 1, 0), ends, strict=True))
    step = max(1, min(_STEP, room // len(plot.years)))

    def height(number: Number) -> int:
        return round((plot.height - 1) * (number - bottom) / ((top - bottom) or 1))

    canvas = _canvas(plot, height, step)
    _add_arrows(plot, height, step, canvas)
    results = [
        f"{labels.get(y, ''):>{left}} │ {''.join(canvas[y]).rstrip()}".rstrip()
        for y in range(plot.height - 1, -1, -1)
    ]
    axis = "─" * (step * (len(plot.years) - 1) + 2)
    results += [f"{'':>{left}} └{axis}", f"{'':>{left}}   {_years(plot.years, step, room)}"]
    results += _legend(plot, width, {sign for line in canvas for sign in line})
    width = max(width, _NARROWEST)
    missing = not_drawn(plot.missing, width)
    if plot.is_low and len(missing) > 1:
        missing = not_drawn(f"{display.counted(plot.much, 'number')}, named with --full", width)
    return [*results, *_limits(plot, width), *missing]


def _without_earliest(plot: Plot, most: int) -> Plot:
    """Return a plot of so many years at most, the newest, which says what is not drawn."""
    first, last = plot.years[0], plot.years[-1]
    begin = last - most + 1
    if first >= begin:
        return plot
    newest = {
        name: {year: spot for year, spot in line.items() if year >= begin}
        for name, line in plot.lines.items()
    }
    earlier = f"{first}–{begin - 1} (no room)" if begin - 1 > first else f"{first} (no room)"
    missing = f"{earlier}; {plot.missing}" if plot.missing else earlier
    lines = {name: line for name, line in newest.items() if line}
    return plot.replaced(lines=lines, missing=missing, much=plot.much + 1)


def not_drawn(missing: str, width: int) -> list[str]:
    """Return 'Not drawn: Apr 2023 – Mar 2024 (fiscal year).', folded; nothing for nothing.

    >>> not_drawn("2020 (a part of the year)", 80), not_drawn("", 80)
    (['Not drawn: 2020 (a part of the year).'], [])
    """
    return [*folded(f"Not drawn: {missing}.", width, 2)] if missing else []


def _limits(plot: Plot, width: int) -> Iterator[str]:
    """Yield the numbers that are bounds, about so much or not final, on one line if it fits."""
    signs = dict.fromkeys(UP, MORE) | dict.fromkeys(DOWN, LESS)
    texts = [f"{signs.get(it, '')} {it}: {who}".lstrip() for it, who in plot.limited.items()]
    line = "   ".join(texts)
    if len(line) <= width:
        yield from [line] if line else []
    else:
        yield from (part for text in texts for part in folded(text, width, 2))


def _scale(plot: Plot) -> tuple[Number, Number]:
    """Return the numbers at the top and at the bottom of the frame, the latter 0 or less."""
    spots = [spot for line in plot.lines.values() for spot in line.values()]
    ends = [end.number for spot in spots for end in (spot.low, spot.high)]
    return _nice(max(*ends, 0)), -_nice(-min(*ends, 0))


def _nice(number: Number) -> Number:
    """Return a round number that is no less.

    >>> _nice(4_300_000_000), _nice(0), _nice(12), _nice(Decimal("0.073"))
    (5000000000, 0, 15, Decimal('0.08'))
    """
    if number <= 0:
        return 0
    tenth = Decimal(1).scaleb(Decimal(number).adjusted() - 1)
    top = next(n * tenth for n in _NICE if n * tenth >= number)
    return int(top) if top == int(top) else top.normalize()


def _canvas(plot: Plot, height: Callable[[Number], int], step: int) -> list[list[str]]:
    """Return the frame's lines from the bottom up, each as its characters."""
    first = plot.years[0]
    canvas = [[" "] * (step * (len(plot.years) - 1) + 1) for _ in range(plot.height)]

    for line in plot.lines.values():
        for year, spot in line.items():
            after = line.get(year + 1)
            if after and spot.is_joined and after.is_joined:
                start, end = height(spot.high.number), height(after.high.number)
                for across in range(1, step):
                    y = round(start + (end - start) * across / step)
                    canvas[y][(year - first) * step + across] = BETWEEN
    for name, mark in plot.marks.items():
        for year, spot in plot.lines[name].items():
            x = (year - first) * step
            low, high = height(spot.low.number), height(spot.high.number)
            for y in range(low + 1, high):
                canvas[y][x] = RANGE if canvas[y][x] == " " else canvas[y][x]
            for y in {low, high}:
                canvas[y][x] = SEVERAL if canvas[y][x] in (*MARKS, SEVERAL) else mark
    return canvas


def _add_arrows(
    plot: Plot, height: Callable[[Number], int], step: int, canvas: list[list[str]]
) -> None:
    """Draw an arrow at each bound, towards where the number is, if there is room for it."""
    for line in plot.lines.values():
        for year, spot in line.items():
            for end in (spot.low, spot.high):
                y, x = height(end.number) + end.side, (year - plot.years[0]) * step
                if end.side and 0 <= y < plot.height and canvas[y][x] in (" ", BETWEEN, RANGE):
                    canvas[y][x] = MORE if end.side > 0 else LESS


def _years(years: range, step: int, room: int) -> str:
    """Return the years, as many as there is room for, each below its column."""
    every = -(-_LABEL // step)
    named = years[::every]
    fit = [year for year in named if (year - years[0]) * step + len(str(year)) <= room]
    return "".join(f"{year:<{step * every}}" for year in fit).rstrip()


def _legend(plot: Plot, width: int, drawn: set[str]) -> Iterator[str]:
    """Yield the marks and whose they are, and what others mean, on one line if it fits."""
    texts = [f"{mark} {name}" for name, mark in plot.marks.items()]
    others = {SEVERAL: "several", RANGE: "up to the highest claim"}
    texts += [f"{mark} {text}" for mark, text in others.items() if mark in drawn]
    line = "   ".join(texts)
    yield from [line] if len(line) <= width else texts
