"""The error for a name that nothing of the fact base has."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import UnknownNameError
from dipfacts.remedy import AnyRemedy, Lists, Remedy, Search
from dipfacts.text import short, suggestion

SEARCH = Remedy.of(Search())
"""The remedy for an id that is no claim's."""


def listed_by(command: str, what: str = "them") -> Remedy:
    """Return the remedy for the name of what a command lists."""
    return Remedy.of(Lists(command, what))


def unknown_name(
    what: str, name: str, near: Sequence[str], otherwise: AnyRemedy
) -> UnknownNameError:
    """Return the error for an unknown name, with the near ones or else another remedy."""
    remedy = suggestion(near) or otherwise
    return UnknownNameError(f'no {what} is called "{short(name, 60)}"', remedy, name, what, near)
