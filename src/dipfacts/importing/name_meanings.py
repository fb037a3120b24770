"""The meanings of names in a file: a country, an organisation, several, or nobody.

What each gives, and what it takes besides the name:

- `meanings`: the codes and ids of all that it means;
- `meant_by` (a list): the same of what may be a code of the list;
- `party_in` (a list, a period): the code or id of the one that it, or a code of the list, means;
- `only_meaning`: the code or id of the one that it means, unless it is as short as a code;
- `code_of_name`: the ISO code of the one country that has such a code;
- `country_of_name`: the one country or former state, as a claim names it;
- `country_in` (a period): the same, as a claim of the period names it;
- `not_one` (whoever is known by it): why it is no country's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dipfacts.countries import bodies, code_lists, country_names, dated_names, wording
from dipfacts.countries.aggregates import role_of_name
from dipfacts.importing.codes import (
    NO_COUNTRY,
    SHORTEST_NAME,
    is_country,
    outside_lifetime,
    readable,
)
from dipfacts.importing.reasons import AnyReason, NoParty
from dipfacts.model.file_format.tables import BODIES
from dipfacts.text import name_key

_CONTINENT = {"america", "amerika", "америка", "αμερικη"}
"""Names of the United States that in a data set are those of a continent, as they are compared."""
_ALSO = {"cei": ["central-european-initiative", "commonwealth-of-independent-states"]}
"""The bodies of an acronym in French, Spanish and Italian, and that in English."""


@cache
def meanings(name: str) -> tuple[str, ...]:
    """Return the codes and ids of all that a name means: in English, or else in any language.

    >>> meanings("Deutschland"), meanings("Congo"), meanings("Guinea"), meanings("América")
    (('DE',), ('CD', 'CG'), ('GN',), ())
    >>> meanings("Iran (Islamic Republic of)"), meanings("Bahamas, The")
    (('IR',), ('BS',))
    """
    return tuple(sorted(_meant(name)))


def _meant(name: str) -> list[str]:
    """Return the parties of a name; a whole name means nothing else: Guinea no Bissau."""
    if is_continent(name):
        return []
    results = _ALSO.get(name_key(name)) or country_names.meant(name) or wording.known_as(name)
    return [it for it in results if name_key(country_names.title(it)) == name_key(name)] or results


def is_continent(name: str) -> bool:
    """Return whether a name that people give to the United States is a continent's in data."""
    return name_key(name) in _CONTINENT


@cache
def meant_by(list_: str, text: str) -> tuple[str, ...]:
    """Return the parties that a text may mean: as a code of a list, if it is one, else as a name.

    >>> meant_by("iso2", "DE"), meant_by("iso2", "Chad"), meant_by("", "Chad")
    (('DE',), ('TD',), ('TD',))
    """
    return (list_ and tuple(code_lists.resolve(list_, text))) or meanings(text)


@cache
def party_in(list_: str, text: str, period: str) -> str:
    """Return the party that a code of a list means in a period, or a name; the text for no one.

    >>> party_in("iso2", "CS", "1985"), party_in("", "Chad", "1985"), party_in("iso2", "XX", "1985")
    ('CS', 'TD', 'iso2:XX')
    """
    text, when = text.strip(), readable(period)
    of_name = dated_names.holders_in(text, when) or meanings(text)
    results = code_lists.resolve_in(list_, text, when) if list_ else of_name
    return results[0] if len(results) == 1 else f"{list_}:{text}"


@cache
def only_meaning(name: str) -> str:
    """Return the code or id of the one party that a name means; "" for none or several.

    What is shorter than any name may be a code.

    >>> only_meaning("Deutschland"), only_meaning("Congo"), only_meaning("DE")
    ('DE', '', '')
    """
    results = meanings(name) if len(name) >= SHORTEST_NAME else ()
    return results[0] if len(results) == 1 else ""


@cache
def code_of_name(name: str) -> str:
    """Return the ISO code of the country that a name means; nothing for no or several.

    >>> code_of_name("Azerbaijan"), code_of_name("Euro area")
    ('AZ', '')
    """
    results = [it for it in _meant(name) if len(it) == 2 and it.isupper()]
    return results[0] if len(results) == 1 else ""


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
    return by_party.get(results[0]) or country_names.id_of(results[0])


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
    then = dated_names.holders_in(name, readable(period))
    code = then[0] if len(then) == 1 else code_of_name(name)
    if code and code_lists.resolve_in("iso2", code, period) == [code]:
        return f"iso2:{code}"
    party = country_of_name(name)
    return party if ":" in party or not (party and outside_lifetime(party, period)) else ""


def is_body(name: str) -> bool:
    """Return whether a name is that of one organisation or bloc.

    >>> is_body("NATO"), is_body("Norway"), is_body("Euro area")
    (True, False, True)
    """
    return len(meanings(name)) == 1 and means_bodies(name)


def means_bodies(name: str) -> bool:
    """Return whether a name is that of an organisation or bloc, or of several: CEI."""
    kinds = [bodies.party_kinds().get(it) for it in meanings(name)]
    return bool(kinds) and all(kind in BODIES for kind in kinds)


def not_one(name: str, known: Sequence[str] | None = None) -> AnyReason:
    """Return why a name is that of no country, in words that begin with it.

    It may mean whoever is `known` by it, else whoever is so by any name.

    >>> not_one("Congo"), not_one("World"), str(not_one("11"))
    ('Congo, which may be Congo-Kinshasa or Congo-Brazzaville', 'World', '"11", unknown')
    """
    results = meanings(name) if known is None else known
    if is_continent(name) and not results:
        return f"{name}, which may be a continent or {country_names.title('US')}"
    if len(results) > 1:
        return f"{name}, which may be {' or '.join(map(country_names.title, results))}"
    if results or role_of_name(name):
        return name
    return NoParty("unknown", name) if name else NO_COUNTRY
