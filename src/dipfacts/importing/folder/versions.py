"""Imports beside each other whose names differ in a version alone, as trade-v1 and trade-v2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing import toml
from dipfacts.importing.folder.replaced_files import others_beside, text_of
from dipfacts.importing.plan import Plan

_VERSION = re.compile(r"(?<![a-z])(?:v|ver|version)-?[0-9]+(?:-[0-9]+)*(?![a-z0-9])")


def notes_on_versions(plan: Plan, folder: str) -> Iterator[str]:
    """Yield a note on each import of a folder that may be another version of a plan's file."""
    if (name := unversioned(plan.id)) == plan.id:
        return
    for other in others_beside(folder, plan.id):
        id_ = other.removesuffix(".toml")
        first = toml.origin_of(text_of(id_, folder)) if unversioned(id_) == name else ""
        if first:
            beside = f"{plan.id}.toml stands beside {other}, which is of {first}: the claims of"
            yield f"{beside} both count; to replace those of the first, add --id {id_}"


def unversioned(name: str) -> str:
    """Return the name of an import with no number in its version.

    >>> [*map(unversioned, ("trade-v0-1", "trade-v2-dyads", "v-dem", "trade-2020", "igov3"))]
    ['trade-v', 'trade-v-dyads', 'v-dem', 'trade-2020', 'igov3']
    """
    return _VERSION.sub("v", name)
