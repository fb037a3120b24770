"""From what was typed to a query, and from an answer to what is printed."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from dipfacts.answers.answer import ANSWERED, Answer
from dipfacts.cli.output import destination
from dipfacts.cli.progress import listener
from dipfacts.errors import QuestionError
from dipfacts.model.period import Period, PeriodError
from dipfacts.query.base import Base, Fact, Query, open_base
from dipfacts.render import formats
from dipfacts.render.json import fields as fields_of
from dipfacts.text import fold, nearest, plain, quoted_list

Typed = dict[str, Any]
Ask = Callable[[Base, Query], "Answer | tuple[Answer, Any]"]
Stream = Callable[[Base, Query], Iterator[Fact]]


def answer(typed: Typed, ask: Ask, stream: Stream | None = None) -> int:
    """Open the base, ask, print; returns the exit status (0 answered, 1 nothing found).

    What `stream` gives is printed as it comes where all of it is asked for as JSON lines.
    """
    form = chosen_format(typed)
    fields = fields_of.asked(typed.get("fields"), form)
    query = query_of(typed)
    language = _language(typed["lang"]) if typed.get("lang") else None
    facts = typed.get("facts")
    with destination(typed.get("output"), form, facts, fields) as out, opened(facts) as base:
        base.language = language
        query = named(base, query, typed)
        if stream and form == "jsonl" and not query.parties and not query.limit:
            if fields:
                fields_of.check(fields, "figures" if query.topic else "timeline")
            return 0 if formats.stream_jsonl(base, stream(base, query), out, fields) else 1
        found = ask(base, query)
        given, extra = found if isinstance(found, tuple) else (found, None)
        formats.check(form, given.command)
        if fields:
            fields_of.check(fields, given.command)
        if language is not None:
            given.query["lang"] = language
        write(given, extra, form, out, typed, fields)
    return 0 if given.status == ANSWERED else 1


@contextlib.contextmanager
def opened(facts: list[str] | None) -> Iterator[Base]:
    """The fact base asked for; whoever waits for it to be compiled is told how far that is."""
    with listener() as told, open_base(*(facts or []), listener=told) as base:
        yield base


def write(
    given: Answer, extra: Any, form: str, out: TextIO, typed: Typed, fields: fields_of.Fields
) -> None:
    """Print an answer in a format; the libraries for pages are loaded only for pages."""
    if form in formats.FORMATS:
        formats.FORMATS[form](given, out, fields)
        return
    if form == "ics":
        from dipfacts.render import ics

        left_out = ics.write(given, extra, out)
        if left_out:
            told = "1 entry is" if left_out == 1 else f"{left_out} entries are"
            told += " not in the calendar: not known to the day"
            print(f"dipfacts: {told}", file=sys.stderr)
        return
    if form == "html":
        from dipfacts.render.html import writer

        writer.write(given, extra, out)
        return
    from dipfacts.render.page import pages

    page = pages.page(given, extra)
    if form == "md":
        from dipfacts.render import markdown

        markdown.write(page, out)
    else:
        from dipfacts.render import terminal

        terminal.write(page, out, color=not typed.get("no_color"), chart=typed.get("chart"))


def chosen_format(typed: Typed) -> str:
    """The format asked for, else that of the output file's ending, else the table.

    Raises QuestionError for a format or ending that there is not.
    """
    form = typed.get("format")
    if typed.get("json"):
        if form not in (None, "json"):
            raise QuestionError("--json and --format ask for two formats", "give only one of them")
        return "json"
    if form is not None:
        if form in formats.NAMES:
            return str(form)
        near = nearest(form, formats.NAMES)
        hint = f"did you mean {quoted_list(near)}?" if near else ""
        hint = hint or f"formats are {', '.join(formats.NAMES)}"
        raise QuestionError(f'no format is called "{plain(form)[:40]}"', hint)
    if typed.get("output") not in (None, "-"):
        from dipfacts.write.targets import check_name  # most answers go to standard output

        check_name(typed["output"])
        ending = os.path.splitext(typed["output"])[1].lower().lstrip(".")
        if ending not in formats.ENDINGS:
            hint = f"end it in .{', .'.join(formats.ENDINGS)}, or add --format"
            raise QuestionError(f"{plain(typed['output'])} does not tell its format", hint)
        return formats.ENDINGS[ending]
    return "table"


def query_of(typed: Typed) -> Query:
    """The dates and limits asked for. Raises QuestionError where they cannot be."""
    since, until, within, known = (
        _period(option, typed.get(key))
        for option, key in (
            ("--since", "since"),
            ("--until", "until"),
            ("--in", "in_"),
            ("--known-by", "known_by"),
        )
    )
    if since and until and (since.start_day or 0) >= (until.end_day or 10**9):
        raise QuestionError(
            f"--since {since} is after --until {until}", f"try --since {until} --until {since}"
        )
    limit = typed.get("limit")
    if limit is not None and limit < 0:
        raise QuestionError(f"--limit {limit} is less than nothing", "--limit 0 shows all")
    return Query(
        since=since,
        until=until,
        within=within,
        known_by=known,
        measure=typed.get("measure"),
        kind=typed.get("kind"),
        source=typed.get("source"),
        deprecated=bool(typed.get("all_")),
        text=typed.get("text"),
        limit=limit,
        topic=typed.get("topic"),
    )


def _period(option: str, text: str | None) -> Period | None:
    if text is None:
        return None
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise QuestionError(f"{option}: {error.message}", error.hint) from None


def _language(text: str) -> str:
    """The code of the language asked for. Raises QuestionError where there is none."""
    from dipfacts import countries

    titles = {fold(title): code for code, title in countries.languages().items()}
    if code := countries.language(text) or titles.get(fold(text)):
        return code
    near = nearest(text, [*countries.languages().values(), *titles.values()])
    hint = f"did you mean {quoted_list(near)}?" if near else "languages are codes: de, ru, zh-Hant"
    raise QuestionError(f'no language is called "{plain(text)[:60]}"', hint)


def named(base: Base, query: Query, typed: Typed) -> Query:
    """The query with its names looked up. Raises QuestionError for those that there are not."""
    if query.topic is not None and query.topic not in base.topics:
        raise unknown_topic(query.topic, base.topics)
    names = [name for name in typed.get("parties") or [] if name is not None]
    parties = [base.party(name, _during(query)).id for name in names]
    for party in parties:
        if parties.count(party) > 1:
            raise QuestionError(f'"{party}" is named twice', "name each party once")
    known: tuple[tuple[str, str | None, Any], ...] = (
        ("measure", query.measure, base.measures),
        ("kind", query.kind, None),
        ("source", query.source, None),
    )
    for what, name, options in known:
        if name is not None:
            options = base.values(what) if options is None else options
            if name not in options:
                near = nearest(name, options)
                hint = f"did you mean {quoted_list(near)}?" if near else ""
                hint = hint or f"there are {', '.join(list(options)[:12])}"
                raise QuestionError(f'no {what} is called "{plain(name)[:60]}"', hint)
    return query._replace(parties=tuple(sorted(parties)))


def _during(query: Query) -> tuple[int, int] | None:
    """The days asked about, which may tell two parties of one name apart; None for all."""
    begin, end = query.within or query.since, query.within or query.until
    if begin is None and end is None:
        return None
    return (begin and begin.start_day) or 0, (end and end.end_day) or 10**9


def unknown_topic(name: str, topics: Iterable[str]) -> QuestionError:
    """The error for a word that is neither a command nor a topic, with what was probably meant."""
    from dipfacts.cli.commands.lookups import COMMANDS

    near = nearest(name, [*topics, *COMMANDS])
    hint = f"did you mean {quoted_list(near)}?" if near else ""
    return QuestionError(
        f'no command or topic is called "{plain(name)[:60]}"',
        hint or "dipfacts --help lists the commands and the topics",
    )
