"""Remedies for values of the wrong type: one's own as it is to be written, if that is clear."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from dipfacts.model.units.scales import in_full, scale_of
from dipfacts.read.table.number_rules import out_of_range
from dipfacts.remedy import AnyRemedy, Remedy, Setting
from dipfacts.text import short

_NUMBER = re.compile(
    r"-?(?:0|[1-9][0-9]{0,2})(?:([,_]?)[0-9]{3}(?:\1[0-9]{3})*)?(?:\.[0-9]{1,20})?"
)
_HOW = {"a date": "without quotes and without a time of day"}
_HOW |= dict.fromkeys(("a whole number", "a number"), "without quotes")

HOW_INFERRED = Remedy.of(
    "say how it follows, such as ", Setting.of("inferred", "the total less the exports")
)
"""The remedy for a claim that does not say how it was inferred."""


def how_to_write(key: str, value: Any, noun: str, example: str) -> Remedy:
    """Return the remedy for a value: one's own, if that is clear, and else an example."""
    how: AnyRemedy = _HOW.get(noun, "")
    own = (_as_date(value) if noun == "a date" else _as_number(key, value)) if how else example
    if key == "value" and not own and isinstance(value, str):
        own, how = _without_words(value, how)
    example = "1_000_000" if key == "scale" else example
    if noun == "an array" and isinstance(value, str) and value.strip():
        own = _as_array(key, value)
    if own:
        return Remedy.of("write ", Setting(key, (own,)), *(", ", how) if how else ())
    return Remedy.of(f"write {noun} {how}, such as ", Setting(key, (example,)))


def _as_array(key: str, value: str) -> str:
    """Return a text as an array of one, or of the ids or codes that commas part in it."""
    parts = [part.strip() for part in re.split("[,;]", value)]
    if key == "allow" or not all(re.fullmatch(r"[\w:-]+", part) for part in parts):
        parts = [value.strip()]
    return f"[{', '.join(_quoted(part) for part in parts)}]"


def _quoted(text: str) -> str:
    """Return a text in quotes as TOML has it, as far as a message shows it."""
    return '"' + short(text, 250).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_date(value: Any) -> str:
    """Return a day that stands in quotes, or has a time of day, without them; else ''."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)([T ][\d:.]+(Z|[+-][\d:]+)?)?", str(value).strip())
    try:
        return str(datetime.date.fromisoformat(match[1])) if match else ""
    except ValueError:
        return ""


def _without_words(value: str, how: AnyRemedy) -> tuple[str, AnyRemedy]:
    """Return a number without words beside it, and how to write it; '' where that is unclear."""
    from dipfacts.read.table.beside_numbers import taken_apart  # lazy: only for a slip

    apart = taken_apart(value)
    if apart is None or apart.has_more or apart.letter or not _NUMBER.fullmatch(apart.digits):
        return "", how
    own = in_full(Decimal(re.sub("[,_]", "", apart.digits)), apart.power)
    if own and "unit" in apart.keys and "." in own:
        return "", how  # money with a point is refused
    for nth, (key, word) in enumerate(apart.keys.items()):
        how = Remedy.of(how, " and " if nth else ", and ", Setting.of(key, word))
    return own or "", how


def _as_number(key: str, value: Any) -> str:
    """Return a number in quotes, or a power of ten in words, without them; else ''."""
    text = value.strip() if isinstance(value, str) else ""
    power, rest = scale_of(text) if key == "scale" else (0, text)
    if power and not rest:
        text = str(10**power)
    if not _NUMBER.fullmatch(text) or out_of_range(Decimal(re.sub("[,_]", "", text))):
        return ""
    return text.replace(",", "")
