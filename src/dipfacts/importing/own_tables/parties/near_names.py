"""Names that nobody has, and that are a known one with a mark, a code or a slip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from dipfacts.countries import country_names
from dipfacts.importing.inputs import Declared
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.wording import first_of
from dipfacts.text import fold, nearest, plain, short

_MOST = 200  # names of which a known one is looked for
_SLIP = 2  # letters that a slip has more, or less
_SHORTEST = 5  # letters of a name of which slips are looked for
_MARK = re.compile(r"(.+?)[\s,]*(?:[*†‡§#¹²³⁰⁴-⁹ᵃ-ᶻ]+|\(?[0-9a-z]{1,2}[/)]|\[[^\]]*\]|\([^)]*\))+")
_CODE = r"(?P<code>[A-Z]{2,3}|[0-9]{1,4})"
_BEFORE = re.compile(rf"{_CODE}(?:\s*[:.–—-]\s*|\s+)(?P<name>.+)")
_AFTER = re.compile(rf"(?P<name>.+?)(?:\s*[:,–—-]\s*|\s+){_CODE}")
_OF_WHICH = re.compile(r"[^:：]+[:：]\s*(.+)")
_EITHER = re.compile(r"\s*[/|]\s*")

Meanings = Callable[[str], Sequence[str]]
"""Returns the codes and ids of all that a name means."""


def near_notes(names: Sequence[str], declared: Declared) -> tuple[list[str], Iterator[str]]:
    """Return the unknown names that may be known ones, and the note on them."""
    meant = {name: it for name in names[:_MOST] if (it := name_meant(name, declared))}
    pairs = [
        f'{plain(it)} in place of "{plain(short(name))}"' for name, it in sorted(meant.items())
    ]
    return [*meant], iter([f"if it is meant, write {first_of(pairs)}"] if pairs else [])


def name_meant(name: str, declared: Declared) -> str:
    """Return the known name that an unknown one has in it, or is a slip of; nothing for none.

    >>> names = "Finland¹", "Denmark 2/", "Italy [IT]", "PL: Poland", "724 Spain", "其中：日本"
    >>> [name_meant(it, {}) for it in names]
    ['Finland', 'Denmark', 'Italy', 'Poland', 'Spain', '日本']
    >>> [name_meant(it, {}) for it in ("Czechia/Czech Republic", "US/Peru", "of which: Germany")]
    ['Czechia', '', 'Germany']
    >>> [name_meant(it, {}) for it in ("Urugay", "Untied States", "Khazakhstan", "Atlantis")]
    ['Uruguay', 'United States', 'Kazakhstan', '']
    """

    def meanings(text: str) -> Sequence[str]:
        return PartyNames(declared).known(text)

    if meanings(name):  # it is a country, in a column of people
        return ""
    within = next((it for it in _within(name, meanings) if len(meanings(it)) == 1), "")
    return within or _of_either(name, meanings) or _slip_of(name, declared)


def _within(name: str, meanings: Meanings) -> Iterator[str]:
    """Yield the rest of a name without a mark, its code, or words before a colon."""
    for pattern in (_BEFORE, _AFTER):
        if match := pattern.fullmatch(name.strip()):
            of_code = {*meanings(match["code"])}
            if not of_code or of_code.intersection(meanings(match["name"])):
                yield match["name"]
    for pattern in (_MARK, _OF_WHICH):
        if match := pattern.fullmatch(name.strip()):
            yield match[1].strip()


def _of_either(name: str, meanings: Meanings) -> str:
    """Return the first of two names of one party; nothing of others."""
    first, *others = _EITHER.split(name)
    one = meanings(first)
    return first if others and len(one) == 1 and all(meanings(it) == one for it in others) else ""


def _slip_of(name: str, declared: Declared) -> str:
    if len(name) < _SHORTEST:
        return ""
    own = [text for parties in declared.values() for it in parties for text in it.names]
    near = nearest(name, dict.fromkeys([*own, *_titles()]))
    alike = (it for it in near if fold(it)[:1] == fold(name)[:1])  # Prussia is not Russia
    return next((it for it in alike if abs(len(it) - len(name)) <= _SLIP), "")


@cache
def _titles() -> list[str]:
    """Return the names of countries."""
    return sorted(map(country_names.title, country_names.codes()))
