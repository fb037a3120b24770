"""The parts of an answer that some questions alone have: those of the others are empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dipfacts.record import Record


class Listing(Record, frozen=True):
    """What there is to ask about, each with the number of its claims.

    Of the commands that list parties, topics, measures, kinds or sources; and of what a base has
    (`start`) and covers (`inventory`).
    """

    counts: Sequence[tuple[Any, int]] = ()
    deprecated: Mapping[str, int] = {}  # how many of these are, by its id


class SearchHits(Record, frozen=True):
    """What a search knows of the claims that it finds; those of a source are laid out the same.

    `excerpts` are one for each claim of the answer, empty for those of a source, and `ranked` is
    how many claims were ranked, where not all.
    """

    excerpts: Sequence[str] = ()
    ranked: int | None = None
