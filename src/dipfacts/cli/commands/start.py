"""The commands for those who write a fact base: one to begin with, and the schema for editors."""

# No deferred annotations here: Typer would evaluate each of them at every start.
import os
from typing import Annotated

import typer


def init(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The file to write; else facts.toml.")
    ] = "facts.toml",
) -> int:
    """Write a small fact base to begin with.

    Its claims are invented, its comments tell what to change. A file that is there stays as it is.
    """
    import shlex

    from dipfacts.read.files import BUNDLED, STDIN
    from dipfacts.text import plain

    if file in (BUNDLED, STDIN):  # to other commands these are no files
        file = os.path.join(os.curdir, file)
    with open(os.path.join(os.path.dirname(__file__), "start.toml"), "rb") as stream:
        _create(file, stream.read())
    quoted = plain(shlex.quote(file))
    print(f"wrote {plain(file)}, a small fact base of invented claims. Try")
    print(f"  dipfacts trade ruritania graustark -f {quoted}")
    print(f"  dipfacts check {quoted}")
    return 0


def schema(
    what: Annotated[
        str | None,
        typer.Argument(metavar="[output]", help="The schema of the JSON that is printed."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, or over an earlier one."),
    ] = None,
) -> int:
    """The JSON Schema of the file format, or of the JSON output.

    With it an editor completes, explains and checks the keys of a fact base. `schema output` is
    that of the JSON that the other commands print.
    """
    from dipfacts.cli.output import destination
    from dipfacts.errors import QuestionError
    from dipfacts.text import plain

    if what is None:
        from dipfacts.read.json_schema import text
    elif what == "output":
        from dipfacts.render.json.contract.schema import text
    else:
        hint = "dipfacts schema is that of the file format, dipfacts schema output that of the JSON"
        raise QuestionError(f'there is no schema of "{plain(what)[:40]}"', hint)
    written = text()
    with destination(output) as out:
        out.write(written)
    return 0


def _create(path: str, content: bytes) -> None:
    """Write a new file, whole or not at all, and never in place of another.

    Raises QuestionError where there is one already, or none can be written.
    """
    from dipfacts.cli.output import unwritable
    from dipfacts.errors import QuestionError
    from dipfacts.text import plain
    from dipfacts.write import targets
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
    if not os.path.isdir(folder):
        hint = "make the folder first, or name another one"
        raise QuestionError(f"the folder {plain(folder)} does not exist", hint)
    try:
        real = targets.resolve(path, targets.Inputs())
        with whole(real, refuse, shown=path) as new, open(new, "xb") as stream:
            stream.write(content)
    except OSError as error:
        raise unwritable(path, error) from None
