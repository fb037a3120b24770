"""The arguments and options of commands, as data: each shared one is declared once.

What `kind` says of a word decides what TAB offers for it (`completion.protocol`); `choices` names,
as "module:name", the words that an option takes, or a function from a command's name to them.
"""

from importlib import import_module
from typing import Any, NamedTuple


class Argument(NamedTuple):
    """A word, or several, after the name of a command; `most` is how many there may be."""

    name: str
    metavar: str
    help: str
    kind: str = ""
    type: Any = str | None
    default: Any = None
    most: int = 1
    required: bool = False


class Option(NamedTuple):
    """An option of a command: `name` is the parameter that it fills."""

    name: str
    flags: tuple[str, ...]
    help: str
    metavar: str | None = None
    kind: str = ""
    type: Any = str | None
    default: Any = None
    choices: str = ""

    @property
    def each_flag(self) -> list[str]:
        """Return the flags one by one: "--chart/--no-chart" are two."""
        return [flag for both in self.flags for flag in both.split("/")]

    @property
    def takes_value(self) -> bool:
        """Return whether a word follows the option."""
        return self.type not in (bool, bool | None)


def load(name: str) -> Any:
    """Return what "module:name" names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def choices(option: Option, command: str) -> tuple[str, ...]:
    """Return the words that an option of a command takes; none where it takes any."""
    if not option.choices:
        return ()
    words = load(option.choices)
    return tuple(words(command) if callable(words) else words)


# ----------------------------------------------------------------------------- arguments

_ANY_NAME = "A country or another party, by any of its names."
PARTY = Argument("party", "[A]", _ANY_NAME, "party")
PARTY_TO_BRIEF = Argument("party", "A", _ANY_NAME, "party", str, required=True)
PARTNER = Argument("partner", "[B]", "The other side; the order does not matter.", "party")
PARTIES = Argument(
    "parties",
    "[PARTY]...",
    "Countries or other parties, by any of their names.",
    "party",
    list[str] | None,
    most=99,
)

# ------------------------------------------------------------------------------- options

FACTS = Option(
    "facts",
    ("--facts", "-f"),
    "Fact base: a TOML file, a folder of them, - or 'bundled'; again for more.",
    "PATH",
    "facts",
    list[str] | None,
)
SINCE = Option("since", ("--since",), "Nothing that ended before.", "DATE", "period")
UNTIL = Option("until", ("--until",), "Nothing that began after.", "DATE", "period")
IN = Option("in_", ("--in",), "For this period: 2021, 2021-11, …", "PERIOD", "period")
KNOWN_BY = Option(
    "known_by", ("--known-by",), "As of that day: nothing said later.", "DATE", "known"
)
MEASURE = Option("measure", ("--measure",), "Only figures of this measure.", "ID", "measure")
KIND = Option("kind", ("--kind",), "Only events, relations of a kind.", "KIND", "kind")
SOURCE = Option("source", ("--source",), "Only what this source says.", "ID", "source")
ALL = Option("all_", ("--all",), "Deprecated claims too.", type=bool, default=False)
LIMIT = Option("limit", ("--limit",), "At most N answers, 0 for all of them.", "N", "", int | None)
LANG = Option(
    "lang", ("--lang",), "Names of countries in that language: de, ru, …", "CODE", "language"
)
FORMAT = Option(
    "format",
    ("--format",),
    "How to print the answer.",
    choices="dipfacts.render.formats:names",
)
FIELDS = Option(
    "fields", ("--fields",), "Only these keys, as in id,value,period.text.", "KEY,…", "text"
)
JSON = Option("json", ("--json",), "The same as --format json.", type=bool, default=False)
OUTPUT = Option(
    "output",
    ("--output", "-o"),
    "Write there, over an earlier answer but no other file; the ending sets the format.",
    "FILE",
    "file",
)
NO_COLOR = Option("no_color", ("--no-color",), "No colour on a terminal.", type=bool, default=False)

WHEN = (SINCE, UNTIL, IN, KNOWN_BY)
PRINTING = (LANG, FACTS, FORMAT, FIELDS, JSON, OUTPUT, NO_COLOR)
