"""The choice of a format by `--format` and `--json`."""

from __future__ import annotations

from collections.abc import Collection

from dipfacts.errors import QuestionError
from dipfacts.text import did_you_mean, plain


def chosen_format(form: str | None, json: bool, names: Collection[str]) -> str | None:
    """Return the format that the options ask for, or None where they ask for none.

    Raises QuestionError for two formats, and for a format that is not one of the names.
    """
    if json and form not in (None, "json"):
        raise QuestionError("--json and --format ask for two formats", "give only one of them")
    if json or form is None or form in names:
        return "json" if json else form
    hint = did_you_mean(form, names, f"formats are {', '.join(names)}")
    raise QuestionError(f'no format is called "{plain(form)[:40]}"', hint)
