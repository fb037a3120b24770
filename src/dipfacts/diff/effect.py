"""One answer that changes."""

from __future__ import annotations

from dipfacts.answers import summary
from dipfacts.model.figures.agreement import Question
from dipfacts.record import Record

Texts = tuple[str | None, str | None]
"""An answer before and after, in words; None where nothing is recorded."""


class Effect(Record, frozen=True):
    """An answer that changes."""

    kind: str  # figure, relation, event, headline or ranking
    about: str
    texts: Texts
    topic: str
    parties: tuple[str, ...]
    period: str | None = None
    measure: str | None = None
    facts: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # the claims of both answers
    agreement: tuple[str | None, str | None] = (None, None)
    questions: tuple[Question | None, Question | None] = (None, None)
    """The questions that a figure answered, and that it answers."""

    @property
    def text(self) -> str:
        """The whole in a sentence."""
        mark = "“{}”" if self.kind == "headline" else "{}"  # which is a sentence of its own
        was, now = (mark.format(text) if text else summary.NOTHING_RECORDED for text in self.texts)
        return f"{self.about}: was {was}, now {now}"
