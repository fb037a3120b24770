"""What a page says of claims whose sources have no date."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.model import display

_KNOWN = ("known_by", "known_since")


def undated(answer: Answer) -> list[str]:
    """Return '2 claims of undated sources are left out by --known-by.', or nothing."""
    if not answer.undated:
        return []
    one = answer.undated == 1
    sources = "an undated source is" if one else "undated sources are"
    asked = [f"--{key.replace('_', '-')}" for key in _KNOWN if key in answer.query]
    text = f"{display.counted(answer.undated, 'claim')} of {sources} left out by"
    return [f"{text} {display.listed(asked)}."]
