"""Lines of the program as people type them, and the corrections and mistakes that name some."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import QuestionError
from dipfacts.record import Record
from dipfacts.text import typed_line


def command_line(words: Sequence[str]) -> str:
    """Return a line of the program with these words, as a shell takes it."""
    return typed_line(["dipfacts", *words])


class Correction(Record, frozen=True):
    """A remedy in words, and the words of the line that it names if that can be wrong.

    The line is to be typed, or shows the help of its first word; the program's name is left out.
    """

    text: str
    line: Sequence[str] | None = None
    is_help: bool = False


def line_to_type(words: Sequence[str]) -> Correction:
    """Return the correction 'try dipfacts trade'."""
    return Correction(f"try {command_line(words)}", words)


def help_of(words: Sequence[str]) -> Correction:
    """Return the correction 'see dipfacts trade --help'."""
    return Correction(f"see {command_line(words)} --help", words, is_help=True)


class RetypeError(QuestionError):
    """A question in the wrong words; `lines` are those to type, without the program's name."""

    def __init__(self, message: str, lines: Sequence[Sequence[str]]) -> None:
        self.lines = [[*line] for line in lines]
        super().__init__(message, f"try {' or '.join(map(command_line, self.lines))}")
