"""Columns of the parties of a table of one's own, and codes beside those that hold names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, islice, repeat

from dipfacts.countries import code_lists, country_names, dated_names
from dipfacts.importing.codes import list_of_column
from dipfacts.importing.derive import LeftOutError, derived
from dipfacts.importing.inputs import Declared, Input
from dipfacts.importing.name_meanings import is_body, meant_by, not_one
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.plan import DerivedTable, Keys
from dipfacts.importing.several_parties import names_in, people_in, several_codes
from dipfacts.importing.skips import ITSELF, words_of_code
from dipfacts.record import Record
from dipfacts.text import name_key

Periods = Callable[[Mapping[str, str]], Sequence[str]]
"""Tells the periods of the claims that the cells of a row make, as far as they can be read."""


def code_column(file: Input, column: str) -> str:
    """Return the name of the column of codes that stands beside a column of names."""
    return _free(f"{column}_code", file)


def code_columns(file: Input, column: str) -> Iterator[str]:
    """Yield the names of the columns of codes, as many as one wants: Who_code, Who_code_2."""
    yield code_column(file, column)
    yield from (_free(f"{column}_code_{nth}", file) for nth in count(2))


def _free(name: str, file: Input) -> str:
    """Return the name of a column that a file does not have."""
    while name in file.heads:
        name += "_"
    return name


class PartyColumns(Record, frozen=True):
    """The columns of parties of a table, each with its list of codes, or "" where it has names.

    No two of the `sides` may be one party. Those that are `optional` may be blank, those
    `with_more` name several in a cell (by the list of codes that is given for each, or ""), those
    of `people` none but who is declared, and in those that are `unnamed` a cell that holds no
    number names nobody: NA.
    """

    lists: Mapping[str, str]
    sides: Sequence[str]
    optional: Collection[str]
    with_more: Mapping[str, str]
    people: Collection[str]
    unnamed: Collection[str]

    @property
    def by_name(self) -> list[str]:
        """Return the columns of names."""
        return [column for column, list_ in self.lists.items() if not list_]

    def list_of(self, column: str, rows: Iterable[Mapping[str, str]]) -> str:
        """Return the list of codes of a column; of one of names that which codes in it are of."""
        return self.lists.get(column) or list_of_column(cells[column] for cells in rows)

    def cleared(self, cells: Mapping[str, str], file: Input) -> Keys:
        """Return the cells of a row, with a blank in place of what names nobody."""
        return {**cells, **{it: "" for it in self.unnamed if file.is_missing(cells[it])}}


class _NameColumn:
    """A column of names, of which it is known what all rows say.

    Organisations and some former states have no code of two letters, and that of Czechoslovakia
    means another state later: where a column has one of them, `by_id`, ids are written.
    """

    def __init__(
        self,
        head: str,
        rows: Sequence[Keys],
        columns: PartyColumns,
        party_names: PartyNames,
        periods: Periods,
    ) -> None:
        self.head, self._party_names, self._periods = head, party_names, periods
        self._is_of_people, self._may_be_blank = head in columns.people, head in columns.optional
        self._has_more = head in columns.with_more
        each = [*map(self._names, {cells[head] for cells in rows})]
        names = {*chain.from_iterable(each)}
        self._given = columns.with_more.get(head, "")
        self._list = self._given or list_of_column(names)
        self.width = max([1, *map(len, each)])
        self._dated = set() if self._is_of_people else {*filter(self._is_dated, names)}
        self.by_id = (
            self._is_of_people
            or any(map(self._has_no_code, names))
            or any(self._has_other_code(cells) for cells in (rows if self._dated else ()))
        )

    def parties(self, cells: Keys) -> list[str]:
        """Return the parties that a row names.

        With "" for a blank, and for each that is fewer than in the row with most. Raises
        LeftOutError for no country, and for a blank that may be none.
        """
        names = self._names(cells[self.head])
        if names == [""] and self._may_be_blank:
            names = []
        ids = dict.fromkeys(self._one(name, cells) for name in names)
        return [*ids, *repeat("", self.width - len(ids))]

    def names_several(self, cells: Keys) -> bool:
        """Return whether a row names several parties in its cell, or one of them several times."""
        return len(self._names(cells[self.head])) > 1

    def _one(self, name: str, cells: Keys) -> str:
        """Return the party of a name in a row. Raises LeftOutError for no country."""
        if self._is_of_people:
            return _person(name, self._party_names.declared)
        if self._given and not code_lists.resolve(self._given, name):
            raise LeftOutError(several_codes(self._given, name) or words_of_code(name, ""))
        when = self._periods(cells) if name in self._dated else ()
        if result := self._party_names.party(self._list, name, when):
            return result
        raise LeftOutError(self._party_names.why_not_one(self._list, name, when))

    def _names(self, cell: str) -> list[str]:
        """Return the names in a cell; of a blank one that may name no people none."""
        if self._is_of_people:
            return people_in(cell, lambda it: name_key(it) in self._party_names.declared)
        return names_in(cell) if self._has_more else [cell.strip()]

    def _has_no_code(self, name: str) -> bool:
        """Return whether a name is that of a party without a code of two letters."""
        party = self._party_names.with_bodies.party(self._list, name)
        return is_body(name) or len(party) > 2 or party.islower()

    def _is_dated(self, name: str) -> bool:
        """Return whether a name, or a code, means two states in turn, or has a code that does."""
        if dated_names.is_dated(name):
            return True
        return any(code_lists.is_dated("iso2", it) for it in meant_by(self._list, name))

    def _has_other_code(self, cells: Keys) -> bool:
        """Return whether the code of two letters of a party may mean another in a row's periods."""
        dated = self._dated.intersection(self._names(cells[self.head]))
        periods = self._periods(cells) if dated else ()
        for name in dated:
            party = self._party_names.with_bodies.party(self._list, name, periods)
            times = {tuple(code_lists.resolve_in("iso2", party, it)) for it in periods or ("",)}
            if party and times != {(party,)}:
                return True
        return False


def with_codes(
    file: Input, columns: PartyColumns, party_names: PartyNames, periods: Periods
) -> DerivedTable:
    """Return a table of the rows of a file with codes beside the names in its columns of names.

    A row is left out whose name is that of no party, or whose two sides are one.
    """
    rows, texts = _cleared(file, columns)
    own = [cells for _, cells in rows]
    named = [_NameColumn(head, own, columns, party_names, periods) for head in columns.by_name]
    of_sides = [it for it in named if it.head in columns.sides]

    def read(number: int, cells: Keys) -> list[list[str]]:
        codes = [(it, code) for it in named for code in it.parties(cells)]
        sides = [code for it, code in codes if code and it.head in columns.sides]
        is_alone = len(sides) == 1 and any(it.names_several(cells) for it in of_sides)
        if is_alone or len({*sides}) < len(sides):
            raise LeftOutError(ITSELF)
        ids = (country_names.id_of(code) if code and it.by_id else code for it, code in codes)
        return [[str(number), *texts[number], *ids]]

    row_column = _free("row", file)
    of_codes = (islice(code_columns(file, it.head), it.width) for it in named)
    heads = [row_column, *file.heads, *chain(*of_codes)]
    why = "its countries are names" if named else "NA is no country in it"
    return replace(derived(heads, why, rows, read), row=row_column)


def _cleared(
    file: Input, columns: PartyColumns
) -> tuple[list[tuple[int, Keys]], dict[int, list[str]]]:
    """Return the cells of each row by their heads, and by its number the texts to be written."""
    repeated = {head for head, times in Counter(file.heads).items() if times > 1}
    rows, texts = list[tuple[int, Keys]](), dict[int, list[str]]()
    for row, own in file.rows():
        rows.append((row.number, kept := columns.cleared(own, file)))
        texts[row.number] = [
            text.strip() if head in repeated else kept[head]
            for head, text in zip(file.heads, row.cells, strict=True)
        ]
    return rows, texts


def _person(name: str, declared: Declared) -> str:
    """Return the id of the one declared party of a name; a country is no person.

    Raises LeftOutError for nobody.
    """
    ids = [it.id for it in declared.get(name_key(name), ())]
    if len(ids) == 1:
        return ids[0]
    raise LeftOutError(not_one(name, ids))
