"""The commands for writing a fact base: one to begin with, and the schema for editors."""

from __future__ import annotations

import os
import sys

from dipfacts.cli.output import destination, say, unwritable
from dipfacts.errors import QuestionError
from dipfacts.read.files import BUNDLED, STDIN
from dipfacts.text import plain, short, typed_path


def init(file: str) -> int:
    """Write a small fact base of invented claims, or print it to "-"; return the exit status."""
    with open(os.path.join(os.path.dirname(__file__), "start.toml"), "rb") as stream:
        content = stream.read()
    if file == STDIN:
        with destination(file, "toml") as out:
            out.write(content.decode())
        return 0
    if file == BUNDLED:  # to other commands this is no file
        file = os.path.join(os.curdir, file)
    create(file, content)
    quoted = typed_path(file)
    say(f"wrote {file}, a small fact base of invented claims. Try")
    say(f"dipfacts trade ruritania graustark -f {quoted}", 2)
    say(f"dipfacts check {quoted}", 2)
    return 0


def schema(what: str | None, output: str | None) -> int:
    """Print the schema of the file format, or of the JSON output; return the exit status."""
    if sys.flags.optimize > 1:  # what keys mean is told by docstrings, which -OO strips
        hint = "start it without -OO, and without PYTHONOPTIMIZE=2"
        raise QuestionError("python -OO leaves out the texts of the schema", hint)
    if what is None:
        from dipfacts.read.table.json_schema import text  # lazy: each schema needs its own
    elif what == "output":
        from dipfacts.render.json.contract.schema import text  # lazy: each schema needs its own
    else:
        hint = "dipfacts schema is that of the file format, dipfacts schema output that of the JSON"
        raise QuestionError(f'there is no schema of "{short(what)}"', hint)
    written = text()
    with destination(output, "json" if output in (None, STDIN) else "") as out:
        out.write(written)
    return 0


def create(path: str, content: bytes) -> None:
    """Write a new file, whole or not at all, and never over another.

    Raises QuestionError where one exists, or none can be written.
    """
    from dipfacts.write import targets  # lazy: not needed to print a schema
    from dipfacts.write.whole import whole

    def refuse(at: str) -> None:
        hint = "name another file, or move that one away"
        raise QuestionError(f"{plain(path)} exists already", hint)

    if os.path.isdir(path):
        hint = f"name the file too: {plain(os.path.join(path, 'facts.toml'))}"
        raise QuestionError(f"{plain(path)} is a folder", hint)
    if os.path.islink(path):  # where one leads to nothing, a file would appear there
        refuse(path)
    folder = os.path.dirname(path) or os.curdir
    try:
        if not os.path.isdir(folder):
            os.stat(folder)  # where it may not be looked into, it may exist
            raise NotADirectoryError
    except (FileNotFoundError, NotADirectoryError):
        hint = "make the folder first, or name another one"
        raise QuestionError(f"the folder {plain(folder)} does not exist", hint) from None
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        real = targets.resolve(path, targets.Inputs())
        with whole(real, refuse, label=path) as new, open(new, "xb") as stream:
            stream.write(content)
    except OSError as error:
        raise unwritable(path, error) from None
