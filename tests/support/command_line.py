"""Lines typed as a user would, asked of a base of the test's own."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import NamedTuple

import pytest

from dipfacts.cli import app
from support.compiled import shared


class Result(NamedTuple):
    """The end of a command line: its exit status, its output and its errors."""

    status: int
    out: str
    err: str

    def page(self, status: int = 0) -> str:
        """Return the output of a line that ends with this status."""
        assert self.status == status, self.err
        return self.out


Run = Callable[..., Result]
"""The words of a command line without the program's name."""

Dip = Callable[[str], Result]
"""The same as one text, as it is typed."""


Page = Callable[..., str]
"""The words of a command line that answers, asked of one base; its output."""

Pages = Callable[[str], Page]
"""Claims, as text, made into a base; what asks that for pages."""

Ask = Callable[..., tuple[int, str]]
"""Claims, as text, and the words of a command to ask of them; its status and its output."""


def run_of(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the words of a command line in this process."""

    def run(*words: str) -> Result:
        status = app.run([*words])
        return Result(status, *capsys.readouterr())

    return run


def pages_of(dip: Run, head: str) -> Pages:
    """Return what makes a base of this head and the claims that it is given, to be asked."""

    def made(claims: str) -> Page:
        path = str(shared(head + claims))
        return lambda *words, status=0: dip(*words, "-f", path).page(status)

    return made


def ask_of(dip: Run, head: str) -> Ask:
    """Return what asks a base of this head and the claims that it is given."""
    return lambda claims, *words: dip(*words, "-f", str(shared(head + claims)))[:2]


def dip_of(text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Return what asks a base of this text, which is the one in use."""
    monkeypatch.setenv("DIPFACTS_FACTS", str(shared(text)))
    run = run_of(capsys)

    def asked(line: str) -> Result:
        words = shlex.split(line)
        return run(*words)

    return asked
