"""Ids that are made of texts, and ids in messages."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from dipfacts.text import fold, plain


def as_id(text: str) -> str:
    """Return a text in the characters of an id.

    >>> as_id("AZE–2010/Q1"), as_id("Türkiye")
    ('aze-2010-q1', 'turkiye')
    """
    text = text.lower()
    if text.isalnum() and text.isascii():
        return text
    if not text.isascii():  # folding joins what a sign stands between
        text = "-".join(map(fold, re.split(r"[\W_]+", normalize("NFC", text))))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def quoted_id(table: dict[str, Any]) -> str:
    """Return the id of a table in quotes and a space, or nothing if it has none."""
    name = table.get("id")
    return f'"{plain(name)}" ' if isinstance(name, str) and name else ""
