"""Both sides of one flow in words, for a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.basis import basis_of
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair, PairsByClaim
from dipfacts.answers.speakers import speaker
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import plain


def pair_of(answer: Answer, question: Question) -> MirrorPair | None:
    """Return the pair that holds a figure of a question beside one of another measure, if any."""
    return pair_among(answer.figures.sides_by_claim, question)


def pair_among(sides: PairsByClaim, question: Question) -> MirrorPair | None:
    """Return the same as `pair_of`, among these pairs."""
    own = [fact.id for fact in question.facts]
    near = dict(item for id in own for item in sides.get(id, ()))
    for _, pair in sorted(near.items()):
        if sum(figure.id in own for figure in pair.figures) == 1:
            return pair
    return None


def both_sides_words(base: Base, pair: MirrorPair, when: Period) -> str:
    """Return 'Ireland reports $42 million (fob), Egypt $6.4 million (cif): asymmetry 147.0%'.

    They stand after a period, `when`; a side that is not as certain of it has its own.
    """
    first, second = pair.figures
    is_same_verb = _verb(first) == _verb(second)  # then the second goes without saying
    own = reports(base, first)
    other = _teller(base, second) if is_same_verb else reports(base, second)
    text = f"{own} {pair.amount_of(first, when)}, {other} {pair.amount_of(second, when)}"
    if pair.differ:
        return f"{text}; not compared, as {pair.differ}"
    if pair.asymmetry is None:
        return text
    return f"{text}: {asymmetry_words(pair)}"


def other_side(pair: MirrorPair, question: Question) -> Fact:
    """Return the claim of a pair that is not one of a question's."""
    own = {fact.id for fact in question.facts}
    return next(side for side in pair.sides if side and side.id not in own)


def other_side_reports(base: Base, pair: MirrorPair, question: Question) -> str:
    """Return 'Egypt reports $6 million, goods, cif' for the side that a question does not give."""
    other = figure_of(other_side(pair, question))
    when = pair.otherwise_when(other, question.period)
    marks = filter(None, (pair.given(other), when, *_other_basis(pair, other), other.valuation))
    return f"{reports(base, other)} {', '.join(marks)}"


def _other_basis(pair: MirrorPair, other: Figure) -> Iterator[str]:
    """Yield the scope and the definition of a side, where they are not those of its counterpart."""
    if len(pair.scopes) > 1:
        yield plain(other.scope or "scope not given")
    if len({basis_of(figure).definition for figure in pair.figures}) > 1:
        yield plain(other.definition or "definition not given")


def asymmetry_words(pair: MirrorPair) -> str:
    """Return 'asymmetry 147.0%', 'at least 147.0% apart'; '' where there is none to tell."""
    if pair.asymmetry is None:
        return ""
    percent = display.amount(pair.asymmetry, "percent")
    return f"at least {percent} apart" if pair.at_least else f"asymmetry {percent}"


def asymmetry_beside(base: Base, pair: MirrorPair, question: Question) -> str:
    """Return the words for the distance of the other side's number, as `asymmetry_words`.

    Where another number than the answer is compared, also which: 'asymmetry 18.2%, compared with
    $100 million (Ireland)'.
    """
    words, own = asymmetry_words(pair), {fact.id for fact in question.facts}
    if not words:
        return ""
    compared = next(figure for figure in pair.figures if figure.id in own)
    answers = {(end.number, end.qualifier) for end in question.answer_ends}
    if answers == {(compared.number, compared.qualifier)}:
        return words
    return f"{words}, compared with {pair.given(compared)} ({reporter(base, compared)})"


def reports(base: Base, figure: Figure) -> str:
    """Return 'Ireland reports', 'Zedland (2023) says': who gives a figure, with the verb."""
    return f"{_teller(base, figure)} {_verb(figure)}"


def _teller(base: Base, figure: Figure) -> str:
    when = f" ({display.day(figure.said_on)})" if is_said(figure) and figure.said_on else ""
    return f"{reporter(base, figure)}{when}"


def _verb(figure: Figure) -> str:
    return verb_of(figure, several=is_said(figure) and len(figure.claimants) > 1)


def verb_of(figure: Figure, *, several: bool) -> str:
    """Return 'reports' for a side's statistics or a publisher, 'says' for who said it."""
    return f"{'say' if is_said(figure) else 'report'}{'' if several else 's'}"


def reporter(base: Base, figure: Figure) -> str:
    """Return whose statistics a figure is, 'Ireland', else who said it, else its publisher."""
    return speaker(base, figure if is_said(figure) else replace(figure, claimant=None))


def is_said(figure: Figure) -> bool:
    """Return whether somebody said it of whom no statistics are named."""
    return bool(figure.claimants) and not figure.reporter


def acts_for(base: Base, stated_by: str | None) -> str | None:
    """Return the party that a reporter is or acts for."""
    party = base.parties_by_id([stated_by]).get(stated_by) if stated_by else None
    return (party.country if party else None) or stated_by
