"""Typer's root command, for every line that `fast_parser` leaves to it."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dipfacts import __version__
from dipfacts.cli import registry
from dipfacts.cli.build import SETTINGS, typer_command
from dipfacts.cli.mistakes import slips
from dipfacts.cli.typed_line import TypedLine
from dipfacts.errors import QuestionError

# Typer has brought a copy of click along since 0.26, and shows of it only this; its grandparent is
# the error of everything that is typed wrongly, in either copy.
_CLICK_ERROR = typer.BadParameter.__mro__[2]
_KINDS = {
    "MissingParameter": slips.MISSING_ARGUMENT,
    "NoSuchOption": slips.NO_SUCH_OPTION,
    "UsageError": slips.TOO_MANY_WORDS,
    "BadParameter": slips.NO_NUMBER,  # Typer reads nothing but numbers
    "BadOptionUsage": slips.WRONG_USE,
}
"""The kinds of slips by the names of Typer's errors, of which it shows the class of but one."""


class Root(TyperGroup):
    """The group of all commands; a word that is no command is taken for a topic."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, else the command of the topic it must be."""
        return typer_command(registry.find(cmd_name))


def _version(ctx: typer.Context, asked: bool) -> None:
    if asked:
        if ctx.obj[1:]:
            raise QuestionError("--version stands alone", "try dipfacts --version")
        print(f"dipfacts {__version__}")
        raise typer.Exit


def _show_completion(ctx: typer.Context, asked: bool) -> None:
    if asked:
        from dipfacts.cli.completion import install  # lazy: seldom asked for

        print(install.script(install.chosen_shell(ctx.obj)), end="")
        raise typer.Exit


def _install_completion(ctx: typer.Context, asked: bool) -> None:
    if asked:
        from dipfacts.cli.completion import install  # lazy: seldom asked for

        print(install.install(install.chosen_shell(ctx.obj)))
        raise typer.Exit


app = typer.Typer(
    cls=Root,
    add_completion=False,  # ours: see `completion`
    rich_markup_mode=None,
    context_settings=SETTINGS,
)


def _flag(name: str, callback: Any) -> Any:
    return typer.Option(name, callback=callback, is_eager=True)


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
    _refuse_both(words)
    try:
        command = typer.main.get_command(app)
        status = command(args=words, prog_name="dipfacts", standalone_mode=False, obj=words)
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
        from dipfacts.cli.mistakes import wrong_options  # lazy: only for a slip

        raise QuestionError(*wrong_options.explain(_slip(error), words)) from None


def _refuse_both(words: list[str]) -> None:
    """Raise QuestionError where an option is given and its opposite, too: --chart --no-chart."""
    typed = TypedLine([*words, ""])
    for option in registry.find(typed.command).options:
        if "/" in option.flags and {*option.each_flag} <= {*typed.given}:
            both = " and ".join(option.each_flag)
            raise QuestionError(f"{both} differ", "give only one of them")


def _slip(error: Any) -> slips.Slip:
    """Return the slip that Typer sees in a wrong line: its classes are private to it."""
    kind, context = _KINDS.get(type(error).__name__, slips.OTHER), getattr(error, "ctx", None)
    flag = error.param.opts[0] if kind == slips.NO_NUMBER else getattr(error, "option_name", "")
    message = error.format_message().partition(" (Possible options")[0].rstrip(".")
    return slips.Slip(kind, flag or "", context.command_path if context else "", message)
