"""The kind in a line of a timeline: a planned event, a stage of a relation or its end."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import class_at, kind_in_words, status_words
from dipfacts.answers.occurrences.relation_class import Standing
from dipfacts.model import display
from dipfacts.model.file_format.status import NOT_HELD, class_of
from dipfacts.model.file_format.tables import Relation
from dipfacts.model.occurrences.ends import BEGINS, ENDS, goes_on
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.occurrences.stages.stage import relation_or_event, status_of
from dipfacts.text import unhyphenated

# What stands, but not by its entry in force.
_BEGUN_OTHERWISE = ("provisionally-applied", "adopted")


def marked_kind(answer: Answer, entry: Entry, standing: Standing | None = None) -> str:
    """Return the kind in a line of a timeline: 'visit, reported', 'treaty (ended), begins'.

    With which state it ended is said, too.
    """
    mark = entry.mark
    kind = kind_in_words(answer.base, relation_or_event(entry.fact).kind)
    ended = standing.reason if standing and standing.name == "over" else ""
    kind = display.bracketed(kind, ended)
    if mark in NOT_HELD:
        return f"{status_words(entry).upper()} {kind}"
    if stage := _stage(entry):
        return f"{kind}, {stage}"
    kind = display.bracketed(kind, _status_beside(entry))
    return f"{kind}, {mark}{'' if ended else _unknown_end(entry)}" if mark else kind


def _stage(entry: Entry) -> str:
    """Return the words for a stage of a relation that neither begins nor ends then; else "".

    A treaty is 'signed' or 'suspended' on its first day, and 'begins' when it is in force. A date
    alone does not say that anything begins then: 'cooperation, recorded'.
    """
    claim, period, mark = relation_or_event(entry.fact), entry.fact.period, entry.mark
    if not isinstance(claim, Relation):
        return ""
    name = class_of(claim.status)
    if mark == "ends" and name == "paused":
        return "suspension ends"
    if mark != "begins":
        return ""
    several = entry.occurrence is not None and len(entry.occurrence.all_stages) > 1
    is_end = name == "over" and (goes_on(entry.fact) or (several and class_at(entry) == "over"))
    is_date = period and not period.is_interval and not _goes_on_by_others(entry)
    is_stage = (
        is_date or is_end or name in ("not-yet", "paused") or claim.status in _BEGUN_OTHERWISE
    )
    return unhyphenated(claim.status or "recorded") if is_stage else ""


def _status_beside(entry: Entry) -> str:
    """Return the status of a relation that is not in force, unless its end says that; else "".

    Of a stage without a date nothing else says that it is in force.
    """
    claim, period = relation_or_event(entry.fact), entry.fact.period
    if entry.is_of_one_stage and not entry.is_end:
        return unhyphenated(status_of(entry.fact))
    if not isinstance(claim, Relation) or class_of(claim.status) == "standing":
        return ""
    has_end = period is not None and period.end is not None
    is_implied = has_end and class_of(claim.status) == "over"
    return "" if is_implied else unhyphenated(claim.status or "")


def _unknown_end(entry: Entry) -> str:
    """Return '; start unknown' or '; end unknown' for the other end of a relation, or nothing.

    Another claim about the relation may tell it, or say that it goes on.
    """
    period = entry.fact.period
    if period is None or ".." in period.text or not entry.is_end:
        return ""
    begin, end = period.ends
    if not period.is_interval or (begin and end) or _has_line_of_its_own(entry):
        return ""
    if begin is None:
        return "; start unknown"
    return "" if _goes_on_by_others(entry) else "; end unknown"


def _goes_on_by_others(entry: Entry) -> bool:
    """Return whether another claim says that what begins goes on."""
    occurrence = entry.occurrence
    if occurrence is None or len(occurrence.counting) < 2:
        return False
    return occurrence.stage_of(entry.fact).is_going


def _has_line_of_its_own(entry: Entry) -> bool:
    """Return whether the next line of the relation is its end, or the last one its beginning.

    A signature or a suspension is neither.
    """
    occurrence = entry.occurrence
    if occurrence is None or len(occurrence.counting) == 1:
        return False
    lines = [line for line in occurrence.lines() if class_of(line.status) in ("standing", "over")]
    lines = sorted((line for line in lines if line.day), key=lambda line: line.day or 0)
    at = next((nth for nth, line in enumerate(lines) if _is_line(entry, line)), None)
    if at is None:
        return False
    if entry.mark == "ends":
        return any(line.side == BEGINS for line in lines[at - 1 : at])
    return any(line.side == ENDS or class_of(line.status) == "over" for line in lines[at + 1 :][:1])


def _is_line(entry: Entry, line: Line) -> bool:
    return line.fact.id == entry.fact.id and (line.side == ENDS) == (entry.mark == "ends")
