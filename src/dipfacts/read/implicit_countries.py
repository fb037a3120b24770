"""Countries that a fact base names without declaring them, by ISO code or by English name.

`parties = ["jp", "south-korea"]` needs no `[[party]]`. However such a country is written, it
becomes one party, whose id is its English name; a declared party with its code is that country.
"""

from __future__ import annotations

from typing import Any

import msgspec

from dipfacts import countries
from dipfacts.model.tables import Event, Figure, Party, Relation

_CLAIM = ("from_", "to", "claimant")
_KEYS: dict[type, tuple[str, ...]] = {
    Party: ("country",),
    Figure: (*_CLAIM, "reporter", "parties"),
    Relation: (*_CLAIM, "parties"),
    Event: (*_CLAIM, "parties"),
}
IMPLICIT_NTH = 1 << 30  # the numbers of parties that no file declares begin here


class ImplicitCountries:
    """The parties meant by names of countries, given the parties that are declared.

    `parties` holds, by id, those made so far because no table declares them.
    """

    def __init__(self, declared: dict[str, Party], others: set[str]) -> None:
        """Take the declared parties, and the ids (`others`) of those whose tables are invalid."""
        self._ids = {*declared, *others}
        by_code = ((party.iso, id_) for id_, party in reversed(declared.items()) if party.iso)
        self._by_code = dict(by_code)  # of two, the first
        self.parties: dict[str, Party] = {}

    def party_id(self, name: str) -> str | None:
        """Return the id of the one country that a name means, made a party if need be, or None."""
        codes = countries.meant(name)
        if len(codes) != 1:
            return None
        code = codes[0]
        if code not in self._by_code:
            id_ = countries.id_of(code)
            if id_ in self._ids:  # another party has that id: Georgia, the state of the USA
                id_ = f"{id_}-{code.lower()}"
            self._by_code[code] = id_
            self._ids.add(id_)
            self.parties[id_] = msgspec.structs.replace(countries.party(code), id=id_)
        return self._by_code[code]

    def resolved(self, table: Any) -> Any:
        """Return the table with ids of parties for names of countries; itself if it has none.

        A party with the code of a former state gets its lifetime, unless it has a period.
        """
        changed: dict[str, Any] = {}
        if isinstance(table, Party) and not table.period and table.iso:
            changed = {"period": life} if (life := countries.lifetime(table.iso)) else {}
        for key in _KEYS.get(type(table), ()):  # their order numbers the parties
            value = getattr(table, key)
            if isinstance(value, tuple):
                resolved: Any = tuple(map(self._resolved, value))
            else:
                resolved = value and self._resolved(value)
            if resolved != value:
                changed[key] = resolved
        return msgspec.structs.replace(table, **changed) if changed else table

    def _resolved(self, name: str) -> str:
        return name if name in self._ids else self.party_id(name) or name
