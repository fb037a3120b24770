"""Sets of EDTF, of which one date is meant.

They list dates, `[2021-06-02,2021-06-03]`, and ranges, `[2021-06-02..2021-06-05]`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.model.periods.dates import FORM, Date, Ends, shared_words, show_span
from dipfacts.text import listed


def has_form(text: str) -> bool:
    """Return whether a text is a set: "[", dates or ranges with commas between, and "]".

    Only the first may be open at its beginning and only the last at its end. One date alone is no
    choice, and in a choice no digit is left open.
    """
    if text[-1] != "]" or "X" in text:
        return False
    elements = [element.partition("..") for element in text[1:-1].split(",")]
    ends = {end for first, dots, final in elements for end in (first, final if dots else first)}
    if len(ends) == 1:
        return False
    for nth, (first, dots, final) in enumerate(elements):
        known = [end for end in (first, final) if end]
        opens = (nth > 0 and not first) or (nth < len(elements) - 1 and dots and not final)
        if opens or not known or not all(map(FORM.fullmatch, known)):
            return False
    return True


def outermost(choices: tuple[Ends, ...]) -> Ends:
    """Return the first and the last date of a set, None where it is open."""
    begins, ends = zip(*choices, strict=True)
    first = None if None in begins else min(begins, key=lambda given: given.start)
    return first, None if None in ends else max(ends, key=lambda given: given.end)


def show(choices: tuple[Ends, ...]) -> str:
    """Return '2 or 3 Jun 2021', 'some day from 2 to 5 Jun 2021'."""
    if all(first and final and first.show() == final.show() for first, final in choices):
        return _show_choice([*{first.show(): first for first, _ in choices if first}.values()])
    return listed(dict.fromkeys(_show_range(first, final) for first, final in choices), "or")


def _show_range(first: Date | None, final: Date | None) -> str:
    if first and final and first.show() == final.show():
        return first.show()
    some = "some day" if all(end.is_of_a_day for end in (first, final) if end) else "some time"
    if first and final:
        alike = first.qualifier == final.qualifier == ""
        span = show_span(first, final, "to") if alike else f"{first.show()} to {final.show()}"
        return f"{some} from {span}"
    if first:
        return f"{some} from {first.show()} on"
    return f"{some} until {final.show()}" if final else some


def _show_choice(dates: Sequence[Date]) -> str:
    """Return dates of which one is meant: '2 or 3 Jun 2021', with what they share only once."""
    if len({(given.qualifier, given.precision) for given in dates}) > 1:
        return listed((given.show() for given in dates), "or")
    words = [given.words() for given in dates]
    shared = min(shared_words(words), len(words[0]) - 1)
    texts = [" ".join(each[: len(each) - shared]) for each in words[:-1]]
    return dates[0].with_qualifier(listed([*texts, " ".join(words[-1])], "or"))
