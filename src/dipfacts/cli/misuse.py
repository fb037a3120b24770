"""Explain an option or argument that is wrong, and say what to type instead."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from typing import Any

from dipfacts.cli.completion.protocol import TAKES_VALUE, Typed
from dipfacts.cli.registry import COMMANDS, TOPIC, Command, find
from dipfacts.errors import DipfactsError
from dipfacts.model.display import listed
from dipfacts.query.base import Base, open_warm
from dipfacts.text import nearest, plain, suggestion

_EVERY = "every topic"  # what a message calls the commands of topics
_FEW = 5  # commands that have an option and are named


def explain(error: Any, words: list[str]) -> tuple[str, str]:
    """Return what is wrong with the words that were typed, and the remedy.

    Raises QuestionError where the first of them is neither a command nor a topic.
    """
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "dipfacts"
    see = f"see {path} --help"
    flag = getattr(error, "option_name", None)
    if path == "dipfacts" or not flag or type(error).__name__ != "NoSuchOption":
        message = error.format_message().rstrip(".")
        after = "options stand after the command; " if path == "dipfacts" else ""
        return message[0].lower() + message[1:], after + see
    typed = Typed([*words, ""])
    _check_topic(typed)
    if typed.command == "search" and not flag.startswith("--"):
        return f"no such option: {flag}", _in_quotes(typed)
    owners = _owners(flag)
    if not owners:
        meant = nearest(flag, _flags(find(typed.command))) or nearest(flag, TAKES_VALUE)
        return f"no such option: {flag}", suggestion(meant, see)
    message = f"{typed.command} has no option {flag}"
    if len(owners) > _FEW:
        return message, see
    return f"{message}: it applies to {listed(owners)}", _instead(owners[0], typed)


def _in_quotes(typed: Typed) -> str:
    """Return what to type where words to leave out of a search, such as -gas, seemed options."""
    left_out = [word for word in typed.given if word not in _flags(find("search"))]
    instead = shlex.join(["dipfacts", "search", " ".join([*typed.positional[1:], *left_out])])
    return f"quote words to leave out with the others: {plain(instead)}"


def _flags(command: Command) -> list[str]:
    """Return every flag of a command."""
    return [flag for option in command.options for flag in option.each_flag]


def _owners(flag: str) -> list[str]:
    """Return the commands that have an option, those of topics as one."""
    commands = ((_EVERY, TOPIC), *COMMANDS.items())
    return [name for name, command in commands if flag in _flags(command)]


def _instead(owner: str, typed: Typed) -> str:
    """Return what to type: another command with the same parties, where it takes them."""
    here, command = find(typed.command), COMMANDS.get(owner, TOPIC)
    name = _topic_of(typed) if owner == _EVERY else owner
    kinds = [argument.kind for argument in (*here.arguments[:1], *command.arguments[:1])]
    parties = typed.positional[1:]
    if kinds != ["party", "party"] or len(parties) > sum(a.most for a in command.arguments):
        return f"see dipfacts {name} --help"
    options = [
        word
        for flag, values in typed.given.items()
        for value in values
        for word in ((flag, value) if flag in TAKES_VALUE else (flag,))
        if flag in _flags(command)
    ]
    return f"try {shlex.join(['dipfacts', name, *parties, *options])}"


# ------------------------------------------------------------------------------- topics


def _check_topic(typed: Typed) -> None:
    """Raise QuestionError for a command that is also no topic, if the base can be asked at once."""
    with _warm(typed) as base:
        if base and typed.command not in COMMANDS and typed.command not in base.topics:
            from dipfacts.cli.lookup import unknown_topic  # only for a slip

            raise unknown_topic(typed.command, base.topics)


def _topic_of(typed: Typed) -> str:
    """Return the topic of a measure that was typed, else the first; "TOPIC" if none is known."""
    with _warm(typed) as base:
        measures = base.measures if base else {}
        named = [measures[name] for name in typed.given.get("--measure", []) if name in measures]
        return next((measure.topic for measure in (*named, *measures.values())), "TOPIC")


@contextlib.contextmanager
def _warm(typed: Typed) -> Iterator[Base | None]:
    """Yield the fact base; None where it cannot be read, or not at once or not again."""
    base = None
    if "-" not in typed.facts:
        with contextlib.suppress(DipfactsError):
            base = open_warm(*typed.facts)
    try:
        yield base
    finally:
        if base:
            base.close()
