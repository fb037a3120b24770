"""What is read as a period, what is refused and how, and how periods relate."""

from __future__ import annotations

import copy
import pickle
import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dipfacts.model.period import Period, PeriodError

# ------------------------------------------------------------------------------- strategies

DATES = st.dates(date(1, 1, 1), date(9998, 12, 31))
DATE_TEXTS = st.builds(
    lambda day, length, qualifier: day.isoformat()[:length] + qualifier,
    DATES,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "?", "~", "%"]),
)


def ordered(one: str, two: str) -> str:
    """The two dates as an interval that does not end before it starts."""
    first, second = sorted((one, two), key=lambda text: Period.parse(text).start or date.min)
    return f"{first}/{second}"


TEXTS = st.one_of(
    DATE_TEXTS,
    st.builds(ordered, DATE_TEXTS, DATE_TEXTS),
    st.builds("{}/{}".format, DATE_TEXTS, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), DATE_TEXTS),
    st.just("../.."),
)
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
    st.just("../.."),
).map(Period.parse)

# ---------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("text", "start", "end", "last", "precision"),
    [
        ("2021", "2021-01-01", "2022-01-01", "2021-12-31", "year"),
        ("2021-12", "2021-12-01", "2022-01-01", "2021-12-31", "month"),
        ("2024-02", "2024-02-01", "2024-03-01", "2024-02-29", "month"),
        ("2021-12-31", "2021-12-31", "2022-01-01", "2021-12-31", "day"),
        ("0001", "0001-01-01", "0002-01-01", "0001-12-31", "year"),
        ("9998-12-31", "9998-12-31", "9999-01-01", "9998-12-31", "day"),
        ("2021/2022-03", "2021-01-01", "2022-04-01", "2022-03-31", "year"),
        ("2021-03-05/2021-04", "2021-03-05", "2021-05-01", "2021-04-30", "month"),
        ("2021-05/2021", "2021-05-01", "2022-01-01", "2021-12-31", "year"),
        ("1992-04-04/..", "1992-04-04", None, None, "day"),
        ("../2021", None, "2022-01-01", "2021-12-31", "year"),
        ("2021-03/", "2021-03-01", None, None, "month"),
        ("/2021", None, "2022-01-01", "2021-12-31", "year"),
        ("../..", None, None, None, "none"),
    ],
)
def test_bounds(
    text: str, start: str | None, end: str | None, last: str | None, precision: str
) -> None:
    period = Period.parse(text)
    bounds = (period.start, period.end, period.last)
    assert [bound and str(bound) for bound in bounds] == [start, end, last]
    assert period.precision == precision
    assert period.start_day == (period.start and period.start.toordinal())
    assert period.end_day == (period.end and period.end.toordinal())


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2021", False, False),
        ("2021?", True, False),
        ("2021-03~", False, True),
        ("2021-03-05%", True, True),
        ("2021?/2022~", True, True),
        ("2021?/..", True, False),
        ("/2021~", False, True),
    ],
)
def test_qualifiers(text: str, uncertain: bool, approximate: bool) -> None:
    period = Period.parse(text)
    assert (period.uncertain, period.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "is_interval", "open_start"),
    [
        ("2021", False, False),
        ("2021/2022", True, False),
        ("2021/..", True, False),
        ("2021/", True, False),
        ("../2021", True, True),
        ("/2021", True, False),
        ("../..", True, True),
    ],
)
def test_ends(text: str, is_interval: bool, open_start: bool) -> None:
    period = Period.parse(text)
    found = (period.is_interval, period.open_start)
    assert found == (is_interval, open_start)


@pytest.mark.parametrize(
    ("text", "full_year", "days"),
    [
        ("2021", True, 365),
        ("2024", True, 366),
        ("2021/2021", True, 365),
        ("2021-01/2021-12", True, 365),
        ("2021-01-01/2021-12-31", True, 365),
        ("2021-02/2022-01", False, 365),
        ("2021/2022", False, 730),
        ("2021-02", False, 28),
        ("2021-02-03", False, 1),
        ("2021/..", False, None),
        ("/2021", False, None),
    ],
)
def test_length(text: str, full_year: bool, days: int | None) -> None:
    period = Period.parse(text)
    assert (period.is_full_year, period.days) == (full_year, days)


# ---------------------------------------------------------------------------------- refusing

FORMS = "write a date as YYYY, YYYY-MM or YYYY-MM-DD, or a period as START/END"
YEARS = 'years run from 0001 to 9998; an open end is written ".."'


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2021-13", 'month 13 does not exist in "2021-13"', "months run from 01 to 12"),
        ("2021-00~", 'month 00 does not exist in "2021-00~"', "months run from 01 to 12"),
        ("2021/2022-13", 'month 13 does not exist in "2022-13"', "months run from 01 to 12"),
        ("2021-02-30", "February 2021 has no day 30", "February 2021 ends on 2021-02-28"),
        ("2024-02-30", "February 2024 has no day 30", "February 2024 ends on 2024-02-29"),
        ("2021-12-32", "December 2021 has no day 32", "December 2021 ends on 2021-12-31"),
        ("2021-06-00", "June 2021 has no day 00", "June 2021 starts on 2021-06-01"),
        ("2022/2021", '"2022/2021" ends before it starts', 'write "2021/2022"'),
        (
            "2021-05-02/2021-05-01?",
            '"2021-05-02/2021-05-01?" ends before it starts',
            'write "2021-05-01?/2021-05-02"',
        ),
        ("0000", "year 0000 is out of range", YEARS),
        ("2021/9999-12-31", "year 9999 is out of range", YEARS),
        ("12021", 'the year of "12021" is out of range', YEARS),
        ("-0044", 'the year of "-0044" is out of range', YEARS),
        ("Y17000", 'the year of "Y17000" is out of range', YEARS),
        (
            "2021-22",
            '"2021-22" is a season, which has no exact dates',
            'write its months, such as "2021-06/2021-08", or the years "2021/2022"',
        ),
        (
            "2024-24",
            '"2024-24" is a season, which has no exact dates',
            'write its months, such as "2024-12/2025-02"',
        ),
        (
            "9998-24",
            '"9998-24" is a season, which has no exact dates',
            'write its months, such as "9998-12"',
        ),
        (
            "2021-01-01T10:00",
            '"2021-01-01T10:00" has a time of day',
            'leave the time of day out: write "2021-01-01"',
        ),
        (
            "2021-01-01 10:00/2021-01-02 11:30:00+02:00",
            '"2021-01-01 10:00/2021-01-02 11:30:00+02…" has a time of day',
            'leave the time of day out: write "2021-01-01/2021-01-02"',
        ),
        (
            "",
            "the period is empty",
            'write a date such as "2021", "2021-03" or "2021-03-14", or "../.." for any time',
        ),
        ("some day", 'cannot read "some day" as a date or period', FORMS),
        ("2021-1", 'cannot read "2021-1" as a date or period', 'write "2021-01"'),
        (
            "a\x1b[31m\u202e\ud800",
            'cannot read "a\ufffd[31m\ufffd\ufffd" as a date or period',
            FORMS,
        ),
        ("x" * 40, f'cannot read "{"x" * 40}" as a date or period', FORMS),
        ("x" * 41, f'cannot read "{"x" * 39}…" as a date or period', FORMS),
    ],
)
def test_refusals(text: str, message: str, hint: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert str(caught.value) == f"{message}: {hint}"


@pytest.mark.parametrize(
    ("text", "guesses"),
    [
        ("2021-1-5", ["2021-01-05"]),
        ("2022/12/05", ["2022-12-05"]),
        ("20221205", ["2022-12-05"]),
        ("202212", ["2022-12"]),
        ("05.12.2022", ["2022-12-05"]),
        ("12/05/2022", ["2022-05-12", "2022-12-05"]),
        ("12-05-2022", ["2022-05-12", "2022-12-05"]),
        ("05/05/2022", ["2022-05-05"]),
        ("25/12/2022", ["2022-12-25"]),
        ("12/25/2022", ["2022-12-25"]),
        ("12/2022", ["2022-12"]),
        ("2022/12", ["2022-12"]),
        ("2009/10", ["2009-10", "2009/2010"]),
        ("2021/22", ["2021/2022"]),
        ("5 Dec 2022", ["2022-12-05"]),
        ("5-dec-2022", ["2022-12-05"]),
        ("December 5th, 2022", ["2022-12-05"]),
        ("Sept. 2022", ["2022-09"]),
        ("2021-Q1", ["2021-01/2021-03"]),
        ("2021Q4", ["2021-10/2021-12"]),
        ("Q2 2021", ["2021-04/2021-06"]),
        ("2021-2023", ["2021/2023"]),
        ("2021–2023", ["2021/2023"]),
        ("2021-01..2021-03", ["2021-01/2021-03"]),
        ("2021-01 to 2021-03", ["2021-01/2021-03"]),
        ("2021 / 2023", ["2021/2023"]),
        ("2021-1/2021-3", ["2021-01/2021-03"]),
        ("5 Dec 2022/..", ["2022-12-05/.."]),
        ("202X", ["2020/2029"]),
        ("1990s", ["1990/1999"]),
        ("19XX", ["1900/1999"]),
        ("2021-XX", ["2021"]),
        ("2021-03-XX", ["2021-03"]),
        ("since 2021-05", ["2021-05/.."]),
        ("after 2021", ["2021/"]),
        ("until 2021", ["../2021"]),
        ("before 2021", ["/2021"]),
        ("2021-", ["2021/.."]),
        ("2021/present", ["2021/.."]),
        ("/", ["../.."]),
        ("../", ["../.."]),
        ("..", ["../.."]),
        ("~2021", ["2021~"]),
        ("c. 2021", ["2021~"]),
        ("2021 ?", ["2021?"]),
        ("2021?~", ["2021%"]),
        ("about 2022 (uncertain)", ["2022%"]),
        ("2021\n", ["2021"]),
    ],
)
def test_guesses(text: str, guesses: list[str]) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert caught.value.hint == "write " + " or ".join(f'"{guess}"' for guess in guesses)
    for guess in guesses:
        assert str(Period.parse(guess)) == guess


@pytest.mark.parametrize(
    "text",
    [
        "２０２１",
        "²021",
        "2021/²²²²",
        "2021-W05",
        "21",
        "2021-0",
        "9" * 5000,
        "2021/" * 50,
        "1 foo 2021",
    ],
)
def test_refused_without_a_guess(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert caught.value.hint in (FORMS, YEARS)


@given(st.one_of(st.text(), st.text("0123456789-/.~?%TQX \x1b\n", max_size=24), TEXTS))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert str(Period.parse(text)) == text
    except PeriodError as error:
        assert error.message
        assert error.hint
        assert str(error).isprintable()


@given(st.characters(), st.integers(0, 5))
def test_a_stray_character_is_never_echoed_raw(char: str, place: int) -> None:
    text = "2021?"[:place] + char + "2021?"[place:]
    try:
        Period.parse(text)
    except PeriodError as error:
        assert all(unicodedata.category(c)[0] != "C" for c in str(error))


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


# ---------------------------------------------------------------------------------- relations


@given(PERIODS)
def test_starts_before_it_ends(period: Period) -> None:
    assume(period.start and period.end)
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
    assert a.overlaps(b) == any(a.covers(day) and b.covers(day) for day in days)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2021", "2021-01-01/2021-12-31", True),
        ("2021?", "2021", True),
        ("2021/..", "2021/", True),
        ("2021", "2021/..", False),
    ],
)
def test_same_span(one: str, other: str, same: bool) -> None:
    assert Period(one).same_span(Period(other)) is same


# ---------------------------------------------------------------------------------- showing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021", "2021"),
        ("2020-11", "Nov 2020"),
        ("2022-12-05", "5 Dec 2022"),
        ("0800-03", "Mar 0800"),
        ("2022-01/2022-10", "Jan–Oct 2022"),
        ("2021-11/2022-02", "Nov 2021 – Feb 2022"),
        ("2021-11/2022-11", "Nov 2021 – Nov 2022"),
        ("2015-06-12/2015-06-13", "12–13 Jun 2015"),
        ("2020-09-27/2020-11-10", "27 Sep – 10 Nov 2020"),
        ("2020-09-27/2020-11-27", "27 Sep – 27 Nov 2020"),
        ("2020-12-30/2021-01-02", "30 Dec 2020 – 2 Jan 2021"),
        ("2018/2023", "2018–2023"),
        ("2021/2021", "2021"),
        ("2020/2021-03-05", "2020 – 5 Mar 2021"),
        ("1992-04-04/..", "since 4 Apr 1992"),
        ("../2022-12-05", "until 5 Dec 2022"),
        ("/2022-12-05", "before 5 Dec 2022"),
        ("2021/", "after 2021"),
        ("2024?", "2024 (uncertain)"),
        ("2022~", "about 2022"),
        ("2022%", "about 2022 (uncertain)"),
        ("2021~/2022~", "about 2021–2022"),
        ("2021?/2022", "2021 (uncertain) – 2022"),
        ("2021-03~/..", "since about Mar 2021"),
        ("../..", "at any time"),
    ],
)
def test_show(text: str, shown: str) -> None:
    assert Period(text).show() == shown
