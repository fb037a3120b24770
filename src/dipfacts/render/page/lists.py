"""The lists of parties, topics, measures, kinds and sources, laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.remark import Remark
from dipfacts.answers.source_notes import in_sentences, source_notes
from dipfacts.model import display
from dipfacts.model.file_format.tables import Party, Source
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.render.page.document import NOTE_MARK, Numbering, Row, Section, citation_line
from dipfacts.render.page.draft import Draft
from dipfacts.text import plain

_NUMBERS, _CLAIMS = ("Figures", "Relations", "Events"), "Claims"  # columns


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return the sections of what a command lists, or of the codes of it."""
    return _codes(answer, draft) if answer.options.codes else _counts(answer, draft)


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Any], Iterable[Any]]]] = {
    "parties": (
        ("Id", "Name", "Kind"),
        lambda party: (party.id, ", ".join(filter(None, (party.name, party.office))), party.kind),
    ),
    "topics": (("Topic", "Label", "About"), attrgetter("id", "label", "note")),
    "measures": (
        ("Measure", "Topic", "Label", "Nature"),
        attrgetter("id", "topic", "label", "nature"),
    ),
    "kinds": (("Kind", "Of", "Label"), attrgetter("id", "of", "label")),
    "sources": (
        ("Id", "Source", "Published"),
        lambda source: (source.id, citation_line(source), display.day(source.published)),
    ),
    "start": (("Page", "Name", "What"), attrgetter("id", "label", "of")),
    "inventory": (
        ("Topic", "Label", *_NUMBERS, "Years"),
        lambda it: (
            *(it.id, it.label, f"{it.figure:,}", f"{it.relation:,}", f"{it.event:,}"),
            "–".join(map(str, dict.fromkeys(filter(None, (it.first, it.last))))),
        ),
    ),
}
"""The list of each command: its columns, and the cells of a row."""


def _codes(answer: Answer, draft: Draft) -> list[Section]:
    """Return the codes of the parties, a list of codes a column."""
    from dipfacts.countries.code_lists import codes_of_party  # lazy: a file of its own

    rows = []
    for table, _ in answer.listing.counts:
        if isinstance(table, Party) and (codes := codes_of_party(table)):
            cells = (table.id, *(" ".join(codes.get(list_, ())) for list_ in CODE_LISTS))
            rows.append(Row(cells, about=table))
    if without := len(answer.listing.counts) - len(rows):
        draft.remarks.append(Remark(f"Without codes: {display.counted(without, 'party')}"))
    return [Section("", ("Id", *CODE_LISTS), draft.fitting(rows, "row"))] if rows else []


def _counts(answer: Answer, draft: Draft) -> list[Section]:
    """Return the entries that a command lists, with the number of claims, and each note below."""
    columns, cells = TABLES[answer.command]
    rows = []
    for table, claims in draft.fitting(answer.listing.counts, "row"):
        first, *others = (plain(cell or "") for cell in cells(table))
        is_noted = draft.is_short and isinstance(table, Source) and source_notes(answer.base, table)
        others[0] += NOTE_MARK if is_noted else ""
        valid = claims - answer.listing.deprecated.get(table.id, 0)
        rows.append(Row((first, *others, f"{valid:,}"), about=table))
        rows += draft.details(partial(_details, answer, table))
    return [Section("", (*columns, _CLAIMS), rows, right=(*_NUMBERS, _CLAIMS))] if rows else []


def _details(answer: Answer, table: Any, numbering: Numbering) -> list[Row]:
    """Return rows of what a reader must know of what a row lists, where no cell tells it."""
    if isinstance(table, Source):
        texts = in_sentences(source_notes(answer.base, table))
    else:
        note = None if answer.command == "topics" else getattr(table, "note", None)
        texts = [plain(note)] if note else []
    if gone := answer.listing.deprecated.get(table.id):
        texts.append(f"{display.counted(gone, 'more claim')} {display.are(gone)} deprecated.")
    blanks = [""] * (len(TABLES[answer.command][0]) - 1)
    return [Row(("", f"· {text}", *blanks), "sub") for text in texts]
