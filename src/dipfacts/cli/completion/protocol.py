"""Candidates for TAB, by the kind of word that comes next on a command line.

The scripts beside this module call the program with `_DIPFACTS_COMPLETE` set to their shell; it
then prints candidates and nothing else, whatever is wrong. The registry says what stands after
each command and option; Typer is not loaded.
"""

from __future__ import annotations

import contextlib
import os

from dipfacts.cli.command import Command
from dipfacts.cli.help_texts import CONCEPTS, ROOT_OPTIONS
from dipfacts.cli.options import choices
from dipfacts.cli.registry import CITED, COMMANDS, OVERVIEW, find
from dipfacts.cli.typed_line import TypedLine
from dipfacts.errors import DipfactsError
from dipfacts.model.fact import DYAD
from dipfacts.query.base import Base, open_warm
from dipfacts.query.typed_words import candidates as offers
from dipfacts.query.typed_words.candidates import About, Candidate
from dipfacts.query.typed_words.resolve import OF_SIDES

_OF_SHELLS = {"--install-completion", "--show-completion"}  # may be followed by the name of one

# Where a name is the same country's in several languages, the one that more people speak is meant.
_SPOKEN = (
    "en zh es hi ar pt fr ru de ja tr ko it fa pl uk nl az ro el cs hu sv he ka hy kk uz".split()
)


_LONGEST = 7  # words of a name before the last one


class Files(Exception):  # no error: the shell knows files better than we do
    """A word that is the name of a file."""


def candidates(typed: TypedLine, languages: list[str]) -> list[Candidate]:
    """Return the words that one may become. Raises Files where it is the name of a file."""
    command = find(typed.command)
    if not typed.option and typed.word.startswith("-") and not typed.only_arguments:
        return _beginning(_flags(typed, _taking(typed, command)), typed.word)
    if not _OF_SHELLS.isdisjoint(typed.given):
        from dipfacts.cli.completion import shells  # lazy: only for what is completed

        named = [] if typed.positional else [Candidate(shell) for shell in shells.SHELLS]
        return _beginning(named, typed.word)
    taking = _taking(typed, command) if typed.option else command
    option = taking.by_flag.get(typed.option)
    if option and (words := choices(option, taking.answered_as)):
        return _beginning([Candidate(*word) for word in words.items()], typed.word)
    kind = _kind(typed, taking)
    is_bundled = typed.word and "bundled".startswith(typed.word)
    if kind == "file" or (kind == "facts" and not is_bundled):
        raise Files
    if known := _fixed_words(kind):
        return _beginning(known, typed.word)
    given = typed.given.get(typed.option, [])  # the values of an option that is repeated
    return [c for c in _from_base(kind, typed, command, languages) if c.value not in given]


def _taking(typed: TypedLine, command: Command) -> Command:
    """Return a command with the options that it takes after the words before.

    A party in its place begins an overview; what is cited are ids, or a query that may lack some.
    """
    is_cited = command is COMMANDS["cite"]
    if command is COMMANDS["export"] and not {*typed.given.get("--to", [])} <= {"parquet"}:
        kept = (option for option in command.options if option.name != "partition_by")
        return command.replaced(options=(*kept,))
    first = (typed.after_command() if is_cited else typed).command
    if not first or (first in COMMANDS and not is_cited):
        return command
    query = _query_after(first, typed.facts)
    if not is_cited:
        return query or command
    if query is None:
        return command
    own = {option.name for option in query.options}
    kept = (option for option in command.options if option not in CITED or option.name in own)
    return command.replaced(options=(*kept,))


_OF_AN_ID = Command(name="", summary="")  # which takes no conditions


def _query_after(first: str, facts: list[str]) -> Command | None:
    """Return the command of a first word, the overview of a party, and of an id one of no options.

    None where the base cannot be asked at once.
    """
    if first in COMMANDS:
        return COMMANDS[first]
    with contextlib.suppress(DipfactsError):  # what is wrong is said when the command is run
        if base := open_warm(*facts):
            with base:
                if first.casefold() in map(str.casefold, base.topics):
                    return find(first)
                is_id = first in (*base.measures, *base.kinds) or _is_claim(base, first)
                return _OF_AN_ID if is_id and not base.parties_called(first) else OVERVIEW
    return None


def _is_claim(base: Base, word: str) -> bool:
    return any(one.value == word for one in offers.claims(base, word))


def _kind(typed: TypedLine, command: Command) -> str:
    """Return the kind of the word: of an option's value, a command or an argument; "" for none."""
    if typed.option:
        option = command.by_flag.get(typed.option)
        return option.kind if option else ""
    if not typed.command:
        return "command"
    has_all = len(typed.positional) > sum(argument.most for argument in command.arguments)
    return "" if has_all else command.arguments[0].kind


def _fixed_words(kind: str) -> list[Candidate]:
    """Return the words of a kind that are the same over any base; none of another kind."""
    if kind == "facts":
        return [Candidate("bundled", "the fact base that ships")]
    if kind == "language":
        from dipfacts.countries.languages import languages  # lazy: only --lang needs it

        return [Candidate(*title) for title in languages().items()]
    return [Candidate(word) for word in _WORDS.get(kind, ())]


def _from_base(
    kind: str, typed: TypedLine, command: Command, languages: list[str]
) -> list[Candidate]:
    """Return candidates that depend on what is on record."""
    if not kind:
        return []
    try:
        base = open_warm(*typed.facts)
    except DipfactsError:  # what is wrong is said when the command is run
        base = None
    explained = _help_words(typed) if kind == "help" else _commands() if kind == "command" else []
    if base is None:
        return _beginning(explained, typed.word)
    with base:
        if kind == "help":
            return _beginning([*offers.topics(base), *explained], typed.word) if explained else []
        if kind == "command":
            words = _beginning([*offers.topics(base), *_commands()], typed.word)
            return words + (_parties(base, typed.word, languages) if typed.word else [])
        if command is COMMANDS["cite"]:
            return _citable(base, kind, typed, languages)
        return _candidates_in_base(base, kind, typed, command, languages)


def _parties(base: Base, word: str, languages: list[str]) -> list[Candidate]:
    """Return the parties with which an overview may begin."""
    return offers.parties(base, word, About(), languages)


def _citable(base: Base, kind: str, typed: TypedLine, languages: list[str]) -> list[Candidate]:
    """Return candidates for what is cited: ids of claims, or the words of a query."""
    cited = typed.after_command()
    if not cited.positional:
        queries = [it for it in _commands() if COMMANDS[it.value].is_query]
        words = _beginning([*offers.topics(base), *queries], typed.word)
        words += _candidates_in_base(base, kind, typed, COMMANDS["cite"], languages)
        return words + (_parties(base, typed.word, languages) if typed.word else [])
    first = cited.command
    is_named = first in base.topics or first in COMMANDS
    if not is_named and _is_claim(base, first):
        return _candidates_in_base(base, kind, typed, COMMANDS["cite"], languages)
    query = find(first)
    if kind == "claim":  # a word, and no value of an option
        kind = _kind(cited, query) if query.is_query else ""
    return _candidates_in_base(base, kind, cited, query, languages)


def _candidates_in_base(
    base: Base, kind: str, typed: TypedLine, command: Command, languages: list[str]
) -> list[Candidate]:
    """Return candidates for a word of a kind that the base holds."""
    about = _subject_typed(base, typed, command)
    match kind:
        case "party":
            first, others = typed.command, list[Candidate]()
            continued = [] if typed.option else _continued(base, typed, command, languages)
            is_begun = bool(continued) and not base.parties_called(typed.positional[-1])
            is_known = first in COMMANDS or first in base.topics or base.parties_called(first)
            if is_known and not is_begun and not _is_full(base, typed, about):
                others = offers.parties(base, typed.word, about, languages)
            return continued + others
        case "claim":
            given = typed.positional[1:]
            return [c for c in offers.claims(base, typed.word) if c.value not in given]
        case "topic":
            return _beginning(offers.topics(base), typed.word)
    if kind in _ABOUT:
        return _ABOUT[kind](base, typed.word, about)
    return _OF_BASE[kind](base, typed.word) if kind in _OF_BASE else []


def _continued(
    base: Base, typed: TypedLine, command: Command, languages: list[str]
) -> list[Candidate]:
    """Return the words that go on with a name of which those before are the beginning: south k.

    Words that are a name of several already begin no other in their midst.
    """
    words = typed.positional
    if typed.command in (*COMMANDS, *base.topics):
        words = words[1:]
    before = words[-_LONGEST:]
    for start in range(len(before)):
        begun = f"{' '.join(before[start:])} "
        about = About(command.types, _topic(base, typed), _called(base, before[:start]))
        offered = offers.parties(base, begun + typed.word, about, languages)
        ids = base.parties_called(begun.rstrip())  # who is named already needs no more words
        others = [it for it in offered if not ids or base.parties_called(it.value) != ids]
        if named := _rests(others, begun + typed.word, len(begun)):
            return named
        if ids and len(before) - start > 1:
            break
    return []


def _rests(offered: list[Candidate], typed: str, begun: int) -> list[Candidate]:
    """Return the names that begin as typed without what is typed of them, whole words alone."""
    rests = [(it.value[begun:], it) for it in _beginning(offered, typed)]
    if any(rest.startswith(" ") for rest, _ in rests):  # else South goes on as Southern, too
        rests = [(rest.lstrip(), it) for rest, it in rests if rest.startswith(" ")]
    return [Candidate(rest, it.description) for rest, it in rests]


def _topic(base: Base, typed: TypedLine) -> str | None:
    """Return the topic that a line begins with, if it does."""
    first = typed.command
    return first if first and first not in COMMANDS and first in base.topics else None


def _called(base: Base, names: list[str]) -> tuple[str, ...]:
    """Return the parties of names, passing over those that are nobody's, or of several."""
    named = [base.parties_called(word) for word in names]
    return tuple(ids[0] for ids in named if len(ids) == 1)


def _subject_typed(base: Base, typed: TypedLine, command: Command) -> About:
    """Return the subject of the words before, passing over names that are nobody's."""
    topic, named = _topic(base, typed), list[str]()
    if command.arguments and command.arguments[0].kind == "party":
        alone = typed.command not in COMMANDS and topic is None  # an overview begins with a party
        named = typed.positional if alone else typed.positional[1:]
    return About(command.types, topic, _called(base, named))


def _is_full(base: Base, typed: TypedLine, about: About) -> bool:
    """Return whether a line names all parties that its command may be about: it takes no third."""
    is_of_sides = typed.command in OF_SIDES
    if typed.command not in COMMANDS:
        is_of_sides = _topic(base, typed) is None  # an overview
    return is_of_sides and not typed.option and len(about.parties) >= DYAD


def _beginning(offered: list[Candidate], typed: str) -> list[Candidate]:
    return [one for one in offered if one.value.casefold().startswith(typed.casefold())]


def _commands() -> list[Candidate]:
    return [Candidate(command.name, command.summary) for command in COMMANDS.values()]


def _help_words(typed: TypedLine) -> list[Candidate]:
    """Return the commands and words that `dipfacts help` explains; none after the first."""
    words = [Candidate(name, concept.about) for name, concept in CONCEPTS.items()]
    return [] if len(typed.positional) > 1 else [*_commands(), *words]


def _flags(typed: TypedLine, command: Command) -> list[Candidate]:
    """Return the options of the command, or of the program; those given already are left out."""
    if not typed.command:
        return [Candidate(*pair) for pair in ROOT_OPTIONS.items()] + [_HELP]
    offered = []
    for option in command.options:
        if option.repeats or not {*typed.given} & {*option.each_flag}:
            flags = [flag for flag in option.each_flag if flag.startswith("--")]
            offered += [Candidate(flag, option.help) for flag in flags]
    return [*offered, _HELP]


_HELP = Candidate("--help", "Show this help.")
_WORDS = {"schema": ("output",), "cache": ("clear",), "span": ("30d", "90d", "6m", "1y")}
_OF_BASE = {"source": offers.sources, "claimant": offers.claimants, "publisher": offers.publishers}
"""Completions that the base gives for each kind of argument, from the beginning of a word."""
_ABOUT = {
    "measure": offers.measures,
    "kind": offers.kinds,
    "period": offers.periods,
    "known": offers.known_days,
}
"""Completions that depend on the words before, too."""


def spoken() -> list[str]:
    """Return the languages that names are looked up in first: the user's, then the most spoken."""
    from dipfacts.countries.languages import language  # lazy: only names in other languages need it

    environment = os.environ
    own = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    return [language(own or "en") or "en", *_SPOKEN]


def main(shell: str, words: list[str]) -> None:
    """Print the candidates for a shell's script, one a line; never an error."""
    try:
        text = answered(shell, words)
        os.write(1, text.encode("utf-8", "surrogateescape"))
    except BaseException:  # someone is typing: an error would land in their line
        return


def answered(shell: str, words: list[str]) -> str:
    """Return the text that a shell's script reads: a candidate a line, or the word for "files"."""
    from dipfacts.cli.completion import shells  # lazy: only for what is completed

    if shell not in shells.SHELLS:
        return ""
    line = shells.SHELLS[shell](words)
    typed = TypedLine(line.words)
    try:
        results = offers.printable(candidates(typed, spoken()))
    except Files:
        return shells.FILES
    return "".join(line.written(typed.prefix, one, len(results)) + "\n" for one in results)
