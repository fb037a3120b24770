"""Words of the command line, in remarks and messages, as an assistant needs them."""

from __future__ import annotations

import re
from collections.abc import Callable

from dipfacts.answers.remark import (
    A_TOPIC,
    ALL,
    AS_JSON,
    BOTH_SIDES,
    OVERVIEW,
    SHOW_EACH,
    SOURCES,
    TOPIC,
    FurtherCommand,
    Remark,
)
from dipfacts.remedy import AnyRemedy, Instead, Lists, Option, Part, Remedy, Search, Takes
from dipfacts.text import listed


def _look_up_of_topic(match: re.Match[str]) -> str:
    whom = f" of {listed(match[2].split())}" if match[2] else ""
    return f" is a topic: look_up{whom} with the topic {match[1]}"


_SWAPS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"dipfacts (kinds) lists (its own)", r'inventory with the list "\1" has \2'),
    (r": dipfacts search ", ": search for "),
    (r" is a topic: dipfacts ([\w-]+)((?: \w[\w-]*)*)", _look_up_of_topic),
    (r" deprecated(.*): --all (without the dates )?shows (it|them)", r" deprecated\1"),
    (r"--(in|since|until|measure|kind|upcoming)\b", r"\1"),
    (r"--known-(by|since)\b", r"known_\1"),
)  # fmt: skip
_BRIEF, _TOOLS = "brief", ("relations", "timeline")  # what no tool does, and what one each does
_OURS = ("all", "lang", "limit")  # options that no tool has
_ARGUMENTS = {"mirror": "both_sides"}
_OF_OPTIONS = {SHOW_EACH: "show has each in full", BOTH_SIDES: "both_sides"}
_SWAPPED = [(re.compile(pattern), text) for pattern, text in _SWAPS]


def for_assistants(line: str) -> str:
    """Return a line of ours without options and commands.

    >>> for_assistants("other words only as the fact base has them: dipfacts kinds lists its own")
    'other words only as the fact base has them: inventory with the list "kinds" has its own'
    >>> for_assistants("1 claim for 2021 is deprecated (a slip): --all shows it.")
    '1 claim for 2021 is deprecated (a slip).'
    """
    for pattern, words in _SWAPPED:
        line = pattern.sub(words, line)
    return line


def message_for_assistants(message: AnyRemedy) -> str:
    """Return a message, or a remedy, with an assistant's words for options and commands.

    It is nothing where it only says what to type instead.

    >>> message_for_assistants(Remedy.of(Lists("topics", "them")))
    'inventory with the list "topics" has them'
    >>> message_for_assistants(Remedy.of("try ", Option("known-by", "2021")))
    'try known_by 2021'
    >>> of_kind = (Option("kind", "visit"),)
    >>> message_for_assistants(Remedy.of(Instead(("timeline", "a"), options=of_kind)))
    'timeline takes kind visit'
    """
    return Remedy.of(message).worded(_worded)


def _worded(part: Part) -> str:
    match part:
        case Lists(command, what) if not part.option:
            return f'inventory with the list "{command}" has {what}'
        case Search():
            return "search finds ids"
        case Option(name, value):
            return " ".join(filter(None, (_ARGUMENTS.get(name, name.replace("-", "_")), value)))
        case Instead(words, options=options) if words[0] == "timeline":
            return f"timeline takes {listed(map(_worded, options))}"
        case Instead():
            return ""
        case Takes(command, what):
            return f"{command} takes {what}"
    return str(part)


def remark_for_assistants(remark: Remark) -> str:
    """Return a remark with the tool that shows more; nothing where a reply has it in its own way.

    >>> of_both = FurtherCommand(("timeline", "a", "b"), (("since", "2020"),))
    >>> remark_for_assistants(Remark("2 events", command=of_both))
    '2 events: timeline of a and b since 2020'
    >>> remark_for_assistants(Remark("10 more", command=ALL))
    ''
    >>> remark_for_assistants(Remark("The first are ranked.", otherwise="--limit 0 ranks all"))
    'The first are ranked.'
    >>> of_all = FurtherCommand(("a", "b"), (), ("c.toml",))
    >>> remark_for_assistants(Remark("All", command=of_all, kind=OVERVIEW))
    'All: look_up of a and b'
    """
    command = remark.command
    if remark.kind == SOURCES or command == ALL or remark.hint == AS_JSON:
        return ""
    if not isinstance(command, FurtherCommand):
        of_option = _OF_OPTIONS.get(command)
        typed = remark.text if remark.otherwise else remark.line
        return for_assistants(f"{remark.text}: {of_option}" if of_option else typed)
    # The text counts all topics, and how many rows have room is known only afterwards.
    text = A_TOPIC if remark.kind == TOPIC else for_assistants(remark.text)
    tool = _tool(command, is_of_all=remark.kind == OVERVIEW)
    return f"{text}: {tool}" if tool else ""


def _tool(command: FurtherCommand, is_of_all: bool) -> str:
    """Return the tool that shows what a command does, "" of a brief, for which there is none."""
    name, *words = command.words
    if is_of_all:
        return f"look_up of {listed(words if name == _BRIEF else command.words)}"
    if name == _BRIEF:
        return ""
    options = [(key, value) for key, value in command.options if key not in _OURS]
    of = f" of {listed(words)}" if words else ""
    if name == "search":
        tool = f"search for {' '.join(words)}"
    elif name not in _TOOLS:
        tool = f"look_up{of} with the topic {name}"
    elif kind := dict(options).get("kind"):
        options.remove(("kind", kind))
        tool = f'the {name} tool with the kind "{kind}" lists those{of}'
    else:
        tool = f"{name}{of}"
    return " ".join([tool, *(f"{key} {value}" for key, value in options)])
