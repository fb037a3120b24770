"""Revisions of a calendar: what its entries said before, and what tells that they changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from dipfacts.record import Record


class Earlier(Record, frozen=True):
    """The words of an entry before, as a digest, its number, and when it was last modified."""

    content: bytes
    number: int
    when: datetime | None


def earlier_entries(path: str | None, parse: Callable[[str], Any]) -> dict[str, Earlier]:
    """Return the entries of the calendar that is written anew, by UID.

    Its entries are parsed one by one: there may be very many, and each takes much memory.
    """
    if path is None or not os.path.isfile(path):
        return {}
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            events = map(parse, _texts(stream))
            return {
                str(event["UID"]): Earlier(
                    _content(event),
                    int(event.get("SEQUENCE", 0)),
                    event.decoded("LAST-MODIFIED", None),
                )
                for event in events
            }
    except (OSError, ValueError, KeyError):  # no calendar: it will not be replaced
        return {}


def _texts(lines: Iterable[str]) -> Iterator[str]:
    """Yield the text of each entry of a calendar."""
    own: list[str] | None = None
    for line in lines:
        mark = line.rstrip("\r\n")
        own = [] if mark == "BEGIN:VEVENT" else own
        if own is not None:
            own.append(line)
            if mark == "END:VEVENT":
                yield "".join(own)
                own = None


def revise(made: Any, claims: int, when: datetime, earlier: Earlier | None) -> None:
    """Add when an entry was last modified, and its number: one more for each claim and change."""
    number = claims - 1
    if earlier is not None:
        if _content(made) == earlier.content:
            number, when = earlier.number, earlier.when or when
        else:
            number = max(number, earlier.number + 1)
            when = datetime.now(UTC).replace(microsecond=0)
    made.add("sequence", number)
    made.add("last-modified", when)


def _content(entry: Any) -> bytes:
    """Return a digest of what an entry says, without the marks of its revision."""
    marks = ("SEQUENCE", "LAST-MODIFIED")
    said = sorted((name, value.to_ical()) for name, value in entry.items() if name not in marks)
    return hashlib.sha256(repr(said).encode()).digest()
