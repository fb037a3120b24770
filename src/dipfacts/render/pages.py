"""An answer laid out for reading: headline, sections of rows, remarks and numbered sources.

A page knows no colours and no widths; `table` and `markdown` print it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dipfacts import wording
from dipfacts.answers import chronicle
from dipfacts.answers.answer import Answer, Series, names
from dipfacts.answers.figures import series_of
from dipfacts.answers.headline import about
from dipfacts.base import Fact
from dipfacts.compare import Question, figure_of
from dipfacts.model import Event, Figure, Party, Source, Topic
from dipfacts.names import plain

SHOWN_MAIN, SHOWN_OTHER = 8, 3  # questions of the main series and of each other one


class Row(NamedTuple):
    """One line of a table; `tone` is "", "sub" (belongs to the line above), "group" (heads
    the lines below), "differ", "planned"."""

    cells: tuple[str, ...]
    tone: str = ""


class Section(NamedTuple):
    """A table: its title, the columns' names (a leading ">" aligns right), and its rows.

    The `folding` columns may be folded to fit a width; all others stand on one line.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    folding: tuple[int, ...] = ()


class Page(NamedTuple):
    """What is printed, top to bottom; the chart only where the reader wants one."""

    headline: str
    sections: list[Section]
    series: Series | None
    remarks: list[str]
    sources: list[str]


class Numbering:
    """Sources by number, in the order in which the page first names them."""

    def __init__(self, answer: Answer) -> None:
        self._sources = answer.sources()
        self._numbers: dict[str, int] = {}

    def mark(self, fact: Fact) -> str:
        """'[2] para 14'."""
        number = self._numbers.setdefault(fact.claim.source, len(self._numbers) + 1)
        return f"[{number}]" + (f" {plain(fact.claim.locator)}" if fact.claim.locator else "")

    def lines(self) -> list[str]:
        """'[1] Azernews, F. Hasanova, 5 Dec 2022. https://…'."""
        return [f"[{n}] {citation(self._sources[name])}" for name, n in self._numbers.items()]


def citation(source: Source) -> str:
    """A source on one line."""
    parts = [source.publisher, source.author, f"“{source.title}”" if source.title else None]
    text = ", ".join(plain(part) for part in parts if part)
    text += f", {wording.day(source.published)}"
    return f"{text}. {plain(source.url)}" if source.url else f"{text}."


def page(answer: Answer, entries: list[chronicle.Entry] | None = None) -> Page:
    """The page of any answer."""
    numbering = Numbering(answer)
    remarks = list(answer.remarks)
    match answer.command:
        case "figures":
            sections = _figures(answer, numbering, remarks)
        case "timeline":
            sections = _timeline(entries or [], numbering)
        case "relations":
            sections = _relations(answer, numbering)
        case "show":
            sections = _claim(answer, numbering)
        case "search":
            sections = _hits(answer, numbering)
        case _:
            sections = _counts(answer)
    if answer.left_out:
        count = "More" if answer.command == "search" else f"{answer.left_out:,} more"
        remarks.append(f"{count} left out by --limit; --limit 0 shows all.")
    return Page(answer.head["text"], sections, answer.series, remarks, numbering.lines())


# ------------------------------------------------------------------------------- figures


def _figures(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    if answer.mirror is not None:
        return _mirror(answer, numbering)
    series: dict[tuple[object, ...], list[Question]] = {}
    if len(answer.query["parties"]) == 2:
        for question in answer.questions:
            series.setdefault(series_of(question), []).append(question)
    sections, hidden = [], 0
    if len(answer.query["parties"]) != 2:
        sections.append(_ranking(answer, numbering))
        answered = {id(question) for question in answer.main}
        hidden = sum(id(question) not in answered for question in answer.questions)
    for nth, group in enumerate(series.values()):
        most = len(group) if "limit" in answer.query else SHOWN_OTHER if nth else SHOWN_MAIN
        shown = _with_main(group, answer.main, most)
        hidden += len(group) - len(shown)
        rows = [row for question in shown for row in _question(answer, question, numbering)]
        title = about(answer, group[0].figure)
        if any(section.title == title for section in sections):
            title += f", in {plain(group[0].figure.unit)}"
        columns = ("Period", "Value", "Who says so", "Source")
        sections.append(Section(title, columns, rows, (2,)))
    if hidden:
        claims = wording.counted(hidden, "further question")
        remarks.append(f"{claims} on record; --limit 0 shows all, --json always holds them.")
    remarks += _notes(answer)
    others = [e["text"] for e in answer.derived if e["kind"] != "asymmetry"]
    remarks += [f"Derived: {text}." for text in others[:6]]
    return sections


def _mirror(answer: Answer, numbering: Numbering) -> list[Section]:
    """Each side's statistics per flow and period, and how far they lie apart."""
    facts = {fact.claim.id: fact for fact in answer.facts}
    who = names(answer.base, answer.query["parties"])
    columns = ("Period", *(f"{name} reports" for name in who), ">Asymmetry", "Source")
    flows: dict[str, list[Row]] = {}
    for row in answer.mirror or []:
        measure, start, end = row.flow
        what = plain(answer.base.measures[measure].label) if measure else "Goods"
        if start and end:
            what += " from {} to {}".format(*names(answer.base, (start, end)))
        sides = [wording.figure_amount(side) if side else "no figure" for side in row.sides]
        apart = f"{row.asymmetry}%" if row.asymmetry is not None else ""
        marks = dict.fromkeys(numbering.mark(facts[side.id]) for side in row.sides if side)
        cells = (row.period.show(), *sides, apart, ", ".join(marks))
        flows.setdefault(what, []).append(Row(cells, "differ" if row.asymmetry else ""))
    sections = [
        Section(f"{what}, by each side's own statistics", columns, rows, (4,))
        for what, rows in flows.items()
    ]
    return sections or [Section("Neither side's own statistics are on record.", columns, [])]


def _with_main(group: list[Question], main: list[Question], most: int) -> list[Question]:
    """The newest questions, and the one the headline is about wherever it stands."""
    shown = group[:most]
    return shown + [q for q in group[most:] if any(q is one for one in main)]


def _question(answer: Answer, question: Question, numbering: Numbering) -> list[Row]:
    period = question.period.show()
    if len(question.facts) == 1:
        fact = question.facts[0]
        return [Row((period, *_claimed(answer, fact, numbering)))]
    if question.agreement == "conflict":
        low, high = question.low, question.high
        unit = question.figure.unit
        value = f"{wording.amount(low, unit)} to {wording.amount(high, unit)}"
        told = f"DIFFER: {', '.join(question.reasons)}"
    else:
        value = wording.figure_amount(question.finest)
        told = "confirmed" if question.agreement == "confirmed" else "one statement"
    claims = wording.counted(len(question.facts), "claim")
    first = Row((period, value, f"{told}; {claims}", ""), "differ" if "DIFFER" in told else "")
    parts = [("", *_claimed(answer, fact, numbering, "  ")) for fact in question.facts]
    return [first, *(Row(cells, "sub") for cells in parts)]


def _claimed(
    answer: Answer, fact: Fact, numbering: Numbering, indent: str = ""
) -> tuple[str, str, str]:
    figure = figure_of(fact)
    who = [p for p in (figure.claimant, figure.reporter) if p]
    source = answer.base.sources_by_id([figure.source])[figure.source]
    told = names(answer.base, who)[0] if who else plain(source.publisher)
    if figure.claimant and figure.said_on:
        told += f", {wording.day(figure.said_on)}"
    if figure.valuation:
        told += f", {figure.valuation}"
    if figure.rank != "normal":
        told += f" ({figure.rank})"
    if figure.inferred:
        told += " (inferred)"
    return indent + wording.figure_amount(figure), told, numbering.mark(fact)


def _ranking(answer: Answer, numbering: Numbering) -> Section:
    asked = answer.query["parties"]
    rows = []
    for place, question in enumerate(answer.main, 1):
        figure = question.figure
        others = [party for party in figure.everyone if party not in asked]
        who = wording.between(names(answer.base, others))
        value = wording.figure_amount(question.finest)
        told = _claimed(answer, question.counting[0], numbering)[1]
        if question.agreement == "conflict":
            unit = figure.unit
            value = f"{wording.amount(question.low, unit)} to {wording.amount(question.high, unit)}"
            told = f"DIFFER: {wording.counted(len(question.counting), 'claim')}"
        elif question.agreement == "confirmed":
            told = f"confirmed by {question.statements}"
        marks = " ".join(dict.fromkeys(numbering.mark(f).split()[0] for f in question.counting))
        tone = "differ" if "DIFFER" in told else ""
        rows.append(Row((str(place), who, question.period.show(), value, told, marks), tone))
    title = ""
    if answer.main:
        title = plain(answer.base.measures[answer.main[0].figure.measure].label)
    columns = (">#", "Partner" if asked else "Parties", "Period", "Value", "Who says so", "Source")
    return Section(title, columns, rows, (1, 4))


def _notes(answer: Answer) -> list[str]:
    """What must be known to use the headline's claims rightly."""
    if len(answer.query["parties"]) != 2:
        return []
    seen = {}
    for question in answer.main:
        for fact in question.counting:
            if fact.claim.note and fact.claim.note not in seen:
                seen[fact.claim.note] = fact.claim.id
    return [f"Note on {claim}: {plain(note)}" for note, claim in seen.items()]


# ---------------------------------------------------------------- timeline and relations


def _timeline(entries: list[chronicle.Entry], numbering: Numbering) -> list[Section]:
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
        (now if chronicle.in_force(fact, answer.as_of or 0) else past).append(Row(cells))
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
                (f.claim.id, *_claimed(answer, f, numbering)),
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
                f"{wording.figure_amount(claim)} ({wording.number(claim.value)} {claim.unit})",
            )
        ]
        pairs += [("reporter", names(answer.base, [claim.reporter])[0])] if claim.reporter else []
        for key in ("scope", "part_of", "valuation", "definition"):
            pairs += [(key, getattr(claim, key))] if getattr(claim, key) else []
    else:
        pairs += [("people", ", ".join(names(answer.base, claim.people)))] if claim.people else []
        pairs += [("place", claim.place)] if claim.place else []
        pairs += [("status", claim.status)] if claim.status else []
    pairs += [("period", f"{fact.period.show()} ({fact.period})" if fact.period else "not known")]
    if claim.claimant:
        (who,) = names(answer.base, [claim.claimant])
        pairs += [("claimant", who)]
    pairs += [("said on", wording.day(claim.said_on))] if claim.said_on else []
    known = wording.day(date.fromordinal(fact.known_day)) if fact.known_day else "not known"
    pairs += [("known by", known)]
    pairs += [("rank", claim.rank)] if claim.rank != "normal" else []
    for key in ("rank_reason", "inferred", "note"):
        pairs += [(key.replace("_", " "), getattr(claim, key))] if getattr(claim, key) else []
    pairs += [("file", f"{fact.file}:{fact.line}")]
    return [(key.replace("_", " "), plain(value)) for key, value in pairs]


def _hits(answer: Answer, numbering: Numbering) -> list[Section]:
    rows = []
    for fact, hit in zip(answer.facts, answer.hits, strict=True):
        claim = fact.claim
        if isinstance(claim, Figure):
            title = f"{about(answer, claim)}: {wording.figure_amount(claim)}"
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
            cells = (table.id, citation(table), wording.day(table.published), f"{claims:,}")
            rows.append(Row(cells))
        elif isinstance(table, Topic):
            columns = ("Topic", "Label", "About", ">Claims")
            note = plain(table.note) if table.note else ""
            rows.append(Row((table.id, plain(table.label), note, f"{claims:,}")))
            folding = (2,)
    return [Section("", columns, rows, folding)] if rows else []


__all__ = ["Event", "Page", "Row", "Section", "citation", "page"]
