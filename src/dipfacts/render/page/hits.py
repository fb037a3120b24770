"""The hits of a search, those about one relation or event together; or the claims of a source."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.derived.inputs import amount_with_basis
from dipfacts.answers.figures.headline import about
from dipfacts.answers.occurrences.counterparties import counterparties, placed, stated_title
from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.answers.occurrences.occurrences import disputed, marks, places
from dipfacts.answers.occurrences.relation_class import as_said, duration, stage
from dipfacts.model import display
from dipfacts.model.groups import grouped
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.query import Fact, any_of
from dipfacts.model.stage import relation_or_event
from dipfacts.model.tables import Figure, Relation
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.occurrence_cells import as_it_is, inferred_mark
from dipfacts.text import plain

_Hit = tuple[Fact, str]


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return the claims found, best first; of one relation or event first the one that answers."""
    hits = grouped((hit[0].occurrence or hit[0].id, hit) for hit in _with_excerpts(answer, draft))
    rows = [row for of_one in hits.values() for row in _together(answer, of_one, draft)]
    return _section(rows, draft)


def source_sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out the claims of a source, each alone, with what this source says."""
    draft.described = frozenset(any_of(answer.asked.source))
    rows = [_as_said(answer, fact, draft) for fact, _ in _with_excerpts(answer, draft)]
    return _section(rows, draft)


def _with_excerpts(answer: Answer, draft: Draft) -> list[_Hit]:
    """Return the claims for which there is room, with their excerpts."""
    marked = (text.replace("\x02", "«").replace("\x03", "»") for text in answer.hits.excerpts)
    excerpts = map(plain, marked)
    return draft.fitting([*zip(answer.facts, excerpts, strict=True)], "claim")


def _section(rows: list[Row], draft: Draft) -> list[Section]:
    """Return rows as a section; none without any."""
    columns: tuple[str, ...] = ("Claim", "When", "What", "Source")
    if draft.is_short:  # what each is about stands below it, in the whole width
        rows = [
            it
            for claim, when, text, source in (row.cells for row in rows)
            for it in (Row((claim, when, source)), Row((f"  {text}", "", ""), "sub"))
        ]
        columns = ("Claim", "When", "Source")
    return [Section("", columns, rows, head="claim")] if rows else []


def _as_said(answer: Answer, fact: Fact, draft: Draft) -> Row:
    """Return the row of one claim: what its source says, and where others say otherwise."""
    if fact.type == "figure":
        when, _, what = _figure(answer, fact)
    else:
        one, (status, when) = answer.occurrence_of(fact), as_said(fact)
        differ = disputed(answer.base, one) if one and fact in one.counting else []
        what = stated_title(answer, fact, status, *differ)
    return Row((fact.id, when, what + _withdrawn(fact), draft.mark(fact)))


def _together(answer: Answer, hits: list[_Hit], draft: Draft) -> list[Row]:
    """Return the rows of claims about one thing: what it is, and the others below."""
    one = answer.occurrence_of(hits[0][0])
    answering = answer.answering(one).id if one else ""
    (fact, excerpt), *others = sorted(hits, key=lambda hit: hit[0].id != answering)
    when, title, what = _figure(answer, fact) if one is None else _occurrence(answer, one, fact)
    alone = one and (fact in one.stage_on(answer.day).facts or fact not in one.counting)
    if alone and fact.id != answering:  # without the claim whose dates these are
        when = duration(fact, answer.standings.get(fact.id))
    unmarked = excerpt.replace("«", "").replace("»", "")
    is_said = title.startswith(unmarked) or title.endswith(f", {unmarked}")  # as a place does
    if excerpt:
        what = what.replace(unmarked, excerpt, 1) if is_said else f"{what}\n{excerpt}"
    what += _withdrawn(fact)
    telling = one.counting if one and fact in one.counting else [fact]
    rows = [Row((fact.id, when, what, draft.marks([fact, *(f for f in telling if f is not fact)])))]
    for fact, excerpt in others:
        when = duration(fact, answer.standings.get(fact.id))
        title, text = plain(relation_or_event(fact).title), placed(relation_or_event(fact))
        unmarked = excerpt.replace("«", "").replace("»", "")
        text = text.replace(title, excerpt) if unmarked == title else excerpt or text
        what = f"· about the same: {text}{_withdrawn(fact)}"
        rows.append(Row((fact.id, when, what, draft.mark(fact)), "sub"))
    return rows


def _withdrawn(fact: Fact) -> str:
    """Return ' (deprecated)' for a claim that is no longer held to be right."""
    return f" ({fact.claim.rank})" if fact.claim.rank == "deprecated" else ""


def _figure(answer: Answer, fact: Fact) -> tuple[str, str, str]:
    """Return the period of a figure, and what it is of: the title, which is all its text."""
    assert isinstance(fact.claim, Figure)
    nature = answer.base.measures[fact.claim.measure].nature
    when = display.span(fact.period, nature) if fact.period else "undated"
    title = f"{about(answer, fact.claim)}: {amount_with_basis(fact.claim)}"
    return when, title, title


def _occurrence(answer: Answer, one: Occurrence, fact: Fact) -> tuple[str, str, str]:
    """Return when it was or holds, its title with the place, and that with what became of it."""
    claim, said = relation_or_event(fact), [inferred_mark(answer, fact), *marks(answer, one)]
    title, with_ = placed(claim, places(one, fact)), counterparties(answer, claim, one)
    if isinstance(claim, Relation):
        now, when = as_it_is(answer, one)
        standing = answer.standings[now.id]
        # The status, unless sources differ on it; of another claim its class alone.
        status = stage(claim, standing) if now.id == fact.id else ""
        status = "" if "status" in one.differ else status or standing.text
        return when, title, display.bracketed(title, with_, status, *said)
    return date_of(one), title, display.bracketed(title, with_, *said)
