"""The errors for a name that nothing of the fact base has, and for that of a part of a country."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import AmbiguousNameError, UnknownNameError
from dipfacts.remedy import AnyRemedy, Lists, Remedy, Search
from dipfacts.text import listed, plain, short, suggestion

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


def part_of(name: str, codes: Sequence[str], ids: Sequence[str]) -> AmbiguousNameError:
    """Return the error for the name of a part of one country, or of one of several."""
    wholes = [f'"{plain(id_)}" ({code})' for id_, code in zip(ids, codes, strict=True)]
    several = len(ids) > 1
    part = "or only a part of one of them" if several else "or only a part of it"
    message = f'"{plain(name)}" may be {listed(wholes, "or")} {part}'
    these = "one of these ids" if several else "this id"
    return AmbiguousNameError(message, f"ask by {these} for the whole", name, ids)
