"""Doubts of a brief: the kinds of uncertainty, and the claims they concern."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.briefs.brief_lines import BriefLine
from dipfacts.answers.claims.timing import latest
from dipfacts.answers.occurrences import date_words, occurrences, possible_duplicates
from dipfacts.answers.occurrences.counterparties import title_of
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.relation_class import duration, may_have_ended
from dipfacts.answers.statements.headline import page_sentence, since_until, subject_in_words
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.inferred_keys import inferred_key
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.occurrences.dispute import Dispute
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.periods.period import STILL_GOING, Period
from dipfacts.query.base import Base
from dipfacts.text import unhyphenated

OLD = 3  # years without a newer claim after which a headline figure is called old

KINDS = {
    "overdue": "Announced for a day that is past; whether it took place is not recorded",
    "status": "Claims differ on whether it took place, or holds",
    "possible-duplicate": "Perhaps the same, though no same_as joins them",
    "partial": "Covers a part of a year, as no claim covers a full one",
    "single": "Rests on one voice",
    "old": f"Nothing newer is recorded, for {OLD} years or more",
    "rounded": "Said to be approximate, or a bound",
    "inferred": "Follows from the source, but is not stated in it",
    "date": "The date is uncertain, or not known to the day",
    "reported": "Reported, and not recorded as held",
}
"""Every kind of doubt in words, in the order of pages."""


def doubt_in_words(answer: Answer, kind: str) -> str:
    """Return a kind of doubt in words; of a part of a year with the dates that were asked for."""
    return KINDS[kind] + (since_until(answer) if kind == "partial" else "")


_Item = tuple[str, tuple[Fact, ...]]  # what a doubt is about, in words and as claims


class Doubt(NamedTuple):
    """One kind of doubt, and what it is about, in words and as claims."""

    kind: str
    items: list[_Item]


def doubts(
    answer: Answer,
    lines: list[BriefLine],
    figures: list[Fact],
    on_page: list[Occurrence],
    overdue: list[Entry],
    beside: list[Occurrence],
) -> list[Doubt]:
    """Return the doubts about headline figures, then about any claim shown, without empty kinds.

    Of relations and events only the claim that answers is looked at, with the dates of all. Of
    those `beside`, which are not shown, it is told whether relations are over and events took
    place, if that is in doubt, and that one shown may be one with them.
    """
    results: dict[str, list[_Item]] = {kind: [] for kind in KINDS}
    every = [*on_page, *occurrences.occurrences_of(overdue)]
    several = {
        answer.answering(occurrence).id: occurrence
        for occurrence in (*every, *beside)
        if len(occurrence.facts) > 1
    }

    def words_of(fact: Fact) -> str:
        return _in_words(answer, fact, several.get(fact.id))

    results["overdue"] = [(words_of(entry.fact), (entry.fact,)) for entry in overdue]
    for occurrence in (*on_page, *beside):
        if len(occurrence.facts) > 1:
            results["status"] += _disputed_statuses(
                answer, occurrence, words_of(answer.answering(occurrence))
            )
    results["possible-duplicate"] = _duplicates(answer, every, beside, words_of)
    for line in lines:
        for kind, item in _doubts_of_line(answer, line):
            results[kind].append(item)
    of_events = [event for event in on_page if event.is_event]
    periods = {answer.answering(event).id: event.lines()[0].period for event in of_events}
    for fact in once([*figures, *map(answer.answering, on_page)]):
        for kind in _doubts_of_claim(answer.base, fact, periods.get(fact.id) or fact.period):
            key, _ = inferred_key(fact.claim.inferred or "")
            only = f" (only the {key.replace('_', ' ')})" if key and kind == "inferred" else ""
            results[kind].append((words_of(fact) + only, (fact,)))
    return [Doubt(kind, items) for kind, items in results.items() if items]


def _duplicates(
    answer: Answer,
    on_page: list[Occurrence],
    beside: list[Occurrence],
    words_of: Callable[[Fact], str],
) -> list[_Item]:
    """Return the relations and events that are told as two, and may be one."""
    every = [*on_page, *beside]
    answering = {
        fact.id: answer.answering(occurrence) for occurrence in every for fact in occurrence.facts
    }
    own_ids = {fact.id for occurrence in on_page for fact in occurrence.facts}
    return [
        ("; ".join(words_of(answering[fact.id]) for fact in pair), pair)
        for pair in possible_duplicates.duplicate_pairs(answer.base, every)
        if not own_ids.isdisjoint(fact.id for fact in pair)
    ]


def _disputed_statuses(answer: Answer, occurrence: Occurrence, subject: str) -> Iterable[_Item]:
    """Yield the statuses on which sources differ, and whether it has ended, or a pause of it."""
    standing = answer.standings.get(occurrence.fact.id)
    has_ended = standing is not None and may_have_ended(occurrence, standing, answer.day)
    now = occurrence.stage_on(answer.day)
    is_on = standing is not None and standing.name == "paused" and now.may_have_ended(answer.day)
    for dispute in (
        occurrence.disputes if "status" in occurrence.differ or has_ended or is_on else ()
    ):
        claims = tuple(fact for _, facts in dispute.sides for fact in facts)
        stage = None if occurrence.is_event else dispute.stage
        is_of_pause = stage is not None and class_of(stage.status) == "paused"
        if dispute.aspect == "status":
            words = [unhyphenated(str(said)) for said, _ in dispute.sides]
            yield f"{subject}: {display.listed(words, 'or')}", claims
        elif not _is_of_end(dispute):
            continue
        elif is_on and dispute.stage is now:
            yield f"{subject}: whether it is still suspended", claims
        elif has_ended and not is_of_pause:
            yield f"{subject}: whether it has ended", claims


def _is_of_end(dispute: Dispute) -> bool:
    """Return whether claims differ on an end, or for whom of several a relation is over."""
    is_of_whom = dispute.aspect == "parties" and dispute.stage is None
    return dispute.aspect == "period.end" or is_of_whom


def _doubts_of_line(answer: Answer, line: BriefLine) -> Iterable[tuple[str, _Item]]:
    """Yield the kinds of doubt about a headline figure, each with what it is about."""
    question, newest = line.question, max(line.questions, key=latest)
    item = (subject_in_words(answer, question), tuple(question.counting))
    if line.partial:
        yield "partial", item
    if question.agreement == "single" and line.voice_count == 1:
        yield "single", item
    is_unbounded = not answer.asked.given("in", "until")  # newer claims would be among those found
    if is_unbounded and min(_age(q, answer.as_of_date) for q in line.questions) >= OLD:
        yield "old", (subject_in_words(answer, newest), tuple(newest.counting))


def _doubts_of_claim(base: Base, fact: Fact, period: Period | None) -> Iterable[str]:
    """Yield the doubts about a claim; the period is that of all claims about an event.

    That an event is reported is none where its `[[table]]` says it of all rows, or of none.
    """
    claim = fact.claim
    if isinstance(claim, Figure) and claim.qualifier != "exactly":
        yield "rounded"
    if claim.inferred:
        yield "inferred"
    coarse = period is None or (not isinstance(claim, Figure) and period.precision != "day")
    vague = period is not None and (period.uncertain or period.approximate or period.unspecified)
    # That a relation goes on, since nobody says when, is told beside it.
    if (coarse or vague) and not (period and period.text == STILL_GOING):
        yield "date"
    if getattr(claim, "status", None) == "reported":
        from dipfacts.query.csv_tables import is_of_all_rows  # lazy: few pages have one

        if not is_of_all_rows(base, fact, "status"):
            yield "reported"


def _age(question: Question, now: date) -> int:
    """Return the full years from the end of a question's period to a day."""
    last = question.period.last
    if last is None:
        return 0
    return now.year - last.year - ((now.month, now.day) < (last.month, last.day))


def _in_words(answer: Answer, fact: Fact, occurrence: Occurrence | None) -> str:
    """Return 'Trade turnover, 2025: about $5 billion'; 'Treaty of …, 1992'.

    With whom, and when, is that of all claims about the `occurrence`.
    """
    claim = fact.claim
    if not isinstance(claim, Figure):
        dates = date_words.date_of(occurrence, answer.day) if occurrence else ""
        when = duration(fact, answer.standings.get(fact.id), dates)
        return f"{title_of(answer, claim, occurrence)}, {when}"
    nature = answer.base.measures[claim.measure].nature
    when = display.dated(Period.parse(claim.period), nature)
    return f"{page_sentence(answer, claim)}, {when}: {display.figure_amount(claim)}"
