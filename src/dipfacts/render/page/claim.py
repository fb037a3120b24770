"""The page of one claim: its keys, and the other claims about the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.occurrences.date_words import dated_stages
from dipfacts.answers.occurrences.occurrences import differences, in_few_words
from dipfacts.answers.occurrences.relation_class import duration
from dipfacts.answers.source_notes import source_notes
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.figures.rounding import agree, is_number
from dipfacts.model.file_format.inferred_keys import inferred_in_words, inferred_key
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.render.page.document import Numbering, Row, Section, Tone, figure_cells, period_mark
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.figures import mirror
from dipfacts.render.page.occurrences.occurrence_cells import titled_alone
from dipfacts.text import capitalised, plain, unhyphenated

_MOST_ROWS = 500  # claims beside one that is shown
_COMPARED = _NUMBER, _ABSENT, _AGREE, _FIT, _DIFFER, _DEPRECATED = (
    ": a number is given",
    ": no number is given",
    ": agree with it",
    ": do not contradict it",
    ": differ from it",
    ": deprecated",
)


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out every key of the claim, then the others about the same question."""
    if not answer.facts:
        return []
    fact, *others = answer.facts
    if answer.figures.questions:
        about_same = [*answer.figures.questions[:1], *answer.figures.absent]
        same = {other.id for question in about_same for other in question.facts}
        others = [other for other in others if other.id in same]
    source = answer.base.source(fact.claim.source)
    notes = source_notes(answer.base, source).items()
    draft.described = frozenset([source.id])
    pairs = (*_keys(answer, fact), ("source", draft.mark(fact)))
    rows = [Row(pair) for pair in (*pairs, *((f"source {key}", text) for key, text in notes))]
    results = [Section(fact.id, ("Key", "Value"), rows, head="key")]
    if others and fact.type == "figure":
        results += _compared(answer, fact, others, draft)
    elif others:
        results.append(_about_same(answer, fact, others, draft))
    if fact.type != "figure":
        rows = [Row(cells) for cells in _agreement(answer, answer.occurrences[0], draft)]
        title = "What the claims say together"
        results += [Section(title, ("What", "Source"), rows)] if rows else []
    return [*results, *mirror.sections(answer, answer.figures.sides, draft)]


def _about_same(answer: Answer, fact: Fact, others: list[Fact], draft: Draft) -> Section:
    """Return the other claims about a relation or an event; titles only where they differ.

    What the source of a claim does not state is marked, the period in its own cell. Columns in
    which no row has anything are left out.
    """
    asked = fact.claim.everyone
    own = titled_alone(answer, fact, asked)
    rows = list[tuple[str, ...]]()
    for other in others[:_MOST_ROWS]:
        status = unhyphenated(relation_or_event(other).status or "")
        inferred, when = other.claim.inferred, period_mark([other])
        title = titled_alone(answer, other, asked, "" if when else inferred_in_words(inferred))
        when = _when(answer, other) + when
        cells = (other.id, when, status, title if title != own else "")
        rows.append((*cells, draft.mark(other)))
    if len(others) > _MOST_ROWS:
        rows.append(("", "", "", f"{len(others) - _MOST_ROWS:,} more: --json", ""))
    columns = ("Claim", "When", "Status", "What", "Source")
    kept = [nth for nth in range(len(columns)) if any(row[nth] for row in rows)]
    heads, *filled = (tuple(row[nth] for nth in kept) for row in (columns, *rows))
    return Section(f"About the same {fact.type}", heads, [*map(Row, filled)], head="claim")


def _agreement(
    answer: Answer, occurrence: Occurrence, numbering: Numbering
) -> Iterator[tuple[str, str]]:
    """Yield the differences of claims, with each side, and the stages in order."""
    for difference in differences(answer.base, occurrence):
        yield capitalised(*in_few_words([difference])), ""
        yield from ((f"· {text}", numbering.marks(facts)) for text, facts in difference.sides)
    for status, dates, facts in dated_stages(answer.base, occurrence, answer.day):
        yield f"{capitalised(status)}: {dates}", numbering.marks(facts)


def _compared(answer: Answer, fact: Fact, others: list[Fact], draft: Draft) -> list[Section]:
    """Return the figures about the same question: those that agree with one, those that differ."""
    nature = answer.base.measures[figure_of(fact).measure].nature
    tables: dict[str, list[Row]] = {how: [] for how in _COMPARED}
    for other in others:
        tone: Tone = "sub" if other.claim.rank == "deprecated" else ""
        about_same = answer.figures.questions[0] if answer.figures.questions else None
        row = Row((other.id, *figure_cells(answer, other, draft, question=about_same)), tone)
        tables[_comparison(figure_of(fact), figure_of(other), nature)].append(row)
    columns = ("Claim", "Value", "Who says so", "Source")
    questions = answer.figures.questions
    is_one = bool(questions) and questions[0].agreement == "single"
    added = {_AGREE: ", one statement"} if is_one else {}
    return [
        Section(f"About the same question{how}{added.get(how, '')}", columns, rows, head="claim")
        for how, rows in tables.items()
        if rows
    ]


def _comparison(figure: Figure, other: Figure, nature: str) -> str:
    """Return the words for how another figure stands to one, as a heading says it."""
    if other.rank == "deprecated":
        return _DEPRECATED
    if figure.absent or other.absent:
        return _ABSENT if other.absent else _NUMBER
    if not agree(figure, other, nature):
        return _DIFFER
    return _AGREE if is_number(figure) and is_number(other) else _FIT


_OF_FIGURES = ("scope", "part_of", "parts", "valuation", "definition")


def _keys(answer: Answer, fact: Fact) -> list[tuple[str, str]]:
    """Return the keys of a claim that have a value, each with its value in words."""
    claim, base, known = fact.claim, answer.base, fact.known_day
    keys: dict[str, str | None] = {"type": fact.type, "topic": fact.topic}
    if isinstance(claim, Figure):
        measure = base.measures[claim.measure]
        keys |= {"measure": f"{measure.label} ({measure.nature})", "counts": measure.counts}
    else:
        kind = base.kinds.get(claim.kind)
        keys |= {"kind": kind.label if kind else claim.kind, "title": claim.title}
    link, ends = (" → ", "from, to") if claim.from_ else (", ", "parties")
    keys[ends] = link.join(names(base, claim.everyone))
    if isinstance(claim, Figure):
        keys["value"] = _value(claim)
        keys["status"] = claim.status
        keys["reporter"] = claim.reporter and names(base, [claim.reporter])[0]
        keys |= {key: getattr(claim, key) for key in _OF_FIGURES}
    else:
        keys["people"] = ", ".join(names(base, claim.people))
        keys |= {"place": claim.place, "status": claim.status}
        if standing := answer.standings.get(fact.id):
            keys[f"as of {display.day(answer.as_of_date)}"] = standing.text
    keys |= {
        "period": _period(answer, fact),
        "claimant": display.listed(names(base, claim.claimants)),
        "said on": display.day(claim.said_on) if claim.said_on else None,
        "known by": display.day(date.fromordinal(known)) if known else "not known",
        "rank": claim.rank if claim.rank != "normal" else None,
        **{key: getattr(claim, key) for key in ("rank_reason", "inferred", "note")},
        "file": f"{fact.file}:{fact.line}",
    }
    key, how = inferred_key(claim.inferred or "")
    if text := keys.get(key := key.replace("_", " ")):
        keys |= {key: f"{text} (inferred: {how})", "inferred": None}
    return [(key.replace("_", " "), plain(value)) for key, value in keys.items() if value]


def _value(figure: Figure) -> str:
    """Return a value in words, with every digit and the unit of the fact base if these differ."""
    amount = display.figure_amount(figure)
    digits = display.number(figure.value) if figure.value is not None else ""
    return amount if digits in amount else f"{amount} ({digits} {figure.unit})"


def _period(answer: Answer, fact: Fact) -> str:
    """Return a period in words, with the spelling of the fact base where that is another."""
    if fact.period is None:
        return "not known"
    text, spelled = _when(answer, fact), str(fact.period)
    return text if text == spelled else f"{text} ({spelled})"


def _when(answer: Answer, fact: Fact) -> str:
    """Return a period in words; of a number at a date, which has no beginning, that date."""
    if fact.period and isinstance(fact.claim, Figure):
        return display.span(fact.period, answer.base.measures[fact.claim.measure].nature)
    return duration(fact, answer.standings.get(fact.id))
