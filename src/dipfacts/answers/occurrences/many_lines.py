"""The lines of a very long timeline, some at a time, with all that is known of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.filling import fill
from dipfacts.answers.occurrences.occurrences import (
    claims_of,
    entry_of,
    gather_occurrences,
    occurrences_of,
)
from dipfacts.answers.occurrences.relation_class import Standing, standings
from dipfacts.answers.parts import Timeline, Unread
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.ends import BEGINS
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.timeline_lines import Moment
from dipfacts.record import Record


class Lines(Record, frozen=True):
    """Some lines, with what they are of, and the class of each relation by its claims."""

    entries: list[Entry]
    occurrences: list[Occurrence]
    standings: dict[str, Standing]


class ManyLines(Record, frozen=True):
    """All lines of a query, which are read each time anew; `day` decides the class of relations."""

    base: Base
    query: Query
    day: int

    def parts(self) -> Iterator[Lines]:
        """Yield the lines in order, some at a time."""
        yield from map(self._lines, batches(self.base.moments(self.query)))

    def beginnings(self, ids: Iterable[str]) -> Iterator[Lines]:
        """Yield the lines that tell how relations begin by these claims, in their order."""
        # lazy: of use to calendars only
        from dipfacts.query.numbered_claims import numbered, numbers_of

        for some in batches(ids):
            numbers = numbers_of(self.base, some)
            facts = numbered(self.base, [numbers[id_] for id_ in some])
            yield self._lines([(fact, BEGINS) for fact in facts])

    def _lines(self, moments: Sequence[Moment]) -> Lines:
        entries = entries_at(self.base, self.query, moments)
        every = occurrences_of(entries)
        self.base.titles.read(relation_or_event(occurrence.fact).title for occurrence in every)
        known = standings(self.base, claims_of(every), self.day, self.query.parties)
        return Lines(entries, every, known)


def hold(answer: Answer) -> None:
    """Read what a page leaves unread, where it is not written line by line."""
    if answer.unread.lines:
        entries = [*answer.each_entry()]
        answer.timeline = Timeline(entries)
        answer.occurrences = occurrences_of(entries)
    elif answer.unread.occurrences:
        answer.occurrences = [
            occurrence for batch in answer.unread_batches() for occurrence in batch.occurrences
        ]
    if answer.unread.watch:
        others, answer.remarks = answer.remarks, []
        fill(answer, answer.occurrences, answer.asked.parties)
        answer.remarks += others
        answer.unread = Unread()


def entries_at(base: Base, query: Query, moments: Sequence[Moment]) -> list[Entry]:
    """Return the lines of claims, in their order, by all that tells of the same."""
    occurrences = gather_occurrences(base, query, once(fact for fact, _ in moments))
    lines: dict[tuple[str, int], Entry] = {
        (line.fact.id, line.side): entry_of(occurrence, line)
        for occurrence in occurrences
        for line in occurrence.lines()
    }
    return [lines[fact.id, which] for fact, which in moments]
