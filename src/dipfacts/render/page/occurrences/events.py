"""Tables of events, and their lines by years."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.groups import grouped
from dipfacts.render.page.document import Numbering, Row, Section, Tone
from dipfacts.render.page.occurrences.occurrence_cells import (
    differences_of,
    folded,
    marks_of,
    titled,
    when_of,
)
from dipfacts.render.page.occurrences.stages import marked_kind

Years = tuple[int, int] | None
"""The first and the last year in which a line may lie."""


def events(
    title: str,
    answer: Answer,
    entries: Iterable[Entry],
    numbering: Numbering,
    tone: Tone = "",
    name: str = "",
    mark: str = "",
) -> Section:
    """Return a table of events, a line of a timeline each; `mark` is what the title says of all."""
    rows = []
    for entry in entries:
        is_said = entry.mark == mark
        kind = marked_kind(answer, entry.replaced(mark="") if is_said else entry)
        what = titled(answer, entry.fact, *folded(answer, entry.occurrence, numbering, entry))
        cells = when_of(entry), what, kind, marks_of(entry, numbering)
        rows.append(Row(cells, "planned" if entry.mark in NOT_HELD else tone, entry.occurrence))
        rows += differences_of(answer, entry, numbering)
    return Section(title, ("When", "What", "Kind", "Source"), rows, name)


def by_years(entries: Iterable[Entry], is_turned: bool) -> list[tuple[str, list[Entry]]]:
    """Return the entries of a timeline under the year or years in which each may lie, undated last.

    Each heading stands once, as `in_years` has them.
    """
    groups = grouped((entry.years, entry) for entry in entries)
    return [(heading(years), groups[years]) for years in in_years(groups, is_turned)]


def heading(years: Years) -> str:
    """Return '1992', '1990–1992' or 'Undated'."""
    return "–".join(map(str, dict.fromkeys(years))) if years else "Undated"


def in_years(groups: Iterable[Years], is_turned: bool = False) -> list[Years]:
    """Return the years in which lines lie in order, None for those undated last.

    Those of several years stand after their first year alone, in the order given.
    """
    turn = -1 if is_turned else 1

    def place(years: tuple[int, int]) -> tuple[int, int]:
        first, last = years
        return turn * first, turn * (first != last)

    every = [*groups]
    dated = sorted((years for years in every if years), key=place)
    return [*dated, *([None] if None in every else [])]
