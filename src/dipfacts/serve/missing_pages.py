"""The errors for addresses behind a list, or behind our own word, that are no page."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.query.base import Base
from dipfacts.query.names.unknown_names import SEARCH, listed_by
from dipfacts.query.typed_words.resolve import id_of
from dipfacts.serve.address import OWN
from dipfacts.text import nearest, plain, quoted_list, suggestion

_ENTRIES = {"parties": "party", "topics": "topic", "measures": "measure", "kinds": "kind"}


def behind(base: Base, command: str, rest: Sequence[str]) -> QuestionError:
    """Return the error for words behind `show` or a list, of which no entry has a page there.

    Of a list it is that of an unknown name, with the near ones, unless the name has a page.
    """
    what = _ENTRIES.get(command, "")
    if what and len(rest) == 1:
        try:
            _ = base.party(rest[0]) if what == "party" else id_of(base, what, rest[0])
        except QuestionError as error:
            return error
    remedy = SEARCH if command == "show" else listed_by(command)
    message = f"there is no page of {plain(' '.join(rest))}"
    return UnknownNameError(message, remedy, rest[-1], "page")


def behind_our_own(rest: Sequence[str], pages: Sequence[str]) -> QuestionError:
    """Return the error for what is none of the pages that have addresses of our own."""
    name = "".join(rest[:1])
    near = nearest(name, pages)
    message = f"there is no page /{plain('/'.join((OWN, *rest)))}"
    remedy = suggestion(near, f"there are {quoted_list(pages)}")
    return UnknownNameError(message, remedy, name, "page", near)
