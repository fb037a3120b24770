"""The command that writes citations of claims, by their ids or as a query finds them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from dipfacts.answers.citation import Citation, by_source, citations, citations_of
from dipfacts.cli import lookup
from dipfacts.cli.options import Option
from dipfacts.cli.output import complain, destination
from dipfacts.cli.registry import CITED, COMMANDS, TOPIC, find
from dipfacts.errors import QuestionError
from dipfacts.query.base import Base
from dipfacts.render.citations import write
from dipfacts.render.formats import STYLES, choose
from dipfacts.text import plain


def cite(
    claims: list[str],
    style: str | None,
    facts: list[str] | None,
    output: str | None,
    **options: Any,
) -> int:
    """Print citations; return the exit status, 1 where a query finds nothing.

    Of ids each claim has one; of a query, such as trade az ru, each source has one with its claims.
    """
    chosen = choose(style, output, STYLES, "style")
    try:
        with destination(output, chosen, facts) as out, lookup.opened(facts or ()) as base:
            entries = _entries(base, claims, options)
            lookup.report_errors(base, facts or ())
            write(entries, chosen, out)
    except _NothingFound as nothing:  # so that no file is written
        complain(f"dipfacts: {nothing}")
        return 1
    return 0


class _NothingFound(Exception):  # no error: the answer is that there is nothing
    """A query has found no claim; it holds what to say."""


def _entries(base: Base, words: list[str], options: Mapping[str, Any]) -> list[Citation]:
    """Return the citations. Raises _NothingFound where a query finds no claim."""
    if not _is_query(base, words[0]):
        for option in CITED:
            if options[option.name] != option.default:
                flag, hint = option.each_flag[0], "dipfacts cite trade azerbaijan russia"
                raise QuestionError(f"{flag} belongs to a query, not to ids", f"as in {hint}")
        return citations(base, words)
    command = find(words[0])
    given = {option.name: option.default for option in command.options}
    given |= {argument.name: argument.default for argument in command.arguments}
    given[command.arguments[0].name] = words[1:]
    for option in CITED:
        value = options[option.name]
        if value == option.default:
            continue
        if option.name not in given:
            raise _no_option(base, words, option, value)
        given[option.name] = value
    answer = lookup.answered(base, command, given)
    if not answer.facts:
        raise _NothingFound(answer.head["text"])
    return by_source(citations_of(base, answer.facts))


def _no_option(base: Base, words: list[str], option: Option, value: Any) -> QuestionError:
    """Return the error for an option that a query lacks, with a query that has it."""
    flag, values = option.each_flag[0], value if isinstance(value, list) else [value]
    is_named = words[0] in base.topics or words[0] in COMMANDS  # else it is a party
    owners = [*base.topics] if option in TOPIC.options else []
    owners += [name for name, it in COMMANDS.items() if it.is_query and option in it.options]
    query = owners[0], *(words[1:] if is_named else words)
    line = shlex.join(["dipfacts", "cite", *query, *(it for one in values for it in (flag, one))])
    what = words[0] if is_named else "an overview"
    return QuestionError(f"{plain(what)} has no option {flag}", f"try {plain(line)}")


def _is_query(base: Base, word: str) -> bool:
    """Return whether a word begins a query: a topic, a command about claims, or a party."""
    if word in base.topics or (word in COMMANDS and find(word).is_query):
        return True
    try:
        base.claim(word)
    except QuestionError:
        from dipfacts.query.typed_names import is_name  # most words are ids

        return is_name(base, [word])
    return False
