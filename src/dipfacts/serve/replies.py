"""The reply to an address: a text with its status and type."""

from __future__ import annotations

import re
from collections.abc import Callable

from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.serve.address import TYPES, Address
from dipfacts.serve.site import Site

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class Reply(Record, frozen=True):
    """A page with its HTTP status and the type of its text."""

    status: int
    type: str
    text: str
    problems: str = ""  # of the fact base, where the text cannot tell of them


Make = Callable[[Address, Base | None], Site]
"""Make the site of a page."""


def in_browser(text: str, status: int = 200) -> Reply:
    """Return a page in a browser; of characters that HTML forbids, as typed, only the mark."""
    return Reply(status, TYPES["html"], _FORBIDDEN.sub("\ufffd", text))
