"""One request, as the command line understood it, before any fact base is opened."""

from __future__ import annotations

import msgspec

from dipfacts.model.period import Period


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A question and how to print its answer; format, fields, limit and dates are valid.

    `parties` are names as they were typed, which only a fact base can resolve. `command` is
    "figures" for every topic. `language` is the code of a language; `fields` are None for all;
    `chart` is None where the terminal decides.
    """

    command: str
    parties: tuple[str, ...] = ()
    topic: str | None = None
    measure: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    text: str | None = None
    claim: str = ""
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    upcoming: str | None = None
    mirror: bool = False
    codes: bool = False
    deprecated: bool = False
    limit: int | None = None
    language: str | None = None
    facts: tuple[str, ...] = ()
    format: str = "table"
    fields: tuple[str, ...] | None = None
    output: str | None = None
    color: bool = True
    chart: bool | None = None

    @property
    def is_narrow(self) -> bool:
        """Return whether the answer is less than all claims of a topic or of the timeline."""
        return bool(self.parties or self.limit or self.mirror or self.upcoming is not None)
