"""Answers without a claim: which kind of nothing it is, and what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    NOTHING,
    OUTSIDE,
    Answer,
    dates_in_sentence,
    head_of,
    in_sentence,
    names,
    once,
    topic_in_sentence,
)
from dipfacts.answers.further_commands import command_beside
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures.agreement import questions
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import listed, plain

if TYPE_CHECKING:
    from dipfacts.answers.occurrences.common_memberships import BothBelong

_NARROWING = {
    "measure": "of the measure",
    "kind": "of the kind",
    "source": "from the source",
    "claimant": "said by",
    "publisher": "printed by",
}
RECORDED, AHEAD, PAST = "recorded", "ahead", "recorded as having happened"
_READ = 5_000  # figures about a party that are read to find its totals


class Lack(Record, frozen=True):
    """Beginnings of sentences that deny: of claims, and where these are withdrawn."""

    claim: str
    anything: str
    valid: str


NO_CLAIM = Lack("No claim", "Nothing", "Nothing valid")
NO_FIGURE = Lack("No figure", "No figure", "No valid figure")


def empty(
    answer: Answer,
    query: Query,
    what: str,
    *,
    is_alone: bool = True,
    none: Lack = NO_CLAIM,
    state: str = RECORDED,
) -> Answer:
    """Say which kind of nothing it is: outside the dates asked for, or not recorded at all.

    `what` names the claims asked for, such as "trade" or "relations"; on several topics, or where
    it is not the topic, these are named too. What is not recorded at all is said in words only
    where the answer `is_alone`: else other words take their place. `none` says how little there is:
    `NO_FIGURE` where relations and events may be on record. Where nothing is asked for but what is
    `AHEAD`, or `PAST`, that is the `state`: claims may tell of those dates, as a relation does that
    stands.
    """
    from dipfacts.answers import other_claims  # lazy: most find something

    query = query.replaced(limit=None)
    base, who = answer.base, in_sentence(answer.base, query.parties)
    link = "between" if len(who) == 2 and query.topic else "about"
    subject = what + narrowed(base, query)
    subject += f" {link} {display.listed(who)}" if who else ""
    subject += _on_topics(base, query)
    is_any_time = query == query.undated and state == RECORDED
    elsewhere = [] if is_any_time else base.completed(query.undated, base.find(query.undated))
    if not is_any_time:
        elsewhere = once([*elsewhere, *_on_same_total(base, query.undated)])
    both = _both_belong(base, query)
    shared = both.sentences if both else []
    answer.shared = both.shared if both else answer.shared
    if not (elsewhere or shared or is_any_time):
        elsewhere = _shared_claims(base, query.undated)
    if elsewhere:
        answer.status = OUTSIDE
        text = f"{none.anything} on {subject} is {state}{dates_in_sentence(query)};"
        deprecated = other_claims.withdrawn(base, query, is_in_lines=_is_in_lines(answer, query))
        text += f" {other_claims.there_are_over(base, query, elsewhere)}."
        text = " ".join(filter(None, (text, deprecated, *shared)))
    elif not shared and (others := public_otherwise_too(base, query.undated)):
        answer.status, answer.known = OUTSIDE, ""
        text = f"{none.claim} recorded here on {subject} {_public_then(query)}; {others}."
    else:
        answer.status = NOTHING
        text = ""
        if is_alone:
            claims = other_claims.other_claims_of(base, query)
            answer.has_others = bool(claims) and len(query.parties) <= DYAD
            text = _not_recorded(answer, query, subject, none, claims)
        if query.is_of_dyad and not query.text:
            from dipfacts.answers.rankings import largest_partners  # lazy: most find something

            text = " ".join([text, *none_in_total(answer, query), *shared])
            text = " ".join([text, *largest_partners.not_among(answer, query)])
    answer.head = head_of(" ".join([text, *succession(base, query)]))
    return answer


def has_any(base: Base, query: Query, whom: Iterable[tuple[str, ...]]) -> bool:
    """Return whether there is a claim, of parties such as any of these."""
    return any(base.has_more(query.replaced(parties=parties), 0) for parties in whom)


def succession(base: Base, *queries: Query) -> list[str]:
    """Return ['Successors of … here: ….'], and which states there were before with such claims.

    Before each of two there may have been one: then they are told where claims are about both.
    """
    parties = base.parties_by_id(dict.fromkeys(id_ for query in queries for id_ in query.parties))
    each = {id_: base.succession(party) for id_, party in parties.items()}
    before = {id_: ids for id_, (ids, _) in each.items()}
    then = {it for query in queries for it in _parties_before(base, query, before)}
    sentences = list[str]()
    for id_, (earlier, later) in each.items():
        earlier = [it for it in earlier if (id_, it) in then]
        name = display.with_article(plain(parties[id_].name))
        for which, ids in (("Predecessors", earlier), ("Successors", later)):
            if ids:
                states = [*in_sentence(base, ids)]
                hold_and = any(" and " in state for state in states)
                several = "; ".join(states) if hold_and else display.listed(states)
                sentences.append(f"{which} of {name} here: {several}.")
    return sentences


def _parties_before(
    base: Base, query: Query, before: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield each party with a state before it, of which there are claims as a question asks.

    These are about the others as well, or of two about a state before the other.
    """
    for id_ in query.parties:
        others = [it for it in query.parties if it != id_]
        is_of_two = len(query.parties) == DYAD
        choices = [[it, *(before.get(it, ()) if is_of_two else [])] for it in others]
        for earlier, *rest in product(before.get(id_, ()), *choices):
            about = (earlier, *rest)
            if len({*about}) == len(about) and base.count(query.replaced(parties=about)):
                yield id_, earlier


def _both_belong(base: Base, query: Query) -> BothBelong | None:
    """Return the bodies that two parties are both in, where nothing is said of both."""
    if not query.is_of_dyad or query.text:
        return None
    from dipfacts.answers.occurrences import common_memberships  # lazy: most find something

    return common_memberships.both_belong(base, query)


def _on_same_total(base: Base, query: Query) -> list[Fact]:
    """Return the claims on the total of a party that is asked about with the world."""
    from dipfacts.answers.world_totals import world_lookups  # lazy: most find something

    return world_lookups.same_total_if_world(base, query)


def _is_world_of_any(base: Base, party: str, others: Sequence[str]) -> bool:
    """Return whether a party is the world for which totals of another one stand in other words."""
    pairs = (tuple(sorted((party, other))) for other in others if other != party)
    return any(_on_same_total(base, Query(parties=pair, deprecated=True)) for pair in pairs)


def _shared_claims(base: Base, query: Query) -> list[Fact]:
    """Return the claims on what two parties both belong to."""
    if not query.is_of_dyad or query.text:
        return []
    from dipfacts.answers.occurrences import common_memberships  # lazy: most find something

    return common_memberships.shared_claims(base, query)


def narrowed(base: Base, query: Query) -> str:
    """Return ' of the kind visit or meeting from the source s', as far as that was asked."""
    asked = {name: any_of(getattr(query, name)) for name in _NARROWING}
    asked["claimant"] = tuple(names(base, asked["claimant"]))
    return "".join(
        f" {words} {display.listed(map(plain, asked[name]), 'or')}"
        for name, words in _NARROWING.items()
        if asked[name]
    )


def _on_topics(base: Base, query: Query) -> str:
    """Return ' on trade or foreign aid' of topics that narrow what is asked for.

    The topic that an answer is about, which is one by itself, is named as what is asked for.
    """
    several = () if isinstance(query.topic, str) else any_of(query.topic)
    labels = (topic_in_sentence(base, topic) for topic in several)
    return f" on {display.listed(labels, 'or')}" if several else ""


def public_otherwise(base: Base, *queries: Query) -> str:
    """Return '1 claim became public later': how many --known-by and --known-since leave out."""
    before = [query.replaced(known_since=None) for query in queries if query.known_since]
    later = [query.replaced(known_by=None) for query in queries if query.known_by]
    return display.listed(
        f"{display.counted(count, 'claim')} became public {when}"
        for when, some in (("before", before), ("later", later))
        if (count := sum(_count_of_known_day(base, query) for query in some))
    )


def public_otherwise_too(base: Base, *queries: Query) -> str:
    """Return the words for the claims that --known-by and --known-since leave out.

    Those about what two both belong to count where there are none about the two.
    """
    others = public_otherwise(base, *queries)
    asked = [query for query in queries if query.known_by or query.known_since]
    if others or not asked:
        return others
    at_all = [it.replaced(known_by=None, known_since=None) for it in asked]
    shared = once(fact for it in at_all for fact in _shared_claims(base, it))
    when = "at other times" if asked[0].known_by and asked[0].known_since else "later"
    when = when if asked[0].known_by else "before"
    return f"{display.counted(len(shared), 'claim')} became public {when}" if shared else ""


def _count_of_known_day(base: Base, query: Query) -> int:
    """Return the number of claims that fit of which it is known when they were public."""
    is_asked = query.known_by or query.known_since  # which leaves out the others already
    of_both = base.count(query) - (0 if is_asked else base.count(query.replaced(unknown_day=True)))
    return of_both + sum(fact.known_day is not None for fact in _on_same_total(base, query))


def _public_then(query: Query) -> str:
    """Return 'was public by 2022', 'became public since 2025' or 'became public from … to …'."""
    since, by = (it and it.show() for it in (query.known_since, query.known_by))
    if since and by:
        return f"became public from {since} to {by}"
    return f"became public since {since}" if since else f"was public by {by}"


def none_in_total(answer: Answer, query: Query) -> list[str]:
    """Add to `answer.beside`, and return 'Land border of Iceland in total: none (0 km), …'.

    Only by the newest totals on a topic, of parties with so few figures on it that all are read.
    What is added are their claims, on which the sentences rest.
    """
    from dipfacts.answers.claims import subject_words, timing  # lazy: most look-ups find something
    from dipfacts.answers.statements import headline  # lazy: most look-ups find something

    if not query.topic:
        return []
    results = []
    for party in query.parties:
        of_one = query.replaced(types=("figure",), parties=(party,), in_order=None)
        facts = answer.base.find(of_one) if answer.base.count(of_one) <= _READ else []
        alone = [fact for fact in facts if fact.claim.party_set == {party}]
        totals = subject_words.totals(questions(alone, answer.base.measures))
        newest = {q.figure.measure: q for q in sorted(totals, key=timing.latest)}
        for question in newest.values():
            if question.value == 0 and subject_words.in_total(answer.base, question.figure):
                answer.beside += question.counting
                results.append(headline.sentence(answer, question, partial=False, asked=None))
    return results


def _not_recorded(
    answer: Answer, query: Query, subject: str, none: Lack, others: list[Fact]
) -> str:
    """Return the sentence that nothing is recorded, with what else is, if anything."""
    from dipfacts.answers import other_claims  # lazy: most find something

    base = answer.base
    in_lines = _is_in_lines(answer, query)
    deprecated = other_claims.withdrawn_anywhere(base, query, is_in_lines=in_lines)
    nothing = none.valid if deprecated else none.anything
    sentences = [f"{nothing} on {subject} is recorded.", deprecated]
    if others:
        topics = other_claims.on_topics(base, others)
        sentences.append(f"Other claims there are: {other_claims.by_type(others)}{topics}.")
    any_claim = Query(deprecated=True, limit=1)
    unknown = [p for p in query.parties if not base.find(any_claim.replaced(parties=(p,)))]
    unknown = [p for p in unknown if not _is_world_of_any(base, p, query.parties)]
    if unknown:
        whom = listed(in_sentence(base, unknown))
        sentences.append(f"There are no claims about {whom} in this fact base.")
    sentences += (_said_by(base, party, query.known_by) for party in unknown)
    return " ".join(filter(None, sentences))


def _is_in_lines(answer: Answer, query: Query) -> bool:
    """Return whether an answer is a timeline of all that begins or ends in the dates asked for."""
    is_of_some = answer.options.latest or answer.options.upcoming
    return answer.command == "timeline" and query != query.undated and not is_of_some


def _said_by(base: Base, party: str, known_by: Period | None) -> str:
    """Return '2 claims are by Jane Roe: dipfacts search jane-roe.' of who says some, else ""."""
    own = Query(claimant=(party,), known_by=known_by)
    if not (count := base.count(own)):
        return ""
    words = ("search", party)
    if count == 1:
        words = ("show", base.find(own)[0].id)
    who = display.listed(in_sentence(base, [party]))
    claims = f"{display.counted(count, 'claim')} {display.are(count)}"
    return f"{claims} by {who}: {command_beside(base, *words)}."
