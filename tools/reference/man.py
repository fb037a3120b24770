"""The man page: made from the help, so that it says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dipfacts import __version__
from dipfacts.cli import help, help_texts
from dipfacts.cli.commands.help import section
from dipfacts.cli.help_texts import CONCEPTS
from dipfacts.cli.registry import COMMANDS, TOPIC

PAGE = Path(__file__).parents[2] / "docs" / "dipfacts.1"

SHARED = ("Dates", "Fact base", "How to print it")
"""Options that mean the same everywhere."""


def roff(text: str) -> str:
    """Return a text within a line of roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "\\[u2026]")
    return re.sub(r"^([.'])", r"\\&\1", text.replace("→", "\\(->"))


def explained(terms: help.Terms) -> list[str]:
    """Return lines of roff that explain terms, such as options."""
    lines = []
    for term, told in terms:
        lines += [".TP", f".B {roff(term)}", roff(told)]
    return lines


def of_command(page: help.Help, shared: Mapping[str, help.Terms]) -> list[str]:
    """Return the section of a command: what it has alone, or says in other words than others."""
    name = page.usage.removeprefix("dipfacts ")
    lines = [
        f".SS {roff(name)}",
        roff(page.summary),
        *([".PP", roff(page.about)] * bool(page.about)),
    ]
    for heading, terms in page.sections:
        lines += explained([one for one in terms if one not in shared.get(heading, ())])
    examples = [f"    {roff(example)}" for example in page.examples]
    return [*(line for line in lines if line), ".PP", ".nf", *examples, ".fi"]


def alike(heading: str, pages: list[help.Help]) -> help.Terms:
    """Return the options under a heading of which every command that has them says the same."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for term, told in dict(page.sections).get(heading, ()):
            found.setdefault(term, set()).add(told)
    return [(term, texts.pop()) for term, texts in found.items() if len(texts) == 1]


def of_docs(concept: str) -> list[str]:
    """Return the rows of the table of a section of the docs."""
    found = section(CONCEPTS[concept].sections[0]).replace("`", "")
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", found, re.M)[1:]
    return explained(rows)


def written() -> str:
    """Return the man page."""
    commands = [TOPIC.replaced(examples=help_texts.EXAMPLES[:1]), *COMMANDS.values()]
    pages = [help.command_help(command) for command in commands]
    shared = {heading: alike(heading, pages) for heading in SHARED}
    program = help.program_help({})
    options = dict(program.sections)["Options"]
    of_several = [
        line for heading, terms in shared.items() for line in (f".SS {heading}", *explained(terms))
    ]
    lines = [
        '.\\" Made by tools/write_reference.py from the help of dipfacts.',
        f'.TH DIPFACTS 1 "" "dipfacts {__version__}" "User Commands"',
        *(".nh", ".ad l"),  # words stay whole, and no line is stretched
        *(
            ".SH NAME",
            f"dipfacts \\- {roff(help_texts.SUMMARY[0].lower() + help_texts.SUMMARY[1:-1])}",
        ),
        *(".SH SYNOPSIS", f".B {roff(program.usage)}"),
        *(".SH EXAMPLES", ".nf", *(roff(example) for example in help_texts.EXAMPLES), ".fi"),
        *(".SH TOPICS AND COMMANDS", "dipfacts topics lists the topics of the fact base in use."),
        *(line for page in pages for line in of_command(page, shared)),
        *(".SH OPTIONS OF SEVERAL COMMANDS", *explained(options)),
        *of_several,
        *(".SH EXIT STATUS", *of_docs("exit-status")),
        *(".SH ENVIRONMENT", *of_docs("environment")),
        *(".SH MORE", ".B dipfacts help WORD", "explains:"),
        *explained([(name, concept.about) for name, concept in CONCEPTS.items()]),
    ]
    return "\n".join(lines) + "\n"
