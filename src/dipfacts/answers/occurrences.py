"""Relations and events as their claims together tell them: when, and where sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry, names
from dipfacts.model import display
from dipfacts.model.occurrence import Occurrence, occurrences
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, NEAR
from dipfacts.model.stage import BEGINS, ENDS, Stage, happening
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import fold, plain

_WORDS = {
    "period.start": "the beginning",
    "period.end": "the end",
    "place": "the place",
    "parties": "the parties",
    "people": "who took part",
    "status": "the status",
}
_DATE = "the date"
DIFFER = "sources differ on"
_MOST_DATES = 3  # in one cell


class Difference(NamedTuple):
    """What sources differ on, in words, and what is said of it, each with the claims."""

    what: str
    sides: list[tuple[str, list[Fact]]]


def gathered(base: Base, query: Query, facts: list[Fact]) -> list[Occurrence]:
    """Return the relations and events that claims are about, with all that fits about each."""
    whole = base.completed(query, facts)
    several = [fact for fact in whole if fact.occurrence]
    return occurrences(whole, base.origins(several))


def claims_of(found: Iterable[Occurrence]) -> list[Fact]:
    """Return the claims of relations and events, those of each together."""
    return [fact for occurrence in found for fact in occurrence.facts]


def occurrences_of(entries: list[Entry]) -> list[Occurrence]:
    """Return the relations and events of lines of a timeline, in the order of the first lines."""
    found = (entry.occurrence for entry in entries if entry.occurrence)
    return list({occurrence.id: occurrence for occurrence in found}.values())


# ------------------------------------------------------------------------------- dates


def either(periods: Sequence[Period]) -> str:
    """Return '27 or 30 Aug 1992' for dates of which one is right; of many the first and the last.

    >>> either([Period.parse("1992-08-27"), Period.parse("1992-08-30")])
    '27 or 30 Aug 1992'
    >>> either([Period.parse("2021-06-02"), Period.parse("2021-07-03")])
    '2 Jun or 3 Jul 2021'
    """
    texts = list(dict.fromkeys(period.show() for period in periods))
    if len(texts) > _MOST_DATES:
        return f"{texts[0]} – {texts[-1]} ({len(texts)} dates)"
    last = texts[-1].split(" ")
    shown = []
    for text in texts[:-1]:
        words, rest = text.split(" "), [*last]
        plain_dates = all(period.is_of_a_day and not period.is_interval for period in periods)
        while plain_dates and len(words) > 1 and len(rest) > 1 and words[-1] == rest[-1]:
            words.pop()
            rest.pop()
        shown.append(" ".join(words))
    return display.listed([*shown, texts[-1]], "or")


def period_of(stage: Stage) -> Period | None:
    """Return the period of the claim that answers for a stage, with the finest end of any claim."""
    period = stage.fact.period
    if len(stage.facts) == 1 or period is None or not period.is_interval:
        return period
    begin, end = period.ends
    finest = stage.finest(ENDS)
    if "period.end" in stage.differ or finest is None or finest in (begin, end):
        return period
    return Period.parse(f"{begin or ''}/{finest}")


def when(occurrence: Occurrence) -> str:
    """Return when it was or holds: '2 or 3 Jun 2021', 'since 27 or 30 Aug 1992'."""
    stage = occurrence.main
    if occurrence.is_event:
        (line,) = occurrence.lines()
        return either(line.periods) if line.periods else "undated"
    period = period_of(stage)
    if period is None or not stage.differ & {"period.start", "period.end"}:
        return period.show() if period else "undated"
    begin = either(stage.choices(BEGINS) or [end for end in period.ends[:1] if end])
    last = stage.choices(ENDS)
    if not last:
        return f"since {begin}" if period.text.endswith("..") else begin
    return f"{begin} – {either(last)}" if begin else f"until {either(last)}"


def unheard_of(occurrence: Occurrence, day: int | None) -> str:
    """Return 'planned for 3 Jun 2025; nothing recorded since' of a plan for a time past by a day.

    Nothing of what was held, called off or is still to come.
    """
    if not occurrence.is_event or occurrence.main.status != "planned":
        return ""
    periods = [fact.period for fact in occurrence.main.facts if fact.period]
    if not periods or max(period.end_day or FAR for period in periods) > (day or 0):
        return ""
    return f"planned for {when(occurrence)}; nothing recorded since"


# --------------------------------------------------------------------------- differences


def differences(base: Base, occurrence: Occurrence, end: str | None = None) -> list[Difference]:
    """Return what sources differ on, and who says which; of a relation's `end` only that."""
    found = []
    aspects = list(occurrence.differ)
    if end == "ends":
        aspects = [aspect for aspect in aspects if aspect == "period.end"]
    elif end == "begins":
        aspects = [aspect for aspect in aspects if aspect != "period.end"]
    if occurrence.is_event and {"period.start", "period.end"} & {*aspects}:
        aspects = ["period", *(a for a in aspects if not a.startswith("period."))]
    for aspect in aspects:
        sides = [(_said(base, said), facts) for said, facts in occurrence.sides(aspect)]
        found.append(Difference(_WORDS.get(aspect, _DATE), sides))
    return found


def _said(base: Base, said: object) -> str:
    """Return one side of a difference in words: a date, a place, a status, names of parties."""
    if isinstance(said, Period):
        return said.show()
    if isinstance(said, tuple):
        return display.listed(names(base, said))
    return plain(str(said)).replace("-", " ")


def told_apart(answer: Answer, occurrence: Occurrence, end: str | None = None) -> list[str]:
    """Return 'sources differ on the date: 2 Jun 2021; 3 Jun 2021', and the stages, each a text."""
    texts = [
        f"{DIFFER} {what}: {'; '.join(text for text, _ in sides)}"
        for what, sides in differences(answer.base, occurrence, end)
    ]
    if end is None and (stages := course(occurrence)):
        texts.append("; ".join(f"{status} {shown}" for status, shown, _ in stages))
    return texts


def perhaps_one(found: Iterable[Occurrence]) -> list[str]:
    """Return a remark on those that may be one: of one kind, title and parties, at nearly one time.

    Only what different sources tell, which `dipfacts check` reports too.
    """
    alike: dict[tuple[object, ...], list[Occurrence]] = {}
    for one in found:
        claim = happening(one.fact)
        whom = (claim.from_, claim.to, frozenset(claim.parties))
        title = fold(claim.title) or claim.title
        alike.setdefault((type(claim), claim.kind, title, *whom), []).append(one)
    pairs = [
        f"{one.fact.id} and {other.fact.id}"
        for same in alike.values()
        for one, other in pairwise(sorted(same, key=lambda one: one.main.day))
        if other.main.day - one.main.day <= NEAR and _told_by_others(one, other)
    ]
    if not pairs:
        return []
    more = f" and {len(pairs) - _MOST_DATES:,} more" if len(pairs) > _MOST_DATES else ""
    return [f"Perhaps one, though no same_as joins them: {'; '.join(pairs[:_MOST_DATES])}{more}."]


def _told_by_others(one: Occurrence, other: Occurrence) -> bool:
    """Return whether no source tells of both, and both have a date."""
    sources = ({fact.claim.source for fact in o.facts} for o in (one, other))
    return not set.intersection(*sources) and bool(one.main.starts and other.main.starts)


def course(occurrence: Occurrence) -> list[tuple[str, str, list[Fact]]]:
    """Return the stages of a relation or an event in order: status, when, and the claims."""
    if len(occurrence.stages) == 1:
        return []
    return [
        (stage.status.replace("-", " "), _stage_when(occurrence, stage), stage.facts)
        for stage in occurrence.stages
    ]


def _stage_when(occurrence: Occurrence, stage: Stage) -> str:
    return when(Occurrence(stage.facts)) if stage.facts else ""
