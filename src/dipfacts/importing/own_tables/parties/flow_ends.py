"""The direction of a flow between the parties of a table of one's own.

Exports go from the reporter to the partner, imports from the partner to the reporter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.importing.own_tables.parties.flows import is_of_flows, measure_meant
from dipfacts.importing.own_tables.parties.party_heads import is_of_partners, is_reporter
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import (
    in_columns,
    party_template,
    split_parties,
)
from dipfacts.importing.wording import map_option
from dipfacts.text import plain

_WAYS = {
    "in": re.compile(r"imports(?![a-z])|import$|(?:^|-)debits?$|inflow|inward|immigration|arrival"),
    "out": re.compile(
        r"exports(?![a-z])|export$|(?:^|-)credits?$|outflow|outward|emigration|departure|balance"
    ),
}
"""Measures of what comes in to a reporter from its partner, or goes out to that."""
_ENDS = {
    "from": re.compile(r"exporter|exporting|origin(?!al)|orig(?![a-z])|sender|supplier|seller"),
    "to": re.compile(
        r"importer|importing|dest(?:ination|(?![a-z]))|target|receiver|recipient|buyer"
    ),
}
"""Heads of columns that say which end of a flow they are, whoever reports it."""
_MUTUAL = re.compile(
    r"(?:distance|contiguity|border|turnover|agreement|pact|alliance)s?$|treat(?:y|ies)$"
)
"""Measures and kinds that have no direction, whatever the heads of their parties."""


def way_of(measure: str) -> str:
    """Return "in" or "out", as what is measured comes in to a reporter or goes out; else "".

    >>> way_of("goods-imports"), way_of("re-exports"), way_of("turnover"), way_of("import-tariff")
    ('in', 'out', '', '')
    >>> way_of("Importations"), way_of("Ausfuhr")
    ('in', 'out')
    """
    ways = [way for way, named in _WAYS.items() if named.search(in_english(measure))]
    return ways[0] if len(ways) == 1 and "{" not in measure else ""


def _way_given(given: Given) -> str:
    """Return the way of a flow for its reporter as `from` and `to` are; nothing if unknown.

    It is "named" where the heads say whence or whither it goes.

    >>> ends = ("{Country}", "{Partner}"), ("{a}", "x"), ("{Exporter}", "b"), ("", "{Reporter}")
    >>> [_way_given(Given({"from": start}, to=end)) for start, end in ends]
    ['out', '', 'named', 'in']
    """
    start, end = (_head(given.get(key, "")) for key in ("from", "to"))
    if _end_named(start) or _end_named(end):
        return "named"
    if is_reporter(start) or is_of_partners(end):
        return "out"
    return "in" if is_of_partners(start) or is_reporter(end) else ""


def _head(template: str) -> str:
    """Return the head of the column of a party, in English; nothing for a fixed one."""
    return in_english(party_template(template).column)


def _end_named(head: str) -> str:
    ends = [end for end, named in _ENDS.items() if named.search(head)]
    return ends[0] if len(ends) == 1 else ""


def by_direction(given: Given) -> str:
    """Return the options for the two parties of each row as the ends of a direction.

    Nothing where there are not two columns.

    >>> by_direction(Given(parties="iso3:{importer}, iso3:{exporter}"))
    "--map 'from=iso3:{exporter}' --map 'to=iso3:{importer}'"
    >>> by_direction(Given(parties="{a}, {b}")), by_direction(Given(parties="{a}, france"))
    ("--map 'from={a}' --map 'to={b}'", '')
    """
    sides = split_parties(given.parties)
    if len(sides) != len(_ENDS) or len(in_columns(*sides)) < len(sides):
        return ""
    start, end = sides if _ends_said(given) != ("to", "from") else sides[::-1]
    return f"{map_option(f'from={start}')} {map_option(f'to={end}')}"


def _ends_said(given: Given) -> tuple[str, ...]:
    """Return the ends of a direction that the heads of `parties` are, said or as one reports.

    >>> [_ends_said(Given(parties=it)) for it in ("{exporter}, {importer}", "{a}, {buyer}")]
    [('from', 'to'), ()]
    >>> _ends_said(Given(parties="{Reporter}, {Partner}", measure="imports"))
    ('to', 'from')
    """
    heads = [*map(_head, split_parties(given.parties))]
    ends = tuple(map(_end_named, heads))
    if {*ends} == {*_ENDS} and len(ends) == len(_ENDS):
        return ends
    way = way_of(given.measure)
    mine, theirs = ("from", "to") if way == "out" else ("to", "from")
    roles = [mine if is_reporter(it) else theirs if is_of_partners(it) else "" for it in heads]
    return tuple(roles) if way and sorted(roles) == sorted(_ENDS) else ()


def direction_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on `parties` of which the heads say a direction.

    >>> given = Given(parties="{origin}, {dest}", measure="exports")
    >>> [note] = direction_notes(MappedTable(given))
    >>> note.partition(":")[0]
    'parties has no direction, which origin and dest say'
    >>> [note] = direction_notes(MappedTable(given.replaced(measure="calls")))
    >>> note.partition(", write")[0]
    'parties has no direction: if each goes from origin to dest'
    >>> [*direction_notes(MappedTable(given.replaced(measure="distance")))]
    []
    """
    given = table.given
    ends = _ends_said(given)
    if not ends or any(_MUTUAL.search(given.get(it, "").lower()) for it in ("measure", "kind")):
        return
    heads = [side.column for side in in_columns(*split_parties(given.parties))]
    what = "parties has no direction"
    if way_of(given.measure):
        what = f"{what}, which {plain(' and '.join(heads))} say"
        yield f"{what}: {by_direction(given)} in place of parties"
        return
    start, end = heads if ends == ("from", "to") else heads[::-1]
    goes = plain(f"if each goes from {start} to {end}")
    yield f"{what}: {goes}, write {by_direction(given)} in place of parties"


def with_ends(measure: str, given: Given) -> str:
    """Return the addition to the option for another measure, if its flow goes the other way.

    >>> with_ends("imports", Given({"from": "{Reporter}"}, to="{Partner}", measure="exports"))
    " --map 'from={Partner}' --map 'to={Reporter}'"
    >>> with_ends("imports", Given({"from": "{Exporter}"}, to="{Importer}", measure="exports"))
    ''
    """
    way, as_given = way_of(measure), _way_given(given)
    if not way or not {"from", "to"} <= given.keys() or as_given in (way, "named"):
        return ""
    if as_given:
        return f" {_turned(given)}"
    if way == (way_of(given.measure) or "out"):
        return ""
    return f", and, {_if_it_goes(given)}, {_turned(given)}"


def _turned(given: Given) -> str:
    """Return the options for the parties the other way round."""
    start, end = given["to"], given["from"]
    return f"{map_option(f'from={start}')} {map_option(f'to={end}')}"


def _if_it_goes(given: Given) -> str:
    return f"if it goes {_way_round(given)}"


def _way_round(given: Given) -> str:
    """Return the other way than is given, in words: from Partner to Reporter."""
    sides = [party_template(given[key]) for key in ("to", "from")]
    start, end = (side.column or side.text for side in sides)
    return plain(f"from {start} to {end}")


def turned_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note where a flow is given the other way than it goes for its reporter."""
    given = table.given
    if not {"from", "to"} <= given.keys() or measure_meant(table) != given.measure:
        return
    column, cells = _measures(table)
    ways, as_given = {it: way_of(it) for it in cells}, _way_given(given)
    turned = [it for it, way in ways.items() if way and _is_turned(way, as_given, given)]
    others = [it for it in cells if it not in turned]
    such = plain(", ".join(turned))
    if turned and others:
        alone, rest = (_option_for_cells(column, some, given) for some in (turned, others))
        yield (
            f"{such} go {_way_round(given)}: take them apart, with {alone} {_turned(given)} "
            f"--id {plain(turned[0])}, and the others with {rest}"
        )
    elif turned:
        goes = f"what is measured ({such}) goes {_way_round(given)}"
        yield f"from and to seem to be turned round: {goes}: write {_turned(given)}"
    elif not as_given and {*ways.values()} == {"in"} and _are_of_flows(table):
        yield f"{such or cells[0]}: {_if_it_goes(given)}, write {_turned(given)}"


def _is_turned(way: str, as_given: str, given: Given) -> bool:
    """Return whether what goes a way for its reporter is given the other way."""
    if as_given != "named":
        return as_given not in ("", way)
    named = _end_named(_head(given["from"])), _end_named(_head(given["to"]))
    return named in (("to", "from"), ("to", ""), ("", "from"))


def _measures(table: MappedTable) -> tuple[str, list[str]]:
    """Return the column that says what is measured, if one does, and what is measured."""
    given = table.given
    column = given.column_of("measure")
    if not column:
        return "", [given.measure]
    if column == "column":
        return column, [it.strip("{}") for it in split_parties(given.get("columns", ""))]
    return column, [*table.cells(column)]


def _option_for_cells(column: str, cells: Sequence[str], given: Given) -> str:
    """Return the option by which some of what a column measures is taken alone."""
    if column == "column":
        return map_option(f"columns={', '.join(cells)}")
    return given.where_option(column, cells)


def _are_of_flows(table: MappedTable) -> bool:
    """Return whether rows are taken by a column of several flows, as one side reports them."""
    cells = {it: {row.get(it, "").strip() for row in table.rows} for it in table.where}
    return any(is_of_flows(of, it) for it, of in cells.items())
