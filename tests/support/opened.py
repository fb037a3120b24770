"""Bases of the tables of one test, opened, and what they refuse."""

from __future__ import annotations

import pytest

from dipfacts.errors import QuestionError
from dipfacts.query.base import Base, open_base
from dipfacts.query.typed_words.typed_names import parties_of
from support.compiled import shared
from support.factbase import base


def base_of(*tables: str) -> Base:
    """Return a fact base of these tables alone."""
    return open_base(str(shared(base(*tables))))


def refusal(base: Base, name: str) -> str:
    """Return the message with which a name is refused, and its hint."""
    with pytest.raises(QuestionError) as caught:
        base.party(name)
    return f"{caught.value.message}\n{caught.value.hint}"


def hold_parties(base: Base, typed: str, names: list[str]) -> None:
    """Assert that what is typed without quotes names the parties with these names, in order."""
    assert parties_of(base, typed.split()) == [base.party(name).id for name in names]
