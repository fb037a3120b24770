"""Reasons for which rows are left out: words, and records where a note depends on the kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from dipfacts.record import Record

_NUMBER = re.compile(r"-?[0-9]")  # how a text begins that reads like one behind a count
_Kind = Literal["several", "unknown", "nameless"]
_WORDS: dict[_Kind, str] = {
    "several": "several parties in one cell",
    "unknown": "unknown",
    "nameless": "without a name",
}
"""The words on a cell that names no party."""


class NoParty(Record, frozen=True):
    """The reason for which a row is left out whose cell, or name, is not that of one party.

    >>> str(NoParty("unknown", "Ruritania")), str(NoParty("unknown", "11"))
    ('Ruritania, unknown', '"11", unknown')
    >>> str(NoParty("several", "FR, Peru"))
    '"FR, Peru", several parties in one cell'
    """

    kind: _Kind
    text: str

    def __str__(self) -> str:
        is_marked = self.kind == "several" or "," in self.text or is_like_number(self.text)
        text = f'"{self.text}"' if is_marked else self.text
        return f"{text}, {_WORDS[self.kind]}"


AnyReason = str | NoParty
"""A reason; one on which nothing else depends is a text."""


def texts_of(kind: _Kind, reasons: Iterable[AnyReason]) -> list[str]:
    """Return the cells, or names, for which rows are left out for reasons of a kind."""
    return [it.text for it in reasons if isinstance(it, NoParty) and it.kind == kind]


def is_like_number(text: str) -> bool:
    """Return whether a text begins as a number, and would read as one behind a count."""
    return _NUMBER.match(text) is not None
