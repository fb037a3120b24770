"""The memberships that two parties share as a table: a row an organisation or bloc."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.occurrences.common_memberships import SharedBody
from dipfacts.answers.occurrences.relation_class import has_no_beginning
from dipfacts.model import display
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.render.page.document import Numbering, Row, Section
from dipfacts.render.page.occurrences.occurrence_cells import as_it_is, difference_rows, folded
from dipfacts.text import unhyphenated


def section(answer: Answer, bodies: Sequence[SharedBody], numbering: Numbering) -> Section:
    """Return the bodies that two parties share, since when each is in them, and the claims."""
    columns = ("Organisation or bloc", *names(answer.base, answer.asked.parties), "Source")
    rows = [row for body in bodies for row in _rows(answer, body, numbering)]
    is_dated = answer.asked != answer.asked.undated
    title = "Both belong to"
    if is_dated or not all(body.is_today for body in bodies):
        title = "Shared memberships"
    return Section(title, columns, rows)


def _rows(answer: Answer, shared: SharedBody, numbering: Numbering) -> list[Row]:
    """Return the row of a body, and what sources differ on, in the column of the party."""
    (name,) = names(answer.base, [shared.body])
    facts = [fact for membership in shared.occurrences for fact in membership.counting]
    when = (
        "; ".join(_when(answer, membership, numbering) for membership in side)
        for side in shared.sides
    )
    results = [Row((name, *when, numbering.marks(facts)))]
    for nth, side in enumerate(shared.sides):
        rows = (row for membership in side for row in _differences(answer, membership, numbering))
        results += [_in_column_of_party(row, nth) for row in rows]
    return results


def _when(answer: Answer, occurrence: Occurrence, numbering: Numbering) -> str:
    """Return the time of a membership, in words: 'since 1980 (suspended)', '2000 (withdrawn)'.

    With the marks of what sources differ on, where no row below tells it.
    """
    fact, period = as_it_is(answer, occurrence)
    name, status = answer.standings[fact.id].name, unhyphenated(fact.claim.status or "")
    is_end = name == "over" and has_no_beginning(occurrence)
    withdrawn = "deprecated" if occurrence.fact.claim.rank == "deprecated" else ""
    how = status if is_end or name == "paused" else ""
    return display.bracketed(period, how, withdrawn, *folded(answer, occurrence, numbering))


def _differences(answer: Answer, occurrence: Occurrence, numbering: Numbering) -> list[Row]:
    """Return rows of what sources differ on; one claim has nothing to be told apart."""
    if len(occurrence.facts) == 1:
        return []
    return numbering.details(partial(difference_rows, answer, occurrence))


def _in_column_of_party(row: Row, nth: int) -> Row:
    """Return a row of differences with its text in the column of the nth party."""
    text = next(filter(None, row.cells))
    return row.replaced(cells=("", *(text if it == nth else "" for it in range(2)), ""))
