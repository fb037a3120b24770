"""A table of events, as topics and briefs have it."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer, Entry
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    kind_of,
    marks_of,
    titled,
    told_of,
    when_of,
)


def events(
    title: str, answer: Answer, entries: Iterable[Entry], numbering: Numbering, tone: str = ""
) -> Section:
    """Return a table of events, a line of a timeline each."""
    rows = []
    for entry in entries:
        cells = when_of(entry), titled(answer, entry.fact), kind_of(answer, entry.fact)
        rows.append(Row((*cells, marks_of(entry, numbering)), tone))
        rows += told_of(answer, entry, numbering)
    return Section(title, ("When", "What", "Kind", "Source"), rows, (1,))
