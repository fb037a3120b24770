"""Problems of a fact base, as values, and mistakes of the user, as exceptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from dipfacts.record import Record

if TYPE_CHECKING:  # to load it would slow down every look-up
    from dipfacts.remedy import AnyRemedy

WARNINGS = (
    "missing-locator",
    "missing-said-on",
    "published-in-future",
    "known-in-advance",
    "reason-without-rank",
    "unused-source",
    "no-rows",
    "unknown-iso",
    "sum-differs",
    "balance-differs",
    "growth-differs",
    "factor-1000",
    "below-zero",
    "has-partner",
    "no-direction",
    "percent-unit",
    "persons-unit",
    "scaled-unit",
    "unknown-currency",
    "same-claim",
    "possible-duplicate",
    "joined-apart",
    "ended-for-some",
    "same-statement",
    "country-twice",
    "iso-of-another",
    "outside-lifetime",
    "status-against-period",
    "at-any-time",
    "cannot-be-both",
)
"""The codes of problems that may be right, and that a table can allow; all others are errors."""


def allowed(entry: str) -> tuple[str, str]:
    """Return the code and the reason of an entry of the key `allow`; both may be wrong."""
    code, _, why = entry.partition(":")
    return code.strip(), why.strip()


class Problem(Record, frozen=True, gc=False):
    """A fault of a fact base, with its place and its remedy.

    Its `hint` tells the remedy in TOML's words.
    """

    file: str
    line: int  # counted from 1; 0 means the whole file
    column: int  # likewise
    code: str
    message: str
    remedy: AnyRemedy
    severity: str = "error"
    subject: tuple[str, ...] = ()
    """The ids, codes or characters that the message is about, for whoever imports a file."""

    @property
    def hint(self) -> str:
        """The remedy for whoever writes TOML."""
        return str(self.remedy)

    @property
    def as_texts(self) -> Self:
        """The problem with its remedy as a text, and no subject, as it is kept."""
        return self.replaced(remedy=self.hint, subject=())

    @property
    def without_hint(self) -> str:
        """Return the place and the message."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}"

    def __str__(self) -> str:
        return f"{self.without_hint}; {self.hint}"


MANY, FIRST = 10, 3  # problems of one code that are all shown, and how many are if there are more


class ProblemSummary(Record, frozen=True):
    """The problems that people are shown, in their order, and the number of each code there is.

    Of a code that has very many only the first are shown.
    """

    first: list[Problem]
    counts: dict[str, int]

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> ProblemSummary:
        """Return the summary of some problems: how many of each code, and the first of them."""
        counts, seen = Counter(problem.code for problem in problems), Counter[str]()
        first = []
        for problem in problems:
            seen[problem.code] += 1
            if counts[problem.code] <= MANY or seen[problem.code] <= FIRST:
                first.append(problem)
        return cls(first, dict(counts))

    def rest(self, how: str = "dipfacts check lists them") -> list[str]:
        """Return a line that counts what is not shown of each code; `how` says what shows it."""
        many = {code: count for code, count in self.counts.items() if count > MANY}
        return [f"… and {count - FIRST:,} more {code}: {how}" for code, count in many.items()]


_LONGEST = 1000  # characters of a message
_SHOWN = 60  # of a word in it
# A word that is longer than any part of a path; a long one, or a long quotation, that is no path.
_LONG = r"""[^\s/]{256,}|(?<![\w/.-])[^\s/.]{81,}(?![\w/.-])|(?<=['"(])[^'"/()]{81,}(?=['")])"""


def shortened(text: str) -> str:
    """Return a message with the beginning of each very long word that the user typed.

    It is the net below `text.short`, with which messages show what was typed; a remedy, which is to
    be typed as it stands, is cut only where it is longer than any message.

    >>> shortened(f"{'9' * 5000} is too large")
    '999999999999999999999999999999999999999999999999999999999999… is too large'
    """
    if len(text) <= _SHOWN:
        return text
    text = re.sub(_LONG, lambda word: f"{word[0][:_SHOWN]}…", text)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"


def is_of_memory(error: BaseException) -> bool:
    """Return whether an error says that there is too little memory, also for a library to load."""
    said = "Cannot allocate memory", "failed to map segment"  # as the system puts it
    return isinstance(error, MemoryError) or any(text in str(error) for text in said)


def lacking(error: BaseException) -> str:
    """Return the message on memory or threads that the system lacks by an error; else nothing."""
    if is_of_memory(error):
        return "there is too little memory for this"
    if "can't start new thread" in str(error):
        return "the system starts no more threads"
    return ""


class DipfactsError(Exception):
    """A mistake of the caller, with its remedy; `exit_status` is the command line's.

    `message` and `hint` are what is wrong and the remedy for whoever types commands, `wrong` and
    `remedy` the same as data.
    """

    exit_status = 2

    def __init__(self, wrong: AnyRemedy, remedy: AnyRemedy = "") -> None:
        self.wrong, self.message = wrong, str(wrong)
        self.remedy, self.hint = remedy, str(remedy)
        super().__init__(f"{self.message}\n{self.hint}" if self.hint else self.message)


class QuestionError(DipfactsError):
    """A wrong question: an unknown or ambiguous name, a bad date, an impossible range.

    `candidates` are what an unknown or ambiguous name may mean, best first.
    """

    def __init__(
        self, wrong: AnyRemedy, remedy: AnyRemedy = "", candidates: Sequence[str] = ()
    ) -> None:
        if isinstance(remedy, str) and len(remedy) > _LONGEST:
            remedy = shortened(remedy)
        super().__init__(shortened(wrong) if isinstance(wrong, str) else wrong, remedy)
        self.candidates = tuple(candidates)


class UnknownNameError(QuestionError):
    """A name that the fact base does not have; another may have it.

    `what` has no such name: a party, a topic, a claim. Where it may be one of several, and a party
    is among them, it is "party".
    """

    def __init__(
        self, message: str, remedy: AnyRemedy, name: str, what: str, candidates: Sequence[str] = ()
    ) -> None:
        super().__init__(message, remedy, candidates)
        self.name, self.what = name, what


class UnknownListError(QuestionError):
    """A code of a list that there is not; `lists` are those of nearly that name."""

    def __init__(self, message: str, hint: str, lists: Sequence[str]) -> None:
        super().__init__(message, hint)
        self.lists = tuple(lists)


class AmbiguousNameError(QuestionError):
    """A name, or words, that may mean one thing or another."""

    def __init__(self, message: str, hint: str, name: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message, hint, candidates)
        self.name = name


class FactBaseError(DipfactsError):
    """A wrong fact base; `problems` holds every fault found, in file order.

    Its message has those of the `summary`.
    """

    exit_status = 3

    def __init__(self, problems: Sequence[Problem], summary: ProblemSummary | None = None) -> None:
        self.problems = problems
        self.summary = summary or ProblemSummary.of(problems)
        super().__init__("\n".join([*map(str, self.summary.first), *self.summary.rest()]))
