"""The command that writes citations of claims, by their ids or as a query finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.citation import Citation, by_source, citations, citations_of
from dipfacts.answers.further_commands import command
from dipfacts.cli import lookup
from dipfacts.cli.command_lines import RetypeError
from dipfacts.cli.mistakes import lines_to_type
from dipfacts.cli.mistakes.lines_to_type import CommandLine
from dipfacts.cli.options import Option
from dipfacts.cli.output import complain, destination
from dipfacts.cli.registry import CITED, COMMANDS, TOPIC, find
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.query.base import Base
from dipfacts.render.citations.writer import write
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
    Raises QuestionError, for a query in the wrong words with a line that cites.
    """
    chosen = choose(style, output, STYLES, "style")
    try:
        with destination(output, chosen, facts) as out, lookup.opened(facts or ()) as base:
            entries = _entries(base, claims, {**options, "facts": facts})
            lookup.report_errors(base, facts or ())
            write(entries, chosen, out)
    except RetypeError as error:
        own = [*lines_to_type.options(COMMANDS["cite"], {"style": style, "output": output})]
        lines = [["cite", *line, *own] for line in error.lines]
        raise RetypeError(error.message, lines) from None
    except _NothingFound as nothing:  # so that no file is written
        complain(f"dipfacts: {nothing}")
        for line in nothing.lines:
            complain(line, 2)
        return 1
    return 0


class _NothingFound(Exception):  # no error: the answer is that there is nothing
    """A query that finds no claim, what to say of it, and what cites the claims that it counts."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.lines = [*_lines_for_counted(answer)]


def _lines_for_counted(answer: Answer) -> Iterator[str]:
    """Yield '1 event: dipfacts cite timeline …' for each that an overview only counts."""
    view = answer.overview
    if view is None:
        return
    counted = [(topic.id, f" in {topic.id}", topic.counts, "figure") for topic in view.topics]
    counted += [("relations", "", view.counts, "relation"), ("timeline", "", view.counts, "event")]
    for name, within, counts, type_ in counted:
        if count := counts[type_]:
            line = command(answer, name)
            cited = line.replaced(words=("cite", *line.words))
            yield f"{display.counted(count, type_)}{within}: {cited}"


def _entries(base: Base, words: list[str], given: Mapping[str, Any]) -> list[Citation]:
    """Return the citations; `given` are the options that choose claims, by name.

    Raises _NothingFound where a query finds no claim.
    """
    if not _is_query(base, words[0]):
        return _by_ids(base, words, given)
    query = find(words[0])
    own = {option.name: option.default for option in query.options}
    own |= {argument.name: argument.default for argument in query.arguments}
    own[query.arguments[0].name] = words[1:]
    for option in CITED:
        if given[option.name] != option.default and option.name not in own:
            raise _no_option(base, words, option, given)
    own |= {name: given[name] for name in (option.name for option in CITED) if name in own}
    limit, also = given["limit"], dict[str, Any](ids=True)
    is_choice = words[0] == "brief" or words[0] not in {*base.topics, *COMMANDS}
    if limit is None and not is_choice:  # that of a brief or an overview is what its page cites
        also["limit"] = 0  # a bibliography is whole: nobody sees what it lacks
    answer = lookup.answered(base, query, {**own, "facts": given["facts"]}, also)
    if not answer.facts:
        raise _NothingFound(answer)
    if limit and len(answer.facts) >= limit:
        complain(f"dipfacts: --limit {limit} may leave claims out, which are not cited")
    return by_source(citations_of(base, answer.facts))


def _by_ids(base: Base, ids: list[str], given: Mapping[str, Any]) -> list[Citation]:
    """Return the citations of claims. Raises QuestionError for an unknown id."""
    from dipfacts.cli.mistakes.unknown_words import what_to_type  # lazy: only for a slip

    try:
        results = citations(base, ids)
    except QuestionError as error:
        raise what_to_type(base, ids, given) or error from None
    for option in CITED:
        if given[option.name] != option.default:
            message = f"{option.each_flag[0]} belongs to a query, not to ids"
            raise QuestionError(message, "leave it out, or cite a query, such as TOPIC A B")
    return results


def _no_option(
    base: Base, words: list[str], option: Option, given: Mapping[str, Any]
) -> QuestionError:
    """Return the error for an option that a query lacks, with a query that has it."""
    from dipfacts.cli.mistakes.unknown_words import by_topic  # lazy: only for a slip

    is_named = words[0] in base.topics or words[0] in COMMANDS  # else it is a party
    names = words[1:] if is_named else words
    queries = [it for it in COMMANDS.values() if it.is_query and option in it.options]
    lines = [CommandLine(query, tuple(names), given) for query in queries[:1]]
    if option in TOPIC.options and base.topics:
        lines = by_topic(base, names, given)
    elif option.name == "topic":  # topics are commands
        topics = filter(None, (lines_to_type.topic_of(base, name) for name in given["topic"]))
        given = {**given, "topic": None}
        lines = [CommandLine(find(topic), tuple(names), given) for topic in topics] or lines
    what = words[0] if is_named else "an overview"
    message = f"{plain(what)} has no option {option.each_flag[0]}"
    return lines_to_type.error(base, message, lines)


def _is_query(base: Base, word: str) -> bool:
    """Return whether a word begins a query: a topic, a command about claims, or a party."""
    if word in base.topics or (word in COMMANDS and find(word).is_query):
        return True
    try:
        base.claim(word)
    except QuestionError:
        from dipfacts.query.typed_words.typed_names import is_name  # lazy: most words are ids

        return is_name(base, [word])
    return False
