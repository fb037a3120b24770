"""The whole comparison of two states."""

from __future__ import annotations

from dipfacts.diff import claims, declared, effects
from dipfacts.diff.claims import Claims
from dipfacts.diff.declared import Declared
from dipfacts.diff.effects import Effects
from dipfacts.diff.headlines import MOST, MOST_RANKED
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import MOST_OF
from dipfacts.model.display import are, counted
from dipfacts.model.query import Query
from dipfacts.record import Record


class Comparison(Record, frozen=True):
    """Two states, what differs, which answers change with it, and what a reader must know."""

    old: ComparedState
    new: ComparedState
    claims: Claims
    declared: Declared
    effects: Effects
    remarks: list[str]

    @property
    def differs(self) -> bool:
        """Return whether anything that is read differs; where a claim stands does not count."""
        same = self.claims.are_same and self.declared.are_same
        return not same or bool(self.effects.answers)  # the order of measures decides some


def compare(old: ComparedState, new: ComparedState) -> Comparison:
    """Compare two states that are open."""
    tables = declared.compared(old, new)
    result = claims.compared(old, new, tables)
    answers = effects.effects(old, new, result, tables)
    remarks = [*old.remarks, *new.remarks]
    if answers.left_out:
        text = (
            f"Of headlines and rankings, the first {MOST} of each are compared, and {MOST_RANKED}"
        )
        text += " headlines of one party among its partners"
        remarks.append(f"{text}; {answers.left_out:,} more may have changed.")
    if answers.unasked:
        text = f"Of what refers to something that changed, the first {MOST_OF:,} claims of each"
        remarks.append(f"{text} are answered again; {answers.unasked:,} more may say otherwise.")
    if old.state.known_by:
        undated = old.base.count(Query(unknown_day=True, deprecated=True))
        if undated:
            remarks.append(
                f"{counted(undated, 'claim')} of undated sources {are(undated)} left out: "
                "nobody knows since when they are public."
            )
    return Comparison(old, new, result, tables, answers, remarks)
