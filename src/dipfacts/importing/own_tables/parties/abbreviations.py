"""Columns of abbreviations that are no codes of ISO, as COW, Polity and sports bodies have them.

They are of no list that is known here, and some are the codes of other states by ISO: AUS is
Austria in COW's, SWZ Switzerland.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dipfacts.countries import code_lists
from dipfacts.importing.inputs import Rows

_HEADS = re.compile("abb|(?:^|[^a-z])(?:scode|ioc|noc|fifa)(?![a-z])")
_CODE = re.compile("[A-Z]{3}")
_PART = 4  # of so many codes one that ISO does not have tells that none is ISO's


def are_abbreviations(head: str, cells: Collection[str]) -> bool:
    """Return whether the cells of a column are abbreviations, by its head and by what ISO has not.

    >>> are_abbreviations("stateabb", {"USA", "AUS", "UKG", "FRN"})
    True
    >>> are_abbreviations("abb", {"USA", "AUS", "GBR"}), are_abbreviations("code", {"UKG", "FRN"})
    (False, False)
    """
    is_named = code_lists.named_in(head) in ("cow", "gw")
    codes = [it for it in cells if _CODE.fullmatch(it)]
    if not (is_named or _HEADS.search(head.lower())) or 2 * len(codes) <= len(cells):
        return False
    unknown = sum(not code_lists.resolve("iso3", it) for it in codes)
    return unknown > 0 and (is_named or _PART * unknown >= len(codes))


def list_beside(head: str, rows: Rows) -> tuple[str, str] | None:
    """Return a column of codes all of which a list knows, and the list; None where none is.

    Of several it is the one whose head is most alike at its ends: gwno_a beside gwabb_a.
    """
    candidates = []
    for other in rows[0] if rows else ():
        cells = {text for row in rows if (text := row[other].strip())}
        if (
            other == head
            or not cells
            or not (code_lists.named_in(other) or "code" in other.lower())
        ):
            continue
        list_, *_ = *code_lists.lists_of(cells, other), ""
        if list_ and code_lists.knows(list_, cells) == len(cells):
            candidates.append((other, list_))
    return max(candidates, key=lambda it: _letters_in_common(it[0], head), default=None)


def _letters_in_common(one: str, other: str) -> int:
    """Return the number of letters that two heads have in common at their ends."""
    results = 0
    for step in (1, -1):
        for here, there in zip(one[::step], other[::step], strict=False):
            if here != there:
                break
            results += 1
    return results
