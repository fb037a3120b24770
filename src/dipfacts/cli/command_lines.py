"""Lines of the program as people type them, and the corrections and mistakes that name some.

A line that somebody is to type instead asks the same fact base: it has each `-f` of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.cli.command import Command
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import QuestionError
from dipfacts.read.files import BUNDLED, base_paths
from dipfacts.record import Record
from dipfacts.remedy import AnyRemedy, Instead, Lists, Part, Remedy, Search
from dipfacts.text import typed_line


def command_line(words: Sequence[str]) -> str:
    """Return a line of the program with these words, as a shell takes it."""
    return typed_line(["dipfacts", *words])


def on_base(facts: Sequence[str]) -> list[str]:
    """Return the words by which a line names its fact base."""
    return [word for path in facts for word in ("-f", path)]


def asking(facts: Sequence[str], remedy: AnyRemedy) -> str:
    """Return a remedy of which each command asks a fact base."""

    def worded(part: Part) -> str:
        match part:
            case Lists(command, what, option):
                words = [command, *filter(None, [option]), *on_base(facts)]
                return f"{command_line(words)} lists {what}"
            case Search():
                return f"{command_line(['search', 'TEXT', *on_base(facts)])} finds ids"
            case Instead():
                return " ".join(filter(None, (str(part), typed_line(on_base(facts)))))
        return str(part)

    return Remedy.of(remedy).worded(worded)


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


def help_of(words: Sequence[str], facts: Sequence[str] = ()) -> Correction:
    """Return the correction 'see dipfacts trade --help'; that of a command is about no base."""
    base = [] if words and words[0] in COMMANDS else on_base(facts)
    line = [*words, *base]
    return Correction(f"see {command_line([*words, '--help', *base])}", line, is_help=True)


def example(command: Command, facts: Sequence[str]) -> Correction:
    """Return an example of a command; of names that another base may not have, where its help is.

    The examples are of the bundled base.
    """
    words = command.examples[0].split()[1:]
    if command.arguments[0].kind == "file":
        return line_to_type([*words, *on_base(facts)])
    is_bundled = base_paths([*facts]) == [BUNDLED]
    return line_to_type([*words, *on_base(facts)]) if is_bundled else help_of([command.name])


class RetypeError(QuestionError):
    """A question in the wrong words; `lines` are those to type, without the program's name."""

    def __init__(self, message: str, lines: Sequence[Sequence[str]]) -> None:
        self.lines = [[*line] for line in lines]
        super().__init__(message, f"try {' or '.join(map(command_line, self.lines))}")
