"""Warnings that a table accepts by its key `allow`, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.checks.view import WARNINGS, Finding, View
from dipfacts.text import did_you_mean, plain


def not_allowed(view: View, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no table allows, and what is wrong with the keys `allow`."""
    accepted: set[tuple[int, str]] = set()
    allowed = {id(row): set(map(_code, view.allow(row))) for row in view.rows if view.allow(row)}
    for finding in findings:
        code = finding.code
        if code in WARNINGS and code in allowed.get(id(finding.row), ()):
            accepted.add((id(finding.row), code))
        else:
            yield finding
    for row in view.rows:
        for nth, entry in enumerate(view.allow(row)):
            where = ("allow", nth)
            code, _, why = entry.partition(":")
            code = code.strip()
            if code not in WARNINGS:
                message = f'allow: unknown warning "{plain(code)[:40]}"'
                hint = did_you_mean(code, WARNINGS, "remove it")
                yield Finding(row, where, "malformed-allow", message, hint)
            elif not why.strip():
                message = f'allow gives no reason for "{code}"'
                hint = f'write allow = ["{code}: why it is right"]'
                yield Finding(row, where, "malformed-allow", message, hint)
            elif (id(row), code) not in accepted and view.complete:
                message = f'allow: this table has no warning "{code}"'
                yield Finding(row, where, "unused-allow", message, "remove it")


def _code(entry: str) -> str:
    return entry.partition(":")[0].strip()
