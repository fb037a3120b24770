"""The result of a question, and what all answers have in common."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dipfacts.answers.parts import (
    Figures,
    Listing,
    Rankings,
    SearchHits,
    SharedMemberships,
    Timeline,
    Unread,
)
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import Number, Party, Source
from dipfacts.model.query import Query
from dipfacts.model.request import Options
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import by_words, plain

if TYPE_CHECKING:
    from dipfacts.answers.briefs.brief import Brief
    from dipfacts.answers.briefs.overview import Overview
    from dipfacts.answers.derived.inputs import DerivedNumber
    from dipfacts.answers.occurrences.duplicates_of_many import Watch
    from dipfacts.answers.occurrences.entry import Entry
    from dipfacts.answers.occurrences.many_lines import Lines
    from dipfacts.answers.occurrences.memberships import Memberships
    from dipfacts.answers.occurrences.relation_class import Standing
    from dipfacts.answers.occurrences.relations import Batch
    from dipfacts.answers.remark import Remark
    from dipfacts.model.occurrences.occurrence import Occurrence

ANSWERED, NOTHING = "answered", "nothing-recorded"  # statuses of an answer, as two more are
OUTSIDE = "outside-dates"  # recorded, but not for the dates asked for
NOT_PUBLISHED = "not-published"  # recorded as a number that the source does not give

MEMBERSHIP = "membership"  # the kind of the relation from a member to its bloc
NAMED_BODIES = 3  # of memberships, where they are not what was asked for


class Limits:
    """The numbers of claims up to which answers do what they do of few; tests set them."""

    def __init__(self) -> None:
        self.named = 500  # whose ids the JSON's `answer` holds, where its sentence counts claims
        self.held = 500  # that are read; of more relations and events only what is shown
        self.on_topic = 5_000  # on a topic, of which all figures are read
        self.streamed = 5_000  # on relations and events; of more a program gets them as read
        self.sharing_parties = 1_000  # of which all lines of a timeline are read
        self.alike = 1_000  # of a kind about the same parties; of more not those of other times


LIMITS = Limits()


class Head(Record, frozen=True, kw_only=True):
    """The headline, as the JSON has it: what it is of, where it is of a single number."""

    text: str = ""
    measure: str | None = None
    period: str | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    agreement: str | None = None
    reasons: Sequence[str] = ()
    partial: bool = False
    derived: DerivedNumber | None = None  # the first that stands in for claims
    facts: Sequence[str] = ()  # the ids of the claims on which it rests
    qualifier: str | None = None
    spread_percent: Number | None = None


class Answer:
    """A question and its answer: the sentence, the claims, and the parties and sources named.

    What some answers alone have is in its parts, each of which says in which these are.
    """

    def __init__(
        self, base: Base, command: str, asked: Query | None = None, options: Options | None = None
    ) -> None:
        self.base = base
        self.command = command  # as the JSON names it
        self.asked = asked or Query()  # without the limit that is usual of a page
        self.options = options or Options()
        self.status = ANSWERED
        self.head = Head()  # without what `known` adds
        self.known = ""  # as of when claims were public, as `as_known` has it, where that is said
        self.facts: list[Fact] = []
        self.beside: list[Fact] = []  # on which sentences rest that are about other parties
        self.occurrences: list[Occurrence] = []  # the relations and events of the claims
        self.standings: dict[str, Standing] = {}  # of relations, by the ids of the claims
        self.as_of: int | None = None  # the day from which it looks ahead and back, an ordinal
        self.left_out: int | None = 0  # by a limit; None where they are too many to count
        self.left_of = Counter[str]()  # the same, by what each is called
        self.undated = 0  # claims of undated sources, which --known-by leaves out
        self.dateless = 0  # claims without a date, which --since, --until or --in leaves out
        self.remarks: list[Remark] = []
        self.renamings: list[str] = []  # of the remarks: which names states no longer have
        self.ids = False  # whether tables show the ids of claims
        self.has_others = False  # of nothing recorded: whether there are other claims
        self.newest: Source | None = None  # of the claims that a brief or an overview counts
        self.memberships: list[Memberships] = []  # of one party, of an unknown beginning
        self.shared = SharedMemberships()
        self.figures = Figures()
        self.rankings = Rankings()
        self.timeline = Timeline()
        self.listing = Listing()
        self.hits = SearchHits()
        self.unread = Unread()
        self.overview: Overview | None = None
        self._brief: Brief | None = None
        self._by_id: tuple[list[Occurrence], dict[str, Occurrence]] = ([], {})

    @property
    def sentence(self) -> str:
        """Return the headline: what the head says, and as of when it is known."""
        return f"{self.head.text}{self.known}"

    def say_also(self, text: str, claims: Iterable[str] = ()) -> None:
        """Add a sentence to the headline, with the ids of the claims on which it rests."""
        facts = [*dict.fromkeys([*self.head.facts, *claims])]
        self.head = self.head.replaced(text=f"{self.head.text} {text}", facts=facts)

    def replaced(self, **parts: Any) -> Answer:
        """Return the same answer with other values of these attributes; it stays as it is."""
        assert parts.keys() <= vars(self).keys()
        result = Answer(self.base, self.command)
        vars(result).update(vars(self) | parts)
        return result

    @property
    def is_brief(self) -> bool:
        """Return whether it is a brief, and about anything."""
        return self._brief is not None

    @property
    def brief(self) -> Brief:
        """The parts of a brief, which no other answer has."""
        assert self._brief is not None
        return self._brief

    @brief.setter
    def brief(self, parts: Brief) -> None:
        self._brief = parts

    @property
    def claims(self) -> int:
        """Return the number of claims, read or not."""
        return self.figures.broad.claims if self.figures.broad else len(self.facts)

    @property
    def remark_lines(self) -> list[str]:
        """Return the remarks, each as a line."""
        return [remark.line for remark in self.remarks]

    def leave_out(self, count: int, noun: str) -> None:
        """Count what a limit leaves out."""
        self.left_out = (self.left_out or 0) + count
        self.left_of[noun] += count

    def more(self, counted: Counter[str] | None = None) -> str:
        """Return '585 more claims and 3 more events': what a limit leaves out, but for so many."""
        if not self.left_out:
            return "" if self.left_out == 0 else "More"
        rest = self.left_of - (counted or Counter())
        return display.listed(display.counted(n, f"more {noun}") for noun, n in rest.items())

    @property
    def day(self) -> int:
        """Return the day, an ordinal, on which relations are what the answer says that they are."""
        return self.as_of or FAR

    @property
    def as_of_date(self) -> date:
        """Return the day from which the answer looks ahead and back."""
        assert self.as_of is not None
        return date.fromordinal(self.as_of)

    def answering(self, occurrence: Occurrence) -> Fact:
        """Return the claim that says what came of an event, or what a relation is on the day."""
        return occurrence.stage_on(self.day).fact

    def occurrence_of(self, fact: Fact) -> Occurrence | None:
        """Return the relation or event of the answer that a claim is about, if there is one."""
        if self._by_id[0] is not self.occurrences:
            by_id = {occurrence.id: occurrence for occurrence in self.occurrences}
            self._by_id = self.occurrences, by_id
        return self._by_id[1].get(fact.occurrence or fact.id)

    def unread_batches(self) -> Iterator[Batch]:
        """Yield the relations and events that are not held, some at a time."""
        yield from self.unread.occurrences() if self.unread.occurrences else ()

    def each_entry(self, watch: Watch | None = None) -> Iterator[Entry]:
        """Yield every line of a timeline in order; `watch` gets what unread ones are of."""
        lines = self.unread.lines
        return self._entries_of(lines.parts(), watch) if lines else iter(self.timeline.entries)

    def beginnings(self, ids: Sequence[str]) -> Iterator[Entry]:
        """Yield the lines that tell how relations begin by these claims, in their order."""
        if self.unread.lines:
            return self._entries_of(self.unread.lines.beginnings(ids))
        beginnings = {it.fact.id: it for it in self.timeline.entries if it.mark == "begins"}
        return (beginnings[id_] for id_ in ids)

    def _entries_of(self, parts: Iterable[Lines], watch: Watch | None = None) -> Iterator[Entry]:
        """Yield lines; until the next ones the answer knows what these are of."""
        for part in parts:
            self.occurrences, self.standings = part.occurrences, part.standings
            if watch:
                watch.add(part.occurrences)
            yield from part.entries

    def parties(self) -> dict[str, Party]:
        """Return every party that the claims or the question name, by id."""
        ids = {*self.asked.parties, *(id for fact in self.facts for id in fact.claim.named)}
        return self.base.parties_by_id(sorted(ids))

    def sources(self) -> dict[str, Source]:
        """Return the sources of the claims by id, in the order in which the claims name them."""
        return self.base.sources_by_id([fact.claim.source for fact in self.facts])


def place_of(base: Base, fact: Fact) -> str | None:
    """Return the address of a claim's file and line; None where it was no file of its own."""
    paths = {it.short: it.target for it in base.files if os.path.isabs(it.target)}
    if fact.file not in paths:
        return None
    from pathlib import Path  # lazy: slow to load, and of use on few terminals

    return f"{Path(paths[fact.file]).as_uri()}#{fact.line}"


def names(base: Base, ids: Sequence[str]) -> list[str]:
    """Return the names of parties, safe to print, in the order given."""
    parties = base.parties_by_id(ids)
    return [plain(parties[id].name) if id in parties else id for id in ids]


def in_sentence(base: Base, ids: Sequence[str]) -> list[str]:
    """Return the names of parties as an English sentence needs them: 'the United Kingdom'."""
    parties = base.parties_by_id(ids)
    bare = {id for id in parties if parties[id].kind == "person" or base.language}
    named = zip(ids, names(base, ids), strict=True)
    return [name if id in bare else display.with_article(name) for id, name in named]


def sorted_in_sentence(base: Base, ids: Sequence[str]) -> list[str]:
    """Return the names of parties as a sentence needs them, in the order of the bare ones."""
    by_name = zip(names(base, ids), in_sentence(base, ids), strict=True)
    return [said for _, said in sorted(by_name, key=lambda pair: by_words(pair[0]))]


def topic_in_sentence(base: Base, topic: str) -> str:
    """Return the label of a topic as a sentence needs it behind other words: 'foreign aid'."""
    return display.midway(plain(base.topic(topic).label))


def dates_in_sentence(query: Query) -> str:
    """Return ' since Jun 2022 until 2023', ' for 2022': the dates asked for, or nothing."""
    return display.dates_in_words(query.since, query.until, query.within)


def confirmed_by(statements: int) -> str:
    """Return 'confirmed by 2 independent sources': what agreeing claims say together."""
    return f"confirmed by {statements} independent sources"


def asked_about(base: Base, query: Query) -> str:
    """Return 'Azerbaijan and Russia: ' for the parties asked about, or nothing."""
    return f"{display.listed(names(base, query.parties))}: " if query.parties else ""


def as_known(query: Query) -> str:
    """Return ' (As known by 31 Dec 2021.)' where that was asked; it ends a headline."""
    by = query.known_by and f"As known by {query.known_by.show()}"
    since = query.known_since and f"public since {query.known_since.show()}"
    known = display.listed(text for text in (by, since) if text)
    return f" ({known[0].upper()}{known[1:]}.)" if known else ""


def count_dateless(base: Base, query: Query) -> int:
    """Return the number of claims about relations and events that have no date, as dates need."""
    types = tuple(it for it in query.types if it != "figure")  # each figure has a period
    if query == query.undated or not types:
        return 0
    return base.count(query.undated.replaced(types=types, without_date=True, limit=None))


def begin(
    base: Base,
    query: Query,
    command: str,
    options: Options | None = None,
    count: Callable[[Query], int] | None = None,
) -> Answer:
    """Return the answer to a query before anything is found, with what is left out as undated.

    Of undated sources these are all claims that fit their query, or so many as `count` finds.
    """
    answer = Answer(base, command, query, options)
    answer.known = as_known(query)
    answer.dateless = count_dateless(base, query)
    if undated := query.undated_sources:
        answer.undated = (count or base.count)(undated)
    return answer


def claims_to_name(facts: Iterable[Fact]) -> list[Fact]:
    """Return the claims that a sentence counts, each once; none where these are too many to name.

    So the `answer` of the JSON depends on no limit, and is small in a base of any size.
    """
    return counted if len(counted := once(facts)) <= LIMITS.named else []


def once(facts: Iterable[Fact]) -> list[Fact]:
    """Return the claims in their order, each once."""
    return list({fact.id: fact for fact in facts}.values())


def head_of(text: str, facts: Iterable[Fact] = (), **more: Any) -> Head:
    """Return the headline: a sentence, its claims, and more; the rest is empty."""
    return Head(text=text, facts=[fact.id for fact in once(facts)], **more)
