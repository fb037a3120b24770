"""What `dipfacts check` finds in texts, with figures and lines to write these of."""

from __future__ import annotations

from datetime import date

from dipfacts.checks import findings
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import Problem
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.check_page import SHARED, example

TODAY = date(2026, 1, 1)
AZ = 'reporter = "azerbaijan"'
TIES = example("missing-said-on", "Bad")


def problems(*texts: str | bytes) -> list[Problem]:
    """Return what is wrong with files named a.toml, b.toml and so on."""
    reader = BaseReader()
    for name, text in zip("abcd", texts, strict=False):
        file = SourceFile(f"{name}.toml", f"{name}.toml", f"{name}.toml")
        reader.add(file, text if isinstance(text, bytes) else text.encode())
    return [*findings.problems(reader, TODAY, COMMANDS)]


def told(*texts: str) -> list[str]:
    """The problems as one line each, without file and line."""
    return [f"{p.severity}[{p.code}]: {p.message}; {p.hint}" for p in problems(*texts)]


def figure(name: str, value: str, *more: str, period: str = "2021", measure: str = "") -> str:
    """A figure without any problem, with more lines if given."""
    lines = "\n".join(more)
    whom = "" if "from = " in lines else 'parties = ["azerbaijan", "russia"]'
    return (
        f'[[figure]]\nid = "{name}"\nmeasure = "{measure or "turnover"}"\n{whom}\n'
        f'period = "{period}"\nvalue = {value}\nunit = "USD"\nsource = "news"\n'
        f'locator = "p. {name}"\n{lines}\n'
    )


def parts(*values: str, more: str = "", total: str = "2_900_000_000") -> str:
    """A total whose parts are said to be complete."""
    text = SHARED + figure("t", total, 'parts = "complete"')
    for n, value in enumerate(values):
        text += figure(f"p{n}", value, f'part_of = "t"\nscope = "s{n}"', more)
    return text


def line(text: str, id_: str) -> int:
    """The line of the header of a claim."""
    return text[: text.index(f'id = "{id_}"')].count("\n")
