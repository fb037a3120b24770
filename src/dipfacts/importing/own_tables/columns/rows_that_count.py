"""The columns of a table of one's own that say that a row does not count: it was cancelled."""

from __future__ import annotations

import re

from dipfacts.importing.own_tables.columns.remark_columns import are_remarks
from dipfacts.importing.own_tables.table.head_words import NO, YES, in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable

_STATUS = re.compile(r"(?:^|[^a-z])(?:status|stage)(?![a-z])")
_STOPPED = re.compile(
    r"(?:cancel(?:led|ed|lation)|suspen(?:ded|sion)|withdrawn|abandoned|rejected|dropped|terminated"
    r"|postponed|void|pipeline|pledged?|planned|proposed|not approved)(?![a-z])"
)
"""The words with which a cell begins that says that nothing came of a row, or not yet."""
_LEAVING = re.compile(
    r"(?:withdraw|denunciation|denounc|terminat|abrogat|expulsion|exit(?![a-z])|secession|lapse)"
)
"""The words with which a cell begins that says that a row is of the end of what another is of."""
_COUNTED = re.compile(r"recommended|(?:^|[^a-z])(?:include|count)d?(?:ed)?(?![a-z])")
_UNCOUNTED = re.compile(r"umbrella|(?:^|[^a-z])(?:exclude|duplicate)d?(?![a-z])|double[ _-]?count")
"""Heads of columns that say yes or no to whether a row counts."""
_STATUSES = 8  # named in a note, at most
_YES = {*YES} - {"x"}


def uncounted_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column which says that some numbers do not count; else nothing.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> table = MappedTable(Given())
    >>> uncounted_remedy("Status", table.holding("Status", ["Completion", "Pipeline: Pledge"]))
    "if others do not count, take those that do, as with --map 'where={Status}=Completion'"
    >>> uncounted_remedy("Umbrella", table.holding("Umbrella", ["Yes", "No"]))
    "if others do not count, take those with No alone, as with --map 'where={Umbrella}=No'"
    >>> heads = ("Status", "Umbrella", "included")
    >>> [uncounted_remedy(it, table.holding(it, ["Married"])) for it in heads]
    ['', '', '']
    """
    cells, head = table.cells(column), in_english(column).replace("_", " ")
    words = [*map(in_english, cells)]
    plainly = [it.lower() for it in cells]
    if _STATUS.search(head):
        wrong = [it for it, word in zip(cells, words, strict=True) if _STOPPED.match(word)]
    elif {*plainly} <= {*_YES, *NO} and (_UNCOUNTED.search(head) or _COUNTED.search(head)):
        of_no = _YES if _UNCOUNTED.search(head) else NO
        wrong = [it for it, word in zip(cells, plainly, strict=True) if word in of_no]
    else:
        return ""
    right = [it for it in cells if it not in wrong]
    if not wrong:
        return ""
    if not right:
        return "see that such rows count"
    alone = table.given.where_option(column, right[:_STATUSES])
    which = "that do" if len(right) > 1 or _STATUS.search(head) else f"with {right[0]} alone"
    return f"if others do not count, take those {which}, as with {alone}"


def withdrawal_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column which says that some rows are ends of relations; or nothing.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> table = MappedTable(Given(claim="relation"), [{"entry": "base_treaty"}])
    >>> withdrawal_remedy("entry", table.holding("entry", ["base_treaty", "withdrawal"]))
    "if others are no relations, take those that are, as with --map 'where={entry}=base_treaty'"
    >>> withdrawal_remedy("entry", table)
    ''
    """
    given, cells = table.given, table.cells(column)
    right = [it for it in cells if not _LEAVING.match(in_english(it))]
    is_none = len(right) == len(cells) or are_remarks(column, cells)
    if given.claim != "relation" or is_none:
        return ""
    if not right:
        return "see that such rows are relations that hold"
    alone = given.where_option(column, right)
    return f"if others are no relations, take those that are, as with {alone}"
