"""Rules that hold between the claims of a base that loads, as a table of contents.

Each check is one small function that yields problems; docs/check.md has a bad and a good
example for every code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from dipfacts.checks import arithmetic, consistency, evidence
from dipfacts.checks.view import View
from dipfacts.compiling import Compiler
from dipfacts.problem import Problem

Check = Callable[[View], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    evidence.missing_locator,
    evidence.missing_said_on,
    evidence.said_after_published,
    evidence.published_in_future,
    evidence.held_in_advance,
    evidence.rank_without_reason,
    evidence.reason_without_rank,
    evidence.unused_source,
    evidence.bad_url,
    evidence.unseen_character,
    arithmetic.sum_differs,
    arithmetic.part_above_total,
    arithmetic.share_above_whole,
    arithmetic.bad_rank,
    consistency.preferred_twice,
    consistency.same_claim,
    consistency.part_of_circle,
    consistency.shared_name,
    consistency.topic_is_command,
    consistency.outside_lifetime,
)
"""Every check, in the order of docs/check.md."""


def problems(compiler: Compiler, today: date, commands: Collection[str]) -> list[Problem]:
    """Every problem of the files added: what stops them from loading, else what CHECKS find.

    They stand in the order of the files, lines and columns.
    """
    found = compiler.problems()
    if not found:
        view = View(compiler, today, commands)
        found = [problem for check in CHECKS for problem in check(view)]
    order = {name: nth for nth, name in enumerate(compiler.texts)}
    return sorted(found, key=lambda p: (order[p.file], p.line, p.column))
