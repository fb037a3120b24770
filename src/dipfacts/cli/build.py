"""Build Typer's command from its entry in the registry."""

from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from dipfacts.cli.options import Argument, Option, choices, load
from dipfacts.cli.registry import Command

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def typer_command(command: Command) -> Any:
    """Return the command as Typer runs it; it is built only when it is asked for."""

    def run(**words: Any) -> int:
        if command.runs:
            return int(load(command.runs)(**words))
        from dipfacts.cli import lookup  # not needed by those that answer nothing

        return lookup.run(command, words)

    parameters = [
        *(_parameter(argument, _argument(argument)) for argument in command.arguments),
        *(_parameter(option, _option(option, command.name)) for option in command.options),
    ]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(command.name, help=command.help, context_settings=SETTINGS)(run)
    return typer.main.get_command(app)


def _parameter(declared: Argument | Option, info: Any) -> Parameter:
    required = isinstance(declared, Argument) and declared.required
    return Parameter(
        declared.name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if required else declared.default,
        annotation=Annotated[declared.type, info],
    )


def _argument(argument: Argument) -> Any:
    return typer.Argument(metavar=argument.metavar, help=argument.help)


def _option(option: Option, command: str) -> Any:
    metavar = "|".join(choices(option, command)) or option.metavar
    return typer.Option(*option.flags, metavar=metavar, help=option.help)
