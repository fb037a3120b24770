"""The names of parties to which what was typed may be completed: each means its party alone."""

from __future__ import annotations

from dipfacts.errors import QuestionError
from dipfacts.model.shared_names import TRANSLATION
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import fold


class CompletedName(Record, frozen=True):
    """A name to complete to, the party that it means, and its English name, if that is another."""

    spelling: str
    id: str
    english: str


def means(base: Base, name: str, id_: str) -> bool:
    """Return whether a name means that party alone: "Korea" is ambiguous."""
    try:
        return base.party(name).id == id_
    except QuestionError:
        return False


def best_name(
    names: list[tuple[int, str]], typed: str, languages: list[str], iso: str | None
) -> tuple[str, bool]:
    """Return the name to complete to, and whether it is English or of one of the languages.

    The name that begins as typed comes first, then the better known, then the shorter.
    """
    from dipfacts.countries.languages import in_language  # lazy: reads a file that ids do not need

    def rank(name: tuple[int, str]) -> tuple[object, ...]:
        weight, spelling = name
        alike = spelling.casefold().startswith(typed.casefold())
        return not spelling.startswith(typed), not alike, weight, len(spelling), spelling

    english = [name for name in names if name[0] < TRANSLATION]
    if english:
        return min(english, key=rank)[1], True
    forms = {fold(name) for _, name in names}
    for language in languages if iso else ():
        name = in_language(language).get(iso or "")
        if name and fold(name) in forms:  # of names that fold alike, a base has one spelling
            return name, True
    return min(names, key=rank)[1], False


def as_typed(base: Base, names: list[CompletedName], typed: str) -> list[tuple[str, str]]:
    """Return words to complete to, each with its description.

    They begin alike, so that no shell takes away what was typed. Names that begin alike are spelled
    as they are; else each continues what the user typed, as far as that means the party, too: "u."
    may become "u.k.", but neither "u.ganda" nor "d-" "d-E".
    """
    if len({name.spelling[: len(typed)] for name in names}) == 1:
        beginning = names[0].spelling[: len(typed)]
        if beginning.casefold() == typed.casefold():
            return [(name.spelling, name.english) for name in names]
    continued = (_continued(base, name, typed) for name in names)
    pairs = zip(names, continued, strict=True)
    return [(value, name.english or name.spelling) for name, value in pairs if value]


def _continued(base: Base, name: CompletedName, typed: str) -> str:
    """Return the words typed with the rest of a name, if that means its party; else ""."""
    spelling, form = name.spelling, fold(typed)
    ends = [n for n in range(len(spelling) + 1) if fold(spelling[:n]) == form]
    ends = [n for n in ends if _signs(spelling[:n]) == _signs(typed)]
    ends.sort(key=lambda n: n != len(typed))
    # Nor "frO" of the code FRO.
    is_small = typed.islower() or (spelling.isupper() and not typed.isupper())
    rests = (spelling[n:] for n in ends)
    values = (typed + (rest.lower() if is_small else rest) for rest in rests)
    return next((it for it in values if it == spelling or means(base, it, name.id)), "")


def _signs(text: str) -> tuple[int, bool]:
    """Return the number of points, and whether a sign or a space stands last."""
    return text.count("."), not text[-1:].isalnum()
