"""Read the names of parties as people type them: several words a name, "and" between names."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import QuestionError
from dipfacts.query.base import Base
from dipfacts.query.parties import Days, is_known
from dipfacts.text import plain

BETWEEN = ("and", "&", "vs", "vs.", "versus", "with", "-", "–", "—")
"""Words and signs that people type between two names."""

_LONGEST = 8  # words of a name
_ENDING = "island"  # which ends a name, as that of Norfolk Island, and is a name of Iceland
_JOINING = {*BETWEEN, "of", "the", _ENDING}
_SHORTEST = 4  # letters of a name that is no code


def parties_of(base: Base, words: Sequence[str], during: Days | None = None) -> list[str]:
    """Return the ids of the parties that words name, in their order.

    Words between two names are passed over, unless a name has them: "Trinidad and Tobago"; before
    or after all names they are names: AND is a code of Andorra. Words of which some are no names by
    themselves are one name together: united kingdom. Raises QuestionError for names that are
    unknown, ambiguous or given twice.
    """
    for word in words:
        if not word.strip():  # beside other words it would be passed over
            base.party(word, during)
    folded = [word.casefold() for word in words]
    if _ENDING in folded[1:] or any(word in BETWEEN for word in folded[1:-1]):
        results = _joined(base, words, during)
    else:
        try:
            results = [base.party(name, during).id for name in words]
        except QuestionError:
            if len(words) < 2:  # one word is no two names
                raise
            results = _joined(base, words, during)
    for party in results:
        if results.count(party) > 1:
            raise QuestionError(f'"{party}" is named twice', "name each party once")
    return results


def is_name(base: Base, words: Sequence[str]) -> bool:
    """Return whether words begin with the name of a party, maybe of several words."""
    most = min(len(words), _LONGEST)
    return any(_named(base, " ".join(words[:length]), None) for length in range(1, most + 1))


def _joined(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the ids of parties whose names may be several words each."""
    results, at = list[str](), 0
    while at < len(words):
        length = _length(base, words[at : at + _LONGEST], during)
        results.append(base.party(" ".join(words[at : at + length]), during).id)
        at += length
        if at < len(words) - 1 and words[at].casefold() in BETWEEN:
            at += 1
    return results


def _length(base: Base, words: Sequence[str], during: Days | None) -> int:
    """Return how many of the words, from the first on, are one name.

    What was typed with a space in it, in quotes, and is a name, is no part of another.
    Raises QuestionError where they may be one name as well as several.
    """
    quoted = [nth for nth, word in enumerate(words) if " " in word and _named(base, word, during)]
    most = quoted[0] if quoted else len(words)
    for length in range(most, 1, -1):
        some = words[:length]
        whole = " ".join(some)
        if some[-1].casefold() in BETWEEN or not (here := _named(base, whole, during)):
            continue
        alone = [word for word in some if word.casefold() not in BETWEEN]
        parts = [_named(base, word, during) for word in alone]
        if all(parts) and here not in parts:
            if len(alone) == length:
                continue
            apart = alone  # Serbia and Montenegro
        else:
            apart = _two_in(base, some, during)
        if not apart:
            return length
        import shlex  # only for a slip

        message = f'"{plain(whole)}" may be one name or several'
        hint = f'write "{plain(whole)}" in quotes, or {plain(shlex.join(apart))}'
        raise QuestionError(message, hint)
    return 1


def _two_in(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the names of two parties that the words of one name are as well: hong kong china.

    Only where nothing joins them, as in "Hong Kong, China" and "Aruba, Kingdom of the Netherlands".
    """
    for cut in range(1, len(words)):
        two = [" ".join(words[:cut]), " ".join(words[cut:])]
        if words[cut - 1][-1] in ",:" or min(map(len, two)) < _SHORTEST or two[1][0] == "(":
            continue
        if not _JOINING.isdisjoint(map(str.casefold, words[cut - 1 : cut + 1])):
            continue
        ids = {_named(base, name, during) for name in two}
        if len(ids) == len(two) and ids.isdisjoint(("", "?")):
            return two
    return []


def _named(base: Base, name: str, during: Days | None) -> str:
    """Return the id of whom a name means, "?" where it is ambiguous; "" of no name."""
    if not is_known(base.index.all, name):
        return ""  # most are not, and the error would look for near ones
    try:
        return base.party(name, during).id
    except QuestionError as error:
        return "?" if " may be " in error.message else ""
