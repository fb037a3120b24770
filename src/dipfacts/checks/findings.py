"""The problems of a base: what its checks find and no table allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from dipfacts.checks import evidence
from dipfacts.checks.contents import CHECKS
from dipfacts.checks.view import CheckedBase, Finding, severity
from dipfacts.errors import WARNINGS, Problem, allowed
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.packed_problems import PlaceOf, Problems
from dipfacts.read.base.references import Located
from dipfacts.read.table import possible_faults
from dipfacts.read.table.positions import Where, values_of
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import Allow, Remedy
from dipfacts.text import did_you_mean, short


def problems(reader: BaseReader, today: date, commands: Collection[str]) -> Problems:
    """Return every problem of the files added, those of loading and what CHECKS find.

    If files do not load, the checks look at the valid tables all the same. The problems are in the
    order of files, lines and columns.
    """
    results = reader.problems()
    may_hide = any(map(possible_faults.may_hide, reader.texts.values()))
    may_hide = may_hide or any(table.hides for table in reader.read.values())
    rowless = {file.table for file, it in reader.read.items() if it.is_empty}
    view = CheckedBase(
        reader.rows,
        reader.place,
        today,
        commands,
        complete=not results,
        may_hide=may_hide,
        rowless=rowless,
        problems=results,
    )
    found = view.problems(
        it._replace(row=it.row.origin) if it.row.origin and _is_of_table(it) else it
        for it in _findings(view)
    )
    results.add(found)
    for file, text in reader.texts.items():
        unseen = possible_faults.unseen_in_comments(text)
        results.add(evidence.unseen_in_comment(file, *place) for place in unseen)
    order = {name: nth for nth, name in enumerate(reader.texts)}
    results.sort(order.__getitem__, attrgetter("line", "column"))
    return results


def errors(
    rows: Sequence[Located], comments: Sequence[tuple[str, int, str]], place: PlaceOf
) -> tuple[list[Problem], Counter[str]]:
    """Return the first errors of each code among rows of a base that loads, and how many there are.

    They are those of the whole base if the rows are all that may be wrong in it, with all that they
    refer to. `comments` are file, line and character of those with an invisible one. What depends
    on the day or on the names of commands is not among them.
    """
    view = CheckedBase(rows, place, date.min, (), complete=True, may_hide=True)
    wrong = [finding for finding in _findings(view) if severity(finding.code) == "error"]
    order = {file: nth for nth, file in enumerate(dict.fromkeys(file for file, _ in rows))}
    at = {id(row): (order[file], row.line) for file, row in rows}
    first: dict[str, Finding] = {}
    for finding in sorted(wrong, key=lambda it: at[id(it.row)]):
        first.setdefault(finding.code, finding)
    seen = [evidence.unseen_in_comment(file, line, 0, char) for file, line, char in comments]
    counts = Counter([*(finding.code for finding in wrong), *(finding.code for finding in seen)])
    return [*view.problems(first.values()), *seen[:1]], counts


def _findings(view: CheckedBase) -> Iterator[Finding]:
    """Yield the findings of CHECKS, but for what is allowed.

    What is wrong with all rows of a [[table]], as it stands there, is one finding.
    """
    reported = set[tuple[int, str, str]]()
    for it in not_allowed(view, (finding for check in CHECKS for finding in check(view))):
        if _is_of_table(it):
            if (key := (id(it.row.origin), it.code, it.message)) in reported:
                continue
            reported.add(key)
        yield it


def _is_of_table(it: Finding) -> bool:
    """Return whether a finding is in a key that the [[table]] of its row gives without a column."""
    key = it.where if isinstance(it.where, str) else it.where[0]
    return it.row.origin is not None and it.row.origin.same_in_every_row(key)


def not_allowed(view: CheckedBase, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no table allows, and what is wrong with the keys `allow`.

    A table accepts warnings by this key, with a reason for each.
    """
    accepted: set[tuple[int, str]] = set()
    entries: list[tuple[LoadedTable, Where, str, str]] = []
    for row in view.rows:
        # A [[table]] accepts them for all its rows, which have this key, too.
        if not row.table.allow or row.origin:
            continue
        for where, entry in values_of("allow", row.table.allow):
            entries.append((row, where, *allowed(entry)))
    accepting = {(id(row), code) for row, _, code, _ in entries}
    for finding in findings:
        key = (id(finding.row.origin or finding.row), finding.code)
        if finding.code in WARNINGS and key in accepting:
            accepted.add(key)
        else:
            yield finding
    for row, where, code, why in entries:
        if code not in WARNINGS:
            message = f'allow: unknown warning "{short(code)}"'
            hint = did_you_mean(code, WARNINGS, "remove it")
            yield Finding(row, where, "malformed-allow", message, hint)
        elif not why:
            message = f'allow gives no reason for "{code}"'
            remedy = Remedy.of("write ", Allow(code, "why it is right"))
            yield Finding(row, where, "malformed-allow", message, remedy)
        elif (id(row), code) not in accepted and view.complete:
            message = f'allow: this table has no warning "{code}"'
            yield Finding(row, where, "unused-allow", message, "remove it", (code,))
