"""Whether each claim can be traced to who said it, when and where, in text that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts import countries
from dipfacts.checks.view import Finding, View
from dipfacts.model.period import Period
from dipfacts.model.tables import Event, Party, Source, Table
from dipfacts.read.positions import Where
from dipfacts.text import fold, plain

_URL = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)

# What says that it was inferred, and not how.
_HOWLESS = frozenset("yes true y 1 inferred inference derived calculated computed own".split())

# Controls but tab and line break; separators; what turns the order of the text around it.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def missing_locator(view: View) -> Iterator[Finding]:
    """A claim says where in its source it stands."""
    for row, claim in view.claims:
        if claim.locator is None:
            message = f'"{claim.id}" does not say where in its source it stands'
            hint = 'add a locator, such as locator = "para 4"'
            yield view.warning(row, "source", "missing-locator", message, hint)


def missing_said_on(view: View) -> Iterator[Finding]:
    """A statement has a date."""
    for row, claim in view.claims:
        if claim.claimant and claim.said_on is None:
            message = f'"{claim.claimant}" is quoted without a date'
            hint = "add said_on, the day on which it was said"
            yield view.warning(row, "claimant", "missing-said-on", message, hint)


def said_after_published(view: View) -> Iterator[Finding]:
    """Nothing is printed before it is said."""
    for row, claim in view.claims:
        printed = view.sources[claim.source].published
        end = Period.parse(printed).end if printed else None
        if claim.said_on and end and claim.said_on >= end:
            message = f"said_on {claim.said_on} is after its source was published, {printed}"
            hint = "correct one of the two dates, or name the source that reports it"
            yield view.problem(row, "said_on", "said-after-published", message, hint)


def published_in_future(view: View) -> Iterator[Finding]:
    """A source has appeared."""
    for row, source in view.of(Source):
        start = Period.parse(source.published).start if source.published else None
        if start and start > view.today:
            message = f"published {source.published} is in the future"
            hint = "correct the date"
            yield view.warning(row, "published", "published-in-future", message, hint)


def held_in_advance(view: View) -> Iterator[Finding]:
    """What a source announces for later was not held as far as it knows."""
    for row, event in view.of(Event):
        printed = view.sources[event.source].published
        start = Period.parse(event.period).start if event.period else None
        end = Period.parse(printed).end if printed else None
        if event.status == "held" and start and end and start >= end:
            message = f'"held" is told of {event.period} by a source of {printed}, before it'
            hint = 'write status = "planned", or name a source that reports it'
            yield view.problem(row, "status", "held-in-advance", message, hint)


def rank_without_reason(view: View) -> Iterator[Finding]:
    """To prefer or deprecate a claim is a judgement, which says why."""
    for row, claim in view.claims:
        if claim.rank != "normal" and claim.rank_reason is None:
            message = f'rank is "{claim.rank}", and nothing says why'
            hint = 'add rank_reason = "…"'
            yield view.problem(row, "rank", "rank-without-reason", message, hint)


def reason_without_rank(view: View) -> Iterator[Finding]:
    """A reason is of a rank."""
    for row, claim in view.claims:
        if claim.rank == "normal" and claim.rank_reason is not None:
            message = "rank_reason gives a reason for a rank that is normal"
            hint = 'add rank = "preferred" or rank = "deprecated", or remove the reason'
            yield view.warning(row, "rank_reason", "reason-without-rank", message, hint)


def inferred_without_how(view: View) -> Iterator[Finding]:
    """What a source does not state follows from it in a way that can be told."""
    for row, claim in view.claims:
        if claim.inferred and fold(claim.inferred) in _HOWLESS:
            message = f'inferred is "{plain(claim.inferred)}", and nothing says how'
            hint = 'say how it follows, such as inferred = "the total less the exports"'
            yield view.problem(row, "inferred", "inferred-without-how", message, hint)


def unused_source(view: View) -> Iterator[Finding]:
    """A source is there for its claims."""
    used = {claim.source for _, claim in view.claims}
    for row, source in view.of(Source):
        if source.id not in used and view.whole:
            message = f'no claim uses the source "{source.id}"'
            hint = "remove it, or add the claim that it is for"
            yield view.warning(row, "id", "unused-source", message, hint)


def bad_url(view: View) -> Iterator[Finding]:
    """An address leads to a page."""
    for row, source in view.of(Source):
        if source.url is not None and not _URL.fullmatch(source.url):
            message = f'url "{plain(source.url)[:60]}" is not an http or https address'
            hint = 'write it in full, such as "https://example.org/page"'
            yield view.problem(row, "url", "bad-url", message, hint)


def unseen_character(view: View) -> Iterator[Finding]:
    """Text is what it looks like."""
    # What is not written as it is, is written with a backslash.
    if not any("\\" in text or UNSEEN.search(text) for text in view.texts):
        return
    for row in view.rows:
        for where, text in _texts(row.table):
            if match := UNSEEN.search(text):
                key = where if isinstance(where, str) else where[0]
                message = f"{key} holds the unseen character U+{ord(match[0]):04X}"
                hint = "remove it: it may show the text other than it is"
                yield view.problem(row, where, "unseen-character", message, hint)


def unknown_iso(view: View) -> Iterator[Finding]:
    """A code is one of the register."""
    for row, party in view.of(Party):
        if party.iso and party.iso not in countries.codes():
            message = f'iso "{party.iso}" is no country of ISO 3166'
            hint = "correct the code, or leave it out for a country that has none"
            yield view.warning(row, "iso", "unknown-iso", message, hint)


def _texts(table: Table) -> Iterator[tuple[Where, str]]:
    """Every text of a table, and where it stands."""
    for field, key in zip(table.__struct_fields__, table.__struct_encode_fields__, strict=True):
        value = getattr(table, field)
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, tuple):
            yield from (((key, nth), text) for nth, text in enumerate(value))
