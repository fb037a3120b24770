"""Compiles of a base that are killed, again and again, to see whether that ever does harm.

    python tests/scale/killing.py BASE CACHE SEED KILLS VALUE

A server of forks: everything is imported once, each compile and each look-up after it is a process
of its own. When one is killed goes by the time of the processor that it has had, or by its first
write, so that a busy machine kills at the same moments as an idle one. BASE is a folder of
`base_text`; VALUE stands in one of its files and is counted up.
Prints what went wrong, a line each, at last how many were killed before they were done.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dipfacts.index import make
from dipfacts.model.query import Query
from dipfacts.query.base import open_base

NAME = "whole"  # of what `make` writes an index with
OLD_NS = 1_600_000_000_000_000_000
ALONE = 0.3  # of all compiles begin without any index; the others change one that is there


def in_a_process(base: Path, value: int, killed: Callable[[], None] = lambda: None) -> int:
    """The id of a new process that opens the base and ends with 0 if its answer is right.

    It begins with `killed`, which says when it is to end without having done anything about it.
    """
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        killed()
        with open_base(str(base)) as opened:
            found = {fact.id: fact.claim for fact in opened.find(Query(deprecated=True))}
            values = [getattr(found[f"figure-{nth}"], "value", None) for nth in (1, 2, 4)]
            whole = len(found) == int((base / "count").read_text())
            status = 0 if whole and values == [value + nth for nth in (1, 2, 4)] else 3
    except BaseException:
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
    os._exit(status)


def change(file: Path, value: int) -> None:
    """Count the values up, as an editor does: a new file in place of the old."""
    text = file.read_text(encoding="utf-8")
    for nth in (1, 2, 4):
        text = text.replace(
            f"\nvalue = {value - 1 + nth} #{nth}", f"\nvalue = {value + nth} #{nth}"
        )
    beside = file.with_suffix(".edited")
    beside.write_text(text, encoding="utf-8")
    os.utime(beside, ns=(OLD_NS + value, OLD_NS + value))  # so that what is kept is trusted
    os.replace(beside, file)


# A signal that nobody listens to ends a process at once, without a word to it: it is killed as by
# SIGKILL, but at a moment that is set beforehand.


def after(seconds: float) -> None:
    """End this process after so much time of the processor."""
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 1e-6))


def while_it_writes(seconds: float) -> None:
    """End this process so long after it began to write an index."""
    really = getattr(make, NAME)

    def whole(*given: Any, **named: Any) -> Any:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))
        return really(*given, **named)

    setattr(make, NAME, whole)


def main() -> None:
    """Kill so often, each time at another moment of the compile."""
    gc.disable()  # as the program begins; else each process looks through what it was copied from
    base, cache = Path(sys.argv[1]), Path(sys.argv[2])
    seed, kills, value = map(int, sys.argv[3:6])
    moments = random.Random(seed)
    first = base / "first.toml"
    durations: list[float] = []
    killed = 0

    def looked_up(when: str) -> None:
        _, status, used = os.wait4(in_a_process(base, value), 0)
        durations.append(used.ru_utime + used.ru_stime)
        if status:
            print(f"{when}: the look-up ended with {os.waitstatus_to_exitcode(status)}")

    with open_base(str(base)):  # all that is imported on the way is imported now
        pass
    for _ in range(3):
        shutil.rmtree(cache)
        looked_up("before any kill")
    duration = min(durations)
    for nth in range(kills):
        value += 1
        change(first, value)
        if moments.random() < ALONE:
            shutil.rmtree(cache, ignore_errors=True)
        if nth % 2:  # anywhere in its whole duration, or soon after it began to write
            killed_at = partial(after, moments.uniform(0, duration))
        else:
            killed_at = partial(while_it_writes, moments.uniform(0, 0.1 * duration))
        _, status = os.waitpid(in_a_process(base, value, killed_at), 0)
        killed += os.WIFSIGNALED(status)
        looked_up(f"kill {nth}")
    for folder in cache.rglob(".dipfacts-*"):  # one without a mark goes when it is a day old
        os.utime(folder, (0, 0))
    value += 1
    change(first, value)
    looked_up("after all kills")
    left = sorted(p.name for p in cache.rglob("*") if p.is_file())
    if len(left) != 1:
        print(f"left in the cache: {left}")
    print(f"killed {killed}")


if __name__ == "__main__":
    main()
