"""Find in the texts of a claim what a search found in the index, and cut out the part around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dipfacts.model.tables import Party
from dipfacts.model.words import Word, composed, joined, words
from dipfacts.query.terms import Phrase, Term

_WIDE = 160  # letters of an excerpt
_BEFORE = 40  # of them, those before the first word that was found


class _Found(NamedTuple):
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
        self._phrases: dict[Phrase, int] = {}  # each with the number of its term
        for nth, (words_, names_) in enumerate(self._terms):
            self._phrases |= dict.fromkeys(set.union(*words_, names_), nth)
        self._forms = {phrase.words[0] for phrase in self._phrases if phrase.words}
        self._first: dict[str, list[Phrase]] = {}  # phrases by their first words
        self._beginnings: list[Phrase] = []
        for phrase in self._phrases:
            if phrase.is_prefix and len(phrase.words) == 1:
                self._beginnings.append(phrase)
            elif phrase.words:
                self._first.setdefault(phrase.words[0], []).append(phrase)

    def of(self, texts: Sequence[str]) -> str | None:
        r"""Return the part of the texts that has most terms, what was found between \x02 and \x03.

        It is from the first of several texts that have as many. None where a term is in none of
        them, as the index must be damaged.
        """
        texts = [composed(text) for text in texts]
        found = [sorted((*self._found(text), *self._found_joined(text))) for text in texts]
        everywhere = {one.phrase for some in found for one in some}
        for words_, names_ in self._terms:
            if names_.isdisjoint(everywhere) and any(map(everywhere.isdisjoint, words_)):
                return None
        counts = [len({self._phrases[one.phrase] for one in some}) for some in found]
        best = counts.index(max(counts))
        return self._cut(texts[best], found[best])

    def _found(self, text: str) -> Iterator[_Found]:
        """Yield the places of phrases in a text, in order."""
        if text.isascii() and not any(map(text.lower().__contains__, self._forms)):
            return  # as most texts of a claim, which need not be parted into words
        own = [*words(text)]
        for nth, word in enumerate(own):
            for phrase in self._first.get(word.form, ()):
                if _stands(phrase, own, nth):
                    yield _Found(word.start, own[nth + len(phrase.words) - 1].end, phrase)
            for phrase in self._beginnings:
                if word.form.startswith(phrase.words[0]):
                    yield _Found(word.start, word.end, phrase)

    def _found_joined(self, text: str) -> Iterator[_Found]:
        """Yield the places of single words that have an apostrophe within them."""
        for word in joined(text):
            for phrase in self._phrases:
                if _stands(phrase, [word], 0):
                    yield _Found(word.start, word.end, phrase)

    def _cut(self, text: str, found: list[_Found]) -> str:
        """Return the part of a text that has most terms, with what was found marked."""
        begin, end = 0, len(text)
        if end > _WIDE:
            first = {self._phrases[one.phrase]: one for one in reversed(found)}.values()
            begin, end = _part(text, [*first])
        shown, done = ["…"] if begin else [], begin
        for one in found:
            if one.start >= done and one.end <= end:
                shown += [text[done : one.start], "\x02", text[one.start : one.end], "\x03"]
                done = one.end
        shown += [text[done:end].rstrip(), *(["…"] if end < len(text) else [])]
        return "".join(shown).lstrip()


def _name(party: Party, names: dict[str, str]) -> Phrase:
    return Phrase(tuple(word.form for word in words(composed(names.get(party.id, party.name)))))


def _stands(phrase: Phrase, own: list[Word], at: int) -> bool:
    """Return whether a phrase begins with the word at a place."""
    if not phrase.words:
        return False
    *whole, last = phrase.words
    forms = [word.form for word in own[at : at + len(phrase.words)]]
    if len(forms) < len(phrase.words) or forms[:-1] != whole:
        return False
    return forms[-1].startswith(last) if phrase.is_prefix else forms[-1] == last


def _part(text: str, first: Sequence[_Found]) -> tuple[int, int]:
    """Return the begin and the end of a part of a long text, given where each term stands first."""
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
