"""The questions of evals/: each right call gets the right status, and says what it must."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import KEPT
from dipfacts.mcp.calls import Calls
from dipfacts.mcp.tools import TOOLS

EVALS = Path(__file__).parents[2] / "evals"
QUESTIONS = tomllib.loads((EVALS / "questions.toml").read_text(encoding="utf-8"))["question"]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPFACTS_CACHE", str(tmp_path_factory.mktemp("evals")))
        found = Calls([str(KEPT), str(EVALS / "invented.toml")], pytest.fail)
        found.base()
    yield found
    found.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=[one["asks"] for one in QUESTIONS])
def test_a_question_in_words_is_answered(question: dict[str, Any], calls: Calls) -> None:
    text, reply = calls.call(question["tool"], question["arguments"])
    data = msgspec.to_builtins(reply)
    assert data["status"] == question["status"], text
    for part in question.get("says", ()):
        assert part in text
    assert {*question.get("claims", ())} <= {claim["id"] for claim in data.get("claims", ())}
    assert data.get("partial", False) == question.get("partial", False)
    assert question.get("candidates", [*data.get("candidates", ())]) == data.get("candidates", [])
    if "agreement" in question:
        assert data["agreement"] == question["agreement"]


def test_the_questions_are_of_every_tool_and_every_status() -> None:
    assert len(QUESTIONS) == len({one["asks"] for one in QUESTIONS}) == 40
    assert {one["tool"] for one in QUESTIONS} == {*TOOLS}
    answered = {"answered", "nothing-recorded", "outside-dates", "not-published", "wrong-question"}
    assert {one["status"] for one in QUESTIONS} == answered
