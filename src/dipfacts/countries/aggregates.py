"""Aggregates by their names: sums over several countries, as statistics name them.

The names are those of the partner areas of UN Comtrade ("World", "Areas, nes", "Bunkers"), of the
regions of the UN's M49, of Eurostat's partners ("Extra-EU27"), and of the groups of the IMF and the
World Bank ("Euro area", "OECD members"). Read where partners are ranked, or a name is unknown.
"""

from __future__ import annotations

from dipfacts.model.tables import Party
from dipfacts.text import fold

WORLD, AGGREGATE, BLOC = "world", "aggregate", "bloc"
"""Kinds of parties in a ranking: everyone together, some countries together, or a group."""

_WORLD = """
world; the world; wld; w00; world total; total; total world; all countries; total all countries;
all partners; all partner countries; all trading partners
"""
_AGGREGATES = """
bunkers; free zones; special categories; neutral zone; low value trade; areas not specified;
not specified; unspecified; unallocated; other; others; other countries; other partners;
rest of the world; rest of world; eu15; eu25; eu27; eu27 2020; eu28; extra eu; extra eu27;
extra eu28; extra eu trade; intra eu; intra eu27; intra eu28; intra eu trade; extra euro area;
intra euro area;
africa; northern africa; sub-saharan africa; eastern africa; middle africa; southern africa;
western africa; americas; latin america; latin america and the caribbean; central america;
caribbean; south america; northern america; north america; asia; central asia; eastern asia;
south-eastern asia; southern asia; western asia; europe; eastern europe; northern europe;
southern europe; western europe; oceania; arab world; advanced economies; developed economies;
developing economies; developing countries
"""
_BLOCS = """
european union; eu; european communities; european economic community; euro area; oecd;
oecd members; opec; commonwealth of independent states; cis; eurasian economic union; eaeu;
european free trade association; efta; association of southeast asian nations; asean; mercosur;
gulf cooperation council; gcc; african union; ecowas; caricom; nafta; usmca; g7; g20; brics
"""
_REMAINDER = "nes"  # "not elsewhere specified": the last word of many areas


def _forms(names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names.split(";"))


_FORMS = {WORLD: _forms(_WORLD), AGGREGATE: _forms(_AGGREGATES), BLOC: _forms(_BLOCS)}


def role(party: Party) -> str:
    """Return what a party is in a ranking of partners; "" for a partner like any other.

    Its name or id says so, or else its kind: a base may have "World" as a bloc or an organisation.
    A party that is an aggregate by its kind is no mere bloc by its name.

    >>> role(Party(id="areas-nes", kind="bloc", name="Areas, nes"))
    'aggregate'
    >>> role(Party(id="world", kind="organisation", name="World"))
    'world'
    >>> role(Party(id="italy", kind="country", name="Italy"))
    ''
    """
    if party.kind == "person":
        return ""
    if party.kind != "territory" and not party.iso and not party.country:
        for name in (party.name, party.id):
            if (named := role_of_name(name)) and not (named == BLOC and party.kind == AGGREGATE):
                return named
    return party.kind if party.kind in (AGGREGATE, BLOC) else ""


def role_of_name(name: str) -> str:
    """Return what a name alone says of a party, as `role` does."""
    form = fold(name)
    result = next((role for role, forms in _FORMS.items() if form in forms), "")
    words = "".join(c if c.isalnum() else " " for c in name.casefold().replace(".", "")).split()
    return result or (AGGREGATE if words[-1:] == [_REMAINDER] else "")
