"""The meaning of codes and words in SDMX: periods, statuses and multipliers."""

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
_STATUS = {
    **dict.fromkeys("MLOQHZ", "missing"),
    **dict.fromkeys("EI", "estimate"),
    "s": "estimate",  # of Eurostat; S is a strike, or another special event
    "P": "provisional",
    "F": "forecast",
}
_NOTES = {
    "B": "break in the series",
    "C": "confidential",
    "D": "definition differs",
    "G": "experimental",
    "J": "derogation",
    "K": "included in another category",
    "U": "low reliability",
    "R": "revised",
    "N": "not significant",
    "V": "not validated",
    "W": "includes another category",
}
_ABSENT = {"C": "confidential", "L": "not-collected", "Q": "not-published"}
_ABSENT_WORDS = (
    ("confidential", "confidential"),
    ("not-published", "suppressed|not for publication"),
    ("not-collected", "not collected"),
)
_PUBLIC = ("", "F")  # statuses of confidentiality: free
_LETTERS = {*_STATUS, *_NOTES, "A", "S"}  # A is a normal value
_WORDS = (
    ("missing", "missing|not available|unavailable|suppressed|not collected|not applicable"),
    ("provisional", "provisional|preliminary"),
    ("estimate", "estimated?|imputed|interpolated|modell?ed|nowcast|eurostat estimate"),
    ("forecast", "forecast|projection|projected"),
    ("", "normal|actual|official"),
)
_OF_NUMBERS = "(?: (?:data|figure|number|value)s?)?"
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


def _letters(flag: str) -> str:
    return re.sub(r"[\s,;|()\[\]]+", "", flag)


def _is_code(letters: str) -> bool:
    """Return whether a flag is letters of the code lists, and no word, nor NA."""
    is_code = letters != "NA" and letters in (letters.upper(), letters.lower()) and len(letters) < 5
    return is_code and {*letters.upper()} <= _LETTERS


def status_of(flag: str, label: str = "") -> tuple[str, str]:
    """Return the status of a figure with a flag ("missing" for none), and a note on it.

    A flag is letters of the code lists of SDMX and Eurostat, or words; one that is neither is told.

    >>> status_of("(p)"), status_of("[e]")
    (('provisional', ''), ('estimate', ''))
    >>> status_of("bp"), status_of("s"), status_of("Estimated value"), status_of("X", "Odd")
    (('provisional', 'break in the series'), ('estimate', ''), ('estimate', ''), ('', 'flag: Odd'))
    """
    if _is_code(letters := _letters(flag)):
        results = [_STATUS.get(it) or _STATUS.get(it.upper(), "") for it in letters]
        results = [it for it in results if it and (it != "missing" or len(letters) == 1)]
        notes = (_NOTES[it] for it in letters.upper() if it in _NOTES)
        return next(iter(results), ""), "; ".join(notes)
    words = (label or flag).strip()
    results = [it for it, pattern in _WORDS if re.search(rf"\b(?:{pattern})s?\b", words, re.I)]
    is_plain = any(re.fullmatch(f"(?:{it})s?{_OF_NUMBERS}", words, re.I) for _, it in _WORDS)
    return next(iter(results), ""), "" if is_plain else f"flag: {words}"


def absence(flag: str, label: str, confidentiality: str) -> str:
    """Return why a figure has no number, in the words of claims; "" where that is not told.

    >>> absence("c", "", ""), absence("L", "", "F"), absence("Missing; suppressed", "", "")
    ('confidential', 'not-collected', 'not-published')
    >>> absence("", "", "C"), absence("", "", "N"), absence("M", "", "")
    ('confidential', 'not-published', '')
    """
    if not _is_code(letters := _letters(flag)):
        words = (label or flag).strip()
        results = (it for it, said in _ABSENT_WORDS if re.search(rf"\b(?:{said})\b", words, re.I))
        return next(results, "")
    results = (_ABSENT[it] for it in letters.upper() if it in _ABSENT)
    secret = confidentiality.upper()
    others = "" if secret in _PUBLIC else "not-published" if secret == "N" else "confidential"
    return next(results, others)


def is_nothing(text: str) -> bool:
    """Return whether a number is 0, which with a flag may stand for one that is not shown."""
    return bool(re.fullmatch(r"-?0+(?:[.,]0*)?", text))


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
