"""The texts of a claim that a search covers, as the index of words and the excerpts have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from dipfacts.model.file_format.tables import AnyClaim, Figure, Party
from dipfacts.model.words import composed, indexed, words
from dipfacts.text import fold

NameTexts = tuple[str, str]
"""The names of some parties, and their aliases that are words, for the index of words."""

_SHORTEST = 4  # letters of an alias of one word; shorter ones are like codes


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
    """Return the texts that a search covers besides, for its index; a figure has no kind."""
    result = indexed(publisher)
    return f"{indexed(kind_in_words(kind, label))} ¦ {result}" if kind else result


def searched_names(party: Party) -> tuple[str, ...]:
    """Return the name of a party, and its aliases that are words: a search finds each of these.

    An acronym among them (US), or another short one, is found as a name, and is no word to find.
    """
    return party.name, *filter(_has_words, party.aliases)


def _has_words(name: str) -> bool:
    """Return whether a name is of several words, or of one that is no acronym.

    >>> [*map(_has_words, ("Gas Works", "Rosneft", "NATO", "U.S.", "Isl"))]
    [True, True, False, True, False]
    """
    is_one = name.isascii() and name.isalnum()
    if not is_one and len([*islice(words(composed(name)), 2)]) > 1:
        return True
    return not name.isupper() and len(name) >= _SHORTEST


def whole_names(names: Iterable[str]) -> str:
    """Return names for the index of words, each between two signs, so that whole ones are found.

    >>> whole_names(["Guinea", "South Sudan"])
    '¦ Guinea ¦ South Sudan ¦'
    """
    return "¦ " + " ".join(map(_whole_name, names))


def names_and_aliases(parties: Iterable[Sequence[str]]) -> NameTexts:
    """Return two texts of the index of words: names, and aliases, of which pages may show none.

    Of each party the name comes first.

    >>> names_and_aliases([["Gazprom", "Gas Works"], ["Iceland"]])
    ('¦ Gazprom ¦ Iceland ¦', '¦ Gas Works ¦')
    >>> names_and_aliases([["Iceland"]])
    ('¦ Iceland ¦', '')
    """
    every = [*parties]
    aliases = [alias for _, *some in every for alias in some]
    return whole_names(name for name, *_ in every), whole_names(aliases) if aliases else ""


def joined_names(texts: NameTexts, more: Iterable[Sequence[str]]) -> NameTexts:
    """Return texts of names and aliases with those of further parties.

    >>> joined_names(("¦ Guinea ¦", ""), [["South Sudan", "The South"]])
    ('¦ Guinea ¦ ¦ South Sudan ¦', '¦ The South ¦')
    """
    names, aliases = names_and_aliases(more)
    return f"{texts[0]} {names}", f"{texts[1]} {aliases}".strip()


@lru_cache(maxsize=4096)
def _whole_name(name: str) -> str:
    return f"{indexed(name)} ¦"
