"""A series over years, as the JSON has it."""

from typing import Annotated

from dipfacts.render.json.contract.claims import ClaimIds, High, Low, Printed, about

Display = Annotated[
    str | None,
    about("both as people write them, with what limits them; null without a claim"),
]


class Others(Printed):
    """Claims for a year that its series cannot hold."""

    text: Annotated[str, about("the same in words")]
    facts: ClaimIds


OthersOfYear = Annotated[
    Others | None,
    about("what else is claimed for the year: in another unit, of another definition, …"),
]


YearKind = Annotated[
    str, about("what its years are: `calendar`, `fiscal:04` (from April), `iranian`, …")
]


Basis = Annotated[
    str, about("the definition and valuation that all its numbers have; empty if they have none")
]


class Point(Printed):
    """One full year of a series."""

    period: Annotated[str, about("the year")]
    low: Low
    high: High
    display: Display
    facts: ClaimIds
    others: OthersOfYear


class SeriesAbout(Printed):
    """The subject of a series of years: the same of all its numbers."""

    measure: Annotated[str, about("the measure")]
    parties: Annotated[list[str], about("the ids of all parties that its claims are about")]
    from_: Annotated[str | None, about("where it starts from, if it is directed")]
    to: Annotated[str | None, about("where it goes, if it is directed")]
    scope: Annotated[str | None, about("what is counted, where it is not everything")]
    unit: Annotated[str, about("its unit")]
    reporter: Annotated[str | None, about("null where it is not one reporter's alone")]
    year_kind: YearKind
    basis: Basis


class Series(SeriesAbout):
    """The main measure over adjacent full years of one kind."""

    points: Annotated[list[Point], about("the years, a year without a claim too")]
