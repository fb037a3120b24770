"""The waiting times of an assistant: to connect, for a first answer, for more; the size of answers.

    python benchmarks/assistant.py [--facts PATH] [--rounds 25]

The SDK's own client starts `dipfacts mcp` of this environment, as an assistant does, in both modes
of the protocol. Exits with 1 where the median of a warm look-up of two parties is over its limit.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from statistics import median
from typing import Any

import measuring
from mcp import Client
from mcp.client.stdio import StdioServerParameters

LIMIT = 10.0  # milliseconds of a warm call
PAIR = ["Azerbaijan", "Russia"]
JUDGED = "look_up, two parties, a year"
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    JUDGED: ("look_up", {"parties": PAIR, "topic": "trade", "in": "2021"}),
    "look_up, two parties": ("look_up", {"parties": PAIR, "topic": "trade"}),
    "look_up, one party": ("look_up", {"parties": PAIR[:1], "topic": "trade"}),
    "look_up, an overview": ("look_up", {"parties": PAIR}),
    "timeline": ("timeline", {"parties": PAIR}),
    "relations": ("relations", {"parties": PAIR}),
    "search": ("search", {"text": "corridor"}),
    "show": ("show", {"id": "az-ru-turnover-2021"}),
    "inventory": ("inventory", {}),
}
MODES = {"2025-11-25": "legacy", "2026-07-28": "2026-07-28"}


async def measured(
    program: StdioServerParameters, mode: str, rounds: int
) -> dict[str, list[float]]:
    """Return milliseconds of each step, and characters of each answer (text and data)."""
    found: dict[str, list[float]] = {}
    began = time.perf_counter()

    def took(what: str) -> None:
        nonlocal began
        now = time.perf_counter()
        found.setdefault(what, []).append((now - began) * 1000)
        began = time.perf_counter()

    async with Client(program, mode=mode) as client:
        tools = await client.list_tools()
        took("start, connect and list the tools")
        found["size of the tools"] = [len(tools.model_dump_json(exclude_none=True))]
        for what, (tool, given) in CALLS.items():
            for nth in range(rounds + 1):
                began = time.perf_counter()  # another size makes it another question
                result = await client.call_tool(tool, given | {"max_characters": 8_000 - nth})
                took(f"{what}, {'warm' if nth else 'first'}")
            for _ in range(rounds):
                began = time.perf_counter()
                await client.call_tool(tool, given | {"max_characters": 8_000})
                took(f"{what}, the same again")
            assert not result.is_error
            data = json.dumps(result.structured_content, ensure_ascii=False, separators=(",", ":"))
            found[f"size of {what}"] = [len(getattr(result.content[0], "text", "")) + len(data)]
    return found


def main() -> int:
    """Measure both modes, print a table in Markdown, and judge by the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--facts", default="bundled", help="the fact base (bundled)")
    parser.add_argument("--rounds", type=int, default=25, help="warm calls of each kind (25)")
    given = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as cache:
        env = {"DIPFACTS_CACHE": cache, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        words = ["-m", "dipfacts", "mcp", "--facts", given.facts]
        program = StdioServerParameters(command=sys.executable, args=words, env=env)
        asyncio.run(measured(program, "legacy", 1))  # compiles, and once more what was just made
        for version, mode in MODES.items():
            found[version] = asyncio.run(measured(program, mode, given.rounds))
    print(f"{measuring.machine()}; medians of {given.rounds} calls\n")
    print(f"| what | {' | '.join(MODES)} |\n|---|{'---|' * len(MODES)}")
    for what in found["2026-07-28"]:
        unit = "characters" if what.startswith("size") else "ms"
        values = (f"{median(found[version][what]):,.1f} {unit}" for version in MODES)
        print(f"| {what} | {' | '.join(values).replace('.0 characters', ' characters')} |")
    slowest = max(median(found[version][f"{JUDGED}, warm"]) for version in MODES)
    print(f"\n{JUDGED}, warm: {slowest:.1f} ms, at most {LIMIT:g} ms")
    return 0 if slowest <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
