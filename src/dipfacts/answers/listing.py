"""Lists of what there is to ask about: parties, topics and sources, with counts."""

from __future__ import annotations

from dipfacts.answers.answer import NOTHING, Answer, head_of
from dipfacts.model import display
from dipfacts.query.base import Base, Query

_NOUNS = {"parties": "party", "topics": "topic", "sources": "source"}


def listing(base: Base, query: Query, command: str, codes: bool = False) -> Answer:
    """Return all parties, topics or sources, each with the number of claims that refer to it.

    With `codes` the answer is also about the codes that each party has.
    """
    answer = Answer(base, {"command": command, "parties": []} | ({"codes": True} if codes else {}))
    noun = _NOUNS[command]
    counted = base.counted(noun)
    answer.counts = counted[: query.limit] if query.limit else counted
    answer.left_out = len(counted) - len(answer.counts)
    if not counted:
        answer.status = NOTHING
    answer.head = head_of(f"{display.counted(len(counted), noun)}.", [])
    return answer
