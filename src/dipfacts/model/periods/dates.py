"""One date of EDTF as it is written, and dates in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from dipfacts.model.periods.calendar import FIRST_YEAR, LAST_YEAR, MONTHS

Precision = Literal["day", "month", "year", "decade", "century", "none"]

# What has this form can still be refused for its month, day or year.
FORM = re.compile(
    r"[0-9]{2}(?:[0-9]{2}(?:(?:-[0-9]{2}){0,2}|(?:-[0-9]{2})?-XX|-XX-XX)|[0-9]X|XX)[?~%]?"
)

_FIRST, _LAST = f"{FIRST_YEAR:04}", f"{LAST_YEAR:04}"
Ends = tuple["Date | None", "Date | None"]
Days = tuple[int, int]
"""The first day of a time and the day after its last, as ordinals."""

# The words around dates; `date_wording` puts them otherwise.
SINCE, UNTIL, FROM, SOME, DASH = "since ", "until ", "from ", "some ", " – "
END_UNKNOWN, START_UNKNOWN = ", end unknown", ", start unknown"
GOING, ANY_TIME, UNCERTAIN = "still going", "at any time", "uncertain"

# How precise a date is, by the length of its known digits: YYYY-MM-DD, YYYY-MM, YYYY, YYY or YY.
_PRECISIONS: dict[int, Precision] = {10: "day", 7: "month", 4: "year", 3: "decade", 2: "century"}
FINEST_FIRST = tuple(_PRECISIONS.values())


class PeriodError(ValueError):
    """A text that is no period; `message` says what is wrong and `hint` what to write instead.

    Both are one printable line each. `proposed` are the periods of the hint that were probably
    meant, likeliest first, each with its reading where that is not plain.
    """

    def __init__(self, message: str, hint: str, proposed: Mapping[str, str] | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint
        self.proposed = proposed or {}

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}"


class Date:
    """One date as written: its digits and qualifier, its first day and the day after its last.

    Digits may be unspecified (`199X`, `2021-05-XX`): it is then some time within these days.
    """

    __slots__ = ("digits", "end", "precision", "qualifier", "start", "text", "unspecified")

    def __init__(self, text: str) -> None:
        """Parse a date of the right form; raise PeriodError if the calendar has no such date."""
        self.text = digits = text.rstrip("?~%")
        self.qualifier = text[len(digits) :]
        self.unspecified = "X" in digits
        year, month, day = digits[:4], digits[5:7], digits[8:]
        first = last = year
        if self.unspecified:
            digits = digits.rstrip("X-")
            month, day = digits[5:], ""
            first, last = year.replace("X", "0"), year.replace("X", "9")
        self.digits, self.precision = digits, _PRECISIONS[len(digits)]
        if not _FIRST <= first <= last <= _LAST or month > "12" or month == "00":
            from dipfacts.model.periods import date_hints  # lazy: only for texts that are refused

            raise PeriodError(*date_hints.bad_date(year, month, text))
        if not month:
            self.start, self.end = date(int(first), 1, 1), date(int(last) + 1, 1, 1)
            return
        self.start = date(int(first), int(month), 1)
        self.end = (self.start + timedelta(days=31)).replace(day=1)  # of the next month
        if day:
            month_last = self.end - timedelta(days=1)
            if not 1 <= int(day) <= month_last.day:
                named = f"{MONTHS[int(month) - 1]} {year}"
                unknown = f'write "{digits[:7]}" where the day is not known'
                hint = f"{named} ends on {month_last}" if int(day) else unknown
                raise PeriodError(f"{named} has no day {day}", hint)
            self.start = self.start.replace(day=int(day))
            self.end = self.start + timedelta(days=1)

    @property
    def is_of_a_day(self) -> bool:
        """True if it is written with a day, known or not: 2021-05-14, 2021-05-XX."""
        return len(self.text) == len("YYYY-MM-DD")

    def words(self) -> list[str]:
        """Return day, month and year as people write them, as many as are known."""
        name = MONTHS[self.start.month - 1][:3]
        words = [str(self.start.day), name, self.digits[:4]]
        return words[FINEST_FIRST.index(self.precision) :]

    def with_qualifier(self, text: str) -> str:
        """Return the text of a date with its qualifier in words."""
        about = "about " if self.qualifier in ("~", "%") else ""
        return f"{about}{text}{self._unsure}"

    def show(self) -> str:
        """Return it in English, such as "about 5 Dec 2022" or "some time in the 1990s"."""
        if not self.unspecified:
            return self.with_qualifier(" ".join(self.words()))
        unit = "day" if self.is_of_a_day else "time"
        around = " or around" if self.qualifier in ("~", "%") else ""
        return f"{SOME}{unit} {self._within(around)}{self._unsure}"

    @property
    def _unsure(self) -> str:
        return f" ({UNCERTAIN})" if self.qualifier in ("?", "%") else ""

    def _within(self, around: str) -> str:
        """Return 'in May 2021', 'in or around the 1990s', 'from 1900 to 1999'."""
        if self.precision in ("month", "year"):
            return f"in{around} {' '.join(self.words())}"
        if self.precision == "decade" and self.digits[-1] != "0":  # the 1900s may be a century
            return f"in{around} the {self.digits}0s"
        around = "in or around the years " if around else ""
        return f"{around}from {self.digits:0<4} to {self.digits:9<4}"


def show_span(first: Date, final: Date, joint: str = "–") -> str:
    """Return two dates as a span in English, with what they share only once."""
    opening, closing = first.words(), final.words()
    if opening == closing:
        return " ".join(closing)
    if len(opening) == len(closing):
        shared = shared_words([opening, closing])
        opening = opening[: len(opening) - shared]
        # Only where a single word is left on its side does the dash stand close: Jan–Oct 2022.
        if len(opening) == 1 and joint == "–":
            return f"{opening[0]}–{' '.join(closing)}"
    return f"{' '.join(opening)} {joint} {' '.join(closing)}"


def shared_words(words: Sequence[Sequence[str]]) -> int:
    """Return the number of words that all lists, of one length, have in common at their ends."""
    columns = zip(*(reversed(each) for each in words), strict=True)
    return next((nth for nth, column in enumerate(columns) if len({*column}) > 1), len(words[0]))


@lru_cache(maxsize=10_000)
def spelled(first: date | None, last: date | None) -> str:
    """Return the period from one day to another with the fewest digits; open where None."""
    for length in (4, 7, 10):
        begin, end = (day.isoformat()[:length] if day else ".." for day in (first, last))
        fits = first is None or Date(begin).start == first
        if fits and (last is None or Date(end).end - timedelta(days=1) == last):
            break
    return begin if begin == end != ".." else f"{begin}/{end}"
