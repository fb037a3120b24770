"""Periods as values: which lie within which, full years, and what is before what."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dipfacts.model.periods import calendar
from dipfacts.model.periods.period import Period, PeriodError
from support.periods import EXACT, SETS, TEXTS, UNSPECIFIED, UNSPECIFIED_DATES, ordered

# ------------------------------------------------------------------------------- strategies


PERIODS = TEXTS.map(Period.parse)
# Few enough days that two periods often touch, overlap or coincide.
CLOSE_DATES = st.builds(
    lambda days, length: (date(2020, 2, 20) + timedelta(days)).isoformat()[:length],
    st.integers(0, 400),
    st.sampled_from([4, 7, 10]),
)
CLOSE_PERIODS = st.one_of(
    CLOSE_DATES,
    st.builds(ordered, CLOSE_DATES, CLOSE_DATES),
    st.builds("{}/..".format, CLOSE_DATES),
    st.builds("/{}".format, CLOSE_DATES),
    st.sampled_from(["../..", "/..", "202X", "2020-XX", "2021-XX-XX", "2020-03-XX"]),
    st.lists(CLOSE_DATES, min_size=2, max_size=2, unique=True).map(",".join).map("[{}]".format),
).map(Period.parse)


# ---------------------------------------------------------------------------------- a value


@given(TEXTS)
def test_round_trip(text: str) -> None:
    period = Period.parse(text)
    assert str(period) == text
    assert repr(period) == f"Period({text!r})"
    assert period == Period(text) == copy.deepcopy(period) == pickle.loads(pickle.dumps(period))
    assert len({period, Period(text)}) == 1
    assert "\n" not in period.show()


def test_equal_only_if_spelled_alike() -> None:
    assert Period("2021") != Period("2021-01/2021-12")
    assert Period("2021") != "2021"


def test_immutable() -> None:
    period = Period("2021")
    with pytest.raises(AttributeError):
        period.start = date(2022, 1, 1)  # type: ignore[misc]  # refused when run, too
    with pytest.raises(AttributeError):
        del period.end
    with pytest.raises(AttributeError):
        period.note = "new"  # type: ignore[attr-defined]  # refused when run, too
    assert str(period) == "2021"


# --------------------------------------------------------------------- some time in a span


@given(UNSPECIFIED.map(Period.parse))
def test_what_is_not_specified_is_never_a_duration(period: Period) -> None:
    assert period.unspecified
    assert period.days is None
    assert period.exact_day is None
    assert period.year_kind is None
    assert not period.is_full_year
    assert period.years_before == ()


@given(UNSPECIFIED.map(Period.parse))
def test_what_is_not_specified_answers_for_its_whole_span(period: Period) -> None:
    whole = period.whole
    assert (whole.start, whole.end, whole.unspecified) == (period.start, period.end, False)
    assert whole.covers(period)
    assert not period.covers(whole)
    assert not period.same_span(whole)


@given(st.one_of(UNSPECIFIED_DATES, SETS).map(Period.parse))
def test_it_is_shown_as_a_choice_and_never_as_a_span(period: Period) -> None:
    assert period.show().startswith("some ") or " or " in period.show()
    assert period.show() != period.whole.show()


@given(PERIODS)
def test_the_whole_of_a_period_is_its_plainest_spelling(period: Period) -> None:
    whole = period.whole
    assert (whole.start, whole.end) == (period.start, period.end)
    assert whole.whole is whole
    if not (period.unspecified or period.is_interval or period.uncertain or period.approximate):
        assert whole == period


@pytest.mark.parametrize(
    ("text", "of_a_day"),
    [
        ("2021-05-14", True),
        ("2021-05-14~", True),
        ("2021-05-14/2021-05-14", True),
        ("2021-05-XX", True),
        ("2021-XX-XX", True),
        ("[2021-05-01,2021-06-01]", True),
        ("[..2021-05-01]", True),
        ("2021-XX", False),
        ("[2021-05,2021-06-01]", False),
        ("2021-05-14/2021-05-15", False),
        ("2021-05-XX/2021-06-XX", False),
        ("/2021-05-14", False),
    ],
)
def test_one_day_need_not_be_known(text: str, of_a_day: bool) -> None:
    assert Period(text).is_of_a_day is of_a_day


@pytest.mark.parametrize(
    "text",
    [
        *("[2021]", "[2021,2021]", "[2021-06-02..2021-06-02]", "[2021..2021,2021]"),
        *("[]", "[", "[..]", "[2021,]", "[,2021]", "[2021..,2022]", "[2020,..2021]", "[2021,199X]"),
        *("2021-X1", "199X-01", "1X9X", "XXXX", "2021-XX-05", "2021,2022", "[2021/2022]", "[2021"),
    ],
)
def test_other_sets_and_open_digits_are_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Period(text)


# -------------------------------------------------------------------------------- full years


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2021", "calendar"),
        ("2021-01-01/2021-12-31", "calendar"),
        ("2022-04/2023-03", "fiscal:04"),
        ("2022-07-01/2023-06-30", "fiscal:07"),
        ("2021-10/2022-09", "fiscal:10"),
        ("2019-06/2020-05", "fiscal:06"),
        ("2022-02/2023-01", "twelve-months:02"),
        ("2022-05-15/2023-05-14", "twelve-months:05-15"),
        ("2020-02-29/2021-02-28", "twelve-months:02-29"),
        ("2020-02-29/2021-02-27", None),
        ("2019-03-01/2020-02-28", None),  # a day short
        ("2021-03-21/2022-03-20", "iranian"),
        ("2020-03-20/2021-03-20", "iranian"),  # 366 days
        ("1959-03-22/1960-03-20", "iranian"),  # 365, of a leap year of ours
        ("2021-09-11/2022-09-10", "ethiopian"),
        ("2023-09-12/2024-09-10", "ethiopian"),
        ("2023-07-17/2024-07-15", "nepali"),
        ("2021-04-14/2022-04-13", "mid-april"),
        ("2012-12-21/2013-12-20", "afghan"),
        ("2022~", "calendar"),
        ("2021-01-01/2022-01-15", None),
        ("2021-01-01/2021-12-30", None),
        ("2020-01-01/2020-12-30", None),  # 365 days, but a day short
        ("2021-03-21/2022-03-22", None),  # 367 days
        ("2021-03-21/2022-03-18", None),
        ("2021/2022", None),
        ("2021-03/2021-09", None),
        ("/2021", None),
        ("2021/..", None),
    ],
)
def test_kinds_of_full_years(text: str, kind: str | None) -> None:
    period = Period(text)
    assert period.year_kind == kind
    assert period.is_full_year is (kind is not None)


@given(st.dates(date(1000, 1, 1), date(8999, 12, 31)))
def test_any_twelve_months_are_a_full_year(day: date) -> None:
    first = day.replace(day=1)
    last = first.replace(year=first.year + 1) - timedelta(1)
    year = Period(f"{str(first)[:7]}/{str(last)[:7]}")
    assert year.is_full_year
    assert year.days in (365, 366)
    short, long = Period(f"{first}/{last - timedelta(1)}"), Period(f"{first}/{last + timedelta(1)}")
    assert not short.is_full_year
    assert not long.is_full_year


@given(st.integers(1000, 8998))
def test_a_year_from_a_leap_day_has_a_text_in_every_year(year: int) -> None:
    period = Period(calendar.year_text("twelve-months:02-29", year))
    assert period.is_full_year
    assert period.start
    assert (period.start.year, period.start.day) == (year, 29 if period.days == 366 else 28)


@given(st.integers(1000, 8998), st.sampled_from(["calendar", "fiscal:04", "twelve-months:11"]))
def test_years_of_a_kind_follow_one_another(year: int, kind: str) -> None:
    this, after = (Period(calendar.year_text(kind, n)) for n in (year, year + 1))
    assert this.end == after.start
    assert this.year_kind == after.year_kind == kind
    assert after.years_before == ((this.start, this.end),)
    assert this.start
    assert this.last
    assert calendar.year_holding(kind, this.start, this.last) == year
    assert calendar.year_holding(kind, this.last, this.last + timedelta(1)) is None


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2021-03-21/2022-03-20", ["2020-03-20/2021-03-20", "2020-03-21/2021-03-20"]),
        ("2020-03-20/2021-03-20", ["2019-03-20/2020-03-19", "2019-03-21/2020-03-19"]),
        ("2022-04/2023-03", ["2021-04/2022-03"]),
        ("2021-11", ["2020-11"]),
        ("2020-02-29", []),
        ("2021/2022", []),
        ("2021/..", []),
        ("2021-XX", []),
    ],
)
def test_a_year_before(text: str, before: list[str]) -> None:
    spans = [(Period(each).start, Period(each).end) for each in before]
    assert [span for span in Period(text).years_before if span in spans] == spans
    if not spans or "-03-2" not in text:
        assert len(Period(text).years_before) == len(spans)


@pytest.mark.parametrize("kind", ["iranian", "ethiopian", "nepali", "afghan", "mid-april"])
def test_a_year_of_another_calendar_is_about_its_days(kind: str) -> None:
    gap = Period(calendar.year_text(kind, 2021))
    assert gap.approximate
    assert gap.year_kind == kind


@pytest.mark.parametrize(
    ("kind", "one", "many"),
    [
        ("calendar", "", "full years"),
        ("fiscal:04", "fiscal year", "fiscal years from April"),
        ("twelve-months:02", "twelve months", "twelve months from February"),
        ("twelve-months:05-15", "twelve months", "twelve months from 15 May"),
        ("iranian", "Iranian year", "Iranian years"),
        ("nepali", "Nepali fiscal year", "Nepali fiscal years"),
        ("mid-april", "year", "years from mid-April"),
    ],
)
def test_what_full_years_are_called(kind: str, one: str, many: str) -> None:
    assert (calendar.year_label(kind), calendar.years_label(kind)) == (one, many)


# ---------------------------------------------------------------------------------- relations


@given(EXACT.map(Period.parse))
def test_starts_before_it_ends(period: Period) -> None:
    assume(period.days)
    assert period.start
    assert period.end
    assert period.last
    assert period.days
    assert period.start <= period.last < period.end
    assert period.start + timedelta(period.days) == period.end


@given(st.integers(1, 9998))
def test_months_and_days_tile_the_year(year: int) -> None:
    whole = Period(f"{year:04}")
    months = [Period(f"{year:04}-{month:02}") for month in range(1, 13)]
    assert (whole.start, whole.end) == (months[0].start, months[-1].end)
    assert whole.days == sum(month.days or 0 for month in months)
    for earlier, later in pairwise(months):
        assert earlier.end == later.start
        assert not earlier.overlaps(later)
        assert whole.covers(earlier)
    for month in months:
        assert month.start
        assert month.days
        days = [Period(str(month.start + timedelta(n))) for n in range(month.days)]
        assert days[-1].end == month.end


@given(CLOSE_PERIODS, CLOSE_PERIODS, CLOSE_PERIODS)
def test_laws_of_covering_and_overlapping(a: Period, b: Period, c: Period) -> None:
    anytime = Period("../..")
    assert anytime.covers(a)
    assert anytime.overlaps(a)
    assert a.covers(a)
    assert a.overlaps(b) == b.overlaps(a)
    assert a.same_span(b) == b.same_span(a) == (a.covers(b) and b.covers(a))
    if a.covers(b):
        assert a.overlaps(b)
        if b.covers(c):
            assert a.covers(c)
        if b.overlaps(c):
            assert a.overlaps(c)


@given(CLOSE_PERIODS, CLOSE_PERIODS)
def test_overlap_is_a_common_day(a: Period, b: Period) -> None:
    days = [Period(str(date(2019, 12, 31) + timedelta(n))) for n in range(740)]
    one, other = a.whole, b.whole
    assert a.overlaps(b) == any(one.covers(day) and other.covers(day) for day in days)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2021", "2021-12-31"),
        ("../2021", "2021-12-31"),
        ("2024-04/", "2024-04-01"),
        ("2024-04/..", "2024-04-01"),
        ("199X", "1990-01-01"),
        ("199X/2001", "2001-12-31"),
        ("199X/200X", "2000-01-01"),
        ("199X/..", "1990-01-01"),
        ("[2021,2023]", "2021-01-01"),
        ("[..2024-03-01]", None),
        ("/..", None),
    ],
)
def test_the_last_day_that_it_surely_reaches(text: str, last: str | None) -> None:
    assert Period(text).reached == (date.fromisoformat(last).toordinal() + 1 if last else 0)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2020", 365),
        ("2021", 365),
        ("2020-03-20/2021-03-20", 365),  # an Iranian leap year
        ("2020/2021", 730),
        ("2020-02", 30),
        ("2020-01/2020-03", 91),
        ("2020-01-01/2020-01-15", 15),
        ("2020-XX", 0),
        ("2020/..", 0),
    ],
)
def test_length_for_comparing(text: str, length: int) -> None:
    assert Period(text).length == length


@pytest.mark.parametrize(
    ("text", "other", "ends"),
    [
        ("2020-12-31", "2021", False),
        ("2021-12-31", "2021", True),
        ("../2021-12-31", "2021", True),
        ("2022-01-01", "2021", False),
        ("2021-05/", "2021", True),
        ("2021-05-XX", "2021", True),
        ("2021-05-XX", "2021-05-01/2021-05-15", False),
        ("[2020-12-31,2021-01-01]", "2021", False),
        ("[..2021-03-01]", "2021", False),
        ("/..", "2021", False),
        ("2021", "../2022", True),
    ],
)
def test_ends_in(text: str, other: str, ends: bool) -> None:
    assert Period(text).ends_in(Period(other)) is ends


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2021", "2021-01-01/2021-12-31", True),
        ("2021?", "2021", True),
        ("2021/..", "2021/", True),
        ("2021", "2021/..", False),
        ("199X", "1990/1999", False),
        ("199X", "[1990..1999]", True),
        ("2021-05-XX", "2021-05", False),
    ],
)
def test_same_span(one: str, other: str, same: bool) -> None:
    assert Period(one).same_span(Period(other)) is same
