"""An answer, and what `check` found, as the JSON has them."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from dipfacts.model import tables
from dipfacts.render.json.contract.claims import (
    CountedParty,
    CountedSource,
    Event,
    Figure,
    Number,
    Party,
    Printed,
    Relation,
    Source,
    Topic,
)


class Query(Printed):
    """The question as understood; of the rest only what was asked."""

    command: Annotated[
        Literal[
            "figures",
            "timeline",
            "relations",
            "brief",
            "search",
            "show",
            "parties",
            "topics",
            "sources",
        ],
        Meta(description="what was asked; `figures` for a topic"),
    ]
    parties: Annotated[list[str], Meta(description="the ids of the parties named, sorted")]
    topic: Annotated[str | UnsetType, Meta(description="the topic's id")] = UNSET
    id: Annotated[str | UnsetType, Meta(description="the claim that `show` was asked for")] = UNSET
    since: Annotated[str | UnsetType, Meta(description="the date of `--since`")] = UNSET
    until: Annotated[str | UnsetType, Meta(description="the date of `--until`")] = UNSET
    in_: Annotated[str | UnsetType, Meta(description="the period of `--in`")] = UNSET
    known_by: Annotated[str | UnsetType, Meta(description="the date of `--known-by`")] = UNSET
    upcoming: Annotated[str | UnsetType, Meta(description="the span of `--upcoming`")] = UNSET
    measure: Annotated[str | UnsetType, Meta(description="the measure of `--measure`")] = UNSET
    kind: Annotated[str | UnsetType, Meta(description="the kind of `--kind`")] = UNSET
    source: Annotated[str | UnsetType, Meta(description="the source of `--source`")] = UNSET
    text: Annotated[str | UnsetType, Meta(description="the words that `search` looks for")] = UNSET
    mirror: Annotated[bool | UnsetType, Meta(description="true with `--mirror`")] = UNSET
    limit: Annotated[int | UnsetType, Meta(description="the number of `--limit`")] = UNSET
    all: Annotated[bool | UnsetType, Meta(description="true where deprecated claims count")] = UNSET
    lang: Annotated[
        str | UnsetType, Meta(description="the language that countries are named in")
    ] = UNSET


class Derivation(Printed):
    """How a number was computed from claims."""

    formula: Annotated[str, Meta(description="the formula in words")]
    from_: Annotated[list[str], Meta(description="the ids of the claims it was computed from")]


class Head(Printed):
    """The headline; its keys are null where the answer is no single number."""

    text: Annotated[str, Meta(description="the answer in a sentence or two")]
    measure: Annotated[str | None, Meta(description="the measure it is about")]
    period: Annotated[str | None, Meta(description="the period it is about, as EDTF")]
    value: Annotated[
        Number | None,
        Meta(description="the number; null where sources differ and none is preferred. No mean"),
    ]
    low: Annotated[Number | None, Meta(description="the smallest number claimed")]
    high: Annotated[Number | None, Meta(description="the largest number claimed")]
    unit: Annotated[str | None, Meta(description="the unit of these numbers")]
    agreement: Annotated[
        Literal["single", "confirmed", "conflict"] | None,
        Meta(description="`confirmed`: two independent statements or more that agree"),
    ]
    reasons: Annotated[
        list[Literal["reporter", "revision", "valuation", "definition", "unexplained"]],
        Meta(description="what explains a conflict"),
    ]
    partial: Annotated[
        bool,
        Meta(description="true where no claim covers all of the period, and this is a part of it"),
    ]
    derived: Annotated[
        Derivation | None, Meta(description="where the number is computed, and not stated: how")
    ]
    facts: Annotated[list[str], Meta(description="the ids of the claims that it rests on")]
    qualifier: Annotated[
        tables.Qualifier | None, Meta(description="how the source of `value` limits it")
    ]
    spread_percent: Annotated[
        Number | None,
        Meta(description="how far `high` lies above `low`, in percent of `low`; else null"),
    ]


class Derived(Printed):
    """A number computed from claims."""

    kind: Annotated[
        Literal["sum", "balance", "growth", "share", "asymmetry"],
        Meta(description="what was computed"),
    ]
    measure: Annotated[str, Meta(description="the measure it is about")]
    period: Annotated[str, Meta(description="the period it is about, as EDTF")]
    value: Annotated[Number, Meta(description="the number")]
    unit: Annotated[str, Meta(description="its unit")]
    derived: Annotated[Derivation, Meta(description="how it was computed")]
    text: Annotated[str, Meta(description="the same in words")]


class Point(Printed):
    """One full year of a series."""

    period: Annotated[str, Meta(description="the year")]
    low: Annotated[Number | None, Meta(description="the smallest number; null without a claim")]
    high: Annotated[Number | None, Meta(description="the largest number; null without a claim")]
    facts: Annotated[list[str], Meta(description="the ids of the claims")]


class Series(Printed):
    """The main measure over adjacent full years."""

    measure: Annotated[str, Meta(description="the measure")]
    unit: Annotated[str, Meta(description="its unit")]
    reporter: Annotated[str | None, Meta(description="null where it is not one reporter's alone")]
    points: Annotated[list[Point], Meta(description="the years, a year without a claim too")]


class Side(Printed):
    """What one reporter gives for a flow."""

    id: Annotated[str, Meta(description="the claim's id")]
    value: Annotated[Number, Meta(description="its number")]


class Mirror(Printed):
    """One flow and period as both sides report it."""

    measure: Annotated[str | None, Meta(description="the measure")]
    from_: Annotated[str | None, Meta(description="where the flow starts from")]
    to: Annotated[str | None, Meta(description="where it goes")]
    period: Annotated[str, Meta(description="the period, as EDTF")]
    unit: Annotated[str, Meta(description="the unit of both")]
    sides: Annotated[
        list[Side | None], Meta(description="the reports of both; null where one does not report")
    ]
    asymmetry_percent: Annotated[Number | None, Meta(description="how far they lie apart")]


class _Answered(Printed):
    """What all answers have."""

    schema_version: Annotated[Literal[1], Meta(description="the version of this contract")]
    query: Annotated[Query, Meta(description="the question as understood")]
    status: Annotated[
        Literal["answered", "nothing-recorded", "outside-dates"],
        Meta(description="`outside-dates`: there is something, but not at the dates asked for"),
    ]
    answer: Annotated[Head, Meta(description="the headline")]
    facts: Annotated[
        list[Figure | Relation | Event],
        Meta(description="the claims; of `timeline` in order, of `show` the one asked for first"),
    ]


NamedParties = Annotated[
    dict[str, Party], Meta(description="by id, each party that the question or a claim names")
]
ClaimSources = Annotated[dict[str, Source], Meta(description="by id, the sources of the claims")]


class Answer(_Answered):
    """The answer of `timeline`, `relations`, `search` or `show`."""

    parties: NamedParties
    sources: ClaimSources


class Figures(Answer):
    """The answer about a topic."""

    derived: Annotated[list[Derived], Meta(description="all numbers computed from the claims")]
    series: Annotated[Series | None, Meta(description="where there is one")]
    mirror: Annotated[
        list[Mirror] | UnsetType, Meta(description="both sides of each flow, with `--mirror`")
    ] = UNSET


class Topics(Answer):
    """The answer of `topics`."""

    topics: Annotated[dict[str, Topic], Meta(description="by id, those there are")]


class Parties(_Answered):
    """The answer of `parties`."""

    parties: Annotated[dict[str, CountedParty], Meta(description="by id, those there are")]
    sources: ClaimSources


class Sources(_Answered):
    """The answer of `sources`."""

    parties: NamedParties
    sources: Annotated[dict[str, CountedSource], Meta(description="by id, those there are")]


class Problem(Printed):
    """One problem of a fact base."""

    file: Annotated[str, Meta(description="the file")]
    line: Annotated[int, Meta(description="the line; 0 where it is the whole file")]
    column: Annotated[int, Meta(description="the column; 0 where it is the whole file")]
    severity: Annotated[Literal["error", "warning"], Meta(description="how bad it is")]
    code: Annotated[str, Meta(description="what sort: see docs/check.md")]
    message: Annotated[str, Meta(description="what is wrong")]
    hint: Annotated[str, Meta(description="the remedy")]


class Check(Printed):
    """What `check` found."""

    schema_version: Annotated[Literal[1], Meta(description="the version of this contract")]
    problems: Annotated[list[Problem], Meta(description="all of them, in the order of the files")]


class Index(Printed):
    """One compiled index that is kept."""

    path: Annotated[str, Meta(description="the file it is kept in")]
    base: Annotated[str, Meta(description="the file or folder it is of; empty if not readable")]
    files: Annotated[int, Meta(description="how many files it was compiled from")]
    claims: Annotated[int, Meta(description="how many claims are in it")]
    bytes: Annotated[int, Meta(description="how large it is")]
    used: Annotated[str, Meta(description="when it was last used, as ISO 8601 with the offset")]
    fresh: Annotated[bool, Meta(description="whether none of its files has changed since")]


class Cache(Printed):
    """What `cache` has kept."""

    schema_version: Annotated[Literal[1], Meta(description="the version of this contract")]
    folder: Annotated[str, Meta(description="where the indexes are kept")]
    limit: Annotated[int, Meta(description="how many bytes they may take together")]
    indexes: Annotated[list[Index], Meta(description="all of them, the last used first")]


class Cleared(Printed):
    """What `cache clear` has deleted."""

    schema_version: Annotated[Literal[1], Meta(description="the version of this contract")]
    folder: Annotated[str, Meta(description="where the indexes were kept")]
    deleted: Annotated[int, Meta(description="how many files are gone")]
    bytes: Annotated[int, Meta(description="how large they were")]
