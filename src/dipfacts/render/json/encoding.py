"""JSON as text: exact numbers, and nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from typing import Any

import msgspec

SCHEMA_VERSION = 1

# What a terminal may obey or hide: C1 and DEL, bidi and other format controls, separators.
_OBEYED = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def encoded(record: dict[str, Any]) -> str:
    """Return JSON on one line: exact numbers, and nothing in it that a terminal would obey."""
    return _harmless(msgspec.json.Encoder(decimal_format="number").encode(record).decode())


def indented(record: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Return JSON as people read it, otherwise as `encoded`."""
    text = msgspec.json.Encoder(decimal_format="number").encode(record)
    return _harmless(msgspec.json.format(text, indent=2).decode())


def _harmless(text: str) -> str:
    """Escape C1 and bidi controls, which JSON may hold as they are; to a reader it is the same."""
    return text if text.isascii() and "\x7f" not in text else _OBEYED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
