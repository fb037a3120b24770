"""The codes of a file that are countries, and those to leave out: groups, and codes of two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from dipfacts import countries
from dipfacts.countries import code_lists, dated_names, wording
from dipfacts.countries.aggregates import role_of_name
from dipfacts.importing.reasons import AnyReason, NoParty, is_like_number
from dipfacts.importing.several_parties import several_codes
from dipfacts.model.periods.period import Period, PeriodError
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.read.rows.table_templates import as_dates, joined
from dipfacts.read.table.table_rules import PLACE
from dipfacts.text import listed, name_key, whole_numbers

_BEFORE_1 = re.compile(r"-[0-9]+(?:-[0-9]{2}){0,2}|0{1,4}")
NO_COUNTRY, ITSELF = "no country", "a country with itself"
SHORTEST_NAME = 4
"""Letters of a name; what is shorter may be a code, or mean nobody."""
_CONTINENT = {"america", "amerika", "америка", "αμερικη"}
"""Names of the United States that in a data set are those of a continent, as they are compared."""
_ALSO = {"cei": ["central-european-initiative", "commonwealth-of-independent-states"]}
"""The bodies of an acronym in French, Spanish and Italian, and that in English."""
CALLED = {"0": "World", "W00": "World", "WLD": "World", "OWID_WRL": "World", "G001": "World"}
"""Names that codes of the whole world have."""


@cache
def code_problem(list_: str, code: str, period: str) -> str:
    """Return why a code names no country in a period that can be read; else nothing.

    >>> code_problem("cow", "373", "2010"), code_problem("m49", "0", "2010")
    ('', 'no country')
    >>> code_problem("cow", "365", "1991")
    'cow:365 in 1991 may be Soviet Union or Russia'
    """
    code, period = whole_numbers(code), whole_numbers(period)
    results = code_lists.resolve_in(list_, code, period)
    if len(results) < 2:
        return "" if any(map(is_country, results)) else NO_COUNTRY
    names = listed((countries.title(code) for code in results), "or")
    return f"{list_}:{code} in {period} may be {names}"


@cache
def period_problem(period: str) -> PeriodError | None:
    """Return the error of a period that cannot be read; None where it can, or there is none."""
    try:
        Period.parse(whole_numbers(period) or "2000")
    except PeriodError as error:
        return error.with_traceback(None)  # it is kept, and the frames need not be
    return None


@cache
def outside_lifetime(party: str, period: str, lasts: bool = False) -> bool:
    """Return whether a period is outside the lifetime of a state; what lasts must be all inside.

    >>> [outside_lifetime("wb:BDI", it) for it in ("1960", "1990")]
    [True, False]
    """
    span = Period.parse(period)
    codes = party_codes(party, period)
    lives = [Period.parse(text) for code in codes for text in countries.existed(code)]
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
        lasted = countries.lifetime(code)
        ended = lasted and Period.parse(lasted).end_day
        if began and ended and ended < began:
            return countries.title(code)
    return ""


def party_codes(party: str, period: str) -> list[str]:
    """Return the codes or ids that a party of a claim may be, which names one or a list's code."""
    list_, _, code = party.partition(":")
    return code_lists.resolve_in(list_, code, period) if list_ in CODE_LISTS else [party]


def begins_before_1(period: str) -> bool:
    """Return whether a period begins before the year 1, however its days are written.

    >>> [it for it in ("-44", "0", "0000-01-01/0001", "0045", "2020") if begins_before_1(it)]
    ['-44', '0', '0000-01-01/0001']
    """
    return re.match(r"\[?(?:-[0-9]|0{1,4}(?![0-9]))", period) is not None


def is_country(code: str) -> bool:
    """Return whether a known party is a country or territory: no bloc, no sum over several."""
    return countries.party_kinds().get(code, "country") in ("country", "territory")


@cache
def country_of_name(name: str) -> str:
    """Return the country or former state that a name means, as a claim names it.

    >>> [*map(country_of_name, ("Kosovo", "Yemen Arab Republic", "Africa", "Euro area"))]
    ['iso3:XKX', 'north-yemen', '', '']
    """
    results = [it for it in _meant(name) if is_country(it)]
    if len(results) != 1:
        return ""
    by_party = {
        parties[0].party: f"iso3:{code}"
        for code, parties in code_lists.codes_of("iso3").items()
        if len(parties) == 1
    }
    return by_party.get(results[0]) or countries.id_of(results[0])


@cache
def country_in(name: str, period: str) -> str:
    """Return the country or former state that a name means, as a claim of a period names it.

    A code of two letters is no name of a state in a time in which it means another; one that has
    no code is named in its lifetime alone, as a part of a country may be called the same.

    >>> [country_in("Czechoslovakia", it) for it in ("1985", "2005")]
    ['iso2:CS', 'iso3:CSK']
    >>> [country_in("Bavaria", it) for it in ("1850", "2005")], country_in("Euro area", "2005")
    (['bavaria', ''], '')
    """
    then = dated_names.holders_in(name, "" if period_problem(period) else period)
    code = then[0] if len(then) == 1 else code_of_name(name)
    if code and code_lists.resolve_in("iso2", code, period) == [code]:
        return f"iso2:{code}"
    party = country_of_name(name)
    return party if ":" in party or not (party and outside_lifetime(party, period)) else ""


@cache
def means_another(list_: str, code: str, period: str, named: str) -> bool:
    """Return whether a code that ever meant the state `named` means another in a period.

    A state and its successor are one for the lists that give both a code.

    >>> [means_another("iso2", "CS", it, "CS") for it in ("1985", "2005")]
    [False, True]
    >>> means_another("cow", "365", "1985", "RU"), means_another("iso2", "DE", "1985", "FR")
    (False, False)
    """
    results = code_lists.resolve_in(list_, code, "" if period_problem(period) else period)
    if len(results) != 1 or named in results or named not in code_lists.resolve(list_, code):
        return False
    one = results[0]
    return named not in countries.successors(one) and one not in countries.successors(named)


def words_of_code(code: str, name: AnyReason) -> AnyReason:
    """Return as what a code of no country is told; a number alone would read as a count does.

    >>> words_of_code("0", ""), words_of_code("EU", ""), words_of_code("97", "EU")
    ('World', 'EU', 'EU')
    >>> words_of_code("900", ""), words_of_code("2; 9", "")
    ('no country (900)', 'no country (2; 9)')
    """
    alone = f"{NO_COUNTRY} ({code})" if is_like_number(code) else code or "no code"
    return CALLED.get(whole_numbers(code)) or name or alone


class Skips:
    """The codes of columns that name no country, collected for the `skip` of tables."""

    def __init__(self, period: str = "", template: str = "") -> None:
        """Take the column of the periods, if there is one; or that of beginnings, and a template.

        From the latter, such as {start}/{end}, periods are made.
        """
        self._period = period
        self._template = template if "/" in template else f"{{{period}}}"
        self._seen: dict[tuple[str, str], dict[str, str]] = {}  # periods of each code, and trouble
        self._texts: dict[str, dict[str, None]] = {}  # what makes each period of the template
        self._names: dict[tuple[str, str], AnyReason] = {}
        self._with_itself: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, list[tuple[str, str]]] = {}  # codes that are none, with names
        self._nobody = ""  # the template of parties that are all blank in some row
        self._early: dict[str, str] = {}  # why a period is left out, which is before all others

    def period_of(self, cells: Mapping[str, str], is_missing: Callable[[str], bool]) -> str:
        """Return the period of a row: the whole, or else what stands in its column."""

        def cell_of(column: str) -> str:
            cell = cells.get(column, "")
            return "" if is_missing(cell) else cell

        if "/" in self._template:
            period = as_dates(PLACE.sub(lambda place: cell_of(place[1]), joined(self._template)))
            if not period_problem(period):
                text = PLACE.sub(lambda place: cells.get(place[1], "").strip(), self._template)
                self._texts.setdefault(period, {})[text] = None
                return period
        return cell_of(self._period) if self._period else ""

    def see(self, list_: str, column: str, code: str, period: str, name: str = "") -> None:
        """Take note of a code of a list in a column, in the period of its row."""
        self.see_period(period)
        if period_problem(period):  # which is a problem, told with its line
            return
        periods = self._seen.setdefault((column, code.strip()), {})
        if period not in periods:
            periods[period] = code_problem(list_, code.strip(), period)
            several = several_codes(list_, code.strip())
            self._names[column, code.strip()] = name.strip() or several or ""

    def see_pair(self, list_: str, one: str, other: str, cells: Mapping[str, str]) -> None:
        """Take note of both sides, in two columns, which cannot be one by the codes of a list."""
        codes = cells[one].strip(), cells[other].strip()
        if codes[0] and (codes[0] == codes[1] or code_lists.are_one(list_, *codes)):
            self.see_itself(f"{{{one}}} {{{other}}}", " ".join(codes))

    def see_itself(self, sides: str, text: str) -> None:
        """Take note of what stands in one side, or a template of both, where both are one party."""
        self._with_itself.setdefault(sides, {})[text.strip()] = None

    def see_name(self, column: str, beside: str, code: str, name: str) -> None:
        """Take note of a code in a column that is none beside a name in another."""
        self._by_name.setdefault(f"{{{column}}} {{{beside}}}", []).append((code, name))

    def see_nobody(self, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
        """Take note of rows in which all of these columns are blank, of which one must not be."""
        if not all(any(cells[column].strip() for column in columns) for cells in rows):
            self._nobody = "".join(f"{{{column}}}" for column in columns)

    def see_period(self, period: str) -> None:
        """Take note of the period of a row, which may be before all that can be recorded."""
        if _BEFORE_1.fullmatch(period.strip()):
            self.leave_out(period.strip(), "before the year 1")

    def leave_out(self, period: str, why: str) -> None:
        """Take note of a period of which there are no claims."""
        self._early[period] = why

    def taken(self, column: str) -> set[str]:
        """Return the codes of a column that name a country in some period."""
        seen = self._seen.items()
        return {code for (of, code), why in seen if of == column and not all(why.values())}

    def result(self) -> tuple[dict[str, list[str]], dict[tuple[str, str], AnyReason]]:
        """Return the codes to skip, and why; one of some periods only is skipped in these."""
        skip: dict[str, list[str]] = {}
        reasons: dict[tuple[str, str], AnyReason] = {
            (self._period, early): why for early, why in self._early.items()
        }
        if self._period and self._early:
            skip[self._period] = [*self._early]
        if self._nobody:
            skip[self._nobody], reasons[self._nobody, ""] = [""], NO_COUNTRY
        for sides, codes in self._with_itself.items():
            skip[sides] = [*codes]
            reasons |= {(sides, code): ITSELF for code in codes}
        for pair, named in self._by_name.items():
            texts = {f"{code} {name}": f"{name} ({code})" for code, name in named}
            skip[pair] = [*skip.get(pair, ()), *texts]
            reasons |= {(pair, text): why for text, why in texts.items()}
        for (column, code), periods in self._seen.items():
            if all(why == NO_COUNTRY for why in periods.values()):
                skip.setdefault(column, []).append(code)
                reasons[column, code] = words_of_code(code, self._names[column, code])
                continue
            pair = f"{{{column}}} {self._template if self._period else f'{{{column}}}'}"
            for period, why in periods.items():
                for text in self._texts.get(period, [period]) if why else ():
                    skip.setdefault(pair, []).append(f"{code} {text}")
                    reasons[pair, f"{code} {text}"] = why
        return skip, reasons


@cache
def code_of_name(name: str) -> str:
    """Return the ISO code of the country that a name means; nothing for no or several.

    >>> code_of_name("Azerbaijan"), code_of_name("Euro area")
    ('AZ', '')
    """
    results = [it for it in _meant(name) if len(it) == 2 and it.isupper()]
    return results[0] if len(results) == 1 else ""


def is_continent(name: str) -> bool:
    """Return whether a name that people give to the United States is a continent's in data."""
    return name_key(name) in _CONTINENT


def _meant(name: str) -> list[str]:
    """Return the parties of a name; a whole name means nothing else: Guinea no Bissau."""
    if is_continent(name):
        return []
    results = _ALSO.get(name_key(name)) or countries.meant(name) or wording.known_as(name)
    return [it for it in results if name_key(countries.title(it)) == name_key(name)] or results


@cache
def meanings(name: str) -> tuple[str, ...]:
    """Return the codes and ids of all that a name means: in English, or else in any language.

    >>> meanings("Deutschland"), meanings("Congo"), meanings("Guinea"), meanings("América")
    (('DE',), ('CD', 'CG'), ('GN',), ())
    >>> meanings("Iran (Islamic Republic of)"), meanings("Bahamas, The")
    (('IR',), ('BS',))
    """
    return tuple(sorted(_meant(name)))


@cache
def only_meaning(name: str) -> str:
    """Return the code or id of the one party that a name means; "" for none or several.

    What is shorter than any name may be a code.

    >>> only_meaning("Deutschland"), only_meaning("Congo"), only_meaning("DE")
    ('DE', '', '')
    """
    results = meanings(name) if len(name) >= SHORTEST_NAME else ()
    return results[0] if len(results) == 1 else ""


def not_one(name: str, known: Sequence[str] | None = None) -> AnyReason:
    """Return why a name is that of no country, in words that begin with it.

    It may mean whoever is `known` by it, else whoever is so by any name.

    >>> not_one("Congo"), not_one("World"), str(not_one("11"))
    ('Congo, which may be Congo-Kinshasa or Congo-Brazzaville', 'World', '"11", unknown')
    """
    results = meanings(name) if known is None else known
    if is_continent(name) and not results:
        return f"{name}, which may be a continent or {countries.title('US')}"
    if len(results) > 1:
        return f"{name}, which may be {' or '.join(map(countries.title, results))}"
    if results or role_of_name(name):
        return name
    return NoParty("unknown", name) if name else NO_COUNTRY
