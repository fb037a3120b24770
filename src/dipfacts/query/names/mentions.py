"""The parties that a text in words names, such as the title of a treaty."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate, filterfalse, islice
from typing import NamedTuple

from dipfacts.model.file_format.tables import Party
from dipfacts.model.shared_names import CODE
from dipfacts.query.sql import Ask, by_id, marks
from dipfacts.text import fold

_KNOWN = 10_000  # forms that are remembered
_AHEAD = 1_000  # texts that are looked at together, and remembered
_ASKED = 16  # forms asked for at once, or twice as many: few statements are to be prepared
_WORDS, _LONGEST = 50, 8  # words of a text that are read, and of a name
_SHORT = 3  # letters of a name that may be a common word: only in capitals is it one
_CODES_SAID = ("us", "usa")  # ISO codes that are used as names; IT, ES and AT are words as well
_BREAKS = re.compile(r"[\s!-/:-@\[-`{-~\u00ab\u00bb\u2010-\u205e]+")
# "North Ossetia" and "Lake Chad" name no party called Ossetia or Chad, nor do "Guinea-Bissau",
# "South China Sea", "Mexico City" and "Gulf of Oman", where the base has no party of that name.
_BEFORE = {"american", "equatorial", "inner", "lake", "new"} | {
    point + ending for point in ("north", "south", "east", "west") for ending in ("", "ern")
}
_AFTER = {"antilles", "bissau", "city", "sea"}
_CITIES = {"brasilia"}  # a country in Finnish alone, but in most titles its capital
_WATERS = {"bay", "gulf", "sea", "strait", "straits"}


class Mention(NamedTuple):
    """A party that a text names: where the words of its name begin, and where they end."""

    party: str
    start: int
    stop: int


_Places = dict[str, list[tuple[int, int]]]
"""The forms that may be names, and where the words of each begin and end."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what stands between them."""
    return [word for word in _BREAKS.split(text)[:_WORDS] if word]


class Called(NamedTuple):
    """All parties that a form may mean, and those that it means in a text."""

    every: set[str]
    just_so: set[str]


class Titles:
    """The parties that texts name, such as the titles of treaties.

    These have the same words over and over: what was looked for is kept, and of several read
    before they are asked for the names are looked for together.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._called: dict[str, Called] = {}  # by form
        self._beginnings: dict[str, str | None] = {}  # forms of words with which a name begins
        self._found: dict[tuple[str, ...], list[Mention]] = {}  # by the words of a text

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Return the parties that words name, as `words_of` splits a text, in their order.

        By any of their names. A name begins and ends with no small letter. Of names within one
        another the longest counts: "South Sudan" does not name Sudan. What several are called names
        those that are called just so: "Guinea" is no mention of Guinea-Bissau, and "Congo" of
        neither.
        """
        if (key := (*words,)) not in self._found:
            self._read([key])
        return self._found[key]

    def read(self, texts: Iterable[str]) -> None:
        """Look for what the first of some texts name, of which mentions will be asked for."""
        keys = {(*words_of(text),) for text in islice(texts, _AHEAD)}
        self._read(keys - self._found.keys())

    def _read(self, texts: Collection[tuple[str, ...]]) -> None:
        if len(self._found) > _AHEAD:
            self._found.clear()
        places = {words: _places(self._ask, words, self._beginnings) for words in texts}
        forms = dict.fromkeys(form for of_one in places.values() for form in of_one)
        _look_up(self._ask, forms, self._called)
        self._found.update((words, _parties_at(of, self._called)) for words, of in places.items())


def _parties_at(places: _Places, known: Mapping[str, Called]) -> list[Mention]:
    """Return the parties whose names stand at some places, in order."""
    each = [(known[form], at) for form, ats in places.items() for at in ats]
    of_names = {Mention(id_, *at) for called, at in each for id_ in called.every}
    just_so = {Mention(id_, *at) for called, at in each for id_ in called.just_so}
    longest = (one for one in _longest(of_names) if one in just_so)
    return sorted(longest, key=lambda one: one.start)


def _places(ask: Ask, words: Sequence[str], beginnings: dict[str, str | None]) -> _Places:
    """Return the forms of what may be a name, and where the words of each begin and end."""
    if len(beginnings) > _KNOWN:
        beginnings.clear()
    places: _Places = {}
    said = ["", *map(str.casefold, words), ""]  # one before the first, and one after the last
    capital = [at for at, word in enumerate(words) if not word[0].islower()]
    stops = {at + 1 for at in capital if said[at + 2] not in _AFTER}
    for start in filterfalse(partial(_is_no_start, words, said), capital):
        for the in ("", "the") if said[start] == "the" else ("",):
            for stop, name in enumerate(accumulate(words[start : start + _LONGEST]), start + 1):
                form = _beginning(ask, the + name, beginnings)
                if form is None:
                    break
                letters = len(form) - len(the)
                if stop in stops and letters and (letters > _SHORT or name.isupper()):
                    places.setdefault(form, []).append((start, stop))
    return places


def _is_no_start(words: Sequence[str], said: list[str], at: int) -> bool:
    """Return whether no name begins there; `said` are the words without case, after an empty one.

    A number that ends a title, as of "Agreement no. 12", is no name by itself.
    """
    before, word = said[at], words[at]
    of_waters = before == "of" and said[at - 1] in _WATERS
    is_number = at + 1 == len(words) and len(word) <= _SHORT and word.isdecimal()
    return before in _BEFORE or of_waters or is_number


def _beginning(ask: Ask, words: str, known: dict[str, str | None]) -> str | None:
    """Return the form of words; None where no name begins so, as is told of most at once."""
    if words not in known:
        form = fold(words)
        known[words] = form if not words.isascii() or _begins(ask, form) else None
    return known[words]


def _begins(ask: Ask, form: str) -> bool:
    """Return whether a name begins so."""
    from dipfacts.countries import translations  # lazy: a look-up in brief reads no title

    names = "SELECT 1 FROM name WHERE form >= ? AND form < ? LIMIT 1"
    return translations.begins(form) or bool(ask(names, (form, form + translations.LAST), tuple))


def _look_up(ask: Ask, forms: Iterable[str], known: dict[str, Called]) -> None:
    """Add to what is known the parties of forms that were not looked for yet."""
    if len(known) > _KNOWN:
        known.clear()
    new = [form for form in forms if form not in known]
    if not new:
        return
    from dipfacts.query.names import foreign_names  # lazy: a look-up in brief reads no title

    called = {form: set[str]() for form in new}
    others = foreign_names.names_of_forms(ask, [form for form in new if form not in _CITIES])
    new += [""] * (-len(new) % _ASKED)
    is_name = f"(weight <> {CODE} OR form IN ({', '.join(map(repr, _CODES_SAID))}))"
    sql = f"SELECT form, party FROM name WHERE form IN ({marks(new)}) AND {is_name}"
    for form, party in [*ask(sql, new, tuple), *((it.form, it.party) for it in others)]:
        called[form].add(party)
    just_so = _called_just_so(ask, called)
    known.update((form, Called(ids, just_so[form])) for form, ids in called.items())


def _longest(several: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are not within a longer one."""
    kept: list[Mention] = []
    for one in sorted(several, key=lambda one: (one.start - one.stop, one)):
        if all(one.stop <= m.start or m.stop <= one.start or m[1:] == one[1:] for m in kept):
            kept.append(one)
    return kept


def _called_just_so(ask: Ask, called: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the parties of each form; of several those alone whose name or alias it is.

    Persons of one family name stay: their claims tell them apart.
    """
    several = {id_ for ids in called.values() if len(ids) > 1 for id_ in ids}
    parties = by_id(ask, Party, several) if several else {}
    own = {
        id_: {fold(name) for name in party.names}
        for id_, party in parties.items()
        if party.kind != "person"
    }
    return {
        form: ids
        if len(ids) == 1
        else {id_ for id_ in ids if id_ in parties and form in own.get(id_, (form,))}
        for form, ids in called.items()
    }
