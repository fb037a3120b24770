"""Every command, once: its name, its help, what it takes, and what runs it.

The help's list, TAB and the tests of the docs follow from this table. The commands that answer no
question are listed in `tools`, and stand in it, too. It is read at every start, so it imports the
options and these lists alone; what runs a command is named as "module:function".
"""

from dipfacts.cli import options as o
from dipfacts.cli.command import Command
from dipfacts.cli.options import Argument, Option, switch
from dipfacts.cli.tools import TOOLS

TOPIC = Command(
    name="TOPIC",
    summary="",
    more=(
        "Figures first, then relations and events. Two parties: what is between them. One: its "
        "partners, biggest first. Three or more: the first beside each of the others. None: all "
        "pairs on record."
    ),
    arguments=(o.PARTIES,),
    options=(
        o.MEASURE,
        *o.WHEN,
        switch("--mirror", "Each side's own statistics, side by side."),
        Option(
            "--chart/--no-chart",
            "Show or hide bars for full years. Default: on a terminal.",
            type=bool | None,
        ),
        *o.CLAIMS,
        *o.TABLES,
    ),
    known_as="figures",
)
"""The command of any topic; topics are data, see `topic_command`."""

OVERVIEW = Command(
    name="overview",
    summary="One party or two on one screen: topics, relations in force, newest events.",
    arguments=(o.PARTIES,),
    options=(*o.WHEN, *o.CLAIMS, *o.TABLES),
    examples=("dipfacts azerbaijan russia", "dipfacts azerbaijan"),
    known_as="overview",
)
"""The command that answers where a party stands in the place of a command."""

_UPCOMING = Option(
    "--upcoming",
    "Show what is planned or due within 90d, 12w, 6m or 1y (days, weeks, months, a year).",
    "SPAN",
    "span",
)
_LATEST = Option(
    "--latest", "Show the N latest that have happened; leave out plans.", "N", type=int | None
)
_REVERSE = switch("--reverse", "Show the newest first.")
_NEAREST = o.LIMIT.replaced(
    help="Show the N newest, with --upcoming the nearest, and count the rest; 0 shows all."
)
_BEST = o.LIMIT.replaced(help="Show the N best and count the rest; 0 shows all.", default=20)
_TEXT = 'Words; "quoted words" are a phrase, -word is left out, word* begins one.'
_STYLE = Option(
    "--style",
    "How to print them. Default: by the ending of the file, else text.",
    choices="dipfacts.render.formats:STYLES",
)
_BIBLIOGRAPHY = o.OUTPUT.replaced(help=o.OUTPUT.help.replace("format", "style"))
_CODES = switch("--codes", "Show the codes that each has in lists such as ISO.")
CITED = (*o.WHEN, o.TOPIC, o.MEASURE, o.KIND, *o.CLAIMS)
"""The options by which a query chooses the claims to cite."""

_COMMANDS = (
    Command(
        name="timeline",
        summary="Events, and the starts and ends of relations, in order.",
        more="Name one party for all that concerns it, or several for what they share.",
        examples=(
            "dipfacts timeline azerbaijan russia --since 2020",
            "dipfacts timeline azerbaijan --upcoming 1y",
            "dipfacts timeline azerbaijan --latest 10 --reverse",
        ),
        arguments=(o.PARTIES,),
        options=(
            *o.WHEN,
            _UPCOMING,
            _LATEST,
            _REVERSE,
            o.TOPIC,
            o.KIND,
            *o.WHOSE,
            _NEAREST,
            *o.TABLES,
        ),
        types=("event", "relation"),
    ),
    Command(
        name="relations",
        summary="Relations between parties, those in force first.",
        examples=(
            "dipfacts relations azerbaijan russia",
            "dipfacts relations azerbaijan --kind treaty",
        ),
        arguments=(o.PARTIES,),
        options=(*o.WHEN, o.TOPIC, o.KIND, *o.CLAIMS, *o.TABLES),
        types=("relation",),
    ),
    Command(
        name="brief",
        summary="Prepare a meeting: figures, relations, events, and what is uncertain.",
        examples=(
            "dipfacts brief azerbaijan russia",
            "dipfacts brief azerbaijan russia -o brief.html",
        ),
        arguments=(o.PARTY_TO_BRIEF,),
        options=(*o.WHEN, o.TOPIC, *o.CLAIMS, *o.TABLES),
    ),
    Command(
        name="search",
        summary="Search titles, notes and names for every word, best first.",
        more=(
            "In any script, without regard to case and accents; English words with their stem, "
            "names of countries and persons in any language. Kinds, places and publishers count, "
            "too."
        ),
        examples=(
            "dipfacts search corridor",
            "dipfacts search Aserbaidschan treaties",
            "dipfacts search 'agreem* -border'",
        ),
        arguments=(Argument("text", "TEXT...", _TEXT, "text", list[str], most=o.SEVERAL),),
        options=(
            *o.WHEN,
            o.TOPIC,
            o.MEASURE,
            o.KIND,
            *o.WHOSE,
            _BEST,
            *o.PRINTING,
        ),
    ),
    Command(
        name="show",
        summary="Show one claim in full, and the claims that agree or disagree with it.",
        examples=(
            "dipfacts show az-ru-turnover-2021",
            "dipfacts show az-ru-turnover-2021 --json",
        ),
        arguments=(Argument("claim", "ID", "The id of a claim.", "claim", str),),
        options=(o.KNOWN_BY, *(option for option in o.PRINTING if option is not o.FULL)),
    ),
    Command(
        name="cite",
        summary="Cite claims: who said it, who published it, when and where.",
        more=(
            "For a footnote, a paper or its BibTeX. By ids each claim has a citation; of a query "
            "each source has one, with the claims listed."
        ),
        examples=(
            "dipfacts cite az-ru-turnover-2021 --style bibtex",
            "dipfacts cite trade azerbaijan russia --in 2021",
        ),
        arguments=(
            Argument(
                "claims",
                "ID...|QUERY",
                "The ids of claims, or a topic, timeline or other command with its parties.",
                kind="claim",
                type=list[str],
                most=o.SEVERAL,
            ),
        ),
        options=(_STYLE, *CITED, o.FACTS, _BIBLIOGRAPHY),
        runs="dipfacts.cli.commands.cite:cite",
    ),
    *(
        Command(
            name=name,
            summary=f"List the {name}, with the number of claims {relation} each.",
            examples=(f"dipfacts {name}", f"dipfacts {name} {more}"),
            options=(
                *options,
                o.LIMIT.replaced(help="Show the first N and count the rest; 0 shows all."),
                *o.PRINTING,
            ),
        )
        for name, relation, more, options in (
            ("parties", "that name", "--codes", (_CODES,)),
            ("topics", "on", "--json", ()),
            ("measures", "of", "--limit 0", ()),
            ("kinds", "of", "--limit 0", ()),
            ("sources", "from", "-o sources.csv", ()),
        )
    ),
    *TOOLS,
)
COMMANDS = {command.name: command for command in _COMMANDS}
"""Every command by name, in the order of the help."""


def find(name: str) -> Command:
    """Return the command of that name, else the command of the topic it must be."""
    return COMMANDS.get(name) or topic_command(name)


def topic_command(topic: str, label: str = "") -> Command:
    """Return the command that answers for a topic, whose label heads its help."""
    return TOPIC.replaced(
        name=topic,
        summary=f"{label}." if label else "",
        examples=(f"dipfacts {topic}", f"dipfacts {topic} --json"),
    )
