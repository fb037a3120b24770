"""The numbers of partners, groups of parties, aggregates and totals in a ranking, in words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.subject_words import lower_label
from dipfacts.answers.rankings.ranking import GROUP, PARTNER, TOTAL, PartyRole, Ranking, Roles
from dipfacts.model import display
from dipfacts.model.file_format.tables import AGGREGATE
from dipfacts.query.unread.series_keys import NOBODY


class Subjects:
    """The partners, groups, aggregates and totals of a ranking, counted in words."""

    def __init__(self, answer: Answer, ranking: Ranking, roles: Roles) -> None:
        self._asked = answer.asked.parties
        self._aggregates, self._totals = set[frozenset[str]](), set[str]()
        self.partners, self._groups = set[frozenset[str]](), set[frozenset[str]]()
        broad = self._broad = answer.figures.broad
        self.pairs = broad.pairs if broad else 0  # of partners, of which few claims are read
        self._roles = roles
        every = self._every = [*answer.figures.questions, *answer.figures.absent]
        results = roles.among(broad.dyads) if broad and not self._asked else roles.different(every)
        unread = (it.partners for it in broad.measures.values()) if broad else ()
        results |= {PartyRole(PARTNER, it.others) for it in chain.from_iterable(unread)}
        aside = _set_aside(answer, results, roles)
        for role, others in results:
            if role == TOTAL:
                self._totals |= {*others}
            elif role == AGGREGATE or (frozenset(others) in aside and role != GROUP):
                self._aggregates.add(frozenset(others))
            else:
                (self._groups if role == GROUP else self.partners).add(frozenset(others))
        if not len(self):  # then groups are ranked
            self.partners = self._groups
        self._measure = answer.base.measures[ranking.measure]
        measures = {ranking.measure, *(other.measure for other in answer.rankings.others)}
        have = {q.figure.party_set for q in every if q.figure.measure in measures}
        self._lacking = len(self.partners - self._groups - have) + (broad.lacking if broad else 0)

    def __len__(self) -> int:
        """Return the number of partners, or of pairs."""
        return len(self.partners) + self.pairs

    def having(self, is_meant: Callable[[str], bool]) -> set[frozenset[str]]:
        """Return the parties of which figures tell, with the party asked for, by some measures."""
        every = (q for q in self._every if is_meant(q.figure.measure))
        measures = self._broad.measures.items() if self._broad else ()
        unread = (dyads.partners for measure, dyads in measures if is_meant(measure))
        others = (partner.others for partner in chain.from_iterable(unread))
        return {frozenset(parties) for parties in (*map(self._roles.others, every), *others)}

    @property
    def set_aside(self) -> set[frozenset[str]]:
        """The aggregates, and the groups that are not ranked."""
        return (self._aggregates | self._groups) - self.partners

    def counted(self) -> list[str]:
        """Return ['8 partners', '1 group of parties', '1 aggregate', 'the total']."""
        if not self._asked and not len(self) and not self._aggregates:
            return [display.counted(len(self._totals), "party")]
        counts = self._partner_counts(self.partners | self._groups, self.pairs)
        if self._aggregates:
            counts.append(display.counted(len(self._aggregates), "aggregate"))
        if self._totals:
            total = display.counted(len(self._totals), "total")
            counts.append("the total" if self._asked else total)
        return counts

    def not_ranked(self) -> list[str]:
        """Return the number of pairs without a figure of the measure of the ranking, in words."""
        if self._asked or not self._lacking:
            return []
        label, count = lower_label(self._measure), display.counted(self._lacking, "pair")
        return [
            f"Not ranked, as they have no {label}: {count} of parties; --measure ranks by another."
        ]

    def among(self, partners: set[frozenset[str]], pairs: int) -> str:
        """Return 'among the 8 partners', 'of the only pair of parties'."""
        if len(partners) + pairs == 1:
            [(_, noun, of_whom)] = self._by_noun(partners, pairs)
            return f"of the only {noun}{of_whom}"
        return f"among the {display.listed(self._partner_counts(partners, pairs))}"

    def _partner_counts(self, partners: set[frozenset[str]], pairs: int) -> list[str]:
        """Return ['8 partners'] or ['8 pairs of parties'], and more than two parties by group."""
        counts = self._by_noun(partners, pairs)
        return [f"{display.counted(count, noun)}{of_whom}" for count, noun, of_whom in counts]

    def _by_noun(self, partners: set[frozenset[str]], pairs: int) -> list[tuple[int, str, str]]:
        """Return the numbers of partners and of groups, with the words of `_partner_counts`."""
        groups = len(partners & self._groups)
        single = len(partners) - groups + pairs
        noun, of_whom = ("partner", "") if self._asked else ("pair", " of parties")
        counts = [(single, noun, of_whom), (groups, "group", " of parties")]
        return [counted for counted in counts if counted[0]]


def _set_aside(answer: Answer, result: set[PartyRole], roles: Roles) -> set[frozenset[str]]:
    """Return the parties that are no partner: in any of the rankings, or of what none has.

    Of a flow they stand in its direction, of a turnover in the order of the alphabet.
    """
    rankings = answer.rankings.every
    present = answer.figures.broad.present if answer.figures.broad else NOBODY
    aside = {frozenset(others) for _, others in roles.roles_set_aside(result, None, present)}
    aside |= {frozenset(line.others) for ranking in rankings for line in ranking.aggregates}
    return aside - {frozenset(line.others) for ranking in rankings for line in ranking.partners}
