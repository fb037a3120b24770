"""The choice of a format by `--format` and `--json`."""

from __future__ import annotations

from dipfacts.errors import QuestionError


def named_format(form: str | None, json: bool) -> str | None:
    """Return the format that the options name, or None; raise QuestionError if they name two."""
    if json and form not in (None, "json"):
        raise QuestionError("--json and --format ask for two formats", "give only one of them")
    return "json" if json else form
