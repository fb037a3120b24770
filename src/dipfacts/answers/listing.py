"""Lists of what there is to ask about, such as parties, topics and kinds, with counts."""

from __future__ import annotations

from dipfacts.answers.answer import NOTHING, Answer, head_of
from dipfacts.answers.coverage import of_base
from dipfacts.model import display
from dipfacts.query.base import Base, Query

_NOUNS = {
    "parties": "party",
    "topics": "topic",
    "measures": "measure",
    "kinds": "kind",
    "sources": "source",
}


def listing(base: Base, query: Query, command: str, codes: bool = False) -> Answer:
    """Return all that the command lists, each with the number of claims that refer to it.

    With `codes` the answer is also about the codes that each party has.
    """
    answer = Answer(base, {"command": command, "parties": []} | ({"codes": True} if codes else {}))
    noun = _NOUNS[command]
    counted = base.counted(noun)
    answer.counts = counted[: query.limit] if query.limit else counted
    answer.left_out = len(counted) - len(answer.counts)
    if command == "kinds" and not all(kind.label for kind, _ in counted):
        answer.remarks.append("Kinds without a label are not declared.")
    if not counted:
        answer.status = NOTHING
    text = display.counted(len(counted), noun)
    text += f": {of_base(base)}" if command == "topics" and counted else ""
    answer.head = head_of(f"{text}.", [])
    return answer
