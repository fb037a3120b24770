"""The command that explains commands, topics, and words from the docs."""

from __future__ import annotations

import os
import re

from dipfacts.cli import help as pages
from dipfacts.cli.command_lines import command_line, on_base
from dipfacts.cli.help_texts import CONCEPTS, WORDS
from dipfacts.cli.lookup import opened
from dipfacts.cli.output import standard_output
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import DipfactsError, QuestionError
from dipfacts.read.files import shipped
from dipfacts.text import did_you_mean, fold, short

_LINK = re.compile(r"\[([^\]]+)\]\(([^)#]*)#?([^)]*)\)")


def help(word: list[str] | None, facts: list[str] | None) -> int:
    """Print the help of a command, a topic or a word, else that of the program; return 0.

    Raises QuestionError for a word that is none of them, and FactBaseError for one that may be a
    topic of a fact base that does not load.
    """
    typed = " ".join(word or ())
    concepts = [name for name in CONCEPTS if fold(typed) and fold(name).startswith(fold(typed)[:9])]
    if not word or typed in COMMANDS or typed in _topics(facts):
        pages.show(typed, facts or ())
    elif concepts:
        _show("\n".join(map(section, CONCEPTS[concepts[0]].sections)))
    elif word_of_field := fold(typed) and _of_field(typed):
        _show(word_of_field)
    else:
        known = [*CONCEPTS, *COMMANDS, *_topics(facts), *words_of_field()]
        hint = did_you_mean(typed, known, "")
        if not hint:
            with opened(facts or ()):
                pass  # its problems are told, of which one may be that of the topic
        message = f'there is no help on "{short(typed, 60)}"'
        raise QuestionError(message, hint or f"see {command_line(['help', *on_base(facts or ())])}")
    return 0


def _topics(facts: list[str] | None) -> list[str]:
    """Return the topics of the fact base in use; none where it cannot be read."""
    try:
        with opened(facts or ()) as base:
            return [*base.topics]
    except DipfactsError:
        return []


def words_of_field() -> dict[str, str]:
    """Return the text of the docs on each word of the field, as Markdown."""
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", section(WORDS), re.M)[1:]
    return {word: f"{word}: {meaning}\n\nMore: {more}" for word, meaning, more in rows}


def _of_field(typed: str) -> str | None:
    """Return the text of the docs on a word of the field, of which the beginning will do."""
    words = words_of_field()
    exact = [word for word in words if fold(typed) in (fold(word), fold(f"{word}s"))]
    begun = [word for word in words if fold(word).startswith(fold(typed))]
    return next((words[word] for word in (*exact, *begun)), None)


def _show(text: str) -> None:
    """Print a part of the docs."""
    from dipfacts.render import layout, manual  # lazy: slow to load, and not needed for commands

    out = standard_output()
    manual.write(text, out, layout.terminal_size(out)[0])


def section(where: str) -> str:
    """Return a section of a page of the docs, its links as what to type or to read.

    >>> print(section("commands.md#Exit statuses")[:16])
    ## Exit statuses
    """
    name, _, heading = where.partition("#")
    with open(os.path.join(shipped("docs"), name), encoding="utf-8") as stream:
        page = stream.read()
    begins = rf"^(##+) {re.escape(heading)}\n"
    results = re.search(rf"{begins}.*?(?=^##? |^\1 |\Z)", page, re.M | re.S)
    assert results, "a test looks up every section"
    return _LINK.sub(lambda link: _without_link(link[1], link[2] or name, link[3]), results[0])


def _without_link(text: str, page: str, anchor: str) -> str:
    """Return the text of a link, with the help on what it leads to, else the page."""
    if "://" in page:
        return f"{text} ({page})"
    word = _word_for(page, anchor)
    target = f"`dipfacts help {word}`" if word else f"docs/{page}"
    return target if text.removeprefix("docs/") == page else f"{text} ({target})"


def _word_for(page: str, anchor: str) -> str | None:
    """Return the concept or the command that a place in the docs is about, if it has one."""
    command = re.match("dipfacts-([a-z]+)", anchor)
    if command and command[1] in COMMANDS:
        return command[1]
    if not anchor:
        concept = page.removesuffix(".md")
        return concept if concept in CONCEPTS else None
    for concept, its in CONCEPTS.items():
        for of_page, _, heading in (where.partition("#") for where in its.sections):
            if (of_page, _anchor(heading)) == (page, anchor):
                return concept
    return None


def _anchor(heading: str) -> str:
    """Return the anchor of a heading, as links name it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
