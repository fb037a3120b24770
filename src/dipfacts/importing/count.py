"""Count what the tables of a plan take of a file, and what they leave out, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dipfacts.errors import Problem
from dipfacts.importing.plan import Plan
from dipfacts.read.csv_files import Layout, TagRow, head_of, rows
from dipfacts.read.tables import LeftOut, Outcome, TableClaim, TableReader, declared

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

    @property
    def adds_up(self) -> bool:
        """Return whether what is taken, left out and wrong is all that there is."""
        return self.of == self.taken + sum(self.left_out.values()) + len(self.problems)


def count(plan: Plan, path: str, layout: Layout) -> Counts:
    """Return what the tables of a plan make of the file that they are declared over."""
    counts, left_out, problems = Counter[str](), Counter[str](), []
    width = 1
    for found in outcomes(plan, path, layout):
        width = max(width, len(found))
        for cell in found:
            claims = [one for one in cell if isinstance(one, TableClaim)]
            wrong = [one for one in cell if isinstance(one, Problem)]
            counts["of"] += 1
            counts["claims"] += len(claims)
            if wrong:
                problems.append(wrong[0])
            elif claims:
                counts["taken"] += 1
            else:
                left = [one for one in cell if isinstance(one, LeftOut)]
                left_out[_reason(plan, max(left, key=lambda it: _WEIGHT[it.why]))] += 1
    if plan.derived:
        left_out.update(plan.derived.left_out)
        derived = plan.derived
        merged = derived.of - len(derived.rows) - sum(derived.left_out.values())
        taken = counts["taken"] + merged
        return Counts(derived.of, taken, counts["claims"], left_out, problems)
    unit = "cell" if any("columns" in table for table in plan.tables) else "row"
    return Counts(counts["of"], counts["taken"], counts["claims"], left_out, problems, unit)


def outcomes(plan: Plan, path: str, layout: Layout) -> Iterator[list[tuple[Outcome, ...]]]:
    """Yield for each row its cells (one, unless tables are wide), each as the tables read it."""
    heads = head_of(path, layout)
    readers = [
        TableReader(declared({"source": plan.id, "file": path, **table}), heads, path)
        for table in plan.tables
    ]
    for row in rows(path, layout):
        if not isinstance(row, TagRow):
            yield list(zip(*(list(reader.read(row)) for reader in readers), strict=True))


def _reason(plan: Plan, left: LeftOut) -> str:
    if left.why == "missing":
        return f"no number ({left.value or 'blank'})"
    told = plan.reasons.get((left.column, left.value)) or plan.reasons.get((left.column, ""))
    return told or f"{left.column} is {left.value or 'blank'}"
