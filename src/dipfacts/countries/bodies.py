"""Organisations, blocs, territories: the known parties that are no country."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from dipfacts.countries import tables, translations
from dipfacts.model.file_format.tables import Party, PartyKind
from dipfacts.text import name_key

_OF_MEMBERS = frozenset(
    ("central-european-initiative", "cica", "council-of-europe", "oecd",
     "organisation-internationale-de-la-francophonie", "organisation-of-islamic-cooperation",
     "osce", "united-nations", "world-trade-organization")
)  # fmt: skip
"""Organisations in whose name statistics have the sum of their members, as in that of a bloc.

A bank or an agency is a partner itself.
"""


@cache
def party_kinds() -> dict[str, PartyKind]:
    """Return the kind of each known party that is no country, by its code or id."""
    lines = re.findall(rb"\n%s\t([a-z]+)\t([^\n]*)" % re.escape(tables.KIND), tables.main())
    return {code.decode(): kind.decode() for kind, codes in lines for code in codes.split()}


def organisation(party: Party) -> str | None:
    """Return the id of the known organisation that a declared party is, by its id or its names.

    An acronym among its aliases may be that of another: it counts where the name, in any language,
    is of the same.
    """
    if party.kind not in ("bloc", "organisation", "aggregate", "territory"):
        return None
    for name in (party.id, *party.names):
        form = name_key(name).encode("utf-8", "replace")
        known = _organisations().get(form, set()) | ({name} & party_kinds().keys())
        # Sabah the newspaper is no territory.
        if [party_kinds()[one] == "territory" for one in known] == [party.kind == "territory"]:
            code = known.pop()
            is_acronym = name in party.aliases and name.isupper()
            if not is_acronym or _is_called(party.name, code):
                return code
    return None


def is_bloc(name: str) -> bool:
    """Return whether a name, English or an acronym, is that of known blocs and of no other body.

    An organisation that stands for its members is one here.

    >>> [*map(is_bloc, ("SADC", "Arab League", "OIC", "UNESCO", "France"))]
    [True, True, True, False, False]
    """
    known = _organisations().get(name_key(name).encode("utf-8", "replace"), set())
    return bool(known) and all(map(stands_for_members, known))


def stands_for_members(id_: str) -> bool:
    """Return whether a figure with a known party is one with its members: of a bloc, the UN.

    >>> [*map(stands_for_members, ("arab-league", "united-nations", "world-bank", ""))]
    [True, True, False, False]
    """
    return party_kinds().get(id_) == "bloc" or id_ in _OF_MEMBERS


def members(bloc: str) -> list[tuple[str, str]]:
    """Return the codes of a known bloc's members, each with when it is one, as EDTF."""
    lines = re.findall(rf"\n{re.escape(bloc)}\t(.*)\t(.*)", tables.read("memberships.tsv").decode())
    return [(code, period) for code, period in lines if bloc]


def blocs_of(code: str) -> list[tuple[str, str]]:
    """Return the known blocs of which a country is or was a member, each with when, as EDTF."""
    text = tables.read("memberships.tsv").decode()
    return re.findall(rf"\n(\S+)\t{re.escape(code)}\t(.*)", text)


def territories(state: str) -> list[str]:
    """Return the codes of the territories of a state.

    >>> territories("DK"), territories("FO")
    (['FO', 'GL'], [])
    """
    results = re.search(rf"\n{re.escape(state)}\t(.*)", tables.read("territories.tsv").decode())
    return results[1].split() if results else []


def _is_called(name: str, code: str) -> bool:
    """Return whether a name, in any language, is that of a known organisation alone."""
    form = name_key(name)
    names = tables.find(tables.main(), form) or translations.names_of_form(form, translations.CLDR)
    return {it.code for it in names} == {code}


@cache
def _organisations() -> dict[bytes, set[str]]:
    """Return the ids of the parties, other than countries, that have a form, by the form."""
    results = defaultdict[bytes, set[str]](set)
    for id_, form in re.findall(rb"\n([a-z][^\t\n]*)\t[0-9]+\t([^\t\n]*)\t", tables.main()):
        results[form].add(id_.decode())
    return results
