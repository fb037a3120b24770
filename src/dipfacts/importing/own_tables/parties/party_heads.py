"""The heads of columns of parties that say who reports, and who is the partner."""

from __future__ import annotations

import re

from dipfacts.importing.own_tables.table.head_words import in_english

_PARTNER = re.compile("partner|counterpart")
"""Heads of columns of the other side of those who report."""
_REPORTER = re.compile(
    "reporter|reporting[ _-]?(?:countr|econom|area|state|part)|reported[ _-]?by|declarant|declaring"
)
"""Heads of columns of those whose statistics the numbers are."""


def is_reporter(column: str) -> bool:
    """Return whether the head of a column says that it holds those who report.

    >>> is_reporter("Reporter ISO"), is_reporter("reporting_country"), is_reporter("Report year")
    (True, True, False)
    >>> is_reporter("Pays déclarant"), is_of_partners("Страна-партнер"), is_of_partners("Party")
    (True, True, False)
    """
    return bool(_REPORTER.search(in_english(column)))


def is_of_partners(column: str) -> bool:
    """Return whether the head of a column says that it holds the other side of who reports."""
    return bool(_PARTNER.search(in_english(column)))
