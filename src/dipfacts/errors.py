"""What can be wrong: problems of a fact base are values, mistakes of the user are exceptions."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault of a fact base: where it stands, what is wrong, and the remedy.

    `line` and `column` count from 1; 0 means the whole file.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: str = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}; {self.hint}"


class DipfactsError(Exception):
    """What a caller did or gave cannot be answered; `exit_status` is the command line's."""

    exit_status = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n{hint}" if hint else message)
        self.message = message
        self.hint = hint


class QuestionError(DipfactsError):
    """The question is wrong: an unknown or ambiguous name, a bad date, an impossible range."""


class FactBaseError(DipfactsError):
    """The fact base is wrong: `problems` holds every fault found, in file order."""

    exit_status = 3

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
