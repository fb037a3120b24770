"""An answer for an assistant: the sentence, tables and sources as text, and the same as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.citation import citations_of
from dipfacts.answers.remark import NOT_DERIVED
from dipfacts.mcp.agreements import agreements_of, status_in
from dipfacts.mcp.arguments import USUAL
from dipfacts.mcp.citing import LONGEST_TEXT, one_line
from dipfacts.mcp.data import MEANINGS, QUOTED, Claim, LeftOut, Reply, Status
from dipfacts.mcp.fit import cut_to, encoded, fitting, size
from dipfacts.mcp.rows import (
    LONGEST_CELL,
    claims_of_row,
    line_of,
    numbers_in,
    numbers_of,
    together,
    with_ids,
)
from dipfacts.mcp.wording import for_assistants, remark_for_assistants
from dipfacts.model.display import counted, some
from dipfacts.model.fact import Fact
from dipfacts.model.plurals import plural
from dipfacts.render import markdown
from dipfacts.render.escape import markdown_item
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page, Row, Section, SourceLine
from dipfacts.render.page.draft import Draft
from dipfacts.text import listed, plain

MOST_CLAIMS = 20
_CLAIM = "claim"
_SHORTEST_CLAIM = 150  # characters of one in a line
_NOTE = 120  # characters of the note of a source
_CANDIDATES = 20  # names to ask by instead
_NAMED = 3  # tables of which rows are left out
_TITLE = 60  # characters of the name of one
_OF_SENTENCE = 0.18  # of the room, for the sentence
_OF_CLOSING = 0.5  # of the room for text, for what stands above the sources
_OF_DATA = 0.45  # of the room, for the data
_OF_FIRST, _OF_REMARKS = 0.6, 0.25  # of the room for text: the first of several tables, remarks


def failed(
    status: Status, answer: str, candidates: Iterable[str] = (), most: int = USUAL
) -> tuple[str, Reply]:
    """Return the reply to a call that has no answer, within so many characters."""
    every = [cut_to(plain(name), 100) for name in candidates]
    names = [*fitting(every[:_CANDIDATES], most // 5)]
    more = len(every) - len(names)
    reply = Reply(
        status=status, answer=cut_to(answer, most // 4), means=MEANINGS[status], candidates=names
    )
    text = f"{reply.answer}\n\nStatus: {status}: {reply.means}.\n"
    if names:
        text += f"\nCandidates: {some(names, None, 'or', beyond=more)}\n"
    if more:
        reply.left_out = LeftOut(count=more, how="inventory lists them")
        text += "For more: inventory lists them.\n"
    return text, reply


class Writer:
    """An answer being written, within so many characters: first the data, then the text.

    `closing` are lines of Markdown that stand above the sources.
    """

    def __init__(self, answer: Answer, most: int, how: str, noun: str = "claim") -> None:
        self.answer = answer.replaced(facts=once([*answer.facts, *answer.beside]))
        self.most, self.how, self.noun = most, how, noun
        self.draft = Draft(self.answer)
        self.page: Page = pages.page(self.answer, draft=self.draft)
        said = [section.title for section in self.page.sections if not section.rows]
        remarks = (remark for remark in self.page.remarks if remark.kind != NOT_DERIVED)
        lines = [*map(for_assistants, said), *map(remark_for_assistants, remarks)]
        self.remarks = [cut_to(line, LONGEST_CELL) for line in lines if line]
        self.closing = list[str]()
        self.is_cut = False
        with_rows = (section for section in self.page.sections if section.rows)
        tables = [one.replaced(title=for_assistants(one.title)) for one in with_rows]
        self.page = self.page.replaced(sections=[*self._rests_on(), *tables])

    def _in_no_table(self) -> int:
        """Return the number of claims of a ranking, or of partners side by side, in no table."""
        if not (self.answer.rankings.first or self.answer.figures.side_by_side):
            return 0  # the tables of other answers are all that these are
        rows = (row for table in self.page.sections for row in table.rows)
        in_tables = {fact.id for row in rows for fact in claims_of_row(row)}
        return len({fact.id for fact in self.answer.facts} - in_tables)

    def _rests_on(self) -> Iterator[Section]:
        """Yield a table of the figures that sentences rest on and no other table has."""
        rows = (row for table in self.page.sections for row in table.rows)
        in_tables = {fact.id for row in rows for fact in claims_of_row(row)}
        head = {*self.answer.head.facts, *(fact.id for fact in self.answer.beside)} - in_tables
        facts = [fact for fact in self.answer.facts if fact.id in head and fact.type == "figure"]
        if facts and self.answer.command == "figures":
            cited = zip(citations_of(self.answer.base, facts), facts, strict=True)
            lines = [Row((one.id, plain(one.statement), self.draft.mark(f))) for one, f in cited]
            columns = ("Claim", "What it says", "Source")
            yield Section("What the text rests on", columns, lines, head="claim")

    def name(self, title: str) -> None:
        """Give the first table a title, before others are added."""
        first, *others = self.page.sections or [Section("", (), [])]
        self.page = self.page.replaced(sections=[first.replaced(title=title), *others])

    def add(self, answer: Answer, title: str) -> None:
        """Add the table of another answer, under a title if it has one."""
        tables = [table.replaced(title=title) for table in pages.page(answer).sections]
        self.page = self.page.replaced(sections=[*self.page.sections, *tables])

    def reply(self, takes: type[Reply] = Reply, **more: Iterable[Any]) -> tuple[str, Reply]:
        """Return the text of an answer and its data; `more` are lists of the type that it takes."""
        lists = {name: [*entries] for name, entries in more.items()}
        longest = min(LONGEST_CELL, int(self.most * _OF_SENTENCE))
        text, reply = self._within(longest, takes, lists)
        while longest > 1 and size(text) + size(encoded(reply)) > self.most:
            longest //= 2  # Markdown and JSON may escape every letter of a sentence
            text, reply = self._within(longest, takes, lists)
        return text, reply

    def _within(
        self, longest: int, takes: type[Reply], lists: dict[str, list[Any]]
    ) -> tuple[str, Reply]:
        """Return the text and the data, with so many characters of the sentence and of notes."""
        answer, head = self.answer, self.answer.head
        every, beyond = self._every_claim(), self._beyond()
        left = None if beyond is None else beyond.pop(_CLAIM, 0)
        said = for_assistants(answer.sentence)
        reply = takes(
            status=answer.status,  # type: ignore[arg-type]  # one of the four of an answer
            answer=cut_to(said, longest),
            means=MEANINGS.get(answer.status, ""),
            agreement=head.agreement or self._agreement(),
            partial=head.partial,
            left_out=self._rest(None if left is None else left + len(every), beyond),
            shortened=True,
            quoted=QUOTED,
        )
        self.is_cut = reply.answer != said
        room = int(self.most * _OF_DATA) - size(encoded(reply))
        for name, entries in lists.items():
            taken = [*fitting(entries, room)]
            self.is_cut |= len(taken) < len(entries)
            setattr(reply, name, taken)
            room -= size(encoded(taken))
            if left is not None and name == "items":
                left += len(entries) - len(taken)
        most = min(MOST_CLAIMS, max(0, room // _SHORTEST_CLAIM))
        for claim, source in fitting(self._claims(every[:most], reply.sources), room):
            reply.claims.append(claim)
            reply.sources |= source
        room = int(self.most * _OF_DATA) - size(encoded(reply))
        longest = min(longest, LONGEST_TEXT)
        reply.notes = [*fitting((cut_to(line, longest) for line in self.remarks), room)]
        self.is_cut |= len(reply.notes) < len(self.remarks)
        if left is not None:
            left += len(every) - len(reply.claims)
            reply.left_out = self._rest(left, beyond) if left or beyond else None
        text = self._text(reply, self.most - size(encoded(reply)), longest)
        reply.shortened = self.is_cut
        return text, reply

    def _beyond(self) -> Counter[str] | None:
        """Return the number of things in no table, by noun; None if they are too many to count.

        Entries of a list are told as its claims are: by the count alone.
        """
        answer = self.answer
        if answer.left_out is None:
            return None
        noun = _CLAIM if answer.listing.counts else self.noun
        is_told = answer.left_of.total() == answer.left_out
        return +answer.left_of if is_told else Counter({noun: answer.left_out})

    def _rest(self, count: int | None, beyond: Counter[str] | None) -> LeftOut:
        """Return the rest that an answer leaves out, and how to get it."""
        return LeftOut(count=count, how=self.how, beyond={**(beyond or {})})

    def _agreement(self) -> str:
        """Return the agreement of the one relation or event that an answer is about."""
        occurrences = self.answer.occurrences
        return occurrences[0].agreement if self.answer.command == "show" and occurrences else ""

    def _every_claim(self) -> list[Fact]:
        """Return the claims of the answer as the tables go, first what the sentence rests on."""
        head = {*self.answer.head.facts}
        rows = (row for table in self.page.sections for row in table.rows)
        every = once([*chain.from_iterable(map(claims_of_row, rows)), *self.answer.facts])
        return sorted(every, key=lambda fact: fact.id not in head)

    def _claims(
        self, facts: list[Fact], named: dict[str, str]
    ) -> Iterator[tuple[Claim, dict[str, str]]]:
        """Yield claims in a line each, with the source of each that is not among those named."""
        numbers = [*map(self.draft.number, facts)]
        sources, agreements = self._sources(), agreements_of(self.answer, facts)
        for fact, citation, number in zip(
            facts, citations_of(self.answer.base, facts), numbers, strict=True
        ):
            of_claim = sources[number]
            text = " ".join(filter(None, (of_claim.text, of_claim.address, of_claim.note)))
            source = {str(number): cut_to(text, LONGEST_TEXT)}
            claim = one_line(citation, number)
            claim.status = status_in(self.answer, fact)
            claim.agreement, claim.differ = agreements.get(fact.id, ("", []))
            yield claim, {} if str(number) in named else source

    def _sources(self) -> dict[int, SourceLine]:
        """Return the sources by number: publisher, day, address and note.

        A long note is cut; the resource of the source has it whole.
        """
        lines = self.draft.lines(in_full=False)
        return {line.number: line.replaced(note=cut_to(line.note, _NOTE)) for line in lines}

    def _source_items(self) -> dict[int, str]:
        """Return the sources by number, each as an item of a list; a very long address has none."""
        return {
            n: markdown.source(
                line.replaced(
                    text=cut_to(line.text, LONGEST_CELL),
                    address=line.address if size(line.address) <= LONGEST_CELL else "",
                )
            )
            for n, line in self._sources().items()
        }

    def _text(self, reply: Reply, room: int, longest: int) -> str:
        """Return the sentence, the status, tables, remarks and sources, and what is left out."""
        parts = [f"**{markdown.text(reply.answer)}**\n"]
        if reply.means:
            parts.append(f"\nStatus: {reply.status}: {reply.means}.\n")
        newest = (
            f"\n{markdown.text(cut_to(self.page.newest, longest))}\n" if self.page.newest else ""
        )
        ending = f"\n{QUOTED}\n"
        room -= sum(map(size, (*parts, newest, ending, self._longest_closing(reply))))
        closes = [*fitting(self.closing, int(room * _OF_CLOSING))]
        room -= sum(map(size, closes))
        remarks = [*fitting(map(_remark, self.remarks), int(room * _OF_REMARKS))]
        named = numbers_in("\n".join(self.remarks[: len(remarks)]))
        tables, sources, unshown = self._tables(room - sum(map(size, remarks)), named)
        notes = len(self.remarks) + len(self.closing) - len(remarks) - len(closes)
        self.is_cut |= bool(unshown or notes)
        parts += tables + (["\n", *remarks, *closes] if remarks or closes else [])
        parts += ["\n### Sources\n\n", *sources] if sources else []
        return "".join([*parts, newest, self._left_out(unshown, notes, reply), ending])

    def _tables(self, room: int, named: set[int]) -> tuple[list[str], list[str], Counter[str]]:
        """Return the lines of tables, of all sources, and how many rows each table leaves out.

        Of the sources the remarks have named some, by these numbers.

        Each table leaves room for those after it: the first a part, the others their shares.
        """
        lines, sources, unshown = list[str](), dict[int, str](), Counter[str]()
        every, tables = self._source_items(), self.page.sections
        for n in named & every.keys():
            sources[n] = every[n]
        room -= sum(map(size, sources.values())) + size("\n### Sources\n\n") + len(tables)
        for nth, section in enumerate(tables):
            table, after = with_ids(section), len(tables) - nth - 1
            kept = (1 - _OF_FIRST) * bool(after) if nth == 0 else after / (after + 1)
            spare, taken, count = int(room * kept), list[str](), 0
            for part in together(table.rows):
                heading = [] if taken else [markdown.heading(table, table.title_with_count)]
                added = [*heading, *map(line_of, part)]
                numbers = set[int]().union(*map(numbers_of, part)) & every.keys() - sources.keys()
                new = {n: every[n] for n in numbers}
                cost = sum(map(size, (*added, *new.values())))
                if cost > room - spare * bool(taken or nth):
                    break
                room -= cost
                taken += added
                count += sum(row.tone != "group" for row in part)
                sources |= new
            lines += taken
            if more := sum(row.tone != "group" for row in table.rows) - count:
                unshown[section.title or "first table"] += more
        return lines, [sources[n] for n in sorted(sources)], unshown

    def _longest_closing(self, reply: Reply) -> str:
        """Return as long a closing as there may be: what it counts is known only afterwards."""
        of_each = Counter({f"{n:{_TITLE}}": 99_999 for n in range(_NAMED)})
        return self._left_out(of_each, 99_999, reply)

    def _left_out(self, unshown: Counter[str], notes: int, reply: Reply) -> str:
        """Return the words for what the text has no room for, and how to get it; or ""."""
        parts, beyond = [], self.answer.left_out
        # Memberships are counted by a remark, and what a limit takes away is not all.
        in_none = self._in_no_table()
        elsewhere = Counter(line=self.draft.counted["line"], claim=-in_none)
        if beyond is not None:
            beyond -= elsewhere.total()
        what = [_rows_in_words(unshown)] if unshown.total() else []
        what += [counted(notes, "note")] if notes else []
        if what:
            parts.append(f"Shortened: {listed(what)} left out.")
        elif self.is_cut:
            parts.append("Shortened.")
        if beyond is None:
            parts.append(f"There are more {plural(self.noun)}, not counted.")
        elif beyond:
            rest = self.answer.left_of - elsewhere
            each = [counted(count, f"more {noun}") for noun, count in rest.items()]
            more_of = listed(each) or counted(beyond, f"more {self.noun}")
            where = "beyond these tables" if self.page.sections else "not shown"
            parts.append(f"{more_of} {where}.")
        left = (reply.left_out.count or 0) if reply.left_out else 0
        in_tables = 0 if in_none else (self._beyond() or Counter[str]())[_CLAIM]
        more, claim_count = left - in_tables, len(reply.claims)
        if more > 0 and claim_count:
            parts.append(f"As data: {claim_count} of {claim_count + more:,} claims.")
        if not (parts or reply.left_out):
            return ""
        return f"\n{' '.join([*parts, f'For more: {self.how}.'])}\n"


def _rows_in_words(unshown: Counter[str]) -> str:
    """Return '12 rows (Events: 9; Relations: 3)', of which only the first tables are named."""
    counts = [*unshown.items()][:_NAMED]
    of_each = [f"{cut_to(plain(title), _TITLE)}: {count:,}" for title, count in counts]
    if others := unshown.total() - sum(count for _, count in counts):
        of_each.append(f"other tables: {others:,}")
    return f"{counted(unshown.total(), 'row')} ({'; '.join(of_each)})"


def _remark(line: str) -> str:
    return f"- {markdown_item(line)}\n"
