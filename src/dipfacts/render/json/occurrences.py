"""A relation or an event as its claims together tell it, as a plain object of the JSON."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.occurrences.date_words import parties_of, period_of
from dipfacts.model.fact import Fact
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage_order import stages_by_status


def occurrence_record(occurrence: Occurrence, fact: Fact) -> dict[str, Any]:
    """Return the record of a relation or event: what claims say, their ids, and which answers."""
    return {
        "id": occurrence.id,
        "type": fact.type,
        "title": getattr(fact.claim, "title", ""),
        "facts": [fact.id for fact in occurrence.facts],
        "answering": fact.id,
        "agreement": occurrence.agreement,
        "differ": occurrence.differ,
        "stages": [
            {
                "status": stage.status,
                "period": period.text if (period := period_of(stage)) else None,
                "parties": parties_of(occurrence, stage) or None,
                "facts": [fact.id for fact in stage.facts],
            }
            for stage in stages_by_status(occurrence.all_stages)
        ],
    }
