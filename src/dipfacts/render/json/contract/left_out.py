"""Counts of what is left out of an answer, as the JSON has them."""

from typing import Annotated

from dipfacts.render.json.contract.claims import Printed, about


class LeftOut(Printed):
    """The number of things left out of an answer, by the option that does it."""

    limit: Annotated[
        int | None,
        about(
            "how much `--limit` leaves out: of figures claims, of a timeline lines, and so on as "
            "`of` says; null where `search` finds more than 10,000, or `/-/conflicts` of `serve`"
            " has more than a page. The lists of a brief count for themselves: `brief.left_out`"
        ),
    ]
    of: Annotated[
        dict[str, int],
        about("the same by what is counted: `claim`, `relation`, `event`, `line`, `row`, `party`…"),
    ]
    known_by: Annotated[
        int,
        about(
            "how many claims `--known-by` or `--known-since` leaves out because their source is"
            " undated"
        ),
    ]
    dates: Annotated[
        int,
        about(
            "how many claims `--since`, `--until` or `--in` leaves out because no claim dates the"
            " relation or event"
        ),
    ]
