"""Areas of SDMX: the lists of their codes; countries, the world as a partner, groups, others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dipfacts.countries import code_lists, country_names
from dipfacts.countries.aggregates import role_of_name
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import NO_COUNTRY, code_problem, means_another
from dipfacts.importing.derive import LeftOutError
from dipfacts.importing.name_meanings import (
    code_of_name,
    country_in,
    meanings,
    not_one,
    only_meaning,
)
from dipfacts.importing.reasons import AnyReason
from dipfacts.model.file_format.tables import WORLD
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.text import listed, plain

_NOT_ISO = {
    "iso2": {"EL": "GR", "UK": "GB", "XS": "RS"},  # of Eurostat
    "iso3": {"WBG": "PSE"},  # of the IMF
}
NAMES = "names"
"""In place of a list: the labels beside codes of an unknown list."""

_WORLD = {"W0", "W00", "W", "WLD", "WORLD", "1W", "G001", "5J", "0", "1", "001"}
_NO_PARTNER = {*_WORLD, "_T", "_Z"}  # all partners, and a partner that does not apply
_IN_PART = {"W1", "WRL_REST", "WXD", "W2"}  # the rest of the world, and the country itself
_REST = re.compile(
    r"(?:(?:the )?rest of (?:the )?world|rest der welt|übrige welt|reste du monde"
    r"|resto del (?:mundo|mondo)|resto do mundo)(?: \(.*\))?",
    re.I,
)
"""The names of the rest of the world beside its codes."""
_OTHERS = {"_T": "total", "_Z": "not applicable", "_X": "not specified", "_U": "unknown",
           "_N": "not allocated", "_O": "others"}  # fmt: skip
_GROUP = re.compile(r"(EU|EA|EFTA|OECD|ASEAN|BRICS|(?:EXT|INT)_)\w*|(?=.*[0-9])\w*[A-Z]\w*")
_SINCE = re.compile(r" [-–(]")  # before what a name says of its members: "(from 2020)"
_OF_CONFLICTS = ("cow", "gw")  # lists of data sets that are no statistics, and not SDMX

Pair = tuple[str, str]
"""A code of an area and its label, "" where there is none."""


def area_list(cells: Iterable[str]) -> str:
    """Return the list of codes of a column; of codes alone, groups among them do not count.

    >>> area_list(["EL", "EU27_2020", "EA20"]), area_list(["Greece", "Euro area"])
    ('iso2', '')
    """
    codes = {it for it in cells if it}
    if not all(map(_is_code, codes)):
        return code_lists.list_of(codes)
    if any(len(it) > 3 and code_of_name(it) for it in codes):  # names in capital letters
        return code_lists.list_of(codes)
    known = {list_: sum(bool(_resolved(list_, it)) for it in codes) for list_ in ("iso3", "iso2")}
    best = max(known, key=lambda it: known[it])
    return best if known[best] else code_lists.list_of(codes)


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
    """Return the numbers of labels that say the same as their code in a list, and otherwise."""
    results = [unlike(list_, *pair) for pair in pairs if _resolved(list_, pair[0])]
    return results.count(""), len(results) - results.count("")


@cache
def unlike(list_: str, code: str, label: str) -> str:
    """Return the title of the party of a code, if its label names another; else nothing.

    >>> unlike("iso2", "GM", "Germany"), unlike("iso2", "EL", "Greece"), unlike("iso2", "DE", "")
    ('Gambia', '', '')
    """
    parties = _resolved(list_, code)
    is_other = parties and only_meaning(label) not in ("", *parties)
    return country_names.title(parties[0]) if is_other else ""


def _resolved(list_: str, code: str) -> list[str]:
    """Return the parties of a code of a list at any time; nobody where it is of none."""
    code = as_iso(list_, code)
    return code_lists.resolve(list_, code) if list_ and code_lists.fits(list_, code) else []


def as_iso(list_: str, code: str) -> str:
    """Return a code of ISO in place of one that others write instead; any other as it is."""
    return _NOT_ISO.get(list_, {}).get(code, code)


def country(code: str, label: str, list_: str, period: str) -> str:
    """Return a country as a claim names it. Raises LeftOutError for a group or an unknown.

    >>> country("WBG", "", "iso3", "2020"), country("EL", "", "iso2", "2020")
    ('iso3:PSE', 'iso2:GR')
    >>> country("CS", "Czechoslovakia", "iso2", "2005")  # when CS was Serbia and Montenegro
    'iso3:CSK'
    """
    named = meanings(label)
    if list_ == NAMES or (len(named) == 1 and means_another(list_, code, period, named[0])):
        code, list_ = label or code, ""
    if not list_:
        if (result := country_in(code, period)) and not code.isdigit():
            return result
        raise LeftOutError(_no_country(code, label) if _is_code(code) else _no_name(code))
    code = as_iso(list_, code)
    if why := code_problem(list_, code, period):
        raise LeftOutError(_no_country(code, label) if why == NO_COUNTRY else why)
    return f"{list_}:{code}"


def _is_code(cell: str) -> bool:
    return cell.isupper() and cell.isascii() and " " not in cell


def _no_name(name: str) -> AnyReason:
    """Return the meaning of a name that is no country's.

    >>> _no_name("Euro area – 20 countries (from 2023)"), str(_no_name("Frence"))
    ('Euro area – 20 countries (from 2023)', 'Frence, unknown')
    """
    return name if role_of_name(_SINCE.split(name)[0]) else not_one(name)


def _no_country(code: str, label: str) -> str:
    """Return the meaning of a code that is no country's.

    >>> _no_country("EA20", "Euro area"), _no_country("I9", ""), _no_country("W0", "")
    ('group EA20 (Euro area)', 'group I9', 'World')
    >>> _no_country("ZZ", ""), _no_country("_X", ""), _no_country("", "")
    ('no country (ZZ)', 'no country (_X, not specified)', 'no country')
    """
    if code in _WORLD:
        return "World"
    if _GROUP.fullmatch(code) or role_of_name(label):
        return f"group {code} ({label})" if label not in ("", code) else f"group {code}"
    named = ", ".join(filter(None, (code, label or _OTHERS.get(code, ""))))
    return f"{NO_COUNTRY} ({named})" if named else NO_COUNTRY


@cache
def total_of(code: str, label: str) -> str | None:
    """Return the group that a figure is the total of if its partner is no area: "" for all.

    >>> [total_of(it, "") for it in ("W0", "_Z", "W2", "World", "US", "EU27_2020")]
    ['', '', 'W2', '', None, None]
    >>> total_of("WXD", ""), total_of("5Z", "Rest of the world"), total_of("Rest of world", "")
    ('WXD', '5Z', 'Rest of world')
    """
    if code in _IN_PART or _REST.fullmatch(label or code):
        return code
    is_all = code in _NO_PARTNER or WORLD in map(role_of_name, (code, label))
    return "" if is_all else None
