"""The codes of countries in a file: of which list they are, and whom they mean in a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dipfacts.countries import bodies, code_lists, country_names, lifetimes
from dipfacts.model.periods.period import Period, PeriodError
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.text import bare_cell, listed

NO_COUNTRY = "no country"
SHORTEST_NAME = 4
"""Letters of a name; what is shorter may be a code, or mean nobody."""
_EVERYDAY = {"USA", "UAE"}  # of three letters, and yet names
_NAMED = 4  # of so many cells one is a name in a column of names


def list_of_column(cells: Iterable[str]) -> str:
    """Return the list of codes of a column, or nothing: NA is Namibia only beside other codes.

    Nor do USA and UAE make one, or codes of two letters where a quarter of the cells are names.

    >>> list_of_column(["NA", "250"]), list_of_column(["NA", "DE"]), list_of_column(["NA"])
    ('m49', 'iso2', '')
    >>> list_of_column(["US", "UK", "Germany"]), list_of_column(["US", "GB", "World"])
    ('', 'iso2')
    >>> [*map(list_of_column, (["USA", "China"], ["USA", "UK"], ["USA", "CHN"], ["USA"]))]
    ['', '', 'iso3', 'iso3']
    """
    texts = {cell.strip() for cell in cells} - {"NA"}
    if texts == {"USA"}:
        return "iso3"
    list_ = code_lists.list_of(texts - _EVERYDAY)
    if list_ == "iso2" and _NAMED * sum(map(_names_a_country, texts)) >= len(texts):
        return ""
    return list_


def _names_a_country(text: str) -> bool:
    """Return whether a text is a name of countries, and no code: US and EU stand among names."""
    if len(text) < SHORTEST_NAME:
        return text in _EVERYDAY
    from dipfacts.countries import wording  # lazy: few columns hold both

    return any(code.isupper() for code in wording.known_as(text))


@cache
def code_problem(list_: str, code: str, period: str) -> str:
    """Return why a code names no country in a period that can be read; else nothing.

    >>> code_problem("cow", "373", "2010"), code_problem("m49", "0", "2010")
    ('', 'no country')
    >>> code_problem("cow", "365", "1991")
    'cow:365 in 1991 may be Soviet Union or Russia'
    """
    code, period = bare_cell(code), bare_cell(period)
    results = code_lists.resolve_in(list_, code, period)
    if len(results) < 2:
        return "" if any(map(is_country, results)) else NO_COUNTRY
    names = listed((country_names.title(code) for code in results), "or")
    return f"{list_}:{code} in {period} may be {names}"


@cache
def period_problem(period: str) -> PeriodError | None:
    """Return the error of a period that cannot be read; None where it can, or there is none."""
    try:
        Period.parse(bare_cell(period) or "2000")
    except PeriodError as error:
        return error.with_traceback(None)  # it is kept, and the frames need not be
    return None


def readable(period: str) -> str:
    """Return a period that can be read; nothing in place of any other.

    >>> readable("1985"), readable("soon")
    ('1985', '')
    """
    return "" if period_problem(period) else period


def begins_before_1(period: str) -> bool:
    """Return whether a period begins before the year 1, however its days are written.

    >>> [it for it in ("-44", "0", "0000-01-01/0001", "0045", "2020") if begins_before_1(it)]
    ['-44', '0', '0000-01-01/0001']
    """
    return re.match(r"\[?(?:-[0-9]|0{1,4}(?![0-9]))", period) is not None


@cache
def outside_lifetime(party: str, period: str, lasts: bool = False) -> bool:
    """Return whether a period is outside the lifetime of a state; what lasts must be all inside.

    >>> [outside_lifetime("wb:BDI", it) for it in ("1960", "1990")]
    [True, False]
    """
    span = Period.parse(period)
    codes = party_codes(party, period)
    lives = [Period.parse(text) for code in codes for text in lifetimes.existed(code)]
    parts = [span, *(it for it in span.ends if it)] if lasts and span.is_interval else [span]
    return bool(lives) and not all(any(it.overlaps(part) for it in lives) for part in parts)


@cache
def ended_before(party: str, period: str) -> str:
    """Return the name of the state that a party is, if it was no more when a period began.

    >>> ended_before("m49:278", "2000"), ended_before("m49:278", "1990"), ended_before("DE", "2000")
    ('East Germany', '', '')
    """
    began = Period.parse(period).start_day
    for code in party_codes(party, period):
        lasted = lifetimes.lifetime(code)
        ended = lasted and Period.parse(lasted).end_day
        if began and ended and ended < began:
            return country_names.title(code)
    return ""


def party_codes(party: str, period: str) -> list[str]:
    """Return the codes or ids that a party of a claim may be, which names one or a list's code."""
    list_, _, code = party.partition(":")
    return code_lists.resolve_in(list_, code, period) if list_ in CODE_LISTS else [party]


def is_country(code: str) -> bool:
    """Return whether a known party is a country or territory: no bloc, no sum over several."""
    return bodies.party_kinds().get(code, "country") in ("country", "territory")


@cache
def means_another(list_: str, code: str, period: str, named: str) -> bool:
    """Return whether a code that ever meant the state `named` means another in a period.

    A state and its successor are one for the lists that give both a code.

    >>> [means_another("iso2", "CS", it, "CS") for it in ("1985", "2005")]
    [False, True]
    >>> means_another("cow", "365", "1985", "RU"), means_another("iso2", "DE", "1985", "FR")
    (False, False)
    """
    results = code_lists.resolve_in(list_, code, readable(period))
    if len(results) != 1 or named in results or named not in code_lists.resolve(list_, code):
        return False
    one = results[0]
    return named not in lifetimes.successors(one) and one not in lifetimes.successors(named)
