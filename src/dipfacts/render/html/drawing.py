"""The geometry of the pictures, as data: how far along, in percent of the width, things stand.

Lengths along time and along a range are percents, so that a picture stretches with the page and
its letters do not; heights are pixels. Templates turn this into SVG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush

from dipfacts.model import display
from dipfacts.model.file_format.tables import Number
from dipfacts.model.periods.period import Period
from dipfacts.record import Record
from dipfacts.render.page.figures.spots import DrawnEnd, Spot

HEIGHT = 130  # pixels from the base line of a column chart to its uppermost tick
_LATE = 88  # percent of the width after which a label stands before its tick
_LEAST = 0.05  # percent of the width of the shortest span: its round ends make it as wide as a dot
_ROOM = 94  # percent of the width that the columns of a chart share; the rest is the ticks'
_SPREAD_ROOM = 97.0  # percent of the width that the numbers of a conflict share
_MOST_STEPS = 5  # between the round numbers beside an axis
_LANE = 2.4  # percent of the width that a mark keeps free around its middle
_SCALES = (*display.SCALES, (10**3, "thousand"))


def percent(value: Decimal | float) -> str:
    """Return a percentage as SVG takes it, to two decimals: '12.5%'."""
    return f"{round(float(value), 2):g}%"


# ------------------------------------------------------------------------------ numbers


class Tick(Record, frozen=True):
    """A mark on an axis with its label; `at` is a percentage, or a pixel of a column chart.

    `late` tells that there is no room for the label after it.
    """

    at: str
    label: str
    late: bool = False


class YearBar(Record, frozen=True):
    """One year: from the base line up to a bar's low end, on to its high end, a dot for each claim.

    Along the width all is in percent, down from the top in pixels.
    """

    kind: str  # "full", "part" or "none"
    x: str
    width: str
    centre: str
    top: float
    middle: float
    base: float
    dots: tuple[tuple[float, int], ...]  # each with the side of its bound, or 0


class Column(Record, frozen=True):
    """A column: its kind, its lowest and highest number, and the ends with a dot."""

    kind: str
    low: Number | None
    high: Number | None
    dots: Sequence[DrawnEnd]


class ColumnChart(Record, frozen=True):
    """A column chart: its ticks from the base line up, what they count in, and its columns.

    Numbers are in `size`, of which `word` is the name: 1_000_000 and "million"; 1 and "".
    """

    height: int
    ticks: list[Tick]
    size: int
    word: str
    columns: list[YearBar]
    base: float


def steps(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return round numbers from at most `low` to at least `high`, evenly spaced, with 0 among them.

    >>> [int(step) for step in steps(Decimal(0), Decimal("4.4"))]
    [0, 1, 2, 3, 4, 5]
    """
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        return [Decimal(0), Decimal(1)]
    raw = (high - low) / _MOST_STEPS
    size = Decimal(1).scaleb(raw.adjusted())
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= raw)
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), high / step
    count = int(last.to_integral_value("ROUND_CEILING") - first)
    return [(first + n) * step for n in range(count + 1)]


def columns(given: Sequence[Column], height: int = HEIGHT) -> ColumnChart:
    """Return a chart of columns, `height` pixels high."""
    known = [it for column in given for it in (column.low, column.high) if it is not None]
    axis = _axis(known, height)
    y = axis.y
    slot = _ROOM / max(1, len(given))
    wide = slot * 0.58
    results = []
    for nth, column in enumerate(given):
        left = nth * slot + (slot - wide) / 2
        top, middle = y(column.high or 0), y(column.low or 0)
        place = (percent(left), percent(wide), percent(left + wide / 2))
        dots = tuple((y(end.number), end.side) for end in column.dots)
        results.append(YearBar(column.kind, *place, top, middle, y(0), dots))
    return ColumnChart(height, axis.ticks, axis.size, axis.word, results, y(0))


class _Axis(Record, frozen=True):
    """An axis: the pixel at which a number stands, its ticks, and what these count in."""

    y: Callable[[Number], float]
    ticks: list[Tick]
    size: int
    word: str


def _axis(numbers: Sequence[Number], height: int) -> _Axis:
    """Return the axis of some numbers, `height` pixels high."""
    marks = steps(Decimal(min(numbers, default=0)), Decimal(max(numbers, default=0)))
    size, word = next((scale for scale in _SCALES if marks[-1] >= scale[0]), (1, ""))

    def y(value: Number) -> float:
        return round(float((marks[-1] - Decimal(value)) / (marks[-1] - marks[0])) * height, 1)

    ticks = [Tick(f"{y(mark):g}", plain_number(mark, size)) for mark in marks]
    return _Axis(y, ticks, size, word)


class YearDot(Record, frozen=True):
    """One year of a line, in pixels: from the highest claim down to the lowest.

    Both have the side of their bound, or 0; `is_open` tells that a number is not exact or final.
    """

    x: float
    high: float
    low: float
    high_side: int
    low_side: int
    is_open: bool


class LineChart(Record, frozen=True):
    """Several lines over the years in one frame, in pixels; `word` is what the ticks count in.

    A line has a name, its path, which joins the numbers of adjacent years alone, and its dots.
    """

    ticks: list[Tick]
    years: list[Tick]
    word: str
    base: float
    lines: list[tuple[str, str, list[YearDot]]]


def lines(given: Mapping[str, Mapping[int, Spot]], width: int, height: int) -> LineChart:
    """Return lines by their names, each with what stands for each of its years.

    >>> one, two = Spot(DrawnEnd(1), DrawnEnd(1), "1"), Spot(DrawnEnd(2), DrawnEnd(3), "2 to 3")
    >>> lines({"A": {2020: one, 2021: two}}, 100, 60).lines[0][1]
    'M0.0 40.0L100.0 0.0'
    """
    spots = [spot for line in given.values() for spot in line.values()]
    axis = _axis([n for it in spots for n in (it.low.number, it.high.number)], height)
    y = axis.y
    known = sorted({year for line in given.values() for year in line})
    first, span = known[0], max(1, known[-1] - known[0])

    def x(year: int) -> float:
        return round((year - first) * width / span, 1)

    def dot(year: int, spot: Spot) -> YearDot:
        high, low = spot.high, spot.low
        places = x(year), y(high.number), y(low.number)
        return YearDot(*places, high.side, low.side, spot.is_open)

    step = -(-(span + 1) // 14)  # years between two that are labelled
    years = [Tick(f"{x(year):g}", str(year)) for year in range(first, first + span + 1, step)]
    drawn = []
    for name, line in given.items():
        joined = {year: (x(year), y(it.high.number)) for year, it in line.items() if it.is_joined}
        path = (f"{'L' if n - 1 in joined else 'M'}{a} {b}" for n, (a, b) in sorted(joined.items()))
        drawn.append((name, "".join(path), [dot(year, line[year]) for year in sorted(line)]))
    return LineChart(axis.ticks, years, axis.word, y(0), drawn)


def plain_number(value: Number, size: int) -> str:
    """Return all digits of a number counted in `size`: '2.9' for 2,900,000,000 in billions."""
    return display.digits(Decimal(value) / size)


class Range(Record, frozen=True):
    """Claims on a line from zero to the highest of them: the ends, and a dot for each number.

    A dot has the side of its bound, or 0.
    """

    start: str
    width: str
    dots: tuple[tuple[str, int], ...]
    zero: str


def spread(ends: Sequence[DrawnEnd]) -> Range:
    """Return the numbers of a conflict on a line that begins at zero, or at one below it."""
    values = [end.number for end in ends]
    low, high = min(*values, 0), max(*values, 0)
    reach = Decimal(high) - Decimal(low) or Decimal(1)

    def at(value: Number) -> float:
        return 1 + float((Decimal(value) - Decimal(low)) / reach) * _SPREAD_ROOM

    start, end = at(min(values)), at(max(values))
    dots = tuple((percent(at(one.number)), one.side) for one in dict.fromkeys(ends))
    return Range(percent(start), percent(end - start), dots, percent(at(0)))


# --------------------------------------------------------------------------------- time


class Mark(Record, frozen=True):
    """A period on a time scale: a dot where its day is known, else as long as what is known."""

    at: float  # where it begins, in percent
    after: float  # where it ends, in percent
    is_day: bool
    fades: bool  # whether its end is open or not known
    lane: int  # counted from the bottom

    @property
    def start(self) -> str:
        """The place where it begins, as SVG takes it."""
        return percent(self.at)

    @property
    def width(self) -> str:
        """The length that is drawn."""
        return percent(max(self.after - self.at, _LEAST))

    @property
    def end(self) -> str:
        """The place where it ends as it is drawn."""
        return percent(self.at + max(self.after - self.at, _LEAST))

    @property
    def centre(self) -> str:
        """The place of its middle."""
        return percent((self.at + self.after) / 2)


class Calendar:
    """A scale of whole years from the first to the last day that it has to hold."""

    def __init__(self, days: Sequence[int]) -> None:
        years = [date.fromordinal(day).year for day in days]
        self.first, self.after = min(years), max(years) + 1
        self._start = date(self.first, 1, 1).toordinal()
        self._reach = date(max(years), 12, 31).toordinal() + 1 - self._start

    def at(self, day: int) -> float:
        """Return the place of a day in percent of the scale; days off it stand at its ends."""
        return min(100.0, max(0.0, (day - self._start) * 100 / self._reach))

    def ticks(self, most: int = 7) -> list[Tick]:
        """Return years to label, not more than `most`, at which they begin."""
        count = self.after - self.first
        step = next(
            size * n for size in (1, 10, 100, 1000) for n in (1, 2, 5) if count <= size * n * most
        )
        years = range(-(-self.first // step) * step, self.after, step)
        results = [(self.at(date(year, 1, 1).toordinal()), str(year)) for year in years]
        return [Tick(percent(at), label, at > _LATE) for at, label in results]

    def mark(self, period: Period, lane: int = 0) -> Mark:
        """Return a period on the scale."""
        start = self.at(period.start_day) if period.start_day else 0.0
        end = self.at(period.end_day) if period.end_day else 100.0
        is_day = period.exact_day is not None
        fades = period.start_day is None or period.end_day is None
        return Mark(start, end, is_day, fades, lane)

    def lanes(self, periods: Sequence[Period]) -> list[int]:
        """Return a lane for each period, of as few as leave no mark upon another."""
        results = [0] * len(periods)
        taken, free = list[tuple[float, int]](), list[int]()  # heaps: with until when, the lowest
        begins = [self.at(p.start_day or p.end_day or self._start) for p in periods]
        for nth in sorted(range(len(periods)), key=lambda n: begins[n]):
            while taken and taken[0][0] <= begins[nth]:
                heappush(free, heappop(taken)[1])
            end_day = periods[nth].end_day
            end = self.at(end_day) if end_day else 100.0
            results[nth] = heappop(free) if free else len(taken)
            heappush(taken, (max(begins[nth], end - _LANE / 2) + _LANE, results[nth]))
        return results
