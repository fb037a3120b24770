"""The view of any answer as a page among others, which its template prints with links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, Protocol

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.briefs.brief_series import Years
from dipfacts.answers.citation import Citation
from dipfacts.answers.remark import ALL, BOTH_SIDES, SOURCES, FurtherCommand, Remark
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.query import any_of
from dipfacts.record import Record
from dipfacts.render import formats
from dipfacts.render.html.brief import years_view
from dipfacts.render.html.references import Note, References
from dipfacts.render.page import pages
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.draft import SIGN, Signed
from dipfacts.render.page.marked_cells import HitCell, NameCell, SourceCell
from dipfacts.text import capitalised, plain


class Ways(Protocol):
    """The addresses of pages; "" where there is none."""

    def link(self, *words: str | None, **options: str | int) -> str:
        """Return the address of a question: its words, and its options by name."""

    def overview(self, *parties: str) -> str:
        """Return the address of the overview of one party or two."""


_LIMITS = (500, 10_000)  # which "show all" asks for, as far as pages show them
_CHART = 180  # pixels of its height
LISTED: dict[str, Callable[[str, Any, Ways], str]] = {
    "parties": lambda id_, table, ways: ways.overview(id_),
    "topics": lambda id_, table, ways: ways.link(id_),
    "inventory": lambda id_, table, ways: ways.link(id_) if id_ else "",
    "sources": lambda id_, table, ways: ways.link("sources", id_),
    "measures": lambda id_, table, ways: ways.link(table.topic, measure=id_),
    "kinds": lambda id_, table, ways: ways.link(
        "relations" if table.of == "relation" else "timeline", kind=id_
    ),
}
"""The address to which an id in the first column of a list leads, by command."""


class CellPart(Record, frozen=True):
    """A part of a cell: a text, and where it leads to, if anywhere.

    The kind is "source", "hit" of a word that was searched for, "line" of the end of one, or "".
    """

    text: str
    href: str = ""
    kind: str = ""


def view(answer: Answer, ways: Ways, own: Citation | None) -> dict[str, Any]:
    """Return the values for templates/answer.html; a page of one claim has its `own` citation."""
    draft = Signed(answer)
    page = pages.page(answer, draft=draft)
    cells = _Cells(answer, draft, ways)
    return {
        "title": title(answer, own),
        "kicker": kicker(answer),
        "text": page.headline,
        "empty": not page.sections,
        "years": _years(answer),
        "tables": [_table(section, cells) for section in page.sections],
        "remarks": [*_remarks(answer, page.remarks, cells)],
        "notes": cells.notes(),
        "newest": page.newest,
        "citations": _citations(own) if own else [],
    }


def title(answer: Answer, own: Citation | None) -> str:
    """Return the subject of a page, as its heading says it; `own` is the citation of a claim."""
    base = answer.base
    if own:
        return capitalised(own.subject)
    who = display.listed(names(base, answer.asked.in_order or answer.asked.parties))
    if answer.command in _TITLES:
        return _TITLES[answer.command](answer, who)
    return who or answer.command.capitalize()


def _topic_title(answer: Answer, who: str) -> str:
    """Return the title of the page of a topic."""
    label = plain(answer.base.topic(str(answer.asked.topic)).label)
    return f"{label}: {who}" if who else label


def _source_title(answer: Answer, who: str) -> str:
    """Return the title of the page of a source."""
    (source,) = any_of(answer.asked.source)
    return plain(answer.base.source(source).publisher)


_TITLES: dict[str, Callable[[Answer, str], str]] = {
    "figures": _topic_title,
    "claims": _source_title,
    "search": lambda answer, who: f"“{plain(answer.asked.text or '')}”",
    "conflicts": lambda answer, who: who or "Where claims differ",
    "inventory": lambda answer, who: who or "Coverage",
}
"""The titles of pages that are not called by their parties, of a command and of whom it is."""

_KICKERS = {
    "figures": "Topic",
    "overview": "Overview",
    "show": "Claim",
    "claims": "Source",
    "search": "Search",
    "relations": "Relations",
}


def kicker(answer: Answer) -> str:
    """Return the name of the kind of page."""
    return _KICKERS.get(answer.command, "Fact base")


class _Cells:
    """The cells of a page as pieces, with what each leads to."""

    def __init__(self, answer: Answer, draft: Signed, ways: Ways) -> None:
        self.answer, self.draft, self.ways = answer, draft, ways
        self._asked = answer.asked.parties

    def pieces_of_row(self, section: Section, row: Row) -> Iterator[list[CellPart]]:
        """Yield the pieces of each cell of a row."""
        for nth, cell in enumerate(row.cells):
            href = self._href(section, nth, row)
            if href:
                yield [CellPart(cell.strip(), href)]
            elif isinstance(cell, HitCell):
                yield [*_found(cell)]
            else:
                yield self.pieces(cell.strip(), cell)

    def _href(self, section: Section, nth: int, row: Row) -> str:
        """Return where a cell of a row leads to; "" if to nothing."""
        answer, link, cell = self.answer, self.ways.link, row.cells[nth]
        if isinstance(cell, NameCell) and cell.parties:
            topics, parties = any_of(answer.asked.topic), sorted(cell.parties)
            return link(topics[0], *parties) if topics else self.ways.overview(*parties)
        if section.head == "claim" and nth == 0 and cell:
            return link("show", cell)
        if section.head == "topic" and nth == 0:
            return link(cell, *self._asked)
        if answer.command in LISTED and row.about and cell == row.cells[0]:
            table: Any = row.about
            return LISTED[answer.command](table.id, table, self.ways)
        return self._key_address(row.cells[0]) if section.head == "key" and nth == 1 else ""

    def _key_address(self, key: str) -> str:
        """Return where the value of a key of a claim leads to."""
        fact = self.answer.facts[0]
        everyone = sorted(fact.claim.everyone)
        if key == "topic" and fact.topic:
            return self.ways.link(fact.topic, *everyone)
        if key in ("parties", "from, to") and len(everyone) <= DYAD:
            return self.ways.overview(*everyone)
        if key == "measure":
            measure = self.answer.base.measures[getattr(fact.claim, "measure")]  # noqa: B009  # of any type
            return self.ways.link(measure.topic, measure=measure.id)
        return ""

    def pieces(self, text: str, cell: str = "") -> list[CellPart]:
        """Return a text with its marks of sources as links: to a claim where one is known."""
        claims = cell.claims if isinstance(cell, SourceCell) else ()
        of_source = {self.draft.number(fact): fact.id for fact in reversed(claims)}
        results: list[CellPart] = []
        for nth, part in enumerate(SIGN.split(text)):
            if nth % 2:
                results.append(self._sign(int(part), of_source))
            elif part:
                results.append(CellPart(part))
        return results

    def _sign(self, number: int, of_source: dict[int, str]) -> CellPart:
        claim = of_source.get(number, "")
        if self.answer.command == "show" and claim == self.answer.facts[0].id:
            claim = ""  # whose page this is
        href = self.ways.link("show", claim) if claim else ""
        return CellPart(f"[{number}]", href or f"#source-{number}", "source")

    def notes(self) -> list[Note]:
        """Return the sources by number."""
        return References(self.answer, self.draft).notes()


def _found(cell: HitCell) -> Iterator[CellPart]:
    """Yield the parts of a hit, its words apart, and the ends of lines."""
    for text, is_found in cell.parts:
        before, end, after = text.partition("\n")
        if before:
            yield CellPart(before, kind="hit" if is_found else "")
        if end:
            yield CellPart(end, kind="line")
        if after:
            yield CellPart(after)


def _table(section: Section, cells: _Cells) -> dict[str, Any]:
    return {
        "title": section.title_with_count,
        "all": _at_length(cells.answer, cells.ways) if section.all_rows else "",
        "columns": [(name, name in section.right) for name in section.columns],
        "head": 1 if section.head == "place" else 0,  # the column that names a row
        "list": cells.answer.command if cells.answer.command in LISTED else "",
        "of": section.head,
        "rows": [
            {"tone": row.tone, "cells": [*cells.pieces_of_row(section, row)]}
            for row in section.rows
        ],
    }


def _remarks(answer: Answer, remarks: Iterable[Remark], cells: _Cells) -> Iterator[list[CellPart]]:
    """Yield the remarks; what a command in one would show is what it leads to."""
    for remark in remarks:
        if remark.kind == SOURCES:
            continue  # they stand below in full
        if not remark.command:
            yield cells.pieces(remark.text if remark.otherwise else remark.line)
        elif href := _typed_address(answer, remark.command, cells.ways):
            yield [CellPart(remark.text, href)]
        else:
            yield cells.pieces(remark.text)


def _typed_address(answer: Answer, typed: str | FurtherCommand, ways: Ways) -> str:
    """Return the address of the page that a command, or an option of the question, shows."""
    if typed == ALL:
        return _at_length(answer, ways)
    if typed == BOTH_SIDES:
        return ways.link(None, mirror="1")
    return command_address(typed, ways) if isinstance(typed, FurtherCommand) else ""


def _at_length(answer: Answer, ways: Ways) -> str:
    """Return the address of the same page with more on it; "" where it has all that it can."""
    count = len(answer.listing.counts) or len(answer.facts)
    most = next((most for most in _LIMITS if most > count), 0)
    return ways.link(None, limit=str(most)) if most else ""


def command_address(command: FurtherCommand, ways: Ways) -> str:
    """Return the address of the page that a command shows; "" where it has none.

    A brief is as long as is asked for, other pages are as long as they can be. All these pages are
    of one base.
    """
    name, options = command.words[0], {key: value or "1" for key, value in command.options}
    if len(options) < len(command.options):
        return ""  # an address has each option once
    if "limit" in options and name != "brief":
        return ""
    if options.get("limit") == "0":
        options["limit"] = str(_LIMITS[0])
    if name == "search":
        return ways.link(name, text=" ".join(command.words[1:]), **options)
    return "" if name == "show" else ways.link(*command.words, **options)


def _years(answer: Answer) -> dict[str, Any] | None:
    """Return the view of the chart of a series."""
    if answer.figures.series is None:
        return None
    years = Years("", answer.figures.series, [*answer.figures.series.points])
    return years_view(years, References(answer), _CHART)


def _citations(own: Citation) -> list[tuple[str, str, str]]:
    """Return the citation of a claim in every style: its name, for what, and the text."""
    results = []
    for name, style in formats.STYLES.items():
        out = StringIO()
        formats.writer(style)([own], out)
        results.append((name, style.about, out.getvalue().strip()))
    return results
