"""Progress of a compile, and its warnings, on stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Any

from dipfacts.cli.output import complain
from dipfacts.index.cache import Listener

PATIENCE = 1.0  # seconds of compiling after which a bar is shown


class Bar:
    """A bar of what is done, of how much; nothing where stderr is no terminal, or it is quick."""

    def __init__(
        self,
        what: str = "Compiling the fact base",
        counted: str = "files, {task.fields[claims]} claims",
    ) -> None:
        self._texts = what, counted
        self._started = time.monotonic()
        self._bar: Any = None

    def update(self, done: int, total: int, claims: int = 0) -> None:
        """Show that so many of the files or pages are done, and the claims in them."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._started < PATIENCE:
                return
            from dipfacts.render.terminal import progress_bar  # lazy: of no use where it is quick

            self._bar = progress_bar(total, *self._texts)
        task = self._bar.task_ids[0]
        self._bar.update(task, completed=done, total=total, claims=f"{claims:,}")
        if done == total:
            self.close()

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextlib.contextmanager
def listener() -> Iterator[Listener]:
    """Yield a listener that shows a bar for a long compile, and prints the first warning."""
    bar = Bar()
    warned = False

    def warn(text: str) -> None:
        nonlocal warned
        if not warned:
            complain(f"dipfacts: {text}")
        warned = True

    try:
        yield Listener(bar.update, warn)
    finally:
        bar.close()
