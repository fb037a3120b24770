"""Notes on the columns of a table of one's own that say more of its claims than any key does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dipfacts.importing.own_tables.columns.figure_statuses import (
    figure_status_remedy,
    status_or_absence_remedy,
)
from dipfacts.importing.own_tables.columns.key_columns import (
    begin_remedy,
    end_remedy,
    period_remedy,
    precision_remedy,
)
from dipfacts.importing.own_tables.columns.no_claim_columns import no_claim_remedy
from dipfacts.importing.own_tables.columns.occurrence_statuses import (
    matter_status_remedy,
    yes_no_status_remedy,
)
from dipfacts.importing.own_tables.columns.rows_that_count import (
    uncounted_remedy,
    withdrawal_remedy,
)
from dipfacts.importing.own_tables.parties.flow_ends import with_ends
from dipfacts.importing.own_tables.parties.flows import (
    are_all_of,
    are_flow_codes,
    is_of_flows,
    measure_meant,
    name_measure,
    other_measure,
)
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.actual_years import (
    estimates_remedy,
    is_of_actual_years,
)
from dipfacts.importing.own_tables.times.date_columns import date_remedy, period_of_columns
from dipfacts.importing.own_tables.times.year_patterns import MONTH, YEAR_CELL
from dipfacts.importing.own_tables.units_and_parts.multipliers import multiplies, of_multipliers
from dipfacts.importing.own_tables.units_and_parts.part_columns import (
    are_parts,
    part_remedy,
    part_word,
    parts_of,
)
from dipfacts.importing.own_tables.units_and_parts.partner_columns import (
    chosen_party_remedy,
    is_world,
    partner_remedies,
)
from dipfacts.importing.own_tables.units_and_parts.parts import (
    TIMES,
    is_whole,
    remedy,
    used_columns,
    with_scope,
)
from dipfacts.importing.own_tables.units_and_parts.unit_columns import (
    UNITS,
    are_codes_of_units,
    is_plain_unit,
    names_units,
    other_power,
    prices_said,
    written_unit,
)
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.read.table.table_rules import places
from dipfacts.record import Record
from dipfacts.text import bare_cell, plain, short

_IN_YEAR = re.compile(
    r"[0-9]{1,2}|[qt][1-4]|[1-4][qt]|[hs][12]|w[0-9]{1,2}"
    r"|(?:[1-4]|i{1,3}|iv)\W?(?:er|re|o|e|eme)?(?:[ _]?(?:quarter|semesters?|hal(?:f|ves)))?"
    rf"|{MONTH}"
)
_OF_OCCURRENCES = (
    matter_status_remedy,
    yes_no_status_remedy,
    withdrawal_remedy,
    no_claim_remedy,
    end_remedy,
    period_remedy,
    begin_remedy,
)
_OF_KEYS = {
    "figure": (
        estimates_remedy,
        status_or_absence_remedy,
        uncounted_remedy,
        precision_remedy,
        period_remedy,
        end_remedy,
    ),
    "relation": _OF_OCCURRENCES,
    "event": _OF_OCCURRENCES,
}
"""Functions that know the columns which say what a key could, by the type of the claims."""


class Advice(Record, frozen=True):
    """The remedy for a column, and what it holds where that must be said before."""

    remedy: str
    holds: str = ""

    def on(self, subject: str) -> str:
        """Return the note on a column, of which the subject tells."""
        return f"{subject}{self.holds and f', {self.holds}'}: {self.remedy}"


def _advice(what: str) -> Advice | None:
    """Return a remedy as an advice; None for nothing."""
    return Advice(what) if what else None


def _measure_option(measure: str, given: Given) -> str:
    return f"{name_measure(measure)}{with_ends(measure, given)}"


def part_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column by which rows are taken that may be about a part alone.

    Of relations and events, on each that says how far they are, or with whom.
    """
    advice_on = _advice_on_chosen if table.given.is_of_figures else _advice_on_chosen_occurrences
    whom = partner_remedies(table, table.where)
    for column, cells in table.where.items():
        if advice := advice_on(column, cells, whom, table):
            yield advice.on(_only(column, cells))


def _only(column: str, taken: Sequence[str]) -> str:
    such = plain(first_of([short(it) or "blank" for it in taken]))
    return f"only rows whose {plain(column)} is {such} are taken"


def _advice_on_chosen_occurrences(
    column: str, cells: Sequence[str], whom: Mapping[str, str], table: MappedTable
) -> Advice | None:
    """Return the advice on relations or events that are taken by a column; None for nothing."""
    given = table.given
    if what := matter_status_remedy(column, table.holding(column, cells)):
        return Advice(what)
    return None if column in used_columns(given) else _advice(whom.get(column, ""))


def _advice_on_chosen(
    column: str, cells: Sequence[str], whom: Mapping[str, str], table: MappedTable
) -> Advice | None:
    """Return the advice on numbers that are taken by the cells of a column; None for nothing."""
    given, head = table.given, in_english(column)
    is_said = column in used_columns(given) or multiplies(column, table.all_cells(column))
    if is_said or TIMES.search(head):
        return None
    if UNITS.search(head):
        unit = written_unit(cells, given)
        is_other = unit and not are_codes_of_units(column, table.taken)
        return Advice(f"if it is right, add {unit}") if is_other else None
    if advice := _advice_on_flow_or_status(column, cells, table):
        return advice
    if column in whom:
        return Advice(whom[column])
    return _advice_on_party_or_part(column, cells, table)


def _advice_on_party_or_part(
    column: str, cells: Sequence[str], table: MappedTable
) -> Advice | None:
    """Return the advice on rows that are taken of one who reports, or that may be of a part."""
    of_party = chosen_party_remedy(column, cells, table.whole)
    if of_party is not None:
        return _advice(of_party)
    is_part = _may_be_part(column, cells, table)
    return Advice(f"if that is a part, add {with_scope(column, table.given)}") if is_part else None


def _advice_on_flow_or_status(
    column: str, cells: Sequence[str], table: MappedTable
) -> Advice | None:
    """Return the advice on rows that are taken of another flow, or of a status; else None."""
    own = table.holding(column, cells)
    return _advice_on_other_flow(column, cells, table.given) or _advice(
        estimates_remedy(column, table)
        or figure_status_remedy(column, own)
        or uncounted_remedy(column, own)
    )


def _advice_on_other_flow(column: str, cells: Collection[str], given: Given) -> Advice | None:
    """Return the advice on a column of another flow than is given; else None."""
    other = other_measure(column, cells, given.measure) if given.measure else ""
    return Advice(_measure_option(other, given), f"which is not {given.measure}") if other else None


def _may_be_part(column: str, chosen: Sequence[str], table: MappedTable) -> bool:
    """Return whether the rows that are taken by a column may be about a part."""
    measure = table.given.measure
    if any(column in it for it in table.rows[:1]) and uncounted_remedy(column, table.whole):
        return False  # the rows that count are no part
    cells = table.all_cells(column)
    is_of_whole = any(is_whole(it, measure, column) or is_world(it) for it in chosen)
    if is_of_flows(cells, column) or is_of_whole or is_of_actual_years(column):
        return False
    return bool(cells.difference(chosen) or parts_of(column, chosen, measure))


def unused_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column that no key names and that says more of the claims than they do.

    What is told of it is what to do, by the first of those that know what such a column means.
    """
    given, unused = table.given, table.unused
    of_ids = {*given.columns_of("key")}
    others = [*table.where, *unused]
    parts = _remedies_of_parts(table) if given.is_of_figures else partner_remedies(table, others)
    finer = period_of_columns(table)
    of_dates = [it for it in unused if it in places(finer)]
    for column in unused:
        is_multiplier = given.is_of_figures and of_multipliers(column, table.cells(column))
        if is_multiplier or column in of_dates[1:]:  # of these the first is told
            continue
        advice = (
            (_advice_on_flows_or_units(column, table) if given.is_of_figures else None)
            or (Advice(date_remedy(finer)) if column in of_dates else None)
            or _advice_on_times(column, table)
            or _advice_by_key(column, table)
            or _advice(parts.get(column, ""))
        )
        if advice:
            such = plain(first_of([*map(short, table.cells(column))]))
            names = "only the ids name" if column in of_ids else "no key names"
            yield advice.on(f"{names} {plain(column)} ({such})")


def _advice_on_flows_or_units(column: str, table: MappedTable) -> Advice | None:
    """Return the advice on a column of flows, or of units; else None."""
    given, cells = table.given, table.cells(column)
    if not cells:
        return None
    power = other_power(cells, given) if names_units(column) else None
    if power:
        write = "write" if "scale" in given else "add"
        return Advice(f"if it is right, {write} --map scale={10**power}")
    if power == 0 and are_codes_of_units(column, table.taken):
        return None  # the other column is told, or was heeded
    if names_units(column) and any(map(prices_said, cells)) and "definition" not in given:
        return Advice(f"say of which prices, as with {map_option(f'definition={{{column}}}')}")
    is_odd = power == 0 and not is_plain_unit(cells[0])
    if is_odd and (unit := written_unit(cells, given)):
        return Advice(f"if it is right, write {unit}")
    if is_of_flows(cells, column) or power is not None:
        return Advice(remedy(column, cells, cells[0], given))
    return None


def _advice_on_times(column: str, table: MappedTable) -> Advice | None:
    """Return the advice on a column of parts of the years that are the periods; else None."""
    cells = table.cells(column)
    of_years = all(map(YEAR_CELL.fullmatch, _periods(table)))
    is_day = in_english(column).startswith("day") and all(
        map(str.isdecimal, cells)
    )  # of which month
    if not cells or not of_years or is_day or not _are_in_year(column, cells):
        return None
    return Advice(remedy(column, cells, cells[0], table.given))


def _periods(table: MappedTable) -> set[str]:
    """Return the cells of the column that is the period; what it is, if it is none alone."""
    column = table.given.column_of("period")
    if not column:
        return {table.given.period}
    return {row[column].strip() for row in table.taken if column in row}


def _advice_by_key(column: str, table: MappedTable) -> Advice | None:
    """Return the advice on a column of another flow, or of what a key says; else None."""
    given, cells, taken = table.given, table.cells(column), table.taken
    if not cells:
        return None
    if advice := _advice_on_other_flow(column, cells, given):
        return advice
    what = (of_key(column, table) for of_key in _OF_KEYS[given.claim])
    if first := next(filter(None, what), ""):
        return Advice(first)
    is_of_each = all(row[column].strip() for row in taken)
    of_flows = given.measure and is_of_each and are_flow_codes(cells, column)
    if of_flows and not are_all_of(given.measure, table.heads, taken):
        return Advice(f"see that it is that of {plain(given.measure)}", "the code of a flow")
    return None


def _remedies_of_parts(table: MappedTable) -> dict[str, str]:
    """Return the remedy for each column of parts, or of other countries, that no key names.

    A label of one that is named or told is not told.
    """
    scopes = table.given.columns_of("measure", "scope")
    said = [it for it in table.heads if it in scopes or it in table.where]
    results = dict[str, str]()
    for column in table.unused:
        if are_parts(column, table) and not _is_label(column, said, table):
            results[column] = part_remedy(column, table)
            said.append(column)
    others = [it for it in table.unused if not part_word(it)]
    meant = table.with_measure(measure_meant(table))
    return {**results, **partner_remedies(meant, [*table.where, *others])}


def _is_label(column: str, said: Sequence[str], table: MappedTable) -> bool:
    """Return whether a column says the same as one that is named or told, as a label of its codes.

    Where each has one cell alone, their heads must begin alike.
    """
    cells = len(table.cells(column))
    for other in said:
        sides = (column, other)
        pairs = {tuple(bare_cell(row[it].strip()) for it in sides) for row in table.taken}
        is_alike = len(pairs) == len({of for _, of in pairs}) == len({cell for cell, _ in pairs})
        if is_alike and (cells > 1 or part_word(column) == part_word(other)):
            return True
    return False


def _are_in_year(column: str, cells: Collection[str]) -> bool:
    """Return whether the cells of a column are months, quarters or days, and no ends.

    >>> _are_in_year("Month", ["Q1", "3"]), _are_in_year("Day", ["30.5", "total"])
    (True, False)
    >>> _are_in_year("Trimestre", ["1er", "T2"]), _are_in_year("Quartal", ["1. Quartal", "III"])
    (True, True)
    >>> _are_in_year("EndMonth", ["3"]), _are_in_year("refMonth", ["52"])
    (False, False)
    """
    head = in_english(column)
    if not TIMES.search(head) or head.startswith("end"):
        return False
    if "month" in head and any(it.isdecimal() and int(it) > len(MONTHS) for it in cells):
        return False  # 52 is the whole year
    return all(_IN_YEAR.fullmatch(in_english(cell)) for cell in cells)
