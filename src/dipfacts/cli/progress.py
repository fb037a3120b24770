"""Progress and warnings on stderr while a fact base is compiled."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from dipfacts.index.listener import Listener


@contextlib.contextmanager
def listener() -> Iterator[Listener]:
    """Yield a listener that shows a bar for a long compile, and one line where none can be kept."""
    bars: list[Any] = []

    def progress(done: int, files: int, claims: int) -> None:
        if not bars:
            from dipfacts.render.progress import Bar  # of no use where the index is fresh

            bars.append(Bar())
        bars[0].update(done, files, claims)

    warned: list[str] = []

    def warn(text: str) -> None:
        if not warned:
            with contextlib.suppress(OSError):  # nobody may be there to read it
                print(f"dipfacts: {text}", file=sys.stderr)
        warned.append(text)

    try:
        yield Listener(progress, warn)
    finally:
        for bar in bars:
            bar.close()
