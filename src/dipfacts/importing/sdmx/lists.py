"""The lists that codes of areas in SDMX are of, which the labels beside them confirm or not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dipfacts import countries
from dipfacts.countries import code_lists
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import only_meaning
from dipfacts.importing.sdmx.areas import NAMES, area_list, as_iso, total_of
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.text import listed, plain

_OF_CONFLICTS = ("cow", "gw")  # lists of data sets that are no statistics, and not SDMX

Pair = tuple[str, str]
"""A code of an area and its label, "" where there is none."""


def list_of_areas(head: str, cells: Iterable[Pair]) -> str:
    """Return the list of codes of a column, or NAMES where only the labels say whom it means.

    Raises QuestionError for codes without labels that are as well of another list.

    >>> list_of_areas("geo", [("SZ", "Switzerland"), ("UP", "Ukraine")])
    'gec'
    >>> list_of_areas("geo", [("4", "France"), ("8", "Norway")]) == NAMES
    True
    """
    pairs = [*dict.fromkeys(pair for pair in cells if total_of(*pair) is None)]
    codes = [code for code, _ in pairs]
    list_ = area_list(codes)
    named = [pair for pair in pairs if only_meaning(pair[1])]
    if not named:
        _refuse_several(head, list_, codes)
        return list_
    alike, others = _votes(list_, named)
    best = max(CODE_LISTS, key=lambda it: _votes(it, named)[0])
    most, none = _votes(best, named)
    if (others or not list_) and most > alike and not none and 2 * most >= len(named):
        return best
    return list_ if list_ and alike >= others else NAMES


def _refuse_several(head: str, list_: str, codes: Iterable[str]) -> None:
    """Raise QuestionError for codes that are as well of another list that offices use."""
    each = code_lists.rivals(list_, [as_iso(list_, code) for code in codes])
    if others := [it for it in each if it not in _OF_CONFLICTS]:
        message = f'the codes in "{plain(head)}" may be of {listed([list_, *others], "or")}'
        raise QuestionError(message, "download the file with labels: these say which")


def _votes(list_: str, pairs: Iterable[Pair]) -> tuple[int, int]:
    """Return how many labels say the same as their code in a list, and how many say otherwise."""
    results = [unlike(list_, *pair) for pair in pairs if _resolved(list_, pair[0])]
    return results.count(""), len(results) - results.count("")


@cache
def unlike(list_: str, code: str, label: str) -> str:
    """Return whom a code of a list means, if its label names another; else nothing.

    >>> unlike("iso2", "GM", "Germany"), unlike("iso2", "EL", "Greece"), unlike("iso2", "DE", "")
    ('Gambia', '', '')
    """
    parties = _resolved(list_, code)
    is_other = parties and only_meaning(label) not in ("", *parties)
    return countries.title(parties[0]) if is_other else ""


def _resolved(list_: str, code: str) -> list[str]:
    code = as_iso(list_, code)
    return code_lists.resolve(list_, code) if list_ and code_lists.fits(list_, code) else []
