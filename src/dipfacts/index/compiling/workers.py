"""Processes that read the files of a large fact base side by side, and hand back ready rows.

A worker is this module run by the same interpreter. It is asked through its standard input and
answers through its standard output, each message being its length and `marshal`led values. When
the process that started it ends, in whichever way, the worker finds its pipe closed and ends too.

concurrent.futures.ProcessPoolExecutor in its place took a fifth more time and up to two thirds more
memory: its results come whole, a file at a time. Also, its processes run an unguarded script anew.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import marshal
import os
import sys
from collections.abc import Iterator
from typing import IO, Any

from dipfacts.errors import QuestionError
from dipfacts.index.compiling.reading import Made, Portion, PortionReader, declared_in
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.declared import Declaration
from dipfacts.index.rows.schema import Batch
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.rows.csv_parts import Part

_AHEAD = 1 << 20  # bytes that wait in the pipe of a worker
_COMMAND = (
    sys.executable,
    "-P",
    "-c",
    "from dipfacts.index.compiling.workers import serve; serve()",
)


class Pool:
    """A number of workers, which end with the `with` statement.

    Each question may raise FastPathError, where something is wrong with a file, or a worker ended.
    """

    def __init__(self, count: int) -> None:
        import subprocess  # lazy: slow to load, and small bases need no workers

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
            _widen(worker.stdout)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.communicate()
        self._workers.clear()

    def declarations(self, files: list[SourceFile]) -> list[list[Declaration]]:
        """Return the declarations of each file, as read at a glance, which may be wrong."""
        answers = self._ask([("declared", tuple(file)) for file in files])
        return [[Declaration(*row) for row in next(answer)] for answer in answers]

    def made(
        self, portions: list[Portion], declared: list[Declaration]
    ) -> Iterator[Iterator[Made]]:
        """Yield the rows of each portion in order, given what is taken to be declared in all files.

        The workers end with the last portion: what they hold would add to what indexes need.
        """
        known = [tuple(row) for row in declared]
        for nth, worker in enumerate(self._workers, 1):
            _send(worker.stdin, ("known", known, nth, len(self._workers)))
        questions = [("made", tuple(it.file), it.slot, tuple(it.part)) for it in portions]
        yield from map(_made, self._ask(questions))
        self._end()

    def _ask(self, questions: list[Any]) -> Iterator[Iterator[Any]]:
        """Yield the answers in order; each worker has one question to go on with, but no more."""
        count = len(self._workers)
        for nth, question in enumerate(questions[: 2 * count]):
            _send(self._workers[nth % count].stdin, question)
        for nth in range(len(questions)):
            worker = self._workers[nth % count]
            yield _messages(worker.stdout)
            if nth + 2 * count < len(questions):
                _send(worker.stdin, questions[nth + 2 * count])


def _made(answer: Iterator[Any]) -> Iterator[Made]:
    """Yield the rows of a portion from the messages of a worker."""
    for batch, *last in answer:
        if not last:
            yield Made(Batch(*batch))
            continue
        counts, declared, parties, stamp, read_ns = last
        rows = tuple(Declaration(*row) for row in declared)
        yield Made(Batch(*batch), counts, rows, parties, stamp and Stamp(*stamp), read_ns)
        return


# ----------------------------------------------------------------------------- the messages


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a worker send results before they are read, where the system allows that."""
    assert pipe is not None
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # lazy: not on every system

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def _send(pipe: IO[bytes] | None, message: Any) -> None:
    assert pipe is not None
    data = marshal.dumps(message)
    try:
        pipe.write(len(data).to_bytes(8, "big") + data)
        pipe.flush()
    except BrokenPipeError:
        raise FastPathError from None


def _messages(pipe: IO[bytes] | None) -> Iterator[Any]:
    assert pipe is not None
    while len(head := pipe.read(8)) == 8:
        data = pipe.read(size := int.from_bytes(head, "big"))
        if len(data) < size:
            break
        yield marshal.loads(data)
    raise FastPathError  # the other side has ended, maybe in the midst of a message


# ------------------------------------------------------------------------------ in a worker


def serve() -> None:
    """Answer what is asked through standard input, until that is closed, or a file is wrong."""
    import signal  # lazy: only a worker needs it

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    gc.disable()  # what is made is freed with its last use, and there is much of it
    reading = PortionReader([], itertools.count(1))
    out = sys.stdout.buffer
    try:
        for question, *values in _messages(sys.stdin.buffer):
            if question == "declared":
                _send(out, [tuple(row) for row in declared_in(SourceFile(*values[0]))])
            elif question == "known":
                rows, first, step = values
                known = [Declaration(*row) for row in rows]
                reading = PortionReader(known, itertools.count(first, step))
            else:
                file, slot, part = values
                for made in reading.made(Portion(SourceFile(*file), slot, Part(*part))):
                    _send(out, _plain(made))
    except (FastPathError, QuestionError, KeyError):  # a KeyError: something is not declared
        os._exit(0)


def _plain(made: Made) -> tuple[Any, ...]:
    """Return rows as values of builtin types."""
    batch = made.batch.as_tuple()
    if made.counts is None:
        return (batch,)
    declared = [tuple(row) for row in made.declared]
    stamp = made.stamp and tuple(made.stamp)
    return batch, made.counts, declared, made.parties, stamp, made.read_ns
