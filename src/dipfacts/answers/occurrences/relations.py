"""Relations between parties: in force, paused, not recorded as in force, over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from dipfacts.answers.answer import (
    LIMITS,
    NOTHING,
    Answer,
    asked_about,
    begin,
    claims_to_name,
    head_of,
    names,
)
from dipfacts.answers.empty import empty, narrowed
from dipfacts.answers.further_commands import command
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.claims_left_out import is_choosing, told_in_part
from dipfacts.answers.occurrences.occurrences import claims_of, gather_occurrences
from dipfacts.answers.occurrences.relation_class import (
    CLASSES,
    Standing,
    may_have_ended,
    not_known_then,
    standings,
)
from dipfacts.answers.parts import Unread
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.file_format.status import WORDS, StatusClass
from dipfacts.model.file_format.tables import Relation
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, Reading
from dipfacts.query.base import Base
from dipfacts.record import Record


class Batch(Record, frozen=True):
    """Some relations and events of very many, with the class of each relation by its claims.

    Given are their claims, unless `matches` has those alone that a search found.
    """

    occurrences: list[Occurrence]
    standings: dict[str, Standing]
    matches: list[Fact] | None = None

    @property
    def facts(self) -> list[Fact]:
        """The claims given, in order."""
        return claims_of(self.occurrences) if self.matches is None else self.matches


def relations(
    base: Base,
    query: Query,
    reading: Reading = HELD,
    facts: list[Fact] | None = None,
) -> Answer:
    """Return relations by their class, of each class the latest start first.

    Those of some claims, if these are given. Where they are streamed, or all written in lines, very
    many are left unread.
    """
    query = query.replaced(types=("relation",))
    answer = begin(base, query, "relations")
    limit, query = query.limit, query.replaced(limit=None)
    day = query.as_of
    is_in_lines = reading.is_in_lines and not is_choosing(query)
    are_many = (limit or reading.is_streamed or is_in_lines) and base.has_more(query, LIMITS.held)
    if are_many and not limit:
        listing, parts = count_relations(base, query, day)
        if listing.claims > LIMITS.held:
            from dipfacts.answers.occurrences.duplicates_of_many import Watch  # lazy: seldom needed

            watch = Watch(base, query) if is_in_lines else None
            answer.as_of, answer.unread = day, Unread(occurrences=parts, watch=watch)
            answer.head = head_of(_text(base, query, listing))
            return answer
    few = first(base, query, limit, day) if limit and are_many and facts is None else None
    is_long = few is not None and few.claims > LIMITS.held  # of those in the dates
    if few is not None and is_long:
        listing = few
    elif facts is None:
        listing = _all(base, query, day)
    else:
        listing = _listing_of(base, query, day, base.in_dates(query, facts))
    if not listing.listed:
        return _none(answer, query, limit, is_alone=facts is None)
    answer.as_of, answer.standings = day, listing.standings
    answer.occurrences = listing.listed[:limit] if limit else listing.listed
    answer.facts = claims_of(answer.occurrences)
    if facts is None:  # else events stand beside them
        answer.remarks += map(Remark, possible_duplicates.remarks(base, answer.occurrences))
        answer.remarks += map(Remark, told_in_part(base, query, answer.occurrences))
    answer.leave_out(listing.classes.total() - len(answer.occurrences), "relation")
    text = _text(base, query, listing)
    answer.head = head_of(text, claims_to_name(claims_of(listing.listed)) if not is_long else [])
    return answer


def _none(answer: Answer, query: Query, limit: int | None, is_alone: bool) -> Answer:
    """Return the answer where nothing is about the parties: of memberships those that two share."""
    answer = empty(answer, query, "relations", is_alone=is_alone)
    if is_alone and answer.shared.count and query.kind:  # else the topic is named, which has them
        # lazy: few ask for that kind
        from dipfacts.answers.occurrences.common_memberships import add_shared

        who = display.listed(names(answer.base, query.parties))
        add_shared(answer, query.replaced(limit=limit), who)
    of_events = query.replaced(types=("event",))
    if is_alone and query.kind and (count := answer.base.count(of_events)):
        claims = f"{display.counted(count, 'claim')}{narrowed(answer.base, query)}"
        text = f"{claims} {display.are(count)} on events"
        answer.remarks.append(Remark(text, command=command(answer, "timeline")))
    if is_alone and len(query.parties) > DYAD and answer.status == NOTHING:
        from dipfacts.answers.empty_pairs import add_pairs  # lazy: most look-ups find something

        add_pairs(answer, query)
    return answer


def _text(base: Base, query: Query, listing: RelationListing) -> str:
    """Return the sentence that counts relations by class."""
    text = f"{asked_about(base, query)}{by_class(listing.classes, listing.claims)}."
    doubt = perhaps_ended(listing.contested, listing.classes.total())
    in_doubt = f" {doubt.capitalize()}." if doubt else ""
    return f"{text}{in_doubt}"


class RelationListing(Record, frozen=True):
    """Relations in order, all or the first, with their classes, and counts of all there are.

    `contested` are those of which sources differ on whether they have ended.
    """

    listed: list[Occurrence]
    standings: dict[str, Standing]
    classes: Counter[StatusClass]
    claims: int
    contested: int

    @property
    def unread(self) -> Counter[StatusClass]:
        """The number of each class that is not listed."""
        return self.classes - Counter(
            self.standings[relation.fact.id].name for relation in self.listed
        )


def _all(base: Base, query: Query, day: int) -> RelationListing:
    """Return all relations that fit."""
    return _listing_of(base, query, day, base.in_dates(query, base.find(query)))


def _listing_of(base: Base, query: Query, day: int, facts: list[Fact]) -> RelationListing:
    """Return the relations that claims tell of."""
    listed = gather_occurrences(base, query, facts)
    facts = claims_of(listed)
    results = standings(base, facts, day, query.parties)
    unknown = not_known_then(listed, results, query)  # what is over or paused now still is so
    results |= {id: it for id, it in unknown.items() if results[id].name == "standing"}
    listed.sort(key=lambda relation: _key(relation, results, day))
    classes = Counter(results[relation.fact.id].name for relation in listed)
    contested = count_contested(listed, results, day)
    return RelationListing(listed, results, classes, len(facts), contested)


def first(base: Base, query: Query, limit: int, day: int) -> RelationListing:
    """Return the first relations that `_all` lists, and its counts.

    Where one claim tells of a relation, and its parties are still there, the class follows from
    its status and its days. So that claim is read only if it is among the first.
    """
    from dipfacts.query import single_claims  # lazy: only very many need it

    single = single_claims.SingleRelations(base, query, ended := _ended(base, day), day)
    return _with_unread(base, query, day, ended, single.counted(), single.first(limit))


def weightiest(
    base: Base, query: Query, most: int, day: int, wanted: tuple[StatusClass, ...]
) -> RelationListing:
    """Return the weightiest relations of each class, so many, with the counts of all; 0 means all.

    Of other classes than those of the names only where there are none of these. With every
    membership of which nobody says when it began. Some only for a query without dates.
    """
    query = query.replaced(types=("relation",))
    if not most:
        return _all(base, query, day)
    from dipfacts.query import single_claims  # lazy: only very many need it

    single = single_claims.SingleRelations(base, query, ended := _ended(base, day), day)
    weights = {kind: _weight(kind) for kind in single_claims.relation_kinds(base)}
    classes = single.counted()
    named = [name for name in classes if name in wanted]
    read = single.weightiest(named or classes, most, weights)
    return _with_unread(base, query, day, ended, classes, read)


def _with_unread(
    base: Base,
    query: Query,
    day: int,
    ended: list[str],
    classes: Counter[StatusClass],
    read: dict[int, StatusClass],
) -> RelationListing:
    """Return the relations that several claims tell of, and those of numbers, with all counted.

    `classes` counts those that one claim tells of, and `read` gives the classes of the numbers.
    """
    from dipfacts.query import single_claims  # lazy: only very many need it

    facts = single_claims.without_single(base, query, ended, [*read])
    result = _listing_of(base, query, day, base.in_dates(query, facts))
    unread = classes - Counter(read.values())
    return result.replaced(classes=result.classes + unread, claims=result.claims + unread.total())


def _ended(base: Base, day: int) -> list[str]:
    """Return the parties that are no more on a day."""
    # lazy: only many relations are counted
    from dipfacts.answers.occurrences.last_days import ends_of_parties

    return [party for party, end in ends_of_parties(base).items() if end <= day]


def count_relations(
    base: Base, query: Query, day: int
) -> tuple[RelationListing, Callable[[], Iterator[Batch]]]:
    """Return the counts of all relations, and a function that yields them, which reads them anew.

    They are looked at twice: for their order, of which the numbers of claims are kept, and when
    they are written.
    """
    from dipfacts.query import numbered_claims  # lazy: only very many relations need it

    order, counts = list[tuple[int, int, int]](), RelationListing([], {}, Counter(), 0, 0)
    every = numbered_claims.numbers(base, query)
    for places, facts in numbered_claims.each_once(base, query, every):
        earliest: dict[str, int] = {}
        for fact, nth in zip(facts.values(), places, strict=False):
            earliest.setdefault(fact.occurrence or fact.id, nth)
        part = _listing_of(base, query, day, base.in_dates(query, [*facts.values()]))
        order += [
            (*_key(relation, part.standings, day), earliest[relation.id])
            for relation in part.listed
        ]
        counts = counts.replaced(
            classes=counts.classes + part.classes,
            claims=counts.claims + part.claims,
            contested=counts.contested + part.contested,
        )
    order.sort()
    from array import array  # lazy: only very many are not held

    in_order = array("q", (every[nth] for *_, nth in order))

    def parts() -> Iterator[Batch]:
        for some in batches(in_order):
            facts = [*numbered_claims.with_others(base, query, some).values()]
            result = _listing_of(base, query, day, facts)
            yield Batch(result.listed, result.standings)

    return counts, parts


def _key(occurrence: Occurrence, standing_of: Mapping[str, Standing], day: int) -> tuple[int, int]:
    """Return the key that sorts relations by their class, of each class the latest start first."""
    return CLASSES.index(standing_of[occurrence.fact.id].name), -_start(occurrence, day)


_WEIGHTS = {"diplomatic": 0, "alliance": 1, "pact": 1, "treaty": 1, "membership": 2, "agreement": 3}
_WEIGHTS |= {"declaration": 5, "announcement": 6, "statement": 6}
_OTHER = 4  # of a kind of which no word is among them


def by_weight(
    listed: RelationListing, wanted: tuple[StatusClass, ...], is_pair: bool
) -> dict[StatusClass, list[Occurrence]]:
    """Return the relations of these classes that there are, the weightiest first.

    Of two parties, those of larger groups come after their own.
    """
    groups: dict[StatusClass, list[Occurrence]] = {name: [] for name in wanted}
    for relation in listed.listed:
        if (name := listed.standings[relation.fact.id].name) in groups:
            groups[name].append(relation)

    def place(occurrence: Occurrence) -> tuple[bool, int]:
        return is_pair and all(len(fact.claim.everyone) > 2 for fact in occurrence.facts), weight(
            occurrence
        )

    return {name: sorted(results, key=place) for name, results in groups.items() if results}


def weight(occurrence: Occurrence) -> int:
    """Return the rank of a relation by the words of its kind; the weightiest have the least."""
    return (
        _weight(occurrence.fact.claim.kind)
        if isinstance(occurrence.fact.claim, Relation)
        else _OTHER
    )


def _weight(kind: str) -> int:
    """Return the rank of a kind of relation by its words; the weightiest have the least."""
    return min((_WEIGHTS[word] for word in kind.split("-") if word in _WEIGHTS), default=_OTHER)


def _start(occurrence: Occurrence, day: int) -> int:
    """Return the first day of a relation as it is on a day; what has none comes last."""
    period = occurrence.stage_on(day).fact.period
    return (period.start_day or 0) if period else -1


def by_class(counts: Counter[StatusClass], claims: int) -> str:
    """Return '3 relations (5 claims), 1 in force and 2 over'; of one '1 relation, in force'."""
    count = counts.total()
    total = display.counted(count, "relation") + display.claim_count(count, claims)
    if len(counts) == 1:
        return f"{total}, {'all ' if count > 1 else ''}{WORDS[next(iter(counts))]}"
    parts = (f"{counts[name]:,} {WORDS[name]}" for name in CLASSES if counts[name])
    return f"{total}, {display.listed(parts)}"


def count_contested(listed: list[Occurrence], by_claim: dict[str, Standing], day: int) -> int:
    """Return the number of relations of which claims differ on whether they have ended by a day."""
    return sum(may_have_ended(relation, by_claim[relation.fact.id], day) for relation in listed)


def perhaps_ended(count: int, total: int) -> str:
    """Return 'claims differ on whether it has ended' of so many of all relations; '' of none."""
    if not count:
        return ""
    have = "it has" if total == 1 else f"{count:,} of them {'has' if count == 1 else 'have'}"
    return f"claims differ on whether {have} ended"
