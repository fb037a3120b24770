"""The meaning of periods and multipliers in SDMX."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from dipfacts.importing.derive import whole
from dipfacts.model.period import is_period

_PARTS = re.compile(r"([0-9]{4})-?([QSHTM])([0-9]{1,2})")
_MONTHS = {"Q": 3, "T": 4, "S": 6, "H": 6, "M": 1}
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{1,2})")
_RANGE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00(?::00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"/P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
)
_LARGEST = 18  # power of ten
_SCALES = {"unit": 0, "ten": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9}


def edtf(text: str) -> str:
    """Return a period of SDMX as EDTF; nothing for one that cannot be read.

    >>> edtf("2020-Q1"), edtf("2020-S2"), edtf("2010-M01"), edtf("2020-W05"), edtf("2020-A1")
    ('2020-01/2020-03', '2020-07/2020-12', '2010-01', '2020-01-27/2020-02-02', '2020')
    """
    text = text.strip().removesuffix("-A1")
    if "/" in text and ("T" in text or "P" in text):
        return _range(text)
    text = text.partition("T")[0]
    if match := _PARTS.fullmatch(text):
        year, months, nth = match[1], _MONTHS[match[2]], int(match[3])
        first, last = months * (nth - 1) + 1, months * nth
        if not 1 <= last <= 12:
            return ""
        return f"{year}-{last:02}" if months == 1 else f"{year}-{first:02}/{year}-{last:02}"
    if match := _WEEK.fullmatch(text):
        try:
            days = [date.fromisocalendar(int(match[1]), int(match[2]), day) for day in (1, 7)]
        except ValueError:
            return ""
        return "/".join(map(str, days))
    return text if is_period(text) else ""


def _range(text: str) -> str:
    """Return a range of time, which has a first day and a duration; nothing for any other.

    >>> [_range(f"2021-01-01T00:00:00/{it}") for it in ("P1Y", "P2Y", "P3M", "P1M", "P10D", "PT1H")]
    ['2021', '2021/2022', '2021-01/2021-03', '2021-01', '2021-01-01/2021-01-10', '']
    >>> _range("2020-07-01/P1Y"), _range("2020-07-15/P1M"), _range("2020-07-15/P1D")
    ('2020-07/2021-06', '2020-07-15/2020-08-14', '2020-07-15')
    >>> _range("2021-01-01T00:00:00/2022-01-01T00:00:00"), _range("2021-01-31/P1M")
    ('', '')
    """
    match = _RANGE.fullmatch(text)
    numbers = [int(it or 0) for it in match.groups()[1:]] if match else []
    if not match or not any(numbers):
        return ""
    years, months, weeks, days = numbers
    try:
        start = date.fromisoformat(match[1])
        at = start.year * 12 + start.month - 1 + 12 * years + months
        end = date(at // 12, at % 12 + 1, start.day) + timedelta(days=7 * weeks + days - 1)
    except (ValueError, OverflowError):
        return ""
    first, last = str(start), str(end)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        cut = 4 if start.month == 1 and end.month == 12 else 7
        first, last = first[:cut], last[:cut]
    return first if first == last else f"{first}/{last}"


def multiplier(text: str) -> int | Decimal:
    """Return what UNIT_MULT multiplies by: a power of ten, or its name; 0 for an unknown one.

    >>> multiplier("6"), multiplier(""), multiplier("Thousands"), multiplier("3.0"), multiplier("x")
    (1000000, 1, 1000, 1000, 0)
    >>> multiplier("-2")
    Decimal('0.01')
    """
    word = whole(text.partition(":")[0]).lower().rstrip("s")
    if re.fullmatch(r"-?[0-9]{1,2}", word) and abs(power := int(word)) <= _LARGEST:
        return int(10**power) if power >= 0 else Decimal(1).scaleb(power)
    return int(10 ** _SCALES[word or "unit"]) if word in ("", *_SCALES) else 0
