"""Lines of the program as people type them, and the mistake that names some."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import QuestionError
from dipfacts.text import typed_line


def command_line(words: Sequence[str]) -> str:
    """Return a line of the program with these words, as a shell takes it."""
    return typed_line(["dipfacts", *words])


class RetypeError(QuestionError):
    """A question in the wrong words; `lines` are those to type, without the program's name."""

    def __init__(self, message: str, lines: Sequence[Sequence[str]]) -> None:
        self.lines = [[*line] for line in lines]
        super().__init__(message, f"try {' or '.join(map(command_line, self.lines))}")
