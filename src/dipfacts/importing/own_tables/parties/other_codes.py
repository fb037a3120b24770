"""Codes and names of a table of one's own that stand for no countries, as what is beside says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.countries import code_lists, country_names, related_words
from dipfacts.countries.aggregates import is_remainder, role_of_name
from dipfacts.importing.codes import is_country
from dipfacts.importing.inputs import Rows
from dipfacts.importing.name_meanings import meanings
from dipfacts.importing.own_tables.parties.code_questions import options_with
from dipfacts.importing.own_tables.parties.near_names import name_meant
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.plan import Keys
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.display import are
from dipfacts.text import fold, plain, short

_SAMPLE = 1000  # rows by which a column of names is known
_FEWEST = 2  # codes beside their names by which a column is known
_BEFORE = re.compile(r"[A-Z]{2}-|\w+ (?:of|de|di|do) ")  # "State of Alabama", "US-Alabama"
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_PARTS = re.compile(
    r"(?<![^\W_])(?:(?:us|u\.s\.|usa|american)[ _-]states?|federal[ _-]states?|provinces?"
    r"|cantons?|kantone?|bundesl(?:and|änder)|oblasts?|counties|county)(?![^\W_])",
    re.I,
)
"""Words of a head for parts of a country; a "state" alone may be any country."""
_STATE = re.compile(  # no state of the world's, as in Member State or State party
    r"(?<![^\W_])(?<!member[ _-])(?<!reporting[ _-])(?<!reporter[ _-])"
    r"states?(?![^\W_])(?![ _-]part)",
    re.I,
)
_US_STATES = {
    *"AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE".split(),
    *"NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split(),
}
_MOST = 200  # names that are looked at for slips


def other_codes_notes(
    column: str, list_: str, heads: Sequence[str], rows: Rows, table: Keys, names: PartyNames
) -> Iterator[str]:
    """Yield the note on codes or names of countries that are of parts of one, as others say.

    These are the names beside codes which shorten them and are of none, the head, or the other
    names of the column.
    """
    some = rows[:: len(rows) // _SAMPLE + 1]
    for head in heads if list_ else ():
        pairs = sorted({(row[column].strip(), row[head].strip()) for row in some})
        named = [it for it in pairs if all(it) and code_lists.resolve(list_, it[0])]
        if others := _no_countries(list_, named):
            such = [f"{code} ({_title(list_, code)}) beside {short(name)}" for code, name in others]
            what = f"the codes in {plain(column)} are taken, though {plain(head)} says otherwise"
            yield f"{what}, {plain(first_of(such))}: {_parts_remedy(head, table)}"
            return
        if list_ == "iso2" and (of_fips := _fips_pairs(named)):
            such = [
                f"{code} ({_title(list_, code)}) beside {short(name)}" for code, name in of_fips
            ]
            options = " ".join(options_with(table, {column: f"gec:{{{column}}}"}))
            what = (
                f"the codes in {plain(column)} are taken as those of ISO, though those of FIPS are"
            )
            yield f"{what} alike with {plain(head)}, {plain(first_of(such))}: write {options}"
            return
    cells = sorted({text for row in rows if (text := row[column].strip())})
    if mistaken := _among_parts(column, list_, cells, names):
        yield f"{mistaken}: {_parts_remedy(column, table)}"


def _parts_remedy(head: str, table: Keys) -> str:
    """Return the remedy for parts of a country, which a column names."""
    how = "if they are of parts of a country, write that country in their place"
    if table["claim"] == "figure":
        how = f"{how}, and the part as {map_option(f'scope={{{head}}}')}"
    return how


def _fips_pairs(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the codes beside names that are not theirs, if all but few are alike as codes of FIPS.

    >>> _fips_pairs([("AU", "Austria"), ("AS", "Australia"), ("FR", "France")])
    [('AU', 'Austria'), ('AS', 'Australia')]
    >>> _fips_pairs([("DE", "Germany"), ("AU", "Austria"), ("CH", "Switzerland")])
    []
    """
    known = [it for it in pairs if meanings(it[1])]
    others = [it for it in known if not _is_named("iso2", *it)]
    is_fips = all(_is_named("gec", *it) for it in others)
    alike = sum(_is_named("gec", *it) for it in known)
    return others if len(others) >= _FEWEST and is_fips and 4 * alike > 3 * len(known) else []


def _is_named(list_: str, code: str, name: str) -> bool:
    return not {*meanings(name)}.isdisjoint(code_lists.resolve(list_, code))


def _among_parts(column: str, list_: str, cells: Sequence[str], names: PartyNames) -> str:
    """Return the words on cells taken for countries whose head, or others, are of parts of one.

    >>> states = ["Alabama", "Georgia", "Ohio"]
    >>> _among_parts("Destination", "", states, PartyNames({}))
    'Georgia in Destination is taken for a country, though most names there are of none'
    >>> _among_parts("state_code", "iso2", ["AL", "TX"], PartyNames({}))
    'AL (Albania) in state_code is taken for a country, though those of US states are alike'
    >>> _among_parts("State", "iso2", ["DE", "FR"], PartyNames({}))
    ''
    >>> _among_parts("Member State", "iso2", ["DE", "MT"], PartyNames({}))
    ''
    """
    meant = {it: code_lists.resolve(list_, it) if list_ else names.known(it) for it in cells}
    taken = {
        it: f"{it} ({country_names.title(codes[0])})" if list_ else short(it)
        for it, codes in meant.items()
        if len(codes) == 1 and is_country(codes[0])
    }
    if not taken:
        return ""
    if _OF_PARTS.search(column):
        why = "its header is of parts of one"
    elif list_ == "iso2" and _STATE.search(column) and len(cells) > 1 and {*cells} <= _US_STATES:
        why = "those of US states are alike"
    elif not list_ and _are_few(
        len(taken), [it for it, codes in meant.items() if not codes], names
    ):
        why = "most names there are of none"
    else:
        return ""
    which = "a country" if len(taken) == 1 else "countries"
    such = f"{plain(first_of([*taken.values()]))} in {plain(column)}"
    return f"{such} {are(len(taken))} taken for {which}, though {why}"


def _are_few(known: int, unknown: Sequence[str], names: PartyNames) -> bool:
    """Return whether known names are few beside unknown ones that are no totals and no slips."""
    if len(unknown) < _FEWEST * known:
        return False
    others = (it for it in unknown[:_MOST] if not (is_remainder(it) or role_of_name(it)))
    return sum(not name_meant(it, names.declared) for it in others) >= _FEWEST * min(known, 50)


def _no_countries(list_: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the codes with names beside them that they shorten, if most are of no country so.

    Those of the countries themselves are left out, as the row of the whole in a table of states.

    >>> _no_countries("iso2", [("AL", "Alabama"), ("CA", "California"), ("US", "United States")])
    [('AL', 'Alabama'), ('CA', 'California')]
    >>> _no_countries("iso2", [("IN", "Indian rupee"), ("BR", "Brazilian real")])
    []
    >>> _no_countries("iso2", [("CU", "Havana"), ("BR", "Brasília"), ("AR", "Aria")])
    []
    """
    codes, names = ({it[side] for it in pairs} for side in (0, 1))
    if not len(codes) == len(names) == len(pairs):
        return []
    others = [it for it in pairs if not _is_of(list_, *it)]
    if len(others) < _FEWEST or 3 * len(others) < 2 * len(pairs):
        return []
    shortened = sum(_shortens(*it) for it in others)
    known = sum(bool(meanings(name)) for _, name in others)
    return others if 3 * shortened >= 2 * len(others) and 4 * known <= len(others) else []


def _shortens(code: str, name: str) -> bool:
    """Return whether a code is the first letter of a name and others of it, in their order.

    >>> _shortens("AZ", "Arizona"), _shortens("ZH", "Zürich"), _shortens("CH", "Bern")
    (True, True, False)
    >>> _shortens("AL", "State of Alabama"), _shortens("AL", "US-Alabama")
    (True, True)
    """
    own = fold(_BEFORE.sub("", name))
    letters = iter(own)
    is_in_order = all(letter in letters for letter in fold(code))
    return is_in_order and len(own) > len(code) and own[:1] == fold(code)[:1]


def _is_of(list_: str, code: str, name: str) -> bool:
    """Return whether a name is of the country of a code: one of its words, or its capital."""
    own = {*code_lists.resolve(list_, code)}
    words = [name, *_WORD.findall(name)]
    return any(
        not own.isdisjoint(of(it))
        for it in words
        for of in (meanings, related_words.codes_of_adjective, related_words.having_capital)
    )


def _title(list_: str, code: str) -> str:
    return country_names.title(code_lists.resolve(list_, code)[0])
