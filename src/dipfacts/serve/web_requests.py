"""The request that an address makes, as the command line would, and its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dipfacts.answers import whole_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.handlers import HANDLERS, LISTS, answer
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.model.query import Query
from dipfacts.model.request import ONE_BY_ONE, PAGE_ROWS, Request, page_rows
from dipfacts.query.base import Base
from dipfacts.query.typed_words import joined_names
from dipfacts.query.typed_words.request import PARTIES_NEEDED, Words, parse
from dipfacts.query.typed_words.typed_names import is_name
from dipfacts.record import Record
from dipfacts.render import formats
from dipfacts.render.json import fields as json_fields
from dipfacts.serve import missing_pages
from dipfacts.serve.address import OWN, PARTY, Address
from dipfacts.text import listed, nearest, quoted_list, short, suggestion

Options = Mapping[str, Mapping[str, str]]
"""The options of each command, by name, and what each takes: text, texts, number or switch."""

ALL = ("json", "csv", "md")
"""The formats of every page."""

DATA = 10_000
"""Claims of a format for programs, unless a limit says otherwise."""

INDEX = "index"
"""The name of the first page among files."""

OF_LIST = 100
"""Rows of a list, or claims of a source, on one page."""

UNDATED = "undated"
"""The option of a timeline for the lines without a date, which no page of dates has."""

_ON, _OFF = ("1", "yes", "true", "on"), ("0", "no", "false", "off")

_OWN_PAGES = ("conflicts", "coverage")
_NAMELESS = ("figures", "overview")  # questions whose pages begin with a topic, or a party
_OF_PAGE = 100  # lines of a timeline, and relations, on a page in a browser
_DIGITS = 10  # that no number of rows or pages has
_HITS = 20  # of a search


class WebRequest(Record, frozen=True):
    """What is asked: the command, its topic, and the words of the command line by their names."""

    command: str
    topic: str | None
    words: dict[str, Any]


class Answered(Record, frozen=True):
    """An answer, its request, and where the next page of conflicts begins, or ""."""

    answer: Answer
    request: Any
    after: str = ""


def asked(base: Base, address: Address, options: Options) -> WebRequest:
    """Return the question of an address. Raises QuestionError for what none has."""
    first, *rest = address.words
    command, topic = command_of(base, first)
    if first == OWN and rest[:1] == [PARTY] and rest[1:]:
        command, rest = "overview", rest[1:]
    elif first == OWN and "/".join(rest) in _OWN_PAGES:
        refuse_others(address, {}, *(["after"] if rest == ["conflicts"] else []))
        return WebRequest(rest[0], None, {})
    elif not command and is_name(base, address.words):
        command, rest = "overview", [*address.words]
    elif not command:
        raise _unknown(base, first, rest)
    if command == "sources" and len(rest) == 1:
        refuse_others(address, {}, "page")
        return WebRequest("claims", None, {"source": rest[0]})
    words = _options_given(address, options[command], command)
    if command == "show":
        _refuse_none(base, rest, words)
    if command == "show" and len(rest) == 1:
        words["claim"] = rest[0]
    elif command == "search":
        words["text"] = [*rest, *address.options.get("text", ())]
    elif rest and (command == "show" or command in LISTS):
        raise missing_pages.behind(base, command, rest)
    elif command not in LISTS:
        words["parties"] = rest
    return WebRequest(command, topic, words)


def _refuse_none(base: Base, rest: list[str], words: Mapping[str, Any]) -> None:
    """Raise QuestionError where an address names no claim to show."""
    if not (rest or words.get("claim")):
        every = base.find(Query(limit=1))
        hint = "".join(f"name it in the address, such as /show/{fact.id}" for fact in every)
        raise QuestionError("show needs the id of a claim", hint)


def with_switches(address: Address, options: Options) -> Address:
    """Return an address in which options that take no value have one: ?all=yes and ?all are ?all=1.

    What is neither yes nor no stays, to be refused.
    """
    kinds = [*(pair for own in options.values() for pair in own.items()), (UNDATED, "switch")]
    switches = {name for name, kind in kinds if kind == "switch"}
    given = {name: it for name, it in address.options.items() if _key(name) in switches}
    bare = {name for name, values in given.items() if {*map(str.casefold, values)} <= {*_ON, ""}}
    on = {name: ["1"] for name in bare}
    return address.replaced(options={**address.options, **on}) if on else address


def command_of(base: Base, first: str) -> tuple[str, str | None]:
    """Return the command that the first word of an address is, and the topic; "" for a name."""
    command = first.casefold()
    if command in HANDLERS and command not in _NAMELESS:
        return command, None
    topic = next((id_ for id_ in base.topics if id_.casefold() == command), None)
    return "figures" if topic else "", topic


def overview_words(base: Base, parties: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the address of an overview: its parties, if the first begins no other.

    A party that is called as a topic, or as the first page is among files, has an address of its
    own: /-/party/nato.
    """
    is_taken = parties[0] == INDEX or command_of(base, parties[0])[0]
    return (OWN, PARTY, *parties) if is_taken else (*parties,)


def _unknown(base: Base, name: str, rest: Sequence[str]) -> QuestionError:
    """Return the error for a first word that is neither a topic, nor a party, nor a command."""
    if name == OWN:
        return missing_pages.behind_our_own(rest, _OWN_PAGES)
    near = nearest(name, [*base.topics, *(it for it in HANDLERS if it not in _NAMELESS)])
    message = f'no topic, party or page is called "{short(name, 60)}"'
    if not near:
        try:
            base.party(name)
        except UnknownNameError as error:
            error = joined_names.error_for_joined(base, [name], error)
            return UnknownNameError(message, error.remedy, name, "party", error.candidates)
        except QuestionError as error:
            return UnknownNameError(message, error.remedy, name, "party", error.candidates)
    return UnknownNameError(message, suggestion(near), name, "party", near)


def _options_given(address: Address, known: Mapping[str, str], command: str) -> dict[str, Any]:
    """Return the options of an address by the names of the command line's.

    Raises QuestionError for one that the page does not have, and for a number that is none.
    """
    own: tuple[str, ...] = ("text",) if command == "search" else ()
    if address.form == "html" and command in ("overview", *LISTS):
        own = ("page",)
    if address.form == "html" and command == "timeline":
        own = (UNDATED,)
    refuse_others(address, known, *own)
    words: dict[str, Any] = {}
    for name, values in address.options.items():
        if name not in own:
            kind = known[_key(name)]
            words[_key(name)] = [*values] if kind == "texts" else _value(kind, name, values[-1])
    if "limit" in words and address.last("page"):
        raise QuestionError("page and limit exclude each other", f"a page has {OF_LIST} rows")
    return words


def refuse_others(address: Address, known: Mapping[str, str], *own: str) -> None:
    """Raise QuestionError for an option that a page does not have, or has once and gets twice.

    It would do nothing, and nor would one without the value that it needs.
    """
    for name, values in address.options.items():
        if name not in own and _key(name) not in known:
            all_ = sorted([*own, *(key.strip("_").replace("_", "-") for key in known)])
            message = f'this page has no option "{short(name, 60)}"'
            raise QuestionError(message, f"its options are {quoted_list(all_)}" if all_ else "")
        if "" in values:
            raise QuestionError(f"{short(name, 60)} needs a value", f"write {name}=…")
        given = [short(value, 60) for value in dict.fromkeys(values)]
        if len(given) > 1 and name != "text" and known.get(_key(name)) != "texts":
            message = f"{short(name, 60)} takes one value, not {listed(given)}"
            raise QuestionError(message, f"give one of them, such as {name}={given[0]}")


def _key(name: str) -> str:
    return "in_" if name == "in" else name.replace("-", "_")


def _value(kind: str, name: str, value: str) -> Any:
    if kind == "switch":
        return _is_on(name, value)
    if kind == "number":
        return number(name, value)
    return value


def _is_on(name: str, value: str) -> bool:
    """Return whether an option is asked for. Raises QuestionError for neither yes nor no."""
    if value.casefold() in _OFF:
        return False
    if value.casefold() in _ON:
        return True
    raise QuestionError(f"{name} is neither yes nor no: {short(value, 60)}", f"try {name}=yes")


def has_undated(address: Address) -> bool:
    """Return whether the page of lines without a date is asked for."""
    return _is_on(UNDATED, address.last(UNDATED) or "no")


def number(name: str, value: str) -> int:
    """Return a number that was typed. Raises QuestionError for what is none."""
    example = f"try {name}={1 if name == 'page' else 10}"
    if value.isascii() and value.isdigit() and len(value.lstrip("0")) >= _DIGITS:
        raise QuestionError(f"{name} is too large: {short(value, 60)}", example)
    if re.fullmatch("-[0-9]+|0+" if name == "page" else "-[0-9]+", value):
        least = 0 if name == "limit" else 1
        raise QuestionError(f"{name} must be {least} or more", example)
    if not (value.isascii() and value.isdigit()):
        raise QuestionError(f"{name} is no number: {short(value, 60)}", example)
    return int(value)


def answer_of(base: Base, question: WebRequest, address: Address) -> Answered:
    """Return the answer to a question. Raises QuestionError where it is wrong."""
    form, page = address.form, number("page", address.last("page") or "1")
    if question.command in ("claims", "conflicts", "coverage"):
        return _answer_for_pages(base, question, address, page)
    if form != "html":
        formats.check(form, question.command)
    words = {**question.words}
    limit = words.get("limit")
    most = _limit(question.command, form)
    is_usual = limit is None and most is not None and question.command != "search"
    paging = {}
    if question.command in LISTS and form == "html":
        paging = {"offset": (max(page, 1) - 1) * OF_LIST}
    fields = json_fields.asked(words.pop("fields", None), form)
    if fields:
        json_fields.check(fields, question.command)
    words["limit"] = most if limit is None else min(limit or DATA, DATA)
    shape: dict[str, Any] = {"format": form, "fields": fields, "is_limit_usual": is_usual}
    shape[UNDATED] = question.command == "timeline" and has_undated(address)
    request = parse(question.command, Words(**words), question.topic, **shape, **paging)
    if question.command == "brief" and not request.parties:
        hint = "name them in the address, such as /brief/azerbaijan/russia"
        raise QuestionError(f"brief needs {PARTIES_NEEDED}", hint)
    answered = answer(base, request)
    if is_usual or limit == 0 or (limit or 0) > DATA:
        _refuse_cut(form, answered)
    if question.command in LISTS:
        refuse_behind(page, answered.listing.counts or answered.facts)
    return Answered(answered, request)


def _refuse_cut(form: str, answered: Answer) -> None:
    """Raise QuestionError for a file that would leave out something and could not say so."""
    if form in ONE_BY_ONE and answered.left_out != 0:
        message = f"this is more than {DATA:,} rows"
        raise QuestionError(message, "ask for less at once, or ask on the command line")


def refuse_behind(page: int, entries: Sequence[object]) -> None:
    """Raise QuestionError for a page behind the last one of a list."""
    if page > 1 and not entries:
        raise UnknownNameError(
            f"this list has no page {page:,}", "begin with the first one", "", "page"
        )


def _limit(command: str, form: str) -> int | None:
    """Return the number of rows of a page or a file, unless another is asked for."""
    if command == "search":
        return _HITS
    if command in ("brief", "overview"):  # which have limits of their own in a browser
        return page_rows(command, form) if form != "html" else None
    if form == "html":
        return OF_LIST if command in LISTS else PAGE_ROWS if command == "figures" else _OF_PAGE
    return _rows(command, form)


def _rows(command: str, form: str) -> int:
    """Return the number of rows of a page that is a file, or a format for programs."""
    return page_rows(command, form) or DATA


def start(base: Base, form: str) -> Answered:
    """Return the first page as a file. Raises QuestionError for another format."""
    request = _request_of_all(form)
    answered = whole_base.start(base, _rows(request.command, form))
    _refuse_cut(form, answered)
    return Answered(answered, request)


def _request_of_all(form: str) -> Request:
    """Return the request for a page that no command has. Raises QuestionError for its format."""
    if form not in ("html", *ALL):
        raise QuestionError(f"this page has no format {form}", f"it has {', '.join(ALL)}")
    return Request(command="claims", format=form)


def _answer_for_pages(base: Base, question: WebRequest, address: Address, page: int) -> Answered:
    """Return the answer to a question that only pages ask."""
    request = _request_of_all(address.form)
    if question.command == "claims":
        form = address.form
        size = OF_LIST if form == "html" else _rows(question.command, form)
        offset = (max(page, 1) - 1) * size
        answered = whole_base.claims(base, question.words["source"], size, offset)
        refuse_behind(page, answered.listing.counts or answered.facts)
        if not address.last("page"):
            _refuse_cut(address.form, answered)
        return Answered(answered, request)
    if question.command == "coverage":
        return Answered(whole_base.inventory(base), request)
    answered, after = whole_base.conflicts(base, address.last("after"))
    if after and address.form in ONE_BY_ONE:
        remedy = "ask for .json or .md, which say so; dipfacts export writes all of them"
        raise QuestionError("there may be more conflicts than a file of this page holds", remedy)
    return Answered(answered, request, after)
