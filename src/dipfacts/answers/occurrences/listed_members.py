"""The memberships that only the table of `countries` tells, beside those on record."""

from __future__ import annotations

from dipfacts.answers.answer import MEMBERSHIP, Answer, in_sentence, sorted_in_sentence
from dipfacts.answers.occurrences.claims_left_out import is_choosing
from dipfacts.answers.occurrences.membership import is_in, listed_members
from dipfacts.answers.remark import Remark
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.file_format.tables import BODIES, Party, Relation
from dipfacts.model.occurrences.ends import begin_and_end
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base

_NAMED = 10  # members that a remark names


def listed_beside(answer: Answer, query: Query) -> list[Remark]:
    """Return remarks on further members by the list, where the members on record are told.

    Of a country of what else it is a member. Of a body and a country between which no membership is
    on record, whether it is one by the list.
    """
    if query.measure or is_choosing(query) or query.known_by:
        return []
    if any_of(query.kind) not in ((), (MEMBERSHIP,)):
        return []
    parties = answer.base.parties_by_id(query.parties)
    bodies = [party for party in parties.values() if party.kind in BODIES]
    if not bodies and len(parties) == 1:
        return _unrecorded_bodies(answer, query, *parties.values())
    if len(bodies) != 1:
        return []
    others = [id_ for id_ in parties if id_ != bodies[0].id]
    if others:
        return _unrecorded_membership(answer.base, query, bodies[0], others[0])
    return _unrecorded_members(answer, query, bodies[0])


def _unrecorded_members(answer: Answer, query: Query, body: Party) -> list[Remark]:
    """Return a remark on all who are members by the list alone."""
    base, day = answer.base, query.as_of
    if query != query.undated or not _is_told(answer, body.id, "to"):
        return []
    there = {
        id_
        for fact in base.find(_memberships(body.id), in_order=False)
        for id_ in fact.claim.everyone
    }
    listed = listed_members(body, base)
    more = {id_: name for id_, name, when in listed if id_ not in there and is_in(when, day)}
    if not more:
        return []
    known = base.parties_by_id(more)
    others = [display.with_article(name) for id_, name in more.items() if id_ not in known]
    named = display.some([*sorted_in_sentence(base, [*known]), *others], _NAMED)
    many = "s" if len(more) > 1 else ""
    return [Remark(f"Member{many} by the list that comes with dipfacts, not on record: {named}.")]


def _unrecorded_membership(base: Base, query: Query, body: Party, member: str) -> list[Remark]:
    """Return a remark on a membership that the list alone tells, if the dates asked have it."""
    first, after = query.days
    whens = [when for id_, _, when in listed_members(body, base) if id_ == member]
    whens = [it for it in whens if begin_and_end(it)[0] < after]
    whens = [it for it in whens if not it.is_interval or (it.end_day or after) > first]
    is_told = base.has_more(_memberships(body.id).replaced(topic=query.topic), 0)
    pair = tuple(sorted((body.id, member)))
    if not whens or not is_told or base.has_more(_memberships(*pair), 0):
        return []
    verb = "is" if any(is_in(when, query.as_of) for when in whens) else "was"
    member_name, body_name = in_sentence(base, (member, body.id))
    when = display.listed(it.show() for it in whens)
    is_member = f"{member_name} {verb} a member of {body_name} ({when})"
    text = f"By the list of members that comes with dipfacts, {is_member}."
    return [Remark(text)]


def _memberships(*parties: str) -> Query:
    return Query(types=("relation",), kind=MEMBERSHIP, parties=parties)


def _unrecorded_bodies(answer: Answer, query: Query, country: Party) -> list[Remark]:
    """Return a remark on bodies of which a country is a member by the list alone.

    Of bodies of which the base tells members.
    """
    from dipfacts.countries import bodies, country_names  # lazy: only where memberships are told

    base, day = answer.base, query.as_of
    code = country_names.code_of(country)
    if not code or query != query.undated or not _is_told(answer, country.id, "from_"):
        return []
    more = list[str]()
    for name, when in bodies.blocs_of(code):
        try:
            body = base.party(name).id
        except QuestionError:  # several are called so here
            continue
        pair = tuple(sorted((body, country.id)))
        is_open = base.has_more(_memberships(body), 0) and not base.has_more(_memberships(*pair), 0)
        more += [body] if is_open and is_in(Period.parse(when), day) else []
    if not more:
        return []
    named = display.listed(sorted_in_sentence(base, more))
    return [Remark(f"Member by the list that comes with dipfacts, not on record: of {named}.")]


def _is_told(answer: Answer, party: str, end: str) -> bool:
    """Return whether an answer tells of memberships with a party at this end, or at none."""
    members = (membership for alike in answer.memberships for membership in alike.occurrences)
    claims = (occurrence.fact.claim for occurrence in (*answer.occurrences, *members))
    own = (it for it in claims if isinstance(it, Relation) and it.kind == MEMBERSHIP)
    return any(party in it.everyone and getattr(it, end) in (None, party) for it in own)
