"""Sources as numbered notes with links both ways: from each mention to its note, and back.

Among the pages of a site a mention leads to its claim instead, if it is known of which it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from copy import copy

from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.web_address import web_address
from dipfacts.record import Record
from dipfacts.render.page.draft import SIGN, Signed
from dipfacts.render.page.marked_cells import SourceCell
from dipfacts.text import plain

_MOST_BACK = 12  # mentions of one source that its note leads back to


class NoteLink(Record, frozen=True):
    """A link to a note: its own anchor, the note's number, and the address of a claim instead."""

    anchor: str
    number: int
    claim: str = ""


class TextPart(Record, frozen=True):
    """A part of a text: words, or a link to a source."""

    text: str
    link: NoteLink | None = None


class Note(Record, frozen=True):
    """A source: its number, text, address ("" where it is none that one may follow), mentions.

    And its note: what is to be known of it.
    """

    number: int
    text: str
    title: str
    when: str
    url: str
    unsafe: str
    back: list[str]
    id: str
    note: str


class References:
    """The mentions made on a page, and the notes that they lead to."""

    def __init__(
        self,
        answer: Answer,
        numbering: Signed | None = None,
        link: Callable[..., str] | None = None,
    ) -> None:
        self.numbering, self._to_page = numbering or Signed(answer), link
        self._made = Counter[int]()  # mentions of each source, which their anchors count

    def to(self, facts: Iterable[Fact]) -> list[TextPart]:
        """Return links to the sources of claims, each once; of one place with its locator."""
        return self.pieces(self.numbering.marks(facts))

    def pieces(self, text: str) -> list[TextPart]:
        """Return a text of a page with its marks of sources as links."""
        claims = text.claims if self._to_page and isinstance(text, SourceCell) else ()
        of_source = {self.numbering.numbered(fact): fact.id for fact in reversed(claims)}
        parts = enumerate(SIGN.split(text))
        results = (
            self._link(int(part), of_source) if nth % 2 else TextPart(part)
            for nth, part in parts
            if part
        )
        return [*results]

    def set_aside(self, texts: Iterable[str]) -> References:
        """Return the references that make the mentions in some texts later, as if it were now."""
        later = copy(self)
        later._made = self._made.copy()
        self._made.update(int(number) for text in texts for number in SIGN.findall(text))
        return later

    def _link(self, number: int, of_source: dict[int, str]) -> TextPart:
        self._made[number] += 1
        claim = of_source.get(number)
        href = self._to_page("show", claim) if self._to_page and claim else ""
        return TextPart(f"[{number}]", NoteLink(_anchor(number, self._made[number]), number, href))

    def notes(self) -> list[Note]:
        """Return all sources that were mentioned, by number."""
        notes = []
        for number, source in self.numbering.sources().items():
            text = ", ".join(plain(part) for part in (source.publisher, source.author) if part)
            url = web_address(source.url)
            unsafe = "" if url else plain(source.url or "")
            when, mentions = display.day(source.published), min(self._made[number], _MOST_BACK)
            back = [_anchor(number, nth + 1) for nth in range(mentions)]
            title, note = plain(source.title or ""), self.numbering.note_of(source)
            notes.append(Note(number, text, title, when, url, unsafe, back, source.id, note))
        return notes


def _anchor(number: int, nth: int) -> str:
    """Return the anchor of a mention of a source."""
    return f"mention-{number}-{nth}"
