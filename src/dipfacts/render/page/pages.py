"""The page of any answer: headline, sections of rows, remarks and numbered sources."""

from __future__ import annotations

from datetime import date

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.headline import about
from dipfacts.answers.relations import CLASSES, lasting
from dipfacts.model import display
from dipfacts.model.agreement import agree, figure_of
from dipfacts.model.inferred import inferred_key
from dipfacts.model.rounding import is_number
from dipfacts.model.status import NOT_HELD, StatusClass
from dipfacts.model.tables import Event, Figure, Party, Source, Topic
from dipfacts.query.base import Fact
from dipfacts.render.page import brief, figures
from dipfacts.render.page.document import (
    Numbering,
    Page,
    Row,
    Section,
    by_years,
    citation,
    claimed,
    happening,
    marked_kind,
    relations,
    titled,
    undated,
    when_of,
)
from dipfacts.text import plain

_COMPARED = _NUMBER, _ABSENT, _AGREE, _FIT, _DIFFER, _DEPRECATED = (
    ": a number is given",
    ": no number is given",
    ": agree with it",
    ": do not contradict it",
    ": differ from it",
    ": deprecated",
)


def page(answer: Answer) -> Page:
    """Lay out an answer."""
    numbering = Numbering(answer)
    remarks = list(answer.remarks)
    match answer.command:
        case "figures":
            sections = figures.sections(answer, numbering, remarks)
        case "timeline":
            sections = _timeline(answer, numbering)
        case "relations":
            sections = _relations(answer, numbering)
        case "show":
            sections = _claim(answer, numbering) if answer.facts else []
        case "brief":
            sections = brief.sections(answer, numbering, remarks)
        case "search":
            sections = _hits(answer, numbering)
        case _:
            sections = _codes(answer, remarks) if answer.query.get("codes") else _counts(answer)
    if answer.left_out != 0:
        count = "More" if answer.left_out is None else f"{answer.left_out:,} more"
        remarks.append(f"{count}: --limit 0")
    remarks += undated(answer)
    return Page(answer.head["text"], sections, answer.series, remarks, numbering.lines())


# ---------------------------------------------------------------- timeline and relations


def _timeline(answer: Answer, numbering: Numbering) -> list[Section]:
    """Return the entries by year, each with its date as precise as known."""
    rows: list[Row] = []
    for year, entries in by_years(answer.entries):
        rows.append(Row((year, "", "", ""), "group"))
        for entry in entries:
            fact, standing = entry.fact, answer.standings.get(entry.fact.id)
            when, kind = when_of(entry, standing), marked_kind(entry, standing)
            cells = (when, titled(fact), kind, numbering.mark(fact))
            rows.append(Row(cells, "planned" if entry.mark in NOT_HELD else ""))
    return [Section("", ("When", "What", "Kind", "Source"), rows, (1, 2))] if rows else []


def _relations(answer: Answer, numbering: Numbering) -> list[Section]:
    groups: dict[StatusClass, list[Fact]] = {name: [] for name in CLASSES}
    for fact in answer.facts:
        groups[answer.standings[fact.id].name].append(fact)
    there = {name: facts for name, facts in groups.items() if facts}
    return relations(answer, there, numbering)


# -------------------------------------------------------------------- show, search, lists


def _claim(answer: Answer, numbering: Numbering) -> list[Section]:
    """Return every key of the claim, then the others about the same question."""
    fact, *others = answer.facts
    if answer.questions:
        about_same = [*answer.questions[:1], *answer.absent]
        same = {other.id for question in about_same for other in question.facts}
        others = [other for other in others if other.id in same]
    rows = [Row(pair) for pair in (*_keys(answer, fact), ("source", numbering.mark(fact)))]
    sections = [Section(fact.id, ("Key", "Value"), rows, (1,))]
    if others and fact.type == "figure":
        sections += _compared(answer, fact, others, numbering)
    elif others:
        rows = []
        for other in others:
            shown = lasting(other, answer.standings.get(other.id))
            title = plain(happening(other).title)
            rows.append(Row((other.id, shown, title, numbering.mark(other))))
        columns = ("Claim", "When", "What", "Source")
        sections.append(Section("About the same", columns, rows, (1, 2)))
    return [*sections, *figures.mirror(answer, answer.sides, numbering)]


def _compared(
    answer: Answer, fact: Fact, others: list[Fact], numbering: Numbering
) -> list[Section]:
    """Return the figures about the same question: those that agree with one, those that differ."""
    nature = answer.base.measures[figure_of(fact).measure].nature
    tables: dict[str, list[Row]] = {how: [] for how in _COMPARED}
    for other in others:
        tone = "sub" if other.claim.rank == "deprecated" else ""
        row = Row((other.id, *claimed(answer, other, numbering)), tone)
        tables[_comparison(figure_of(fact), figure_of(other), nature)].append(row)
    columns = ("Claim", "Value", "Who says so", "Source")
    if answer.questions and answer.questions[0].agreement == "single":
        tables[f"{_AGREE}, one statement"] = tables.pop(_AGREE)
    return [
        Section(f"About the same question{how}", columns, rows, (2,))
        for how, rows in tables.items()
        if rows
    ]


def _comparison(figure: Figure, other: Figure, nature: str) -> str:
    """Return how another figure stands to one, as a heading says it."""
    if other.rank == "deprecated":
        return _DEPRECATED
    if figure.absent or other.absent:
        return _ABSENT if other.absent else _NUMBER
    if not agree(figure, other, nature):
        return _DIFFER
    return _AGREE if is_number(figure) and is_number(other) else _FIT


def _keys(answer: Answer, fact: Fact) -> list[tuple[str, str]]:
    """Return the keys of a claim that have a value, each with its value in words."""
    claim, base, known = fact.claim, answer.base, fact.known_day
    keys: dict[str, str | None] = {"type": fact.type, "topic": fact.topic}
    if isinstance(claim, Figure):
        measure = base.measures[claim.measure]
        keys |= {"measure": f"{measure.label} ({measure.nature})", "counts": measure.counts}
    else:
        keys |= {"kind": claim.kind, "title": claim.title}
    link, ends = (" → ", "from, to") if claim.from_ else (", ", "parties")
    keys[ends] = link.join(names(base, claim.everyone))
    if isinstance(claim, Figure):
        keys["value"] = _value(claim)
        keys["status"] = claim.status
        keys["reporter"] = claim.reporter and names(base, [claim.reporter])[0]
        keys |= {k: getattr(claim, k) for k in ("scope", "part_of", "valuation", "definition")}
    else:
        keys["people"] = ", ".join(names(base, claim.people))
        keys |= {"place": claim.place, "status": claim.status}
        if standing := answer.standings.get(fact.id):
            keys[f"as of {display.day(date.fromordinal(answer.as_of or 1))}"] = standing.text
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
    if shown := keys.get(key := key.replace("_", " ")):
        keys |= {key: f"{shown} (inferred: {how})", "inferred": None}
    return [(key.replace("_", " "), plain(value)) for key, value in keys.items() if value]


def _value(figure: Figure) -> str:
    """Return a value in words, with every digit and the unit of the fact base if these differ."""
    shown = display.figure_amount(figure)
    digits = display.number(figure.value) if figure.value is not None else ""
    return shown if digits in shown else f"{shown} ({digits} {figure.unit})"


def _period(answer: Answer, fact: Fact) -> str:
    """Return a period in words, with the spelling of the fact base where that is another."""
    if fact.period is None:
        return "not known"
    shown, spelled = lasting(fact, answer.standings.get(fact.id)), str(fact.period)
    if isinstance(fact.claim, Figure):
        shown = display.span(fact.period, answer.base.measures[fact.claim.measure].nature)
    return shown if shown == spelled else f"{shown} ({spelled})"


def _hits(answer: Answer, numbering: Numbering) -> list[Section]:
    rows = []
    for fact, hit in zip(answer.facts, answer.hits, strict=True):
        claim = fact.claim
        if isinstance(claim, Figure):
            title = f"{about(answer, claim)}: {display.figure_amount(claim)}"
        else:
            title = plain(claim.title)
        excerpt = plain(hit.replace("\x02", "«").replace("\x03", "»"))
        is_title = excerpt.replace("«", "").replace("»", "") == title
        what = excerpt if is_title else f"{title}\n{excerpt}"
        if isinstance(claim, Event) and claim.status in NOT_HELD:
            what = f"{claim.status}: {what}"
        shown = lasting(fact, answer.standings.get(fact.id))
        rows.append(Row((claim.id, shown, what, numbering.mark(fact))))
    return [Section("", ("Claim", "When", "What", "Source"), rows, (1, 2))] if rows else []


def _codes(answer: Answer, remarks: list[str]) -> list[Section]:
    """Return the codes of the parties, a list of codes a column."""
    from dipfacts.countries.code_lists import LISTS, codes_of_party  # a file of its own

    rows = []
    for table, _ in answer.counts:
        if isinstance(table, Party) and (codes := codes_of_party(table)):
            rows.append(Row((table.id, *(" ".join(codes.get(list_, ())) for list_ in LISTS))))
    if without := len(answer.counts) - len(rows):
        remarks.append(f"Without codes: {display.counted(without, 'party')}")
    return [Section("", ("Id", *LISTS), rows, (*range(1, len(LISTS) + 1),))] if rows else []


def _counts(answer: Answer) -> list[Section]:
    """Return parties, topics or sources with the number of their claims."""
    rows, columns = [], ("Id", "Name", "Kind", ">Claims")
    folding: tuple[int, ...] = (1,)
    for table, claims in answer.counts:
        if isinstance(table, Party):
            office = f", {table.office}" if table.office else ""
            rows.append(Row((table.id, plain(table.name + office), table.kind, f"{claims:,}")))
        elif isinstance(table, Source):
            columns = ("Id", "Source", "Published", ">Claims")
            cells = (table.id, citation(table), display.day(table.published), f"{claims:,}")
            rows.append(Row(cells))
        elif isinstance(table, Topic):
            columns, folding = ("Topic", "Label", "About", ">Claims"), (2,)
            note = plain(table.note or "")
            rows.append(Row((table.id, plain(table.label), note, f"{claims:,}")))
    return [Section("", columns, rows, folding)] if rows else []
