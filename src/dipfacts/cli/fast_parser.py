"""A parser of command lines that are certainly valid, without Typer, which is slow to start.

Typer judges every other one, and says what is wrong with it: `read` must return None, or what
Typer would. tests/cli/test_fast_parser.py holds both equal on drawn command lines.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dipfacts.cli.command import Command
from dipfacts.cli.options import Argument, Option, load
from dipfacts.cli.registry import find

_DIGITS = 12  # of a number that is certainly valid
Typed = tuple[Command, dict[str, Any]]


def run(command: Command, given: Mapping[str, Any]) -> int:
    """Run a command with the values of its arguments and options; return the exit status."""
    if command.runs:
        return int(load(command.runs)(**given))
    from dipfacts.cli import lookup  # lazy: not needed by those that answer nothing

    return lookup.run(command, given)


def read(line: list[str]) -> Typed | None:
    """Return the command of a line, and its arguments and options by name; None if in doubt."""
    if not line or not _is_plain(line[0]):
        return None
    command = find(line[0])
    options, given, names = command.by_flag, dict[str, Any](), list[str]()
    words = iter(line[1:])
    for word in words:
        if _is_plain(word):
            names.append(word)
        elif not _take(options, word, words, given):
            return None
    if not _fill_arguments(command.arguments, names, given):
        return None
    return command, {option.name: option.default for option in command.options} | given


def _is_plain(word: str) -> bool:
    return word != "" and not word.startswith("-")


def _take(
    options: Mapping[str, Option], word: str, words: Iterator[str], given: dict[str, Any]
) -> bool:
    """Take an option, and the word after it if that is its value; return False if in doubt."""
    flag, equals, value = word.partition("=")
    option = options.get(flag)
    if option is None or (equals and not (option.takes_value and flag.startswith("--"))):
        return False
    if not option.takes_value:
        is_on = flag == option.each_flag[0]
        return bool(given.setdefault(option.name, is_on) == is_on)
    value = value if equals else next(words, "")
    if not _is_plain(value):
        return False
    if option.repeats:
        given.setdefault(option.name, []).append(value)
        return True
    if option.name in given:
        return False
    if option.type == int | None:
        if not (value.isascii() and value.isdigit() and len(value) < _DIGITS):
            return False
        given[option.name] = int(value)
    else:
        given[option.name] = value
    return True


def _fill_arguments(
    arguments: tuple[Argument, ...], names: list[str], given: dict[str, Any]
) -> bool:
    """Give each argument its words; return False if there are too few or too many of them."""
    for argument in arguments:
        if argument.most > 1:
            given[argument.name], names = names or argument.default, []
        else:
            given[argument.name] = names.pop(0) if names else argument.default
        if argument.is_required and not given[argument.name]:
            return False
    return not names
