"""The columns of a table of one's own that name countries which no key of its claims names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from dipfacts.countries import code_lists
from dipfacts.countries.aggregates import role_of_name
from dipfacts.importing.codes import SHORTEST_NAME, list_of_column
from dipfacts.importing.inputs import LETTER
from dipfacts.importing.known_declarations import between_parties
from dipfacts.importing.own_tables.parties.country_heads import side_and_country
from dipfacts.importing.own_tables.parties.flow_ends import way_of
from dipfacts.importing.own_tables.parties.party_heads import is_of_partners, is_reporter
from dipfacts.importing.own_tables.parties.reporter_columns import (
    are_reporters,
    reporter_remedy,
    reporters,
)
from dipfacts.importing.own_tables.parties.sides import Side, party_of, sides_of
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import party_template
from dipfacts.importing.own_tables.units_and_parts.parts import with_scope
from dipfacts.importing.skips import CALLED
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.file_format.csv_table import WHOLE
from dipfacts.model.file_format.tables import WORLD
from dipfacts.text import plain, short

ENDS = {
    "from": re.compile("^from|export|origin(?!al)|source|sender|donor"),
    "to": re.compile("^to($|[^a-z])|import|destination|target|receiver|recipient"),
}
"""The ends of a flow, by the heads of their columns; a reporter may be either."""
_PARTNER = re.compile(
    r"partner|counterpart|destination|origin(?!al)|(?:im|ex)port(?:er|ing)|recipient|receiver|donor"
)
"""Heads of columns of the other side, be it no country."""
_PARTY = re.compile(
    rf"{_PARTNER.pattern}|sender|supplier|buyer|seller|target|countr|nation(?!al|s)|economy|state"
    r"|territor|reporter|(?:^|[^a-z])(?:iso[23]?|to|from|host|home|whom)(?![a-z])"
)
"""Heads of columns of countries, be it of one alone or of codes."""
_BODY = re.compile(
    r"organi[sz]ation|alliance|(?:^|[^a-z])(?:igo|bloc|union|group|body|institution)(?:e?s)?(?![a-z])"
    r"|member"
)
"""Heads of columns of organisations, or of who belongs to them."""
_NUMBER = re.compile(r"[0-9]+$|(?<=[ _-])[A-Za-z]$")
"""The end of a head, by which the columns of several parties differ."""
_VENUE = re.compile(r"place|venue|location|city|capital|deposit|languag")
"""Heads of columns of countries that take no part in it."""
_MOST = 400  # different cells of a column of countries
SAID = ""
"""The remedy for a column that only says what a key does: nothing is to be done."""


def partner_remedies(table: MappedTable, heads: Iterable[str]) -> dict[str, str]:
    """Return the remedy for each column of countries that are no parties of the claims.

    One that says the same as another before it is not told again, nor are those that go on with a
    row of such columns, as c4 does after c3. Of relations and events one may be an organisation;
    beside several parties it must go on with their columns, or be called as one of parties is.
    """
    return {
        column: what or f"if that is a part, add {with_scope(column, table.given)}"
        for column, what in _columns_of_others(table, heads)
    }


def reporter_and_partner_remedies(table: MappedTable, heads: Iterable[str]) -> dict[str, str]:
    """Return the remedy for each column that says whose a number is, or with whom."""
    return {it: what for it, what in _columns_of_others(table, heads) if what}


def _columns_of_others(table: MappedTable, heads: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each column of countries that no key names and what to do, if it is no part."""
    sides = sides_of(table)
    if not table.given.is_of_figures:
        yield from _further_parties(sides, table, [*heads])
        return
    seen = [*sides]
    for column in heads:
        cells = _partners(column, table)
        if not cells or len(cells) > _MOST or side_and_country(column)[1]:  # it is of numbers
            continue
        list_, meant = _countries(column, cells, _list_of_twin(column, sides))
        own = reporters(column, seen, table)
        is_known = is_reporter(column) or len(meant) == len(cells)
        if is_known and are_reporters(own, seen, table):
            yield column, reporter_remedy(own, cells)
            seen.append(own)
            continue
        own = Side("", party_template(f"{{{column}}}"), meant)
        if meant and _are_others(own, seen, table):
            yield column, _remedy(own, list_, sides, table.given)
            seen.append(own)
        elif not meant and _are_groups(column, cells, sides):
            yield column, ""


def _further_parties(
    sides: Sequence[Side], table: MappedTable, heads: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield each column of further parties of relations or events, and what to do."""
    if not sides or any(it.key != "parties" for it in sides[1:]):
        return
    seen, named = [*sides], list[str]()
    for nth, column in enumerate(heads, 1):
        cells = _partners(column, table)
        if not 0 < len(cells) <= _MOST or any(are_twins(column, it) for it in named):
            continue
        is_next = any(are_twins(column, it.column) for it in sides)
        if not is_next and _is_of_no_party(in_english(column), sides):
            continue
        twin = _list_of_twin(column, sides)
        list_, meant = _countries(column, cells, twin, takes_bodies=True, is_party=is_next)
        own = Side("", party_template(f"{{{column}}}"), meant)
        if not meant or not _are_others(own, seen, table):
            continue
        what = _remedy(own, list_, sides, table.given)
        if is_next:
            named.append(column)
            others = [it for it in heads[nth:] if are_twins(it, column) and _partners(it, table)]
            what += f", and so on up to {plain(others[-1])}" if others else ""
        yield column, what
        seen.append(own)


def chosen_party_remedy(column: str, chosen: Sequence[str], table: MappedTable) -> str | None:
    """Return the remedy for a column of parties by which rows are chosen; None if of no such.

    It is SAID where the column only says what a party of the claims is.
    """
    sides, cells = sides_of(table), table.cells(column)
    own = reporters(column, sides, table)
    if len(own.meant) < len(cells) or not own.meant:
        return None
    fixed = [it.meant for it in sides if not it.column]
    if any({own.meant.get(cell, "") for cell in chosen} == {*it.values()} for it in fixed):
        return SAID
    if are_reporters(own, sides, table):
        return reporter_remedy(own, cells)
    return None if _are_others(own, sides, table) else SAID


def scope_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column in the scope that says by its head whose it is, or with whom."""
    remedies = reporter_and_partner_remedies(table, table.given.columns_of("scope"))
    for column, what in remedies.items():
        if is_of_partners(column) or is_reporter(column):
            such = plain(first_of([*map(short, table.cells(column))]))
            yield f"the scope names {plain(column)} ({such}): {what}, and leave it out of scope"


def is_world(cell: str) -> bool:
    """Return whether a cell means all partners, or none.

    >>> [is_world(it) for it in ("World", "W00", "Total", "NA", "China", "Africa")]
    [True, True, True, True, False, False]
    """
    return cell == "NA" or cell.lower() in WHOLE or role_of_name(CALLED.get(cell, cell)) == WORLD


def _list_of_twin(column: str, sides: Sequence[Side]) -> str:
    """Return the list that is given for a side whose head is alike but for its number: ccode1."""
    twins = (it.template for it in sides if are_twins(column, it.column))
    return next((it.list_ for it in twins if it.list_), "")


def are_twins(head: str, other: str) -> bool:
    """Return whether two heads are alike but for their number, or a letter that stands alone.

    >>> are_twins("c2", "c1"), are_twins("party_b", "party_a")
    (True, True)
    >>> are_twins("c", "d"), are_twins("c", "c")
    (False, False)
    """
    return head != other and "" != _NUMBER.sub("", head) == _NUMBER.sub("", other)


def _partners(column: str, table: MappedTable) -> list[str]:
    """Return the cells of a column but for those that mean all, or none."""
    return [it for it in table.cells(column) if not is_world(it)]


def _is_of_no_party(head: str, sides: Sequence[Side]) -> bool:
    """Return whether a head in small letters says that its countries are no parties.

    Beside several parties it must say that they are.
    """
    is_said = len(sides) == 1 or _PARTY.search(head) or _BODY.search(head)
    return bool(_VENUE.search(head)) or not is_said


def _countries(
    column: str,
    cells: Collection[str],
    of_twin: str = "",
    *,
    takes_bodies: bool = False,
    is_party: bool = False,
) -> tuple[str, dict[str, str]]:
    """Return the list of codes of a column, and whom its cells mean; nothing if no countries.

    In a column whose head does not say that it holds countries, several are named in full, or are
    all codes of three letters. With `takes_bodies`, one of organisations says so in its head.

    >>> _countries("partner_iso3", ["CHN"]), _countries("Domain code", ["TM"])
    (('iso3', {'CHN': 'CN'}), ('', {}))
    >>> _countries("Group", ["Male", "Female"]), _countries("Nationality", ["Syria", "Iraq"])
    (('', {}), ('', {'Syria': 'SY', 'Iraq': 'IQ'}))
    >>> _countries("Kunde", ["CHN", "JPN"]), _countries("Kunde", ["CHN", "XYZ"])
    (('iso3', {'CHN': 'CN', 'JPN': 'JP'}), ('', {}))
    """
    takes_bodies = takes_bodies and bool(_BODY.search(in_english(column)))
    is_named = takes_bodies or is_party or _PARTY.search(in_english(column))
    list_ = of_twin or (list_of_column(cells) if is_named or _are_codes(cells) else "")
    some = [it for it in islice(cells, 50) if takes_bodies or list_ or len(it) >= SHORTEST_NAME]
    known = [it for it in some if party_of(list_, it, takes_bodies)]
    if 2 * len(known) < len(some) or len(known) < (1 if is_named else 2):
        return "", {}
    return list_, {it: party for it in cells if (party := party_of(list_, it, takes_bodies))}


def _are_codes(cells: Collection[str]) -> bool:
    """Return whether cells are certain to be codes of countries, whatever their head says."""
    return all(len(it) == len("DEU") and it.isupper() for it in cells) and all(
        code_lists.resolve("iso3", it) for it in cells
    )


def _are_others(own: Side, sides: Sequence[Side], table: MappedTable) -> bool:
    """Return whether the countries of a column are none of the parties in some row.

    A column that mostly says the same as one of the sides only names that otherwise.
    """
    known = {
        parties
        for row in table.taken
        if all(parties := (own.party(row), *(side.party(row) for side in sides)))
    }
    alike = [sum(it[0] == it[nth] for it in known) for nth, _ in enumerate(sides, 1)]
    is_label = any(2 * it > len(known) for it, of in zip(alike, sides, strict=True) if of.column)
    return not is_label and any(it[0] not in it[1:] for it in known)


def _are_groups(column: str, cells: Collection[str], sides: Sequence[Side]) -> bool:
    """Return whether a column of partners names groups, such as Africa, and no side is of it."""
    word = _PARTNER.search(in_english(column))
    of_side = word and any(word[0] in in_english(side.column) for side in sides)
    return bool(word and not of_side) and all(map(LETTER.search, cells))


def _remedy(own: Side, list_: str, sides: Sequence[Side], given: Given) -> str:
    """Return the remedy for a column of countries that are none of the parties, if no part."""
    parties = [side for side in sides if side.key != "reporter"]
    is_listed = list_ and list_ in {it.template.list_ for it in parties}
    text = f"{list_}:{own.template.text}" if is_listed else own.template.text
    fixed = next((side for side in parties if not side.column), None)
    is_alone = [side.key for side in parties] == ["parties"]
    is_partner = bool(_PARTNER.search(in_english(own.column))) or is_reporter(own.column)
    if not given.is_of_figures:
        return _with_party(parties, text, given, is_partner=is_partner)
    if is_alone and (is_partner or not fixed):
        say = "say with whom, as with" if is_partner else "if it says with whom, add"
        return f"{say} {_with_ends(own, parties[0], text, given)} in place of parties"
    if fixed and (is_alone or fixed.key != "parties"):
        return f"if it says whose each number is, write {map_option(f'{fixed.key}={text}')}"
    return ""


def _with_ends(own: Side, other: Side, text: str, given: Given) -> str:
    """Return the options for a flow between a column and the party that is given."""
    ends = (text, other.template.text)
    ends = ends if _is_origin(own, other, given) else ends[::-1]
    options = [f"{key}={it}" for key, it in zip(ENDS, ends, strict=True)]
    if measure := between_parties(given.measure):
        options.append(f"measure={measure}")
    return " ".join(map(map_option, options))


def _with_party(sides: Sequence[Side], text: str, given: Given, *, is_partner: bool) -> str:
    """Return the remedy for a column of another party of relations or events."""
    texts = [it.template.text for it in sides]
    if given.get("kind") == "membership" and not sides[1:]:  # from a member to what it belongs to
        ends = (text, texts[0]) if "member" in in_english(text) else (texts[0], text)
        options = " ".join(map_option(f"{key}={it}") for key, it in zip(ENDS, ends, strict=True))
        options += " in place of parties"
    else:
        options = map_option(f"parties={', '.join([*texts, text])}")
    return (
        f"say with whom, as with {options}"
        if is_partner
        else f"if it says with whom, write {options}"
    )


def _is_origin(own: Side, other: Side, given: Given) -> bool:
    """Return whether a flow comes from the countries of a column, by its head or the measure."""
    head, measure = in_english(own.column), given.measure
    comes_in = "import" in measure or way_of(measure) == "in"
    of_partners = [is_of_partners(it) for it in (other.column, head)]
    if is_reporter(head) or of_partners == [True, False]:
        return not comes_in
    ends = [key for key, named in ENDS.items() if named.search(head) and not is_of_partners(head)]
    return ends[0] == "from" if ends else comes_in
