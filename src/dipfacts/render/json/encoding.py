"""JSON as text: exact numbers, and nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dipfacts.model.groups import batches
from dipfacts.record import Record

SCHEMA_VERSION = 1

# What a terminal may obey or hide: C1 and DEL, bidi and other format controls, separators.
_OBEYED = (
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)

_AT_ONCE = 100  # elements of a list that are encoded together
_BLOCK = 1 << 20  # characters that are written together: a small answer is whole before that

_encode_into = msgspec.json.Encoder(decimal_format="number").encode_into


class Elements(Record, frozen=True):
    """A list whose elements are made only when they are written."""

    each: Iterable[Any]


class Members(Record, frozen=True):
    """An object whose values, each with its key, are made only when they are written."""

    each: Iterable[tuple[str, Any]]


def encoded(record: Any) -> str:
    """Return JSON on one line: exact numbers, and nothing in it that a terminal would obey."""
    _encode_into(record, buffer := bytearray())  # see `record.json_text`
    text = buffer.decode()
    # JSON may hold C1 and bidi controls as they are; escaped it is the same to a reader.
    return text if text.isprintable() else re.sub(_OBEYED, _escape, text)


def indented(record: Any) -> str:
    """Return JSON as people read it, otherwise as `encoded`."""
    return msgspec.json.format(encoded(record), indent=2)


def blocks(record: Members) -> Iterator[str]:
    """Yield the text of a large object as `indented` has it, so much at a time."""
    results, size = list[str](), 0
    for part in _parts(record, "\n"):
        results.append(part)
        size += len(part)
        if size > _BLOCK:
            yield "".join(results)
            results, size = [], 0
    yield "".join(results)


def _parts(value: Any, line: str) -> Iterator[str]:
    """Yield the text of a value in parts; `line` is a line break with the indent of the value."""
    within, comma = f"{line}  ", ""
    if isinstance(value, Elements):
        yield "["
        for some in batches(value.each, _AT_ONCE):
            if not isinstance(some[0], Members):
                yield comma + indented(some)[1:-2].replace("\n", line)
                comma = ","
                continue
            for element in some:
                yield comma + within
                yield from _parts(element, within)
                comma = ","
        yield f"{line}]" if comma else "]"
    elif isinstance(value, Members):
        yield "{"
        for key, member in _runs(value.each):
            if key is None:
                yield comma + indented(member)[1:-2].replace("\n", line)
            else:
                yield f"{comma}{within}{encoded(key)}: "
                yield from _parts(member, within)
            comma = ","
        yield f"{line}}}" if comma else "}"
    else:
        yield indented(value).replace("\n", line)


def _runs(members: Iterable[tuple[str, Any]]) -> Iterator[tuple[str | None, Any]]:
    """Yield members that have parts, and between them the others together, without a key."""
    others: dict[str, Any] = {}
    for key, member in members:
        has_parts = isinstance(member, (Elements, Members))
        if not has_parts:
            others[key] = member
        if others and (has_parts or len(others) == _AT_ONCE):
            yield None, others
            others = {}
        if has_parts:
            yield key, member
    if others:
        yield None, others


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
