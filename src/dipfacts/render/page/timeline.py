"""A timeline laid out, by year; memberships of unknown beginning are counted."""

from __future__ import annotations

from dipfacts.answers.answer import MEMBERSHIP, NAMED_BODIES, Answer
from dipfacts.answers.further_commands import command
from dipfacts.answers.occurrences.date_words import unheard_of
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.timeline_reading import newest
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.occurrences.events import Years, by_years, heading, in_years
from dipfacts.render.page.occurrences.occurrence_cells import (
    differences_of,
    folded,
    marks_of,
    titled,
    when_of,
)
from dipfacts.render.page.occurrences.packed_rows import PackedRows
from dipfacts.render.page.occurrences.stages import marked_kind

_COLUMNS = "When", "What", "Kind", "Source"


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out the entries by year, each with its date as precise as known.

    A short page has those that come first of what is ahead, else the newest.
    """
    if answer.unread.lines:
        return [_section_of_many(answer, draft)]
    answer.parties()  # of all rows at once, and not one after the other
    memberships = _only_counted(answer)
    ids = {membership.id for membership in memberships}
    entries = [e for e in answer.timeline.entries if not (e.occurrence and e.occurrence.id in ids)]
    draft.counted["line"] = len(memberships) - len(answer.timeline.entries) + len(entries)
    is_turned = answer.options.reverse
    if answer.timeline.occasions or is_turned:
        entries = draft.fitting(entries, "line")
    elif draft.is_short:
        every, entries = entries, newest(entries, int(draft.most or 0))
        draft.leave_out(len(every) - len(entries), "line")
    answer.base.titles.read(relation_or_event(entry.fact).title for entry in entries)
    rows: list[Row] = []
    for year, of_year in by_years(entries, is_turned):
        rows += [] if draft.is_short else [_head(year)]
        for entry in of_year:
            rows += _rows(answer, entry, draft)
    if memberships:
        from dipfacts.render.page.brief_words import (  # lazy: most timelines have none
            undated_memberships,
        )

        draft.remarks += map(Remark, undated_memberships(answer, draft, NAMED_BODIES))
        shown_by = command(answer, "relations", kind=MEMBERSHIP)
        text = display.counted(len(memberships), "membership")
        draft.remarks.append(Remark(text, command=shown_by))
    return [Section("", _COLUMNS, rows)] if rows else []


def _rows(answer: Answer, entry: Entry, draft: Draft) -> list[Row]:
    """Return the row of a line, and what sources differ on in it."""
    standing = answer.standings.get(entry.fact.id)
    kind = marked_kind(answer, entry, standing)
    occurrence = entry.occurrence
    if draft.is_short and occurrence and unheard_of(occurrence, answer.as_of):
        kind += "; nothing recorded since"
    what = titled(answer, entry.fact, *folded(answer, occurrence, draft, entry)), kind
    cells = (when_of(entry, standing), *what, marks_of(entry, draft))
    row = Row(cells, "planned" if entry.mark in NOT_HELD else "")
    return [row, *differences_of(answer, entry, draft)]


def _section_of_many(answer: Answer, draft: Draft) -> Section:
    """Return the table of all lines of very many, as `sections` lays them out."""
    rows, groups = PackedRows(answer), dict[Years, None]()
    watch = answer.unread.watch
    assert watch
    for entry in answer.each_entry(watch):
        years = entry.years
        rows.add(years, [] if years in groups else [_head(heading(years))])
        rows.add(years, _rows(answer, entry, rows.draft))
        groups[years] = None
    (table,) = rows.tables([in_years(groups)], draft)
    draft.remarks[:0] = map(Remark, watch.remarks())
    return Section("", _COLUMNS, table)


def _head(years: str) -> Row:
    return Row((years, "", "", ""), "group")


def _only_counted(answer: Answer) -> list[Occurrence]:
    """Return the memberships of one party of which nobody says since when.

    They would flood its timeline. One of a kind that is asked for, or with a limit, has all.
    """
    if answer.asked.kind or answer.asked.limit is not None:
        return []
    return [membership for alike in answer.memberships for membership in alike.occurrences]
