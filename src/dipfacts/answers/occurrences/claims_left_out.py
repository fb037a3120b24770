"""Relations and events of which a look-up chose some of the claims alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dipfacts.answers.occurrences.occurrences import claims_of
from dipfacts.model import display
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.query.base import Base

_CHOOSING = ("known_since", "source", "claimant", "publisher", "published_by")
_FLAGS = {"published_by": "--publisher"}


def is_choosing(query: Query) -> bool:
    """Return whether a look-up may choose some of the claims about a relation or an event."""
    return any(getattr(query, name) for name in _CHOOSING)


def told_in_part(base: Base, query: Query, several: Iterable[Occurrence]) -> list[str]:
    """Return a remark on relations and events of which conditions leave out some claims.

    With --known-since, a treaty in force of which a paper repeats the signature is only signed.
    """
    asked = [name for name in _CHOOSING if getattr(query, name)]
    facts = claims_of(several) if asked else []
    if not facts:
        return []
    whole = base.completed(query.replaced(**dict.fromkeys(asked)), facts)
    more = Counter(fact.occurrence for fact in whole) - Counter(fact.occurrence for fact in facts)
    if not more:
        return []
    flags = dict.fromkeys(_FLAGS.get(name, f"--{name.replace('_', '-')}") for name in asked)
    claims, are = display.counted(more.total(), "more claim"), display.are(len(more))
    return [
        f"{len(more):,} of these relations and events {are} told by {claims},"
        f" which {display.listed(flags)} {'leaves' if len(flags) == 1 else 'leave'} out:"
        " what is said here is by the claims shown alone."
    ]
