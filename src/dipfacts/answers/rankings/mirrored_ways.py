"""Rankings without the flows that another one tells already, by the other side's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dipfacts.answers.answer import Answer
from dipfacts.answers.mirror_data.sides import acts_for
from dipfacts.answers.rankings.partners import rankings
from dipfacts.answers.rankings.ranking import TOTAL, DirectedPartner, Ranked, Ranking, Roles
from dipfacts.model.figures.agreement import figure_of, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base

_Key = tuple[str, tuple[str, ...], str]  # the direction, the partner and the part of a line


def without_mirrored(
    answer: Answer, query: Query, roles: Roles, of_page: list[Ranking]
) -> list[Ranking]:
    """Return rankings without directions whose flows all have a line in another, of both sides.

    What Germany exports to its partners some of them report as imports from it: these stand beside
    the exports, as the other side's, and have no table of their own. So of two that tell the same
    the first stays, and every measure that was asked for. What else such a ranking is about is
    ranked in a unit of its own, which is none of what is left out.
    """
    every, asked = [*of_page], any_of(query.measure)
    ways = [(nth, way) for nth, ranking in enumerate(every) for way in _ways(ranking) if way]
    alike = grouped((_flows(answer.base, ranking), nth) for nth, ranking in enumerate(of_page))
    for nth, way in reversed(ways):
        ranking = every[nth]
        is_first = nth == 0 and len(_ways(ranking)) == 1 and not _ways_without_place(ranking)
        flows = _flows(answer.base, ranking)
        if ranking.measure in asked or is_first or flows is None:
            continue
        same_flows = (every[other] for other in alike[flows])
        others = (other for other in same_flows if other.measure != ranking.measure)
        if any(_tells(answer.base, other, ranking, way) for other in others):
            every[nth] = _ranking_without(ranking, way)
    pairs = zip(of_page, every, strict=True)
    return [left for old, new in pairs for left in _left(answer, query, roles, old, new)]


def _left(answer: Answer, query: Query, roles: Roles, old: Ranking, new: Ranking) -> list[Ranking]:
    """Return the rankings that are left of one, `old`, when it has no directions."""
    if new is not old and not new.partners and (ways := _ways_without_place(old)):
        return _ranked_anew(answer, query, roles, old, ways)
    return [new] if new is old or new.questions() else []


def _ways_without_place(ranking: Ranking) -> set[str]:
    """Return the directions in which a ranking has no place, but partners in other units."""
    return {line.way for line in ranking.in_other_units()}.difference(_ways(ranking))


def _ranked_anew(
    answer: Answer, query: Query, roles: Roles, ranking: Ranking, ways: set[str]
) -> list[Ranking]:
    """Return the rankings by the measure of one, of some directions alone."""
    same = (q for q in answer.figures.questions if q.figure.measure == ranking.measure)
    own = [q for q in same if roles.way(q) in ways or roles.role_of(q) == TOTAL]
    return rankings(answer, query, roles, own)


class ToldFlows:
    """The flows of which lines tell, and which another need not tell by the other side's number."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._lines: dict[object, list[Ranked]] = {}

    def add(self, lines: list[Ranked]) -> None:
        """Add what some lines tell of."""
        for line in lines:
            self._lines.setdefault(self._flow(line), []).append(line)

    def has(self, line: Ranked) -> bool:
        """Return whether a line before is about the same flow, by the other side's number."""
        figure, period = line.question.figure, line.question.period
        if not line.way or line.is_total or figure.measure not in self._base.measures.ways:
            return False
        return any(
            before.question.figure.measure != figure.measure
            and before.question.period.same_span(period)
            and _is_other_side(self._base, before, line)
            for before in self._lines.get(self._flow(line), [])
        )

    def _flow(self, line: Ranked) -> tuple[object, ...]:
        figure = line.question.figure
        return self._base.measures.both_ways(figure.measure), figure.unit, _key(line)


def _ways(ranking: Ranking) -> list[str]:
    """Return the directions of the places."""
    return [*dict.fromkeys(line.way for line in ranking.partners)]


def _flows(base: Base, ranking: Ranking) -> tuple[object, ...] | None:
    """Return the key of rankings that may be of the same flows, as of exports and of imports."""
    ways = base.measures.ways.get(ranking.measure)
    return (ways, ranking.unit, ranking.period) if ways else None


def _tells(base: Base, other: Ranking, ranking: Ranking, way: str) -> bool:
    """Return whether another ranking has the other side of each line in a direction."""
    unread = {(*partner, "") for partner in _unread_partners(other, way)}
    own_unread = {(*partner, "") for partner in _unread_partners(ranking, way)}
    if not own_unread <= unread | {*map(_key, other.partners)}:
        return False
    there = {_key(line): line for line in (*other.partners, *other.aggregates)}
    own = (lines for name, lines in ranking.lists().items() if name != "totals")
    for line in chain.from_iterable(own):
        if line.way == way and _key(line) not in unread:
            same = there.get(_key(line))
            if same is None or line.shares or not _is_other_side(base, same, line):
                return False
    return True


def _unread_partners(ranking: Ranking, way: str) -> Iterator[DirectedPartner]:
    """Yield the partners with a place in a direction, of whom no figure is read."""
    partners = ranking.unread.partners if ranking.unread else ()
    return (partner for partner in partners if partner.way == way)


def _key(line: Ranked) -> _Key:
    return line.way, line.others, part_of(line.question.figure)


def _is_other_side(base: Base, other: Ranked, line: Ranked) -> bool:
    """Return whether one side alone reports a line, and the other side another."""
    ends = line.question.figure.party_set
    own, others = (
        {acts_for(base, figure_of(fact).reporter) for fact in side.question.counting}
        for side in (line, other)
    )
    return len(own) == 1 and own <= ends and not others.isdisjoint(ends - own)


def _ranking_without(ranking: Ranking, way: str) -> Ranking:
    """Return a ranking without a direction, but with its totals."""
    lists = {
        name: [line for line in lines if line.way != way or name == "totals"]
        for name, lines in ranking.lists().items()
    }
    return ranking.replaced(**lists)
