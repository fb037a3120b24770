"""Places and people as claims write them: which of some is the more precise, and who agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dipfacts.model.groups import grouped
from dipfacts.text import fold

_WORD = r"[^\s,;/()]+|[,;/()]"  # not compiled: few look-ups need it
_ARTICLES = {"al", "el"}  # which within a name are written "el-", "El " and "El-"
_JOINED_ARTICLE = r"(?<![\w-])([AEae]l)-"
_MOST_JOINED = 5  # words that hyphens join
_PASSED = {"the", "dc", "greater"}  # words that tell no place from another


def finest_places(places: Iterable[str]) -> dict[str, str | None]:
    """Return the most precise place that each of some is; None for one that may be several.

    >>> finest_places(["Sochi", "Sochi, Russia", "Moscow"])
    {'Sochi': 'Sochi, Russia', 'Sochi, Russia': 'Sochi, Russia', 'Moscow': 'Moscow'}
    """
    words_of = words_of_places(places)
    results = {words: place for place, words in reversed(words_of.items())}
    having = grouped((word, words) for words in results for word in words)

    def finer(words: frozenset[str]) -> list[frozenset[str]]:
        near = min((having[word] for word in words), key=len, default=[*results])
        return [others for others in near if words < others]

    finest = {words for words in results if not finer(words)}

    def meant(words: frozenset[str]) -> str | None:
        candidates = [words] if words in finest else [it for it in finer(words) if it in finest]
        return results[candidates[0]] if len(candidates) == 1 else None

    return {place: meant(words) for place, words in words_of.items()}


def words_of_places(places: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the `place_words` of each of some places, of one spelling where another has a hyphen.

    >>> alike = words_of_places(["Tel-Aviv", "Tel Aviv, Israel"])
    >>> alike["Tel-Aviv"] < alike["Tel Aviv, Israel"]
    True
    >>> sorted(words_of_places(["Guinea-Bissau", "Guinea"])["Guinea-Bissau"])
    ['guineabissau']
    """
    places = [*places]
    if not any("-" in place for place in places):
        return {place: place_words(place) for place in places}
    apart = {joined for place in places for joined in _words_run_together(place)}

    def spelled(word: re.Match[str]) -> str:
        return word[0].replace("-", " ") if fold(word[0]) in apart else word[0]

    return {place: place_words(re.sub(_WORD, spelled, place)) for place in places}


def _words_run_together(place: str) -> Iterator[str]:
    """Yield the texts of a few words of a place in a row, without what is between."""
    words = [*filter(None, map(fold, re.findall(_WORD, place)))]  # without signs
    for first in range(len(words)):
        for after in range(first + 2, min(first + _MOST_JOINED, len(words)) + 1):
            yield "".join(words[first:after])


def place_words(place: str) -> frozenset[str]:
    """Return each part of a place, and the words that it begins with: what a less precise one has.

    A part stands between commas or other signs, or words that begin small, as "of" does. "Sochi,
    Russia" is more precise than "Sochi", and "Mexico City" than "Mexico"; "New York" is another
    place than "York", and "South Sudan" than "Sudan".

    >>> sorted(place_words("Sochi, Russia")), sorted(place_words("Washington, D.C."))
    (['russia', 'sochi'], ['washington'])
    >>> sorted(place_words("The Hague")), sorted(place_words("New York"))
    (['hague'], ['new', 'new york'])
    >>> sorted(place_words("Port of Baku")), sorted(place_words("online"))
    (['baku', 'port'], ['online'])
    >>> sorted(place_words("Sharm el-Sheikh")), sorted(place_words("Sharm El Sheikh"))
    (['sharm', 'sharm sheikh'], ['sharm', 'sharm sheikh'])
    """
    has_names = not place.islower()
    parts: list[list[str]] = [[]]
    for word in re.findall(_WORD, re.sub(_JOINED_ARTICLE, r"\1 ", place)):
        folded = fold(word)
        if folded in _ARTICLES:
            parts[-1] = parts[-1] or [folded]
        elif not folded or (has_names and word[0].islower()):
            parts.append([])
        elif folded not in _PASSED:
            parts[-1].append(folded)
    return frozenset(" ".join(words[: n + 1]) for words in parts for n in range(len(words)))


def nested(sets: Iterable[frozenset[str]]) -> bool:
    """Return whether each of these sets is a part of all that are larger."""
    in_order = sorted(sets, key=len)
    return all(small <= large for small, large in pairwise(in_order))


def people_agree(every: Sequence[Sequence[str]], states: Mapping[str, str]) -> bool:
    """Return whether each claim may name some of those who took part, or those of one state.

    `states` are those whose people they are; "" where it is not known.
    """
    own = {person: states.get(person, "") for people in every for person in people}
    if "" in own.values():  # one of no known state may be of any
        own = dict.fromkeys(own, "")
    return all(
        nested({frozenset(one for one in people if own[one] == state) for people in every})
        for state in {*own.values()}
    )
