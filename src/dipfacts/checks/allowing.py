"""Warnings that are right but wanted: a table accepts them by its key `allow`, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.checks.view import Finding, View
from dipfacts.text import did_you_mean, plain

WARNINGS = (
    "missing-locator",
    "missing-said-on",
    "published-in-future",
    "reason-without-rank",
    "unused-source",
    "unknown-iso",
    "sum-differs",
    "balance-differs",
    "growth-differs",
    "unknown-currency",
    "same-claim",
    "outside-lifetime",
)
"""What can be allowed; an error cannot."""


def sifted(view: View, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no table allows, and what is wrong with the keys that allow them."""
    accepted: set[tuple[int, str]] = set()
    allowed = {id(row): set(map(_code, view.allow(row))) for row in view.rows if view.allow(row)}
    for finding in findings:
        code = finding.code
        if finding.severity == "warning" and code in allowed.get(id(finding.row), ()):
            accepted.add((id(finding.row), code))
        else:
            yield finding
    for row in view.rows:
        for nth, entry in enumerate(view.allow(row)):
            where = ("allow", nth)
            code, _, why = entry.partition(":")
            code = code.strip()
            if code not in WARNINGS:
                message = f'allow names "{plain(code)[:40]}", which is no warning'
                hint = did_you_mean(code, WARNINGS, "remove it")
                yield Finding(row, where, "malformed-allow", message, hint)
            elif not why.strip():
                message = f'allow gives no reason for "{code}"'
                hint = f'write allow = ["{code}: why it is right"]'
                yield Finding(row, where, "malformed-allow", message, hint)
            elif (id(row), code) not in accepted and view.whole:
                message = f'allow accepts "{code}", of which there is none here'
                yield Finding(row, where, "unused-allow", message, "remove it", "warning")


def _code(entry: str) -> str:
    return entry.partition(":")[0].strip()
