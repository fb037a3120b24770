"""A claim of a fact base with its place, its topic, and the day since which it is known."""

from __future__ import annotations

from dipfacts.model.file_format.tables import AnyClaim, Event, Figure, Relation
from dipfacts.model.periods.period import Period
from dipfacts.record import Record

FAR = 4_000_000  # a day after all that can be written
DYAD = 2  # parties, between whom something is

TYPES: dict[str, type[AnyClaim]] = {"figure": Figure, "relation": Relation, "event": Event}


class Fact(Record, frozen=True, gc=False):
    """A claim with its file and line."""

    claim: AnyClaim
    type: str
    topic: str  # resolved: its own, or that of its measure or kind
    known_day: int | None
    """The ordinal of the day on which it was public; None where nobody knows it."""
    file: str
    line: int
    occurrence: str | None = None
    """The id of the first claim about the same relation or event, where several are."""
    recorded: Figure | None = None
    """The claim in the form of the base, where a page has it in another."""

    @property
    def id(self) -> str:
        """The claim's name, unique in the base."""
        return self.claim.id

    @property
    def as_recorded(self) -> Fact:
        """The same with the claim in the form of the base."""
        if self.recorded is None:
            return self
        return self.replaced(claim=self.recorded, recorded=None)

    def in_form(self, figure: Figure) -> Fact:
        """Return the same with the claim in another form."""
        recorded = self.as_recorded.claim
        assert isinstance(recorded, Figure)
        return self.replaced(claim=figure, recorded=None if figure == recorded else recorded)

    @property
    def period(self) -> Period | None:
        """Return when it holds; None if the source does not say."""
        return Period.parse(self.claim.period) if self.claim.period else None
