"""A relation or an event as its claims together tell it, as the JSON has it."""

from typing import Annotated, Literal

from dipfacts.render.json.contract.claims import ClaimIds, Printed, about

Aspect = Literal["period.start", "period.end", "place", "parties", "people", "status"]


class Stage(Printed):
    """The claims of one status."""

    status: Annotated[str, about("the status; `in-force` of a relation that gives none")]
    period: Annotated[
        str | None,
        about(
            "the period of the claim that answers, as EDTF; of an event's approximate dates,"
            " of which all may be right, the set"
        ),
    ]
    parties: Annotated[
        list[str] | None,
        about("for which of more than two parties alone it is over, paused or off; `null` for all"),
    ]
    facts: ClaimIds


class Occurrence(Printed):
    """The claims about one and the same relation or event."""

    id: Annotated[str, about("the id of the first of its claims in the fact base")]
    type: Annotated[Literal["relation", "event"], about("what it is")]
    title: Annotated[str, about("the title of the claim that answers")]
    facts: Annotated[list[str], about("the ids of the claims: preferred first, deprecated last")]
    answering: Annotated[str, about("the id of the claim that answers: of its latest stage")]
    agreement: Annotated[
        Literal["single", "confirmed", "conflict"],
        about("`confirmed` by independent sources, in `conflict`, or said by one alone"),
    ]
    differ: Annotated[list[Aspect], about("on what claims of one status differ")]
    stages: Annotated[list[Stage], about("the claims of each status, in order of time")]
