"""The claims that numbers are computed from, and what a computed number is.

Numbers are comparable if they are of one voice and one basis: nothing is computed from others, and
`why_incomparable` says why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from dipfacts.answers.answer import in_sentence, names
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import AHEAD, Question, figure_of, part_of, series_key
from dipfacts.model.figures.rounding import agree, is_number
from dipfacts.model.figures.spans import span_of
from dipfacts.model.figures.voices import Voice, are_in_order
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import fold, plain

DerivedKind = Literal["sum", "balance", "growth", "share", "asymmetry", "members"]
Key = tuple[object, ...]

_NOT_FINAL = ("provisional", "estimate")


class Basis(Record, frozen=True):
    """The keys that numbers to compute with share besides unit and scope; "" where not given."""

    definition: str
    valuation: str


def basis_of(figure: Figure) -> Basis:
    """Return the definition (with its price basis) and the valuation of a figure, to compare."""
    definition = figure.definition or ""
    return Basis(fold(definition) or definition, figure.valuation or "")


def basis_in_words(figure: Figure) -> str:
    """Return the definition and the valuation of a figure: 'special trade, fob'; '' of neither."""
    return ", ".join(filter(None, (plain(figure.definition or ""), figure.valuation)))


def amount_with_basis(figure: Figure) -> str:
    """Return '$2 billion (estimate, special trade, fob)': an amount, and what it is a number of."""
    return display.marked(display.figure_amount(figure), [basis_in_words(figure)], figure.status)


def why_incomparable(a: Figure, b: Figure) -> str:
    """Return in words why two figures are not comparable: '' if nothing of their basis differs."""
    results = []
    if a.unit != b.unit:
        noun = "currencies" if all(map(display.is_currency, (a.unit, b.unit))) else "units"
        results.append((noun, display.unit_name(a.unit), display.unit_name(b.unit)))
    if part_of(a) != part_of(b):
        results.append(("scopes", plain(a.scope or ""), plain(b.scope or "")))
    one, other = basis_of(a), basis_of(b)
    if one.definition != other.definition:
        results.append(("definitions", plain(a.definition or ""), plain(b.definition or "")))
    if one.valuation != other.valuation:
        results.append(("valuations", one.valuation, other.valuation))
    return display.listed(
        f"the {what} differ ({first or 'not given'}; {second or 'not given'})"
        for what, first, second in results
    )


def voice_of(figure: Figure) -> Voice | None:
    """Return the voice of a figure, its reporter or else its claimant; None if it names neither."""
    if figure.reporter:
        return "reporter", figure.reporter
    return ("claimant", ", ".join(figure.claimants)) if figure.claimants else None


def voice_name(base: Base, figure: Figure) -> str:
    """Return who states a number, for a text."""
    who = [figure.reporter] if figure.reporter else figure.claimants
    return display.listed(names(base, who)) or "no reporter named"


def stated_by(base: Base, figure: Figure) -> str:
    """Return who states a number and on what basis: 'Norway, fob', for a text."""
    return ", ".join(filter(None, (voice_name(base, figure), basis_in_words(figure))))


# --------------------------------------------------------------------------- what counts


def is_ahead(figure: Figure) -> bool:
    """Return whether a figure is a forecast or a target, and no result."""
    return figure.status in AHEAD


def numbers(question: Question) -> list[Fact]:
    """Return the claims that state a number that happened, the one to compute with first.

    These are no bounds, forecasts, targets or deprecated claims, and none of some time in a span,
    as it is not known which days they are about. Preferred ones come first, then those of voices
    that gave a final one, last ones first, then provisional ones and estimates.
    """
    known = [] if question.period.unspecified else question.counting
    usable = [
        fact
        for fact, figure in zip(known, map(figure_of, known), strict=True)
        if is_number(figure) and not is_ahead(figure) and figure.rank != "deprecated"
    ]
    # What a voice gave that is not final, and no final number of its own has replaced, is newer.
    settled = {_said_by(fact) for fact in usable if not _is_open(fact)}
    return sorted(usable, key=lambda fact: (_weight(fact), _said_by(fact) not in settled))


def _weight(fact: Fact) -> tuple[bool, bool]:
    """Return the key that sorts numbers of one voice; of no voice final ones come first."""
    figure = figure_of(fact)
    return figure.rank != "preferred", voice_of(figure) is None and _is_open(fact)


def _is_open(fact: Fact) -> bool:
    return figure_of(fact).status in _NOT_FINAL


def decided(question: Question) -> list[Fact]:
    """Return the numbers of the voices of which each gave one, or surely gave one last."""
    known = numbers(question)
    if len(known) < 2:
        return known
    by_voice = grouped((_said_by(fact), fact) for fact in known)
    unclear = {who for who, facts in by_voice.items() if _several(facts, question)}
    return [fact for fact in known if _said_by(fact) not in unclear]


def _said_by(fact: Fact) -> Key:
    return voice_of(figure_of(fact)), basis_of(figure_of(fact))


def _several(facts: list[Fact], question: Question) -> list[Fact]:
    """Return the numbers of one voice if none of them is surely its last one.

    What a source makes from others is none beside its own.
    """
    copies = question.origins.sources
    own = [fact for fact in facts if figure_of(fact).source not in copies] or facts
    first, *others = [fact for fact in own if _weight(fact) == _weight(own[0])]
    differ = (it for it in others if not agree(figure_of(first), figure_of(it), question.nature))
    if all(are_in_order([other, first], question.origins) for other in differ):
        return []
    return [first, *others]


def last_ones(facts: list[Fact], base: Base) -> list[Fact]:
    """Return the last number of one voice on one thing; all that differ if none is surely last."""
    if len(facts) < 2:
        return facts
    nature = base.measures[figure_of(facts[0]).measure].nature
    question = Question(facts, nature, base.origins(facts))
    known = numbers(question)
    several = {fact.id for fact in _several(known, question)}
    in_order = sorted(known, key=lambda fact: figure_of(fact).number)
    return [fact for fact in in_order if fact.id in several] or known[:1]


class Several(NamedTuple):
    """Different numbers of one voice, in words, of which none is surely the last."""

    who: str
    amounts: str
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """Return 'Estonia gave €10 billion and €15 billion'."""
        return f"{self.who} gave {self.amounts}"


def undecided(questions: Iterable[Question], base: Base) -> dict[str, Several]:
    """Return by its id each number beside which its voice gave another, with all of these."""
    results: dict[str, Several] = {}
    for question in questions:
        results |= _undecided(question, numbers(question), base)
    return results


def _undecided(question: Question, known: list[Fact], base: Base) -> dict[str, Several]:
    """Return by their ids the undecided numbers of one question, of those that are `known`.

    Numbers for which nobody is named are of no voice: their sources may be different ones.
    """
    results: dict[str, Several] = {}
    voiced = [fact for fact in known if voice_of(figure_of(fact))] if len(known) > 1 else []
    by_voice = grouped((_said_by(fact), fact) for fact in voiced)
    for facts in by_voice.values():
        if len(facts) > 1 and (open_ := _several(facts, question)):
            results |= dict.fromkeys((fact.id for fact in facts), _in_words(open_, base))
    return results


def _in_words(facts: list[Fact], base: Base) -> Several:
    """Return different numbers of one voice in words."""
    in_order = sorted(facts, key=lambda fact: figure_of(fact).number)
    figures = [*map(figure_of, in_order)]
    amounts = display.some(dict.fromkeys(map(display.figure_amount, figures)))
    who = [figures[0].reporter] if figures[0].reporter else figures[0].claimants
    return Several(display.listed(in_sentence(base, who)), amounts, tuple(in_order))


class Totals(Record, frozen=True):
    """The questions about whole flows, with the numbers that can be computed with.

    `index` has the best number of each voice and basis on each question, by `index_key`: none of
    a voice that gave several, of which none is surely the last; these are `undecided`. `periods`
    are those of the questions, by the ids of their claims, which may spell them otherwise.
    """

    questions: list[Question]
    index: dict[Key, Fact]
    undecided: dict[str, Several]
    periods: dict[str, Period]

    def dates(self, figure: Figure) -> str:
        """Return the period of a claim, as tables have that of its question."""
        return self.periods[figure.id].show()


def totals_of(questions: Iterable[Question], base: Base) -> Totals:
    """Return what sums and growth rates are computed from."""
    results = Totals([*flows(questions, base)], {}, {}, {})
    for question in results.questions:
        results.periods.update((fact.id, question.period) for fact in question.facts)
        known = numbers(question)
        open_ = _undecided(question, known, base)
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
    """Return what numbers must share to be computed with, beside a span of days."""
    return voice_of(figure), series_key(figure), basis_of(figure), span


# ------------------------------------------------------------------------- what is derived


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
