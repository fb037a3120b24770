"""An answer, as the JSON has it."""

from typing import Annotated, Literal

from msgspec import UNSET, UnsetType

from dipfacts.model.file_format import tables
from dipfacts.render.json.contract.check import Problem
from dipfacts.render.json.contract.claims import (
    CountedParty,
    CountedSource,
    Date,
    Event,
    Figure,
    Kind,
    Measure,
    Number,
    Party,
    Printed,
    Relation,
    Source,
    Topic,
    Version,
    about,
    as_declared,
)
from dipfacts.render.json.contract.left_out import LeftOut
from dipfacts.render.json.contract.mirror import Mirror
from dipfacts.render.json.contract.occurrences import Occurrence
from dipfacts.render.json.contract.ranking import Ranking
from dipfacts.render.json.contract.series import Series
from dipfacts.render.json.contract.side_by_side import SideBySide

Asked = Literal["figures", "overview", "timeline", "relations", "brief", "search", "show"]
Listed = Literal["parties", "topics", "measures", "kinds", "sources"]
_OfAll = Literal["claims", "conflicts", "inventory", "start"]
_Reason = Literal[
    "reporter", "revision", "derivation", "valuation", "definition", "period", "unexplained"
]
_Some = str | list[str] | UnsetType


class Query(Printed):
    """The question as understood; of the rest only what was asked."""

    command: Annotated[
        Literal[Asked, Listed, _OfAll],
        about(
            "what was asked; `figures` for a topic; `claims`, `conflicts`, `inventory` and `start`"
            " of a page of `serve`"
        ),
    ]
    parties: Annotated[list[str], about("the ids of the parties named, sorted")]
    topic: Annotated[_Some, about("the topic's id; several of `--topic` as a list")] = UNSET
    id: Annotated[str | UnsetType, about("the claim that `show` was asked for")] = UNSET
    since: Annotated[str | UnsetType, about("the date of `--since`")] = UNSET
    until: Annotated[str | UnsetType, about("the date of `--until`")] = UNSET
    in_: Annotated[str | UnsetType, about("the period of `--in`")] = UNSET
    known_by: Annotated[str | UnsetType, about("the date of `--known-by`")] = UNSET
    in_order: Annotated[
        list[str] | UnsetType,
        about("of three parties or more on a topic: as named, the first compared with the others"),
    ] = UNSET
    known_since: Annotated[str | UnsetType, about("the date of `--known-since`")] = UNSET
    upcoming: Annotated[str | UnsetType, about("the span of `--upcoming`")] = UNSET
    latest: Annotated[int | UnsetType, about("the number of `--latest`")] = UNSET
    reverse: Annotated[bool | UnsetType, about("true with `--reverse`")] = UNSET
    measure: Annotated[_Some, about("the measure of `--measure`; several as a list")] = UNSET
    kind: Annotated[_Some, about("the kind of `--kind`; the same")] = UNSET
    source: Annotated[_Some, about("the source of `--source`; the same")] = UNSET
    claimant: Annotated[_Some, about("the id of the party of `--claimant`; the same")] = UNSET
    publisher: Annotated[_Some, about("the publisher of `--publisher`; the same")] = UNSET
    text: Annotated[str | UnsetType, about("the words that `search` looks for")] = UNSET
    mirror: Annotated[bool | UnsetType, about("true with `--mirror`")] = UNSET
    codes: Annotated[bool | UnsetType, about("true with `--codes`, or `--fields` of codes")] = UNSET
    limit: Annotated[int | UnsetType, about("the number of `--limit`")] = UNSET
    all: Annotated[bool | UnsetType, about("true where deprecated claims count")] = UNSET
    lang: Annotated[str | UnsetType, about("the language that countries are named in")] = UNSET


class Derivation(Printed):
    """The computation of a number from claims."""

    formula: Annotated[str, about("the formula in words")]
    from_: Annotated[list[str], about("the ids of the claims it was computed from")]


class Head(Printed):
    """The headline; its keys are null where the answer is no single number."""

    text: Annotated[str, about("the answer in a sentence or two")]
    measure: Annotated[str | None, about("the measure it is about")]
    period: Annotated[str | None, about("the period it is about, as EDTF")]
    value: Annotated[
        Number | None, about("the number; null where sources differ and none is preferred. No mean")
    ]
    low: Annotated[Number | None, about("the smallest number claimed")]
    high: Annotated[Number | None, about("the largest number claimed")]
    unit: Annotated[str | None, about("the unit of these numbers")]
    agreement: Annotated[
        Literal["single", "confirmed", "consistent", "conflict"] | None,
        about(
            "`confirmed`: two independent numbers or more that agree; `consistent`: nothing"
            " contradicts, but another voice only bounds the number"
        ),
    ]
    reasons: Annotated[list[_Reason], about("what explains a conflict")]
    partial: Annotated[
        bool, about("true where no claim covers all of the period, and this is a part of it")
    ]
    derived: Annotated[
        Derivation | None, about("where the number is computed, and not stated: how")
    ]
    facts: Annotated[
        list[str],
        about(
            "the ids of the claims that it rests on, whether `--limit` shows them or not, but of a "
            "ranking those up to the limit, and its totals; empty where it only counts them, and "
            "they are over 500"
        ),
    ]
    qualifier: Annotated[tables.Qualifier | None, about("how the source of `value` limits it")]
    spread_percent: Annotated[
        Number | None,
        about(
            "how far `high` lies above `low`, in percent of `low`, to a tenth, or to one digit of "
            "what is less; else null"
        ),
    ]


class Derived(Printed):
    """A number computed from claims."""

    kind: Annotated[
        Literal["sum", "balance", "growth", "share", "asymmetry", "members"],
        about("what was computed; `members`: the sum over a bloc's members"),
    ]
    measure: Annotated[str, about("the measure it is about")]
    period: Annotated[str, about("the period it is about, as EDTF")]
    value: Annotated[Number, about("the number")]
    unit: Annotated[str, about("its unit")]
    derived: Annotated[Derivation, about("how it was computed")]
    text: Annotated[str, about("the same in words")]


NewestDay = Annotated[
    str | None,
    about(
        "when the newest source on record was published, shown or not, as the fact base has it, "
        "or when what an undated one prints was said; `coverage` is of `facts` alone"
    ),
]


class _Answered(Printed, kw_only=True):
    """The keys that all answers have."""

    schema_version: Version
    query: Annotated[Query, about("the question as understood")]
    status: Annotated[
        Literal["answered", "nothing-recorded", "outside-dates", "not-published"],
        about(
            "`outside-dates`: there is something, but not at the dates asked for; `not-published`:"
            " the source says that there is a number, and does not give it"
        ),
    ]
    answer: Annotated[Head, about("the headline")]
    facts: Annotated[
        list[Figure | Relation | Event],
        about("the claims; of `timeline` in order, of `show` the one asked for first"),
    ]
    coverage: Annotated[
        Date | None,
        about("how fresh it is: the newest `known_by` of the claims; null where none is known"),
    ]
    left_out: Annotated[LeftOut, about("how much options leave out of `facts`")]
    renamings: Annotated[
        list[str] | UnsetType,
        about("of names that a state no longer has: what it is called since when"),
    ] = UNSET


NamedParties = Annotated[
    dict[str, Party], about("by id, each party that the question or a claim names")
]
ClaimSources = Annotated[dict[str, Source], about("by id, the sources of the claims")]


class Answer(_Answered, kw_only=True):
    """The answer of `timeline`, `relations`, `search` or `show`."""

    parties: NamedParties
    sources: ClaimSources
    occurrences: Annotated[
        list[Occurrence] | UnsetType, about("the relations and events of the claims, in order")
    ] = UNSET
    mirror: Annotated[
        list[Mirror] | UnsetType,
        about(
            "flows that both sides report, of a ranking those with a place, also if others tell it "
            "in place of one side; with `--mirror` also those of one side"
        ),
    ] = UNSET
    ranked: Annotated[
        int | UnsetType,
        about("where `search` finds too many to rank them all: how many it ranked"),
    ] = UNSET


class Figures(Answer, kw_only=True):
    """The answer about a topic."""

    derived: Annotated[list[Derived], about("all numbers computed from the claims")]
    series: Annotated[Series | None, about("where there is one")]
    ranking: Annotated[
        Ranking | None, about("the partners of one party, or the largest dyads; null for two")
    ]
    more_rankings: Annotated[
        list[Ranking],
        about(
            "the same of each other measure that `--measure` asks for, of shares, and of flows"
            " with a partner that no ranking before has in that direction; and of a direction of"
            " one measure whose places are about another year. In these and in `ranking` a"
            " direction is left out whose flows all stand in another one with the other side's"
            " number, unless `--measure` asks for its measure"
        ),
    ]

    side_by_side: Annotated[
        list[SideBySide] | UnsetType,
        about("of three parties or more: a table for each measure"),
    ] = UNSET


class Extent(Printed):
    """The amount that is on record of a topic."""

    label: Annotated[str, as_declared(tables.Topic, "label")]
    figures: Annotated[int, about("how many figures belong to it")]
    relations: Annotated[int, about("how many claims about relations")]
    events: Annotated[int, about("how many claims about events")]
    first: Annotated[int | None, about("the first year that a claim is about")]
    last: Annotated[int | None, about("the last one; of what goes on that in which it began")]
    claims: Annotated[int, about("how many claims belong to it")]


class Page(Printed):
    """A topic or a party, as the first page of `serve` lists it."""

    label: Annotated[str, about("what it is called")]
    of: Annotated[Literal["topic", "party"], about("which of both it is")]
    claims: Annotated[int, about("how many claims refer to it")]


class Topics(Answer):
    """The answer of `topics`."""

    topics: Annotated[dict[str, Topic], about("all of them, by id")]


class Measures(Answer):
    """The answer of `measures`."""

    measures: Annotated[dict[str, Measure], about("all of them, by id")]


class Kinds(Answer):
    """The answer of `kinds`."""

    kinds: Annotated[dict[str, Kind], about("all of them, by id, declared or not")]


class Parties(_Answered):
    """The answer of `parties`."""

    parties: Annotated[dict[str, CountedParty], about("all of them, by id")]
    sources: ClaimSources


class Sources(_Answered):
    """The answer of `sources`."""

    parties: NamedParties
    sources: Annotated[dict[str, CountedSource], about("all of them, by id")]


class Inventory(Answer):
    """The coverage of a base, as `serve` tells it."""

    inventory: Annotated[dict[str, Extent], about("all topics, by id")]


class Start(Answer):
    """The topics and parties of a base, as the first page of `serve` tells them."""

    start: Annotated[dict[str, Page], about("the topics and the parties with claims, by id")]


class Failure(Printed):
    """The reason why a page of `serve` cannot be had."""

    message: Annotated[str, about("what is wrong")]
    hint: Annotated[str, about("the remedy; empty if there is none")]
    candidates: Annotated[list[str], about("the names that may have been meant")]
    problems: Annotated[list[Problem], about("what is wrong in a fact base that does not load")]


class Failed(Printed):
    """The answer of `serve` where a page cannot be had."""

    schema_version: Version
    error: Annotated[Failure, about("why")]


class Index(Printed):
    """One compiled index that is kept."""

    path: Annotated[str, about("the file it is kept in")]
    base: Annotated[str, about("the files and folders it is of; empty if not readable")]
    files: Annotated[int, about("how many files it was compiled from")]
    claims: Annotated[int, about("how many claims are in it")]
    bytes: Annotated[int, about("how large it is")]
    used: Annotated[str, about("when it was last used, as ISO 8601 with the offset")]
    fresh: Annotated[bool, about("whether none of its files has changed since")]


class Cache(Printed):
    """The indexes that `cache` keeps."""

    schema_version: Version
    folder: Annotated[str, about("where the indexes are kept")]
    limit: Annotated[int, about("how many bytes they may take together")]
    indexes: Annotated[list[Index], about("all of them, the last used first")]


class Cleared(Printed):
    """The result of `cache clear`."""

    schema_version: Version
    folder: Annotated[str, about("where the indexes were kept")]
    deleted: Annotated[int, about("how many files are gone")]
    bytes: Annotated[int, about("how large they were")]
