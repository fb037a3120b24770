"""The result of a question, and what all answers have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dipfacts.answers.question_record import question_record
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.calendar import CALENDAR
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, Fact, Query
from dipfacts.model.tables import Figure, Number, Party, Source
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import by_words, plain

if TYPE_CHECKING:
    from dipfacts.answers.broad import Broad
    from dipfacts.answers.common_memberships import Memberships
    from dipfacts.answers.ranking import Ranking
    from dipfacts.answers.relations import Part
    from dipfacts.model.occurrence import Occurrence

ANSWERED, NOTHING = "answered", "nothing-recorded"  # statuses of an answer, as two more are
OUTSIDE = "outside-dates"  # recorded, but not for the dates asked for
NOT_PUBLISHED = "not-published"  # recorded as a number that the source does not give

MEMBERSHIP = "membership"  # the kind of the relation from a member to its bloc
NAMED_BODIES = 3  # of memberships, where they are not what was asked for
MOST_NAMED = 500  # claims whose ids the JSON's `answer` holds, where its sentence counts claims


class Point(Record, frozen=True):
    """One year of a series, or a part of one; `low` and `high` differ where sources do.

    Without a claim both are None. `note` is what `others` say of the year, which the series cannot
    hold: they are in another currency, of another definition or by another reporter.
    """

    period: Period
    low: Number | None
    high: Number | None
    text: str
    facts: tuple[Fact, ...]
    note: str = ""
    others: tuple[Fact, ...] = ()

    @staticmethod
    def of(question: Question, facts: Iterable[Fact]) -> Point:
        """Return what these claims of a question say; without one, a gap."""
        facts = tuple(facts)
        if not facts:
            return Point.gap(question.period)
        part = Question([*facts], question.nature)
        return Point(question.period, part.low, part.high, display.value_or_spread(part), facts)

    @staticmethod
    def gap(period: Period) -> Point:
        """Return a point without a claim."""
        return Point(period, None, None, "no claim for all of the year", ())

    def beside(self, note: str, others: Iterable[Fact]) -> Point:
        """Return the point with what else is claimed, in place of 'no claim' where it is a gap."""
        text = note if self.low is None else self.text
        return self.replaced(text=text, note=note, others=tuple(others))

    @property
    def year(self) -> int:
        """The year that it is, or lies in."""
        assert self.period.start is not None
        return self.period.start.year

    @property
    def part(self) -> Period | None:
        """The part of the year that it is; None if it is all of it."""
        return None if self.period.is_full_year else self.period

    @property
    def spread(self) -> tuple[Figure, ...]:
        """The claims that `low` and `high` are taken over, in ascending order."""
        spread = Question([*self.facts], "flow").spread if self.facts else ()
        return tuple(sorted(spread, key=lambda figure: figure.number))


class Series(Record, frozen=True):
    """One measure over adjacent full years of one kind; one without a claim is a gap, never a 0.

    All its numbers have the definition and the valuation of `basis`, if they have any. `missing`
    names the full years of other kinds.
    """

    measure: str
    unit: str
    reporter: str | None
    reporter_name: str
    points: tuple[Point, ...]
    year_kind: str = CALENDAR
    basis: str = ""
    missing: str = ""

    @property
    def about(self) -> dict[str, str | None]:
        """Return the subject of the series, by the keys of the JSON."""
        keys = ("measure", "unit", "reporter", "year_kind", "basis")
        return {key: getattr(self, key) for key in keys}


class Entry(Record, frozen=True):
    """One line of a timeline; `day` is its ordinal, None where it is undated.

    `mark` is "begins" or "ends", of an event its status unless "held", for an anniversary
    "30 years". `spread` is the other end of the days on which it may lie, where that is not one.
    `occurrence` is the relation or event that it is of.
    """

    fact: Fact
    day: int | None
    when: str
    mark: str
    spread: int | None = None
    occurrence: Occurrence | None = None

    @property
    def is_end(self) -> bool:
        """Return whether it is the beginning or the end of a relation, or of a stage of it."""
        return self.mark in ("begins", "ends")

    @property
    def period(self) -> Period | None:
        """The period of the claim; that of an event as precise as all claims together give it."""
        one = self.occurrence if self.fact.type == "event" else None
        return one.lines()[0].period if one and len(one.facts) > 1 else self.fact.period

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last day, ordinals, on which it may lie; None where it is undated."""
        if not self.day:
            return None
        first, last = sorted((self.day, self.spread or self.day))
        return first, last

    @property
    def is_disputed(self) -> bool:
        """Return whether claims differ on the day; it is not merely known less exactly."""
        is_wide = self.period is not None and self.period.unspecified
        several = self.occurrence is not None and len(self.occurrence.facts) > 1
        return self.spread is not None and several and not is_wide

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which it may lie; None where it is undated."""
        years = [date.fromordinal(day).year for day in self.span or ()]
        return (years[0], years[-1]) if years else None


class Answer:
    """A question and its answer: the sentence, the claims, and the parties and sources named."""

    def __init__(self, base: Base, query: dict[str, Any]) -> None:
        self.base, self.query = base, query
        self.status = ANSWERED
        self.head: dict[str, Any] = {"text": ""}
        self.tally = ""  # the beginning of the sentence of a ranking: how many claims there are
        self.facts: list[Fact] = []
        self.beside: list[Fact] = []  # on which sentences rest that are about other parties
        self.questions: list[Question] = []
        self.main: list[Question] = []
        self.broad: Broad | None = None  # where few claims of very many were read
        self.absent: list[Question] = []  # figures without a number, one a question
        self.derived: list[dict[str, Any]] = []
        self.of_shares: dict[str, Fact] = {}  # the claims that shares are derived from, by id
        self.mirror: list[Any] | None = None  # with --mirror: a flow of which one side reports too
        self.sides: list[Any] = []  # the flows that both sides report
        self.ranking: Ranking | None = None  # of one party's partners, or of all dyads
        self.more_rankings: list[Ranking] = []  # of the other measures that were asked for
        self.brief: Any = None
        self.overview: Any = None
        self.side_by_side: list[Any] = []  # one a measure, where partners are compared
        self.series: Series | None = None
        self.counts: list[tuple[Any, int]] = []  # what there is, with the number of its claims
        self.hits: list[str] = []
        self.entries: list[Entry] = []
        self.occurrences: list[Occurrence] = []  # the relations and events of the claims
        self.figures: Callable[[], Iterator[Fact]] | None = None  # reads the first claims
        self.unread: Callable[[], Iterator[Part]] | None = None  # reads the last ones
        self.occasions: list[Any] = []  # of a timeline that looks ahead, one for each fact
        self.left_out: int | None = 0  # by a limit; None where they are too many to count
        self.left_of = Counter[str]()  # the same, by what each is called
        self.ranked: int | None = None  # how many a search ranked, where not all
        self.shorter = "", "", 0  # a sentence, a shorter one, and how many names that leaves out
        self.memberships: list[Memberships] = []  # of one party, of an unknown beginning
        self.earlier = 0  # lines of a timeline that the latest ones leave out
        self.undated = 0  # claims of undated sources, which --known-by leaves out
        self.standings: dict[str, Any] = {}  # of relations, by the ids of the claims
        self.remarks: list[str] = []
        self.cited: dict[str, list[Fact]] = {}  # of the remarks: on what each rests, by its text
        self.renamings: list[str] = []  # of the remarks: which names states no longer have
        self.shared = 0, ""  # how many memberships two parties share, and their topic
        self.has_others = False  # of nothing recorded: whether there are other claims
        self.ids = False  # whether tables show the ids of claims
        self.not_derived: list[str] = []  # of the remarks: why some numbers are not computed
        self.as_of: int | None = None  # the day from which it looks ahead and back, an ordinal
        self._by_id: tuple[list[Occurrence], dict[str, Occurrence]] = ([], {})
        self._pairs_of: tuple[list[Any], dict[str, list[tuple[int, Any]]]] = ([], {})

    @property
    def command(self) -> str:
        """Return the command that was asked, as the JSON names it."""
        return str(self.query["command"])

    @property
    def claims(self) -> int:
        """Return the number of claims, read or not."""
        return self.broad.claims if self.broad else len(self.facts)

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

    def answering(self, one: Occurrence) -> Fact:
        """Return the claim that says what came of an event, or what a relation is on the day."""
        return one.stage_on(self.day).fact

    def occurrence_of(self, fact: Fact) -> Occurrence | None:
        """Return the relation or event of the answer that a claim is about, if there is one."""
        if self._by_id[0] is not self.occurrences:
            self._by_id = self.occurrences, {one.id: one for one in self.occurrences}
        return self._by_id[1].get(fact.occurrence or fact.id)

    def sides_of(self, claim: str) -> list[tuple[int, Any]]:
        """Return the pairs of `sides` that a claim is in, each with its number there."""
        if self._pairs_of[0] is not self.sides:
            pairs = ((fact, (n, pair)) for n, pair in enumerate(self.sides) for fact in pair.facts)
            self._pairs_of = self.sides, grouped((fact.id, number) for fact, number in pairs)
        return self._pairs_of[1].get(claim, [])

    def parties(self) -> dict[str, Party]:
        """Return every party that the claims or the question name, by id."""
        ids = {*self.query["parties"], *(id for fact in self.facts for id in fact.claim.named)}
        return self.base.parties_by_id(sorted(ids))

    def sources(self) -> dict[str, Source]:
        """Return the sources of the claims by id, in the order in which the claims name them."""
        return self.base.sources_by_id([fact.claim.source for fact in self.facts])


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


def asked_about(base: Base, query: Query) -> str:
    """Return 'Azerbaijan and Russia: ' for the parties asked about, or nothing."""
    return f"{display.listed(names(base, query.parties))}: " if query.parties else ""


def as_of(query: Query) -> int:
    """Return the day from which an answer looks ahead and back: that of --known-by, else today."""
    after = query.known_by.end_day if query.known_by else None
    return after - 1 if after else date.today().toordinal()


def as_known(query: Query) -> str:
    """Return ' (As known by 31 Dec 2021.)' where that was asked; it ends a headline."""
    by = query.known_by and f"As known by {query.known_by.show()}"
    since = query.known_since and f"public since {query.known_since.show()}"
    known = display.listed(text for text in (by, since) if text)
    return f" ({known[0].upper()}{known[1:]}.)" if known else ""


def of_undated(query: Query) -> Query | None:
    """Return the query for undated sources that --known-by or --known-since leaves out, or None."""
    if query.known_by is query.known_since is None:
        return None
    return query.replaced(known_by=None, known_since=None, unknown_day=True, limit=None)


def begin(base: Base, query: Query, command: str) -> Answer:
    """Return the answer to a query before anything is found, with what is left out as undated."""
    answer = Answer(base, question_record(query, command))
    if undated := of_undated(query):
        answer.undated = base.count(undated)
    return answer


def claims_to_name(facts: Iterable[Fact]) -> list[Fact]:
    """Return the claims that a sentence counts, each once; none where these are too many to name.

    So the `answer` of the JSON depends on no limit, and is small in a base of any size.
    """
    return counted if len(counted := once(facts)) <= MOST_NAMED else []


def once(facts: Iterable[Fact]) -> list[Fact]:
    """Return the claims in their order, each once."""
    return list({fact.id: fact for fact in facts}.values())


def head_of(text: str, facts: Iterable[Fact] = (), **more: Any) -> dict[str, Any]:
    """Return the `answer` of the JSON: a sentence, its claims, and more; other keys are empty."""
    head: dict[str, Any] = {"text": text}
    head |= dict.fromkeys("measure period value low high unit agreement".split())
    head |= {"reasons": [], "partial": False, "derived": None}
    head |= {"facts": [fact.id for fact in once(facts)], "qualifier": None, "spread_percent": None}
    return head | more


def claim_count(occurrences: int, claims: int) -> str:
    """Return ' (5 claims)' where there are more claims than relations or events; else nothing."""
    return f" ({display.counted(claims, 'claim')})" if claims != occurrences else ""
