"""Partners side by side as the JSON has them."""

from typing import Annotated, Literal

from dipfacts.model.file_format import tables
from dipfacts.render.json.contract.claims import ClaimIds, Number, Printed, about, as_declared


class Column(Printed):
    """A column of a table of partners."""

    partner: Annotated[str, about("the partner's id")]
    way: Annotated[
        Literal["to", "from", ""], about("`to` or `from` it, if the figures have a direction")
    ]


class Cell(Printed):
    """A year's figure with one partner."""

    period: Annotated[str, about("the period, as EDTF")]
    partial: Annotated[bool, about("true where it is about a part of the period of its row")]
    measure: Annotated[
        str, about("the measure; another than the table's where one side alone reports the flow")
    ]
    value: Annotated[
        Number | None, about("the number; null where sources differ, or there is none")
    ]
    low: Annotated[Number | None, about("the smallest number claimed")]
    high: Annotated[Number | None, about("the largest number claimed")]
    qualifier: Annotated[
        tables.Qualifier | None, about("how the source limits `value`: a bound is no number")
    ]
    absent: Annotated[tables.Absent | None, as_declared(tables.Figure, "absent")]
    unit: Annotated[str, about("the unit of these numbers")]
    display: Annotated[str, about("the number, or from the lowest to the highest, as people write")]
    agreement: Annotated[
        str | None,
        about("as in `answer`; `conflict` where sources differ on why there is no number, too"),
    ]
    facts: ClaimIds


class YearRow(Printed):
    """A row of a table of partners."""

    period: Annotated[str, about("the year, or the period asked for, as EDTF")]
    cells: Annotated[list[Cell | None], about("one for each column; null without a figure")]


class SideBySide(Printed):
    """The figures of one party with several partners: a column for each, a row a year."""

    party: Annotated[
        str, about("the party that was named first; empty where each column is a party by itself")
    ]
    measure: Annotated[str, about("the measure")]
    unit: Annotated[str, about("the unit of most cells; a cell names its own")]
    columns: Annotated[list[Column], about("the partners in the order named, a column a direction")]
    rows: Annotated[list[YearRow], about("the years, the newest first")]
