"""Forms of an answer, such as html, as a line asks for them in right words or in wrong ones."""

from __future__ import annotations

import contextlib

from dipfacts.cli.command_lines import Correction, line_to_type
from dipfacts.cli.mistakes import lines_to_type
from dipfacts.cli.typed_line import TypedLine
from dipfacts.errors import QuestionError
from dipfacts.model.display import listed
from dipfacts.render import formats

OPTIONS = ("--format", "--style", "--to")  # those that take the name of a form


def asked_format(typed: TypedLine) -> str:
    """Return the format that a line asks for; "" of none, or of one that there is not."""
    given = lines_to_type.by_name(typed.given)
    with contextlib.suppress(QuestionError):
        return formats.choose(given.get("format"), given.get("output"), formats.FORMATS)
    return ""


def as_form(own: str, known: list[str], words: list[str], at: int) -> Correction | None:
    """Return the remedy where a word asks for a form: `own` with one that is known."""
    flag, equals, value = words[at].partition("=")
    value = (value or " ".join(words[at + 1 : at + 2])).removeprefix("-")
    is_form = flag in OPTIONS and not (flag == "--to" and value not in known)
    asked = value if is_form else flag[2:]
    meant = _forms(asked, known)
    if meant:
        after = at + 1 + (is_form and not equals)
        before, rest = ([w for w in some if w != "--json"] for some in (words[:at], words[after:]))
        return line_to_type([*before, own, meant[0], *rest])
    if is_form and flag == "--format":
        return Correction(f"write {own} NAME: one of {listed(known, 'or')}")
    form = formats.FORMATS.get(asked)
    if own == "--format" and form and form.commands:
        return Correction(f"{asked} {formats.whose(asked)}")
    return None


def _forms(asked: str, known: list[str]) -> list[str]:
    """Return the forms that a word is or is a part of, else those that it begins."""
    having = [word for word in known if asked and asked in (word, *word.split("-"))]
    return having or [word for word in known if len(asked) > 2 and word.startswith(asked)]
