"""The index of a fact base, opened: the kept one where it is fresh, else one compiled now.

What compiles is imported only where that is needed: it takes longer to load than a look-up.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from dipfacts.errors import FactBaseError
from dipfacts.index import cache
from dipfacts.index.cache import Listener
from dipfacts.read import files

if TYPE_CHECKING:
    from dipfacts.index.recorded_errors import Rules
    from dipfacts.index.rows.schema import IndexedFile


def open_index(
    paths: list[str], rules: Rules, listener: Listener | None = None
) -> sqlite3.Connection:
    """Open the index of a fact base, and compile it first where none is fresh.

    Raises QuestionError for paths that cannot be read, FactBaseError for what is wrong in them.
    """
    base = cache.locate(paths, rules)
    if connection := cache.open_fresh(base):
        return connection
    # lazy: most indexes are there, and as new as the files
    from dipfacts.index import load_failures

    load_failures.refuse(base)
    from dipfacts.index import make  # lazy: most indexes are there, and as new as the files

    began = time.time_ns()
    try:
        connection = make.make(base, listener)
    except FactBaseError as error:
        load_failures.remember(base, began, error)
        raise
    load_failures.forget(base)
    return connection


def is_current(paths: list[str], indexed: list[IndexedFile]) -> bool:
    """Return whether these paths stand for the files of an index, and they are unchanged.

    Raises QuestionError for paths that cannot be read.
    """
    stamps = files.stamps(files.source_files(paths)) or []
    return cache.are_current(indexed, stamps) and not any(map(cache.is_racy, indexed))


def reopen_index(
    paths: list[str], rules: Rules, listener: Listener | None = None
) -> sqlite3.Connection | None:
    """Compile the index in memory, and drop the kept one, which proved to be damaged.

    Returns None where a file can be read only once. Raises what `open_index` raises.
    """
    base = cache.locate(paths, rules)
    if not base.stamps:
        return None
    from dipfacts.index import make  # lazy: most indexes are there, and as new as the files

    return make.make_anew(base, listener)


def warm_index(paths: list[str], rules: Rules, small: int) -> sqlite3.Connection | None:
    """Open the index where it is fresh, or the files have at most `small` bytes; else return None.

    Raises what `open_index` raises. Nothing is read from a pipe.
    """
    base = cache.locate([] if files.STDIN in paths else paths, rules)
    if not base.stamps:
        return None
    connection = cache.open_fresh(base)
    if connection or sum(stamp.size for stamp in base.stamps) > small:
        return connection
    from dipfacts.read.rows.table_files import at_a_glance  # lazy: only a base with tables needs it

    tables = at_a_glance(base.files)
    return open_index(paths, rules) if sum(map(files.size_of, tables)) <= small else None
