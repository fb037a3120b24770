"""Dates and intervals in EDTF (ISO 8601-2), as precisely as they are known.

Read are the dates of level 0 (``2021``, ``2021-03``, ``2021-03-14``) and the intervals between
two of them (``2021/2022``), and of level 1 the qualifiers ``?`` (uncertain), ``~`` (approximate)
and ``%`` (both), ``..`` for an open end and nothing at all for an unknown one (``/2021``).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from dipfacts.model.calendar import FIRST_YEAR, LAST_YEAR, MONTHS

Precision = Literal["day", "month", "year", "none"]

# What has this form can still be refused for its months, days, years or the order of its ends.
_DATE = r"[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?"
FORM = re.compile(rf"{_DATE}(?:/(?:{_DATE}|\.\.)?)?|(?:\.\.)?/{_DATE}|\.\./\.\.")

# How precise a date is, by the length of its digits: YYYY-MM-DD, YYYY-MM or YYYY.
_PRECISIONS: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}
_FINEST_FIRST = tuple(_PRECISIONS.values())

# What stands in for a bound that is not there: before and after every day there can be.
_ALWAYS, _FOREVER = date.min.toordinal() - 1, date.max.toordinal() + 1


class PeriodError(ValueError):
    """A text that is no period; `message` says what is wrong and `hint` what to write instead.

    Both are one printable line each.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}"


class Period(Struct, frozen=True, eq=False):
    """One immutable span of days, equal to another if its `text` is the same (see `same_span`).

    `start` is its first day and `end` the day after its last (so that ``start <= day < end``);
    either is None if that end is open or unknown.
    """

    text: str
    start: date | None = None
    end: date | None = None
    _first: _Date | None = None
    _final: _Date | None = None

    def __post_init__(self) -> None:
        """Parse an EDTF date or interval; raise PeriodError for any other text."""
        text = self.text
        if not FORM.fullmatch(text):
            from dipfacts.model import period_hints  # only for texts that are refused

            raise PeriodError(*period_hints.explain(text, is_period))
        left, slash, right = text.partition("/")
        first = _Date(left) if left[:4].isdigit() else None
        final = (_Date(right) if right[:4].isdigit() else None) if slash else first
        if first and final and first.start >= final.end:
            raise PeriodError(f'"{text}" ends before it starts', f'write "{right}/{left}"')
        start, end = first and first.start, final and final.end
        for name, value in (("_first", first), ("_final", final), ("start", start), ("end", end)):
            force_setattr(self, name, value)

    @staticmethod
    def parse(text: str) -> Period:
        """Return the Period of a text, cached: a base has few periods and many claims."""
        return _parsed(text)

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Period) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Period({self.text!r})"

    # ---------------------------------------------------------------- how it is known

    @property
    def precision(self) -> Precision:
        """The coarser precision of the given ends; "none" if neither is given."""
        known = [given.precision for given in (self._first, self._final) if given]
        return max(known, key=_FINEST_FIRST.index, default="none")

    @property
    def uncertain(self) -> bool:
        """True if an end is marked ``?`` or ``%``."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """True if an end is marked ``~`` or ``%``."""
        return "~" in self.text or "%" in self.text

    @property
    def is_interval(self) -> bool:
        """True if it is spelled with two ends, as ``A/B``."""
        return "/" in self.text

    @property
    def open_start(self) -> bool:
        """True if it has no start (``../B``), unlike one that is merely unknown (``/B``)."""
        return self.text.startswith("../")

    @property
    def ends(self) -> tuple[Period | None, Period | None]:
        """The two ends of an interval, as spelled; None where open, unknown or no interval."""
        first, _, last = self.text.partition("/")
        begin, end = (None if text in ("", "..") else Period.parse(text) for text in (first, last))
        return begin, end

    # ---------------------------------------------------------------- its bounds and length

    @property
    def last(self) -> date | None:
        """The last day; None if the end is open or unknown."""
        return self.end - timedelta(days=1) if self.end else None

    @property
    def start_day(self) -> int | None:
        """`start` as a proleptic ordinal (1 January of year 1 is day 1)."""
        return self.start.toordinal() if self.start else None

    @property
    def end_day(self) -> int | None:
        """`end` as a proleptic ordinal (1 January of year 1 is day 1)."""
        return self.end.toordinal() if self.end else None

    @property
    def days(self) -> int | None:
        """The length in days; None if an end is open or unknown."""
        return (self.end - self.start).days if self.start and self.end else None

    @property
    def is_full_year(self) -> bool:
        """True if it is exactly one calendar year, however it is spelled."""
        start, end = self.start, self.end
        if start is None or (start.month, start.day) != (1, 1):
            return False
        return end == start.replace(year=start.year + 1)

    @property
    def _reach(self) -> tuple[int, int]:
        """The ordinals of `start` and `end`; an open or unknown end is unbounded."""
        return self.start_day or _ALWAYS, self.end_day or _FOREVER

    # ---------------------------------------------------------------- beside another

    def same_span(self, other: Period) -> bool:
        """Return whether both hold on the same days; an open or unknown end is unbounded."""
        return self._reach == other._reach

    def covers(self, other: Period) -> bool:
        """Return whether it holds on all days of the other; an open or unknown end is unbounded."""
        (start, end), (other_start, other_end) = self._reach, other._reach
        return start <= other_start and other_end <= end

    def overlaps(self, other: Period) -> bool:
        """Return whether both hold on some day; an open or unknown end is unbounded."""
        (start, end), (other_start, other_end) = self._reach, other._reach
        return start < other_end and other_start < end

    # ---------------------------------------------------------------- for people

    def show(self) -> str:
        """Return it in English, whatever the locale, such as "27 Sep – 10 Nov 2020"."""
        first, final = self._first, self._final
        if first and final:
            if first.qualifier == final.qualifier:
                return first.qualified(_show_span(first, final))
            return f"{first.show()} – {final.show()}"
        if first:
            return f"{'since' if self.text.endswith('..') else 'after'} {first.show()}"
        if final:
            return f"{'until' if self.open_start else 'before'} {final.show()}"
        return "at any time"


_parsed = lru_cache(maxsize=10_000)(Period)


def is_period(text: str) -> bool:
    """Return whether a text is a period, without looking for hints where it is none."""
    try:
        return FORM.fullmatch(text) is not None and Period.parse(text) is not None
    except PeriodError:
        return False


class _Date:
    """One date as written: its digits and qualifier, its first day and the day after its last."""

    __slots__ = ("digits", "end", "precision", "qualifier", "start")

    def __init__(self, text: str) -> None:
        """Parse a date of the right form; raise PeriodError if the calendar has no such date."""
        self.digits = text.rstrip("?~%")
        self.qualifier = text[len(self.digits) :]
        self.precision = _PRECISIONS[len(self.digits)]
        year, month, day = text[:4], self.digits[5:7], self.digits[8:]
        if not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(month or 1) <= 12:
            from dipfacts.model import period_hints

            raise PeriodError(*period_hints.bad_date(year, month, text))
        self.start = date(int(year), int(month or 1), 1)
        self.end = self.start + timedelta(days=31 if month else 366)
        self.end = self.end.replace(day=1)  # of the next month, or year
        if day:
            month_last = self.end - timedelta(days=1)
            if not 1 <= int(day) <= month_last.day:
                named = f"{MONTHS[int(month) - 1]} {year}"
                edge = f"ends on {month_last}" if int(day) else f"starts on {self.start}"
                raise PeriodError(f"{named} has no day {day}", f"{named} {edge}")
            self.start = self.start.replace(day=int(day))
            self.end = self.start + timedelta(days=1)

    def words(self) -> list[str]:
        """Return day, month and year as people write them, as many as are known."""
        name = MONTHS[self.start.month - 1][:3]
        words = [str(self.start.day), name, self.digits[:4]]
        return words[_FINEST_FIRST.index(self.precision) :]

    def qualified(self, text: str) -> str:
        """Return the text of a date with its qualifier in words."""
        about = "about " if self.qualifier in ("~", "%") else ""
        return f"{about}{text}{' (uncertain)' if self.qualifier in ('?', '%') else ''}"

    def show(self) -> str:
        """Return it in English, such as "about 5 Dec 2022"."""
        return self.qualified(" ".join(self.words()))


def _show_span(first: _Date, final: _Date) -> str:
    """Return two dates as a span in English, with what they share only once."""
    opening, closing = first.words(), final.words()
    if opening == closing:
        return " ".join(closing)
    if len(opening) == len(closing):
        shared = 0
        while opening[-1] == closing[-1 - shared]:
            opening.pop()
            shared += 1
        # Only where a single word is left on its side does the dash stand close: Jan–Oct 2022.
        if len(opening) == 1:
            return f"{opening[0]}–{' '.join(closing)}"
    return f"{' '.join(opening)} – {' '.join(closing)}"
