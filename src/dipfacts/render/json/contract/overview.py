"""An overview as the JSON has it."""

from typing import Annotated

from dipfacts.render.json.contract.answers import Answer, Head, NewestDay
from dipfacts.render.json.contract.claims import Printed, about

_Figures = Annotated[int, about("how many figures are on record")]
_Relations = Annotated[int, about("how many relations, whatever number of claims each rests on")]
_Events = Annotated[int, about("how many events, likewise")]


class TopicOverview(Printed):
    """A topic of an overview: how much is on record, and what answers."""

    topic: Annotated[str, about("the topic's id")]
    figures: _Figures
    relations: _Relations
    events: _Events
    headline: Annotated[Head | None, about("the headline figure, where the topic has one")]
    other_direction: Annotated[Head | None, about("that the other way round, if there is one")]
    other_directions: Annotated[
        list[Head], about("those of all other directions between two, and of what has none")
    ]
    newer_measures: Annotated[
        list[Head], about("the same flow under another measure, for a later full year")
    ]
    other_units: Annotated[
        list[Head], about("of each direction the newest full year or date in each other unit")
    ]


class OverviewParts(Printed):
    """The parts of an overview; lists of claims hold their ids."""

    topics: Annotated[list[TopicOverview], about("the topics with most claims first")]
    more_topics: Annotated[int, about("how many topics are left out")]
    in_force: Annotated[list[str], about("relations in force")]
    not_in_force: Annotated[list[str], about("where none is, those paused, to come or over")]
    latest: Annotated[list[str], about("events, the latest first")]
    planned: Annotated[list[str], about("events that are ahead")]
    figures: _Figures
    relations: _Relations
    events: _Events
    left_out: Annotated[
        dict[str, int],
        about("how many `topics`, `relations` and `events` are in none of these lists"),
    ]
    newest: NewestDay


class Overview(Answer, kw_only=True):
    """The answer of a party, or two, in the place of a command."""

    overview: Annotated[OverviewParts | None, about("null where nothing is recorded")]
