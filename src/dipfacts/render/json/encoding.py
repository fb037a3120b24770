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


def encoded(record: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Return JSON on one line: exact numbers, and nothing in it that a terminal would obey."""
    text = msgspec.json.Encoder(decimal_format="number").encode(record).decode()
    # JSON may hold C1 and bidi controls as they are; escaped it is the same to a reader.
    return text if text.isascii() and "\x7f" not in text else _OBEYED.sub(_escape, text)


def indented(record: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Return JSON as people read it, otherwise as `encoded`."""
    return msgspec.json.format(encoded(record), indent=2)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
