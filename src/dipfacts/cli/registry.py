"""Every command, once: its name, its help, what it takes, and what runs it.

The help's list, TAB and the tests of the docs follow from this table. It is read at every start, so
it imports nothing but the options; what runs a command is named as "module:function".
"""

from typing import NamedTuple

from dipfacts.cli import options as o
from dipfacts.cli.options import Argument, Option, switch


def _as_help(examples: tuple[str, ...]) -> str:
    """Return examples as lines of help that Click does not join."""
    title = "Example:" if len(examples) == 1 else "Examples:"
    return "\b\n" + "\n".join((title, *(f"  {example}" for example in examples)))


EXAMPLES = (
    "dipfacts trade azerbaijan russia",
    "dipfacts timeline azerbaijan russia --since 2020",
)
SUMMARY = "Facts about relations between countries: what is claimed, and who says otherwise."
HELP = f"{SUMMARY}\n\n{_as_help(EXAMPLES)}"
"""The help of the program itself."""
ROOT_OPTIONS = {
    "--version": "Show the version.",
    "--install-completion": (
        "Make TAB work in this shell, or in the one named after it: bash, zsh, fish."
    ),
    "--show-completion": "Print the script for that instead.",
}
"""The options that stand before a command, with their help."""


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
    def help(self) -> str:
        """Return the text of `--help` above the options."""
        examples = "".join(f"\n  {example}" for example in self.examples)
        title = "Example:" if len(self.examples) == 1 else "Examples:"
        return "\n\n".join(
            part for part in (self.summary, self.more, f"\b\n{title}{examples}") if part
        )


TOPIC = Command(
    name="TOPIC",
    summary="",
    more=(
        "Two parties: the figures between them. One: its partners, biggest first. "
        "None: all pairs on record."
    ),
    arguments=(o.PARTY, o.PARTNER),
    options=(
        *(o.MEASURE, *o.WHEN),
        switch("--mirror", "Both reporters side by side."),
        Option(
            "--chart/--no-chart", "Bars for full years; on a terminal as a rule.", type=bool | None
        ),
        *(*o.CLAIMS, *o.PRINTING),
    ),
    answers="dipfacts.answers.figures:figures",
    takes=("mirror",),
    streams="dipfacts.answers.figures:stream",
    types=("figure",),
)
"""The command of any topic; topics are data, see `of_topic`."""

_UPCOMING = Option("--upcoming", "What is ahead within 90d, 12w, 6m or 1y.", "SPAN", "span")
_NEAREST = o.LIMIT._replace(
    help="Show the N newest, with --upcoming the nearest, 0 all; count the rest."
)
_BEST = o.LIMIT._replace(help="Show the N best, 0 all; count the rest.", default=20)
_TEXT = 'Words; "quoted words" are a phrase, -word is left out, word* begins one.'
_STYLE = Option("--style", "How to print them.", choices="dipfacts.render.formats:STYLES")
_REPORT = Option(
    "--format", "How to print the problems.", choices="dipfacts.render.formats:REPORTS"
)
_PATHS = "TOML files, folders of them, or -; else the base in use."
_TARGET = "What to write: a file for sqlite, else a folder."
_EXPORT = "dipfacts.cli.commands.export"
_TO = Option("--to", "What to write it as.", choices=f"{_EXPORT}:FORMATS")
_PARTITION = Option(
    "--partition-by", "Claims in parts, for parquet.", choices=f"{_EXPORT}:PARTITIONS"
)
_CODES = switch("--codes", "The codes that each has in the lists of codes.")
_COMMANDS = (
    Command(
        name="timeline",
        summary="Events, and the starts and ends of relations, in order.",
        more="Name one party for all that concerns it, or several for what they share.",
        examples=(
            "dipfacts timeline azerbaijan russia --since 2020",
            "dipfacts timeline azerbaijan --upcoming 1y",
        ),
        arguments=(o.PARTIES,),
        options=(*o.WHEN, _UPCOMING, o.KIND, o.SOURCE, o.ALL, _NEAREST, *o.PRINTING),
        answers="dipfacts.answers.timeline:timeline",
        takes=("upcoming",),
        streams="dipfacts.answers.timeline:stream",
        types=("event", "relation"),
    ),
    Command(
        name="relations",
        summary="Relations between parties, those in force first.",
        examples=("dipfacts relations azerbaijan russia",),
        arguments=(o.PARTIES,),
        options=(*o.WHEN, o.KIND, *o.CLAIMS, *o.PRINTING),
        answers="dipfacts.answers.relations:relations",
        types=("relation",),
    ),
    Command(
        name="brief",
        summary="The page for a meeting: figures, relations, events, and what is uncertain.",
        examples=("dipfacts brief azerbaijan russia",),
        arguments=(o.PARTY_TO_BRIEF, o.PARTNER),
        options=(*o.WHEN, o.SOURCE, o.ALL, o.LIMIT, *o.PRINTING),
        answers="dipfacts.answers.brief:brief",
    ),
    Command(
        name="search",
        summary="Search titles, notes and names for every word, best first.",
        more=(
            "In any script, without regard to case and accents; English words in any form, names "
            "of countries and persons in any language. Kinds, places and publishers count, too."
        ),
        examples=(
            "dipfacts search corridor",
            "dipfacts search Aserbaidschan treaties",
            "dipfacts search 'agreem* -border'",
        ),
        arguments=(Argument("text", "TEXT...", _TEXT, "text", list[str], most=o.SEVERAL),),
        options=(
            *(*o.WHEN, o.MEASURE, o.KIND, o.SOURCE, o.ALL),
            *(_BEST, *o.PRINTING),
        ),
        answers="dipfacts.answers.search:search",
    ),
    Command(
        name="show",
        summary="One claim in full, and those that agree or disagree with it.",
        examples=("dipfacts show az-ru-turnover-2021",),
        arguments=(Argument("claim", "ID", "The id of a claim.", "claim", str),),
        options=(o.KNOWN_BY, *o.PRINTING),
        answers="dipfacts.answers.show:show",
        takes=("claim",),
    ),
    Command(
        name="cite",
        summary="Claims cited: who said it, who printed it, when and where.",
        more="For a footnote, a paper or its BibTeX.",
        examples=("dipfacts cite az-ru-turnover-2021 --style bibtex",),
        arguments=(
            Argument("claims", "ID...", "The ids of claims.", "claim", list[str], most=o.SEVERAL),
        ),
        options=(_STYLE, o.FACTS, o.OUTPUT),
        runs="dipfacts.cli.commands.cite:cite",
    ),
    *(
        Command(
            name=name,
            summary=f"The {name} there are, with the number of claims {preposition} each.",
            examples=(f"dipfacts {name}", *more),
            options=(
                *options,
                o.LIMIT._replace(help="Show the first N, 0 all; count the rest."),
                *o.PRINTING,
            ),
            answers="dipfacts.answers.listing:listing",
            takes=("command", "codes"),
        )
        for name, preposition, more, options in (
            ("parties", "about", ("dipfacts parties --codes",), (_CODES,)),
            ("topics", "on", (), ()),
            ("sources", "from", (), ()),
        )
    ),
    Command(
        name="check",
        summary="Every problem of a fact base, each with its line and the remedy.",
        more="The exit status is 0 without errors and 3 with some.",
        examples=("dipfacts check",),
        arguments=(
            Argument("paths", "[PATH]...", _PATHS, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            switch("--strict", "Take warnings for errors."),
            switch("--all", "Every problem, however many of one kind."),
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
        options=(_TO, _PARTITION, switch("--force", "Replace an export."), o.FACTS),
        runs=f"{_EXPORT}:export",
    ),
    Command(
        name="init",
        summary="Write a small fact base to begin with.",
        more=(
            "Its claims are invented; its comments say what to change. An existing file stays "
            "as it is."
        ),
        examples=("dipfacts init my-facts.toml",),
        arguments=(
            Argument(
                "file", "[FILE]", "The file to write; else facts.toml.", "file", str, "facts.toml"
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
            Argument("what", "[output]", "The schema of the JSON that is printed.", "schema"),
        ),
        options=(o.OUTPUT._replace(help="Write there, or over an earlier one."),),
        runs="dipfacts.cli.commands.start:schema",
    ),
    Command(
        name="cache",
        summary="The compiled indexes that are kept: where, how large, how fresh.",
        more='They only save time: deleting them with "dipfacts cache clear" is always safe.',
        examples=("dipfacts cache",),
        arguments=(Argument("action", "[clear]", "clear deletes all of them.", "cache"),),
        options=(o.JSON, o.NO_COLOR),
        runs="dipfacts.cli.commands.cache:cache",
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
        examples=(f"dipfacts {topic} azerbaijan russia",),
    )
