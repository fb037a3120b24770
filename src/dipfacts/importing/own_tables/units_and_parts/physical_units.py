"""Units of weight, energy, volume and area as tables write them, by the one that each means."""

from __future__ import annotations

import re

_WORDS = {
    "kg": "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos кг килограмм килограммов",
    "tonnes": "t mt ton tons tonne tonnes tonnen metric-ton metric-tons metric-tonne metric-tonnes"
    " tonelada toneladas tonnellata tonnellate т тонна тонны тонн",
    "lb": "lb lbs",
    "bushels": "bu bushel bushels",
    "quintals": "dt quintal quintals quintaux dezitonne dezitonnen ц центнер центнеров",
    "kt": "kt kilotonne kilotonnes kiloton kilotons",
    "kWh": "kwh",
    "MWh": "mwh",
    "GWh": "gwh",
    "TWh": "twh",
    "GJ": "gj",
    "TJ": "tj",
    "PJ": "pj",
    "toe": "toe",
    "ktoe": "ktoe",
    "Mtoe": "mtoe",
    "barrels": "barrel barrels bbl bbls",
    "kbbl": "kbbl",
    "Mbbl": "mbbl",
    "kb/d": "kb/d kbd kbpd",
    "mb/d": "mb/d mbd mbpd",
    "cubic metres": "m3 m³ cbm cubic-metre cubic-metres cubic-meter cubic-meters",
    "mcm": "mcm",
    "bcm": "bcm",
    "Mm3": "mm3 mm³",
    "Bcf": "bcf",
    "litres": "litre litres liter liters",
    "hl": "hl hectolitre hectolitres",
    "hectares": "ha hectare hectares",
    "acres": "acre acres",
}
_CAPITALS = {"Mt": "Mt", "Tg": "Mt", "Gg": "kt"}  # MT and mt are tonnes
_MEANT = {word: unit for unit, words in _WORDS.items() for word in words.split()} | _CAPITALS
_UNSURE = ("bu", "ha", "hl", "dt", "lb")
CODES = ("MT", "TJ", *_UNSURE)
"""Units that are codes of countries or short for something else, too: Malta, Tajikistan."""
_MONEY = "M3"  # how much money there is, in capitals
_BLANKS = re.compile(r"[ _-]+")


def physical_unit(text: str) -> str:
    """Return the unit that a text means, in the one word for it; nothing for any other text.

    >>> [physical_unit(it) for it in ("Metric tons", "MT", "Mt", "Gg", "kb/d", "cubic-metres", "т")]
    ['tonnes', 'tonnes', 'Mt', 'kt', 'kb/d', 'cubic metres', 'tonnes']
    >>> physical_unit("persons"), physical_unit("USD")
    ('', '')
    """
    word = _BLANKS.sub("-", text.strip())
    return _MEANT.get(word) or _MEANT.get(word.lower(), "")


def is_physical(text: str) -> bool:
    """Return whether a part of a head is such a unit; not what may be something else there.

    >>> [*map(is_physical, ("kt", "Gg", "TWh", "Metric tons", "кг", "MT", "t", "HA", "M3"))]
    [True, True, True, True, True, True, False, False, False]
    """
    word = text.strip()
    is_known = len(word) > 1 and physical_unit(word) != ""
    is_else = word == _MONEY or (word not in CODES and word.lower() in _UNSURE)
    return is_known and not is_else


def are_others(unit: str, own: str) -> bool:
    """Return whether two units are such ones, and not the same.

    >>> are_others("kg", "tonnes"), are_others("metric tons", "tonnes"), are_others("kg", "persons")
    (True, False, False)
    """
    meant = physical_unit(unit), physical_unit(own)
    return "" not in meant and meant[0] != meant[1]
