"""The JSON of `check`: the problems of a fact base, and the contents of its tables."""

from typing import Annotated, Literal

from dipfacts.render.json.contract.claims import Printed, Version, about


class Problem(Printed):
    """One problem of a fact base."""

    file: Annotated[str, about("the file")]
    line: Annotated[int, about("the line; 0 where it is the whole file")]
    column: Annotated[
        int,
        about(
            "the column, in characters; of a CSV file the number of the table's column; 0 where it "
            "is the whole file"
        ),
    ]
    severity: Annotated[Literal["error", "warning"], about("how bad it is")]
    code: Annotated[str, about("what sort: see docs/check.md")]
    message: Annotated[str, about("what is wrong")]
    hint: Annotated[str, about("the remedy")]


class LeftOutRows(Printed):
    """Rows of a table that are no claims, for one reason."""

    why: Annotated[Literal["missing", "skip", "where", "tags"], about("the key that says so")]
    column: Annotated[str | None, about("the column that decides it")]
    value: Annotated[str, about("the cell; empty of where")]
    count: Annotated[int, about("how many rows, of a wide table cells")]


class Table(Printed):
    """The counts of `check` for a table of a CSV file; they add up to its rows."""

    id: Annotated[str, about("the table")]
    file: Annotated[str, about("the CSV file")]
    is_read: Annotated[
        bool, about("whether all its rows were read: false where a problem kept them from it")
    ]
    rows: Annotated[
        int, about("its rows, as far as they were read; of a wide table, cells that may be claims")
    ]
    claims: Annotated[int, about("how many are claims")]
    left_out: Annotated[list[LeftOutRows], about("how many are left out, by reason")]
    unreadable: Annotated[int, about("how many cannot be read, or name what is not declared")]


class Check(Printed):
    """The problems that `check` found."""

    schema_version: Version
    problems: Annotated[list[Problem], about("all of them, in the order of the files")]
    tables: Annotated[list[Table], about("what is taken of each CSV file, and left out")]
