"""The copy of an index, brought up to date with the errors that it tells."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

from dipfacts.index.cache import BaseFiles
from dipfacts.index.compiling import build
from dipfacts.index.recorded_errors import record_errors
from dipfacts.index.rows.schema import IndexedFile
from dipfacts.index.updating.update import UNCERTAIN, Renewal
from dipfacts.write import signals


def renewed(
    index: sqlite3.Connection, base: BaseFiles, copy: str, copied: Callable[[], None]
) -> list[IndexedFile]:
    """Bring the copy of a kept index up to date; return no files where all must be compiled.

    `copied` waits for the copy. Raises OSError where that cannot be made.
    """
    try:
        renewal = Renewal(index, base.files, base.stamps)
        copied()
        with contextlib.closing(build.database(copy)) as connection:
            indexed = renewal.write(connection)
            slots = (file.slot for file in indexed)
            record_errors(connection, dict(zip(slots, renewal.files, strict=True)), base.rules)
            return indexed
    except UNCERTAIN:
        signals.check()
        return []
