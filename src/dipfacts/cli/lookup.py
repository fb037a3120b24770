"""The run of a command that asks: the base opened, names resolved, the answer printed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dipfacts.answers.answer import ANSWERED, Answer
from dipfacts.answers.handlers import HANDLERS, answer, load
from dipfacts.cli import request as requests
from dipfacts.cli.command import Command
from dipfacts.cli.output import complain, destination
from dipfacts.cli.pager import paged
from dipfacts.cli.progress import listener
from dipfacts.cli.registry import COMMANDS, OVERVIEW
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.model.display import midway
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base, open_base
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.read import files
from dipfacts.render import formats
from dipfacts.text import plain, typed_path


def run(command: Command, words: Mapping[str, Any]) -> int:
    """Answer what was typed after a command or topic.

    Returns the exit status, 0 answered or 1 nothing found. Raises QuestionError and FactBaseError.
    """
    request = _requested(command, words)
    with (
        destination(request.output, request.format, request.facts, request.fields) as out,
        opened(request.facts) as base,
    ):
        base = base.asked_by(request.language, request.facts)
        request, query = _understood(base, command, request, words)
        streams = HANDLERS[request.command].streams
        if streams and request.format == "jsonl" and not request.is_narrow:
            claims = load(streams)(base, query)
            from dipfacts.render.json.writer import stream_jsonl  # lazy: most answers are no lines

            report_errors(base, request.facts)
            return 0 if stream_jsonl(base, claims, request, out) else 1
        result = answer(base, request, query)
        report_errors(base, request.facts)
        wanted = request.pager and request.format == "table" and request.output in (None, "-")
        with paged(out, wanted) as page:
            remark = formats.write(result, request, page)
        if remark:
            complain(f"dipfacts: {remark}")
    if result.status == ANSWERED:
        return 0
    sought = (word.strip('"*') for word in (request.text or "").split())
    hints = (_base_here(request.facts, word, is_certain=True) for word in sought if len(word) > 2)
    if hint := next(filter(None, hints), ""):  # of an empty search
        complain(hint)
    return 1


def answered(
    base: Base, command: Command, words: Mapping[str, Any], also: Mapping[str, Any] | None = None
) -> Answer:
    """Return the answer to what was typed after a command or topic, for others than `run`.

    What is asked `also` stands in no line that an error proposes to type.
    """
    request = _requested(command, {**words, **(also or {})})
    return answer(base, *_understood(base, command, request, words))


def _requested(command: Command, words: Mapping[str, Any]) -> Request:
    """Return the request of a command, or of the topic that any other word is taken for."""
    topic = None if command.name in {*COMMANDS, OVERVIEW.name} else command.name
    return requests.parse(command.answered_as, words, topic)


def _understood(
    base: Base, command: Command, request: Request, words: Mapping[str, Any]
) -> tuple[Request, Query]:
    """Return the request that is meant, and its query. Raises QuestionError."""
    if request.command == "figures" and command.name not in base.topics:
        from dipfacts.cli.mistakes import unknown_words  # lazy: a topic is what it seems

        command, words = unknown_words.instead(base, command, words)
        request = _requested(command, words)
    try:
        return request, resolve(base, request)
    except QuestionError as error:
        from dipfacts.cli.mistakes import unknown_words  # lazy: only for a slip

        raise unknown_words.error_with_remedy(base, command, words, error) from None


@contextlib.contextmanager
def opened(facts: Iterable[str]) -> Iterator[Base]:
    """Yield an open fact base, reporting the progress of a long compile.

    Where a name is unknown, a fact base in the folder that may have it is named.
    """
    try:
        with listener() as progress, open_base(*facts, listener=progress) as base:
            yield base
    except UnknownNameError as error:
        is_near = bool(error.candidates)
        is_party = error.what == "party"  # spelled in many ways
        if not (ask := _base_here(facts, error.name, is_near or not is_party)):
            raise
        hint = f"{error.hint} {ask}" if is_near else f"{error.hint}; {midway(ask)}"
        own = error.message, hint, error.name, error.what, error.candidates
        raise UnknownNameError(*own) from None


def _base_here(facts: Iterable[str], holding: str, is_certain: bool) -> str:
    """Return the option for the base in the current folder that may have a text unknown here.

    "" where there is none, or another than the bundled base was asked. See `base_in_folder`.
    """
    if files.base_paths([*facts]) != [files.BUNDLED]:
        return ""
    from dipfacts.read import base_here  # lazy: only where nothing is found

    near = base_here.base_in_folder(holding, is_certain)
    return near and f"To ask {base_here.in_words(near)}, add -f {plain(typed_path(near))}"


def report_errors(base: Base, facts: Iterable[str], label: str = "") -> None:
    """Say on standard error, in one line, that a base about to answer has errors.

    One that is not the files now, as of a commit, has a label.
    """
    hidden = [topic for topic in base.topics if topic in COMMANDS]
    if base.errors or hidden:
        from dipfacts.render.diagnostics import base_errors_line  # lazy: most bases have no errors

        complain(f"dipfacts: {base_errors_line(base.errors, hidden, [*facts], label)}")
