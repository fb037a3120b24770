"""What a line of a timeline is: an event that was planned, a stage of a relation or its end."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, Entry
from dipfacts.answers.standing import Standing
from dipfacts.model import display
from dipfacts.model.stage import goes_on, happening
from dipfacts.model.status import NOT_HELD, class_of
from dipfacts.model.tables import Relation
from dipfacts.render.page.document import kind_in_words, words


def marked_kind(answer: Answer, entry: Entry, standing: Standing | None = None) -> str:
    """Return the kind in a line of a timeline: 'visit, reported', 'treaty (ended), begins'.

    A treaty is 'signed' or 'suspended' on its first day, and 'begins' when it is in force. That it
    is over is said where no end stands on the timeline, and with which state it ended. A date alone
    does not say that anything begins then: 'cooperation, recorded'.
    """
    claim, mark = happening(entry.fact), entry.mark
    kind = kind_in_words(answer.base, claim.kind)
    ended = standing.reason if standing and standing.name == "over" and mark != "ends" else ""
    kind = display.bracketed(kind, ended)
    if mark in NOT_HELD:
        return f"{mark.upper()} {kind}"
    period = entry.fact.period
    if isinstance(claim, Relation) and mark == "begins" and period and not period.is_interval:
        return f"{kind}, {words(claim.status or 'recorded')}"
    if isinstance(claim, Relation) and claim.status:
        name, status = class_of(claim.status), words(claim.status)
        one = entry.occurrence
        is_end = name == "over" and (goes_on(entry.fact) or (one and len(one.stages) > 1))
        is_stage = name in ("not-yet", "paused") or is_end
        if is_stage and mark == "begins":
            return f"{kind}, {status}"
        if name == "paused" and mark == "ends":
            return f"{kind}, suspension ends"
        has_end = period is not None and period.end is not None
        if name != "standing" and not (name == "over" and has_end):
            kind += f" ({status})"
    return f"{kind}, {mark}{'' if ended else _unknown_end(entry)}" if mark else kind


def _unknown_end(entry: Entry) -> str:
    """Return '; start unknown' or '; end unknown' for the other end of a relation, or nothing."""
    period = entry.fact.period
    if period is None or ".." in period.text or not entry.is_end:
        return ""
    begin, end = period.ends
    if not period.is_interval or (begin and end):
        return ""
    return "; end unknown" if begin else "; start unknown"
