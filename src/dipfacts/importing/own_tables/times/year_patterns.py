"""Years and months as the cells, heads and lines of a table of one's own have them."""

from __future__ import annotations

import re

YEAR = re.compile(r"[12][0-9]{3}")
YEAR_CELL = re.compile(rf"{YEAR.pattern}(?:\.0)?")
"""A year, also as a program writes it that takes it for a number: 2019.0."""
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
"""The pattern of a month in words, in English."""
