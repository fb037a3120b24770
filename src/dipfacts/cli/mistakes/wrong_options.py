"""Explanations of an option or argument that is wrong, with what to type instead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from dipfacts.cli.command import Command
from dipfacts.cli.command_lines import (
    Correction,
    asking,
    command_line,
    example,
    help_of,
    line_to_type,
    on_base,
)
from dipfacts.cli.mistakes import format_words, lines_to_type, slips, unknown_words
from dipfacts.cli.mistakes.options_elsewhere import by_own_names
from dipfacts.cli.options import choices
from dipfacts.cli.registry import COMMANDS, OVERVIEW, TOPIC, find
from dipfacts.cli.request import missing, needed
from dipfacts.cli.typed_line import FACTS, TAKES_VALUE, TypedLine
from dipfacts.errors import DipfactsError
from dipfacts.model.display import listed, midway
from dipfacts.query.base import Base, open_warm
from dipfacts.query.typed_words.typed_dates import is_date
from dipfacts.query.typed_words.typed_names import is_name
from dipfacts.remedy import AnyRemedy
from dipfacts.render import formats
from dipfacts.text import nearest, plain, suggestion

_EVERY = "every topic"  # what a message calls the commands of topics
_FEW = 5  # commands that have an option and are named
_OF_FACTS = ("check", "init")  # commands whose arguments are fact bases
_PARTIES = ("--from", "--to", "--party", "--country", "--partner", "--with")
"""Options of other programs that name a party, which stands alone here."""


def explain(slip: slips.Slip, words: list[str]) -> tuple[str, AnyRemedy]:
    """Return the fault of the words that were typed, and the remedy.

    Raises QuestionError where the first of them is neither a command nor a topic.
    """
    message, remedy = _fault_and_remedy(slip, words)
    if remedy.line is None:
        return message, remedy.text
    meant = TypedLine([*remedy.line, ""])
    with _warm(meant) as base:
        if not base:
            return message, remedy.text
        if remedy.is_help:
            return message, _see(base, meant)
        refusal = lines_to_type.refusal(base, meant.positional, meant.given)
        if refusal and refusal.message and slip.kind != slips.MISSING_ARGUMENT:
            return f"{message}; {refusal.message}", refusal.remedy
        return message, _see(base, meant) if refusal else remedy.text


def _see(base: Base, meant: TypedLine) -> str:
    """Return where the help of a line's first word is; that of the program for what has none."""
    name = meant.command
    has_own = (
        name in COMMANDS or lines_to_type.topic_of(base, name) or (name and is_name(base, [name]))
    )
    return help_of([name] if has_own else [], meant.facts).text


def _fault_and_remedy(slip: slips.Slip, words: list[str]) -> tuple[str, Correction]:
    """Return the fault of the words that were typed, and the remedy as far as they tell."""
    flag = slip.flag
    is_early = bool(words) and words[0].startswith("-")  # an option before the command
    typed = TypedLine([*words, ""])
    own = slip.path.split(" ", 1)[1:]
    if not slip.path and not is_early:  # as of an option of which the value is missing
        own = typed.positional[:1]
    see = help_of(own, [] if is_early else typed.facts)
    if slip.kind == slips.MISSING_ARGUMENT and typed.command in COMMANDS:
        command = find(typed.command)
        return missing(command), example(command, typed.facts)
    if slip.kind == slips.NO_SUCH_OPTION and flag in lines_to_type.ALONE:
        return f"{flag} stands alone", line_to_type([*(own if flag == "--help" else []), flag])
    if slip.kind == slips.NO_SUCH_OPTION and flag and own:
        return _no_such_option(flag, words, typed, see)
    if misused := _misused(slip, typed):
        return misused
    if flag and (begun := _begun(flag, lines_to_type.ALONE)):
        return f"no such option: {flag}", Correction(suggestion(begun))
    early = Correction(f"options stand after the command; {see.text}")
    return midway(slip.message), early if is_early else see


def _misused(slip: slips.Slip, typed: TypedLine) -> tuple[str, Correction] | None:
    """Return the fault of an option's value, or of a word too many, and the remedy.

    None for any other mistake.
    """
    command, flag = find(typed.command), slip.flag
    taken = 1 + sum(argument.most for argument in command.arguments)
    if slip.kind == slips.TOO_MANY_WORDS and (more := typed.positional[taken:]):
        takes = ", ".join(map(needed, command.arguments)) or "none"
        message = f'"{plain(more[0])}" is a word too many: {command.name} takes {takes}'
        if command.runs and command.arguments:
            return message, help_of([command.name])  # what it takes is not looked at
        kept = line_to_type([*typed.positional[:taken], *_options(typed, command)])
        or_asked = _or_asked(typed, more) if takes == "none" else ""
        return message, Correction(f"{kept.text}{or_asked}") if or_asked else kept
    if slip.kind not in (slips.NO_NUMBER, slips.WRONG_USE):
        return None
    option = command.by_flag.get(flag)
    if option is None or not option.takes_value:
        return f"{flag} takes no value", Correction(f"write {flag} alone")
    if slip.kind == slips.NO_NUMBER:
        message = f'{flag} takes a whole number, not "{plain(typed.given[flag][-1])}"'
        return message, Correction(f"try {flag} {option.default or 10}")
    known = [*choices(option, command.answered_as)]
    about = midway(option.help).partition(". ")[0].rstrip(".")
    about = f"one of {listed(known, 'or')}" if known else about
    return f"{flag} needs a value", Correction(f"write {flag} {option.metavar or 'NAME'}: {about}")


def _or_asked(typed: TypedLine, names: list[str]) -> str:
    """Return ", or dipfacts germany" for a topic or a party that a list was asked for; else ""."""
    with _warm(typed) as base:
        is_known = base and not lines_to_type.refusal(base, names, {})
    return f", or {command_line([*names, *on_base(typed.facts)])}" if is_known else ""


def _no_such_option(
    flag: str, words: list[str], typed: TypedLine, see: Correction
) -> tuple[str, Correction]:
    """Return the fault of an option that the command does not have, and the remedy."""
    if with_parties := _with_parties(flag, words, typed):
        return f"{typed.command} has no option {flag}: parties stand alone", with_parties
    here = typed.command
    if not _is_command(typed):
        here = "an overview"
        typed = TypedLine([OVERVIEW.name, *words, ""])
    command = _command(typed)
    if typed.command == "search" and not flag.startswith("--"):
        return f"no such option: {flag}", Correction(_in_quotes(typed))
    if otherwise := _otherwise(flag, words, command):
        return f"{here} has no option {flag}", otherwise
    commands = ((_EVERY, TOPIC), *COMMANDS.items())  # those of topics are one
    owners = [name for name, other in commands if flag in other.by_flag]
    if not owners:
        own = [*command.by_flag, *lines_to_type.ALONE]
        meant = _begun(flag, own) or nearest(flag, own)  # not one that it would refuse
        text = suggestion(meant, _owner_of_another(flag, commands))
        return f"no such option: {flag}", Correction(text) if text else see
    message = f"{here} has no option {flag}"
    if len(owners) > _FEW:
        return message, see
    return f"{message}: it applies to {listed(owners)}", _instead(owners[0], flag, typed)


def _owner_of_another(flag: str, commands: Iterable[tuple[str, Command]]) -> str:
    """Return whose option a misspelt one is that begins another, or goes on after it; or ""."""
    owners: dict[str, list[str]] = {}
    for name, command in commands:
        for one in command.by_flag:
            if len(one) > len("-x") and (flag.startswith(one) or one.startswith(flag)):
                owners.setdefault(one, []).append(name)
    if len(owners) != 1:
        return ""
    ((one, names),) = owners.items()
    return f"{one} is an option of {listed(names)}"


def _command(typed: TypedLine) -> Command:
    """Return the command of a line, the overview where that was put before its parties."""
    return OVERVIEW if typed.command == OVERVIEW.name else find(typed.command)


def _begun(flag: str, known: Iterable[str]) -> list[str]:
    """Return the long options that an abbreviated one begins: options are typed in full."""
    return [one for one in known if one.startswith(flag) and len(flag) > len("--")]


def _with_parties(flag: str, words: list[str], typed: TypedLine) -> Correction | None:
    """Return the line for --from azerbaijan --to russia; None where no party is meant."""
    arguments = find(typed.command).arguments
    if flag not in _PARTIES or not arguments or arguments[0].kind != "party":
        return None
    plain_words, rest = list[str](), [*words]
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name in _PARTIES and (equals or rest):
            value = value if equals else rest.pop(0)
            if is_date(value) or value.startswith("-"):
                return None
            plain_words.append(value)
        else:
            plain_words.append(name + equals + value)
    return line_to_type(plain_words)


def _in_quotes(typed: TypedLine) -> str:
    """Return the line where words to leave out of a search, such as -gas, seemed options."""
    from dipfacts.query import search_terms  # lazy: only for a search

    search = find("search")
    left_out = [word for word in typed.given if word not in search.by_flag]
    text = " ".join([*typed.positional[1:], *left_out])
    if not search_terms.parse(text).wanted:
        return asking(typed.facts, search_terms.only_left_out().remedy)
    words = [*_options(typed, search), *["--"] * text.startswith("-"), text]
    return f"quote words to leave out with the others: {command_line(['search', *words])}"


def _otherwise(flag: str, words: list[str], command: Command) -> Correction | None:
    """Return the remedy for what this command calls otherwise, as --format csv for --csv."""
    at = next((nth for nth, word in enumerate(words) if word.partition("=")[0] == flag), -1)
    if at < 0:  # it is one of several letters behind a dash, as of -99
        return None
    if flag in FACTS and command.name in _OF_FACTS:
        return _without_flags(words)
    if command.name == "import" and (as_key := _as_key(words, at)):
        return as_key
    for option in command.options:
        if option.each_flag[0] in format_words.OPTIONS:
            known = [*choices(option, command.answered_as)]
            if as_form := format_words.as_form(option.each_flag[0], known, words, at):
                return as_form
    return by_own_names(flag, words, command)


def _without_flags(words: list[str]) -> Correction:
    """Return the line for check -f facts.toml: the paths alone."""
    named = (word.partition("=")[2] if word.startswith("--facts=") else word for word in words)
    return line_to_type([word for word in named if word not in FACTS])


def _as_key(words: list[str], at: int) -> Correction | None:
    """Return the remedy where a word names a key of `--map`, as --publisher does."""
    from dipfacts.importing.own_tables import mapped  # lazy: only for an import
    from dipfacts.model.file_format.tables import CLAIM_TYPES

    flag, equals, value = words[at].partition("=")
    after = at + 1 + (not equals)
    value = value or " ".join(words[at + 1 : after])
    if flag[2:] not in mapped.known_keys(*CLAIM_TYPES) or not value or value[0] == "-":
        return None
    return line_to_type([*words[:at], "--map", f"{flag[2:]}={value}", *words[after:]])


def _instead(owner: str, flag: str, typed: TypedLine) -> Correction:
    """Return the line of another command with the same parties, where it takes them."""
    here, command = _command(typed), COMMANDS.get(owner, TOPIC)
    name = _topic_of(typed) if owner == _EVERY else owner
    is_of_topics = here is OVERVIEW or here.name not in COMMANDS
    if flag == "--topic" and is_of_topics and (topic := _named_topic(typed)):
        name, command = topic, TOPIC
    kinds = [argument.kind for argument in (*here.arguments[:1], *command.arguments[:1])]
    parties = typed.positional[1:]
    most = 2 if flag == "--mirror" else sum(a.most for a in command.arguments)
    if kinds != ["party", "party"] or len(parties) > most:
        return help_of([name], typed.facts)
    form = format_words.asked_format(typed)
    if form and form not in formats.offered(command.answered_as):
        return Correction(f"leave {flag} or {form} out: {form} {formats.whose(form)}")
    return line_to_type([name, *parties, *_options(typed, command)])


def _options(typed: TypedLine, command: Command) -> list[str]:
    """Return the options that were typed, as far as a command has them."""
    return [
        word
        for flag, values in typed.given.items()
        for value in values
        for word in ((flag, value) if flag in TAKES_VALUE else (flag,))
        if flag in command.by_flag
    ]


# ------------------------------------------------------------------------------- topics


def _is_command(typed: TypedLine) -> bool:
    """Return whether a line begins with a command or a topic, and not with a party.

    Raises QuestionError for any other first word, if the base can be asked at once.
    """
    with _warm(typed) as base:
        if not base or typed.command in COMMANDS or lines_to_type.topic_of(base, typed.command):
            return True
        if not is_name(base, typed.positional):
            given = lines_to_type.by_name(typed.given)
            raise unknown_words.unknown(base, typed.positional, given)
        return False


def _topic_of(typed: TypedLine) -> str:
    """Return the topic of a measure that was typed, else the first; "TOPIC" if none is known."""
    with _warm(typed) as base:
        measures = base.measures if base else {}
        named = [measures[name] for name in typed.given.get("--measure", []) if name in measures]
        return next((measure.topic for measure in (*named, *measures.values())), "TOPIC")


def _named_topic(typed: TypedLine) -> str:
    """Return the topic that an option names, which is a command; "" if it is none, or unknown."""
    with _warm(typed) as base:
        return lines_to_type.topic_of(base, "".join(typed.given.get("--topic", []))) if base else ""


@contextlib.contextmanager
def _warm(typed: TypedLine) -> Iterator[Base | None]:
    """Yield the fact base; None where it cannot be read, or not at once or not again."""
    base = None
    if "-" not in typed.facts:
        with contextlib.suppress(DipfactsError):
            base = open_warm(*typed.facts)
    try:
        yield base
    finally:
        if base:
            base.close()
