"""The rules between the claims of a base, as a table of contents.

Each check is one small function that yields findings of one code, which docs/check.md explains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from dipfacts.checks import arithmetic, consistency, evidence, standing, sums
from dipfacts.checks.view import WARNINGS, Finding, View
from dipfacts.errors import Problem
from dipfacts.read.loader import LoadedTable
from dipfacts.read.positions import Where, values_of
from dipfacts.read.references import Compiler
from dipfacts.text import did_you_mean, plain

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
    standing.outside_lifetime,
    standing.status_against_period,
    standing.cannot_be_both,
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
    found += map(view.problem, not_allowed(view, findings))
    for file, text in compiler.texts.items():
        found += evidence.unseen_in_comment(file, text)
    order = {name: nth for nth, name in enumerate(compiler.texts)}
    return sorted(found, key=lambda p: (order[p.file], p.line, p.column))


def not_allowed(view: View, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no table allows, and what is wrong with the keys `allow`.

    A table accepts warnings by this key, with a reason for each.
    """
    accepted: set[tuple[int, str]] = set()
    entries: list[tuple[LoadedTable, Where, str, str]] = []
    for row in view.rows:
        for where, entry in values_of("allow", row.table.allow):
            code, _, why = entry.partition(":")
            entries.append((row, where, code.strip(), why.strip()))
    allowed = {(id(row), code) for row, _, code, _ in entries}
    for finding in findings:
        key = (id(finding.row), finding.code)
        if finding.code in WARNINGS and key in allowed:
            accepted.add(key)
        else:
            yield finding
    for row, where, code, why in entries:
        if code not in WARNINGS:
            message = f'allow: unknown warning "{plain(code)[:40]}"'
            hint = did_you_mean(code, WARNINGS, "remove it")
            yield Finding(row, where, "malformed-allow", message, hint)
        elif not why:
            message = f'allow gives no reason for "{code}"'
            hint = f'write allow = ["{code}: why it is right"]'
            yield Finding(row, where, "malformed-allow", message, hint)
        elif (id(row), code) not in accepted and view.complete:
            message = f'allow: this table has no warning "{code}"'
            yield Finding(row, where, "unused-allow", message, "remove it")
