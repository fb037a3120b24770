"""Tables of events, and their lines by years."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer
from dipfacts.answers.entry import Entry
from dipfacts.model.groups import grouped
from dipfacts.model.status import NOT_HELD
from dipfacts.render.page.document import Numbering, Row, Section
from dipfacts.render.page.occurrence_cells import differences_of, folded, marks_of, titled, when_of
from dipfacts.render.page.stages import marked_kind


def events(
    title: str,
    answer: Answer,
    entries: Iterable[Entry],
    numbering: Numbering,
    tone: str = "",
    name: str = "",
) -> Section:
    """Return a table of events, a line of a timeline each; what the title says is no mark."""
    rows = []
    for entry in entries:
        is_said = entry.mark == title.lower()
        kind = marked_kind(answer, entry.replaced(mark="") if is_said else entry)
        what = titled(answer, entry.fact, *folded(answer, entry.occurrence, numbering, entry))
        cells = when_of(entry), what, kind, marks_of(entry, numbering)
        rows.append(Row(cells, "planned" if entry.mark in NOT_HELD else tone, entry.occurrence))
        rows += differences_of(answer, entry, numbering)
    return Section(title, ("When", "What", "Kind", "Source"), rows, name)


def by_years(entries: Iterable[Entry], is_turned: bool) -> list[tuple[str, list[Entry]]]:
    """Return the entries of a timeline under the year or years in which each may lie, undated last.

    Each heading stands once, as its first year does; those of several years after that year alone,
    in the order of their first lines.
    """
    groups = grouped((entry.years, entry) for entry in entries)
    undated = groups.pop(None, [])
    turn = -1 if is_turned else 1

    def place(years: tuple[int, int]) -> tuple[int, int]:
        first, last = years
        return turn * first, turn * (first != last)

    dated = [(years, of) for years, of in groups.items() if years]
    dated.sort(key=lambda of: place(of[0]))
    results = [("–".join(map(str, dict.fromkeys(years))), of) for years, of in dated]
    return [*results, *([("Undated", undated)] if undated else [])]
