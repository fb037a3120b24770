"""The questions whose numbers others are computed from, and what a computed number is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from dipfacts.answers.claims.basis import (
    Key,
    basis_of,
    is_ahead,
    voice_name,
    voice_of,
    why_incomparable,
)
from dipfacts.answers.claims.usable_numbers import Several, numbers, undecided_of
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, series_key
from dipfacts.model.figures.rounding import is_number
from dipfacts.model.figures.spans import span_of
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record

DerivedKind = Literal["sum", "balance", "growth", "share", "asymmetry", "members"]


class Totals(Record, frozen=True):
    """The questions about whole flows, with the numbers that can be computed with."""

    questions: list[Question]
    index: dict[Key, Fact]
    """The best number of each voice and basis on each question, by `index_key`."""
    undecided: dict[str, Several]
    """The numbers of a voice that gave several, none surely last: the index has none."""
    periods: dict[str, Period]
    """Those of the questions, by the ids of their claims, which may spell them otherwise."""

    def dates(self, figure: Figure) -> str:
        """Return the period of a claim, as tables have that of its question."""
        return self.periods[figure.id].show()


def totals_of(questions: Iterable[Question], base: Base) -> Totals:
    """Return the totals from which sums and growth rates are computed."""
    results = Totals([*flows(questions, base)], {}, {}, {})
    for question in results.questions:
        results.periods.update((fact.id, question.period) for fact in question.facts)
        known = numbers(question)
        open_ = undecided_of(question, known, base)
        results.undecided.update(open_)
        for fact in known:
            figure = figure_of(fact)
            if fact.id not in open_ and voice_of(figure):
                results.index.setdefault(index_key(figure, span_of(figure)), fact)
    return results


def flows(questions: Iterable[Question], base: Base) -> Iterator[Question]:
    """Yield the questions about whole flows, but not targets and rises, `of` another measure."""
    for question in questions:
        measure = base.measures[question.figure.measure]
        if question.nature == "flow" and not measure.of and not question.figure.part_of:
            yield question


def index_key(figure: Figure, span: object) -> Key:
    """Return the key that numbers must share to be computed with, beside a span of days."""
    return voice_of(figure), series_key(figure), basis_of(figure), span


def what_happened(questions: Iterable[Question]) -> Iterator[Figure]:
    """Yield the claims of what happened in a known span, bounds too."""
    for question in questions:
        for figure in question.figures if not question.period.unspecified else ():
            if not is_ahead(figure) and figure.rank != "deprecated":
                yield figure


def why_not_computed(
    a: Figure, b: Figure, base: Base, open_: Mapping[str, Several] = MappingProxyType({})
) -> tuple[str, ...]:
    """Return why two figures are not added, or divided."""
    why = [*filter(None, [why_incomparable(a, b)])]
    if not (is_number(a) and is_number(b)):
        why.append("a bound is no number to compute with")
    if None in (voice_of(a), voice_of(b)):
        why.append("not each names its reporter or claimant")
    elif voice_of(a) != voice_of(b):
        names = display.listed((voice_name(base, a), voice_name(base, b)))
        why.append(f"they are by different reporters or claimants ({names})")
    return (*why, *(open_[figure.id].text for figure in (a, b) if figure.id in open_))


class DerivedNumber(Record, frozen=True, kw_only=True):
    """A number computed from claims by a formula; `remark` is about other claims beside it."""

    kind: DerivedKind
    measure: str
    unit: str
    value: Number
    formula: str
    facts: Sequence[Fact]
    statement: str
    remark: str = ""

    @property
    def period(self) -> str:
        """The period that it is about: that of the first claim."""
        return figure_of(self.facts[0]).period

    @property
    def ids(self) -> list[str]:
        """The ids of the claims that it is computed from."""
        return [fact.id for fact in self.facts]

    @property
    def text(self) -> str:
        """Return the statement, which of the claims are not final, and the remark."""
        return self.statement + _statuses(self.facts) + self.remark


def _statuses(facts: Sequence[Fact]) -> str:
    """Return ' (provisional: c0)' for the claims among them that are not final; else ''."""
    marked = grouped((status, it.id) for it in facts if (status := figure_of(it).status))
    texts = (f"{status}: {display.listed(ids)}" for status, ids in marked.items())
    return f" ({'; '.join(texts)})" if marked else ""
