"""Find the columns of a table of one's own that name countries which no key of its claims names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from dipfacts.countries import code_lists
from dipfacts.countries.aggregates import WORLD, role_of_name
from dipfacts.importing.codes import called, is_country, meanings
from dipfacts.importing.flow_ends import PARTNER, way_of
from dipfacts.importing.mapped_parties import listed
from dipfacts.importing.names import is_body, list_of_column
from dipfacts.importing.parts import with_scope
from dipfacts.importing.plan import map_option
from dipfacts.model.csv_table import WHOLE
from dipfacts.read.table_templates import CODED
from dipfacts.record import Record

Rows = Sequence[Mapping[str, str]]
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
_VENUE = re.compile(r"place|venue|location|city|capital|deposit|languag")
"""Heads of columns of countries that take no part in it."""
_MOST = 400  # different cells of a column of countries
_SHORTEST = 4  # letters of a name; what is shorter may be a code, or no country
_LETTER = re.compile(r"[^\W\d_]")


class _Side(Record, frozen=True):
    """A key of the parties, its template, and whom the cells of its column mean."""

    key: str
    text: str
    column: str
    meant: Mapping[str, str]

    def party(self, row: Mapping[str, str]) -> str:
        """Return the party in a row; nothing where that is not known."""
        return self.meant.get(row.get(self.column, "").strip(), "")


def with_whom(given: Mapping[str, str], heads: Iterable[str], rows: Rows) -> dict[str, str]:
    """Return what to do with each column of countries that are no parties of the claims.

    One that says the same as another before it is not told again. Of relations and events only
    those of one party are, which may be an organisation.
    """
    sides, results = _sides(given, rows), dict[str, str]()
    seen, of_matter = [*sides], given.get("claim") in ("relation", "event")
    if of_matter and len(sides) != 1:
        return {}
    for column in heads:
        cells = [it for it in _filled(column, rows) if not is_world(it)]
        if not cells or len(cells) > _MOST:
            continue
        if of_matter and _VENUE.search(column.lower()):
            continue
        list_, meant = _countries(column, cells, _list_of_twin(column, sides), bodies=of_matter)
        own = _Side("", column, column, meant)
        if meant and _are_others(own, seen, rows):
            results[column] = _remedy(own, list_, sides, given)
            seen.append(own)
        elif not of_matter and not meant and _are_groups(column, cells, sides):
            results[column] = f"if that is a part, add {with_scope(column, given)}"
    return results


def _sides(given: Mapping[str, str], rows: Rows) -> list[_Side]:
    """Return the parties of the claims: fixed ones, and those of a column each."""
    results, bodies = [], given.get("claim") != "figure"
    for key in ("from", "to", "parties", "reporter"):
        for text in listed(given[key]) if key in given else ():
            side = CODED.fullmatch(text)
            column = side[2] if side else ""
            cells = _filled(column, rows) if side else [""]
            list_ = side[1] if side else text.partition(":")[0] if ":" in text else ""
            list_ = list_ or list_of_column(cells)
            code = text.rpartition(":")[2]
            meant = {
                it: _one(list_, it, bodies) if side else _one(list_, code, bodies) or text
                for it in cells
            }
            results.append(_Side(key, text, column, meant))
    return results


def _filled(column: str, rows: Rows) -> list[str]:
    return [*dict.fromkeys(it for row in rows if (it := row.get(column, "").strip()))]


def _one(list_: str, text: str, bodies: bool = False) -> str:
    """Return the country that a code of a list, or a name, means; nothing for none or several.

    Where `bodies` are parties, too, also the organisation.
    """
    results = (code_lists.resolve(list_, text) if list_ else ()) or meanings(text)
    known = len(results) == 1 and (is_country(results[0]) or (bodies and is_body(text)))
    return results[0] if known else ""


def is_world(cell: str) -> bool:
    """Return whether a cell means all partners, or none.

    >>> [is_world(it) for it in ("World", "W00", "Total", "NA", "China", "Africa")]
    [True, True, True, True, False, False]
    """
    return cell == "NA" or cell.lower() in WHOLE or role_of_name(called(cell)) == WORLD


def _list_of_twin(column: str, sides: Sequence[_Side]) -> str:
    """Return the list that is given for a side whose head is alike but for its number: ccode1."""
    twins = (it.text for it in sides if it.column and _numberless(it.column) == _numberless(column))
    return next((text.partition(":")[0] for text in twins if ":" in text), "")


def _numberless(head: str) -> str:
    return head.rstrip("0123456789")


def _countries(
    column: str, cells: Collection[str], of_twin: str = "", *, bodies: bool = False
) -> tuple[str, dict[str, str]]:
    """Return the list of codes of a column, and whom its cells mean; nothing if no countries.

    In a column whose head does not say that it holds countries, several are named in full, or are
    all codes of three letters. With `bodies`, one of organisations says so in its head.

    >>> _countries("partner_iso3", ["CHN"]), _countries("Domain code", ["TM"])
    (('iso3', {'CHN': 'CN'}), ('', {}))
    >>> _countries("Group", ["Male", "Female"]), _countries("Nationality", ["Syria", "Iraq"])
    (('', {}), ('', {'Syria': 'SY', 'Iraq': 'IQ'}))
    >>> _countries("Kunde", ["CHN", "JPN"]), _countries("Kunde", ["CHN", "XYZ"])
    (('iso3', {'CHN': 'CN', 'JPN': 'JP'}), ('', {}))
    """
    bodies = bodies and bool(_BODY.search(column.lower()))
    is_named = bodies or _PARTY.search(column.lower())
    list_ = of_twin or (list_of_column(cells) if is_named or _are_codes(cells) else "")
    some = [it for it in islice(cells, 50) if bodies or list_ or len(it) >= _SHORTEST]
    known = [it for it in some if _one(list_, it, bodies)]
    if 2 * len(known) < len(some) or len(known) < (1 if is_named else 2):
        return "", {}
    return list_, {it: party for it in cells if (party := _one(list_, it, bodies))}


def _are_codes(cells: Collection[str]) -> bool:
    """Return whether cells are certain to be codes of countries, whatever their head says."""
    return all(len(it) == len("DEU") and it.isupper() for it in cells) and all(
        code_lists.resolve("iso3", it) for it in cells
    )


def _are_others(own: _Side, sides: Sequence[_Side], rows: Rows) -> bool:
    """Return whether the countries of a column are none of the parties in some row.

    A column that mostly says the same as one of the sides only names that otherwise.
    """
    known = {
        parties
        for row in rows
        if all(parties := (own.party(row), *(side.party(row) for side in sides)))
    }
    alike = [sum(it[0] == it[nth] for it in known) for nth, _ in enumerate(sides, 1)]
    is_label = any(2 * it > len(known) for it, of in zip(alike, sides, strict=True) if of.column)
    return not is_label and any(it[0] not in it[1:] for it in known)


def _are_groups(column: str, cells: Collection[str], sides: Sequence[_Side]) -> bool:
    """Return whether a column of partners names groups, such as Africa, and no side is of it."""
    word = _PARTNER.search(column.lower())
    of_side = word and any(word[0] in side.column.lower() for side in sides)
    return bool(word and not of_side) and all(map(_LETTER.search, cells))


def _remedy(own: _Side, list_: str, sides: Sequence[_Side], given: Mapping[str, str]) -> str:
    """Return what to do with a column of countries that are none of the parties."""
    parties = [side for side in sides if side.key != "reporter"]
    prefixes = {side.text.partition(":")[0] for side in parties if ":" in side.text}
    text = f"{list_}:{{{own.column}}}" if list_ in prefixes else f"{{{own.column}}}"
    fixed = next((side for side in parties if not side.column), None)
    is_alone = [side.key for side in parties] == ["parties"]
    is_partner = bool(_PARTNER.search(own.column.lower()))
    if given.get("claim") in ("relation", "event"):
        return _with_party(parties[0], text, given, is_partner=is_partner)
    if is_alone and (is_partner or not fixed):
        ends = (text, parties[0].text) if _is_origin(own, given) else (parties[0].text, text)
        options = " ".join(map_option(f"{key}={it}") for key, it in zip(ENDS, ends, strict=True))
        say = "say with whom, as with" if is_partner else "if it says with whom, add"
        return f"{say} {options} in place of parties"
    if fixed and (is_alone or fixed.key != "parties"):
        return f"if it says whose each number is, add {map_option(f'{fixed.key}={text}')}"
    return f"if that is a part, add {with_scope(own.column, given)}"


def _with_party(side: _Side, text: str, given: Mapping[str, str], *, is_partner: bool) -> str:
    """Return what to do with a column of the second party of relations or events."""
    if given.get("kind") == "membership":  # it is from a member to what that belongs to
        ends = (text, side.text) if "member" in text.lower() else (side.text, text)
        options = " ".join(map_option(f"{key}={it}") for key, it in zip(ENDS, ends, strict=True))
        options += " in place of parties"
    else:
        options = map_option(f"parties={side.text}, {text}")
    return (
        f"say with whom, as with {options}"
        if is_partner
        else f"if it says with whom, write {options}"
    )


def _is_origin(own: _Side, given: Mapping[str, str]) -> bool:
    """Return whether a flow comes from the countries of a column, by its head or the measure."""
    head, measure = own.column.lower(), given.get("measure", "")
    ends = [key for key, named in ENDS.items() if named.search(head) and not PARTNER.search(head)]
    return ends[0] == "from" if ends else "import" in measure or way_of(measure) == "in"
