"""The note of each source, and the sources that its numbers are made from, in words."""

from __future__ import annotations

from dipfacts.model import display
from dipfacts.model.file_format.tables import Source
from dipfacts.query.base import Base
from dipfacts.text import plain

NOTE, MADE_FROM = "note", "made from"
_ENDS = tuple(".!?…。！？”\"')")  # of a sentence


def source_in_words(source: Source, in_full: bool = True) -> str:
    """Return a source in words: 'Azernews, F. Hasanova, “Trade grows”, 5 Dec 2022'.

    If not `in_full` by its publisher and day.
    """
    title = f"“{source.title}”" if source.title else None
    parts = [source.publisher, source.author, title] if in_full else [source.publisher]
    text = ", ".join(plain(part) for part in parts if part)
    return f"{text}, {display.day(source.published)}"


def source_notes(base: Base, source: Source) -> dict[str, str]:
    """Return the note of a source, and the sources that its numbers are made from, in words."""
    results = {NOTE: plain(source.note)} if source.note else {}
    if source.derived_from:
        origins = base.sources_by_id(source.derived_from).values()
        results[MADE_FROM] = "the numbers of " + "; ".join(map(source_in_words, origins))
    return results


def in_sentences(notes: dict[str, str]) -> list[str]:
    """Return the sentences on what is to be known of a source: 'Note: a mirror of a page.'."""
    return [
        f"{key.capitalize()}: {text}{'' if text.endswith(_ENDS) else '.'}"
        for key, text in notes.items()
    ]
