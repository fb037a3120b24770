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
    if any(word.casefold() in BETWEEN for word in words[1:-1]):
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

    Raises QuestionError where they may be one name as well as several.
    """
    for length in range(len(words), 1, -1):
        some = words[:length]
        whole = " ".join(some)
        if some[-1].casefold() in BETWEEN or not (here := _named(base, whole, during)):
            continue
        alone = [word for word in some if word.casefold() not in BETWEEN]
        parts = [_named(base, word, during) for word in alone]
        if not all(parts) or here in parts:
            return length
        if len(alone) < length:  # Serbia and Montenegro
            import shlex  # only for a slip

            apart = shlex.join(alone)
            message = f'"{plain(whole)}" may be one name or several'
            raise QuestionError(message, f'write "{plain(whole)}" in quotes, or {plain(apart)}')
    return 1


def _named(base: Base, name: str, during: Days | None) -> str:
    """Return the id of whom a name means, "?" where it is ambiguous; "" of no name."""
    if not is_known(base.index.all, name):
        return ""  # most are not, and the error would look for near ones
    try:
        return base.party(name, during).id
    except QuestionError as error:
        return "?" if " may be " in error.message else ""
