"""The tables of all files together, and the references between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dipfacts import countries, undeclared
from dipfacts.load import Row, load_text
from dipfacts.locate import Places
from dipfacts.model import Claim, Event, Figure, Measure, Party, Relation
from dipfacts.names import fold, nearest, plain, quoted_list
from dipfacts.places import SourceFile
from dipfacts.problem import Problem

_TABLES_OF = {"claim": "[[figure]], [[relation]] or [[event]]"}


class Compiler:
    """Gathers files one by one, then tells every problem, or writes the rows."""

    def __init__(self) -> None:
        self._rows: list[tuple[SourceFile, Row]] = []
        self._problems: list[Problem] = []
        self._texts: dict[str, str] = {}
        self._places: dict[str, Places] = {}
        self._ids: dict[str, dict[str, tuple[SourceFile, Row]]] = {}
        self._declared: dict[str, set[str]] = {}  # by tables that are not sound themselves
        self._whole = True

    @property
    def rows(self) -> list[tuple[SourceFile, Row]]:
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
            known = self._ids.setdefault(_space(row.name), {})
            name = row.table.id  # type: ignore[attr-defined]  # every table has one
            if name in known:
                first_file, first = known[name]
                message = f'the id "{plain(name)}" of this {row.name} is taken'
                hint = f"it stands at {first_file.shown}:{first.line} already; give each its own"
                self._report(file, row, "id", "duplicate-id", message, hint)
            else:
                known[name] = (file, row)

    def refuse(self, file: SourceFile, message: str, hint: str) -> None:
        """Take note of a file of the base that cannot be read."""
        self._problems.append(Problem(file.shown, 0, 0, "unreadable", message, hint))
        self._texts[file.shown] = ""
        self._whole = False

    def problems(self) -> list[Problem]:
        """Every problem of all files; references are held against what could be read."""
        self._settle_countries()
        for file, row in self._rows:
            if self._whole:  # else it may be declared in what could not be read
                self._check_references(file, row)
            self._check_topic(file, row)
        return sorted(self._problems, key=lambda problem: (problem.file, problem.line))

    def _settle_countries(self) -> None:
        """Make parties of the countries that tables name without one that declares them."""
        known = self._ids.setdefault("party", {})
        declared = {id: row.table for id, (_, row) in known.items() if isinstance(row.table, Party)}
        meant = undeclared.Undeclared(declared, self._declared.get("party", set()))
        rows, told = self._rows, set[str]()
        self._rows = []
        for file, row in rows:
            table = meant.settled(row.table)
            for id_, party in meant.made.items():
                if id_ not in told:  # it stands where it is first named, before all that do so
                    told.add(id_)
                    known[id_] = (file, Row("party", party, row.line, undeclared.NTH + len(told)))
                    self._rows.append(known[id_])
            if table is not row.table:
                row = msgspec.structs.replace(row, table=table)
                self._ids[_space(row.name)][table.id] = (file, row)
                self._check_once(file, row)
            self._rows.append((file, row))

    def _check_once(self, file: SourceFile, row: Row) -> None:
        """Two names of one country may look like two parties."""
        claim = row.table
        if isinstance(claim, Claim) and len({*claim.everyone}) < len(claim.everyone):
            message = f'[[{row.name}]] "{claim.id}" names one party twice'
            key = "parties" if claim.parties else "to"
            self._report(file, row, key, "party-twice", message, "name each party once")

    def _check_references(self, file: SourceFile, row: Row) -> None:
        for key, space, wanted in references(row.table):
            known = self._ids.get(space, {})
            if wanted in known or wanted in self._declared.get(space, ()):
                continue
            if space == "party":
                hint = undeclared.hint(wanted, known)
            else:
                near = nearest(wanted, known)
                hint = f"did you mean {quoted_list(near)}?" if near else ""
            hint = hint or f"declare it in a {_TABLES_OF.get(space, f'[[{space}]]')}"
            message = f'{key} names the {space} "{plain(wanted)}", which is not there'
            self._report(file, row, key, "unknown-reference", message, hint)

    def _check_topic(self, file: SourceFile, row: Row) -> None:
        figure = row.table
        if not isinstance(figure, Figure) or figure.topic is None:
            return
        found = self._ids.get("measure", {}).get(figure.measure)
        topic = found[1].table.topic if found else figure.topic  # type: ignore[attr-defined]  # a Measure
        if topic != figure.topic:
            message = f'the measure "{plain(figure.measure)}" belongs to the topic "{plain(topic)}"'
            hint = f'write topic = "{plain(topic)}", or another measure'
            self._report(file, row, "topic", "topic-of-measure", message, hint)

    def place(self, file: SourceFile, row: Row, key: str) -> tuple[int, int]:
        """Line and column of a key of a row, or those of the row where it has no such key."""
        if row.nth >= undeclared.NTH:
            return row.line, 1
        if file.shown not in self._places:
            self._places[file.shown] = Places(self._texts[file.shown])
        return self._places[file.shown].key(row.name, row.nth, key)

    def _report(
        self, file: SourceFile, row: Row, key: str, code: str, message: str, hint: str
    ) -> None:
        line, column = self.place(file, row, key)
        self._problems.append(Problem(file.shown, line, column, code, message, hint))


def _space(table: str) -> str:
    """The tables whose ids must differ from one another: all claims share one."""
    return "claim" if table in ("figure", "relation", "event") else table


def references(table: Any) -> Iterator[tuple[str, str, str]]:
    """Key, what it must name, and the name, for everything a table refers to."""
    if isinstance(table, Party) and table.country:
        yield "country", "party", table.country
    if isinstance(table, Measure):
        yield "topic", "topic", table.topic
        yield from (("sum_of", "measure", name) for name in table.sum_of)
        yield from (("difference_of", "measure", name) for name in table.difference_of)
        if table.of:
            yield "of", "measure", table.of
    if not isinstance(table, Claim):
        return
    yield "source", "source", table.source
    singles = [("from", table.from_), ("to", table.to), ("claimant", table.claimant)]
    if isinstance(table, Figure):
        yield "measure", "measure", table.measure
        singles.append(("reporter", table.reporter))
        if table.part_of:
            yield "part_of", "claim", table.part_of
    if table.topic:
        yield "topic", "topic", table.topic
    singles += [("parties", party) for party in table.parties]
    if isinstance(table, Relation | Event):
        singles += [("people", person) for person in table.people]
    yield from ((key, "party", name) for key, name in singles if name)


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
            if (form := fold(family)) and not countries.called(form):
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
