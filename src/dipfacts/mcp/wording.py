"""Words of the command line, in remarks and messages, as an assistant needs them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from dipfacts.answers.answer import ALL, AS_JSON, OVERVIEW, SOURCES, Remark
from dipfacts.model.display import listed
from dipfacts.remedy import AnyRemedy, Lists, Part, Remedy, Search


def _with_parties(match: re.Match[str]) -> str:
    whom = listed(match[2].split())
    if match[3]:
        return f': the {match[1]} tool with the kind "{match[3]}" lists those of {whom}'
    return f": {match[1]} of {whom}"


def _with_topic(match: re.Match[str]) -> str:
    return f": look_up of {listed(match[2].split())} with the topic {match[1]}"


def _of_topic(match: re.Match[str]) -> str:
    whom = f" of {listed(match[2].split())}" if match[2] else ""
    return f" is a topic: look_up{whom} with the topic {match[1]}"


_SWAPS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"dipfacts (kinds) lists (its own)", r'inventory with the list "\1" has \2'),
    (r": dipfacts search ", ": search for "),
    (r" is a topic: dipfacts ([\w-]+)((?: \w[\w-]*)*)", _of_topic),
    (r": dipfacts (relations|timeline)((?: \w[\w-]*)+)(?: --kind ([\w-]+))?", _with_parties),
    (r": dipfacts (?!show |search )([\w-]+)((?: \w[\w-]*)+)", _with_topic),
    (r"dipfacts show ID", "show has each in full"),
    (r"; --limit 0 ranks all", ""),
    # The sentence counts all topics, and how many rows have room is known only afterwards.
    (r"^(A topic in full), or one of \d+ more(?=: )", r"\1"),
    (r" deprecated(.*): --all (without the dates )?shows (it|them)", r" deprecated\1"),
    (r"--mirror", "both_sides"),
    (r"--(in|since|until|measure|kind|upcoming)\b", r"\1"),
    (r"--known-(by|since)\b", r"known_\1"),
)  # fmt: skip
_BRIEF = "dipfacts brief "  # of which there is no tool
_SWAPPED = [(re.compile(pattern), text) for pattern, text in _SWAPS]
_RETYPED = "try dipfacts "  # how a line begins that only says what to type instead


def for_assistants(line: str) -> str:
    """Return a line of ours without options and commands; nothing where it is about these alone.

    >>> for_assistants("other words only as the fact base has them: dipfacts kinds lists its own")
    'other words only as the fact base has them: inventory with the list "kinds" has its own'
    >>> for_assistants("1 claim for 2021 is deprecated (a slip): --all shows it.")
    '1 claim for 2021 is deprecated (a slip).'
    >>> for_assistants("try dipfacts trade a"), for_assistants("--in 2021 is before --since 2022")
    ('', 'in 2021 is before since 2022')
    """
    return "" if line.startswith(_RETYPED) else swapped(line)


def remedy_for_assistants(remedy: AnyRemedy) -> str:
    """Return a remedy with an assistant's words for options and commands.

    >>> remedy_for_assistants(Remedy.of(Lists("topics", "them")))
    'inventory with the list "topics" has them'
    """
    return for_assistants(Remedy.of(remedy).told(_told))


def _told(part: Part) -> str:
    match part:
        case Lists(command, what) if not part.option:
            return f'inventory with the list "{command}" has {what}'
        case Search():
            return "search finds ids"
    return str(part)


def remark_for_assistants(remark: Remark) -> str:
    """Return a remark with the tool that shows more; nothing where a reply has it in its own way.

    >>> remark_for_assistants(Remark("2 events", command="dipfacts timeline a b"))
    '2 events: timeline of a and b'
    >>> remark_for_assistants(Remark("10 more", command=ALL))
    ''
    >>> remark_for_assistants(Remark("All", command="dipfacts a b -f c.toml", kind=OVERVIEW))
    'All: look_up of a and b'
    """
    if remark.kind == OVERVIEW:
        words = remark.command.removeprefix(_BRIEF).removeprefix("dipfacts ").split()
        parties = itertools.takewhile(lambda word: not word.startswith("-"), words)
        return f"{remark.text}: look_up of {listed(parties)}"
    is_told = remark.kind == SOURCES or remark.command == ALL or remark.hint == AS_JSON
    return "" if is_told or remark.command.startswith(_BRIEF) else swapped(remark.line)


def swapped(text: str) -> str:
    """Return a text of ours with an assistant's words for options and commands."""
    for pattern, words in _SWAPPED:
        text = pattern.sub(words, text)
    return text
