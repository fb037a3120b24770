"""Many questions at once of `dipfacts serve`, and the same ones of Datasette on its export.

    .venv/bin/python benchmarks/serving.py [--requests 10000] [--paired 160] [--clients 32]

First dipfacts alone is asked all requests. Then both are asked the same questions, in turns in
which each client asks one, so that what else the machine does is the same for both. Prints a table
in Markdown: the median and the 95th percentile of each question, from the first byte sent to the
last one read. Exits with 1 where an answer is no success, or Datasette is ahead.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import operator
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

from measuring import machine

from dipfacts.query.base import Base, open_base

TEXTS = ("corridor", "treaty", "visit", "gas", "agreement")
SERVERS = ("dipfacts", "datasette")
Questions = dict[str, list[tuple[str, str]]]
"""By what is asked, pairs of addresses: of dipfacts, and of Datasette."""
Times = defaultdict[str, list[float]]
"""By what is asked, how many seconds each answer took."""


def questions(base: Base) -> Questions:
    """Return the questions to draw from, the same of both."""
    draw = Random(1)
    claims = [fact for fact in base.walk() if fact.topic]
    some = draw.sample(claims, min(200, len(claims)))
    trade = {
        fact.claim.everyone for fact in some if fact.type == "figure" and fact.topic == "trade"
    }
    pairs = [both for both in map(sorted, trade) if len(both) == 2]
    sources = sorted({fact.claim.source for fact in some})
    happened = sorted({p for fact in some if fact.type == "event" for p in fact.claim.everyone})
    of = "/facts/claims"
    return {
        "trade of two countries": [
            (f"/trade/{a}/{b}", f"{of}?topic=trade&parties={quote(f'{a}; {b}')}") for a, b in pairs
        ],
        "one claim": [(f"/show/{fact.id}", f"{of}/{fact.id}") for fact in some],
        "the claims of a source": [(f"/sources/{s}", f"{of}?source={s}") for s in sources],
        "the timeline of a party": [
            (f"/timeline/{p}", f"{of}?type__not=figure&parties__contains={p}&_sort=period_start")
            for p in happened
        ],
        "a search": [(f"/search?text={text}", f"{of}?title__contains={text}") for text in TEXTS],
    }


# ------------------------------------------------------------------------------ servers


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


@contextlib.contextmanager
def running(words: list[str], port: int) -> Iterator[int]:
    """Run a server until it is no longer needed; yield its port once it answers."""
    with subprocess.Popen(
        [sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        for _ in range(600):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            time.sleep(0.1)
        yield port
        started.terminate()


# ------------------------------------------------------------------------------ clients


async def client(port: int, addresses: Iterator[tuple[str, str]], times: Times) -> None:
    """Ask one question after another over one connection; note how long each takes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for what, address in addresses:
        started = time.perf_counter()
        head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{address}: {answer.splitlines()[0].decode()}")
        if length := re.search(rb"content-length: (\d+)", answer, re.I):
            await reader.readexactly(int(length[1]))
        else:  # in chunks
            while (size := int(await reader.readline(), 16)) or not await reader.readline():
                await reader.readexactly(size + 2)
        times[what].append(time.perf_counter() - started)
    writer.close()


async def clients(port: int, asked: list[tuple[str, str]], count: int, times: Times) -> None:
    """Let so many clients share the questions."""
    shared = iter(asked)
    await asyncio.gather(*(client(port, shared, times) for _ in range(count)))


def main() -> int:
    """Ask both, and print how long they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--paired", type=int, default=160, help="questions that both are asked")
    parser.add_argument("--facts", default="bundled")
    given = parser.parse_args()
    with open_base(given.facts) as base, tempfile.TemporaryDirectory() as made:
        found = questions(base)
        database = Path(made) / "facts.db"
        words = [sys.executable, "-m", "dipfacts", "export", str(database), "-f", given.facts]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        draw, kinds = Random(2), [what for what in found if found[what]]

        def drawn(count: int) -> list[tuple[str, tuple[str, str]]]:
            return [(what, draw.choice(found[what])) for what in draw.choices(kinds, k=count)]

        ours, theirs = free_port(), free_port()
        serve = ["dipfacts", "serve", "--port", str(ours), "-f", given.facts]
        peer = ["datasette", "serve", "-i", str(database), "-p", str(theirs)]
        alone: Times = defaultdict(list)
        paired: dict[str, Times] = {name: defaultdict(list) for name in SERVERS}
        with running(serve, ours), running(peer, theirs):
            lines = [(what, address) for what, (address, _) in drawn(given.requests)]
            started = time.perf_counter()
            asyncio.run(clients(ours, lines, given.clients, alone))
            spent = time.perf_counter() - started
            every = drawn(given.paired)
            for turn in range(0, len(every), given.clients):
                some = every[turn : turn + given.clients]
                for nth, (name, port) in enumerate(zip(SERVERS, (ours, theirs), strict=True)):
                    lines = [(what, pair[nth]) for what, pair in some]
                    asyncio.run(clients(port, lines, given.clients, paired[name]))
    print(
        f"{machine()}\n\n{given.requests:,} requests from {given.clients} clients without an error"
        f" in {spent:,.0f} s, {given.requests / spent:,.0f} a second; in milliseconds:\n\n"
        "| question | requests | median | 95 % |\n|---|--:|--:|--:|"
    )
    for what, taken in by_question(kinds, alone):
        print(f"| {what} | {len(taken):,} | {' | '.join(shown(taken))} |")
    print(
        f"\nThe same {given.paired:,} questions of both:\n\n"
        "| question | questions | dipfacts: median | 95 % | Datasette: median | 95 % |\n"
        "|---|--:|--:|--:|--:|--:|"
    )
    pairs = zip(*(by_question(kinds, paired[name]) for name in SERVERS), strict=True)
    is_ahead = True
    for (what, own), (_, other) in pairs:
        print(f"| {what} | {len(own)} | {' | '.join([*shown(own), *shown(other)])} |")
        is_ahead &= all(map(operator.lt, middle_and_end(own), middle_and_end(other)))
    return 0 if is_ahead else 1


def by_question(kinds: list[str], times: Times) -> Iterator[tuple[str, list[float]]]:
    """Yield how long each question took, and last all of them."""
    yield from ((what, times[what]) for what in kinds if times[what])
    yield "all", [taken for every in times.values() for taken in every]


def middle_and_end(taken: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile of times."""
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def shown(taken: list[float]) -> list[str]:
    """Return both in milliseconds."""
    return [f"{seconds * 1000:,.0f}" for seconds in middle_and_end(taken)]


if __name__ == "__main__":
    sys.exit(main())
