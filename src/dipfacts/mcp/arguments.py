"""The arguments of tools: each once, with its description, as types that make the schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from dipfacts.errors import QuestionError
from dipfacts.model.unseen import whole_characters
from dipfacts.text import did_you_mean, listed, short

LEAST, USUAL, MOST = 2_000, 8_000, 20_000  # characters of an answer, its structured content too
LONGEST_ARGUMENT = 200  # characters of a name, a date or a search

Text = Annotated[str, Meta(max_length=LONGEST_ARGUMENT)]
Given = Annotated[str, Meta(min_length=1, max_length=LONGEST_ARGUMENT)]
Texts = Annotated[list[Text], Meta(max_length=20)]
Size = Annotated[int, Meta(ge=LEAST, le=MOST)]

ABOUT = {
    "parties": "Countries, organisations or persons: names in any language, ids or ISO codes.",
    "topic": "Only this topic, by id or label; inventory lists them.",
    "measure": "Only figures of this measure, such as exports.",
    "kind": "Only this kind, such as treaty or visit.",
    "both_sides": "Each side's own statistics side by side; takes two parties and a topic.",
    "upcoming": "Only what is ahead, within 90d, 12w, 6m or 1y.",
    "in": "Only this period: 2021, 2021-11, 2021-Q3, 2020/2022.",
    "since": "Leave out what ended before this date.",
    "until": "Leave out what began after this date.",
    "known_by": "As of this day: leave out what was said or printed later.",
    "claimant": "Only what this party or person said.",
    "text": 'Words that a claim has; "in quotes" a phrase, -word is left out, word* begins one.',
    "id": "The id of a claim.",
    "list": "What to list. Left out: topics and measures, and what the base covers.",
    "like": "Only what has this in its id or a name of it; of all lists if none is named.",
    "max_characters": "How long the answer may be; ask for more if it was shortened.",
}
"""The description of each argument, whichever tool takes it."""


class Arguments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The arguments of every tool."""

    max_characters: Size = USUAL


class Dated(Arguments, frozen=True, kw_only=True):
    """The arguments of a question about claims."""

    in_: Text = field(name="in", default="")
    since: Text = ""
    until: Text = ""
    known_by: Text = ""
    claimant: Text = ""


class LookUp(Dated, frozen=True, kw_only=True):
    """The arguments of look_up."""

    parties: Texts = []
    topic: Text = ""
    measure: Text = ""
    both_sides: bool = False


class Relations(Dated, frozen=True, kw_only=True):
    """The arguments of relations."""

    parties: Texts = []
    topic: Text = ""
    kind: Text = ""


class Timeline(Relations, frozen=True, kw_only=True):
    """The arguments of timeline."""

    upcoming: Text = ""


class Search(Dated, frozen=True, kw_only=True):
    """The arguments of search."""

    text: Given
    topic: Text = ""
    kind: Text = ""
    measure: Text = ""


class Show(Arguments, frozen=True, kw_only=True):
    """The arguments of show."""

    id: Given
    known_by: Text = ""


class Inventory(Arguments, frozen=True, kw_only=True):
    """The arguments of inventory."""

    list: Literal["", "topics", "measures", "kinds", "parties", "sources"] = ""
    like: Text = ""


def read(tool: str, takes: type[Arguments], given: Mapping[str, Any]) -> Any:
    """Return the arguments of a call. An empty one, or null, is one that was left out.

    Raises QuestionError for an argument that the tool does not have, and for a wrong type or size.
    """
    known = [name for name in ABOUT if name in takes.__struct_encode_fields__]
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known, f"it takes {', '.join(known)}")
            raise QuestionError(f'{tool} has no argument "{short(name, 60)}"', hint)
    for needed in _required(takes):
        if given.get(needed) in ("", None):
            hint = f"give it: {ABOUT[needed]}"
            what = "empty" if needed in given else "missing"
            raise QuestionError(f"{tool}: {needed} is {what}", hint.rstrip("."))
    values = {name: _as_taken(value) for name, value in given.items() if value not in (None, "")}
    try:
        return msgspec.convert(values, takes)
    except msgspec.ValidationError as error:
        name = re.split(r"[\[`]", str(error).partition(" - at `$.")[2])[0]
        taken = _taken(schema(takes, ABOUT)["properties"][name])
        raise QuestionError(f"{tool}: {name} takes {taken}") from None


def _taken(declared: Mapping[str, Any]) -> str:
    """Return the values that an argument takes, in words, as its schema declares them."""
    match declared:
        case {"enum": words}:
            return f"one of {listed(words[1:], 'or')}"  # the first is none of them
        case {"minimum": least, "maximum": most}:
            return f"a whole number from {least:,} to {most:,}"
        case {"maxItems": most, "items": item}:
            return f'a list of at most {most} names, each {_taken(item)}: ["germany"]'
        case {"maxLength": most}:
            return f"a text of at most {most} characters"
    return "true or false"


@cache
def _required(takes: type[Arguments]) -> list[str]:
    """Return the arguments without which a tool cannot be called."""
    return [one.encode_name for one in msgspec.structs.fields(takes) if one.required]


def _as_taken(value: Any) -> Any:
    """Return a value as a command line would have it.

    A number without a fraction is an integer, as JSON Schema takes 8000.0, and halves of characters
    in a text are replaced.
    """
    if isinstance(value, list):
        return [*map(_as_taken, value)]
    if isinstance(value, str):
        return whole_characters(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def schema(type_: type[Struct], about: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON Schema of a type, with an object at its root as the protocol asks.

    Its properties are those that are described, in their order.
    """
    parts: dict[str, dict[str, Any]] = _tidy(msgspec.json.schema(type_)["$defs"])
    root = parts.pop(type_.__name__)
    of = root["properties"]
    properties = {name: {"description": text} if text else {} for name, text in about.items()}
    root["properties"] = {name: properties[name] | of[name] for name in about if name in of}
    return root | ({"$defs": parts} if parts else {})


def _tidy(node: Any) -> Any:
    """Return a schema without names of ours and without defaults that say nothing."""
    if not isinstance(node, dict):
        return node
    return {
        key: _tidy(value)
        for key, value in node.items()
        if not (key == "title" or (key == "description" and "properties" in node))
        and not (key in ("default", "required") and not value)
    }
