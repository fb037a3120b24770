"""The commands that show more, under the conditions of the question that was asked."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.text import plain

_EVERYWHERE = ("since", "until", "in", "known_by", "known_since", "source", "claimant", "publisher")
_OWN = {
    "timeline": ("topic", "kind"),
    "relations": ("topic", "kind"),
    "brief": ("topic",),
    "show": (),
}
"""The other conditions that a command takes; a topic takes measures."""


def command(answer: Answer, name: str, *words: str, **options: Any) -> str:
    """Return 'dipfacts trade azerbaijan russia --since 2020': a command that shows more.

    It has the conditions of the question, its language and its fact base. Without `words` it is
    about the same parties; `options` come instead of the question's or beside them.
    """
    query = answer.query
    keys = (*_EVERYWHERE, *_OWN.get(name, ("measure",)), "all", "lang")
    asked = {key: query[key] for key in keys if query.get(key)} | options
    return _line(answer, [name, *(words or query["parties"])], asked)


def command_for_all(answer: Answer) -> str:
    """Return the command for all claims about the parties, whatever else the question asked."""
    asked = {key: answer.query[key] for key in ("known_by", "lang") if answer.query.get(key)}
    return _line(answer, answer.query["parties"], asked)


def command_beside(answer: Answer, *words: str) -> str:
    """Return a command of these words alone, whatever the question asked, with its fact base."""
    return _line(answer, [*words], {})


def _line(answer: Answer, words: list[str], options: dict[str, Any]) -> str:
    import shlex  # an answer as JSON names no command

    line = ["dipfacts", *words]
    for key, value in options.items():
        flag = f"--{key.replace('_', '-')}"
        several = value if isinstance(value, list | tuple) else [value]
        line += [flag] if value is True else [w for one in several for w in (flag, str(one))]
    line += [word for path in answer.base.given for word in ("-f", path)]
    return plain(shlex.join(line))
