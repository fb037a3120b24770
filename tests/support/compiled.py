"""The indexes of what is committed (data/, tests/sample.toml), compiled once for all tests.

Each test has a cache of its own, and to compile the bundled base takes longer than most tests.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from dipfacts.index import cache
from dipfacts.index.cache import BaseFiles, Listener

ROOT = Path(__file__).parents[2]

Make = Callable[[BaseFiles, Listener | None], sqlite3.Connection]


def once(make: Make, folder: Path) -> Make:
    """Return `make`, but of committed files each index is made once, and kept in that folder.

    An index is never changed in its place, so a link to it will do; a stale one is not opened.
    """

    def made(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
        if not base.kept or not all(_is_committed(stamp.path) for stamp in base.stamps):
            return make(base, listener)
        shared = folder / os.path.basename(base.kept)
        _link(shared, Path(base.kept))
        connection = cache.open_fresh(base)
        if connection is None:
            connection = make(base, listener)
            _link(Path(base.kept), shared)
        return connection

    return made


def _is_committed(path: str) -> bool:
    return Path(path).is_relative_to(ROOT)


def _link(given: Path, wanted: Path) -> None:
    with contextlib.suppress(OSError):  # then it is compiled, as anywhere
        wanted.parent.mkdir(parents=True, exist_ok=True)
        os.link(given, wanted)
