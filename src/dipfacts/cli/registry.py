"""Every command, once: its name, its help, what it takes, and what runs it.

The help's list, TAB and the tests of the docs follow from this table. It is read at every start, so
it imports nothing but the options; what runs a command is named as "module:function".
"""

from typing import NamedTuple

from dipfacts.cli import options as o
from dipfacts.cli.options import Argument, Option, switch

EXAMPLES = (
    "dipfacts trade azerbaijan russia",
    "dipfacts timeline azerbaijan russia --since 2020",
)
SUMMARY = "Facts about relations between countries: what is claimed, and who says otherwise."
ROOT_OPTIONS = {
    "--version": "Show the version.",
    "--install-completion": (
        "Make TAB work in this shell, or in the one named after it: bash, zsh, fish."
    ),
    "--show-completion": "Print the script for that instead.",
}
"""The options that stand before a command, with their help."""


class Concept(NamedTuple):
    """What `dipfacts help` explains beside commands: by a page of docs/, or a section of it."""

    about: str
    page: str
    section: str = ""


CONCEPTS = {
    "agreement": Concept(
        "When sources agree and when they differ.",
        *("agreement.md", "Single, confirmed, consistent, conflict"),
    ),
    "codes": Concept("Codes that stand for a country.", "names.md", "Codes"),
    "dates": Concept("How to write dates and periods.", "fact-base.md", "Periods"),
    "environment": Concept("Variables that change a look-up.", "commands.md", "Environment"),
    "exit-status": Concept("What the exit status says.", "commands.md", "Exit statuses"),
    "fact-base": Concept("How to write a fact base.", "fact-base.md", "A first claim"),
    "formats": Concept("Formats for people and programs.", "commands.md", "Formats"),
    "limits": Concept("What --limit leaves out.", "commands.md", "Limits"),
    "names": Concept("How names are read.", "names.md", "Which name comes first"),
    "tab": Concept("How to make TAB work.", "commands.md", "Completion"),
}
"""What is explained beside commands, by the word after `dipfacts help`."""


class Command(NamedTuple):
    """A command. It has either `answers` or `runs`.

    `answers` is a function of (base, query) that returns an Answer, given the attributes of the
    request named in `takes` too; `streams` yields the claims of the same answer one by one, for
    JSON lines about all parties. `runs` is a function of what was typed that returns the exit
    status. `types` are the types of claims it is about.
    """

    name: str
    summary: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    answers: str = ""
    takes: tuple[str, ...] = ()
    streams: str = ""
    runs: str = ""
    more: str = ""
    examples: tuple[str, ...] = ()
    types: tuple[str, ...] = ("figure", "relation", "event")

    @property
    def by_flag(self) -> dict[str, Option]:
        """Return the options by each of their flags."""
        return {flag: option for option in self.options for flag in option.each_flag}

    @property
    def is_query(self) -> bool:
        """Return whether the command finds claims by conditions."""
        return bool(self.answers) and o.SOURCE in self.options


TOPIC = Command(
    name="TOPIC",
    summary="",
    more=(
        "Figures first, then relations and events. Two parties: what is between them. One: its "
        "partners, biggest first. None: all pairs on record."
    ),
    arguments=(o.PARTIES,),
    options=(
        *(o.MEASURE, *o.WHEN),
        switch("--mirror", "Each side's own statistics, side by side."),
        Option(
            "--chart/--no-chart",
            "Show or hide bars for full years. Default: on a terminal.",
            type=bool | None,
        ),
        *(*o.CLAIMS, *o.TABLES),
    ),
    answers="dipfacts.answers.topics:topic",
    takes=("mirror",),
    streams="dipfacts.answers.topics:stream",
)
"""The command of any topic; topics are data, see `of_topic`."""

OVERVIEW = Command(
    name="overview",
    summary="One party or two on one screen: topics, relations in force, newest events.",
    arguments=(o.PARTIES,),
    options=(*o.WHEN, *o.CLAIMS, *o.TABLES),
    examples=("dipfacts azerbaijan russia", "dipfacts azerbaijan"),
    answers="dipfacts.answers.overview:overview",
)
"""What a party answers that stands in the place of a command."""

_UPCOMING = Option(
    "--upcoming",
    "What is ahead within 90d, 12w, 6m or 1y: days, weeks, months, a year.",
    "SPAN",
    "span",
)
_LATEST = Option("--latest", "Show the N latest of what has come, no plans.", "N", type=int | None)
_REVERSE = switch("--reverse", "Show the newest first.")
_NEAREST = o.LIMIT._replace(
    help="Show the N newest, with --upcoming the nearest, and count the rest; 0 shows all."
)
_BEST = o.LIMIT._replace(help="Show the N best and count the rest; 0 shows all.", default=20)
_TEXT = 'Words; "quoted words" are a phrase, -word is left out, word* begins one.'
_STYLE = Option(
    "--style",
    "How to print them. Default: by the ending of the file, else text.",
    choices="dipfacts.render.formats:STYLES",
)
_REPORT = Option(
    "--format",
    "How to print the problems. Default: human on a terminal, else text.",
    choices="dipfacts.render.formats:REPORTS",
)
_WORD = "A command, a topic, or a word that dipfacts help lists."
_PATHS = "TOML files, folders of them, or -. Default: the base in use."
_TARGET = "The file to write for sqlite, else the folder."
_EXPORT = "dipfacts.cli.commands.export"
_TO = Option(
    "--to",
    "What to write. Default: sqlite for a file that ends in .db or .sqlite.",
    choices=f"{_EXPORT}:FORMATS",
)
_PARTITION = Option(
    "--partition-by",
    "Divide the claims into parts, for parquet. Default: one part.",
    choices=f"{_EXPORT}:PARTITIONS",
)
_IMPORT = "dipfacts.cli.commands.importing"
_DATA = "Files of data, as they were published: CSV, JSON or .zip."
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
            *(*o.WHEN, _UPCOMING, _LATEST, _REVERSE, o.TOPIC, o.KIND, *o.WHOSE),
            *(_NEAREST, *o.TABLES),
        ),
        answers="dipfacts.answers.timeline:timeline",
        takes=("upcoming", "latest", "reverse"),
        streams="dipfacts.answers.timeline:stream",
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
        answers="dipfacts.answers.relations:relations",
        types=("relation",),
    ),
    Command(
        name="brief",
        summary="The page for a meeting: figures, relations, events, and what is uncertain.",
        examples=(
            "dipfacts brief azerbaijan russia",
            "dipfacts brief azerbaijan russia -o brief.html",
        ),
        arguments=(o.PARTY_TO_BRIEF,),
        options=(*o.WHEN, o.TOPIC, *o.CLAIMS, *o.TABLES),
        answers="dipfacts.answers.brief:brief",
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
            *(*o.WHEN, o.TOPIC, o.MEASURE, o.KIND, *o.WHOSE),
            *(_BEST, *o.PRINTING),
        ),
        answers="dipfacts.answers.search:search",
    ),
    Command(
        name="show",
        summary="One claim in full, and those that agree or disagree with it.",
        examples=(
            "dipfacts show az-ru-turnover-2021",
            "dipfacts show az-ru-turnover-2021 --json",
        ),
        arguments=(Argument("claim", "ID", "The id of a claim.", "claim", str),),
        options=(o.KNOWN_BY, *(option for option in o.PRINTING if option is not o.FULL)),
        answers="dipfacts.answers.show:show",
        takes=("claim",),
    ),
    Command(
        name="cite",
        summary="Claims cited: who said it, who printed it, when and where.",
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
                *("claim", list[str]),
                most=o.SEVERAL,
            ),
        ),
        options=(_STYLE, *CITED, o.FACTS, o.OUTPUT),
        runs="dipfacts.cli.commands.cite:cite",
    ),
    *(
        Command(
            name=name,
            summary=f"The {name} there are, with the number of claims {preposition} each.",
            examples=(f"dipfacts {name}", f"dipfacts {name} {more}"),
            options=(
                *options,
                o.LIMIT._replace(help="Show the first N and count the rest; 0 shows all."),
                *o.PRINTING,
            ),
            answers="dipfacts.answers.listing:listing",
            takes=("command", "codes"),
        )
        for name, preposition, more, options in (
            ("parties", "about", "--codes", (_CODES,)),
            ("topics", "on", "--json", ()),
            ("measures", "of", "--limit 0", ()),
            ("kinds", "of", "--limit 0", ()),
            ("sources", "from", "-o sources.csv", ()),
        )
    ),
    Command(
        name="check",
        summary="Every problem of a fact base, each with its line and the remedy.",
        more="The exit status is 0 without errors and 3 with some.",
        examples=("dipfacts check", "dipfacts check --strict --format text"),
        arguments=(
            Argument("paths", "[PATH]...", _PATHS, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            switch("--strict", "Count warnings as errors."),
            switch("--all", "Show every problem, however many of one kind."),
            *(_REPORT, o.JSON, o.NO_COLOR),
        ),
        runs="dipfacts.cli.commands.check:check",
    ),
    Command(
        name="export",
        summary="Write a fact base as tables that other tools open: SQLite, Parquet or CSV.",
        more=(
            "Every claim is written, deprecated ones too, with parties, names, sources, topics "
            "and measures."
        ),
        examples=("dipfacts export facts.sqlite", "dipfacts export facts --to csv"),
        arguments=(Argument("target", "FILE|DIR", _TARGET, "file", str),),
        options=(_TO, _PARTITION, switch("--force", "Replace an earlier export."), o.FACTS),
        runs=f"{_EXPORT}:export",
    ),
    Command(
        name="import",
        summary="Make a data set of the field part of a fact base: write the TOML for its CSV.",
        more=(
            "UN Comtrade, BACI, WDI, SDMX-CSV, Our World in Data, Correlates of War, UCDP, "
            "Wikidata and Frictionless are recognised; of any other table, --map says what its "
            "columns mean."
        ),
        examples=(
            "dipfacts import TradeData.csv --published 2024-05-02 --to facts",
            "dipfacts import votes.csv --dry-run --map claim=figure --map value={votes}",
        ),
        arguments=(
            Argument("files", "[FILE]...", _DATA, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            Option("--to", "Write into that folder, else beside the file.", "FOLDER", "folder"),
            Option("--published", "When the data were published.", "DATE", "period"),
            switch("--copy", "Copy the file into the folder, too."),
            switch("--dry-run", "Print the TOML and write nothing."),
            Option(
                "--map",
                "What a key of the claim is made of; again for more.",
                *("KEY=TEMPLATE", "text", list[str] | None),
            ),
            Option(
                "--id", "The name of the table and its TOML, if not the format's.", "NAME", "text"
            ),
            Option(
                "--query",
                "Print the query to run at Wikidata.",
                choices="dipfacts.importing.wikidata:PROPERTIES",
            ),
        ),
        runs=f"{_IMPORT}:run",
    ),
    Command(
        name="init",
        summary="Write a small fact base to begin with.",
        more=(
            "Its claims are invented; its comments say what to change. An existing file stays "
            "as it is."
        ),
        examples=("dipfacts init my-facts.toml", "dipfacts init -"),
        arguments=(
            Argument(
                "file", "[FILE]", "The file to write, or - to print it.", "file", str, "facts.toml"
            ),
        ),
        runs="dipfacts.cli.commands.start:init",
    ),
    Command(
        name="schema",
        summary="The JSON Schema of the file format, or of the JSON output.",
        more=(
            "With it an editor completes, explains and checks the keys of a fact base. "
            "`schema output` is that of the JSON that the other commands print."
        ),
        examples=("dipfacts schema", "dipfacts schema output"),
        arguments=(
            Argument(
                "what",
                "[output]",
                "The schema of the JSON that is printed. Default: that of the file format.",
                "schema",
            ),
        ),
        options=(o.OUTPUT._replace(help="Write to this file, or over an earlier one."),),
        runs="dipfacts.cli.commands.start:schema",
    ),
    Command(
        name="cache",
        summary="The compiled indexes that are kept: where, how large, how fresh.",
        more='They only save time: deleting them with "dipfacts cache clear" is always safe.',
        examples=("dipfacts cache", "dipfacts cache --json"),
        arguments=(
            Argument("action", "[clear]", "Delete all of them. Default: list them.", "cache"),
        ),
        options=(o.JSON, o.NO_COLOR),
        runs="dipfacts.cli.commands.cache:cache",
    ),
    Command(
        name="help",
        summary="Explain a command, a topic, or a word such as dates.",
        examples=("dipfacts help timeline", "dipfacts help dates"),
        arguments=(Argument("word", "[WORD]...", _WORD, "help", list[str] | None, most=o.SEVERAL),),
        options=(o.FACTS,),
        runs="dipfacts.cli.commands.help:help",
    ),
)
COMMANDS = {command.name: command for command in _COMMANDS}
"""Every command by name, in the order of the help."""


def find(name: str) -> Command:
    """Return the command of that name, else the command of the topic it must be."""
    return COMMANDS.get(name) or of_topic(name)


def of_topic(topic: str, label: str = "") -> Command:
    """Return the command that answers for a topic, whose label heads its help."""
    return TOPIC._replace(
        name=topic,
        summary=f"{label}." if label else "",
        examples=(f"dipfacts {topic}", f"dipfacts {topic} --json"),
    )
