"""Answers about a whole base: its conflicts, the claims of a source, its coverage."""

from __future__ import annotations

from datetime import date

from dipfacts.answers.answer import NOTHING, Answer, begin, head_of, once
from dipfacts.answers.coverage import base_in_words
from dipfacts.answers.occurrences.occurrences import claims_of, entry_of, gather_occurrences
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.parts import Listing, SearchHits, Timeline
from dipfacts.answers.remark import Remark
from dipfacts.answers.source_notes import in_sentences, source_notes
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.fact import TYPES
from dipfacts.model.figures.agreement import Question, questions
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query, any_of
from dipfacts.model.request import Request
from dipfacts.query import counts_of_claims, numbered_claims
from dipfacts.query.base import Base
from dipfacts.query.conflicts_in_turn import (
    SeriesKey,
    claims_of_occurrences,
    figures_of,
    occurrences_after,
    repeated,
)
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.record import Record
from dipfacts.text import plain

CONFLICTS = 50  # conflicts on a page
_AT_ONCE = 200  # series, or occurrences, that are looked at together
_MOST = 2_000  # of each that are looked at for one page
_START = ("", "")


class Cursor(Record, frozen=True):
    """The place where a page of conflicts begins: after a series, or an occurrence if that is set.

    Figures come first, by measure and series, then occurrences by their ids.
    """

    series: SeriesKey = _START
    occurrence: str | None = None

    def __str__(self) -> str:
        return f"~{self.occurrence}" if self.occurrence is not None else "~".join(self.series)

    @staticmethod
    def parse(text: str) -> Cursor:
        """Return the cursor that a text stands for. Raises QuestionError for any other text."""
        first, mark, rest = text.partition("~")
        if text and not mark:
            raise QuestionError("this page of conflicts does not exist", "begin with the first")
        return Cursor((first, rest)) if first or not text else Cursor(occurrence=rest)


def conflicts(base: Base, after: str = "") -> tuple[Answer, str]:
    """Return the next questions, relations and events on which sources differ.

    And where the page after these begins; "" behind the last one. Few claims are read: only those
    of which several are about the same.
    """
    begins = Cursor.parse(after)
    answer, more = begin(base, Query(), "conflicts"), None
    differing, occurring = list[Question](), list[Occurrence]()
    if begins.occurrence is None:
        differing, more = _figures(base, begins.series)
    if more is None:
        occurring, more = _occurrences(base, begins.occurrence or "", CONFLICTS - len(differing))
    answer.figures.questions, answer.occurrences, answer.as_of = differing, occurring, Query().as_of
    answer.facts = once([*(f for q in differing for f in q.facts), *claims_of(occurring)])
    answer.standings = standings(base, answer.facts, answer.as_of)
    events = [occurrence for occurrence in occurring if occurrence.is_event]
    answer.timeline = Timeline([entry_of(event, event.lines()[0]) for event in events])
    matters = display.counted(
        len(differing) + len(occurring), "further matter" if after else "matter"
    )
    text = f"Sources differ on {matters}."
    if more is not None:
        text = f"Sources differ on these {matters}, and there may be more."
        answer.left_out = None
    elif not answer.facts:
        answer.status = NOTHING
        text = f"No{' further' if after else ''} claims about the same differ."
    answer.head = head_of(text)
    return answer, "" if more is None else str(more)


def _figures(base: Base, series: SeriesKey) -> tuple[list[Question], Cursor | None]:
    """Return questions on which sources differ, of the series after one, and where to go on."""
    results, looked = list[Question](), 0
    while some := repeated(base, series, _AT_ONCE):
        for series in some:
            facts = figures_of(base, series)
            every = questions(facts, base.measures, base.origins(facts))
            results += [question for question in every if question.agreement == "conflict"]
            looked += 1
            if len(results) >= CONFLICTS or looked >= _MOST:
                return results, Cursor(series)
    return results, None


def _occurrences(base: Base, last: str, room: int) -> tuple[list[Occurrence], Cursor | None]:
    """Return relations and events on which sources differ, after one, and where to go on."""
    results, looked = list[Occurrence](), 0
    while some := occurrences_after(base, last, _AT_ONCE):
        every = gather_occurrences(base, Query(deprecated=True), claims_of_occurrences(base, some))
        of_id = {occurrence.id: occurrence for occurrence in every}
        for last in some:
            results += [of_id[last]] if last in of_id and of_id[last].differ else []
            looked += 1
            if len(results) >= room or looked >= _MOST:
                return results, Cursor(occurrence=last)
    return results, None


def claims(base: Base, source: str, limit: int, offset: int = 0) -> Answer:
    """Return the claims of a source, deprecated ones too, in the order of the files.

    Raises QuestionError for an unknown source.
    """
    query = resolve(base, Request(command="claims", source=(source,)))
    (name,) = any_of(query.source)
    answer = begin(base, query, "claims")
    answer.facts = numbered_claims.claims_of_source(base, name, limit, offset)
    answer.hits = SearchHits([""] * len(answer.facts))
    no_figures = [fact for fact in answer.facts if fact.type != "figure"]
    answer.occurrences = gather_occurrences(base, Query(deprecated=True), no_figures)
    answer.as_of = query.as_of
    answer.standings = standings(base, claims_of(answer.occurrences), answer.as_of)
    count = base.count(Query(source=name, deprecated=True))
    answer.leave_out(count - len(answer.facts), "claim")
    if not count:
        answer.status = NOTHING
    printed = base.source(name)
    title = f", “{plain(printed.title)}”" if printed.title else ""
    text = f"{plain(printed.publisher)}{title}, {display.day(printed.published)}"
    answer.head = head_of(f"{text}: {display.counted(count, 'claim')}.")
    answer.remarks += map(Remark, in_sentences(source_notes(base, printed)))
    return answer


class StartEntry(Record, frozen=True):
    """A topic or a party that a base can be asked about."""

    id: str
    label: str
    of: str


def start(base: Base, limit: int) -> Answer:
    """Return the topics and the parties with claims, those with the most first."""
    answer = Answer(base, "start")
    topics = {topic.id: (plain(topic.label), count) for topic, count in base.counted("topic")}
    parties = [(party, count) for party, count in base.counted("party") if count]
    parties = [(party, count) for party, count in parties if party.id not in topics]
    counts = [(StartEntry(id_, label, "topic"), n) for id_, (label, n) in topics.items()]
    counts += [(StartEntry(it.id, plain(it.name), "party"), n) for it, n in parties[:limit]]
    answer.listing = Listing(counts)
    answer.left_out = max(0, len(parties) - limit)
    answer.head = head_of(f"{base_in_words(base)}.")
    return answer


class Extent(Record, frozen=True):
    """The number of claims of a topic, and the years that they are about."""

    id: str
    label: str
    figure: int
    relation: int
    event: int
    first: int | None
    last: int | None


def inventory(base: Base) -> Answer:
    """Return the extent of a base: the years and numbers of claims of each topic and type."""
    answer = Answer(base, "inventory")
    by_topic: dict[str, dict[str, tuple[int, list[int | None]]]] = {}
    extents = list[tuple[Extent, int]]()
    for topic, type_, count, *ends in counts_of_claims.extents(base):
        by_topic.setdefault(topic or "", {})[type_] = count, ends
    for topic in [*base.topics, *{*by_topic}.difference(base.topics)]:
        of = by_topic.get(topic, {})
        counts = {type_: of[type_][0] if type_ in of else 0 for type_ in TYPES}
        days = [day for _, ends in of.values() for day in ends if day]
        years = [date.fromordinal(day).year for day in (min(days), max(days))] if days else []
        label = plain(base.topics[topic].label) if topic in base.topics else "No topic"
        extent = Extent(
            topic, label, **counts, first=min(years, default=None), last=max(years, default=None)
        )
        extents.append((extent, sum(counts.values())))
    answer.listing = Listing(extents)
    answer.head = head_of(f"{base_in_words(base)}.")
    return answer
