"""A claim, its source and whom it names, as the JSON has them."""

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from dipfacts.model import tables

Number = int | Decimal
Date = datetime.date


class Printed(Struct, forbid_unknown_fields=True, rename={"from_": "from", "in_": "in"}):
    """An object of the JSON."""


class Period(Printed):
    """When something holds in the world."""

    text: Annotated[str, Meta(description="as the fact base has it: EDTF")]
    start: Annotated[Date | None, Meta(description="the first day; null where open or unknown")]
    end: Annotated[
        Date | None, Meta(description="the last day, inclusive; null where open or unknown")
    ]
    precision: Annotated[
        Literal["day", "month", "year", "none"], Meta(description="of the coarser end")
    ]
    uncertain: Annotated[bool, Meta(description="marked so in the fact base, by `?` or `%`")]
    approximate: Annotated[bool, Meta(description="marked so in the fact base, by `~` or `%`")]


class Occasion(Printed):
    """Why a claim is ahead."""

    what: Annotated[
        Literal["planned", "anniversary", "begins", "ends"],
        Meta(description="a planned event, a yearly day of a relation, its start or its end"),
    ]
    on: Annotated[Date | None, Meta(description="the day; null where it is not known to the day")]
    years: Annotated[int | None, Meta(description="which anniversary; else null")]


class _Claim(Printed):
    """The keys that all claims have, but for the source."""

    id: Annotated[str, Meta(description="the claim's name, unique in the fact base")]
    topic: Annotated[str | None, Meta(description="the topic's id")]
    parties: Annotated[list[str], Meta(description="the ids of all parties, directed or not")]
    from_: Annotated[str | None, Meta(description="where it starts from, if it is directed")]
    to: Annotated[str | None, Meta(description="where it goes, if it is directed")]
    period: Annotated[Period | None, Meta(description="when it holds in the world")]
    locator: Annotated[str | None, Meta(description="where in the source it stands")]
    claimant: Annotated[str | None, Meta(description="the party who said it")]
    said_on: Annotated[Date | None, Meta(description="when the claimant said it")]
    known_by: Annotated[
        Date | None,
        Meta(description="when it was public: `said_on`, else when its source was published"),
    ]
    rank: Annotated[tables.Rank, Meta(description="deprecated ones are left out without `--all`")]
    rank_reason: Annotated[str | None, Meta(description="why the rank is not normal")]
    inferred: Annotated[
        str | None, Meta(description="how it follows, where the source does not state it")
    ]
    note: Annotated[str | None, Meta(description="what must be known to use it rightly")]
    file: Annotated[str, Meta(description="the file of the fact base where it stands")]
    line: Annotated[int, Meta(description="the line of that file")]


class _Figure(_Claim, tag_field="type", tag="figure"):
    measure: Annotated[str, Meta(description="what is measured")]
    nature: Annotated[tables.Nature, Meta(description="what sort of number the measure is")]
    reporter: Annotated[str | None, Meta(description="whose statistics it is")]
    value: Annotated[Number, Meta(description="the number in base units, exact")]
    unit: Annotated[str, Meta(description="a currency code such as USD, percent, rank, …")]
    qualifier: Annotated[tables.Qualifier, Meta(description="how the source limits it")]
    display: Annotated[str, Meta(description="value, unit and qualifier as people write them")]
    part_of: Annotated[str | None, Meta(description="the figure that this is a component of")]
    scope: Annotated[str | None, Meta(description="what is counted, if not everything")]
    valuation: Annotated[tables.Valuation | None, Meta(description="where stated")]
    definition: Annotated[
        str | None, Meta(description="how this source defines what others define otherwise")
    ]


class _Happening(_Claim, kw_only=True):
    kind: Annotated[str, Meta(description="what sort: treaty, membership, meeting, visit, …")]
    title: Annotated[str, Meta(description="in a few words")]
    people: Annotated[list[str], Meta(description="the ids of the persons who took part")]
    place: Annotated[str | None, Meta(description="where")]
    upcoming: Annotated[
        Occasion | UnsetType, Meta(description="with `--upcoming`: what is ahead, and when")
    ] = UNSET


class _Relation(_Happening, tag_field="type", tag="relation", kw_only=True):
    status: Annotated[str | None, Meta(description="in-force, signed, suspended, ended, …")]


class _Event(_Happening, tag_field="type", tag="event", kw_only=True):
    status: Annotated[tables.EventStatus, Meta(description="whether it has happened")]


Id = Annotated[str, Meta(description="its name in the fact base")]
SourceId = Annotated[str, Meta(description="the source's id, a key of `sources`")]


class Figure(_Figure):
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

    name: Annotated[str, Meta(description="its name in English")]
    kind: Annotated[tables.PartyKind, Meta(description="what sort of party it is")]
    iso: Annotated[str | UnsetType, Meta(description="ISO 3166 alpha-2 code, where it has one")] = (
        UNSET
    )
    office: Annotated[str | UnsetType, Meta(description="a person's office, where recorded")] = (
        UNSET
    )
    country: Annotated[
        str | UnsetType, Meta(description="the country it acts for, where recorded")
    ] = UNSET


class Source(Printed):
    """The document that a claim is taken from."""

    publisher: Annotated[str, Meta(description="who printed it")]
    author: Annotated[str | None, Meta(description="who wrote it")]
    title: Annotated[str | None, Meta(description="its title")]
    published: Annotated[str | None, Meta(description="when it was printed, as EDTF")]
    url: Annotated[str | None, Meta(description="where it can be read")]


class Topic(Printed):
    """A field that facts are about."""

    label: Annotated[str, Meta(description="the topic as people read it")]
    note: Annotated[str | None, Meta(description="what belongs to it")]
    claims: Annotated[int, Meta(description="how many claims belong to it")]


class CountedParty(Party, kw_only=True):
    """A party of the fact base."""

    claims: Annotated[int, Meta(description="how many claims name it")]


class CountedSource(Source):
    """A source of the fact base."""

    claims: Annotated[int, Meta(description="how many claims are taken from it")]


class SourceOfLine(Source):
    """The document that a claim is taken from, with its id."""

    id: Id


class FigureLine(_Figure):
    """A figure as a line of jsonl."""

    source: Annotated[SourceOfLine, Meta(description="the source")]


class RelationLine(_Relation, kw_only=True):
    """A relation as a line of jsonl."""

    source: Annotated[SourceOfLine, Meta(description="the source")]


class EventLine(_Event, kw_only=True):
    """An event as a line of jsonl."""

    source: Annotated[SourceOfLine, Meta(description="the source")]


class PartyLine(CountedParty, kw_only=True):
    """A line of `parties`."""

    id: Id


class TopicLine(Topic):
    """A line of `topics`."""

    id: Id


class SourceLine(CountedSource):
    """A line of `sources`."""

    id: Id
