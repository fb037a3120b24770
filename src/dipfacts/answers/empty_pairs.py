"""Answers without a claim about three parties or more: what the page of each pair says of it."""

from __future__ import annotations

from itertools import combinations

from dipfacts.answers.answer import Answer, in_sentence
from dipfacts.answers.empty import none_in_total
from dipfacts.answers.further_commands import command_for_all, command_for_shared
from dipfacts.answers.occurrences.common_memberships import both_belong
from dipfacts.answers.rankings.largest_partners import not_among
from dipfacts.answers.remark import Remark
from dipfacts.answers.world_totals.world_lookups import same_total_if_world
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.model.query import Query

_MOST = 10  # pairs that are looked at


def add_pairs(answer: Answer, query: Query) -> None:
    """Add what is known though nothing is recorded, of the party named first with each other one.

    Where their order says nothing, of each two. That are totals of none and largest partners, in
    the headline; the memberships that both share, and whatever else is claimed of the two, by
    their commands.
    """
    said = list[str]()
    for pair in _pairs(query)[:_MOST]:
        asked = query.replaced(parties=pair, in_order=None, limit=None)
        said += [*none_in_total(answer, asked), *not_among(answer, asked)]
        answer.remarks += _commands_for_pair(answer, asked)
    text = " ".join([answer.head.text, *dict.fromkeys(said)])
    answer.head = answer.head.replaced(text=text)


def _pairs(query: Query) -> list[tuple[str, ...]]:
    if query.in_order is None:
        return [*combinations(query.parties, DYAD)]
    return query.pairs_with_first


def _commands_for_pair(answer: Answer, query: Query) -> list[Remark]:
    """Return the commands for what two share, '29 shared memberships of Fiji and Tonga: …'."""
    base, pair = answer.base, query.parties
    whom = display.listed(in_sentence(base, pair))
    shared, results = both_belong(base, query).shared, []
    if shared.count:
        text = f"{shared.counted} of {whom}"
        results.append(Remark(text, command=command_for_shared(answer, shared, *pair)))
    of_pair = Query(parties=pair, known_by=query.known_by)
    if base.count(of_pair) or same_total_if_world(base, of_pair):
        line = command_for_all(answer, *pair)
        results.append(Remark(f"Other claims about {whom}", command=line))
    return results
