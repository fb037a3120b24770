"""Checks that each claim can be traced in its source to who said it, when and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dipfacts.checks.view import CheckedBase, Finding
from dipfacts.countries import country_names
from dipfacts.errors import Problem
from dipfacts.model import display
from dipfacts.model.figures.agreement import AHEAD
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import AnyClaim, Event, Party, Source
from dipfacts.model.periods.period import Period
from dipfacts.model.web_address import web_address
from dipfacts.read.table.own_values import HOW_INFERRED
from dipfacts.read.table.possible_faults import says_how, unseen_in
from dipfacts.remedy import Allow, ByColumn, Remedy, Setting
from dipfacts.text import plain, short


def missing_locator(view: CheckedBase) -> Iterator[Finding]:
    """Report claims that do not say where in their source they are."""
    for row, claim in view.claims:
        if claim.locator is None:
            message = f'"{claim.id}" has no locator'
            example = Setting.of("locator", "para 4")
            remedy = Remedy.of("say where in its source it is, such as ", example)
            yield Finding(row, "source", "missing-locator", message, remedy)


def missing_said_on(view: CheckedBase) -> Iterator[Finding]:
    """Report statements without a date."""
    for row, claim in view.claims:
        if claim.claimants and claim.said_on is None:
            who = display.listed(f'"{claimant}"' for claimant in claim.claimants)
            message = f"{who} {display.are(len(claim.claimants))} quoted without a date"
            hint = "add said_on, the day on which it was said"
            yield Finding(row, "claimant", "missing-said-on", message, hint)


def _known_before(view: CheckedBase, claim: AnyClaim, start: date | None) -> tuple[str, str] | None:
    """Return the key that dates a claim before a day for certain, and its date."""
    dates = (("published", view.sources[claim.source].published), ("said_on", claim.said_on))
    for key, known in dates:
        end = Period.parse(known).end if known else None
        if known and start and end and start >= end:
            return key, known
    return None


def said_after_published(view: CheckedBase) -> Iterator[Finding]:
    """Report statements dated after the source that prints them."""
    for row, claim in view.claims:
        printed = view.sources[claim.source].published
        end = Period.parse(printed).end if printed else None
        said = Period.parse(claim.said_on).start if claim.said_on else None
        if said and end and said >= end:
            message = f"said_on {claim.said_on} is after its source was published, {printed}"
            hint = "correct one of the two dates, or name the source that reports it"
            yield Finding(row, "said_on", "said-after-published", message, hint)


def published_in_future(view: CheckedBase) -> Iterator[Finding]:
    """Report sources dated after today."""
    for row, source in view.of(Source):
        start = Period.parse(source.published).start if source.published else None
        if start and start > view.today:
            message = f"published {source.published} is in the future"
            yield Finding(row, "published", "published-in-future", message, "correct the date")


def held_in_advance(view: CheckedBase) -> Iterator[Finding]:
    """Report events marked as held by what was said or printed before them."""
    for row, event in view.of(Event):
        start = Period.parse(event.period).start if event.period else None
        known = _known_before(view, event, start) if event.status == "held" else None
        if known:
            key, day = known
            older, other = f"its source of {day} is older", "or name a source that reports it"
            if key == "said_on":
                older, other = f"said_on {day} is earlier", "or correct said_on"
            message = f'status is "held", but {older} than {event.period}'
            where, remedy = "status", Remedy.of("write ", Setting.of("status", "planned"))
            if row.origin and row.origin.same_in_every_row("status"):  # others may be right
                where, remedy = "period", Remedy.of("add ", ByColumn("status", "planned"))
            remedy = Remedy.of(remedy, f", {other}")
            yield Finding(row, where, "held-in-advance", message, remedy)


def known_in_advance(view: CheckedBase) -> Iterator[Finding]:
    """Report numbers of periods that begin after they were known, and are called no forecast."""
    for row, figure in view.figures:
        start = Period.parse(figure.period).start if figure.status not in AHEAD else None
        if known := _known_before(view, figure, start):
            key, day = known
            since = f"the source of {day}" if key == "published" else f"said_on {day}"
            message = f"the period {figure.period} begins after {since}"
            status = Setting.of("status", "forecast", "target")
            remedy = Remedy.of("write ", status, ", or correct one of the two dates")
            yield Finding(row, "period", "known-in-advance", message, remedy)


def rank_without_reason(view: CheckedBase) -> Iterator[Finding]:
    """Report claims preferred or deprecated without a reason."""
    for row, claim in view.claims:
        if claim.rank != "normal" and claim.rank_reason is None:
            message = f'rank is "{claim.rank}" without a reason'
            remedy = Remedy.of("add ", Setting.of("rank_reason", "…"))
            yield Finding(row, "rank", "rank-without-reason", message, remedy)


def reason_without_rank(view: CheckedBase) -> Iterator[Finding]:
    """Report reasons for a rank that is normal."""
    for row, claim in view.claims:
        if claim.rank == "normal" and claim.rank_reason is not None:
            message = "rank_reason is given, but rank is normal"
            preferred, deprecated = (
                Setting.of("rank", "preferred"),
                Setting.of("rank", "deprecated"),
            )
            remedy = Remedy.of("add ", preferred, " or ", deprecated, ", or remove the reason")
            yield Finding(row, "rank_reason", "reason-without-rank", message, remedy)


def inferred_without_how(view: CheckedBase) -> Iterator[Finding]:
    """Report inferred claims that do not say how they follow."""
    for row, claim in view.claims:
        if claim.inferred and not says_how(claim.inferred):
            message = f'inferred = "{plain(claim.inferred)}" does not say how'
            yield Finding(row, "inferred", "inferred-without-how", message, HOW_INFERRED)


def unused_source(view: CheckedBase) -> Iterator[Finding]:
    """Report sources that no claim uses, and that no other source is made from."""
    used = {claim.source for _, claim in view.claims}
    for _, source in view.of(Source):
        used |= {*source.derived_from} - {source.id}
    tables = view.of(FILE_TABLES["table"])
    used |= {table.source for _, table in tables if table.id in view.rowless}
    for row, source in view.of(Source):
        if source.id not in used and view.complete:
            message = f'no claim uses the source "{source.id}"'
            hint = "remove it, or add the claim that it is for"
            yield Finding(row, "id", "unused-source", message, hint)


def no_rows(view: CheckedBase) -> Iterator[Finding]:
    """Report tables of CSV files that hold but a head."""
    for row, table in view.of(FILE_TABLES["table"]):
        if table.id in view.rowless:
            message = f"{plain(table.file)} has no row below its header"
            remedy = Remedy.of("fetch it anew, or say why it is so: ", Allow("no-rows"))
            yield Finding(row, "file", "no-rows", message, remedy)


def bad_url(view: CheckedBase) -> Iterator[Finding]:
    """Report addresses that are not http or https."""
    for row, source in view.of(Source):
        if source.url is not None and not web_address(source.url):
            message = f'url "{short(source.url, 60)}" is not an http or https address'
            hint = 'write it in full, such as "https://example.org/page"'
            yield Finding(row, "url", "bad-url", message, hint)


def unseen_character(view: CheckedBase) -> Iterator[Finding]:
    """Report characters that are invisible or change the direction of text."""
    for row in view.rows if view.may_hide else ():
        for where, key, char in unseen_in(row.name, row.table):
            yield Finding(row, where, "unseen-character", *_unseen(key, char), (char,))


def _unseen(key: str, char: str) -> tuple[str, str]:
    message = f"{key} holds the invisible character U+{ord(char):04X}"
    return message, "remove it: the text may not be what it looks like"


def unknown_iso(view: CheckedBase) -> Iterator[Finding]:
    """Report country codes that are not in ISO 3166."""
    for row, party in view.of(Party):
        if party.iso and party.iso not in country_names.codes():
            message = f'iso "{party.iso}" is not a country of ISO 3166'
            hint = "correct the code, or leave it out for a country that has none"
            yield Finding(row, "iso", "unknown-iso", message, hint)


def unseen_in_comment(file: str, line: int, column: int, char: str) -> Problem:
    """Return the problem of an invisible character in a comment, which may reorder what follows."""
    what = _unseen("a comment", char)
    return Problem(file, line, column, "unseen-character", *what, subject=(char,))
