"""The flows that both sides report, by the claims about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dipfacts.model.groups import grouped

if TYPE_CHECKING:
    from dipfacts.answers.figures.mirror_pair import MirrorPair

PairsByClaim = dict[str, list[tuple[int, "MirrorPair"]]]
"""The pairs that a claim is in, each with its number among all, by the claim's id."""


def pairs_by_claim(pairs: Iterable[MirrorPair]) -> PairsByClaim:
    """Return pairs by the ids of their claims."""
    each = ((fact, (n, pair)) for n, pair in enumerate(pairs) for fact in pair.facts)
    return grouped((fact.id, numbered) for fact, numbered in each)
