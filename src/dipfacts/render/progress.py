"""How far a long compile is, on a terminal, and gone when it is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds after which one wants to know


class Bar:
    """A bar of files and claims on stderr; nothing where that is no terminal, or it is quick."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown: Progress | None = None

    def update(self, done: int, files: int, claims: int) -> None:
        """Show that so many files of so many are done, and the claims in them."""
        if self._shown is None and (
            not sys.stderr.isatty() or time.monotonic() - self._started < _PATIENCE
        ):
            return
        if self._shown is None:
            self._shown = _begun(files)
        self._shown.update(self._shown.task_ids[0], completed=done, claims=f"{claims:,}")
        if done == files:
            self.close()

    def close(self) -> None:
        """Remove it."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None


def _begun(files: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("Compiling the fact base"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[claims]} claims"),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=files, claims="0")
    bar.start()
    return bar
