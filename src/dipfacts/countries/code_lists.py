"""Codes of the lists that statistics use, dated where they change: codes.tsv beside this module.

The table holds a code a line: the list, the code, the party (its code of ISO 3166, or its id where
it has none), and the period in which it means that party; nothing where it always does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

from dipfacts.countries import country_names, lifetimes, tables
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.period import Period
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.record import Record
from dipfacts.text import bare_cell, nearest, quoted_list

if TYPE_CHECKING:
    from dipfacts.remedy import AnyRemedy

_NEAR = 2  # codes that are suggested

PARTS = {
    ("gec", "GZ"): ("PS", "the Gaza Strip"),
    ("gec", "WE"): ("PS", "the West Bank"),
    ("gec", "JN"): ("SJ", "Jan Mayen"),
    ("gec", "SV"): ("SJ", "Svalbard"),
}
"""Codes of parts of a party, each with the party and the name of the part: no code of the whole."""

OpenDays = tuple[int | None, int | None]  # ordinals: the first day, and the one after the last


class Meaning(Record, frozen=True):
    """The meaning of a code: a party, from which day, and before which."""

    party: str
    begin: int | None = None
    end: int | None = None


@cache
def codes_of(list_: str) -> dict[str, tuple[Meaning, ...]]:
    """Return all codes of a list with what they mean; one look-up in it costs next to nothing."""
    results: dict[str, tuple[Meaning, ...]] = {}
    for of, code, party, when in tables.rows("codes.tsv"):
        if of == list_:
            period = Period.parse(when) if when else None
            meaning = Meaning(party, *((period.start_day, period.end_day) if period else ()))
            results[code] = (*results.get(code, ()), meaning)
    return results


def resolve(list_: str, code: str, days: OpenDays = (None, None)) -> list[str]:
    """Return the parties that a code of a list means in these days; none for an unknown code.

    A party is given as in the table: by its code of ISO 3166, or by its id.

    >>> resolve("cow", "373"), resolve("m49", "031"), resolve("cow", "345"), resolve("gw", "9999")
    (['AZ'], ['AZ'], ['RS', 'YU', 'CSXX'], [])
    >>> resolve("cow", "365", (719163, 719528))  # 1970
    ['SU']

    Of several, those are meant that existed then: CS was reserved for Czechoslovakia until 2003.

    >>> resolve("iso2", "CS", (731216, 731581))  # 2003
    ['CSXX']
    """
    meanings = codes_of(list_).get(code) or codes_of(list_).get(spelled(code), ())
    every = dict.fromkeys(it.party for it in meanings if _meet((it.begin, it.end), days))
    living = [it for it in every if len(every) > 1 and _meet(_lifetime(it), days)]
    return living or [*every]


def _meet(span: OpenDays, days: OpenDays) -> bool:
    """Return whether two spans have a day in common; without its day an end is open."""
    pairs = ((span[0], days[1]), (days[0], span[1]))
    return all(begin is None or end is None or begin < end for begin, end in pairs)


def _lifetime(party: str) -> OpenDays:
    """Return the days of a state that was; of any other party none."""
    period = lifetimes.lifetime(party)
    span = Period.parse(period) if period else None
    return (span.start_day, span.end_day) if span else (None, None)


def of_iso(code: str) -> list[str]:
    """Return a code with the prefixes of the lists of ISO 3166 that have it.

    >>> of_iso("rom"), of_iso("810"), of_iso("ZZ"), of_iso("31")
    (['iso3:ROM'], ['m49:810'], [], [])
    """
    results = code.strip().upper()
    is_short = results.isdigit() and len(results) < 3  # as a number of something else
    lists = ("iso2", "iso3", "m49") if not is_short else ()
    return [f"{it}:{results}" for it in lists if resolve(it, results)]


def is_dated(list_: str, code: str) -> bool:
    """Return whether a code of a list means several parties, each in its time.

    >>> is_dated("iso2", "CS"), is_dated("iso3", "CSK")
    (True, False)
    """
    return len(resolve(list_, code)) > 1


def resolve_in(list_: str, code: str, period: str) -> list[str]:
    """Return the parties that a code means in a period, or ever where that is blank.

    Of a period with one unknown end it is the party at the other end.

    >>> resolve_in("cow", "365", "1990/"), resolve_in("cow", "365", "1990/..")
    (['SU'], ['SU', 'RU'])
    """
    results = resolve(list_, code)
    if len(results) < 2 or not period:
        return results
    return resolve(list_, code, days_of(period))


@cache
def are_one(list_: str, one: str, other: str) -> bool:
    """Return whether two codes of a list are those of one party, whatever the period.

    >>> are_one("iso2", "FR", "FX"), are_one("iso2", "FR", "DE"), are_one("iso2", "XX", "XX")
    (True, False, False)
    """
    results = resolve(list_, one)
    return len(results) == 1 and resolve(list_, other) == results


def days_of(period: str) -> OpenDays:
    """Return the days of a period; of one with an unknown end those of the other end."""
    span = Period.parse(bare_cell(period))
    if period.startswith("/") or period.endswith("/"):
        span = next(filter(None, span.ends), span)
    return span.start_day, span.end_day


def spelled(code: str) -> str:
    """Return a code as the table has it: in capitals, a number without zeros around it.

    >>> spelled("031"), spelled("276.0"), spelled("0.0"), spelled("aze")
    ('31', '276', '0', 'AZE')
    """
    code = bare_cell(code)
    return (code.lstrip("0") or "0") if code.isdigit() else code.upper()


def codes_of_party(party: Party) -> dict[str, list[str]]:
    """Return the codes that a party has, or had, in each list, as that writes them."""
    return _by_party().get(country_names.code_of(party) or "", {})


@cache
def _by_party() -> dict[str, dict[str, list[str]]]:
    results: dict[str, dict[str, list[str]]] = {}
    for list_ in CODE_LISTS:
        for code, meanings in codes_of(list_).items():
            padded = code.zfill(3) if list_ == "m49" else code
            for party in dict.fromkeys(meaning.party for meaning in meanings):
                results.setdefault(party, {}).setdefault(list_, []).append(padded)
    return results


def unknown_code(list_: str, code: str) -> tuple[str, AnyRemedy]:
    """Return the message and the hint for a code that a list does not have.

    The lists that have the code come before what is near it: WLD is no misspelt NLD.
    """
    if part := PARTS.get((list_, spelled(code))):
        from dipfacts.model.display import with_article  # lazy: only for a slip

        party, name = part
        hint = f"take {country_names.id_of(party)}; in a claim say which part, with scope"
        whole = with_article(country_names.title(party))
        return f"{list_}:{spelled(code)} is {name}, a part of {whole}", hint
    message = f"{list_} has no code {quoted_list([code])}"
    others = [it for it in CODE_LISTS if it != list_ and resolve(it, code)][:_NEAR]
    known = [*codes_of(list_)]
    if others and not all(it.isdigit() for it in (code, *known)):  # numbers are in many lists
        listed = " and ".join(f"{it}:{spelled(code)} ({_title(it, code)})" for it in others)
        have = "other lists have" if len(others) > 1 else "another list has"
        return message, f"{have} it: {listed}"
    near = nearest(code, known)[:_NEAR] or _near_codes(code, known)
    if list_ == "wd":  # whose numbers are nothing to each other
        near = [it for it in near if it.removeprefix("Q") == code]
    near_codes = [f"{list_}:{it} ({_title(list_, it)})" for it in near]
    hint = f"the nearest {'are' if len(near_codes) > 1 else 'is'} {' and '.join(near_codes)}"
    if near_codes:
        return message, hint
    from dipfacts.remedy import Lists, Remedy  # lazy: only for a slip

    return message, Remedy.of(Lists("parties", "the codes of each party", "--codes"))


def _title(list_: str, code: str) -> str:
    return ", ".join(map(country_names.title, resolve(list_, code)))


def _near_codes(code: str, known: list[str]) -> list[str]:
    """Return the next numbers, or the codes that begin as this one does."""
    if code.isdigit() and len(code) < 8:
        numbers = [it for it in known if it.isdigit()]
        return sorted(numbers, key=lambda it: (abs(int(code) - int(it)), it))[:_NEAR]
    begins = code.upper()[:-1]
    return sorted(it for it in known if len(begins) > 1 and it.startswith(begins))[:_NEAR]


def list_of(codes: Iterable[str]) -> str:
    """Return the list of codes that most of these codes are in, or nothing.

    >>> list_of(["USA", "DEU", "OWID_WRL"]), list_of(["US", "DE"]), list_of(["842", "276"])
    ('iso3', 'iso2', 'm49')
    """
    results = {code.strip() for code in codes if code.strip()}
    return next((it for it in ("iso3", "iso2", "m49", "wd") if _has_most(it, results)), "")


def lists_of(codes: Iterable[str], head: str = "") -> list[str]:
    """Return all lists that most of these codes are in, first what knows most of them.

    That is the one alone that the head of their column names, if none knows more; and of letters,
    which are much alike, ISO's.

    >>> lists_of(["USA", "DEU"]), lists_of(["2", "365"]), lists_of(["Germany", "France"])
    (['iso3'], ['cow', 'gw'], [])
    >>> lists_of(["2", "365"], "gwno_a"), lists_of(["2", "340"]), lists_of(["2", "955"], "gwno")
    (['gw'], ['gw', 'm49', 'cow'], ['cow', 'gw'])
    """
    results = {code.strip() for code in codes if code.strip()}
    known = {it: knows(it, results) for it in CODE_LISTS}
    most = [it for it in CODE_LISTS if _is_most(known[it], results)]
    most.sort(key=lambda it: -known[it])
    named = named_in(head)
    if named in most and known[named] == known[most[0]]:
        return [named]
    if (iso := list_of(results)) in ("iso3", "iso2"):
        return [iso]
    return most


def knows(list_: str, codes: Collection[str]) -> int:
    """Return the number of these codes that a list has."""
    return sum(bool(resolve(list_, code)) for code in codes if fits(list_, code))


def _has_most(list_: str, codes: Collection[str]) -> bool:
    return _is_most(knows(list_, codes), codes)


def _is_most(known: int, codes: Collection[str]) -> bool:
    return known > 0 and 2 * known >= len(codes)


_NAMED = {
    "cow": re.compile("(?:ccode)?cow(?:codes?|id|num|no?)?|correlates"),
    "gw": re.compile("gw(?:codes?|id|num|no?)?(?:[ab]|loc)?|gleditsch"),
    "imf": re.compile("(?:imf|ifs)(?:codes?|id|num|no)?"),
    "gec": re.compile("fips|gec"),
}
"""Words of heads that name a list of which codes are easily taken for those of another."""
_M49 = re.compile("m[ _-]?49|iso.?(?:3166.*)?num|iso_?n3|iso3n")


def named_in(head: str) -> str:
    """Return the list of codes that the head of a column names; nothing for none, or several.

    `ccode` is none: it heads COW's codes in its own files, and ISO's numbers in those of QoG.

    >>> [*map(named_in, ("country_code_gw", "gwnoA", "gwnob_2nd", "COWcode1", "ccodecow"))]
    ['gw', 'gw', 'gw', 'cow', 'cow']
    >>> [*map(named_in, ("IFS code", "M49 Code", "iso_num", "FIPS", "ccode", "Cowes", "gw or cow"))]
    ['imf', 'm49', 'm49', 'gec', '', '', '']
    """
    words = re.findall("[a-z]+", re.sub("(?<=[a-z])(?=[A-Z])", " ", head).lower())
    named = {of for of, pattern in _NAMED.items() if any(map(pattern.fullmatch, words))}
    named |= {"m49"} if _M49.search(head.lower()) else set()
    return named.pop() if len(named) == 1 else ""


def fits(list_: str, code: str) -> bool:
    """Return whether a code has the form of a list's codes."""
    length = {"iso3": 3, "iso2": 2}.get(list_)
    return len(code) == length and code.isalpha() if length else True


def rivals(list_: str, codes: Iterable[str]) -> list[str]:
    """Return the other lists that codes may be of, as these know as many; of letters, more.

    >>> rivals("m49", ["20", "40", "100"]), rivals("m49", ["112", "156"])
    (['cow'], ['imf'])
    >>> rivals("iso2", ["GM", "SP"]), rivals("iso2", ["GM", "CH"]), rivals("m49", ["276", "156"])
    (['gec'], [], [])
    >>> rivals("m49", ["20", "340"])
    ['gw']
    """
    each = {code.strip() for code in codes} - {""}
    others = {"m49": ("cow", "imf", "gw"), "iso2": ("gec",)}.get(list_, ())
    least = knows(list_, each) + (list_ == "iso2")
    results = [it for it in others if knows(it, each) >= least]
    results.sort(key=lambda it: -knows(it, each))
    return without_twin(results) if each else []


def without_twin(lists: Iterable[str]) -> list[str]:
    """Return lists of codes with one alone of COW's and Gleditsch and Ward's: the first.

    They differ in few codes.
    """
    results = list(lists)
    twins = [it for it in results if it in ("cow", "gw")]
    return [it for it in results if it not in twins[1:]]
