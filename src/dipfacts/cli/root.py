"""Typer's root command, for help and for whatever `words` does not take for certainly valid."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dipfacts import __version__
from dipfacts.cli import registry
from dipfacts.cli.build import SETTINGS, typer_command
from dipfacts.errors import DipfactsError, QuestionError
from dipfacts.text import plain

# Typer has brought a copy of click along since 0.26, and shows of it only this; its grandparent is
# the error of everything that is typed wrongly, in either copy.
_CLICK_ERROR = typer.BadParameter.__mro__[2]


class Root(TyperGroup):
    """The group of all commands; a word that is no command is taken for a topic."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands; `format_commands` adds the topics."""
        return [*registry.COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, else the command of that topic."""
        command = registry.COMMANDS.get(cmd_name)
        return typer_command(command or registry.of_topic(cmd_name, _label(cmd_name)))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the topics, then the commands."""
        with formatter.section("Topics of the fact base in use"):
            labels = _topic_labels()
            reason = "the fact base cannot be read" if labels is None else "it has no topic"
            formatter.write_dl([*(labels or {"(none)": reason}).items()])
        with formatter.section("Commands"):
            formatter.write_dl([(name, c.summary) for name, c in registry.COMMANDS.items()])


def _topic_labels() -> dict[str, str] | None:
    """Return each topic with its label and note; None where the fact base cannot be read."""
    from dipfacts.query.base import open_base  # only for help

    try:
        with open_base(*_facts_typed()) as base:
            return {
                name: f"{plain(t.label)}{f': {plain(t.note)}' if t.note else ''}"
                for name, t in base.topics.items()
            }
    except DipfactsError:
        return None


def _facts_typed() -> list[str]:
    """Return the fact bases named anywhere on the command line, which help is printed before."""
    words, paths = sys.argv[1:], []
    for nth, word in enumerate(words):
        if word in ("-f", "--facts") and nth + 1 < len(words):
            paths.append(words[nth + 1])
        elif word.startswith("--facts="):
            paths.append(word.removeprefix("--facts="))
    return [path for path in paths if path != "-"]


def _label(topic: str) -> str:
    """Return a topic's label where help is asked for. Raises QuestionError for an unknown topic."""
    if not {"-h", "--help"} & {*sys.argv}:
        return ""
    labels = _topic_labels()
    if labels is not None and topic not in labels:
        from dipfacts.cli.lookup import unknown_topic

        raise unknown_topic(topic, labels)
    return (labels or {}).get(topic, "")


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
    add_completion=False,  # ours: see `completion`
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=SETTINGS,
    help=registry.HELP,
    subcommand_metavar="TOPIC|COMMAND [PARTY]... [OPTIONS]",
)


def _flag(name: str, callback: Any) -> Any:
    return typer.Option(name, callback=callback, is_eager=True, help=registry.ROOT_OPTIONS[name])


@app.callback()
def _root(
    version: Annotated[bool, _flag("--version", _version)] = False,
    install: Annotated[bool, _flag("--install-completion", _install_completion)] = False,
    show: Annotated[bool, _flag("--show-completion", _show_completion)] = False,
) -> None:
    pass


def run(words: list[str]) -> int:
    """Run the command line with these words; return the exit status.

    Raises QuestionError for an option or argument that is wrong, with what to type instead.
    """
    try:
        status = typer.main.get_command(app)(
            args=words, prog_name="dipfacts", standalone_mode=False
        )
        return status if isinstance(status, int) else 0
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        sys.stdout = sys.__stdout__  # Typer put another in its place
        raise BrokenPipeError from None
    except Exception as error:
        if not isinstance(error, _CLICK_ERROR):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.ctx.get_help())  # type: ignore[attr-defined]  # not for a type to know
            return 2
        from dipfacts.cli import misuse  # only for a slip

        raise QuestionError(*misuse.explain(error, words)) from None
