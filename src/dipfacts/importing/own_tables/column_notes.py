"""Notes on the columns of a table of one's own that say more of its claims than any key does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.date_columns import date_remedy, period_of_columns
from dipfacts.importing.own_tables.flow_ends import direction_note, turned_notes, with_ends
from dipfacts.importing.own_tables.flows import (
    are_all_of,
    are_flow_codes,
    is_of_flows,
    measure_meant,
    name_measure,
    other_flow,
    other_measure,
)
from dipfacts.importing.own_tables.head_periods import period_note
from dipfacts.importing.own_tables.head_words import in_english
from dipfacts.importing.own_tables.key_columns import (
    filled,
    how_exact,
    named_columns,
    since_when,
    until_when,
    when,
)
from dipfacts.importing.own_tables.multipliers import multiplier_notes, multiplies, of_multipliers
from dipfacts.importing.own_tables.none_columns import if_at_all
from dipfacts.importing.own_tables.part_columns import are_parts, part_remedy, part_word, parts_of
from dipfacts.importing.own_tables.participants import participants_notes
from dipfacts.importing.own_tables.partner_columns import (
    is_world,
    scope_notes,
    whose_are,
    with_whom,
)
from dipfacts.importing.own_tables.parts import (
    TIMES,
    is_whole,
    remedy,
    used_columns,
    with_scope,
)
from dipfacts.importing.own_tables.rows_that_count import counts_not, who_left
from dipfacts.importing.own_tables.status_columns import how_far, how_final, if_so, status_note
from dipfacts.importing.own_tables.unit_columns import (
    UNITS,
    are_codes_of_units,
    is_plain_unit,
    names_units,
    other_power,
    prices_said,
    written_unit,
)
from dipfacts.importing.plan import Keys, first_of, map_option
from dipfacts.model.calendar import MONTHS
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import one_column
from dipfacts.record import Record
from dipfacts.text import plain, short, whole_numbers

_YEAR = re.compile(r"[12][0-9]{3}(?:\.0)?")
_IN_YEAR = re.compile(
    r"[0-9]{1,2}|[qt][1-4]|[1-4][qt]|[hs][12]|w[0-9]{1,2}"
    r"|(?:[1-4]|i{1,3}|iv)\W?(?:er|re|o|e|eme)?(?:[ _]?(?:quarter|semester|half))?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
)
_OF_MATTERS = (how_far, if_so, who_left, if_at_all, until_when, when, since_when)
_OF_KEYS = {
    "figure": (how_final, counts_not, how_exact, when, until_when),
    "relation": _OF_MATTERS,
    "event": _OF_MATTERS,
}
"""Functions that know the columns which say what a key could, by the type of the claims."""


class Advice(Record, frozen=True):
    """The remedy for a column, and what it holds where that must be said before."""

    remedy: str
    holds: str = ""

    def on(self, subject: str) -> str:
        """Return the note on a column, of which the subject tells."""
        return f"{subject}{self.holds and f', {self.holds}'}: {self.remedy}"


def _named(measure: str, given: Mapping[str, str]) -> str:
    return f"{name_measure(measure)}{with_ends(measure, given)}"


def notes_on_columns(
    given: Mapping[str, str], where: Keys, heads: Sequence[str], rows: Rows
) -> Iterator[str]:
    """Yield the notes on columns of a table that say more of its claims, or of its numbers."""
    taken = _taken(where, rows)
    yield from filter(None, [direction_note(given)])
    if given["claim"] == "figure":
        yield from head_notes(given, taken)
        if measure_meant(given, where, heads, taken) == given.get("measure"):
            yield from turned_notes(given, where, rows)
        yield from multiplier_notes(given, where, heads, taken)
        yield from scope_notes(given, taken)
    yield from participants_notes(given, taken)
    yield from part_notes(given, where, rows)
    yield from unused_notes(given, where, heads, rows)


def _taken(where: Keys, rows: Rows) -> Rows:
    if not where:
        return rows
    return [row for row in rows if all(row.get(it, "").strip() in where[it] for it in where)]


def part_notes(given: Mapping[str, str], where: Keys, rows: Rows) -> Iterator[str]:
    """Yield a note on each column by which rows are taken that may be about a part alone.

    Of relations and events, on each that says how far they are, or with whom.
    """
    about, whom = used_columns(given), with_whom(given, where, _taken(where, rows))
    if given["claim"] != "figure":
        for column, taken in where.items():
            what = how_far(column, given, [{column: it} for it in taken])
            if what := what or (whom.get(column, "") if column not in about else ""):
                yield f"{_only(column, taken)}: {what}"
        return
    for column, taken in where.items():
        cells = {it[column].strip() for it in rows if column in it}
        if column in about or multiplies(column, cells) or TIMES.search(in_english(column)):
            continue
        if UNITS.search(in_english(column)):
            unit = written_unit(taken, given)
            if unit and not are_codes_of_units(column, _taken(where, rows)):
                yield f"{_only(column, taken)}: if it is right, add {unit}"
        elif advice := _what_of_chosen(column, taken, given):
            yield advice.on(_only(column, taken))
        elif column in whom:
            yield f"{_only(column, taken)}: {whom[column]}"
        elif what := _what_of_party_or_part(column, taken, given, rows):
            yield f"{_only(column, taken)}: {what}"


def _what_of_party_or_part(
    column: str, taken: Sequence[str], given: Mapping[str, str], rows: Rows
) -> str:
    """Return what to do where rows of one who reports are taken, or that may be of a part."""
    of_party = whose_are(column, taken, given, rows)
    if of_party is not None:
        return of_party
    is_part = _may_be_part(column, taken, given, rows)
    return f"if that is a part, add {with_scope(column, given)}" if is_part else ""


def _what_of_chosen(column: str, taken: Sequence[str], given: Mapping[str, str]) -> Advice | None:
    """Return what to do where rows of another flow, or of a status, are taken; else None."""
    if advice := _what_of_other_flow(column, taken, given):
        return advice
    cells = [{column: it} for it in taken]
    what = how_final(column, given, cells) or counts_not(column, given, cells)
    return Advice(what) if what else None


def _what_of_other_flow(
    column: str, cells: Sequence[str], given: Mapping[str, str]
) -> Advice | None:
    """Return what to do with a column of another flow than is given; else None."""
    measure = given.get("measure", "")
    other = other_measure(column, cells, measure) if measure else ""
    return Advice(_named(other, given), f"which is not {measure}") if other else None


def _may_be_part(column: str, taken: Sequence[str], given: Mapping[str, str], rows: Rows) -> bool:
    """Return whether the rows that are taken by a column may be about a part."""
    if any(column in it for it in rows[:1]) and counts_not(column, given, rows):
        return False  # the rows that count are no part
    measure, cells = given.get("measure", ""), {it[column].strip() for it in rows if column in it}
    if is_of_flows(cells, column) or any(
        is_whole(it, measure, column) or is_world(it) for it in taken
    ):
        return False
    return bool(cells.difference(taken) or parts_of(column, taken, measure))


def _only(column: str, taken: Sequence[str]) -> str:
    such = plain(first_of([short(it) or "blank" for it in taken]))
    return f"only rows whose {plain(column)} is {such} are taken"


def unused_notes(
    given: Mapping[str, str], where: Keys, heads: Sequence[str], rows: Rows
) -> Iterator[str]:
    """Yield a note on each column that no key names and that says more of the claims than they do.

    What is told of it is what to do, by the first of those that know what such a column means.
    """
    named, of_ids = named_columns(given), {*places(given.get("key", ""))}
    unused = [it for it in heads if it not in named]
    taken = _taken(where, rows)
    is_figure = given["claim"] == "figure"
    parts = (
        _parts_told(given, where, heads, taken)
        if is_figure
        else with_whom(given, [*where, *unused], taken)
    )
    finer = period_of_columns(given, unused, taken)
    of_dates = [it for it in unused if it in places(finer)]
    for column in unused:
        is_multiplier = is_figure and of_multipliers(column, filled(column, taken))
        if is_multiplier or column in of_dates[1:]:  # of these the first is told
            continue
        advice = (
            (_what_of_all(column, given, taken) if is_figure else None)
            or (Advice(date_remedy(finer)) if column in of_dates else None)
            or _what_of_times(column, given, taken)
            or _what_of_taken(column, given, heads, taken)
            or (Advice(parts[column]) if column in parts else None)
        )
        if advice:
            such = plain(first_of([*map(short, filled(column, taken))]))
            names = "only the ids name" if column in of_ids else "no key names"
            yield advice.on(f"{names} {plain(column)} ({such})")


def _what_of_all(column: str, given: Mapping[str, str], rows: Rows) -> Advice | None:
    """Return what to do with a column of flows, or of units; else None."""
    cells = filled(column, rows)
    if not cells:
        return None
    power = other_power(cells, given) if names_units(column) else None
    if power:
        write = "write" if "scale" in given else "add"
        return Advice(f"if it is right, {write} --map scale={10**power}")
    if power == 0 and are_codes_of_units(column, rows):
        return None  # the other column is told, or was heeded
    if names_units(column) and any(map(prices_said, cells)) and "definition" not in given:
        return Advice(f"say of which prices, as with {map_option(f'definition={{{column}}}')}")
    is_odd = power == 0 and not is_plain_unit(cells[0])
    if is_odd and (unit := written_unit(cells, given)):
        return Advice(f"if it is right, write {unit}")
    if is_of_flows(cells, column) or power is not None:
        return Advice(remedy(column, cells, cells[0], given))
    return None


def _what_of_times(column: str, given: Mapping[str, str], rows: Rows) -> Advice | None:
    """Return what to do with a column of parts of the years that are the periods; else None."""
    cells = filled(column, rows)
    of_years = all(_YEAR.fullmatch(it) for it in _cells_of(given.get("period", ""), rows))
    is_day = in_english(column).startswith("day") and all(
        map(str.isdecimal, cells)
    )  # of which month
    if not cells or not of_years or is_day or not _are_in_year(column, cells):
        return None
    return Advice(remedy(column, cells, cells[0], given))


def _what_of_taken(
    column: str, given: Mapping[str, str], heads: Sequence[str], rows: Rows
) -> Advice | None:
    """Return what to do with a column of another flow, or of what a key says; else None."""
    cells, measure = filled(column, rows), given.get("measure", "")
    if not cells:
        return None
    if advice := _what_of_other_flow(column, cells, given):
        return advice
    what = (of_key(column, given, rows) for of_key in _OF_KEYS[given["claim"]])
    if first := next(filter(None, what), ""):
        return Advice(first)
    is_of_each = all(row[column].strip() for row in rows)
    of_flows = measure and is_of_each and are_flow_codes(cells, column)
    if of_flows and not are_all_of(measure, heads, rows):
        return Advice(f"see that it is that of {plain(measure)}", "the code of a flow")
    return None


def _parts_told(
    given: Mapping[str, str], where: Keys, heads: Sequence[str], rows: Rows
) -> dict[str, str]:
    """Return what to do with each column of parts, or of other countries, that no key names.

    A label of one that is named or told is not told.
    """
    named = named_columns(given)
    scopes = {it for key in ("measure", "scope") for it in places(given.get(key, ""))}
    said, results = [it for it in heads if it in scopes or it in where], dict[str, str]()
    for column in heads:
        if column in named or not are_parts(column, given, rows):
            continue
        if not _is_label(column, said, rows):
            results[column] = part_remedy(column, filled(column, rows), given)
            said.append(column)
    unused = [it for it in heads if it not in named and not part_word(it)]
    meant = {**given, "measure": measure_meant(given, where, heads, rows)}
    return {**results, **with_whom(meant, [*where, *unused], rows)}


def _is_label(column: str, said: Sequence[str], rows: Rows) -> bool:
    """Return whether a column says the same as one that is named or told, as a label of its codes.

    Where each has one cell alone, their heads must begin alike.
    """
    cells = len(filled(column, rows))
    for other in said:
        pairs = {tuple(whole_numbers(row[it].strip()) for it in (column, other)) for row in rows}
        is_alike = len(pairs) == len({of for _, of in pairs}) == len({cell for cell, _ in pairs})
        if is_alike and (cells > 1 or part_word(column) == part_word(other)):
            return True
    return False


def _cells_of(template: str, rows: Rows) -> set[str]:
    """Return what the rows hold in a template of one column; what it is, of any other."""
    column = one_column(template)
    return {row[column].strip() for row in rows if column in row} if column else {template}


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


def head_notes(given: Mapping[str, str], rows: Rows) -> Iterator[str]:
    """Yield a note where the head of the numbers says another flow or period than is given."""
    head, measure = one_column(given.get("value")) or "", given.get("measure", "")
    if other := other_flow("", [head], measure):
        yield f'the head "{plain(short(head))}" is not of {measure}: {_named(other, given)}'
    yield from filter(None, (period_note(given, rows), status_note(given)))
