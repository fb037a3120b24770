"""A flow as both sides report it, as the JSON has it."""

from typing import Annotated

from dipfacts.model.file_format import tables
from dipfacts.render.json.contract.claims import Number, Printed, about, as_declared


class Side(Printed):
    """The number that one reporter gives for a flow."""

    id: Annotated[str, about("the claim's id")]
    value: Annotated[Number | None, about("its number; null where it is `absent`")]
    absent: Annotated[tables.Absent | None, as_declared(tables.Figure, "absent")]
    unit: Annotated[str, as_declared(tables.Figure, "unit")]
    qualifier: Annotated[tables.Qualifier, as_declared(tables.Figure, "qualifier")]
    reporter: Annotated[str | None, as_declared(tables.Figure, "reporter")]
    scope: Annotated[str | None, as_declared(tables.Figure, "scope")]
    valuation: Annotated[tables.Valuation | None, as_declared(tables.Figure, "valuation")]
    definition: Annotated[str | None, as_declared(tables.Figure, "definition")]


class Mirror(Printed):
    """One flow and period as both sides report it."""

    measure: Annotated[str | None, about("the measure")]
    from_: Annotated[str | None, about("where the flow starts from")]
    to: Annotated[str | None, about("where it goes")]
    scope: Annotated[str | None, about("the scope of both; null where they differ")]
    period: Annotated[str, about("the period, as EDTF")]
    unit: Annotated[str, about("the unit of both; where they differ, of the first")]
    sides: Annotated[
        list[Side | None],
        about("the reports of both, or what others tell; null where one does not report"),
    ]
    asymmetry_percent: Annotated[Number | None, about("how far they lie apart")]
    asymmetry_at_least: Annotated[
        Number | None, about("the same where one side is a bound: at least so far")
    ]
    not_compared: Annotated[str | None, about("why the two are not compared, in words")]
