"""Command lines to type instead of a wrong one: only those that will be accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dipfacts.cli import request as requests
from dipfacts.cli.command import Command
from dipfacts.cli.command_lines import RetypeError
from dipfacts.cli.options import Option
from dipfacts.cli.registry import CITED, COMMANDS, OVERVIEW, TOPIC, find
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.query.base import Base
from dipfacts.query.typed_words.joined_names import apart
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.query.typed_words.typed_names import is_name
from dipfacts.record import Record
from dipfacts.remedy import Instead, Remedy
from dipfacts.text import listed, plain, short, typed_path

_EVERY = {
    flag: option
    for command in reversed((TOPIC, *COMMANDS.values()))  # those of topics are what is mostly meant
    for flag, option in command.by_flag.items()
}
ALONE = ("--help", "--version")  # with which a line asks nothing else
_PATHS = 2  # paths that a hint names
_BY_NAME = {option.name: option for option in _EVERY.values()}


class CommandLine(Record, frozen=True):
    """A command with its words, and options by the names of their parameters.

    Of the options those count that the command has.
    """

    command: Command
    names: tuple[str, ...]
    given: Mapping[str, Any]

    @property
    def words(self) -> list[str]:
        """Return the words as they are typed."""
        first = [] if self.command is OVERVIEW else [self.command.name]
        return [*first, *self.names, *options(self.command, self.given)]

    def refusal(self, base: Base) -> QuestionError | None:
        """Return the error that the line would end with; None where it is accepted."""
        command, names = self.command, [*self.names]
        most = sum(argument.most for argument in command.arguments)
        if len(names) > most:
            hint = f"see dipfacts {command.name} --help"
            return QuestionError(f'"{plain(names[most])}" is a word too many', hint)
        words = {option.name: option.default for option in command.options}
        words |= {
            name: value for name, value in self.given.items() if name in words and value is not None
        }
        for argument in command.arguments:
            words[argument.name] = names if argument.most > 1 else "".join(names)
        if not command.answers:  # what cite or check takes as well is no word of a question
            known = requests.TypedWords.__struct_fields__
            words = {name: words[name] for name in words if name in known}
        topic = None if command.name in {*COMMANDS, OVERVIEW.name} else command.name
        try:
            request = requests.parse(command.answered_as, words, topic)
            query = resolve(base, request)
            if request.claim:
                base.claim(request.claim)
            if request.upcoming is not None:
                # lazy: only where it is asked what is ahead
                from dipfacts.answers.occurrences.upcoming import days_ahead

                days_ahead(query, request.upcoming)
        except QuestionError as refused:
            return refused
        return None

    def leaves_out(self) -> list[str]:
        """Return the options that were given and do not apply to the command."""
        own, results = {option.name for option in self.command.options}, list[str]()
        for name, value in self.given.items():
            option = _BY_NAME.get(name)
            if option and name not in own and value != option.default:
                results.append(option.each_flag[0 if value else -1])
            elif name.startswith("-"):  # no command has it
                results.append(plain(name))
        return results


def options(command: Command, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the options that were given, as far as a command has them, as they are typed."""
    for option in command.options:
        value = given.get(option.name, option.default)
        if value in (None, option.default):
            continue
        if not option.takes_value:
            yield option.each_flag[0 if value else -1]
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from (option.each_flag[0], str(one))


def by_name(flags: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return options that were typed by the names of their parameters; unknown ones as they are."""
    results = dict[str, Any]()
    for flag, values in flags.items():
        option = _EVERY.get(flag)
        if option is None:
            results[flag] = True
        elif option.repeats:
            results[option.name] = [*results.get(option.name, []), *values]
        elif option.takes_value:
            results |= _value(option, values[-1])
        else:
            results[option.name] = flag == option.each_flag[0]
    return results


def _value(option: Option, text: str) -> dict[str, Any]:
    """Return the value of an option, by its name; nothing for a number that is none."""
    if option.type != int | None:
        return {option.name: text}
    return {option.name: int(text)} if text.isascii() and text.isdigit() else {}


def error(base: Base, message: str, lines: Sequence[CommandLine]) -> QuestionError:
    """Return the error with those of the lines that are accepted.

    Where none is, it says why the first is not, too, with the remedy for that.
    """
    refusals = [line.refusal(base) for line in lines]
    accepted = [line for line, wrong in zip(lines, refusals, strict=True) if not wrong]
    if accepted:
        left_out = accepted[0].leaves_out()
        if left_out:
            do = "does" if len(left_out) == 1 else "do"
            message = f"{message}, to which {listed(left_out)} {do} not apply"
        return RetypeError(message, [line.words for line in accepted])
    first = next(filter(None, refusals))
    return because(first, message)


def by_other_command(
    base: Base, names: Sequence[str], given: Mapping[str, Any], fault: QuestionError
) -> QuestionError | None:
    """Return the error for a measure or a kind that another command shows, as it was asked for.

    None for any other fault.
    """
    if not (isinstance(fault, UnknownNameError) and isinstance(fault.remedy, Remedy)):
        return None
    instead = fault.remedy.parts[0]
    if not (isinstance(instead, Instead) and instead.options):
        return None
    (option,) = instead.options
    chosen = [option.value if name == fault.name else name for name in given[option.name]]
    line = CommandLine(find(instead.words[0]), tuple(names), {**given, option.name: chosen})
    return error(base, fault.message, [line])


def names_apart(
    base: Base, command: Command, names: Sequence[str], given: Mapping[str, Any]
) -> RetypeError | None:
    """Return the line to type where names of several parties are one word, or a whole line is.

    None where none do. What is about too many parties for an overview is a timeline.
    """
    is_overview, first = command is OVERVIEW, names[0].split() if names else []
    if is_overview and len(first) > 1 and (topic_of(base, first[0]) or first[0] in COMMANDS):
        line = CommandLine(
            find(topic_of(base, first[0]) or first[0]), (*first[1:], *names[1:]), given
        )
    else:
        line = CommandLine(command, tuple(apart(base, names)), given)
        if is_overview and line.names and line.refusal(base):
            line = CommandLine(find("timeline"), line.names, given)
    if not line.names:
        return None
    wrong = next((name for name in names if name not in line.names), names[0])
    what = "no party" if not is_overview else "no command, topic or party"
    result = error(base, f'{what} is called "{short(wrong, 60)}"', [line])
    return result if isinstance(result, RetypeError) else None


def paths_again(words: Sequence[str]) -> str:
    """Return the option for paths that stand among the parties, as -f *.toml puts them there."""
    paths = [word for word in words if word.endswith(".toml")]
    first = " ".join(f"-f {typed_path(path)}" for path in paths[:_PATHS])
    again = f"{first} …" if len(paths) > _PATHS else first
    return f"-f takes one path: write it again ({again}), or name the folder" if paths else ""


def because(first: QuestionError, message: str) -> QuestionError:
    """Return an error that says something more."""
    both = f"{first.message}; {message}"
    if isinstance(first, UnknownNameError):
        return UnknownNameError(both, first.remedy, first.name, first.what, first.candidates)
    return QuestionError(both, first.remedy, first.candidates)


def topic_of(base: Base, name: str) -> str:
    """Return the topic of that id, in capitals or small letters; "" if there is none."""
    form = name.casefold()
    return next((topic for topic in base.topics if topic.casefold() == form), "")


def refusal(
    base: Base, names: Sequence[str], flags: Mapping[str, list[str]]
) -> QuestionError | None:
    """Return the error of a line that was taken apart; None where it is accepted.

    What answers no question is taken to be. Where an option does not apply or has two values, and
    where words are missing, the error says nothing.
    """
    if not names or not {*ALONE}.isdisjoint(flags):
        return None
    name = names[0]
    if name == "cite" and len(names) > 1:
        return _refused_citation(base, names[1:], flags)
    command = find(name)
    if len(names) == 1 and any(argument.is_required for argument in command.arguments):
        return QuestionError("")
    if name in COMMANDS and not command.answers:
        return None
    if name not in COMMANDS:
        topic = topic_of(base, name)
        command, names = (find(topic), names) if topic else (OVERVIEW, ["", *names])
    own, is_of_nobody = command.by_flag, command is OVERVIEW and not is_name(base, names[1:])
    if is_of_nobody or any(
        f not in own or (own[f].is_single and len({*flags[f]}) > 1) for f in flags
    ):
        return QuestionError("")
    return CommandLine(command, tuple(names[1:]), by_name(flags)).refusal(base)


def _refused_citation(
    base: Base, words: Sequence[str], flags: Mapping[str, list[str]]
) -> QuestionError | None:
    """Return the error of a citation of claims, or of a query; None where it is accepted."""
    known = [flag for option in CITED for flag in option.each_flag]
    chosen = {flag: flags[flag] for flag in known if flag in flags}
    is_command = words[0] in COMMANDS and find(words[0]).is_query
    if is_command or topic_of(base, words[0]) or is_name(base, [words[0]]):
        return refusal(base, words, chosen)
    try:
        for id_ in words:
            base.claim(id_)
    except QuestionError as refused:
        return refused
    return QuestionError("") if chosen else None
