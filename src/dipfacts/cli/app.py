"""The root command: finds the command or topic asked for, and ends with the right status."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dipfacts import __version__
from dipfacts.cli.printing import nobody_reads
from dipfacts.errors import DipfactsError, FactBaseError
from dipfacts.text import plain

# Typer has brought a copy of click along since 0.26, and shows of it only this; its grandparent is
# the error of everything that is typed wrongly, in either copy.
_CLICK_ERROR = typer.BadParameter.__mro__[2]
_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


NAMES = (
    *("timeline", "relations", "brief", "search", "show", "cite", "parties", "topics", "sources"),
    *("check", "export", "init", "schema", "cache"),
)
"""The names of all commands, in the order of the help."""


class Root(TyperGroup):
    """Commands are built when they are asked for; any other word is taken for a topic."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands; topics are listed by `format_commands`."""
        return [*NAMES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or that of the topic it must then be."""
        found: Any
        if cmd_name == "check":  # editors call it on each save: it needs nothing of the others
            from dipfacts.cli.commands.check import check as found
        else:
            from dipfacts.cli.commands.lookups import COMMANDS, figures

            found = COMMANDS.get(cmd_name)
        text = found.__doc__ if found else _topic_help(cmd_name)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, help=text, context_settings=_SETTINGS)(found or figures(cmd_name))
        return typer.main.get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Topics first: they are what the program is asked about."""
        from dipfacts.cli.commands.lookups import COMMANDS

        with formatter.section("Topics of the fact base in use"):
            lines = _topic_lines()
            told = "the fact base cannot be read" if lines is None else "the fact base has no topic"
            formatter.write_dl(lines or [("(none)", told)])
        with formatter.section("Commands"):
            lines = [
                (name, (found.__doc__ or "").split("\n")[0]) for name, found in COMMANDS.items()
            ]
            formatter.write_dl(lines)


def _facts_typed() -> list[str]:
    """The fact bases named anywhere on the command line, for help, which is printed early."""
    words, found = sys.argv[1:], []
    for nth, word in enumerate(words):
        if word in ("-f", "--facts") and nth + 1 < len(words):
            found.append(words[nth + 1])
        elif word.startswith("--facts="):
            found.append(word.removeprefix("--facts="))
    return [path for path in found if path != "-"]


def _topic_lines() -> list[tuple[str, str]] | None:
    """Each topic and what it is about; None where the fact base cannot be read."""
    from dipfacts.query.base import open_base

    try:
        with open_base(*_facts_typed()) as base:
            return [
                (name, f"{plain(t.label)}{f': {plain(t.note)}' if t.note else ''}")
                for name, t in base.topics.items()
            ]
    except DipfactsError:
        return None


def _topic_help(name: str) -> str:
    if not {"-h", "--help"} & {*sys.argv}:
        return ""  # the base is opened for its label only where that is shown
    lines = _topic_lines()
    topics = dict(lines or ())
    if lines is not None and name not in topics:
        from dipfacts.cli.ask import unknown_topic

        raise unknown_topic(name, topics)
    text = f"{topics[name]}.\n\n" if name in topics else ""
    return (
        f"{text}Two parties: the figures between them. One: its partners, biggest first. "
        "None: all pairs on record."
    )


def _version(asked: bool) -> None:
    if asked:
        print(f"dipfacts {__version__}")
        raise typer.Exit


def _show_completion(asked: bool) -> None:
    if asked:
        from dipfacts.cli.completion import install

        print(install.script(install.chosen_shell()), end="")
        raise typer.Exit


def _install_completion(asked: bool) -> None:
    if asked:
        from dipfacts.cli.completion import install

        print(install.install(install.chosen_shell()))
        raise typer.Exit


app = typer.Typer(
    cls=Root,
    add_completion=False,  # ours: see install and tab
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_SETTINGS,
    subcommand_metavar="TOPIC|COMMAND [PARTY]... [OPTIONS]",
)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=_install_completion,
            is_eager=True,
            help="Make TAB work in this shell, or in the one named after it: bash, zsh, fish.",
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            callback=_show_completion,
            is_eager=True,
            help="Print the script for that instead.",
        ),
    ] = False,
) -> None:
    r"""Facts about relations between countries: what is claimed, by whom, and who says otherwise.

    \b
    dipfacts trade azerbaijan russia
    dipfacts timeline azerbaijan russia --since 2020
    """


def run(words: list[str]) -> int:
    """Run the command line with these words, all output flushed; returns the exit status."""
    try:
        status = typer.main.get_command(app)(
            args=words, prog_name="dipfacts", standalone_mode=False
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except FactBaseError as error:
        for problem in error.problems:
            _complain(str(problem))
        return error.exit_status
    except DipfactsError as error:
        _complain(f"dipfacts: {error.message}")
        if error.hint:
            _complain(f"  {error.hint}")
        return error.exit_status
    except BrokenPipeError:
        nobody_reads()
        return 0
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        sys.stdout = sys.__stdout__  # Typer put another in its place, and ended with 1
        nobody_reads()
        return 0
    except OSError as error:
        _complain(f"dipfacts: the answer cannot be written: {(error.strerror or 'why').lower()}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _complain("dipfacts: interrupted")
        return 130
    except Exception as error:
        if not isinstance(error, _CLICK_ERROR):
            raise
        return _misused(error)


def _misused(error: Any) -> int:
    """Say what of the options and arguments cannot be, and where help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())
        return 2
    message = error.format_message().rstrip(".")
    _complain(f"dipfacts: {plain(message[0].lower() + message[1:])}")
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "dipfacts"
    after = "options stand after the command; " if path == "dipfacts" else ""
    _complain(f"  {after}{path} --help tells what there is")
    return 2


def _complain(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(plain(line) if not line.startswith("  ") else f"  {plain(line[2:])}", file=sys.stderr)
