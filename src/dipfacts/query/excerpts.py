"""Excerpts of the texts of a claim, each the part around what a search found in the index."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from dipfacts.model.file_format.tables import Party
from dipfacts.model.words import Word, acronyms, composed, joined_words, words
from dipfacts.query.search_terms import Phrase, Term

_WIDE = 160  # letters of an excerpt
_BEFORE = 40  # of them, those before the first word that was found


class _Place(NamedTuple):
    """A place in a text where a phrase stands."""

    start: int
    end: int
    phrase: Phrase


class Excerpts:
    """The terms of a search, to be found in the texts of one claim after another.

    `names` are those of parties, by id, as the texts have them.
    """

    def __init__(self, terms: Sequence[Term], names: dict[str, str]) -> None:
        named = [{_name(party, names) for party in term.parties} for term in terms]
        typed = [[{*word.exact, *word.forms} for word in term.words] for term in terms]
        self._terms = [*zip(typed, named, strict=True)]
        self._phrases = {
            phrase for words_, names_ in self._terms for phrase in (*chain(*words_), *names_)
        }
        self._phrases.discard(Phrase(()))  # the name of a party without a letter
        self._longest = max(len(phrase.words) for phrase in self._phrases)
        first = sorted(re.escape(phrase.words[0]) for phrase in self._phrases)
        self._starts = re.compile(f"(?<![a-z0-9])(?:{'|'.join(first)})")  # in a text of ASCII
        self._beginnings = [p for p in self._phrases if p.is_prefix and len(p.words) == 1]
        self._first: dict[str, list[Phrase]] = {}  # other phrases by their first words
        for phrase in self._phrases.difference(self._beginnings):
            self._first.setdefault(phrase.words[0], []).append(phrase)

    def excerpt_of(self, texts: Sequence[str]) -> str | None:
        r"""Return the part of the texts that has most words, what was found between \x02 and \x03.

        It is from the first of several texts that have as many. None where a term is in none of
        them, as the index must be damaged.
        """
        texts = [composed(text) for text in texts]
        first = [self._first_places(text) for text in texts]
        if not self._are_met({phrase for places in first for phrase in places}):
            return None
        best = max(range(len(texts)), key=lambda nth: (len(first[nth]), -nth))
        text = texts[best]
        begin, end = _part(text, [*first[best].values()]) if len(text) > _WIDE else (0, len(text))
        before, after = "…" if begin else "", "…" if end < len(text) else ""
        return f"{before}{self._marked(text[begin:end].strip())}{after}"

    def _first_places(self, text: str) -> dict[Phrase, _Place]:
        """Return the first place of each phrase in a text, up to where all terms are found."""
        results: dict[Phrase, _Place] = {}
        for one in self._places(text):
            if one.phrase not in results:
                results[one.phrase] = one
                if self._are_met(results.keys()):
                    break
        return results

    def _are_met(self, phrases: Collection[Phrase]) -> bool:
        """Return whether of each term all words were found, or else the name of a party."""
        return all(
            not names.isdisjoint(phrases) or not any(some.isdisjoint(phrases) for some in typed)
            for typed, names in self._terms
        )

    def _places(self, text: str) -> Iterator[_Place]:
        """Yield the places of phrases in a text, in order, then of joined words and acronyms."""
        if text.isascii():  # which need not be parted into words
            for match in self._starts.finditer(text.lower()):
                yield from self._at([*islice(words(text, match.start()), self._longest)])
        else:
            ahead, following = deque[Word](), words(text)
            while True:
                ahead.extend(islice(following, self._longest - len(ahead)))
                if not ahead:
                    break
                yield from self._at(ahead)
                ahead.popleft()
        for word in chain(joined_words(text), acronyms(text)):
            yield from self._at((word,))

    def _at(self, ahead: Collection[Word]) -> Iterator[_Place]:
        """Yield the phrases that begin with the first of some words."""
        (begin,) = islice(ahead, 1)
        for phrase in self._first.get(begin.form, ()):
            own = [*islice(ahead, len(phrase.words))]
            if _are(phrase, [word.form for word in own]):
                yield _Place(begin.start, own[-1].end, phrase)
        for phrase in self._beginnings:
            if begin.form.startswith(phrase.words[0]):
                yield _Place(begin.start, begin.end, phrase)

    def _marked(self, text: str) -> str:
        r"""Return a text with what is found in it between \x02 and \x03."""
        parts, done = list[str](), 0
        for one in sorted(self._places(text)):
            if one.start >= done:
                parts += [text[done : one.start], "\x02", text[one.start : one.end], "\x03"]
                done = one.end
        return "".join([*parts, text[done:]])


def _name(party: Party, names: dict[str, str]) -> Phrase:
    return Phrase(tuple(word.form for word in words(composed(names.get(party.id, party.name)))))


def _are(phrase: Phrase, forms: list[str]) -> bool:
    """Return whether words of a text are a phrase."""
    if (
        phrase.is_prefix
        and len(forms) == len(phrase.words)
        and forms[-1].startswith(phrase.words[-1])
    ):
        return forms[:-1] == [*phrase.words[:-1]]
    return forms == [*phrase.words]


def _part(text: str, first: Sequence[_Place]) -> tuple[int, int]:
    """Return the begin and the end of a part of a long text, given where phrases stand first."""
    near = {
        one: sum(0 <= other.start - one.start < _WIDE - _BEFORE for other in first) for one in first
    }
    best = max(near, key=lambda one: (near[one], -one.start))
    begin, end = 0, len(text)
    if (at := best.start - _BEFORE) > 0:
        begin = text.find(" ", at, best.start) + 1 or at
    if (at := max(begin + _WIDE, best.end)) < end:
        end = text.rfind(" ", best.end, at) if " " in text[best.end : at] else at
    return begin, end
