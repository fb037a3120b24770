"""The exception by which a quick way gives way to the slow one.

It is raised where tables are read without each rule being asked of each (`reading`, `changes`,
`table_rows`, `table_shapes`), and where a change may concern rows that nobody looks at (`declared`,
`declared_changes`, `claim_counts`, `implicit`, `occurrences`). The slow way reads everything by the
rules and tells each fault: `build` takes it in a compile, `renew` after a failed update, and
`commit_index` where a kept index cannot be made into one of a commit. `workers` pass it on.
"""

from __future__ import annotations


class FastPathError(Exception):
    """A quick way that is not sure of its result; the slow one, to be taken, reports faults."""
