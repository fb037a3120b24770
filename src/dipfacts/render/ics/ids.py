"""The ids of a calendar's entries: each depends on its claim and its base alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence

from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import class_at
from dipfacts.read import files


def base_name(paths: Sequence[str]) -> str:
    """Return a short name of the base: the same on every machine that has it in a like folder."""
    named = (
        path if path in (files.BUNDLED, files.STDIN) else os.path.realpath(path).split(os.sep)[-2:]
        for path in paths
    )
    return hashlib.sha256(repr(sorted(map(str, named))).encode()).hexdigest()[:8]


def uid_of(entry: Entry, is_own: bool) -> str:
    """Return the id of what an entry is about, and for a relation which end; no id has a dot.

    What is over as a stage of its own, a suspension and its end are named by their claims, and so
    is a beginning that is not the relation's own.
    """
    name = entry.occurrence.id if entry.occurrence else entry.fact.id
    if entry.fact.type == "event":
        return name
    which = "end" if entry.mark == "ends" else "begin"
    is_stage = entry.occurrence is not None and len(entry.occurrence.all_stages) > 1
    is_over = (which, class_at(entry)) == ("begin", "over")
    if is_stage and (is_over or class_at(entry) == "paused" or not is_own):
        return f"{name}.{entry.fact.id}.{which}"
    return f"{name}.{which}"
