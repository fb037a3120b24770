"""Who says it, as a sentence names them."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer, names
from dipfacts.model.tables import Figure
from dipfacts.query.base import Fact
from dipfacts.text import plain

_BODIES = ("Bank", "Commission", "Committee", "Ministry", "Organisation", "Service", "Union")


def speaker(answer: Answer, figure: Figure) -> str:
    """Return who says it: the claimant, else the reporter, else the publisher.

    Names of offices have the article that they need in a sentence: 'the Ministry of Economy'.
    """
    if who := figure.claimant or figure.reporter:
        party = answer.base.parties_by_id([who]).get(who)
        (name,) = names(answer.base, [who])
        if party is None or party.kind != "organisation":
            return name
    else:
        name = plain(answer.base.sources_by_id([figure.source])[figure.source].publisher)
    needed = " of " in name or name.split()[-1] in _BODIES
    return f"the {name}" if needed and not name.startswith("The ") else name


def no_longer_valid(facts: Iterable[Fact]) -> str:
    """Return '; deprecated: a typing error' where all of these claims are; '' else.

    They answer where there is nothing else.
    """
    claims = [fact.claim for fact in facts]
    if any(claim.rank != "deprecated" for claim in claims):
        return ""
    whys = dict.fromkeys(plain(claim.rank_reason) for claim in claims if claim.rank_reason)
    return f"; deprecated{': ' if whys else ''}{'; '.join(why.rstrip('.') for why in whys)}"
