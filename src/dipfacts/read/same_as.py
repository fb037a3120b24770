"""The rules of `same_as`, by which a claim names another about the same relation or event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.model.display import listed
from dipfacts.model.tables import AnyClaim, Happening
from dipfacts.read.circles import circles, shown
from dipfacts.text import plain


def faults(pairs: Iterable[tuple[Happening, AnyClaim]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, code, message and hint of each claim that may not name the other beside it."""
    links: dict[str, list[tuple[str, str]]] = {}
    for claim, other in pairs:
        if type(other) is not type(claim):
            what, there = (type(one).__name__.lower() for one in (claim, other))
            message = f'same_as of the {what} "{claim.id}" names the {there} "{other.id}"'
            hint = f"name a claim about the same {what}, or leave same_as out"
            yield claim.id, "same-as-type", message, hint
        elif not _about_the_same(claim, other):
            here, there = (listed(map(plain, one.everyone)) for one in (claim, other))
            message = f'same_as joins different parties: {here} here, {there} in "{other.id}"'
            hint = "name a claim about the same parties, or leave same_as out"
            yield claim.id, "same-as-parties", message, hint
        else:
            links[claim.id] = [("same_as", other.id)]
    for _, circle in circles(links):
        message = f"same_as leads in a circle: {shown(circle)}"
        hint = "let all of them name one claim, and that one none"
        yield circle[-1], "same-as-circle", message, hint


def _about_the_same(claim: Happening, other: AnyClaim) -> bool:
    """Return whether two claims may be about one thing: of two dyads, only if they are the same.

    Of more parties, sources may differ about some; all of one may be among those of the other.
    """
    ours, theirs = {*claim.everyone}, {*other.everyone}
    return ours <= theirs or theirs <= ours or len(ours & theirs) > 1
