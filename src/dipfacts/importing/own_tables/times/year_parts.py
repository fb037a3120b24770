"""Parts of a year that a head of numbers, or a line above the heads, says: Jan-Mar, Q1-Q3."""

from __future__ import annotations

import re
from typing import Literal

from dipfacts.importing.own_tables.times.year_words import AND, ROMANS, TO, in_months
from dipfacts.importing.wording import map_option
from dipfacts.record import Record

NOT_KNOWN = "…"
"""A part of a year of which the months are not known: there are several, or words alone."""
_ANY = "YYYY"  # in the place of a year
_LAST = 12
_QUARTERS = 4
_LAST_DAY = 28  # at least, of a month
_TO, _AND = re.compile(TO), re.compile(AND)
_YEAR = r"(?<![0-9])[12][0-9]{3}(?![0-9])(?!\s?[-–/]\s?(?:[12][0-9]{3}|[0-9]{2})(?![0-9]))"
_YEARS = re.compile("[0-9]{4}/[0-9]{4}")
_NUMBERED = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?:(?:-| ?M)(?P<m>0?[1-9]|1[0-2])|[/.]?(?P<m2>0[1-9]|1[0-2]))"
    r"|(?P<m3>0?[1-9]|1[0-2])[/.](?P<y3>(?:19|20)[0-9]{2})"
)
_ROMAN = re.compile(
    r"(?:(?P<r>[IVX]+)[ ./-](?P<y>(?:19|20)[0-9]{2})|(?P<y2>(?:19|20)[0-9]{2})[ ./-](?P<r2>[IVX]+))"
)
_WEEK = re.compile(r"((?:19|20)[0-9]{2})-? ?W(?:0[1-9]|[1-4][0-9]|5[0-3])")
_POINT = re.compile(
    rf"(?:(?P<before>{_YEAR})[ '’-]*)?(?:(?P<unknown><\?>)"
    r"|<(?P<first>[0-9]+)-(?P<last>[0-9]+)(?:@(?P<day>[0-9]+))?>)"
    rf"(?(before)|(?:[ ,.'’/-]*(?:(?:of|de|del|du) )?(?P<behind>{_YEAR})"
    r"|['’-]?(?P<short>[0-9]{2})(?![0-9.,%/]))?)"
)
_UNTIL = re.compile(
    r"(?:^|[\W_])(?:(?:up )?to|until|till|through|thru|по|do)(?:['’]à)? (?:the |end |of |de |di )*$"
)
_SINCE = re.compile(r"(?:^|[\W_])(?:since|from|starting|beginning|ab|dès)(?: in| on)?(?: the)? $")
_AT_END = re.compile(r"(?:^|[\W_])end[ -]?(?:of |de |di )?$")
_BETWEEN = re.compile(r"(?:^|[\W_])(?:between|zwischen|entre|между|tra|fra|między) $")
_NOT_OF_NUMBERS = re.compile(
    r"\b(?:updat|publish|releas|download|retriev|revis|extract|access|issue|creat|print)\w*"
    r"(?: (?:as|at|data|from|in|of|on|the))*[ :(]*$"
    r"|\b(?:prices|(?:at|by|in|with)(?: [^\W_]+){0,3} (?:rates?|prices?))"
    r" (?:as )?(?:at|of|on|from) (?:the )?$"
)
"""Words before a day on which a table was written, or of which the prices of its numbers are."""
Kind = Literal["part", "month", "open", "year", "whole", "day"]
_ORDER: tuple[tuple[Kind, ...], ...] = (
    ("part", "whole"),
    *(("year",), ("open",), ("month",), ("day",)),
)


class YearPart(Record, frozen=True):
    """Some months: a part of a year, one month, what is open at an end, or twelve of them.

    Of its months, "YYYY" stands for the year; where they are of two, each has its own. What numbers
    of a day are of is not known: they may be a sum until then, or what there was.
    """

    months: str = ""
    year: str = ""
    kind: Kind = "part"


class _Point(Record, frozen=True):
    """A month, a quarter or what else is some months, with the years and days that are said."""

    first: int  # 0 where it is not known
    last: int
    years: tuple[str, str] = ("", "")
    days: tuple[int, int] = (0, 0)
    before: str = ""  # what stands before it
    kind: Kind = "part"
    is_joined: bool = False
    is_span: bool = False  # it is joined, and no sum


def part_of_year(head: str) -> tuple[str, str]:
    """Return the part of a year that a head says, with a year to be replaced, and its own year.

    >>> part_of_year("Q1"), part_of_year("Exports, Jan-Mar 2020")
    (('YYYY-01/YYYY-03', ''), ('YYYY-01/YYYY-03', '2020'))
    >>> part_of_year("1.-3. Quartal"), part_of_year("9M 2023")
    (('YYYY-01/YYYY-09', ''), ('YYYY-01/YYYY-09', '2023'))
    >>> part_of_year("exports_2020_h1"), part_of_year("Market value"), part_of_year("Jan-Dec")
    (('YYYY-01/YYYY-06', '2020'), ('', ''), ('', ''))
    >>> part_of_year("январь-июнь 2023"), part_of_year("II квартал"), part_of_year("Jan bis Sep")
    (('YYYY-01/YYYY-06', '2023'), ('YYYY-04/YYYY-06', ''), ('YYYY-01/YYYY-09', ''))
    >>> part_of_year("Jan-Mar, Apr-Jun"), part_of_year("Q1, Q3 2023"), part_of_year("H1-H2")
    (('…', ''), ('…', '2023'), ('', ''))
    >>> part_of_year("year ended June 2023"), part_of_year("to September")
    (('2022-07/2023-06', '2023'), ('YYYY-01/YYYY-09', ''))
    >>> part_of_year("January 2020 - December 2021")
    ('2020/2021', '2021')
    """
    if numbered := _numbered(head):
        return numbered
    part = part_said(head)
    return (part.months, part.year) if part.months else ("", "")


def _numbered(head: str) -> tuple[str, str] | None:
    """Return the month and the year of a head in digits, a week as what is not known.

    A year and the next (2008/09) are none.

    >>> _numbered("202109"), _numbered("11/2021"), _numbered("2021W45"), _numbered("2008/09")
    (('YYYY-09', '2021'), ('YYYY-11', '2021'), ('…', '2021'), None)
    >>> _numbered("XI 2021"), _numbered("II.2021"), _numbered("XX 2021")
    (('YYYY-11', '2021'), ('…', '2021'), None)
    """
    if week := _WEEK.fullmatch(head):
        return NOT_KNOWN, week[1]
    if (roman := _ROMAN.fullmatch(head)) and (months := _roman_months(roman["r"] or roman["r2"])):
        return months, roman["y"] or roman["y2"]
    match = _NUMBERED.fullmatch(head)
    if not match:
        return None
    year, month = match["y"] or match["y3"], match["m"] or match["m2"] or match["m3"]
    is_next = "/" in head and int(month) == (int(year) + 1) % 100 and not match["m3"]
    return None if is_next else (f"{_ANY}-{int(month):02}", year)


def _roman_months(numeral: str) -> str:
    """Return the month of a Roman numeral, unless it may be a quarter; nothing for no month.

    >>> _roman_months("XI"), _roman_months("II"), _roman_months("XX")
    ('YYYY-11', '…', '')
    """
    nth = ROMANS.index(numeral.lower()) + 1 if numeral.lower() in ROMANS else 0
    return f"{_ANY}-{nth:02}" if nth > _QUARTERS else NOT_KNOWN if nth else ""


def in_year(part: str, year: str) -> str:
    """Return a part of a year, as `part_of_year` has it, in a year or in the column of years.

    >>> in_year("YYYY-01/YYYY-09", "2023"), in_year("YYYY-03", "{Year}")
    ('2023-01/2023-09', '{Year}-03')
    """
    return part.replace(_ANY, year)


def are_years(part: str) -> bool:
    """Return whether a part of a year, as `part_of_year` has it, is whole years, two or more."""
    return bool(_YEARS.fullmatch(part))


def called(part: str) -> str:
    """Return the words for a part of a year, as `part_of_year` has it, in a message."""
    return "several years" if are_years(part) else "a part of the year"


def say_which(part: str, year: str) -> str:
    """Return the remedy for numbers of a part of a year: to say when they are.

    >>> say_which("YYYY-03", "2023"), say_which("…", "2023")
    ('say which, as with --map period=2023-03', 'say which, with --map period=…')
    """
    if part == NOT_KNOWN:
        return f"say which, with --map period={NOT_KNOWN}"
    return f"say which, as with {map_option(f'period={in_year(part, year)}')}"


def part_said(text: str) -> YearPart:
    """Return the part of a year that a text says; one without months where it says none.

    What is longer than a month stands before a month, which may be when a text was written.

    >>> part_said("Bulletin, May 2023: Jan-Mar 2023").months, part_said("since May").kind
    ('YYYY-01/YYYY-03', 'open')
    >>> part_said("1 January to 30 September 2023"), part_said("5 May 2023").kind
    (YearPart(months='YYYY-01/YYYY-09', year='2023', kind='part'), 'day')
    """
    parts_said = [*map(_part, _spans(in_months(text)))]
    for kinds in _ORDER:
        if parts := [it for it in parts_said if it.kind in kinds]:
            parts = [it for it in parts if it.months != NOT_KNOWN] or parts
            years = {it.year for it in parts if it.year}
            year = years.pop() if len(years) == 1 else ""
            is_one = len({it.months for it in parts}) == 1
            return parts[0].replaced(year=year) if is_one else YearPart(NOT_KNOWN, year, kinds[0])
    return YearPart()


def _spans(text: str) -> list[_Point]:
    """Return the spans of a text that has months in digits; of months that are joined, all."""
    spans, end = list[_Point](), 0
    for match in _POINT.finditer(text):
        point = _point(match, text[end : match.start()])
        joined = _span_of_two(spans[-1], point) if spans else None
        spans[-1:] = [joined] if joined else [*spans[-1:], point]
        end = match.end()
    return [*filter(None, map(_opened, spans))]


def _point(match: re.Match[str], before: str) -> _Point:
    """Return one month, quarter or the like of a text."""
    short = match["short"]
    year = match["before"] or match["behind"] or (f"20{short}" if short else "")
    if match["unknown"]:
        return _Point(0, 0, (year, year), before=before)
    first, last, day = int(match["first"]), int(match["last"]), int(match["day"] or 0)
    kind: Kind = "month" if first == last else "part"
    return _Point(first, last, (year, year), (day, day), before, kind)


def _span_of_two(one: _Point, other: _Point) -> _Point | None:
    """Return the span from one to the other, if they are joined; of a sum they are neighbours."""
    gap, years = other.before, (one.years[0], other.years[1])
    is_and = bool(_AND.fullmatch(gap)) and one.before.strip() != ","  # a list of three
    is_span = bool(_TO.fullmatch(gap)) or (is_and and bool(_BETWEEN.search(one.before)))
    is_other = one.is_span and (any(one.years) or other.first != one.last + 1)
    are_compared = (is_span and is_other) or ("/" in gap and all(years))
    is_sum = is_and and other.first == one.last + 1 and len({*filter(None, years)}) < len(years)
    if not (one.first and other.first) or are_compared or not (is_span or is_sum):
        return None
    years = (years[0] or years[1], years[1] or years[0])
    days, before = (one.days[0], other.days[1]), one.before
    return _Point(one.first, other.last, years, days, before, is_joined=True, is_span=is_span)


def _opened(point: _Point) -> _Point | None:
    """Return a month or a quarter from the start of its year, or to its end, if words say so.

    A day alone is one that the numbers are of, unless words say that it is another.
    """
    before, (day, _) = point.before, point.days
    if point.is_joined or not point.first:
        return point
    if _UNTIL.search(before):
        return point.replaced(first=1, days=(day and 1, day), kind="open")
    if _SINCE.search(before):
        return point.replaced(last=_LAST, days=(day, day and 31), kind="open")
    if point.kind == "month" and not day and _AT_END.search(before):
        last = 0 if point.last != _LAST else _LAST
        return point.replaced(first=min(last, 1), last=last, kind="open")
    if day:
        is_other = _NOT_OF_NUMBERS.search(before)
        return None if is_other else point.replaced(first=0, kind="day")
    return point


def _part(point: _Point) -> YearPart:
    """Return the part of a year that months from one to another are."""
    first, last, (start, end), kind = point.first, point.last, point.years, point.kind
    if not first:
        return YearPart(NOT_KNOWN, end, kind)
    is_of_two = start != end
    are_months = not all(point.days) or (point.days[0] == 1 and point.days[1] >= _LAST_DAY)
    if (first, last) == (1, _LAST) and (not is_of_two or start < end) and are_months:
        return YearPart(f"{start}/{end}" if is_of_two else "", end, "whole")
    if not is_of_two and first > last:
        kind = "year" if first == last + 1 else kind
        start = f"{int(end) - 1}" if end else ""
        is_of_two = True
    if is_of_two and not start < end:
        return YearPart(NOT_KNOWN, end, kind)
    months = f"{start if is_of_two else _ANY}-{first:02}", f"{end if is_of_two else _ANY}-{last:02}"
    if not are_months:
        months = f"{months[0]}-{point.days[0]:02}", f"{months[1]}-{point.days[1]:02}"
    return YearPart("/".join(dict.fromkeys(months)), end, kind)
