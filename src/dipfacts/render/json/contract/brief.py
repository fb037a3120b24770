"""A brief as the JSON has it."""

from typing import Annotated, Literal

from msgspec import Meta

from dipfacts.render.json.contract.answers import Answer, Head
from dipfacts.render.json.contract.claims import Date, Number, Printed


class Headline(Head):
    """What answers for a topic: the keys of a headline, and two more."""

    topic: Annotated[str, Meta(description="the topic's id")]
    newer: Annotated[
        Head | None,
        Meta(description="a later period, where the one compared is not the last on record"),
    ]


class Year(Printed):
    """One year of a brief's series."""

    year: Annotated[int, Meta(description="the year")]
    period: Annotated[str | None, Meta(description="what of it is claimed; null without a claim")]
    partial: Annotated[bool, Meta(description="true where only a part of it is claimed")]
    low: Annotated[Number | None, Meta(description="the smallest number; null without a claim")]
    high: Annotated[Number | None, Meta(description="the largest number; null without a claim")]
    facts: Annotated[list[str], Meta(description="the ids of the claims")]


class Years(Printed):
    """The series of the first topic that has one."""

    topic: Annotated[str, Meta(description="the topic's id")]
    measure: Annotated[str, Meta(description="the measure")]
    unit: Annotated[str, Meta(description="its unit")]
    reporter: Annotated[str | None, Meta(description="null where it is not one reporter's alone")]
    points: Annotated[list[Year], Meta(description="the years, a year without a claim too")]


class Concern(Printed):
    """What a doubt is about."""

    text: Annotated[str, Meta(description="the same in words")]
    facts: Annotated[list[str], Meta(description="the ids of the claims")]


class Doubt(Printed):
    """One kind of doubt."""

    kind: Annotated[
        Literal["overdue", "partial", "single", "old", "rounded", "inferred", "date", "reported"],
        Meta(description="why not to take it for certain"),
    ]
    items: Annotated[list[Concern], Meta(description="what it concerns")]


class BriefParts(Printed):
    """The parts of a brief; each names its claims by their ids."""

    as_of: Annotated[Date, Meta(description="the day from which the page looks ahead and back")]
    claims: Annotated[int, Meta(description="how many claims are on record, shown or not")]
    sources: Annotated[int, Meta(description="from how many sources these are")]
    headlines: Annotated[list[Headline], Meta(description="what answers for each topic")]
    years: Annotated[Years | None, Meta(description="the series, where there is one")]
    conflicts: Annotated[
        list[Head], Meta(description="questions on which sources differ, newest first")
    ]
    in_force: Annotated[list[str], Meta(description="relations not known to have ended")]
    past: Annotated[
        list[str],
        Meta(description="relations that ended or are of unknown duration, if there is no other"),
    ]
    latest: Annotated[list[str], Meta(description="events, the latest first")]
    planned: Annotated[list[str], Meta(description="events that are ahead")]
    doubts: Annotated[list[Doubt], Meta(description="what is open to doubt, kind by kind")]
    ended: Annotated[int, Meta(description="how many relations ended or are of unknown duration")]
    left_out: Annotated[
        dict[str, int],
        Meta(
            description="by the name of a list, how many it leaves out; `drawn`: events that only "
            "the timeline of the HTML leaves out; `partners`: of one party"
        ),
    ]


class Brief(Answer):
    """The answer of `brief`."""

    brief: Annotated[BriefParts | None, Meta(description="null where nothing is recorded")]
