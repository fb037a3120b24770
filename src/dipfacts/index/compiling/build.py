"""The compile of a fact base from nothing: every file is read, every row written."""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator

from dipfacts.errors import FactBaseError
from dipfacts.index import cache
from dipfacts.index.cache import BaseFiles, Progress
from dipfacts.index.compiling import workers
from dipfacts.index.compiling.filling import finish, insert_links, make_tables, packed
from dipfacts.index.compiling.implicit import insert_implicit
from dipfacts.index.compiling.reading import Read, declared_in, made_here, one_by_one, read_quickly
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.recorded_errors import record_errors
from dipfacts.index.rows import schema
from dipfacts.index.rows.course_counts import count_relations
from dipfacts.index.rows.declared import DECLARING, check_kinds, insert_names
from dipfacts.index.rows.latest import keep_all
from dipfacts.index.rows.lines import timeline_counts
from dipfacts.index.rows.occurrences import check_same, group_all
from dipfacts.index.rows.schema import CountKey, IndexedFile
from dipfacts.read.files import SourceFile, size_of
from dipfacts.read.rows.table_files import at_a_glance
from dipfacts.write.work import create

MEMORY = ":memory:"
_MOST = 4  # workers that one process can keep up with
_CACHE_KB = 16_000
_SORTED_KB = 4_000  # at a time: the less each, the more threads sort while rows are still read

_Built = tuple[sqlite3.Connection, list[IndexedFile], list[SourceFile]]


def build(
    path: str, base: BaseFiles, progress: Progress | None
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Compile files into a new database; return it, and the files as they were read.

    Raises QuestionError for a file that cannot be read, FactBaseError with every problem found.
    """
    large, several = cache.is_large(base), len(base.files) > 1
    tables = [] if large and several else _tables(base)  # workers read the others sooner
    large = large or sum(map(size_of, tables)) > cache.LARGE
    if tables or (large and several):
        with contextlib.suppress(FastPathError, KeyError, OSError):  # what is wrong is told below
            compiled = side_by_side if large else in_turn
            return _with_errors(*compiled(path, base.files, progress), base)
    if large and (tables or _tables(base)):  # with all claims in memory they would need much of it
        # lazy: most bases are small, or right
        from dipfacts.read.base.streamed_problems import problems

        if wrong := problems(base.files):
            raise FactBaseError(wrong)
    return _with_errors(*_written(path, one_by_one(base.files), None), base)


def _tables(base: BaseFiles) -> list[SourceFile]:
    """Return the CSV files of a base that can be read again, as seen at a glance."""
    return [*at_a_glance(base.files)] if base.stamps else []


def _with_errors(
    connection: sqlite3.Connection,
    indexed: list[IndexedFile],
    files: list[SourceFile],
    base: BaseFiles,
) -> tuple[sqlite3.Connection, list[IndexedFile]]:
    """Note the errors of a base in its new index; return it and its files, or close it."""
    try:
        slots = (file.slot for file in indexed)
        record_errors(connection, dict(zip(slots, files, strict=True)), base.rules)
        return connection, indexed
    except BaseException:
        connection.close()
        raise


def database(path: str) -> sqlite3.Connection:
    """Open a database to write an index to; nothing is lost if that fails, so nothing is synced."""
    opened = sqlite3.connect(path) if path == MEMORY else cache.connect(path, cache.OURS_ALONE)
    try:
        connection = schema.prepare(opened)
        connection.executescript(
            "PRAGMA page_size=16384;"  # a sixth less time to write than with the usual 4096
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
            f"PRAGMA cache_size=-{_CACHE_KB}"
        )
        if path != MEMORY:
            _sort_in_files(connection, os.path.dirname(path))
        return connection
    except BaseException:
        opened.close()
        raise


def _sort_in_files(connection: sqlite3.Connection, folder: str) -> None:
    """Let a connection sort in files in a folder and by threads: in half the time.

    In memory it would hold all that it sorts, and use one processor.
    """
    (known,) = connection.execute("PRAGMA temp_store_directory").fetchone() or ("",)
    with contextlib.suppress(UnicodeEncodeError):  # a folder of a name that is no text
        if known != folder:  # it is the same for all connections of a process
            quoted = folder.replace("'", "''")
            connection.execute(f"PRAGMA temp_store_directory = '{quoted}'")
        connection.executescript("PRAGMA temp_store=FILE; PRAGMA threads=2")


def side_by_side(path: str, files: list[SourceFile], progress: Progress | None) -> _Built:
    """Compile files by workers, into what `one_by_one` makes of them.

    Raises FastPathError unless all is certainly right. Held equal by
    test_update.test_workers_make_what_one_process_makes.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with workers.Pool(min(_MOST, cores)) as pool:
        return _written(path, read_quickly(files, pool.declarations(files), pool.made), progress)


def in_turn(path: str, files: list[SourceFile], progress: Progress | None) -> _Built:
    """Compile files in this process as workers do."""
    return _written(path, read_quickly(files, map(declared_in, files), made_here), progress)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for meanwhile: what is made is freed with its last use."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def _written(path: str, read: Read, progress: Progress | None) -> _Built:
    """Write what was read into a new database."""
    if path != MEMORY:
        create(path)
    connection = database(path)
    try:
        make_tables(connection)
        indexed = _fill(connection, read, progress)
        connection.commit()
        return connection, indexed, read.files
    except BaseException:
        connection.close()
        raise


def _fill(
    connection: sqlite3.Connection, read: Read, progress: Progress | None
) -> list[IndexedFile]:
    """Write the rows of all files, then what follows from them; return the files as indexed."""
    counts = Counter[CountKey]()
    indexed = _insert_files(connection, read, counts, progress)
    for name in DECLARING:
        rows = (r.row(n, counts[name, r.id]) for n, r in read.numbered if r.table == name)
        schema.insert_checked(connection, name, rows)
    insert_implicit(connection, read.used, read.parties, counts)
    insert_names(connection)
    for name in schema.COUNTING:
        rows = ((*key, n) for (table, *key), n in counts.items() if table == name)
        schema.insert_checked(connection, name, rows)
    (subjects,) = connection.execute("SELECT count(*) FROM subject").fetchone()
    with packed(connection, "last_year", rows=subjects):
        keep_all(connection)
    count_relations(connection)
    schema.insert_files(connection, indexed)
    check_kinds(connection)
    check_wholes(connection)
    check_same(connection)
    group_all(connection)
    return indexed


def _insert_files(
    connection: sqlite3.Connection, read: Read, counts: Counter[CountKey], progress: Progress | None
) -> list[IndexedFile]:
    """Write the rows of all files, and add what they count to `counts`."""
    declared = {row.id for _, row in read.numbered if row.table == "party"}
    indexed = list[IndexedFile]()
    claims = Counter[int]()  # by slot
    links = defaultdict[tuple[str, str], list[int]](list)  # the party sets of each pair
    for portion, parts in read.portions:
        for part in parts:
            for linked, party_set in part.batch.party_set:
                for pair in linked:
                    links[pair].append(party_set)
            part.batch.party_set.clear()
            schema.insert_batch(connection, part.batch)
            claims[portion.slot] += len(part.batch.claim)
            counts.update(timeline_counts(part.batch.timeline))
            if part.counts is not None:
                counts.update(part.counts)
                named = {key[1] for key in part.counts if key[0] == "party"}
                read.used.update((portion.slot, id_) for id_ in named - declared)
                read.parties.update(part.parties)
        if portion.is_last:
            stamp, read_ns = read.stamp(portion, part)
            count = claims[portion.slot]
            file = portion.file
            indexed.append(IndexedFile(portion.slot, stamp, read_ns, count, file.short, file.spec))
            if progress:
                progress(len(indexed), len(read.files), claims.total())
    with packed(connection, "party_pair", "party_set_of_pair", rows=len(links)):
        insert_links(connection, links)
    connection.execute(f"PRAGMA cache_size=-{_SORTED_KB}")
    try:
        finish(connection)
    except sqlite3.IntegrityError:  # two claims with one id
        raise FastPathError from None
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
    return indexed


def check_wholes(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where a claim is a part of one that is not there."""
    known = "SELECT 1 FROM claim_row WHERE claim_row.id = part.whole"
    missing = f"SELECT 1 FROM part WHERE NOT EXISTS ({known}) LIMIT 1"
    if connection.execute(missing).fetchone():
        raise FastPathError
