"""Hints for a search: why no claim has all its words, and what there is of its dates."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from operator import itemgetter

from dipfacts.answers.further_commands import command_beside
from dipfacts.answers.remark import Remark
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.fact import FAR
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query import search_terms
from dipfacts.query.base import Base
from dipfacts.query.search import Hits
from dipfacts.query.typed_words.labels import topics_in
from dipfacts.query.typed_words.linking_words import only_links
from dipfacts.query.typed_words.typed_dates import as_edtf
from dipfacts.query.typed_words.typed_names import BETWEEN, is_name, parties_of
from dipfacts.text import fold, plain, suggestion

_WORDS = (
    " Names of parties are found in every language, other words only as the fact base has them:"
    " dipfacts kinds lists its own."
)
_DATE = r"[12]\d{3}(?:-\d\d){0,2}"
_DATES = re.compile(f"{_DATE}(?:/{_DATE})?")
_FEW = 100  # relations that are looked at
_CODE = 3  # letters of the longest code
_SHOWN = 100  # letters of a search that a sentence repeats


def reasons(base: Base, query: Query) -> str:
    """Return which words no claim has, with near ones and how many claims have the other words.

    Or that there are claims with each; or that all claims with them have what is left out, too.
    Words that are a topic lead to that.
    """
    text = query.text or ""
    if line := _as_id(base, text.strip()):
        return line
    asked = search_terms.parse(text)
    topic, is_alone = _as_topic(base, asked), asks_words_alone(query)
    of_period = "".join(f" {it.line}" for it in date_remarks(base, asked) if is_alone)
    missing = base.missing(text)
    if missing and of_period:  # other years are no slip of this one
        return of_period
    if missing:
        excerpt_text = "".join(
            f" No claim has {quoted_text(word)}{': ' if near else ''}{suggestion(near) or '.'}"
            for word, near in missing.items()
        )
        rest = _with_the_rest(base, asked, missing)
        rest = topic if topics_in(base, [*missing])[0] else rest or topic
        return excerpt_text + _WORDS * (bool(rest) and _has_translated(base, asked)) + rest
    if not is_alone:
        return ""
    if asked.unwanted and base.search(Query(text=asked.wanted_text, limit=1)).hits:
        return f" Every claim with {quoted_text(asked.wanted_text)} also has what is left out."
    several = len(asked.wanted) > 1
    each = " There are claims with each of these words, but none with all." if several else ""
    return each + (of_period or _without_links(base, asked) or topic)


def _as_id(base: Base, text: str) -> str:
    """Return ' "treaty-1994" is the id of a claim: …' of a text that is one; empty of others."""
    with contextlib.suppress(QuestionError):
        if len(text.split()) == 1:
            id_ = base.claim(text).id
            return f" {quoted_text(id_)} is the id of a claim: {command_beside(base, 'show', id_)}"
    return ""


def _without_links(base: Base, asked: search_terms.Terms) -> str:
    """Return how many claims have the words without "and", "of" and such, and how to see them."""
    links = [term.words[0].text for term in asked.wanted if _is_link(term)]
    return _with_the_rest(base, asked, links) if links else ""


def _is_link(term: search_terms.Term) -> bool:
    """Return whether a condition is a small word, as stands between names, and not quoted."""
    word = term.words[0]
    is_small = word.text.casefold() in (*BETWEEN, "the") or only_links(word.text)
    return is_small and not word.is_quoted and len(term.words) == 1


def date_remarks(
    base: Base, asked: search_terms.Terms, found: Collection[str] = ()
) -> Iterator[Remark]:
    """Yield '2 claims with "fiji" are of 2023: …' where one of several words is a date.

    Other commands read it as that. Nothing where all of these claims are `found` already.
    """
    for term in asked.wanted:
        word = term.words[0]
        rest = tuple(other for other in asked.wanted if other != term)
        if not rest or word.is_quoted or not (dates := _dates(word.text)):
            continue
        text = asked._replace(wanted=rest).text
        with contextlib.suppress(ValueError):
            period = Period.parse(dates)
            result = base.search(Query(text=text, within=period, limit=1))
            if result.hits and not (result.ids and {*result.ids} <= {*found}):
                are = display.are(result.total)
                line = command_beside(base, "search", text, **{"in": dates})
                sentence = (
                    f"{claims_in_words(result)} with {quoted_text(text)} {are} of {period.show()}"
                )
                yield Remark(sentence, command=line)
                return


def _dates(text: str) -> str:
    """Return the EDTF of a year, month or day, a quarter or a half, or two of these; "" of others.

    >>> _dates("2019"), _dates("Q3 2019"), _dates("2019-07-15"), _dates("today")
    ('2019', '2019-07/2019-09', '2019-07-15', '')
    """
    edtf = as_edtf(text.strip()) if any(map(str.isdigit, text)) else ""
    return edtf if _DATES.fullmatch(edtf) else ""


def claims_of_dates(base: Base, query: Query) -> list[Remark]:
    """Return how to see what there is of a date that is all the text.

    Without words a search finds nothing by dates: `timeline` does, and of figures a topic, and of
    what neither began nor ended then `relations`.
    """
    from dipfacts.answers.occurrences.timeline import timeline  # lazy: only for such a text

    text = _dates(query.text or "")
    if not (asks_words_alone(query) and text):
        return []
    try:
        period = Period.parse(text)
    except ValueError:
        return []
    remarks, of_period = list[Remark](), Query(within=period, limit=1)
    if timeline(base, of_period).timeline.entries:
        line = command_beside(base, "timeline", **{"in": text})
        remarks.append(Remark(f"There are relations or events of {period.show()}", command=line))
    elif _stood(base, period, query.as_of):
        line = command_beside(base, "relations", **{"in": text})
        stood = f"There are relations that began before, and may have stood in {period.show()}"
        remarks.append(Remark(stood, command=line))
    of_figures = of_period.replaced(types=("figure",))
    by_size = sorted(base.counted("topic"), key=itemgetter(1), reverse=True)
    topics = (it.id for it, claims in by_size if claims and it.id in base.measures.by_topic)
    each = (it for it in topics if base.has_more(of_figures.replaced(topic=it), 0))
    if topic := next(each, None):
        line = command_beside(base, topic, **{"in": text})
        remarks.append(Remark(f"There are figures of {period.show()}", command=line))
    return remarks


def _stood(base: Base, period: Period, day: int) -> bool:
    """Return whether a relation that is known to have begun may have stood in a period.

    Not in one that is ahead. Few are looked at: what began before mostly stood.
    """
    asked = Query(types=("relation",), within=period)
    begun = f"claim.first BETWEEN 1 AND {FAR - 1}", ()
    is_past = (period.start_day or FAR) <= day
    few = asked.replaced(limit=_FEW)
    facts = base.find(few, in_order=False, besides=begun) if is_past else []
    return bool(base.in_dates(asked, facts))


def _as_topic(base: Base, asked: search_terms.Terms) -> str:
    """Return ' "trade" is a topic: dipfacts trade norway' where a word is one that has claims.

    The command is about the parties that the other words name, if there is a claim about them.
    """
    words = [word.text for term in asked.wanted for word in term.words]
    topics, others = topics_in(base, words)
    for topic in topics:
        parties = list[str]()
        with contextlib.suppress(QuestionError):
            parties = parties_of(base, others) if is_name(base, others) else []
        for about in dict.fromkeys([tuple(parties), ()]):
            if base.has_more(Query(topic=topic, parties=about), 0):
                line = command_beside(base, topic, *about)
                return f" {quoted_text(base.topics[topic].label)} is a topic: {line}"
    return ""


def _has_translated(base: Base, asked: search_terms.Terms) -> bool:
    """Return whether a word is a name of a party in another language than that of the base."""
    for word in (word.text for term in asked.wanted for word in term.words):
        with contextlib.suppress(QuestionError):
            party = base.party(word)
            names = (party.id, *party.names)
            if len(word) > _CODE and fold(word) not in fold(" ".join(names)):
                return True
    return False


def _with_the_rest(base: Base, asked: search_terms.Terms, missing: Collection[str]) -> str:
    """Return how many claims have the words that are not missing, and how to see them."""
    rest = [term for term in asked.wanted if term.words[0].text not in missing]
    text = asked._replace(wanted=tuple(rest)).text
    result = base.search(Query(text=text, limit=1)) if rest else Hits([])
    if not result.hits:
        return ""
    has = "has" if result.total == 1 else "have"
    return f" {claims_in_words(result)} {has} the rest: {command_beside(base, 'search', text)}"


def asks_words_alone(query: Query) -> bool:
    """Return whether nothing is asked for but a text."""
    return query == Query(text=query.text, limit=query.limit)


def claims_in_words(matches: Hits) -> str:
    """Return '27 claims', 'More than 10,000 claims'."""
    return f"{'More than ' if matches.are_more else ''}{display.counted(matches.total, 'claim')}"


def quoted_text(text: str) -> str:
    """Return the beginning of a text in quotes, unless it has some itself."""
    excerpt = plain(text) if len(text) <= _SHOWN else f"{plain(text[:_SHOWN])}…"
    return excerpt if '"' in excerpt else f'"{excerpt}"'
