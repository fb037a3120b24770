"""Every output format: a table of contents from which a writer is loaded when it is needed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

from dipfacts.errors import QuestionError
from dipfacts.record import Record
from dipfacts.text import did_you_mean, listed, plain, short, typed_word

if TYPE_CHECKING:
    from dipfacts.answers.answer import Answer
    from dipfacts.model.request import Request


class Format(Record, frozen=True):
    """One format."""

    about: str  # its description for TAB
    writer: str  # in this package, as "module:function"
    endings: tuple[str, ...] = ()  # those of the files it is chosen for
    commands: tuple[str, ...] = ()  # those that have it; empty for all
    picks: bool = False  # whether --fields may pick from it
    needs: tuple[str, str] | None = None  # the extra that brings a library along, and that library


FORMATS = {
    "table": Format("for reading", "terminal:write", ("txt",)),
    "json": Format("one object, all of it", "json.writer:write_json", ("json",), picks=True),
    "jsonl": Format(
        "a claim a line, as JSON", "json.writer:write_jsonl", ("jsonl", "ndjson"), picks=True
    ),
    "csv": Format("a claim a row, for spreadsheets", "csv:write", ("csv",), picks=True),
    "tsv": Format("the same with tabs", "csv:write", ("tsv",), picks=True),
    "md": Format("Markdown", "markdown:write", ("md",)),
    "html": Format(
        "one file for a browser, or paper",
        "html.writer:write",
        ("html", "htm"),
        commands=("brief", "timeline"),
    ),
    "docx": Format(
        "a document for word processors",
        "docx.writer:write",
        ("docx",),
        commands=("brief",),
        needs=("docx", "python-docx"),
    ),
    "svg": Format("the chart, as a picture", "html.chart:write", ("svg",), commands=("figures",)),
    "ics": Format("a calendar", "ics.writer:write", ("ics",), commands=("timeline",)),
}
"""The formats of answers, in the order of the help; a writer takes (answer, request, out)."""

STYLES = {
    "text": Format("a footnote a line", "citations.writer:write_text", ("txt",)),
    "markdown": Format("a list of footnotes", "citations.writer:write_markdown", ("md",)),
    "bibtex": Format("for LaTeX", "citations.writer:write_bibtex", ("bib",)),
    "csl-json": Format("for Zotero and Pandoc", "citations.writer:write_csl", ("json",)),
}
"""The styles of citations; a writer takes (citations, out)."""

REPORTS = {
    "human": Format("for reading", "diagnostics:write_human"),
    "text": Format("a problem a line", "diagnostics:write_text"),
    "json": Format("one object, all of it", "diagnostics:write_json"),
    "github": Format("annotations of a pull request", "diagnostics:write_github"),
}
"""The formats of what `check` found; a writer takes (problems, out), that of human more."""

PICKED = tuple(name for name, form in FORMATS.items() if form.picks)


def write(answer: Answer, request: Request, out: TextIO) -> str | None:
    """Write an answer in the format asked for; return a remark for standard error, or None."""
    remark: str | None = writer(FORMATS[request.format])(answer, request, out)
    return remark


def writer(form: Format) -> Any:
    """Load the function that writes a format. Raises QuestionError where its library is missing."""
    module, _, name = form.writer.partition(":")
    try:
        return getattr(import_module(f"dipfacts.render.{module}"), name)
    except ModuleNotFoundError:
        if not form.needs:
            raise
        from dipfacts.render.extras import how_to_install  # lazy: only where a library is missing

        extra, library = form.needs
        message = f"{form.about} needs the library {library}"
        raise QuestionError(message, how_to_install(extra)) from None


def offered(command: str) -> dict[str, Format]:
    """Return the formats that a command has, by name."""
    return {n: form for n, form in FORMATS.items() if command in (form.commands or (command,))}


def check(name: str, command: str) -> None:
    """Raise QuestionError where a command has no such format."""
    if name not in offered(command):
        raise QuestionError(f"this answer has no format {name}", f"it {whose(name)}")


def whose(name: str) -> str:
    """Return 'is a format of dipfacts brief', by the commands that have a format.

    >>> whose("svg")
    'is a format of dipfacts TOPIC'
    """
    having = (command.replace("figures", "TOPIC") for command in FORMATS[name].commands)
    return f"is a format of {listed(f'dipfacts {command}' for command in having)}"


def choose(
    given: str | None,
    output: str | None,
    formats: Mapping[str, Format],
    noun: str = "format",
    command: str = "",
) -> str:
    """Return the format that is named, else that of the output file's ending, else the first.

    `noun` is what messages and the option call it; the remedies are those of a `command`, if one is
    given. Raise QuestionError for a name or an ending that no format has.
    """
    remedies = offered(command) if command else formats
    if given is not None:
        if given in formats:
            return given
        if given.lower() == "pdf":
            raise QuestionError("no answer is written as PDF", _as_pdf(remedies, ""))
        hint = did_you_mean(given, remedies, f"{noun}s are {', '.join(remedies)}")
        raise QuestionError(f'no {noun} is called "{short(given)}"', hint)
    if output is None or output == "-":
        return next(iter(formats))
    from dipfacts.write.targets import check_name  # lazy: most answers go to standard output

    check_name(output)
    ending = os.path.splitext(output)[1].lower().lstrip(".")
    endings = endings_of(formats)
    if ending == "pdf":
        message = f"no answer is written as PDF, as {plain(output)} would be"
        raise QuestionError(message, _as_pdf(remedies, os.path.splitext(output)[0]))
    if ending not in endings:
        hint = f"add --{noun}, or end it in .{', .'.join(endings_of(remedies))}"
        raise QuestionError(f"cannot infer a {noun} from {plain(output)}", hint)
    return endings[ending]


def _as_pdf(formats: Mapping[str, Format], stem: str) -> str:
    """Return the way to a PDF: by a program that prints one of a format that there is.

    >>> _as_pdf({"html": FORMATS["html"]}, "b")
    'write -o b.html (a browser opens it), and print that to PDF'
    >>> _as_pdf({"md": FORMATS["md"]}, "b")
    'a browser prints the html of dipfacts brief or dipfacts timeline to PDF'
    """
    programs = {"html": "a browser", "docx": "a word processor"}
    named = {
        it: f"-o {typed_word(f'{stem}.{it}')}" if stem else f"--format {it}" for it in programs
    }
    ways = [f"{named[it]} ({programs[it]} opens it)" for it in programs if it in formats]
    if not ways:
        return "a browser prints the html of dipfacts brief or dipfacts timeline to PDF"
    return f"write {listed(ways, 'or')}, and print that to PDF"


def endings_of(formats: Mapping[str, Format]) -> dict[str, str]:
    """Return the name of the format that each ending of a file stands for."""
    return {ending: name for name, form in formats.items() for ending in form.endings}
