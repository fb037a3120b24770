"""A page while it is laid out: its sources and remarks, and what it has no room for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from dipfacts.answers.answer import NOTHING, OUTSIDE, Answer
from dipfacts.answers.further_commands import command_for_shared
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.record import T
from dipfacts.render.page.document import Numbering, Row
from dipfacts.render.page.marked_cells import SourceCell

_DATES = ("since", "until", "in")  # options that leave out claims without a date
_KNOWN = ("known_by", "known_since")  # options that leave out claims of undated sources
NOTES = 3  # of a page that is short
_LETTERS = 380  # of its notes and of how to see more
WHOLE, HALF, THIRD, SIXTH = 1, 2, 3, 6  # parts of the room of a page that a table has
TURNS = 8  # parts of a row: after the room of one table, that of the next grows
SIGN = re.compile(r"\x02(\d+)\x03")  # the mark of a source on a page that is `Signed`


def rows_of(most: float, before: int, part: int = WHOLE) -> int:
    """Return the number of rows of a table, of the `most` that one has, after so many tables.

    Each of these takes a part of a row from it. One that has all the room has a row at least.

    >>> [rows_of(most, before, HALF) for most in (4, 4.125) for before in (0, 1)]
    [2, 1, 2, 2]
    >>> rows_of(0.5, 0), rows_of(0.5, 0, HALF)
    (1, 0)
    """
    least = 1 if part == WHOLE else 0
    return max(least, int((most - min(before, TURNS - 1) / TURNS) / part))


class Draft(Numbering):
    """A page being laid out.

    One that `is_short` has room for `most` rows in its largest table; else that is None. It counts
    what it leaves out by what that is called. One that is `terse` has sources in few words.

    Parts of a row count, so that several tables grow in turn.
    """

    def __init__(self, answer: Answer, most: float | None = None, terse: bool = False) -> None:
        super().__init__(answer)
        self.most, self.is_short, self.terse = most, most is not None, terse
        self.remarks = [*answer.remarks]
        self._tables = self._unseen = 0
        self.counted = Counter[str]()  # of what a limit leaves out, in a sentence
        self._left_out = Counter[str]()
        self._spare = Numbering(answer)  # of what is only counted

    def mark(self, fact: Fact) -> SourceCell:
        """Return a claim's source; its locator too, unless the page is terse."""
        return self.numbers([fact]) if self.terse else super().mark(fact)

    def fitting(self, entries: Sequence[T], noun: str, part: int = WHOLE) -> list[T]:
        """Return the first of some entries, as many as an equal part of the room takes.

        The order of calls counts: of two tables with the same part that which was asked first
        grows first.
        """
        if self.most is None:
            return [*entries]
        room = rows_of(self.most, self._tables, part)
        self._tables += bool(entries)
        self.leave_out(len(entries) - room, noun)
        self._unseen += bool(entries) and not room
        return [*entries[:room]]

    def details(self, rows: Callable[[Numbering], list[Row]]) -> list[Row]:
        """Return rows that unfold the one above them; a short page only counts them."""
        if not self.is_short:
            return rows(self)
        self.leave_out(len(rows(self._spare)), "detail")
        return []

    def leave_out(self, count: int, noun: str) -> None:
        """Count what the page does not show."""
        if count > 0:
            self._left_out[noun] += count

    @property
    def room_for_notes(self) -> int:
        """Return the number of notes that a short page may still have."""
        return NOTES - sum(not remark.is_of_more for remark in self.remarks)

    def keep(self, texts: Iterable[str]) -> None:
        """Forget the sources to which none of the texts of the page points."""
        marks = re.compile(re.escape(self.sign(0)).replace("0", r"\d+")).findall
        there = {mark for text in texts for mark in marks(text)}
        self._numbers = {id: n for id, n in self._numbers.items() if self.sign(n) in there}

    def closing(self) -> list[Remark]:
        """Return the remarks; of a short page the first, and how to see what it leaves out."""
        if not self.is_short:
            return self.remarks
        notes = [remark for remark in self.remarks if not remark.is_of_more]
        more = [remark for remark in self.remarks if remark.is_of_more]
        ends = accumulate(len(remark.line) for remark in notes[:NOTES])
        spare = _LETTERS - sum(len(remark.line) for remark in more)
        room = max(1, sum(end <= spare for end in ends))
        self.leave_out(len(notes) - room, "note")
        counts = [display.counted(count, noun) for noun, count in self._left_out.items()]
        counts += [display.counted(self._unseen, "whole table")] if self._unseen else []
        sources = self.sources().values()
        counts += ["sources in full"] if self.terse and sources else []
        if not self.terse and (noted := sum(bool(self.note_of(source)) for source in sources)):
            counts += [f"{display.counted(noted, 'note')} on sources"]
        full = [Remark(f"With --full: {display.listed(counts)}.")] if counts else []
        return [*notes[:room], *full, *more]


def shared_memberships(answer: Answer) -> list[Remark]:
    """Return '36 shared memberships: dipfacts membership iran iraq', or nothing."""
    if not answer.shared.count:
        return []
    line = command_for_shared(answer, answer.shared)
    return [Remark(answer.shared.counted, command=line)]


def undated(answer: Answer) -> list[str]:
    """Return '2 claims of undated sources are left out by --known-by.', or nothing.

    So it is of claims without a date, unless nothing else is found: that says so itself.
    """
    return [*_dateless(answer), *_claims_of_undated_sources(answer)]


def _dateless(answer: Answer) -> list[str]:
    if not answer.dateless or answer.status in (NOTHING, OUTSIDE):
        return []
    are = "claim without a date is" if answer.dateless == 1 else "claims without a date are"
    asked = [f"--{option}" for option in answer.asked.given(*_DATES)]
    return [f"{answer.dateless:,} {are} left out by {display.listed(asked)}."]


def _claims_of_undated_sources(answer: Answer) -> list[str]:
    if not answer.undated:
        return []
    sources = "an undated source is" if answer.undated == 1 else "undated sources are"
    asked = [f"--{option.replace('_', '-')}" for option in answer.asked.given(*_KNOWN)]
    text = f"{display.counted(answer.undated, 'claim')} of {sources} left out by"
    return [f"{text} {display.listed(asked)}."]


class Signed(Draft):
    """A page whose marks of sources have characters that no text of a fact base can hold."""

    def sign(self, number: int) -> str:
        """Return a mark that `SIGN` finds."""
        return f"\x02{number}\x03"
