"""Which names of a base may be meant by one that is not found: few enough to be compared.

Names are compared one by one in a small base. In a large one those are that begin as the name does,
or end so, or differ by one letter: found by ranges of the index, however many there are.
"""

from __future__ import annotations

import string
from typing import Any

TYPE_CHECKING = False  # typing is slow to import, and only the type checker needs more of it
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol, TypeVar

    Made = TypeVar("Made")

    class Ask(Protocol):
        """How the index is asked: `Base` gives its own way, which mends a damaged index."""

        def __call__(
            self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
        ) -> list[Made]:
            """What is made of each row found."""


SMALL = 3_000  # names that are all compared
_MOST = 1_000  # names compared that share a beginning or an end
_END = 3  # letters of an end, by which an index finds names
_LAST = "\U0010ffff"  # sorts after everything that a name may begin with


def names(ask: Ask, form: str, below: int) -> dict[str, str]:
    """Names that a folded one may stand for, each with its party; of less than that weight."""
    # The weight stands there as a number: else the index of ends would not be used.
    which = f"SELECT shown, party FROM name WHERE length(form) > 3 AND weight < {int(below)}"

    def found(more: str, *values: object, most: int = _MOST + 1) -> list[tuple[str, str]]:
        return ask(f"{which} {more} LIMIT {most}", values, tuple)

    if len(few := found("", most=SMALL + 1)) <= SMALL:
        return dict(few)
    near = dict(found("AND substr(form, -3) = ?", form[-_END:])[:_MOST])
    near |= _beginning(lambda part: found("AND form >= ? AND form < ?", part, part + _LAST), form)
    for some in _parts(_one_edit_away(form)):
        near |= dict(found(f"AND form IN ({','.join('?' * len(some))})", *some))
    return near


def ids(ask: Ask, table: str, id_: str) -> list[str]:
    """Ids of a table that one which is not there may stand for."""

    def found(more: str, *values: object, most: int = _MOST + 1) -> list[tuple[str, str]]:
        return ask(f"SELECT id, '' FROM {table} WHERE {more} LIMIT {most}", values, tuple)

    if len(few := found("1", most=SMALL + 1)) <= SMALL:
        return [*dict(few)]
    near = _beginning(lambda part: found("id >= ? AND id < ?", part, part + _LAST), id_)
    for some in _parts(_one_edit_away(id_)):
        near |= dict(found(f"id IN ({','.join('?' * len(some))})", *some))
    return [*near]


def _beginning(found: Callable[[str], list[tuple[str, str]]], text: str) -> dict[str, str]:
    """Those that share the shortest beginning which not too many share."""
    here: list[tuple[str, str]] = []
    for length in range(1, len(text) + 1):
        before, here = here, found(text[:length])
        if len(here) <= _MOST:
            return dict(here or before[:_MOST])
    return dict(here[:_MOST])


def _one_edit_away(text: str) -> list[str]:
    """Every text that one slip makes of this one, and its beginnings, which say less than it."""
    letters = {*text, *(string.ascii_lowercase + string.digits if text.isascii() else "")}
    letters |= {"-"} if "-" in text else set()
    found = {text[:length] for length in range(3, len(text))}
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        found |= {before + letter + after for letter in letters}
        if after:
            found |= {before + letter + after[1:] for letter in ("", *letters)}
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    return sorted(found)


def _parts(texts: list[str]) -> list[tuple[str, ...]]:
    """The texts in groups small enough for one statement."""
    return [tuple(texts[at : at + 900]) for at in range(0, len(texts), 900)]
