"""Full-text search: the claims that hold every word."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, described, empty, head_of
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.query.base import Base, Query
from dipfacts.text import plain


def search(base: Base, query: Query) -> Answer:
    """Return the claims whose title, note or names hold every word, best first, with excerpts.

    Raises QuestionError for a text without a word.
    """
    answer = Answer(base, described(query, "search"))
    if not any(c.isalnum() for c in query.text or ""):
        raise QuestionError("there is no word to search for", 'try dipfacts search "gas pipeline"')
    limit = query.limit
    found, among = base.search(query._replace(limit=limit + 1 if limit else None))
    quoted = f'"{plain(query.text or "")}"'
    if not found:
        return empty(answer, query, quoted)
    if limit and len(found) > limit:
        found, answer.left_out = found[:limit], 1
    answer.facts = [fact for fact, _ in found]
    answer.hits = [hit for _, hit in found]
    more = "The best " if answer.left_out else ""
    text = f"{more}{display.counted(len(found), 'claim')} with {quoted}, best first."
    if among:  # to rank them all would take its time
        text += f" Ranked are the first {among:,} of very many, in the order of the files;"
        text += " --limit 0 ranks all."
    answer.head = head_of(text, answer.facts)
    return answer
