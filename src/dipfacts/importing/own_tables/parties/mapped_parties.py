"""The columns of parties of a table of one's own: codes of a list, or names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, combinations, takewhile, zip_longest

from dipfacts import countries
from dipfacts.countries import code_lists, dated_names
from dipfacts.importing.codes import Skips, meanings, period_problem
from dipfacts.importing.inputs import Declared, Input, Rows
from dipfacts.importing.names import (
    PartyColumns,
    Periods,
    code_columns,
    is_no_code,
    known,
    list_of_column,
    with_codes,
)
from dipfacts.importing.own_tables.parties.code_questions import ask_of_lists, options_with
from dipfacts.importing.own_tables.parties.names_beside import (
    Unlike,
    codes_note,
    unknown_note,
    unlike_names,
    unlike_note,
)
from dipfacts.importing.own_tables.parties.near_names import near_notes
from dipfacts.importing.own_tables.table.party_templates import (
    columns_of_sides,
    each_text,
    first_column,
    in_columns,
    prefixed,
    sides_of,
    templates,
)
from dipfacts.importing.plan import DerivedTable, Keys
from dipfacts.importing.reasons import AnyReason, texts_of
from dipfacts.importing.several_parties import have_more, names_in, several_notes
from dipfacts.model.display import counted
from dipfacts.model.file_format.tables import ID_PATTERN
from dipfacts.model.groups import grouped
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.rows.tables import TableReader
from dipfacts.record import Record

_OF_BODIES = ("membership", "associate-membership", "observer-status")
"""The kinds of relations of a party to an organisation."""
_IDS = re.compile(f"(?:{ID_PATTERN[1:-1]})?")


class Coded(Record, frozen=True):
    """A table whose parties have the prefix of a list; why rows are skipped; and notes.

    Where a column has names, the table is over one of our own that is `derived`.
    """

    table: Keys
    derived: DerivedTable | None
    reasons: dict[tuple[str, str], AnyReason]
    notes: list[str]


def coded(file: Input, rows: Rows, table: Keys, groups: bool, reader: TableReader) -> Coded:
    """Return a table with the codes of its parties; with `groups`, organisations are such.

    The reader of the table knows the periods of its claims.
    """
    periods = partial(_periods, file, reader)
    columns = _party_columns(file, rows, table, groups)
    rows = [columns.cleared(cells, file) for cells in rows] if columns.unnamed else rows
    is_made = columns.by_name or columns.unnamed
    derived = with_codes(file, columns, groups, periods) if is_made else None
    unlike = _unlike(file, rows, table, columns, periods)
    skip, reasons = _skips(file, rows, table, columns, unlike, periods).result()
    left_out = [*reasons.values(), *(derived.left_out if derived else ())]
    notes = [
        *_notes_on_names(file, rows, table, columns, unlike),
        *_notes_on_nobody(left_out, table, groups, file.parties),
    ]
    for column, list_ in columns.lists.items():
        coded_as = [f"{list_}:{{{column}}}"] if list_ else _of_names(file, column, derived)
        table = prefixed(table, column, coded_as, columns.with_more.get(column, ""))
    if skip:
        given = table.get("skip", {})
        both = {it: [*given.get(it, ()), *skip.get(it, ())] for it in (*given, *skip)}
        table = {**table, "skip": both}
    return Coded(table=table, derived=derived, reasons=reasons, notes=notes)


def _party_columns(file: Input, rows: Rows, table: Keys, groups: bool) -> PartyColumns:
    """Return the columns of parties of a table; with `groups`, organisations are parties."""
    people = _people(file, rows, table)
    optional = _optional(table).union(people)
    more = dict(_with_more(rows, table))
    lists = _given_lists(rows, table) | _lists(rows, table, groups, file.parties, more)
    return PartyColumns(
        lists=lists | people | dict.fromkeys(more, ""),
        sides=[side.column for side in columns_of_sides(table)],
        optional=optional,
        with_more=more,
        people=people,
        unnamed=_with_nobody(file, rows, table, optional),
    )


def _skips(
    file: Input,
    rows: Rows,
    table: Keys,
    columns: PartyColumns,
    unlike: Mapping[str, Sequence[Unlike]],
    periods: Periods,
) -> Skips:
    """Return the codes that name no country, as NA beside another name than Namibia's."""
    skips = Skips(first_column(table), str(table.get("period", "")))
    _see_sides(file, rows, table, columns, skips)
    for it in chain(*unlike.values()):
        if it.is_nobody:
            skips.see_name(it.column, it.beside, it.code, it.name)
    if all(column in columns.optional for column in columns.sides):
        skips.see_nobody(columns.sides, rows)
    of_columns = table.get("period") == "{column}"  # each has the claim of another time
    times = [skips.period_of(cells, file.is_missing) for cells in rows]
    _see_codes(rows, times, columns, skips, periods if of_columns else None)
    return skips


def _see_codes(
    rows: Rows, times: Sequence[str], columns: PartyColumns, skips: Skips, several: Periods | None
) -> None:
    """Take note of the codes of columns at the times of their rows, or at `several` of a row.

    Each code is looked at once for all rows of a time.
    """
    for column, list_ in columns.lists.items():
        codes = (cells[column].strip() for cells in rows)
        coded_rows = dict(zip(zip(codes, times, strict=True), rows, strict=True))
        for (code, when), cells in coded_rows.items():
            if not list_ or (not code and column in columns.optional):
                skips.see_period(when)
                continue
            many = several if code_lists.is_dated(list_, code) else None
            for time in many(cells) if many else [when or "2000"]:
                skips.see(list_, column, code, time)


def _with_more(rows: Rows, table: Keys) -> Iterator[tuple[str, str]]:
    """Yield the columns of keys that take several parties of which a cell has several names.

    Each with the list that is given for their codes, or "". A number between parties has as many
    in each row, or QuestionError is raised.
    """
    for key in ("parties", "claimant"):
        of_figures = key == "parties" and table["claim"] == "figure"
        for side in in_columns(*each_text(table.get(key))):
            if have_more(side.column, (cells[side.column] for cells in rows), of_figures):
                yield side.column, side.list_


def _people(file: Input, rows: Rows, table: Keys) -> dict[str, str]:
    """Return the columns that name people, by no list: others hold their ids."""
    columns = filter(None, map(one_column, table.get("people", ())))
    return {
        column: ""
        for column in columns
        if not all(_IDS.fullmatch(row[column].strip()) for row in rows)
    }


def _notes_on_nobody(
    reasons: Sequence[AnyReason], table: Keys, groups: bool, declared: Declared
) -> Iterator[str]:
    """Yield the notes on cells of nobody: of several, slips, and names that may be declared."""
    yield from several_notes(table, reasons)
    unknown = [it.strip('"') for it in texts_of("unknown", reasons)]
    near, notes = near_notes(unknown, declared)
    yield from notes
    if groups and (names := len(unknown) - len(near)):
        which = "if it is a party, declare it" if names == 1 else "declare those that are parties"
        where = "in another TOML file of the folder, which begins with format = 1"
        how = "as [[party]] with id, kind and name"
        yield f"{counted(names, 'unknown name')}: {which} {where}, {how}"


def _periods(file: Input, reader: TableReader, cells: Mapping[str, str]) -> list[str]:
    """Return the periods of the claims that a row may make, but for those that cannot be read."""
    fill = reader.fill.get("period")
    row = [cells[head] for head in file.heads]
    texts = dict.fromkeys(str(fill(it)) for it in reader.cells_of(row)) if fill else ()
    return [it for it in texts if it and not period_problem(it)]


def _unlike(
    file: Input, rows: Rows, table: Keys, columns: PartyColumns, periods: Periods
) -> dict[str, list[Unlike]]:
    """Return the codes beside names of others, of each column of parties that the file has."""
    heads = _heads_beside(file, table)
    of_sides = {it: columns.list_of(it, rows) for it in columns.sides if it in file.named_heads}
    results = dict[str, list[Unlike]]()
    for column in (it for it in columns.lists if it in file.named_heads):
        list_ = columns.list_of(column, rows)
        others = {it: of for it, of in of_sides.items() if it != column}
        results[column] = unlike_names(column, list_, heads, rows, others, periods) if list_ else []
    return results


def _notes_on_names(
    file: Input,
    rows: Rows,
    table: Keys,
    columns: PartyColumns,
    unlike: Mapping[str, Sequence[Unlike]],
) -> Iterator[str]:
    """Yield the notes on codes that may be none: beside names of others, or among names."""
    heads = _heads_beside(file, table)
    for column, found in unlike.items():
        yield from unknown_note(column, columns.list_of(column, rows), heads, rows, found)
        of_bodies = table.get("kind") in _OF_BODIES and one_column(table.get("to")) == column
        if of_bodies or not columns.lists[column]:
            yield from codes_note(column, rows, of_bodies)
        by_head = grouped((it.beside, it) for it in found if not it.is_nobody)
        for head, of_head in by_head.items():
            options = " ".join(options_with(table, {column: f"{{{head}}}"}))
            yield unlike_note(of_head, options)


def _heads_beside(file: Input, table: Keys) -> list[str]:
    """Return the columns that may have the names of codes: none of a party, nor who reports."""
    named = {side.column for side in in_columns(*sides_of(table), table.get("reporter"))}
    return [it for it in file.named_heads if it not in named]


def _optional(table: Keys) -> set[str]:
    """Return the columns of parties that may be blank: of who says so, and of one of a list."""
    lists = table.get("parties", [])
    may, must = ([], lists) if table["claim"] == "figure" else (lists, [])
    required = {side.column for side in in_columns(table.get("from"), table.get("to"), *must)}
    return {
        side.column
        for side in in_columns(table.get("reporter"), *each_text(table.get("claimant")), *may)
    } - required


def _with_nobody(file: Input, rows: Rows, table: Keys, optional: Collection[str]) -> list[str]:
    """Return the columns, of those that may be blank, of which cells such as NA name nobody.

    Among codes of two letters NA is Namibia.
    """
    given = _given_lists(rows, table)
    results = []
    for column in optional:
        cells = {text for row in rows if (text := row[column].strip())}
        if (given.get(column) or list_of_column(cells)) != "iso2" and any(
            map(file.is_missing, cells)
        ):
            results.append(column)
    return results


def _see_sides(file: Input, rows: Rows, table: Keys, columns: PartyColumns, skips: Skips) -> None:
    """Take note of the rows whose two sides are one country, however it is written."""
    lists, sides = columns.lists, columns.sides
    declared = {it.id for of_form in file.parties.values() for it in of_form}
    fixed = {*sides_of(table)} & {*countries.ids(), *declared}

    def party(column: str, cells: Mapping[str, str]) -> str:
        when, list_ = skips.period_of(cells, file.is_missing), lists.get(column, "")
        meant = known(cells[column].strip(), file.parties) if file.parties and not list_ else ()
        return meant[0] if len(meant) == 1 else _party(list_, cells[column], when)

    for one, other in combinations(sides, 2):
        list_ = lists.get(one, "")
        is_alike = list_ == lists.get(other, "")  # codes of one list, or of none
        for cells in rows:
            if is_alike:
                skips.see_pair(list_, one, other, cells)
            elif party(one, cells) == party(other, cells):
                texts = cells[one].strip(), cells[other].strip()
                skips.see_itself(f"{{{one}}} {{{other}}}", " ".join(texts))
    for column in sides if fixed else ():
        for cells in rows:
            if countries.id_of(party(column, cells)) in fixed:
                skips.see_itself(column, cells[column])


@cache
def _party(list_: str, text: str, period: str) -> str:
    """Return the party that a code of a list means in a period, or a name; the text for no one."""
    text, when = text.strip(), "" if period_problem(period) else period
    of_name = dated_names.holders_in(text, when) or meanings(text)
    results = code_lists.resolve_in(list_, text, when) if list_ else of_name
    return results[0] if len(results) == 1 else f"{list_}:{text}"


def _given_lists(rows: Rows, table: Keys) -> dict[str, str]:
    """Return the list that a template names for each column, if one cell of it is its code."""
    return {
        side.column: side.list_
        for side in columns_of_sides(table)
        if side.list_
        and any(code_lists.resolve(side.list_, row.get(side.column, "").strip()) for row in rows)
    }


def _lists(
    rows: Rows, table: Keys, groups: bool, declared: Declared, with_more: Collection[str]
) -> dict[str, str]:
    """Return the list of codes of each column of parties; "" of one that holds names.

    A column that has a declared party holds names, or one of `groups`, where they are parties: no
    list has a code for it. Of columns `with_more` each cell may hold several.
    """
    columns = [*filter(None, map(one_column, templates(table)))]
    if apart := {*columns} & {*with_more}:
        rows = [
            {**cells, **dict(zip(apart, each, strict=True))}
            for cells in rows
            for each in zip_longest(*(names_in(cells[it]) for it in apart), fillvalue="")
        ]
    lists = {it: list_of_column(cells[it] for cells in rows) for it in columns}
    if "iso2" in lists.values():
        for column in lists.keys() - _optional(table):
            if all(cells[column].strip() == "NA" for cells in rows):  # the data of Namibia
                lists[column] = "iso2"
    ask_of_lists(rows, table, lists)
    for column in lists.keys() - {"column"}:  # of heads only codes are parties
        texts = {cells[column].strip() for cells in rows}
        if any(is_no_code(lists[column], it, declared, groups) for it in texts):
            lists[column] = ""
    return lists


def _of_names(file: Input, column: str, derived: DerivedTable | None) -> list[str]:
    """Return the templates of the columns of codes that stand for one of names."""
    assert derived is not None, "a column of names makes one"
    of_codes = [*takewhile(derived.heads.__contains__, code_columns(file, column))]
    isos = all(not it or (len(it) == 2 and it.isupper()) for it in derived.column(of_codes[0]))
    return [f"{'iso2:' if isos else ''}{{{it}}}" for it in of_codes]
