"""One request, as the command line understood it, before any fact base is opened."""

from __future__ import annotations

from typing import Self

import msgspec

from dipfacts.model.periods.period import Period
from dipfacts.record import Record

PAGE_ROWS = 500  # of a page for people, unless a limit says otherwise
OVERVIEW_ROWS = 20  # of each table of an overview, which is to be one screen

IN_LINES = ("table", "md")
"""Formats of pages whose lines are texts."""

PAGES = (*IN_LINES, "html")
"""Formats that people read: pages, which say what they leave out."""

ONE_BY_ONE = ("csv", "tsv", "jsonl")
"""Formats with a claim, or a row, a line, which cannot say that they leave out something."""


def page_rows(command: str, form: str) -> int | None:
    """Return the number of rows that a page has where no limit is given.

    None of a brief, which has limits of its own, and of formats for programs, which have all rows.

    >>> page_rows("timeline", "table"), page_rows("overview", "md"), page_rows("brief", "md")
    (500, 20, None)
    """
    if command == "brief" or form not in PAGES:
        return None
    return OVERVIEW_ROWS if command == "overview" else PAGE_ROWS


class Options(Record, frozen=True):
    """The options beside the conditions of the query, as far as they made the answer.

    The names are those of the options, and of the keys of the JSON.
    """

    id: str = ""  # of the claim that is shown
    upcoming: str = ""
    mirror: bool = False
    latest: int | None = None
    reverse: bool = False
    codes: bool = False
    lang: str | None = None


class Reading(Record, frozen=True):
    """The way an answer is read, by which more or less of it is made and held.

    One is `Reading.page(…)`, or a constant below: most combinations of the fields mean nothing.
    """

    is_page: bool = False  # by people, up to its limit, and by no program
    few_undated: bool = False  # a page without a limit that was typed
    is_short: bool = False  # it ends at a limit: a page, or the few that a program asks for
    is_streamed: bool = False  # a program is given everything, which may be too much to hold
    is_in_lines: bool = False  # all lines of a timeline, or relations, are written each by itself

    @classmethod
    def page(cls, *, few_undated: bool = False, is_in_lines: bool = False) -> Self:
        """Return the reading of a page, which people read up to its limit."""
        return cls(is_page=True, is_short=True, few_undated=few_undated, is_in_lines=is_in_lines)


HELD = Reading()
"""The reading of an answer that is made whole, and held."""

SHORT = Reading(is_short=True)
"""The reading of the few that a program asks for."""

STREAMED = Reading(is_streamed=True)
"""The reading of everything by a program, claim by claim."""

LINE_BY_LINE = Reading(is_in_lines=True)
"""The reading of everything by a program, line by line of a timeline."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A question and how to print its answer; format, fields, limit and dates are valid."""

    command: str  # "figures" for every topic
    parties: tuple[str, ...] = ()  # names as they were typed, which only a fact base can resolve
    topic: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    text: str | None = None
    claim: str = ""
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    known_since: Period | None = None
    upcoming: str | None = None
    latest: int | None = None
    reverse: bool = False
    mirror: bool = False
    ids: bool = False
    codes: bool = False
    deprecated: bool = False
    limit: int | None = None
    offset: int = 0  # of a list that is read in parts
    undated: bool = False  # the lines of a timeline without a date, on a page of their own
    is_limit_usual: bool = False  # that of a page, not one that was typed
    language: str | None = None  # the code of a language
    facts: tuple[str, ...] = ()
    format: str = "table"
    fields: tuple[str, ...] | None = None  # None for all
    bom: bool = False
    output: str | None = None
    color: str = "auto"
    chart: bool | None = None  # None where the terminal decides
    full: bool = False  # everything on a terminal, and not a screenful
    pager: bool = True

    @property
    def reading(self) -> Reading:
        """Return the way to read the answer, which its format and its limit decide."""
        if self.format in PAGES:
            is_in_lines = self.limit == 0 and self.format in IN_LINES and not self.ids
            return Reading.page(few_undated=self.is_limit_usual, is_in_lines=is_in_lines)
        if self.limit:
            return SHORT
        if self.format == "ics":
            return LINE_BY_LINE
        return STREAMED if self.format in ("json", *ONE_BY_ONE) else HELD

    @property
    def is_narrow(self) -> bool:
        """Return whether the answer is less than all claims of a topic or of the timeline."""
        return bool(
            self.parties
            or self.limit
            or self.mirror
            or self.reverse
            or self.latest is not None
            or self.upcoming is not None
        )
