"""The options that mean the same after every command, declared once."""

from __future__ import annotations

from typing import Annotated

import typer

from dipfacts.cli.printing import Json as Json
from dipfacts.cli.printing import NoColor as NoColor
from dipfacts.render import formats

Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--facts",
        "-f",
        metavar="PATH",
        help="Fact base: a TOML file, a folder of them, - or 'bundled'; again for more.",
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Nothing that ended before.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Nothing that began after.")
]
In = Annotated[
    str | None, typer.Option("--in", metavar="PERIOD", help="For this period: 2021, 2021-11, …")
]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="As of that day: nothing said later."),
]
MeasureName = Annotated[
    str | None, typer.Option("--measure", metavar="ID", help="Only figures of this measure.")
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only events, relations of a kind.")
]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="ID", help="Only what this source says.")
]
All = Annotated[bool, typer.Option("--all", help="Deprecated claims too.")]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", help="At most N answers, 0 for all of them."),
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="|".join(formats.COMMON), help="How to print the answer."),
]
PageFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="|".join(formats.NAMES), help="How to print the answer."),
]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="KEY,…", help="Only these keys, as in id,value,period.text."),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write there, over an earlier answer but no other file; the ending sets the format.",
    ),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="CODE", help="Names of countries in that language: de, ru, …"),
]
Chart = Annotated[
    bool | None,
    typer.Option("--chart/--no-chart", help="Bars for full years; on a terminal as a rule."),
]
Upcoming = Annotated[
    str | None,
    typer.Option("--upcoming", metavar="SPAN", help="What is ahead within 90d, 12w, 6m or 1y."),
]
Mirror = Annotated[bool, typer.Option("--mirror", help="Both reporters side by side.")]
PartyName = Annotated[
    str | None,
    typer.Argument(metavar="[A]", help="A country or another party, by any of its names."),
]
PartyToBrief = Annotated[
    str, typer.Argument(metavar="A", help="A country or another party, by any of its names.")
]
PartnerName = Annotated[
    str | None, typer.Argument(metavar="[B]", help="The other side; the order does not matter.")
]
PartyNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PARTY]...", help="Countries or other parties, by any of their names."),
]
