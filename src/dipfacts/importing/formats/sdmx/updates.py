"""The day of the last update, which SDMX-CSV has in a column: published then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dipfacts.importing.formats.sdmx.columns import UPDATES, code_of
from dipfacts.importing.plan import Keys, Update
from dipfacts.model.periods.calendar import MONTHS

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_SLASHED = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4}|[0-9]{2})(?: .*)?")
_EUROSTAT = "ESTAT"
_CENTURY = 2000


def update_of(rows: Sequence[Keys], agency: str) -> Update:
    """Return the last day of update that rows of an agency say, which only some do.

    >>> update_of([{"LAST UPDATE": "2024-10-15T11:00:00"}, {"LAST UPDATE": "2024-09-01"}], "")
    Update(day='2024-10-15', says='', may_be='')
    >>> update_of([{"LAST UPDATE": "15/10/24 11:00:00"}, {"LAST UPDATE": ""}], "")
    Update(day='', says='LAST UPDATE says 15/10/24 11:00:00', may_be='2024-10-15')
    """
    heads = [head for head in (rows[0] if rows else {}) if code_of(head) in UPDATES]
    said = {text: head for head in heads for it in rows if (text := it[head].strip())}
    each = {text: days(text) for text in said}
    known = [dates[0] for dates in each.values() if len(dates) == 1]
    if known and len(known) == len(each):
        return Update(str(max(known)))
    text = next((text for text, dates in each.items() if len(dates) != 1), "")
    if not text:
        return Update()
    first = each[text][:1] if agency == _EUROSTAT or _is_plain(text) else []
    return Update("", f"{said[text]} says {text}", "".join(map(str, first)))


def days(text: str) -> list[date]:
    """Return the days that a text may mean: days before months first, then years.

    >>> [len(days(it)) for it in ("2024-10-15", "15/10/2024", "15/10/24", "03/04/2024", "soon")]
    [1, 1, 2, 2, 0]
    """
    if iso := _ISO.fullmatch(text):
        return _valid([(iso[1], iso[2], iso[3])])
    if not (match := _SLASHED.fullmatch(text)):
        return []
    one, two, three = match.groups()
    each = [(three, two, one), (three, one, two), (one, two, three)]
    return _valid(each if len(three) == len(one) else each[:2])


def _is_plain(text: str) -> bool:
    """Return whether the first number of a day with slashes can be no month."""
    match = _SLASHED.fullmatch(text)
    return match is not None and int(match[1]) > len(MONTHS)


def _valid(each: Iterable[tuple[str, str, str]]) -> list[date]:
    """Return the days that there are, each once, of years, months and days."""
    results = dict[date, None]()
    for year, month, day in each:
        try:
            in_full = int(year) + (_CENTURY if len(year) < len("2000") else 0)
            results[date(in_full, int(month), int(day))] = None
        except ValueError:
            continue
    return [*results]
