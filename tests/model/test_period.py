"""Periods: those that are read, those refused and their hints, and relations between them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.model.periods.period import Period, PeriodError
from dipfacts.text import plain
from support.periods import TEXTS

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
        ("/..", None, None, None, "none"),
        ("199X", "1990-01-01", "2000-01-01", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "2000-01-01", "1999-12-31", "century"),
        ("2021-XX", "2021-01-01", "2022-01-01", "2021-12-31", "year"),
        ("2024-02-XX", "2024-02-01", "2024-03-01", "2024-02-29", "month"),
        ("2021-XX-XX", "2021-01-01", "2022-01-01", "2021-12-31", "year"),
        ("199X/2001-05", "1990-01-01", "2001-06-01", "2001-05-31", "decade"),
        ("[2021-06-02,2021-06-05]", "2021-06-02", "2021-06-06", "2021-06-05", "day"),
        ("[2021-06,2020..2020-05]", "2020-01-01", "2021-07-01", "2021-06-30", "year"),
        ("[..2020-12-03]", None, "2020-12-04", "2020-12-03", "day"),
        ("[2020,2022..]", "2020-01-01", None, None, "year"),
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
    ("text", "is_interval", "open_start", "open_end"),
    [
        ("2021", False, False, False),
        ("2021/2022", True, False, False),
        ("2021/..", True, False, True),
        ("2021/", True, False, False),
        ("../2021", True, True, False),
        ("/2021", True, False, False),
        ("../..", True, True, True),
        ("/..", True, False, True),
        ("[2021..]", False, False, False),
    ],
)
def test_ends(text: str, is_interval: bool, open_start: bool, open_end: bool) -> None:
    period = Period.parse(text)
    found = (period.is_interval, period.open_start, period.open_end)
    assert found == (is_interval, open_start, open_end)


@pytest.mark.parametrize(
    ("text", "full_year", "days"),
    [
        ("2021", True, 365),
        ("2024", True, 366),
        ("2021/2021", True, 365),
        ("2021-01/2021-12", True, 365),
        ("2021-01-01/2021-12-31", True, 365),
        ("2021-02/2022-01", True, 365),
        ("2021-01-01/2022-01-01", False, 366),
        ("199X", False, None),
        ("2021-XX", False, None),
        ("2021-05-XX", False, None),
        ("[2021-06-02,2021-06-03]", False, None),
        ("[2021-01-01..2021-12-31]", False, None),
        ("199X/2001", False, None),
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
        (
            "2021-00~",
            'month 00 does not exist in "2021-00~"',
            'write "2021" where the month is not known',
        ),
        (
            "2020-00-00",
            'month 00 does not exist in "2020-00-00"',
            'write "2020" where the month is not known',
        ),
        ("2021/2022-13", 'month 13 does not exist in "2022-13"', "months run from 01 to 12"),
        ("2021-02-30", "February 2021 has no day 30", "February 2021 ends on 2021-02-28"),
        ("2024-02-30", "February 2024 has no day 30", "February 2024 ends on 2024-02-29"),
        ("2021-12-32", "December 2021 has no day 32", "December 2021 ends on 2021-12-31"),
        ("2021-06-00", "June 2021 has no day 00", 'write "2021-06" where the day is not known'),
        ("2022/2021", '"2022/2021" ends before it starts', 'write "2021/2022"'),
        (
            "2021-05-02/2021-05-01?",
            '"2021-05-02/2021-05-01?" ends before it starts',
            'write "2021-05-01?/2021-05-02"',
        ),
        ("0000", "year 0000 is out of range", YEARS),
        ("2021/9999-12-31", "year 9999 is out of range", YEARS),
        (
            "43952",
            'the year of "43952" is out of range',
            'write "2020-05-01" if it is the number of a day in a spreadsheet; '
            "years run from 0001 to 9998",
        ),
        ("12021", 'the year of "12021" is out of range', YEARS),
        ("-0044", 'the year of "-0044" is out of range', YEARS),
        ("Y17000", 'the year of "Y17000" is out of range', YEARS),
        (
            "2021-22",
            '"2021-22" is a season, which has no exact dates',
            'write its months, such as "2021-06/2021-08"; for some time in them '
            '"[2021-06..2021-08]"; or the years "2021/2022", '
            'or the fiscal year, such as "2021-04/2022-03" (as in India)',
        ),
        (
            "2021-25",
            'month 25 does not exist in "2021-25"',
            'months run from 01 to 12; write the years "2021/2025"',
        ),
        (
            "1999-00",
            'month 00 does not exist in "1999-00"',
            'months run from 01 to 12; write the years "1999/2000", '
            'or the fiscal year, such as "1999-04/2000-03" (as in India)',
        ),
        (
            "2051-34",
            'month 34 does not exist in "2051-34"',
            'months run from 01 to 12; write the months "2051-04/2051-06"',
        ),
        (
            "summer of 2021",
            '"summer of 2021" is a season, which has no exact dates',
            'write its months, such as "2021-06/2021-08"; for some time in them '
            '"[2021-06..2021-08]"',
        ),
        (
            "2021 winter",
            '"2021 winter" is a season, which has no exact dates',
            'write its months, such as "2020-12/2021-02" or "2021-12/2022-02"; for some time in '
            'them "[2020-12..2021-02]" or "[2021-12..2022-02]"',
        ),
        ("000X", "year 000X is out of range", YEARS),
        ("99XX", "year 99XX is out of range", YEARS),
        (
            "[2022..2021]",
            '"[2022..2021]" ends before it starts',
            'write "[2021..2022]"',
        ),
        (
            "[2020,2022-02..2021]",
            '"[2020,2022-02..2021]" ends before it starts',
            'write "[2020,2021..2022-02]"',
        ),
        (
            "/",
            '"/" has no date',
            'write "/.." if it still goes on, "../.." if it holds at any time, '
            "or leave it out, but of a figure",
        ),
        (
            "../",
            '"../" has no date',
            'write "/.." if it still goes on, "../.." if it holds at any time, '
            "or leave it out, but of a figure",
        ),
        (
            "FY2022",
            '"FY2022" is a fiscal year, whose months are not the same everywhere',
            'write its months: "2022-04/2023-03" (as in Japan) or "2021-10/2022-09" '
            "(as in the United States)",
        ),
        *(
            (noted, f'cannot read "{noted}" as a date or period', 'write "2021"')
            for noted in ("2021 1/", "2021 12/", "2021 1)", "2021 a/", "2021 [1]", "2021*", "2021¹")
        ),
        *(
            (
                marked,
                f'cannot read "{marked}" as a date or period',
                'write "2021" (its mark is a status)',
            )
            for marked in ("2021p", "2021 (e)", "2021 prov.")
        ),
        (
            "2021年度",
            '"2021年度" is a fiscal year, whose months are not the same everywhere',
            'write its months: "2021-04/2022-03" (as in Japan) or "2020-10/2021-09" '
            "(as in the United States)",
        ),
        (
            "FY 2022-23",
            '"FY 2022-23" is a fiscal year, whose months are not the same everywhere',
            'write its months: "2022-04/2023-03" (as in India) or "2022-07/2023-06" '
            "(as in Australia)",
        ),
        ("y2019", 'cannot read "y2019" as a date or period', 'write "2019"'),
        ("X2019-03", 'cannot read "X2019-03" as a date or period', 'write "2019-03"'),
        ("Year 2019", 'cannot read "Year 2019" as a date or period', 'write "2019"'),
        ("y20190", 'the year of "y20190" is out of range', YEARS),
        ("Y-2019", 'the year of "Y-2019" is out of range', YEARS),
        (
            "2022/23",
            'cannot read "2022/23" as a date or period',
            'write "2022/2023" (all of these years), '
            '"2022-04/2023-03" (the fiscal year, as in India) or '
            '"2022-07/2023-06" (the fiscal year, as in Australia)',
        ),
        (
            "before 2021",
            'cannot read "before 2021" as a date or period',
            'write "/2020" (until then, start unknown) or "[..2020]" (some time until then)',
        ),
        (
            "after 2021",
            'cannot read "after 2021" as a date or period',
            'write "2022/" (from then, end unknown) or "[2022..]" (some time from then on)',
        ),
        (
            "until 2021",
            'cannot read "until 2021" as a date or period',
            'write "/2021" (start unknown) or "../2021" (without a start)',
        ),
        (
            "2024-24",
            '"2024-24" is a season, which has no exact dates',
            'write its months, such as "2024-12/2025-02"; for some time in them '
            '"[2024-12..2025-02]"',
        ),
        (
            "9998-24",
            '"9998-24" is a season, which has no exact dates',
            'write its months, such as "9998-12/9998-12-31"; for some time in them '
            '"[9998-12..9998-12-31]"',
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
    ("text", "proposed"),
    [
        ("may 2021", {"2021-05": ""}),
        ("12/05/2022", {"2022-05-12": "", "2022-12-05": ""}),
        ("end of 2021-02", {"2021-02-28": "its last day", "2021-02-XX": "some time in it"}),
        ("2021-05/2020", {"2020/2021-05": ""}),
        ("2021-01-01T10:00", {"2021-01-01": "its day"}),
        ("/", {"/..": "still going", "../..": "any time"}),
        ("", {"../..": "any time"}),
        # what may be meant has no months that are the same everywhere, or nothing may be meant
        *((text, {}) for text in ("spring 2021", "FY2021", "2021-22", "2021-02-29", "some day")),
    ],
)
def test_what_a_hint_proposes_is_told_as_data(text: str, proposed: dict[str, str]) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert caught.value.proposed == proposed


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
        ("5/6/2020/5/7/2020", ["2020-06-05/2020-07-05", "2020-05-06/2020-05-07"]),
        ("5/6/2020 - 5/7/2020", ["2020-06-05/2020-07-05", "2020-05-06/2020-05-07"]),
        ("25/6/2020/5/7/2020", ["2020-06-25/2020-07-05"]),
        ("2020/05/06/2020/05/07", ["2020-05-06/2020-05-07"]),
        ("2020/05/2020/07", ["2020-05/2020-07"]),
        ("13/05/2020/", ["2020-05-13/"]),
        ("5/6/2020/..", ["2020-06-05/..", "2020-05-06/.."]),
        ("/13/05/2020", ["/2020-05-13"]),
        ("1989/.", ["1989/..", "1989/"]),
        ("12/2022", ["2022-12"]),
        ("2022/12", ["2022-12"]),
        ("2009/10", ["2009-10", "2009/2010", "2009-04/2010-03", "2009-07/2010-06"]),
        ("2021/22", ["2021/2022", "2021-04/2022-03", "2021-07/2022-06"]),
        ("2021/25", ["2021/2025"]),
        ("5 Dec 2022", ["2022-12-05"]),
        ("5-dec-2022", ["2022-12-05"]),
        ("December 5th, 2022", ["2022-12-05"]),
        ("Sept. 2022", ["2022-09"]),
        ("2019M02", ["2019-02"]),
        ("2019-W12", ["2019-03-18/2019-03-24"]),
        ("Feb 1-3, 2024", ["2024-02-01/2024-02-03"]),
        ("February 28 to March 2 2024", ["2024-02-28/2024-03-02"]),
        ("Feb 1 or 2, 2024", ["[2024-02-01,2024-02-02]"]),
        ("2020W53", ["2020-12-28/2021-01-03"]),
        ("2019-W12-3", ["2019-03-20"]),
        ("2021-Q1", ["2021-01/2021-03", "[2021-01..2021-03]"]),
        ("2021Q4", ["2021-10/2021-12", "[2021-10..2021-12]"]),
        ("Q2 2021", ["2021-04/2021-06", "[2021-04..2021-06]"]),
        ("2021-2023", ["2021/2023"]),
        ("2021–2023", ["2021/2023"]),
        ("2021-01..2021-03", ["2021-01/2021-03", "[2021-01..2021-03]"]),
        ("2021-01 to 2021-03", ["2021-01/2021-03"]),
        ("2021 / 2023", ["2021/2023"]),
        ("2021-1/2021-3", ["2021-01/2021-03"]),
        ("5 Dec 2022/..", ["2022-12-05/.."]),
        ("1990s", ["199X"]),
        ("the 1990's", ["199X"]),
        ("199x", ["199X"]),
        ("199?", ["199X"]),
        ("1900s", ["190X", "19XX"]),
        ("19xx", ["19XX"]),
        ("late 1990s", ["199X"]),
        ("c. 1990s", ["199X~"]),
        ("21st century", ["[2001..2100]"]),
        ("2021-xx", ["2021-XX"]),
        ("2021-??", ["2021-XX"]),
        ("2021-03-uu", ["2021-03-XX"]),
        ("mid-2021", ["2021-XX"]),
        ("early May 2021", ["2021-05-XX"]),
        ("end of 2021", ["2021-12-31", "2021-XX"]),
        ("some time in the 1990s", ["199X"]),
        ("some day in May 2021", ["2021-05-XX"]),
        ("2 or 3 Jun 2021", ["[2021-06-02,2021-06-03]"]),
        ("2021 or 2022", ["[2021,2022]"]),
        ("[2021, 2022]", ["[2021,2022]"]),
        ("[2021]", ["2021"]),
        ("[2021,2021]", ["2021"]),
        ("[2021-06-02..2021-06-02]", ["2021-06-02"]),
        ("2021..2023", ["2021/2023", "[2021..2023]"]),
        ("2021,2022", ["[2021,2022]"]),
        ("2021, 2022, 2024", ["[2021,2022,2024]"]),
        ("1999/00", ["1999/2000", "1999-04/2000-03", "1999-07/2000-06"]),
        ("Q1-Q3 2021", ["2021-01/2021-09"]),
        ("2021 Q2 to Q3", ["2021-04/2021-09"]),
        ("90s", ["199X"]),
        ("Dec-19", ["2019-12", "1919-12"]),
        ("Dec '19", ["2019-12", "1919-12"]),
        ("5-Dec-19", ["2019-12-05", "1919-12-05"]),
        ("the '20s", ["192X", "202X"]),
        ("not before 2021", ["2021/", "[2021..]"]),
        (">= 2021", ["2021/", "[2021..]"]),
        ("no later than May 2021", ["/2021-05", "[..2021-05]"]),
        ("<=2021", ["/2021", "[..2021]"]),
        ("pre-2021", ["/2020", "[..2020]"]),
        ("post-2021", ["2022/", "[2022..]"]),
        ("<2021", ["/2020", "[..2020]"]),
        (">2021", ["2022/", "[2022..]"]),
        ("between 2019 and 2021", ["[2019..2021]", "2019/2021"]),
        ("{2021,2022}", ["[2021,2022]"]),
        ("2021-01/06", ["2021-01/2021-06"]),
        ("2021-01/6", ["2021-01/2021-06"]),
        ("2021-01-05/12", ["2021-01-05/2021-01-12"]),
        ("2021-01-05/02-12", ["2021-01-05/2021-02-12"]),
        ("H1 2021", ["2021-01/2021-06", "[2021-01..2021-06]"]),
        ("2021-S2", ["2021-07/2021-12", "[2021-07..2021-12]"]),
        ("1H2021", ["2021-01/2021-06", "[2021-01..2021-06]"]),
        ("second half of 2021", ["2021-07/2021-12", "[2021-07..2021-12]"]),
        ("3Q 2021", ["2021-07/2021-09", "[2021-07..2021-09]"]),
        ("third quarter of 2021", ["2021-07/2021-09", "[2021-07..2021-09]"]),
        ("9M 2021", ["2021-01/2021-09"]),
        ("Jan\u2013Oct 2022", ["2022-01/2022-10"]),
        ("27 Sep \u2013 10 Nov 2020", ["2020-09-27/2020-11-10"]),
        ("12-13 June 2015", ["2015-06-12/2015-06-13"]),
        ("since 5 Dec 2022", ["2022-12-05/.."]),
        ("from 2021", ["2021/..", "2021/"]),
        ("by 2021", ["/2021", "[..2021]"]),
        ("before May 2021", ["/2021-04", "[..2021-04]"]),
        ("before 1990s", ["/1989", "[..1989]"]),
        ("after 2021-12-31", ["2022-01-01/", "[2022-01-01..]"]),
        ("until 2021, start unknown", ["/2021"]),
        ("from 2021, end unknown", ["2021/"]),
        ("unknown/2021", ["/2021"]),
        ("2021/unknown", ["2021/"]),
        ("still going, start unknown", ["/.."]),
        ("at any time", ["../.."]),
        ("since 2021-05", ["2021-05/.."]),
        ("after 2021", ["2022/", "[2022..]"]),
        ("until 2021", ["/2021", "../2021"]),
        ("before 2021", ["/2020", "[..2020]"]),
        ("2021-", ["2021/..", "2021"]),
        ("2021..", ["2021/.."]),
        ("2021/present", ["2021/.."]),
        ("..", ["../.."]),
        ("~2021", ["2021~"]),
        ("c. 2021", ["2021~"]),
        ("2021 ?", ["2021?"]),
        ("2021?~", ["2021%"]),
        ("about 2022 (uncertain)", ["2022%"]),
        ("c. 1861/1897", ["1861~/1897"]),
        ("about 1861 to 1897", ["1861~/1897"]),
        ("1861/ca. 1897", ["1861/1897~"]),
        ("~1861/~1897", ["1861~/1897~"]),
        ("c. 1861-1897", ["1861~/1897"]),
        ("circa May 1861/1897", ["1861-05~/1897"]),
        ("? 1861/1897", ["1861?/1897"]),
        ("1861 (uncertain)/1897", ["1861?/1897"]),
        ("% 1861/1897", ["1861%/1897"]),
        ("c. 1861/", ["1861~/"]),
        ("since c. 1861", ["1861~/.."]),
        ("before c. 1861", ["/1860~", "[..1860~]"]),
        ("c. 25/12/1861", ["1861-12-25~"]),
        ("2021\n", ["2021"]),
        ("２０２１", ["2021"]),
        ("٢٠٢١-٠٣", ["2021-03"]),
        ("２０２１年３月", ["2021-03"]),
    ],
)
def test_guesses(text: str, guesses: list[str]) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert re.findall(r'"([^"]+)"', caught.value.hint) == guesses
    for guess in guesses:
        assert str(Period.parse(guess)) == guess


@pytest.mark.parametrize(
    "text",
    [
        "²021",
        "2021/²²²²",
        "2021-W53",
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
        assert str(error) == plain(str(error))
        assert [it for it in error.proposed if str(Period.parse(it)) not in error.hint] == []


@given(st.characters(), st.integers(0, 5))
def test_a_stray_character_is_never_echoed_raw(char: str, place: int) -> None:
    text = "2021?"[:place] + char + "2021?"[place:]
    try:
        Period.parse(text)
    except PeriodError as error:
        assert all(unicodedata.category(c)[0] != "C" for c in str(error))


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
        ("/2022-12-05", "until 5 Dec 2022, start unknown"),
        ("2021/", "from 2021, end unknown"),
        ("1992-04-04/", "from 4 Apr 1992, end unknown"),
        ("/..", "still going, start unknown"),
        ("[2021,2021,2022]", "2021 or 2022"),
        ("[2021-06-02..2021-06-02,2022]", "2 Jun 2021 or 2022"),
        ("199X", "some time in the 1990s"),
        ("199X?", "some time in the 1990s (uncertain)"),
        ("199X~", "some time in or around the 1990s"),
        ("190X", "some time from 1900 to 1909"),
        ("190X~", "some time in or around the years from 1900 to 1909"),
        ("19XX", "some time from 1900 to 1999"),
        ("2021-XX", "some time in 2021"),
        ("2021-XX-XX", "some day in 2021"),
        ("2021-05-XX", "some day in May 2021"),
        ("199X/..", "since some time in the 1990s"),
        ("199X/2001", "some time in the 1990s \u2013 2001"),
        ("[2021-06-02,2021-06-03]", "2 or 3 Jun 2021"),
        ("[2021-06-02,2021-06-03,2021-07-01]", "2 Jun, 3 Jun or 1 Jul 2021"),
        ("[2020-12-30,2021-01-02]", "30 Dec 2020 or 2 Jan 2021"),
        ("[2021,2022,2024]", "2021, 2022 or 2024"),
        ("[2021-05,2021-06-03]", "May 2021 or 3 Jun 2021"),
        ("[2021-06-02~,2021-06-03~]", "about 2 or 3 Jun 2021"),
        ("[2020?,2021]", "2020 (uncertain) or 2021"),
        ("[2021-06-02..2021-06-05]", "some day from 2 to 5 Jun 2021"),
        ("[2021-06-30..2021-07-02]", "some day from 30 Jun to 2 Jul 2021"),
        ("[2021-01..2021-03]", "some time from Jan to Mar 2021"),
        ("[2021~..2022]", "some time from about 2021 to 2022"),
        ("[2021-06-02,2021-06-05..2021-06-07]", "2 Jun 2021 or some day from 5 to 7 Jun 2021"),
        ("[..2020]", "some time until 2020"),
        ("[2020-05-04..]", "some day from 4 May 2020 on"),
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
