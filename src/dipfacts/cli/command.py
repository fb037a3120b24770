"""A command of the program: its name, its help, what it takes, and what runs it."""

from typing import NamedTuple

from dipfacts.cli import options as o
from dipfacts.cli.options import Argument, Option


class Command(NamedTuple):
    """A command. It has either `answers` or `runs`.

    `answers` is a function of (base, query) that returns an Answer, given the attributes of the
    request named in `takes` too; `streams` yields the claims of the same answer one by one, for
    JSON lines about all parties. `runs` is a function of what was typed that returns the exit
    status. `types` are the types of claims it is about. Formats know it as `known_as`, if that is
    not its name.
    """

    name: str
    summary: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    answers: str = ""
    takes: tuple[str, ...] = ()
    streams: str = ""
    runs: str = ""
    more: str = ""
    examples: tuple[str, ...] = ()
    types: tuple[str, ...] = ("figure", "relation", "event")
    known_as: str = ""

    @property
    def answered_as(self) -> str:
        """Return the name by which formats know it."""
        return self.known_as or self.name

    @property
    def by_flag(self) -> dict[str, Option]:
        """Return the options by each of their flags."""
        return {flag: option for option in self.options for flag in option.each_flag}

    @property
    def is_query(self) -> bool:
        """Return whether the command finds claims by conditions."""
        return bool(self.answers) and o.SOURCE in self.options
