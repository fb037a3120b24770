"""The lines below the tables of an answer, and the commands that show more, as data."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.model.fact import Fact
from dipfacts.record import Record
from dipfacts.text import plain, typed_path

NOT_DERIVED, SOURCES, OVERVIEW = "not-derived", "sources", "overview"  # kinds of remarks
LEFT_OUT = "left-out"  # one more kind, of what a page has no room for
TOPIC, A_TOPIC = "topic", "A topic in full"  # one more kind, and what its text begins with
SHOW_EACH = "dipfacts show ID"  # after the ids of claims
ALL, BOTH_SIDES = "--limit 0", "--mirror"  # options that show more of the same answer
AS_JSON = "--json"  # the format that has all of it


class FurtherCommand(Record, frozen=True):
    """A command that shows more: its words, of which the first names it, and its options.

    An option has no value if it is a switch, and stands there again for each of several. `bases`
    are the paths of the fact base, as far as they are to be given.
    """

    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    bases: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the command as it is typed.

        >>> str(FurtherCommand(("trade", "a"), (("known_by", "2021"), ("all", "")), ("b.toml",)))
        'dipfacts trade a --known-by 2021 --all -f b.toml'
        """
        import shlex  # lazy: an answer as JSON names no command

        line = ["dipfacts", *self.words]
        for name, value in self.options:
            line += filter(None, (f"--{name.replace('_', '-')}", value))
        return plain(shlex.join(line)) + "".join(f" -f {typed_path(path)}" for path in self.bases)


class Remark(Record, frozen=True):
    """A line below the tables: what it says, and what to type for more of that."""

    text: str
    facts: Sequence[Fact] = ()  # the claims on which it rests, if no table has them
    command: str | FurtherCommand = ""  # what is typed, or an option beside those of the question
    hint: str = ""  # what is to be done, where that is not a command or an option
    kind: str = ""
    """The subject by which pages look for it, or "".

    `NOT_DERIVED` is why a number is not computed, `SOURCES` a list of the sources, `OVERVIEW` all
    about the parties, `TOPIC` one of the topics on a page, `LEFT_OUT` what a brief leaves out.
    """
    otherwise: str = ""  # what an option would do, for those who type

    @property
    def line(self) -> str:
        """Return '2 more figures: --in PERIOD, or --limit 0'."""
        if self.otherwise:
            return f"{self.text.removesuffix('.')}; {self.otherwise}."
        typed = ", or ".join(filter(None, (self.hint, str(self.command))))
        return f"{self.text}: {typed}" if typed else self.text

    @property
    def is_of_more(self) -> bool:
        """Return whether it only says how to see more; one with the ids of claims says more."""
        return self.command not in ("", SHOW_EACH)
