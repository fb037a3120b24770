"""The organisations and blocs of a party, and the members of a body, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import (
    MEMBERSHIP,
    Answer,
    in_sentence,
    names,
    sorted_in_sentence,
)
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Relation
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.periods.period import STILL_GOING
from dipfacts.query import listed_counts
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import by_words


class Memberships(Record, frozen=True):
    """Memberships in a sentence: how many there are, some names in order, and their claims.

    The text has the `count` of all, of which a brief with a limit names but some.
    """

    text: str
    count: int
    names: list[str]
    occurrences: list[Occurrence]

    def named(self, most: int | None) -> str:
        """Return the text with its names, at most so many: 'Member of 37 …: a, b and 35 more'."""
        others = self.count - len(self.names)
        return f"{self.text}: {display.some(self.names, most, beyond=others)}"

    @property
    def facts(self) -> list[Fact]:
        """The claims that count."""
        return [fact for membership in self.occurrences for fact in membership.counting]


def is_undated_membership(occurrence: Occurrence) -> bool:
    """Return whether a relation is a membership of which nobody says when it began."""
    claims = [fact.claim for fact in occurrence.counting if fact.period]
    return bool(claims) and all(
        isinstance(claim, Relation)
        and claim.kind == MEMBERSHIP
        and claim.to
        and claim.period == STILL_GOING
        for claim in claims
    )


def memberships(
    answer: Answer, relations: Iterable[Occurrence], some: Iterable[Occurrence] | None = None
) -> list[Memberships]:
    """Return the bodies that one party belongs to, and the members of a body.

    ('Member of 37 organisations or blocs since an unknown date', 37, ['African Union', …], …). The
    smallest bodies come first. All are counted; if `some` are given, these alone are named.
    """
    kept = None if some is None else {membership.id for membership in some}
    asked = answer.asked.parties
    bodies, members = dict[str, list[Occurrence]](), dict[str, list[Occurrence]]()
    for membership in relations if len(asked) == 1 else ():
        claim = membership.fact.claim
        member, body = claim.from_ or "", getattr(claim, "to", "")
        if member in asked:
            bodies.setdefault(body, []).append(membership)
        else:
            members.setdefault(member, []).append(membership)
    texts = (
        (f"Member of {bodies_counted(len(bodies))}", bodies, names_of_bodies),
        (f"{display.counted(len(members), 'member')} on record,", members, sorted_in_sentence),
    )
    results = []
    for text, alike, ordered in texts:
        by_id = {
            id_: [membership for membership in several if kept is None or membership.id in kept]
            for id_, several in alike.items()
        }
        in_order = ordered(answer.base, [id_ for id_, several in by_id.items() if several])
        undated = [membership for several in by_id.values() for membership in several]
        if in_order:
            text = f"{text} since an unknown date"
            results.append(Memberships(text, len(alike), in_order, undated))
    return results


def names_of_bodies(base: Base, bodies: Iterable[str]) -> list[str]:
    """Return the names of bodies, the smallest first."""
    return [*smallest_first(base, bodies).values()]


def smallest_first(base: Base, bodies: Iterable[str]) -> dict[str, str]:
    """Return the names of bodies, those with the fewest claims first: they have few members.

    To belong to the G7 says more than to belong to the United Nations, as nearly all do.
    """
    ids = [*bodies]
    claims = listed_counts.claims_about(base, ids)
    sizes = (claims.get(id_, 0) for id_ in ids)
    words = map(by_words, names(base, ids))
    in_order = sorted(zip(sizes, words, in_sentence(base, ids), ids, strict=True))
    return {id_: said for *_, said, id_ in in_order}


def bodies_counted(count: int) -> str:
    """Return the number of bodies in words: 'one organisation or bloc'."""
    return f"{count:,} organisations or blocs" if count > 1 else "one organisation or bloc"
