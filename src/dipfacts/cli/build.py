"""Typer's command, built from its entry in the registry."""

from inspect import Parameter, Signature
from types import GenericAlias
from typing import Annotated, Any, get_args

import typer

from dipfacts.cli.command import Command
from dipfacts.cli.fast_parser import run as execute
from dipfacts.cli.options import Argument, Option
from dipfacts.errors import QuestionError
from dipfacts.text import typed_line

SETTINGS: dict[str, Any] = {"help_option_names": []}  # help is ours: see `help`


def typer_command(command: Command) -> Any:
    """Return the command as Typer runs it; it is built only when it is asked for."""
    single = [option for option in command.options if option.is_single]

    def run(**words: Any) -> int:
        words |= {option.name: _only(option, words[option.name]) for option in single}
        return execute(command, words)

    parameters = [_argument(argument) for argument in command.arguments]
    parameters += map(_option, command.options)
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(command.name, context_settings=SETTINGS)(run)
    return typer.main.get_command(app)


def _argument(argument: Argument) -> Parameter:
    info = typer.Argument(metavar=argument.metavar)
    default = Parameter.empty if argument.is_required else argument.default
    return _parameter(argument.name, default, Annotated[argument.type, info])


def _option(option: Option) -> Parameter:
    info = typer.Option(*option.flags.split())
    kind, default = option.type, option.default
    if option.is_single:  # every value is collected, so that `_only` sees a second one
        kind = GenericAlias(list, get_args(kind)[:1]) | None
        default = None if default is None else [default]
    return _parameter(option.name, default, Annotated[kind, info])


def _only(option: Option, values: list[Any] | None) -> Any:
    """Return the value of an option that has one. Raises QuestionError for several."""
    several = list(dict.fromkeys(values or [option.default]))
    if len(several) > 1:
        flag = option.each_flag[0]
        raise QuestionError(
            f"{flag} takes one value, not {' and '.join(map(str, several))}",
            f"give one of them, such as {typed_line([flag, str(several[0])])}",
        )
    return several[0]


def _parameter(name: str, default: Any, annotation: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
