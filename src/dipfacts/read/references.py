"""The tables of all files together, and the references between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dipfacts import countries
from dipfacts.errors import Problem
from dipfacts.model.tables import (
    ID_PATTERN,
    TABLES,
    Claim,
    Event,
    Figure,
    Measure,
    Party,
    Relation,
    Table,
)
from dipfacts.read import implicit_countries
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import AnyTable, InvalidTable, LoadedTable, load_text
from dipfacts.read.positions import Places, Where
from dipfacts.text import fold, nearest, plain, quoted_list, suggestion

_TABLES_OF = {"claim": "[[figure]], [[relation]] or [[event]]"}
_MOST_COMPARED = 200_000  # names, before no more nearest ones are looked for
_LONGEST = 600  # characters of a message

_CLAIM = (
    *(("source", "source"), ("topic", "topic"), ("from", "party"), ("to", "party")),
    *(("claimant", "party"), ("parties", "party")),
)
_REFERS: dict[type[Table], tuple[tuple[str, str], ...]] = {
    Party: (("country", "party"),),
    Measure: (
        *(("topic", "topic"), ("sum_of", "measure"), ("difference_of", "measure")),
        ("of", "measure"),
    ),
    Figure: (*_CLAIM, ("measure", "measure"), ("reporter", "party"), ("part_of", "claim")),
    Relation: (*_CLAIM, ("people", "party")),
    Event: (*_CLAIM, ("people", "party")),
}
"""The keys of each table that name another, and of which sort that is."""


class Compiler:
    """Gathers files one by one, then tells every problem, or writes the rows."""

    def __init__(self) -> None:
        self._rows: list[tuple[SourceFile, LoadedTable]] = []
        self._problems: list[Problem] = []
        self._texts: dict[str, str] = {}
        self._places: dict[str, Places] = {}
        self._ids: dict[str, dict[str, tuple[SourceFile, LoadedTable]]] = {}
        self._declared: dict[str, set[str]] = {}  # by tables that are not sound themselves
        self._torn: list[tuple[SourceFile, InvalidTable]] = []
        self._torn_ids: dict[tuple[str, str], str] = {}  # where each of them stands
        self._near: dict[tuple[str, str], list[str]] = {}
        self._compared = 0
        self._whole = True

    @property
    def rows(self) -> list[tuple[SourceFile, LoadedTable]]:
        """Every table read so far with its file."""
        return self._rows

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file by the name that messages call it, in the order read."""
        return self._texts

    def add(self, file: SourceFile, data: bytes) -> None:
        """Read one file of the base."""
        loaded = load_text(data, file.shown)
        self._problems += loaded.problems
        self._texts[file.shown] = loaded.text
        if loaded.places:
            self._places[file.shown] = loaded.places
        self._whole = self._whole and loaded.whole
        for table, name in loaded.declared:
            self._declared.setdefault(_space(table), set()).add(name)
        for row in loaded.rows:
            self._rows.append((file, row))
            name = row.table.id  # type: ignore[attr-defined]  # every table has one
            if not self._is_taken(file, row, name):
                self._ids.setdefault(_space(row.name), {})[name] = (file, row)
        for torn in loaded.torn:
            self._torn.append((file, torn))
            own = torn.keys.get("id")
            if not isinstance(own, str) or not _ID.fullmatch(own):
                continue
            if not self._is_taken(file, torn, own):
                line, _ = self._places[file.shown].key(torn.name, torn.nth, "")
                self._torn_ids[_space(torn.name), own] = f"{file.shown}:{line}"

    def _is_taken(self, file: SourceFile, row: AnyTable, name: str) -> bool:
        """Whether another table has an id; if so, that is a problem."""
        space = _space(row.name)
        at = self._torn_ids.get((space, name))
        if name in self._ids.get(space, ()):
            first_file, first = self._ids[space][name]
            at = f"{first_file.shown}:{first.line}"
        if at is None:
            return False
        message = f'the id "{plain(name)}" of this {row.name} is taken'
        hint = f"it stands at {at} already; give each its own"
        self._report(file, row, "id", "duplicate-id", message, hint)
        return True

    def refuse(self, file: SourceFile, code: str, message: str, hint: str) -> None:
        """Take note of a file of the base that cannot be read."""
        self._problems.append(Problem(file.shown, 0, 0, code, message, hint))
        self._texts[file.shown] = ""
        self._whole = False

    def problems(self) -> list[Problem]:
        """Every problem of all files; references are held against what could be read."""
        self._settle_countries()
        for file, row in self._rows:
            if self._whole:  # else it may be declared in what could not be read
                self._check_references(file, row, references(row.table))
            self._check_topic(file, row)
        for file, torn in self._torn if self._whole else ():
            self._check_references(file, torn, _torn_references(torn))
        found = sorted(self._problems, key=lambda problem: (problem.file, problem.line))
        return [
            problem._replace(message=f"{problem.message[:_LONGEST]}…")
            if len(problem.message) > _LONGEST
            else problem
            for problem in found
        ]

    def _settle_countries(self) -> None:
        """Make parties of the countries that tables name without one that declares them."""
        known = self._ids.setdefault("party", {})
        declared = {id: row.table for id, (_, row) in known.items() if isinstance(row.table, Party)}
        meant = self._meant = implicit_countries.Undeclared(
            declared, self._declared.get("party", set())
        )
        rows, told = self._rows, set[str]()
        self._rows = []
        for file, row in rows:
            table = meant.settled(row.table)
            for id_, party in meant.made.items() if len(meant.made) > len(told) else ():
                if id_ not in told:  # it stands where it is first named, before all that do so
                    told.add(id_)
                    known[id_] = (
                        file,
                        LoadedTable("party", party, row.line, implicit_countries.NTH + len(told)),
                    )
                    self._rows.append(known[id_])
            if table is not row.table:
                row = msgspec.structs.replace(row, table=table)
                self._ids[_space(row.name)][table.id] = (file, row)
                self._check_once(file, row)
            self._rows.append((file, row))

    def _check_once(self, file: SourceFile, row: LoadedTable) -> None:
        """Two names of one country may look like two parties."""
        claim = row.table
        if isinstance(claim, Claim) and len({*claim.everyone}) < len(claim.everyone):
            message = f'[[{row.name}]] "{claim.id}" names one party twice'
            first = {party: nth for nth, party in reversed([*enumerate(claim.everyone)])}
            again = next(nth for nth, party in enumerate(claim.everyone) if first[party] != nth)
            where: Where = ("parties", again) if claim.parties else "to"
            self._report(file, row, where, "party-twice", message, "name each party once")

    def _check_references(
        self,
        file: SourceFile,
        row: AnyTable,
        named: Iterator[tuple[Where, str, str]],
    ) -> None:
        for where, space, wanted in named:
            if wanted in self._ids.get(space, ()) or wanted in self._declared.get(space, ()):
                continue
            if isinstance(row, InvalidTable) and space == "party" and self._meant.of(wanted):
                continue
            key = where if isinstance(where, str) else where[0]
            hint = self._suggested(space, wanted)
            hint = hint or f"declare it in a {_TABLES_OF.get(space, f'[[{space}]]')}"
            message = f'{key} names the {space} "{plain(wanted)}", which is not there'
            self._report(file, row, where, "unknown-reference", message, hint)

    def _suggested(self, space: str, wanted: str) -> str:
        """The names that may have been meant by one that is not there, as a remedy; or nothing."""
        codes = self._meant.codes(wanted) if space == "party" else ()
        if len(codes) > 1:
            return f"it may be {quoted_list(countries.id_of(code) for code in codes)}"
        if (space, wanted) not in self._near:
            known = [*self._ids.get(space, ()), *(countries.ids() if space == "party" else ())]
            # Where very many are wrong, what is wrong is another thing than their spelling.
            self._compared += len(known)
            few = self._compared <= _MOST_COMPARED or not self._near
            self._near[space, wanted] = nearest(wanted, known) if few else []
        near = self._near[space, wanted]
        return suggestion(near)

    def _check_topic(self, file: SourceFile, row: LoadedTable) -> None:
        figure = row.table
        if not isinstance(figure, Figure) or figure.topic is None:
            return
        found = self._ids.get("measure", {}).get(figure.measure)
        topic = found[1].table.topic if found else figure.topic  # type: ignore[attr-defined]  # a Measure
        if topic != figure.topic:
            message = f'the measure "{plain(figure.measure)}" belongs to the topic "{plain(topic)}"'
            hint = f'write topic = "{plain(topic)}", or another measure'
            self._report(file, row, "topic", "topic-of-measure", message, hint)

    def place(self, file: SourceFile, row: AnyTable, where: Where) -> tuple[int, int]:
        """Line and column of what a key of a row holds, or of the row if it has no such key."""
        if isinstance(row, LoadedTable) and row.nth >= implicit_countries.NTH:
            return row.line, 1
        if file.shown not in self._places:
            self._places[file.shown] = Places(self._texts[file.shown])
        return self._places[file.shown].value(row.name, row.nth, where)

    def _report(
        self,
        file: SourceFile,
        row: AnyTable,
        where: Where,
        code: str,
        message: str,
        hint: str,
    ) -> None:
        line, column = self.place(file, row, where)
        self._problems.append(Problem(file.shown, line, column, code, message, hint))


_ID = re.compile(ID_PATTERN[1:-1])


def _space(table: str) -> str:
    """The tables whose ids must differ from one another: all claims share one."""
    return "claim" if table in ("figure", "relation", "event") else table


def references(table: Any) -> Iterator[tuple[Where, str, str]]:
    """Where it stands, what it must name, and the name, for everything a table refers to."""
    for key, space in _REFERS.get(type(table), ()):
        yield from _names(key, space, getattr(table, "from_" if key == "from" else key))


def _torn_references(torn: InvalidTable) -> Iterator[tuple[Where, str, str]]:
    """The same of a table that lacks the shape it must have, as far as names are names."""
    for key, space in _REFERS.get(TABLES[torn.name], ()):
        for where, _, name in _names(key, space, torn.keys.get(key)):
            if isinstance(name, str) and _ID.fullmatch(name):
                yield where, space, name


def _names(key: str, space: str, value: Any) -> Iterator[tuple[Where, str, Any]]:
    if isinstance(value, tuple | list):
        yield from (((key, nth), space, name) for nth, name in enumerate(value))
    elif value:
        yield key, space, value


def names_of(party: Party) -> Iterator[tuple[str, int, str, str]]:
    """Every form under which a party is found, with what kind of name it is."""
    own = (party.name, *party.aliases)
    yield fold(party.id), countries.ID, party.id, party.id
    for name in own:
        if form := fold(name):
            yield form, countries.NAME, party.id, name
    if party.iso:
        yield fold(party.iso), countries.CODE, party.id, party.iso
        yield from countries.rows_of(party.iso, party.id, own)
    if party.kind == "person":
        for family in _family_names(party.name):
            if (form := fold(family)) and form.encode() not in countries.forms():
                yield form, countries.COMMON, party.id, family


def _family_names(name: str) -> Iterator[str]:
    """The last word, and that with the small words before it.

    >>> [*_family_names("Ursula von der Leyen")], [*_family_names("Sergey Lavrov")]
    (['Leyen', 'von der Leyen'], ['Lavrov'])
    """
    words = name.split()
    yield from words[-1:]
    first = next((nth for nth, word in enumerate(words) if nth and word.islower()), len(words))
    if first < len(words) - 1:
        yield " ".join(words[first:])
