"""The first errors of a base, found by checks that are loaded only where one is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a look-up needs none of them
    from collections import Counter
    from collections.abc import Sequence

    from dipfacts.errors import Problem
    from dipfacts.index.recorded_errors import Comment
    from dipfacts.read.base.packed_problems import PlaceOf
    from dipfacts.read.base.references import Located


def first_errors(
    rows: Sequence[Located], comments: Sequence[Comment], place: PlaceOf
) -> tuple[list[Problem], Counter[str]]:
    """Return the first errors of each code among tables that may be wrong: `findings.errors`."""
    from dipfacts.checks import findings  # lazy: most bases have no errors

    return findings.errors(rows, comments, place)
