"""Sources as numbered notes with links both ways: from each mention to its note, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.query.base import Fact
from dipfacts.render.page.document import MOST_MARKS, Numbering
from dipfacts.text import plain

_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_MOST_BACK = 12  # mentions of one source that its note leads back to


class Mention(NamedTuple):
    """A link to a note: its own anchor, the note's number, and where in the source, or ""."""

    anchor: str
    number: int
    locator: str


class Mentions(NamedTuple):
    """The links of one cell; `more` sources are not named."""

    links: list[Mention]
    more: int


class Note(NamedTuple):
    """A source: its number, text, address ("" where it is none that one may follow), mentions."""

    number: int
    text: str
    title: str
    when: str
    url: str
    unsafe: str
    back: list[str]
    id: str


class References:
    """The mentions made on a page, and the notes that they lead to."""

    def __init__(self, answer: Answer) -> None:
        self.numbering = Numbering(answer)
        self._made: dict[int, list[str]] = {}

    def to(self, facts: Iterable[Fact]) -> Mentions:
        """Return links to the sources of claims, each once; with the locator if there is one."""
        first: dict[str, Fact] = {}
        places: set[tuple[str, str | None]] = set()
        for fact in facts:
            first.setdefault(fact.claim.source, fact)
            places.add((fact.claim.source, fact.claim.locator))
        shown = [*first.values()][:MOST_MARKS]
        links = []
        for fact in shown:
            number = self.numbering.number(fact)
            made = self._made.setdefault(number, [])
            made.append(f"mention-{number}-{len(made) + 1}")
            locator = plain(fact.claim.locator or "") if len(places) == 1 else ""
            links.append(Mention(made[-1], number, locator))
        return Mentions(links, len(first) - len(shown))

    def notes(self) -> list[Note]:
        """Return all sources that were mentioned, by number."""
        notes = []
        for number, source in self.numbering.sources().items():
            text = ", ".join(plain(part) for part in (source.publisher, source.author) if part)
            url = safe_url(source.url)
            unsafe = "" if url else plain(source.url or "")
            when, back = display.day(source.published), self._made.get(number, [])[:_MOST_BACK]
            title = plain(source.title or "")
            notes.append(Note(number, text, title, when, url, unsafe, back, source.id))
        return notes


def safe_url(url: str | None) -> str:
    """Return an address if a browser may follow it: http(s), without quotes or blanks; else ""."""
    return url if url and url.isprintable() and _WEB.fullmatch(url) else ""
