"""The number of a row of SDMX, with its status; or why the source gives none."""

from __future__ import annotations

import re

from dipfacts.importing.derive import LeftOutError, whole
from dipfacts.importing.flags import absence, is_nothing, status_of
from dipfacts.importing.inputs import Input
from dipfacts.importing.sdmx.columns import LATEST_ACTUAL
from dipfacts.importing.sdmx.observation import Observation
from dipfacts.model.period import Period, PeriodError

_YEAR = re.compile(r"(?:FY ?)?([0-9]{4})(?![0-9])|0", re.I)


def value_of(row: Observation, file: Input) -> tuple[str, str, str, str]:
    """Return the text of a number, its status and a note; or why the source gives no number.

    Raises LeftOutError where there is neither.
    """
    if row.of("ACTION") == "D":
        raise LeftOutError("a deletion (ACTION D)")
    flag, label = row.first("OBS_STATUS", "STATUS", "OBS_FLAG")
    status, note = status_of(flag, label)
    text = row.of("OBS_VALUE")
    absent, is_zero = absence(flag, label, row.of("CONF_STATUS", "OBS_CONF")), is_nothing(text)
    if file.is_missing(text) or text in ("NaN", ":") or (absent and is_zero):
        if absent:
            return "", "", "", absent
        raise LeftOutError(f"no number ({flag or 'blank'})")
    if is_zero and "not significant" in note.lower():
        raise LeftOutError(f"too small to be shown ({flag})")
    if status == "missing":
        raise LeftOutError(f"marked as missing ({flag})")
    return text, status, note, ""


def after_actual(row: Observation, period: str, published: str, note: str) -> tuple[str, str]:
    """Return the status and the note of a number, of which a column may say where data end.

    After the last actual data, what was over when a file was published is an estimate.
    """
    actual = whole(row.of(*LATEST_ACTUAL))
    if not (year := _YEAR.match(actual)):
        return "", note
    span = Period.parse(whole(period))
    if not span.start or span.start.year <= int(year[1] or 0):
        return "", note
    try:
        day = Period.parse(published).start
    except PeriodError:
        day = None
    is_over = bool(day and span.end and span.end <= day)
    said = f"latest actual annual data: {actual}" if year[1] else ""
    return "estimate" if is_over else "forecast", "; ".join(filter(None, (note, said)))
