"""What the tools take: each argument once, with its description, as types that make the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from dipfacts.errors import QuestionError
from dipfacts.text import did_you_mean, plain

LEAST, USUAL, MOST = 2_000, 8_000, 20_000  # characters of an answer, its structured content too
LONGEST = 200  # characters of a name, a date or a search

Text = Annotated[str, Meta(max_length=LONGEST)]
Parties = Annotated[
    list[Text],
    Meta(
        max_length=20,
        description="Countries, organisations or persons: names in any language, ids or ISO codes.",
    ),
]
_TOPIC = "Only this topic, by id or label; inventory lists them."
Topic = Annotated[Text, Meta(description=_TOPIC)]
Kind = Annotated[Text, Meta(description="Only this kind, such as treaty or visit.")]
Measure = Annotated[Text, Meta(description="Only figures of this measure, such as exports.")]


class Arguments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every tool takes."""

    max_characters: Annotated[
        int,
        Meta(ge=LEAST, le=MOST, description="How long the answer may be; ask for more if cut."),
    ] = USUAL


class Dated(Arguments, frozen=True, kw_only=True):
    """What a question about claims takes."""

    in_: Annotated[
        Text, Meta(description="Only this period: 2021, 2021-11, 2021-Q3, 2020/2022.")
    ] = field(name="in", default="")
    since: Annotated[Text, Meta(description="Leave out what ended before this date.")] = ""
    until: Annotated[Text, Meta(description="Leave out what began after this date.")] = ""
    known_by: Annotated[
        Text, Meta(description="As of this day: leave out what was said or printed later.")
    ] = ""
    claimant: Annotated[Text, Meta(description="Only what this party or person said.")] = ""


class LookUp(Dated, frozen=True, kw_only=True):
    """The arguments of look_up."""

    parties: Parties = []
    topic: Annotated[Text, Meta(description=f"{_TOPIC} Left out: an overview of all.")] = ""
    measure: Measure = ""
    both_sides: Annotated[
        bool, Meta(description="Each side's own statistics side by side; takes two parties.")
    ] = False


class Timeline(Dated, frozen=True, kw_only=True):
    """The arguments of timeline."""

    parties: Parties = []
    topic: Topic = ""
    kind: Kind = ""
    upcoming: Annotated[
        Text, Meta(description="Only what is ahead, within 90d, 12w, 6m or 1y.")
    ] = ""


class Relations(Dated, frozen=True, kw_only=True):
    """The arguments of relations."""

    parties: Parties = []
    topic: Topic = ""
    kind: Kind = ""


class Search(Dated, frozen=True, kw_only=True):
    """The arguments of search."""

    text: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST,
            description='Words that a claim has; "quoted words" are a phrase, -word is left out, '
            "word* begins one.",
        ),
    ]
    topic: Topic = ""
    kind: Kind = ""
    measure: Measure = ""


class Show(Arguments, frozen=True, kw_only=True):
    """The arguments of show."""

    id: Annotated[str, Meta(min_length=1, max_length=LONGEST, description="The id of a claim.")]
    known_by: Annotated[Text, Meta(description="Leave out what was said or printed later.")] = ""


class Inventory(Arguments, frozen=True, kw_only=True):
    """The arguments of inventory."""

    list: Annotated[
        Literal["", "topics", "measures", "kinds", "parties", "sources"],
        Meta(description="What to list. Left out: topics and measures, and what the base covers."),
    ] = ""
    like: Annotated[Text, Meta(description="Only those whose id or name has this in it.")] = ""


def read(tool: str, takes: type[Arguments], given: Mapping[str, Any]) -> Any:
    """Return the arguments of a call. An empty one, or null, is one that was left out.

    Raises QuestionError for an argument that the tool does not have, and for a wrong type or size.
    """
    names = {one.encode_name for one in msgspec.structs.fields(takes)}
    for name in given:
        if name not in names:
            known = [*schema(takes)["properties"]]
            hint = did_you_mean(name, known, f"it takes {', '.join(known)}")
            raise QuestionError(f'{tool} has no argument "{plain(name)[:60]}"', hint)
    try:
        return msgspec.convert({k: v for k, v in given.items() if v not in (None, "")}, takes)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        where = f"{where.rstrip('`')}: " if where else ""
        message = f"{tool}: {where}{what.replace('`', '')}"
        raise QuestionError(message, "see the input schema of the tool") from None


def schema(type_: type[Struct]) -> dict[str, Any]:
    """Return the JSON Schema of a type, with an object at its root as the protocol asks."""
    parts: dict[str, dict[str, Any]] = _tidy(msgspec.json.schema(type_)["$defs"])
    root = parts.pop(type_.__name__)
    own = [name for name in root["properties"] if name in type_.__annotations__]
    root["properties"] = {name: root["properties"][name] for name in [*own, *root["properties"]]}
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
