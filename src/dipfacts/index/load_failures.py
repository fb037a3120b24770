"""The problems that keep a base from loading, remembered beside the stamps of its files.

To find them takes as long as a compile. They stand in the cache, in a small database that is kept,
listed and deleted as indexes are, and count only while nothing has changed.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec

from dipfacts.errors import FactBaseError, Problem, ProblemSummary, QuestionError
from dipfacts.index import cache
from dipfacts.index.cache import BaseFiles
from dipfacts.index.rows.schema import DAMAGED, FILES, IndexedFile, insert_files
from dipfacts.model.groups import batches
from dipfacts.read.files import SourceFile, Stamp, content, stamps
from dipfacts.record import as_msgpack
from dipfacts.write import signals

_TABLES = f"""{FILES}
CREATE TABLE failure(labels BLOB, shown BLOB);
CREATE TABLE problem(some BLOB);
"""
_OF_TABLES = re.compile(rb"""^[ \t]*(?:\[\[\s*["']?table["']?\s*\]\]|["']?table["']?\s*=)""", re.M)


class _KeptProblems(Sequence[Problem]):
    """All problems that were found; those beyond the ones that are shown are read when asked for.

    There may be several in each of a million claims.
    """

    def __init__(self, connection: sqlite3.Connection, summary: ProblemSummary) -> None:
        self._db, self._summary = connection, summary
        weakref.finalize(self, _close, connection)  # whoever has the error closes nothing

    @cached_property
    def _all(self) -> list[Problem]:
        packed = self._db.execute("SELECT some FROM problem ORDER BY rowid")
        return [problem for (some,) in packed for problem in _unpacked(some)]

    def __len__(self) -> int:
        return sum(self._summary.counts.values())

    def __getitem__(self, at: Any) -> Any:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return [*self] == other  # as a list is


def _close(connection: sqlite3.Connection) -> None:
    """Close a connection, unless this is another thread than it was opened in."""
    with contextlib.suppress(sqlite3.ProgrammingError):
        connection.close()


def refuse(base: BaseFiles) -> None:
    """Raise FactBaseError with the problems of a base that were found when it was as it is now."""
    if not base.index_path or not (connection := cache.open_kept(_path(base))):
        return
    with contextlib.ExitStack() as stack:
        stack.callback(connection.close)
        indexed = cache.indexed_files(connection)
        if not cache.are_current(indexed, base.stamps) or any(map(cache.is_racy, indexed)):
            return
        try:
            ((labels, packed),) = connection.execute("SELECT labels, shown FROM failure")
            if msgspec.msgpack.decode(labels) != _labels(base):
                return
            first, counts = msgspec.msgpack.decode(packed, type=tuple[bytes, dict[str, int]])
            summary = ProblemSummary(_unpacked(first), counts)
        except (*DAMAGED, ValueError, msgspec.MsgspecError):
            return
        stack.pop_all()  # it stays open for whoever wants all problems
    raise FactBaseError(_KeptProblems(connection, summary), summary)


def remember(base: BaseFiles, began: int, error: FactBaseError) -> None:
    """Keep what is wrong with a base whose files were read from `began` (in ns) on, if possible.

    They are of no use where it is not known which files they depend on.
    """
    if not base.index_path or (tables := _tables(base.files)) is None:
        return
    files = [(stamp, b"") for stamp in base.stamps]
    files += [(stamp, b"table") for stamp in tables]
    indexed = [IndexedFile(n, stamp, began, 0, spec=spec) for n, (stamp, spec) in enumerate(files)]
    indexed = cache.with_first_meeting(indexed, cache.files_of(_path(base)))
    from dipfacts.index import upkeep  # lazy: most bases load
    from dipfacts.write.whole import whole
    from dipfacts.write.work import create

    def refuse_foreign(at: str) -> None:
        upkeep.refuse_foreign(os.path.basename(_path(base)), at)

    shown = as_msgpack((_packed(error.summary.first), error.summary.counts))
    try:
        with whole(_path(base), refuse_foreign, replaceable=upkeep.is_index) as new:
            create(new)
            with contextlib.closing(cache.connect(new, cache.OURS_ALONE)) as connection:
                connection.executescript(_TABLES)
                row = as_msgpack(_labels(base)), shown
                connection.execute("INSERT INTO failure VALUES (?,?)", row)
                packed = ((_packed(some),) for some in batches(error.problems))
                connection.executemany("INSERT INTO problem VALUES (?)", packed)
                insert_files(connection, indexed)
                connection.commit()
        upkeep.tidy(os.path.dirname(base.index_path), _path(base))
    except (OSError, QuestionError, sqlite3.Error):  # no room, no right: it is found again
        signals.check()


def _packed(problems: Sequence[Problem]) -> bytes:
    """Return problems as bytes, the remedy of each as a text, and without their subjects."""
    return as_msgpack([problem.as_texts.as_tuple()[:-1] for problem in problems])


def _unpacked(packed: bytes) -> list[Problem]:
    """Return the problems that were packed. Raises MsgspecError for other bytes."""
    rows = msgspec.msgpack.decode(packed, type=list[tuple[str, int, int, str, str, str, str]])
    return [Problem(*row) for row in rows]


def forget(base: BaseFiles) -> None:
    """Delete what was remembered of a base that loads."""
    if base.index_path and os.path.lexists(_path(base)):
        from dipfacts.index import upkeep  # lazy: most bases load
        from dipfacts.write.whole import remove

        remove(_path(base), upkeep.is_index)


def _path(base: BaseFiles) -> str:
    """Return the path of what is remembered, which has the name of an index of no files."""
    name = cache.index_name(base.stamps, "refused")
    return os.path.join(os.path.dirname(base.index_path), name)


def _labels(base: BaseFiles) -> list[str]:
    """Return the names by which messages call the files, as the base was named."""
    return [file.label for file in base.files]


def _tables(sources: list[SourceFile]) -> list[Stamp] | None:
    """Return the stamps of the CSV files of a base; None where not all of them are known."""
    from dipfacts.read.rows.table_files import at_a_glance  # lazy: only a base with tables needs it

    tables = [*at_a_glance(sources)]
    return stamps(tables) if len(tables) == sum(_declared(sources)) else None


def _declared(sources: list[SourceFile]) -> Iterator[int]:
    """Yield the number of tables of CSV files that each file may declare, however spelled."""
    for file in sources:
        with contextlib.suppress(OSError), open(file.path, "rb", 0) as toml:
            yield len(_OF_TABLES.findall(content(toml)))
