"""The roles of parties in a ranking of partners: a partner, or a sum over several."""

from __future__ import annotations

from dipfacts.model.file_format.tables import AGGREGATE, BLOC, Party


def role(party: Party) -> str:
    """Return the role of a party in a ranking of partners; "" for a partner like any other.

    Its name or id says so, or else its kind: a base may have "World" as a bloc or an organisation.
    A party that is an aggregate by its kind is no mere bloc by its name.

    >>> role(Party(id="areas-nes", kind="bloc", name="Areas, nes"))
    'aggregate'
    >>> role(Party(id="world", kind="organisation", name="World"))
    'world'
    >>> role(Party(id="arab-league", kind="organisation", name="Arab League"))
    'bloc'
    >>> role(Party(id="italy", kind="country", name="Italy"))
    ''
    """
    if party.kind == "person":
        return ""
    if party.kind != "territory" and not party.iso and not party.country:
        from dipfacts.countries.aggregates import role_of_name  # lazy: of what is no country

        for name in (party.name, party.id):
            if (named := role_of_name(name)) and not (named == BLOC and party.kind == AGGREGATE):
                return named
    if party.kind == "organisation":
        from dipfacts.countries.bodies import organisation, stands_for_members  # lazy: few are one

        return BLOC if stands_for_members(organisation(party) or "") else ""
    return party.kind if party.kind in (AGGREGATE, BLOC) else ""
