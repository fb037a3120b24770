"""The choice among several parties of one name, by the days asked about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dipfacts.countries import country_names, dated_names, lifetimes
from dipfacts.countries.languages import common_forms
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.text import name_key

# Who was called so as well while a country was divided.
_PARTS = {"DE": ("DD",), "VN": ("south-vietnam",), "YE": ("YD", "north-yemen")}


def called_so_then(
    name: str, parties: Mapping[str, Party], best: list[str], during: Days
) -> list[str]:
    """Return the parties of a name with the states that were called so, too, in these days.

    That is the one that they were once, and the parts of one in all of these days, where its mere
    name is given. Of a name that had passed from one to another, it is who had it then.
    """
    codes = [_code(one, parties) for one in best]
    then = dated_names.holders(name, during)
    if then and {*codes} <= {*dated_names.ever_holders(name)}:
        return then
    before = [it for it in undivided(parties, best) if _was(None, it, during)]
    parts = {it: _PARTS[it] for it in codes if it in _PARTS}
    if not parts or name_key(name) not in common_forms(*parts):
        return [*best, *before]
    every = (part for of_one in parts.values() for part in of_one)
    return [*best, *before, *(it for it in every if _covers(lifetimes.lifetime(it) or "", during))]


def undivided(parties: Mapping[str, Party], best: list[str]) -> list[str]:
    """Return the former states that are all of several parties today, as Korea is two."""
    codes = [_code(one, parties) for one in best]
    return lifetimes.predecessors(codes) if len(codes) > 1 else []


def _covers(lifetime: str, during: Days) -> bool:
    period = Period.parse(lifetime)
    begin, end = period.start_day, period.end_day
    return bool(begin and end and begin <= during[0] and during[1] <= end)


def narrowed(
    name: str, parties: Mapping[str, Party], best: list[str], during: Days | None
) -> list[str]:
    """Return those of several parties of a name that are meant then, or the one of that very id.

    Who did not exist then is left out; but a state of today may have had its name as a colony.
    """
    if during:
        was = {one: _was(parties.get(one), one, during) for one in best}
        there = [_code(one, parties) for one in best if was[one]]
        is_new = partial(_is_new, there=there)
        left_out = [
            one
            for one in best
            if not was[one] and (_has_lifetime(one, parties) or is_new(_code(one, parties)))
        ]
        best = [one for one in best if there and one not in left_out] or best
    absent = [one for one in best if one not in parties]
    return [one for one in absent if country_names.id_of(one) == name.strip()] or best


def _code(one: str, parties: Mapping[str, Party]) -> str:
    """Return the code, or else the id, of a party that the base has or not."""
    return (country_names.code_of(parties[one]) or one) if one in parties else one


def _has_lifetime(one: str, parties: Mapping[str, Party]) -> bool:
    """Return whether it is known of a party in which time alone it was there."""
    return bool(one in parties and parties[one].period) or bool(lifetimes.lifetime(one))


def _is_new(code: str, there: list[str]) -> bool:
    """Return whether a state of today had not its name before it began.

    So it is where it followed a state that was there, or has that one's name with words before or
    behind it: South Sudan, beside Sudan. Samoa was a territory of that name.
    """
    words = {*_words(code)}
    return any(code in lifetimes.successors(one) or words > {*_words(one)} for one in there)


def _words(code: str) -> list[str]:
    return country_names.title(code).replace("-", " ").casefold().split()


def _was(party: Party | None, code: str, during: Days) -> bool:
    """Return whether a party, or a country by its code, existed at some time in these days."""
    if party and party.kind == "person":
        return True  # its period is a term of office
    iso = party.iso if party else code
    spans = [party.period] if party and party.period else lifetimes.existed(iso or "")
    return not spans or any(_meets(Period.parse(span), during) for span in spans)


def _meets(lifetime: Period, during: Days) -> bool:
    begin, end = lifetime.start_day, lifetime.end_day
    return (begin is None or begin < during[1]) and (end is None or end > during[0])
