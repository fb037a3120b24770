"""Lists of what there is to ask about, such as parties, topics and kinds, with counts."""

from __future__ import annotations

from dipfacts.answers.answer import NOTHING, Answer, head_of
from dipfacts.answers.coverage import base_in_words
from dipfacts.answers.parts import Listing
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.query import Query
from dipfacts.model.request import Options
from dipfacts.query.base import Base
from dipfacts.query.listed_counts import deprecated_of, total

NOUNS = {
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
    answer = Answer(base, command, options=Options(codes=codes))
    noun = NOUNS[command]
    counts = base.counted(noun, query.limit or None, query.offset)
    answer.listing = Listing(counts, deprecated_of(base, noun))
    is_part = bool(query.limit or query.offset)
    count = _count(base, noun) if is_part else len(counts)
    answer.leave_out(count - len(counts), noun)
    if command == "kinds" and not all(kind.label for kind, _ in counts):
        answer.remarks.append(Remark("Kinds without a label are not declared."))
    if not count:
        answer.status = NOTHING
    text = display.counted(count, noun)
    text += f": {base_in_words(base)}" if command == "topics" and count else ""
    answer.head = head_of(f"{text}.", [])
    return answer


def _count(base: Base, noun: str) -> int:
    if noun == "kind":  # of which many are declared nowhere
        return len(base.values("kind"))
    return total(base, noun)
