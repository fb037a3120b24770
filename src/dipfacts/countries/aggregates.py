"""Aggregates by their names: sums over several countries, as statistics name them.

Each name is of a list that docs/names.md tells: the partner areas of UN Comtrade, the regions of
the UN's M49, the aggregates of the World Bank, the groups of the IMF, Eurostat's partners; or it
says in plain English that it is a total or a remainder. Read where partners are ranked, or a name
is unknown.
"""

from __future__ import annotations

import re
from functools import cache

from dipfacts.countries.bodies import is_bloc
from dipfacts.model.file_format.tables import AGGREGATE, BLOC, TOTALS, WORLD
from dipfacts.text import fold

_WORLD = """
world; the world; wld; w00; world total; total world; all countries; total all countries;
all countries of the world; all partners; all partner countries; all trading partners
"""
_REMAINDERS = """
unspecified; unallocated; not classified; unidentified; confidential; secret countries; other;
others; other countries; other partners; rest of the world; rest of world; unknown; not known;
not stated; various; various/unknown; stateless
"""
_COMTRADE = """
bunkers; ship stores and bunkers; bunkers and ship stores; free zones; special categories;
neutral zone; low value trade
"""
_M49 = """
africa; northern africa; sub-saharan africa; eastern africa; middle africa; southern africa;
western africa; americas; latin america and the caribbean; central america; caribbean;
south america; northern america; asia; central asia; eastern asia; south-eastern asia;
southern asia; western asia; europe; eastern europe; northern europe; southern europe;
western europe; oceania; australia and new zealand; melanesia; polynesia;
least developed countries; ldcs; landlocked developing countries; lldcs;
small island developing states; sids
"""
_WORLD_BANK = """
africa eastern and southern; africa western and central; arab world; caribbean small states;
central europe and the baltics; early-demographic dividend; east asia and pacific;
europe and central asia; fragile and conflict affected situations;
heavily indebted poor countries; high income; ibrd only; ida and ibrd total; ida blend; ida only;
ida total; late-demographic dividend; latin america and caribbean; low and middle income;
low income; lower middle income; middle east and north africa;
middle east north africa afghanistan and pakistan; middle income; north america;
pacific island small states; post-demographic dividend; pre-demographic dividend; small states;
south asia; upper middle income
"""
_IMF = """
advanced asia; advanced economies; advanced europe; asean-5; asia and pacific; asia and the pacific;
caucasus and central asia; central asia and the caucasus; developing asia; east asia;
emerging and developing asia; emerging and developing countries; emerging and developing economies;
emerging and developing europe; emerging asia; emerging market and developing economies;
emerging markets and developing economies; emerging market and middle-income economies; emdes;
export earnings; hipc; international organisations; international organizations;
low-income developing countries; major advanced economies; mena; middle east;
middle east and central asia; north africa; southeast asia; sub-sahara africa; western hemisphere
"""
_EUROSTAT = """
stores and provisions; high seas; eu15; eu25; eu27; eu27 2020; eu28; eu trade; third countries;
acp countries; candidate countries; eu candidate countries
"""
_IN_USE = """
latin america; developed countries; developed economies; developing countries; developing economies
"""
_BLOCS = """
european union; eu; european communities; european economic community; euro area; eurozone; ea19;
ea20; ea21; oecd; opec; commonwealth of independent states; cis; eurasian economic union; eaeu;
european free trade association; efta; association of southeast asian nations; asean; mercosur;
gulf cooperation council; gcc; african union; ecowas; caricom; nafta; usmca; g7; g20; brics; benelux
"""
_AGGREGATES = (_REMAINDERS, _COMTRADE, _M49, _WORLD_BANK, _IMF, _EUROSTAT, _IN_USE)

# What ends, begins or follows the names of many: "Areas, nes", "Europe not allocated", "Intra-EU",
# "Rest of Asia", "CIS countries", "World excluding China", "Euro area – 20 countries (from 2023)".
_REMAINDER = re.compile(r".*\b(?:not (?:elsewhere|included|specified|allocated)\b.*|n\.i\.e\.?)")
_BESIDE = re.compile(r"(?:other|rest of|extra|intra|non)[ -](.+)")
_MEMBERS = re.compile(r"(.+) (?:countries|members)")
_PART = re.compile(
    r"(.+?)(?:: .+|,? excl(?:uding|\.)? .+| by (?:source|external) .+| within the .+)"
)
_NOTED = re.compile(r"(.+?)(?: [-–—] \d+ countries.*| *\([^()]*\))")
_LAST = "nes"  # "not elsewhere specified": the last word of many areas


def _form(name: str) -> str:
    return fold(name.replace("&", " and "))


def _forms(*lists: str) -> frozenset[str]:
    return frozenset(_form(name) for names in lists for name in names.split(";"))


_FORMS = {WORLD: _forms(_WORLD, *TOTALS), AGGREGATE: _forms(*_AGGREGATES), BLOC: _forms(_BLOCS)}
_REMAINDER_FORMS = _forms(_REMAINDERS)


def is_remainder(name: str) -> bool:
    """Return whether a name is that of whoever is not named, in plain English.

    >>> [*map(is_remainder, ("Unknown ", "Others", "Africa", "France"))]
    [True, True, False, False]
    """
    return _form(name) in _REMAINDER_FORMS


@cache
def role_of_name(name: str) -> str:
    """Return the role that a name gives a party in a ranking of partners; "" if like any other.

    >>> role_of_name("Middle East & North Africa (MENA)"), role_of_name("OECD members")
    ('aggregate', 'bloc')
    >>> role_of_name("World"), role_of_name("World (excluding China)"), role_of_name("Insgesamt")
    ('world', 'aggregate', 'world')
    >>> role_of_name("SADC countries"), role_of_name("Rest of COMESA"), role_of_name("Rest of Hull")
    ('bloc', 'aggregate', '')
    """
    form = _form(name)
    if result := next((role for role, forms in _FORMS.items() if form in forms), ""):
        return result
    text = " ".join(name.casefold().split())
    words = "".join(c if c.isalnum() else " " for c in text.replace(".", "")).split()
    if words[-1:] == [_LAST] or _REMAINDER.fullmatch(text):
        return AGGREGATE
    if match := _NOTED.fullmatch(text) or _MEMBERS.fullmatch(text):
        if (whole := _role_of_whole(match[1])) != WORLD:
            return whole
        return AGGREGATE if words[0] == "world" else ""  # "Total (of France)" is a company
    if match := _PART.fullmatch(text) or _BESIDE.fullmatch(text):
        return AGGREGATE if _role_of_whole(match[1]) else ""
    return ""


def _role_of_whole(name: str) -> str:
    """Return the role of a name beside words such as "members of"; also that of any known bloc."""
    return role_of_name(name) or (BLOC if is_bloc(name) else "")
