"""Counts of what the tables of a plan take of a file, and of what they leave out, by reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter

from dipfacts.errors import Problem
from dipfacts.importing.codes import ended_before, outside_lifetime
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.contradictions import Contradictions
from dipfacts.importing.plan import DerivedTable, Plan
from dipfacts.importing.remedies import in_words_of_import
from dipfacts.importing.table_choice import Choice
from dipfacts.model.file_format.tables import AnyClaim
from dipfacts.model.groups import batches, grouped
from dipfacts.read.rows.csv_files import LINE_END, BadRow, CsvRow, TagRow, rows, with_plain_breaks
from dipfacts.read.rows.table_files import Reason, Taken, reason, typed
from dipfacts.read.rows.tables import (
    LeftOut,
    Outcome,
    TableClaim,
    TableReader,
    Why,
    WrongRow,
    declared,
    row_problem,
    unrepeated,
)
from dipfacts.read.toml.loader import TABLES_AT_ONCE

_OCTOBER = re.compile(r'"[0-9]{4}\.10"')
_WEIGHT: dict[Why, int] = {"missing": 3, "skip": 2, "where": 1, "tags": 0}


@dataclass(frozen=True)
class Counts:
    """The numbers of rows (of a wide table, cells) that are claims, or left out, by reason.

    A row that several tables read may be several claims: then `claims` is more than `taken`.
    """

    of: int
    taken: int
    claims: int
    left_out: Counter[str]
    problems: list[Problem] = field(default_factory=list)
    unit: str = "row"
    outside: frozenset[str] = frozenset()  # tables with claims outside the lifetime of a state
    ended: Counter[str] = field(default_factory=Counter)
    """The claims about each state that was no more, by its name."""
    taken_by: dict[str, Taken] = field(default_factory=dict)
    """The claims that each table takes, so that the rows are read once."""

    @property
    def claims_taken(self) -> list[AnyClaim]:
        """Return the claims that all tables take."""
        return [it for taken in self.taken_by.values() for _, it in taken.claims]


def count(plan: Plan, file: Input) -> Counts:
    """Return the counts of the rows of a file, or of the table derived from it, by a plan."""
    counts, left_out, problems = Counter[str](), Counter[str](), []
    early, ended, lines = set[int](), Counter[str](), dict[str, int]()
    own = lines_of(plan, file)
    readers = _readers(plan, file)
    by = {reader.table.id: Taken([], Counter()) for reader in readers}
    rivals = Contradictions(file, own, readers)
    for read in chain.from_iterable(_checked(outcomes(plan, file, readers), readers, by)):
        cell = {
            nth: unrepeated(rivals.uncontradicted(one), lines, file.label)
            for nth, one in read.items()
        }
        claims = [one for one in cell.values() if isinstance(one, TableClaim)]
        wrong = _wrong(plan, file, cell.values())
        outside = {nth: one for nth, one in cell.items() if is_outside(one)}
        early.update(outside)
        ended.update(name for one in outside.values() for name in _ended(one))
        counts["of"] += 1
        counts["claims"] += 0 if wrong else len(claims)
        if wrong:
            problems.append(in_words_of_import(wrong[0].problems[0], file, own))
        elif claims:
            counts["taken"] += 1
        else:
            left_out[_reason(plan, _decisive(plan, cell))] += 1
    unit = "cell" if any("columns" in table for table in plan.tables) else "row"
    counted = Counts(
        of=counts["of"],
        taken=counts["taken"],
        claims=counts["claims"],
        left_out=left_out,
        problems=_without_needless_october(problems),
        unit=unit,
        outside=frozenset(str(plan.tables[nth]["id"]) for nth in early),
        ended=ended,
        taken_by=by,
    )
    return _of_whole_file(counted, plan.derived, file, readers) if plan.derived else counted


def _without_needless_october(problems: list[Problem]) -> list[Problem]:
    """Return problems of rows; 2023.1 is October in none of them where some say 2023.10."""
    if not any(_OCTOBER.search(it.message) for it in problems):
        return problems
    # lazy: only for texts that are refused
    from dipfacts.model.periods.period_hints import MAY_BE_OCTOBER

    needless = re.compile(rf' or "[0-9]{{4}}-10" \({re.escape(MAY_BE_OCTOBER)}\)')
    return [it.replaced(remedy=needless.sub("", str(it.remedy))) for it in problems]


def _wrong(plan: Plan, file: Input, cell: Collection[Outcome]) -> list[WrongRow]:
    """Return the wrong rows of a cell: those that cannot be read, and one that the plan doubts."""
    results = [one for one in cell if isinstance(one, WrongRow)]
    first = next((one for one in cell if isinstance(one, TableClaim)), None)
    if first and (why := plan.doubted.get(first.number)):
        results.append(WrongRow([row_problem(file.label, first.line, *why)]))
    return results


def _of_whole_file(
    counted: Counts, derived: DerivedTable, file: Input, readers: list[TableReader]
) -> Counts:
    """Return the counts of a derived table with what was left out, or unreadable, on the way."""
    cells = max((len(reader.wide) for reader in readers), default=0) or 1  # of each row
    left_out = Counter(counted.left_out)
    for why, number in derived.left_out.items():
        left_out[str(why)] += number * cells
    bad = [row for row in file.bad_rows() if row.number not in derived.notes]
    of = derived.of * cells + len(bad)
    unread = [row_problem(file.label, it.line, it.message, it.remedy) for it in bad]
    problems = [*counted.problems, *(in_words_of_import(it, file, {}) for it in unread)]
    problems += _unreadable(derived, file)
    taken = of - left_out.total() - len(problems)
    unit = derived.unit if counted.unit == "row" else counted.unit
    counted = replace(counted, left_out=left_out, problems=problems)
    return replace(counted, of=of, taken=taken, unit=unit)


def _unreadable(derived: DerivedTable, file: Input) -> list[Problem]:
    """Return the problems of the rows that a plan cannot read, in the order of the file."""
    unreadable = sorted(derived.unreadable, key=attrgetter("number", "message"))
    numbers = _line_numbers(file) if unreadable else {}
    lines = {it.number: numbers.get(it.number, it.number) for it in unreadable}
    results = (row_problem(file.label, *it) for it in unreadable)
    return [in_words_of_import(problem, file, lines) for problem in results]


def _line_numbers(file: Input) -> dict[int, int]:
    """Return the line of each row of a file, by number; none of a file that has no lines."""
    return {row.number: row.line for row, _ in file.rows()} if file.heads else {}


def lines_of(plan: Plan, file: Input) -> dict[int, int]:
    """Return the line in the file of each line of the table derived from it.

    Of a file that has no lines, as JSON has none, it is the number of the row.
    """
    derived = plan.derived
    if not derived or derived.row not in derived.heads:
        return {}
    column = derived.heads.index(derived.row)
    lines = _line_numbers(file)
    numbers = ((row.line, re.findall("[0-9]+", row.cells[column])[:1]) for row in _made(derived))
    numbered = {line: int(number[0]) for line, number in numbers if number}
    return {line: lines.get(number, number) for line, number in numbered.items()}


def _made(derived: DerivedTable) -> Iterator[CsvRow]:
    """Yield the rows of a derived table as they are read from its CSV, each with its line there."""
    line = 2 + len(LINE_END.findall(",".join(derived.heads)))
    for number, cells in enumerate(derived.rows, 1):
        breaks = len(LINE_END.findall(",".join(cells)))
        yield CsvRow(line, number, with_plain_breaks(cells) if breaks else cells)
        line += 1 + breaks


def _readers(plan: Plan, file: Input) -> list[TableReader]:
    """Return the readers of the tables; what a table allows changes nothing of what it takes."""
    heads = plan.derived.heads if plan.derived else [*file.heads]
    source = {"source": plan.source_id}
    tables = (declared({**source, **it, "allow": []}, file.label) for it in plan.tables)
    return [TableReader(table, heads, file.label) for table in tables]


Cell = dict[int, Outcome]
"""The outcomes of a row, or of a cell of a wide one, by the numbers of their tables in the plan.

Left out are all that take no such row, but for the first where none takes it.
"""


def outcomes(plan: Plan, file: Input, readers: list[TableReader]) -> Iterator[list[Cell]]:
    """Yield the cells of each row (one, unless tables are wide), each as the tables read it."""
    choice = Choice(readers, plan.derived.heads if plan.derived else file.heads)
    for row in _made(plan.derived) if plan.derived else rows(file.path, file.layout):
        if isinstance(row, CsvRow) and not readers:
            yield [{0: LeftOut(row.line, row.number, "where")}]
        elif isinstance(row, BadRow) and not readers:
            problem = row_problem(file.label, row.line, row.message, row.remedy)
            yield [{0: WrongRow([problem])}]
        elif not isinstance(row, TagRow):
            nths = choice.of(row)
            read = zip(*(readers[nth].read(row) for nth in nths), strict=True)
            yield [dict(zip(nths, cell, strict=True)) for cell in read]


def _checked(
    result: Iterator[list[Cell]],
    readers: list[TableReader],
    by: dict[str, Taken],
) -> Iterator[list[Cell]]:
    """Yield the outcome of each row; the problem, if a claim is not valid. Note who takes what."""
    if not readers:
        yield from result
        return
    cells, read = 0, Counter[int]()
    for batch in batches(result, TABLES_AT_ONCE):
        wrong: dict[int, WrongRow] = {}
        of_tables = grouped(
            (nth, one) for row in batch for cell in row for nth, one in cell.items()
        )
        cells += sum(map(len, batch))
        for nth, of_table in of_tables.items():
            read[nth] += len(of_table)
            wrong.update(_taken(readers[nth], of_table, by[readers[nth].table.id]))
        if not wrong:
            yield from batch
            continue
        for row in batch:
            yield [{nth: wrong.get(id(one), one) for nth, one in it.items()} for it in row]
    for nth, reader in enumerate(readers):
        if others := cells - read[nth]:
            by[reader.table.id].left_out[Reason("where", next(iter(reader.table.where)))] += others


def _taken(
    reader: TableReader, read: list[Outcome], taken: Taken
) -> Iterator[tuple[int, WrongRow]]:
    """Note what a table takes of some rows; yield what is wrong with each claim that is not valid.

    The claim is known by the `id` of its object.
    """
    claims = [one for one in read if isinstance(one, TableClaim)]
    valid, problems = typed(reader, claims)
    taken.claims.extend(valid)
    taken.left_out.update(reason(one) for one in read if isinstance(one, LeftOut))
    if problems:
        good = {id(claim) for claim, _ in valid}
        bad = (claim for claim in claims if id(claim) not in good)
        yield from zip(map(id, bad), problems, strict=True)


def is_outside(result: Outcome) -> bool:
    """Return whether a claim is about a state at a time when there was none."""
    if not isinstance(result, TableClaim) or not (period := result.keys.get("period")):
        return False
    lasts = "kind" in result.keys and "status" not in result.keys
    return any(outside_lifetime(party, period, lasts) for party in _parties(result))


def _ended(result: Outcome) -> set[str]:
    """Return the names of the states that a claim is about and that were no more."""
    if not isinstance(result, TableClaim):
        return set()
    period = result.keys["period"]
    return {ended_before(party, period) for party in _parties(result)} - {""}


def _parties(claim: TableClaim) -> list[str]:
    keys = claim.keys
    return [*keys.get("parties", ()), *(keys[it] for it in ("from", "to") if it in keys)]


def _decisive(plan: Plan, cell: Mapping[int, Outcome]) -> LeftOut:
    """Return why a row is left out by the table that comes nearest to taking it.

    One that chooses it for its first conditions is nearer than one of another flow.
    """

    def nearness(nth: int, left: LeftOut) -> tuple[int, int]:
        is_chosen = left.why == "where" and left.column
        conditions = [*plan.tables[nth]["where"]] if is_chosen else [left.column]
        return _WEIGHT[left.why], conditions.index(left.column)

    left = [(nth, one) for nth, one in cell.items() if isinstance(one, LeftOut)]
    return max(left, key=lambda it: nearness(*it))[1]


def _reason(plan: Plan, left: LeftOut) -> str:
    if left.why == "missing":
        return f"no number ({left.value or 'blank'})"
    if not left.column:
        return "of no kind that is known"
    why = plan.reasons.get((left.column, left.value)) or plan.reasons.get((left.column, ""))
    return str(why) if why else f"{left.column} is {left.value or 'blank'}"
