"""A claim, its source and whom it names, as the JSON has them."""

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from dipfacts.model.file_format import tables
from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.status import EventStatus, RelationStatus, StatusClass
from dipfacts.model.periods.dates import Precision

Number = int | Decimal
Date = datetime.date


def about(text: str) -> Meta:
    """Describe a key."""
    return Meta(description=text)


def as_declared(table: type[tables.Table], key: str) -> Meta:
    """Describe a key that is one of the fact base, as its declaration does."""
    return about(description(table, key))


Id = Annotated[str, about("its name in the fact base")]
SourceId = Annotated[str, about("the source's id, a key of `sources`")]
ClaimIds = Annotated[list[str], about("the ids of the claims")]
Low = Annotated[Number | None, about("the smallest number; null without a claim")]
High = Annotated[Number | None, about("the largest number; null without a claim")]
Version = Annotated[Literal[1], about("the version of this contract")]


class Printed(Struct, forbid_unknown_fields=True, rename={"from_": "from", "in_": "in"}):
    """An object of the JSON."""


class Period(Printed):
    """The time at which something holds in the world."""

    text: Annotated[str, about("as the fact base has it: EDTF")]
    start: Annotated[Date | None, about("the first day; null where open or unknown")]
    end: Annotated[Date | None, about("the last day, inclusive; null where open or unknown")]
    precision: Annotated[Precision, about("of the coarser end, as far as its digits are known")]
    uncertain: Annotated[bool, about("marked so in the fact base, by `?` or `%`")]
    approximate: Annotated[bool, about("marked so in the fact base, by `~` or `%`")]
    unspecified: Annotated[
        bool, about("part of it is open (`199X`, a set): `start` and `end` are then the widest")
    ]


class Occasion(Printed):
    """The reason why a claim is ahead."""

    what: Annotated[
        Literal[
            "planned", "anniversary", "begins", "ends", "suspended", "suspension-ends", "reached"
        ],
        about(
            "an event to come; of a relation a yearly day, its start or its end (also as it is "
            "terminated), or those of a suspension; `reached`: another `status`, such as signed, "
            "or notice that it will end"
        ),
    ]
    on: Annotated[
        Date | None,
        about("the day, the first ahead where sources differ on it; null where it is not known"),
    ]
    years: Annotated[
        int | None, about("which anniversary; null where sources differ on it, and of what is none")
    ]


class Place(Printed):
    """The place of a figure in the ranking of an answer."""

    role: Annotated[
        Literal["partner", "aggregate", "total", "larger", "other", "newer", "in_part"],
        about("the list of `ranking` that it belongs to"),
    ]
    place: Annotated[int | None, about("its place; null where it has none")]
    share: Annotated[
        Number | None, about("percent of the total by the same reporter or source; else null")
    ]


class Beside(Printed):
    """The place of a figure where partners stand side by side."""

    partner: Annotated[str, about("the column's partner")]
    way: Annotated[str, about("`to` or `from` it, if the figures have a direction")]
    year: Annotated[str, about("the row's year")]
    partial: Annotated[bool, about("true where it is about a part of the year")]


class _Claim(Printed):
    """The keys that all claims have, but for the source."""

    id: Annotated[str, as_declared(tables.Claim, "id")]
    topic: Annotated[str | None, as_declared(tables.Claim, "topic")]
    parties: Annotated[list[str], about("the ids of all parties, directed or not")]
    from_: Annotated[str | None, as_declared(tables.Claim, "from_")]
    to: Annotated[str | None, as_declared(tables.Claim, "to")]
    period: Annotated[Period | None, about("when it holds in the world")]
    locator: Annotated[str | None, as_declared(tables.Claim, "locator")]
    claimant: Annotated[str | None, about("the party who said it; of several the first")]
    claimants: Annotated[list[str], about("the parties who said it; several of a joint statement")]
    said_on: Annotated[str | None, about("when the claimant said it: a date or EDTF, as recorded")]
    known_by: Annotated[
        Date | None, about("when it was public: `said_on`, else when its source was published")
    ]
    rank: Annotated[tables.Rank, about("deprecated ones are left out without `--all`")]
    rank_reason: Annotated[str | None, as_declared(tables.Claim, "rank_reason")]
    inferred: Annotated[str | None, as_declared(tables.Claim, "inferred")]
    note: Annotated[str | None, as_declared(tables.Claim, "note")]
    file: Annotated[str, about("the file of the fact base where it stands")]
    line: Annotated[int, about("the line of that file")]


class _Figure(_Claim, tag_field="type", tag="figure", kw_only=True):
    measure: Annotated[str, as_declared(tables.Figure, "measure")]
    nature: Annotated[tables.Nature, as_declared(tables.Measure, "nature")]
    reporter: Annotated[str | None, as_declared(tables.Figure, "reporter")]
    value: Annotated[Number | None, as_declared(tables.Figure, "value")]
    unit: Annotated[str, as_declared(tables.Figure, "unit")]
    qualifier: Annotated[tables.Qualifier, as_declared(tables.Figure, "qualifier")]
    absent: Annotated[tables.Absent | None, as_declared(tables.Figure, "absent")]
    display: Annotated[str, about("value, unit and qualifier as people write them")]
    status: Annotated[tables.FigureStatus | None, as_declared(tables.Figure, "status")]
    part_of: Annotated[str | None, as_declared(tables.Figure, "part_of")]
    parts: Annotated[tables.Parts | None, as_declared(tables.Figure, "parts")]
    scope: Annotated[str | None, as_declared(tables.Figure, "scope")]
    valuation: Annotated[tables.Valuation | None, as_declared(tables.Figure, "valuation")]
    definition: Annotated[str | None, as_declared(tables.Figure, "definition")]
    side_by_side: Annotated[
        Beside | UnsetType, about("where partners stand side by side: the claim's column and row")
    ] = UNSET
    ranking: Annotated[
        Place | UnsetType, about("in an answer with a ranking: what this claim is in it")
    ] = UNSET


class _RelationOrEvent(_Claim, kw_only=True):
    kind: Annotated[str, about("what sort: treaty, membership, meeting, visit, …")]
    title: Annotated[str, about("in a few words")]
    people: Annotated[list[str], as_declared(tables.Relation, "people")]
    place: Annotated[str | None, as_declared(tables.Relation, "place")]
    occurrence: Annotated[
        str, about("the id of the first claim about the same relation or event, maybe its own")
    ]
    same_as: Annotated[str | None, about("the id of a claim about the same relation or event")]
    upcoming: Annotated[
        Occasion | UnsetType,
        about("with `--upcoming`, of the claim of each line: what is ahead, and when"),
    ] = UNSET


class _Relation(_RelationOrEvent, tag_field="type", tag="relation", kw_only=True):
    status: Annotated[RelationStatus | None, as_declared(tables.Relation, "status")]
    status_class: Annotated[
        StatusClass | UnsetType,
        about(
            "with `relations`, `timeline`, `brief` and `show`: in force, paused, not yet or over, "
            "by its status, its period, the day and the lifetime of its parties"
        ),
    ] = UNSET


class _Event(_RelationOrEvent, tag_field="type", tag="event", kw_only=True):
    status: Annotated[EventStatus, as_declared(tables.Event, "status")]


class Figure(_Figure, kw_only=True):
    """A number with a unit, a period and a measure."""

    source: SourceId


class Relation(_Relation, kw_only=True):
    """A state of affairs that lasts."""

    source: SourceId


class Event(_Event, kw_only=True):
    """Something that happens at a time."""

    source: SourceId


class Party(Printed):
    """A party that the question or a claim names."""

    name: Annotated[str, as_declared(tables.Party, "name")]
    kind: Annotated[tables.PartyKind, as_declared(tables.Party, "kind")]
    iso: Annotated[str | UnsetType, as_declared(tables.Party, "iso")] = UNSET
    office: Annotated[str | UnsetType, as_declared(tables.Party, "office")] = UNSET
    country: Annotated[str | UnsetType, as_declared(tables.Party, "country")] = UNSET
    note: Annotated[str | UnsetType, as_declared(tables.Party, "note")] = UNSET


class Source(Printed):
    """The document that a claim is taken from."""

    publisher: Annotated[str, as_declared(tables.Source, "publisher")]
    author: Annotated[str | None, as_declared(tables.Source, "author")]
    title: Annotated[str | None, as_declared(tables.Source, "title")]
    published: Annotated[str | None, about("when it was printed, as EDTF")]
    url: Annotated[str | None, as_declared(tables.Source, "url")]
    note: Annotated[str | None, as_declared(tables.Source, "note")]
    derived_from: Annotated[
        list[str] | None,
        about("the ids of the sources that its numbers are made from; null where there are none"),
    ]


_Deprecated = Annotated[int | UnsetType, about("how many of these are deprecated, if any are")]


class Topic(Printed):
    """A field that facts are about."""

    label: Annotated[str, as_declared(tables.Topic, "label")]
    note: Annotated[str | None, as_declared(tables.Topic, "note")]
    claims: Annotated[int, about("how many claims belong to it")]
    deprecated: _Deprecated = UNSET


class Measure(Printed):
    """A measure of figures."""

    topic: Annotated[str, as_declared(tables.Measure, "topic")]
    label: Annotated[str, as_declared(tables.Measure, "label")]
    nature: Annotated[tables.Nature, as_declared(tables.Measure, "nature")]
    sum_of: Annotated[
        list[str] | None, about("the measures that add up to it; null where there are none")
    ]
    difference_of: Annotated[
        list[str] | None,
        about("two measures: the first less the second is it; null where there are none"),
    ]
    of: Annotated[str | None, as_declared(tables.Measure, "of")]
    partners: Annotated[int | None, as_declared(tables.Measure, "partners")]
    counts: Annotated[str | None, as_declared(tables.Measure, "counts")]
    note: Annotated[str | None, as_declared(tables.Measure, "note")]
    claims: Annotated[int, about("how many figures are of it")]
    deprecated: _Deprecated = UNSET


class Kind(Printed):
    """A kind of relations or events."""

    of: Annotated[
        Literal["relation", "event", "both"],
        about("which claims are of it; both only where it is not declared"),
    ]
    label: Annotated[str | None, about("the kind as people read it; null if not declared")]
    declared: Annotated[bool, about("whether the fact base declares it")]
    unique: Annotated[bool, as_declared(tables.Kind, "unique")]
    note: Annotated[str | None, as_declared(tables.Kind, "note")]
    claims: Annotated[int, about("how many claims are of it")]
    deprecated: _Deprecated = UNSET


class CountedParty(Party, kw_only=True):
    """A party of the fact base."""

    claims: Annotated[int, about("how many claims name it")]
    deprecated: _Deprecated = UNSET
    codes: Annotated[
        dict[str, list[str]] | UnsetType,
        about("with `--codes`, or `--fields` of codes: its codes, by list"),
    ] = UNSET


class CountedSource(Source):
    """A source of the fact base."""

    claims: Annotated[int, about("how many claims are taken from it")]
    deprecated: _Deprecated = UNSET


class SourceOfLine(Source):
    """The document that a claim is taken from, with its id."""

    id: Id


class FigureLine(_Figure, kw_only=True):
    """A figure as a line of jsonl."""

    source: Annotated[SourceOfLine, about("the source")]


class RelationLine(_Relation, kw_only=True):
    """A relation as a line of jsonl."""

    source: Annotated[SourceOfLine, about("the source")]


class EventLine(_Event, kw_only=True):
    """An event as a line of jsonl."""

    source: Annotated[SourceOfLine, about("the source")]


class PartyLine(CountedParty, kw_only=True):
    """A line of `parties`."""

    id: Id


class TopicLine(Topic, kw_only=True):
    """A line of `topics`."""

    id: Id


class MeasureLine(Measure, kw_only=True):
    """A line of `measures`."""

    id: Id


class KindLine(Kind, kw_only=True):
    """A line of `kinds`."""

    id: Id


class SourceLine(CountedSource, kw_only=True):
    """A line of `sources`."""

    id: Id
