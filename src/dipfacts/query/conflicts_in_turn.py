"""The series and occurrences of several claims, in which sources may differ, read in turn."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.model.fact import Fact
from dipfacts.query.base import Base
from dipfacts.query.sql import marks

SeriesKey = tuple[str, str]
"""A measure, and the key by which the index groups its figures of one direction or dyad."""


def repeated(base: Base, after: SeriesKey, limit: int) -> list[SeriesKey]:
    """Return the first series after one that have several claims which end on the same day."""
    sql = (
        "SELECT measure, series FROM subject JOIN claim_row ON claim_row.subject = subject.subject"
        " WHERE measure IS NOT NULL AND (measure, series) > (?, ?) GROUP BY measure, series"
        " HAVING count(*) > count(DISTINCT claim_row.after) LIMIT ?"
    )
    return base.index.rows(sql, (*after, limit))


def figures_of(base: Base, series: SeriesKey) -> list[Fact]:
    """Return the figures of a series in the order of their periods."""
    sql = f"SELECT {CLAIM} FROM claim WHERE measure = ? AND series = ? ORDER BY first, after, n"
    return base.index.all(sql, series, fact_of)


def ids_by_occurrence(base: Base) -> list[tuple[str, str]]:
    """Return the claims about what several claims are about, each an occurrence and its own id."""
    sql = "SELECT root, id FROM occurrence_row JOIN claim_row ON n = claim"
    return base.index.rows(sql, ())


def occurrences_after(base: Base, after: str, limit: int) -> list[str]:
    """Return the first occurrences after one that have several claims, by their ids."""
    sql = "SELECT DISTINCT root FROM occurrence_row WHERE root > ? ORDER BY root LIMIT ?"
    return base.index.all(sql, (after, limit), itemgetter(0))


def claims_of_occurrences(base: Base, occurrences: Sequence[str]) -> list[Fact]:
    """Return the claims about these relations and events, in the order of the files."""
    claims = f"SELECT claim FROM occurrence_row WHERE root IN ({marks(occurrences)})"
    sql = f"SELECT {CLAIM} FROM claim WHERE n IN ({claims}) ORDER BY n"
    return base.index.all(sql, occurrences, fact_of)
