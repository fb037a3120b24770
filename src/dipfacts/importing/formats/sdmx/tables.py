"""The `[[table]]`s over the CSV that is derived from SDMX: one for each measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dipfacts.importing.plan import LIFETIME, DerivedTable, Keys

SIDES = ("from", "to")
LABELLED, CODED = ("scope", "unit"), ("part", "counted")
"""The scope and the unit, and both by their codes alone, of which ids are made."""


def without_codes(derived: DerivedTable) -> DerivedTable:
    """Return a table without what its codes alone say, where no label says more."""
    if [*map(derived.column, CODED)] != [*map(derived.column, LABELLED)]:
        return derived
    heads = [it for it in derived.heads if it not in CODED]
    rows = [[line[head] for head in heads] for line in derived.lines()]
    return replace(derived, heads=heads, rows=rows)


def tables_of(name: str, derived: DerivedTable, has_partner: bool) -> Iterator[Keys]:
    """Yield a table for each measure, and another for its totals beside partners."""
    of_partners = map(bool, derived.column("partner"))
    seen = {*zip(derived.column("measure"), of_partners, strict=True)} or {("none", has_partner)}
    part, unit = CODED if CODED[0] in derived.heads else LABELLED
    several = len({measure for measure, _ in seen}) > 1
    for measure, with_partner in sorted(seen, key=lambda it: (it[0], not it[1])):
        is_total = has_partner and not with_partner
        where = {"measure": [measure]} if several else {}
        where |= {"partner": [""]} if is_total and (measure, True) in seen else {}
        whom = "{area}-{partner}" if with_partner else "{area}"
        yield {
            "id": f"{name}-{measure}{'-total' if is_total else ''}".strip("-"),
            "claim": "figure",
            "key": f"{whom}-{{period}}-{{{part}}}-{{valuation}}-{{{unit}}}",
            **_who(measure, with_partner, is_total),
            "period": "{period}",
            "value": "{value}",
            "allow": LIFETIME,
            "unit": "{unit}",
            **({"absent": "{absent}"} if any(derived.column("absent")) else {}),
            **({"valuation": "{valuation}"} if measure in ("exports", "imports") else {}),
            "status": "{status}",
            "scope": "{scope}",
            "note": "{note}",
            "locator": "row {row}",
            "missing": ["", "NA"],
            **({"where": where} if where else {}),
            **({"skip": {"partner": [""]}} if with_partner and (measure, False) in seen else {}),
        }


def _who(measure: str, with_partner: bool, is_total: bool) -> Keys:
    """Return the measure of a table and whom it is about; of a total, whose statistics it is of."""
    whom = {it: f"{{{it}}}" for it in SIDES} if with_partner else {"parties": ["{area}"]}
    reporter = {"reporter": "{area}"} if with_partner or is_total else {}
    return {"measure": measure, **whom, **reporter}
