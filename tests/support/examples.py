"""The examples of a page of the documentation."""

from __future__ import annotations

import re

ELISION = "…"  # a line of its own: lines are left out here
FENCE = re.compile(
    r"^(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S
)


def files(text: str) -> dict[str, str]:
    """The files that a reader of the page writes."""
    return {m["file"]: m["body"] for m in FENCE.finditer(text) if m["file"]}


def consoles(text: str) -> list[re.Match[str]]:
    """Every example of a terminal."""
    return [m for m in FENCE.finditer(text) if m["kind"] == "console"]


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of an example, each with what is printed below it."""
    parts = re.split(r"^\$ (.*)\n", body, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def tidy(text: str) -> list[str]:
    """Return the lines of an example, without what cannot be seen at their ends."""
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def fits(wanted: list[str], shown: list[str]) -> bool:
    """Return whether the lines are the same, but for those that an elision stands for."""
    if ELISION not in wanted:
        return wanted == shown
    at = wanted.index(ELISION)
    head, tail = wanted[:at], wanted[at + 1 :]
    long_enough = len(shown) >= len(head) + len(tail)
    return long_enough and shown[:at] == head and shown[len(shown) - len(tail) :] == tail
