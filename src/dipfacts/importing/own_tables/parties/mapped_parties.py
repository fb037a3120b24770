"""The columns of parties of a table of one's own: codes of a list, or names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, combinations, takewhile, zip_longest

from dipfacts.countries import code_lists, country_names
from dipfacts.importing.codes import list_of_column, period_problem
from dipfacts.importing.inputs import Input, Rows
from dipfacts.importing.name_columns import PartyColumns, code_columns, with_codes
from dipfacts.importing.name_meanings import party_in
from dipfacts.importing.own_tables.parties.code_questions import ask_of_lists, options_with
from dipfacts.importing.own_tables.parties.names_beside import (
    Unlike,
    codes_note,
    unknown_note,
    unlike_names,
    unlike_note,
)
from dipfacts.importing.own_tables.parties.near_names import near_notes
from dipfacts.importing.own_tables.parties.other_codes import other_codes_notes
from dipfacts.importing.own_tables.table.party_templates import (
    columns_of_sides,
    each_text,
    first_column,
    in_columns,
    prefixed,
    sides_of,
    templates,
)
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.plan import DerivedTable, Keys
from dipfacts.importing.reasons import AnyReason, texts_of
from dipfacts.importing.several_parties import check_count, have_more, names_in, several_notes
from dipfacts.importing.skips import Skips
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


def coded(
    file: Input, rows: Rows, table: Keys, party_names: PartyNames, reader: TableReader
) -> Coded:
    """Return a table with the codes of its parties.

    The reader of the table knows the periods of its claims.
    """
    parties = _PartyTable(file, rows, table, party_names, reader)
    derived = parties.derived()
    skip, reasons = parties.skips().result()
    left_out = [*reasons.values(), *(derived.left_out if derived else ())]
    notes = [*parties.notes(), *_notes_on_nobody(left_out, table, party_names)]
    table = parties.with_lists(derived)
    if skip:
        given = table.get("skip", {})
        both = {it: [*given.get(it, ()), *skip.get(it, ())] for it in (*given, *skip)}
        table = {**table, "skip": both}
    return Coded(table=table, derived=derived, reasons=reasons, notes=notes)


class _PartyTable:
    """A table of one's own as what it says of parties: its rows, keys, and columns of parties."""

    def __init__(
        self, file: Input, rows: Rows, table: Keys, party_names: PartyNames, reader: TableReader
    ) -> None:
        self._file, self._table, self._party_names, self._reader = file, table, party_names, reader
        self._columns = columns = _party_columns(file, rows, table, party_names)
        self._rows = [columns.cleared(it, file) for it in rows] if columns.unnamed else rows

    def derived(self) -> DerivedTable | None:
        """Return the table of our own with codes beside the names; None where no column has any."""
        is_made = self._columns.by_name or self._columns.unnamed
        if not is_made:
            return None
        return with_codes(self._file, self._columns, self._party_names, self._periods)

    def with_lists(self, derived: DerivedTable | None) -> Keys:
        """Return the keys of the table, with the lists of its codes and the derived columns."""
        table = self._table
        for column, list_ in self._columns.lists.items():
            by_code = [f"{list_}:{{{column}}}"] if list_ else _of_names(self._file, column, derived)
            table = prefixed(table, column, by_code, self._columns.with_more.get(column, ""))
        return table

    def skips(self) -> Skips:
        """Return the codes that name no country, as NA beside another name than Namibia's."""
        table, columns = self._table, self._columns
        skips = Skips(first_column(table), str(table.get("period", "")))
        self._see_sides(skips)
        for it in chain(*self._unlike.values()):
            if it.is_nobody:
                skips.see_name(it.column, it.beside, it.code, it.name)
        if all(column in columns.optional for column in columns.sides):
            skips.see_nobody(columns.sides, self._rows)
        self._see_codes(skips)
        return skips

    def notes(self) -> Iterator[str]:
        """Yield the notes on codes that may be none: beside names of others, or among names."""
        rows, columns, heads = self._rows, self._columns, self._heads_beside
        table, names = self._table, self._party_names
        for column, found in self._unlike.items():
            list_ = columns.list_of(column, rows)
            yield from unknown_note(column, list_, heads, rows, found)
            yield from other_codes_notes(column, list_, heads, rows, table, names)
            of_bodies = self._is_of_bodies(column)
            if of_bodies or not columns.lists[column]:
                yield from codes_note(column, rows, of_bodies)
            by_head = grouped((it.beside, it) for it in found if not it.is_nobody)
            for head, of_head in by_head.items():
                options = options_with(self._table, {column: f"{{{head}}}"})
                yield unlike_note(of_head, " ".join(options))

    @cached_property
    def _unlike(self) -> dict[str, list[Unlike]]:
        """The codes beside names of others, of each column of parties that the file has."""
        file, rows, columns, heads = self._file, self._rows, self._columns, self._heads_beside
        of_sides = {it: columns.list_of(it, rows) for it in columns.sides if it in file.named_heads}
        results = dict[str, list[Unlike]]()
        for column in (it for it in columns.lists if it in file.named_heads):
            results[column] = []
            if list_ := columns.list_of(column, rows):
                others = {it: of_side for it, of_side in of_sides.items() if it != column}
                results[column] = unlike_names(column, list_, heads, rows, others, self._periods)
        return results

    @cached_property
    def _heads_beside(self) -> list[str]:
        """The columns that may have the names of codes: none of a party, nor who reports."""
        of_parties = in_columns(*sides_of(self._table), self._table.get("reporter"))
        named = {side.column for side in of_parties}
        return [it for it in self._file.named_heads if it not in named]

    def _is_of_bodies(self, column: str) -> bool:
        """Return whether the parties of a column are organisations, to which others belong."""
        table = self._table
        return table.get("kind") in _OF_BODIES and one_column(table.get("to")) == column

    def _see_sides(self, skips: Skips) -> None:
        """Take note of the rows whose two sides are one country, however it is written."""
        rows, lists, sides = self._rows, self._columns.lists, self._columns.sides
        for one, other in combinations(sides, 2):
            list_ = lists.get(one, "")
            is_alike = list_ == lists.get(other, "")  # codes of one list, or of none
            for cells in rows:
                if is_alike:
                    skips.see_pair(list_, one, other, cells)
                elif self._party(one, cells, skips) == self._party(other, cells, skips):
                    texts = cells[one].strip(), cells[other].strip()
                    skips.see_itself(f"{{{one}}} {{{other}}}", " ".join(texts))
        declared = {it.id for of_form in self._party_names.declared.values() for it in of_form}
        fixed = {*sides_of(self._table)} & {*country_names.ids(), *declared}
        for column in sides if fixed else ():
            for cells in rows:
                if country_names.id_of(self._party(column, cells, skips)) in fixed:
                    skips.see_itself(column, cells[column])

    def _party(self, column: str, cells: Mapping[str, str], skips: Skips) -> str:
        """Return the party of a column in a row, in the period of the row; the text for no one."""
        file, text = self._file, cells[column]
        when, list_ = skips.period_of(cells, file.is_missing), self._columns.lists.get(column, "")
        names = self._party_names.with_bodies
        meant = names.known(text.strip()) if names.declared and not list_ else ()
        return meant[0] if len(meant) == 1 else party_in(list_, text, when)

    def _see_codes(self, skips: Skips) -> None:
        """Take note of the codes of columns at the times of their rows.

        Each code is looked at once for all rows of a time. Where each column of a row has the claim
        of another time, it is looked at in all of these.
        """
        rows, columns = self._rows, self._columns
        of_columns = self._table.get("period") == "{column}"
        times = [skips.period_of(cells, self._file.is_missing) for cells in rows]
        for column, list_ in columns.lists.items():
            codes = (cells[column].strip() for cells in rows)
            coded_rows = dict(zip(zip(codes, times, strict=True), rows, strict=True))
            for (code, when), cells in coded_rows.items():
                if not list_ or (not code and column in columns.optional):
                    skips.see_period(when)
                    continue
                has_many = of_columns and code_lists.is_dated(list_, code)
                for time in self._periods(cells) if has_many else [when or "2000"]:
                    skips.see(list_, column, code, time)

    def _periods(self, cells: Mapping[str, str]) -> list[str]:
        """Return the periods of the claims that a row may make, as far as they can be read."""
        fill = self._reader.fill.get("period")
        row = [cells[head] for head in self._file.heads]
        texts = dict.fromkeys(str(fill(it)) for it in self._reader.cells_of(row)) if fill else ()
        return [it for it in texts if it and not period_problem(it)]


def _of_names(file: Input, column: str, derived: DerivedTable | None) -> list[str]:
    """Return the templates of the columns of codes that stand for one of names."""
    assert derived is not None, "a column of names makes one"
    of_codes = [*takewhile(derived.heads.__contains__, code_columns(file, column))]
    isos = all(not it or (len(it) == 2 and it.isupper()) for it in derived.column(of_codes[0]))
    return [f"{'iso2:' if isos else ''}{{{it}}}" for it in of_codes]


def _party_columns(file: Input, rows: Rows, table: Keys, party_names: PartyNames) -> PartyColumns:
    """Return the columns of parties of a table."""
    people = _people(rows, table)
    optional = _optional(table).union(people)
    more = dict(_with_more(rows, table))
    lists = _given_lists(rows, table) | _lists(rows, table, party_names, more)
    return PartyColumns(
        lists=lists | people | dict.fromkeys(more, ""),
        sides=[side.column for side in columns_of_sides(table)],
        optional=optional,
        with_more=more,
        people=people,
        unnamed=_with_nobody(file, rows, table, optional),
    )


def _with_more(rows: Rows, table: Keys) -> Iterator[tuple[str, str]]:
    """Yield the columns of keys that take several parties of which a cell has several names.

    Each with the list that is given for their codes, or "". A number between parties has as many
    in each row, and a claim so many at most, or QuestionError is raised.
    """
    for key in ("parties", "claimant"):
        of_figures = key == "parties" and table["claim"] == "figure"
        for side in in_columns(*each_text(table.get(key))):
            texts = [cells[side.column] for cells in rows]
            if key == "parties":
                check_count(side.column, texts)
            if have_more(side.column, texts, of_figures):
                yield side.column, side.list_


def _people(rows: Rows, table: Keys) -> dict[str, str]:
    """Return the columns that name people, by no list: others hold their ids."""
    columns = filter(None, map(one_column, table.get("people", ())))
    return {
        column: ""
        for column in columns
        if not all(_IDS.fullmatch(row[column].strip()) for row in rows)
    }


def _notes_on_nobody(
    reasons: Sequence[AnyReason], table: Keys, party_names: PartyNames
) -> Iterator[str]:
    """Yield the notes on cells of nobody: of several, slips, and names that may be declared."""
    yield from several_notes(table, reasons)
    unknown = [it.strip('"') for it in texts_of("unknown", reasons)]
    near, notes = near_notes(unknown, party_names.declared)
    yield from notes
    if party_names.takes_bodies and (names := len(unknown) - len(near)):
        which = "if it is a party, declare it" if names == 1 else "declare those that are parties"
        where = "in another TOML file of the folder, which begins with format = 1"
        how = "as [[party]] with id, kind and name"
        yield f"{counted(names, 'unknown name')}: {which} {where}, {how}"


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


def _given_lists(rows: Rows, table: Keys) -> dict[str, str]:
    """Return the list that a template names for each column, if one cell of it is its code."""
    return {
        side.column: side.list_
        for side in columns_of_sides(table)
        if side.list_
        and any(code_lists.resolve(side.list_, row.get(side.column, "").strip()) for row in rows)
    }


def _lists(
    rows: Rows, table: Keys, party_names: PartyNames, with_more: Collection[str]
) -> dict[str, str]:
    """Return the list of codes of each column of parties; "" of one that holds names.

    A column that has a declared party holds names, or an organisation, where these are parties: no
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
        if any(party_names.is_no_code(lists[column], it) for it in texts):
            lists[column] = ""
    return lists
