"""Full-text search: the claims that hold every word."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, as_of, begin, head_of
from dipfacts.answers.empty import empty
from dipfacts.answers.occurrences import gathered
from dipfacts.answers.relations import standings
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.query.base import Base, Query
from dipfacts.text import plain


def search(base: Base, query: Query) -> Answer:
    """Return the claims whose title, note or names hold every word, best first, with excerpts.

    Raises QuestionError for a text without a word, and for conditions that no claim can meet.
    """
    if not any(c.isalnum() for c in query.text or ""):
        raise QuestionError("there is no word to search for", 'try dipfacts search "gas pipeline"')
    if query.measure and query.kind:
        hint = "figures have a measure, events and relations have a kind"
        raise QuestionError("--measure and --kind exclude each other", hint)
    answer = begin(base, query, "search")
    found = base.search(query)
    quoted = f'"{plain(query.text or "")}"'
    if not found.hits:
        return empty(answer, query, quoted)
    answer.facts = [fact for fact, _ in found.hits]
    happenings = [fact for fact in answer.facts if fact.type != "figure"]
    answer.occurrences = gathered(base, query._replace(text=None), happenings)
    answer.standings = standings(base, answer.facts, as_of(query))
    answer.hits = [hit for _, hit in found.hits]
    count = f"{'More than ' if found.are_more else ''}{display.counted(found.total, 'claim')}"
    answer.head = head_of(f"{count} with {quoted}, best first.") | {"facts": [*found.ids]}
    if query.limit:
        answer.left_out = None if found.are_more else found.total - len(found.hits)
    answer.ranked = found.among
    if found.among:  # to rank them all would take its time
        answer.remarks.append(
            f"Ranked are the first {found.among:,} of them, in the order of the files;"
            " --limit 0 ranks all."
        )
    return answer
