"""Answers without a claim: which kind of nothing it is, and what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    NOTHING,
    OUTSIDE,
    Answer,
    as_known,
    head_of,
    in_sentence,
    names,
    once,
)
from dipfacts.answers.further_commands import command_beside
from dipfacts.model import display
from dipfacts.model.agreement import questions
from dipfacts.model.date_wording import from_then
from dipfacts.model.occurrence import occurrences
from dipfacts.model.period import Period
from dipfacts.model.query import DYAD, FAR, TYPES, Fact, Query, any_of
from dipfacts.query.base import Base
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
NO_CLAIM, NO_FIGURE = "No claim", "No figure"
_NOTHING = {NO_CLAIM: "Nothing", NO_FIGURE: NO_FIGURE}
_VALID = {NO_CLAIM: "Nothing valid", NO_FIGURE: "No valid figure"}
RECORDED, AHEAD, PAST = "recorded", "ahead", "recorded as having happened"
_READ = 5_000  # figures about a party that are read to find its totals
_TOPICS = 3  # that are named of other claims
REASONS = 3  # why claims are deprecated, that a sentence gives


def empty(
    answer: Answer,
    query: Query,
    what: str,
    *,
    is_alone: bool = True,
    none: str = NO_CLAIM,
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
    query = query.replaced(limit=None)
    base, who = answer.base, in_sentence(answer.base, query.parties)
    link = "between" if len(who) == 2 and query.topic else "about"
    subject = what + narrowed(base, query)
    subject += f" {link} {display.listed(who)}" if who else ""
    subject += _on_topics(base, query)
    is_any_time = query == query.undated and state == RECORDED
    elsewhere = [] if is_any_time else _all(base, query.undated)
    both = _both_belong(base, query)
    shared = both.sentences if both else []
    answer.shared = both.shared if both else answer.shared
    if not (elsewhere or shared or is_any_time):
        elsewhere = _shared_claims(base, query.undated)
    answer.known = as_known(query)
    if elsewhere:
        answer.status = OUTSIDE
        when = display.in_dates(query.since, query.until, query.within)
        text = f"{_NOTHING[none]} on {subject} is {state}{when};"
        text += f" {_there_are_over(base, query, elsewhere)}.{withdrawn(base, query)}"
        text = " ".join([text, *shared])
    elif not shared and (others := public_otherwise_too(base, query.undated)):
        answer.status, answer.known = OUTSIDE, ""
        text = f"{none} recorded here on {subject} {_public_then(query)}; {others}."
    else:
        answer.status = NOTHING
        text = ""
        if is_alone:
            claims = _other_claims(base, query)
            answer.has_others = bool(claims) and len(query.parties) <= DYAD
            text = _not_recorded(answer, query, subject, none, claims)
        if query.is_of_dyad and not query.text:
            from dipfacts.answers.figures import largest_partners  # lazy: most find something

            text = " ".join([text, *none_in_total(answer, query), *shared])
            text = " ".join([text, *largest_partners.not_among(answer, query)])
    for party in base.parties_by_id(query.parties).values():
        if after := base.successors(party):
            name = display.with_article(plain(party.name))
            text += f" Successors of {name} here: {display.listed(in_sentence(base, after))}."
    answer.head = head_of(text)
    return answer


def _both_belong(base: Base, query: Query) -> BothBelong | None:
    """Return what two parties both belong to, of which nothing is said of both."""
    if not query.is_of_dyad or query.text:
        return None
    from dipfacts.answers.occurrences import common_memberships  # lazy: most find something

    return common_memberships.both_belong(base, query)


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
    labels = (display.midway(plain(base.topic(topic).label)) for topic in several)
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
    """Return how many claims --known-by and --known-since leave out, or of what two both belong to.

    The latter only where there is nothing about the two.
    """
    others = public_otherwise(base, *queries)
    asked = [query for query in queries if query.known_by or query.known_since]
    if others or not asked:
        return others
    each = (_shared_claims(base, it.replaced(known_by=None, known_since=None)) for it in asked)
    shared = once(fact for facts in each for fact in facts)
    when = "at other times" if asked[0].known_by and asked[0].known_since else "later"
    when = when if asked[0].known_by else "before"
    return f"{display.counted(len(shared), 'claim')} became public {when}" if shared else ""


def _count_of_known_day(base: Base, query: Query) -> int:
    """Return how many claims fit of which it is known when they were public."""
    is_asked = query.known_by or query.known_since  # which leaves out the others already
    return base.count(query) - (0 if is_asked else base.count(query.replaced(unknown_day=True)))


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
    from dipfacts.answers.figures import headline  # lazy: most look-ups find something

    if not query.topic:
        return []
    results = []
    for party in query.parties:
        of_one = query.replaced(types=("figure",), parties=(party,), in_order=None)
        facts = answer.base.find(of_one) if answer.base.count(of_one) <= _READ else []
        alone = [fact for fact in facts if {*fact.claim.everyone} == {party}]
        totals = headline.totals(questions(alone, answer.base.measures))
        newest = {q.figure.measure: q for q in sorted(totals, key=headline.latest)}
        for question in newest.values():
            if question.value == 0 and headline.in_total(answer.base, question.figure):
                answer.beside += question.counting
                results.append(headline.sentence(answer, question, partial=False, asked=None))
    return results


def _other_claims(base: Base, query: Query) -> list[Fact]:
    """Return the claims about the parties on the topic, or on any where none is on this."""
    known = Query(parties=query.parties, known_by=query.known_by)
    asked = (known.replaced(topic=query.topic), known) if query.topic else (known,)
    others = next(filter(None, (_all(base, one) for one in asked if query.parties)), [])
    if not (query.topic and others):
        return others
    # That a claim is on no topic does not say that it is not on this.
    without = ("topic = ''", ())
    return once([*others, *base.completed(known, base.find(known, besides=without))])


def _not_recorded(answer: Answer, query: Query, subject: str, none: str, others: list[Fact]) -> str:
    """Return what to say where nothing is recorded: with what else is, if anything."""
    base = answer.base
    deprecated = withdrawn_anywhere(base, query)
    text = f"{(_VALID if deprecated else _NOTHING)[none]} on {subject} is recorded.{deprecated}"
    if others:
        text += f" Other claims there are: {_by_type(others)}{_topics(base, others)}."
    any_claim = Query(deprecated=True, limit=1)
    unknown = [p for p in query.parties if not base.find(any_claim.replaced(parties=(p,)))]
    if unknown:
        whom = listed(in_sentence(base, unknown))
        text += f" There are no claims about {whom} in this fact base."
    return text + "".join(_said_by(answer, party, query.known_by) for party in unknown)


def _said_by(answer: Answer, party: str, known_by: Period | None) -> str:
    """Return ' 2 claims are by Jane Roe: dipfacts search jane-roe.' of who says some, else ""."""
    own = Query(claimant=(party,), known_by=known_by)
    if not (count := answer.base.count(own)):
        return ""
    words = ("search", party)
    if count == 1:
        words = ("show", answer.base.find(own)[0].id)
    who = display.listed(in_sentence(answer.base, [party]))
    claims = f"{display.counted(count, 'claim')} {display.are(count)}"
    return f" {claims} by {who}: {command_beside(answer, *words)}."


def withdrawn_anywhere(base: Base, *queries: Query) -> str:
    """Return what is deprecated; where nothing among the dates asked about is, at others."""
    how = "--all without the dates"
    return withdrawn(base, *queries) or withdrawn(base, *(q.undated for q in queries), how=how)


def withdrawn(base: Base, *queries: Query, how: str = "--all") -> str:
    """Return ' 1 claim for 2021 is deprecated (a slip): --all shows it.'; '' where none fits."""
    asked = [query.replaced(deprecated=True) for query in queries if not query.deprecated]
    every = once(it for query in asked for it in base.in_dates(query, base.find(query)))
    results = [fact for fact in every if fact.claim.rank == "deprecated"]
    if not results:
        return ""
    whys = {plain(fact.claim.rank_reason or "").rstrip(".") for fact in results} - {""}
    why = f" ({'; '.join(sorted(whys))})" if 0 < len(whys) <= REASONS else ""
    are, them = ("is", "it") if len(results) == 1 else ("are", "them")
    return f" {_counted(results)} {are} deprecated{why}: {how} shows {them}."


def _all(base: Base, query: Query) -> list[Fact]:
    """Return the claims that fit, with all others about the same, as the other pages count them."""
    return base.completed(query, base.find(query))


def _by_type(facts: list[Fact]) -> str:
    """Return '2 figures, 1 relation (2 claims) and 3 events'."""
    of_type = ((kind, [fact for fact in facts if fact.type == kind]) for kind in TYPES)
    return display.listed(
        display.counted(count, kind) + display.claim_count(count, len(results))
        for kind, results in of_type
        if (count := len({fact.occurrence or fact.id for fact in results}))
    )


def there_are(facts: list[Fact]) -> str:
    """Return 'there are 3 claims from 2014 to 2025'."""
    return f"there {display.are(len(facts))} {_counted(facts)}"


def _there_are_over(base: Base, query: Query, facts: list[Fact]) -> str:
    """Return 'there is 1 claim from 1948, over with the Soviet Union, 26 Dec 1991'.

    That is how many claims `there_are`, and what of them was over by the dates asked for.
    """
    # lazy: most look-ups find something
    from dipfacts.answers.occurrences.relation_class import standings
    from dipfacts.query.lifetimes import lifetimes

    day, text = query.as_of, there_are(facts)
    relations = [fact for fact in facts if fact.type == "relation"]
    gone = lifetimes(base.parties_by_id, relations, day, query.parties)
    ended = {one.id: gone.ended(one, day) for one in occurrences(relations, asked=query.parties)}
    over = [it for it in relations if (ended[it.occurrence or it.id] or FAR + 1) <= query.days[1]]
    reason_of = {it: s.reason for it, s in standings(base, over, day, query.parties).items()}
    over = [it for it in over if reason_of[it.id]]  # others had ended before their parties did
    reasons = {reason_of[it.id] for it in over}
    if not over:
        return text
    if len(reasons) == 1 and len(over) == len(facts):
        return f"{from_then(text)}, {''.join(reasons)}"
    return f"{text}, {len(over):,} of what was over with a party by then"


def _counted(facts: list[Fact]) -> str:
    return f"{display.counted(len(facts), 'claim')} {_extent(facts)}"


def _topics(base: Base, facts: list[Fact]) -> str:
    """Return ' on borders and economy' for claims on a few topics, or on none."""
    topics = (base.topics.get(topic) for topic in dict.fromkeys(fact.topic for fact in facts))
    labels = [display.midway(plain(topic.label)) for topic in topics if topic]
    if not labels:
        return ""
    which = f"{len(labels)} topics" if len(labels) > _TOPICS else display.listed(labels)
    without = " or on no topic" if any(not fact.topic for fact in facts) else ""
    return f" on {which}{without}"


def _extent(facts: list[Fact]) -> str:
    """Return 'from 2014 to 2025': the first and the last year on record.

    Where some have no date '(1 for 2014, 2 without a date)'.
    """
    dated = [fact for fact in facts if fact.period and (fact.period.start or fact.period.last)]
    if not dated:
        return "without a date"
    if undated := len(facts) - len(dated):
        return f"({len(dated):,} {_years(dated)}, {undated:,} without a date)"
    return _years(dated)


def _years(dated: list[Fact]) -> str:
    """Return 'from 2014 to 2025' of claims with a date."""
    periods = [fact.period for fact in dated if fact.period]
    days = [day for period in periods for day in (period.start, period.last) if day]
    if len(texts := {period.show() for period in periods}) == 1:
        (text,) = texts
        return text if text.startswith(display.WITHOUT_IN) else f"for {text}"
    first, last = min(days).year, max(days).year
    return f"from {first} to {last}" if first != last else f"for {first}"
