"""Find the parties that a text in words names, such as the title of a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from dipfacts.model.tables import Party
from dipfacts.query.sql import Ask, by_id, marks
from dipfacts.text import fold

_KNOWN = 10_000  # forms that are remembered
_ASKED = 16  # forms asked for at once, or twice as many: few statements are to be prepared
_WORDS, _LONGEST = 50, 8  # words of a text that are read, and of a name
_SHORT = 3  # letters of a name that may be a common word: only in capitals is it one
_BREAKS = re.compile(r"[\s!-/:-@\[-`{-~\u00ab\u00bb\u2010-\u205e]+")
# "North Ossetia" and "Lake Chad" name no party called Ossetia or Chad, nor do "Guinea-Bissau",
# "South China Sea" and "Gulf of Oman", where the base has no party of the longer name.
_BEFORE = {"american", "equatorial", "inner", "lake", "new"} | {
    point + ending for point in ("north", "south", "east", "west") for ending in ("", "ern")
}
_AFTER = {"antilles", "bissau", "sea"}
_WATERS = {"bay", "gulf", "sea", "strait", "straits"}


class Mention(NamedTuple):
    """A party that a text names: where the words of its name begin, and where they end."""

    party: str
    start: int
    stop: int


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what stands between them."""
    return [word for word in _BREAKS.split(text)[:_WORDS] if word]


def mentions(
    ask: Ask, known: dict[str, set[str]], beginnings: dict[str, bool], *words: str
) -> list[Mention]:
    """Return the parties that words name, by any of their names, in the order of the words.

    A name begins and ends with no small letter. Of names within one another the longest counts:
    "South Sudan" does not name Sudan. What several are called names those that are called just so:
    "Guinea" is no mention of Guinea-Bissau, and "Congo" of neither. Titles have the same words over
    and over: `known` keeps the parties of forms that were looked for, and `beginnings` whether any
    name begins so.
    """
    places = _places(ask, words, beginnings)
    _look_up(ask, places, known)
    called = {form: known[form] for form in places if known[form]}
    of_names = {Mention(id_, *at) for form in called for id_ in called[form] for at in places[form]}
    named = _called_just_so(ask, called)
    just_so = {Mention(id_, *at) for form in named for id_ in named[form] for at in places[form]}
    longest = (one for one in _longest(of_names) if one in just_so)
    return sorted(longest, key=lambda one: one.start)


def _places(
    ask: Ask, words: Sequence[str], beginnings: dict[str, bool]
) -> dict[str, list[tuple[int, int]]]:
    """Return the forms of what may be a name, and where the words of each begin and end."""
    if len(beginnings) > _KNOWN:
        beginnings.clear()
    places: dict[str, list[tuple[int, int]]] = {}
    said = ["", "", *map(str.casefold, words), ""]  # two before the first, and one after the last
    capital = [at for at, word in enumerate(words) if not word[0].islower()]
    stops = {at + 1 for at in capital if said[at + 3] not in _AFTER}
    for start in capital:
        further, before = said[start : start + 2]
        if before in _BEFORE or (before == "of" and further in _WATERS):
            continue
        for the in ("", "the") if before == "the" else ("",):
            for stop, name in enumerate(accumulate(words[start : start + _LONGEST]), start + 1):
                form = fold(name)
                if name.isascii() and not _begins(ask, the + form, beginnings):
                    break
                if stop in stops and form and (len(form) > _SHORT or name.isupper()):
                    places.setdefault(the + form, []).append((start, stop))
    return places


def _begins(ask: Ask, form: str, known: dict[str, bool]) -> bool:
    """Return whether a name begins so: most words begin none, which is told at once."""
    if form not in known:
        from dipfacts.model import translations  # a look-up in brief reads no title

        names = "SELECT 1 FROM name WHERE form >= ? AND form < ? LIMIT 1"
        values = (form, form + translations.LAST)
        known[form] = translations.begins(form) or bool(ask(names, values, tuple))
    return known[form]


def _look_up(ask: Ask, forms: Iterable[str], known: dict[str, set[str]]) -> None:
    """Add to what is known the parties of forms that were not looked for yet."""
    if len(known) > _KNOWN:
        known.clear()
    new = [form for form in forms if form not in known]
    if not new:
        return
    from dipfacts.query import foreign_names  # a look-up in brief reads no title

    known.update((form, set()) for form in new)
    others = foreign_names.called(ask, new)
    new += [""] * (-len(new) % _ASKED)
    sql = f"SELECT form, party FROM name WHERE form IN ({marks(new)})"
    for form, party in [*ask(sql, new, tuple), *((it.form, it.party) for it in others)]:
        known[form].add(party)


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
