"""The number of a row of SDMX, its status and its multiplier; or why the source gives none."""

from __future__ import annotations

import re
from decimal import Decimal

from dipfacts.importing.derive import LeftOutError, whole_cell
from dipfacts.importing.flags import absence, is_elsewhere, is_nothing, status_of, unknown_flag
from dipfacts.importing.formats.sdmx.columns import LATEST_ACTUAL
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.inputs import Input
from dipfacts.model.periods.period import Period, PeriodError
from dipfacts.record import Record

_YEAR = re.compile(r"(?:FY ?)?([0-9]{4})(?![0-9])|0", re.I)
_LARGEST = 18  # power of ten
_SCALES = {"unit": 0, "ten": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9}

MULTIPLIERS = ("UNIT_MULT", "UNIT_MULTIPLIER", "POWERCODE", "MULTIPLIER")
"""The columns of the powers of ten by which numbers are multiplied."""


class SdmxReading(Record, frozen=True):
    """The text of a number, its status and a note; or why the source gives no number."""

    text: str = ""
    status: str = ""
    note: str = ""
    absent: str = ""


_STATUSES = ("OBS_STATUS", "STATUS", "OBS_FLAG")
_SECRECY = ("CONF_STATUS", "OBS_CONF")


def value_of(row: Observation, file: Input) -> SdmxReading:
    """Return the value of a row. Raises LeftOutError where it is neither a number nor a reason."""
    if row.of("ACTION") == "D":
        raise LeftOutError("a deletion (ACTION D)")
    flag, label = row.first(*_STATUSES)
    known = status_of(flag, label)
    text = row.of("OBS_VALUE")
    secrecy = row.of(*_SECRECY)
    absent, is_zero = absence(flag, label, secrecy), is_nothing(text)
    if file.is_missing(text) or text in ("NaN", ":") or (absent and is_zero):
        if absent:
            return SdmxReading(absent=absent, note=row.comment)
        raise LeftOutError(f"no number ({flag or 'blank'})")
    if is_zero and "not significant" in known.remark.lower():
        raise LeftOutError(f"too small to be shown ({flag})")
    if known.status == "missing":
        raise LeftOutError(f"marked as missing ({flag})")
    if is_zero and is_elsewhere(flag, label):
        raise LeftOutError(f"with a 0 that stands for no number ({flag})")
    if is_zero and (unknown := unknown_flag(flag, label, secrecy)):
        good, heads = ("F", _SECRECY) if unknown == secrecy else ("A", _STATUSES)
        column = next(it for it in heads if row.of(it))
        how = f"where it is one, write {good} in {column}"
        raise LeftOutError(f"with a 0 that may be no number ({unknown}, an unknown flag): {how}")
    note = "; ".join(filter(None, (known.remark, row.comment)))
    return SdmxReading(text=text, status=known.status, note=note)


def after_actual(
    reading: SdmxReading, row: Observation, period: str, published: str
) -> SdmxReading:
    """Return a number with the status that it has after the last actual data, if a column says it.

    What was over when a file was published is an estimate. A status of its own remains.
    """
    if reading.status or not reading.text:
        return reading
    actual = whole_cell(row.of(*LATEST_ACTUAL))
    if not (year := _YEAR.match(actual)):
        return reading
    span = Period.parse(whole_cell(period))
    if not span.start or span.start.year <= int(year[1] or 0):
        return reading
    try:
        day = Period.parse(published).start
    except PeriodError:
        day = None
    is_over = bool(day and span.end and span.end <= day)
    said = f"latest actual annual data: {actual}" if year[1] else ""
    note = "; ".join(filter(None, (reading.note, said)))
    return reading.replaced(status="estimate" if is_over else "forecast", note=note)


def multiplier(text: str) -> int | Decimal:
    """Return the factor of UNIT_MULT: a power of ten, or its name; 0 for an unknown one.

    >>> multiplier("6"), multiplier(""), multiplier("Thousands"), multiplier("3.0"), multiplier("x")
    (1000000, 1, 1000, 1000, 0)
    >>> multiplier("-2")
    Decimal('0.01')
    """
    word = whole_cell(text.partition(":")[0]).lower().rstrip("s")
    if re.fullmatch(r"-?[0-9]{1,2}", word) and abs(power := int(word)) <= _LARGEST:
        return int(10**power) if power >= 0 else Decimal(1).scaleb(power)
    return int(10 ** _SCALES[word or "unit"]) if word in ("", *_SCALES) else 0
