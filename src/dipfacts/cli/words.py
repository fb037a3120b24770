"""Read a command line: its command, and the values of that command's arguments and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dipfacts.cli.command import Command
from dipfacts.cli.options import load
from dipfacts.cli.registry import find

_NEEDED = {
    "party": "a party or two",
    "text": "words to find",
    "claim": "the id of a claim",
    "file": "the name of a file",
}
"""What a command needs that is typed alone, by the kind of its argument."""


class MisuseError(Exception):
    """A line that cannot be run, with the remedy where it is plain.

    `unknown` is the option that there is not, if it is that: `misuse` explains what is meant.
    """

    def __init__(self, message: str, hint: str = "", unknown: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.unknown = message, hint, unknown


def run(command: Command, given: Mapping[str, Any]) -> int:
    """Run a command with the values of its arguments and options; return the exit status."""
    if command.runs:
        return int(load(command.runs)(**given))
    from dipfacts.cli import lookup  # not needed by those that answer nothing

    return lookup.run(command, given)


def read(line: list[str]) -> tuple[Command, dict[str, Any]]:
    """Return the command of a line, and its arguments and options by name. Raises MisuseError."""
    first, *rest = line
    if _is_option(first):
        raise _unknown(first.partition("=")[0] if first.startswith("--") else first[:2])
    command = find(first)
    given, names = dict[str, Any](), list[str]()
    words = iter(rest)
    for word in words:
        if word == "--":
            names += words
        elif _is_option(word):
            _take(command, word, words, given)
        else:
            names.append(word)
    _place(command, names, given)
    return command, {option.name: option.default for option in command.options} | given


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _unknown(flag: str) -> MisuseError:
    return MisuseError(f"no such option: {flag}", unknown=flag)


def _take(command: Command, word: str, words: Iterator[str], given: dict[str, Any]) -> None:
    """Take an option, and its value: what follows in the word, else the next word."""
    flag, has_value, value = word.partition("=")
    if not word.startswith("--"):  # -o page.html, or -opage.html
        flag, has_value, value = word[:2], word[2:], word[2:]
    option = command.by_flag.get(flag)
    if option is None:
        raise _unknown(flag)
    if not option.takes_value:
        if has_value:
            raise MisuseError(f"option '{flag}' does not take a value")
        given[option.name] = flag == option.each_flag[0]
        return
    try:
        value = value if has_value else next(words)
    except StopIteration:
        raise MisuseError(f"option '{flag}' requires an argument") from None
    if option.repeats:
        given.setdefault(option.name, []).append(value)
        return
    typed = _number(flag, value) if option.type == int | None else value
    before = given.setdefault(option.name, typed)
    if before != typed:
        import shlex  # only for a slip

        name = option.each_flag[0]
        hint = f"give one of them, such as {shlex.join([name, str(before)])}"
        raise MisuseError(f"{name} takes one value, not {before} and {typed}", hint)


def _number(flag: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = f"invalid value for '{flag}': '{text[:40]}' is not a valid int"
        raise MisuseError(message) from None


def _place(command: Command, names: list[str], given: dict[str, Any]) -> None:
    """Give each argument its words. Raises MisuseError for too few or too many of them."""
    for argument in command.arguments:
        if argument.most > 1:
            given[argument.name], names = names or argument.default, []
        else:
            given[argument.name] = names.pop(0) if names else argument.default
        if argument.is_required and given[argument.name] is None:
            needed = _NEEDED.get(argument.kind, argument.metavar)
            raise MisuseError(f"{command.name} needs {needed}", f"try {command.examples[0]}")
    if names:
        raise MisuseError(f"got unexpected extra argument(s) ({' '.join(names)})")
