"""What a text holds beside its tables: comments, which no program reads and people do."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.checks.evidence import UNSEEN
from dipfacts.errors import Problem
from dipfacts.read.positions import comments


def unseen_in_comment(file: str, text: str) -> Iterator[Problem]:
    """A comment is what it looks like: nothing in it turns round what stands beside it."""
    if not UNSEEN.search(text):
        return
    for line, column, comment in comments(text):
        if match := UNSEEN.search(comment):
            message = f"a comment holds the unseen character U+{ord(match[0]):04X}"
            hint = "remove it: it may show the text other than it is"
            place = column + match.start()
            yield Problem(file, line, place, "unseen-character", message, hint)
