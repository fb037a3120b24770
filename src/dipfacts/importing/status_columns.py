"""Find the columns of a table of one's own that say how final a number is, or how far a matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from dipfacts.importing.plan import first_of, map_option
from dipfacts.importing.sdmx_words import status_of
from dipfacts.model.status import CLASSES, OTHER_WORDS, EventStatus, RelationStatus
from dipfacts.model.tables import FigureStatus
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import as_id
from dipfacts.text import plain, short

_NOT_FINAL = get_args(FigureStatus)
_FINAL = re.compile(r"(?:as )?(?:final|definitive|reported|revised|observed)")
_FLAGS = re.compile(r"flag|footnote|symbol|^(?:obs|observation|data|value)?[ _-]*status$")
"""Heads of columns in which letters are flags, and words may say more than a status."""
_ESTIMATED = re.compile(
    r"(?:is[ _]?)?(?:provisional|preliminary|estimated?|imputed|forecast|projected|projection)"
)
_YES, _NO = ("yes", "y", "true", "t", "1"), ("no", "n", "false", "f", "0")
_SHORT = 5  # letters from which a cell is a word in any column
_OF = {"relation": get_args(RelationStatus), "event": get_args(EventStatus)}


def not_final(column: str, cells: Sequence[str]) -> list[str]:
    """Return the cells of a column of statuses of figures which say that a number is not final.

    >>> not_final("Kind", ["final", "forecast"]), not_final("flag", ["A", "p"])
    (['forecast'], ['p'])
    >>> not_final("is_estimate", ["TRUE", "FALSE"]), not_final("estimate", ["1", "2"])
    (['TRUE'], [])
    >>> not_final("sex", ["F", "M"]), not_final("remark", ["forecast", "floods"])
    ([], [])
    """
    if _ESTIMATED.fullmatch(column.lower()) and {it.lower() for it in cells} <= {*_YES, *_NO}:
        return [it for it in cells if it.lower() in _YES]
    of_flags = _FLAGS.search(column.lower())
    statuses = {cell: _status(cell, is_short=not of_flags) for cell in cells}
    if not of_flags and None in statuses.values():
        return []
    return [cell for cell, status in statuses.items() if status in _NOT_FINAL]


def _status(cell: str, *, is_short: bool) -> str | None:
    """Return the status that a cell means; "" if a number is final, None for any other word."""
    if is_short and len(cell) < _SHORT:
        return None
    word = cell.lower()
    if word in _NOT_FINAL or _FINAL.fullmatch(word):
        return word if word in _NOT_FINAL else ""
    status, note = status_of(cell)
    return None if note.startswith("flag: ") and is_short else status


def status_remedy(column: str, cells: Sequence[str], given: Mapping[str, str]) -> str:
    """Return what to say of a column of statuses of figures."""
    if all(cell in _NOT_FINAL for cell in cells):
        return f"say how final each number is, as with {_named(column)}"
    words = f"{', '.join(_NOT_FINAL[:-1])} or {_NOT_FINAL[-1]}"
    say = f"say how final each number is: write {words} in it, or nothing, and add {_named(column)}"
    unfinal = not_final(column, cells)
    if final := next((cell for cell in cells if cell not in unfinal), ""):
        also = f"{given['where']}, " if "where" in given else ""
        alone = map_option(f"where={also}{{{column}}}={final}")
        say += f"; or take those of one status alone, as with {alone}"
    return say


def status_notes(
    given: Mapping[str, str], heads: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield a note on each column that says of relations or events how far they are."""
    known, named = _OF.get(given["claim"], ()), {it for t in given.values() for it in places(t)}
    words = {word for it in known for word in (it, *OTHER_WORDS.get(it, "").split())}
    for column in heads if "status" not in given else ():
        cells = [*dict.fromkeys(it for row in rows if (it := row[column].strip()))]
        said = {as_id(cell) for cell in cells}
        if column in named or not said or not said <= words:
            continue
        if given["claim"] == "relation" and all(map(_stands, said)):
            continue
        such = plain(first_of([*map(short, cells)]))
        say = f"say how far each is, as with {_named(column)}"
        yield f"no key names {plain(column)} ({such}): {say}"


def _stands(word: str) -> bool:
    """Return whether a word says of a relation what is taken for granted without a status."""
    standing = CLASSES["standing"]
    return any(word in (it, *OTHER_WORDS.get(it, "").split()) for it in standing)


def _named(column: str) -> str:
    return map_option(f"status={{{column}}}")
