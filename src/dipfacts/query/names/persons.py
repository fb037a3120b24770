"""Persons, found by their names in any order, script and transliteration."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import itemgetter

from dipfacts.model.file_format.tables import Party
from dipfacts.model.person_names import GERMAN_DIFFERS, german_keys, keys, keys_of_person
from dipfacts.query.sql import Ask, by_id, marks
from dipfacts.text import fold


def find_persons(ask: Ask, name: str) -> list[str]:
    """Return the ids of the persons whose name, or the family's, may be spelled so."""
    return _persons_of_keys(ask, keys(name)) or _in_german(ask, name)


def _persons_of_keys(ask: Ask, wanted: set[str]) -> list[str]:
    sql = f"SELECT DISTINCT party FROM person WHERE key IN ({marks(wanted)})"
    return sorted(ask(sql, sorted(wanted), itemgetter(0))) if wanted else []


def _in_german(ask: Ask, name: str) -> list[str]:
    """Return the persons with such a name in German, of countries in `GERMAN_DIFFERS`."""
    results = by_id(ask, Party, _persons_of_keys(ask, german_keys(name)))
    countries = by_id(ask, Party, {person.country for person in results.values() if person.country})
    codes = {id_: country.iso for id_, country in countries.items()}
    return [
        id_ for id_, person in results.items() if codes.get(person.country or "") in GERMAN_DIFFERS
    ]


def by_last_word(ask: Ask, name: str) -> list[str]:
    """Return the persons whose family name the last of several words is, if few."""
    words = name.split()
    results = find_persons(ask, words[-1]) if len(words) > 1 else []
    return results if len(results) <= 3 else []


def has_whole_name(name: str, parties: Iterable[Party]) -> bool:
    """Return whether all of a name is one of a party's, or a person's id."""
    form = fold(name)
    every = ((p.id, *p.names) if p.kind == "person" else p.names for p in parties)
    return any(form in map(fold, of_party) for of_party in every)


def is_by_alias_alone(name: str, party: Party) -> bool:
    """Return whether a party is a person whom a name means by a part of an alias alone."""
    if party.kind != "person" or has_whole_name(name, [party]):
        return False
    asked = keys(name) | german_keys(name)
    whole = {key for alias in party.aliases for key in keys(alias)}
    return asked.isdisjoint(whole | keys_of_person(party.name, family_first=True))


def other_persons(ask: Ask, name: str, known: Collection[str]) -> dict[str, Party]:
    """Return the persons that a name may mean besides those `known` to have it as it is spelled.

    There are none for the name of a country where nobody is known.
    """
    results = [id_ for id_ in find_persons(ask, name) if id_ not in known]
    if results and not known:
        from dipfacts.countries.wording import known_as  # lazy: whose names a look-up seldom needs

        results = [] if known_as(name, articles=False) else results
    return by_id(ask, Party, results)
