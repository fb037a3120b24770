"""The same questions of `dipfacts serve` and of Datasette on the exported SQLite, many at once.

    .venv/bin/python benchmarks/serving.py [--requests 10000] [--clients 32] [--facts PATH]

Both run on loopback, and are asked in turns, so that what else the machine does is the same for
both; Datasette every tenth of the questions, by as many clients. Prints a table in Markdown: the
median and the 95th percentile of each question, from the first byte sent to the last one read.
Fails where an answer is no success.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
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

from measuring import machine, say

from dipfacts.query.base import Base, open_base

TEXTS = ("corridor", "treaty", "visit", "gas", "agreement")
SERVERS = ("dipfacts", "datasette")
Questions = dict[str, list[tuple[str, str]]]
"""By what is asked, pairs of addresses: of dipfacts, and of Datasette."""


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


async def client(
    port: int, addresses: Iterator[tuple[str, str]], times: dict[str, list[float]]
) -> None:
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


async def clients(
    port: int, asked: list[tuple[str, str]], count: int, times: dict[str, list[float]]
) -> None:
    """Let so many clients share the questions."""
    shared = iter(asked)
    await asyncio.gather(*(client(port, shared, times) for _ in range(count)))


def main() -> None:
    """Ask both, and print how long they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--share", type=int, default=10, help="Datasette: one question of so many")
    parser.add_argument("--turns", type=int, default=5, help="how often each is asked a part")
    parser.add_argument("--facts", default="bundled")
    given = parser.parse_args()
    with open_base(given.facts) as base, tempfile.TemporaryDirectory() as made:
        found = questions(base)
        database = Path(made) / "facts.db"
        words = [sys.executable, "-m", "dipfacts", "export", str(database), "-f", given.facts]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        draw = Random(2)
        kinds = [what for what in found if found[what]]
        asked = [(what, draw.choice(found[what])) for what in draw.choices(kinds, k=given.requests)]
        times = {name: defaultdict[str, list[float]](list) for name in SERVERS}
        spent = dict.fromkeys(SERVERS, 0.0)
        ours, theirs = free_port(), free_port()
        serve = ["dipfacts", "serve", "--port", str(ours), "-f", given.facts]
        peer = ["datasette", "serve", "-i", str(database), "-p", str(theirs)]
        with running(serve, ours), running(peer, theirs):
            part = -(-len(asked) // given.turns)
            for turn in range(given.turns):
                some = asked[turn * part : (turn + 1) * part]
                for nth, (name, port) in enumerate(zip(SERVERS, (ours, theirs), strict=True)):
                    lines = [(what, pair[nth]) for what, pair in some[:: given.share if nth else 1]]
                    started = time.perf_counter()
                    asyncio.run(clients(port, lines, given.clients, times[name]))
                    spent[name] += time.perf_counter() - started
    say(f"{given.requests:,} requests from {given.clients} clients; {machine()}\n")
    say("| question | dipfacts: median | 95 % | Datasette: median | 95 % |")
    say("|---|--:|--:|--:|--:|")
    for what in [*kinds, "all"]:
        cells = []
        for name in SERVERS:
            every = sorted(
                t for kind, taken in times[name].items() if what in (kind, "all") for t in taken
            )
            cells += [statistics.median(every), every[int(len(every) * 0.95)]]
        say(f"| {what} | {' | '.join(f'{cell * 1000:,.0f} ms' for cell in cells)} |")
    counts = {name: sum(map(len, times[name].values())) for name in SERVERS}
    rates = (f"{name} {counts[name] / spent[name]:,.0f}" for name in SERVERS)
    say(f"\nRequests a second: {', '.join(rates)}.")


if __name__ == "__main__":
    main()
