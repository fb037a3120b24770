"""docs/check.md: its table of codes, and the examples of each."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")

SHARED: str = re.findall(r"```toml\n(.*?)```", PAGE.split("\n## `")[0], re.S)[0]
SECTIONS = dict(re.findall(r"^## `([\w-]+)`\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
TABLE = dict(re.findall(r"^\| \[`([\w-]+)`\]\(#\1\) \| (\w+) \|", PAGE, re.M))

WAYS = {
    "": "toml",
    ", as a whole file": "toml",
    ", as the text that is checked": "sh",
    ", as what is done in an empty folder": "sh",
}


def example(code: str, which: str) -> str:
    """The bad or the good example of a code in TOML, below what all examples share."""
    way, found = written(code, which)
    assert WAYS[way] == "toml", code
    return f"{found}" if way else f"{SHARED}\n{found}"


def written(code: str, which: str) -> tuple[str, str]:
    """Return how an example is to be taken, and the example."""
    pattern = rf"^{which}(, .*?)?:\n\n```(\w+)\n(.*?)```"
    ((way, language, found),) = re.findall(pattern, SECTIONS[code], re.M | re.S)
    assert WAYS[way] == language
    return way, found
