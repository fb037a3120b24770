"""Claims on the totals of a party in one form, whether of the party alone or with the world."""

from __future__ import annotations

from msgspec.structs import replace

from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.claims.subject_words import in_total
from dipfacts.answers.derived.shares import stated_way
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures.agreement import direction_key, figure_of
from dipfacts.model.file_format.tables import WORLD, Figure, Party
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.query.sql import ALONE, with_others

_ALONE = ""  # in the place of a party that is the world, and before all of these in their order


def in_one_form(
    base: Base, facts: list[Fact], parties: tuple[str, ...], *, is_column: bool = False
) -> list[Fact]:
    """Return figures of a party, or of it and the world, those on its totals in one form.

    "Exports of Norway" and "exports from Norway to the world" are one total: in one form they are
    one question in each year, whatever is chosen, compared or computed of them. A land border of a
    party, which nobody gives with the world, or in a direction, has that form in a column alone.
    """
    if len(parties) > 1:
        has_form = is_column or _is_between(base, facts, parties)
        return _as_between(base, facts, parties) if has_form else facts
    (party,) = parties
    everyone = {party, *(it for fact in facts for it in fact.claim.everyone)}
    worlds = {id for id, it in base.parties_by_id(sorted(everyone)).items() if role(it) == WORLD}
    if party in worlds:
        facts, worlds = _as_of_world(base, facts, party), worlds - {party}
    return _as_of_party(base, facts, party, worlds) if worlds else facts


def _as_of_party(base: Base, facts: list[Fact], party: str, worlds: set[str]) -> list[Fact]:
    """Return the figures of a party, its totals in the plainest form that their family has.

    So of exports, imports and turnover all are of the party alone if one of them is.
    """
    total_of, forms = base.measures.total_of, dict[str, set[str]]()
    near = (fact for fact in facts if fact.claim.party_set <= {party, *worlds})
    totals = {
        it.id: total_of(figure_of(it).measure) for it in near if len(it.claim.everyone) <= DYAD
    }
    for fact in facts:
        if family := totals.get(fact.id):
            world = next((it for it in fact.claim.everyone if it != party), _ALONE)
            forms.setdefault(family, set()).add(world)
    first = {family: sorted(of_family)[:2] for family, of_family in forms.items()}
    return [
        _in_form(base, it, party, first[totals[it.id]]) if it.id in totals else it for it in facts
    ]


def _as_of_world(base: Base, facts: list[Fact], world: str) -> list[Fact]:
    """Return the figures of the world, and of `totals_of_others`, all with that world."""
    whose = {fact.id: whose_total(base, figure_of(fact)) for fact in facts}
    return [_in_form(base, it, party, [world]) if (party := whose[it.id]) else it for it in facts]


def _as_between(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> list[Fact]:
    """Return the figures of a party and the world, all on its totals as between the two.

    They are those about both of them, and of `claims_on_same_total`.
    """
    party, world = _and_world(base, pair)
    totals = {it.id for it in facts if party and whose_total(base, figure_of(it)) == party}
    return [_in_form(base, fact, party, [world]) if fact.id in totals else fact for fact in facts]


def _is_between(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> bool:
    """Return whether a claim says which way a total of one of two parties goes, or names both.

    The other one, which is the world, may have any of its names there.
    """
    party, _ = _and_world(base, pair)
    return any(
        {*pair} <= fact.claim.party_set
        or (len(fact.claim.everyone) == DYAD and whose_total(base, figure_of(fact)) == party)
        or stated_way(base, figure_of(fact), party)
        for fact in facts
    )


def _in_form(base: Base, fact: Fact, party: str, worlds: list[str]) -> Fact:
    """Return a claim on a total of a party with the first of these that leaves it the same total.

    They are parties that are the world, or _ALONE.
    """
    figure, way = figure_of(fact), stated_way(base, figure_of(fact), party)
    every = (_total_with(base, figure, party, world) for world in worlds)
    form = next((it for it in every if stated_way(base, it, party) == way), figure)
    return fact if direction_key(form) == direction_key(figure) else fact.in_form(form)


def _total_with(base: Base, figure: Figure, party: str, world: str) -> Figure:
    """Return a total of a party as it is with one that is the world, or of the party alone."""
    if world == _ALONE:
        return replace(figure, parties=(party,), from_=None, to=None)
    match stated_way(base, figure, party):
        case "from":
            return replace(figure, parties=(), from_=party, to=world)
        case "to":
            return replace(figure, parties=(), from_=world, to=party)
        case _:
            return replace(figure, parties=tuple(sorted((party, world))), from_=None, to=None)


# ------------------------------------------------------------------------ of a party and the world


def claims_on_same_total(base: Base, query: Query) -> list[Fact]:
    """Return the claims on totals of a party, where a query is about it and the world.

    They fit but for their parties, which are the party alone, or another one that is the world.
    """
    party, world = _and_world(base, query.parties)
    if not (party and "figure" in query.types) or query.text is not None:
        return []
    query = query.replaced(types=("figure",), in_order=None, people=(), limit=None)
    alone = with_others(party, is_so=False)
    facts = base.find(query.replaced(parties=(party,)), besides=alone)
    results = _that_are_totals(base, query, facts)
    for other in worlds_of(base):
        if other != world:
            facts = base.find(query.replaced(parties=tuple(sorted((party, other)))))
            results += [fact for fact in facts if len(fact.claim.everyone) == DYAD]
    return results


def totals_of_others(base: Base, query: Query) -> list[Fact]:
    """Return the claims on totals of any party in other forms, where a query is about the world.

    They are of the measures that somebody has with it, of which a page ranks all.
    """
    (world,) = query.parties
    if "figure" not in query.types or query.text is not None:
        return []
    query = query.replaced(types=("figure",), in_order=None, people=(), limit=None)
    beside, measures = with_others(world, is_so=True), list[str]()
    for measure in any_of(query.measure) or [*base.measures]:
        single = query.undated.replaced(measure=measure, limit=1)
        if base.measures[measure].partners != 0 and base.find(single, besides=beside):
            measures.append(measure)
    if not measures:
        return []
    query = query.replaced(measure=tuple(measures))
    alone = base.find(query.replaced(parties=()), besides=ALONE)
    results = _that_are_totals(base, query, alone)
    for other in worlds_of(base):
        if other != world:
            of_other = query.replaced(parties=(other,))
            results += base.find(of_other, besides=with_others(other, is_so=True))
    return [it for it in results if whose_total(base, figure_of(it))]


def _that_are_totals(base: Base, query: Query, alone: list[Fact]) -> list[Fact]:
    """Return claims on parties alone; ratios and rates where their party has one with the world.

    Others are no totals. The query is about that world.
    """
    ratios = {figure_of(it).measure for it in alone if not in_total(base, figure_of(it))}
    if not ratios:
        return alone
    with_world = base.find(query.undated.replaced(measure=tuple(sorted(ratios))))
    beside = {(it.measure, whose_total(base, it)) for it in map(figure_of, with_world)}
    return [
        fact
        for fact, it in zip(alone, map(figure_of, alone), strict=True)
        if it.measure not in ratios or (it.measure, whose_total(base, it)) in beside
    ]


def worlds_of(base: Base) -> list[str]:
    """Return the parties of a base that are the world."""
    parties = (party for party, _ in base.walk_table("party") if isinstance(party, Party))
    return [party.id for party in parties if role(party) == WORLD]


def whose_total(base: Base, figure: Figure) -> str | None:
    """Return the party whose total a figure is; None of one that is no total."""
    parties = base.parties_by_id(figure.everyone)
    whose = [id_ for id_, party in parties.items() if role(party) != WORLD]
    is_total = len(whose) == 1 and len(figure.everyone) <= DYAD
    return whose[0] if is_total and base.measures[figure.measure].partners != 0 else None


def _and_world(base: Base, pair: tuple[str, ...]) -> tuple[str, str]:
    """Return the party of two that is not the world, and the one that is; "" twice of others."""
    roles = {id_: role(party) for id_, party in base.parties_by_id(pair).items()}
    worlds = [id_ for id_ in pair if roles.get(id_) == WORLD]
    others = [id_ for id_ in pair if id_ not in worlds]
    return (others[0], worlds[0]) if len(others) == len(worlds) == 1 else ("", "")
