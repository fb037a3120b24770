"""Texts and lists within so many characters, ended where a sentence or an item ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dipfacts.record import T, json_text

_SENTENCE = re.compile(r"[.!?。！？](?=\s)|\n")
_ITEM = re.compile(r"[,;；](?=\s)|、")
_WORD = re.compile(r"\s")
"""The ends at which a text may be cut, the best first."""


def size(text: str) -> int:
    """Return the length of a text: its characters, more where these take several tokens each."""
    return max(len(text), len(text.encode("utf-8", "replace")) // 2)


def encoded(data: Any) -> str:
    """Return data as JSON."""
    return json_text(data)


def cut_to(text: str, most: int) -> str:
    """Return a text; of one that is too long the first sentences, or else items, or else words.

    >>> cut_to("One is. Two are. Three are too many.", 20)
    'One is. Two are. …'
    >>> cut_to("a long sentence", 12)
    'a long …'
    >>> cut_to("Members: France, Germany, Italy", 30)
    'Members: France, Germany, …'
    """
    if size(text) <= most:
        return text
    begin = text[: max(0, most - 2)]
    while size(begin) > most - 2:
        begin = begin[: len(begin) * 7 // 8]
    for end in (_SENTENCE, _ITEM, _WORD):
        ends = [match.end() for match in end.finditer(begin)]
        if ends and ends[-1] > len(begin) // 3:
            return f"{begin[: ends[-1]].rstrip()} …"
    return f"{begin}…"


def fitting(entries: Iterable[T], room: int) -> Iterator[T]:
    """Yield the first entries, as many as there is room for."""
    for entry in entries:
        room -= size(entry if isinstance(entry, str) else encoded(entry)) + 3
        if room < 0:
            return
        yield entry
