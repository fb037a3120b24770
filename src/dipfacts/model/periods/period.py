"""Dates and intervals in EDTF (ISO 8601-2), as precisely as they are known.

Read are the dates of level 0 (``2021``, ``2021-03``, ``2021-03-14``) and the intervals between
two of them (``2021/2022``); of level 1 the qualifiers ``?`` (uncertain), ``~`` (approximate) and
``%`` (both), ``..`` for an open end and nothing at all for an unknown one (``/2021``), and
unspecified digits (``199X``, ``2021-05-XX``); of level 2 the sets of which one is meant
(``[2021-06-02,2021-06-03]``, ``[2021-06-02..2021-06-05]``).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import force_setattr

from dipfacts.model.periods import calendar, dates
from dipfacts.model.periods.calendar import LONGEST_YEAR, SHORTEST_YEAR, DateSpan
from dipfacts.model.periods.dates import FINEST_FIRST, FORM, Date, Ends, Precision, show_span
from dipfacts.model.periods.dates import PeriodError as PeriodError

# What stands in for a bound that is not there: before and after every day there can be.
_ALWAYS, _FOREVER = date.min.toordinal() - 1, date.max.toordinal() + 1
_OPEN = ("", "..")  # an end that is unknown, and one that there is none
STILL_GOING = "/.."  # since nobody knows when


class Period(Struct, frozen=True, eq=False):
    """One immutable span of days, equal to another if its `text` is the same (see `same_span`).

    `start` is its first day and `end` the day after its last (so that ``start <= day < end``);
    either is None if that end is open or unknown.
    """

    text: str
    start: date | None = None
    end: date | None = None
    _first: Date | None = None
    _final: Date | None = None
    _choices: tuple[Ends, ...] = ()  # of a set: each date twice, each range with its two ends

    def __post_init__(self) -> None:
        """Parse an EDTF date, interval or set; raise PeriodError for any other text."""
        text = self.text
        if not _has_form(text):
            from dipfacts.model.periods import period_hints  # lazy: only for texts that are refused

            raise period_hints.explain(text, is_period)
        if text[0] == "[":
            from dipfacts.model.periods import date_sets  # lazy: they are rare

            choices = tuple(_span(element, "..", text) for element in text[1:-1].split(","))
            first, final = date_sets.outermost(choices)
            force_setattr(self, "_choices", choices)
        else:
            first, final = _span(text, "/", text)
        force_setattr(self, "_first", first)
        force_setattr(self, "_final", final)
        force_setattr(self, "start", first and first.start)
        force_setattr(self, "end", final and final.end)

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
        return max(known, key=FINEST_FIRST.index, default="none")

    @property
    def uncertain(self) -> bool:
        """True if an end is marked ``?`` or ``%``."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """True if an end is marked ``~`` or ``%``."""
        return "~" in self.text or "%" in self.text

    @property
    def is_qualified(self) -> bool:
        """True if an end is marked as uncertain, approximate or both."""
        return self.uncertain or self.approximate

    @property
    def unspecified(self) -> bool:
        """True if it is some time within its span, and not all of it: by X digits, or as a set.

        It is never a duration, and never the whole of its span.
        """
        return is_unspecified(self.text)

    @property
    def choices(self) -> tuple[Period, ...]:
        """The dates and spans of a set, of which one is meant; else the period alone."""
        if not self._choices:
            return (self,)
        return tuple(Period.parse(one.replace("..", "/")) for one in self.text[1:-1].split(","))

    @property
    def is_interval(self) -> bool:
        """True if it is spelled with two ends, as ``A/B``."""
        return "/" in self.text

    @property
    def open_start(self) -> bool:
        """True if it has no start (``../B``), unlike one that is merely unknown (``/B``)."""
        return self.text.startswith("../")

    @property
    def open_end(self) -> bool:
        """True if it goes on (``A/..``), unlike one whose end is merely unknown (``A/``)."""
        return self.text.endswith("/..")

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
        """The length in days; None if an end is open or unknown, or only some time is meant."""
        if self.start is None or self.end is None or self.unspecified:
            return None
        return (self.end - self.start).days

    @property
    def length(self) -> int:
        """The length for comparing: a leap year is as long as any, February as any month.

        In days, but whole months and years count as the usual ones; 0 where `days` is None.
        """
        if self.start is None or self.end is None or self.unspecified:
            return 0
        if self.is_full_year:
            return SHORTEST_YEAR
        if self.start.day == self.end.day == 1:
            years, months = self.end.year - self.start.year, self.end.month - self.start.month
            return (12 * years + months) * SHORTEST_YEAR // 12
        return (self.end - self.start).days

    @property
    def reached(self) -> int:
        """The ordinal of the day after the last that it surely reaches; 0 where none is known.

        Where the end is open or unknown, or it is only some time, that last day is its first.
        """
        final = None if self._choices else self._final
        if final and final.unspecified:
            return final.start.toordinal() + 1
        if final and self.end_day:
            return self.end_day
        return self.start_day + 1 if self.start_day else 0

    @property
    def exact_day(self) -> date | None:
        """The one day that it is; None if it is longer, or the day is not known for certain."""
        sure = self.days == 1 and not (self.uncertain or self.approximate)
        return self.start if sure else None

    @property
    def is_of_a_day(self) -> bool:
        """True if it is one day, which need not be known: 2021-05-14, 2021-05-XX."""
        if not self.unspecified or self.is_interval:
            return self.days == 1
        choices = self._choices or ((self._first, None),)
        return all(end.is_of_a_day for choice in choices for end in choice if end)

    @property
    def year_kind(self) -> str | None:
        """The kind of full year that it is, however it is spelled; None if it is none.

        "calendar", "fiscal:04" (of twelve months from April), "iranian", …: `calendar.year_kind`.
        """
        if self.start is None or self.end is None or self.unspecified:
            return None
        return calendar.year_kind(self.start, self.end)

    @property
    def is_full_year(self) -> bool:
        """True if it is twelve months, or a year of another calendar, however it is spelled."""
        return self.year_kind is not None

    @property
    def years_before(self) -> tuple[DateSpan, ...]:
        """The spans that are the same days a year earlier, each with the day after its last.

        Of a year of another calendar these are the years that end where it begins. None if it is
        open, longer than a year, only some time, or the calendar lacks it (29 February).
        """
        if self.start is None or self.end is None or not 0 < (self.days or 0) <= LONGEST_YEAR:
            return ()
        return calendar.same_days_a_year_earlier(self.start, self.end)

    @property
    def whole(self) -> Period:
        """All days that it may be about, in the plainest spelling: 1990/1999 for 199X."""
        return Period.parse(dates.spelled(self.start, self.last))

    @property
    def plainest(self) -> Period:
        """Return `whole`, or itself where an end is marked as uncertain or approximate."""
        return self if self.is_qualified else self.whole

    @property
    def _reach(self) -> tuple[int, int]:
        """The ordinals of `start` and `end`; an open or unknown end is unbounded."""
        return self.start_day or _ALWAYS, self.end_day or _FOREVER

    # ---------------------------------------------------------------- beside another

    def same_span(self, other: Period) -> bool:
        """Return whether both hold on the same days; an open or unknown end is unbounded.

        Some time in a span is not the whole of it.
        """
        if self is other:  # as of most claims that are compared: see `parse`
            return True
        return self._reach == other._reach and self.unspecified == other.unspecified

    def covers(self, other: Period) -> bool:
        """Return whether it holds on all days of the other; an open or unknown end is unbounded."""
        if self.unspecified:
            return self.same_span(other)
        (start, end), (other_start, other_end) = self._reach, other._reach
        return start <= other_start and other_end <= end

    def overlaps(self, other: Period) -> bool:
        """Return whether both may hold on some day; an open or unknown end is unbounded."""
        (start, end), (other_start, other_end) = self._reach, other._reach
        return start < other_end and other_start < end

    def ends_in(self, other: Period) -> bool:
        """Return whether its last day is one of the other, and all of it if only some time."""
        first, after = other._reach
        return first < self.reached and (self.end_day or self.reached) <= after

    # ---------------------------------------------------------------- for people

    def show(self) -> str:
        """Return it in English, whatever the locale, such as "27 Sep – 10 Nov 2020"."""
        first, final = self._first, self._final
        if self._choices:
            from dipfacts.model.periods import date_sets  # lazy: they are rare

            return date_sets.show(self._choices)
        if first and final:
            if first is final:
                return first.show()
            if first.qualifier != final.qualifier or first.unspecified or final.unspecified:
                return f"{first.show()}{dates.DASH}{final.show()}"
            return first.with_qualifier(show_span(first, final))
        is_open = ".." in self.text
        if first:
            begin = first.show()
            return dates.SINCE + begin if is_open else f"{dates.FROM}{begin}{dates.END_UNKNOWN}"
        if final:
            return dates.UNTIL + final.show() + ("" if is_open else dates.START_UNKNOWN)
        return dates.ANY_TIME if self.open_start else dates.GOING + dates.START_UNKNOWN


_parsed = lru_cache(maxsize=16_384)(Period)  # most bases have fewer; room for more costs memory
_date = lru_cache(maxsize=16_384)(Date)  # the days of a few decades


@lru_cache(maxsize=16_384)
def is_period(text: str) -> bool:
    """Return whether a text is a period, without looking for hints where it is none."""
    try:
        return _has_form(text) and Period.parse(text) is not None
    except PeriodError:
        return False


def is_unspecified(text: str) -> bool:
    """Return whether a period is some time within its span: see `Period.unspecified`."""
    return "X" in text or text[0] == "["


# ------------------------------------------------------------------------------- reading


def _has_form(text: str) -> bool:
    """Return whether a text is written as a period; its months and days may still be none."""
    if FORM.fullmatch(text):
        return True
    if text[:1] == "[":
        from dipfacts.model.periods import date_sets  # lazy: they are rare

        return date_sets.has_form(text)
    first, slash, final = text.partition("/")
    if not slash or text in ("/", "../"):
        return False
    return all(end in _OPEN or FORM.fullmatch(end) for end in (first, final))


def _span(text: str, joint: str, whole: str) -> Ends:
    """Return the two dates of a text of the right form, None where it has none."""
    left, joined, right = text.partition(joint)
    first = None if left in _OPEN else _date(left)
    if not joined:
        return first, first
    final = None if right in _OPEN else _date(right)
    if first and final and first.start >= final.end:
        turned = f"{right}{joint}{left}".join(whole.rsplit(text, 1))
        raise PeriodError(f'"{whole}" ends before it starts', f'write "{turned}"', {turned: ""})
    return first, final
