"""What TAB offers: which sort of word comes next on a command line, and its candidates.

The scripts beside this module call the program with `_DIPFACTS_COMPLETE` set to their shell; it
then prints candidates and nothing else, whatever is wrong. Typer is loaded only to tell what
commands and options there are; `VALUES` and `ARGUMENTS` know what stands after each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from dipfacts.cli.completion import candidates as offers
from dipfacts.cli.completion.candidates import About, Candidate
from dipfacts.errors import DipfactsError
from dipfacts.query.base import Base, open_warm

# What an option takes; those that are not here take nothing.
VALUES = {
    "--facts": "facts",
    "-f": "facts",
    "--output": "file",
    "-o": "file",
    "--since": "period",
    "--until": "period",
    "--in": "period",
    "--known-by": "known",
    "--measure": "measure",
    "--kind": "kind",
    "--source": "source",
    "--limit": "number",
    "--format": "format",
    "--style": "style",
    "--lang": "language",
    "--upcoming": "span",
    "--fields": "text",
    "--to": "export",
    "--partition-by": "partition",
}

# What the words after a command are, and how many there may be; after a topic two parties.
ARGUMENTS: dict[str, tuple[str, int]] = {
    "timeline": ("party", 99),
    "relations": ("party", 99),
    "brief": ("party", 2),
    "search": ("text", 99),
    "show": ("claim", 1),
    "cite": ("claim", 99),
    "parties": ("", 0),
    "topics": ("", 0),
    "sources": ("", 0),
    "check": ("file", 99),
    "init": ("file", 1),
    "export": ("file", 1),
    "schema": ("schema", 1),
    "cache": ("cache", 1),
}
_TYPES = {"timeline": ("event", "relation"), "relations": ("relation",)}
_AGAIN = {"--facts", "-f"}  # options that may be given more than once
_SHELLS = ("bash", "zsh", "fish")

# Where a name is the same country's in several languages, the one that more people speak is meant.
_SPOKEN = (
    "en zh es hi ar pt fr ru de ja tr ko it fa pl uk nl az ro el cs hu sv he ka hy kk uz".split()
)


class Files(Exception):  # no error: the shell knows files better than we do
    """The word is the name of a file."""


class Typed:
    """A command line up to the cursor, taken apart."""

    def __init__(self, words: list[str]) -> None:
        *before, self.word = words or [""]
        self.option = ""  # whose value the word is
        self.prefix = ""  # what of the word stands before that value
        self.positional: list[str] = []
        self.given: dict[str, list[str]] = {}
        self.only_arguments = False
        for word in before:
            self._take(word)
        if self.option or self.only_arguments:
            return
        name, equals, value = self.word.partition("=")
        if equals and name in VALUES:
            self.option, self.prefix, self.word = name, f"{name}=", value

    def _take(self, word: str) -> None:
        if self.option:
            self.given.setdefault(self.option, []).append(word)
            self.option = ""
        elif self.only_arguments or not word.startswith("-") or word == "-":
            self.positional.append(word)
        elif word == "--":
            self.only_arguments = True
        elif word in VALUES:
            self.option = word
        else:
            name, _, value = word.partition("=")
            self.given.setdefault(name, []).append(value)

    @property
    def command(self) -> str:
        """The command or topic; empty where none was typed yet."""
        return self.positional[0] if self.positional else ""

    @property
    def facts(self) -> list[str]:
        """The fact bases named so far."""
        return [os.path.expanduser(path) for key in _AGAIN for path in self.given.get(key, [])]


def candidates(typed: Typed, languages: list[str]) -> list[Candidate]:
    """What the word may become. Raises Files where that is a question about files."""
    sort = VALUES.get(typed.option, "")
    if not sort and typed.word.startswith("-") and not typed.only_arguments:
        return _beginning(_options(typed), typed.word)
    if not sort and typed.command:
        sort, most = ARGUMENTS.get(typed.command, ("party", 2))
        if len(typed.positional) > most:
            return []
    if sort == "file":
        raise Files
    if sort == "facts":
        if not typed.word or not "bundled".startswith(typed.word):
            raise Files
        return [Candidate("bundled", "the fact base that ships")]
    if sort in _LISTS:
        return _beginning(_LISTS[sort](typed), typed.word)
    try:
        base = open_warm(*typed.facts)
    except DipfactsError:  # what is wrong is told when the command is run
        base = None
    if base is None:
        return [] if typed.command else _beginning(_commands(), typed.word)
    with base:
        if not typed.command and not typed.option:
            return _beginning([*offers.topics(base), *_commands()], typed.word)
        return _of_base(base, sort, typed, languages)


def _of_base(base: Base, sort: str, typed: Typed, languages: list[str]) -> list[Candidate]:
    """Candidates for a word that depends on what is on record."""
    about = _about(base, typed)
    match sort:
        case "party":
            if typed.command not in ARGUMENTS and typed.command not in base.topics:
                return []
            return offers.parties(base, typed.word, about, languages)
        case "claim":
            given = typed.positional[1:]
            return [c for c in offers.claims(base, typed.word) if c.value not in given]
        case "source":
            return offers.sources(base, typed.word)
        case "measure":
            return _beginning(offers.measures(base, about), typed.word)
        case "kind":
            return _beginning(offers.kinds(base, about), typed.word)
        case "period":
            return offers.periods(base, typed.word, about)
        case "known":
            return offers.known_days(base, typed.word, about)
    return []


def _about(base: Base, typed: Typed) -> About:
    """The claims that the words before are about; names that are nobody's are passed over."""
    if typed.command in ARGUMENTS:
        topic, types = None, _TYPES.get(typed.command, About().types)
    else:
        topic, types = typed.command or None, ("figure",)
    sort, _ = ARGUMENTS.get(typed.command, ("party", 2))
    named = [base.called(word) for word in typed.positional[1:]] if sort == "party" else []
    return About(types, topic, tuple(ids[0] for ids in named if len(ids) == 1))


def _beginning(found: list[Candidate], typed: str) -> list[Candidate]:
    return [one for one in found if one.value.casefold().startswith(typed.casefold())]


def _commands() -> list[Candidate]:
    from dipfacts.cli.commands.lookups import COMMANDS

    return [
        Candidate(name, (found.__doc__ or "").split("\n")[0]) for name, found in COMMANDS.items()
    ]


def _options(typed: Typed) -> list[Candidate]:
    """The options of the command, or of the program; those given already are left out."""
    import typer

    from dipfacts.cli.app import app

    command: Any = typer.main.get_command(app)
    if typed.command:
        command = command.get_command(None, typed.command)
    found = []
    for parameter in command.params:
        names = [*parameter.opts, *parameter.secondary_opts]
        if parameter.param_type_name == "option" and not {*names} & ({*typed.given} - _AGAIN):
            told = (parameter.help or "").split("\n")[0]
            found += [Candidate(name, told) for name in names if name.startswith("--")]
    return [*found, Candidate("--help", "Show what there is.")]


_FORMATS = {
    "table": "for reading",
    "json": "one object, all of it",
    "jsonl": "a claim a line, as JSON",
    "csv": "a claim a row, for spreadsheets",
    "tsv": "the same with tabs",
    "md": "Markdown",
    "html": "one file for a browser, or paper",
    "ics": "a calendar",
    "human": "for reading",
    "text": "a problem a line",
    "github": "annotations of a pull request",
}


def _formats(typed: Typed) -> list[Candidate]:
    if typed.command == "check":
        from dipfacts.cli.commands.check import FORMATS

        names: tuple[str, ...] = FORMATS
    else:
        from dipfacts.render import formats

        names = tuple(
            name
            for name in formats.NAMES
            if typed.command in formats.ONLY.get(name, (typed.command,))
        )
    return [Candidate(name, _FORMATS.get(name, "")) for name in names]


def _styles(_: Typed) -> list[Candidate]:
    from dipfacts.render.citations import STYLES

    return [Candidate(name) for name in STYLES]


def _languages(_: Typed) -> list[Candidate]:
    from dipfacts import countries

    return [Candidate(code, told) for code, told in countries.languages().items()]


def _words(*words: str) -> Callable[[Typed], list[Candidate]]:
    return lambda _: [Candidate(word) for word in words]


def _nothing(_: Typed) -> list[Candidate]:
    return []


_LISTS = {
    "format": _formats,
    "style": _styles,
    "language": _languages,
    "export": _words("sqlite", "parquet", "csv"),
    "partition": _words("topic", "year"),
    "schema": _words("output"),
    "cache": _words("clear"),
    "span": _words("30d", "90d", "6m", "1y"),
    "number": _nothing,
    "text": _nothing,
}


def spoken() -> list[str]:
    """The languages in which a name is looked for first: the user's own, then the most spoken."""
    from dipfacts import countries

    environment = os.environ
    own = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    return [countries.language(own or "en") or "en", *_SPOKEN]


def main(shell: str, words: list[str]) -> None:
    """Print the candidates for a shell's script, one a line; never an error."""
    try:
        text = answered(shell, words)
        os.write(1, text.encode("utf-8", "surrogateescape"))
    except BaseException:  # someone is typing: an error would land in their line
        return


def answered(shell: str, words: list[str]) -> str:
    """What a shell's script reads: a candidate a line, or the word for "files"."""
    from dipfacts.cli.completion import shells

    if shell not in _SHELLS:
        return ""
    line: Any = getattr(shells, shell.title())(words)
    typed = Typed(line.words)
    try:
        found = offers.printable(candidates(typed, spoken()))
    except Files:
        return str(line.files)
    return "".join(line.written(typed.prefix, one, len(found)) + "\n" for one in found)
