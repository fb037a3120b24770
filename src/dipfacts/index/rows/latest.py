"""The figures of each pair of parties for its last year, which a ranking of all pairs looks at.

The table `last_year` has a row for each subject of figures that are no parts, with the largest
number for the last year that it has any for, and with the least if that is another. So it is found
which pairs are alike in that, and the largest of them in their order. What is of no two parties,
has no number for a year, or has one for another year that shares days with the last, is there as of
the day 0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from dipfacts.index.rows.keys import COMPONENT, DIRECTED, TOTAL, UNDIRECTED
from dipfacts.record import json_text

_IS_PAIR = f"series GLOB '{TOTAL}[{UNDIRECTED}{DIRECTED}]?* ?*' AND series NOT GLOB '* * *'"
_IS_OF_YEAR = """{0}.subject = about.subject AND {0}.size IS NOT NULL
    AND {0}.after - {0}.first IN (365, 366)
    AND {0}.manner NOT IN (SELECT manner FROM manner WHERE deprecated = 1)"""
# The end of the last year of a subject; NULL where another year shares days with it.
_LAST_ALONE = f"""SELECT iif(count(*) = 2 AND min(after) > max(first), NULL, max(after))
    FROM (SELECT DISTINCT after, first FROM claim_row AS other
        WHERE {_IS_OF_YEAR.format("other")} ORDER BY after DESC, first DESC LIMIT 2)"""
# The subjects are taken in the order of their numbers, as their claims stand in an index.
_KEEP = f"""INSERT INTO last_year
    SELECT measure, coalesce(after, 0), coalesce(first, 0), coalesce(max(size), 0),
    nullif(min(size), max(size)), about.subject FROM subject AS about NOT INDEXED
    LEFT JOIN claim_row ON {_IS_PAIR} AND {_IS_OF_YEAR.format("claim_row")}
    AND after = ({_LAST_ALONE})
    WHERE series < '{COMPONENT}' AND about.{{}} GROUP BY about.subject, first"""


def keep_all(connection: sqlite3.Connection) -> None:
    """Make the rows of all subjects of a new index."""
    connection.execute(_KEEP.format("measure IN (SELECT id FROM measure_row)"))


def keep(connection: sqlite3.Connection, subjects: Collection[int]) -> None:
    """Make the rows of some subjects anew, of which claims came or went."""
    among = "subject IN (SELECT value FROM json_each(?))"
    numbers = (json_text([*subjects]),)
    connection.execute(f"DELETE FROM last_year WHERE {among}", numbers)
    connection.execute(_KEEP.format(among), numbers)
