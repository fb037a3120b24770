"""The parts of an answer that some questions alone have: those of the others are empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.answers.figures.ranking import Ranking
    from dipfacts.answers.occurrences.entry import Entry
    from dipfacts.answers.occurrences.occasions import Occasion
    from dipfacts.model.agreement import Question


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


class Rankings:
    """The places of one party's partners, or of all dyads, each ranking by a measure and a unit.

    The figures of a topic have them, where these are not about two parties or more: their headline
    sets them, and a limit shortens them.
    """

    def __init__(self) -> None:
        self.first: Ranking | None = None  # which others follow, where it is there
        self.others: list[Ranking] = []  # by the other measures that were asked for
        self.totals: list[Question] = []  # of which the sentence tells
        self.tally = ""  # the beginning of the sentence: how many claims there are

    @property
    def every(self) -> list[Ranking]:
        """Return the rankings, the first and the others."""
        return [self.first, *self.others] if self.first else []
