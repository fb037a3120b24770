"""The newest source of an answer or of a base in words, with its date and its age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import Source
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import plain

_COUNTRIES = ("country", "territory")
OLD = 2  # years after which the newest source is called old


def newest_source(answer: Answer, named: Mapping[int, Source] | None = None) -> str:
    """Return 'Newest source: Azernews, 5 Dec 2022, more than 2 years old.'; '' without a source.

    It is one of those that are `named`, or of the headline's claims; where none is named, of all. A
    newer one of claims that are counted, and not shown, is told after it. With --known-by it is one
    that was public by then.
    """
    every = [*(named or answer.sources()).values(), *_headline_sources(answer)]
    sources, by = [*{source.id: source for source in every}.values()], known_day(answer)
    stating = {source.id: source for source in stating_sources(answer.base, answer.facts)}
    sources = [stating.get(source.id, source) for source in sources]
    source, counted = newest_of(sources, by), answer.newest
    dated = "was published by then" if newest_of(sources) else "is dated"
    texts = [f"None of the {len(sources)} sources {dated}."] if len(sources) > 1 else []
    if source:
        texts = [f"Newest source: {_described(answer, source)}."]
    if counted and (source is None or _last_day(counted) > _last_day(source)):
        texts.append(f"Newest on record, not shown: {_described(answer, counted)}.")
    return " ".join(texts)


def _headline_sources(answer: Answer) -> Iterable[Source]:
    """Return the sources of the claims of a headline; none of one that counts what is on record."""
    ids = set[str]() if answer.newest else {*answer.head.facts}
    sources = {fact.claim.source for fact in answer.facts if fact.id in ids}
    return answer.base.sources_by_id(sorted(sources)).values()


def _described(answer: Answer, source: Source) -> str:
    """Return 'Azernews, 5 Dec 2022, more than 2 years old'; 'AFP, with a statement of 2019'."""
    is_dated = answer.base.sources_by_id([source.id])[source.id].published
    intro = "" if is_dated else "with a statement of "
    return (
        f"{plain(source.publisher)}, {intro}{display.day(source.published)}{_age(answer, source)}"
    )


def as_of_newest(answer: Answer) -> str:
    """Return 'newest source of 2 Mar 2026', to end a sentence with; '' without a source.

    It is the newest of the claims that are counted, shown or not.
    """
    source = answer.newest
    text = f"newest source of {display.day(source.published)}" if source else ""
    return f"{text}{_age(answer, source)}" if source else ""


def base_in_words(base: Base) -> str:
    """Return '14,651 claims about 237 countries from 147 sources, the newest of 2 Mar 2026'.

    Of a base without countries its parties are counted.
    """
    from dipfacts.query.listed_counts import total  # lazy: few pages count all

    claims = display.counted(total(base, "claim"), "claim")
    named = [party.kind for party, about in base.counted("party") if about]
    countries = sum(kind in _COUNTRIES for kind in named)
    whom = display.counted(*((countries, "country") if countries else (len(named), "party")))
    used = [source for source, claims in base.counted("source") if claims]
    newest = newest_of(used)
    when = f", the newest of {display.day(newest.published)}" if newest else ""
    return f"{claims} about {whom} from {display.counted(len(used), 'source')}{when}"


def known_day(answer: Answer) -> int | None:
    """Return the ordinal of the day of --known-by; None without it."""
    known = answer.asked.known_by
    after = known.end_day if known else None
    return after - 1 if after else None


def stating_sources(base: Base, facts: Iterable[Fact]) -> list[Source]:
    """Return the undated sources of dated statements, each as of the last of these.

    What prints a statement is no older than it.
    """
    said = sorted((it for it in facts if it.claim.said_on), key=lambda it: it.known_day or 0)
    last = {fact.claim.source: fact.claim.said_on for fact in said}
    undated = (it for it in base.sources_by_id(last).values() if not it.published)
    return [replace(source, published=last[source.id]) for source in undated]


def newest_of(sources: Iterable[Source], by: int | None = None) -> Source | None:
    """Return the source that was published last, at the latest it can have been; the first such.

    With the ordinal of a day, the last that was public `by` then: what was said before a source
    was printed may be of a newer one.
    """
    firsts: dict[str | None, Source] = {}  # by their dates, of which very many sources have few
    for source in sources:
        firsts.setdefault(source.published, source)
    dated = [it for it in firsts.values() if 0 < _last_day(it) <= (by or FAR)]
    return max(dated, key=_last_day, default=None)


def _last_day(source: Source) -> int:
    """Return the last day on which a source may have been published, an ordinal; 0 without any."""
    return (Period.parse(source.published).end_day or 1) - 1 if source.published else 0


def _age(answer: Answer, source: Source) -> str:
    """Return ', more than 2 years old' of a source that is, on the day of which an answer is."""
    today = known_day(answer) or answer.as_of or date.today().toordinal()
    day, last = date.fromordinal(today), date.fromordinal(_last_day(source))
    is_old = (day.year - OLD, day.month, day.day) > (last.year, last.month, last.day)
    return f", more than {OLD} years old" if is_old else ""
