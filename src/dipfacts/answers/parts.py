"""The parts of an answer that some questions alone have: those of the others are empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dipfacts.model import display
from dipfacts.model.groups import by_member
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.answers.claims.years import Series
    from dipfacts.answers.comparison.partner_table import SideBySide
    from dipfacts.answers.derived.inputs import DerivedNumber
    from dipfacts.answers.many_figures.broad import Broad
    from dipfacts.answers.mirror_data.mirror_pair import MirrorPair, PairsByClaim
    from dipfacts.answers.occurrences.common_memberships import SharedBody
    from dipfacts.answers.occurrences.duplicates_of_many import Watch
    from dipfacts.answers.occurrences.entry import Entry
    from dipfacts.answers.occurrences.many_lines import ManyLines
    from dipfacts.answers.occurrences.occasions import Occasion
    from dipfacts.answers.occurrences.relations import Batch
    from dipfacts.answers.rankings.ranking import Ranking
    from dipfacts.model.fact import Fact
    from dipfacts.model.figures.agreement import Question


class Listing(Record, frozen=True):
    """Things to ask about, each with the number of its claims.

    Of the commands that list parties, topics, measures, kinds or sources; and of what a base has
    (`start`) and covers (`inventory`).
    """

    counts: Sequence[tuple[Any, int]] = ()
    deprecated: Mapping[str, int] = {}  # how many of these are, by its id


class SearchHits(Record, frozen=True):
    """Knowledge of a search about the claims that it finds; those of a source look the same."""

    excerpts: Sequence[str] = ()  # one for each claim of the answer, empty for those of a source
    ranked: int | None = None  # how many claims were ranked, where not all


class Timeline(Record, frozen=True):
    """The lines of a timeline; of a topic, and of what differs in a base, those of its events.

    The lines of a very long timeline are in `Answer.unread`.
    """

    entries: Sequence[Entry] = ()
    occasions: Sequence[Occasion] = ()
    """With --upcoming one of each line, unless all are of what was called off."""
    earlier: int = 0  # how many lines come before the latest ones that are asked for


class Figures:
    """The figures of an answer, as questions, and what is made of them.

    A topic has all of it, which `answers.figures` and the headlines set one after the other. `show`
    has the questions, the absent figures and the sides of what is about the same; the conflicts of
    a base have the questions; a brief and an overview have the sides alone, and their other figures
    in parts of their own.
    """

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.main: list[Question] = []  # on which the headline rests
        self.absent: list[Question] = []  # figures without a number, one a question
        self.broad: Broad | None = None  # where few claims of very many were read
        self.sides: list[MirrorPair] = []  # the flows that both sides report
        self.mirror: list[MirrorPair] | None = None  # with --mirror, also what one side reports
        self.derived: list[DerivedNumber] = []
        self.series: Series | None = None  # of what the headline is about, by year
        self.side_by_side: list[SideBySide] = []  # one a measure, where partners are compared
        self._pairs_of: tuple[list[MirrorPair], PairsByClaim] = ([], {})

    @property
    def sides_by_claim(self) -> PairsByClaim:
        """Return `sides` by the ids of their claims."""
        if self._pairs_of[0] is not self.sides:
            self._pairs_of = self.sides, by_member(self.sides, lambda pair: pair.ids)
        return self._pairs_of[1]


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


class SharedMemberships(Record, frozen=True):
    """The memberships that two parties share: how many, and the topic where they are of one.

    Of briefs and topics, and of where nothing else is recorded; the `bodies` where a topic or
    relations list them. Where it `is_past`, they share none today.
    """

    count: int = 0
    topic: str = ""
    bodies: Sequence[SharedBody] = ()
    is_past: bool = False

    @property
    def counted(self) -> str:
        """Return '2 shared memberships', or '2 once-shared memberships' of the past."""
        noun = "once-shared membership" if self.is_past else "shared membership"
        return display.counted(self.count, noun)


class Unread(Record, frozen=True):
    """The claims that an answer of very much does not hold: they are read while it is written.

    Of topics, of timelines and relations, and of searches.
    """

    figures: Callable[[], Iterator[Fact]] | None = None  # which come before the other claims
    occurrences: Callable[[], Iterator[Batch]] | None = None  # which come last
    lines: ManyLines | None = None  # of a timeline, in place of its entries
    watch: Watch | None = None  # of the relations and events, for those that may be one
