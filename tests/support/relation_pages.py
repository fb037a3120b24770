"""Claims on relations, and the classes that pages give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dipfacts.checks.findings import problems
from dipfacts.errors import Problem
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support import factbase
from support.factbase import base, party, source

Ask = Callable[..., tuple[int, str]]
DAY = date(2022, 3, 31)  # of --known-by
BASE = base(
    source(published=date(2020, 5, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
)


def relation(id: str, period: str | None = None, **keys: Any) -> str:
    return factbase.relation(id, **{"period": period, "locator": "p1", **keys})


def checked(claims: str) -> list[Problem]:
    """Return what `check` says of claims beside two parties, on the last day of March 2022."""
    reader = BaseReader()
    reader.add(SourceFile("a.toml", "a.toml", "a.toml"), (BASE + claims).encode())
    return [*problems(reader, DAY, frozenset())]


def told(claims: str) -> list[tuple[str, str]]:
    return [(problem.code, f"{problem.message}; {problem.hint}") for problem in checked(claims)]
