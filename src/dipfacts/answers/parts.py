"""The parts of an answer that some questions alone have: those of the others are empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.answers.occurrences.entry import Entry
    from dipfacts.answers.occurrences.occasions import Occasion


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


class Timeline(Record, frozen=True):
    """The lines of a timeline; of a topic, and of what differs in a base, those of its events.

    With `upcoming` each line has its occasion, unless all are of what was called off. `earlier` is
    how many lines come before the `latest` that are asked for. The lines of a very long timeline
    are `unread`.
    """

    entries: Sequence[Entry] = ()
    occasions: Sequence[Occasion] = ()
    earlier: int = 0
