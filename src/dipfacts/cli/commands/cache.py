"""The command for the compiled indexes that look-ups leave behind."""

# No deferred annotations here: Typer would evaluate each of them at every start.
from typing import Annotated

import typer

from dipfacts.cli import options as o


def cache(
    action: Annotated[
        str | None, typer.Argument(metavar="[clear]", help="clear deletes all of them.")
    ] = None,
    json: o.Json = False,
    no_color: o.NoColor = False,
) -> int:
    """The indexes that are kept: where, how large, how fresh.

    They only save time: to delete them is always safe, and "dipfacts cache clear" does.
    """
    from dipfacts.cli.output import destination
    from dipfacts.errors import QuestionError
    from dipfacts.index import cache
    from dipfacts.read import files
    from dipfacts.render import indexes as render
    from dipfacts.text import plain

    folder = files.cache_folder()
    if action not in (None, "clear"):
        hint = "dipfacts cache shows the indexes, dipfacts cache clear deletes them"
        raise QuestionError(f'cache knows no "{plain(str(action))[:40]}"', hint)
    if folder is None:
        hint = "set DIPFACTS_CACHE to a folder of yours"
        raise QuestionError("there is no home folder to keep indexes in", hint)
    with destination(None) as out:
        if action == "clear":
            count, size = cache.clear(folder)
            render.write_cleared(folder, count, size, out, json)
        else:
            found = [(kept, cache.is_fresh(kept.files)) for kept in cache.kept(folder)]
            render.write(folder, found, cache.limit(), out, json, color=not no_color)
    return 0
