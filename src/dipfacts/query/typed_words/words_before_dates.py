"""Words that people type before a date among names, such as from and before: what to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dipfacts.errors import AmbiguousNameError, QuestionError
from dipfacts.model.periods.dates import PeriodError
from dipfacts.model.periods.period import Period
from dipfacts.query.typed_words.linking_words import is_in_capitals
from dipfacts.text import plain

_CODES = {"in": "India", "at": "Austria", "by": "Belarus", "to": "Tonga"}
_UNTIL = ("by", "to", "till", "through")
_SHORTEST = 4  # letters of a name that is no code


def refusal(word: str, text: str, edtf: str, names: Sequence[str]) -> QuestionError | None:
    """Return the error for a word before a date, after these names; None for what is a code.

    So is one in capitals, but not after a name in capitals, and one after codes alone: az by 2021.
    What is no date is told by others.
    The date is given as it was typed, and as EDTF.
    """
    form, typed = word.casefold(), plain("-".join(text.split()))
    code = _CODES.get(form)
    is_after_codes = form != "in" and all(len(name) < _SHORTEST for name in names)
    is_code = word.isupper() and not any(map(is_in_capitals, names))
    if code and (is_code or is_after_codes):
        return None
    try:
        period = Period.parse(edtf)
    except PeriodError:
        return None
    remedy = _remedy(form, typed, period)
    if not remedy:
        return None
    whole = f"{word} {text}"
    said = f'"{plain(whole)}"'
    alone = "the period alone" if remedy == typed else "the end of a period"
    if code:
        hint = f"write {code.casefold()} {typed}, or {remedy}"
        return AmbiguousNameError(f"{said} may be {code}, or {alone}", hint, whole)
    if form == "from":
        hint = f"write {remedy}, or {typed}"
        message = f"{said} may be all since then, or the period alone"
        return AmbiguousNameError(message, hint, whole)
    return QuestionError(f"cannot read {said} as a date or period", f"write {remedy}")


def _remedy(form: str, typed: str, period: Period) -> str:
    """Return the remedy for a word before a date; "" where the date has no such end."""
    if form == "from":
        return f"since-{typed}"
    if form in _UNTIL:
        return f"until-{typed}"
    if form == "after":
        return f"since-{_coarsest(period.end_day, 0)}" if period.end_day else ""
    if form == "before":
        return f"until-{_coarsest(period.start_day, 1)}" if period.start_day else ""
    return typed


def _coarsest(day: int, before: int) -> str:
    """Return the year or the month that begins on a day, else the day; or what ends before it.

    >>> first = date(2020, 1, 1).toordinal()
    >>> _coarsest(first, 0), _coarsest(first, 1), _coarsest(first + 31, 1), _coarsest(first + 9, 1)
    ('2020', '2019', '2020-01', '2020-01-09')
    """
    edge = date.fromordinal(day)
    text = str(edge - timedelta(days=before))
    return text[: 4 if (edge.month, edge.day) == (1, 1) else 7 if edge.day == 1 else None]
