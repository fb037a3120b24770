"""A brief as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief_lines import BriefLine
from dipfacts.answers.briefs.brief_series import Years
from dipfacts.answers.briefs.doubts import Doubt
from dipfacts.answers.claims.timing import is_partial
from dipfacts.answers.occurrences.occurrences import occurrences_of
from dipfacts.answers.statements.headline import head, sentence
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.render.json.encoding import Elements, Members
from dipfacts.render.json.figures import series_about
from dipfacts.render.json.sides import mirror_record, point_record


def keys(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield the key that only a brief has; null where nothing is recorded."""
    yield "brief", brief_record(answer) if answer.is_brief else None


def brief_record(answer: Answer) -> Members:
    """Return the parts of a brief; each names its claims, which are in `facts`, by their ids.

    Of lists that may be long each element is made only when it is written.
    """
    parts = answer.brief
    mirrored = (line.mirror for line in parts.lines)
    record = {
        "as_of": answer.as_of_date,
        "claims": parts.claims,
        "sources": parts.sources,
        "newest": newest_day(answer),
        "headlines": Elements(_headline(answer, line) for line in parts.lines),
        "years": parts.years and _years(parts.years),
        "ahead": Elements(question_record(answer, it, partial=False) for it in parts.ahead),
        "conflicts": Elements(question_record(answer, it, partial=False) for it in parts.conflicts),
        "mirror": Elements(map(mirror_record, (*filter(None, mirrored), *parts.mirror))),
        "in_force": answering(answer, [*parts.relations.get("standing", ()), *parts.memberships]),
        "memberships": answering(answer, parts.memberships),
        "paused": answering(answer, parts.relations.get("paused", ())),
        "not_yet": answering(answer, parts.relations.get("not-yet", ())),
        "past": answering(
            answer, (relation for several in parts.past.values() for relation in several)
        ),
        "latest": answering(answer, occurrences_of(parts.latest)),
        "planned": answering(answer, occurrences_of(parts.planned)),
        "called_off": answering(answer, occurrences_of(parts.called_off)),
        "doubts": Elements(map(_doubt, parts.doubts)),
        "ended": parts.ended,
        "left_out": dict(sorted(parts.left_out.items())),
    }
    return Members(record.items())


def _doubt(doubt: Doubt) -> Members:
    """Return a kind of doubt, with what it is about."""
    items = ({"text": text, "facts": _ids(facts)} for text, facts in doubt.items)
    return Members({"kind": doubt.kind, "items": Elements(items)}.items())


def _headline(answer: Answer, line: BriefLine) -> dict[str, Any]:
    """Return the headline of a topic, with what stands beside it."""
    return {
        "topic": line.topic,
        "larger": line.is_larger,
        **question_record(answer, line.question, line.partial),
        "newer": line.newer and _record_beside(answer, line.newer),
        "newer_units": [_record_beside(answer, question) for question in line.newer_units],
        "newer_measures": [_record_beside(answer, question) for question in line.newer_measures],
        "newer_parts": [_record_beside(answer, question) for question in line.newer_parts],
        "not_published": _ids(line.unpublished.facts if line.unpublished else ()),
        "full_year": line.full_year and _record_beside(answer, line.full_year),
        "other_units": [_record_beside(answer, question) for question in line.other_units],
        "other_dates": [_record_beside(answer, question) for question in line.other_dates],
    }


def _years(years: Years) -> dict[str, Any]:
    """Return the chart of a brief, a point a year."""
    points = [
        {
            "year": year,
            "period": str(bar.part or bar.period.plainest) if bar.facts else None,
            "partial": bar.part is not None,
            **point_record(bar),
        }
        for year, bar in years.numbered
    ]
    return {"topic": years.topic, **series_about(years.series), "points": points}


def _ids(facts: Iterable[Fact]) -> list[str]:
    return [fact.id for fact in facts]


def newest_day(answer: Answer) -> str | None:
    """Return the day of the newest source on record, as the fact base has it."""
    source = answer.newest
    return str(source.published) if source else None


def answering(answer: Answer, occurrences: Iterable[Occurrence]) -> list[str]:
    """Return the ids of the claims that say what relations are, and what came of events."""
    return [answer.answering(occurrence).id for occurrence in occurrences]


def _record_beside(answer: Answer, question: Question) -> dict[str, Any]:
    return question_record(answer, question, is_partial(question, None))


def question_record(answer: Answer, question: Question, partial: bool) -> dict[str, Any]:
    """Return one question as the `answer` of `dipfacts TOPIC` has it."""
    text = sentence(answer, question, partial, answer.asked.within)
    return head(answer, [question], partial, text).as_dict()
