"""The voice and the basis of a number: what it must share with others to be compared with them.

Numbers are comparable if they are of one voice and one basis: nothing is computed from others, and
`why_incomparable` says why not.
"""

from __future__ import annotations

from dipfacts.answers.answer import names
from dipfacts.model import display
from dipfacts.model.figures.agreement import AHEAD, part_of
from dipfacts.model.figures.voices import Voice
from dipfacts.model.file_format.tables import Figure
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import fold, plain

Key = tuple[object, ...]


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
    """Return the words for why two figures are not comparable: '' if their basis is the same."""
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
    """Return the name of who states a number, for a text."""
    who = [figure.reporter] if figure.reporter else figure.claimants
    return display.listed(names(base, who)) or "no reporter named"


def stated_by(base: Base, figure: Figure) -> str:
    """Return the name of who states a number, and the basis: 'Norway, fob', for a text."""
    return ", ".join(filter(None, (voice_name(base, figure), basis_in_words(figure))))


def is_ahead(figure: Figure) -> bool:
    """Return whether a figure is a forecast or a target, and no result."""
    return figure.status in AHEAD
