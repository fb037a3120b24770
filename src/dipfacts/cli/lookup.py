"""Run a command that answers a question: open the base, resolve, answer, print."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dipfacts.answers.answer import ANSWERED, Answer
from dipfacts.cli import request as requests
from dipfacts.cli.options import load
from dipfacts.cli.output import destination
from dipfacts.cli.progress import listener
from dipfacts.cli.registry import COMMANDS, Command
from dipfacts.errors import QuestionError
from dipfacts.query.base import Base, open_base
from dipfacts.query.resolve import renamings, resolve
from dipfacts.render import formats
from dipfacts.text import did_you_mean, plain


def run(command: Command, words: Mapping[str, Any]) -> int:
    """Answer what was typed after a command or topic.

    Returns the exit status, 0 answered or 1 nothing found. Raises QuestionError and FactBaseError.
    """
    topic = None if command.name in COMMANDS else command.name
    request = requests.parse("figures" if topic else command.name, words, topic)
    with (
        destination(request.output, request.format, request.facts, request.fields) as out,
        opened(request.facts) as base,
    ):
        base.language = request.language
        if topic is not None and topic not in base.topics:
            raise unknown_topic(topic, base.topics)
        query = resolve(base, request)
        if command.streams and request.format == "jsonl" and not request.is_narrow:
            claims = load(command.streams)(base, query)
            from dipfacts.render.json.writer import stream_jsonl  # most answers are no lines

            report_errors(base, request.facts)
            return 0 if stream_jsonl(base, claims, request, out) else 1
        extra = {name: getattr(request, name) for name in command.takes}
        answer: Answer = load(command.answers)(base, query, **extra)
        answer.remarks += renamings(base, request.parties)
        if request.language is not None:
            answer.query["lang"] = request.language
        report_errors(base, request.facts)
        if remark := formats.write(answer, request, out):
            print(f"dipfacts: {remark}", file=sys.stderr)
    return 0 if answer.status == ANSWERED else 1


@contextlib.contextmanager
def opened(facts: Iterable[str]) -> Iterator[Base]:
    """Yield an open fact base, reporting the progress of a long compile."""
    with listener() as progress, open_base(*facts, listener=progress) as base:
        yield base


def report_errors(base: Base, facts: Iterable[str]) -> None:
    """Say on standard error, in one line, that a base about to answer has errors."""
    hidden = [topic for topic in base.topics if topic in COMMANDS]
    if base.errors or hidden:
        from dipfacts.render.diagnostics import of_base  # most bases have no errors

        print(f"dipfacts: {of_base(base.errors, hidden, [*facts])}", file=sys.stderr)


def unknown_topic(name: str, topics: Iterable[str]) -> QuestionError:
    """Return the error for a word that is neither a command nor a topic, with the nearest ones."""
    otherwise = "dipfacts --help lists the commands and the topics"
    hint = did_you_mean(name, [*topics, *COMMANDS], otherwise)
    return QuestionError(f'no command or topic is called "{plain(name)[:60]}"', hint)
