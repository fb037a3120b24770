"""Count what the tables of a plan take of a file, and what they leave out, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dipfacts.errors import Problem
from dipfacts.importing.codes import outside, unreadable
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import Plan
from dipfacts.read.csv_files import BadRow, Row, TagRow, rows
from dipfacts.read.tables import LeftOut, Outcome, TableClaim, TableReader, declared, unrepeated

_WEIGHT = {"missing": 3, "skip": 2, "where": 1, "tags": 0}


@dataclass(frozen=True)
class Counts:
    """Of how many rows (of a wide table, cells) how many are claims, or left out, by reason.

    A row that several tables read may be several claims: then `claims` is more than `taken`.
    """

    of: int
    taken: int
    claims: int
    left_out: Counter[str]
    problems: list[Problem] = field(default_factory=list)
    unit: str = "row"
    outside: frozenset[str] = frozenset()  # tables with claims outside the lifetime of a state

    @property
    def adds_up(self) -> bool:
        """Return whether what is taken, left out and wrong is all that there is."""
        return self.of == self.taken + sum(self.left_out.values()) + len(self.problems)


def count(plan: Plan, file: Input) -> Counts:
    """Return what the tables of a plan make of a file, or of the table derived from it."""
    counts, left_out, problems = Counter[str](), Counter[str](), []
    early, lines = set[int](), dict[str, int]()
    for found in outcomes(plan, file):
        for told in found:
            cell = [unrepeated(_dated(one, file.path), lines, file.path) for one in told]
            claims = [one for one in cell if isinstance(one, TableClaim)]
            wrong = [one for one in cell if isinstance(one, Problem)]
            early.update(nth for nth, one in enumerate(cell) if is_outside(one))
            counts["of"] += 1
            counts["claims"] += len(claims)
            if wrong:
                problems.append(wrong[0])
            elif claims:
                counts["taken"] += 1
            else:
                left = [one for one in cell if isinstance(one, LeftOut)]
                left_out[_reason(plan, max(left, key=lambda it: _WEIGHT[it.why]))] += 1
    ids = frozenset(str(plan.tables[nth]["id"]) for nth in early)
    if plan.derived:
        left_out.update(plan.derived.left_out)
        bad = file.bad_rows()
        of = plan.derived.of + len(bad)
        problems += [Problem(file.path, it.line, 0, "row", it.message, it.hint) for it in bad]
        taken = of - sum(left_out.values()) - len(problems)
        return Counts(of, taken, counts["claims"], left_out, problems, outside=ids)
    unit = "cell" if any("columns" in table for table in plan.tables) else "row"
    return Counts(counts["of"], counts["taken"], counts["claims"], left_out, problems, unit, ids)


def outcomes(plan: Plan, file: Input) -> Iterator[list[tuple[Outcome, ...]]]:
    """Yield for each row its cells (one, unless tables are wide), each as the tables read it."""
    derived = plan.derived
    heads = derived.heads if derived else [*file.heads]
    readers = [
        TableReader(declared({"source": plan.id, "file": file.path, **table}), heads, file.path)
        for table in plan.tables
    ]
    lines = enumerate(derived.rows if derived else (), 1)
    made = (Row(nth + 1, nth, cells) for nth, cells in lines)
    for row in made if derived else rows(file.path, file.layout):
        if isinstance(row, Row) and not readers:
            yield [(LeftOut(row.line, row.number, "where"),)]
        elif isinstance(row, BadRow) and not readers:
            yield [(Problem(file.path, row.line, 0, "row", row.message, row.hint),)]
        elif not isinstance(row, TagRow):
            yield list(zip(*(list(reader.read(row)) for reader in readers), strict=True))


def _dated(found: Outcome, path: str) -> Outcome:
    """Return what a row is; the problem, if it is a claim whose period cannot be read."""
    if isinstance(found, TableClaim) and (wrong := unreadable(str(found.keys.get("period", "")))):
        return Problem(path, found.line, 0, "row", *wrong)
    return found


def is_outside(found: Outcome) -> bool:
    """Return whether a claim is about a state at a time when there was none."""
    if not isinstance(found, TableClaim) or not (period := found.keys.get("period")):
        return False
    keys = found.keys
    parties = [*keys.get("parties", ()), *(keys[it] for it in ("from", "to") if it in keys)]
    return any(outside(party, period, "kind" in keys and "status" not in keys) for party in parties)


def _reason(plan: Plan, left: LeftOut) -> str:
    if left.why == "missing":
        return f"no number ({left.value or 'blank'})"
    if not left.column:
        return "of no kind that is known"
    told = plan.reasons.get((left.column, left.value)) or plan.reasons.get((left.column, ""))
    return told or f"{left.column} is {left.value or 'blank'}"
