"""An index of the sample that is kept, and all that it answers."""

from __future__ import annotations

import os
import time
from pathlib import Path

from dipfacts.index import cache
from dipfacts.model.fact import Fact
from dipfacts.model.query import Query
from dipfacts.query.base import open_base

SAMPLE = (Path(__file__).parents[1] / "sample.toml").read_text(encoding="utf-8")
OLD_NS = 1_600_000_000_000_000_000  # long before any test reads the file


def settled(path: Path) -> Path:
    """The file as it is when nobody has touched it for long, so that its index is trusted."""
    os.utime(path, ns=(OLD_NS, OLD_NS))
    time.sleep(2 * cache.RACY_NS / 10**9)  # for the time of this change cannot be set
    return path


def everything(*paths: Path) -> tuple[list[Fact], list[str], list[str]]:
    """All that a base can be asked."""
    with open_base(*map(str, paths)) as base:
        facts = base.find(Query(deprecated=True))
        found = [hit for _, hit in base.search(Query(text="railway")).hits]
        return facts, found, [str(row) for row in base.counted("party")]


def kept(cache: Path) -> Path:
    """The one index that is kept."""
    (file,) = cache.iterdir()
    return file
