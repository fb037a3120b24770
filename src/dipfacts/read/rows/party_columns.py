"""Mistakes of a whole column of parties, reported once, where the `[[table]]` names it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dipfacts.model.file_format.csv_table import CsvTable, templates
from dipfacts.model.file_format.tables import PARTY_KEYS, PARTY_PATTERN
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.table_templates import CODED
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where, key_in, values_of
from dipfacts.remedy import AnyRemedy, Remedy, Setting
from dipfacts.text import plain, short

_FEW = 2  # rows, of which one alone may be a slip

LocatedRow = tuple[SourceFile, Any]
Report = tuple[SourceFile, Any, Fault]  # a file, its table or row, and what is wrong
Tomls = Mapping[int, SourceFile]
"""The file of TOML that declares a `[[table]]`, by the identity of that."""


def misspelled(table: CsvTable, rows: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Return a fault for each template of parties that makes no id in any of these rows."""
    results = list[Fault]()
    for key, where, template in _templates(table):
        column = CODED.fullmatch(template)
        cells = [cell for row in rows for at, cell in values_of(key, row.get(key)) if at == where]
        is_wrong = len(cells) >= _FEW and not any(re.fullmatch(PARTY_PATTERN, it) for it in cells)
        if not column or column[1] or not is_wrong:
            continue
        lists = _lists_of(cells, column[2])
        what = f"codes of {lists[0]}" if lists else "names"
        such_as = short(cells[0])
        message = f'{key}: the column "{plain(column[2])}" holds {what}, no ids: "{such_as}"'
        hint = _with_list(key, column[2], lists[:1]) or "let dipfacts import write the table"
        results.append(Fault(where, "bad-id", message, hint))
    return results


def without_repeated(
    reports: list[Report], rows: Iterable[LocatedRow], tomls: Tomls
) -> list[Report]:
    """Return the reports, but one for a template that is unknown in each of its rows."""
    unknown = defaultdict[tuple[int, Where], list[Report]](list)
    for report in reports:
        _, row, (where, code, *_) = report
        if row.origin and code == "unknown-reference":
            unknown[id(row.origin), where].append(report)
    if not unknown:
        return reports
    of = Counter(id(row.origin) for _, row in rows)
    for (origin, where), same in unknown.items():
        if len(same) == of[origin] >= _FEW and (fault := _of_all(where, same)):
            joined = {*map(id, same)}
            reports = [report for report in reports if id(report) not in joined]
            reports.append((tomls[origin], same[0][1].origin, fault))
    return reports


def _lists_of(codes: Iterable[str], column: str) -> Sequence[str]:
    from dipfacts.countries import code_lists  # lazy: reads files of names

    return code_lists.lists_of(codes, column)


def _of_all(where: Where, same: Sequence[Report]) -> Fault | None:
    """Return the one fault for what every row of a table names; None where each has its own."""
    _, row, (_, code, message, hint) = same[0]
    key = key_in(where)
    template = next((text for _, at, text in _templates(row.origin.table) if at == where), "")
    if not (column := CODED.fullmatch(template)):
        return None
    names = {
        name for _, row, _ in same for at, name in _values_with_places(key, row) if at == where
    }
    lists = _lists_of((name.rpartition(":")[2] for name in names), column[2])
    hint = _with_list(key, column[2], lists) or hint
    message = f"{message}: the same in all {len(same):,} rows"
    return Fault(where, code, message, hint) if lists else None


def _values_with_places(key: str, row: Any) -> Iterator[tuple[Where, Any]]:
    """Yield the values of a key of a claim with their places, as positions.values_of."""
    keys = getattr(row, "keys", None)
    name = "from_" if key == "from" else key
    return values_of(key, keys.get(key) if keys else getattr(row.table, name))


def _templates(table: CsvTable) -> list[tuple[str, Where, str]]:
    """Return the templates of the parties of a table, with their keys and places."""
    given = templates(table)
    return [(key, *it) for key in PARTY_KEYS for it in values_of(key, given.get(key))]


def _with_list(key: str, column: str, lists: Sequence[str]) -> AnyRemedy:
    """Return the remedy for codes without their list: the template with each that may be."""
    texts = [f"{list_}:{{{plain(column)}}}" for list_ in lists]
    return Remedy.of("write ", Setting.of(key, *texts)) if texts else ""
