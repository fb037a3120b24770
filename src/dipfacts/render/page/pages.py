"""An answer laid out for reading: headline, sections of rows, remarks and numbered sources.

A page knows no colours and no widths; `table` and `markdown` print it.
"""

from __future__ import annotations

from datetime import date

from dipfacts.answers.answer import Answer, Entry, names
from dipfacts.answers.headline import about
from dipfacts.answers.relations import in_force
from dipfacts.model import display
from dipfacts.model.tables import Figure, Party, Source, Topic
from dipfacts.query.base import Fact
from dipfacts.render.page import brief, figures
from dipfacts.render.page.document import (
    Numbering,
    Page,
    Row,
    Section,
    citation,
    claimed,
)
from dipfacts.text import plain


def page(answer: Answer, entries: list[Entry] | None = None) -> Page:
    """The page of any answer."""
    numbering = Numbering(answer)
    remarks = list(answer.remarks)
    match answer.command:
        case "figures":
            sections = figures.sections(answer, numbering, remarks)
        case "timeline":
            sections = _timeline(entries or [], numbering)
        case "relations":
            sections = _relations(answer, numbering)
        case "show":
            sections = _claim(answer, numbering)
        case "brief":
            sections = brief.sections(answer, numbering, remarks)
        case "search":
            sections = _hits(answer, numbering)
        case _:
            sections = _counts(answer)
    if answer.left_out:
        count = "More" if answer.command == "search" else f"{answer.left_out:,} more"
        remarks.append(f"{count} left out by --limit; --limit 0 shows all.")
    return Page(answer.head["text"], sections, answer.series, remarks, numbering.lines())


# ---------------------------------------------------------------- timeline and relations


def _timeline(entries: list[Entry], numbering: Numbering) -> list[Section]:
    """Grouped by year, each line with its date as precise as known."""
    rows: list[Row] = []
    years: list[str] = []
    for entry in entries:
        claim = entry.fact.claim
        assert not isinstance(claim, Figure)
        title = plain(claim.title)
        if claim.place and plain(claim.place) not in title:
            title += f", {plain(claim.place)}"
        year = str(date.fromordinal(entry.day).year) if entry.day else "Undated"
        kind = plain(claim.kind).replace("-", " ")
        mark = {"planned": f"PLANNED {kind}", "": kind}.get(entry.mark, f"{kind}, {entry.mark}")
        cells = (entry.shown, title, mark, numbering.mark(entry.fact))
        if year not in years[-1:]:
            years.append(year)
            rows.append(Row((year, "", "", ""), "group"))
        rows.append(Row(cells, "planned" if entry.mark == "planned" else ""))
    columns = ("When", "What", "Kind", "Source")
    return [Section("", columns, rows, (1, 2))] if rows else []


def _relations(answer: Answer, numbering: Numbering) -> list[Section]:
    now: list[Row] = []
    past: list[Row] = []
    for fact in answer.facts:
        claim = fact.claim
        assert not isinstance(claim, Figure)
        period = fact.period.show() if fact.period else "undated"
        kind = plain(", ".join(word for word in (claim.kind, claim.status) if word))
        cells = (period, plain(claim.title), kind.replace("-", " "), numbering.mark(fact))
        (now if in_force(fact, answer.as_of or 0) else past).append(Row(cells))
    columns = ("Period", "Relation", "Kind", "Source")
    titles = (("Not known to have ended", now), ("Ended, or of unknown duration", past))
    return [Section(title, columns, rows, (1, 2)) for title, rows in titles if rows]


# -------------------------------------------------------------------- show, search, lists


def _claim(answer: Answer, numbering: Numbering) -> list[Section]:
    """Every key of the claim, then the others about the same question."""
    fact, *others = answer.facts
    rows = [Row((key, value)) for key, value in _keys(answer, fact)]
    rows.append(Row(("source", numbering.mark(fact))))
    sections = [Section(fact.claim.id, ("Key", "Value"), rows, (1,))]
    if others and isinstance(fact.claim, Figure):
        told = {"conflict": "differ", "confirmed": "agree", "single": "one statement"}
        agreement = told[answer.questions[0].agreement]
        lines = [
            Row(
                (f.claim.id, *claimed(answer, f, numbering)),
                "sub" if f.claim.rank == "deprecated" else "",
            )
            for f in others
        ]
        columns = ("Claim", "Value", "Who says so", "Source")
        sections.append(Section(f"About the same question ({agreement})", columns, lines, (2,)))
    elif others:
        lines = []
        for other in others:
            claim = other.claim
            assert not isinstance(claim, Figure)
            when = other.period.show() if other.period else "undated"
            lines.append(Row((claim.id, when, plain(claim.title), numbering.mark(other))))
        columns = ("Claim", "When", "What", "Source")
        sections.append(Section("About the same", columns, lines, (1, 2)))
    return sections


def _keys(answer: Answer, fact: Fact) -> list[tuple[str, str]]:
    claim = fact.claim
    pairs = [("type", fact.type), ("topic", fact.topic)]
    if isinstance(claim, Figure):
        measure = answer.base.measures[claim.measure]
        pairs += [("measure", f"{plain(measure.label)} ({measure.nature})")]
        pairs += [("counts", plain(measure.counts))] if measure.counts else []
    else:
        pairs += [("kind", claim.kind), ("title", claim.title)]
    ends = names(answer.base, claim.everyone)
    pairs += [
        ("from, to" if claim.from_ else "parties", (" → " if claim.from_ else ", ").join(ends))
    ]
    if isinstance(claim, Figure):
        pairs += [
            (
                "value",
                f"{display.figure_amount(claim)} ({display.number(claim.value)} {claim.unit})",
            )
        ]
        pairs += [("reporter", names(answer.base, [claim.reporter])[0])] if claim.reporter else []
        for key in ("scope", "part_of", "valuation", "definition"):
            pairs += [(key, getattr(claim, key))] if getattr(claim, key) else []
    else:
        pairs += [("people", ", ".join(names(answer.base, claim.people)))] if claim.people else []
        pairs += [("place", claim.place)] if claim.place else []
        pairs += [("status", claim.status)] if claim.status else []
    pairs += [("period", _period(fact))]
    if claim.claimant:
        (who,) = names(answer.base, [claim.claimant])
        pairs += [("claimant", who)]
    pairs += [("said on", display.day(claim.said_on))] if claim.said_on else []
    known = display.day(date.fromordinal(fact.known_day)) if fact.known_day else "not known"
    pairs += [("known by", known)]
    pairs += [("rank", claim.rank)] if claim.rank != "normal" else []
    for key in ("rank_reason", "inferred", "note"):
        pairs += [(key.replace("_", " "), getattr(claim, key))] if getattr(claim, key) else []
    pairs += [("file", f"{fact.file}:{fact.line}")]
    return [(key.replace("_", " "), plain(value)) for key, value in pairs]


def _period(fact: Fact) -> str:
    """In words, with the spelling of the fact base where that is another."""
    if fact.period is None:
        return "not known"
    shown, spelled = fact.period.show(), str(fact.period)
    return shown if shown == spelled else f"{shown} ({spelled})"


def _hits(answer: Answer, numbering: Numbering) -> list[Section]:
    rows = []
    for fact, hit in zip(answer.facts, answer.hits, strict=True):
        claim = fact.claim
        if isinstance(claim, Figure):
            title = f"{about(answer, claim)}: {display.figure_amount(claim)}"
        else:
            title = plain(claim.title)
        shown = plain(hit.replace("\x02", "«").replace("\x03", "»"))
        what = f"{title}\n{shown}" if shown.replace("«", "").replace("»", "") != title else shown
        period = fact.period.show() if fact.period else "undated"
        rows.append(Row((claim.id, period, what, numbering.mark(fact))))
    return [Section("", ("Claim", "When", "What", "Source"), rows, (1, 2))] if rows else []


def _counts(answer: Answer) -> list[Section]:
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
            columns = ("Topic", "Label", "About", ">Claims")
            note = plain(table.note) if table.note else ""
            rows.append(Row((table.id, plain(table.label), note, f"{claims:,}")))
            folding = (2,)
    return [Section("", columns, rows, folding)] if rows else []
