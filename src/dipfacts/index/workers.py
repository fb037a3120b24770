"""Processes that read the files of a large fact base side by side, and hand back ready rows.

A worker is this module run by the same interpreter. It is asked through its standard input and
answers through its standard output, each message being its length and `marshal`led values. When
the process that started it ends, in whichever way, the worker finds its pipe closed and ends too.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any, NamedTuple

import msgspec

from dipfacts.errors import QuestionError
from dipfacts.index.checksum import checksum
from dipfacts.index.rows import Batch, Declared, Rows, Values
from dipfacts.model.tables import TABLES, Claim, Party
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.loader import declared_at_a_glance, load_text
from dipfacts.read.references import names_of

CHUNK = 500  # claims in one message: few wait in memory, and some fit into the pipe
_AHEAD = 1 << 20  # bytes that wait for their turn between a worker and its reader
_COMMAND = (sys.executable, "-P", "-c", "from dipfacts.index.workers import serve; serve()")

encode = msgspec.msgpack.Encoder().encode


class Declaration(NamedTuple):
    """A source, party, topic or measure: its table, its id, its place in its file, its body."""

    table: str
    id: str
    nth: int
    body: bytes


class UnsoundError(Exception):
    """Something is wrong with a file, or not evidently right; what it is must be looked for."""


class Part(NamedTuple):
    """What a worker tells of a file: rows of claims, with the last of them what else there is."""

    batch: Batch
    claims: int
    counts: dict[tuple[str, str, str], int] | None = None
    stamp: Stamp | None = None
    read_ns: int = 0


class Pool:
    """So many workers, which end with the `with` statement."""

    def __init__(self, count: int) -> None:
        import subprocess  # for those who have workers alone

        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._workers = [
            subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
            for _ in range(count)
        ]
        for worker in self._workers:
            _widened(worker.stdout)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.communicate()

    def declarations(self, files: list[SourceFile], closely: bool) -> list[list[Declaration]]:
        """What each file declares: at a glance, which may be wrong, or closely.

        Raises UnsoundError where something is wrong with a file.
        """
        answers = self._asked([("declared", tuple(file), closely) for file in files])
        return [[Declaration(*row) for row in _whole(next(answer))] for answer in answers]

    def rows(
        self, files: list[SourceFile], slots: list[int], declared: list[list[Declaration]]
    ) -> Iterator[Iterator[Part]]:
        """The rows of each file in order, given what is taken to be declared in all of them.

        Raises UnsoundError where something is wrong with a file, or declared otherwise.
        """
        known = [(row.table, row.body) for rows in declared for row in rows]
        for nth, worker in enumerate(self._workers, 1):
            _send(worker.stdin, ("known", known, nth, len(self._workers)))
        asked = [("rows", tuple(file), slot) for file, slot in zip(files, slots, strict=True)]
        for answer, expected in zip(self._asked(asked), declared, strict=True):
            yield _parts(answer, expected)

    def names(self, bodies: list[bytes]) -> Iterator[list[Values]]:
        """Every form under which the parties with these bodies are found, as `name_rows` tells it.

        The workers set to it at once, though it may be asked for later.
        """
        share = -(-len(bodies) // len(self._workers))
        for nth, worker in enumerate(self._workers):
            _send(worker.stdin, ("names", bodies[nth * share : (nth + 1) * share]))
        return (next(_messages(worker.stdout)) for worker in self._workers)

    def _asked(self, questions: list[Any]) -> Iterator[Iterator[Any]]:
        """The answers in order; each worker has one question to go on with, but no more."""
        count = len(self._workers)
        for nth, question in enumerate(questions[: 2 * count]):
            _send(self._workers[nth % count].stdin, question)
        for nth in range(len(questions)):
            worker = self._workers[nth % count]
            yield _messages(worker.stdout)
            if nth + 2 * count < len(questions):
                _send(worker.stdin, questions[nth + 2 * count])


def _parts(answer: Iterator[Any], expected: list[Declaration]) -> Iterator[Part]:
    for message in answer:
        batch, claims, last = _whole(message)
        if last is None:
            yield Part(Batch(*batch), claims)
            continue
        declared, counts, stamp, read_ns = last
        if declared != expected:
            raise UnsoundError
        yield Part(Batch(*batch), claims, counts, Stamp(*stamp) if stamp else None, read_ns)
        return


def _whole(message: Any) -> Any:
    if message is None:
        raise UnsoundError
    return message


# ----------------------------------------------------------------------------- the messages


def _widened(pipe: IO[bytes] | None) -> None:
    """Let a worker send what it has done before its turn comes, where the system allows that."""
    assert pipe is not None
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # not on every system

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def _send(pipe: IO[bytes] | None, message: Any) -> None:
    assert pipe is not None
    data = marshal.dumps(message)
    try:
        pipe.write(len(data).to_bytes(8, "big") + data)
        pipe.flush()
    except BrokenPipeError:
        raise UnsoundError from None


def _messages(pipe: IO[bytes] | None) -> Iterator[Any]:
    assert pipe is not None
    while head := pipe.read(8):
        data = pipe.read(int.from_bytes(head, "big"))
        yield marshal.loads(data)
    raise UnsoundError  # the other side has ended


# ------------------------------------------------------------------------------ in a worker


def serve() -> None:
    """Answer what is asked through standard input, until it is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    gc.disable()  # what is made is freed with its last use, and there is much of it
    state = _Worker()
    try:
        for what, *asked in _messages(sys.stdin.buffer):
            getattr(state, what)(*asked)
    except UnsoundError:
        os._exit(0)


class _Worker:
    def __init__(self) -> None:
        self._rows = Rows(Declared(), itertools.count(1))

    def declared(self, file: tuple[str, str, str], closely: bool) -> None:
        found = _closely if closely else _at_a_glance
        _send(sys.stdout.buffer, found(SourceFile(*file)))

    def known(self, declared: list[tuple[str, bytes]], first: int, step: int) -> None:
        known = Declared()
        for name, body in declared:
            known.add(msgspec.msgpack.decode(body, type=TABLES[name]))
        self._rows = Rows(known, itertools.count(first, step))

    def names(self, bodies: list[bytes]) -> None:
        _send(sys.stdout.buffer, name_rows(bodies))

    def rows(self, file: tuple[str, str, str], slot: int) -> None:
        out = sys.stdout.buffer
        try:
            data, stamp, read_ns = files.read_stamped(SourceFile(*file))
        except QuestionError:
            _send(out, None)
            return
        loaded = load_text(data, file[1])
        if loaded.problems:
            _send(out, None)
            return
        claims = 0
        try:
            for row in loaded.rows:
                if isinstance(row.table, Claim):
                    claims += 1
                    self._rows.add(slot + claims, row.table, file[2], row.line)  # type: ignore[arg-type]  # one of its kinds
                    if claims % CHUNK == 0:
                        _send(out, (tuple(self._rows.taken()), CHUNK, None))
        except KeyError:
            _send(out, None)
            return
        declared = [tuple(row) for row in declared_in(loaded.rows)]
        last = declared, self._rows.counts(), stamp and tuple(stamp), read_ns
        _send(out, (tuple(self._rows.taken()), claims % CHUNK, last))


def name_rows(bodies: Iterable[bytes]) -> list[Values]:
    """Every form under which the parties with these bodies are found: rows with their checksums."""
    parties = (msgspec.msgpack.decode(body, type=Party) for body in bodies)
    return [(*row, checksum(row)) for party in parties for row in names_of(party)]


def declared_in(rows: list[Any]) -> Iterator[Declaration]:
    """What rows of a file declare, numbered by their places among them."""
    for nth, row in enumerate(rows):
        if not isinstance(row.table, Claim):
            yield Declaration(row.name, row.table.id, nth, encode(row.table))


def _closely(file: SourceFile) -> list[tuple[Any, ...]] | None:
    try:
        loaded = load_text(files.read(file), file.shown)
    except QuestionError:
        return None
    return None if loaded.problems else [tuple(row) for row in declared_in(loaded.rows)]


def _at_a_glance(file: SourceFile) -> list[tuple[Any, ...]]:
    try:
        return [tuple(row) for row in declared_in(declared_at_a_glance(files.read(file)))]
    except QuestionError:
        return []
