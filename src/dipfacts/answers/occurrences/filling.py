"""Relations and events that become those of an answer, with all that its page needs of them."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.answers.answer import Answer
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.occurrences import claims_of
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.remark import Remark
from dipfacts.model.occurrences.occurrence import Occurrence


def fill(answer: Answer, several: list[Occurrence], parties: Sequence[str]) -> None:
    """Make relations and events those of an answer, with their claims, about parties asked about.

    With the class of each relation on the day of the answer, and a remark on what may be one of
    another.
    """
    answer.occurrences, answer.facts = several, claims_of(several)
    answer.standings = standings(answer.base, answer.facts, answer.day, parties)
    answer.remarks += map(Remark, possible_duplicates.remarks(answer.base, several))
