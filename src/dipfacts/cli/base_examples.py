"""Examples of the help that the base in use answers; those of the registry are of the bundled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dipfacts.cli.command_lines import on_base
from dipfacts.model.fact import DYAD
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.read import files
from dipfacts.text import plain, typed_line

_CLAIMS = 500  # claims of which the commonest parties are an example
_OF_PROGRAM = ("{both}", "{topic} {both}", "brief {both}")
_OF_TOPIC = ("{topic} {both}", "{topic} {first}")
_OF_COMMANDS = {
    "overview": ("{both}", "{first}"),
    "timeline": ("timeline {both}", "timeline {first} --reverse"),
    "relations": ("relations {both}", "relations {first}"),
    "brief": ("brief {both}", "brief {both} -o brief.html"),
    "search": ("search {name}",),
    "show": ("show {claim}", "show {claim} --json"),
    "cite": ("cite {claim} --style bibtex", "cite {topic} {both}"),
}


def is_bundled(facts: Sequence[str]) -> bool:
    """Return whether the base in use is the bundled one, of which the registry's examples are."""
    return files.base_paths([*facts]) == [files.BUNDLED]


def has_own(command: str) -> bool:
    """Return whether the examples of a command name what another base may not have."""
    return command in _OF_COMMANDS


def program_examples(base: Base, facts: Sequence[str]) -> tuple[str, ...]:
    """Return the examples of the whole program; none where no topic is about two parties."""
    return _filled(_OF_PROGRAM, base, facts)


def topic_examples(topic: str, base: Base, facts: Sequence[str]) -> tuple[str, ...]:
    """Return the examples of a topic; none where it is about no two parties."""
    return _filled(_OF_TOPIC, base, facts, (topic,))


def command_examples(
    command: str, types: tuple[str, ...], base: Base, facts: Sequence[str]
) -> tuple[str, ...]:
    """Return the examples of a command that shows claims of these types; none where none are."""
    return _filled(_OF_COMMANDS[command], base, facts, types=types)


def _filled(
    templates: Sequence[str],
    base: Base,
    facts: Sequence[str],
    topics: Sequence[str] = (),
    types: tuple[str, ...] = Query().types,
) -> tuple[str, ...]:
    """Return lines with the commonest two parties of the first topic that has claims about two.

    It may be any where no line names it.
    """
    names_topic = any("{topic}" in template for template in templates)
    every = [*topics] or [*base.topics] if names_topic else [""]
    for topic in every:
        claims = base.find(Query(topic=topic or None, types=types, limit=_CLAIMS))
        about = [(fact.claim.everyone[:DYAD], fact.id) for fact in claims]
        pairs = Counter(pair for pair, _ in about if len(pair) == DYAD)
        if not pairs:
            continue
        ((pair, _),) = pairs.most_common(1)
        first = base.parties_by_id(pair).get(pair[0])
        words = {
            "topic": [topic],
            "both": pair,
            "first": pair[:1],
            "claim": [next(id_ for of, id_ in about if of == pair)],
            "name": [first.name if first else pair[0]],
        }
        typed = {key: plain(typed_line(some)) for key, some in words.items()}
        named = plain(typed_line(on_base(facts)))
        lines = (f"dipfacts {template.format(**typed)} {named}" for template in templates)
        return tuple(map(str.rstrip, lines))
    return ()
