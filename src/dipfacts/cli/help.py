"""The help of the program, of a command and of a topic: read from the registry, without Typer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dipfacts.answers.coverage import base_in_words
from dipfacts.cli import base_examples, help_texts, registry
from dipfacts.cli import options as o
from dipfacts.cli.command import Command
from dipfacts.cli.mistakes import lines_to_type, unknown_words
from dipfacts.cli.options import Argument, Option, choices
from dipfacts.cli.output import complain, standard_output
from dipfacts.cli.registry import COMMANDS
from dipfacts.cli.typed_line import TypedLine
from dipfacts.errors import DipfactsError, FactBaseError
from dipfacts.query.base import Base, open_base
from dipfacts.query.typed_words.typed_names import is_name
from dipfacts.record import Record
from dipfacts.render import layout
from dipfacts.text import plain

FLAGS = ("-h", "--help")
_WIDEST = 100  # columns that are filled
_TERM = 24  # columns of what is explained beside it; what is longer stands above
_STACKED, _INDENTED = 60, 6  # columns below which all of it does, and those before what is told
_GROUPS = (
    ("Dates", o.WHEN),
    ("Fact base", (o.FACTS,)),
    ("How to print it", tuple(option for option in o.TABLES if option is not o.FACTS)),
)
"""Headings, each with the options below it; all others stand above them."""

Terms = list[tuple[str, str]]
"""Terms, each with its explanation."""


class Help(Record, frozen=True):
    """A page of help from top to bottom; `sections` are headings with what they explain."""

    summary: str
    examples: tuple[str, ...]
    usage: str
    about: str
    sections: list[tuple[str, Terms]]


def is_asked(line: list[str]) -> bool:
    """Return whether a command line asks for help: not by the value of an option."""
    return not {*FLAGS}.isdisjoint(line) and not {*FLAGS}.isdisjoint(TypedLine([*line, ""]).given)


def run(line: list[str]) -> int:
    """Print the help of the command that a line names, else that of the program; return 0.

    Raises QuestionError for a word that is neither a command nor a topic.
    """
    typed = TypedLine([*line, ""])
    show(typed.command, [path for path in typed.facts if path != "-"])
    return 0


def show(name: str = "", facts: Sequence[str] = ()) -> None:
    """Print the help of a command or topic, or of the program. Raises QuestionError."""
    is_of_base = name not in COMMANDS
    if base_examples.has_own(name):
        is_of_base = not base_examples.is_bundled(facts)
    page = _help_by_base(name, facts) if is_of_base else command_help(COMMANDS[name])
    out = standard_output()
    out.write(text(page, min(layout.terminal_size(out)[0], _WIDEST)))


def _help_by_base(name: str, facts: Sequence[str]) -> Help:
    """Return the help of a topic or command, or of the program, as far as the base can be read.

    What is wrong with it is said beside that, but not of a command, of which the base has examples
    alone. Raises what it is where the line names the base.
    """
    try:
        base = open_base(*facts)
    except DipfactsError as error:
        if name in COMMANDS:  # of which only the examples are of the base
            return command_help(COMMANDS[name])
        if facts:
            raise
        first = error.summary.first if isinstance(error, FactBaseError) else [error.message]
        complain(f"dipfacts: {first[0]}")
        none = {"(none)": "the fact base cannot be read"}
        return command_help(registry.topic_command(name)) if name else program_help(none)
    with base:
        if name in COMMANDS:
            return command_help(_with_examples(COMMANDS[name], base, facts))
        if name:
            return topic_help(name, base, facts)
        own = () if base_examples.is_bundled(facts) else base_examples.program_examples(base, facts)
        return program_help(_labels(base), base_in_words(base), own or help_texts.EXAMPLES)


def _with_examples(command: Command, base: Base, facts: Sequence[str]) -> Command:
    """Return a command with examples that a base answers, if it has such."""
    if base_examples.is_bundled(facts):
        return command
    own = base_examples.command_examples(command.answered_as, command.types, base, facts)
    return command.replaced(examples=own or command.examples)


def _labels(base: Base) -> dict[str, str]:
    """Return each topic with its label and note."""
    return {
        name: f"{plain(topic.label)}{f': {plain(topic.note)}' if topic.note else ''}"
        for name, topic in base.topics.items()
    } or {"(none)": "it has no topic"}


# ------------------------------------------------------------------------- what it holds


def program_help(
    topics: dict[str, str], coverage: str = "", examples: tuple[str, ...] = help_texts.EXAMPLES
) -> Help:
    """Return the help of the program, with these topics and what the fact base covers."""
    explained = [(name, concept.about) for name, concept in help_texts.CONCEPTS.items()]
    sections = [
        ("Topics of the fact base in use", [*topics.items()]),
        ("Commands", [(name, command.summary) for name, command in COMMANDS.items()]),
        ("Explained by dipfacts help", explained),
        ("Options", [*help_texts.ROOT_OPTIONS.items(), ("-h, --help", "Show this help.")]),
    ]
    usage = "dipfacts TOPIC|COMMAND|PARTY [PARTY]... [OPTION]..."
    summary = help_texts.SUMMARY + (f" The fact base in use: {coverage}." if coverage else "")
    return Help(summary, examples, usage, "", sections)


def topic_help(name: str, base: Base, facts: Sequence[str] = ()) -> Help:
    """Return the help of a topic, with examples that its claims answer. Raises QuestionError."""
    name = lines_to_type.topic_of(base, name) or name
    if name not in base.topics:
        if is_name(base, [name]):
            overview = _with_examples(registry.OVERVIEW, base, facts)
            return command_help(overview.replaced(name=name))
        raise unknown_words.unknown(base, [name])
    command = registry.topic_command(name, plain(base.topics[name].label))
    own = base_examples.topic_examples(name, base, facts)
    return command_help(command.replaced(examples=own or command.examples))


def command_help(command: Command) -> Help:
    """Return the help of a command."""
    usage = " ".join(["dipfacts", command.name, *(a.metavar for a in command.arguments)])
    named = [(argument.metavar, _help_with_default(argument)) for argument in command.arguments]
    groups: dict[str, Terms] = {"": named} if named else {}
    groups["Options"] = []
    for option in command.options:
        flags = {option.flags}
        heading = next((h for h, of in _GROUPS if flags & {one.flags for one in of}), "Options")
        groups.setdefault(heading, []).append(_option(option, command.answered_as))
    order = ["", "Options", *(heading for heading, _ in _GROUPS)]
    sections = [(heading, groups[heading]) for heading in order if groups.get(heading)]
    usage += " [OPTION]..." if command.options else ""
    return Help(command.summary, command.examples, usage, command.more, sections)


def _help_with_default(argument: Argument) -> str:
    default = argument.default
    return f"{argument.help} Default: {default}." if isinstance(default, str) else argument.help


def _option(option: Option, command: str) -> tuple[str, str]:
    """Return the flags of an option, and its meaning, with its choices and its default."""
    *others, last = sorted(option.each_flag, key=len)
    if option.takes_value:
        last += f" {option.metavar or 'NAME'}"
    help_text = option.help
    if words := [*choices(option, command)]:
        help_text += f" One of {', '.join(words)}."
    if option.default is not None and option.default is not False:
        help_text += f" Default: {option.default}."
    return ", ".join([*others, last]), help_text


# ----------------------------------------------------------------------- how it is laid out


def text(page: Help, width: int) -> str:
    """Return a page of help in lines of a width."""
    parts = [layout.folded(page.summary, width)] if page.summary else []
    parts.append(["Examples:", *(_continued(example, width) for example in page.examples)])
    parts.append(layout.folded(f"Usage: {page.usage}", width, 2))
    if page.about:
        parts.append(layout.folded(page.about, width))
    for heading, terms in page.sections:
        lines = [f"{heading}:"] if heading else []
        parts.append([*lines, *_explanations(terms, width)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _continued(example: str, width: int) -> str:
    """Return a command line; one that is too wide goes on as a shell takes it."""
    if len(example) + 2 <= width:
        return f"  {example}"
    return " \\\n".join(layout.folded(example, width - 2, 6, 2))


def _explanations(terms: Terms, width: int) -> Iterator[str]:
    """Yield the lines of terms beside their explanations, or above them where they are long."""
    longest = max((len(term) for term, _ in terms), default=0)
    beside = min(longest + 4, _TERM) if width >= _STACKED else _INDENTED
    for term, explanation in terms:
        first = f"  {term}".ljust(beside)
        if len(term) + 4 > beside:
            yield first.rstrip()
            first = " " * beside
        head, *lines = layout.folded(explanation, width - beside)
        yield (first + head).rstrip()
        yield from (" " * beside + line for line in lines)
