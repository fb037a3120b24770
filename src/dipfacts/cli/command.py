"""A command of the program: its name, its help, what it takes, and what runs it."""

from dipfacts.cli import options as o
from dipfacts.cli.options import Argument, Option
from dipfacts.record import Record


class Command(Record, frozen=True):
    """A command; what answers it is in `answers.handlers`, unless it runs something else."""

    name: str
    summary: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    runs: str = ""  # a function of what was typed that returns the exit status
    more: str = ""
    examples: tuple[str, ...] = ()
    types: tuple[str, ...] = ("figure", "relation", "event")  # the types of claims it is about
    known_as: str = ""  # the name by which formats and handlers know it, if that is another

    @property
    def answered_as(self) -> str:
        """Return the name by which formats and questions know it."""
        return self.known_as or self.name

    @property
    def answers(self) -> bool:
        """Return whether the command answers a question."""
        return not self.runs

    @property
    def by_flag(self) -> dict[str, Option]:
        """Return the options by each of their flags."""
        return {flag: option for option in self.options for flag in option.each_flag}

    @property
    def is_query(self) -> bool:
        """Return whether the command finds claims by conditions."""
        return self.answers and o.SOURCE in self.options
