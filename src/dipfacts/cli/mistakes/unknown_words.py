"""Explanations of words that are no command, topic or party, with what to type instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dipfacts.cli.command import Command
from dipfacts.cli.command_lines import RetypeError
from dipfacts.cli.mistakes import lines_to_type
from dipfacts.cli.mistakes.lines_to_type import CommandLine, error, topic_of
from dipfacts.cli.registry import COMMANDS, OVERVIEW, find
from dipfacts.errors import QuestionError, UnknownListError, UnknownNameError
from dipfacts.model.periods.dates import PeriodError
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.query.typed_words import labels
from dipfacts.query.typed_words.labels import Meant
from dipfacts.query.typed_words.linking_words import links_measure
from dipfacts.query.typed_words.resolve import id_of
from dipfacts.query.typed_words.typed_dates import separate_dates
from dipfacts.query.typed_words.typed_names import is_name, parties_of
from dipfacts.record import Record
from dipfacts.remedy import Lists, Remedy
from dipfacts.text import fold, nearest, plain, short, suggestion

_MOST = 2  # commands that a hint names
_LONGEST = 8  # words of a measure or a kind
_OF_CODE = 3  # letters of a code at most: "exports by germany" is not of Belarus
_ALSO = dict.fromkeys(("event", "events", "history"), "timeline") | {"countries": "parties"}
"""Commands by the names that they have elsewhere."""

_LISTED = Remedy.of(
    Lists("--help", "the commands and the topics"), ", ", Lists("parties", "the parties")
)


def instead(
    base: Base, typed: Command, words: Mapping[str, Any]
) -> tuple[Command, Mapping[str, Any]]:
    """Return the topic or the overview that a line asks for, and what it was given.

    An overview is meant where a party stands first, a topic where it is written otherwise: Trade.
    Raises QuestionError for any other first word, and for an option that an overview lacks.
    """
    if topic := topic_of(base, typed.name):
        return find(topic), words
    names = [typed.name, *(words.get("parties") or [])]
    if not is_name(base, names):
        raise unknown(base, names, words)
    for word in names[1:]:
        is_topic = word in base.topics and not is_name(base, [word])
        if is_topic or _takes_parties(word):
            others = tuple(name for name in names if name != word)
            message = f'"{plain(word)}" stands before the parties'
            raise error(base, message, [CommandLine(find(word), others, words)])
    own = {option.name: words[option.name] for option in OVERVIEW.options}
    for option in typed.options:
        if option.name not in own and words[option.name] != option.default:
            message = f"an overview has no option {option.each_flag[0]}: it applies to every topic"
            if not base.topics:
                raise QuestionError(message, "this fact base has no topic")
            raise error(base, message, by_topic(base, names, words))
    return OVERVIEW, {**own, "parties": names}


def by_topic(base: Base, names: Iterable[str], given: Mapping[str, Any]) -> list[CommandLine]:
    """Return a line for each topic of the measures that were given; without any, for the first.

    What is no measure stands in the first line.
    """
    measures: dict[str, list[str]] = {}
    for name in given.get("measure") or ():
        try:
            topic = base.measures[id_of(base, "measure", name)].topic
        except QuestionError:
            topic = next(iter(measures), next(iter(base.topics)))
        measures.setdefault(topic, []).append(name)
    measures = measures or {next(iter(base.topics)): []}
    lines = [
        CommandLine(find(topic), tuple(names), {**given, "measure": own or None})
        for topic, own in measures.items()
    ]
    return lines[:_MOST]


def error_with_remedy(
    base: Base, command: Command, given: Mapping[str, Any], fault: QuestionError
) -> QuestionError:
    """Return the error for a question with a fault, with what to type instead where that is known.

    It is where a measure is of another topic, and where measures or kinds stand among the parties.
    """
    names = given.get("parties") or []
    if isinstance(fault, UnknownNameError) and (paths := lines_to_type.paths_again(names)):
        return QuestionError(fault.message, paths)
    is_of_topic = command.name in base.topics
    if isinstance(fault, UnknownNameError) and (hint := _month_error(fault.name, names)):
        return hint
    if isinstance(fault, UnknownNameError) and fault.what == "party":
        whole = [command.name, *names]  # trade turnover
        line = is_of_topic and _measure_line(base, _beginnings(whole)[1:], given)
        topic = {"topic": [command.name]} if is_of_topic else {}
        cuts = _beginnings(names) + _ends(names)
        named = line or _measure_line(base, cuts, {**given, **topic})
        named = named or _on_topic(base, command, cuts, given)
        return named or lines_to_type.names_apart(base, command, names, given) or fault
    if is_of_topic:
        lines = by_topic(base, names, given)
        if {line.command.name for line in lines} != {command.name}:
            other = error(base, fault.message, lines)
            return other if isinstance(other, RetypeError) else fault
    return lines_to_type.by_other_command(base, names, given, fault) or fault


def _month_error(name: str, words: Sequence[str]) -> QuestionError | None:
    """Return the error for a month of a year of which an unknown name is a part: may 2021."""
    at = words.index(name) if name in words else len(words)
    for first, after in ((at, at + 3), (at, at + 2), (max(at - 1, 0), at + 1)):
        try:
            Period.parse(" ".join(words[first:after]))
        except PeriodError as wrong:
            one = next(iter(wrong.proposed), "")
            if wrong.proposed == {one: ""} and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", one):
                return QuestionError(wrong.message, wrong.hint)
    return None


def what_to_type(base: Base, names: Sequence[str], given: Mapping[str, Any]) -> RetypeError | None:
    """Return the line to type for a measure or kind that stands first, or names in one word.

    None where there are none.
    """
    named = _measure_line(base, _beginnings(names), given)
    return named or lines_to_type.names_apart(base, OVERVIEW, names, given)


def unknown(
    base: Base, names: Sequence[str], given: Mapping[str, Any] | None = None
) -> QuestionError:
    """Return the error for words of which the first is no command, topic or party.

    Of a measure or a kind it says how to ask for that, with the words that followed and what was
    `given` as options.
    """
    given, name = given or {}, names[0]
    form = name.casefold()
    if command := _ALSO.get(form) or (f"{form}s" if f"{form}s" in COMMANDS else ""):
        return _in_the_plural(base, find(command), names, given)
    if phrase := _best(base, _beginnings(names)):
        if not phrase.is_topic:
            return _phrase_error(base, phrase, given)
        if fold(phrase.text) in _spellings(base, phrase):
            return error(base, f'"{plain(phrase.text)}" is a topic', phrase.lines(base, given))
        name = phrase.text
    elif line := lines_to_type.names_apart(base, OVERVIEW, names, given):
        return line
    message = f'no command, topic or party is called "{short(name, 60)}"'
    topics = [one.id for one in phrase.called if one.what == "topic"] if phrase else []
    near = topics or nearest(name, [*base.topics, *COMMANDS]) or _near_parties(base, name)
    otherwise = "try dipfacts --version" if form == "version" else _LISTED
    remedy = lines_to_type.paths_again(names) or suggestion(near) or otherwise
    return UnknownNameError(message, remedy, name, "party", near)


def _near_parties(base: Base, name: str) -> Sequence[str]:
    """Return the parties that a name may mean, or the lists that its code may be of."""
    try:
        base.party(name)
    except UnknownNameError as fault:
        return fault.candidates
    except UnknownListError as fault:
        return fault.lists
    except QuestionError:
        pass
    return ()


# ------------------------------------------------------------------------ measures, kinds

_Cut = tuple[Sequence[str], Sequence[str]]  # words that may name a measure, and the others


class _Phrase(Record, frozen=True):
    """Words that name measures, kinds or topics, and the rest, with what is wrong with that."""

    text: str
    called: tuple[Meant, ...]
    rest: tuple[str, ...]
    fault: QuestionError | None

    @property
    def is_topic(self) -> bool:
        return self.called[0].what == "topic"

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Return the key by which what names more comes later: all else parties, whole, longer."""
        return not self.fault, not self.called[0].is_part, len(self.text.split())

    def lines(
        self, base: Base, given: Mapping[str, Any], rest: Sequence[str] | None = None
    ) -> list[CommandLine]:
        """Return the lines that ask for what it may mean, with these words beside it."""
        names = self.rest if rest is None else tuple(rest)
        meant = [one for one in self.called if one.what == "topic" or not self.is_topic]
        return [
            CommandLine(find(one.command), names, _choosing(base, one, given))
            for one in meant[:_MOST]
        ]


def _choosing(base: Base, one: Meant, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options given, with the one that chooses a measure or a kind.

    Measures of other topics are no options of its command.
    """
    if one.what == "topic":
        return {**given}
    if one.what == "kind":
        return {**given, "kind": [*(given.get("kind") or []), one.id]}
    own, results = list[str](), {name: given[name] for name in given if name != "topic"}
    for line in by_topic(base, (), given):
        names = line.given["measure"] or []
        if line.command.name == one.command:
            own += names
        else:
            results |= {f"--measure {name}": True for name in names}
    return {**results, "measure": [*own, one.id]}


def _beginnings(words: Sequence[str]) -> list[_Cut]:
    """Return the words cut in two, the first part of each being what may name a measure."""
    return [(words[:at], words[at:]) for at in range(1, min(len(words), _LONGEST) + 1)]


def _ends(words: Sequence[str]) -> list[_Cut]:
    """Return the words cut in two, the last part of each being what may name a measure."""
    return [(words[at:], words[:at]) for at in range(max(len(words) - _LONGEST, 1), len(words))]


def _best(base: Base, cuts: Iterable[_Cut]) -> _Phrase | None:
    """Return the phrase that leaves no words but parties; of these whole names, then longer ones.

    None where nothing is called so, or has only some of these words beside what is no party.
    """
    phrases = list[_Phrase]()
    for words, rest in cuts:
        text = " ".join(words)
        if not labels.find_by_label(base, text):  # sooner told than whom the rest means
            continue
        parties, fault = _parties(base, rest)
        linked = [word for word in rest if not links_measure(word)]
        is_linked = rest[:1] != linked[:1] and any(len(word) > _OF_CODE for word in linked)
        if (fault or is_linked) and len(linked) < len(rest):
            parties, still = _parties(base, linked)
            rest, fault = (rest, fault) if still else (linked, None)
        called = labels.find_by_label(base, text, parties)
        if called and not (called[0].is_part and any(map(links_measure, {words[0], words[-1]}))):
            phrases.append(_Phrase(text, tuple(called), tuple(rest), fault))
    best = max(phrases, key=lambda phrase: phrase.rank, default=None)
    return None if best and best.fault and best.called[0].is_part else best


def _parties(base: Base, words: Sequence[str]) -> tuple[list[str], QuestionError | None]:
    """Return the ids of the parties that words name, dates apart; or what is wrong with them."""
    try:
        names, _ = separate_dates(words)
        return parties_of(base, names) if names else [], None
    except QuestionError as fault:
        return [], fault


def _measure_line(base: Base, cuts: Iterable[_Cut], given: Mapping[str, Any]) -> RetypeError | None:
    """Return the line for a measure or a kind with parties; None where that is not certain."""
    phrase = _best(base, cuts)
    if not phrase or phrase.fault or phrase.is_topic or phrase.called[0].is_part:
        return None
    result = _phrase_error(base, phrase, given)
    return result if isinstance(result, RetypeError) else None


def _on_topic(
    base: Base, command: Command, cuts: Iterable[_Cut], given: Mapping[str, Any]
) -> RetypeError | None:
    """Return the line for a topic beside the parties; None where that is not certain."""
    phrase = _best(base, cuts)
    if not phrase or phrase.fault or not phrase.is_topic:
        return None
    lines = phrase.lines(base, given)[:1]
    if any(option.name == "topic" for option in command.options):
        topics = [*(given.get("topic") or []), phrase.called[0].id]
        lines = [CommandLine(command, phrase.rest, {**given, "topic": topics})]
    result = error(base, f'"{plain(phrase.text)}" is a topic', lines)
    return result if isinstance(result, RetypeError) else None


def _phrase_error(base: Base, phrase: _Phrase, given: Mapping[str, Any]) -> QuestionError:
    """Return the error for the name of a measure or a kind, with the lines to type instead."""
    text = short(phrase.text, 60)
    message = f'"{text}" is a {phrase.called[0].what}'
    if phrase.called[0].is_part:
        message = f'no command, topic or party is called "{text}"'
    if not phrase.fault:
        return error(base, message, phrase.lines(base, given))
    rest = [word for word in phrase.rest if not links_measure(word)]
    _, fault = _parties(base, rest)
    if not fault:
        return error(base, message, phrase.lines(base, given, rest))
    wrong = lines_to_type.because(fault, message)
    known = () if fault.candidates else _from_first_party(base, rest)
    return error(base, wrong.message, phrase.lines(base, given, known)) if known else wrong


def _from_first_party(base: Base, words: Sequence[str]) -> Sequence[str]:
    """Return the words from the first party on; none where there are others after it."""
    while words and _parties(base, words)[1]:
        words = () if is_name(base, words) else words[1:]
    return words


# ------------------------------------------------------------------------------- commands


def _takes_parties(word: str) -> bool:
    """Return whether a word is a command that names of parties may follow."""
    command = COMMANDS.get(word)
    return bool(command and command.answers and command.arguments) and word != "show"


def _in_the_plural(
    base: Base, command: Command, names: Sequence[str], given: Mapping[str, Any]
) -> QuestionError:
    """Return the error for a command by another name, such as topic trade or event france."""
    message, rest = f'no command is called "{plain(names[0])}"', names[1:]
    lines = [CommandLine(command, tuple(rest) if command.arguments else (), given)]
    if rest and not command.arguments:
        topic, is_party = topic_of(base, rest[0]), is_name(base, rest)
        if topic or is_party:
            asked = CommandLine(find(topic), tuple(rest[1:]), given) if topic else None
            lines.append(asked or CommandLine(OVERVIEW, tuple(rest), given))
        elif phrase := _best(base, _beginnings(rest)):
            lines += phrase.lines(base, given)[:1]
    return error(base, message, lines)


def _spellings(base: Base, phrase: _Phrase) -> tuple[str, str]:
    topic = base.topics[phrase.called[0].id]
    return fold(topic.id), fold(topic.label)
