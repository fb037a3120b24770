"""Of very many events the latest and the next ones, found without reading the others."""

from __future__ import annotations

from heapq import nlargest, nsmallest
from itertools import chain

from dipfacts.answers.answer import Entry
from dipfacts.answers.occurrences import gathered
from dipfacts.answers.timeline import Plans, lines, plans_of
from dipfacts.answers.upcoming import may_come
from dipfacts.model.query import FAR
from dipfacts.model.status import NOT_HELD
from dipfacts.query import single_claims
from dipfacts.query.base import Base, Query
from dipfacts.query.single_claims import Place


def around(base: Base, query: Query, most: int, day: int) -> tuple[list[Entry], int, int]:
    """Return the lines of events next to a day, in order, and how many held and ahead are unread.

    Of what one claim tells of, these are the latest so many and the next ones; of what has no date,
    of what was planned for a day now past, and of what was called off, all. Only for a query
    without dates.
    """
    over, latest = single_claims.over(base.index, query, day, most)
    held, undated, ahead, others = [*latest], list[Place](), list[Place](), list[int]()
    unread = over - len(latest)
    for one in single_claims.events(base.index, query, day):
        begun = one.first or (one.after - 1 if one.after < FAR else FAR)
        place = begun, one.first, one.after, one.n
        if may_come(one.status, one.first, one.after, day):
            ahead.append(place)
        elif one.status in NOT_HELD:
            others.append(one.n)
        else:
            (held if begun < FAR else undated).append(place)
    past = [*nlargest(most, held), *nlargest(most, undated)]
    # The last lines of all are among those ahead, too.
    to_come = {*nsmallest(most, ahead), *nlargest(most, ahead)}
    numbers = [*others, *(place[-1] for place in chain(past, to_come))]
    entries = lines(base, query, single_claims.whole(base.index, query, (), numbers))
    unread += len(held) + len(undated) - len(past)
    return entries, unread, len(ahead) - len(to_come)


def plans(base: Base, query: Query, day: int) -> Plans:
    """Return how many of very many events are planned, and how many were for a time now past.

    Only for a query without dates.
    """
    several = gathered(base, query, single_claims.whole(base.index, query, (), []))
    ahead, past = plans_of(several, day)
    more_ahead, more_past = single_claims.planned(base.index, query, day)
    return ahead + more_ahead, past + more_past
