"""The rules between the claims of a base, as a table of contents.

Each check is one small function that yields findings of one code, which docs/check.md explains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from dipfacts.checks import allowing, arithmetic, consistency, evidence, sums
from dipfacts.checks.view import Finding, View
from dipfacts.errors import Problem
from dipfacts.read.references import Compiler

Check = Callable[[View], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    evidence.missing_locator,
    evidence.missing_said_on,
    evidence.said_after_published,
    evidence.published_in_future,
    evidence.held_in_advance,
    evidence.rank_without_reason,
    evidence.reason_without_rank,
    evidence.inferred_without_how,
    evidence.unused_source,
    evidence.bad_url,
    evidence.unseen_character,
    evidence.unknown_iso,
    sums.sum_differs,
    sums.balance_differs,
    sums.growth_differs,
    arithmetic.parts_differ,
    arithmetic.part_above_total,
    arithmetic.share_above_whole,
    arithmetic.bad_rank,
    arithmetic.unit_of_nature,
    arithmetic.money_without_currency,
    arithmetic.unknown_currency,
    consistency.preferred_twice,
    consistency.same_claim,
    consistency.part_of_circle,
    consistency.measure_circle,
    consistency.shared_name,
    consistency.topic_is_command,
    consistency.outside_lifetime,
)
"""Every check, in the order of docs/check.md."""


def problems(compiler: Compiler, today: date, commands: Collection[str]) -> list[Problem]:
    """Return every problem of the files added, those of loading and what CHECKS find.

    If files do not load, the checks look at the valid tables all the same. The problems are in the
    order of files, lines and columns.
    """
    found = compiler.problems()
    view = View(compiler, today, commands, complete=not found)
    findings = [finding for check in CHECKS for finding in check(view)]
    found += map(view.problem, allowing.not_allowed(view, findings))
    for file, text in compiler.texts.items():
        found += evidence.unseen_in_comment(file, text)
    order = {name: nth for nth, name in enumerate(compiler.texts)}
    return sorted(found, key=lambda p: (order[p.file], p.line, p.column))
