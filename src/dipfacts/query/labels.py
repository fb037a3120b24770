"""Find the measures and kinds that a word may be meant for, also in the plural."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dipfacts.index.schema import stems
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record

_WORD = re.compile(r"[^\W_]+")


class Meant(Record, frozen=True):
    """A measure or a kind, and the command that lists its claims."""

    what: str
    id: str
    command: str


def called(base: Base, name: str, parties: Sequence[str] = ()) -> list[Meant]:
    """Return the measures and kinds with a name as their id or label; else those with its words.

    With ids of parties, only those with a claim about all of them, if there are any: who asks for
    the exports of a country of which a base has the total alone means that.
    """
    wanted, own = _stems(name, _texts(base))
    if not wanted:
        return []
    exact = [meant for meant, both in own.items() if wanted in both]
    parts = [meant for meant, both in own.items() if any({*wanted} <= {*text} for text in both)]
    if parties:
        for some in (exact, parts):
            if claimed := [meant for meant in some if _is_claimed(base, meant, parties)]:
                return claimed
    return exact or parts


def _texts(base: Base) -> dict[Meant, tuple[str, str]]:
    """Return the id and the label of each measure and kind."""
    texts = {
        Meant("measure", measure.id, measure.topic): (measure.id, measure.label)
        for measure in base.measures.values()
    }
    for kind, _ in base.counted("kind"):
        command = "relations" if kind.of == "relation" else "timeline"
        texts[Meant("kind", kind.id, command)] = (kind.id, kind.label or kind.id)
    return texts


def _stems(
    name: str, texts: dict[Meant, tuple[str, str]]
) -> tuple[list[str], dict[Meant, list[list[str]]]]:
    """Return the words of a name, and of each text, by their stems."""
    every = (name, *(text for both in texts.values() for text in both))
    words = [*dict.fromkeys(word for text in every for word in _words(text))]
    stem = dict(zip(words, stems(words), strict=True))  # all at once, as each time has its price
    of_name, *rest = ([stem[word] for word in _words(text)] for text in every)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return of_name, {meant: [*both] for meant, both in zip(texts, pairs, strict=True)}


def _is_claimed(base: Base, meant: Meant, parties: Sequence[str]) -> bool:
    """Return whether there is a claim of that measure or kind about all these parties."""
    query = Query(parties=tuple(parties))
    is_measure = meant.what == "measure"
    query = query.replaced(measure=meant.id) if is_measure else query.replaced(kind=meant.id)
    return base.has_more(query, 0)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
