"""The names that a table of one's own names parties by, those that are declared among them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dipfacts.countries import bodies, code_lists, country_names, dated_names
from dipfacts.importing.codes import code_problem, is_country
from dipfacts.importing.inputs import Declared
from dipfacts.importing.name_meanings import is_continent, meanings, means_bodies, not_one
from dipfacts.importing.reasons import AnyReason
from dipfacts.importing.several_parties import several_in
from dipfacts.model.file_format.tables import BODIES, Party
from dipfacts.record import Record
from dipfacts.text import name_key


class PartyNames(Record, frozen=True):
    """The names that a table may name parties by: the known ones, and of parties that are declared.

    Without `takes_bodies`, organisations and blocs are no parties of its claims.
    """

    declared: Declared
    takes_bodies: bool = True

    @property
    def with_bodies(self) -> PartyNames:
        """Return the same names where organisations and blocs are parties."""
        return PartyNames(self.declared)

    def known(self, name: str) -> Sequence[str]:
        """Return the codes and ids of all that a name means: parties that are declared, too.

        One that is declared by this name needs no reading in other languages.
        """
        own = self._declared_as(name) if self.declared else []
        codes = {country_names.code_of(it) or it.id for it in own}
        others = () if is_continent(name) else country_names.meant(name)
        return sorted(codes.union(others)) if own else meanings(name)

    def is_no_code(self, list_: str, cell: str) -> bool:
        """Return whether a cell in a column of a list's codes names a party that has none instead.

        That is one that is declared or, where they are parties, an organisation.
        """
        if list_ not in ("iso2", "iso3") or code_lists.resolve(list_, cell):
            return False
        return bool(self._declared_as(cell)) or (self.takes_bodies and means_bodies(cell))

    def party(self, list_: str, name: str, periods: Sequence[str] = ()) -> str:
        """Return the code of the party that a name, or a code of the list, means; "" for none.

        A code is looked up in all periods of its row.
        """
        if name == "NA" and list_ != "iso2":
            return ""  # among names it is "not available"; Namibia only among two-letter codes
        of_code = [it for when in periods or ("",) for it in _of_code(list_, name, when)]
        results = [*dict.fromkeys(of_code)] or self._named(name, periods)
        if len(results) != 1:
            return ""
        is_body_taken = self.takes_bodies and bodies.party_kinds().get(results[0]) in BODIES
        is_own = any(it.id == results[0] for it in self._declared_as(name))
        return results[0] if is_body_taken or is_own or is_country(results[0]) else ""

    def why_not_one(self, list_: str, name: str, periods: Sequence[str]) -> AnyReason:
        """Return why a name, or a code of a list, is that of no country, or of two in its periods.

        An organisation is named as what it is, be it a party or not.
        """
        of_two = (why for it in periods if list_ and (why := code_problem(list_, name, it)))
        if problem := next(of_two, ""):
            return problem
        meant = self.with_bodies._named(name, periods)
        party = partial(self.with_bodies.party, list_)
        return (not meant and several_in(name, party)) or not_one(name, meant)

    def _declared_as(self, name: str) -> list[Party]:
        """Return the declared parties of a name or id, organisations only where these are taken."""
        own = self.declared.get(name_key(name), ())
        return [it for it in own if self.takes_bodies or it.kind not in BODIES]

    def _named(self, name: str, periods: Sequence[str]) -> Sequence[str]:
        """Return the parties of a name in all periods of its row; a declared one is so in any."""
        of_name = [it for when in periods for it in dated_names.holders_in(name, when)]
        own = of_name and self._declared_as(name)
        return self.known(name) if own or not of_name else [*dict.fromkeys(of_name)]


def _of_code(list_: str, code: str, period: str) -> list[str]:
    """Return the parties of a code of a list, if there is one, in a period."""
    return code_lists.resolve_in(list_, code, period) if list_ else []
