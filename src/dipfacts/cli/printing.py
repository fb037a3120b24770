"""How commands print that give no answer: they start without what answers are made with."""

# No deferred annotations here: Typer would evaluate each of them at every start.
import os
import sys
from typing import Annotated, TextIO

import typer

Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour on a terminal.")]


def standard_output() -> TextIO:
    """Standard output, on which what its encoding lacks is printed by its code."""
    if sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a TextIOWrapper
    return sys.stdout


def nobody_reads() -> None:
    """Let standard output go nowhere: its reader has seen enough, and nothing may complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
