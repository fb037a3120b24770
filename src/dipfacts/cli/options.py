"""The options that mean the same after every command, declared once."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from dipfacts.render import formats

Facts = Annotated[
    Optional[list[str]],
    typer.Option(
        "--facts",
        "-f",
        metavar="PATH",
        help="Fact base: a TOML file, a folder of them, - or 'bundled'; again for more.",
    ),
]
Since = Annotated[
    Optional[str], typer.Option("--since", metavar="DATE", help="Nothing that ended before.")
]
Until = Annotated[
    Optional[str], typer.Option("--until", metavar="DATE", help="Nothing that began after.")
]
In = Annotated[
    Optional[str], typer.Option("--in", metavar="PERIOD", help="For this period: 2021, 2021-11, …")
]
KnownBy = Annotated[
    Optional[str],
    typer.Option("--known-by", metavar="DATE", help="As of that day: nothing said later."),
]
MeasureName = Annotated[
    Optional[str], typer.Option("--measure", metavar="ID", help="Only figures of this measure.")
]
Kind = Annotated[
    Optional[str], typer.Option("--kind", metavar="KIND", help="Only events, relations of a kind.")
]
SourceName = Annotated[
    Optional[str], typer.Option("--source", metavar="ID", help="Only what this source says.")
]
All = Annotated[bool, typer.Option("--all", help="Deprecated claims too.")]
Limit = Annotated[
    Optional[int],
    typer.Option("--limit", metavar="N", help="At most N answers, 0 for all of them."),
]
Format = Annotated[
    Optional[str],
    typer.Option("--format", metavar="|".join(formats.NAMES), help="How to print the answer."),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Output = Annotated[
    Optional[str],
    typer.Option("--output", "-o", metavar="FILE", help="Write there; the ending sets the format."),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour on a terminal.")]
Chart = Annotated[
    Optional[bool],
    typer.Option("--chart/--no-chart", help="Bars for full years; on a terminal as a rule."),
]
Mirror = Annotated[bool, typer.Option("--mirror", help="Both reporters side by side.")]
PartyName = Annotated[
    Optional[str],
    typer.Argument(metavar="[A]", help="A country or another party, by any of its names."),
]
PartnerName = Annotated[
    Optional[str], typer.Argument(metavar="[B]", help="The other side; the order does not matter.")
]
PartyNames = Annotated[
    Optional[list[str]],
    typer.Argument(metavar="[PARTY]...", help="Countries or other parties, by any of their names."),
]
