"""The page that says what is wrong with an address, or with the fact base."""

from __future__ import annotations

from typing import Any

from dipfacts.errors import DipfactsError, FactBaseError, Problem
from dipfacts.query.base import Base
from dipfacts.remedy import AsTable, Instead, Lists, Option, Part, Remedy, Search, Takes
from dipfacts.render.html import writer
from dipfacts.render.json.encoding import SCHEMA_VERSION, encoded, indented
from dipfacts.serve import other_pages
from dipfacts.serve.address import TYPES, Address
from dipfacts.serve.replies import Make, Reply, in_browser
from dipfacts.serve.site import Site
from dipfacts.text import listed, plain

_TOLD = ("file", "line", "column", "code", "message", "hint", "severity")  # of a problem


def wrong(
    status: int,
    error: DipfactsError,
    address: Address,
    base: Base | None = None,
    make: Make = Site,
) -> Reply:
    """Return the page that tells of an error, with the pages that may have been meant."""
    message, hint = (Remedy.of(text).worded(_as_here) for text in (error.wrong, error.remedy))
    problems, more = list[Problem](), list[str]()
    if isinstance(error, FactBaseError):
        problems, more = error.summary.first, error.summary.rest()
        hint = "\n".join(more) or "mend it, and ask again"
        message = "the fact base does not load"
    site = make(address, base)
    if address.form != "html":
        if pages := other_pages.chosen(error, site, base):
            hint = f"try {listed((it.href for it in pages), 'or')}"
        return _file_of_error(status, error, address.form, (message, hint.strip()), problems)
    fields: dict[str, Any] = {"title": "Not found" if status == 404 else "Not answered"}
    fields |= {"kicker": "dipfacts", "text": f"{message}.", "hint": hint, "empty": True}
    fields |= dict.fromkeys(("near", "ways", "faults", "more"), ())
    fields |= (
        _fields_of_problems(problems, more) if problems else other_pages.in_place(error, site, base)
    )
    return in_browser(writer.template("error.html").render(fields, site=site), status)


def _fields_of_problems(problems: list[Problem], more: list[str]) -> dict[str, Any]:
    """Return the fields of the page of a base that does not load."""
    where = (f"{one.file}:{one.line}" if one.line else one.file for one in problems)
    faults = [
        (plain(place), plain(one.message), plain(one.hint))
        for place, one in zip(where, problems, strict=True)
    ]
    text = "Nothing is answered from an earlier state of it. Mend it, and load this page again."
    fields = {"title": "The fact base does not load", "text": text, "hint": ""}
    return fields | {"faults": faults, "more": more}


def _file_of_error(
    status: int, error: DipfactsError, form: str, texts: tuple[str, str], problems: list[Problem]
) -> Reply:
    """Return an error in a format for programs: an object in JSON, lines in others."""
    message, hint = texts
    if form in ("json", "jsonl"):
        candidates = [*getattr(error, "candidates", ())]
        error_record = {"message": message, "hint": hint, "candidates": candidates}
        error_record |= {"problems": [{it: getattr(one, it) for it in _TOLD} for one in problems]}
        whole = {"schema_version": SCHEMA_VERSION, "error": error_record}
        return Reply(status, TYPES[form], f"{(encoded if form == 'jsonl' else indented)(whole)}\n")
    lines = [message, *map(str, problems), *hint.splitlines()]
    text = "\n  ".join(map(plain, lines))
    return Reply(status, "text/plain", f"dipfacts: {text}\n")


def _as_here(part: Part) -> str:
    """Return a part of a message: commands are pages here, and options stand in an address."""
    match part:
        case Option(name, value):
            return f"{name}={value}" if value else name
        case AsTable():
            return "leave the format out of the address to see what is on record"
        case Instead() if part.text:
            return f"write words to find, such as {part.text}"
        case Instead(words):
            return f"try {' '.join([*words, *map(_as_here, part.options)])}"
        case Lists(command, what, option):
            return " ".join(filter(None, (command, option.removeprefix("--"), "lists", what)))
        case Takes(command, what):
            return f"{command} takes {what}"
        case Search():
            return "search TEXT finds ids"
    return str(part)
