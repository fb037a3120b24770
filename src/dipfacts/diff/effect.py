"""One answer that changes."""

from __future__ import annotations

from typing import NamedTuple

from dipfacts.answers import in_brief

Texts = tuple[str | None, str | None]
"""An answer before and after, in words; None where nothing is recorded."""


class Effect(NamedTuple):
    """An answer that changes.

    `kind` is figure, relation, event, headline or ranking, `facts` are the claims of both answers.
    """

    kind: str
    about: str
    texts: Texts
    topic: str
    parties: tuple[str, ...]
    period: str | None = None
    measure: str | None = None
    facts: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    agreement: tuple[str | None, str | None] = (None, None)
    is_directed: bool = False

    @property
    def text(self) -> str:
        """The whole in a sentence."""
        was, now = (text or in_brief.NOTHING for text in self.texts)
        return f"{self.about}: was {was}, now {now}"
