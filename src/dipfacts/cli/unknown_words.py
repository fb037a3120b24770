"""Find out what a first word is meant for that is neither a command nor a topic."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from dipfacts.cli.command import Command
from dipfacts.cli.registry import COMMANDS, OVERVIEW, find
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.query import labels
from dipfacts.query.base import Base
from dipfacts.query.typed_names import is_name, parties_of
from dipfacts.text import nearest, plain, suggestion

_MOST = 2  # commands that a hint names
_ALSO = {"event": "timeline", "events": "timeline", "history": "timeline"}
"""Commands by the names that they have elsewhere."""

_LISTED = "dipfacts --help lists the commands and the topics, dipfacts parties the parties"


def instead(
    base: Base, typed: Command, words: Mapping[str, Any]
) -> tuple[Command, Mapping[str, Any]]:
    """Return the topic or the overview that a line asks for, and what it was given.

    An overview is meant where a party stands first, a topic where it is written otherwise: Trade.
    Raises QuestionError for any other first word, and for an option that an overview lacks.
    """
    names = words.get("parties") or []
    if topic := topic_of(base, typed.name):
        return find(topic), words
    if not is_name(base, [typed.name, *names]):
        raise unknown(base, typed.name, [*names, *_options(typed, words)])
    for word in names:
        if word in base.topics or word in COMMANDS:
            others = [typed.name, *(name for name in names if name != word)]
            line = _line(word, *others, *_options(find(word), words))
            raise QuestionError(f'"{plain(word)}" stands before the parties', f"try {line}")
    own = {option.name: words[option.name] for option in OVERVIEW.options}
    for option in typed.options:
        if option.name not in own and words[option.name] != option.default:
            measures = (base.measures.get(id_) for id_ in words["measure"] or ())
            topics = [*(one.topic for one in measures if one), *base.topics]
            line = _line((*topics, "TOPIC")[0], typed.name, *names, *_options(typed, words))
            message = f"an overview has no option {option.each_flag[0]}: it applies to every topic"
            raise QuestionError(message, f"try {line}")
    return OVERVIEW, {**own, "parties": [typed.name, *names]}


def topic_of(base: Base, name: str) -> str:
    """Return the topic of that id, in capitals or small letters; "" if there is none."""
    form = name.casefold()
    return next((topic for topic in base.topics if topic.casefold() == form), "")


def unknown(base: Base, name: str, rest: Sequence[str] = ()) -> QuestionError:
    """Return the error for a first word that is no command, topic or party.

    Of a measure or a kind it says how to ask for that, with the words that followed.
    """
    form = name.casefold()
    if command := _ALSO.get(form) or (f"{form}s" if f"{form}s" in COMMANDS else ""):
        message = f'no command is called "{plain(name)}"'
        return QuestionError(message, f"try {_line(command, *rest)}")
    called = labels.called(base, name, _parties(base, rest))[:_MOST]
    if called and (what := called[0].what) != "topic":
        lines = (_line(one.command, *rest, *one.option) for one in called)
        return QuestionError(f'"{plain(name)}" is a {what}', f"try {' or '.join(lines)}")
    message = f'no command, topic or party is called "{plain(name)[:60]}"'
    near = [one.id for one in called if one.what == "topic"]
    if near := near or nearest(name, [*base.topics, *COMMANDS]):
        return UnknownNameError(message, suggestion(near), name)
    try:
        base.party(name)
    except QuestionError as error:
        is_near = error.hint.startswith("did you mean")
        return UnknownNameError(message, error.hint if is_near else _LISTED, name)
    return UnknownNameError(message, _LISTED, name)


def _parties(base: Base, words: Sequence[str]) -> list[str]:
    """Return the ids of the parties that words begin with; none where one is no party."""
    names = [*takewhile(lambda word: not word.startswith("-"), words)]
    try:
        return parties_of(base, names) if names else []
    except QuestionError:
        return []  # what they are, the line that is told to try says


def _options(command: Command, words: Mapping[str, Any]) -> Iterator[str]:
    """Yield the options that were given, as far as a command has them, as they are typed."""
    for option in command.options:
        value = words.get(option.name, option.default)
        if value == option.default:
            continue
        if not option.takes_value:
            yield option.each_flag[0 if value else -1]
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from (option.each_flag[0], str(one))


def _line(*words: str) -> str:
    return plain(shlex.join(["dipfacts", *words]))
