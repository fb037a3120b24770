"""The command that writes citations of claims."""


def cite(claims: list[str], style: str | None, facts: list[str] | None, output: str | None) -> int:
    """Print a citation of each claim; return the exit status."""
    from dipfacts.answers.citation import citations
    from dipfacts.cli.lookup import opened, report_errors
    from dipfacts.cli.output import destination
    from dipfacts.render.citations import write
    from dipfacts.render.formats import STYLES, choose

    chosen = choose(style, output, STYLES, "style")
    with destination(output, chosen, facts) as out, opened(facts or ()) as base:
        cited = citations(base, claims)
        report_errors(base, facts or ())
        write(cited, chosen, out)
    return 0
