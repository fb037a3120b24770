"""The data that a page shares with all others of its site."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from dipfacts.answers.handlers import HANDLERS, LISTS
from dipfacts.checks.consistency import hidden_topic
from dipfacts.model import display
from dipfacts.query.base import Base
from dipfacts.serve.address import OWN, PARTY, Address
from dipfacts.serve.web_requests import overview_words
from dipfacts.text import plain

_MENU = (
    ("Topics", "topics"),
    ("Parties", "parties"),
    ("Timeline", "timeline"),
    ("Conflicts", OWN, "conflicts"),
    ("Sources", "sources"),
    ("Coverage", OWN, "coverage"),
)
_OF_TODAY = {OWN, *LISTS}  # pages that ask for no day by which claims are known
_HOW_MUCH = {"text", "page", "after", "limit", "fields"}  # options that are no conditions
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 14V9h3v5zm4.5 0V5h3v9z'
    'M11 14V2h3v12z" fill="#135d7c"/></svg>\n'
)


class Link(NamedTuple):
    """A way to a page: its name, its address ("" where there is none), and what stands beside."""

    name: str
    href: str
    note: str = ""


class LinkList(NamedTuple):
    """Links under a title."""

    title: str
    links: list[Link]


class Tab(NamedTuple):
    """A way to one of a few pages, and whether it is this one."""

    name: str
    href: str
    is_here: bool


class Site:
    """The data that a page shares with others of its site: the ways to them, and what is wrong.

    Templates print these. Without a base there are no ways but those that need none.
    """

    def __init__(self, address: Address, base: Base | None = None) -> None:
        self.address, self._base = address, base
        self.tabs: list[Tab] = []
        self.about = ""
        self.lists: list[LinkList] = []
        self.pages: list[Link] = []
        self.earlier: list[Link] = []
        self.period: dict[str, Any] | None = None
        self.names: list[str] = []
        self.formats: list[Link] = []

    def link(self, *words: str | None, **options: str | int) -> str:
        """Return the address of a page; with None for its words that of this page with options."""
        if words == (None,):
            return self.to(self.address.with_options(**options))
        named = tuple(filter(None, words))
        is_of_a_day = named[:1] and (named[0] not in _OF_TODAY or named[:2] == (OWN, PARTY))
        if (day := self.address.last("known-by")) and is_of_a_day:
            options = {"known_by": day, **options}
        return self.to(Address(named).with_options(**options))

    def overview(self, *parties: str) -> str:
        """Return the address of the overview of one party or two."""
        return self.link(*self.words_about(parties))

    def words_about(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of the address of an overview."""
        return overview_words(self._base, parties) if self._base else parties

    def to(self, address: Address) -> str:
        """Return an address as a link has it."""
        return str(address)

    @property
    def is_written(self) -> bool:
        """Return whether every page that this one leads to is written as a file."""
        return False

    @property
    def policy(self) -> str:
        """Return the policy of a page that comes without headers, for browsers, else ""."""
        return ""

    @property
    def style(self) -> str:
        """Return the address of the style sheet."""
        return self.link(OWN, "style.css")

    @property
    def icon(self) -> str:
        """Return the address of the icon."""
        return self.link(OWN, "icon.svg")

    @property
    def home(self) -> str:
        """Return the address of the first page."""
        return self.link()

    @property
    def search(self) -> str:
        """Return the address that a search is sent to."""
        return self.to(Address(("search",)))

    @property
    def typed(self) -> str:
        """Return the text that was searched for."""
        return self.address.last("text") if self.address.words == ("search",) else ""

    @property
    def menu(self) -> list[Tab]:
        """Return the ways to the lists."""
        here = self.address.words
        return [
            Tab(name, self.to(Address(tuple(words))), here == tuple(words))
            for name, *words in _MENU
        ]

    @property
    def conditions(self) -> list[str]:
        """Return the options by which an answer is narrower or wider: 'in 2021', 'mirror'."""
        return [
            plain(name.replace("-", " ") + ("" if value == "1" else f" {value}"))
            for name, values in self.address.options.items()
            for value in values
            if value and name not in _HOW_MUCH
        ]

    @property
    def without(self) -> str:
        """Return the address of the page without these."""
        kept = {name: of for name, of in self.address.options.items() if name == "text"}
        return self.to(self.address.replaced(options=kept))

    @cached_property
    def problems(self) -> list[str]:
        """Return the first error of each code, as `check` has them."""
        if self._base is None:
            return []
        results = [
            plain(one.without_hint)
            + (f" (and {count - 1:,} more of this kind)" if count > 1 else "")
            for one, count in self._base.errors
        ]
        return results + [hidden_topic(topic) for topic in self._hidden]

    @property
    def problem_count(self) -> str:
        """Return '3 errors'."""
        errors = sum(count for _, count in self._base.errors) if self._base else 0
        return display.counted(errors + len(self._hidden), "error")

    @property
    def _hidden(self) -> list[str]:
        return [t for t in (self._base.topics if self._base else ()) if t in HANDLERS]
