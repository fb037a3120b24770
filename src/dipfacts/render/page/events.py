"""Tables of events, and their lines by years."""

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
    return Section(title, ("When", "What", "Kind", "Source"), rows)


def by_years(entries: Iterable[Entry], is_turned: bool = False) -> list[tuple[str, list[Entry]]]:
    """Return the entries of a timeline under the year or years in which each may lie, undated last.

    Each heading stands once, as its first year does.
    """
    groups: dict[tuple[int, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.years or (), []).append(entry)
    undated = groups.pop((), [])
    in_order = sorted(groups, reverse=is_turned)
    if undated:
        groups[()] = undated
        in_order.append(())
    return [("–".join(map(str, dict.fromkeys(y))) or "Undated", groups[y]) for y in in_order]
