"""The arguments and options of commands, as data: each shared one is declared once.

What `kind` says of a word decides what TAB offers for it (`completion.protocol`); `choices` names,
as "module:name", the words that an option takes, or a function from a command's name to them; these
may be a table of formats.
"""

from importlib import import_module
from typing import Any

from dipfacts.record import Record


class Argument(Record, frozen=True):
    """A word, or several, after the name of a command; `most` is how many there may be."""

    name: str
    metavar: str
    help: str
    kind: str = ""
    type: Any = str | None
    default: Any = None
    most: int = 1

    @property
    def is_required(self) -> bool:
        """Return whether the command needs the argument."""
        return self.default is None and self.type in (str, list[str])


class Option(Record, frozen=True):
    """An option of a command: its flags, such as "--output -o" or "--chart/--no-chart"."""

    flags: str
    help: str
    metavar: str | None = None
    kind: str = ""
    type: Any = str | None
    default: Any = None
    choices: str = ""

    @property
    def name(self) -> str:
        """Return the name of the parameter that the option fills."""
        name = self.each_flag[0].strip("-").replace("-", "_")
        return "in_" if name == "in" else name  # a keyword of Python

    @property
    def each_flag(self) -> list[str]:
        """Return the flags one by one."""
        return self.flags.replace("/", " ").split()

    @property
    def repeats(self) -> bool:
        """Return whether the option may be given more than once."""
        return bool(self.type == list[str] | None)

    @property
    def is_single(self) -> bool:
        """Return whether the option takes a value, and only one."""
        return self.takes_value and not self.repeats

    @property
    def takes_value(self) -> bool:
        """Return whether a word follows the option."""
        return self.type not in (bool, bool | None)


def switch(flags: str, help: str) -> Option:
    """Return an option that is off unless it is given."""
    return Option(flags, help, type=bool, default=False)


def load(name: str) -> Any:
    """Return the attribute that "module:name" names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def choices(option: Option, command: str) -> dict[str, str]:
    """Return the words that an option of a command takes, each with its description or "".

    Empty where it takes any word.
    """
    if not option.choices:
        return {}
    words = load(option.choices)
    words = words(command) if callable(words) else words
    formats = words if isinstance(words, dict) else {}
    return {word: formats[word].about if word in formats else "" for word in words}


SEVERAL = 99  # as many as anybody types
_NAMES = "Countries or other parties, by any of their names; a period, such as 2021."
PARTY_TO_BRIEF = Argument("parties", "A [B]", _NAMES, "party", list[str], most=SEVERAL)
PARTIES = Argument("parties", "[PARTY]...", _NAMES, "party", list[str] | None, most=SEVERAL)

SINCE = Option("--since", "Leave out what ended before that date.", "DATE", "period")
UNTIL = Option("--until", "Leave out what began after that date.", "DATE", "period")
IN = Option("--in", "Only what concerns this period: 2021, 2021-11, …", "PERIOD", "period")
KNOWN_BY = Option(
    "--known-by", "Answer as of that day: leave out what was said later.", "DATE", "known"
)
KNOWN_SINCE = Option("--known-since", "Only what is new: what was said since.", "DATE", "known")
TOPIC = Option("--topic", "Only this topic; repeat it for more.", "ID", "topic", list[str] | None)
MEASURE = Option(
    "--measure",
    "Only figures of this measure; repeat it for more.",
    "ID",
    "measure",
    list[str] | None,
)
KIND = Option(
    "--kind",
    "Only events and relations of this kind; repeat it for more.",
    metavar="KIND",
    kind="kind",
    type=list[str] | None,
)
SOURCE = Option(
    "--source", "Only what this source says; repeat it for more.", "ID", "source", list[str] | None
)
CLAIMANT = Option(
    "--claimant",
    "Only what this party said; repeat it for more.",
    metavar="NAME",
    kind="claimant",
    type=list[str] | None,
)
PUBLISHER = Option(
    "--publisher",
    "Only what this publisher printed; repeat it for more.",
    metavar="NAME",
    kind="publisher",
    type=list[str] | None,
)
ALL = switch("--all", "Include deprecated claims.")
LIMIT = Option(
    "--limit", "Show the N newest and count the rest; 0 shows all.", "N", type=int | None
)
LANG = Option("--lang", "Name countries in this language: de, ru, …", "CODE", "language")
_FACTS_HELP = (
    "A TOML file, a folder of them, {}or bundled; repeat it for more. "
    "Default: DIPFACTS_FACTS, else bundled."
)
FACTS = Option(
    "--facts -f",
    _FACTS_HELP.format("- for standard input, "),
    metavar="PATH",
    kind="facts",
    type=list[str] | None,
)
FILES = FACTS.replaced(help=_FACTS_HELP.format(""))
"""The same for what reads a fact base more than once."""
FORMAT = Option(
    "--format",
    "How to print the answer. Default: by the ending of the file, else table.",
    choices="dipfacts.render.formats:offered",
)
FIELDS = Option(
    "--fields", "Only these keys, in this order: id,value,period.text.", "KEY,…", "text"
)
BOM = switch("--bom", "Begin CSV with a byte-order mark, by which Excel knows UTF-8.")
JSON = switch("--json", "The same as --format json.")
OUTPUT = Option(
    "--output -o",
    "Write to this file; its ending sets the format. It replaces an earlier answer, but no other "
    "file.",
    metavar="FILE",
    kind="file",
)
COLOR = Option(
    "--color",
    "When to colour text; auto is on a terminal that has it. Default: auto.",
    metavar="WHEN",
    kind="color",
    choices="dipfacts.cli.request:COLORS",
)
NO_COLOR = switch("--no-color", "The same as --color never.")
COLORED = (COLOR, NO_COLOR)
FULL = switch("--full", "Print the whole page, not only what fits a screen.")
NO_PAGER = switch("--no-pager", "Print a long page at once, not through a pager.")

IDS = switch("--ids", "Show the ids of claims, for show and cite.")

WHEN = (SINCE, UNTIL, IN, KNOWN_BY, KNOWN_SINCE)
WHOSE = (SOURCE, CLAIMANT, PUBLISHER, ALL)
CLAIMS = (*WHOSE, LIMIT)
PRINTING = (LANG, FACTS, FORMAT, FIELDS, BOM, JSON, OUTPUT, FULL, NO_PAGER, *COLORED)
TABLES = (IDS, *PRINTING)
