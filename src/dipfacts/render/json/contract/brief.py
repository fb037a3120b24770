"""A brief as the JSON has it."""

from typing import Annotated, Literal

from dipfacts.render.json.contract.answers import Answer, Head, NewestDay
from dipfacts.render.json.contract.claims import ClaimIds, Date, High, Low, Printed, about
from dipfacts.render.json.contract.mirror import Mirror
from dipfacts.render.json.contract.series import Display, OthersOfYear, SeriesAbout


class Headline(Head):
    """The answer for a topic: the keys of a headline, and what is claimed beside it."""

    topic: Annotated[str, about("the topic's id")]
    larger: Annotated[
        bool,
        about(
            "true of a partner that is not ranked, but larger than one that is, in another year or "
            "in a part of the same"
        ),
    ]
    newer: Annotated[
        Head | None, about("a later period, where the one compared is not the last on record")
    ]
    newer_units: Annotated[
        list[Head],
        about("a later period in other units, newer than that of the same unit in `other_units`"),
    ]
    newer_measures: Annotated[
        list[Head], about("the same flow under another measure, for a later period still")
    ]
    newer_parts: Annotated[
        list[Head], about("parts of it, such as goods, for a later period: of many the newest")
    ]
    not_published: Annotated[
        list[str], about("ids of claims that there is no number of a later period")
    ]
    full_year: Annotated[
        Head | None, about("of such a partner the last full year, if it is not the one compared")
    ]
    other_units: Annotated[
        list[Head], about("in each other unit the newest full year or date; else a part")
    ]
    other_dates: Annotated[
        list[Head],
        about(
            "a stock's dates of the last three years that differ by more than a tenth; "
            "beside a part of a year several years, or some time in them; "
            "beside a full year some time in a span that is, or may be, newer"
        ),
    ]


class Year(Printed):
    """One year of a brief's series."""

    year: Annotated[int, about("the year, or that in which it begins")]
    period: Annotated[str | None, about("what of it is claimed; null without a claim")]
    partial: Annotated[bool, about("true where only a part of it is claimed")]
    low: Low
    high: High
    display: Display
    facts: ClaimIds
    others: OthersOfYear


class Years(SeriesAbout):
    """The series of the first topic that has one."""

    topic: Annotated[str, about("the topic's id")]
    points: Annotated[list[Year], about("the years, a year without a claim too")]


class Concern(Printed):
    """One thing that a doubt is about."""

    text: Annotated[str, about("the same in words")]
    facts: ClaimIds


class Doubt(Printed):
    """One kind of doubt."""

    kind: Annotated[
        Literal[
            "overdue",
            "status",
            "possible-duplicate",
            "partial",
            "single",
            "old",
            "rounded",
            "inferred",
            "date",
            "reported",
        ],
        about("why not to take it for certain"),
    ]
    items: Annotated[list[Concern], about("what it concerns")]


class BriefParts(Printed):
    """The parts of a brief; each names its claims by their ids."""

    as_of: Annotated[Date, about("the day from which the page looks ahead and back")]
    claims: Annotated[int, about("how many claims are on record, shown or not")]
    sources: Annotated[int, about("from how many sources these are")]
    newest: NewestDay
    headlines: Annotated[list[Headline], about("what answers for each topic")]
    years: Annotated[Years | None, about("the series, where there is one")]
    ahead: Annotated[list[Head], about("forecasts and targets for what is not past, next first")]
    conflicts: Annotated[list[Head], about("questions on which sources differ, newest first")]
    mirror: Annotated[list[Mirror], about("flows that both sides report")]
    in_force: Annotated[list[str], about("relations in force, with the memberships")]
    memberships: Annotated[list[str], about("of one party, those that began at an unknown date")]
    paused: Annotated[list[str], about("relations that are suspended")]
    not_yet: Annotated[list[str], about("relations not recorded as in force: signed, ahead")]
    past: Annotated[list[str], about("relations over or of unknown duration, if there is no other")]
    latest: Annotated[list[str], about("events, the latest first")]
    planned: Annotated[list[str], about("events that are ahead")]
    called_off: Annotated[list[str], about("events called off before their day, which is to come")]
    doubts: Annotated[list[Doubt], about("what is open to doubt, kind by kind")]
    ended: Annotated[int, about("how many relations are over or of unknown duration")]
    left_out: Annotated[
        dict[str, int],
        about(
            "by the name of a list, how many it leaves out; `drawn`: events that only "
            "the timeline of the HTML leaves out; `partners`: of one party, "
            "in each topic; `apart`: aggregates, blocs and groups there; "
            "`measures`: those of which it has no figure; "
            "`figures`: all that stand nowhere on the page, also of these"
        ),
    ]


class Brief(Answer, kw_only=True):
    """The answer of `brief`."""

    brief: Annotated[BriefParts | None, about("null where nothing is recorded")]
