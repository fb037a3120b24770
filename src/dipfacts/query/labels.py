"""Find the measures and kinds that a word may be meant for, also in the plural."""

from __future__ import annotations

import re
from typing import NamedTuple

from dipfacts.index.schema import stems
from dipfacts.query.base import Base

_WORD = re.compile(r"[^\W_]+")


class Meant(NamedTuple):
    """A measure or a kind, and the command that lists its claims."""

    what: str
    id: str
    command: str


def called(base: Base, name: str) -> list[Meant]:
    """Return the measures and kinds whose id or label a name is; else those that have its words."""
    texts: dict[Meant, tuple[str, ...]] = {
        Meant("measure", measure.id, measure.topic): (measure.id, measure.label)
        for measure in base.measures.values()
    }
    for kind, _ in base.counted("kind"):
        command = "relations" if kind.of == "relation" else "timeline"
        texts[Meant("kind", kind.id, command)] = (kind.id, kind.label or kind.id)
    wanted = _stems(name)
    own = {meant: [_stems(text) for text in both] for meant, both in texts.items()}
    exact = [meant for meant, both in own.items() if wanted in both]
    parts = (meant for meant, both in own.items() if any({*wanted} <= {*text} for text in both))
    return exact or [*parts] if wanted else []


def _stems(text: str) -> list[str]:
    return stems(_WORD.findall(text.casefold()))
