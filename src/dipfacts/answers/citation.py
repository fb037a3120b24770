"""Citations of claims: who said it and who printed it, each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dipfacts.answers.answer import once
from dipfacts.answers.claims.basis import basis_in_words
from dipfacts.answers.claims.timing import is_in_days
from dipfacts.answers.mirror_data.sides import reporter
from dipfacts.answers.occurrences.counterparties import title_with_place, took_part, with_whom
from dipfacts.answers.occurrences.relation_class import Standing, duration, stage, standings
from dipfacts.answers.source_notes import in_sentences, source_notes
from dipfacts.answers.statements.headline import figure_in_words
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.file_format.inferred_keys import inferred_with_reason
from dipfacts.model.file_format.status import NOT_HELD, class_of
from dipfacts.model.file_format.tables import Figure, Relation
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import plain, unhyphenated

_SHORT_MONTHS = {name[:3]: name for name in MONTHS}
_SHORT_MONTH = re.compile(rf"\b({'|'.join(_SHORT_MONTHS)})\b")


class Citation(Record, frozen=True):
    """One claim and where it was read, as the source gives it.

    Its `subject`, `statement`, `cautions` and `source_note` are safe to print.
    """

    id: str
    source: str
    subject: str  # what the claim is about
    statement: str  # the claim itself, in words
    cautions: tuple[str, ...]  # what a citation must add
    claimant: str | None
    said_on: Period | None
    publisher: str
    author: str | None
    title: str | None
    published: Period | None
    accessed: date | None
    locator: str | None
    url: str | None
    language: str | None
    source_note: str = ""  # how far its source can be trusted
    together: tuple[Citation, ...] = ()
    """Of an entry for a whole source: all claims that it stands for."""

    @property
    def key(self) -> str:
        """The name of its entry in a bibliography: its id, or that of a source of several."""
        return self.source if self.together else self.id

    @property
    def saying(self) -> str | None:
        """Return 'said by Jeyhun Bayramov on 24 June 2022'; None where neither is known."""
        if self.claimant is None and self.said_on is None:
            return None
        who = f" by {plain(self.claimant)}" if self.claimant else ""
        return f"said{who}{f' {said_when(self.said_on)}' if self.said_on else ''}"


def citations(base: Base, ids: list[str]) -> list[Citation]:
    """Return a citation of each claim, in the order given, each once.

    Of a relation or an event all claims are cited that are about it, so that all its sources are.
    Raises QuestionError for an unknown id.
    """
    named = [base.claim(name) for name in dict.fromkeys(ids)]
    about_same = (base.completed(Query(), [fact]) for fact in named)
    return citations_of(base, once(fact for claims in about_same for fact in claims))


def own_citation(base: Base, id_: str) -> Citation:
    """Return the citation of one claim. Raises QuestionError for an unknown id."""
    fact = base.claim(id_)
    return citations_of(base, [fact], base.completed(Query(), [fact]))[0]


def _standings(base: Base, cited: list[Fact], whole: list[Fact]) -> dict[str, Standing]:
    """Return the class of relations today: of one of several, for the two that a claim names."""
    today = date.today().toordinal()
    results = standings(base, whole, today)
    ids = {
        fact.id for fact in cited if fact.type == "relation" and len(fact.claim.everyone) == DYAD
    }
    for occurrence in occurrences(whole) if ids else ():
        of_two = (it for it in occurrence.facts if it.id in ids and occurrence.own_parties(it))
        for pair, facts in grouped((it.claim.party_set, it) for it in of_two).items():
            own = standings(base, occurrence.facts, today, pair)
            results |= {fact.id: own[fact.id] for fact in facts}
    return results


def by_source(cited: Iterable[Citation]) -> list[Citation]:
    """Return an entry for each source, in the order of first appearance, with its claims."""
    entries = grouped((citation.source, citation) for citation in cited)
    return [claims[0].replaced(together=tuple(claims)) for claims in entries.values()]


def citations_of(base: Base, facts: list[Fact], whole: list[Fact] | None = None) -> list[Citation]:
    """Return a citation of each of these claims.

    `whole` are the same with the others that say how their relations stand, where some are not
    cited.
    """
    facts = [fact.as_recorded for fact in facts]
    standings_by_id = _standings(base, facts, whole or facts)
    sources = base.sources_by_id([fact.claim.source for fact in facts])
    parties = base.parties_by_id({id_ for fact in facts for id_ in fact.claim.claimants})
    notes = {id_: " ".join(in_sentences(source_notes(base, it))) for id_, it in sources.items()}
    results = []
    for fact in facts:
        claim, source = fact.claim, sources[fact.claim.source]
        subject = _subject(base, fact, standings_by_id.get(fact.id))
        statement = subject
        if isinstance(claim, Figure):
            how = [basis] if (basis := basis_in_words(claim)) else []
            if claim.reporter:
                how.append(f"by the figures of {reporter(base, claim)}")
            counted = f" ({', '.join(how)})" if how else ""
            statement += f", {display.figure_amount(claim)}{counted}"
        elif there := took_part(base, fact):
            statement += f"; {there}"
        same = ("publisher", "author", "title", "accessed", "url", "language")
        results.append(
            Citation(
                id=fact.id,
                source=claim.source,
                subject=subject,
                statement=statement,
                cautions=_cautions(fact),
                claimant=display.listed(parties[c].name for c in claim.claimants) or None,
                said_on=_dated(claim.said_on),
                published=_dated(source.published),
                locator=claim.locator,
                source_note=notes[claim.source],
                **{key: getattr(source, key) for key in same},
            )
        )
    return results


def _dated(published: str | None) -> Period | None:
    """Return when a source was printed; None if no end of that is known."""
    period = Period.parse(published) if published else None
    return period if period and (period.start or period.end) else None


def full_date(value: date | Period) -> str:
    """Return '5 December 2022': as `Period.show`, with months in full."""
    period = value if isinstance(value, Period) else Period.parse(value.isoformat())
    return _in_full(period.show())


def said_when(period: Period) -> str:
    """Return 'on 5 December 2022', 'in March 2024'."""
    return f"{'on' if period.is_of_a_day else 'in'} {full_date(period)}"


def _in_full(text: str) -> str:
    """Return a date in words with its months in full."""
    return _SHORT_MONTH.sub(lambda match: _SHORT_MONTHS[match[1]], text)


def _subject(base: Base, fact: Fact, standing: Standing | None) -> str:
    """Return 'trade turnover between A and B in 2021', 'Talks in Sochi, 26 July 2021'."""
    claim = fact.claim
    if isinstance(claim, Figure):
        nature = base.measures[claim.measure].nature
        when = _when(Period.parse(claim.period), nature)
        return f"{display.midway(figure_in_words(base, claim))} {when}"
    text = display.bracketed(title_with_place(claim), with_whom(base, claim, ()))
    if isinstance(claim, Relation):
        status = stage(claim, standing)
        if not status and class_of(claim.status) != "standing":
            status = unhyphenated(claim.status or "")  # by others it is another now
    else:
        status = claim.status if claim.status in NOT_HELD else ""
    text = f"{_in_full(status)}: {text}" if status else text
    return f"{text}, {_in_full(duration(fact, standing))}" if fact.period else text


def _when(period: Period, nature: str) -> str:
    text = display.when(period, nature)
    if is_in_days(period, nature):
        text = f"{'on' if period.is_of_a_day else 'for'} {period.show()}"
    return _in_full(text)


def _cautions(fact: Fact) -> tuple[str, ...]:
    """Return the cautions of a citation: that the source does not say so itself, or was wrong."""
    claim = fact.claim
    cautions = []
    if claim.inferred:
        cautions.append(inferred_with_reason(claim.inferred))
    if claim.rank == "deprecated":
        reason = f": {plain(claim.rank_reason)}" if claim.rank_reason else ""
        cautions.append(f"deprecated{reason}")
    return tuple(cautions)
