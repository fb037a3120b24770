"""Take apart what was typed as one name: those of several, or a person's with a title.

China-Russia, "Chad, Mali", "Mr Putin".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.query.base import Base
from dipfacts.query.names.parties import is_known
from dipfacts.query.typed_words.linking_words import without_titles
from dipfacts.query.typed_words.typed_dates import separate_dates
from dipfacts.query.typed_words.typed_names import parties_of
from dipfacts.text import listed, plain, suggestion

_SIGNS = "-,/&+;|–—→"  # that people type between names; the first one stands in names, too
_MOST = 16  # words that may be names


def apart(base: Base, words: Sequence[str]) -> list[str]:
    """Return words with the ids of parties for each that is the names of several, and its dates.

    So for a person's name with a title. Nothing where none is.
    """
    each = [_ids_typed_as_one(base, word) for word in words]
    return (
        [one for word, some in zip(words, each, strict=True) for one in some or [word]]
        if any(each)
        else []
    )


def error_for_joined(base: Base, words: Sequence[str], fault: UnknownNameError) -> UnknownNameError:
    """Return the error for an unknown name; of one that is the names of several, what these are.

    Of a person's with a title it is the person.
    """
    several = _ids_typed_as_one(base, fault.name) if fault.name in words else []
    if not several:
        return fault
    if len(several) == 1:
        near = tuple(several)
        return UnknownNameError(fault.message, suggestion(near), fault.name, fault.what, near)
    names = listed((f'"{plain(name)}"' for name in several), "and")
    return UnknownNameError(fault.message, f"name each by itself: {names}", fault.name, fault.what)


def _ids_typed_as_one(base: Base, name: str) -> list[str]:
    """Return the ids of several parties whose names are typed as one, and the dates in it.

    So for a person's name with a title, alone or beside others.
    """
    if is_known(base.index.all, name):
        return []
    for words in _divided(name):
        bare = without_titles(words)
        for some in (words, bare) if len(bare) < len(words) else (words,):
            try:
                names, dates = separate_dates(some)
                ids = parties_of(base, names)
            except QuestionError:
                continue
            named = base.parties_by_id(ids).values() if some is bare else ()
            if any(it.kind == "person" for it in named) or (some is words and len(ids) > 1):
                spans = (text if of == "in_" else f"{of}-{text}" for of, text in dates.items())
                return [*ids, *spans]
    return []


def _divided(name: str) -> Iterator[list[str]]:
    """Yield the words of a name, divided at blanks and signs, and then at hyphens as well."""
    for signs in dict.fromkeys((_SIGNS[1:], _SIGNS if "-" in name else _SIGNS[1:])):
        among = re.escape(signs)
        words = re.findall(rf"[{among}]|[^\s{among}]+", name)
        if 1 < len(words) <= _MOST:
            yield ["&" if word in signs else word for word in words]
