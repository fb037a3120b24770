"""The error for a name that nothing of the fact base has."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import UnknownNameError
from dipfacts.text import short, suggestion


def unknown_name(what: str, name: str, near: Sequence[str], otherwise: str) -> UnknownNameError:
    """Return the error for an unknown name, with the near ones or else another remedy."""
    hint = suggestion(near, otherwise)
    return UnknownNameError(f'no {what} is called "{short(name, 60)}"', hint, name, what, near)
