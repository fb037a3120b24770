"""The command that tells every problem of a fact base."""

# No deferred annotations here: Typer would evaluate each of them at every start.
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from dipfacts.cli import printing as p
from dipfacts.errors import Problem, QuestionError

FORMATS = ("human", "text", "json", "github")


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="TOML files, folders of them, or -; else the base in use."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="|".join(FORMATS), help="How to print the problems."),
    ] = None,
    json: p.Json = False,
    no_color: p.NoColor = False,
) -> int:
    """Every problem of a fact base, each with its line and the remedy.

    The exit status is 0 without errors and 3 with some.
    """
    import sys
    from datetime import date

    from dipfacts import checks
    from dipfacts.cli.app import NAMES
    from dipfacts.model.tables import Claim
    from dipfacts.read import files
    from dipfacts.read.references import Compiler
    from dipfacts.render import diagnostics as render

    form = _chosen(format, json, sys.stdout.isatty())
    sources = files.source_files(files.base_paths(paths or []), all_there=True)
    compiler = Compiler()
    for file in sources:
        try:
            compiler.add(file, files.read(file))
        except QuestionError as error:
            if files.is_open_folder(file.path):
                hint = "add one, or name another folder"
                compiler.refuse(file, "no-toml", "the folder holds no TOML file", hint)
            else:
                compiler.refuse(file, "unreadable", error.message, error.hint)
    found = checks.problems(compiler, date.today(), NAMES)
    if strict:
        found = [problem._replace(severity="error") for problem in found]
    try:
        _write(found, compiler.texts, form, color=not no_color)
    except BrokenPipeError:  # what was found is told by the exit status all the same
        p.nobody_reads()
    if form != "json":
        claims = sum(isinstance(row.table, Claim) for _, row in compiler.rows)
        print(render.summary(found, len(sources), claims), file=sys.stderr)
    return 3 if any(problem.severity == "error" for problem in found) else 0


def _write(found: Sequence[Problem], texts: Mapping[str, str], form: str, color: bool) -> None:
    """Print the problems in one of FORMATS."""
    from dipfacts.render import diagnostics as render

    out = p.standard_output()
    if form == "human":
        render.write_human(found, texts, out, color)
    else:
        formats = {"text": render.write_text, "json": render.write_json}
        formats.get(form, render.write_github)(found, out)
    out.flush()


def _chosen(given: str | None, json: bool, terminal: bool) -> str:
    """The format asked for. Raises QuestionError for one that there is not."""
    from dipfacts.text import did_you_mean, plain

    if json:
        if given not in (None, "json"):
            raise QuestionError("--json and --format ask for two formats", "give only one of them")
        return "json"
    if given is None:
        return "human" if terminal else "text"
    if given in FORMATS:
        return given
    hint = did_you_mean(given, FORMATS, f"formats are {', '.join(FORMATS)}")
    raise QuestionError(f'no format is called "{plain(given)[:40]}"', hint)
