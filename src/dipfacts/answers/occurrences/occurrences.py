"""Relations and events as their claims together tell them: when, and where sources differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.occurrences.date_words import (
    MOST_DATES,
    alternatives,
    dated_stages,
    unheard_of,
)
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.speakers import sole_speaker
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.voices import are_in_order
from dipfacts.model.file_format.status import StatusClass, class_of
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.dispute import Dispute
from dipfacts.model.occurrences.ends import BEGINS, ENDS, goes_on
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.lifetimes import lifetimes_of_several
from dipfacts.text import plain, unhyphenated

_WORDS = {
    "period": "the date",
    "period.start": "the beginning",
    "period.end": "the end",
    "place": "the place",
    "parties": "the parties",
    "people": "who took part",
    "status": "the status",
}
_REACHED = {  # a status that is reached on a day, which is not the beginning of the relation
    "proposed": "the proposal",
    "initialled": "the initialling",
    "signed": "the signing",
    "ratified": "the ratification",
}
_ENDING = {"denounced": "the denunciation", "withdrawn": "the withdrawal"}  # perhaps a notice
_DIFFER, _GAVE = "sources differ on", "gave different accounts of"
Mark = Callable[[list[Fact]], str]
"""A function that names the claims of one side in a text."""


class Difference(NamedTuple):
    """A point on which sources differ, in words, and what each side says, with its claims.

    Where one voice says it all, that is `who`, and `in_turn` whether the sides stand in the order
    in which it surely spoke.
    """

    what: str
    sides: list[tuple[str, list[Fact]]]
    who: str = ""
    in_turn: bool = False

    def said(self, mark: Mark, most: int | None = None) -> str:
        """Return 'sources differ on the date: 2 Jun 2021 [1]; 3 Jun 2021 [2]'.

        With a mark of the claims of each side, of which there may be so many at most.
        """
        texts = [f"{text} {mark(facts)}" for text, facts in self.sides[:most]]
        sides = (", then " if self.in_turn else "; ").join(texts)
        text = display.and_more(sides, len(self.sides) - len(texts), "; ")
        return f"{_differ(self.who)} {self.what}: {text}"


def _differ(who: str) -> str:
    return f"{who} {_GAVE}" if who else _DIFFER


class Detail(NamedTuple):
    """A text below a relation or an event.

    It `is_doubt` where sources differ, or where nothing is recorded of what was planned.
    """

    text: str
    is_doubt: bool


def gather_occurrences(base: Base, query: Query, facts: list[Fact]) -> list[Occurrence]:
    """Return the relations and events that claims are about, with all that fits about each."""
    whole = base.completed(query, facts)
    several = [fact for fact in whole if fact.occurrence]
    lifetimes = lifetimes_of_several(base.parties_by_id, several, query.as_of, query.parties)
    return occurrences(whole, base.origins(several), query.parties, lifetimes)


def claims_of(several: Iterable[Occurrence]) -> list[Fact]:
    """Return the claims of relations and events, those of each together."""
    return [fact for occurrence in several for fact in occurrence.facts]


def occurrences_of(entries: Iterable[Entry]) -> list[Occurrence]:
    """Return the relations and events of lines of a timeline, in the order of the first lines."""
    results = (entry.occurrence for entry in entries if entry.occurrence)
    return list({occurrence.id: occurrence for occurrence in results}.values())


def entry_of(occurrence: Occurrence, line: Line) -> Entry:
    """Return a line of a relation or an event in words."""
    period = line.fact.period
    when = alternatives(line.periods) if line.periods else period.show() if period else "undated"
    mark = "ends" if line.side == ENDS else "begins" if line.periods else ""
    if occurrence.is_event:
        mark = line.status if line.status != "held" else ""
    return Entry(line.fact, line.day, when, mark, line.spread, occurrence)


def status_words(entry: Entry) -> str:
    """Return 'cancelled or denied' for the status that marks the line of an event."""
    return entry.occurrence.main.words if entry.occurrence else entry.mark


# --------------------------------------------------------------------------- differences


def differences(base: Base, occurrence: Occurrence, entry: Entry | None = None) -> list[Difference]:
    """Return the differences of sources, with who says which; for a timeline those of its line."""
    return [_difference(base, dispute) for dispute in _disputes(occurrence, entry)]


def _disputes(occurrence: Occurrence, entry: Entry | None) -> list[Dispute]:
    """Return the disputes about a relation or an event; for a line of a timeline only its own."""
    if entry is None or occurrence.is_event or not entry.is_of_one_stage:
        return occurrence.disputes
    which = ENDS if entry.mark == "ends" else BEGINS
    return occurrence.disputes_by_line.get((entry.fact.id, which), [])


def _difference(base: Base, dispute: Dispute) -> Difference:
    """Return a difference of claims in words; what one voice says in the order in which it did."""
    what = _what(dispute)
    sides = [(_side_in_words(base, dispute.aspect, said), facts) for said, facts in dispute.sides]
    who = sole_speaker(base, (fact.claim for _, facts in sides for fact in facts))

    def first(side: tuple[str, list[Fact]]) -> Fact:
        return min(side[1], key=lambda fact: fact.known_day or 0)

    spoken = sorted(sides, key=lambda side: first(side).known_day or 0) if who else []
    facts = [*map(first, spoken)]
    in_turn = bool(who) and are_in_order(facts, base.origins(facts))
    return Difference(what, spoken if in_turn else sides, who, in_turn)


def class_at(entry: Entry) -> StatusClass:
    """Return the class of what a line of a relation says: what is over by its end began standing.

    Of a claim that it is over, the end of the period is the day on which it was, also if nobody
    knows it, unless it is over only for a time.
    """
    name, relation = class_of(relation_or_event(entry.fact).status), entry.occurrence
    if name != "over" or relation is None or entry.mark != "begins":
        return name
    stage, period = relation.stage_of(entry.fact), entry.fact.period
    is_told_alone = len(relation.all_stages) == 1 and period is not None and period.is_interval
    has_end = stage.claimed_ends or (is_told_alone and not goes_on(entry.fact))
    return "standing" if has_end and not stage.is_gap else name


def _what(dispute: Dispute) -> str:
    """Return 'the place', 'the signing', 'the end' for what claims differ on."""
    stage, aspect = dispute.stage, dispute.aspect
    if stage is None or aspect not in ("period.start", "period.end"):
        is_dates = aspect == "period" and stage and stage.facts[0].type == "relation"
        return "the dates" if is_dates else _WORDS[aspect]
    name = class_of(stage.status)
    if name == "paused":
        return "the suspension" if aspect == "period.start" else "the end of the suspension"
    if name == "over" and not stage.ends_with_rivals:
        return _ENDING.get(stage.status, _WORDS["period.end"])
    return _REACHED.get(stage.status if aspect == "period.start" else "", _WORDS[aspect])


def _side_in_words(base: Base, aspect: str, said: object) -> str:
    """Return one side of a difference in words: a date, a place, a status, names of parties."""
    if isinstance(said, Period):
        return said.show()
    if isinstance(said, tuple):
        return display.listed(names(base, said))
    return unhyphenated(str(said)) if aspect == "status" else plain(str(said))


def details_of(
    answer: Answer,
    occurrence: Occurrence,
    mark: Mark,
    entry: Entry | None,
    most: int | None = None,
) -> list[Detail]:
    """Return the details of an occurrence: differences of sources, stages in order, and the rest.

    'sources differ on the date: 2 Jun 2021 (Azernews); 3 Jun 2021 (TASS)', with a mark of who says
    which and at most so many sides. For the line of a timeline of a relation only of its stage,
    which has a line of its own.
    """
    differing = differences(answer.base, occurrence, entry)
    results = [Detail(difference.said(mark, most), is_doubt=True) for difference in differing]
    is_stage = entry is not None and entry.is_of_one_stage
    if not is_stage and (stages := dated_stages(answer.base, occurrence, answer.day)):
        each = (f"{status} {dates} {mark(facts)}" for status, dates, facts in stages)
        results.append(Detail("; ".join(each), is_doubt=False))
    return results + _event_details(answer, occurrence)


def publishers(base: Base, facts: list[Fact]) -> str:
    """Return '(Azernews, TASS)', a mark of who published claims."""
    sources = base.sources_by_id(fact.claim.source for fact in facts)
    distinct = dict.fromkeys(plain(sources[fact.claim.source].publisher) for fact in facts)
    return f"({display.some([*distinct], MOST_DATES)})"


def _event_details(answer: Answer, occurrence: Occurrence) -> list[Detail]:
    """Return further details of an event: who was to take part, that nothing came of it.

    Who was is not said again where the title does, as one of them is asked about.
    """
    from dipfacts.answers.occurrences.counterparties import (  # lazy: the JSON has no such texts
        planned_alone,
        planned_with,
    )

    is_in_title = {*planned_alone(occurrence)}.intersection(answer.asked.parties)
    planned = "" if is_in_title else planned_with(answer.base, occurrence)
    unheard = unheard_of(occurrence, answer.as_of)
    details = Detail(planned, is_doubt=False), Detail(unheard, is_doubt=True)
    return [it for it in details if it.text]


def marks(answer: Answer, occurrence: Occurrence, said: str = "held") -> list[str]:
    """Return the status of an event, unless `said`, and what sources differ on, in few words.

    'held or cancelled', 'planned, nothing recorded since', 'sources differ on the place'.
    """
    texts = disputed(answer.base, occurrence)
    if occurrence.is_event and all(dispute.stage is not None for dispute in occurrence.disputes):
        status = occurrence.main.words
        unheard = unheard_of(occurrence, answer.as_of)
        own = [f"{status}, nothing recorded since"] if unheard else [status]
        texts = [*(own if status != said or unheard else []), *texts]
    return texts


def disputed(base: Base, occurrence: Occurrence, entry: Entry | None = None) -> list[str]:
    """Return the differences of sources in few words; for a timeline those of its line alone.

    'denied or held', 'sources differ on the place'.
    """
    disputes = _disputes(occurrence, entry)
    statuses = [
        said for dispute in disputes if dispute.aspect == "status" for said, _ in dispute.sides
    ]
    texts = [display.listed((unhyphenated(str(status)) for status in statuses), "or")]
    others = (dispute for dispute in disputes if dispute.aspect != "status")
    texts += in_few_words(_difference(base, dispute) for dispute in others)
    return [text for text in texts if text]


def in_few_words(several: Iterable[Difference]) -> list[str]:
    """Return 'sources differ on the date and the place', and so on of each voice alone."""
    points = grouped((difference.who, difference.what) for difference in several)
    return [
        f"{_differ(who)} {display.listed(dict.fromkeys(points_of_voice))}"
        for who, points_of_voice in points.items()
    ]


def kind_in_words(base: Base, name: str) -> str:
    """Return the label of a kind, within a line; its name in words where it is not declared."""
    kind = base.kinds.get(name)
    return display.midway(plain(kind.label)) if kind else unhyphenated(name)


def places(occurrence: Occurrence, fact: Fact) -> str:
    """Return the place of an event or of the stage of a claim: of several 'Sopot or Gdansk'."""
    stage = occurrence.main if occurrence.is_event else occurrence.stage_of(fact)
    return display.listed(map(plain, stage.places), "or")
