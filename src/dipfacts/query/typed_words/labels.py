"""The topics, measures and kinds that a word may be meant for, also in the plural."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dipfacts.index.rows.stems import stems
from dipfacts.model.query import Query
from dipfacts.opposites import deny_each_other
from dipfacts.query.base import Base
from dipfacts.record import Record
from dipfacts.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 8  # words of a label


class Meant(Record, frozen=True):
    """A topic, a measure or a kind, and the command that lists its claims.

    `is_part` says that a name is only some of the words of its id or label.
    """

    what: str
    id: str
    command: str
    is_part: bool = False

    @property
    def option(self) -> tuple[str, ...]:
        """The option that chooses it; a topic is the command itself."""
        return () if self.what == "topic" else (f"--{self.what}", self.id)


def find_by_label(base: Base, name: str, parties: Sequence[str] = ()) -> list[Meant]:
    """Return the topics, measures and kinds whose id or label a name is; else what has its words.

    What has the name as its id comes first, then topics; that a topic has the words is not enough.
    With ids of parties, only those with a claim about all of them, or about the first and another,
    if there are any: who asks for the exports of a country of which a base has the total alone
    means that. What has only the words of the name is none of them without such a claim, nor where
    it denies one: oil exports are no non-oil exports.
    """
    wanted, own = _stems(name, _texts(base))
    if not wanted:
        return []
    exact = [meant for meant, both in own.items() if wanted in both]
    exact.sort(key=lambda meant: fold(meant.id) != fold(name))
    parts = list[Meant]()
    if all(meant.what != "topic" for meant in exact):
        has = {meant: any({*wanted} <= {*text} for text in both) for meant, both in own.items()}
        parts = [meant for meant in has if has[meant] and meant.what != "topic"]
        parts = [meant for meant in parts if not deny_each_other(name, meant.id)]
        parts = [meant.replaced(is_part=meant not in exact) for meant in parts]
    if parties:
        for some in (exact, parts):
            if claimed := [meant for meant in some if _is_claimed(base, meant, parties)]:
                return claimed
        return exact
    return exact or parts


def topics_in(base: Base, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the topics that words name, each by one word or several, and the other words."""
    labels = {fold(name): id_ for id_, t in base.topics.items() for name in (id_, t.label)}
    topics, others = list[str](), list[str]()
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(_LONGEST, 0, -1) if fold("".join(words[at : at + n])) in labels), 0
        )
        if length:
            topics.append(labels[fold("".join(words[at : at + length]))])
        else:
            others.append(words[at])
        at += length or 1
    return list(dict.fromkeys(topics)), others


def _texts(base: Base) -> dict[Meant, tuple[str, str]]:
    """Return the id and the label of each topic, measure and kind."""
    texts = {Meant("topic", one.id, one.id): (one.id, one.label) for one in base.topics.values()}
    for measure in base.measures.values():
        texts[Meant("measure", measure.id, measure.topic)] = (measure.id, measure.label)
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
    """Return whether there is a claim of that about the parties, or the first and another."""
    first, *others = parties
    pairs: list[tuple[str, ...]] = [(first, other) for other in others] or [(first,)]
    query = Query().replaced(**{meant.what: meant.id})
    return any(base.has_more(query.replaced(parties=pair), 0) for pair in pairs)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
