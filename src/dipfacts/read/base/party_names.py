"""The forms under which a party is found: its names, its codes, and those that its country has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.countries import bodies, country_names
from dipfacts.model.file_format.tables import Party
from dipfacts.model.person_names import family_names
from dipfacts.model.shared_names import CODE, COMMON, ID, NAME
from dipfacts.text import name_key, name_keys

_LONGEST_CODE = 3  # letters of a code of ISO 3166


def known_code(party: Party) -> str | None:
    """Return the code or id under which all names of a declared party are known; else None."""
    return party.iso or bodies.organisation(party)


def names_of(party: Party) -> Iterator[tuple[str, int, str, str]]:
    """Yield the forms under which a party is found, the kind of name, its id, and the name.

    By its code it is found under more: see `countries.translations`.
    """
    own = party.names
    yield name_key(party.id), ID, party.id, party.id
    for name in own:
        for form in name_keys(name):
            yield form, NAME, party.id, name
    if party.iso:
        yield name_key(party.iso), CODE, party.id, party.iso
    if code := known_code(party):
        yield from country_names.rows_of(code, party.id, own)
    yield from _codes_of_others(own, code)
    if party.kind == "person":
        for family in family_names(party.name):
            for form in name_keys(family):
                if form.encode() not in country_names.forms():
                    yield form, COMMON, party.id, family


def _codes_of_others(names: Iterable[str], code: str | None) -> Iterator[tuple[str, int, str, str]]:
    """Yield rows of countries that have one of some names as their code, declared or not.

    So IS, an alias of the Islamic State, may be Iceland in a base without a claim about it, too.
    """
    for name in names:
        if name.isupper() and len(name) <= _LONGEST_CODE:
            for it in country_names.names_of_form(form := name_key(name)):
                if it.weight == CODE and it.code != code:
                    yield form, CODE, it.code, it.spelling
