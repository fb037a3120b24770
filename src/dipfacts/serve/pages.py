"""Every page of a site, as a text: what an address asks, answered and rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from io import StringIO
from typing import Any, NamedTuple

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.coverage import of_base
from dipfacts.answers.questions import QUESTIONS
from dipfacts.checks.consistency import hidden_topic
from dipfacts.errors import DipfactsError, FactBaseError, QuestionError, UnknownNameError
from dipfacts.model import display
from dipfacts.query import whole
from dipfacts.query.base import Base
from dipfacts.query.candidates import About
from dipfacts.query.candidates import parties as beginning
from dipfacts.query.mentions import words_of
from dipfacts.query.typed import parties_of
from dipfacts.render import formats
from dipfacts.render.html import writer
from dipfacts.serve import questions
from dipfacts.serve.address import OWN, TYPES, Address
from dipfacts.serve.questions import LISTS, OF_LIST, Asked, Found, Options
from dipfacts.text import fold, plain

_MENU = (
    ("Topics", "topics"),
    ("Parties", "parties"),
    ("Timeline", "timeline"),
    ("Conflicts", OWN, "conflicts"),
    ("Sources", "sources"),
    ("Coverage", OWN, "coverage"),
)
_PARTNERS, _PARTIES, _NAMES, _NEAR = 40, 60, 300, 8
MORE_TABS = 3  # of two parties, beside those of topics
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 14V9h3v5zm4.5 0V5h3v9z'
    'M11 14V2h3v12z" fill="#135d7c"/></svg>\n'
)
_OFFERED = {"json": "JSON", "csv": "CSV", "md": "Markdown", "ics": "calendar", "svg": "picture"}
_QUOTED = re.compile(r'"([^"]+)"')
_SIDES = 2


class Reply(NamedTuple):
    """A page with its HTTP status and the type of its text."""

    status: int
    type: str
    text: str


class Site:
    """What a page shares with others of its site: the ways to them, and what is wrong.

    Templates print these. Without a base there are no ways but those that need none.
    """

    def __init__(self, address: Address, base: Base | None = None) -> None:
        self.address, self._base = address, base
        self.tabs: list[tuple[str, str, bool]] = []
        self.about = ""
        self.lists: list[tuple[str, list[tuple[str, str, str]]]] = []
        self.pages: list[tuple[str, str]] = []
        self.earlier = ""
        self.period: dict[str, Any] | None = None
        self.names: list[str] = []
        self.formats: list[tuple[str, str]] = []

    def link(self, *words: str | None, **options: str | int) -> str:
        """Return the address of a page; with None for its words that of this page with options."""
        if words == (None,):
            return self.to(self.address.with_options(**options))
        return self.to(Address(tuple(filter(None, words))).with_options(**options))

    def to(self, address: Address) -> str:
        """Return an address as a link has it."""
        return str(address)

    @property
    def policy(self) -> str:
        """Return what a browser may do with a page that comes without headers, else ""."""
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
        return self.link("search")

    @property
    def typed(self) -> str:
        """Return what was searched for."""
        return self.address.last("text") if self.address.words == ("search",) else ""

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """Return the ways to the lists: name, address, and whether it is this page."""
        here = self.address.words
        return [(name, self.link(*words), here == tuple(words)) for name, *words in _MENU]

    @cached_property
    def problems(self) -> list[str]:
        """Return the first error of each code, as `check` has them."""
        if self._base is None:
            return []
        found = [
            f"{plain(str(one._replace(hint='')).removesuffix('; '))}"
            + (f" (and {count - 1:,} more of this kind)" if count > 1 else "")
            for one, count in self._base.errors
        ]
        return found + [hidden_topic(topic) for topic in self._hidden]

    @property
    def problem_count(self) -> str:
        """Return '3 errors'."""
        errors = sum(count for _, count in self._base.errors) if self._base else 0
        return display.counted(errors + len(self._hidden), "error")

    @property
    def _hidden(self) -> list[str]:
        return [t for t in (self._base.topics if self._base else ()) if t in QUESTIONS]


Make = Callable[[Address, Base | None], Site]
"""Make the site of a page."""


def reply(base: Base, address: Address, options: Options, make: Make = Site) -> Reply:
    """Return the page of an address, or the page that says what is wrong with that."""
    site = make(address, base)
    try:
        if not address.words:
            return Reply(200, TYPES["html"], _start(base, site))
        asked = questions.asked(base, address, options)
        if asked.command == "search" and not any(asked.words["text"]):
            return Reply(200, TYPES["html"], _to_search(base, site))
        found = questions.found(base, asked, address)
        if address.form != "html":
            return Reply(200, TYPES[address.form], _written(found))
        _complete(base, site, asked, found, options)
        return Reply(200, TYPES["html"], writer.page(found.answer, site))
    except QuestionError as error:
        is_unknown = isinstance(error, UnknownNameError) or " may be " in error.message
        return wrong(404 if is_unknown else 400, error, address, base, make)


def wrong(
    status: int,
    error: DipfactsError,
    address: Address,
    base: Base | None = None,
    make: Make = Site,
) -> Reply:
    """Return the page that tells of an error, with the pages that may have been meant."""
    if address.form != "html":
        text = f"dipfacts: {plain(error.message)}\n"
        text += f"  {plain(error.hint)}\n" if error.hint else ""
        return Reply(status, "text/plain", text)
    seen: dict[str, Any] = {"title": "Not found" if status == 404 else "Not answered"}
    seen |= {"kicker": "dipfacts", "text": f"{error.message}.", "hint": error.hint, "empty": True}
    seen |= {"near": [], "faults": [], "more": []}
    site = make(address, base)
    if isinstance(error, FactBaseError):
        from dipfacts.render.diagnostics import shortened  # most bases load

        problems, more = shortened(error.problems, "dipfacts check lists them")
        where = (f"{one.file}:{one.line}" if one.line else one.file for one in problems)
        told = [
            (plain(w), plain(p.message), plain(p.hint))
            for w, p in zip(where, problems, strict=True)
        ]
        text = "Nothing is answered from an earlier state of it. Mend it, and load this page again."
        seen |= {"title": "The fact base does not load", "text": text, "hint": ""}
        seen |= {"faults": told, "more": more.splitlines()}
    elif near := _near(error, site):
        seen |= {"near": near, "hint": ""}
        seen["title"] = "Which one?" if " may be " in error.message else seen["title"]
    return Reply(status, TYPES["html"], writer.template("error.html").render(seen, site=site))


def _near(error: DipfactsError, site: Site) -> list[tuple[str, str]]:
    """Return the names that may have been meant, each with the address that has it instead."""
    failed = fold(getattr(error, "name", "") or (_QUOTED.findall(error.message) or [""])[0])
    words, found = site.address.words, []
    for name in getattr(error, "candidates", ()):
        meant = tuple(name if fold(word) == failed else word for word in words)
        if meant != words:
            found.append((plain(name), site.to(site.address._replace(words=meant))))
    return found


def _written(found: Found) -> str:
    out = StringIO()
    formats.write(found.answer, found.request, out)
    return out.getvalue()


# ------------------------------------------------------------------------ pages in a browser


def _complete(base: Base, site: Site, asked: Asked, found: Found, options: Options) -> None:
    """Add to a page the ways to those about the same parties, to the next page, and its formats."""
    answer, address = found.answer, site.address
    parties = answer.query["parties"]
    if 0 < len(parties) <= _SIDES:
        site.about = display.listed(names(base, parties))
        site.tabs = _tabs(base, site, parties, asked)
        if asked.command == "overview" and len(parties) == 1:
            others = whole.partners(base, parties[0], _PARTNERS)
            links = [
                (name, site.link(*sorted((parties[0], id_))), "")
                for id_, name in _named(base, others)
            ]
            site.lists = [("Named together with", links)] if links else []
    if (
        site.search
        and "known_by" in options.get(asked.command, ())
        and "in_" in options[asked.command]
    ):
        kept = {k: v for k, v in address.options.items() if k not in ("in", "known-by", "text")}
        site.period = {
            "action": site.to(address._replace(options={})),
            "within": address.last("in"),
            "known_by": address.last("known-by"),
            "others": [(name, value) for name, values in kept.items() for value in values],
        }
        site.period["others"] += [("text", site.typed)] if site.typed else []
    if asked.command == "search":
        site.lists = _suggested(base, site, " ".join(asked.words["text"]))
    elif asked.command == "timeline":
        site.earlier = _earlier(answer, site)
    elif asked.command in (*LISTS, "claims"):
        _page(site, answer, questions.number("page", address.last("page") or "1"))
    if found.after:
        site.pages = [("Next", site.link(None, after=found.after))]
    own = {*(formats.offered(asked.command) if asked.command in options else questions.ALL)}
    own = {form for form in own if form != "svg" or answer.series or answer.side_by_side}
    ways = [(form, site.to(address._replace(form=form))) for form in _OFFERED if form in own]
    site.formats = [(_OFFERED[form], href) for form, href in ways if href]


def _tabs(
    base: Base, site: Site, parties: Sequence[str], asked: Asked
) -> list[tuple[str, str, bool]]:
    """Return the pages about the same parties: name, address, and whether it is this one."""
    there = whole.topics_of(base, parties)
    if sum(count for *_, count in there) < 2 and asked.command == "overview":
        return []  # which shows all there is
    topics = {topic for topic, *_ in there}
    tabs = [("Overview", site.link(*parties), asked.command == "overview")]
    tabs += [
        (plain(topic.label), site.link(id_, *parties), asked.topic == id_)
        for id_, topic in base.topics.items()
        if id_ in topics or asked.topic == id_
    ]
    types = {type_ for _, type_, _ in there}
    if types & {"relation", "event"} or asked.command in ("timeline", "relations"):
        tabs.append(("Timeline", site.link("timeline", *parties), asked.command == "timeline"))
        tabs.append(("Relations", site.link("relations", *parties), asked.command == "relations"))
    return [*tabs, ("Brief", site.link("brief", *parties), asked.command == "brief")]


def _named(base: Base, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return parties by id, each with its name."""
    return [(id_, plain(party.name)) for id_, party in base.parties_by_id(ids).items()]


def _earlier(answer: Answer, site: Site) -> str:
    """Return where the lines before those of a timeline are: up to the day of the first of them.

    Where all are of one day, or undated, all of them at once.
    """
    days = [entry.day for entry in answer.entries if entry.day]
    if not answer.left_out:
        return ""
    if not days or "reverse" in answer.query or answer.occasions:
        return site.link(None, limit=questions.ROWS)
    until = date.fromordinal(min(days)).isoformat()
    if site.address.last("until") == until:
        return site.link(None, limit=questions.DATA)
    return site.link(None, until=until)


def _page(site: Site, answer: Answer, page: int) -> None:
    """Add the way to the pages before and after one of a list."""
    shown = len(answer.counts) or len(answer.facts)
    total = shown + (answer.left_out or 0)
    last = -(-total // OF_LIST)
    if last < 2:
        return
    before = site.link(None, page=page - 1) if page > 1 else ""
    after = site.link(None, page=page + 1) if page < last else ""
    site.pages = [("Previous", before), (f"Page {page:,} of {last:,}", ""), ("Next", after)]


def _start(base: Base, site: Site) -> str:
    """Return the first page: what there is to ask about."""
    topics = [
        (plain(topic.label), site.link(topic.id), f"{claims:,}")
        for topic, claims in base.counted("topic")
    ]
    parties = _known(base, _PARTIES)
    site.names = [name for _, name, _ in _known(base, _NAMES)]
    site.lists = [
        ("Topics", topics),
        ("Parties", [(name, site.link(id_), f"{claims:,}") for id_, name, claims in parties]),
    ]
    return _plain_page(site, "What is claimed, and by whom", f"{of_base(base)}.", "Fact base")


def _to_search(base: Base, site: Site) -> str:
    """Return the page that asks what to search for."""
    site.names = [name for _, name, _ in _known(base, _NAMES)]
    text = "Type the names of one country or two, or words of what you are looking for."
    return _plain_page(site, "Search", text, "Fact base")


def _plain_page(site: Site, title: str, text: str, kicker: str) -> str:
    seen = {"title": title, "text": text, "kicker": kicker, "empty": False, "years": None}
    seen |= dict.fromkeys(("tables", "remarks", "citations", "notes"), ())
    return writer.template("answer.html").render(seen, site=site, newest="")


def names_page(base: Base, site: Site) -> str:
    """Return the page of all names by their first letters, in place of a search."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    topics = [(topic, (topic.label,)) for topic in base.topics.values()]
    parties = [(party, (party.name, *party.aliases)) for party, n in base.counted("party") if n]
    for table, called in [*topics, *parties]:
        for name in dict.fromkeys(map(plain, called)):
            means = "" if name == plain(called[0]) else plain(called[0])
            letter = fold(name)[:1].upper() or name[:1]
            found.setdefault(letter, []).append((name, site.link(table.id), means))
    site.lists = [(letter, sorted(found[letter])) for letter in sorted(found)]
    text = "Every name of a topic or a party; the search of the browser (Ctrl-F) finds one."
    return _plain_page(site, "Names", text, "Fact base")


def _known(base: Base, most: int) -> list[tuple[str, str, int]]:
    """Return the parties with the most claims, by name: their ids, names and numbers of claims."""
    found = [
        (party.id, plain(party.name), claims)
        for party, claims in base.counted("party", most)
        if claims
    ]
    return sorted(found, key=lambda one: one[1])


def _suggested(base: Base, site: Site, text: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the pages that the words of a search may be meant for."""
    words = words_of(text)
    labels = {fold(name): id_ for id_, t in base.topics.items() for name in (id_, t.label)}
    topics = list(dict.fromkeys(labels[fold(word)] for word in words if fold(word) in labels))
    others = [word for word in words if fold(word) not in labels]
    named = _named_by(base, others)
    who = display.listed(names(base, named))
    after = f": {who}" if named else ""
    links = [(f"{plain(base.topics[t].label)}{after}", site.link(t, *named), "") for t in topics]
    if named:
        links.append((who, site.link(*named), ""))
        links += [(name, site.link(id_), "") for id_, name in _named(base, named) if len(named) > 1]
    elif others:
        near = beginning(base, text, About(), ["en"])[:_NEAR]
        links += [(plain(one.value), site.link(one.value), "") for one in near]
    return [("Pages", links)] if links else []


def _named_by(base: Base, words: list[str]) -> list[str]:
    """Return the one party or two that words name: all of them, else some of them."""
    try:
        return parties_of(base, words)[:_SIDES] if words else []
    except QuestionError:
        return list(dict.fromkeys(one.party for one in base.mentions(words)))[:_SIDES]
