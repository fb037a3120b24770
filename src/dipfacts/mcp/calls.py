"""Calls of tools: a reply to each, whatever happens; nothing is ever told as nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from dipfacts.errors import FactBaseError, Problem, QuestionError
from dipfacts.mcp import arguments, resources
from dipfacts.mcp.data import FAULT, WRONG_BASE, WRONG_QUESTION, Reply
from dipfacts.mcp.fit import cut_to, size
from dipfacts.mcp.reply import failed
from dipfacts.mcp.tools import TOOLS, Tool
from dipfacts.mcp.wording import message_for_assistants
from dipfacts.model.display import counted
from dipfacts.query.base import Base
from dipfacts.query.current import Current
from dipfacts.query.deadline import Deadline
from dipfacts.record import json_text
from dipfacts.render.diagnostics import base_errors_line
from dipfacts.text import did_you_mean, short

SECONDS = 50  # after which a call ends; clients give up after 60
_KEPT = 200  # replies, of 20 kB at most
_WHOLE = "fact base:"  # in place of a file, where none can be read
_PROBLEMS = 2_500  # characters of the problems that an error lists
_CAUTIONED = "\nCaution: {}.\n"
_CAUTION = 300  # and of the first of those with which a base still answers


class Calls:
    """A fact base that is asked by tools, all from one thread. `warn` takes a line for people."""

    def __init__(self, facts: Sequence[str], warn: Callable[[str], None]) -> None:
        self._facts, self._warn = [*facts], warn
        self._current = Current(*facts)
        self._of: Base | None = None  # whose replies are kept: assistants ask the same again
        self._replies: dict[tuple[object, ...], tuple[str, Reply]] = {}

    def close(self) -> None:
        """Close the base."""
        self._current.close()

    def base(self) -> Base:
        """Return the base as its files are now. Raises FactBaseError if it cannot be read."""
        try:
            return self._current.base(Deadline(SECONDS))
        except QuestionError as error:  # it is not what the assistant asks that is wrong
            problem = Problem(_WHOLE[:-1], 0, 0, "missing", error.message, error.remedy)
            raise FactBaseError([problem]) from None

    def open(self) -> None:
        """Open the base before it is asked; tell people if that cannot be."""
        try:
            self.base()
        except FactBaseError as error:
            self._warn(self.failure(error)[1].answer)

    def call(self, name: str, given: Mapping[str, Any]) -> tuple[str, Reply]:
        """Return the text and the data that a tool replies. Raises KeyError for an unknown tool."""
        tool = TOOLS[name]
        try:
            asked = arguments.read(name, tool.takes, given)
            base = self.base()
            if base is not self._of or len(self._replies) > _KEPT:
                self._of, self._replies = base, {}
            key = (name, json_text(asked), date.today())
            if key not in self._replies:
                self._replies[key] = self._reply(base, tool, asked)
            return self._replies[key]
        except Exception as error:
            return self.failure(error, _most(given))

    def _reply(self, base: Base, tool: Tool, asked: arguments.Arguments) -> tuple[str, Reply]:
        """Return the reply of a tool, with a caution where the base has errors."""
        if not (caution := self._caution(base)):
            return tool.answers(base, asked)
        room = asked.max_characters - 2 * size(caution) - len(_CAUTIONED)
        text, reply = tool.answers(base, replace(asked, max_characters=room))
        reply.notes.insert(0, caution)
        return text + _CAUTIONED.format(caution), reply

    def _caution(self, base: Base) -> str:
        """Return that a base has errors; nothing where it has none."""
        return (
            cut_to(base_errors_line(base.errors, (), self._facts), _CAUTION) if base.errors else ""
        )

    def read(self, address: str) -> str:
        """Return a resource. Raises QuestionError for one that is not there."""
        base = self.base()
        caution = self._caution(base)
        text = resources.read(base, address, arguments.USUAL - size(caution) - len(_CAUTIONED))
        return text + _CAUTIONED.format(caution) if caution else text

    def failure(self, error: Exception, most: int = arguments.USUAL) -> tuple[str, Reply]:
        """Return the reply in place of an answer; a fault of ours is told to people, too."""
        match error:
            case FactBaseError():
                head, text = "The fact base cannot be read:", error.message
                if not text.startswith(_WHOLE):
                    head = f"The fact base has {counted(len(error.problems), 'problem')}:\n"
                text = f"{head}{cut_to(text.removeprefix(_WHOLE), _PROBLEMS)}"
                return failed(WRONG_BASE, text, (), most)
            case QuestionError():
                message = message_for_assistants(error.wrong)
                hint = message_for_assistants(error.remedy)
                text = f"{message}; {hint}" if hint else message
                return failed(WRONG_QUESTION, text, error.candidates, most)
            case TimeoutError():
                return failed(FAULT, f"There was no answer within {SECONDS} seconds; ask for less")
            case MemoryError():
                return failed(FAULT, "There is too little memory for this; ask for less")
        import traceback  # lazy: only for whoever mends the fault

        self._warn("".join(traceback.format_exception(error)))
        return failed(FAULT, f"A fault of the program ({type(error).__name__}); please report it")


def _most(given: Mapping[str, Any]) -> int:
    """Return the number of characters of an answer to a call that is wrong itself."""
    most = given.get("max_characters")
    is_right = isinstance(most, int) and arguments.LEAST <= most <= arguments.MOST
    return most if is_right else arguments.USUAL  # type: ignore[return-value]  # it is a number


def unknown(tool: str) -> str:
    """Return the message for a tool that is not there."""
    hint = did_you_mean(tool, TOOLS, f"the tools are {', '.join(TOOLS)}")
    return f'no tool is called "{short(tool, 60)}"; {hint}'
