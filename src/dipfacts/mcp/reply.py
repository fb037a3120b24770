"""An answer for an assistant: the sentence, tables and sources as text, and the same as data."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.citation import Citation, cited
from dipfacts.mcp.arguments import MOST
from dipfacts.mcp.data import MEANINGS, QUOTED, Claim, LeftOut, Reply, Status
from dipfacts.mcp.wording import for_assistants, swapped
from dipfacts.model.display import counted, listed
from dipfacts.query.base import Fact
from dipfacts.render import markdown
from dipfacts.render.citations import write_text
from dipfacts.render.escape import markdown_item
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page, Row, Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.mark import Mark
from dipfacts.text import plain

T = TypeVar("T")

MOST_CLAIMS = 20
_SHORTEST_CLAIM = 150  # characters of one in a line
_LONGEST_NOTE = 300  # characters of a remark in the data
_LONGEST = 1_500  # characters of a sentence or a cell
_IDS = 3  # of the claims of one row
_OF_DATA = 0.45  # of the room, for the data
_OF_FIRST, _OF_REMARKS = 0.6, 0.25  # of the room for text: the first of several tables, remarks


def size(text: str) -> int:
    """Return how long a text is: its characters, more where these take several tokens each."""
    return max(len(text), len(text.encode("utf-8", "replace")) // 2)


def failed(status: Status, answer: str, candidates: Iterable[str] = ()) -> tuple[str, Reply]:
    """Return what to say of a call that has no answer."""
    names = [cut(plain(name), 100) for name in candidates][:10]
    reply = Reply(
        status=status, answer=cut(answer, MOST // 2), means=MEANINGS[status], candidates=names
    )
    text = f"{reply.answer}\n\nStatus: {status}: {reply.means}.\n"
    if names:
        text += f"\nCandidates: {listed(names, 'or')}\n"
    return text, reply


def cut(text: str, most: int) -> str:
    """Return a text, of one that is too long the beginning."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Writer:
    """An answer being written, within so many characters: first the data, then the text."""

    def __init__(self, answer: Answer, most: int, how: str, noun: str = "claim") -> None:
        self.answer, self.most, self.how, self.noun = answer, most, how, noun
        self.draft = Draft(answer)
        self.page: Page = pages.page(answer, draft=self.draft)
        lines = [line for line in self.page.remarks if line not in answer.not_derived]
        self.remarks = [cut(line, _LONGEST) for line in map(for_assistants, lines) if line]
        self.is_cut = len(answer.head["text"]) > _LONGEST

    def add(self, answer: Answer, title: str) -> None:
        """Add the table of another answer, under a title if it has one."""
        tables = [table._replace(title=title) for table in pages.page(answer).sections]
        self.page = self.page._replace(sections=[*self.page.sections, *tables])

    def reply(self, takes: type[Reply] = Reply, **more: Iterable[Any]) -> tuple[str, Reply]:
        """Return the text of an answer and its data; `more` are lists of the type that it takes."""
        answer, head = self.answer, self.answer.head
        every, left = self._every_claim(), self.answer.left_out
        reply = takes(
            status=answer.status,  # type: ignore[arg-type]  # one of the four of an answer
            answer=cut(swapped(head["text"]), _LONGEST),
            means=MEANINGS.get(answer.status, ""),
            agreement=head.get("agreement") or "",
            partial=bool(head.get("partial")),
            left_out=LeftOut(count=None if left is None else left + len(every), how=self.how),
            shortened=True,
            quoted=QUOTED,
        )
        room = int(self.most * _OF_DATA) - size(encoded(reply))
        for name, entries in more.items():
            taken = [*_fitting(entries, room)]
            self.is_cut |= len(taken) < len([*entries])
            setattr(reply, name, taken)
            room -= size(encoded(taken))
        most = min(MOST_CLAIMS, max(0, room // _SHORTEST_CLAIM))
        for claim, source in _fitting(self._claims(every[:most], reply.sources), room):
            reply.claims.append(claim)
            reply.sources |= source
        room = int(self.most * _OF_DATA) - size(encoded(reply))
        reply.notes = [*_fitting((cut(line, _LONGEST_NOTE) for line in self.remarks), room)]
        self.is_cut |= len(reply.notes) < len(self.remarks)
        if left is not None:
            left += len(every) - len(reply.claims)
            reply.left_out = LeftOut(count=left, how=self.how) if left else None
        text = self._text(reply, self.most - size(encoded(reply)))
        reply.shortened = self.is_cut
        return text, reply

    def _every_claim(self) -> list[Fact]:
        """Return the claims of the answer: what the sentence rests on, then as the tables go."""
        facts, head = self.answer.facts, {*self.answer.head["facts"]}
        of_rows = (fact for table in self.page.sections for row in table.rows for fact in of(row))
        return once([*(fact for fact in facts if fact.id in head), *of_rows, *facts])

    def _claims(
        self, facts: list[Fact], named: dict[str, str]
    ) -> Iterator[tuple[Claim, dict[str, str]]]:
        """Yield claims in a line each, with the source of each that is not among those named."""
        numbers = [*map(self.draft.number, facts)]
        sources = self._sources()
        for citation, number in zip(cited(self.answer.base, facts), numbers, strict=True):
            source = {str(number): cut(sources[number].partition("] ")[2], _LONGEST_NOTE)}
            yield _claim(citation, number), {} if str(number) in named else source

    def _sources(self) -> dict[int, str]:
        """Return the lines of the sources by number: publisher, day and address."""
        return dict(enumerate(self.draft.lines(in_full=False), 1))

    def _text(self, reply: Reply, room: int) -> str:
        """Return the sentence, the status, tables, remarks and sources, and what is left out."""
        parts = [f"**{markdown.text(reply.answer)}**\n"]
        if reply.means:
            parts.append(f"\nStatus: {reply.status}: {reply.means}.\n")
        newest = f"\n{markdown.text(cut(self.page.newest, _LONGEST_NOTE))}\n"
        ending = f"\n{QUOTED}\n"
        closing = self._left_out({f"{n:60}": 99_999 for n in range(3)}, reply)
        room -= sum(map(size, (*parts, newest, ending, closing)))
        remarks = [*_fitting(map(_remark, self.remarks), int(room * _OF_REMARKS))]
        tables, sources, unshown = self._tables(room - sum(map(size, remarks)))
        if notes := len(self.remarks) - len(remarks):
            unshown["notes"] = notes
        self.is_cut |= bool(unshown)
        parts += tables + (["\n", *remarks] if remarks else [])
        parts += ["\n### Sources\n\n", *sources] if sources else []
        parts.append(newest if self.page.newest else "")
        parts.append(self._left_out(unshown, reply))
        return "".join([*parts, ending])

    def _tables(self, room: int) -> tuple[list[str], list[str], dict[str, int]]:
        """Return the lines of tables and of their sources, and the rows left out of each table."""
        lines, sources, unshown = list[str](), dict[int, str](), dict[str, int]()
        every = self._sources()
        room -= size("\n### Sources\n\n") + len(self.page.sections)
        for nth, section in enumerate(self.page.sections):
            table = _with_ids(section)
            is_first = nth == 0 and len(self.page.sections) > 1
            spare = int(room * (1 - _OF_FIRST)) if is_first else 0
            taken = list[str]()
            for row in table.rows:
                line = markdown.row(
                    row._replace(cells=tuple(cut(cell, _LONGEST) for cell in row.cells))
                )
                heading = [] if taken else [markdown.heading(table)]
                numbers = _numbers(row) & every.keys() - sources.keys()
                new = {n: markdown.source(cut(every[n], _LONGEST)) for n in numbers}
                cost = sum(map(size, (line, *heading, *new.values())))
                if cost > room - spare:
                    break
                room -= cost
                taken += [*heading, line]
                sources |= new
            shown = len(taken) - bool(taken)
            lines += taken
            if shown < len(table.rows):
                unshown[section.title or "rows"] = len(table.rows) - shown
        return lines, [sources[n] for n in sorted(sources)], unshown

    def _left_out(self, unshown: dict[str, int], reply: Reply) -> str:
        """Return what the text has no room for, and how to get it; nothing if it has all."""
        parts = []
        if rows := sum(unshown.values()):
            of_each = [f"{cut(plain(title), 60)}: {n:,}" for title, n in [*unshown.items()][:3]]
            parts.append(f"Shortened: {counted(rows, 'row')} left out ({'; '.join(of_each)}).")
        elif self.is_cut:
            parts.append("Shortened.")
        if reply.left_out and reply.left_out.count:
            parts.append(f"{counted(reply.left_out.count, f'more {self.noun}')}.")
        if not (parts or reply.left_out):
            return ""
        return f"\n{' '.join([*parts, f'For more: {self.how}.'])}\n"


def encoded(data: Any) -> str:
    """Return data as JSON."""
    return msgspec.json.encode(data).decode()


def of(row: Row) -> Iterator[Fact]:
    """Yield the claims that a row is about."""
    for cell in row.cells:
        if isinstance(cell, Mark):
            yield from cell.claims


def _numbers(row: Row) -> set[int]:
    """Return the numbers of the sources that a row names."""
    marks = "".join(cell for cell in row.cells if isinstance(cell, Mark))
    return {int(number) for number in re.findall(r"\[(\d{1,9})\]", marks)}


def citation_text(citations: Iterable[Citation]) -> str:
    """Return citations as footnotes."""
    out = io.StringIO()
    write_text(citations, out)
    return out.getvalue().strip()


def _claim(citation: Citation, number: int) -> Claim:
    """Return a claim in a line: what it says, with what to be careful about, and by whom."""
    cautions = f" ({'; '.join(citation.cautions)})" if citation.cautions else ""
    printed = f", {citation.published.show()}" if citation.published else ", undated"
    by = [citation.saying or "", f"{plain(citation.publisher)}{printed}"]
    return Claim(
        id=citation.id,
        says=cut(plain(citation.statement) + cautions, _LONGEST_NOTE),
        by=cut("; ".join(filter(None, by)), _LONGEST_NOTE),
        source=number,
    )


def _with_ids(section: Section) -> Section:
    """Return a table with a last column of ids, unless its rows begin with them."""
    if section.columns[:1] in (("Claim",), ("Key",)) or not any(map(any, map(of, section.rows))):
        return section
    rows = []
    for row in section.rows:
        ids = [fact.id for fact in once(of(row))]
        more = [f"and {len(ids) - _IDS} more"] if len(ids) > _IDS else []
        rows.append(row._replace(cells=(*row.cells, " ".join([*ids[:_IDS], *more]))))
    return section._replace(columns=(*section.columns, "Id"), rows=rows)


def _remark(line: str) -> str:
    return f"- {markdown_item(line)}\n"


def _fitting(entries: Iterable[T], room: int) -> Iterator[T]:
    """Yield the first entries, as many as there is room for."""
    for entry in entries:
        room -= size(entry if isinstance(entry, str) else encoded(entry)) + 3
        if room < 0:
            return
        yield entry
