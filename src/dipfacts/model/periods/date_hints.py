"""Explanations of dates that are none: a year out of range, or a number that is no month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dipfacts.model.periods.calendar import FIRST_YEAR, LAST_YEAR

Message = tuple[str, str]  # what is wrong, and the remedy

_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets
_SERIAL = "[2-6][0-9]{4}"
_ECHOED = 40  # characters of a refused text that are repeated in a message


def bad_year(named: str, text: str = "") -> Message:
    """Return the message and remedy for a year, named so, that no date can have.

    A text of five digits may be the number by which a spreadsheet keeps a day; two may be two.

    >>> bad_year("year 9999")[1]
    'years run from 0001 to 9998; an open end is written ".."'
    >>> bad_year('the year of "43952"', "43952")[1]
    'write "2020-05-01" if it is the number of a day in a spreadsheet; years run from 0001 to 9998'
    >>> bad_year('the year of "44846/.."', "44846/..")[1].partition(" if")[0]
    'write "2022-10-12/.."'
    """
    remedy = f"years run from {FIRST_YEAR:04} to {LAST_YEAR}"
    if re.fullmatch(rf"{_SERIAL}(?:/(?:{_SERIAL}|\.\.)?)?", text):
        dated = re.sub(_SERIAL, lambda days: f"{_DAY_ZERO + timedelta(days=int(days[0]))}", text)
        remedy = f'write "{dated}" if it is the number of a day in a spreadsheet; {remedy}'
    else:
        remedy = f'{remedy}; an open end is written ".."'
    return f"{named} is out of range", remedy


def _two_years(year: str, month: str) -> str:
    """Return the remedy for two years, of which a later one's last digits are no month.

    2021-22 is more often that than a summer.
    """
    after = f"{int(year) + 1:04}" if year.isdecimal() else ""
    is_next = bool(after) and month == after[2:]
    if not is_next and year[2:] >= month:
        return ""
    remedy = f'the years "{year}/{after if is_next else year[:2] + month}"'
    fiscal = f', or the fiscal year, such as "{year}-04/{after}-03" (as in India)'
    return remedy + (fiscal if is_next else "")


def bad_date(year: str, month: str, text: str) -> Message:
    """Return the message and remedy for a year out of range or a number that is no month.

    The number may be a season of EDTF, a quarter or a half, or the last digits of a later year.
    """
    first, last = (int(year.replace("X", digit)) for digit in "09")
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return bad_year(f"year {year}")
    after = f"{first + 1:04}"
    seasons = {
        "21": [(f"{year}-03", f"{year}-05")],
        "22": [(f"{year}-06", f"{year}-08")],
        "23": [(f"{year}-09", f"{year}-11")],
        "24": [(f"{year}-12", f"{after}-02" if first < LAST_YEAR else f"{year}-12-31")],
    }
    remedy = _two_years(year, month) if f"-{month}" in text else ""
    if month in seasons:
        spans = seasons[month]
        if month == "24" and first > FIRST_YEAR and "winter" in text.lower():
            spans = [(f"{first - 1:04}-12", f"{year}-02"), *spans]
        months = " or ".join(f'"{begin}/{end}"' for begin, end in spans)
        some_time = " or ".join(f'"[{begin}..{end}]"' for begin, end in spans)
        remedy = f"; or {remedy}" if remedy else ""
        remedy = f"write its months, such as {months}; for some time in them {some_time}{remedy}"
        return f"{quoted(text)} is a season, which has no exact dates", remedy
    parts = {str(33 + nth): (3 * nth + 1, 3 * nth + 3) for nth in range(4)}  # EDTF, level 2
    parts |= {"40": (1, 6), "41": (7, 12)}
    a, b = parts.get(month, (0, 0))
    readings = [f'the months "{year}-{a:02}/{year}-{b:02}"'] if a else []
    readings += [remedy] if remedy else []
    more = f"; write {', or '.join(readings)}" if readings else ""
    remedy = f"months run from 01 to 12{more}"
    if month == "00" and not readings:
        remedy = f'write "{year}" where the month is not known'
    return f"month {month} does not exist in {quoted(text)}", remedy


def quoted(text: str) -> str:
    """Return the text in quotes, shortened and safe to print."""
    short = text if len(text) <= _ECHOED else text[: _ECHOED - 1] + "…"
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short) + '"'
