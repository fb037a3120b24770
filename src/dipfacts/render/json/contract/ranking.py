"""A ranking of partners as the JSON has it."""

from typing import Annotated

from dipfacts.model.file_format import tables
from dipfacts.render.json.contract.claims import ClaimIds, Number, Printed, about


class Ranked(Printed):
    """One line of a ranking."""

    place: Annotated[
        int | None, about("1 is the largest of its direction; null where it is not numbered")
    ]
    party: Annotated[
        str | None, about("the partner; of a total, whose it is; null between several parties")
    ]
    parties: Annotated[list[str], about("the ids of all parties that its claims are about")]
    from_: Annotated[str | None, about("where it starts from, if it is directed")]
    to: Annotated[str | None, about("where it goes, if it is directed")]
    measure: Annotated[str, about("the measure")]
    scope: Annotated[str | None, about("what is counted, where it is not everything")]
    period: Annotated[str, about("the period, as EDTF")]
    value: Annotated[Number | None, about("the number; null where sources differ")]
    low: Annotated[Number | None, about("the smallest number claimed")]
    high: Annotated[Number | None, about("the largest number claimed")]
    unit: Annotated[str, about("the unit of these numbers")]
    qualifier: Annotated[
        tables.Qualifier | None, about("how the source limits `value`: a bound is no number")
    ]
    display: Annotated[str, about("the number, or from the lowest to the highest, as people write")]
    agreement: Annotated[str, about("as in `answer`")]
    share: Annotated[
        Number | None,
        about("percent of the total; null without a total alike, or where voices differ"),
    ]
    facts: ClaimIds


class Ranking(Printed):
    """The partners of a party, or all dyads, in order; and apart from them who is not ranked."""

    measure: Annotated[str, about("the measure that they are ranked by")]
    unit: Annotated[str, about("its unit")]
    period: Annotated[
        str | None, about("the period of all places; null where each is about its latest date")
    ]
    partners: Annotated[
        list[Ranked],
        about("in order, of each direction; then those of it without a place, by their names"),
    ]
    aggregates: Annotated[
        list[Ranked],
        about("no partners: sums over several countries; beside partners blocs and groups, too"),
    ]
    totals: Annotated[
        list[Ranked],
        about("figures about one party alone, or with the world, and newer ones that are shown"),
    ]
    larger: Annotated[
        list[Ranked], about("larger than the last place, but in another period or a part of it")
    ]
    others: Annotated[
        list[Ranked], about("all others, of whom no claim in this unit covers the period")
    ]
    newer: Annotated[
        list[Ranked], about("later numbers of those above in other units, the newest in each")
    ]
    in_parts: Annotated[
        list[Ranked], about("the figures of partners of whom only parts are claimed, one of a part")
    ]
