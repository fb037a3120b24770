"""Every page of a site, as a text: what an address asks, answered and rendered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from io import StringIO
from typing import Any

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.citation import own_citation
from dipfacts.answers.handlers import LISTS
from dipfacts.answers.occurrences.timeline_reading import undated_lines
from dipfacts.errors import (
    AmbiguousNameError,
    QuestionError,
    UnknownNameError,
)
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.query import Query
from dipfacts.model.request import ONE_BY_ONE
from dipfacts.query import counts_of_claims
from dipfacts.query.base import Base
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.render import formats
from dipfacts.render.html import writer
from dipfacts.serve import entrances, web_requests
from dipfacts.serve.address import TYPES, Address
from dipfacts.serve.error_pages import wrong
from dipfacts.serve.replies import Make, Reply, in_browser
from dipfacts.serve.site import Link, LinkList, Site, Tab
from dipfacts.serve.web_requests import OF_LIST, Answered, Options, WebRequest
from dipfacts.text import listed, plain, short

_ALL = -1  # of a list, for SQLite
_OFFERED = {"json": "JSON", "csv": "CSV", "md": "Markdown", "ics": "calendar", "svg": "picture"}
_PAGED = (*LISTS, "claims")  # commands whose pages have others before and after
_LOOKED_AT = 500  # claims without a date


def reply(base: Base, address: Address, options: Options, make: Make = Site) -> Reply:
    """Return the page of an address, or the page that says what is wrong with that."""
    address = web_requests.with_switches(address, options)
    site = make(address, base)
    try:
        if not address.words:
            web_requests.refuse_others(address, {})
            if address.form != "html":
                return _file(site, web_requests.start(base, address.form))
            site.formats = _formats(site, web_requests.ALL)
            return in_browser(entrances.start(base, site))
        asked = web_requests.asked(base, address, options)
        if asked.command == "search" and not any(asked.words["text"]):
            if address.form != "html":
                raise QuestionError("it is not said what to search for", "add text=…")
            return in_browser(entrances.to_search(base, site))
        result = web_requests.answer_of(base, asked, address)
        if address.form != "html":
            return _file(site, result)
        base = result.answer.base  # in the language asked for
        _complete(base, site, asked, result, options)
        is_claim = result.answer.command == "show" and result.answer.facts
        own = own_citation(base, result.answer.facts[0].id) if is_claim else None
        return in_browser(writer.page(_on_page(site, asked, result.answer), site, own))
    except QuestionError as refusal:
        error = _error_of_ending(base, address, refusal, options)
        is_unknown = isinstance(error, UnknownNameError | AmbiguousNameError)
        return wrong(404 if is_unknown else 400, error, address, base, make)


def _file(site: Site, answered: Answered) -> Reply:
    """Return an answer in a format; errors of the base are told above it, or beside it."""
    out, form = StringIO(), site.address.form
    formats.write(answered.answer, answered.request, out)
    problems = site.problem_count if site.problems else ""
    caution = (
        f"> This fact base has {problems}: `dipfacts check` lists them.\n\n" if problems else ""
    )
    return Reply(200, TYPES[form], caution * (form == "md") + out.getvalue(), problems)


# ------------------------------------------------------------------------ pages in a browser


def _error_of_ending(
    base: Base, address: Address, error: QuestionError, options: Options
) -> QuestionError:
    """Return the error of an address whose page is there, but not in the format of its ending.

    Of any other the error that it has.
    """
    stem, _, ending = "".join(address.words[-1:]).rpartition(".")
    if not (stem and ending.isalnum() and isinstance(error, UnknownNameError)):
        return error
    without = address.replaced(words=(*address.words[:-1], stem), form="html")
    try:
        asked = web_requests.asked(base, without, options)
        having = _forms_of(asked, web_requests.answer_of(base, asked, without), options)
    except QuestionError:
        return error
    endings = [f".{form}" for form in TYPES if form in having and form != "html"]
    message = f"this page has no format {short(ending, 60)}"
    return QuestionError(message, f"leave the ending out, or write {listed(endings, 'or')}")


def _forms_of(asked: WebRequest, answered: Answered, options: Options) -> set[str]:
    """Return the formats of a page: a picture only where there is something to draw.

    Of the first conflicts only those that can say that there may be more.
    """
    own = {*(formats.offered(asked.command) if asked.command in options else web_requests.ALL)}
    if answered.after:
        own.difference_update(ONE_BY_ONE)
    figures = answered.answer.figures
    return own if figures.series or figures.side_by_side else own - {"svg"}


def _complete(
    base: Base, site: Site, asked: WebRequest, answered: Answered, options: Options
) -> None:
    """Add to a page the ways to those about the same parties, to the next page, and its formats."""
    parties = answered.answer.asked.parties
    if 0 < len(parties) <= DYAD:
        site.about = display.listed(names(base, parties))
        about = Query(parties=tuple(parties), known_by=answered.request.known_by)
        site.tabs = _tabs(base, site, about, asked)
        if asked.command == "overview" and len(parties) == 1:
            _name_partners(base, site, about)
    of_command = options.get(asked.command, ())
    if site.search and "known_by" in of_command and "in_" in of_command:
        site.period = _period(site)
    _add_lists(base, site, asked, answered)
    if answered.after:
        site.pages = [Link("Next", site.link(None, after=answered.after))]
    site.formats = _formats(site, _forms_of(asked, answered, options))


def _period(site: Site) -> dict[str, Any]:
    """Return the values of the form for a period of a page; all else that was asked is kept."""
    address, dates = site.address, ("in", "known-by", "text")
    kept = [(k, value) for k, v in address.options.items() if k not in dates for value in v]
    return {
        "action": site.to(address.replaced(options={})),
        "within": address.last("in"),
        "known_by": address.last("known-by"),
        "others": [*kept, *([("text", site.typed)] if site.typed else [])],
    }


def _add_lists(base: Base, site: Site, asked: WebRequest, answered: Answered) -> None:
    """Add to a page what else may be meant, the earlier lines, or the other pages of a list."""
    answer = answered.answer
    if asked.command == "search":
        text = " ".join(asked.words["text"])
        site.lists = entrances.suggested(base, site, text)
        if not answer.facts:
            site.lists += entrances.corrections(base, site, text)
    elif asked.command == "timeline":
        site.earlier = _earlier(base, answered, site)
    elif asked.command in _PAGED:
        count = len(answer.listing.counts) or len(answer.facts)
        page = web_requests.number("page", site.address.last("page") or "1")
        if "limit" not in asked.words:
            _add_paging(site, page, count + (answer.left_out or 0))


def _on_page(site: Site, asked: WebRequest, answer: Answer) -> Answer:
    """Return an answer as a page shows it: what is on the other pages of a list is not left out."""
    is_paged = asked.command in _PAGED and site.pages
    return answer.replaced(left_out=0) if is_paged else answer


def _formats(site: Site, own: Collection[str]) -> list[Link]:
    """Return the ways to the same in each of these formats."""
    address = site.address.with_options(undated=None)  # of pages alone
    ways = [(form, site.to(address.replaced(form=form))) for form in _OFFERED if form in own]
    return [Link(_OFFERED[form], href) for form, href in ways if href]


def _name_partners(base: Base, site: Site, about: Query) -> None:
    """Add to the page of a party with whom claims known by its day name it, page by page."""
    (party,) = about.parties
    every = counts_of_claims.partners(base, about, _ALL)
    page = web_requests.number("page", site.address.last("page") or "1")
    first = (page - 1) * OF_LIST
    some = every[first : first + OF_LIST]
    web_requests.refuse_behind(page, some)
    _add_paging(site, page, len(every))
    place = f" ({first + 1:,} to {first + len(some):,} of {len(every):,})"
    span = place if site.pages else ""
    links = [
        Link(name, site.overview(*sorted((party, id_))))
        for id_, name in zip(some, names(base, some), strict=True)
    ]
    site.lists = [LinkList(f"Named together with{span}", links)] if links else []


def _tabs(base: Base, site: Site, about: Query, asked: WebRequest) -> list[Tab]:
    """Return the pages about the same parties of which something is known by the same day."""
    parties, there = about.parties, counts_of_claims.topics_of(base, about)
    if sum(count for *_, count in there) < 2 and asked.command == "overview":
        return []  # which shows all there is
    topics = {topic for topic, *_ in there}
    tabs = [Tab("Overview", site.overview(*parties), asked.command == "overview")]
    tabs += [
        Tab(plain(topic.label), site.link(id_, *parties), asked.topic == id_)
        for id_, topic in base.topics.items()
        if id_ in topics or asked.topic == id_
    ]
    types = {type_ for _, type_, _ in there}
    if types & {"relation", "event"} or asked.command in ("timeline", "relations"):
        tabs.append(Tab("Timeline", site.link("timeline", *parties), asked.command == "timeline"))
        tabs.append(
            Tab("Relations", site.link("relations", *parties), asked.command == "relations")
        )
    return [*tabs, Tab("Brief", site.link("brief", *parties), asked.command == "brief")]


def _earlier(base: Base, answered: Answered, site: Site) -> list[Link]:
    """Return the ways to the lines that a timeline leaves out, each with what it leads to.

    Those before its first one are up to the day of that, unless all are of one day. Lines without
    a date are on no page of other dates: they have a page of their own, and all stand on one page,
    too, if it can hold them. Among files there is one such page of a timeline: all lines before
    each of its parts again would be as many as the square of them.
    """
    answer = answered.answer
    total = len(answer.timeline.entries) + (answer.left_out or 0)
    days = [entry.day for entry in answer.timeline.entries if entry.day]
    is_in_order = not (answer.options.reverse or answer.timeline.occasions)
    results, has_all = list[Link](), False
    if answer.left_out and len(days) == len(answer.timeline.entries) > 0 and is_in_order:
        until = date.fromordinal(min(days)).isoformat()
        if site.address.last("until") != until:
            results.append(Link("the earlier ones", site.link(None, until=until)))
            has_all = site.is_written and bool(site.address.last("until"))
    if _may_lack_undated(base, answered, site):
        href = site.to(site.address.with_options(until=None, limit=None, undated=1))
        results.append(Link("those without a date", href))
    if answer.left_out and not has_all and (total <= web_requests.DATA or not results):
        results.append(
            Link("all on one page", site.link(None, limit=min(total, web_requests.DATA)))
        )
    return [link for link in results if link.href]


def _may_lack_undated(base: Base, answered: Answered, site: Site) -> bool:
    """Return whether a page of a timeline may leave out lines without a date.

    Of very many claims without one some are looked at.
    """
    answer, address = answered.answer, site.address
    is_of_others = any(map(address.last, ("since", "in", "latest")))
    is_of_others |= web_requests.has_undated(address)
    if is_of_others or answer.timeline.occasions or not (address.last("until") or answer.left_out):
        return False
    query = resolve(base, answered.request).replaced(types=("event", "relation"))
    return bool(undated_lines(base, query, _LOOKED_AT))


def _add_paging(site: Site, page: int, total: int) -> None:
    """Add the way to the pages before and after one of a list."""
    last = -(-total // OF_LIST)
    if last < 2:
        return
    before = site.link(None, page=page - 1) if page > 1 else ""
    after = site.link(None, page=page + 1) if page < last else ""
    here = Link(f"Page {page:,} of {last:,}", "")
    site.pages = [Link("Previous", before), here, Link("Next", after)]
