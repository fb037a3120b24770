"""The Request that a command line makes: what is asked, and how to print the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dipfacts.cli.command import Command
from dipfacts.cli.options import Argument
from dipfacts.cli.registry import find
from dipfacts.errors import QuestionError
from dipfacts.model.request import IN_LINES, PAGE_ROWS, Request, page_rows
from dipfacts.query.typed_words import request as questions
from dipfacts.render import formats
from dipfacts.render.json import fields as json_fields
from dipfacts.text import did_you_mean, listed, short

COLORS = ("auto", "always", "never")

_NEEDED = {
    "party": questions.PARTIES_NEEDED,
    "text": "words to find",
    "claim": "the id of a claim",
    "file": "the name of a file",
}
"""Descriptions of arguments that a command needs, by their kind."""


class TypedWords(questions.Words, frozen=True, kw_only=True):
    """The words of a command line that asks: its question, and how to print the answer."""

    format: str | None = None
    json: bool = False
    fields: str | None = None
    ids: bool = False
    bom: bool = False
    output: str | None = None
    color: str | None = None
    no_color: bool = False
    chart: bool | None = None
    full: bool = False
    no_pager: bool = False


def parse(command: str, words: Mapping[str, Any], topic: str | None = None) -> Request:
    """Return the request that a command's arguments and options make.

    Raises QuestionError for formats and fields that are not valid, for a command without the party
    that it needs, and what `query.typed_words.request.parse` raises.
    """
    typed = TypedWords(**words)
    if typed.lang == "":
        raise QuestionError("the name of the language is empty", "name one, or leave --lang out")
    form = _format(command, typed)
    fields = json_fields.asked(typed.fields, form)
    if fields:
        json_fields.check(fields, command)
        typed = typed.replaced(codes=typed.codes or json_fields.need_codes(fields))
    if typed.bom and form != "csv":
        raise QuestionError(f"--bom does not apply to the format {form}", "add --format csv")
    _check_chart(typed, form)
    if typed.ids and form not in IN_LINES:
        message = f"--ids does not apply to the format {form}"
        raise QuestionError(message, "leave one of them out")
    most = page_rows(command, form)
    is_usual = typed.limit is None and most is not None
    request = questions.parse(
        command,
        typed.replaced(limit=PAGE_ROWS if typed.full else most) if is_usual else typed,
        topic,
        ids=typed.ids,
        is_limit_usual=is_usual,
        format=form,
        fields=fields,
        bom=typed.bom,
        output=typed.output,
        color=named_color(typed.color, typed.no_color),
        chart=typed.chart,
        full=_is_full(command, typed),
        pager=not typed.no_pager,
    )
    is_needed = any(it.name == "parties" and it.is_required for it in find(command).arguments)
    if is_needed and not request.parties:  # there was a period alone: brief 2021
        from dipfacts.cli.command_lines import RetypeError, example  # lazy: only for a slip

        remedy = example(find(command), typed.facts or ())
        if remedy.is_help or remedy.line is None:
            raise QuestionError(missing(find(command)), remedy.text)
        raise RetypeError(missing(find(command)), [remedy.line])
    return request


def _check_chart(typed: TypedWords, form: str) -> None:
    """Raise QuestionError where a chart is asked for beside what has none, or is nothing else."""
    is_chart = form == "svg"
    wrong = other = ""
    if typed.chart and (typed.mirror or form != "table"):
        wrong, other = "--chart", "--mirror" if typed.mirror else f"the format {form}"
    elif is_chart and (typed.mirror or typed.chart is False):
        wrong, other = "--mirror" if typed.mirror else "--no-chart", f"the format {form}"
    if wrong:
        raise QuestionError(f"{wrong} does not apply to {other}", "leave one of them out")


def missing(command: Command) -> str:
    """Return the message for a command without the words that it needs."""
    return f"{command.name} needs {needed(command.arguments[0])}"


def needed(argument: Argument) -> str:
    """Return the name of an argument, in words."""
    return _NEEDED.get(argument.kind, argument.metavar)


def named_format(form: str | None, json: bool) -> str | None:
    """Return the format that the options name, or None; raise QuestionError if they name two."""
    if json and form not in (None, "json"):
        raise QuestionError("--json and --format ask for two formats", "give only one of them")
    return "json" if json else form


def named_color(color: str | None, no_color: bool) -> str:
    """Return when text is coloured, as the options say; raise QuestionError if they contradict."""
    if color is not None and color not in COLORS:
        hint = did_you_mean(color, COLORS, f"colour is {listed(COLORS, 'or')}")
        raise QuestionError(f'no colour is called "{short(color)}"', hint)
    if no_color and color not in (None, "never"):
        raise QuestionError(f"--no-color and --color {color} differ", "give only one of them")
    return "never" if no_color else color or COLORS[0]


def _is_full(command: str, words: TypedWords) -> bool:
    """Return whether a terminal gets everything: asked for, limited by hand, or one claim."""
    defaults = {option.flags: option.default for option in find(command).options}
    return "--full" not in defaults or words.full or words.limit != defaults.get("--limit")


def _format(command: str, words: TypedWords) -> str:
    """Return the format asked for, else that of the output file's ending, else the table."""
    given = named_format(words.format, words.json)
    form = formats.choose(given, words.output, formats.FORMATS, command=command)
    formats.check(form, command)
    return form
