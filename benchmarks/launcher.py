"""Programs started from a process that is small itself, and what each of them took.

A program's peak of memory, as the system counts it, is never below what its parent had when it
started it, so that a benchmark with libraries of its own would measure itself. This process has
hardly any. It reads one JSON object a line (`command`, `env`, `errors`: a file for stderr) and
answers each by another (`seconds`, `first`, `peak`, `lines`, `cpu`, `status`).
"""

import json
import os
import sys
import time


def run(command: list[str], env: dict[str, str], errors: str) -> dict[str, float]:
    """Run a program to its end, reading its output as it comes."""
    reading, writing = os.pipe()
    append = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    began = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        env,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, writing, 1),
            (os.POSIX_SPAWN_OPEN, 2, errors, append, 0o600),
        ],
    )
    os.close(writing)
    first, lines = 0.0, 0
    while block := os.read(reading, 1 << 16):
        if not lines and b"\n" in block:
            first = time.perf_counter() - began
        lines += block.count(b"\n")
    os.close(reading)
    _, status, usage = os.wait4(pid, 0)
    return {
        "seconds": time.perf_counter() - began,
        "first": first,
        "peak": usage.ru_maxrss,
        "lines": lines,
        "cpu": usage.ru_utime + usage.ru_stime,
        "status": os.waitstatus_to_exitcode(status),
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)
