"""What a search found, with its words marked, where the texts have quotation marks of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dipfacts.query.base import Base, open_base
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from support.command_line import Run
from support.factbase import base, event, party, relation, source
from support.served import OPTIONS

PLAN = "Plan «Nord» cooperation"
TEXT = base(
    source(),
    party("a"),
    party("b"),
    relation("plan", title=PLAN),
    relation("again", title=PLAN, same_as="plan"),
    relation("friends", title="L’«Amitié»", note="of coopération"),
    event("talks", title="Minsker talks", place="Minsk"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "facts.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[Base]:
    with open_base(str(path)) as opened_base:
        yield opened_base


def test_a_title_with_quotation_marks_is_printed_once(dip: Run, path: Path) -> None:
    out = dip("search", "cooperation", "-f", str(path)).out
    assert "  Plan «Nord» «cooperation» (A and B; of unknown duration)  " in out
    assert "· about the same: Plan «Nord» «cooperation»  " in out
    assert out.count("Nord") == 2


def test_the_mark_is_where_it_was_found_and_not_in_a_word_that_begins_so(
    dip: Run, path: Path
) -> None:
    out = dip("search", "minsk", "-f", str(path)).out
    assert "  Minsker talks, «Minsk» (A and B; reported)  " in out


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("cooperation", ["Plan «Nord» <mark>cooperation</mark> (", "of <mark>coopération</mark>"]),
        ("nord", ["Plan «<mark>Nord</mark>» cooperation (", "same: Plan «<mark>Nord</mark>» "]),
        ("amitie", ["L’«<mark>Amitié</mark>» ("]),
    ],
)
def test_a_page_keeps_quotation_marks_and_marks_what_was_found(
    opened: Base, typed: str, cells: list[str]
) -> None:
    page = reply(opened, Address.parse("/search", f"text={typed}"), OPTIONS).text
    for cell in cells:
        assert cell in page
    marked = re.findall("<mark>(.*?)</mark>", page)
    assert {word.lower() for word in marked} <= {typed, "coopération", "amitié"}
