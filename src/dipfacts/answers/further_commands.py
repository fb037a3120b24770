"""The commands that show more, under the conditions of the question that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dipfacts.answers.answer import MEMBERSHIP, Answer
from dipfacts.answers.parts import SharedMemberships
from dipfacts.answers.remark import FurtherCommand
from dipfacts.model.fact import DYAD
from dipfacts.query.base import Base

_EVERYWHERE = ("since", "until", "in", "known_by", "known_since", "source", "claimant", "publisher")
_OWN = {
    "timeline": ("topic", "kind"),
    "relations": ("topic", "kind"),
    "brief": ("topic",),
    "show": (),
}
"""The other conditions that a command takes; a topic takes measures."""


def command(answer: Answer, name: str, *words: str, **options: Any) -> FurtherCommand:
    """Return 'dipfacts trade azerbaijan russia --since 2020': a command that shows more.

    It has the conditions of the question, its language and its fact base. Without `words` it is
    about the same parties; `options` come instead of the question's or beside them, one of None
    leaves the question's out.
    """
    asked = answer.asked.given(*_EVERYWHERE, *_OWN.get(name, ("measure",)), "all")
    every = asked | _language(answer.base) | options
    given = {key: value for key, value in every.items() if value is not None}
    return _command(answer.base, [name, *(words or answer.asked.parties)], given)


def command_for_all(answer: Answer, *words: str) -> FurtherCommand:
    """Return the command for all claims about the parties, whatever else the question asked.

    Or about those of `words`.
    """
    base, parties = answer.base, words or answer.asked.parties
    asked, topics = answer.asked.given("known_by") | _language(base), base.topics
    ids = sorted(parties, key=lambda party: party in topics)  # a topic that stands first is one
    return _command(base, ["brief", *ids] if ids[0] in topics else ids, asked)


def _language(base: Base) -> dict[str, Any]:
    """Return the option of the language asked for."""
    return {"lang": base.language} if base.language else {}


def command_for_shared(answer: Answer, shared: SharedMemberships, *words: str) -> FurtherCommand:
    """Return the command for the memberships that two parties share, on one topic or on several.

    The two are those of the question, or of `words`.
    """
    if shared.topic:
        return command(answer, shared.topic, *words)
    return command(answer, "relations", *words, kind=MEMBERSHIP)


def party_called_as_topic(answer: Answer) -> str:
    """Return the party that the topic of a question is the name of, too, "" of none.

    Of a question about two parties or about itself it is not meant.
    """
    asked = answer.asked.parties
    called = answer.base.parties_called(str(answer.asked.topic)) if len(asked) < DYAD else []
    return called[0] if len(called) == 1 and called[0] not in asked else ""


def command_beside(base: Base, *words: str, **options: Any) -> FurtherCommand:
    """Return a command of these words and options, with the question's language and fact base."""
    return _command(base, [*words], options | _language(base))


def _command(base: Base, words: Sequence[str], options: dict[str, Any]) -> FurtherCommand:
    """Return a command about the fact base asked; an option may have several values."""
    given = list[tuple[str, str]]()
    for name, value in options.items():
        several = value if isinstance(value, list | tuple) else [value]
        given += [(name, "" if one is True else str(one)) for one in several]
    return FurtherCommand(tuple(words), tuple(given), base.given)
