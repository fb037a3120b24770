"""The question of an answer, as the JSON repeats it."""

from __future__ import annotations

from typing import Any

from dipfacts.model.period import Period
from dipfacts.model.query import Query, any_of

_SEVERAL = ("topic", "measure", "kind", "source", "claimant", "publisher")
_DATES = ("since", "until", "within", "known_by", "known_since")
_CONDITIONS = ("parties", *_DATES, *_SEVERAL[1:], "text", "limit")


def described(query: Query, command: str) -> dict[str, Any]:
    """Return the question as the JSON repeats it: only what was asked."""
    asked: dict[str, Any] = {"command": command}
    first, last = ["topic"], ["in_order", *_CONDITIONS]
    for key in first + last if command == "figures" else last + first:
        value = getattr(query, key)
        if key in _SEVERAL:
            several = any_of(value)
            value = several[0] if len(several) == 1 else list(several) or None
        if value is not None:
            name = "in" if key == "within" else key
            asked[name] = str(value) if isinstance(value, Period) else value
    if query.deprecated:
        asked["all"] = True
    return asked
