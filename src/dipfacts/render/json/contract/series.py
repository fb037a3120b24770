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
    others: Annotated[
        Others | None,
        about("what else is claimed for the year: in another unit, of another definition, …"),
    ]


class Series(Printed):
    """The main measure over adjacent full years of one kind."""

    measure: Annotated[str, about("the measure")]
    unit: Annotated[str, about("its unit")]
    reporter: Annotated[str | None, about("null where it is not one reporter's alone")]
    year_kind: YearKind
    basis: Basis
    points: Annotated[list[Point], about("the years, a year without a claim too")]
