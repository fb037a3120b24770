"""The hits of a search, those about one relation or event together; or the claims of a source."""

from __future__ import annotations

import re

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.basis import amount_with_basis
from dipfacts.answers.occurrences.counterparties import (
    counterparties,
    stated_title,
    title_with_place,
)
from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.answers.occurrences.occurrences import disputed, marks, places
from dipfacts.answers.occurrences.relation_class import as_said, duration, stage
from dipfacts.answers.statements.headline import figure_in_words
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Figure, Relation
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.query import any_of
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.marked_cells import HitCell
from dipfacts.render.page.occurrences.occurrence_cells import as_it_is, inferred_mark
from dipfacts.text import plain

_Part = tuple[str, bool]  # of a text: and whether it was found
_Excerpt = tuple[_Part, ...]
_Hit = tuple[Fact, _Excerpt]


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
    excerpts = map(_excerpt, answer.hits.excerpts)
    return draft.fitting([*zip(answer.facts, excerpts, strict=True)], "claim")


def _excerpt(hit: str) -> _Excerpt:
    r"""Return a text by its parts, of which a search put what it found between \x02 and \x03.

    >>> _excerpt("a \x02trade\x03 pact")
    (('a ', False), ('trade', True), (' pact', False))
    """
    parts = re.split("[\x02\x03]", hit)
    return tuple((plain(part), nth % 2 == 1) for nth, part in enumerate(parts) if part)


def _text_of(excerpt: _Excerpt) -> str:
    return "".join(text for text, _ in excerpt)


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
        occurrence, (status, when) = answer.occurrence_of(fact), as_said(fact)
        differ = (
            disputed(answer.base, occurrence) if occurrence and fact in occurrence.counting else []
        )
        what = stated_title(answer, fact, status, *differ)
    return Row((fact.id, when, what + _withdrawn(fact), draft.mark(fact)))


def _together(answer: Answer, hits: list[_Hit], draft: Draft) -> list[Row]:
    """Return the rows of claims about one thing: what it is, and the others below."""
    occurrence = answer.occurrence_of(hits[0][0])
    answering = answer.answering(occurrence).id if occurrence else ""
    (fact, excerpt), *others = sorted(hits, key=lambda hit: hit[0].id != answering)
    when, title, what = (
        _figure(answer, fact) if occurrence is None else _occurrence(answer, occurrence, fact)
    )
    alone = occurrence and (
        fact in occurrence.stage_on(answer.day).facts or fact not in occurrence.counting
    )
    if alone and fact.id != answering:  # without the claim whose dates these are
        when = duration(fact, answer.standings.get(fact.id))
    cell = HitCell.of(*_marked(title, what, excerpt), (_withdrawn(fact), False))
    telling = occurrence.counting if occurrence and fact in occurrence.counting else [fact]
    rows = [Row((fact.id, when, cell, draft.marks([fact, *(f for f in telling if f is not fact)])))]
    for fact, excerpt in others:
        when = duration(fact, answer.standings.get(fact.id))
        title, text = (
            plain(relation_or_event(fact).title),
            title_with_place(relation_or_event(fact)),
        )
        after = text.removeprefix(title) if _text_of(excerpt) == title else ""
        after += _withdrawn(fact)
        cell = HitCell.of(("· about the same: ", False), *excerpt, (after, False))
        rows.append(Row((fact.id, when, cell, draft.mark(fact)), "sub"))
    return rows


def _marked(title: str, what: str, excerpt: _Excerpt) -> _Excerpt:
    """Return the words for a thing, which begin with its title, with what was found in it.

    An excerpt that the title does not say stands in a line below.
    """
    said = _text_of(excerpt)
    if title.startswith(said) and not title[len(said) :][:1].isalnum():
        return (*excerpt, (what.removeprefix(said), False))
    if title.endswith(f", {said}"):  # as a place does
        before = title.removesuffix(said)
        return ((before, False), *excerpt, (what.removeprefix(title), False))
    return ((f"{what}\n", False), *excerpt)


def _withdrawn(fact: Fact) -> str:
    """Return ' (deprecated)' for a claim that is no longer held to be right."""
    return f" ({fact.claim.rank})" if fact.claim.rank == "deprecated" else ""


def _figure(answer: Answer, fact: Fact) -> tuple[str, str, str]:
    """Return the period of a figure, and what it is of: the title, which is all its text."""
    assert isinstance(fact.claim, Figure)
    nature = answer.base.measures[fact.claim.measure].nature
    when = display.span(fact.period, nature) if fact.period else "undated"
    title = f"{figure_in_words(answer.base, fact.claim)}: {amount_with_basis(fact.claim)}"
    return when, title, title


def _occurrence(answer: Answer, occurrence: Occurrence, fact: Fact) -> tuple[str, str, str]:
    """Return when it was or holds, its title with the place, and that with what became of it."""
    claim, said = relation_or_event(fact), [inferred_mark(answer, fact), *marks(answer, occurrence)]
    title, with_ = (
        title_with_place(claim, places(occurrence, fact)),
        counterparties(answer, claim, occurrence),
    )
    if isinstance(claim, Relation):
        now, when = as_it_is(answer, occurrence)
        standing = answer.standings[now.id]
        # The status, unless sources differ on it; of another claim its class alone.
        status = stage(claim, standing) if now.id == fact.id else ""
        status = "" if "status" in occurrence.differ else status or standing.text
        return when, title, display.bracketed(title, with_, status, *said)
    return date_of(occurrence), title, display.bracketed(title, with_, *said)
