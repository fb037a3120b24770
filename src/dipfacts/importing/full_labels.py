"""The labels of measures whose numbers stand in full: the names of series without their scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from dipfacts.importing.units import Unit
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import PARTS, money_of, usual_unit

_SEPARATED = re.compile(f"({PARTS})")
_BLANK_BRACKET = re.compile(r"\s*\(\s*\)|(?<=\()\s*[,;]\s*|\s*[,;]\s*(?=\))")
_LOCAL = "LCU"  # the currency of each country


def labels_in_full(named: Mapping[str, tuple[str, Unit]]) -> dict[str, str]:
    """Return the names of series without a scale that is applied, unless two would be alike.

    >>> labels_in_full({"a": ("Beds (thousands)", Unit("", 1000)), "b": ("Cars", Unit(""))})
    {'a': 'Beds', 'b': 'Cars'}
    >>> labels_in_full({"a": ("Beds (thousands)", Unit("", 1000)), "b": ("Beds", Unit(""))})
    {'a': 'Beds (thousands)', 'b': 'Beds'}
    """
    results = {it: without_scale(name, of.factor, of.name) for it, (name, of) in named.items()}
    count = Counter(results.values())
    return {it: label if count[label] == 1 else named[it][0] for it, label in results.items()}


def without_scale(name: str, factor: int, unit: str) -> str:
    """Return the name of a series whose numbers stand in full, without their scale.

    It is said by a part of the name that says nothing else but the unit.

    >>> without_scale("Population (thousands)", 1000, "persons")
    'Population'
    >>> without_scale("GDP,current US$,millions,seas. adj.,", 1000000, "USD")
    'GDP,current US$,seas. adj.,'
    >>> without_scale("Exports (current US$ millions)", 1000000, "USD")
    'Exports (current US$)'
    >>> without_scale("Cities over 1 million (thousands)", 1000, "cities")
    'Cities over 1 million'
    >>> without_scale("Deaths (per 1,000)", 1000, "persons")
    'Deaths (per 1,000)'
    """
    parts = _SEPARATED.split(name)
    for nth in range(0, len(parts), 2):
        rest = _unscaled(parts[nth], factor, unit)
        if rest is None:
            continue
        parts[nth] = rest
        if nth and not rest.strip() and parts[nth - 1] != "(":
            parts[nth - 1] = ""
    left = _BLANK_BRACKET.sub("", "".join(parts))
    return re.sub(r" {2,}", " ", left).strip() or name


def _unscaled(part: str, factor: int, unit: str) -> str | None:
    """Return a part of a name without the scale of numbers in a unit; None where it says none."""
    text = part.strip()
    (power, rest), money = scale_of(text), money_of(text)
    if money and not power:  # $bn
        power, rest = money
    is_unit = usual_unit(rest) in ("", usual_unit(unit))
    is_money = any(money_of(it) == (0, unit) or it == _LOCAL for it in rest.split())
    if factor == 1 or 10**power != factor or not (is_unit or is_money):
        return None
    return part.replace(text, rest) if rest else ""
