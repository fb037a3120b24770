"""The page of any answer: headline, sections of rows, remarks and numbered sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from itertools import chain, groupby

from dipfacts.answers.answer import NAMED_BODIES, NOTHING, Answer, names
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.date_words import dated_stages
from dipfacts.answers.further_commands import command, command_for_all, party_called_as_topic
from dipfacts.answers.occurrences import differences, in_few_words
from dipfacts.answers.relation_class import CLASSES, duration
from dipfacts.answers.source_notes import source_notes
from dipfacts.answers.years import Series
from dipfacts.model import display
from dipfacts.model.agreement import agree, figure_of
from dipfacts.model.inferred_keys import inferred_key
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.query import Fact
from dipfacts.model.rounding import is_number
from dipfacts.model.stage import relation_or_event
from dipfacts.model.status import StatusClass
from dipfacts.model.tables import Figure
from dipfacts.render.page import figures, mirror
from dipfacts.render.page.document import Numbering, Page, Row, Section, figure_cells
from dipfacts.render.page.draft import Draft, shared_memberships, undated
from dipfacts.render.page.events import events
from dipfacts.render.page.occurrence_cells import relations, titled_alone
from dipfacts.render.page.plot import Plot
from dipfacts.text import capitalised, fold, plain, unhyphenated

_MOST_ROWS = 500  # claims beside one that is shown
_YEARS = 5  # of the chart of a short page, at least

_MODULES = {name: name for name in ("timeline", "brief", "overview")}  # that lay out a command
_MODULES |= dict.fromkeys(("search", "claims"), "hits")
_COMPARED = _NUMBER, _ABSENT, _AGREE, _FIT, _DIFFER, _DEPRECATED = (
    ": a number is given",
    ": no number is given",
    ": agree with it",
    ": do not contradict it",
    ": differ from it",
    ": deprecated",
)


def page(
    answer: Answer, most: float | None = None, terse: bool = False, draft: Draft | None = None
) -> Page:
    """Lay out an answer; with `most` rows in its largest table, where it must fit a screen.

    With `terse` its sources are in few words. A `draft` may mark them in another way.
    """
    draft = draft or Draft(answer, most, terse)
    match answer.command:
        case "figures":
            if answer.side_by_side:
                return _side_by_side(answer, draft)
            sections = [*figures.sections(answer, draft), *_relations_and_events(answer, draft)]
        case "relations":
            sections = [*_relations(answer, draft), *_shared(answer, draft)]
        case "show":
            sections = _claim(answer, draft) if answer.facts else []
        case "conflicts":
            sections = figures.series(answer, draft)
            sections += _relations_and_events(answer, draft)
        case command:  # most answers are of claims, and need none of these
            if command == "claims":
                draft.told = frozenset([answer.query["source"]])
            name = _MODULES.get(command, "lists")
            sections = import_module(f"dipfacts.render.page.{name}").sections(answer, draft)
    series = answer.series
    if series is not None and most is not None:
        series = series.replaced(points=series.points[-max(int(most) + 1, _YEARS) :])
    return _page(answer, draft, sections, series)


def _side_by_side(answer: Answer, draft: Draft) -> Page:
    from dipfacts.render.page import side_by_side  # most answers are of fewer parties

    draft.counted["claim"] = answer.left_of["claim"]  # by the remarks, with the commands
    sections = [*side_by_side.sections(answer, draft), *_relations_and_events(answer, draft)]
    plot = side_by_side.plot(answer)
    if plot and draft.is_short:  # the title stands above the table
        plot = plot.replaced(title="", is_low=True)
    return _page(answer, draft, sections, plot)


def _page(
    answer: Answer, draft: Draft, sections: list[Section], series: Series | Plot | None
) -> Page:
    """Return a page with what its limit leaves out, its sources, and how fresh it is."""
    if answer.ids:
        sections = [section.with_ids() for section in sections]
    draft.remarks = [_cited(answer, line, draft) for line in draft.remarks]
    draft.remarks += _commands(answer, draft)
    draft.remarks += undated(answer)
    is_overview = answer.command == "overview"  # which names its sources itself
    remarks = draft.remarks if is_overview else draft.closing()
    rows = ("\n".join(row.cells) for section in sections for row in section.rows)
    draft.keep(chain(rows, remarks))
    in_full, with_notes = not draft.terse, not draft.is_short
    sources = [] if is_overview else draft.lines(in_full, with_notes)
    newest = newest_source(answer, draft.sources())
    return Page(answer.head["text"], sections, series, remarks, sources, newest, answer.base.place)


def _cited(answer: Answer, line: str, draft: Draft) -> str:
    """Return a remark with the sources of the claims on which it rests, if no table has them."""
    facts = (of for text, of in answer.cited.items() if line.endswith(text[1:]))
    return " ".join((line, *(str(draft.numbers(of)) for of in facts)))


def _commands(answer: Answer, draft: Draft) -> Iterator[str]:
    """Yield the commands that show what the page only counts, each after what it shows."""
    if answer.command == "figures" and (party := party_called_as_topic(answer)):
        name = plain(answer.base.parties_by_id([party])[party].name)
        whom = command(answer, "brief", party, *answer.query["parties"], topic=None)
        yield f"{capitalised(name)} is a party, too: {whom}"
    if answer.earlier:
        more = f"{display.counted(answer.earlier, 'more line')} of the timeline"
        yield f"{more}: {command(answer, 'timeline')}"
    has_own = answer.is_brief
    has_table = answer.shared_bodies or answer.command == "figures"
    if answer.shared[0] > NAMED_BODIES and not (has_own or has_table):
        yield from shared_memberships(answer)
    if answer.has_others and answer.status == NOTHING:
        yield f"The other claims: {command_for_all(answer)}"
    if more := answer.more(draft.counted):
        yield f"{more}: --limit 0"


# --------------------------------------------------------------- relations and events


def _relations_and_events(answer: Answer, draft: Draft) -> list[Section]:
    """Return the relations and events on a topic, the newest first.

    Below figures, a short page that has little room only counts them.
    """
    part = 6 if answer.questions else 1
    results = _relations(answer, draft, part)
    shown = draft.fitting(answer.entries, "event", part + 1)
    section = events("Events", answer, shown, draft)
    results += [section] if section.rows else []
    return [*results, *_shared(answer, draft, part + 1 if results else part)]


def _shared(answer: Answer, draft: Draft, part: int = 1) -> list[Section]:
    """Return the memberships that two parties share."""
    if not answer.shared_bodies:
        return []
    from dipfacts.render.page import shared_bodies  # few ask for memberships

    bodies = draft.fitting(answer.shared_bodies, "shared membership", part)
    return [shared_bodies.section(answer, bodies, draft)] if bodies else []


def _relations(answer: Answer, draft: Draft, part: int = 1) -> list[Section]:
    if answer.watch:
        from dipfacts.render.page import many_relations  # few pages have so many

        return many_relations.sections(answer, draft, answer.watch)
    groups: dict[StatusClass, list[Occurrence]] = {name: [] for name in CLASSES}
    shared = {id(one) for it in answer.shared_bodies for one in it.occurrences}
    for one in answer.occurrences:
        if one.is_event or id(one) in shared:
            continue
        groups[answer.standings[one.fact.id].name].append(one)
    there = [(name, _by_name(result)) for name, result in groups.items() if result]
    fitting = {
        name: draft.fitting(result, "relation", 3 * part if nth else part)
        for nth, (name, result) in enumerate(there)
    }
    return relations(answer, {name: result for name, result in fitting.items() if result}, draft)


def _by_name(own: list[Occurrence]) -> list[Occurrence]:
    """Return relations in order, those of one period by their titles."""
    of_period = groupby(own, key=lambda one: one.fact.claim.period)
    return [
        one
        for _, several in of_period
        for one in sorted(several, key=lambda one: fold(relation_or_event(one.fact).title))
    ]


# -------------------------------------------------------------------- show, search, lists


def _claim(answer: Answer, draft: Draft) -> list[Section]:
    """Return every key of the claim, then the others about the same question."""
    fact, *others = answer.facts
    if answer.questions:
        about_same = [*answer.questions[:1], *answer.absent]
        same = {other.id for question in about_same for other in question.facts}
        others = [other for other in others if other.id in same]
    source = answer.base.source(fact.claim.source)
    notes = source_notes(answer.base, source).items()
    draft.told = frozenset([source.id])
    pairs = (*_keys(answer, fact), ("source", draft.mark(fact)))
    rows = [Row(pair) for pair in (*pairs, *((f"source {key}", text) for key, text in notes))]
    sections = [Section(fact.id, ("Key", "Value"), rows)]
    if others and fact.type == "figure":
        sections += _compared(answer, fact, others, draft)
    elif others:
        sections.append(_about_same(answer, fact, others, draft))
    if fact.type != "figure":
        rows = [Row(cells) for cells in _agreement(answer, answer.occurrences[0], draft)]
        title = "What the claims say together"
        sections += [Section(title, ("", "Source"), rows)] if rows else []
    return [*sections, *mirror.sections(answer, answer.sides, draft)]


def _about_same(answer: Answer, fact: Fact, others: list[Fact], draft: Draft) -> Section:
    """Return the other claims about a relation or an event; titles only where they differ.

    Columns in which no row has anything are left out.
    """
    asked = fact.claim.everyone
    own = titled_alone(answer, fact, asked)
    rows = list[tuple[str, ...]]()
    for other in others[:_MOST_ROWS]:
        status = unhyphenated(relation_or_event(other).status or "")
        title = titled_alone(answer, other, asked)
        cells = (other.id, _when(answer, other), status, title if title != own else "")
        rows.append((*cells, draft.mark(other)))
    if len(others) > _MOST_ROWS:
        rows.append(("", "", "", f"{len(others) - _MOST_ROWS:,} more: --json", ""))
    columns = ("Claim", "When", "Status", "What", "Source")
    kept = [nth for nth in range(len(columns)) if any(row[nth] for row in rows)]
    heads, *filled = (tuple(row[nth] for nth in kept) for row in (columns, *rows))
    return Section(f"About the same {fact.type}", heads, [*map(Row, filled)])


def _agreement(answer: Answer, one: Occurrence, numbering: Numbering) -> Iterator[tuple[str, str]]:
    """Yield what claims differ on, with each side, and the stages in order."""
    for difference in differences(answer.base, one):
        yield capitalised(*in_few_words([difference])), ""
        yield from ((f"· {text}", numbering.marks(facts)) for text, facts in difference.sides)
    for status, dates, facts in dated_stages(answer.base, one, answer.day):
        yield f"{capitalised(status)}: {dates}", numbering.marks(facts)


def _compared(answer: Answer, fact: Fact, others: list[Fact], draft: Draft) -> list[Section]:
    """Return the figures about the same question: those that agree with one, those that differ."""
    nature = answer.base.measures[figure_of(fact).measure].nature
    tables: dict[str, list[Row]] = {how: [] for how in _COMPARED}
    for other in others:
        tone = "sub" if other.claim.rank == "deprecated" else ""
        about_same = answer.questions[0] if answer.questions else None
        row = Row((other.id, *figure_cells(answer, other, draft, question=about_same)), tone)
        tables[_comparison(figure_of(fact), figure_of(other), nature)].append(row)
    columns = ("Claim", "Value", "Who says so", "Source")
    if answer.questions and answer.questions[0].agreement == "single":
        tables[f"{_AGREE}, one statement"] = tables.pop(_AGREE)
    return [
        Section(f"About the same question{how}", columns, rows)
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
