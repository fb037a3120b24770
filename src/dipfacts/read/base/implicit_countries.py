"""Countries that a fact base names without declaring them, by a code or by English name.

`parties = ["jp", "south-korea", "cow:365"]` needs no `[[party]]`. However such a country is
written, it becomes one party, whose id is its English name; a declared party with its code is that
country. The same goes for known organisations.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from dipfacts.countries import country_names, lifetimes, related_words
from dipfacts.model.file_format.tables import BODIES, Event, Figure, Party, Relation
from dipfacts.model.periods.period import is_period
from dipfacts.remedy import AnyRemedy
from dipfacts.text import quoted_list

_CLAIM = ("from_", "to", "claimant")
_KEYS: dict[type, tuple[str, ...]] = {
    Party: ("country",),
    Figure: (*_CLAIM, "reporter", "parties"),
    Relation: (*_CLAIM, "parties"),
    Event: (*_CLAIM, "parties"),
}
IMPLICIT_NTH = 1 << 24  # the numbers of parties that no file declares begin here


class ImplicitCountries:
    """The parties meant by names of countries, given the parties that are declared.

    `parties` holds, by id, those made so far because no table declares them.
    """

    def __init__(self, declared: dict[str, Party], others: set[str]) -> None:
        """Take the declared parties, and the ids (`others`) of those whose tables are invalid."""
        self._ids = {*declared, *others}
        self._no_countries = {id_ for id_, it in declared.items() if it.kind != "country"}
        known = ((country_names.code_of(party), id_) for id_, party in reversed(declared.items()))
        self._by_code = {code: id_ for code, id_ in known if code}  # of two, the first
        self._of_codes: dict[str, str] = {}  # by codes that mean one country in any period
        self.parties: dict[str, Party] = {}

    def party_id(self, name: str) -> str | None:
        """Return the id of the one country that a name means, made a party if need be, or None."""
        codes = country_names.meant(name)
        return self._id_of(codes[0]) if len(codes) == 1 else None

    def ids_called(self, name: str) -> list[str]:
        """Return the ids of the parties that a name means in any language, making none.

        Of an adjective and of a capital those of its countries, whose name it is not.
        """
        from dipfacts.countries import wording  # lazy: most bases name none so

        codes = wording.known_as(name) or related_words.codes_of_adjective(name)
        codes = codes or related_words.having_capital(name)
        return [self._by_code.get(code) or self._written(code) for code in codes]

    def wholes_called(self, name: str) -> list[str]:
        """Return the ids of the countries that a name may mean a part of."""
        codes = related_words.wholes_of(name)
        return [self._by_code.get(code) or self._written(code) for code in codes]

    def _written(self, code: str) -> str:
        """Return the id that means a country: also of one that is declared without its code."""
        id_ = country_names.id_of(code)
        return self._free_id(code) if id_ in self._no_countries else id_

    def _id_of(self, code: str) -> str:
        if code not in self._by_code:
            self._by_code[code] = id_ = self._free_id(code)
            self._ids.add(id_)
            self.parties[id_] = msgspec.structs.replace(country_names.party(code), id=id_)
        return self._by_code[code]

    def _free_id(self, code: str) -> str:
        id_ = country_names.id_of(code)
        # Another party may have that id: Georgia, the state of the USA.
        return f"{id_}-{code.lower()}" if id_ in self._ids else id_

    def resolved(self, table: Any) -> Any:
        """Return the table with ids of parties for names of countries; itself if it has none.

        A party with the code of a former state gets its lifetime, unless it has a period; so does
        an organisation that is no more.
        """
        changed: dict[str, Any] = {}
        if isinstance(table, Party) and not table.period and (table.iso or table.kind in BODIES):
            life = lifetimes.lifetime(country_names.code_of(table) or "")
            changed = {"period": life} if life else {}
        for key in _KEYS.get(type(table), ()):  # their order numbers the parties
            value = getattr(table, key)
            if not value:
                continue
            if isinstance(value, tuple):
                resolved: Any = tuple(self._resolved(name, table) for name in value)
            else:
                resolved = self._resolved(value, table)
            if resolved != value:
                changed[key] = resolved
        return msgspec.structs.replace(table, **changed) if changed else table

    def _resolved(self, name: str, table: Any) -> str:
        if name in self._of_codes:
            return self._of_codes[name]
        if name in self._ids:
            return name
        if ":" not in name and not is_dated(name):
            return self.party_id(name) or name
        codes = meant_by(name, table)
        if len(codes) == 1 and not is_dated(name):  # whatever the period
            self._of_codes[name] = self._id_of(codes[0])
        return self._id_of(codes[0]) if len(codes) == 1 else name


@cache
def is_dated(name: str) -> bool:
    """Return whether a name or a code means one party until a day, and another after it.

    >>> is_dated("cow:345"), is_dated("cow:373"), is_dated("republic-of-china"), is_dated("china")
    (True, False, True, False)
    """
    from dipfacts.countries import code_lists, dated_names  # lazy: few bases have such names

    list_, colon, code = name.partition(":")
    if colon:
        return code_lists.is_dated(list_, code)
    return dated_names.is_dated(name) and bool(country_names.meant(name))


def meant_by(name: str, table: Any) -> list[str]:
    """Return the parties that cow:345 or a dated name means in the period of the table that has it.

    They are codes of ISO 3166, or ids; of a period that cannot be read all that a code ever meant.
    """
    from dipfacts.countries import code_lists, dated_names  # lazy: few bases have such names

    list_, colon, code = name.partition(":")
    text = getattr(table, "period", None) or ""
    when = text if is_period(text) else ""
    if not colon:
        return dated_names.holders_in(name, when)
    return code_lists.resolve_in(list_, code, when)


def about_code(code: str, table: Any) -> tuple[str, AnyRemedy]:
    """Return the message and the hint for a code or a name that means several parties, or none."""
    from dipfacts.countries import code_lists  # lazy: only where a code is wrong

    if parties := meant_by(code, table):
        may_be = quoted_list(map(country_names.id_of, parties))
        return f'"{code}" was not one party in this period', f"it may be {may_be}; write its id"
    list_, _, rest = code.partition(":")
    return code_lists.unknown_code(list_, rest)
