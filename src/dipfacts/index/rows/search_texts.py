"""The texts of a claim that a search covers, as the index of words and the excerpts have them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dipfacts.model.file_format.tables import AnyClaim, Figure
from dipfacts.model.words import indexed
from dipfacts.text import fold


def title_and_note(claim: AnyClaim, label: str) -> tuple[str, str]:
    """Return two of the texts that a search covers; `label` is that of a figure's measure."""
    if isinstance(claim, Figure):
        return label, searched_note(claim.note, claim.scope)
    return claim.title, searched_note(claim.note, claim.place)


def searched_note(note: str | None, more: str | None) -> str:
    """Return a note with the scope of a figure, or the place of what happened."""
    between = " " if note and note.endswith((".", "!", "?")) else "; "
    return f"{note}{between}{more}" if note and more else note or more or ""


def kind_in_words(kind: str, label: str) -> str:
    """Return a kind as a search covers it: its label, with the id where that is another word.

    >>> kind_in_words("air-treaty", "Air treaty"), kind_in_words("bit", "Investment treaty")
    ('Air treaty', 'Investment treaty (bit)')
    """
    return label if fold(label) == fold(kind) else f"{label} ({kind})"


@lru_cache(maxsize=4096)
def kind_and_publisher(kind: str | None, label: str, publisher: str) -> str:
    """Return what a search covers besides, for the index of words; a figure has no kind."""
    words = indexed(publisher)
    return f"{indexed(kind_in_words(kind, label))} ¦ {words}" if kind else words


def whole_names(names: Iterable[str]) -> str:
    """Return names for the index of words, each between two signs, so that whole ones are found.

    >>> whole_names(["Guinea", "South Sudan"])
    '¦ Guinea ¦ South Sudan ¦'
    """
    return "¦ " + " ".join(map(_whole, names))


def joined_names(names: str, more: Iterable[str]) -> str:
    """Return whole names with further ones.

    >>> joined_names("¦ Guinea ¦", ["South Sudan"])
    '¦ Guinea ¦ South Sudan ¦'
    """
    return " ".join([names, *map(_whole, more)])


@lru_cache(maxsize=4096)
def _whole(name: str) -> str:
    return f"{indexed(name)} ¦"
