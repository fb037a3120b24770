"""The errors of a base that loads, which the checks find among its suspects: kept in the index."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import Any

import msgspec
from msgspec.structs import replace

from dipfacts.errors import Problem, QuestionError
from dipfacts.index.rows.declared import DECLARING
from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.schema import insert_checked
from dipfacts.index.suspects import CLAIMED, COMMENT, DERIVED, PREFERRED
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import TABLES, Figure
from dipfacts.model.shared_names import COMMON
from dipfacts.read.base.circles import circles
from dipfacts.read.base.packed_problems import PlaceOf, TablePlace
from dipfacts.read.base.references import Located
from dipfacts.read.files import STDIN, SourceFile, read
from dipfacts.read.rows.table_files import origin_of
from dipfacts.read.table.positions import Places, Where
from dipfacts.read.table.possible_faults import (
    measure_links,
    names_of_countries,
    shared_names,
    source_links,
)
from dipfacts.read.toml.encoding import text_of
from dipfacts.read.toml.loader import LoadedTable

Comment = tuple[str, int, str]
Rules = Callable[
    [Sequence[Located], Sequence[Comment], PlaceOf], tuple[list[Problem], Counter[str]]
]
"""Takes the tables that may be wrong, and the comments (file, line, character); returns errors.

Those are the first of each code, of one code maybe two, and how many there are.
"""

_OF_KIND = "SELECT n FROM suspect WHERE kind = ?"
_COMMENTS = "SELECT n, line, detail FROM suspect WHERE kind = ? ORDER BY n, line"
_PREFERRED = """
SELECT n FROM suspect WHERE kind = ? AND detail IN
    (SELECT detail FROM suspect WHERE kind = ? GROUP BY detail HAVING count(*) > 1)"""
# The names that the checks compare; those that countries have in other languages may be shared,
# and so may family names.
_SHARING = f"""
SELECT party FROM name_row WHERE weight <= {COMMON} AND form IN (
    SELECT form FROM name_row WHERE weight <= {COMMON} GROUP BY form
    HAVING min(party) < max(party) AND min(weight) < {COMMON})"""


def record_errors(
    connection: sqlite3.Connection, files: Mapping[int, SourceFile], rules: Rules
) -> None:
    """Ask the rules about the suspects of an index, and note in it what they find; commit.

    `files` are those of the index by their slots. They are called by their names in answers, since
    an index serves whatever way a base is named.
    """
    files = {slot: file._replace(label=file.short) for slot, file in files.items()}
    comments = [
        (files[slot].short, line, char)
        for slot, line, char in connection.execute(_COMMENTS, (COMMENT,))
    ]
    located = [*_doubtful_tables(connection, files)]
    order = {file.label: slot for slot, file in files.items()}
    problems, counts = (
        rules(located, comments, _line_and_column) if located or comments else ([], {})
    )
    problems.sort(key=lambda problem: (order[problem.file], problem.line, problem.column))
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.code, problem)
    rows = [
        (n, code, counts[code], first[code].file, first[code].line, first[code].message)
        for n, code in enumerate(first)
    ]
    connection.execute("DELETE FROM error_row")
    insert_checked(connection, "error", rows)
    connection.commit()


def _line_and_column(file: SourceFile, spot: TablePlace, where: Where) -> tuple[int, int]:
    """Return line and column of the value of a key, or of the table where that is not known."""
    if file.table or file.path == STDIN or not spot.line:
        return spot.line, 0
    try:
        lines = text_of(read(file)).split("\n")[spot.line - 1 :]
    except QuestionError:
        return spot.line, 0
    rest = takewhile(lambda line: not line.lstrip().startswith("["), lines[1:])
    line, column = Places("\n".join([*lines[:1], *rest])).value(spot.name, 0, where)
    return spot.line + line - 1, column


def _doubtful_tables(
    connection: sqlite3.Connection, files: Mapping[int, SourceFile]
) -> Iterator[Located]:
    """Yield the tables that may be wrong, with those that they refer to, in the order of files."""
    facts, wanted = _doubtful_facts(connection), _doubtful_declared(connection)
    if not facts and not any(wanted.values()):
        return
    wanted["measure"] |= _ids(connection, "SELECT id FROM measure_row")
    for fact in facts.values():
        wanted["source"].add(fact.claim.source)
        wanted["party"].update(fact.claim.named)
    rows = [(n, LoadedTable(fact.type, fact.claim, fact.line, 0)) for n, fact in facts.items()]
    lines = {
        ("source" if kind == DERIVED else kind, n): line
        for n, kind, line in connection.execute("SELECT n, kind, line FROM suspect WHERE line > 0")
    }
    for name, ids_ in wanted.items():
        for n, table in _tables(connection, name, ids_):
            rows.append((n, LoadedTable(name, table, lines.get((name, n), 0), 0)))
    slots = sorted(files)
    origins = {slot: origin_of(file) for slot, file in files.items() if file.table}
    for n, row in sorted(rows, key=itemgetter(0)):
        slot = slots[bisect_right(slots, n) - 1]
        yield files[slot], replace(row, origin=origins.get(slot))


def _ids(connection: sqlite3.Connection, sql: str, *values: object) -> set[str]:
    return {value for (value,) in connection.execute(sql, values)}


def _doubtful_declared(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the ids of the tables that declare something and may be wrong, by their kind."""
    results = {
        name: _ids(connection, f"SELECT id FROM {name}_row WHERE n IN ({_OF_KIND})", name)
        for name in DECLARING
    }
    sharing = _ids(connection, _SHARING)
    parties = [table for _, table in _tables(connection, "party", results["party"] | sharing)]
    # Own names, and those by which claims mean another; that two have one by their codes may be.
    for nth, _, _, other in (*shared_names(parties), *names_of_countries(parties)):
        results["party"] |= {parties[nth].id, parties[other].id}
    measures = _ids(connection, "SELECT id FROM measure_row")
    made = _ids(connection, f"SELECT id FROM source_row WHERE n IN ({_OF_KIND})", DERIVED)
    for name, ids, links_of in (
        ("measure", measures, measure_links),
        ("source", made, source_links),
    ):
        links = {table.id: links_of(table) for _, table in _tables(connection, name, ids)}
        if any(circles(links)):  # all, since what comes first among them decides what is told
            results[name] |= ids
    return results


def _tables(
    connection: sqlite3.Connection, name: str, ids: Iterable[str]
) -> Iterator[tuple[int, Any]]:
    """Yield the number and the table of each id that a declaring table has."""
    for id_ in ids:
        for n, body in connection.execute(f"SELECT n, body FROM {name} WHERE id = ?", (id_,)):
            yield n, msgspec.msgpack.decode(body, type=TABLES[name])


def _doubtful_facts(connection: sqlite3.Connection) -> dict[int, Fact]:
    """Return the claims that may be wrong by their numbers, with their wholes or their parts."""
    numbers = [n for (n,) in connection.execute(_OF_KIND, (CLAIMED,))]
    numbers += [n for (n,) in connection.execute(_PREFERRED, (PREFERRED, PREFERRED))]
    results: dict[int, Fact] = {}

    def add(where: str, value: object) -> list[Fact]:
        rows = connection.execute(f"SELECT {CLAIM} FROM claim WHERE {where}", (value,)).fetchall()
        results.update((row[0], fact_of(row)) for row in rows)
        return [results[row[0]] for row in rows]

    for n in numbers:
        for fact in add("n = ?", n):
            if isinstance(fact.claim, Figure) and fact.claim.part_of:
                add("id = ?", fact.claim.part_of)
            if isinstance(fact.claim, Figure) and fact.claim.parts:
                add("n IN (SELECT claim FROM part WHERE whole = ?)", fact.claim.id)
    return results
