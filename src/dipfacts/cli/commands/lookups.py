"""Every command: its arguments, its help, and the answer it asks for."""

# No deferred annotations here: Typer would evaluate each of them at every start.
from collections.abc import Callable
from typing import Annotated, Any

import typer

from dipfacts.cli import options as o
from dipfacts.cli.ask import answer
from dipfacts.cli.commands.cache import cache
from dipfacts.cli.commands.check import check
from dipfacts.cli.commands.export import export
from dipfacts.cli.commands.start import init, schema


def figures(topic: str) -> Callable[..., int]:
    """The command of a topic; topics are data, so each is made when it is asked for."""

    def command(
        party: o.PartyName = None,
        partner: o.PartnerName = None,
        measure: o.MeasureName = None,
        since: o.Since = None,
        until: o.Until = None,
        in_: o.In = None,
        known_by: o.KnownBy = None,
        mirror: o.Mirror = False,
        chart: o.Chart = None,
        kind: o.Kind = None,
        source: o.SourceName = None,
        all_: o.All = False,
        limit: o.Limit = None,
        lang: o.Lang = None,
        facts: o.Facts = None,
        format: o.Format = None,
        fields: o.Fields = None,
        json: o.Json = False,
        output: o.Output = None,
        no_color: o.NoColor = False,
    ) -> int:
        typed = dict(locals_of(locals()), topic=topic, parties=[party, partner])
        from dipfacts.answers.figures import figures as ask

        def all_of_them(base: Any, query: Any) -> Any:
            from dipfacts.answers.stream import figures

            return figures(base, query)

        found = None if mirror else all_of_them
        return answer(typed, lambda base, query: ask(base, query, mirror), found)

    return command


def timeline(
    parties: o.PartyNames = None,
    since: o.Since = None,
    until: o.Until = None,
    in_: o.In = None,
    known_by: o.KnownBy = None,
    upcoming: o.Upcoming = None,
    measure: o.MeasureName = None,
    kind: o.Kind = None,
    source: o.SourceName = None,
    all_: o.All = False,
    limit: o.Limit = None,
    lang: o.Lang = None,
    facts: o.Facts = None,
    format: o.PageFormat = None,
    fields: o.Fields = None,
    json: o.Json = False,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> int:
    """Events, and the starts and ends of relations, in order.

    Name one party for all that concerns it, or several for what they share.
    """
    typed = locals_of(locals())
    if upcoming is not None:
        from dipfacts.answers.upcoming import upcoming as ahead

        return answer(typed, lambda base, query: ahead(base, query, upcoming))
    from dipfacts.answers.timeline import timeline as ask

    def all_of_it(base: Any, query: Any) -> Any:
        from dipfacts.answers.stream import timeline

        return timeline(base, query)

    return answer(typed, ask, all_of_it)


def relations(
    parties: o.PartyNames = None,
    since: o.Since = None,
    until: o.Until = None,
    in_: o.In = None,
    known_by: o.KnownBy = None,
    measure: o.MeasureName = None,
    kind: o.Kind = None,
    source: o.SourceName = None,
    all_: o.All = False,
    limit: o.Limit = None,
    lang: o.Lang = None,
    facts: o.Facts = None,
    format: o.Format = None,
    fields: o.Fields = None,
    json: o.Json = False,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> int:
    """Relations between parties, those not known to have ended first."""
    from dipfacts.answers.timeline import relations as ask

    return answer(locals_of(locals()), ask)


def brief(
    party: o.PartyToBrief,
    partner: o.PartnerName = None,
    since: o.Since = None,
    until: o.Until = None,
    in_: o.In = None,
    known_by: o.KnownBy = None,
    source: o.SourceName = None,
    all_: o.All = False,
    limit: o.Limit = None,
    lang: o.Lang = None,
    facts: o.Facts = None,
    format: o.PageFormat = None,
    fields: o.Fields = None,
    json: o.Json = False,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> int:
    """The page for a meeting: figures, relations, events, and what is open to doubt."""
    typed = dict(locals_of(locals()), parties=[party, partner])
    from dipfacts.answers.brief import brief as ask

    return answer(typed, ask)


def search(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help='Words; "quoted words" hold together.')
    ],
    since: o.Since = None,
    until: o.Until = None,
    in_: o.In = None,
    known_by: o.KnownBy = None,
    measure: o.MeasureName = None,
    kind: o.Kind = None,
    source: o.SourceName = None,
    all_: o.All = False,
    limit: o.Limit = 20,
    lang: o.Lang = None,
    facts: o.Facts = None,
    format: o.Format = None,
    fields: o.Fields = None,
    json: o.Json = False,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> int:
    """Search titles, notes and names for every word, best first."""
    from dipfacts.answers.show import search as ask

    typed = {**locals_of(locals()), "text": " ".join(text)}
    return answer(typed, ask)


def show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim.")],
    known_by: o.KnownBy = None,
    lang: o.Lang = None,
    facts: o.Facts = None,
    format: o.Format = None,
    fields: o.Fields = None,
    json: o.Json = False,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> int:
    """One claim in full, and those that agree or disagree with it."""
    from dipfacts.answers.show import show as ask

    return answer(locals_of(locals()), lambda base, query: ask(base, claim, query))


def cite(
    claims: Annotated[list[str], typer.Argument(metavar="ID...", help="The ids of claims.")],
    style: Annotated[
        str | None,
        typer.Option("--style", metavar="text|markdown|bibtex|csl-json", help="How to print them."),
    ] = None,
    facts: o.Facts = None,
    output: o.Output = None,
) -> int:
    """Claims cited: who said it, who printed it, when and where, for a paper or its BibTeX."""
    from dipfacts.answers.citation import citations
    from dipfacts.cli.ask import opened
    from dipfacts.cli.output import destination
    from dipfacts.render.citations import chosen_style, write

    chosen = chosen_style(style, output)
    with destination(output, chosen, facts) as out, opened(facts) as base:
        write(citations(base, claims), chosen, out)
    return 0


def _inventory(name: str, text: str) -> Callable[..., int]:
    def command(
        limit: o.Limit = None,
        lang: o.Lang = None,
        facts: o.Facts = None,
        format: o.Format = None,
        fields: o.Fields = None,
        json: o.Json = False,
        output: o.Output = None,
        no_color: o.NoColor = False,
    ) -> int:
        from dipfacts.answers.listing import inventory as ask

        return answer(locals_of(locals()), lambda base, query: ask(base, name, limit))

    command.__doc__ = text
    return command


def locals_of(given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, by the names of the parameters."""
    return {name: value for name, value in given.items() if name != "ask"}


COMMANDS: dict[str, Callable[..., int]] = {
    "timeline": timeline,
    "relations": relations,
    "brief": brief,
    "search": search,
    "show": show,
    "cite": cite,
    "parties": _inventory(
        "parties", "The parties there are, with the number of claims about each."
    ),
    "topics": _inventory("topics", "The topics there are, with the number of claims on each."),
    "sources": _inventory("sources", "The sources there are, with the number of claims from each."),
    "check": check,
    "export": export,
    "init": init,
    "schema": schema,
    "cache": cache,
}
"""Every command by name, in the order of the help."""
