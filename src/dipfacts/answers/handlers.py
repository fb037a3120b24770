"""The functions that answer each command, and the one way from a request to its answer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.remark import Remark
from dipfacts.model.fact import DYAD
from dipfacts.model.file_format.tables import BODIES
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.query.typed_words.resolve import renamings, resolve
from dipfacts.record import Record


class Handler(Record, frozen=True):
    """What answers a command: functions of this package, each as "module:function".

    `answers` takes (base, query) and returns an Answer, given the attributes of the request named
    in `takes` too; `streams` yields the claims of the same answer one by one. Where the request
    gives one of some attributes, another handler answers `instead`.
    """

    answers: str
    takes: tuple[str, ...] = ()
    streams: str = ""
    instead: tuple[tuple[str, Handler], ...] = ()


LISTS = ("parties", "topics", "measures", "kinds", "sources")
"""The commands that list what there is, by the `command` of a request."""

HANDLERS = {
    "figures": Handler("topics:topic", ("reading", "mirror"), "topic_lines:stream"),
    "overview": Handler("briefs.overview:overview"),
    "timeline": Handler(
        "occurrences.timeline:timeline",
        ("reading", "latest", "reverse"),
        "occurrences.timeline:stream",
        (
            ("upcoming", Handler("occurrences.timeline:ahead", ("upcoming", "reverse"))),
            ("undated", Handler("occurrences.timeline:without_date")),
        ),
    ),
    "relations": Handler("occurrences.relations:relations", ("reading",)),
    "brief": Handler("briefs.brief:brief", ("reading",)),
    "search": Handler("search:search", ("reading",)),
    "show": Handler("show:show", ("claim",)),
    **dict.fromkeys(LISTS, Handler("listing:listing", ("command", "codes"))),
}
"""What answers each `command` of a request."""
_OF_PARTIES = ("figures", "overview", "timeline", "relations", "brief")


def load(name: str) -> Any:
    """Return the function of this package that "module:function" names."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"dipfacts.answers.{module}"), function)


def _handler(request: Request) -> Handler:
    """Return the function that answers a request."""
    usual = HANDLERS[request.command]
    given = (of for name, of in usual.instead if getattr(request, name) not in (None, False))
    return next(given, usual)


def answer(base: Base, request: Request, query: Query | None = None) -> Answer:
    """Answer a request, whose `query` is resolved here if it is not yet, in its language.

    Raises QuestionError for names that are unknown or ambiguous.
    """
    base = base.asked_by(request.language, request.facts)
    query = query or resolve(base, request)
    question = _handler(request)
    extra = {name: getattr(request, name) for name in question.takes}
    result: Answer = load(question.answers)(base, query, **extra)
    if request.is_limit_usual:
        result.asked = result.asked.replaced(limit=None)
    result.renamings = renamings(base, request.parties, query.parties)
    result.remarks += map(Remark, result.renamings)
    result.remarks += _listed_members(result, request, query)
    if request.language is not None:
        result.options = result.options.replaced(lang=request.language)
    result.ids = request.ids
    return result


def _listed_members(result: Answer, request: Request, query: Query) -> list[Remark]:
    """Return remarks on memberships that are not on record, but in the list that ships."""
    is_wanted = request.command in _OF_PARTIES and request.upcoming is None
    if not is_wanted or not 1 <= len(query.parties) <= DYAD or query.people:
        return []
    kinds = {party.kind for party in result.base.parties_by_id(query.parties).values()}
    is_of_one = len(query.parties) == 1 and (result.memberships or result.occurrences)
    if kinds.isdisjoint(BODIES) and not is_of_one:
        return []
    # lazy: most look-ups are of two countries
    from dipfacts.answers.occurrences.listed_members import listed_beside

    return listed_beside(result, query)
