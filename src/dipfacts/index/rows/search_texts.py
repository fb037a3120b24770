"""The texts of a claim that a search covers, as the index of words and the excerpts have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from dipfacts.model.file_format.tables import AnyClaim, Figure, Party
from dipfacts.model.words import composed, indexed, words
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
    result = indexed(publisher)
    return f"{indexed(kind_in_words(kind, label))} ¦ {result}" if kind else result


def searched_names(party: Party) -> tuple[str, ...]:
    """Return the name of a party, and its aliases of several words: a search finds each of these.

    An alias of one word is found as a name. An acronym among them (US) is no word to find.
    """
    return party.name, *filter(_has_words, party.aliases)


def _has_words(name: str) -> bool:
    is_one = name.isascii() and name.isalnum()
    return not is_one and len([*islice(words(composed(name)), 2)]) > 1


def whole_names(parties: Iterable[Sequence[str]]) -> str:
    """Return names for the index of words, each between two signs, so that whole ones are found.

    Of each party the name comes first. Its aliases stand between other signs, as it is no alias by
    which the claims of a party are found: another may have that name.

    >>> whole_names([["Guinea"], ["South Sudan"]])
    '¦ Guinea ¦ South Sudan ¦'
    >>> whole_names([["Gazprom", "Gas Works"], ["Iceland"]])
    '¦ Gazprom ¦ ¦¦ Gas Works ¦¦ ¦ Iceland ¦'
    """
    return "¦ " + " ".join(map(_whole, map(tuple, parties)))


def joined_names(names: str, more: Iterable[Sequence[str]]) -> str:
    """Return whole names with those of further parties.

    >>> joined_names("¦ Guinea ¦", [["South Sudan"]])
    '¦ Guinea ¦ South Sudan ¦'
    """
    return " ".join([names, *map(_whole, map(tuple, more))])


@lru_cache(maxsize=4096)
def _whole(names: tuple[str, ...]) -> str:
    name, *aliases = map(indexed, names)
    return f"{name} ¦ ¦¦ {' ¦¦ '.join(aliases)} ¦¦ ¦" if aliases else f"{name} ¦"
