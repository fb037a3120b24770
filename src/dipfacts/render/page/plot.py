"""Several lines over the years in one frame of text, for any width."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.model import display
from dipfacts.model.tables import Number
from dipfacts.record import Record

HEIGHT = 10, 5  # lines of the frame, and of one that is low
MARKS = "●▲■◆○△□◇"
SEVERAL, BETWEEN, RANGE = "*", "·", "┆"
_STEP = 8  # most columns between two years
_LABEL = 5  # columns of a year with a blank
_NICE = (10, 15, 20, 30, 40, 50, 60, 80, 100)  # tops of a scale, in tenths of a power of ten


class Plot(Record, frozen=True):
    """Lines by their names, each with the lowest and the highest number of each of its years."""

    title: str
    unit: str
    lines: dict[str, dict[int, tuple[Number, Number]]]
    is_low: bool = False

    @property
    def height(self) -> int:
        """The lines of the frame."""
        return HEIGHT[self.is_low]

    @property
    def years(self) -> range:
        """All years from the first to the last."""
        every = [year for line in self.lines.values() for year in line]
        return range(min(every), max(every) + 1)

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each line."""
        return {name: MARKS[n % len(MARKS)] for n, name in enumerate(self.lines)}


def draw(plot: Plot, width: int) -> list[str]:
    """Return the frame, its years, and which mark is whose; it fits a width in columns."""
    top, bottom = _scale(plot)
    labels = {plot.height - 1: display.amount(top, plot.unit), 0: display.amount(bottom, plot.unit)}
    left = max(map(len, labels.values()))
    step = max(1, min(_STEP, (width - left - 3) // len(plot.years)))
    canvas = _canvas(plot, top, bottom, step)
    results = [
        f"{labels.get(y, ''):>{left}} │ {''.join(canvas[y]).rstrip()}".rstrip()
        for y in range(plot.height - 1, -1, -1)
    ]
    axis = "─" * (step * (len(plot.years) - 1) + 2)
    results += [f"{'':>{left}} └{axis}", f"{'':>{left}}   {_years(plot.years, step)}"]
    return [*results, *_legend(plot, width)]


def _scale(plot: Plot) -> tuple[int, int]:
    """Return the numbers at the top and at the bottom of the frame, the latter 0 or less."""
    ends = [end for line in plot.lines.values() for both in line.values() for end in both]
    return _nice(max(*ends, 0)), -_nice(-min(*ends, 0))


def _nice(number: Number) -> int:
    """Return a round number that is no less.

    >>> _nice(4_300_000_000), _nice(0), _nice(12)
    (5000000000, 0, 15)
    """
    power = 10 ** (len(str(int(number))) - 1)
    tops = (n * power // 10 or 1 for n in _NICE)
    return next(top for top in tops if top >= number) if number > 0 else 0


def _canvas(plot: Plot, top: int, bottom: int, step: int) -> list[list[str]]:
    """Return the frame's lines from the bottom up, each as its characters."""
    first = plot.years[0]
    canvas = [[" "] * (step * (len(plot.years) - 1) + 1) for _ in range(plot.height)]

    def height(number: Number) -> int:
        return round((plot.height - 1) * (number - bottom) / ((top - bottom) or 1))

    for line in plot.lines.values():
        for year, (_, high) in line.items():
            if year + 1 in line:
                start, end = height(high), height(line[year + 1][1])
                for across in range(1, step):
                    y = round(start + (end - start) * across / step)
                    canvas[y][(year - first) * step + across] = BETWEEN
    for name, mark in plot.marks.items():
        for year, (low, high) in plot.lines[name].items():
            x = (year - first) * step
            for y in range(height(low) + 1, height(high)):
                canvas[y][x] = RANGE if canvas[y][x] == " " else canvas[y][x]
            for y in {height(low), height(high)}:
                canvas[y][x] = SEVERAL if canvas[y][x] in (*MARKS, SEVERAL) else mark
    return canvas


def _years(years: range, step: int) -> str:
    """Return the years, as many as there is room for, each below its column."""
    every = -(-_LABEL // step)
    return "".join(f"{year:<{step * every}}" for year in years[::every]).rstrip()


def _legend(plot: Plot, width: int) -> Iterator[str]:
    """Yield which mark is whose, on one line if it fits."""
    texts = [f"{mark} {name}" for name, mark in plot.marks.items()]
    line = "   ".join(texts)
    yield from [line] if len(line) <= width else texts
