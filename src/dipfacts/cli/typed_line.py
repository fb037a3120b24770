"""A command line taken apart, whether it is right or not."""

from __future__ import annotations

import os
from copy import copy

from dipfacts.cli.registry import COMMANDS, TOPIC

FACTS = ("--facts", "-f")
TAKES_VALUE = {
    flag
    for command in (TOPIC, *COMMANDS.values())
    for flag, option in command.by_flag.items()
    if option.takes_value
}
"""Every option after which a value stands; one means the same after each command."""


class TypedLine:
    """A command line up to the cursor, taken apart."""

    def __init__(self, words: list[str]) -> None:
        *before, self.word = words or [""]
        self.option = ""  # whose value the word is
        self.prefix = ""  # what of the word stands before that value
        self.positional: list[str] = []
        self.given: dict[str, list[str]] = {}
        self.only_arguments = False
        for word in before:
            self._take(word)
        if self.option or self.only_arguments:
            return
        name, equals, value = self.word.partition("=")
        if equals and name in TAKES_VALUE:
            self.option, self.prefix, self.word = name, f"{name}=", value

    def _take(self, word: str) -> None:
        if self.option:
            self.given.setdefault(self.option, []).append(word)
            self.option = ""
        elif self.only_arguments or not word.startswith("-") or word == "-":
            self.positional.append(word)
        elif word == "--":
            self.only_arguments = True
        elif word in TAKES_VALUE:
            self.option = word
        elif word[:2] in TAKES_VALUE:
            self.given.setdefault(word[:2], []).append(word[2:])
        else:
            name, _, value = word.partition("=")
            self.given.setdefault(name, []).append(value)

    @property
    def command(self) -> str:
        """Return the command or topic; empty where none was typed yet."""
        return self.positional[0] if self.positional else ""

    def after_command(self) -> TypedLine:
        """Return the line without its command, as one of the words after it."""
        result = copy(self)
        result.positional = self.positional[1:]
        return result

    @property
    def facts(self) -> list[str]:
        """Return the fact bases named so far."""
        return [os.path.expanduser(path) for key in FACTS for path in self.given.get(key, [])]
