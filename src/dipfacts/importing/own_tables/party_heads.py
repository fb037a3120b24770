"""The heads of columns of parties that say who reports, and who is the partner."""

from __future__ import annotations

import re

PARTNER = re.compile("partner|counterpart")
"""Heads of columns of the other side of those who report."""
_REPORTER = re.compile(
    "reporter|reporting[ _-]?(?:countr|econom|area|state|part)|reported[ _-]?by|declarant|declaring"
)
"""Heads of columns of those whose statistics the numbers are."""


def is_reporter(column: str) -> bool:
    """Return whether the head of a column says that it holds those who report.

    >>> is_reporter("Reporter ISO"), is_reporter("reporting_country"), is_reporter("Report year")
    (True, True, False)
    """
    return bool(_REPORTER.search(column.lower()))
