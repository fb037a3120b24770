"""Countries that a fact base names without declaring them: by ISO code or by English name.

`parties = ["jp", "south-korea"]` needs no `[[party]]`. Whichever way such a country is written, it
becomes one party, whose id is its English name; a party that is declared with its code is that
country.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dipfacts import countries
from dipfacts.model.tables import Claim, Figure, Party

NTH = 1 << 30  # from here on parties are numbered that stand in no file


class Undeclared:
    """Tells which party a name in a table means, given the parties that are declared."""

    def __init__(self, declared: Mapping[str, Party], others: set[str]) -> None:
        """`others` are ids of parties whose own tables are not sound."""
        self._ids = {*declared, *others}
        self._by_code: dict[str, str] = {}
        for id_, party in declared.items():
            if party.iso:
                self._by_code.setdefault(party.iso, id_)
        self._found: dict[str, str | None] = {}
        self._codes: dict[str, list[str]] = {}
        self.made: dict[str, Party] = {}

    def codes(self, name: str) -> list[str]:
        """The codes of the countries that a name may mean, looked for once."""
        if name not in self._codes:
            self._codes[name] = countries.meant(name)
        return self._codes[name]

    def of(self, name: str) -> str | None:
        """The id of the party meant by a name that is nobody's id; None if no country is."""
        if name not in self._found:
            codes = self.codes(name)
            self._found[name] = self._party(codes[0]) if len(codes) == 1 else None
        return self._found[name]

    def _party(self, code: str) -> str:
        if code not in self._by_code:
            id_ = countries.id_of(code)
            if id_ in self._ids:  # another party has that id: Georgia, the state of the USA
                id_ = f"{id_}-{code.lower()}"
            self._by_code[code] = id_
            self._ids.add(id_)
            self.made[id_] = msgspec.structs.replace(countries.party(code), id=id_)
        return self._by_code[code]

    def settled(self, table: Any) -> Any:
        """The table with ids of parties in place of names of countries; itself where it has none.

        A state that was brings its lifetime along, as other countries bring their names.
        """
        keys = ("country",) if isinstance(table, Party) else ("from_", "to", "claimant")
        if not isinstance(table, Party | Claim):
            return table
        changed: dict[str, Any] = {}
        if isinstance(table, Party) and table.iso in countries.FORMER and not table.period:
            changed["period"] = countries.lifetime(table.iso)
        for key in (*keys, *(["reporter"] if isinstance(table, Figure) else [])):
            name = getattr(table, key)
            if name and name not in self._ids and (id_ := self.of(name)):
                changed[key] = id_
        if isinstance(table, Claim):
            parties = tuple((n not in self._ids and self.of(n)) or n for n in table.parties)
            if parties != table.parties:
                changed["parties"] = parties
        return msgspec.structs.replace(table, **changed) if changed else table
