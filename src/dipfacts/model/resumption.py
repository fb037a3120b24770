"""How often a relation was resumed after a pause or an end, before each claim about it."""

from __future__ import annotations

from dipfacts.model.ends import BEGINS, End, ends, meet
from dipfacts.model.query import Fact
from dipfacts.model.stage import end_of, status_of
from dipfacts.model.status import ORDER, class_of


def resumed(facts: list[Fact]) -> dict[str, int]:
    """Return how often a relation had been resumed when each claim begins, by the claim's id."""
    begun = ends(facts, BEGINS)
    standing = [end for end in begun if class_of(status_of(end.fact)) == "standing"]

    def day_of(begin: End) -> int:
        """Return the day of a status: the end of what is over, where its beginning is another's."""
        is_over = class_of(status_of(begin.fact)) == "over"
        is_whole = is_over and any(meet([begin, other]) for other in standing)
        return end_of(begin.fact).first if is_whole else begin.first

    started = [(day_of(end), ORDER[status_of(end.fact)], end.fact) for end in begun]
    results: dict[str, int] = {}
    count, before = 0, ""
    for _, _, fact in sorted(started, key=lambda one: one[:2]):
        name = class_of(status_of(fact))
        if name != "not-yet":
            count += name == "standing" and before in ("paused", "over")
            results[fact.id], before = count, name
    return results
