"""Find persons by their names in any order, script and transliteration."""

from __future__ import annotations

from operator import itemgetter

from dipfacts.model.person_names import keys
from dipfacts.model.tables import Party
from dipfacts.query.sql import Ask, by_id
from dipfacts.text import fold


def called(ask: Ask, name: str) -> list[str]:
    """Return the ids of the persons whose name, or the family's, may be spelled so."""
    wanted = sorted(keys(name))
    sql = f"SELECT DISTINCT party FROM person WHERE key IN ({','.join('?' * len(wanted))})"
    return sorted(ask(sql, wanted, itemgetter(0))) if wanted else []


def others(ask: Ask, name: str, known: dict[str, Party]) -> dict[str, Party]:
    """Return the persons that a name may mean besides those `known` to have it as it is spelled.

    There are none where one of these has all of it as a name, nor for the name of a country.
    """
    form = fold(name)
    for person in known.values():
        if form in map(fold, (person.id, person.name, *person.aliases)):
            return {}
    found = [id_ for id_ in called(ask, name) if id_ not in known]
    if found and not known:
        from dipfacts.countries.wording import known_as  # whose names a look-up seldom needs

        found = [] if known_as(name) else found
    return by_id(ask, Party, found)
