"""The result of a question, and what all answers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.calendar import CALENDAR
from dipfacts.model.period import Period
from dipfacts.model.query import any_of
from dipfacts.model.tables import Number, Party, Source, Table
from dipfacts.query.base import TYPES, Base, Fact, Query
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.ranking import Ranking

ANSWERED, NOTHING, OUTSIDE = "answered", "nothing-recorded", "outside-dates"
NOT_PUBLISHED = "not-published"
"""The statuses of an answer; `OUTSIDE` means recorded, but not for the dates asked for.

`NOT_PUBLISHED` means recorded as a number that the source does not give.
"""

_CONDITIONS = "parties since until within known_by measure kind source text limit".split()
_SEVERAL = ("measure", "kind", "source")  # one is a text in the JSON, several are a list
_NARROWING = (("of", "measure"), ("of", "kind"), ("from", "source"))
MOST_NAMED = 500  # claims whose ids the JSON's `answer` holds, where its sentence counts claims


class Point(NamedTuple):
    """One year of a series, or a part of one; `low` and `high` differ where sources do.

    Without a claim both are None. `note` is what `others` say of the year, which the series cannot
    hold: they are in another currency, of another definition or by another reporter.
    """

    period: Period
    low: Number | None
    high: Number | None
    shown: str
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
        shown = display.value_or_spread(part)
        return Point(question.period, part.low, part.high, shown, facts)

    @staticmethod
    def gap(period: Period) -> Point:
        """Return a point without a claim."""
        return Point(period, None, None, "no claim for the year", ())

    def beside(self, note: str, others: Iterable[Fact]) -> Point:
        """Return the point with what else is claimed, in place of 'no claim' where it is a gap."""
        shown = note if self.low is None else self.shown
        return self._replace(shown=shown, note=note, others=tuple(others))

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
    def values(self) -> tuple[Number, ...]:
        """The different numbers that `low` and `high` are taken over, in ascending order."""
        spread = Question([*self.facts], "flow").spread if self.facts else ()
        return tuple(sorted({figure.number for figure in spread}))


class Series(NamedTuple):
    """One measure over adjacent full years of one kind; one without a claim is a gap, never a 0.

    All its numbers have the definition and the valuation of `basis`, if they have any.
    """

    measure: str
    unit: str
    reporter: str | None
    reporter_name: str
    points: tuple[Point, ...]
    year_kind: str = CALENDAR
    basis: str = ""

    @property
    def about(self) -> dict[str, str | None]:
        """Return the subject of the series, by the keys of the JSON."""
        keys = ("measure", "unit", "reporter", "year_kind", "basis")
        return {key: getattr(self, key) for key in keys}


class Entry(NamedTuple):
    """One line of a timeline; `day` is its ordinal, None where it is undated.

    `mark` is "begins" or "ends", of an event its status unless "held", for an anniversary
    "30 years".
    `within` is given where it is some time in a period, and its day is one end of that.
    """

    fact: Fact
    day: int | None
    shown: str
    mark: str
    within: Period | None = None

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last day, ordinals, on which it may lie; None where it is undated."""
        if self.within is not None and self.within.start_day and self.within.end_day:
            return self.within.start_day, self.within.end_day - 1
        return (self.day, self.day) if self.day else None

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which it may lie; None where it is undated."""
        if self.span is None:
            return None
        first, last = map(date.fromordinal, self.span)
        return first.year, last.year


class Answer:
    """A question and its answer: the sentence, the claims, and the parties and sources named."""

    def __init__(self, base: Base, query: dict[str, Any]) -> None:
        self.base = base
        self.query = query
        self.status = ANSWERED
        self.head: dict[str, Any] = {"text": ""}
        self.facts: list[Fact] = []
        self.questions: list[Question] = []
        self.main: list[Question] = []
        self.absent: list[Question] = []  # figures without a number, one a question
        self.derived: list[dict[str, Any]] = []
        self.mirror: list[Any] | None = None  # with --mirror: a flow of which one side reports too
        self.sides: list[Any] = []  # the flows that both sides report
        self.ranking: Ranking | None = None  # of one party's partners, or of all dyads
        self.more_rankings: list[Ranking] = []  # of the other measures that were asked for
        self.brief: Any = None
        self.series: Series | None = None
        self.counts: list[tuple[Table, int]] = []
        self.hits: list[str] = []
        self.entries: list[Entry] = []
        self.occasions: list[Any] = []  # of a timeline that looks ahead, one for each fact
        self.left_out: int | None = 0  # by a limit; None where they are too many to count
        self.ranked: int | None = None  # how many a search ranked, where not all
        self.undated = 0  # claims of undated sources, which --known-by leaves out
        self.standings: dict[str, Any] = {}  # of relations, by the ids of the claims
        self.remarks: list[str] = []
        self.as_of: int | None = None

    @property
    def command(self) -> str:
        """Return the command that was asked, as the JSON names it."""
        return str(self.query["command"])

    def parties(self) -> dict[str, Party]:
        """Return every party that the claims or the question name, by id."""
        ids = {*self.query["parties"]}
        for fact in self.facts:
            ids |= {*fact.claim.named}
        return self.base.parties_by_id(sorted(ids))

    def sources(self) -> dict[str, Source]:
        """Return the sources of the claims by id, in the order in which the claims name them."""
        return self.base.sources_by_id([fact.claim.source for fact in self.facts])


def described(query: Query, command: str) -> dict[str, Any]:
    """Return the question as the JSON repeats it: only what was asked."""
    asked: dict[str, Any] = {"command": command}
    for key in ["topic", *_CONDITIONS] if command == "figures" else [*_CONDITIONS, "topic"]:
        value = getattr(query, key)
        if key in _SEVERAL:
            several = any_of(value)
            value = several[0] if len(several) == 1 else list(several) or None
        if value is not None:
            name = "in" if key == "within" else key
            asked[name] = str(value) if isinstance(value, Period) else value
    if query.deprecated:
        asked["all"] = True
    return asked


def names(base: Base, ids: Sequence[str]) -> list[str]:
    """Return the names of parties, safe to print, in the order given."""
    parties = base.parties_by_id(ids)
    return [plain(parties[id].name) if id in parties else id for id in ids]


def asked_about(base: Base, query: Query) -> str:
    """Return 'Azerbaijan and Russia: ' for the parties asked about, or nothing."""
    who = names(base, query.parties)
    return f"{display.listed(who)}: " if who else ""


def as_of(query: Query) -> int:
    """Return the day from which an answer looks ahead and back: that of --known-by, else today."""
    after = query.known_by.end_day if query.known_by else None
    return after - 1 if after else date.today().toordinal()


def as_known(query: Query) -> str:
    """Return ' (As known by 31 Dec 2021.)' where --known-by was asked; it ends a headline."""
    return f" (As known by {query.known_by.show()}.)" if query.known_by else ""


def of_undated(query: Query) -> Query | None:
    """Return the query for claims of undated sources, which --known-by leaves out; None without."""
    return query._replace(known_by=None, unknown_day=True, limit=None) if query.known_by else None


def begin(base: Base, query: Query, command: str) -> Answer:
    """Return the answer to a query before anything is found, with what --known-by leaves out."""
    answer = Answer(base, described(query, command))
    if undated := of_undated(query):
        answer.undated = base.count(undated)
    return answer


def few(facts: Iterable[Fact]) -> list[Fact]:
    """Return the claims that a sentence counts, each once; none where these are too many to name.

    So the `answer` of the JSON depends on no limit, and is small in a base of any size.
    """
    counted = once(facts)
    return counted if len(counted) <= MOST_NAMED else []


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


# ----------------------------------------------------------------------------- no claims


def empty(answer: Answer, query: Query, what: str) -> Answer:
    """Say which kind of nothing it is: outside the dates asked for, or not recorded at all.

    `what` names the claims asked for, such as "trade" or "relations".
    """
    query = query._replace(limit=None)
    base, who = answer.base, names(answer.base, query.parties)
    link = "between" if len(who) == 2 and query.topic else "about"
    subject = what + _narrowed(query)
    subject += f" {link} {display.listed(who)}" if who else ""
    elsewhere = base.find(query.undated) if query != query.undated else []
    known = as_known(query)
    if elsewhere:
        answer.status = OUTSIDE
        there = f"there {'is' if len(elsewhere) == 1 else 'are'}"
        claims = display.counted(len(elsewhere), "claim")
        when = display.in_dates(query.since, query.until, query.within)
        text = f"Nothing on {subject} is recorded{when}; "
        text += f"{there} {claims} {_extent(elsewhere)}."
    elif query.known_by and (later := _public_later(base, query)):
        answer.status, known = OUTSIDE, ""
        text = f"No claim recorded here on {subject} was public by {query.known_by.show()};"
        text += f" {display.counted(later, 'claim')} became public later."
    else:
        answer.status = NOTHING
        text = _not_recorded(base, query, subject)
    for party in base.parties_by_id(query.parties).values():
        if after := base.successors(party):
            text += f" Successors of {plain(party.name)} here: {display.listed(after)}."
    answer.head = head_of(text + known)
    return answer


def _narrowed(query: Query) -> str:
    """Return ' of the kind visit or meeting from the source s', as far as that was asked."""
    asked = ((word, name, any_of(getattr(query, name))) for word, name in _NARROWING)
    return "".join(
        f" {word} the {name} {display.listed(map(plain, names), 'or')}"
        for word, name, names in asked
        if names
    )


def _public_later(base: Base, query: Query) -> int:
    """Return how many claims fit but for --known-by, and became public on a later day."""
    undated = of_undated(query)
    return base.count(query._replace(known_by=None)) - base.count(undated) if undated else 0


def _not_recorded(base: Base, query: Query, subject: str) -> str:
    """Return what to say where nothing is recorded: with what else is, if anything."""
    text = f"Nothing on {subject} is recorded."
    known = Query(parties=query.parties, known_by=query.known_by)
    others = base.find(known._replace(topic=query.topic)) if query.topic else []
    if others and not any(fact.type == "figure" for fact in others):
        text = f"No figures on {subject} are recorded, but {_by_type(others)}:"
        text += " see dipfacts relations and dipfacts timeline."
    elif query.parties and (others := others or base.find(known)):
        text += f" Other claims there are: {_by_type(others)}."
    any_claim = Query(deprecated=True, limit=1)
    if unknown := [p for p in query.parties if not base.find(any_claim._replace(parties=(p,)))]:
        whom = " and ".join(names(base, unknown))
        text += f" There are no claims about {whom} in this fact base."
    return text


def _by_type(facts: list[Fact]) -> str:
    """Return '2 figures, 1 relation and 3 events'."""
    counts = ((kind, sum(fact.type == kind for fact in facts)) for kind in TYPES)
    return display.listed(display.counted(count, kind) for kind, count in counts if count)


def _extent(facts: list[Fact]) -> str:
    """Return 'from 2014 to 2025': the first and the last year on record."""
    periods = [fact.period for fact in facts if fact.period is not None]
    days = [day for period in periods for day in (period.start, period.last) if day]
    if not days:
        return "without a date"
    if len(shown := {period.show() for period in periods}) == 1:
        (text,) = shown
        bounded = periods[0].start and periods[0].last and not periods[0].unspecified
        return f"for {text}" if bounded else text
    first, last = min(days).year, max(days).year
    return f"from {first} to {last}" if first != last else f"for {first}"
