"""Options by the names that they have in other programs, and what they are called here."""

from __future__ import annotations

from dipfacts.cli.command import Command
from dipfacts.cli.command_lines import Correction, line_to_type

_SAME = {
    **dict.fromkeys(("--year", "--period", "--during", "--date", "--on"), ("--in",)),
    **dict.fromkeys(("--from", "--after", "--start"), ("--since",)),
    **dict.fromkeys(("--to", "--before", "--end"), ("--until",)),
    **dict.fromkeys(("--as-of", "--known"), ("--known-by",)),
    **dict.fromkeys(("--file", "--base", "--input"), ("--facts",)),
    **dict.fromkeys(("--out", "-O"), ("--output",)),
    **dict.fromkeys(("--max", "--top", "--count", "-n"), ("--limit",)),
    **dict.fromkeys(("--language", "--locale"), ("--lang",)),
    **dict.fromkeys(("--columns", "--keys"), ("--fields",)),
    **dict.fromkeys(("--type", "--what"), ("--kind", "--measure")),
    "--deprecated": ("--all",),
}
"""Options by the names that they have in other programs, for commands that have them."""


def by_own_names(flag: str, words: list[str], command: Command) -> Correction | None:
    """Return the line with options as this command calls them; None if it has none for `flag`."""
    here = {  # --from goes with --to
        other: next((one for one in same if one in command.by_flag), other)
        for other, same in _SAME.items()
        if other not in command.by_flag
    }
    parts = (word.partition("=") for word in words)
    line = [here.get(name, name) + equals + value for name, equals, value in parts]
    return line_to_type(line) if here.get(flag, flag) != flag else None
