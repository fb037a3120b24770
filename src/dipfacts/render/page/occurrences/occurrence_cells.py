"""Cells of relations and events: dates, titles, kinds, and what sources differ on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from dipfacts.answers.answer import Answer, sorted_in_sentence
from dipfacts.answers.occurrences.counterparties import (
    counterparties,
    left_by,
    title_with_place,
    with_whom,
)
from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import (
    Detail,
    details_of,
    disputed,
    kind_in_words,
    places,
)
from dipfacts.answers.occurrences.relation_class import Standing, as_said, duration, stage
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.inferred_keys import inferred_in_words, inferred_key
from dipfacts.model.file_format.status import WORDS, StatusClass, class_of
from dipfacts.model.file_format.tables import Event, Relation
from dipfacts.model.occurrences.dispute import beginnings
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.render.page.document import Numbering, Row, Section, period_mark
from dipfacts.render.page.marked_cells import TextCell
from dipfacts.text import plain, unhyphenated

_MOST_SIDES = 4  # of what sources differ on


def when_of(entry: Entry, standing: Standing | None = None) -> str:
    """Return the date of a line of a timeline: '25 Sep 2018', '2022 (inferred)'."""
    when = entry.when if entry.day else duration(entry.fact, standing)
    return when + period_mark([entry.fact])


def titled(answer: Answer, fact: Fact, *added: str, whom: str = "") -> str:
    """Return the title of an event or relation, with its place unless the title holds it.

    With whom it is, or which way it goes, follows: 'Defence pact (United Kingdom → Belgium)'. One
    that is deprecated or inferred says so, and where sources differ on the place each is named.
    More may be `added`, and `whom` stands in place of the parties.
    """
    claim, occurrence = relation_or_event(fact), answer.occurrence_of(fact)
    place = places(occurrence, fact) if occurrence else plain(claim.place or "")
    with_ = whom or counterparties(answer, claim, occurrence)
    return _titled(claim, place, with_, inferred_mark(answer, fact), *added)


def inferred_mark(answer: Answer, fact: Fact) -> str:
    """Return 'status inferred', or 'inferred' of the whole, where no claim of its stage states it.

    Of what another claim of the stage has otherwise, too, as all that it says stands in the row.
    The period has a mark of its own, in the cell that it stands in.
    """
    occurrence = answer.occurrence_of(fact)
    together = (
        occurrence.stage_of(fact).facts if occurrence and fact in occurrence.counting else [fact]
    )
    for own in (fact, *together):
        inferred = own.claim.inferred or ""
        key, _ = inferred_key(inferred)
        is_marked = inferred and key != "period" and (key or own is fact)
        if is_marked and not any(_states(other, own, key) for other in together):
            return inferred_in_words(inferred)
    return ""


def _states(fact: Fact, other: Fact, key: str) -> bool:
    """Return whether the source of a claim states a key of another, all of it if that is ""."""
    inferred = fact.claim.inferred
    if not key:
        return not inferred
    is_inferred = inferred and inferred_key(inferred)[0] in ("", key)
    return not is_inferred and getattr(fact.claim, key, "") == getattr(other.claim, key, "")


def titled_alone(answer: Answer, fact: Fact, asked: Sequence[str], *added: str) -> str:
    """Return the title of a claim as it stands, beside others about the same.

    `asked` are the ids of the parties that need no name. More may be `added`.
    """
    claim = relation_or_event(fact)
    return _titled(claim, plain(claim.place or ""), with_whom(answer.base, claim, asked), *added)


def _titled(claim: Relation | Event, place: str, *added: str) -> str:
    withdrawn = "deprecated" if claim.rank == "deprecated" else ""
    return display.bracketed(title_with_place(claim, place), *added, withdrawn)


def kind_of(answer: Answer, fact: Fact, standing: Standing) -> str:
    """Return the kind of a relation with its status: 'treaty, signed'.

    The `standing` says what has become of it; "in force" stands above it, as the name of its class.
    """
    claim = relation_or_event(fact)
    assert isinstance(claim, Relation)
    kind = kind_in_words(answer.base, claim.kind)
    status = stage(claim, standing)
    is_said = not status or status == WORDS[standing.name]
    return kind if is_said else f"{kind}, {status}"


def marks_of(entry: Entry, numbering: Numbering) -> str:
    """Return the sources of a line of a timeline: those of all claims that have its status.

    Of a beginning or an end on which claims of several stages differ, those of all of them.
    """
    occurrence = entry.occurrence
    if occurrence is None:
        return numbering.mark(entry.fact)
    own = occurrence.stage_of(entry.fact)
    is_of_several = entry.mark == "begins" and beginnings(occurrence, own)
    others = [end.fact for end in occurrence.begun_by_all] if is_of_several else []
    ended = [end.fact for end in occurrence.ended_otherwise] if entry.mark == "ends" else []
    others = ended if entry.fact in ended else others
    return numbering.marks([*dict.fromkeys([*others, *own.facts])])


def folded(
    answer: Answer, occurrence: Occurrence | None, numbering: Numbering, entry: Entry | None = None
) -> list[str]:
    """Return the marks of what sources differ on, for a title below which nothing tells it."""
    return disputed(answer.base, occurrence, entry) if occurrence and numbering.is_short else []


def differences_of(answer: Answer, entry: Entry, numbering: Numbering) -> list[Row]:
    """Return rows of what sources differ on in a line of a timeline."""
    occurrence = entry.occurrence
    if occurrence is None:
        return []
    return numbering.details(partial(difference_rows, answer, occurrence, entry=entry))


def relations(
    answer: Answer, by_class: Mapping[StatusClass, list[Occurrence]], numbering: Numbering
) -> list[Section]:
    """Return a table of the relations of each class, under its name."""
    answer.parties()  # of all rows at once, and not one after the other
    answer.base.titles.read(
        relation_or_event(relation.fact).title for own in by_class.values() for relation in own
    )
    return [
        class_section(
            name, [row for relation in own for row in relation_rows(answer, relation, numbering)]
        )
        for name, own in by_class.items()
    ]


def class_section(name: StatusClass, rows: Iterable[Row]) -> Section:
    """Return the table of the relations of a class."""
    columns = ("Period", "Relation", "Kind", "Source")
    return Section(WORDS[name].capitalize(), columns, rows, name)


def relation_rows(answer: Answer, occurrence: Occurrence, numbering: Numbering) -> list[Row]:
    """Return the row of a relation, and what sources differ on."""
    fact, period = as_it_is(answer, occurrence)
    kind = kind_of(answer, fact, answer.standings[fact.id])
    what = titled(
        answer, fact, *folded(answer, occurrence, numbering), whom=left_by(answer, fact, occurrence)
    )
    row = Row((period, what, kind, numbering.marks(occurrence.counting)), about=occurrence)
    if len(occurrence.facts) == 1:  # there is nothing to be told apart
        return [row]
    return [row, *numbering.details(partial(difference_rows, answer, occurrence))]


def as_it_is(answer: Answer, occurrence: Occurrence) -> tuple[Fact, str]:
    """Return the claim that says what a relation is on the day of the answer, and its period."""
    fact = answer.answering(occurrence)
    standing = answer.standings[fact.id]
    period = duration(fact, standing, date_of(occurrence, answer.day, standing.name == "over"))
    return fact, period + period_mark([fact])


def difference_rows(
    answer: Answer, occurrence: Occurrence, numbering: Numbering, entry: Entry | None = None
) -> list[Row]:
    """Return rows of what sources differ on, the stages, and claims that are deprecated."""
    details = details_of(answer, occurrence, numbering.marks, entry, _MOST_SIDES)
    withdrawn = (
        (_deprecated(answer, occurrence, fact), numbering.mark(fact))
        for fact in occurrence.withdrawn
    )
    details += [Detail(f"deprecated: {text} {mark}", is_doubt=False) for text, mark in withdrawn]
    facts = [*occurrence.facts, *occurrence.withdrawn]
    cells = ((_naming(f"· {it.text}", facts, numbering), it.is_doubt) for it in details)
    return [Row(("", cell, "", ""), "sub", occurrence, is_doubt) for cell, is_doubt in cells]


def _deprecated(answer: Answer, occurrence: Occurrence, fact: Fact) -> str:
    """Return the words for what a claim says that is no longer held right, of fewer for whom.

    'terminated 1 Jan 2010', 'withdrawn 1 Jan 2010 (Celand)', 'since 30 Aug 1992'.
    """
    claim = relation_or_event(fact)
    status, dates = as_said(fact)
    if (
        occurrence.is_event and claim.status != occurrence.main.status
    ):  # as a visit that is planned was held
        status = unhyphenated(claim.status or "")
    if isinstance(claim, Relation) and class_of(claim.status) == "standing":
        status, dates = "", duration(fact, answer.standings.get(fact.id))
    own, everyone = (
        claim.party_set,
        {party for it in occurrence.facts for party in it.claim.everyone},
    )
    whom = sorted_in_sentence(answer.base, sorted(own)) if own < everyone else []
    return display.bracketed(f"{status} {dates}".strip(), display.listed(whom))


def _naming(text: str, facts: Iterable[Fact], numbering: Numbering) -> TextCell:
    """Return a text that knows the claims, of some, whose sources it names."""
    numbers = ((numbering.numbered(fact), fact) for fact in facts)
    return TextCell.of(text, [fact for n, fact in numbers if n and numbering.sign(n) in text])
