"""Find the parties that a text in words names, such as the title of a treaty."""

from __future__ import annotations

import re
from typing import NamedTuple

from dipfacts.query.sql import Ask
from dipfacts.text import fold

_WORDS, _LONGEST = 50, 8  # words of a text that are read, and of a name
_SHORT = 3  # letters of a name that may be a common word: only in capitals is it one
_BREAKS = re.compile(r"[\s!-/:-@\[-`{-~\u00ab\u00bb\u2010-\u205e]+")
# "North Ossetia" and "New Guinea" name no party called Ossetia or Guinea.
_OTHERS = {"equatorial", "new"} | {
    point + ending for point in ("north", "south", "east", "west") for ending in ("", "ern")
}


class Mention(NamedTuple):
    """A party that a text names: where the words of its name begin, and where they end."""

    party: str
    start: int
    stop: int


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what stands between them."""
    return [word for word in _BREAKS.split(text)[:_WORDS] if word]


def mentions(ask: Ask, words: list[str]) -> list[Mention]:
    """Return the parties that words name, by any of their names, in the order of the words.

    A name begins and ends with no small letter. Of names within one another the longest counts:
    "South Sudan" does not name Sudan.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    capital = [at for at, word in enumerate(words) if not word[0].islower()]
    for start in capital:
        before = words[start - 1].casefold() if start else ""
        if before in _OTHERS:
            continue
        for last in capital:
            name = "".join(words[start : last + 1]) if 0 <= last - start < _LONGEST else ""
            if (form := fold(name)) and (len(form) > _SHORT or name.isupper()):
                for spelling in (form, f"the{form}") if before == "the" else (form,):
                    places.setdefault(spelling, []).append((start, last + 1))
    sql = f"SELECT form, party FROM name WHERE form IN ({','.join('?' * len(places))})"
    found = {
        Mention(party, *place)
        for form, party in ask(sql, [*places], tuple)
        for place in places[form]
    }
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.stop, one)):
        if all(one.stop <= m.start or m.stop <= one.start or m[1:] == one[1:] for m in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
