"""What every answer consists of, and the sentences that all empty answers share."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.period import Period
from dipfacts.model.tables import Measure, Number, Party, Source, Table
from dipfacts.query.base import TYPES, Base, Fact, Query
from dipfacts.text import plain

ANSWERED, NOTHING, OUTSIDE = "answered", "nothing-recorded", "outside-dates"


class Point(NamedTuple):
    """What is claimed for one full period; `low` and `high` differ where sources do."""

    period: Period
    low: Number | None
    high: Number | None
    shown: str
    facts: tuple[str, ...]


class Series(NamedTuple):
    """One measure over adjacent full periods; a period without a claim is a gap, never a 0."""

    measure: str
    unit: str
    reporter: str | None
    reporter_name: str
    points: tuple[Point, ...]


class Entry(NamedTuple):
    """One line of a timeline.

    `mark` is empty, "planned", "reported", "begins" or "ends"; of what lies ahead also "90 years".
    """

    fact: Fact
    day: int | None
    shown: str
    mark: str


class Answer:
    """A question answered: the sentence, the claims, and whom and what they name."""

    def __init__(self, base: Base, query: dict[str, Any]) -> None:
        self.base = base
        self.query = query
        self.status = ANSWERED
        self.head: dict[str, Any] = {"text": ""}
        self.facts: list[Fact] = []
        self.questions: list[Question] = []
        self.main: list[Question] = []
        self.derived: list[dict[str, Any]] = []
        self.mirror: list[Any] | None = None
        self.brief: Any = None
        self.series: Series | None = None
        self.counts: list[tuple[Table, int]] = []
        self.hits: list[str] = []
        self.entries: list[Entry] = []
        self.occasions: list[Any] = []  # where the timeline looks ahead, one for each of the facts
        self.left_out = 0
        self.remarks: list[str] = []
        self.as_of: int | None = None

    @property
    def command(self) -> str:
        """The command that was asked, as the JSON names it."""
        return str(self.query["command"])

    def parties(self) -> dict[str, Party]:
        """Every party that the claims or the question name, by id."""
        named = set(self.query.get("parties") or ())
        for fact in self.facts:
            claim = fact.claim
            named |= {*claim.everyone, *getattr(claim, "people", ())}
            named |= {claim.claimant or "", getattr(claim, "reporter", None) or ""}
        return self.base.parties_by_id(sorted(named - {""}))

    def sources(self) -> dict[str, Source]:
        """The sources of the claims, by id, in the order in which the claims name them."""
        return self.base.sources_by_id([fact.claim.source for fact in self.facts])


def described(query: Query, command: str) -> dict[str, Any]:
    """The question as the JSON tells it back: only what was asked."""
    asked: dict[str, Any] = {"command": command}
    if command == "figures":
        asked["topic"] = query.topic
    asked["parties"] = list(query.parties)
    for key in ("since", "until", "within", "known_by"):
        value = getattr(query, key)
        if value is not None:
            asked["in" if key == "within" else key] = str(value)
    for key in ("measure", "kind", "source", "text", "limit"):
        if getattr(query, key) is not None:
            asked[key] = getattr(query, key)
    if command != "figures" and query.topic is not None:
        asked["topic"] = query.topic
    if query.deprecated:
        asked["all"] = True
    return asked


def names(base: Base, ids: list[str] | tuple[str, ...]) -> list[str]:
    """The names of parties, safe to print, in the order given."""
    found = base.parties_by_id(list(ids))
    return [plain(found[party].name) if party in found else party for party in ids]


def empty(answer: Answer, query: Query, what: str) -> Answer:
    """Say which kind of nothing it is: outside the dates asked for, or not recorded at all."""
    who = names(answer.base, query.parties)
    link = "between" if len(who) == 2 and query.topic else "about"
    about = f" {link} {display.between(who)}" if who else ""
    elsewhere = answer.base.find(query.undated) if query != query.undated else []
    if elsewhere:
        answer.status = OUTSIDE
        span = _extent(elsewhere)
        asked = _asked_dates(query)
        there = display.counted(len(elsewhere), "claim")
        verb = "is" if len(elsewhere) == 1 else "are"
        text = f"Nothing on {what}{about} is recorded {asked}; there {verb} {there} {span}."
    else:
        answer.status = NOTHING
        text = f"Nothing on {what}{about} is recorded."
        known = Query(parties=query.parties, known_by=query.known_by)
        if query.topic and (others := answer.base.find(known._replace(topic=query.topic))):
            text = f"No figures on {what}{about} are recorded, but {_by_type(others)}:"
            text += " see dipfacts relations and dipfacts timeline."
        elif who and (others := answer.base.find(known)):
            text += f" Other claims there are: {_by_type(others)}."
        nobodies = [party for party in query.parties if not _has_claims(answer.base, party)]
        if nobodies:
            whom = " and ".join(names(answer.base, nobodies))
            text += f" There are no claims about {whom} in this fact base."
    for party in answer.base.parties_by_id(list(query.parties)).values():
        if after := answer.base.successors(party):
            text += f" Successors of {plain(party.name)} here: {display.listed(after)}."
    if query.known_by is not None:
        text += f" (As known by {query.known_by.show()}.)"
    answer.head = {**blank_head(), "text": text}
    return answer


def blank_head() -> dict[str, Any]:
    """The keys of `answer` in the JSON, all of them empty."""
    keys = "text measure period value low high unit agreement".split()
    head: dict[str, Any] = dict.fromkeys(keys)
    head |= {"reasons": [], "partial": False, "derived": None, "facts": []}
    return {**head, "qualifier": None, "spread_percent": None}


def _has_claims(base: Base, party: str) -> bool:
    """Whether anything at all is on record about a party."""
    return bool(base.find(Query(parties=(party,), deprecated=True, limit=1)))


def _by_type(facts: list[Fact]) -> str:
    """'2 figures, 1 relation and 3 events'."""
    counts = ((kind, sum(fact.type == kind for fact in facts)) for kind in TYPES)
    return display.listed(display.counted(count, kind) for kind, count in counts if count)


def _asked_dates(query: Query) -> str:
    parts = []
    if query.within:
        parts.append(f"for {query.within.show()}")
    if query.since:
        parts.append(f"since {query.since.show()}")
    if query.until:
        parts.append(f"until {query.until.show()}")
    return " ".join(parts)


def _extent(facts: list[Fact]) -> str:
    """'from 2014 to 2025': the first and the last period on record."""
    periods = [fact.period for fact in facts if fact.period is not None]
    if not periods:
        return "without a date"
    first = min(periods, key=lambda p: p.start_day or p.end_day or 0)
    last = max(periods, key=lambda p: p.end_day or p.start_day or 0)
    if first.show() == last.show():
        return f"for {first.show()}" if first.start and first.end else first.show()
    return f"from {_year(first, first.start)} to {_year(last, last.last)}"


def _year(period: Period, day: object) -> str:
    return str(getattr(day, "year", None) or period.show())


def as_of(query: Query) -> int:
    """The day from which an answer looks ahead and back: the last of --known-by, else today."""
    after = query.known_by.end_day if query.known_by else None
    return after - 1 if after else date.today().toordinal()


def label_of(measure: Measure) -> str:
    """A measure's label, safe to print."""
    return plain(measure.label)
