"""Full-text search: the claims that hold every word."""

from __future__ import annotations

from dipfacts.answers.answer import NOTHING, Answer, as_of, begin, empty, head_of
from dipfacts.answers.relations import standings
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.query import terms
from dipfacts.query.base import Base, Query
from dipfacts.text import plain, suggestion

_SHOWN = 100  # letters of a search that a sentence repeats


def search(base: Base, query: Query) -> Answer:
    """Return the claims that hold every word, best first, with excerpts.

    Raises QuestionError for a text without a word to find, and for conditions that no claim can
    meet.
    """
    asked = terms.parse(query.text or "")
    if not asked.wanted and asked.unwanted:
        message = "there are only words to leave out, none to search for"
        raise QuestionError(message, 'try dipfacts search "pipeline -gas"')
    if not asked.wanted:
        hint = 'try dipfacts search "gas pipeline"'
        raise QuestionError("there is no word to search for", hint)
    if query.measure and query.kind:
        hint = "figures have a measure, events and relations have a kind"
        raise QuestionError("--measure and --kind exclude each other", hint)
    answer = begin(base, query, "search")
    found = base.search(query)
    quoted = _quoted(query.text or "")
    if not found.hits:
        answer = empty(answer, query, quoted)
        if answer.status == NOTHING:
            answer.head["text"] += _reasons(base, query)
        return answer
    answer.facts = [fact for fact, _ in found.hits]
    answer.standings = standings(base, answer.facts, as_of(query))
    answer.hits = [hit for _, hit in found.hits]
    count = f"{'More than ' if found.are_more else ''}{display.counted(found.total, 'claim')}"
    answer.head = head_of(f"{count} with {quoted}, best first.") | {"facts": [*found.ids]}
    if query.limit:
        answer.left_out = None if found.are_more else found.total - len(found.hits)
    answer.ranked = found.among
    if found.among:  # to rank them all would take its time
        answer.remarks.append(
            f"Ranked are {found.among:,} of them: those with the words in the title, then others,"
            " each in the order of the files; --limit 0 ranks all."
        )
    return answer


def _quoted(text: str) -> str:
    """Return the beginning of a text in quotes, unless it has some itself."""
    shown = plain(text) if len(text) <= _SHOWN else f"{plain(text[:_SHOWN])}…"
    return shown if '"' in shown else f'"{shown}"'


def _reasons(base: Base, query: Query) -> str:
    """Return which words no claim has, with near ones; or that there are claims with each."""
    text = query.text or ""
    if missing := base.missing(text):
        return "".join(
            f" No claim has {_quoted(word)}{': ' * bool(near)}{suggestion(near) or '.'}"
            for word, near in missing.items()
        )
    is_all = query == Query(text=text, limit=query.limit)
    several = is_all and len(terms.parse(text).wanted) > 1
    return " There are claims with each of these words, but none with all." if several else ""
