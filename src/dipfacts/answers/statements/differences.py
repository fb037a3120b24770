"""The distance between sources and its reasons, worded alike in sentences and tables."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dipfacts.answers.answer import confirmed_by
from dipfacts.answers.speakers import sole_speaker, speaker
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.figures.rounding import TENTH, is_number, rounded, side
from dipfacts.model.figures.voices import are_in_order
from dipfacts.model.file_format.tables import Figure
from dipfacts.query.base import Base
from dipfacts.text import fold, plain

_REASONS = {
    "reporter": "the reporters differ",
    "revision": "the same voice spoke again later",
    "derivation": "one is made from the other",
    "valuation": "one is fob and one cif",
    "definition": "the definitions differ",
    "period": "one is not certain of the period",
}
_BASIS: dict[str, Callable[[Figure], str | None]] = {
    "definitions": lambda figure: figure.definition,
    "valuations": lambda figure: figure.valuation,
}
NO_REASON = "no reason recorded"
_WHOLE = 1000  # from so many percent on, no tenths are told
_MOST = 3  # so many numbers of one voice, or voices, are told one by one


def sources_differ(base: Base, question: Question) -> str:
    """Return 'sources differ, from … to …; 17.2% apart in 2 claims, and the reporters differ'.

    Where all is said by one voice, 'X gave different numbers: … (9 Dec 2023), then …'.
    """
    claims = display.counted(len(question.counting), "claim")
    distance = " in ".join(filter(None, (distance_words(question), claims)))
    if not (who := one_voice(base, question)):
        return f"sources differ, {_span(base, question)}; {distance}, {_because(question)}"
    why = f", {_because(question)}" if question.reasons != ["revision"] else ""
    return f"{who} gave different numbers: {_in_turn(base, question)}; {distance}{why}"


def less_sure_voices(base: Base, question: Question) -> str:
    """Return 'Azernews says about 2007', of a period that other voices are sure of; '' of none."""
    if question.agreement == "single":
        return ""
    own = [(f, period) for f in question.figures if (period := question.otherwise_qualified(f))]
    said = [*dict.fromkeys(f"{speaker(base, f)} says {period.show()}" for f, period in own)]
    if len(said) > _MOST:
        return f"{len(said)} of them are not certain of the period"
    return display.listed(said)


def confirmation(question: Question, by: str = "") -> str:
    """Return 'confirmed by 2 independent sources', with the definitions of numbers that differ.

    Numbers may be equal though they are of unlike definitions or valuations. `by` names sources.
    """
    unlike = []
    for what, given in _BASIS.items():
        known = {fold(text): plain(text) for text in map(given, question.numbers) if text}
        if len(known) > 1:
            unlike.append(f"the {what} differ ({display.some([*known.values()], _MOST)})")
    though = f", though {display.listed(unlike)}" if unlike else ""
    return f"{confirmed_by(question.numeric_voice_count)}{by}{though}"


def who_differs(base: Base, question: Question) -> str:
    """Return 'sources differ'; where one voice says all of it, 'X gave different numbers'."""
    who = one_voice(base, question)
    return f"{who} gave different numbers" if who else "sources differ"


def who_differs_in_what(base: Base, question: Question) -> str:
    """Return 'sources differ, partly as the definitions differ', or the valuations."""
    known = [_REASONS[why] for why in ("valuation", "definition") if why in question.reasons]
    text = who_differs(base, question)
    if not known:
        return text
    partly = "partly " if len(known) < len(question.reasons) else ""
    return f"{text}, {partly}as {display.listed(known)}"


def one_voice(base: Base, question: Question) -> str:
    """Return the name of who says all that differs; "" where several do."""
    return sole_speaker(base, question.spread)


def reason_words(question: Question) -> str:
    """Return why sources differ, as far as that is recorded: 'the reporters differ'."""
    known = known_reasons(question)
    if not known:
        return NO_REASON
    rest = "; the rest is unexplained" if len(known) < len(question.reasons) else ""
    return display.listed(known) + rest


def known_reasons(question: Question) -> list[str]:
    """Return the reasons that are recorded, in words: ['the reporters differ']."""
    return [_REASONS[reason] for reason in question.reasons if reason in _REASONS]


def distance_words(question: Question) -> str:
    """Return '17.2% apart', of a ratio '2 percentage points apart'; "" where that says nothing.

    With a bound it is 'at least 17.2% apart', of large ones '603,500% apart', of very small ones
    'less than 0.1% apart'.
    """
    least = "" if all(map(is_number, question.ends)) else "at least "
    percent = percent_apart(question)
    if percent is not None:
        if percent < TENTH:
            return f"less than {TENTH}% apart" if not least else ""
        if percent >= _WHOLE:
            percent = percent_apart(question, Decimal(1)) or percent
        return f"{least}{display.number(percent)}% apart"
    points = Decimal(question.high - question.low).normalize()
    if question.nature != "ratio" or question.figure.unit != "percent" or not points:
        return ""
    return f"{least}{display.number(points)} percentage point{'s' if points != 1 else ''} apart"


def percent_apart(question: Question, to: Decimal = TENTH) -> Decimal | None:
    """Return the range in percent of the lowest, to one decimal, or to those of `to`.

    One that this would make 0 has its first other digit. None where it means nothing: of ratios and
    ranks, and where the lowest is 0 or negative.
    """
    low, high = question.low, question.high
    if question.nature not in ("flow", "stock", "count") or low <= 0 or low == high:
        return None
    percent = Decimal(high - low) * 100 / Decimal(low)
    return rounded(percent, to) or rounded(percent, Decimal(1).scaleb(percent.adjusted()))


def _because(question: Question) -> str:
    """Return the reasons as a part of a sentence: 'and the reporters differ'."""
    known, why = known_reasons(question), reason_words(question)
    if not known:
        return "and nothing recorded explains why"
    return f"partly because {why}" if len(known) < len(question.reasons) else f"and {why}"


def _span(base: Base, question: Question) -> str:
    if question.low == question.high:  # the same number, said as a bound by one
        return display.spread(question)
    low, high = (_claimed(base, question, end) for end in question.ends)
    return f"from {low} to {high}"


def _in_turn(base: Base, question: Question) -> str:
    """Return the numbers of one voice, in the order in which it gave them if that is known."""
    said = _first_said(question)
    if len(said) > _MOST:
        return _span(base, question)
    texts = [
        f"{amount} ({', '.join([_dated(base, fact), *_defined(question, fact)])})"
        for amount, fact in said.items()
    ]
    return ", then ".join(texts) if _is_in_order(question, said) else display.listed(texts)


def _first_said(question: Question) -> dict[str, Fact]:
    """Return the claim by which each number that differs was given first, in order."""
    said: dict[str, Fact] = {}
    ids = {figure.id for figure in question.spread}
    differing = [fact for fact in question.counting if fact.id in ids]
    for fact in sorted(differing, key=lambda fact: fact.known_day or 0):
        said.setdefault(display.figure_amount(figure_of(fact)), fact)
    return said


def _is_in_order(question: Question, said: dict[str, Fact]) -> bool:
    return are_in_order([*said.values()], question.origins)


def who_differs_briefly(base: Base, question: Question) -> str:
    """Return 'sources differ', 'one voice, last $6 billion' or 'one voice, different numbers'."""
    if not one_voice(base, question):
        return "sources differ"
    said = _first_said(question)
    in_order = _is_in_order(question, said)
    return f"one voice, last {[*said][-1]}" if in_order else "one voice, different numbers"


def _dated(base: Base, fact: Fact) -> str:
    """Return when a claim was made; of a claimant without a date, when it was printed."""
    figure = figure_of(fact)
    published = base.source(figure.source).published
    return display.day(figure.said_on or published)


def _defined(question: Question, fact: Fact) -> list[str]:
    """Return the texts recorded of a claim that are a reason of the difference: 'fob'."""
    recorded = (getattr(fact.claim, name) for name in ("valuation", "definition"))
    reasons = ("valuation" in question.reasons, "definition" in question.reasons)
    texts = [plain(text) for text, asked in zip(recorded, reasons, strict=True) if text and asked]
    own = question.otherwise_qualified(figure_of(fact))
    return [*texts, own.show()] if own else texts


def _claimed(base: Base, question: Question, end: Figure) -> str:
    """Return '$2.9 billion (Azernews)': the number at one end of a spread, and whose it is.

    What the fact base records as a reason of the difference stands beside it: 'fob', a definition.
    """
    same = [
        figure
        for figure in question.spread
        if figure.number == end.number and side(figure) == side(end)  # a bound is no such number
    ]
    speakers = [*dict.fromkeys([speaker(base, figure) for figure in (end, *same)])]
    who = display.and_more(speakers[0], len(speakers) - 1)
    fact = next(fact for fact in question.counting if fact.claim is end)
    others = {speaker(base, figure) for figure in question.spread if figure not in same}
    is_dated = len(same) == 1 and ("revision" in question.reasons or speakers[0] in others)
    details = [_dated(base, fact)] if is_dated else []
    text = ", ".join([who, *details, *_defined(question, fact)])
    return f"{display.figure_amount(end)} ({text})"
