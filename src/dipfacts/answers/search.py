"""Full-text search: the claims that hold every word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from dipfacts.answers.answer import NOTHING, Answer, begin, head_of, once
from dipfacts.answers.empty import empty
from dipfacts.answers.occurrences.occurrences import claims_of, gather_occurrences
from dipfacts.answers.occurrences.relation_class import Standing, standings
from dipfacts.answers.occurrences.relations import Batch
from dipfacts.answers.parts import SearchHits, Unread
from dipfacts.answers.remark import ALL, Remark
from dipfacts.answers.search_hints import (
    asks_words_alone,
    claims_in_words,
    claims_of_dates,
    date_remarks,
    quoted_text,
    reasons,
)
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.fact import TYPES
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, Reading
from dipfacts.query import search_terms
from dipfacts.query.base import Base
from dipfacts.query.conflicts_in_turn import ids_by_occurrence
from dipfacts.query.search import Hits


def search(base: Base, query: Query, reading: Reading = HELD) -> Answer:
    """Return the claims that hold every word, best first, with excerpts.

    Where it is streamed, very many are left unread.

    Raises QuestionError for a text without a word to find, and for conditions that no claim can
    meet.
    """
    _check(query)
    answer = begin(base, query, "search")
    matches = base.search(query, reading.is_streamed)
    quoted = quoted_text(query.text or "")
    if matches.unread:
        answer.as_of = query.as_of
        answer.unread = Unread(occurrences=partial(_parts, base, query, matches))
        answer.head = head_of(_text(matches, quoted))
        return answer
    if not matches.hits:
        answer = empty(answer, query, quoted)
        if answer.status == NOTHING:
            answer.remarks += (of_year := claims_of_dates(answer.base, query))
            none = f"No claim has {quoted}."
            none = none if of_year else f"{answer.sentence}{reasons(answer.base, query)}"
            answer.head = head_of(none)
            answer.known = ""  # said before the words that no claim has
        return answer
    answer.facts = [fact for fact, _ in matches.hits]
    no_figures = [fact for fact in answer.facts if fact.type != "figure"]
    answer.occurrences = gather_occurrences(base, query.replaced(text=None), no_figures)
    # Of what a hit is about a claim may answer that is no hit itself.
    about = once([*answer.facts, *claims_of(answer.occurrences)])
    answer.standings = standings(base, about, query.as_of)
    answer.hits = SearchHits([hit for _, hit in matches.hits], matches.among)
    answer.as_of = query.as_of
    answer.head = head_of(_text(matches, quoted)).replaced(facts=[*matches.ids])
    if query.limit:
        answer.leave_out(matches.total - len(matches.hits), "claim")
        answer.left_out = None if matches.are_more else answer.left_out
    if matches.among:  # to rank them all would take its time
        text = (
            f"Ranked are {matches.among:,} of them: those with the words in the title, then others,"
            " each in the order of the files."
        )
        answer.remarks.append(Remark(text, otherwise=f"{ALL} ranks all"))
    if asks_words_alone(query):
        answer.remarks += date_remarks(
            answer.base, search_terms.parse(query.text or ""), {*matches.ids}
        )
        answer.remarks += claims_of_dates(answer.base, query)
    return answer


def _check(query: Query) -> None:
    """Raise QuestionError for a text without a word to find, and for what no claim can meet."""
    asked = search_terms.parse(query.text or "")
    if not asked.wanted and asked.unwanted:
        raise search_terms.only_left_out()
    if not asked.wanted:
        from dipfacts.remedy import Instead, Remedy  # lazy: only for a slip

        instead = Instead(("search",), "land border")
        raise QuestionError("there is no word to search for", Remedy.of(instead))
    if query.measure and query.kind:
        from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

        wrong = Remedy.of(Option("measure"), " and ", Option("kind"), " exclude each other")
        raise QuestionError(wrong, "figures have a measure, events and relations have a kind")


def _text(matches: Hits, quoted: str) -> str:
    return f"{_counted(matches)} with {quoted}, best first."


def _parts(base: Base, query: Query, every: Hits) -> Iterator[Batch]:
    """Yield what a search found, with what it is about where the first claim of that stands."""
    asked, joined = query.replaced(text=None), _joined(base, every.unread)
    known: dict[str, Standing | None] = {}  # of what several claims tell of, and is read but once
    for facts in every.read(every.unread):
        new = [fact for fact in facts if fact.id not in known]
        hits = {fact.id: fact for fact in new if fact.type != "figure"}
        own = (joined.get(fact.occurrence or "", (fact.id,)) for fact in hits.values())
        names = dict.fromkeys(chain.from_iterable(own))
        others = every.read([id_ for id_ in names if id_ not in hits])
        hits |= {fact.id: fact for some in others for fact in some}
        results = gather_occurrences(base, asked, [hits[id_] for id_ in names if id_ in hits])
        listed = standings(base, once([*new, *claims_of(results)]), query.as_of)
        before = {fact.id: it for fact in facts if (it := known.get(fact.id))}
        yield Batch(results, before | listed, facts)
        several = claims_of(occurrence for occurrence in results if occurrence.id in joined)
        known |= {fact.id: listed.get(fact.id) for fact in several}


def _joined(base: Base, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return, by relation or event, the ids of the claims about it, where they are several."""
    places = {id_: nth for nth, id_ in enumerate(ids)}
    rows = ((root, id_) for root, id_ in ids_by_occurrence(base) if id_ in places)
    return {root: sorted(ids, key=places.__getitem__) for root, ids in grouped(rows).items()}


def _counted(matches: Hits) -> str:
    """Return '27 claims'; where some are about one thing '1 figure and 18 events (27 claims)'."""
    claims = claims_in_words(matches)
    counts = Counter(type_ for type_, _ in {*matches.ids.values()})
    if counts.total() in (0, matches.total):
        return claims
    each = display.listed(display.counted(counts[t], t) for t in TYPES if counts[t])
    return f"{each} ({claims})"
