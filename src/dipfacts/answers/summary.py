"""Summaries of what claims say together, in a few words, for a comparison of two states."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import confirmed_by, names
from dipfacts.answers.claims.basis import amount_with_basis
from dipfacts.answers.claims.subject_words import scope
from dipfacts.answers.occurrences.counterparties import title_with_place, took_part
from dipfacts.answers.occurrences.date_words import date_of, dated_stages
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import (
    differences,
    entry_of,
    in_few_words,
    kind_in_words,
    places,
)
from dipfacts.answers.occurrences.relation_class import as_said, duration, stage, standings
from dipfacts.answers.speakers import voice
from dipfacts.answers.statements.differences import who_differs_briefly
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures.agreement import AHEAD, Question, figure_of
from dipfacts.model.figures.voices import independent
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import Event, Figure, Relation
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event, status_of
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import by_words, listed, plain, unhyphenated

NOTHING_RECORDED = "nothing recorded"


def figure_summary(base: Base, question: Question) -> str:
    """Return '$2.9 billion (one claim)', '$2.9 billion to $3.4 billion (sources differ)'."""
    rank = "preferred, " if question.preferred else ""
    return f"{display.value_or_spread(question)} ({rank}{_agreed(base, question)})"


def _agreed(base: Base, question: Question) -> str:
    if question.agreement == "conflict":
        return who_differs_briefly(base, question)
    if question.agreement == "confirmed":
        return confirmed_by(question.numeric_voice_count)
    if question.agreement == "consistent":
        return "no contradiction"
    return _voice(question.counting)


def claimed(base: Base, fact: Fact) -> str:
    """Return '$2.9 billion (estimate, fob), by the figures of Russia (in Customs, 2022)'."""
    figure = figure_of(fact)
    inferred = "inferred" if figure.inferred else ""
    marks = figure.valuation, plain(figure.definition or ""), inferred
    amount = display.marked(display.figure_amount(figure), marks, figure.status)
    return f"{amount}, {voice(base, figure)}"


def _voice(facts: Sequence[Fact]) -> str:
    return "one claim" if len(facts) == 1 else f"{display.counted(len(facts), 'claim')}, one voice"


def occurrence_summary(base: Base, occurrence: Occurrence, day: int) -> str:
    """Return the words for a relation or event on a day, as on its page, with the agreement.

    'held, 2 Jun 2021 (one claim)', 'in force, since 27 Aug 1992 (confirmed by 2 independent …)',
    'over, 1 May 2010 – 1 Jun 2023 (2 claims, one voice)'.
    """
    fact = occurrence.stage_on(day).fact
    if isinstance(fact.claim, Relation):
        standing = standings(base, occurrence.facts, day, occurrence.asked)[fact.id]
        dates = date_of(occurrence, day, standing.name == "over")
        # A date alone does not tell how long it lasts, even where it says "in force".
        is_open = standing.name == "unknown" and class_of(fact.claim.status) == "standing"
        status = "" if is_open else stage(fact.claim, standing)
        status, dates = status or standing.text, duration(fact, standing, dates)
    else:
        status, dates = occurrence.main.words, date_of(occurrence, day)
    text = f"{status}, {dates}" if status else dates
    if occurrence.differ:
        return f"{text} ({'; '.join(in_few_words(differences(base, occurrence)))})"
    if occurrence.agreement == "confirmed":
        return f"{text} ({confirmed_by(occurrence.voice_count)})"
    if (
        independent(occurrence.counting, base.origins(occurrence.counting)) > 1
    ):  # each of another stage
        return f"{text} ({display.counted(len(occurrence.counting), 'claim')})"
    return f"{text} ({_voice(occurrence.counting)})"


def occurrence_pieces(base: Base, occurrence: Occurrence, day: int) -> list[str]:
    """Return the words for a relation or event on a day, and all else that lists say of it.

    ['held, 2 Jun 2021 (one claim)', 'no place', 'with Armenia–Russia', …]: a text for each aspect,
    or "", in one order.
    """
    entries = [entry_of(occurrence, line) for line in occurrence.lines()]
    facts = [occurrence.stage_on(day).fact, *(entry.fact for entry in entries)]
    claims = [relation_or_event(fact) for fact in facts]
    stages = [f"{status} {dates}" for status, dates, _ in dated_stages(base, occurrence, day)]
    texts = [it.sides for it in differences(base, occurrence) if it.what == "the status"]
    statuses = [listed((text for text, _ in sides), "or") for sides in texts]
    where = [places(occurrence, fact) for fact in facts]
    people = dict.fromkeys(party for claim in claims for party in claim.people)
    titles = [f"“{plain(claim.title)}”" for claim in claims]
    kinds = [kind_in_words(base, claim.kind) for claim in claims]
    return [
        occurrence_summary(base, occurrence, day),
        f"stages: {'; '.join(stages)}" if stages else "",
        listed(statuses, "or"),
        _text_of_each(where, entries) or "no place",
        f"with {_whom(base, occurrence, bool(stages))}",
        f"by {display.listed(names(base, [*people]))}" if people else "by nobody named",
        f"called {_text_of_each(titles, entries)}",
        f"of kind {_text_of_each(kinds, entries)}",
    ]


def _whom(base: Base, occurrence: Occurrence, has_stages: bool) -> str:
    """Return the parties: 'A–B or A, B, C' where sources differ, else of each stage its own.

    Who did something by itself stands with that among the stages of a relation, if it has any.
    """
    of_fewer = occurrence.participation.of_fewer if has_stages and not occurrence.is_event else {}
    facts = [fact for fact in occurrence.counting if fact.id not in of_fewer] or occurrence.counting
    each = grouped((parties_text(base, fact.claim), status_of(fact)) for fact in facts)
    statuses = [status for said in each.values() for status in {*said}]
    if (
        occurrence.is_event or len(each) == 1 or len({*statuses}) < len(statuses)
    ):  # some of one status
        return listed(each, "or")
    return display.listed(
        f"{who} ({display.listed(map(unhyphenated, dict.fromkeys(said)))})"
        for who, said in each.items()
    )


def _text_of_each(texts: list[str], entries: list[Entry]) -> str:
    """Return 'Pact or Accord', what is said of a relation or event and of each of its lines.

    Of more than two lines with the date of each: 'Pact (2001 Accord, 2002 Pact, 2004 Pact)'.
    """
    distinct = [*filter(None, dict.fromkeys(texts))]
    if len(distinct) < 2 or len(entries) < 3:
        return listed(distinct, "or")
    each = (f"{entry.when} {text}".rstrip() for entry, text in zip(entries, texts[1:], strict=True))
    return f"{texts[0] or distinct[0]} ({', '.join(each)})"


def figure_subject(base: Base, figure: Figure, period: Period | None = None) -> str:
    """Return 'Trade turnover Azerbaijan–Russia 2021' for what a figure answers.

    Of what is ahead, or a part, it says so: 'Exports Azerbaijan → Russia 2030, forecast'.
    """
    measure = base.measures[figure.measure]
    when = display.dated(period or Period.parse(figure.period), measure.nature)
    whole = f", part of {figure.part_of}" if figure.part_of else ""
    counted = scope(figure) if figure.scope else ""
    ahead = f", {figure.status}" if figure.status in AHEAD else ""
    return f"{plain(measure.label)} {parties_text(base, figure)}{counted} {when}{whole}{ahead}"


def parties_text(base: Base, claim: Figure | Relation | Event) -> str:
    """Return 'Azerbaijan–Russia', 'Azerbaijan → Russia', 'Armenia, Azerbaijan, Russia'."""
    if claim.from_ and claim.to:
        return " → ".join(names(base, (claim.from_, claim.to)))
    return party_names(base, claim.everyone)


def party_names(base: Base, parties: Sequence[str]) -> str:
    """Return 'Azerbaijan–Russia', 'Armenia, Azerbaijan, Russia'."""
    who = sorted(names(base, parties), key=by_words)
    return ("–" if len(who) <= DYAD else ", ").join(who)


def titled(base: Base, claim: Relation | Event) -> str:
    """Return the title of a relation or event, with its parties: 'Visit (Armenia–Russia)'."""
    return display.bracketed(plain(claim.title), parties_text(base, claim))


def claim_summary(base: Base, fact: Fact) -> str:
    """Return the line of a claim: 'cancelled: Visit (Armenia–Russia), 2 Jun 2021'."""
    claim = fact.claim
    if isinstance(claim, Figure):
        return f"{figure_subject(base, claim)}: {amount_with_basis(claim)}"
    status, when = as_said(fact)
    whom, people = parties_text(base, claim), took_part(base, fact)
    text = display.bracketed(title_with_place(claim), whom, people)
    return f"{f'{status}: ' if status else ''}{text}, {when}"
