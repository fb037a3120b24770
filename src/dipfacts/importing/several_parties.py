"""Cells that name several parties, as against those that name nobody who is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dipfacts.countries import code_lists
from dipfacts.errors import QuestionError
from dipfacts.importing.reasons import AnyReason, NoParty, texts_of
from dipfacts.importing.wording import map_option
from dipfacts.read.table.rules import FEWER_NAMED, MOST_NAMED
from dipfacts.text import listed, plain

_SEMICOLON = ";"
_AS_MANY = (
    "all numbers of an import are between as many parties: import others from a file of their own"
)
_BETWEEN = re.compile(r"\s*[,;|/&+\n]\s*|\s+(?:and|vs\.?)\s+")
_DASH = re.compile(r"\s*[-–—]\s*")
_OF_PART = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")  # a code of a state of the USA: US-CA
_SHORT = 3  # letters of a code or an acronym, which has capital letters among names


def several_in(cell: str, party: Callable[[str], str]) -> NoParty | None:
    """Return why a cell is left out if two or more of its parts are parties; else None.

    >>> several_in("FR, Peru", lambda it: it if it in ("FR", "Peru", "no") else "")
    NoParty(kind='several', text='FR, Peru')
    >>> several_in("no - FR", lambda it: it if it in ("FR", "Peru", "no") else "") is None
    True
    """
    parts = _BETWEEN.split(cell)
    if len(parts) == 1 and not _OF_PART.fullmatch(cell):
        parts = _DASH.split(cell)
    named = (it for it in parts if len(it) > _SHORT or it == it.upper())
    several = len(parts) > 1 and len({*map(party, named)} - {""}) > 1
    return NoParty("several", cell) if several else None


def names_in(cell: str) -> list[str]:
    """Return the names in a cell with semicolons between them, as our own CSV has them.

    >>> names_in("Peru; France"), names_in(" Peru"), names_in("")
    (['Peru', 'France'], ['Peru'], [''])
    """
    return [*filter(None, map(str.strip, cell.split(_SEMICOLON)))] or [""]


def have_more(column: str, cells: Iterable[str], are_alike: bool) -> bool:
    """Return whether a cell of a column has several names, of cells that are `alike` all as many.

    Raises QuestionError where such cells have several each, and not as many.

    >>> cells = ["Peru; France", "Peru"]
    >>> have_more("who", cells, False), have_more("who", cells, True)
    (True, False)
    """
    counts = sorted({len(names_in(cell)) for cell in cells if cell.strip()})
    if are_alike and len(counts) > 1 and counts[0] > 1:
        message = f'rows have {listed(map(str, counts), "or")} parties in "{plain(column)}"'
        raise QuestionError(message, _AS_MANY)
    return bool(counts) and counts[-1] > 1 and not (are_alike and len(counts) > 1)


def check_count(column: str, cells: Iterable[str]) -> None:
    """Raise QuestionError where a cell names more parties than a claim may, before any is read."""
    most = max((len({*names_in(cell)}) for cell in cells), default=0)
    if most > MOST_NAMED:
        message = f'a cell of "{plain(column)}" names {most:,} parties'
        raise QuestionError(message, FEWER_NAMED)


def people_in(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the names of the people in a cell.

    A semicolon, a bar or a break parts names; what else may, only where one of them is known.

    >>> people_in("Roe, Jo; Ada Roe and Bo Roe", lambda it: it == "Bo Roe")
    ['Roe, Jo', 'Ada Roe', 'Bo Roe']
    """
    results = list[str]()
    for one in filter(None, map(str.strip, re.split(r"[;|\n]", cell))):
        parts = [one] if is_known(one) else [part for part in _BETWEEN.split(one) if part]
        results += parts if any(map(is_known, parts)) else [one]
    return results


def several_codes(list_: str, cell: str) -> NoParty | None:
    """Return why a cell is left out if two or more of its parts are codes of a list; else None.

    >>> several_codes("gw", "2; 20"), several_codes("iso2", "US-CA"), several_codes("iso2", "EA")
    (NoParty(kind='several', text='2; 20'), None, None)
    """

    def party(code: str) -> str:
        return next(iter(code_lists.resolve(list_, code)), "")

    return several_in(cell, party)


def several_notes(given: Mapping[str, Any], reasons: Iterable[AnyReason]) -> Iterator[str]:
    """Yield the note on what to do with cells of several parties, if rows are left out for some."""
    several = texts_of("several", reasons)
    if not several:
        return
    if (
        given["claim"] == "figure"
        and "parties" in given
        and any(_SEMICOLON in it for it in several)
    ):
        yield _AS_MANY
        return
    row, divided = "one row for each of them", "semicolons between them"
    if given["claim"] == "figure":
        columns = f"a column for each, and {map_option('parties={c1}, {c2}')}"
        between = f"{divided if 'parties' in given else columns}, if the numbers are between them"
        what = f"{divided}, if all of them said it; else {between}" if _is_said(given) else between
    elif "parties" in given or _is_said(given):
        what = f"{row}, or {divided}{'' if 'parties' in given else ', if all of them said it'}"
    else:
        what = row
    yield f"where a cell has several parties, write {what}"


def _is_said(given: Mapping[str, Any]) -> bool:
    """Return whether a column has who says what is claimed."""
    return "{" in str(given.get("claimant", ""))
