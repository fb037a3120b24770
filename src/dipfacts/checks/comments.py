"""Checks of comments, which no program reads but people do."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.checks.evidence import UNSEEN
from dipfacts.errors import Problem
from dipfacts.read.positions import comments


def unseen_in_comment(file: str, text: str) -> Iterator[Problem]:
    """Report invisible characters in comments, which may reorder the text beside them."""
    if not UNSEEN.search(text):
        return
    for line, column, comment in comments(text):
        if match := UNSEEN.search(comment):
            message = f"a comment holds the invisible character U+{ord(match[0]):04X}"
            hint = "remove it: the text may not be what it looks like"
            place = column + match.start()
            yield Problem(file, line, place, "unseen-character", message, hint)
