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
_POWERS = (  # of ten, of units of one quantity
    {"kg": 0, "quintals": 2, "tonnes": 3, "kt": 6, "Mt": 9},
    {"kWh": 0, "MWh": 3, "GWh": 6, "TWh": 9},
    {"GJ": 0, "TJ": 3, "PJ": 6},
    {"toe": 0, "ktoe": 3, "Mtoe": 6},
    {"barrels": 0, "kbbl": 3, "Mbbl": 6},
    {"cubic metres": 0, "mcm": 6, "Mm3": 6, "bcm": 9},
    {"litres": 0, "hl": 2},
)
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


def is_multiple(power: int, unit: str, own: str) -> bool:
    """Return whether one unit is a power of ten, other than 1, of another.

    >>> is_multiple(3, "tonnes", "kt"), is_multiple(3, "tonnes", "tonnes")
    (True, False)
    """
    return are_others(unit, own) and not are_others(unit, own, power)


def are_others(unit: str, own: str, power: int = 0) -> bool:
    """Return whether two units are such ones, and not the same, the first of a power of ten.

    >>> are_others("kg", "tonnes"), are_others("metric tons", "tonnes"), are_others("kg", "persons")
    (True, False, False)
    >>> are_others("kg", "quintals", power=2), are_others("m3", "bcm", 6)
    (False, True)
    """
    meant, meant_own = physical_unit(unit), physical_unit(own)
    if "" in (meant, meant_own) or meant == meant_own:
        return False
    powers = next((it for it in _POWERS if meant in it and meant_own in it), None)
    return powers is None or powers[meant] + power != powers[meant_own]
