"""The command for the compiled indexes that look-ups leave behind."""

from __future__ import annotations

import os

from dipfacts.cli.output import complain, destination
from dipfacts.cli.request import named_color
from dipfacts.errors import QuestionError
from dipfacts.index import upkeep
from dipfacts.index.cache import cache_folder
from dipfacts.model.display import counted
from dipfacts.render import indexes as render
from dipfacts.text import plain, short


def cache(action: str | None, json: bool, color: str | None, no_color: bool) -> int:
    """List the kept indexes, or delete them; return the exit status."""
    folder, color = cache_folder(), named_color(color, no_color)
    if action not in (None, "clear"):
        hint = "dipfacts cache shows the indexes, dipfacts cache clear deletes them"
        raise QuestionError(f'unknown action "{short(str(action))}"', hint)
    if folder is None:
        hint = "set DIPFACTS_CACHE to a folder of yours"
        raise QuestionError("there is no home folder to keep indexes in", hint)
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise QuestionError(f"{plain(folder)} is no folder", "set DIPFACTS_CACHE to one of yours")
    if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK):
        hint = "set DIPFACTS_CACHE to a folder of yours"
        raise QuestionError(f"{plain(folder)} cannot be read: permission denied", hint)
    if (given := upkeep.given_limit()) and not upkeep.is_limit(given):
        complain(
            f"dipfacts: DIPFACTS_CACHE_SIZE={short(given)} is no size: 2 GB may be taken; "
            "write it in whole numbers, such as 500M or 10G"
        )
    with destination(None, "json" if json else "") as out:
        if action == "clear":
            cleared = upkeep.clear(folder)
            render.write_cleared(folder, cleared.count, cleared.size, out, json)
            if cleared.left:
                message = f"{counted(cleared.left, 'file')} in {plain(folder)} cannot be deleted"
                raise QuestionError(message, "see that the folder may be written to")
        else:
            indexes = [(it, upkeep.is_fresh(it.files)) for it in upkeep.kept_indexes(folder)]
            render.write(folder, indexes, upkeep.limit(), out, json, color)
    return 0
