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
from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.index.declared import Declaration, FastPathError, claims, declarations
from dipfacts.index.lines import Key
from dipfacts.index.rows import Declared, Rows
from dipfacts.index.schema import Batch
from dipfacts.index.suspects import suspects
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.loader import declared_at_a_glance, load_text

CHUNK = 500  # claims in one message: few wait in memory
_AHEAD = 1 << 20  # bytes that wait in the pipe of a worker
_COMMAND = (sys.executable, "-P", "-c", "from dipfacts.index.workers import serve; serve()")


class Part(NamedTuple):
    """Rows of some claims of a file; with the last of them counts, stamp and time of reading."""

    batch: Batch
    counts: dict[Key, int] | None = None
    stamp: Stamp | None = None
    read_ns: int = 0


class Pool:
    """A number of workers, which end with the `with` statement.

    Each question may raise FastPathError, where something is wrong with a file, or a worker ended.
    """

    def __init__(self, count: int) -> None:
        import subprocess  # slow to load, and small bases need no workers

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
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.communicate()

    def declarations(self, files: list[SourceFile]) -> list[list[Declaration]]:
        """Return what each file declares, as read at a glance, which may be wrong."""
        answers = self._ask([("declared", tuple(file)) for file in files])
        return [[Declaration(*row) for row in next(answer)] for answer in answers]

    def rows(
        self, files: list[SourceFile], slots: Sequence[int], declared: list[list[Declaration]]
    ) -> Iterator[Iterator[Part]]:
        """Yield the rows of each file in order, given what is taken to be declared in all of them.

        Also raises FastPathError where a file declares something else.
        """
        known = [tuple(row) for rows in declared for row in rows]
        for nth, worker in enumerate(self._workers, 1):
            _send(worker.stdin, ("known", known, nth, len(self._workers)))
        questions = [("rows", tuple(file), slot) for file, slot in zip(files, slots, strict=True)]
        for answer, expected in zip(self._ask(questions), declared, strict=True):
            yield _parts(answer, expected)

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


def _parts(answer: Iterator[Any], expected: list[Declaration]) -> Iterator[Part]:
    for batch, *last in answer:
        if not last:
            yield Part(Batch(*batch))
            continue
        declared, counts, stamp, read_ns = last
        if declared != expected:
            raise FastPathError
        yield Part(Batch(*batch), counts, stamp and Stamp(*stamp), read_ns)
        return


# ----------------------------------------------------------------------------- the messages


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a worker send results before they are read, where the system allows that."""
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
        raise FastPathError from None


def _messages(pipe: IO[bytes] | None) -> Iterator[Any]:
    assert pipe is not None
    while head := pipe.read(8):
        data = pipe.read(int.from_bytes(head, "big"))
        yield marshal.loads(data)
    raise FastPathError  # the other side has ended


# ------------------------------------------------------------------------------ in a worker


def serve() -> None:
    """Answer what is asked through standard input, until that is closed, or a file is wrong."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    gc.disable()  # what is made is freed with its last use, and there is much of it
    made = Rows(Declared([]), itertools.count(1))
    try:
        for question, *values in _messages(sys.stdin.buffer):
            if question == "declared":
                data = files.read(SourceFile(*values[0]))
                found = declarations(declared_at_a_glance(data))
                _send(sys.stdout.buffer, [tuple(row) for row in found])
            elif question == "known":
                rows, first, step = values
                known = Declared(Declaration(*row).decoded() for row in rows)
                made = Rows(known, itertools.count(first, step))
            else:
                _send_rows(made, SourceFile(*values[0]), values[1])
    except (FastPathError, QuestionError, KeyError):  # a KeyError: something is not declared
        os._exit(0)


def _send_rows(made: Rows, file: SourceFile, slot: int) -> None:
    """Send the rows of a file; each message is freed before the next is made."""
    out = sys.stdout.buffer
    data, stamp, read_ns = files.read_stamped(file)
    loaded = load_text(data, file.shown)
    if loaded.problems:
        raise FastPathError
    for n, claim, line in claims(loaded.rows, slot):
        made.add(n, claim, file.short, line)
        if (n - slot) % CHUNK == 0:
            _send(out, (tuple(made.taken()),))
    made.batch.suspect.extend(suspects(loaded.rows, loaded.text, made.declared, slot))
    declared = [tuple(row) for row in declarations(loaded.rows)]
    last = declared, made.counts(), stamp and tuple(stamp), read_ns
    _send(out, (tuple(made.taken()), *last))
